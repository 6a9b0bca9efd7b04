"""Relations between figures: what a check states, and what a stated cell must equal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeVar

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.calculation.evaluation import Context, Quantity, as_text, compare, same_text
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding, Repair
from disclosure_editor.checks.wording import describe, figure
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.amounts import rounding_bound
from disclosure_editor.editions.expressions import Comparison, Expression, Number, Reference, Text, references
from disclosure_editor.editions.model import Check, Formula, Severity, ValueType

T = TypeVar("T")
ROUNDING_TAIL = "尾差"
TOLERANT = ("=", "<=", ">=")
"""The comparisons that rounding can break without anything being wrong."""
ROUNDED = (ValueType.AMOUNT, ValueType.PERCENTAGE)
"""What is rounded before it is published; counts and scores are stated exactly."""

_MUST = {
    "=": "两者应相等",
    "!=": "两者不应相等",
    "<=": "前者不应超过后者",
    "<": "前者应小于后者",
    ">=": "前者不应小于后者",
    ">": "前者应大于后者",
}
_HOW = {"=": "为", "!=": "不为", "<=": "不超过", "<": "小于", ">=": "不小于", ">": "大于"}


def check_relation(workbook: Workbook, check: Check, context: Context) -> Finding | None:
    """What a check's relation finds for one place; None where it holds, or where a side is not entered yet."""
    relation = check.relation
    if not isinstance(relation, Comparison) or not workbook.holds(check.when, context):
        return None
    left = workbook.evaluate(relation.left, context)
    right = workbook.evaluate(relation.right, context)
    if isinstance(left, str) or isinstance(right, str):
        return _check_texts(workbook, check, relation, context, as_text(left), as_text(right))
    if left.amount is None or right.amount is None or compare(relation.operator, left, right):
        return None
    at = _compared(workbook, relation, context)
    difference = left.amount - right.amount
    severity, tail = _grade(workbook, at, check.severity, relation.operator, left, right)
    message = f"{_words(workbook, check, relation, context, left.amount, right.amount)}{tail}。{check.advice}"
    repairs = () if tail else tuple(_repairs(workbook, relation, context, left, right))
    return Finding(
        check.id, check.title, severity, message, at, figure(left.amount), figure(right.amount), difference, repairs
    )


def _check_texts(
    workbook: Workbook, check: Check, relation: Comparison, context: Context, left: str, right: str
) -> Finding | None:
    """What a relation between texts finds: a text that must be the other, or must not."""
    not_entered = any(not text and not isinstance(side, Text) for side, text in _sides(relation, left, right))
    if (not_entered and relation.operator == "=") or compare(relation.operator, left, right):
        return None
    at = _compared(workbook, relation, context)
    must = "应为" if relation.operator == "=" else "不应为"
    words = check.message or f"{workbook.title(at[0]) if at else '文件'}：写的是“{{left}}”，{must}“{{right}}”"
    message = f"{_filled(workbook, words, context, left, right)}。{check.advice}"
    return Finding(check.id, check.title, check.severity, message, at, left, right)


def _sides(relation: Comparison, left: T, right: T) -> tuple[tuple[Expression, T], tuple[Expression, T]]:
    """Both sides of a relation with what belongs to each."""
    return (relation.left, left), (relation.right, right)


def _compared(workbook: Workbook, relation: Comparison, context: Context) -> tuple[Address, ...]:
    """The cells that a relation compares, those of its left side first."""
    read = (*places(workbook, relation.left, context), *places(workbook, relation.right, context))
    return tuple(dict.fromkeys(read)) or tuple(_own_row(workbook, context))


def check_formula(workbook: Workbook, address: Address, formula: Formula) -> Finding | None:
    """What is wrong with a stated cell by one of its formulas; None where it agrees or nothing is stated in it."""
    if (formula.severity is None and not formula.by_case) or workbook.stated(address) is None:
        return None  # before the cell is computed, which would make the finding depend on all that it is computed from
    cell = workbook.cell(address)
    context = workbook.context(address)
    by_case = (severity for when, severity in formula.by_case if workbook.holds(when, context))
    severity = next(by_case, formula.severity)
    if severity is None:
        return None
    expected = workbook.evaluate(formula.expression, context)
    title = formula.title or f"{address.column}＝{describe(workbook, formula.expression, context)}"
    check_id = f"{address.table}.{address.column}"
    at = (address, *(a for a in places(workbook, formula.expression, context) if a != address))
    taken = workbook.computed(address)
    if isinstance(expected, str):
        looked_up_in_vain = not expected and address.row
        if looked_up_in_vain or same_text(cell.text, expected):
            return None
        message = f"{workbook.title(address)}写的是“{cell.text}”，应为“{expected}”。"
        text = "" if taken.text == expected else expected
        repairs = (Repair(f"改为“{expected}”", set_value(workbook, address, text)),)
        return Finding(check_id, title, severity, message, at, cell.text, expected, None, repairs)
    should_be = _should_be(workbook, address, formula, expected)
    if cell.amount is None or should_be is None or cell.amount == should_be:
        return None
    severity, tail = _grade(workbook, at[:1], severity, "=", Quantity(cell.amount, cell.parts), expected)
    difference = cell.amount - should_be
    message = (
        f"{workbook.title(address)}填的是{figure(cell.amount)}，应为{figure(should_be)}（{title}），"
        f"相差{figure(abs(difference))}{tail}。"
    )
    return Finding(
        check_id,
        title,
        severity,
        message,
        at,
        figure(cell.amount),
        figure(should_be),
        difference,
        (Repair("取用计算的数", set_value(workbook, address, "")),) if taken.amount != cell.amount else (),
    )


