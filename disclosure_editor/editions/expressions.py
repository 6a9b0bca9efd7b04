"""The expressions of an edition pack: what a cell is computed from and what a check compares.

    .基本支出 + .项目支出                     cells of the same row
    合计.@                                    another row, the same column
    sum(*.@)                                  all detail rows of this side of the table, the same column
    sum(表七!{科目=.科目}.项目支出合计)         rows of another table whose 科目 is this row's
    sum(表三!{科目~#}.合计)                    rows whose 科目 begins with this row's name
    单位!简称                                  a field

`#` is the current row's name, `@` the current column; ``year`` and ``last_year`` are the document's years. Conditions
in braces are joined with commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn


@dataclass(frozen=True)
class Number:
    """A literal amount."""

    value: Decimal


@dataclass(frozen=True)
class Text:
    """A literal text."""

    value: str


@dataclass(frozen=True)
class Year:
    """``year``, ``last_year``: the document's year less `before`, as a text."""

    before: int


@dataclass(frozen=True)
class RowKey:
    """`#`: the name of the current row."""


@dataclass(frozen=True)
class Condition:
    """What a selected row must fulfil: its `column` equals (``=``) or begins with (``~``) a value.

    Attributes:
        column: a column of the selected rows; ``#`` stands for their name.
    """

    column: str
    operator: str
    value: Expression


@dataclass(frozen=True)
class Reference:
    """Cells of a table.

    Attributes:
        table: empty for the current one.
        row: a row's name; empty for the current row (or a field); ``*`` for all detail rows.
        conditions: for a selection of rows in braces; the row is then ``*``.
        column: ``@`` for the current one.
    """

    table: str
    row: str
    column: str
    conditions: tuple[Condition, ...] = ()

    @property
    def many(self) -> bool:
        """Whether it names several cells."""
        return self.row == "*"


@dataclass(frozen=True)
class Operation:
    """Two operands and one of ``+ - * /``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Call:
    """A function of `FUNCTIONS` and its arguments."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class Comparison:
    """Two sides and one of ``= != <= >= < >``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Either:
    """Comparisons joined by ``and`` or ``or``."""

    operator: str
    terms: tuple[Expression, ...]


Expression = Number | Text | Year | RowKey | Reference | Operation | Call | Comparison | Either

YEARS = {"year": 0, "last_year": 1}
"""The names of years: how many years before the document's they are."""

FUNCTIONS = {
    "sum": (1, "各行之和"),
    "count": (1, "行数"),
    "share": (2, "占比（百分数，保留两位）"),
    "growth": (2, "增长率（百分数，保留两位）"),
    "amount": (1, "文字中的金额"),
    "value": (1, "文字中的数，不论单位"),
    "unit": (1, "文字中的数的单位"),
    "sign": (1, "文字中的比较符号"),
    "date": (1, "文字中的日期，如20241231"),
    "items": (1, "用顿号等分开的项数"),
    "has": (2, "文字里有后面的某个词（1）或都没有（0）"),
    "begins": (2, "文字以后面的某个词开头（1）或不是（0）"),
    "name": (1, "科目名称"),
    "if": (3, "条件成立时取前者，否则取后者"),
    "stated": (1, "已填（1）或未填（0）"),
    "decimals": (1, "所填的数有几位小数，没有填为2"),
    "abs": (1, "绝对值"),
    "min": (2, "较小的数"),
    "max": (2, "较大的数"),
    "round": (2, "四舍五入到几位小数"),
    "truncate": (2, "去尾到几位小数"),
}
"""The functions by name: how many arguments they take, and what they give, in the officer's words."""

OF_MORE = ("has", "begins", "min", "max")
"""The functions that take further arguments of the last one's sort."""

OF_ROWS = ("sum", "count", "stated")
"""The functions that take several rows; nothing else does."""

OF_REFERENCES = (*OF_ROWS, "decimals", "name")
"""The functions that ask for an address and not for a value."""


class ExpressionError(ValueError):
    """An expression that cannot be read; the message says where and what was expected, in Chinese."""


_TOKEN = re.compile(
    r"(?:(?P<number>\d+(?:\.\d+)?(?![^\s!.{}()+\-*/=<>,'~@#]))|(?P<text>'[^']*')|(?P<compare><=|>=|!=|=|<|>|~)"
    r"|(?P<mark>[!.{}()+\-*/,@#])|(?P<name>[^\s!.{}()+\-*/=<>,'~@#]+))"
)


def parse(source: str) -> Expression:
    """Read one expression, a comparison included.

    Raises:
        ExpressionError: it cannot be read.
    """
    try:
        return _Parser(source).whole()
    except RecursionError:
        raise ExpressionError("括号套得太深") from None


def references(expression: Expression, *, conditions: bool = True) -> Iterator[Reference]:
    """Every reference in an expression, those within conditions on rows included where `conditions`."""
    match expression:
        case Reference():
            yield expression
            for condition in expression.conditions if conditions else ():
                yield from references(condition.value)
        case Operation(_, left, right) | Comparison(_, left, right):
            yield from references(left, conditions=conditions)
            yield from references(right, conditions=conditions)
        case Call(_, arguments) | Either(_, arguments):
            for argument in arguments:
                yield from references(argument, conditions=conditions)


