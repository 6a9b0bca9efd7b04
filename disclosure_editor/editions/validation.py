"""What a pack says must fit together: every address it names has a place, every table it shows exists."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.expressions import Condition, Expression, Reference, references
from disclosure_editor.editions.model import (
    Check,
    Column,
    Edition,
    FixedRow,
    Position,
    Section,
    Side,
    Table,
    View,
)
from disclosure_editor.editions.nodes import Problems


def validate(edition: Edition, problems: Problems) -> None:
    """Note every name in the pack that leads nowhere."""
    for table in edition.tables.values():
        _validate_table(edition, table, problems)
    for check in edition.checks:
        _validate_check(edition, check, problems)
    for section in edition.outline:
        _validate_section(edition, section, problems)
    if edition.column(edition.unit) is None:
        problems.add(Position(edition.folder / "edition.yaml", 1), f"“unit”所指的“{edition.unit}”不存在")
    ids = [check.id for check in edition.checks]
    for check in edition.checks:
        if ids.count(check.id) > 1:
            problems.add(check.position, f"审核公式“{check.id}”写了两次")


def _validate_table(edition: Edition, table: Table, problems: Problems) -> None:
    for expression, side, position in _expressions(table):
        validate_expression(edition, expression, table.id, side, position, problems)
    for side in table.sides:
        repeated = side.repeated
        if repeated and repeated.follows and not _repeats(edition, repeated.follows):
            problems.add(table.position, f"“{table.id}”跟随的“{repeated.follows}”不是有重复行的表")
        if repeated and repeated.parent and repeated.parent not in edition.tables:
            problems.add(table.position, f"“{table.id}”所属的表“{repeated.parent}”不存在")
    if table.note and table.note not in table.field_by_id:
        problems.add(table.position, f"“{table.id}”的备注“{table.note}”应是本表 fields 里的一项")
    if table.view is View.FORM and not table.fields:
        problems.add(table.position, f"“{table.id}”是填报表单，应写出 fields")


def _repeats(edition: Edition, row_list: RowList) -> bool:
    side = edition.side.get(row_list)
    return side is not None and side.repeated is not None


def _expressions(table: Table) -> Iterator[tuple[Expression, Side | None, Position]]:
    for column in table.fields:
        yield from ((e, None, p) for e, p in _column_expressions(column, table))
    for side in table.sides:
        for column in side.columns:
            yield from ((e, side, p) for e, p in _column_expressions(column, table))
        for row in side.rows:
            for formula in row.formulas.values():
                yield formula.expression, side, formula.position
            if not isinstance(row, FixedRow) and row.where is not None:
                yield row.where, side, table.position


def _column_expressions(column: Column, table: Table) -> Iterator[tuple[Expression, Position]]:
    if column.formula is not None:
        yield column.formula.expression, column.formula.position
    if column.required is not None:
        yield column.required, table.position


def _validate_check(edition: Edition, check: Check, problems: Problems) -> None:
    table, side = "", None
    if check.scope is not None:
        table = check.scope.table
        if table not in edition.tables:
            problems.add(check.position, f"审核公式的范围“{check.scope}”不存在")
            return
        side = edition.side.get(check.scope)
    for expression in (check.relation, check.when):
        if expression is not None:
            validate_expression(edition, expression, table, side, check.position, problems)
    if check.kind == "relation" and check.relation is None:
        problems.add(check.position, "审核公式缺少“relation”")


def _validate_section(edition: Edition, section: Section, problems: Problems) -> None:
    position = Position(edition.folder / "outline.yaml", 1)
    for table in (section.table, *section.inputs):
        if table and table not in edition.tables:
            problems.add(position, f"目录项“{section.id}”所列的表“{table}”不存在")
    if section.template and not any((folder / section.template).is_file() for folder in edition.templates):
        problems.add(position, f"目录项“{section.id}”的模板“{section.template}”不存在")
    if section.shape_choice and edition.column(section.shape_choice) is None:
        problems.add(position, f"目录项“{section.id}”的 shape_choice “{section.shape_choice}”不存在")


def validate_expression(
    edition: Edition, expression: Expression, table: str, side: Side | None, position: Position, problems: Problems
) -> None:
    """Note every reference of an expression that leads nowhere, as seen from a table's side."""
    for reference in references(expression):
        message = _misses(edition, reference, table, side)
        if message:
            problems.add(position, message)


def _misses(edition: Edition, reference: Reference, table: str, side: Side | None) -> str:
    """What is wrong with a reference; empty for nothing."""
    name = reference.table or table
    target = edition.tables.get(name)
    if target is None:
        return f"表“{name}”不存在"
    if reference.many:
        sides = [side] if side is not None and not reference.table else list(target.sides)
        fitting = [s for s in sides if reference.column == "@" or reference.column in s.by_id]
        if not fitting:
            return f"“{name}”没有“{reference.column}”列"
        return next((m for c in reference.conditions if (m := _condition_misses(c, fitting, name))), "")
    if reference.column == "@":
        return "" if not reference.row or _has_row(target, reference.row) else f"“{name}”没有“{reference.row}”行"
    if not reference.row:
        own_row = not reference.table and side is not None and reference.column in side.by_id
        if own_row or reference.column in target.field_by_id:
            return ""
        return f"“{name}”没有“{reference.column}”"
    if not _has_row(target, reference.row):
        return f"“{name}”没有“{reference.row}”行"
    if edition.column(Address(name, reference.row, reference.column)) is None:
        return f"“{name}”的“{reference.row}”行没有“{reference.column}”列"
    return ""


def _has_row(table: Table, row: str) -> bool:
    return any(row in side.fixed for side in table.sides)


def _condition_misses(condition: Condition, sides: list[Side], table: str) -> str:
    if condition.column == "#" or any(condition.column in side.by_id for side in sides):
        return ""
    return f"选行条件里的“{condition.column}”不是“{table}”的列"
