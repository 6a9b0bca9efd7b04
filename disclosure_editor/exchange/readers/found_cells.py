"""Makes a grid of the cells that a reader found: each place of it covered by one cell, no row or column without use."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from disclosure_editor.exchange.readers.source_limits import CELLS, COLUMNS, ROWS, Tally, require
from disclosure_editor.exchange.source import Place, SourceCell, SourceGrid


def grid_of(cells: Iterable[SourceCell], place: Place, tally: Tally) -> SourceGrid | None:
    """The cells as a grid; None where there are none.

    Columns and rows in which no cell begins are the file's way to draw, not the table's: cells that span them span
    less. Places that no cell covers are given blank cells.

    Args:
        cells: none covers a place that another covers.
        place: of the whole grid.
        tally: counts the cells.

    Raises:
        UnreadableSource: there are more rows, columns or cells than a file may have.
    """
    found = sorted(cells, key=lambda cell: (cell.row, cell.column))
    if not found:
        return None
    rows = sorted({cell.row for cell in found})
    columns = sorted({cell.column for cell in found})
    require(len(rows), ROWS, tally.name)
    require(len(columns), COLUMNS, tally.name)
    tally.add(CELLS, len(rows) * len(columns))
    drawn = [_within(cell, rows, columns) for cell in found]
    drawn += _blanks(drawn, len(rows), len(columns), place)
    drawn.sort(key=lambda cell: (cell.row, cell.column))
    return SourceGrid(tuple(drawn), len(rows), len(columns), place)


def _within(cell: SourceCell, rows: Sequence[int], columns: Sequence[int]) -> SourceCell:
    row, row_span = _counted(cell.row, cell.row_span, rows)
    column, column_span = _counted(cell.column, cell.column_span, columns)
    return replace(cell, row=row, column=column, row_span=row_span, column_span=column_span)


def _counted(first: int, span: int, kept: Sequence[int]) -> tuple[int, int]:
    """A cell's place and span, counted in what is kept alone."""
    begin, end = bisect_left(kept, first), bisect_left(kept, first + span)
    return begin, max(1, end - begin)


def _blanks(cells: Sequence[SourceCell], rows: int, columns: int, place: Place) -> list[SourceCell]:
    covered = bytearray(rows * columns)
    begins: dict[int, Place] = {}
    for cell in cells:
        begins.setdefault(cell.row, cell.place)
        for row in range(cell.row, cell.row + cell.row_span):
            start = row * columns + cell.column
            covered[start : start + cell.column_span] = b"\1" * cell.column_span
    return [
        SourceCell(row, column, "", begins.get(row, place))
        for row in range(rows)
        for column in range(columns)
        if not covered[row * columns + column]
    ]
