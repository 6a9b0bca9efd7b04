"""Reading the tables and input forms of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.texts import compact
from disclosure_editor.editions.carrying import CARRYINGS, carried_rows, carry_rule
from disclosure_editor.editions.expressions import Call, Expression, parse
from disclosure_editor.editions.model import (
    Carrying,
    CarryRule,
    Column,
    FixedRow,
    Formula,
    Position,
    RepeatedRows,
    RowKind,
    Severity,
    Side,
    Table,
    ValueType,
    View,
)
from disclosure_editor.editions.nodes import Entry, Node, Problems
from disclosure_editor.editions.shapes import read_shape

TYPES = {kind.value.replace(" ", "_"): kind for kind in ValueType}
VIEWS = {view.value: view for view in View}
ROW_KINDS = {kind.value: kind for kind in RowKind}
SEVERITIES = {severity.value: severity for severity in Severity}
FORMULA_SEVERITIES: dict[str, Severity | None] = {**SEVERITIES, "proposal": None}
ALL_AMOUNTS = "*"
OWN_ROW = "."
NOT_IN_TABLES, NOT_IN_COLUMNS, NOT_IN_ROWS = "!.{}#", "!.{}#@*", "!{}#@*"
"""Characters that mean something else in addresses and formulas."""
UNITS = {ValueType.AMOUNT: "万元", ValueType.PERCENTAGE: "%"}


def read_table(entry: Entry, lists: Mapping[str, Node]) -> Table:
    """Read one table; `lists` are the pack's named lists of rows."""
    table_id = _name(entry, "表名", NOT_IN_TABLES)
    view = entry.choice("view", VIEWS, "grid")
    sides = [
        _side(item, table_id, _name(item, "表的一侧的名称", NOT_IN_TABLES), lists)
        for item in entry.entries("sides", "表的一侧")
    ]
    if not sides and (columns := entry.nodes("columns")):
        sides = [_build_side(table_id, "", columns, entry.nodes("rows"), lists, entry)]
    choice = entry.parsed("shape_choice", _shape_choice)
    table = Table(
        id=table_id,
        title=entry.text("title", table_id),
        view=view,
        sides=tuple(sides),
        fields=tuple(_column(item) for item in entry.entries("fields", "填报项")),
        position=entry.position,
        number=entry.text("number", ""),
        unit_line=entry.text("unit_line", ""),
        note=entry.text("note", ""),
        published=entry.flag("published", default=True),
        landscape=entry.flag("landscape"),
        total_label=entry.texts("total_label"),
        shapes=tuple(read_shape(item) for item in entry.entries("shapes", "表样")),
        shape_choice=choice if isinstance(choice, Address) else None,
        shape_column=choice if isinstance(choice, str) else "",
        help=entry.text("help", ""),
        carry=entry.parsed("carry", _table_carry),
    )
    entry.done()
    return table


def _table_carry(text: str) -> Carrying:
    if text not in CARRYINGS:
        raise ValueError(f"表的 carry 应为 {'、'.join(CARRYINGS)} 之一，写的是“{text}”")
    return CARRYINGS[text]


def _shape_choice(text: str) -> Address | str:
    """An address, or ``.column``: a column of the card's own row."""
    return text[1:] if text.startswith(OWN_ROW) else Address.parse(text)


def _name(entry: Entry, what: str, forbidden: str) -> str:
    name = entry.text("id")
    if set(name) & set(forbidden):
        entry.problem(f"{what}“{name}”里不能有 {' '.join(forbidden)}")
    return name


def _side(entry: Entry, table: str, side_id: str, lists: Mapping[str, Node]) -> Side:
    side = _build_side(table, side_id, entry.nodes("columns"), entry.nodes("rows"), lists, entry)
    entry.done()
    return side


def _build_side(
    table: str,
    side_id: str,
    columns: tuple[Node, ...],
    rows: tuple[Node, ...],
    lists: Mapping[str, Node],
    parent: Entry,
) -> Side:
    read_columns = tuple(_column(Entry(node, parent.problems, "列")) for node in columns)
    read_rows: list[FixedRow | RepeatedRows] = []
    for node in rows:
        read_rows.extend(_rows(Entry(node, parent.problems, "行"), read_columns, lists))
    if sum(isinstance(row, RepeatedRows) for row in read_rows) > 1:
        parent.problem("表的一侧只能有一处重复行（repeat）")
    return Side(table, side_id, read_columns, tuple(read_rows))


