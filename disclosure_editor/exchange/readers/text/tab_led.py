"""Tables whose cells are lines led by a tab: a blank line ends a row, a line without a tab goes on with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure_editor.document.texts import compact
from disclosure_editor.exchange.source import Place, SourceLine


@dataclass(frozen=True)
class RowCell:
    """One cell of a row, in its order."""

    text: str
    place: Place


Row = tuple[RowCell, ...]


@dataclass(frozen=True)
class Table:
    """The rows of a table, each with one cell at least.

    Attributes:
        every_place: whether each row has a cell for each place, merged or not.
    """

    rows: tuple[Row, ...]
    every_place: bool = False


TITLE = re.compile(r".{1,40}表(?:[（(].{1,12}[)）])?[：:]?")
# What begins a paragraph of its own: never the rest of a cell.
_OWN_PARAGRAPH = re.compile(
    r"第[一二三四五六七八九十\d]+部分|表[一二三四五六七八九十\d]+|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]"
    r"|备?注[：:]|说明[：:]|.*单位[：:]|.*表[：:]?$"
)
_LONGEST_REST = 30


def is_cell(line: SourceLine) -> bool:
    """Whether a cell begins in this line."""
    return line.text.startswith("\t")


def tab_led_runs(lines: Sequence[SourceLine]) -> Iterator[Table | SourceLine]:
    """The text's tables and the lines between them, in their order; blank lines are left out."""
    rows: list[Row] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if is_cell(line):
            row, place = _row(lines, place)
            if rows and begins_table(rows, row):
                yield Table(tuple(rows))
                rows = []
            rows.append(row)
            continue
        place += 1
        if not line.text.strip():
            continue
        if rows:
            yield Table(tuple(rows))
            rows = []
        yield line
    if rows:
        yield Table(tuple(rows))


def begins_table(above: Sequence[Row], row: Row) -> bool:
    """Whether a row is the title of another table than the one above."""
    return len(row) == 1 and bool(TITLE.fullmatch(compact(row[0].text))) and any(len(other) > 1 for other in above)


def _row(lines: Sequence[SourceLine], start: int) -> tuple[Row, int]:
    """The row that begins in a line, and the number of the line behind it."""
    cells: list[RowCell] = []
    place = start
    while place < len(lines) and is_cell(lines[place]):
        end = _end_of_cell(lines, place, first=not cells)
        texts = [lines[place].text[1:], *(line.text for line in lines[place + 1 : end])]
        cells.append(RowCell(_cell_text(texts), lines[place].place))
        place = end
    return tuple(cells), place


def _end_of_cell(lines: Sequence[SourceLine], start: int, first: bool) -> int:
    end = _end_of_text(lines, start + 1)
    while first and (rest := _rest_behind_blank(lines, end)) is not None:
        end = rest
    return end


def _end_of_text(lines: Sequence[SourceLine], place: int) -> int:
    while place < len(lines) and lines[place].text and not is_cell(lines[place]):
        place += 1
    return place


def _rest_behind_blank(lines: Sequence[SourceLine], blank: int) -> int | None:
    """Where a cell ends that goes on behind one blank line, up to the next cell of its row; None if it doesn't."""
    begin = blank + 1
    end = _end_of_text(lines, begin)
    if begin >= end or lines[blank].text or end >= len(lines) or not is_cell(lines[end]):
        return None
    texts = [line.text for line in lines[begin:end]]
    if any(_OWN_PARAGRAPH.match(compact(text)) for text in texts):
        return None
    return end if sum(map(len, texts)) <= _LONGEST_REST else None


def _cell_text(texts: Sequence[str]) -> str:
    """A cell's lines without blanks at their ends and without blank ones around them."""
    return "\n".join(text.rstrip().replace("\t", "    ") for text in texts).strip("\n")
