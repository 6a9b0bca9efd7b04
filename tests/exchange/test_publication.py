"""The publication as blocks: order, printed tables, forms, and what is kept between edits."""

from decimal import Decimal
from pathlib import Path

import pytest

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import ParagraphKey
from disclosure_editor.exchange.blocks import Align, Grid, GridCell, Paragraph, Style
from disclosure_editor.exchange.publication import Publication
from tests.narrative.small_pack import PACK, fill, open_document, section, state_rows, write_pack


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    return open_document(write_pack(tmp_path))


def grid_of(workbook: Workbook, table: str) -> Grid:
    return Publication(workbook).table_grid(workbook.edition.tables[table])


def rows_of(grid: Grid) -> list[list[str]]:
    """The cells' texts row by row, as they are read; a merged cell once."""
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


def cell_at(grid: Grid, row: int, column: int) -> GridCell:
    return next(cell for cell in grid.cells if (cell.row, cell.column) == (row, column))


def covered(grid: Grid) -> list[tuple[int, int]]:
    """Every place of the grid that a cell takes, once for each cell that does."""
    return sorted(
        (cell.row + down, cell.column + right)
        for cell in grid.cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    )


def fill_card(workbook: Workbook) -> None:
    state_rows(workbook, "目标", "运维", "宣传")
    state_rows(workbook, "指标", "运维", "运维#2", "运维#3", "宣传")
    fill(
        workbook,
        ("目标!运维.资金", "85"),
        ("目标!运维.目标", "维护\n升级"),
        ("指标!运维.一级", "产出"),
        ("指标!运维.二级", "数量"),
        ("指标!运维.值", "≥1次"),
        ("指标!运维#2.一级", "产出"),
        ("指标!运维#2.二级", "数量"),
        ("指标!运维#2.值", "≥2次"),
        ("指标!运维#3.一级", "效益"),
        ("指标!运维#3.二级", "数量"),
    )


def test_blocks_follow_the_outline(workbook):
    fill(workbook, ("单位!全称", "监控中心"), ("单位!职能", "监测"))

    blocks = list(Publication(workbook).blocks())
    found = [(b.style, b.text) if isinstance(b, Paragraph) else b.sheet.name for b in blocks]
    assert found == [
        (Style.TITLE, "监控中心2021年预算公开"),
        (Style.CONTENTS, "目  录"),
        (Style.PART, "第一部分  监控中心概况"),
        (Style.BODY, "监测"),
        (Style.TABLE_NUMBER, "表一："),
        (Style.TABLE_TITLE, "收支总表"),
        (Style.UNIT_LINE, "单位：监控中心\t单位：万元"),
        "收支",
        (Style.TABLE_NUMBER, "表二："),
        (Style.TABLE_TITLE, "支出表"),
        "科目表",
        (Style.NOTE, "备注：此表为空表。"),
        (Style.SECTION, "二、说明"),
        (Style.BODY, "监控中心收入0万元。"),
        (Style.BODY, "没有支出。"),
        (Style.BODY, "其他收入未安排。"),
        (Style.SUBSECTION, "（一）科目"),
        (Style.SIGNATURE, "监控中心"),
    ]


def test_headers_merge_to_the_right_and_downwards(workbook):
    grid = grid_of(workbook, "科目表")

    headers = [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells if c.row < grid.header_rows]
    assert headers == [
        (0, 0, 1, 4, "项目"),
        (0, 4, 3, 1, "项目名称"),
        (0, 5, 1, 1, "支出"),
        (1, 0, 1, 3, "编码"),
        (1, 3, 2, 1, "名称"),
        (1, 5, 2, 1, "合计"),
        (2, 0, 1, 1, "类"),
        (2, 1, 1, 1, "款"),
        (2, 2, 1, 1, "项"),
    ]
    assert (grid.columns, grid.widths, grid.sheet.landscape) == (6, (5, 4, 4, 10, 10, 10), True)


@pytest.mark.parametrize("table", ["收支", "科目表"])
def test_every_place_of_a_grid_is_covered_once(workbook, table):
    state_rows(workbook, "科目表", "2080505", "2111101")
    grid = grid_of(workbook, table)

    assert covered(grid) == [(row, column) for row in range(grid.rows) for column in range(grid.columns)]


def test_two_sides_stand_beside_each_other_with_their_totals_at_the_bottom(workbook):
    fill(workbook, ("收支!拨款.预算数", "12.5"), ("收支!208.预算数", "5.00"), ("收支!211.预算数", "7.5"))

    grid = grid_of(workbook, "收支")
    assert rows_of(grid) == [
        ["收入", "支出"],
        ["项目", "预算数", "功能分类", "预算数"],
        ["财政拨款", "12.5", "208 社会保障和就业支出", "5.00"],
        ["其他收入", "", "210卫生健康支出", ""],
        ["", "", "211 节能环保支出", "7.5"],
        ["收入总计", "12.50", "支出总计", "12.50"],
    ]
    assert grid.total_rows == {5}
    assert cell_at(grid, 2, 0).indent == 1
    total = cell_at(grid, 5, 1)
    assert (str(total.address), total.amount, total.align) == ("收支!收入总计.预算数", Decimal("12.5"), Align.RIGHT)
    assert cell_at(grid, 4, 0).address is None