def _column(entry: Entry) -> Column:
    column_id = _name(entry, "列名", NOT_IN_COLUMNS)
    value_type = entry.choice("type", TYPES, "amount")
    header = entry.texts("header")
    headers = tuple(_texts(node, entry.problems) for node in entry.nodes("headers")) or ((header,) if header else ())
    widths = _widths(entry)
    choices = entry.texts("choices")
    column = Column(
        id=column_id,
        title=entry.text("title", column_id),
        type=value_type,
        position=entry.position,
        headers=headers,
        formula=_formula(entry, "formula"),
        unit=entry.text("unit", UNITS.get(value_type, "")),
        help=entry.text("help", ""),
        choices=choices,
        catalogue=entry.text("catalogue", ""),
        required=entry.parsed("required", parse),
        widths=widths or (10,) * max(len(headers), 1),
        default=entry.text("default", choices[0] if choices and value_type is ValueType.CHOICE else ""),
        carry=entry.parsed("carry", carry_rule),
    )
    if value_type is ValueType.CHOICE and not column.choices:
        entry.problem(f"“{column_id}”是选项（choice），应写出可选的 choices")
    if value_type is ValueType.CHOICE and column.default not in column.choices:
        entry.problem(f"“{column_id}”的 default “{column.default}”不在 choices 里")
    if value_type is ValueType.CODE and not column.catalogue:
        entry.problem(f"“{column_id}”是科目编码（code），应写明科目表 catalogue")
    if headers and len(column.widths) != len(headers):
        entry.problem(f"“{column_id}”有{len(headers)}个印出的列，widths 却写了{len(column.widths)}个")
    entry.done()
    return column


def _widths(entry: Entry) -> tuple[int, ...]:
    position = entry.where("widths")
    texts = entry.texts("widths")
    if not all(text.isdecimal() and int(text) for text in texts):
        entry.problem(f"“widths”应是大于零的整数，写的是“{'、'.join(texts)}”", position)
        return ()
    return tuple(map(int, texts))


def _texts(node: Node, problems: Problems) -> tuple[str, ...]:
    if isinstance(node.content, tuple) and all(isinstance(item.content, str) for item in node.content):
        return tuple(str(item.content) for item in node.content)
    problems.add(node.position, f"表头应是从上到下各级文字的列表，这里是{node.kind}")
    return ()


def _formula(entry: Entry, key: str) -> Formula | None:
    node = entry.node(key)
    return None if node is None else _read_formula(node, entry.problems)


def _read_formula(node: Node, problems: Problems) -> Formula | None:
    """A formula is its expression, or ``{is: expression, title: …, severity: …}``, or has ``cases`` for ``is``."""
    if isinstance(node.content, str):
        expression = _parsed(node.content, node, problems)
        return Formula(expression, "", Severity.ERROR, node.position) if expression is not None else None
    entry = Entry(node, problems, "公式")
    title = entry.text("title", "")
    severity = entry.choice("severity", FORMULA_SEVERITIES, "error")
    named = next(name for name, meant in FORMULA_SEVERITIES.items() if meant is severity)
    cases = [_case(case, named) for case in entry.entries("cases", "公式的一种情况")]
    expression = _by_cases(cases, entry) if cases else _parsed(entry.text("is"), node, problems)
    entry.done()
    if expression is None:
        return None
    own = any(case.severity is not severity for case in cases)
    by_case = tuple((case.when, case.severity) for case in cases) if own else ()
    return Formula(expression, title, severity, node.position, by_case)


def _parsed(source: str, node: Node, problems: Problems) -> Expression | None:
    if not source:
        return None
    try:
        return parse(source)
    except ValueError as error:
        problems.add(node.position, str(error))
        return None


@dataclass(frozen=True)
class _Case:
    """One of the cases of a formula: what counts while its condition holds, and how grave another value then is."""

    when: Expression | None
    then: Expression | None
    severity: Severity | None
    position: Position


def _case(entry: Entry, severity: str) -> _Case:
    """Read one case; its ``id`` only tells which one an extending pack states anew."""
    entry.text("id", "")
    own = entry.choice("severity", FORMULA_SEVERITIES, severity)
    case = _Case(entry.parsed("when", parse), entry.parsed("is", parse), own, entry.position)
    entry.done()
    return case


