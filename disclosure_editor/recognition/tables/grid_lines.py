"""A grid row by row, whether or not its file says which columns the cells stand in."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

from disclosure_editor.document.amounts import MalformedAmount, parse_amount
from disclosure_editor.exchange.source import SourceCell, SourceGrid

_LONGEST_FIGURE = 100
"""With the blanks around it."""
_WITHOUT_NUMBER = re.compile(r"[^0-9０-９]*")


@dataclass(frozen=True)
class Line:
    """One row of a grid.

    Attributes:
        cells: those that begin in it, from left to right.
        covering: for each column the cell that reaches over it, from here or from above; empty where the file says
            nothing of columns.
    """

    cells: tuple[SourceCell, ...]
    covering: tuple[SourceCell | None, ...] = ()

    @cached_property
    def filled(self) -> tuple[SourceCell, ...]:
        """The cells with a text."""
        return tuple(cell for cell in self.cells if cell.text.strip())

    @cached_property
    def has_figure(self) -> bool:
        """Whether a number stands in it, which may be a code."""
        return any(is_figure(cell.text) for cell in self.filled)


def lines_of(grid: SourceGrid) -> tuple[Line, ...]:
    """A grid's rows from top to bottom; columns and rows behind the last cell with a text are left out."""
    begin: defaultdict[int, list[SourceCell]] = defaultdict(list)
    for cell in grid.cells:
        begin[cell.row].append(cell)
    rows = 1 + max((cell.row for cell in grid.cells if cell.text.strip()), default=-1)
    ordered = [tuple(sorted(begin[row], key=lambda cell: cell.column)) for row in range(rows)]
    if grid.implied:
        return tuple(map(Line, ordered))
    columns = 1 + max((cell.column for cell in grid.cells if cell.text.strip()), default=-1)
    covering: list[list[SourceCell | None]] = [[None] * columns for _ in range(rows)]
    for cell in grid.cells:
        for line in covering[cell.row : cell.row + cell.row_span]:
            for column in range(cell.column, min(cell.column + cell.column_span, columns)):
                line[column] = cell
    return tuple(Line(cells, tuple(places)) for cells, places in zip(ordered, covering, strict=True))


def is_figure(text: str) -> bool:
    """Whether a cell's text is one number, an amount or a code."""
    return len(text) <= _LONGEST_FIGURE and _is_figure(text)


@lru_cache(maxsize=8192)
def _is_figure(text: str) -> bool:
    if _WITHOUT_NUMBER.fullmatch(text):
        return False
    try:
        return parse_amount(text) is not None
    except MalformedAmount:
        return False
