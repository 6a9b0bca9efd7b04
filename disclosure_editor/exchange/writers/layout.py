"""How blocks share pages and a grid's columns share a width, for every writer that has either."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from disclosure_editor.document.amounts import format_amount
from disclosure_editor.exchange.blocks import Align, Block, Grid, GridCell, Paragraph, Sheet, Style

_HEADINGS = frozenset({Style.PART, Style.SECTION, Style.SUBSECTION})
_ONE_CHARACTER = 2
_UNBROKEN = re.compile(r"[!-~]+")


@dataclass(frozen=True)
class Stretch:
    """Consecutive blocks of one sheet, or of the text between two sheets.

    Attributes:
        sheet: the sheet; None for text.
        blocks: the blocks in their order. Headings right in front of a sheet are the first of its blocks here,
            so that they stand on its first page and not alone on the page before.
    """

    sheet: Sheet | None
    blocks: tuple[Block, ...]


def stretches(blocks: Iterable[Block]) -> list[Stretch]:
    """The blocks in their order, cut where a sheet begins or ends; none is lost."""
    found: list[Stretch] = []
    headings: tuple[Block, ...] = ()
    for sheet, group in groupby(blocks, key=lambda block: block.sheet):
        run = tuple(group)
        if sheet is not None:
            found.append(Stretch(sheet, headings + run))
            headings = ()
            continue
        text, headings = _split_last_headings(run)
        if text:
            found.append(Stretch(None, text))
    return [*found, Stretch(None, headings)] if headings else found


def _split_last_headings(run: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    cut = len(run)
    while cut and _is_heading(run[cut - 1]):
        cut -= 1
    return run[:cut], run[cut:]


def _is_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style in _HEADINGS


def alignment(cell: GridCell) -> Align:
    """How the cell's text stands: amounts at the right unless the cell says otherwise."""
    return Align.RIGHT if cell.amount is not None and cell.align is Align.LEFT else cell.align


def display_width(text: str) -> int:
    """The width of a line in half characters: two for a Chinese character, one for a Latin letter or a digit."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def line_count(text: str, width: int) -> int:
    """How many lines the text takes in a column of `width` half characters, its own line breaks included."""
    return sum(max(1, -(-display_width(line) // max(width, _ONE_CHARACTER))) for line in text.split("\n"))


def column_widths(grid: Grid, total: int, half_character: int, padding: int) -> list[int]:
    """Share `total` among the columns by the grid's own proportions, yet none too narrow for an amount in one line.

    Args:
        grid: the table.
        total: the width of the whole table, in the writer's own units.
        half_character: the width of half a Chinese character in the same units.
        padding: what a cell's margins take of its width.

    Returns:
        A width for each column; their sum is `total`.
    """
    weights = list(grid.widths) if len(grid.widths) == grid.columns and all(grid.widths) else [1] * grid.columns
    needs = [need * half_character + padding for need in _needed_half_characters(grid)]
    if sum(needs) >= total:
        return _rounded([need * total // sum(needs) for need in needs], total)
    return _rounded(_shared(weights, needs, total), total)


def _needed_half_characters(grid: Grid) -> list[int]:
    """For each column, the longest piece that no line break may divide: an amount, a code, a word."""
    needs = [_ONE_CHARACTER] * grid.columns
    for cell in grid.cells:
        if cell.column_span == 1:
            needs[cell.column] = max(needs[cell.column], _unbroken(cell))
    return needs


def _unbroken(cell: GridCell) -> int:
    if cell.amount is not None:
        return max(display_width(cell.text.strip()), len(format_amount(cell.amount, grouped=True)))
    # A long word, such as an address on the web, may well be divided; it must not starve the other columns.
    return min(max(map(len, _UNBROKEN.findall(cell.text)), default=0), 12)


def _shared(weights: Sequence[int], needs: Sequence[int], total: int) -> list[int]:
    """The total by weight; a column whose share is less than its need gets its need, the others share the rest."""
    widths = list(needs)
    free = set(range(len(weights)))
    while True:
        rest = total - sum(needs[column] for column in range(len(needs)) if column not in free)
        weight = sum(weights[column] for column in free)
        short = {column for column in free if rest * weights[column] // weight < needs[column]}
        if not short:
            break
        free -= short
    for column in free:
        widths[column] = rest * weights[column] // weight
    return widths


def _rounded(widths: list[int], total: int) -> list[int]:
    """What whole numbers left over goes to the widest column, where nobody sees it."""
    widths[widths.index(max(widths))] += total - sum(widths)
    return widths