def test_codes_are_printed_in_parts_and_texts_as_typed(workbook):
    state_rows(workbook, "科目表", "2080505", "21")
    fill(workbook, ("科目表!2080505.合计", "6..32"), ("科目表!21.合计", "1,000"))

    body = rows_of(grid_of(workbook, "科目表"))[3:]
    assert body == [
        ["208", "05", "05", "机关事业单位基本养老保险缴费支出", "", "6..32"],
        ["21", "", "", "", "", "1,000"],
        ["", "", "", "", "合  计", ""],
    ]


def test_a_row_in_which_nothing_stands_yet_is_not_printed(workbook):
    state_rows(workbook, "科目表", "2080505", "#1")
    fill(workbook, ("科目表!2080505.合计", "6.32"))

    assert [row[0] for row in rows_of(grid_of(workbook, "科目表"))[3:]] == ["208", ""]


def test_an_empty_table_shows_its_header_a_blank_row_and_its_total(workbook):
    grid = grid_of(workbook, "科目表")

    assert rows_of(grid)[3:] == [[""] * 6, ["", "", "", "", "合  计", ""]]
    assert grid.total_rows == {4}


def test_an_edition_that_groups_digits_groups_them_in_print(tmp_path):
    workbook = open_document(write_pack(tmp_path, f"{PACK}options: {{grouped: true}}\n"))
    state_rows(workbook, "科目表", "2080505")
    fill(workbook, ("科目表!2080505.合计", "1234567.5"))

    grid = grid_of(workbook, "科目表")
    assert (cell_at(grid, 3, 5).text, cell_at(grid, 4, 5).text) == ("1,234,567.5", "1,234,567.50")


def test_a_note_stands_below_a_table_as_long_as_there_is_one(workbook):
    publication = Publication(workbook)
    state_rows(workbook, "科目表", "2080505")
    fill(workbook, ("科目表!2080505.合计", "5"))

    assert isinstance(publication.section_blocks(section(workbook, "表二节"))[-1], Grid)


def test_a_card_prints_a_form_for_each_row(workbook):
    fill_card(workbook)

    first, second = Publication(workbook).section_blocks(section(workbook, "绩效"))
    assert isinstance(first, Grid)
    assert isinstance(second, Grid)
    assert rows_of(first) == [
        ["（2021年）"],
        ["项目名称", "运维"],
        ["资金：85", "维护\n升级"],
        ["指标", "一级", "二级", "值"],
        ["产出", "数量", "≥1次"],
        ["≥2次"],
        ["效益", "数量", ""],
    ]
    label = cell_at(first, 3, 0)
    assert (label.row_span, label.vertical) == (4, True)
    assert [(c.row, c.row_span) for c in first.cells if c.text == "数量"] == [(4, 2), (6, 1)]
    assert covered(first) == [(row, column) for row in range(first.rows) for column in range(4)]
    assert str(cell_at(first, 2, 0).address) == "目标!运维.资金"
    assert (first.sheet.name, second.sheet.name) == ("目标1", "目标2")


def test_a_card_without_rows_of_its_own_keeps_a_blank_one(workbook):
    state_rows(workbook, "目标", "运维")

    (grid,) = Publication(workbook).section_blocks(section(workbook, "绩效"))
    assert isinstance(grid, Grid)
    assert rows_of(grid)[4] == ["", "", ""]
    assert covered(grid) == [(row, column) for row in range(5) for column in range(4)]


def test_the_chosen_shape_is_printed(workbook):
    state_rows(workbook, "目标", "运维")
    fill(workbook, ("目标!运维.资金", "85.00"), ("单位!表样", "横式"))

    (grid,) = Publication(workbook).section_blocks(section(workbook, "绩效"))
    assert isinstance(grid, Grid)
    assert rows_of(grid) == [["运维", "85"]]
    assert str(cell_at(grid, 0, 1).amount) == "85.00"


def test_a_text_of_several_lines_is_several_paragraphs_of_one_name(workbook):
    fill(workbook, ("单位!职能", "监测\n\n评价"))

    publication = Publication(workbook)
    _, *paragraphs = publication.section_blocks(section(workbook, "概况"))
    assert [(p.text, publication.paragraph_of(p)) for p in paragraphs if isinstance(p, Paragraph)] == [
        ("监测", ParagraphKey("概况", "1")),
        ("评价", ParagraphKey("概况", "1")),
    ]


def test_a_section_is_made_again_only_where_an_edit_touches_it(workbook):
    publication = Publication(workbook)
    income = publication.section_blocks(section(workbook, "表一节"))
    text = publication.section_blocks(section(workbook, "说明"))
    signature = publication.section_blocks(section(workbook, "落款"))

    fill(workbook, ("收支!208.预算数", "5"))

    assert publication.section_blocks(section(workbook, "表一节")) is not income
    assert publication.section_blocks(section(workbook, "说明")) is not text
    assert publication.section_blocks(section(workbook, "落款")) is signature


def test_a_form_is_made_again_only_where_an_edit_touches_it(workbook):
    fill_card(workbook)
    publication = Publication(workbook)
    forms = publication.section_blocks(section(workbook, "绩效"))

    fill(workbook, ("指标!运维#2.值", "≥3次"))
    again = publication.section_blocks(section(workbook, "绩效"))

    assert [form is other for form, other in zip(forms, again, strict=True)] == [False, True]


def test_amounts_of_a_printed_table_know_their_cells(workbook):
    state_rows(workbook, "科目表", "2080505")
    grid = grid_of(workbook, "科目表")

    assert {cell.address for cell in grid.cells if cell.row == 3} == {
        Address("科目表", "2080505", column) for column in ("科目", "名称", "项目", "合计")
    }
