"""What is wrong with an edition's templates, found without a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Column, Edition, Position, Side, Table, ValueType, View
from disclosure_editor.editions.nodes import Problem
from disclosure_editor.narrative.environment import TemplateError, new_environment, read_source, template_path
from disclosure_editor.narrative.grammar import (
    ORDERS,
    PARTS,
    ROWS,
    ROWS_SIGNATURE,
    SLOTS,
    TESTS,
    YEARS,
    Argument,
    Signature,
)
from disclosure_editor.narrative.paragraph_lines import with_paragraph_marks
from disclosure_editor.narrative.rows import sides_named

Scope = Mapping[str, tuple[Side, ...]]
"""The rows that can be named at a place of a template: variables with the sides their rows come from."""

EXPECTED = "模板里只能有文字、{{ 取值 }}、{% if 条件 %}、{% for row in rows('表') %}"
_LOOP_TESTS = ("first", "last")


def check_templates(edition: Edition) -> list[Problem]:
    """The mistakes in an edition's templates, headings, unit lines and printed forms, each with its line."""
    problems: list[Problem] = []
    files = dict.fromkeys(section.template for section in edition.outline if section.template)
    for name in files:
        path = template_path(edition.templates, name)
        if path is not None:
            problems += _check_file(edition, path)
    for source, scope, position in _small_templates(edition):
        problems += _check_source(edition, source, scope, position)
    return problems


def _check_file(edition: Edition, path: Path) -> list[Problem]:
    environment = new_environment()
    try:
        source = read_source(path)
        with_paragraph_marks(environment, source)
        tree = environment.parse(source)
    except TemplateError as error:
        return [Problem(error.position, error.message)]
    except TemplateSyntaxError as error:
        return [Problem(Position(path, error.lineno), f"模板写法有误：{error.message}")]
    checker = _Checker(edition)
    checker.check(tree.body, {})
    return [Problem(Position(path, line), message) for line, message in checker.found]


def _check_source(edition: Edition, source: str, scope: Scope, position: Position) -> list[Problem]:
    environment: Environment = new_environment()
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        return [Problem(position, f"“{source}”写法有误：{error.message}")]
    checker = _Checker(edition)
    checker.check(tree.body, scope)
    return [Problem(position, f"“{source}”：{message}") for _, message in checker.found]


def _small_templates(edition: Edition) -> Iterator[tuple[str, Scope, Position]]:
    """The templates that the pack states itself, with the rows they can name and where they stand."""
    yield edition.document_title, {}, Position(edition.folder / "edition.yaml", 1)
    for table in edition.tables.values():
        yield table.unit_line, {}, table.position
        for source, scope in _cells(edition, table):
            yield source, scope, table.position
    for section in edition.outline:
        yield section.heading, {}, section.position


def _cells(edition: Edition, table: Table) -> Iterator[tuple[str, Scope]]:
    own: Scope = {"row": table.sides} if table.view is View.CARDS else {}
    for shape in table.shapes:
        for row in shape.rows:
            scope = {"row": sides_named(edition, row.each)} if row.each else own
            for cell in row.cells:
                yield cell.text, scope


