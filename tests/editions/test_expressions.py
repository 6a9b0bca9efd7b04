"""The language of formulas: what each way of writing means, and where a wrong one is wrong."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.editions.expressions import (
    FUNCTIONS,
    Call,
    Comparison,
    Condition,
    Either,
    Expression,
    ExpressionError,
    Number,
    Operation,
    Reference,
    RowKey,
    Text,
    Year,
    parse,
    references,
)

A, B, C = (Reference("", "", name) for name in "甲乙丙")


@pytest.mark.parametrize(
    ("source", "meaning"),
    [
        ("3.50", Number(Decimal("3.50"))),
        ("'成本指标'", Text("成本指标")),
        ("''", Text("")),
        ("#", RowKey()),
        ("year", Year(0)),
        ("last_year", Year(1)),
        ("year.甲", Reference("", "year", "甲")),
        (".甲", A),
        ("合计.甲", Reference("", "合计", "甲")),
        ("合计.@", Reference("", "合计", "@")),
        ("201.甲", Reference("", "201", "甲")),
        ("单位!全称", Reference("单位", "", "全称")),
        ("表三!合计.基本支出", Reference("表三", "合计", "基本支出")),
        ("表三!201.基本支出", Reference("表三", "201", "基本支出")),
        ("表一!100万元以上.2021年", Reference("表一", "100万元以上", "2021年")),
        ("对企业补助（基本建设）.甲", Reference("", "对企业补助（基本建设）", "甲")),
        (" .甲 ", A),
    ],
)
def test_an_operand_is_read(source: str, meaning: Expression) -> None:
    assert parse(source) == meaning


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("sum(*.@)", Reference("", "*", "@")),
        ("sum(表三!*.合计)", Reference("表三", "*", "合计")),
        ("sum(表三!{科目=.甲}.合计)", Reference("表三", "*", "合计", (Condition("科目", "=", A),))),
        ("sum(表三!{科目~#}.合计)", Reference("表三", "*", "合计", (Condition("科目", "~", RowKey()),))),
        (
            "sum({#=#, 科目~'301'}.合计)",
            Reference("", "*", "合计", (Condition("#", "=", RowKey()), Condition("科目", "~", Text("301")))),
        ),
    ],
)
def test_a_selection_of_rows_is_read(source: str, rows: Reference) -> None:
    assert parse(source) == Call("sum", (rows,))


@pytest.mark.parametrize(
    ("source", "meaning"),
    [
        (".甲 - .乙 - .丙", Operation("-", Operation("-", A, B), C)),
        (".甲 + .乙 * .丙", Operation("+", A, Operation("*", B, C))),
        ("(.甲 + .乙) * .丙", Operation("*", Operation("+", A, B), C)),
        (".甲 + .乙 <= .丙", Comparison("<=", Operation("+", A, B), C)),
        (".甲 != ''", Comparison("!=", A, Text(""))),
        (".甲 and .乙 and .丙", Either("and", (A, B, C))),
        (".甲 or (.乙 and .丙)", Either("or", (A, Either("and", (B, C))))),
        ("if(.甲 > 0, .乙, '')", Call("if", (Comparison(">", A, Number(Decimal(0))), B, Text("")))),
        ("growth(.甲, .乙)", Call("growth", (A, B))),
    ],
)
def test_operators_bind_as_in_arithmetic(source: str, meaning: Expression) -> None:
    assert parse(source) == meaning


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("", "结尾处应有更多内容"),
        (".甲 +", "结尾处应有更多内容"),
        (".甲 .乙", "第4个字符“.”处应为运算符或结尾"),
        (".甲 + * 2", "第8个字符“2”处应为“.”"),
        ("表三!.甲", "第4个字符“.”处应为行名、“*”或“{”"),
        ("表三", "结尾处应有“.”"),
        (".甲 = .乙 = .丙", "第9个字符“=”处应为运算符或结尾"),
        (".甲 and .乙 or .丙", "第11个字符“or”处应为运算符或结尾"),
        (".甲 & .乙", "第4个字符“&”处应为运算符或结尾"),
        (".甲 +   'abc", "第8个字符处读不懂"),
        ("(.甲 + .乙", "结尾处应有“)”"),
        ("总和(.甲)", "函数“总和”不存在，可用的有：sum、count"),
        ("if(.甲, .乙)", "函数“if”应有3个参数，写了2个"),
        ("sum({=.甲}.乙)", "第6个字符“=”处应为列名或“#”"),
        ("sum({科目!='1'}.乙)", "第8个字符“!=”处应为“=”或“~”"),
        ("sum({科目=.甲.乙)", "第11个字符“.”处应为“}”"),
        ("*.甲", "“*”或“{条件}”只能写在 sum 或 count 或 stated 里"),
        (".甲 + 表三!{科目='201'}.乙", "只能写在 sum 或 count 或 stated 里"),
        ("abs(表三!*.甲)", "只能写在 sum 或 count 或 stated 里"),
        ("sum(表三!{科目=表四!*.科目}.甲)", "只能写在 sum 或 count 或 stated 里"),
        ("sum(.甲 + .乙)", "sum 的括号内应是一个地址"),
        ("name('201')", "name 的括号内应是一个地址"),
        ("(" * 10_000, "括号套得太深"),
    ],
)
def test_a_wrong_expression_is_refused_with_place_and_expectation(source: str, problem: str) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(source)

    assert problem in str(refused.value)


@given(st.text(alphabet=".!*{}()#@+-/=<>~, '甲1sumifand") | st.text())
def test_every_text_is_read_or_refused(source: str) -> None:
    with contextlib.suppress(ExpressionError):
        assert parse(source) is not None


def test_all_references_of_an_expression_are_found() -> None:
    expression = parse("if(.甲 > 0 and 表三!合计.甲 = 1, sum(表七!{科目=.乙}.甲), abs(单位!丙))")

    found = [(reference.table, reference.column) for reference in references(expression)]

    assert found == [("", "甲"), ("表三", "甲"), ("表七", "甲"), ("", "乙"), ("单位", "丙")]


def test_references_within_conditions_can_be_left_out() -> None:
    expression = parse("sum(表七!{科目=.乙}.甲)")

    assert [reference.column for reference in references(expression, conditions=False)] == ["甲"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_wants_its_number_of_arguments(function: str) -> None:
    arguments = ", ".join([".甲"] * FUNCTIONS[function][0])

    assert isinstance(parse(f"{function}({arguments})"), Call)