def _should_be(workbook: Workbook, address: Address, formula: Formula, expected: Quantity) -> Decimal | None:
    """The amount that a cell must state by one of its formulas; None where that isn't known.

    In a printed table a blank reads as zero, so a cell that is computed from nothing must state nothing. That is not
    known of a table that is not filled in: its totals may be known before its parts. Nor elsewhere: last year's total
    will do without its parts.
    """
    if expected.amount is not None or expected.broken:
        return expected.amount
    printed = workbook.edition.tables[address.table].published
    if not printed or formula != workbook.formulas(address)[0]:
        return None
    return Decimal(0) if _parts_are_filled_in(workbook, address, formula) else None


def _parts_are_filled_in(workbook: Workbook, address: Address, formula: Formula) -> bool:
    """Whether a table is filled in that a formula reads."""
    read = {reference.table or address.table for reference in references(formula.expression, conditions=False)}
    return any(workbook.is_filled_in(side.row_list) for name in read for side in workbook.edition.tables[name].sides)


def places(workbook: Workbook, expression: Expression, context: Context) -> Iterator[Address]:
    """The cells with something in them that an expression reads, conditions left out."""
    for reference in references(expression, conditions=False):
        for address in workbook.addresses(reference, context):
            if not reference.many or workbook.cell(address).text:
                yield address


def _own_row(workbook: Workbook, context: Context) -> Iterator[Address]:
    """The first cell of the row that a relation is evaluated for, where it names no cell of its own."""
    for side in workbook.edition.tables[context.table].sides if context.row else ():
        if side.id == context.side:
            yield Address(context.table, context.row, side.columns[0].id)


def _grade(
    workbook: Workbook, at: tuple[Address, ...], severity: Severity, operator: str, left: Quantity, right: Quantity
) -> tuple[Severity, str]:
    """The severity of a difference: a notice where rounding alone explains it, with the words that say so."""
    columns = (workbook.edition.column(address) for address in at)
    rounded = any(column is not None and column.type in ROUNDED for column in columns)
    difference = abs((left.amount or Decimal(0)) - (right.amount or Decimal(0)))
    if rounded and operator in TOLERANT and 0 < difference <= rounding_bound(left.parts, right.parts):
        return Severity.NOTICE, f"，在四舍五入的{ROUNDING_TAIL}范围内"
    return severity, ""


def _words(
    workbook: Workbook, check: Check, relation: Comparison, context: Context, left: Decimal, right: Decimal
) -> str:
    """What is wrong, in the check's own words or in words made from its relation."""
    difference = figure(abs(left - right))
    if check.message:
        return _filled(workbook, check.message, context, figure(left), figure(right), difference)
    left_words, right_words = describe(workbook, relation.left, context), describe(workbook, relation.right, context)
    where = f"{workbook.place(context.table, context.row)}：" if context.row else ""
    apart = f"，相差{difference}" if left != right else ""
    if isinstance(relation.right, Number):
        return f"{where}{left_words}为{figure(left)}，应{_HOW[relation.operator]}{right_words}{apart}"
    return f"{where}{left_words}为{figure(left)}，{right_words}为{figure(right)}，{_MUST[relation.operator]}{apart}"


def _filled(workbook: Workbook, words: str, context: Context, left: str, right: str, difference: str = "") -> str:
    """A check's own words with the row, the column and both sides put in."""
    place = workbook.row_title(context.table, context.row) if context.row else ""
    column = workbook.edition.column(Address(context.table, context.row, context.column))
    title = column.title if column is not None else context.column
    return words.format(place=place, column=title, left=left, right=right, difference=difference)


def _repairs(
    workbook: Workbook, relation: Comparison, context: Context, left: Quantity, right: Quantity
) -> Iterator[Repair]:
    """For a side that is one cell: take the computed figure, or the other side's.

    A computed figure is not overwritten; it is what it is computed from that must change.
    """
    if relation.operator != "=":
        return
    for side, other in _sides(relation, right.amount, left.amount):
        if not isinstance(side, Reference) or other is None:
            continue
        address = next(workbook.addresses(side, context))
        title = workbook.title(address)
        stated = workbook.stated(address) is not None
        if stated and workbook.computed(address).amount == other:
            yield Repair(f"{title}取用计算的数{figure(other)}", set_value(workbook, address, ""))
        elif stated or not any(formula.severity for formula in workbook.formulas(address)):
            yield Repair(f"{title}改为{figure(other)}", set_value(workbook, address, figure(other)))
