"""Tables written down cell by cell: what columns their cells stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.blocks import Grid, GridCell
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.readers.text.implied_spans import implied_grid
from disclosure_editor.exchange.readers.text.tab_led import RowCell
from disclosure_editor.exchange.source import Place, SourceGrid

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"

RowsOf = Callable[[Grid], Iterator[list[GridCell]]]


def inferred(*rows: str) -> SourceGrid:
    """The grid of rows whose cells are parted by strokes."""
    return implied_grid([tuple(RowCell(text.strip(), Place()) for text in row.split("|")) for row in rows])


def heads(grid: SourceGrid, rows: int) -> list[tuple[str, int, int, int]]:
    """The cells of the first rows: text, column, columns, rows."""
    return [(cell.text, cell.column, cell.column_span, cell.row_span) for cell in grid.cells if cell.row < rows]


def test_a_heading_of_two_sides_is_divided_where_the_labels_begin() -> None:
    grid = inferred(
        "收入|支出", "项目|预算数|功能分类|合计|一般公共预算", "财政拨款|261.00|201 一般公共服务|236.50|236.50",
        "事业收入||208 社会保障|13.54|13.54",
    )  # fmt: skip

    assert heads(grid, 1) == [("收入", 0, 2, 1), ("支出", 2, 3, 1)]


def test_blank_cells_lie_under_merged_ones() -> None:
    grid = inferred("科目编码|科目名称|合计|基本支出", "类|款|项||| ", "201|04|50|事业运行|236.50|126.50")

    assert heads(grid, 2) == [
        ("科目编码", 0, 3, 1), ("科目名称", 3, 1, 2), ("合计", 4, 1, 2), ("基本支出", 5, 1, 2),
        ("类", 0, 1, 1), ("款", 1, 1, 1), ("项", 2, 1, 1),
    ]  # fmt: skip


def test_covered_places_may_be_left_out() -> None:
    grid = inferred("科目编码|科目名称|合计|基本支出", "类|款|项", "201|04|50|事业运行|236.50|126.50")

    assert heads(grid, 2) == [
        ("科目编码", 0, 3, 1), ("科目名称", 3, 1, 2), ("合计", 4, 1, 2), ("基本支出", 5, 1, 2),
        ("类", 0, 1, 1), ("款", 1, 1, 1), ("项", 2, 1, 1),
    ]  # fmt: skip


def test_a_heading_may_have_three_levels() -> None:
    grid = inferred("项目|支出预算", "科目编码|科目名称|合计|基本支出|项目支出", "类|款|项||||",
                    "201|04|50|事业运行|236.50|126.5|110")  # fmt: skip

    assert heads(grid, 1) == [("项目", 0, 4, 1), ("支出预算", 4, 3, 1)]
    assert heads(grid, 2)[2:4] == [("科目编码", 0, 3, 1), ("科目名称", 3, 1, 2)]


def test_of_several_cells_those_have_others_below_whose_words_come_back() -> None:
    grid = inferred("合计|因公出国费|公务用车费|公务接待费", "小计|公务用车购置费|公务用车运行费", "3|1|1|0|1|1")

    assert heads(grid, 1) == [
        ("合计", 0, 1, 2),
        ("因公出国费", 1, 1, 2),
        ("公务用车费", 2, 3, 1),
        ("公务接待费", 5, 1, 2),
    ]


def test_a_title_and_a_unit_line_above_the_heading_take_the_whole_width() -> None:
    grid = inferred("基本支出情况表", "编制部门：监测中心|||单位：万元", "编码|名称|合计|人员经费|公用经费",
                    "类|款||||", "301|01|基本工资|51.03|51.03|")  # fmt: skip

    assert heads(grid, 1) == [("基本支出情况表", 0, 6, 1)]
    assert [cell.text for cell in grid.cells if cell.row == 1] == ["编制部门：监测中心", "", "", "单位：万元"]
    assert heads(grid, 3)[5:7] == [("编码", 0, 2, 1), ("名称", 2, 1, 2)]


def test_a_total_of_fewer_cells_keeps_its_figures_in_their_columns() -> None:
    grid = inferred(
        "编码|科目名称|本年收入|财政拨款", "208|社会保障|7.20|7.20", "210|卫生健康|5.66|5.66", "合计|12.86|12.86"
    )

    assert [(cell.text, cell.column, cell.column_span) for cell in grid.cells if cell.row == 3] == [
        ("合计", 0, 2), ("12.86", 2, 1), ("12.86", 3, 1),
    ]  # fmt: skip


def test_cells_at_the_left_reach_down_over_rows_that_leave_them_out() -> None:
    grid = inferred(
        "一级|二级|三级|值",
        "产出指标|数量指标|维护次数|12次",
        "巡检次数|4次",
        "质量指标|稳定率|95%",
        "满意度|服务对象|满意度|90%",
    )

    assert [(cell.text, cell.column, cell.row_span) for cell in grid.cells if cell.row in (1, 2, 3)] == [
        ("产出指标", 0, 3), ("数量指标", 1, 2), ("维护次数", 2, 1), ("12次", 3, 1),
        ("巡检次数", 2, 1), ("4次", 3, 1),
        ("质量指标", 1, 1), ("稳定率", 2, 1), ("95%", 3, 1),
    ]  # fmt: skip


def test_one_row_that_is_longer_by_a_slip_moves_no_column() -> None:
    rows = ["收入|支出", "项目|合计|功能分类|合计", *["财政拨款|1.00|外交支出|"] * 6, "总计|6.00|总计|6.00|"]

    grid = inferred(*rows)

    assert grid.columns == 5
    assert heads(grid, 1) == [("收入", 0, 2, 1), ("支出", 2, 2, 1)]


def test_rows_of_one_length_stand_in_the_same_columns() -> None:
    grid = inferred(
        "项目资金|年度资金总额|20|其中：财政拨款|20|其他资金|",
        "目标|保证监测设备正常运行",
        "一级指标|二级指标|三级指标|值",
        "产出指标|数量指标|检定|1次",
        "||培训|2次",
    )

    columns = [[cell.column for cell in grid.cells if cell.row == row] for row in (2, 3, 4)]

    assert columns[0] == columns[1] == columns[2]


@given(
    st.lists(
        st.lists(st.sampled_from(["", "收入", "合计", "1.00", "201"]), min_size=1, max_size=9), min_size=1, max_size=12
    )
)
def test_no_cell_is_lost_and_none_lies_over_another(rows: list[list[str]]) -> None:
    grid = implied_grid([tuple(RowCell(text, Place()) for text in row) for row in rows])

    taken = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(taken) == len(set(taken))
    assert all(row < grid.rows and column < grid.columns for row, column in taken)
    assert [[cell.text for cell in grid.cells if cell.row == row and cell.text] for row in range(grid.rows)] == [
        [text for text in row if text] for row in rows
    ]


def _only_cells(grid: Grid) -> Iterator[list[GridCell]]:
    """Rows as the program writes them: nothing for covered places."""
    for row in range(grid.rows):
        yield sorted((cell for cell in grid.cells if cell.row == row), key=lambda cell: cell.column)


def _every_place(grid: Grid) -> Iterator[list[GridCell]]:
    """Rows as the publications have them: a blank cell below a merged one."""
    for row in range(grid.rows):
        covering = [cell for cell in grid.cells if cell.row <= row < cell.row + cell.row_span]
        cells = sorted(covering, key=lambda cell: cell.column)
        yield [cell if cell.row == row else GridCell(row, cell.column, "") for cell in cells]


@pytest.mark.parametrize("rows_of", [_only_cells, _every_place])
@pytest.mark.parametrize(
    "example", ["energy-monitoring-2021-budget", "complete-2024-final", "pollution-monitoring-2022-final"]
)
def test_the_headings_of_official_tables_are_inferred_as_they_are(example: str, rows_of: RowsOf) -> None:
    wrong: list[tuple[str, str]] = []
    for block in Publication(open_workbook(EXAMPLES / f"{example}.disclosure", Library())).blocks():
        if not isinstance(block, Grid) or not block.header_rows:
            continue
        rows = [row for row in rows_of(block) if row]
        grid = implied_grid([tuple(RowCell(cell.text, Place()) for cell in row) for row in rows])
        stated = {(c.text, c.column, c.column_span) for c in block.cells if c.row < block.header_rows and c.text}
        found = {(c.text, c.column, c.column_span) for c in grid.cells if c.row < block.header_rows and c.text}
        wrong += [(block.sheet.name, text) for text, *_ in stated - found]

    assert wrong == []
