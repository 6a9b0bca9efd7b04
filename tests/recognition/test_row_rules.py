"""What an edition's own rules tell of the rows of its forms, and its conditions held against printed rows."""

from __future__ import annotations

import pytest

from disclosure_editor.editions.expressions import parse
from disclosure_editor.editions.library import Library
from disclosure_editor.recognition.lines.row_conditions import holds
from disclosure_editor.recognition.lines.row_rules import RowRules, Total, row_rules


@pytest.fixture(scope="module")
def rules() -> RowRules:
    edition = Library().edition("xinjiang-final-2022")
    return row_rules(edition, edition.tables["自评指标"].sides[0])


def test_texts_that_formulas_read_quantities_in_are_known(rules: RowRules) -> None:
    assert rules.quantities == {"目标值", "实际值"}


def test_a_figure_that_a_check_bounds_is_known(rules: RowRules) -> None:
    assert rules.at_most == {"得分": ("分值",)}


def test_what_the_rows_add_up_to_is_known(rules: RowRules) -> None:
    assert rules.totals == (Total("分值", "总分值", ("预算分值",)), Total("得分", "总分", ("预算得分",)))


def test_words_that_checks_look_for_are_known(rules: RowRules) -> None:
    assert {"数量指标", "可持续影响指标"} <= rules.words["二级指标"]


@pytest.mark.parametrize(
    ("condition", "row", "held"),
    [
        (".得分 != '' and .得分 < .分值", {"得分": "9.5", "分值": "10"}, True),
        (".得分 != '' and .得分 < .分值", {"得分": "10", "分值": "10.0"}, False),
        (".得分 != '' and .得分 < .分值", {"得分": "", "分值": "10"}, False),
        (".完成率 != 100", {"完成率": "111.11"}, True),
        (".三级指标 != ''", {"三级指标": "满意度"}, True),
        (".甲 = '是' or .乙 = '是'", {"甲": "否", "乙": "是"}, True),
        (".没有这一列 != ''", {}, None),
        ("value(.目标值) = 0", {"目标值": "0"}, None),
        (".甲 < .乙", {"甲": "多", "乙": "少"}, None),
    ],
)
def test_conditions_are_held_against_a_printed_row(condition: str, row: dict[str, str], held: bool | None) -> None:
    assert holds(parse(condition), row) is held
