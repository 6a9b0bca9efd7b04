"""Which fixed row a printed label is."""

import pytest

from disclosure_editor.editions.model import FixedRow
from disclosure_editor.recognition.tables.row_labels import Label, fixed_row, label_of, match_labels
from tests.recognition.other_hands import LIBRARY


def rows(edition: str, table: str, side: int) -> list[FixedRow]:
    return list(LIBRARY.edition(edition).tables[table].sides[side].fixed.values())


def matched(texts: list[str], candidates: list[FixedRow], *, coded: bool = False) -> list[str]:
    matches = match_labels([label_of(text) for text in texts], candidates, coded)
    return [match.row.id + ("" if match.certain else "?") if match is not None else "" for match in matches]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("201 一般公共服务支出", Label("201", "一般公共服务支出")),
        ("210卫生健康支出", Label("210", "卫生健康支出")),
        ("一、一般公共服务支出", Label("", "一般公共服务支出")),
        ("（二）外交支出", Label("", "外交支出")),
        ("其中：政府性基金", Label("", "政府性基金")),
        ("收  入  总  计", Label("", "收入总计")),
        ("　", Label("", "")),
    ],
)
def test_a_label_is_its_code_and_its_words(text: str, label: Label) -> None:
    assert label_of(text) == label


def test_labels_are_matched_with_or_without_codes_in_any_spelling() -> None:
    expenditure = rows("xinjiang-budget-2021", "表一", 1)
    texts = ["一般公共服务支出", "202外交支出", "二十四、 抗疫特别国债还本支出", "支 出 总 计", ""]
    assert matched(texts, expenditure) == ["201", "202", "234", "支出总计", ""]


def test_of_two_rows_with_one_label_each_line_gets_its_own() -> None:
    income = rows("xinjiang-final-2022", "财拨总表", 0)
    assert matched([row.label for row in income], income) == [row.id for row in income]
    below = ["年初财政拨款结转和结余", "一、一般公共预算财政拨款", "二、政府性基金预算财政拨款", "总计"]
    assert matched(below, income)[1:3] == ["年初一般公共预算财政拨款", "年初政府性基金预算财政拨款"]


def test_rows_may_stand_in_another_order() -> None:
    expenditure = rows("xinjiang-budget-2021", "表一", 1)
    assert matched(["203 国防支出", "201 一般公共服务支出", "202 外交支出"], expenditure) == ["203", "201", "202"]


def test_other_words_are_a_guess_and_quite_others_none() -> None:
    income = rows("xinjiang-budget-2021", "表一", 0)
    assert matched(["财政拨款", "合计", "上年结余"], income) == ["财政拨款?", "收入总计?", ""]


def test_another_code_is_another_row() -> None:
    expenditure = rows("xinjiang-budget-2021", "表一", 1)
    assert matched(["299 其他支出"], expenditure) == [""]


def test_rows_named_by_codes_are_matched_by_them_first() -> None:
    operating = rows("xinjiang-final-2022", "基本支出表", 1)
    matches = match_labels([Label("30231", "公务车费"), Label("", "办公费")], operating, coded=True)
    assert [match.row.id for match in matches if match is not None] == ["30231", "30201"]


def test_a_total_may_be_called_otherwise() -> None:
    totals = rows("xinjiang-budget-2021", "表三", 0)
    found = fixed_row(label_of("总 计"), totals)
    assert found is not None
    assert (found.row.id, found.certain) == ("合计", False)
    assert fixed_row(label_of("事业运行"), totals) is None
    assert fixed_row(label_of("本页小计"), totals) is None
