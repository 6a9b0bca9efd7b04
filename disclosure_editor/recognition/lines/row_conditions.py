"""Whether an edition's condition holds for a row of which only printed texts are known."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal

from disclosure_editor.document.amounts import MalformedAmount, parse_amount
from disclosure_editor.editions.expressions import Comparison, Either, Expression, Number, Reference, Text

_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(condition: Expression, row: Mapping[str, str]) -> bool | None:
    """Whether a condition holds for a row's texts by column; None where that takes more than them to tell."""
    match condition:
        case Either("and", terms):
            found = [holds(term, row) for term in terms]
            return False if False in found else None if None in found else True
        case Either(_, terms):
            found = [holds(term, row) for term in terms]
            return True if True in found else None if None in found else False
        case Comparison(sign, left, right):
            return _compared(sign, _text(left, row), _text(right, row))
    return None


def _compared(sign: str, left: str | None, right: str | None) -> bool | None:
    if left is None or right is None:
        return None
    try:
        numbers = parse_amount(left), parse_amount(right)
    except MalformedAmount:
        numbers = None, None
    if numbers[0] is not None and numbers[1] is not None:
        return _COMPARISONS[sign](numbers[0], numbers[1])
    return {"=": left == right, "!=": left != right}.get(sign)


def _text(expression: Expression, row: Mapping[str, str]) -> str | None:
    match expression:
        case Number(value):
            return str(value)
        case Text(value):
            return value
        case Reference("", "", column, ()):
            return row.get(column)
    return None
