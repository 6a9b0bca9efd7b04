"""A block copied from a printed form, turned into one that has the columns of the form's table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from disclosure_editor.document.texts import compact
from disclosure_editor.ui.clipboard import Block
from disclosure_editor.ui.table_layout import GridLayout

_LEAST_HEADINGS = 2


Cells = tuple[tuple[str | None, ...], ...]
"""The texts of a block; None where it has nothing to say of a cell."""


class Placed(NamedTuple):
    """A block and the column of the grid where it begins."""

    block: Cells
    left: int


def as_columns(layout: GridLayout, left: int, block: Block) -> Placed:
    """The block as the grid's columns have it; one that isn't a form's is given back as it is.

    Headings copied along tell which column is which, and are no row. A cell that was merged over several columns comes
    with blanks for the others, one merged over several rows with blanks below it, which then say the same.
    """
    if not layout.printed or not block:
        return Placed(block, left)
    block = _without_words(layout, block)
    placed = _by_headings(layout, block) or Placed(_of_single_columns(layout, left, block), left)
    return Placed(_filled(layout, placed), placed.left)


def _without_words(layout: GridLayout, block: Block) -> Block:
    """Without the words that the form prints before the rows, in a cell merged over all of them."""
    words = {compact(layout.printed[0].words)} if layout.printed[0].words else set()
    before = {compact(line[0]) for line in block if compact(line[0])}
    return tuple(line[1:] for line in block) if before and before <= words else block


def _by_headings(layout: GridLayout, block: Block) -> Placed | None:
    """The lines below headings, each text in the column that its heading names; None where there are no headings."""
    names = {compact(column.headers[-1]): place for place, column in reversed(list(enumerate(layout.columns)))}
    headings = [compact(text) for text in block[0]]
    places = [names.get(heading) for heading in headings]
    found = [place for place in places if place is not None]
    if len(found) < _LEAST_HEADINGS or 2 * len(found) < sum(map(bool, headings)) or len(set(found)) < len(found):
        return None
    lines: list[tuple[str | None, ...]] = []
    for line in block[1:]:
        texts = {place: text for place, text in zip(places, line, strict=True) if place is not None}
        lines.append(tuple(texts.get(place) for place in range(len(layout.columns))))
    return Placed(tuple(lines), 0)


def _of_single_columns(layout: GridLayout, left: int, block: Block) -> Block:
    """Without the blanks that stand for what cells merged over several columns reach over."""
    widths = {printed.column: printed.width for printed in layout.printed}
    starts = [0, *accumulate(widths.get(column.column.id, 1) for column in layout.columns[left:])]
    if len(block[0]) not in starts or all(width == 1 for width in widths.values()):
        return block
    kept = [start for start in starts if start < len(block[0])]
    if any(text.strip() for line in block for place, text in enumerate(line) if place not in kept):
        return block
    return tuple(tuple(line[place] for place in kept) for line in block)


def _filled(layout: GridLayout, placed: Placed) -> Cells:
    """With the blanks below what the form merges filled with the text above.

    What is merged at the left ends what is merged at its right: another 一级指标 has a 二级指标 of its own.
    """
    columns = layout.columns[placed.left :]
    merged = [place for place, column in enumerate(columns) if layout.merged(column)]
    above: dict[int, str] = {}
    lines: list[tuple[str | None, ...]] = []
    for line in placed.block:
        texts = list(line)
        if any(text and text.strip() for text in texts):
            _fill(texts, merged, above)
        lines.append(tuple(texts))
    return tuple(lines)


def _fill(texts: list[str | None], merged: Sequence[int], above: dict[int, str]) -> None:
    """Fill a line's blanks from the texts above, and remember its own texts for the lines below."""
    for place in merged:
        if place >= len(texts):
            return
        text = texts[place]
        if text is None:
            continue
        if text.strip():
            above[place] = text
            for right in merged[merged.index(place) + 1 :]:
                above.pop(right, None)
        else:
            texts[place] = above.get(place, "")
