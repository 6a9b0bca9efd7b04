"""Expressions and figures in the officer's words."""

from __future__ import annotations

from decimal import Decimal

from disclosure_editor.calculation.evaluation import Context
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.amounts import plain_amount
from disclosure_editor.editions.expressions import (
    FUNCTIONS,
    Call,
    Comparison,
    Either,
    Expression,
    Number,
    Operation,
    Reference,
    RowKey,
    Text,
    Year,
)

_OPERATORS = {"+": "＋", "-": "－", "*": "×", "/": "÷"}


def figure(amount: Decimal) -> str:
    """An amount as a message states it."""
    return plain_amount(amount)


def describe(workbook: Workbook, expression: Expression, context: Context) -> str:
    """An expression in words, as seen from a place: 表三“合计”的“基本支出”."""
    match expression:
        case Number(value):
            return plain_amount(value)
        case Text(value):
            return f"“{value}”"
        case Year(before):
            return str(workbook.year - before)
        case RowKey():
            return workbook.row_title(context.table, context.row)
        case Reference():
            return _reference(workbook, expression, context)
        case Operation(operator, left, right):
            return f"{describe(workbook, left, context)}{_OPERATORS[operator]}{describe(workbook, right, context)}"
        case Comparison(operator, left, right):
            return f"{describe(workbook, left, context)}{operator}{describe(workbook, right, context)}"
        case Either(operator, terms):
            joint = "且" if operator == "and" else "或"
            return joint.join(describe(workbook, term, context) for term in terms)
        case Call("sum", (Reference() as reference,)):
            return f"{_rows(workbook, reference, context)}之和"
        case Call("growth" | "share", (left, right)):
            return f"{describe(workbook, left, context)}与{describe(workbook, right, context)}算出的{_name(expression)}"
        case Call(_, arguments):
            return f"{describe(workbook, arguments[0], context)}的{_name(expression)}"


def _name(call: Call) -> str:
    return {"growth": "增长率", "share": "占比"}.get(call.function, FUNCTIONS[call.function][1])


def _reference(workbook: Workbook, reference: Reference, context: Context) -> str:
    if reference.many:
        return _rows(workbook, reference, context)
    address = next(workbook.addresses(reference, context))
    column = workbook.edition.column(address)
    own = not reference.table and not reference.row
    return f"“{column.title if column else address.column}”" if own else workbook.title(address)


def _rows(workbook: Workbook, reference: Reference, context: Context) -> str:
    """The cells of several rows: named one by one while they are few, else by their column."""
    column = context.column if reference.column == "@" else reference.column
    addresses = list(workbook.addresses(reference, context))
    filled = [address for address in addresses if workbook.cell(address).text]
    table = workbook.edition.tables[reference.table or context.table]
    place = "各行" if not reference.table else table.id if table.published else table.title
    title = next((c.title for side in table.sides for c in side.columns if c.id == column), column)
    if reference.table and reference.conditions and len(filled) == 1:
        return workbook.title(filled[0])
    selected = "所属各行" if reference.table and reference.conditions else "" if not reference.table else "各行"
    return f"{place}{selected}“{title}”"
