"""What a pack says must fit together: every address it names has a place, every table it shows exists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.check_kinds import CHECK_KINDS, RELATION, Option
from disclosure_editor.editions.expressions import Comparison, Condition, Expression, Reference, references
from disclosure_editor.editions.model import (
    Carrying,
    Check,
    Column,
    Edition,
    FixedRow,
    Position,
    RepeatedRows,
    Section,
    Side,
    Table,
    ValueType,
    View,
)
from disclosure_editor.editions.nodes import Problem, Problems
from disclosure_editor.editions.subjects import Catalogue

BETWEEN_ROWS = ("same rows", "as published")
"""The kinds of checks that compare the rows of two tables."""
TEXTS = (ValueType.TEXT, ValueType.LONG_TEXT)
_SPELLED_YEAR = re.compile(r"(?<!\d)20\d\d\s*年")


def validate(edition: Edition, problems: Problems) -> None:
    """Note every name in the pack that leads nowhere, and every name that stands for two things."""
    for table in edition.tables.values():
        _validate_table(edition, table, problems)
    for check in edition.checks:
        _validate_check(edition, check, problems)
    for section in edition.outline:
        _validate_section(edition, section, problems)
    _validate_years(edition, problems)
    _unique(((check.id, check.position) for check in edition.checks), "审核公式", problems)
    _unique(((section.id, section.position) for section in edition.outline), "目录项", problems)


def _validate_years(edition: Edition, problems: Problems) -> None:
    """An edition serves the years after its own too, so what it prints by itself must not spell a year."""
    texts = [(edition.document_title, Position(edition.folder / "edition.yaml", 1))]
    texts += [(section.heading, section.position) for section in edition.outline]
    for table in edition.tables.values():
        texts += [(table.unit_line, table.position), (table.title, table.position)]
        columns = (*table.fields, *(column for side in table.sides for column in side.columns))
        texts += [(column.default, column.position) for column in columns]
    for text, position in texts:
        if spelled := _SPELLED_YEAR.search(text):
            problems.add(
                position, f"“{text}”里写死了{spelled[0]}，以后各年也用这个版式：请写 {{{{ year }}}}，或改写成公式"
            )


def catalogue_problems(edition: Edition, catalogues: Mapping[str, Catalogue]) -> Iterator[Problem]:
    """What the pack says of subject catalogues that isn't so."""
    known = "、".join(catalogues)
    for table in edition.tables.values():
        for column in (*table.fields, *(column for side in table.sides for column in side.columns)):
            if column.type is not ValueType.CODE:
                continue
            if column.catalogue not in catalogues:
                yield Problem(column.position, f"“{column.id}”的科目表“{column.catalogue}”不存在，可用的有：{known}")
            elif len(column.headers) > 1 and len(column.headers) != (levels := len(catalogues[column.catalogue].parts)):
                yield Problem(column.position, f"“{column.id}”的编码分{levels}级，headers 应写{levels}列，或只写一列")
    for check in edition.checks:
        for name, listed in check.options.items():
            if _option_kind(check, name) is Option.CATALOGUE and (wrong := set(listed) - set(catalogues)):
                yield Problem(check.position, f"科目表“{'、'.join(wrong)}”不存在，可用的有：{known}")


def _unique(names: Iterable[tuple[str, Position]], what: str, problems: Problems) -> None:
    seen: set[str] = set()
    for name, position in names:
        if name in seen:
            problems.add(position, f"{what}“{name}”写了两次")
        seen.add(name)


def _validate_table(edition: Edition, table: Table, problems: Problems) -> None:
    for expression, side, column, position in _expressions(table):
        validate_expression(edition, expression, table.id, side, position, problems, (column,))
    for side in table.sides:
        if side.repeated is not None:
            _validate_repeated(edition, side, side.repeated, problems)
        _unique(((column.id, column.position) for column in side.columns), f"“{table.id}”的列", problems)
    _unique(((column.id, column.position) for column in table.fields), f"“{table.id}”的填报项", problems)
    _validate_sides(table, problems)
    _validate_beside(table, problems)
    if table.note and table.note not in table.field_by_id:
        problems.add(table.position, f"“{table.id}”的备注“{table.note}”应是本表 fields 里的一项")
    if table.view is View.FORM and not table.fields:
        problems.add(table.position, f"“{table.id}”是填报表单，应写出 fields")
    if table.view is View.CARDS and not any(side.repeated for side in table.sides):
        problems.add(table.position, f"“{table.id}”是一项一张的表，应有重复行（repeat）")
    for name in table.total_label:
        if not any(name in side.by_id for side in table.sides):
            problems.add(table.position, f"“{table.id}”的 total_label “{name}”不是本表的列")
    _validate_shapes(edition, table, problems)


