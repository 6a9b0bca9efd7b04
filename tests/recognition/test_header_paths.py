"""The texts above each column of a grid, whether the file knows its columns or not."""

import pytest

from disclosure_editor.exchange.source import Place, SourceCell, SourceGrid
from disclosure_editor.recognition.tables.grid_lines import lines_of
from disclosure_editor.recognition.tables.header_matching import path_likeness, table_form
from disclosure_editor.recognition.tables.header_paths import certain_paths, implied_paths
from tests.recognition.other_hands import LIBRARY

BUDGET = LIBRARY.edition("xinjiang-budget-2021")
PLACE = Place(line=1)

EXPENDITURE = (
    ("项目", "功能分类科目编码", "类"),
    ("项目", "功能分类科目编码", "款"),
    ("项目", "功能分类科目编码", "项"),
    ("项目", "功能分类科目名称"),
    ("支出预算", "合计"),
    ("支出预算", "基本支出"),
    ("支出预算", "项目支出"),
)


def grid(*rows: list[str], implied: bool) -> SourceGrid:
    cells = [
        SourceCell(row, column, text, PLACE) for row, texts in enumerate(rows) for column, text in enumerate(texts)
    ]
    return SourceGrid(tuple(cells), len(rows), max(map(len, rows)), PLACE, implied)


def paths_of_text(table: str, *rows: list[str]) -> tuple[tuple[str, ...], ...]:
    return implied_paths(lines_of(grid(*rows, implied=True)), table_form(BUDGET.tables[table]).words)


def test_a_text_that_was_not_merged_counts_for_the_columns_beside_it() -> None:
    rows = (
        ["项目", "", "", "", "支出预算", "", ""],
        ["功能分类科目编码", "", "", "功能分类科目名称", "合计", "基本支出", "项目支出"],
        ["类", "款", "项", "", "", "", ""],
    )
    assert certain_paths(lines_of(grid(*rows, implied=False))) == EXPENDITURE


@pytest.mark.parametrize("covered", [[""] * 4, []], ids=["blank", "left out"])
def test_without_columns_the_editions_words_tell_what_stands_below_what(covered: list[str]) -> None:
    rows = (
        ["项目", "支出预算"],
        ["功能分类科目编码", "功能分类科目名称", "合计", "基本支出", "项目支出"],
        ["类", "款", "项", *covered],
    )
    assert paths_of_text("表三", *rows) == EXPENDITURE


def test_equal_texts_below_each_side_are_parted_between_them() -> None:
    rows = (["收 入", "支 出"], ["项 目", "预算数", "功能分类", "预算数"])
    assert paths_of_text("表一", *rows) == (
        ("收 入", "项 目"), ("收 入", "预算数"), ("支 出", "功能分类"), ("支 出", "预算数"),
    )  # fmt: skip


def test_a_column_more_than_the_edition_has_keeps_its_place() -> None:
    rows = (
        ["合 计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费", "上年合计"],
        ["", "合计", "合 计", "公务用车购置费", "公务用车运行费", "", ""],
    )
    paths = paths_of_text("表八", *rows)
    assert [path[-1] for path in paths] == [
        "合 计", "合计", "合 计", "公务用车购置费", "公务用车运行费", "公务接待费", "上年合计",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "likelier", "other"),
    [
        (("合计",), ("合计",), ("公务用车购置及运行费", "合计")),
        (("支出", "合计"), ("支出", "合计"), ("收入", "合计")),
        (("预算数",), ("本年预算数",), ("上年预算数",)),
        (("支出", "项目支出"), ("项目支出",), ("基本支出",)),
        (("本年支出", "合计"), ("本年支出",), ("本年收入",)),
        (("总计",), ("总", "计"), ("总", "额")),
        (("基本支出",), ("基本支出", "小计"), ("基本支出", "人员经费")),
    ],
)
def test_of_two_columns_the_likelier_one_is_taken(
    wanted: tuple[str, ...], likelier: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert path_likeness(wanted, likelier) > path_likeness(wanted, other)
