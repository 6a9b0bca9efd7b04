"""How a table's sides, rows and printed columns are laid out as one grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from disclosure_editor.calculation.entries import subject_column
from disclosure_editor.calculation.rows_beside import rows_beside
from disclosure_editor.calculation.workbook import Row, Workbook
from disclosure_editor.document.addresses import Address, row_key
from disclosure_editor.editions.model import Column, FixedRow, Formula, RowKind, Side, Table, ValueType
from disclosure_editor.exchange.headings import HeadingCell, heading_cells, heading_levels

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
    """One row of the grid: for each side its row there, or None where the side is the shorter one."""

    rows: tuple[Row | None, ...]

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
    """The fixed words of a fixed row."""
    DEAD = "dead"
    """Nothing can stand here."""


class GridLayout:
    """The columns of a table's grid, and its rows as they stand in the document.

    Attributes:
        table: the table.
        sides: its sides that the grid shows.
        parent_row: the row of the parent table whose child rows alone are shown; empty for all rows.
        columns: the grid's columns.
    """

    def __init__(self, workbook: Workbook, table: Table, side: Side | None = None, parent_row: str = "") -> None:
        self.table = table
        self.sides = (side,) if side is not None else table.sides
        self.parent_row = parent_row
        self.columns = tuple(column for index, shown in enumerate(self.sides) for column in self._columns(shown, index))
        self._workbook = workbook

    def rows(self) -> tuple[GridRow, ...]:
        """The rows as they are printed; where a row of the parent table is given, those that belong to it."""
        beside = rows_beside(self._workbook, self.sides, self._is_shown)
        return tuple(GridRow(rows) for rows in (*beside.top, *beside.body, *beside.bottom))

    def role(self, row: GridRow, column: GridColumn) -> Role:
        """What the cell of a grid's row in a column is."""
        own = row.rows[column.side_index]
        return Role.DEAD if own is None else self.role_of(own, column)

    def role_of(self, row: Row, column: GridColumn) -> Role:
        """What the cell of a side's row in one of its columns is."""
        if not isinstance(row.spec, FixedRow):
            return Role.DEAD if column.column.type is ValueType.LABEL else Role.VALUE
        if column.column is self._label_column(column.side, row.spec):
            return Role.LABEL
        key = column.side.repeated.key if column.side.repeated else None
        fixed_words = column.column.type is ValueType.LABEL or column.column is column.side.label_column
        return Role.DEAD if fixed_words or column.subject or column.column.id == key else Role.VALUE

    def label(self, row: Row, column: GridColumn) -> str:
        """The fixed words that a row has in a column; empty for none."""
        if isinstance(row.spec, FixedRow) and self.role_of(row, column) is Role.LABEL:
            return row.spec.label
        return ""

    def address(self, row: GridRow, column: GridColumn) -> Address | None:
        """The address of a cell; None where there is none."""
        own = row.rows[column.side_index]
        return None if own is None else Address(column.side.table, own.name, column.column.id)

    def formula(self, row: GridRow, column: GridColumn) -> Formula | None:
        """What a cell is computed from while nothing is stated in it."""
        own = row.rows[column.side_index]
        return None if own is None else own.spec.formulas.get(column.column.id, column.column.formula)

    def header_levels(self) -> int:
        """How many levels the header has."""
        return heading_levels([column.headers for column in self.columns])

    def header_cells(self) -> list[HeadingCell]:
        """The header's merged cells."""
        return list(heading_cells([column.headers for column in self.columns], self.header_levels()))

    def _label_column(self, side: Side, spec: FixedRow) -> Column | None:
        own = (side.by_id[name] for name in self.table.total_label if name in side.by_id)
        return next(own, side.label_column) if spec.kind is RowKind.TOTAL else side.label_column

    def _is_shown(self, side: Side, row: Row) -> bool:
        """Whether a row is the parent row's, where only those are shown."""
        return not self.parent_row or (row.repeated and row_key(row.name) == self.parent_row)

    def _columns(self, side: Side, index: int) -> list[GridColumn]:
        found: list[GridColumn] = []
        for column in side.columns:
            if self.parent_row and side.repeated is not None and column.id == side.repeated.key:
                continue
            subject = subject_column(side, column)
            if column.type is ValueType.CODE and len(column.headers) > 1:
                parts = zip(column.headers, column.widths, strict=True)
                found.extend(
                    GridColumn(side, index, column, _plain(headers), width, part, len(column.headers), subject)
                    for part, (headers, width) in enumerate(parts)
                )
                continue
            headers = column.headers[0] if column.headers else (column.title,)
            found.append(GridColumn(side, index, column, _plain(headers), sum(column.widths), subject=subject))
        return found


def _plain(headers: Sequence[str]) -> tuple[str, ...]:
    """A header's texts without the blanks that stretch them in print."""
    return tuple(_BETWEEN_IDEOGRAPHS.sub("", text.strip()) for text in headers)
