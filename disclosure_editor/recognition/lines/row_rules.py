"""What an edition's own rules tell of a form's repeated rows: which texts state quantities, which figures add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from disclosure_editor.editions.expressions import (
    Call,
    Comparison,
    Either,
    Expression,
    Operation,
    Reference,
    Text,
    references,
)
from disclosure_editor.editions.model import Edition, Side

_OF_QUANTITIES = ("amount", "value", "unit", "sign", "date")
"""The functions that read a quantity or a date in a text."""


@dataclass(frozen=True)
class Total:
    """A value of the card that is computed as the sum of a column of its rows and further values of the card.

    Attributes:
        column: of the rows.
        card_column: where the total stands.
        further: columns of the card that are added.
    """

    column: str
    card_column: str
    further: tuple[str, ...]


@dataclass(frozen=True)
class RowRules:
    """What the edition says of the rows.

    Attributes:
        quantities: the ids of columns whose texts state a quantity or a date.
        at_most: by column the columns whose figure in the same row its own may not exceed.
        totals: what the rows add up to.
        words: by column the texts that the edition's rules name as what may stand there.
    """

    quantities: frozenset[str]
    at_most: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    totals: tuple[Total, ...] = ()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)


def row_rules(edition: Edition, side: Side) -> RowRules:
    """The rules of an edition for the rows of a side."""
    return RowRules(
        frozenset(column for expression in _expressions(edition, side) for column in _quantities(expression)),
        _bounds(edition, side),
        tuple(_totals(edition, side)),
        _words(edition, side),
    )


def _expressions(edition: Edition, side: Side) -> Iterator[Expression]:
    for column in side.columns:
        if column.formula is not None:
            yield column.formula.expression
    for check in edition.checks:
        if check.scope is not None and check.scope.table == side.table:
            yield from (expression for expression in (check.relation, check.when) if expression is not None)


def _quantities(expression: Expression) -> Iterator[str]:
    """The columns of the same row in which an expression reads quantities."""
    match expression:
        case Call(function, arguments):
            if function in _OF_QUANTITIES:
                yield from (r.column for argument in arguments for r in references(argument) if _of_same_row(r))
            else:
                for argument in arguments:
                    yield from _quantities(argument)
        case Operation(_, left, right) | Comparison(_, left, right):
            yield from _quantities(left)
            yield from _quantities(right)
        case Either(_, terms):
            for term in terms:
                yield from _quantities(term)


def _words(edition: Edition, side: Side) -> Mapping[str, frozenset[str]]:
    """The texts with which any check compares columns of these rows when it selects some of them."""
    found: dict[str, set[str]] = {}
    relations = (check.relation for check in edition.checks if check.relation is not None)
    for reference in (reference for relation in relations for reference in references(relation)):
        for condition in reference.conditions if reference.table == side.table else ():
            if condition.operator == "=" and isinstance(condition.value, Text):
                found.setdefault(condition.column, set()).add(condition.value.value)
    return {column: frozenset(words) for column, words in found.items()}


def _of_same_row(reference: Reference) -> bool:
    return not reference.table and not reference.row and not reference.many


def _bounds(edition: Edition, side: Side) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for check in edition.checks:
        if check.scope is None or check.scope.table != side.table or check.when is not None:
            continue
        match check.relation:
            case Comparison("<=", Reference() as left, Reference() as right) if _of_same_row(left):
                if _of_same_row(right):
                    found[left.column] = (*found.get(left.column, ()), right.column)
    return found


def _totals(edition: Edition, side: Side) -> Iterator[Total]:
    parent = side.repeated.parent if side.repeated is not None else ""
    for card_side in edition.tables[parent].sides if parent else ():
        for column in card_side.columns:
            terms = list(_terms(column.formula.expression)) if column.formula is not None else []
            sums = [term for term in terms if isinstance(term, Call)]
            further = [term for term in terms if isinstance(term, Reference) and _of_same_row(term)]
            if len(sums) != 1 or len(sums) + len(further) != len(terms):
                continue
            match sums[0]:
                case Call("sum", (Reference(table, "*", summed),)) if table == side.table:
                    yield Total(summed, column.id, tuple(term.column for term in further))


def _terms(expression: Expression) -> Iterator[Expression]:
    """What an expression adds up."""
    match expression:
        case Operation("+", left, right):
            yield from _terms(left)
            yield from _terms(right)
        case _:
            yield expression
