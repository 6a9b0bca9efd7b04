"""How a table's sides, rows and printed columns are laid out as one grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from disclosure_editor.calculation.entries import printed_parts, subject_column
from disclosure_editor.calculation.rows_beside import rows_beside
from disclosure_editor.calculation.workbook import Row, Workbook
from disclosure_editor.document.addresses import Address, row_key
from disclosure_editor.editions.model import Column, FixedRow, Formula, RowKind, Side, Table, ValueType
from disclosure_editor.exchange.headings import HeadingCell, heading_cells, heading_levels
from disclosure_editor.exchange.printed_columns import printed_columns

_BETWEEN_IDEOGRAPHS = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f ])")


@dataclass(frozen=True)
class GridColumn:
    """One column of the grid: a column of a side, or a printed part of one that is a code.

    Attributes:
        side_index: which of the grid's sides it belongs to.
        part: which printed part, of `parts`.
        headers: its header's levels from top to bottom.
        width: relative.
        subject: the code column whose subject it shows, itself or another; None for none.
    """

    side: Side
    side_index: int
    column: Column
    headers: tuple[str, ...]
    width: int
    part: int = 0
    parts: int = 1
    subject: Column | None = None


class GridRow(NamedTuple):
    """One row of the grid.

    Attributes:
        rows: for each side its row there, or None where the side is the shorter one.
        line: where a card's row is shown in several lines, which of them it is.
    """

    rows: tuple[Row | None, ...]
    line: int = 0

    @property
    def kind(self) -> RowKind:
        """What it is: all sides' rows are details and subtotals, or totals."""
        return next((row.kind for row in self.rows if row is not None), RowKind.DETAIL)

    @property
    def names(self) -> tuple[str | None, ...]:
        """The sides' row names."""
        return tuple(None if row is None else row.name for row in self.rows)


class Role(Enum):
    """What a cell of the grid is."""

    VALUE = "value"
    LABEL = "label"
    """Fixed words: of a fixed row, or the subject of a row of subtotals."""
    DEAD = "dead"
    """Nothing can stand here."""