def _validate_shapes(edition: Edition, table: Table, problems: Problems) -> None:
    if table.shape_choice and edition.column(table.shape_choice) is None:
        problems.add(table.position, f"“{table.id}”的 shape_choice “{table.shape_choice}”不存在")
    if table.shape_column and not (
        table.view is View.CARDS and any(table.shape_column in side.by_id for side in table.sides)
    ):
        problems.add(table.position, f"“{table.id}”的 shape_choice “.{table.shape_column}”应是一项一张的表里的列")
    _unique(((shape.id, table.position) for shape in table.shapes), "表样", problems)
    for each in {row.each for shape in table.shapes for row in shape.rows if row.each}:
        parents = {side.repeated.parent for side in _sides(edition, each) if side.repeated}
        if each not in edition.tables or (parents - {""} and table.id not in parents):
            message = f"“{table.id}”的表样里 each 的“{each}”应是属于它的表（parent），或不属于哪张表的表"
            problems.add(table.position, message)


def _validate_sides(table: Table, problems: Problems) -> None:
    """The sides of a table share its rows' names: each must stand for one row only."""
    _unique(((side.id, table.position) for side in table.sides), f"“{table.id}”的一侧", problems)
    _unique(
        ((row, table.position) for side in table.sides for row in _fixed_names(side)), f"“{table.id}”的行", problems
    )
    repeating = [side for side in table.sides if side.repeated is not None]
    columns = Counter(column.id for side in repeating for column in side.by_id.values())
    if shared := [column for column, number in columns.items() if number > 1]:
        problems.add(table.position, f"“{table.id}”两侧都有重复行，列名不能相同：{'、'.join(shared)}")


def _validate_beside(table: Table, problems: Problems) -> None:
    first = table.sides[0].fixed if table.sides else {}
    for side in table.sides[1:]:
        for row in side.fixed.values():
            if row.beside and row.beside not in first:
                problems.add(table.position, f"“{table.id}”里“{row.id}”行的 beside “{row.beside}”不是第一侧的行")


def _fixed_names(side: Side) -> Iterator[str]:
    yield from (row.id for row in side.rows if not isinstance(row, RepeatedRows))


def _validate_repeated(edition: Edition, side: Side, repeated: RepeatedRows, problems: Problems) -> None:
    position = repeated.position
    for followed in repeated.follows:
        if _repeated(edition, followed) is None:
            problems.add(position, f"所跟随（follows）的“{followed}”不是有重复行的表")
    if circle := next(_circles(edition, (side.row_list,)), None):
        problems.add(position, f"跟随（follows）成了圈：{' → '.join(map(str, circle))}")
    if repeated.where is not None and not repeated.follows:
        problems.add(position, "where 是从所跟随的表里选行的条件，应与 follows 一起写")
    for taken in repeated.carry if isinstance(repeated.carry, tuple) else ():
        if _repeated(edition, taken) is None:
            problems.add(position, f"行的 carry “{taken}”应为 keep、clear，或有重复行的“表”“表!侧”")
    if repeated.parent and not any(other.repeated for other in _sides(edition, repeated.parent)):
        problems.add(position, f"所属（parent）的“{repeated.parent}”不是有重复行的表")


def _circles(edition: Edition, way: tuple[RowList, ...]) -> Iterator[tuple[RowList, ...]]:
    """The ways on, from the last list of one to those that it follows, that come back to its first."""
    rows = _repeated(edition, way[-1])
    for followed in rows.follows if rows is not None else ():
        if followed == way[0]:
            yield (*way, followed)
        elif followed not in way:
            yield from _circles(edition, (*way, followed))


def _sides(edition: Edition, table: str) -> tuple[Side, ...]:
    return edition.tables[table].sides if table in edition.tables else ()


def _repeated(edition: Edition, row_list: RowList) -> RepeatedRows | None:
    side = edition.side.get(row_list)
    return side.repeated if side is not None else None


def _expressions(table: Table) -> Iterator[tuple[Expression, Side | None, str, Position]]:
    """Every expression of a table with its side and the column that ``@`` stands for."""
    for column in table.fields:
        yield from ((expression, None, column.id, where) for expression, where in _column_expressions(column))
    for side in table.sides:
        for column in side.columns:
            yield from ((expression, side, column.id, where) for expression, where in _column_expressions(column))
        for row in side.rows:
            subtotals = row.subtotals if isinstance(row, RepeatedRows) else {}
            for column_id, formula in (*row.formulas.items(), *subtotals.items()):
                yield formula.expression, side, column_id, formula.position
            carried = row.carry if isinstance(row, FixedRow) else {}
            for column_id, rule in carried.items():
                if not isinstance(rule, Carrying):
                    yield rule, side, column_id, table.position
            if isinstance(row, RepeatedRows) and row.where is not None:
                yield row.where, side, row.key, row.position


