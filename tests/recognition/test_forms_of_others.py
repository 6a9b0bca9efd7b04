"""Forms as other hands write them: split and moved cells, other words and units, notes, titles above the table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure_editor.document.disclosure import Understanding
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.source import Place, Source, SourceCell, SourceGrid
from disclosure_editor.recognition.forms.forms import read_forms
from disclosure_editor.recognition.found import TableReading
from tests.recognition.form_files import by_hand, empty

FORM = """\
项目名称 | 甲项目
预算单位 | 某中心
项目资金/（万元） | 年度资金总额：85
 | 其中：财政拨款  85
 | 其他资金  0
总体目标 | 年度目标
 | 按期维护。
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值（包含数字及文字描述）
 | 产出指标 | 数量指标 | 维护次数 | ≥3次
 | | | 巡检次数 | ≥4次"""
STATED = {
    "绩效目标!甲项目.预算单位": "某中心",
    "绩效目标!甲项目.资金总额": "85",
    "绩效目标!甲项目.财政拨款": "85",
    "绩效目标!甲项目.其他资金": "0",
    "绩效目标!甲项目.年度目标": "按期维护。",
    "绩效指标!甲项目.一级指标": "产出指标",
    "绩效指标!甲项目.二级指标": "数量指标",
    "绩效指标!甲项目.三级指标": "维护次数",
    "绩效指标!甲项目.指标值": "≥3次",
    "绩效指标!甲项目#2.一级指标": "产出指标",
    "绩效指标!甲项目#2.二级指标": "数量指标",
    "绩效指标!甲项目#2.三级指标": "巡检次数",
    "绩效指标!甲项目#2.指标值": "≥4次",
}
CHOSEN = "样式!绩效目标表"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def read(library: Library, source: Source, edition: str = "xinjiang-budget-2021") -> list[TableReading]:
    return read_forms(source, empty(library.edition(edition), library), frozenset())


def stated(readings: list[TableReading]) -> dict[str, str]:
    return {str(value.path): value.text for reading in readings for value in reading.values}


def without_shape(values: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in values.items() if path != CHOSEN and not path.endswith(".表样")}


def left(readings: list[TableReading]) -> list[str]:
    return [
        remark.text
        for reading in readings
        for remark in reading.remarks
        if remark.understanding is Understanding.NOT_UNDERSTOOD
    ]


def own(readings: list[TableReading]) -> list[tuple[str, str]]:
    return [(words.text, words.replaced) for reading in readings for _, words in reading.own_words]


@pytest.mark.parametrize(
    "form",
    [
        FORM,
        "部门预算项目支出绩效目标表 |\n（2021年度） |\n" + FORM,
        FORM.replace("总额：85", "总额：| 85").replace("拨款  85", "拨款 | 85").replace("资金  0", "资金 | 0"),
        FORM.replace("年度资金总额：85", "年度资金总额: 85").replace("其中：财政拨款  85", "其中:/财政拨款85"),
        FORM.replace("项目资金/（万元）", "项 目 资 金(万元)").replace("年度目标", "年 度/目 标"),
        FORM.replace("绩效指标 | 一级", " | 一级").replace(" | 产出", "绩/效/指/标 | 产出"),
        FORM.replace(" | | | 巡检", " | 产出指标 | 数量指标 | 巡检"),
        FORM.replace(" | | | 巡检", "巡检"),
        FORM.replace(" | 产出", " | | | |\n | 产出"),
        FORM.replace("总体目标", " | |\n总体目标"),
        FORM.replace("绩效指标 | 一级", "绩效指标/一级"),
    ],
    ids=[
        "bare",
        "with its title",
        "labels and figures in two cells",
        "half-width, broken lines",
        "stretched",
        "the vertical label a row lower",
        "repeated instead of merged",
        "covered cells left out",
        "a blank indicator row",
        "a blank row",
        "two labels in one cell",
    ],
)  # fmt: skip
def test_a_form_is_read_however_its_cells_are_cut(form: str, library: Library) -> None:
    readings = read(library, by_hand(form))

    assert without_shape(stated(readings)) == STATED
    assert left(readings) == []
    assert [reading.amounts for reading in readings] == [(3, 3)]


def test_columns_may_stand_in_another_order(library: Library) -> None:
    moved = (
        FORM.replace("三级指标 | 指标值（包含数字及文字描述）", "指标值（包含数字及文字描述） | 三级指标")
        .replace("维护次数 | ≥3次", "≥3次 | 维护次数")
        .replace("巡检次数 | ≥4次", "≥4次 | 巡检次数")
    )

    assert without_shape(stated(read(library, by_hand(moved)))) == STATED


def test_a_title_above_the_table_belongs_to_the_form(library: Library) -> None:
    readings = read(library, by_hand("某中心网络费绩效目标表", "（2021年度）", FORM))

    assert stated(readings)["绩效目标!甲项目.表名"] == "某中心网络费绩效目标表"
    assert readings[0].blocks == frozenset({0, 1, 2})


def test_several_forms_may_stand_in_one_grid(library: Library) -> None:
    title = "部门预算项目支出绩效目标表 |\n（2021年度） |\n"
    both = f"{title}{FORM}\n{title}{FORM.replace('甲项目', '乙项目')}"

    readings = read(library, by_hand(both))

    assert [reading.rows[0].names for reading in readings] == [("甲项目",), ("乙项目",)]
    assert [reading.rows[1].names for reading in readings] == [("甲项目", "甲项目#2"), ("乙项目", "乙项目#2")]


def test_projects_of_one_name_are_two_rows(library: Library) -> None:
    readings = read(library, by_hand(FORM, FORM))

    assert [reading.rows[0].names for reading in readings] == [("甲项目",), ("甲项目#2",)]
    assert readings[1].rows[1].names == ("甲项目#2#1", "甲项目#2#2")


def test_a_form_without_a_name_is_read_and_reported(library: Library) -> None:
    (reading,) = read(library, by_hand(FORM.replace("甲项目", "")))

    (remark,) = reading.remarks
    assert (remark.understanding, remark.at) == (Understanding.DOUBTFUL, "绩效目标!#1.项目名称")
    assert reading.rows[0].names == ("#1",)


def test_figures_that_are_none_stay_as_they_stand(library: Library) -> None:
    readings = read(library, by_hand(FORM.replace("财政拨款  85", "财政拨款  8..5")))

    assert stated(readings)["绩效目标!甲项目.财政拨款"] == "8..5"
    assert own(readings) == []


@pytest.mark.parametrize("nothing", ["其他资金", "其他资金  —", "其他资金：/", "其他资金  无"])
def test_a_dash_is_no_figure(nothing: str, library: Library) -> None:
    readings = read(library, by_hand(FORM.replace("其他资金  0", nothing)))

    assert "绩效目标!甲项目.其他资金" not in stated(readings)
    assert (own(readings), left(readings)) == ([], [])


def test_other_words_are_kept_with_what_the_form_prints(library: Library) -> None:
    form = (
        FORM.replace("总额：85", "总额：85万元")
        .replace("其他资金  0", "其他资金：0")
        .replace("三级指标", "三级绩效指标")
    )

    readings = read(library, by_hand("（2020年度） |\n" + form))

    assert without_shape(stated(readings)) == STATED
    assert own(readings) == [
        ("（2020年度）", "（2021年度）"),
        ("年度资金总额：85万元", "年度资金总额：85"),
        ("其他资金：0", "其他资金  0"),
        ("三级绩效指标", "三级指标"),
    ]
    linked = [words for reading in readings for _, words in reading.own_words if words.links]
    assert [words.text[link.start : link.end] for words in linked for link in words.links] == ["85", "0"]


@pytest.mark.parametrize(
    "blocks",
    [
        [FORM.replace("万元", "元").replace("85", "850,000.00")],
        ["项目支出绩效目标表", "单位：元", FORM.replace("（万元）", "").replace("85", "850000")],
    ],
)
def test_amounts_in_yuan_are_stated_in_ten_thousands(blocks: list[str], library: Library) -> None:
    readings = read(library, by_hand(*blocks))

    values = {str(v.path): (v.text, v.printed) for reading in readings for v in reading.values}
    assert values["绩效目标!甲项目.资金总额"][0] == "85.00"
    assert values["绩效目标!甲项目.财政拨款"][1].startswith("其中：财政拨款  850")


def test_what_is_not_understood_is_reported_with_its_place(library: Library) -> None:
    form = FORM.replace("预算单位 | 某中心", "预算单位 | 某中心 | 联系人 | 张某") + "\n注：以万元计 |"

    readings = read(library, by_hand(form))

    assert without_shape(stated(readings)) == STATED
    assert left(readings) == ["联系人", "张某", "注：以万元计"]
    assert [remark.place for remark in readings[0].remarks] == ["第1段第2行", "第1段第2行", "第1段第11行"]


def test_a_figure_in_a_cell_that_is_not_understood_counts_as_stated(library: Library) -> None:
    readings = read(library, by_hand(FORM.replace("预算单位 | 某中心", "预算单位 | 某中心 | 12.5")))

    assert readings[0].amounts == (4, 3)


def test_blocks_in_use_and_plain_tables_are_no_forms(library: Library) -> None:
    source = by_hand(FORM)
    plain = by_hand("科目 | 预算数\n208 社会保障 | 12\n合计 | 12")

    workbook = empty(library.edition("xinjiang-budget-2021"), library)

    assert read_forms(source, workbook, frozenset({0})) == []
    assert read(library, plain) == []


def certain_grid(rows: list[list[tuple[str, int, int]]]) -> SourceGrid:
    """A grid whose cells have a text, a row span and a column span, with a place wherever no cell reaches."""
    cells: list[SourceCell] = []
    taken: set[tuple[int, int]] = set()
    for row, texts in enumerate(rows):
        column = 0
        for text, down, across in texts:
            while (row, column) in taken:
                column += 1
            cells.append(SourceCell(row, column, text, Place(paragraph=1, line=row + 1), down, across))
            taken |= {(row + r, column + c) for r in range(down) for c in range(across)}
    return SourceGrid(tuple(cells), len(rows), max(c for _, c in taken) + 1, Place(paragraph=1))


def test_columns_of_a_certain_grid_are_known_by_their_heading(library: Library) -> None:
    grid = certain_grid(
        [
            [("项目名称", 1, 2), ("甲项目", 1, 4)],
            [("预算单位", 1, 2), ("某中心", 1, 4)],
            [("项目资金（万元）", 3, 2), ("年度资金总额：85", 1, 4)],
            [("其中：财政拨款  85", 1, 4)],
            [("其他资金  0", 1, 4)],
            [("总体目标", 2, 2), ("年度目标", 1, 4)],
            [("按期维护。", 1, 4)],
            [("绩效指标", 3, 1), ("一级指标", 1, 1), ("二级指标", 1, 1), ("指标值（包含数字及文字描述）", 1, 2),
             ("三级指标", 1, 1)],
            [("产出指标", 2, 1), ("数量指标", 2, 1), ("≥3次", 1, 2), ("维护次数", 1, 1)],
            [("≥4", 1, 1), ("次", 1, 1), ("巡检次数", 1, 1)],
        ]
    )  # fmt: skip

    readings = read(library, Source("文件", (grid,)))

    assert without_shape(stated(readings)) == {**STATED, "绩效指标!甲项目#2.指标值": "≥4"}
    assert left(readings) == ["次"]


def test_a_cell_merged_over_several_indicators_is_what_each_of_them_states(library: Library) -> None:
    grid = certain_grid(
        [
            [("预算单位", 1, 1), ("某中心", 1, 2), ("项目名称", 1, 1), ("甲项目", 1, 3)],
            [("项目资金（万元）", 1, 1), ("年度资金总额：", 1, 1), ("85", 1, 1), ("其中：财政拨款", 1, 1), ("85", 1, 1),
             ("其他资金", 1, 1), ("0", 1, 1)],
            [("项目总体目标", 1, 1), ("按期维护。", 1, 6)],
            [("一级指标", 1, 1), ("二级指标", 1, 1), ("三级指标", 1, 3), ("指标值（包含数字及文字描述）", 1, 2)],
            [("产出指标", 2, 1), ("数量指标", 2, 1), ("维护次数", 1, 3), ("≥3次", 2, 2)],
            [("巡检次数", 1, 3)],
        ]
    )  # fmt: skip

    readings = read(library, Source("文件", (grid,)))

    assert without_shape(stated(readings)) == {**STATED, "绩效指标!甲项目#2.指标值": "≥3次"}
    assert stated(readings)[CHOSEN] == "一行式"


def test_a_form_may_go_on_in_the_next_grid(library: Library) -> None:
    source = by_hand(FORM)
    grid = source.blocks[0]
    assert isinstance(grid, SourceGrid)
    upper = replace(grid, cells=tuple(cell for cell in grid.cells if cell.row < 9), rows=9)
    lower = replace(grid, cells=tuple(replace(cell, row=cell.row - 9) for cell in grid.cells if cell.row >= 9), rows=1)

    readings = read(library, Source("文件", (upper, lower)))

    assert without_shape(stated(readings)) == STATED
    assert readings[0].blocks == frozenset({0, 1})
