"""Texts of a column that are offered to another row."""

from __future__ import annotations

import pytest

from disclosure_editor.calculation.column_texts import column_texts, completed
from disclosure_editor.document.addresses import RowList
from tests.calculation.conftest import Book

OFFERED = ("数量指标", "质量指标", "社会效益指标", "社会成本指标", "2024年12月", "≥95%")


def test_the_texts_of_other_rows_come_with_the_most_frequent_first(book: Book) -> None:
    book.put(
        {"指标!甲.指标值": "长期", "指标!甲#2.指标值": "提升", "指标!乙.指标值": "提升", "指标!乙#2.指标值": "独有"},
        {"项目": "甲 乙", "指标": "甲 甲#2 乙 乙#2"},
    )
    side = book.edition.side[RowList("指标", "")]

    assert column_texts(book, side, side.by_id["指标值"], "乙#2") == ("提升", "长期")
    assert column_texts(book, side, side.by_id["项目名"]) == ()


def test_only_texts_are_offered(book: Book) -> None:
    book.put({"项目!甲.金额": "3"}, {"项目": "甲"})
    side = book.edition.side[RowList("项目", "")]

    assert column_texts(book, side, side.by_id["金额"]) == ()


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("数", "数量指标"),
        ("社会", "社会"),
        ("社会效", "社会效益指标"),
        ("时", "时"),
        ("2024", "2024"),
        ("≥9", "≥9"),
        ("", ""),
        ("数量指标", "数量指标"),
    ],
)
def test_what_is_typed_is_completed_where_one_text_begins_so(typed: str, whole: str) -> None:
    assert completed(typed, OFFERED) == whole


def test_a_text_that_is_there_is_not_completed_to_a_longer_one() -> None:
    assert completed("提升", ("提升", "提升能力")) == "提升"
