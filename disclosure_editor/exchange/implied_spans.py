"""A grid from rows of cells of which nothing says what columns they stand in or how they are merged."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_editor.exchange.source import SourceCell, SourceGrid
from disclosure_editor.exchange.tab_led import Row


def implied_grid(rows: Sequence[Row]) -> SourceGrid:
    """The grid that these rows make."""
    cells = tuple(
        SourceCell(number, column, cell.text, cell.place)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    )
    columns = max(map(len, rows), default=0)
    return SourceGrid(cells, len(rows), columns, cells[0].place, implied=True)
