"""The lines below a heading with each cell in its column, where need be inferred from what the columns hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from disclosure_editor.editions.model import ValueType
from disclosure_editor.exchange.source import SourceCell
from disclosure_editor.recognition.tables.grid_lines import Line, is_figure
from disclosure_editor.recognition.tables.header_matching import Heading, PrintedColumn


class Holds(Enum):
    """What stands in a column of a grid, or in a cell."""

    NOTHING = "nothing"
    FIGURE = "figure"
    DIGITS = "digits"
    """Of a code; in a cell it may be an amount too."""
    TEXT = "text"
    ANYTHING = "anything"


@dataclass(frozen=True)
class PlacedLine:
    """One line of a table.

    Attributes:
        line: as the grid has it.
        heading: the heading that it stands below.
        begin: for each column the cell that begins there.
        covering: for each column the cell that reaches over it.
        doubtful: whether the columns of its figures were inferred.
    """

    line: Line
    heading: Heading
    begin: tuple[SourceCell | None, ...]
    covering: tuple[SourceCell | None, ...]
    doubtful: bool = False


_FITS = {
    (Holds.FIGURE, Holds.FIGURE): 3.0,
    (Holds.FIGURE, Holds.TEXT): -1.0,
    (Holds.FIGURE, Holds.DIGITS): 0.0,
    (Holds.DIGITS, Holds.DIGITS): 3.0,
    (Holds.DIGITS, Holds.FIGURE): 2.0,
    (Holds.DIGITS, Holds.TEXT): -0.5,
    (Holds.TEXT, Holds.TEXT): 3.0,
    (Holds.TEXT, Holds.DIGITS): 1.0,
    (Holds.TEXT, Holds.FIGURE): -2.0,
}
"""How well a cell (first) stands in a column (second); anything else is neither good nor bad."""
_LEFT_OUT = {Holds.DIGITS: -0.4, Holds.TEXT: -0.5, Holds.FIGURE: -1.5, Holds.ANYTHING: -0.5}
"""What it costs that no cell begins in a column."""
_MOST_TOO_MANY = 10
_DROPPED_BLANK, _DROPPED_TEXT = -0.2, -5.0


def placed(line: Line, heading: Heading, implied: bool) -> PlacedLine:
    """A line with its cells in the heading's columns."""
    if implied:
        return _inferred(line, heading)
    columns = len(heading.columns)
    covering = (*line.covering, *[None] * columns)[:columns]
    begin: list[SourceCell | None] = [None] * columns
    for cell in line.cells:
        if cell.column < columns:
            begin[_own_column(cell, heading)] = cell
    return PlacedLine(line, heading, tuple(begin), covering)


def _own_column(cell: SourceCell, heading: Heading) -> int:
    """The column of a cell that reaches over several: a figure's is the first one of figures."""
    over = range(cell.column, min(cell.column + cell.column_span, len(heading.columns)))
    if cell.column_span > 1 and is_figure(cell.text):
        return next((c for c in over if holds(heading.columns[c]) is Holds.FIGURE), cell.column)
    return cell.column


def holds(column: PrintedColumn | None) -> Holds:
    """What stands in a column."""
    if column is None:
        return Holds.ANYTHING
    if column.column.type.numeric:
        return Holds.FIGURE
    return Holds.DIGITS if column.column.type is ValueType.CODE else Holds.TEXT


def _inferred(line: Line, heading: Heading) -> PlacedLine:
    """A line whose cells are in their order but may be more or fewer than the columns."""
    cells, columns = line.cells, len(heading.columns)
    places = _best_places(cells, heading) if len(cells) != columns else list(range(columns))
    begin: list[SourceCell | None] = [None] * columns
    for cell, place in zip(cells, places, strict=True):
        if place is not None:
            begin[place] = cell
    empty = any(begin[c] is None and holds(heading.of_any_group(c)) is Holds.FIGURE for c in range(columns))
    dropped = any(place is None and cell.text.strip() for cell, place in zip(cells, places, strict=True))
    return PlacedLine(line, heading, tuple(begin), tuple(begin), line.has_figure and (empty or dropped))


def _best_places(cells: Sequence[SourceCell], heading: Heading) -> list[int | None]:
    """The column of each cell, in their order; None for one that stands in none."""
    if len(cells) > len(heading.columns) + _MOST_TOO_MANY:
        return [None] * len(cells)
    kinds = [holds(heading.of_any_group(place)) for place in range(len(heading.columns))]
    row: list[tuple[float, list[int | None]]] = [(0.0, [])]
    for kind in kinds:
        row.append((row[-1][0] + _LEFT_OUT[kind], []))
    for cell in cells:
        own = _kind_of(cell)
        dropped = _DROPPED_TEXT if own is not Holds.NOTHING else _DROPPED_BLANK
        above = row
        row = [(above[0][0] + dropped, [*above[0][1], None])]
        for column, kind in enumerate(kinds):
            score, places = above[column]
            ways = [
                (score + _FITS.get((own, kind), 0.0), [*places, column]),
                (above[column + 1][0] + dropped, [*above[column + 1][1], None]),
                (row[column][0] + _LEFT_OUT[kind], row[column][1]),
            ]
            row.append(max(ways, key=lambda way: way[0]))
    return row[-1][1]


def _kind_of(cell: SourceCell) -> Holds:
    text = cell.text.strip()
    if not text:
        return Holds.NOTHING
    if text.isdecimal():
        return Holds.DIGITS
    return Holds.FIGURE if is_figure(text) else Holds.TEXT
