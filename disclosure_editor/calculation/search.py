"""Search: where a text stands in a document, in its values, its rows' names and its labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Side, Table, ValueType


class Hit(NamedTuple):
    """A place where the text was found.

    Attributes:
        address: where to go.
        title: the place in the officer's words.
        text: the value there; empty where only the place's own name was found.
    """

    address: Address
    title: str
    text: str


def find_text(workbook: Workbook, text: str) -> Iterator[Hit]:
    """The places that hold a text, whatever its case, table by table: fields, then rows.

    A row found by its name is one hit, at its first value; a field is found by its title too.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return
    for table in workbook.edition.tables.values():
        yield from _fields(workbook, table, wanted)
        for side in table.sides:
            yield from _rows(workbook, side, wanted)


def _fields(workbook: Workbook, table: Table, wanted: str) -> Iterator[Hit]:
    for column in table.fields:
        address = Address(table.id, "", column.id)
        value = workbook.cell(address).text
        if wanted in column.title.casefold() or wanted in value.casefold():
            yield Hit(address, workbook.title(address), value)


def _rows(workbook: Workbook, side: Side, wanted: str) -> Iterator[Hit]:
    names = {side.label_column, side.by_id.get(side.repeated.key) if side.repeated else None}
    values = [column for column in side.columns if column not in names and column.type is not ValueType.LABEL]
    for row in workbook.rows(side.row_list):
        title = workbook.row_title(side.table, row.name)
        if wanted in title.casefold() and values:
            address = Address(side.table, row.name, values[0].id)
            yield Hit(address, workbook.title(address), workbook.cell(address).text)
        for column in values:
            address = Address(side.table, row.name, column.id)
            value = workbook.cell(address).text
            if wanted in value.casefold():
                yield Hit(address, workbook.title(address), value)
