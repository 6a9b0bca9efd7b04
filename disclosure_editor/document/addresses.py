"""Addresses: the one name that every value of a document has."""

from __future__ import annotations

import re
from typing import NamedTuple


class Address(NamedTuple):
    """Where one value stands: a cell of a table (``表三!2080505.基本支出``) or a field of one (``单位!全称``).

    Attributes:
        table: the table's name in the edition, without ``!``.
        row: the row's name; a repeated row is named by its key (a subject code, a project). Empty for a field.
        column: the column's or the field's name, without ``.``.
    """

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}!{self.row}.{self.column}" if self.row else f"{self.table}!{self.column}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read ``table!row.column`` or ``table!field``; a row's name may hold dots, a column's may not.

        Raises:
            ValueError: the text has no ``!``, or nothing before or behind it.
        """
        table, mark, rest = text.partition("!")
        row, _, column = rest.rpartition(".")
        if not (mark and table and column):
            raise ValueError(f"“{text}”不是地址：应写作“表!行.列”或“表!项目”")
        return cls(table, row, column)


class RowList(NamedTuple):
    """Where the list of a table's repeated rows stands; a two-sided table has one for each side.

    Attributes:
        table: the table's name in the edition.
        side: the side's name; empty where the table has one side only.
    """

    table: str
    side: str

    def __str__(self) -> str:
        return f"{self.table}!{self.side}" if self.side else self.table

    @classmethod
    def parse(cls, text: str) -> RowList:
        """Read ``table`` or ``table!side``."""
        table, _, side = text.partition("!")
        return cls(table, side)


_NUMBERED = re.compile(r"(.*)#(\d+)", re.DOTALL)


def row_name(key: str, number: int = 1) -> str:
    """The name of the `number`-th row with this key: the key alone for the first, ``key#2`` for the second."""
    if number == 1 and key and not _NUMBERED.fullmatch(key):
        return key
    return f"{key}#{number}"


def row_key(name: str) -> str:
    """The key that a row's name was made from (see `row_name`)."""
    numbered = _NUMBERED.fullmatch(name)
    return numbered[1] if numbered else name


def free_row_name(key: str, taken: frozenset[str] | set[str]) -> str:
    """The first name for a row with this key that is not taken."""
    number = 1
    while row_name(key, number) in taken:
        number += 1
    return row_name(key, number)
