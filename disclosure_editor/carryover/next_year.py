"""Last year's document into this year's of the same series: by the rules that the pack's columns and rows state."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_editor.calculation.edits import repeated_names
from disclosure_editor.calculation.evaluation import Context
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.carryover.building import DraftBuilder, parents_first, with_parents
from disclosure_editor.carryover.ledger import Fate, Manner
from disclosure_editor.carryover.taking import Taken, take
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.amounts import MalformedAmount, parse_amount
from disclosure_editor.editions.carrying import misfits, rule_for
from disclosure_editor.editions.expressions import Expression
from disclosure_editor.editions.model import Carrying, Column, FixedRow, RepeatedRows, Side, Table, ValueType


def carry_to_next_year(builder: DraftBuilder) -> None:
    """Fill a draft from the document of the same series that came before it.

    Figures become last year's only where that was the year before.
    """
    _carry_rows(builder)
    _carry_values(builder)
    _take_figures(builder)


def _carry_rows(builder: DraftBuilder) -> None:
    for side in parents_first(builder.draft.edition.sides):
        names = _row_names(builder, side)
        builder.state_rows(side.row_list, names)
    for path, content in builder.source.disclosure.published():
        if isinstance(path, RowList) and isinstance(content, tuple):
            builder.ledger.settle([path], _fate_of_rows(builder, path, content))


def _row_names(builder: DraftBuilder, side: Side) -> tuple[str, ...]:
    """The rows that a side of the draft begins with; none where it follows others or is to be empty."""
    assert side.repeated is not None
    rule, source = side.repeated.carry, builder.source
    if rule is Carrying.CLEAR:
        return ()
    if isinstance(rule, tuple):
        lists = [row_list for row_list in rule if _is_repeated(source, row_list)] if _is_year_before(builder) else []
        return tuple(dict.fromkeys(name for row_list in lists for name in repeated_names(source, row_list)))
    if not _is_repeated(source, side.row_list):
        return ()
    names = source.stated_rows(side.row_list)
    if names is None:
        names = () if side.repeated.follows else repeated_names(source, side.row_list)
    if side.repeated.parent:
        return with_parents(names, _parents(builder, side.repeated.parent))
    followed = side.repeated.follows and rule is None and set(names) <= set(builder.possible_rows(side))
    return () if followed else names


def _parents(builder: DraftBuilder, table: str) -> frozenset[str]:
    sides = builder.draft.edition.tables[table].sides
    return frozenset(name for side in sides if side.repeated for name in builder.possible_rows(side))


def _fate_of_rows(builder: DraftBuilder, row_list: RowList, names: tuple[str, ...]) -> Fate:
    side = builder.draft.edition.side.get(row_list)
    if side is None or side.repeated is None:
        return Fate.NO_PLACE
    if side.repeated.carry is Carrying.CLEAR or isinstance(side.repeated.carry, tuple):
        return Fate.CLEARED
    if builder.draft.stated_rows(row_list) is None:
        return Fate.WRITTEN_ANEW
    return Fate.CARRIED if set(names) <= set(builder.possible_rows(side)) else Fate.NO_PLACE


def _is_repeated(workbook: Workbook, row_list: RowList) -> bool:
    side = workbook.edition.side.get(row_list)
    return side is not None and side.repeated is not None


def _is_year_before(builder: DraftBuilder) -> bool:
    return builder.draft.year == builder.source.year + 1


def _carry_values(builder: DraftBuilder) -> None:
    """Keep what the rules keep of the values that the other document states."""
    for address, text in sorted(builder.source.disclosure.values()):
        builder.ledger.settle([address], _carried(builder, address, text))


def _carried(builder: DraftBuilder, address: Address, text: str) -> Fate:
    column = builder.draft.edition.column(address)
    if column is None:
        return Fate.NO_PLACE
    table = builder.draft.edition.tables[address.table]
    side, row = _row_of(builder, address)
    rule = rule_for(table, row, column)
    if rule is Carrying.CLEAR or not isinstance(rule, Carrying):
        return Fate.CLEARED
    if not text.strip() or (isinstance(row, RepeatedRows) and row.key == column.id):
        return Fate.WRITTEN_ANEW
    if not builder.has_row(address):
        return Fate.CLEARED if _are_rows_of_its_own(side) else Fate.NO_PLACE
    if column.type is ValueType.CHOICE and text not in column.choices:
        return Fate.NO_PLACE
    if _is_written_anew(builder, address, column, text):
        return Fate.WRITTEN_ANEW
    if side is not None and isinstance(row, RepeatedRows) and builder.is_held_back(side):
        return Fate.NOT_USED
    manner = Manner.REVISE if rule is Carrying.REVISE else Manner.KEPT
    return Fate.CARRIED if builder.state(address, Taken(text, (address,)), manner) else Fate.NOT_USED


def _are_rows_of_its_own(side: Side | None) -> bool:
    """Whether the pack has every year begin a side with other rows than the year before."""
    return side is not None and side.repeated is not None and side.repeated.carry not in (None, Carrying.KEEP)


def _row_of(builder: DraftBuilder, address: Address) -> tuple[Side | None, FixedRow | RepeatedRows | None]:
    """The draft's side and row that an address is of; neither for a field."""
    sides = [side for side in builder.draft.edition.sides_for(address) if address.column in side.by_id]
    if not address.row or not sides:
        return None, None
    return sides[0], sides[0].fixed.get(address.row) or sides[0].repeated


