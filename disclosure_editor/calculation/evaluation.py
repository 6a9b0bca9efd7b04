"""Evaluating the expressions of an edition for a place of a document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from disclosure_editor.calculation.text_values import (
    amount_in,
    begins_with,
    date_in,
    has_word,
    items_in,
    sign_in,
    unit_in,
    value_in,
)
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.amounts import EXACT, MOST_DIGITS, round_percentage
from disclosure_editor.document.texts import compact
from disclosure_editor.editions.expressions import (
    Call,
    Comparison,
    Condition,
    Either,
    Expression,
    Number,
    Operation,
    Reference,
    RowKey,
    Text,
    Year,
)
from disclosure_editor.editions.model import RowKind, Side

if TYPE_CHECKING:
    from disclosure_editor.calculation.workbook import Workbook

ROUNDED_PARTS = 2
"""A share or a growth is rounded when printed: it counts as a sum of two stated figures."""


@dataclass(frozen=True)
class Quantity:
    """A number on its way through an expression.

    Attributes:
        amount: None where nothing is entered, or where a text that is no number stands in the way.
        parts: how many stated figures it was summed from.
        broken: whether a malformed number stands in the way.
    """

    amount: Decimal | None
    parts: int = 0
    broken: bool = False


NOTHING = Quantity(None)


class Context(NamedTuple):
    """The place that an expression is evaluated for."""

    table: str = ""
    side: str = ""
    row: str = ""
    column: str = ""


def is_true(value: Quantity | str) -> bool:
    """Whether a value counts as fulfilled: a number other than zero, a text that isn't blank."""
    return bool(value.strip()) if isinstance(value, str) else bool(value.amount)


def same_text(left: str, right: str) -> bool:
    """Whether two texts say the same: blanks, width of characters and a full stop at the end don't count."""
    return _bare(left) == _bare(right)


def _bare(text: str) -> str:
    return compact(unicodedata.normalize("NFKC", text)).rstrip("。.;；")


