"""Tables of which each line is a row, its cells parted by tabs: text pasted from a spreadsheet or a web page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_editor.exchange.readers.text.tab_led import Row, RowCell, Table, begins_table
from disclosure_editor.exchange.source import SourceLine

_QUOTE = '"'
_LONGEST_QUOTED = 40
"""No cell of a publication has more lines."""


def tabbed_runs(lines: Sequence[SourceLine]) -> Iterator[Table | SourceLine]:
    """The text's tables and the lines between them, in their order; blank lines are left out.

    A table has at least two rows; a line with tabs that stands alone is a paragraph.
    """
    rows: list[Row] = []
    taken: list[SourceLine] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if "\t" in line.text:
            row, end = _row(lines, place)
            if rows and begins_table(rows, row):
                yield from _table(rows, taken)
                rows, taken = [], []
            rows.append(row)
            taken += lines[place:end]
            place = end
            continue
        place += 1
        if line.text.strip():
            yield from _table(rows, taken)
            rows, taken = [], []
            yield line
    yield from _table(rows, taken)


def _table(rows: Sequence[Row], lines: Sequence[SourceLine]) -> Iterator[Table | SourceLine]:
    if len(rows) > 1:
        yield Table(tuple(rows), every_place=len(set(map(len, rows))) == 1)
    else:
        yield from (line for line in lines if line.text.strip())


def _row(lines: Sequence[SourceLine], start: int) -> tuple[Row, int]:
    """The row that begins in a line, and the number of the line behind it."""
    text, end = lines[start].text, start + 1
    while _open_quote(text) and (closing := _closing_line(lines, end)) is not None:
        text = "\n".join([text, *(line.text for line in lines[end : closing + 1])])
        end = closing + 1
    return tuple(RowCell(_unquoted(cell), lines[start].place) for cell in text.split("\t")), end


def _open_quote(text: str) -> bool:
    """Whether a row's last cell is one of several lines: it begins with a quotation mark that isn't closed."""
    last = text.rsplit("\t", 1)[-1]
    return last.startswith(_QUOTE) and last.count(_QUOTE) % 2 == 1


def _closing_line(lines: Sequence[SourceLine], place: int) -> int | None:
    for number in range(place, min(place + _LONGEST_QUOTED, len(lines))):
        head, tab, _ = lines[number].text.partition("\t")
        if head.count(_QUOTE) % 2 == 1:
            return number
        if tab:
            return None
    return None


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell.startswith(_QUOTE) and cell.endswith(_QUOTE):
        cell = cell[1:-1].replace(_QUOTE * 2, _QUOTE)
    return "\n".join(line.rstrip() for line in cell.split("\n")).strip("\n")
