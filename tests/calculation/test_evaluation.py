"""What each function and operator of a formula gives."""

from decimal import Decimal

import pytest

from disclosure_editor.calculation.evaluation import Context, Quantity, is_true, same_text
from disclosure_editor.editions.expressions import parse
from tests.calculation.conftest import Book

ROW = Context("支出", "", "2080505", "基本")


@pytest.fixture
def filled(book: Book) -> Book:
    """Two subjects with basic expenditure, two projects under one of them, and a row without a subject."""
    book.put(
        {
            "支出!2080505.基本": "10.5",
            "支出!2110101.基本": "20",
            "支出!#1.基本": "1",
            "项目!甲.科目": "2110101",
            "项目!甲.金额": "3",
            "项目!乙.科目": "2110101",
            "项目!乙.金额": "4",
            "项目!丙.金额": "100",
            "单位!全称": "某中心",
            "单位!人数": "12",
            "单位!备注": "≤85.5万元",
        },
        {"支出": "2080505 2110101 #1", "项目": "甲 乙 丙"},
    )
    return book


def test_the_documents_years_are_texts(filled: Book) -> None:
    assert value(filled, "year + '年1月-12月'") == "2021年1月-12月"
    assert value(filled, "last_year") == "2020"


def value(book: Book, source: str, context: Context = ROW) -> Quantity | str:
    return book.evaluate(parse(source), context)


@pytest.mark.parametrize(
    ("source", "amount"),
    [
        (".基本", "10.5"),
        ("总计.基本", "31.5"),
        ("总计.@", "31.5"),
        ("sum(*.@)", "31.5"),
        ("sum(*.基本)", "31.5"),
        ("sum(项目!*.金额)", "107"),
        ("sum(项目!{科目='2110101'}.金额)", "7"),
        ("sum(项目!{科目=2110101}.金额)", "7"),
        ("sum(项目!{科目~'211'}.金额)", "7"),
        ("sum(项目!{科目~'21'}.金额)", "7"),
        ("sum(项目!{金额=3.00}.金额)", "3"),
        ("sum(项目!{#='甲'}.金额)", "3"),
        ("sum(支出!{#=#}.基本)", "10.5"),
        ("count(项目!*.项目名)", "3"),
        ("count(项目!*.科目)", "2"),
        ("count(项目!{科目='9'}.科目)", "0"),
        ("share(.基本, 总计.基本)", "33.33"),
        ("growth(.基本, 2)", "425.00"),
        ("growth(2, .基本)", "-80.95"),
        ("growth(.基本, 0)", "100"),
        ("growth(0 - 1, 0)", "-100"),
        ("growth(0, 0)", "0"),
        ("amount(单位!备注)", "85.5"),
        ("amount(.基本)", "10.5"),
        ("stated(.基本)", "1"),
        ("stated(.合计)", "0"),
        ("abs(0 - .基本)", "10.5"),
        ("if(.基本 > 10, 1, 2)", "1"),
        ("if(.基本 > 10 and .项目 > 0, 1, 2)", "2"),
        ("if(.基本 > 10 or .项目 > 0, 1, 2)", "1"),
        (".基本 + .项目 * 2", "10.5"),
        ("(.基本 - 0.5) / 4", "2.5"),
        ("单位!人数 - 2", "10"),
    ],
)
def test_an_amount_is_computed(filled: Book, source: str, amount: str) -> None:
    result = value(filled, source)

    assert isinstance(result, Quantity)
    assert result.amount == Decimal(amount)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("name(.科目)", "养老保险"),
        ("#", "2080505"),
        (".科目", "2080505"),
        ("单位!全称", "某中心"),
        ("if(.基本 = 0, '空表', '')", ""),
        ("'说明：' + 单位!全称 + '无此项支出。'", "说明：某中心无此项支出。"),
    ],
)
def test_a_text_is_given(filled: Book, source: str, text: str) -> None:
    assert value(filled, source) == text


