"""What a template may call: its slots and tests with their arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Argument(Enum):
    """What an argument of a slot or test must be; the value says it in Chinese."""

    CELL = "地址，如 '单位!全称' 或 row.列"
    NUMBER = "数字的地址，如 '表一!收入总计.预算数' 或 row.列"
    CODE = "科目编码的地址，如 row.科目"
    ROW = "rows(…) 循环里的行，如 row"
    ROW_OR_CODE = "rows(…) 循环里的行，或科目编码的地址"
    TABLE = "表名或“表!侧”，写在引号里"
    COLUMN = "该表的列名，写在引号里"
    PART = "科目编码的一级：'class'（类）、'section'（款）、'item'（项）或 0、1、2"
    TEXT = "写在引号里的文字"
    ORDER = "行的次序：'' 或 'key'"
    COUNTER = "loop.index"


@dataclass(frozen=True)
class Parameter:
    """One argument of a slot or test."""

    name: str
    argument: Argument
    required: bool = True


Signature = tuple[Parameter, ...]


def _cell(name: str = "address") -> Parameter:
    return Parameter(name, Argument.CELL)


def _number() -> Parameter:
    return Parameter("address", Argument.NUMBER)


def _optional(name: str, argument: Argument) -> Parameter:
    return Parameter(name, argument, required=False)


SLOTS: Mapping[str, Signature] = {
    "amount": (_number(),),
    "percent": (_number(),),
    "count": (_number(),),
    "text": (_cell(),),
    "change": (_number(), _optional("prefix", Argument.TEXT)),
    "growth": (_number(), _optional("up", Argument.TEXT), _optional("down", Argument.TEXT)),
    "label": (Parameter("row", Argument.ROW),),
    "code": (Parameter("row", Argument.ROW_OR_CODE), _optional("part", Argument.PART)),
    "subject": (
        Parameter("address", Argument.CODE),
        Parameter("part", Argument.PART),
        _optional("without", Argument.TEXT),
    ),
    "official_name": (Parameter("row", Argument.ROW),),
    "ordinal": (Parameter("number", Argument.COUNTER),),
}
"""What emits text."""

TESTS: Mapping[str, Signature] = {
    "positive": (_number(),),
    "nonzero": (_number(),),
    "zero": (_number(),),
    "increased": (_number(),),
    "decreased": (_number(),),
    "given": (_cell(),),
    "chosen": (_cell(), Parameter("value", Argument.TEXT)),
    "any_row": (Parameter("table", Argument.TABLE), Parameter("column", Argument.COLUMN)),
}
"""What conditions are made of."""

ROWS = "rows"
ROWS_SIGNATURE: Signature = (
    Parameter("table", Argument.TABLE),
    _optional("order", Argument.ORDER),
    _optional("level", Argument.PART),
)
"""What a loop runs over."""

YEARS = ("year", "last_year")
"""The literals that every template has: the document's year and the one before."""

PARTS: Mapping[str | int, int] = {"class": 0, "section": 1, "item": 2, 0: 0, 1: 1, 2: 2}
"""The levels of a subject's code, as templates name them."""

ORDERS = ("", "key")
