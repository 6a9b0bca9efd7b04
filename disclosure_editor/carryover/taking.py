"""What a pack's rule finds in another document: its figure or text as it was published, and where it stood there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from disclosure_editor.calculation.evaluation import Context, is_true
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.amounts import format_amount
from disclosure_editor.editions.expressions import Call, Expression, Reference, references


class Taken(NamedTuple):
    """Something found in a document.

    Attributes:
        text: as it stands there; where it is of several figures, as it is computed from them.
        sources: where it stands, one or several.
    """

    text: str
    sources: tuple[Address, ...]


def take(workbook: Workbook, expression: Expression, context: Context) -> Taken | None:
    """What an expression finds for a place of a document; None for nothing.

    A figure that stands in one cell is taken as it was written there, malformed ones included.
    """
    match expression:
        case Call("if", (condition, then, otherwise)):
            return take(workbook, then if is_true(workbook.evaluate(condition, context)) else otherwise, context)
        case Reference() | Call("sum", (Reference(),)):
            cells = _filled(workbook, expression, context)
            if len(cells) == 1:
                return Taken(workbook.cell(cells[0]).text.strip(), tuple(cells))
    value = workbook.evaluate(expression, context)
    if isinstance(value, str):
        text = value.strip()
    else:
        text = "" if value.amount is None else format_amount(value.amount, workbook.edition.options.decimals)
    return Taken(text, tuple(_filled(workbook, expression, context))) if text else None


def _filled(workbook: Workbook, expression: Expression, context: Context) -> list[Address]:
    return list(dict.fromkeys(address for address in _read(workbook, expression, context)))


def _read(workbook: Workbook, expression: Expression, context: Context) -> Iterator[Address]:
    for reference in references(expression, conditions=False):
        for address in workbook.addresses(reference, context):
            if workbook.cell(address).text.strip():
                yield address