def _column_expressions(column: Column) -> Iterator[tuple[Expression, Position]]:
    if column.formula is not None:
        yield column.formula.expression, column.formula.position
    if column.required is not None:
        yield column.required, column.position
    if column.carry is not None and not isinstance(column.carry, Carrying):
        yield column.carry, column.position


def _validate_check(edition: Edition, check: Check, problems: Problems) -> None:
    kind = CHECK_KINDS.get(check.kind)
    if kind is None:
        problems.add(check.position, f"没有“{check.kind}”这一种审核，可用的有：{'、'.join(CHECK_KINDS)}")
        return
    for name in kind.options.keys() - check.options.keys():
        problems.add(check.position, f"“{check.kind}”这一种审核应写出 options 里的“{name}”")
    if kind.either and not kind.either.keys() & check.options.keys():
        known = "、".join(f"“{name}”" for name in kind.either)
        problems.add(check.position, f"“{check.kind}”这一种审核应写出 options 里的{known}，至少一项")
    for name, listed in check.options.items():
        _validate_option(edition, check, name, listed, problems)
    if check.scope is not None and not _validate_scope(edition, check, check.scope, kind.scoped, problems):
        return
    if check.kind == RELATION:
        _validate_relation(edition, check, problems)
    elif check.relation is not None or check.when is not None or check.columns or check.advice or check.message:
        problems.add(check.position, "relation、when、columns、message、advice 只用于 relation 这一种审核")
    if check.kind in BETWEEN_ROWS and (check.scope is None or _repeated(edition, check.scope) is None):
        problems.add(check.position, f"“{check.kind}”应在 for 里写出一个有重复行的表")


def _validate_relation(edition: Edition, check: Check, problems: Problems) -> None:
    if not isinstance(check.relation, Comparison):
        problems.add(check.position, "“relation”应是一个关系：左边、= <= >= < > != 之一、右边")
        return
    table = check.scope.table if check.scope is not None else ""
    side = edition.side.get(check.scope) if check.scope is not None else None
    for column in check.columns:
        if side is not None and column not in side.by_id:
            problems.add(check.position, f"columns 里的“{column}”不是“{check.scope}”的列")
    for expression in (check.relation, check.when):
        if expression is not None:
            validate_expression(edition, expression, table, side, check.position, problems, check.columns)


def _validate_scope(edition: Edition, check: Check, scope: RowList, scoped: bool, problems: Problems) -> bool:
    """Whether a check can be evaluated where ``for`` says."""
    table = edition.tables.get(scope.table)
    side = edition.side.get(scope)
    message = ""
    if not scoped:
        message = f"“{check.kind}”看整个文件，不能写 for"
    elif table is None:
        message = f"审核公式的范围（for）“{scope}”不存在"
    elif side is None and (scope.side or (check.kind == RELATION and table.sides)):
        message = f"“{scope.table}”没有“{scope.side}”这一侧，可用的有：{'、'.join(s.id for s in table.sides)}"
    elif check.row and (side is None or check.row not in side.fixed):
        message = f"审核公式的范围（for）里，“{scope}”没有“{check.row}”行"
    if message:
        problems.add(check.position, message)
    return not message


def _option_kind(check: Check, name: str) -> Option | None:
    kind = CHECK_KINDS.get(check.kind)
    return kind.known.get(name) if kind is not None else None


def _validate_option(edition: Edition, check: Check, name: str, listed: tuple[str, ...], problems: Problems) -> None:
    kind = CHECK_KINDS[check.kind]
    wanted = _option_kind(check, name)
    if wanted is None:
        known = "、".join(kind.known) or "没有"
        problems.add(check.position, f"“{check.kind}”这一种审核的 options 不认识“{name}”，可用的有：{known}")
    if wanted is Option.NUMBER and not (len(listed) == 1 and listed[0].isdecimal()):
        problems.add(check.position, f"“{name}”应是一个整数，写的是“{'、'.join(listed)}”")
    table = edition.tables.get(check.scope.table) if check.scope is not None else None
    for text in listed:
        message = _option_problem(edition, table, wanted, text)
        if wanted is Option.PAIR and (len(listed) != 1 or not _is_pair(edition, check, text)):
            message = "应写作“列=另一张表的列”，或两张表都有的一列"
        if message:
            problems.add(check.position, f"“{name}”里的“{text}”{message}")