class Evaluation:
    """Evaluates expressions over a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    def evaluate(self, expression: Expression, context: Context) -> Quantity | str:
        """What an expression gives for a place: a quantity or a text."""
        match expression:
            case Number(value):
                return Quantity(value)
            case Text(value):
                return value
            case Year(before):
                return str(self._workbook.year - before)
            case RowKey():
                return context.row
            case Reference():
                return self._cell(self._address(expression, context))
            case Operation(operator, left, right):
                return _operate(operator, self.evaluate(left, context), self.evaluate(right, context))
            case Comparison(operator, left, right):
                return _truth(compare(operator, self.evaluate(left, context), self.evaluate(right, context)))
            case Either(operator, terms):
                values = (is_true(self.evaluate(term, context)) for term in terms)
                return _truth(all(values) if operator == "and" else any(values))
            case Call(function, arguments):
                return self._call(function, arguments, context)

    def addresses(self, reference: Reference, context: Context) -> Iterator[Address]:
        """The cells that a reference names."""
        if not reference.many:
            yield self._address(reference, context)
            return
        column = context.column if reference.column == "@" else reference.column
        wanted = [(condition, self.evaluate(condition.value, context)) for condition in reference.conditions]
        for side in self._sides(reference, context, column):
            for row in self._candidates(side, wanted):
                if all(self._fulfils(side, row, condition, value) for condition, value in wanted):
                    yield Address(side.table, row, column)

    def _candidates(self, side: Side, wanted: list[tuple[Condition, Quantity | str]]) -> Iterable[str]:
        """The detail rows that may fulfil conditions: where the first one asks for a text, only those that have it."""
        match wanted:
            case [(Condition(column, "="), str() as text), *_]:
                return self._workbook.rows_with(side.row_list, column, text)
        return (row.name for row in self._workbook.rows(side.row_list) if row.kind is RowKind.DETAIL)

    def _sides(self, reference: Reference, context: Context, column: str) -> Iterator[Side]:
        edition = self._workbook.edition
        for side in edition.tables[reference.table or context.table].sides:
            own = not reference.table and side.id == context.side
            if column in side.by_id and (own or reference.table):
                yield side

    def _fulfils(self, side: Side, row: str, condition: Condition, wanted: Quantity | str) -> bool:
        """Whether a row fulfils a condition; a blank is equal to nothing, and nothing begins with it."""
        text = as_text(wanted)
        if not text:
            return False
        if condition.column == "#":
            return row.startswith(text) if condition.operator == "~" else row == text
        found = self._workbook.cell(Address(side.table, row, condition.column))
        if condition.operator == "~":
            return found.text.startswith(text)
        if isinstance(wanted, Quantity) and found.amount is not None:
            return found.amount == wanted.amount
        return found.text == text

    def _address(self, reference: Reference, context: Context) -> Address:
        column = context.column if reference.column == "@" else reference.column
        if reference.table:
            return Address(reference.table, reference.row, column)
        if reference.row:
            return Address(context.table, reference.row, column)
        own = Address(context.table, context.row, column)
        if context.row and self._workbook.edition.column(own) is not None:
            return own
        return Address(context.table, "", column)

    def _cell(self, address: Address) -> Quantity | str:
        column = self._workbook.edition.column(address)
        cell = self._workbook.cell(address)
        if column is None or not column.type.numeric:
            return cell.text
        return Quantity(cell.amount, cell.parts if cell.amount else 0, cell.malformed or cell.broken)

    def _quantity(self, expression: Expression, context: Context) -> Quantity:
        value = self.evaluate(expression, context)
        return value if isinstance(value, Quantity) else NOTHING

    def _call(self, function: str, arguments: tuple[Expression, ...], context: Context) -> Quantity | str:
        match function, arguments:
            case "sum", (Reference() as reference,):
                return _sum(self._many(reference, context))
            case "count", (Reference() as reference,):
                cells = [self._workbook.cell(address) for address in self.addresses(reference, context)]
                return Quantity(Decimal(sum(bool(cell.text.strip()) for cell in cells)), 1)
            case "stated", (Reference() as reference,):
                cells_named = self.addresses(reference, context)
                return _truth(any(self._workbook.stated(address) is not None for address in cells_named))
            case "name", (Reference() as reference,):
                return self._subject_name(self._address(reference, context))
            case "if", (condition, then, otherwise):
                return self.evaluate(then if is_true(self.evaluate(condition, context)) else otherwise, context)
            case "share", (part, whole):
                return _share(self._quantity(part, context), self._quantity(whole, context))
            case "growth", (now, before):
                zero_base = self._workbook.edition.options.zero_base
                return _growth(self._quantity(now, context), self._quantity(before, context), zero_base)
            case "decimals", (Reference() as reference,):
                stated = self._workbook.stated(self._address(reference, context))
                return Quantity(Decimal(2 if stated is None else len(stated.strip().partition(".")[2])), 1)
            case "amount" | "value", (text,):
                return self._number_in(function, self.evaluate(text, context))
            case "unit" | "sign" | "date" | "items", (text,):
                return self._read(function, as_text(self.evaluate(text, context)))
            case "has" | "begins", (text, *words):
                listed = [as_text(self.evaluate(word, context)) for word in words]
                found = has_word if function == "has" else begins_with
                return _truth(found(as_text(self.evaluate(text, context)), listed))
            case "abs", (operand,):
                value = self._quantity(operand, context)
                return Quantity(None if value.amount is None else abs(value.amount), value.parts, value.broken)
            case "min" | "max", operands:
                return _extreme(function, [self._quantity(operand, context) for operand in operands])
            case "round" | "truncate", (operand, places):
                mode = ROUND_HALF_UP if function == "round" else ROUND_DOWN
                return _rounded(self._quantity(operand, context), self._quantity(places, context), mode)
        return self._quantity(arguments[0], context)

    def _number_in(self, function: str, value: Quantity | str) -> Quantity:
        if isinstance(value, Quantity):
            return value
        return Quantity(amount_in(value) if function == "amount" else value_in(value), 1)

    def _read(self, function: str, text: str) -> Quantity | str:
        """What else than a number a text states."""
        match function:
            case "unit":
                return unit_in(text)
            case "sign":
                return sign_in(text)
            case "date":
                return Quantity(date_in(text, self._workbook.year), 1)
        items = items_in(text)
        return NOTHING if items is None else Quantity(Decimal(items), 1)

    def _many(self, reference: Reference, context: Context) -> list[Quantity]:
        values = [self._cell(address) for address in self.addresses(reference, context)]
        return [value for value in values if isinstance(value, Quantity)]

    def _subject_name(self, address: Address) -> str:
        column = self._workbook.edition.column(address)
        if column is None or not column.catalogue:
            return ""
        return self._workbook.catalogues[column.catalogue].name(self._workbook.cell(address).text) or ""


def compare(operator: str, left: Quantity | str, right: Quantity | str) -> bool:
    """Whether a comparison holds; a number that isn't entered counts as zero, a text compares by what it says."""
    if isinstance(left, str) or isinstance(right, str):
        same = same_text(as_text(left), as_text(right))
        return same if operator == "=" else not same
    a, b = left.amount or Decimal(0), right.amount or Decimal(0)
    return {"=": a == b, "!=": a != b, "<=": a <= b, ">=": a >= b, "<": a < b, ">": a > b}[operator]


