"""Rows as templates see them: handles that turn column names into addresses."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_editor.calculation.workbook import Row, Workbook
from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.editions.model import Column, Edition, FixedRow, RepeatedRows, RowKind, Side, ValueType


class SlotError(ValueError):
    """A slot was called for something that the edition doesn't have; the message says what, in Chinese."""


class RowHandle:
    """A row of a table: ``row.列`` or ``row['列']`` is the address of its cell.

    Attributes:
        side: the side of a table that it stands in.
        name: its name in addresses.
    """

    def __init__(self, side: Side, row: Row) -> None:
        self.side = side
        self.name = row.name
        self._spec = row.spec

    def __getitem__(self, column: str) -> Address:
        if column not in self.side.by_id:
            raise SlotError(f"“{self.side.table}”没有“{column}”列")
        return Address(self.side.table, self.name, column)

    @property
    def key(self) -> str:
        """What its name was made from: a subject's code, a project's name."""
        return self.name if isinstance(self._spec, FixedRow) else row_key(self.name)

    @property
    def title(self) -> str | None:
        """A fixed row's name in the narrative; None for a repeated row."""
        return self._spec.title if isinstance(self._spec, FixedRow) else None

    @property
    def code_column(self) -> Column | None:
        """The column with its subject's code: the key column where that is one, else the first one of codes."""
        repeated = self.side.repeated
        if repeated is not None and self.side.by_id[repeated.key].type is ValueType.CODE:
            return self.side.by_id[repeated.key]
        return next((column for column in self.side.columns if column.type is ValueType.CODE), None)


def sides_named(edition: Edition, name: str) -> tuple[Side, ...]:
    """The sides that ``table`` or ``table!side`` names; none where the edition has no such table or side."""
    row_list = RowList.parse(name)
    if row_list.side:
        side = edition.side.get(row_list)
        return (side,) if side is not None else ()
    table = edition.tables.get(row_list.table)
    return table.sides if table is not None else ()


def rows_of_level(workbook: Workbook, sides: tuple[Side, ...], level: int) -> Iterator[RowHandle]:
    """The rows of these sides whose subject is of a level (0 for classes), subtotals or not."""
    for side in sides:
        column = side.by_id[side.repeated.key] if side.repeated is not None else None
        if column is None or not column.catalogue:
            raise SlotError(f"“{side.table}”的行不以科目编码为行名，没有类、款、项之分")
        catalogue = workbook.catalogues[column.catalogue]
        for row in workbook.rows(side.row_list):
            code = row_key(row.name)
            if isinstance(row.spec, RepeatedRows) and code and len(catalogue.upper_levels(code)) == level:
                yield RowHandle(side, row)


def detail_rows(workbook: Workbook, sides: tuple[Side, ...]) -> Iterator[RowHandle]:
    """The detail rows of these sides, in their order."""
    for side in sides:
        for row in workbook.rows(side.row_list):
            if row.kind is RowKind.DETAIL:
                yield RowHandle(side, row)
