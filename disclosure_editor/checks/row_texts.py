"""The texts that somebody wrote in a row, in the columns that a check names, and the cells that belong to that row.

A row is named by its table and its name; the fields of a form are a row without a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Check, Column, RowKind, Table, ValueType

EVERY_ROW = "!*."
"""What joins a table and a column where all detail rows of the table are meant: 整体指标!*.实际值."""


def rows_with_texts(workbook: Workbook, check: Check, table: Table) -> Iterator[str]:
    """The rows of a table in which a check looks at texts."""
    columns = _columns(check, table)
    if any(column in table.field_by_id for column in columns):
        yield ""
    for side in table.sides:
        if any(column in side.by_id for column in columns):
            yield from (row.name for row in workbook.rows(side.row_list))


def texts_of(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[tuple[Address, str]]:
    """What somebody wrote in the columns of a row that a check looks at (``columns``; without them in all of texts)."""
    for column in _columns(check, table):
        address = Address(table.id, row, column)
        cell = workbook.cell(address)
        if cell.stated and cell.text.strip():
            yield address, cell.text


def _columns(check: Check, table: Table) -> tuple[str, ...]:
    return check.options.get("columns") or tuple(
        dict.fromkeys(c.id for c in _all_columns(table) if c.type in (ValueType.TEXT, ValueType.LONG_TEXT))
    )


def _all_columns(table: Table) -> Iterator[Column]:
    yield from table.fields
    for side in table.sides:
        yield from side.columns


def cells_beside(workbook: Workbook, table: Table, row: str, column: str) -> Iterator[Address]:
    """The cells that a check means by a column where it looks at a row.

    That is the row's own cell; where the row has no such column the cells of the child rows that belong to it; and for
    ``table!*.column`` those of all detail rows of that table.
    """
    edition = workbook.edition
    if EVERY_ROW in column:
        other, _, column = column.partition(EVERY_ROW)
        for side in edition.tables[other].sides:
            if column in side.by_id:
                details = (r.name for r in workbook.rows(side.row_list) if r.kind is RowKind.DETAIL)
                yield from (Address(other, name, column) for name in details)
    elif edition.column(own := Address(table.id, row, column)) is not None:
        yield own
    else:
        for side in edition.children(table.id) if row else ():
            if column in side.by_id:
                yield from (Address(side.table, name, column) for name in workbook.children(side, row))


def numeric_cells(workbook: Workbook, table: Table, row: str) -> Iterator[Address]:
    """The cells of a row that state numbers; for the fields of a form those of the form's rows too."""
    if row:
        for side in workbook.edition.sides_for(Address(table.id, row, "")):
            yield from (Address(table.id, row, column.id) for column in side.columns if column.type.numeric)
        return
    yield from (Address(table.id, "", field.id) for field in table.fields if field.type.numeric)
    for side in table.sides:
        for name in workbook.rows(side.row_list):
            yield from (Address(table.id, name.name, column.id) for column in side.columns if column.type.numeric)