@pytest.mark.parametrize(
    "source",
    [
        ".项目",  # no project of this subject
        "sum(项目!{科目='9'}.金额)",
        "share(.基本, .项目)",
        "share(.基本, 0)",
        "growth(.基本, .项目)",
        ".基本 / 0",
        ".基本 * .项目",
        "amount(单位!全称)",
        "sum(项目!{科目=收入!2080505.基金}.金额)",
    ],
)
def test_where_something_is_not_entered_there_is_no_amount(filled: Book, source: str) -> None:
    result = value(filled, source)

    assert isinstance(result, Quantity)
    assert result.amount is None


def test_growth_from_zero_is_unknown_where_the_edition_names_no_figure(filled: Book) -> None:
    from dataclasses import replace

    options = replace(filled.edition.options, zero_base=None)
    book = Book(replace(filled.edition, options=options), filled.disclosure, filled.catalogues)

    assert value(book, "growth(.基本, 0)") == Quantity(None)


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (".基本", 1),
        ("总计.基本", 3),
        (".基本 + 总计.基本", 4),
        (".基本 - 总计.基本", 4),
        ("总计.基本 + 0", 3),
        ("share(.基本, 总计.基本)", 2),
        ("支出!2110101.合计", 3),
    ],
)
def test_the_stated_figures_behind_an_amount_are_counted(filled: Book, source: str, parts: int) -> None:
    result = value(filled, source)

    assert isinstance(result, Quantity)
    assert result.parts == parts


def test_a_stated_zero_is_no_part_that_could_have_been_rounded(filled: Book) -> None:
    filled.put({"支出!2110101.基本": "0"})

    assert value(filled, "总计.基本") == Quantity(Decimal("11.5"), 2)


def test_one_stated_figure_among_several_counts_as_stated(filled: Book) -> None:
    assert value(filled, "stated(支出!*.项目)") == Quantity(Decimal(0), 1)
    assert value(filled, "stated(支出!*.基本)") == Quantity(Decimal(1), 1)


def test_a_malformed_number_breaks_every_sum_that_it_stands_in(filled: Book) -> None:
    filled.put({"支出!2110101.基本": "2..0"})

    assert value(filled, "总计.基本 + 1") == Quantity(None, broken=True)


def test_a_blank_subject_selects_no_rows(filled: Book) -> None:
    row_without_subject = Context("支出", "", "#1", "项目")

    assert value(filled, "sum(项目!{科目=.科目}.金额)", row_without_subject) == Quantity(None)
    assert value(filled, "sum(项目!{科目~.科目}.金额)", row_without_subject) == Quantity(None)


def test_a_very_long_sum_is_exact(filled: Book) -> None:
    filled.put({"支出!2080505.基本": "999999999999999", "支出!2110101.基本": "0.00000000000000001"})

    assert value(filled, "总计.基本 - 2080506.基本") == Quantity(Decimal("1000000000000000.00000000000000001"), 3)


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        (".基本 = 10.50", True),
        (".基本 != 10.5", False),
        (".项目 = 0", True),
        (".基本 > .项目", True),
        (".基本 <= 10.5", True),
        (".科目 = '2080505'", True),
        (".科目 != ''", True),
        ("收入!2080505.基金 != 0", False),
        ("单位!全称 = '某 中 心。'", True),
        ("单位!简称", True),
        (".项目", False),
        ("''", False),
    ],
)
def test_a_condition_holds_or_does_not(filled: Book, source: str, holds: bool) -> None:
    assert is_true(value(filled, source)) is holds


@pytest.mark.parametrize(
    ("left", "right"), [("某（中心）", "某(中心)"), ("某 中心", "某中心"), ("已完成。", "已完成"), ("ＡＢ１", "AB1")]
)
def test_two_ways_to_write_the_same_text_are_the_same(left: str, right: str) -> None:
    assert same_text(left, right)


def test_a_different_text_is_not_the_same() -> None:
    assert not same_text("某中心", "某某中心")