class _Parser:
    """A recursive-descent reader of one expression."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens: list[tuple[str, str, int]] = []
        position = len(source) - len(source.lstrip())
        while position < len(source):
            match = _TOKEN.match(source, position)
            if match is None:
                raise ExpressionError(f"“{source}”第{position + 1}个字符处读不懂")
            kind = match.lastgroup or ""
            self._tokens.append((kind, match[kind], match.start(kind)))
            position = match.end()
            position += len(source[position:]) - len(source[position:].lstrip())
        self._next = 0

    def whole(self) -> Expression:
        expression = self._either()
        if self._next < len(self._tokens):
            self._fail("运算符或结尾")
        self._require_single(expression)
        return expression

    def _require_single(self, expression: Expression) -> None:
        """Refuse several rows where one value is wanted, and a value where a function wants an address."""
        match expression:
            case Reference(many=True):
                raise ExpressionError(f"“{self._source}”里代表多行的“*”或“{{条件}}”只能写在 {' 或 '.join(OF_ROWS)} 里")
            case Call(function, (Reference() as argument,)) if function in OF_ROWS or not argument.many:
                for condition in argument.conditions:
                    self._require_single(condition.value)
            case Call(function, _) if function in OF_REFERENCES:
                raise ExpressionError(f"“{self._source}”里 {function} 的括号内应是一个地址")
            case Operation(_, left, right) | Comparison(_, left, right):
                self._require_single(left)
                self._require_single(right)
            case Call(_, operands) | Either(_, operands):
                for operand in operands:
                    self._require_single(operand)

    def _peek(self, *texts: str) -> bool:
        return self._next < len(self._tokens) and self._tokens[self._next][1] in texts

    def _take(self) -> tuple[str, str]:
        if self._next >= len(self._tokens):
            self._fail("更多内容")
        kind, text, _ = self._tokens[self._next]
        self._next += 1
        return kind, text

    def _expect(self, text: str) -> None:
        if not self._peek(text):
            self._fail(f"“{text}”")
        self._next += 1

    def _fail(self, expected: str) -> NoReturn:
        if self._next < len(self._tokens):
            _, text, position = self._tokens[self._next]
            raise ExpressionError(f"“{self._source}”第{position + 1}个字符“{text}”处应为{expected}")
        raise ExpressionError(f"“{self._source}”的结尾处应有{expected}")

    def _either(self) -> Expression:
        term = self._comparison()
        if not self._peek("and", "or"):
            return term
        terms, operator = [term], self._tokens[self._next][1]
        while self._peek(operator):
            self._next += 1
            terms.append(self._comparison())
        return Either(operator, tuple(terms))

    def _comparison(self) -> Expression:
        left = self._sum()
        if not self._peek("=", "!=", "<=", ">=", "<", ">"):
            return left
        _, operator = self._take()
        return Comparison(operator, left, self._sum())

    def _sum(self) -> Expression:
        left = self._product()
        while self._peek("+", "-"):
            _, operator = self._take()
            left = Operation(operator, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._operand()
        while self._peek("*", "/"):
            _, operator = self._take()
            left = Operation(operator, left, self._operand())
        return left

    def _operand(self) -> Expression:
        if self._peek("("):
            self._next += 1
            inner = self._either()
            self._expect(")")
            return inner
        if self._peek("."):
            self._next += 1
            return Reference("", "", self._column())
        if self._peek("*", "{"):
            return self._rows("")
        if self._peek("#"):
            self._next += 1
            return RowKey()
        kind, text = self._take()
        if kind == "text":
            return Text(text[1:-1])
        if kind == "number" and not self._peek(".", "!"):
            return Number(Decimal(text))
        if text in YEARS and not self._peek(".", "!", "("):
            return Year(YEARS[text])
        if kind in ("name", "number"):
            return self._named(text)
        self._next -= 1
        self._fail("地址、数字或函数")

    def _named(self, name: str) -> Expression:
        if self._peek("("):
            return self._call(name)
        if self._peek("!"):
            self._next += 1
            return self._rows(name)
        self._expect(".")
        return Reference("", name, self._column())

    def _call(self, function: str) -> Call:
        if function not in FUNCTIONS:
            raise ExpressionError(f"“{self._source}”中的函数“{function}”不存在，可用的有：{'、'.join(FUNCTIONS)}")
        self._expect("(")
        arguments = [self._either()]
        while self._peek(","):
            self._next += 1
            arguments.append(self._either())
        self._expect(")")
        wanted = FUNCTIONS[function][0]
        if len(arguments) < wanted or (len(arguments) > wanted and function not in OF_MORE):
            least = "至少" if function in OF_MORE else ""
            raise ExpressionError(
                f"“{self._source}”中的函数“{function}”应有{least}{wanted}个参数，写了{len(arguments)}个"
            )
        return Call(function, tuple(arguments))

    def _rows(self, table: str) -> Reference:
        conditions: tuple[Condition, ...] = ()
        if self._peek("{"):
            conditions = self._conditions()
            row = "*"
        elif self._peek("*"):
            self._next += 1
            row = "*"
        else:
            kind, row = self._take()
            if kind not in ("name", "number"):
                self._next -= 1
                self._fail("行名、“*”或“{”")
            if not self._peek("."):
                return Reference(table, "", row)
        self._expect(".")
        return Reference(table, row, self._column(), conditions)

    def _conditions(self) -> tuple[Condition, ...]:
        self._expect("{")
        conditions = [self._condition()]
        while self._peek(","):
            self._next += 1
            conditions.append(self._condition())
        self._expect("}")
        return tuple(conditions)

    def _condition(self) -> Condition:
        kind, column = self._take()
        if kind not in ("name", "number") and column != "#":
            self._next -= 1
            self._fail("列名或“#”")
        _, operator = self._take()
        if operator not in ("=", "~"):
            self._next -= 1
            self._fail("“=”或“~”")
        return Condition(column, operator, self._operand())

    def _column(self) -> str:
        kind, text = self._take()
        if kind in ("name", "number") or text == "@":
            return text
        self._next -= 1
        self._fail("列名")
