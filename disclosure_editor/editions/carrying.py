"""What a pack says of carrying over: which of last year's values become this year's, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.expressions import Call, Expression, parse
from disclosure_editor.editions.model import (
    CarriedValue,
    Carrying,
    CarryRule,
    Column,
    Edition,
    FixedRow,
    Forerunner,
    Formula,
    Position,
    RepeatedRows,
    Side,
    Table,
    ValueType,
)
from disclosure_editor.editions.nodes import Entry, Node, Problem, Problems, texts_of
from disclosure_editor.editions.validation import validate_expression

CARRYINGS = {carrying.value: carrying for carrying in Carrying}
ALL_ROWS = "*"
_NOWHERE = Position(Path(), 0)

_BY_TYPE = {
    ValueType.TEXT: Carrying.REVISE,
    ValueType.LONG_TEXT: Carrying.REVISE,
    ValueType.CHOICE: Carrying.KEEP,
    ValueType.CODE: Carrying.KEEP,
}
"""What becomes of values for which the pack says nothing; figures are cleared."""


def carry_rule(text: str) -> CarryRule:
    """Read ``keep``, ``revise``, ``clear`` or an expression over last year's document.

    Raises:
        ValueError: it is none of them.
    """
    if text in CARRYINGS:
        return CARRYINGS[text]
    try:
        return parse(text)
    except ValueError as error:
        raise ValueError(f"应为 {'、'.join(CARRYINGS)} 之一，或上年文件里的一个算式：{error}") from None


def carried_rows(node: Node, problems: Problems) -> Carrying | tuple[RowList, ...] | None:
    """Read what repeated rows begin with: ``keep``, ``clear``, or lists of last year's document."""
    texts = texts_of(node, "“carry”", problems)
    if texts == (Carrying.REVISE.value,):
        problems.add(node.position, "行的 carry 应为 keep、clear，或上年文件里的“表”“表!侧”")
    if len(texts) == 1 and texts[0] in CARRYINGS:
        return CARRYINGS[texts[0]]
    return tuple(map(RowList.parse, texts)) or None


def rule_for(table: Table, row: FixedRow | RepeatedRows | None, column: Column) -> CarryRule:
    """What a value takes from last year's document; `row` is None for a field."""
    if isinstance(row, FixedRow) and column.id in row.carry:
        return row.carry[column.id]
    if column.carry is not None:
        return column.carry
    if table.carry is None and _names_a_subject(column):
        return Carrying.KEEP
    return table.carry or _BY_TYPE.get(column.type, Carrying.CLEAR)


def _names_a_subject(column: Column) -> bool:
    match column.formula:
        case Formula(expression=Call("name", _)):
            return True
    return False


def read_forerunner(entry: Entry) -> Forerunner:
    """Read what a document takes from one of another family."""
    values: dict[Address, CarriedValue] = {}
    forerunner_id, edition = entry.text("id"), entry.text("from")
    rows = {RowList.parse(name): _lists(node, entry.problems) for name, node in entry.pairs("rows")}
    for name, node in entry.pairs("values"):
        if node.content == "":
            continue  # what the pack that this one extends takes, and this one doesn't
        try:
            values[Address.parse(name)] = CarriedValue(_expression(node), node.position)
        except ValueError as error:
            entry.problem(f"“{name}”：{error}", node.position)
    entry.done()
    return Forerunner(forerunner_id, edition, rows, values, entry.position)


def _lists(node: Node, problems: Problems) -> tuple[RowList, ...]:
    return tuple(map(RowList.parse, texts_of(node, "行的来源", problems)))


def _expression(node: Node) -> Expression:
    if not isinstance(node.content, str):
        raise ValueError(f"应是一个算式，这里是{node.kind}")
    return parse(node.content)


def forerunner_problems(edition: Edition, known: Mapping[str, Edition]) -> Iterator[Problem]:
    """What an edition says of documents of other families that isn't so; `known` are the editions there are."""
    for forerunner in edition.forerunners:
        other = known.get(forerunner.edition)
        if other is None:
            yield Problem(forerunner.position, f"没有版式“{forerunner.edition}”，“from”应是一个版式的 id")
        elif other.family == edition.family:
            yield Problem(forerunner.position, "上年的同一种文件不必写在这里，写在各列的 carry 里")
        else:
            yield from _problems(edition, forerunner, other)


def _problems(edition: Edition, forerunner: Forerunner, other: Edition) -> Iterator[Problem]:
    for row_list, sources in forerunner.rows.items():
        for named, where in ((row_list, edition), *((source, other) for source in sources)):
            side = where.side.get(named)
            if side is None or side.repeated is None:
                yield Problem(forerunner.position, f"“{named}”不是“{where.title}”里有可增减的行的表")
    for address, value in forerunner.values.items():
        if not _is_target(edition, forerunner, address):
            yield Problem(value.position, f"“{address}”应是本版式的填报项、固定行的一格，或 rows 所列的表的“表!*.列”")
        sides = source_sides(forerunner, other, address)
        found = [misfits(other, value.expression, side.table if side else "", side) for side in sides or (None,)]
        for message in found[0] if all(found) else ():
            yield Problem(value.position, f"{message}（版式“{other.title}”）")


def _is_target(edition: Edition, forerunner: Forerunner, address: Address) -> bool:
    if address.row == ALL_ROWS:
        sides = (edition.side[row_list] for row_list in forerunner.rows if row_list in edition.side)
        return any(side.table == address.table and address.column in side.by_id for side in sides)
    fixed = not address.row or edition.has_fixed_row(address.table, address.row)
    return fixed and edition.column(address) is not None


def source_sides(forerunner: Forerunner, other: Edition, address: Address) -> tuple[Side, ...]:
    """The sides of the other document whose rows become those of an address; none for a fixed row and a field."""
    if address.row != ALL_ROWS:
        return ()
    lists = (sources for row_list, sources in forerunner.rows.items() if row_list.table == address.table)
    return tuple(other.side[source] for sources in lists for source in sources if source in other.side)


def misfits(edition: Edition, expression: Expression, table: str, side: Side | None, column: str = "") -> list[str]:
    """What of an expression an edition's documents don't have, as seen from a row of a side or a field of a table.

    Args:
        table: empty for an expression that is of no row or form.
        column: what ``@`` stands for.
    """
    problems = Problems()
    validate_expression(edition, expression, table, side, _NOWHERE, problems, (column,) if column else ())
    return [problem.message for problem in problems.found]