def _is_written_anew(builder: DraftBuilder, address: Address, column: Column, text: str) -> bool:
    """Whether the other document only states what it would have shown anyway, and the draft shows its own."""
    if column.type is ValueType.CHOICE:
        return False
    own = bool(column.default) or bool(builder.draft.formulas(address))
    return own and builder.source.computed(address).text.strip() == text.strip()


def _take_figures(builder: DraftBuilder) -> None:
    """State the figures of last year; a cell that computes one states it only where that is another."""
    computed: list[tuple[Address, Taken]] = []
    for address, side, expression in _expressions(builder):
        if not _is_year_before(builder):
            builder.ledger.years_apart.append(address)
            continue
        taken = _found(builder, address, side, expression)
        if taken is None or (side is not None and address.row not in side.fixed and builder.is_held_back(side)):
            continue
        if builder.draft.formulas(address):
            computed.append((address, taken))
        else:
            builder.state(address, taken, Manner.FIGURE)
    stated = [address for address, taken in computed if _state_other(builder, address, taken)]
    for address in stated:
        if _same(builder.draft.computed(address).text, builder.draft.cell(address).text):
            builder.withdraw(address)


def _state_other(builder: DraftBuilder, address: Address, taken: Taken) -> bool:
    """State a figure where the draft doesn't compute the same; nothing computed is as good as zero."""
    shown = builder.draft.computed(address).text
    if _same(shown, taken.text) or (not shown and _is_zero(taken.text)):
        builder.ledger.settle(taken.sources, Fate.WRITTEN_ANEW)
        return False
    return builder.state(address, taken, Manner.FIGURE)


def _expressions(builder: DraftBuilder) -> Iterator[tuple[Address, Side | None, Expression]]:
    """Every value of the draft that a rule takes from elsewhere in the other document."""
    for table in builder.draft.edition.tables.values():
        for column in table.fields:
            yield from _expression(table, None, None, column, "")
        for side in table.sides:
            for column in side.columns:
                for row in side.fixed.values():
                    yield from _expression(table, side, row, column, row.id)
                for name in builder.possible_rows(side) if side.repeated else ():
                    yield from _expression(table, side, side.repeated, column, name)


def _expression(
    table: Table, side: Side | None, row: FixedRow | RepeatedRows | None, column: Column, name: str
) -> Iterator[tuple[Address, Side | None, Expression]]:
    rule = rule_for(table, row, column)
    if not isinstance(rule, Carrying):
        yield Address(table.id, name, column.id), side, rule


def _found(builder: DraftBuilder, address: Address, side: Side | None, expression: Expression) -> Taken | None:
    """What an expression finds in the other document; None too where its edition has no such tables or columns."""
    edition = builder.source.edition
    there = edition.side.get(side.row_list) if side is not None else None
    if misfits(edition, expression, address.table if address.table in edition.tables else "", there, address.column):
        return None
    context = Context(address.table, there.id if there is not None else "", address.row, address.column)
    return take(builder.source, expression, context)


def _same(left: str, right: str) -> bool:
    try:
        return bool(left.strip()) == bool(right.strip()) and parse_amount(left) == parse_amount(right)
    except MalformedAmount:
        return left.strip() == right.strip()


def _is_zero(text: str) -> bool:
    try:
        return not parse_amount(text)
    except MalformedAmount:
        return False
