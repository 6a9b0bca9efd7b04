"""A form's printed shape as a pattern: rows of cells, each with its own words, its slots, or both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment

from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Column, Edition, Shape, ShapeCell, ShapeRow, Side, Table, View
from disclosure_editor.narrative.environment import new_environment
from disclosure_editor.narrative.grammar import YEARS
from disclosure_editor.narrative.patterns import (
    Instruction,
    Literal,
    Program,
    SlotSpec,
    Split,
    Value,
    alike,
    small_program,
)
from disclosure_editor.narrative.rows import sides_named

ROW = "row"
"""What a cell's template calls the card, or the row that its line is repeated for."""


def plain(text: str) -> str:
    """A text without blanks and line breaks, with characters that publications use for one another as one."""
    return "".join(alike(text).split())


@dataclass(frozen=True)
class CellSlot:
    """A value that a cell prints.

    Attributes:
        spec: the slot in the cell's template.
        column: of the value.
        side: where the row stands that the value is of; None for a value with an address of its own.
    """

    spec: SlotSpec
    column: Column
    side: Side | None

    def at(self, row: str) -> Address:
        """The value's address, where the template's row is this one."""
        if self.side is None:
            return Address.parse(self.spec.place)
        return Address(self.side.table, row, self.column.id)

    @property
    def key(self) -> bool:
        """Whether the value is what rows are named by."""
        return self.side is not None and self.side.repeated is not None and self.side.repeated.key == self.column.id


@dataclass(frozen=True, eq=False)
class CellPattern:
    """A cell of a shape.

    Attributes:
        spec: what the pack says of it.
        row, number: its place in the shape: the row's number and its own in that row, from 0.
        column: the first of the shape's columns that it takes.
        pieces: its own words in their order, as `plain` gives them; what stands between them are slots.
        slots: the values that it prints.
        has_year: whether it prints a year.
        each: the table that its row is repeated for; empty for none.
    """

    spec: ShapeCell
    row: int
    number: int
    column: int
    pieces: tuple[str, ...]
    slots: tuple[CellSlot, ...]
    has_year: bool
    each: str

    @cached_property
    def words(self) -> str:
        """All its own words."""
        return "".join(self.pieces)

    @cached_property
    def fixed(self) -> bool:
        """Whether it always prints the same words."""
        return not self.slots and not self.has_year

    @cached_property
    def free(self) -> bool:
        """Whether it prints one value and nothing else."""
        return len(self.slots) == 1 and not self.words and not self.has_year

    @cached_property
    def numeric(self) -> bool:
        """Whether it prints a number."""
        return any(slot.column.type.numeric for slot in self.slots)

    @cached_property
    def merge(self) -> bool:
        """Whether it is one cell with equal ones below it."""
        return self.spec.merge


@dataclass(frozen=True, eq=False)
class Place:
    """A place in a row of the shape: of a cell of the row's own, or of one that reaches down from above."""

    cell: CellPattern
    covered: bool = False


@dataclass(frozen=True, eq=False)
class RowPattern:
    """A row of a shape.

    Attributes:
        number: from 0.
        each: the table for whose rows it is repeated; empty for none.
        places: from left to right, covered ones among them.
    """

    number: int
    each: str
    places: tuple[Place, ...]

    @cached_property
    def cells(self) -> tuple[CellPattern, ...]:
        """Its own cells."""
        return tuple(place.cell for place in self.places if not place.covered)

    @cached_property
    def covering(self) -> tuple[CellPattern, ...]:
        """The cells that reach down from above."""
        return tuple(place.cell for place in self.places if place.covered)


@dataclass(frozen=True, eq=False)
class ShapePattern:
    """A shape of a table, as its rows."""

    table: Table
    shape: Shape
    rows: tuple[RowPattern, ...]

    @property
    def slots(self) -> Iterator[CellSlot]:
        """All its slots, row by row."""
        return (slot for row in self.rows for cell in row.cells for slot in cell.slots)

    @cached_property
    def card_side(self) -> Side | None:
        """The side whose rows are the cards; None where the table has none."""
        if self.table.view is not View.CARDS:
            return None
        return next((side for side in self.table.sides if side.repeated is not None), None)


def shape_patterns(edition: Edition) -> tuple[ShapePattern, ...]:
    """The patterns of all shapes of an edition's tables."""
    environment = new_environment()
    return tuple(
        _Patterns(edition, table, environment).pattern(shape)
        for table in edition.tables.values()
        for shape in table.shapes
    )


@dataclass
class _Patterns:
    edition: Edition
    table: Table
    environment: Environment

    def pattern(self, shape: Shape) -> ShapePattern:
        columns = len(shape.widths)
        reach = [0] * columns  # by column, the first row that no cell from above takes
        above: list[CellPattern | None] = [None] * columns
        rows: list[RowPattern] = []
        for number, row in enumerate(shape.rows):
            own = list(self._cells(row, number, reach))
            for cell in own:
                until = number + cell.spec.rows if cell.spec.rows else len(shape.rows)
                taken = range(cell.column, min(cell.column + cell.spec.columns, columns))
                for column in taken:
                    reach[column], above[column] = until, cell
            rows.append(RowPattern(number, row.each, _places(own, reach, above, number)))
        return ShapePattern(self.table, shape, tuple(rows))

    def _cells(self, row: ShapeRow, number: int, reach: Sequence[int]) -> Iterator[CellPattern]:
        column = 0
        for index, spec in enumerate(row.cells):
            while column < len(reach) and reach[column] > number:
                column += 1
            yield self._cell(spec, number, index, column, row.each)
            column += spec.columns

    def _cell(self, spec: ShapeCell, row: int, number: int, column: int, each: str) -> CellPattern:
        program = list(first_way(small_program(self.environment.parse(spec.text), self.edition)))
        pieces = tuple(plain(part.text) for part in program if isinstance(part, Literal))
        specs = [part.spec for part in program if isinstance(part, Value)]
        has_year = any(spec.slot in YEARS for spec in specs)
        slots = tuple(slot for spec in specs if (slot := self._slot(spec, each)) is not None)
        return CellPattern(spec, row, number, column, pieces, slots, has_year, each)

    def _slot(self, spec: SlotSpec, each: str) -> CellSlot | None:
        variable, _, name = spec.place.partition(".")
        if variable == ROW:
            sides = sides_named(self.edition, each) if each else self.table.sides
            side = next((side for side in sides if name in side.by_id), None)
            return CellSlot(spec, side.by_id[name], side) if side is not None else None
        return CellSlot(spec, spec.column, None) if spec.column is not None else None


def first_way(program: Program) -> Iterator[Instruction]:
    """The instructions that are met where the first branch of every condition is taken."""
    index = 0
    while index < len(program):
        match program[index]:
            case Split(ways):
                index = ways[0]
            case instruction:
                yield instruction
                index += 1


def _places(
    own: Sequence[CellPattern], reach: Sequence[int], above: Sequence[CellPattern | None], number: int
) -> tuple[Place, ...]:
    found = [Place(cell) for cell in own]
    covering = {id(cell): cell for column, cell in enumerate(above) if cell is not None and reach[column] > number}
    found += [Place(cell, covered=True) for cell in covering.values() if cell.row < number]
    return tuple(sorted(found, key=lambda place: place.cell.column))