class _Checker:
    """Walks one template.

    Attributes:
        found: lines and what is wrong there.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.found: list[tuple[int, str]] = []

    def check(self, body: Iterable[nodes.Node], scope: Scope, *, looped: bool = False) -> None:
        """Walk the nodes of a template or of one of its blocks."""
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        self._output(part, scope, looped)
                case nodes.If():
                    self._if(node, scope, looped)
                case nodes.For():
                    self._for(node, scope)
                case _:
                    self._problem(node, f"这里不能用 {type(node).__name__}；{EXPECTED}")

    def _problem(self, node: nodes.Node, message: str) -> None:
        self.found.append((node.lineno, message))

    def _if(self, node: nodes.If, scope: Scope, looped: bool) -> None:
        for branch in (node, *node.elif_):
            self._condition(branch.test, scope, looped)
            self.check(branch.body, scope, looped=looped)
        self.check(node.else_, scope, looped=looped)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        if node.else_ or node.recursive:
            self._problem(node, "循环里不能用 else 和 recursive")
        sides: tuple[Side, ...] = ()
        if _called(node.iter) == ROWS:
            assert isinstance(node.iter, nodes.Call)
            self._arguments(node.iter, ROWS, ROWS_SIGNATURE, scope, looped=False)
            sides = self._sides(node.iter.args[0]) if node.iter.args else ()
        else:
            self._problem(node, "循环应写作 {% for row in rows('表') %}")
        if not isinstance(node.target, nodes.Name):
            self._problem(node, "循环里的行应是一个名称，如 row")
            return
        inner = {**scope, node.target.name: sides}
        if node.test is not None:
            self._condition(node.test, inner, looped=False)
        self.check(node.body, inner, looped=True)

    def _output(self, node: nodes.Node, scope: Scope, looped: bool) -> None:
        name = _called(node)
        match node:
            case nodes.TemplateData():
                return
            case nodes.Name() if node.name in YEARS:
                return
            case nodes.Call() if name in SLOTS:
                self._arguments(node, name, SLOTS[name], scope, looped)
            case _ if looped and _is_loop(node, "index"):
                return
            case _:
                known = "、".join((*SLOTS, *YEARS, "loop.index"))
                self._problem(node, f"{{{{ }}}} 里应是取值：{known}；这里是{_described(node)}")

    def _condition(self, node: nodes.Node, scope: Scope, looped: bool) -> None:
        name = _called(node)
        match node:
            case nodes.And() | nodes.Or():
                self._condition(node.left, scope, looped)
                self._condition(node.right, scope, looped)
            case nodes.Not():
                self._condition(node.node, scope, looped)
            case nodes.Call() if name in TESTS:
                self._arguments(node, name, TESTS[name], scope, looped)
                if name == "any_row":
                    self._column_of_table(node)
            case _ if looped and any(_is_loop(node, test) for test in _LOOP_TESTS):
                return
            case _:
                known = "、".join(TESTS)
                self._problem(node, f"条件应由 {known} 以 and、or、not 组成；这里是{_described(node)}")

    def _arguments(self, call: nodes.Call, name: str, signature: Signature, scope: Scope, looped: bool) -> None:
        given: dict[str, nodes.Expr] = {p.name: argument for p, argument in zip(signature, call.args, strict=False)}
        parameters = {parameter.name: parameter for parameter in signature}
        if len(call.args) > len(signature) or call.dyn_args is not None or call.dyn_kwargs is not None:
            self._problem(call, f"“{name}”最多有{len(signature)}个参数")
        for keyword in call.kwargs:
            if keyword.key not in parameters or keyword.key in given:
                self._problem(call, f"“{name}”没有参数“{keyword.key}”，或写了两次")
            else:
                given[keyword.key] = keyword.value
        for parameter in signature:
            argument = given.get(parameter.name)
            if argument is not None:
                self._argument(argument, name, parameter.argument, scope, looped)
            elif parameter.required:
                self._problem(call, f"“{name}”缺少参数：{parameter.argument.value}")

    def _argument(self, node: nodes.Expr, name: str, wanted: Argument, scope: Scope, looped: bool) -> None:
        is_row = isinstance(node, nodes.Name) and node.name in scope
        match wanted:
            case Argument.ROW if is_row:
                return
            case Argument.ROW_OR_CODE if is_row:
                return
            case Argument.CELL | Argument.NUMBER | Argument.CODE | Argument.ROW_OR_CODE:
                self._cell(node, name, wanted, scope)
            case Argument.COUNTER if looped and _is_loop(node, "index"):
                return
            case Argument.TABLE if isinstance(node, nodes.Const) and isinstance(node.value, str):
                if not self._sides(node):
                    self._problem(node, f"没有可列出各行的表“{node.value}”")
            case Argument.PART if isinstance(node, nodes.Const) and node.value in PARTS:
                return
            case Argument.ORDER if isinstance(node, nodes.Const) and node.value in ORDERS:
                return
            case Argument.TEXT | Argument.COLUMN if isinstance(node, nodes.Const) and isinstance(node.value, str):
                return
            case _:
                self._problem(node, f"“{name}”的参数应是{wanted.value}；这里是{_described(node)}")

    def _cell(self, node: nodes.Expr, name: str, wanted: Argument, scope: Scope) -> None:
        columns = self._columns(node, scope)
        if columns is None:
            self._problem(node, f"“{name}”的参数应是{wanted.value}；这里是{_described(node)}")
            return
        for column in columns:
            if wanted is Argument.NUMBER and not column.type.numeric:
                self._problem(node, f"“{name}”要取数字，“{column.id}”不是数字")
            if wanted in (Argument.CODE, Argument.ROW_OR_CODE) and column.type is not ValueType.CODE:
                self._problem(node, f"“{name}”要取科目编码，“{column.id}”不是科目编码")

    def _columns(self, node: nodes.Expr, scope: Scope) -> list[Column] | None:
        """The columns that an address belongs to, missing ones reported; None for what is no address."""
        match node:
            case nodes.Const(value=str() as text):
                return self._constant(node, text)
            case nodes.Getattr(node=nodes.Name(name=row), attr=str() as name) if row in scope:
                return self._row_columns(node, scope[row], name)
            case nodes.Getitem(node=nodes.Name(name=row), arg=nodes.Const(value=str() as name)) if row in scope:
                return self._row_columns(node, scope[row], name)
        return None

    def _constant(self, node: nodes.Const, text: str) -> list[Column]:
        try:
            address = Address.parse(text)
        except ValueError as error:
            self._problem(node, str(error))
            return []
        column = self._edition.column(address)
        fixed = not address.row or any(address.row in side.fixed for side in self._edition.sides_for(address))
        if column is None or not fixed:
            self._problem(node, f"没有“{text}”这个地址")
            return []
        return [column]

    def _row_columns(self, node: nodes.Expr, sides: tuple[Side, ...], name: str) -> list[Column]:
        for side in sides:
            if name not in side.by_id:
                self._problem(node, f"“{side.row_list}”没有“{name}”列")
        return [side.by_id[name] for side in sides if name in side.by_id]

    def _column_of_table(self, call: nodes.Call) -> None:
        match call.args:
            case [nodes.Const() as table, nodes.Const(value=str() as column)]:
                self._row_columns(call, self._sides(table), column)

    def _sides(self, node: nodes.Expr) -> tuple[Side, ...]:
        named = node.value if isinstance(node, nodes.Const) else None
        return sides_named(self._edition, named) if isinstance(named, str) else ()


def _called(node: nodes.Node) -> str:
    """The name of the function that a node calls; empty where it calls none by name."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        return node.node.name
    return ""


def _is_loop(node: nodes.Node, attribute: str) -> bool:
    match node:
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=found):
            return bool(found == attribute)
    return False


def _described(node: nodes.Node) -> str:
    """What a node is, as the pack's author wrote it where that is simple."""
    match node:
        case nodes.Call():
            return f"“{_called(node)}(…)”" if _called(node) else "一次调用"
        case nodes.Name(name=name):
            return f"“{name}”"
        case nodes.Const(value=value):
            return f"“{value}”"
        case nodes.Filter(name=name):
            return f"过滤器“{name}”"
        case nodes.Getattr(attr=attribute):
            return f"“….{attribute}”"
    return f"一个 {type(node).__name__}"