def _option_problem(edition: Edition, table: Table | None, wanted: Option | None, text: str) -> str:
    """What is wrong with one thing that an option lists, in words; empty for nothing.

    Args:
        table: the only one that the check looks at; None for all.
    """
    match wanted:
        case Option.ADDRESSES if not _is_field(edition, text):
            return "应是一个填报项的地址，如 单位!全称"
        case Option.ROW_LISTS if RowList.parse(text) not in edition.side:
            return "应是“表”或“表!侧”"
        case Option.COLUMNS if not any(text in ids for ids in _column_ids(edition, table)):
            return f"不是“{table.id}”的列或填报项" if table else "不是任何表的列或填报项"
        case Option.CELLS | Option.FIGURES | Option.WRITTEN if not (meant := _columns_meant(edition, text)):
            return "不是任何表的列或填报项，也不是“表!*.列”"
        case Option.FIGURES if not any(column.type.numeric for column in meant):
            return "应是数"
        case Option.WRITTEN if not any(column.type in TEXTS for column in meant):
            return "应是文字"
        case Option.TERMS if not _is_term(edition, text):
            return "应写作“词=列”或“词=表!行.列”，列应是数"
    return ""


def _columns_meant(edition: Edition, text: str) -> list[Column]:
    """The columns and fields that an option names by a column, or by ``table!*.column``."""
    table, _, name = text.rpartition("!*.")
    columns = [side.by_id for side in _sides(edition, table)] if table else _column_ids(edition, None)
    return [ids[name] for ids in columns if name in ids]


def _is_pair(edition: Edition, check: Check, text: str) -> bool:
    """Whether an option names a column of the check's table and one of the table that it compares that with."""
    before, _, now = text.partition("=")
    other = RowList.parse(check.options.get("with", ("",))[0])
    own = check.scope.table if check.scope is not None else ""
    return all(
        any(name.strip() in side.by_id for side in _sides(edition, table))
        for table, name in ((own, before), (other.table, now or before))
    )


def _is_term(edition: Edition, text: str) -> bool:
    """Whether an option says where the figure of a term stands, and numbers stand there."""
    term, _, target = text.partition("=")
    if not term.strip():
        return False
    if "!" not in target:
        return any(column.type.numeric for column in _columns_meant(edition, target.strip()))
    try:
        column = edition.column(Address.parse(target.strip()))
    except ValueError:
        return False
    return column is not None and column.type.numeric


def _is_field(edition: Edition, text: str) -> bool:
    try:
        return edition.column(Address.parse(text)) is not None
    except ValueError:
        return False


def _column_ids(edition: Edition, table: Table | None) -> Iterator[Mapping[str, Column]]:
    """The columns and the fields by id, of one table or of all."""
    for one in (table,) if table is not None else edition.tables.values():
        yield from (side.by_id for side in one.sides)
        yield one.field_by_id


def _validate_section(edition: Edition, section: Section, problems: Problems) -> None:
    for table in (section.table, *section.inputs):
        if table and table not in edition.tables:
            problems.add(section.position, f"目录项“{section.id}”所列的表“{table}”不存在")
    if section.template and not any((folder / section.template).is_file() for folder in edition.templates):
        problems.add(section.position, f"目录项“{section.id}”的模板“{section.template}”不存在")


def validate_expression(
    edition: Edition,
    expression: Expression,
    table: str,
    side: Side | None,
    position: Position,
    problems: Problems,
    columns: tuple[str, ...],
) -> None:
    """Note every reference of an expression that leads nowhere, as seen from a table's side.

    Args:
        columns: what ``@`` stands for, one after the other.
    """
    for reference in references(expression):
        if reference.column == "@" and not columns:
            problems.add(position, "这里的 @ 没有所指的列，请用 columns 写出")
        for column in columns if reference.column == "@" else (reference.column,):
            if message := _misses(edition, reference, column, table, side):
                problems.add(position, message)


def _misses(edition: Edition, reference: Reference, column: str, table: str, side: Side | None) -> str:
    """What is wrong with a reference to a column; empty for nothing."""
    name = reference.table or table
    target = edition.tables.get(name)
    if target is None:
        return f"表“{name}”不存在" if name else "这里没有本行、本表，请写明“表!行.列”"
    if reference.many:
        sides = [side] if side is not None and not reference.table else list(target.sides)
        fitting = [s for s in sides if column in s.by_id]
        if not fitting:
            return f"“{name}”没有“{column}”列"
        return next((m for c in reference.conditions if (m := _condition_misses(c, fitting, name))), "")
    if not reference.row:
        own_row = not reference.table and side is not None and column in side.by_id
        return "" if own_row or column in target.field_by_id else f"“{name}”没有“{column}”"
    if not any(reference.row in s.fixed for s in target.sides):
        return f"“{name}”没有“{reference.row}”行"
    if edition.column(Address(name, reference.row, column)) is None:
        return f"“{name}”的“{reference.row}”行没有“{column}”列"
    return ""


def _condition_misses(condition: Condition, sides: list[Side], table: str) -> str:
    if condition.column == "#" or any(condition.column in side.by_id for side in sides):
        return ""
    return f"选行条件里的“{condition.column}”不是“{table}”的列"