def _by_cases(cases: list[_Case], formula: Entry) -> Expression | None:
    """One expression of several cases: the first whose condition holds counts, the last has none."""
    chosen: Expression | None = None
    for number, case in enumerate(reversed(cases)):
        if (case.when is None) != (number == 0):
            formula.problem("各种情况（cases）都要写条件 when，只有最后一种不写", case.position)
            return None
        if case.then is None:
            return None
        chosen = case.then if case.when is None or chosen is None else Call("if", (case.when, case.then, chosen))
    return chosen


def _rows(entry: Entry, columns: tuple[Column, ...], lists: Mapping[str, Node]) -> list[FixedRow | RepeatedRows]:
    position = entry.where("list")
    if name := entry.text("list", ""):
        formulas = _formulas(entry, columns)
        kind = entry.choice("kind", ROW_KINDS, "detail")
        carry = _row_carry(entry, columns)
        entry.done()
        if name not in lists or not isinstance(lists[name].content, tuple):
            entry.problem(f"没有名为“{name}”的列表（lists）", position)
            return []
        items = [Entry(node, entry.problems, "列表的行") for node in lists[name].content if isinstance(node, Node)]
        return [_fixed(item, kind, formulas, carry) for item in items]
    if key := entry.text("repeat", ""):
        return [_repeated(entry, key, columns)]
    formulas = _formulas(entry, columns)
    return [_fixed(entry, entry.choice("kind", ROW_KINDS, "detail"), formulas, _row_carry(entry, columns))]


def _row_carry(entry: Entry, columns: tuple[Column, ...]) -> Mapping[str, CarryRule]:
    """What a row takes from last year's document, by column."""
    rules: dict[str, CarryRule] = {}
    for name, node in entry.pairs("carry"):
        if name not in [column.id for column in columns]:
            entry.problem(f"carry 写给了不存在的列“{name}”", node.key_position)
            continue
        try:
            rules[name] = carry_rule(node.content if isinstance(node.content, str) else "")
        except ValueError as error:
            entry.problem(f"“{name}”的 carry {error}", node.position)
    return rules


def _fixed(entry: Entry, kind: RowKind, formulas: Mapping[str, Formula], carry: Mapping[str, CarryRule]) -> FixedRow:
    label = entry.text("label")
    row = FixedRow(
        id=_name(entry, "行名", NOT_IN_ROWS),
        label=label,
        kind=kind,
        formulas=formulas,
        title=entry.text("title", compact(label)),
        indent=entry.whole("indent", 0),
        beside=entry.text("beside", ""),
        carry=carry,
    )
    entry.done()
    return row


def _repeated(entry: Entry, key: str, columns: tuple[Column, ...]) -> RepeatedRows:
    if key not in [column.id for column in columns]:
        entry.problem(f"重复行的关键列“{key}”不在本侧的列里")
    carry = entry.node("carry")
    rows = RepeatedRows(
        key=key,
        position=entry.position,
        follows=tuple(map(RowList.parse, entry.texts("follows"))),
        where=entry.parsed("where", parse),
        parent=entry.text("parent", ""),
        named_by=entry.text("named_by", ""),
        formulas=_formulas(entry, columns),
        subtotals=_formulas(entry, columns, "subtotals"),
        carry=carried_rows(carry, entry.problems) if carry is not None else None,
    )
    if rows.named_by and rows.named_by not in [column.id for column in columns]:
        entry.problem(f"重复行的名称列（named_by）“{rows.named_by}”不在本侧的列里")
    of_codes = any(column.id == key and column.type is ValueType.CODE for column in columns)
    if rows.subtotals and not of_codes:
        entry.problem(f"类、款小计（subtotals）只能用于以科目编码为行名的重复行，“{key}”不是科目编码")
    entry.done()
    return rows


def _formulas(entry: Entry, columns: tuple[Column, ...], kind: str = "formulas") -> Mapping[str, Formula]:
    """Formulas by column; ``*`` stands for every column of amounts that is not named."""
    formulas: dict[str, Formula] = {}
    for name, node in entry.pairs(kind):
        targets = [name]
        if name == ALL_AMOUNTS:
            targets = [column.id for column in columns if column.type is ValueType.AMOUNT]
        elif name not in [column.id for column in columns]:
            entry.problem(f"公式写给了不存在的列“{name}”", node.key_position)
            continue
        for target in targets:
            formula = _read_formula(node, entry.problems)
            if formula is not None and (name != ALL_AMOUNTS or target not in formulas):
                formulas[target] = formula
    return formulas
