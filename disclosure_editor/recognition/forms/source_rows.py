"""A file as a stream of rows: those of its grids, and the short paragraphs before a grid that may be its title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from disclosure_editor.exchange.source import Place, Source, SourceCell, SourceGrid, SourceParagraph
from disclosure_editor.recognition.forms.shapes import plain

_TITLES = 4
"""So many paragraphs before a grid may belong to it."""
_LONGEST_TITLE = 60


@dataclass(frozen=True, eq=False)
class GridPlaces:
    """A grid with what stands at each of its places, under merged cells too."""

    grid: SourceGrid

    @cached_property
    def at(self) -> dict[tuple[int, int], SourceCell]:
        """The cells by row and column."""
        return {
            (row, column): cell
            for cell in self.grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }


@dataclass(frozen=True, eq=False)
class SourceRow:
    """A row of a grid, or a paragraph.

    Attributes:
        block: the number of its block.
        number: its own in its grid.
        cells: those that begin in it.
        places: its grid; None for a paragraph.
    """

    block: int
    number: int
    cells: tuple[SourceCell, ...]
    places: GridPlaces | None = None

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The cells' texts, as `plain` gives them."""
        return tuple(plain(cell.text) for cell in self.cells)

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """Those of the cells that aren't blank."""
        return tuple(key for key in self.keys if key)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return next((cell.place for cell in self.cells if cell.text.strip()), self.cells[0].place)

    @property
    def implied(self) -> bool:
        """Whether the columns that its cells stand in aren't known."""
        return self.places is None or self.places.grid.implied


Stream = tuple[SourceRow | None, ...]
"""Rows in the file's order; None where something stands between them that belongs to no grid."""


def source_stream(source: Source, used: frozenset[int]) -> Stream:
    """The rows of the blocks that aren't `used`, without blank ones."""
    return tuple(_rows(source, used))


def _rows(source: Source, used: frozenset[int]) -> Iterator[SourceRow | None]:
    grid_after = len(source.blocks) + _TITLES
    titles: set[int] = set()
    for number in reversed(range(len(source.blocks))):
        if isinstance(source.blocks[number], SourceGrid):
            grid_after = number
        elif grid_after - number <= _TITLES:
            titles.add(number)
    for number, block in enumerate(source.blocks):
        if number in used:
            yield None
        elif isinstance(block, SourceGrid):
            yield from _grid_rows(number, block)
        elif block.text.strip():
            short = number in titles and len(block.text.strip()) <= _LONGEST_TITLE
            yield _paragraph_row(number, block) if short else None


def _grid_rows(number: int, grid: SourceGrid) -> Iterator[SourceRow]:
    places = GridPlaces(grid)
    cells: dict[int, list[SourceCell]] = {}
    for cell in grid.cells:
        cells.setdefault(cell.row, []).append(cell)
    for row in sorted(cells):
        found = SourceRow(number, row, tuple(sorted(cells[row], key=lambda cell: cell.column)), places)
        if found.filled:
            yield found


def _paragraph_row(number: int, paragraph: SourceParagraph) -> SourceRow:
    return SourceRow(number, 0, (SourceCell(0, 0, paragraph.text, paragraph.place),))