def as_text(value: Quantity | str) -> str:
    """What a value is as a text; a number that isn't entered is a blank."""
    if isinstance(value, str):
        return value
    return "" if value.amount is None else str(value.amount)


def _truth(fulfilled: bool) -> Quantity:
    return Quantity(Decimal(1 if fulfilled else 0), 1)


def _sum(values: list[Quantity]) -> Quantity:
    if any(value.broken for value in values):
        return Quantity(None, broken=True)
    amounts = [value.amount for value in values if value.amount is not None]
    if not amounts:
        return NOTHING
    return Quantity(reduce(EXACT.add, amounts), sum(value.parts for value in values))


def _operate(operator: str, left: Quantity | str, right: Quantity | str) -> Quantity | str:
    """What an operation gives; ``+`` joins two texts, in other operations a text is nothing entered."""
    if isinstance(left, str) or isinstance(right, str):
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return left + right
        left, right = (NOTHING if isinstance(operand, str) else operand for operand in (left, right))
    if left.broken or right.broken:
        return Quantity(None, broken=True)
    if operator in "+-":
        negated = right.amount if operator == "+" or right.amount is None else -right.amount
        return _sum([left, Quantity(negated, right.parts)])
    if left.amount is None or right.amount is None or (operator == "/" and not right.amount):
        return NOTHING
    amount = (EXACT.multiply if operator == "*" else EXACT.divide)(left.amount, right.amount)
    return Quantity(amount, ROUNDED_PARTS)


def _extreme(function: str, values: list[Quantity]) -> Quantity:
    """The least or the greatest of those that are entered."""
    if any(value.broken for value in values):
        return Quantity(None, broken=True)
    entered = [value for value in values if value.amount is not None]
    if not entered:
        return NOTHING
    return (min if function == "min" else max)(entered, key=lambda value: value.amount or Decimal(0))


def _rounded(value: Quantity, places: Quantity, mode: str) -> Quantity:
    """A number with so many places, `MOST_DIGITS` at most; nothing where it is absurdly large."""
    if value.amount is None or places.amount is None or value.amount.adjusted() > 2 * MOST_DIGITS:
        return Quantity(None, broken=value.broken)
    decimals = max(-MOST_DIGITS, min(MOST_DIGITS, int(places.amount)))
    return Quantity(value.amount.quantize(Decimal(1).scaleb(-decimals), mode, EXACT), value.parts)


def _share(part: Quantity, whole: Quantity) -> Quantity:
    if part.amount is None or not whole.amount:
        return NOTHING
    return Quantity(round_percentage(EXACT.divide(part.amount, whole.amount)), ROUNDED_PARTS)


def _growth(now: Quantity, before: Quantity, zero_base: Decimal | None) -> Quantity:
    if before.amount is None or now.broken:
        return NOTHING
    change = EXACT.subtract(now.amount or Decimal(0), before.amount)
    if before.amount:
        return Quantity(round_percentage(EXACT.divide(change, abs(before.amount))), ROUNDED_PARTS)
    if not change:
        return Quantity(Decimal(0), 1)
    return NOTHING if zero_base is None else Quantity(zero_base.copy_sign(change), ROUNDED_PARTS)
