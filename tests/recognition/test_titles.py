"""Which table a title, a number or a sheet's name means."""

import pytest

from disclosure_editor.recognition.tables.titles import Titles, is_table_number, table_number
from tests.recognition.other_hands import LIBRARY

BUDGET = Titles(LIBRARY.edition("xinjiang-budget-2021"))
FINAL = Titles(LIBRARY.edition("xinjiang-final-2022"))


def best(named: dict[str, float]) -> str:
    return max(named, key=lambda table: named[table], default="")


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("部门（单位）收支总体情况表", "表一"),
        ("部门(单位) 收支总体情况表", "表一"),
        ("收支总体情况表", "表一"),
        ("表五：一般公共预算支出情况表", "表五"),
        ("昌吉州能源安全监测中心2021年一般公共预算基本支出情况表", "表六"),
        ("一般公共预算基本支出情况表（续表）", "表六"),
        ("附表3", "表三"),
    ],
)
def test_a_text_names_a_table(text: str, table: str) -> None:
    assert best(dict(BUDGET.named(text))) == table


def test_a_longer_title_is_not_taken_for_the_shorter_one_in_it() -> None:
    assert dict(FINAL.named("一般公共预算财政拨款支出决算表")) == {"一般公共预算支出表": 1.0}
    assert best(dict(FINAL.named("2022年度支出决算表"))) == "支出决算表"


@pytest.mark.parametrize(
    "text", ["", "支出", "我单位无政府性基金预算，政府性基金预算支出情况表为空表。", "项目支出绩效目标"]
)
def test_other_texts_name_no_table(text: str) -> None:
    assert not BUDGET.named(text)


@pytest.mark.parametrize(
    ("sheet", "table"), [("收支总表", "收支总表"), ("基金表(2)", "基金表"), ("支出决算表", "支出决算表")]
)
def test_a_sheet_may_bear_the_short_name(sheet: str, table: str) -> None:
    assert best(dict(FINAL.named_by_sheet(sheet))) == table


@pytest.mark.parametrize(
    ("text", "number"), [("表一：", 1), ("表 十二", 12), ("附表3：收入表", 3), ("表二十", 20), ("收入表", 0), ("", 0)]
)
def test_a_tables_number_is_read(text: str, number: int) -> None:
    assert table_number(text) == number


def test_a_number_alone_is_no_title() -> None:
    assert is_table_number("表 五：")
    assert not is_table_number("表五：一般公共预算支出情况表")