class GridLayout:
    """The columns of a table's grid, and its rows as they stand in the document.

    Attributes:
        table: the table.
        sides: its sides that the grid shows.
        parent_row: the row of the parent table whose child rows alone are shown; empty for all rows.
        printed: a row's cells in the form that prints the table; empty where none does.
        columns: the grid's columns; those of a form stand as they do there.
        numbered: whether the rows are known by their numbers.
    """

    numbered = True

    def __init__(self, workbook: Workbook, table: Table, side: Side | None = None, parent_row: str = "") -> None:
        self.table = table
        self.sides = (side,) if side is not None else table.sides
        self.parent_row = parent_row
        self.printed = printed_columns(workbook, table.id, parent_row)
        self.columns = tuple(column for index, shown in enumerate(self.sides) for column in self._columns(shown, index))
        self._workbook = workbook

    def rows(self) -> tuple[GridRow, ...]:
        """The rows as they are printed; where a row of the parent table is given, those that belong to it."""
        beside = rows_beside(self._workbook, self.sides, self._is_shown)
        return tuple(GridRow(rows) for rows in (*beside.top, *beside.body, *beside.bottom))

    def column(self, _row: GridRow, place: int) -> GridColumn:
        """The column that a cell of a row belongs to."""
        return self.columns[place]

    def role(self, row: GridRow, column: GridColumn) -> Role:
        """What the cell of a row in one of its columns is."""
        own = row.rows[column.side_index]
        if own is None:
            return Role.DEAD
        key = column.side.repeated.key if column.side.repeated else None
        if not isinstance(own.spec, FixedRow):
            if own.subtotal and column.column.id == key:
                return Role.LABEL
            return Role.DEAD if column.column.type is ValueType.LABEL else Role.VALUE
        if column.column is self._label_column(column.side, own.spec):
            return Role.LABEL if column.part == 0 else Role.DEAD
        under_label = own.kind is RowKind.TOTAL and column.column.id in self.table.total_label
        if column.subject is column.column and not under_label and self.formula(row, column) is not None:
            return Role.LABEL
        fixed_words = column.column.type is ValueType.LABEL or column.column is column.side.label_column
        return Role.DEAD if fixed_words or column.subject or column.column.id == key else Role.VALUE

    def label(self, row: GridRow, column: GridColumn) -> str:
        """The fixed words of a cell; empty for none."""
        own = row.rows[column.side_index]
        if own is None or self.role(row, column) is not Role.LABEL:
            return ""
        if isinstance(own.spec, FixedRow) and column.column is self._label_column(column.side, own.spec):
            return own.spec.label
        return self.part(column, self._workbook.cell(Address(column.side.table, own.name, column.column.id)).text)

    def part(self, column: GridColumn, text: str) -> str:
        """What a column prints of a text: of a code its own part."""
        if column.parts == 1 or column.subject is None:
            return text
        return printed_parts(self._workbook.catalogues[column.subject.catalogue], text, column.parts)[column.part]

    def address(self, row: GridRow, column: GridColumn) -> Address | None:
        """The address of a cell; None where there is none."""
        own = row.rows[column.side_index]
        return None if own is None else Address(column.side.table, own.name, column.column.id)

    def formula(self, row: GridRow, column: GridColumn) -> Formula | None:
        """What a cell is computed from while nothing is stated in it."""
        own = row.rows[column.side_index]
        return None if own is None else own.formulas.get(column.column.id, column.column.formula)

    def merged(self, column: GridColumn) -> bool:
        """Whether equal texts below one another in a column are one cell of the form."""
        return any(printed.merge and printed.column == column.column.id for printed in self.printed)

    def left_out(self, column: GridColumn) -> bool:
        """Whether the form that prints the table leaves a column out."""
        return bool(self.printed) and all(printed.column != column.column.id for printed in self.printed)

    def header_levels(self) -> int:
        """How many levels the header has."""
        return heading_levels([column.headers for column in self.columns])

    def header_cells(self) -> list[HeadingCell]:
        """The header's merged cells."""
        return list(heading_cells([column.headers for column in self.columns], self.header_levels()))

    def _label_column(self, side: Side, spec: FixedRow) -> Column | None:
        if spec.kind is not RowKind.TOTAL:
            return side.label_column
        # Of the columns over which it is printed, one that isn't cut into the parts of a code.
        over = [side.by_id[name] for name in self.table.total_label if name in side.by_id]
        return min(over, key=lambda column: column.type is ValueType.CODE, default=side.label_column)

    def _is_shown(self, side: Side, row: Row) -> bool:
        """Whether a row is the parent row's, where only those are shown."""
        return not self.parent_row or (row.repeated and row_key(row.name) == self.parent_row)

    def _columns(self, side: Side, index: int) -> list[GridColumn]:
        found: list[GridColumn] = []
        for column in self._in_printed_order(side.columns):
            if self.parent_row and side.repeated is not None and column.id == side.repeated.key:
                continue
            subject = subject_column(side, column)
            if column.type is ValueType.CODE and len(column.headers) > 1:
                parts = zip(column.headers, column.widths, strict=True)
                found.extend(
                    GridColumn(side, index, column, plain_headers(headers), width, part, len(column.headers), subject)
                    for part, (headers, width) in enumerate(parts)
                )
                continue
            headers = column.headers[0] if column.headers else (column.title,)
            found.append(GridColumn(side, index, column, plain_headers(headers), sum(column.widths), subject=subject))
        return found

    def _in_printed_order(self, columns: Sequence[Column]) -> list[Column]:
        """The columns of a form as it prints them, then those that it doesn't print."""
        places = {printed.column: place for place, printed in reversed(list(enumerate(self.printed)))}
        return sorted(columns, key=lambda column: places.get(column.id, len(places)))


def plain_headers(headers: Sequence[str]) -> tuple[str, ...]:
    """A header's texts without the blanks that stretch them in print."""
    return tuple(_BETWEEN_IDEOGRAPHS.sub("", text.strip()) for text in headers)
