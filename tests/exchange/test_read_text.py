"""Plain texts: how they are saved, and the ways in which tables are written down in them."""

from __future__ import annotations

import codecs
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.blocks import Grid, Style
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.readers.source_limits import (
    CELLS,
    CHARACTERS,
    COLUMNS,
    FILE_BYTES,
    Bound,
    UnreadableSource,
)
from disclosure_editor.exchange.readers.text.read_text import LINES, read_text_file
from disclosure_editor.exchange.source import Source, SourceGrid, SourceParagraph
from disclosure_editor.exchange.writers.text import write_text

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT.parent / "shared" / "published"
EXAMPLES = sorted((ROOT / "examples").glob("*.disclosure"))

Rows = list[list[str]]


def read(text: str) -> Source:
    return read_text_file(text.encode(), "公开.txt")


def shown(source: Source) -> list[str | Rows]:
    """Paragraphs as their texts, tables as the texts of each row's cells."""
    return [block.text if isinstance(block, SourceParagraph) else rows(block) for block in source.blocks]


def rows(grid: SourceGrid) -> Rows:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


# How files are saved.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
def test_a_text_is_read_in_the_encoding_it_was_saved_in(encoding: str) -> None:
    text = "第一部分 单位概况\r\n一、主要职能\r\n预算数 261.00 万元\r\n"

    assert shown(read_text_file(text.encode(encoding), "公开.txt")) == [
        "第一部分 单位概况",
        "一、主要职能",
        "预算数 261.00 万元",
    ]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_at_the_beginning_decides_the_encoding(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"

    assert shown(read_text_file(mark + "收入总计".encode(encoding), "公开.txt")) == ["收入总计"]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01" + bytes(range(256)) * 4,
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(128, 256)) * 8,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512,
        bytes(range(256)) * 16,
    ],
    ids=["picture", "package", "old office file", "bytes"],
)
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableSource, match=r"“公开\.txt”不是文本文件"):
        read_text_file(data, "公开.txt")


def test_a_few_damaged_bytes_are_marked_where_they_stand() -> None:
    data = ("收入预算261.00万元。\n" * 400).encode()
    damaged = data[:100] + b"\xff" + data[101:]

    texts = [block.text for block in read_text_file(damaged, "公开.txt").blocks if isinstance(block, SourceParagraph)]

    assert len(texts) == 400
    assert sum("\ufffd" in text for text in texts) == 1


def test_an_empty_file_has_no_blocks() -> None:
    assert read("").blocks == ()
    assert read("\n \n\t\n").blocks == ()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("甲" * (CHARACTERS.most + 1), CHARACTERS),
        ("\n" * (LINES.most + 1), LINES),
        ("\t甲\n" * (COLUMNS.most + 1), COLUMNS),
        (("甲\t" * 400 + "\n") * (CELLS.most // 400), CELLS),
    ],
    ids=["characters", "lines", "columns", "cells"],
)
def test_a_text_that_is_too_large_is_refused_with_the_bound(text: str, bound: Bound) -> None:
    with pytest.raises(UnreadableSource, match=re.escape(str(bound))):
        read(text)


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    with pytest.raises(UnreadableSource, match=re.escape(str(FILE_BYTES))):
        read_text_file(b"\x00" * (FILE_BYTES.most + 1), "公开.txt")


def test_marks_of_other_programs_are_left_out() -> None:
    assert shown(read("[bookmark: _GoBack]5.卫生健康支出(类)\u200b40.08万元。")) == ["5.卫生健康支出(类)40.08万元。"]


def test_places_are_lines_and_pages_where_the_file_has_them() -> None:
    first, second = read("甲。\n\n乙。").blocks
    assert (first.place.page, first.place.line, second.place.line) == (0, 1, 3)

    first, second = read("甲。\n\f乙。").blocks
    assert (first.place.page, second.place.page) == (1, 2)


# Cells led by tabs.


def test_a_line_led_by_a_tab_is_a_cell_and_a_blank_line_ends_the_row() -> None:
    assert shown(read("表一：\n\t项目\n\t预算数\n\n\t收入\n\t261.00　\n\n备注：无。")) == [
        "表一：",
        [["项目", "预算数"], ["收入", "261.00"]],
        "备注：无。",
    ]


def test_a_cell_keeps_the_blanks_that_indent_it() -> None:
    assert shown(read("\t财政拨款\n\t261.00\n\n\t    一般公共预算\n\t261.00\n\n")) == [
        [["财政拨款", "261.00"], ["    一般公共预算", "261.00"]]
    ]


def test_lines_without_a_tab_go_on_with_their_cell() -> None:
    assert shown(read("\t总\n体\n目\n标\n\t年度目标\n\n\t\n\t对系统进行维护\n\n")) == [
        [["总\n体\n目\n标", "年度目标"], ["", "对系统进行维护"]]
    ]


def test_a_line_of_blanks_only_is_one_of_its_cell() -> None:
    assert shown(read("\t财政拨款\n\t433.34\n　\n\t201 一般公共服务支出\n\t　\n\n\t甲\n\t1\n\t乙\n\t2\n\n")) == [
        [["财政拨款", "433.34", "201 一般公共服务支出", ""], ["甲", "1", "乙", "2"]]
    ]


def test_a_blank_line_within_a_cell_doesnt_end_it() -> None:
    assert shown(read("\t项目资金\n\n（万元）\n\t\n\t年初预算数\n\n\t\n\t年度资金总额\n\t85.00\n\n")) == [
        [["项目资金\n\n（万元）", "", "年初预算数"], ["", "年度资金总额", "85.00"]]
    ]


@pytest.mark.parametrize(
    "text", ["表二：", "部门收入总体情况表", "编制部门（单位）：监测中心   单位：万元", "注：本表反映收支。"]
)
def test_what_stands_between_tables_is_no_rest_of_a_cell(text: str) -> None:
    assert shown(read(f"\t合计\n\n{text}\n\t项目\n\t预算数\n\n")) == [[["合计"]], text, [["项目", "预算数"]]]


def test_several_blank_lines_end_no_table() -> None:
    assert shown(read("\t目标\n\t完成\n\n\n\n\t指标\n\t值\n\n")) == [[["目标", "完成"], ["指标", "值"]]]


@pytest.mark.parametrize(
    "title", ["项目支出绩效自评表", "项  目  支  出  绩  效  目  标  表", "整体支出绩效自评表（2024年度）"]
)
def test_the_title_of_the_next_table_begins_it(title: str) -> None:
    form = f"\t{title}\n\n\t项目名称\n\t运维经费\n\n"

    assert shown(read(form * 2)) == [[[title], ["项目名称", "运维经费"]]] * 2


def test_rows_parted_by_lines_of_blanks_are_rows() -> None:
    assert shown(read("\t项目\n\t预算数\n \n\t收入\n\t1.00\n \n")) == [[["项目", "预算数"], ["收入", "1.00"]]]


def test_each_cell_has_its_line() -> None:
    (grid,) = read("\t项目\n\t预算数\n\n\t收入\n多行\n\t261.00\n\n").blocks

    assert isinstance(grid, SourceGrid)
    assert grid.implied
    assert [cell.place.line for cell in grid.cells] == [1, 2, 4, 6]


def test_paragraphs_indented_by_a_tab_are_no_cells() -> None:
    paragraphs = [
        "负责自治州能源安全监控系统的建设管理、运行维护、数据采集、综合分析及数据库建设管理等工作，提供服务。"
    ] * 3

    assert shown(read("".join(f"\t{text}\n" for text in paragraphs))) == paragraphs


# Rows whose cells tabs part.


def test_rows_pasted_from_a_spreadsheet_make_a_table() -> None:
    source = read("收支总表\n项目\t预算数\t功能分类\t预算数\n财政拨款\t261.00\t201 一般公共服务支出\t\n备注：无。\n")

    assert shown(source) == [
        "收支总表",
        [["项目", "预算数", "功能分类", "预算数"], ["财政拨款", "261.00", "201 一般公共服务支出", ""]],
        "备注：无。",
    ]


def test_rows_of_one_length_stand_in_the_columns_that_they_state() -> None:
    (grid,) = read("收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n").blocks

    assert isinstance(grid, SourceGrid)
    assert not grid.implied
    assert [(cell.row, cell.column) for cell in grid.cells] == [(row, column) for row in (0, 1) for column in range(4)]


def test_rows_of_several_lengths_stand_in_columns_that_are_inferred() -> None:
    (grid,) = read("收入\t支出\n项目\t预算数\t项目\t预算数\n甲\t1.00\t乙\t2.00\n").blocks

    assert isinstance(grid, SourceGrid)
    assert grid.implied
    assert [(cell.column, cell.column_span) for cell in grid.cells if cell.row == 0] == [(0, 2), (2, 2)]


def test_a_cell_of_several_lines_that_a_spreadsheet_quotes_is_one() -> None:
    assert shown(read('项目\t"第一行\n第二行，""引号"""\t1.00\n合计\t\t1.00\n')) == [
        [["项目", '第一行\n第二行，"引号"', "1.00"], ["合计", "", "1.00"]]
    ]


def test_a_quotation_mark_that_nothing_closes_is_one_of_the_text() -> None:
    assert shown(read('项目\t"三公"经费\n合计\t"一\n')) == [[["项目", '"三公"经费'], ["合计", '"一']]]


def test_a_line_with_a_tab_that_stands_alone_is_a_paragraph() -> None:
    assert shown(read("编制部门：监测中心\t单位：万元\n\n以上。")) == ["编制部门：监测中心    单位：万元", "以上。"]


# Paragraphs broken by hand.


def test_a_paragraph_broken_amid_a_sentence_is_one() -> None:
    assert shown(read("收入增加，主要原因是：本年在职人员增加，\n相关人员经费增加。\n二、收入决算情况说明")) == [
        "收入增加，主要原因是：本年在职人员增加，相关人员经费增加。",
        "二、收入决算情况说明",
    ]


@pytest.mark.parametrize("line", ["二、收入情况说明", "（二）政府采购情况", "2.卫生健康支出。", "部门收入总体情况表"])
def test_a_heading_or_an_item_goes_on_with_nothing(line: str) -> None:
    assert shown(read(f"一般公共服务支出、\n{line}")) == ["一般公共服务支出、", line]


def test_a_title_on_two_lines_stays_two() -> None:
    assert len(read("昌吉回族自治州应急管理局2024年度部门\n决算公开说明").blocks) == 2


# What the program itself writes.


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_publication_written_as_text_is_read_back_row_by_row(path: Path) -> None:
    blocks = [
        block
        for block in Publication(open_workbook(path, Library())).blocks()
        if isinstance(block, Grid) or block.style is not Style.CONTENTS
    ]
    written: list[str | Rows] = []
    for block in blocks:
        if isinstance(block, Grid):
            cells = sorted(block.cells, key=lambda cell: cell.column)
            written.append([[cell.text.rstrip() for cell in cells if cell.row == row] for row in range(block.rows)])
        else:
            lines = block.text.replace("\t", "    ").split("\n")
            written += [line.strip() for line in lines if line.strip()]

    assert shown(read(write_text(blocks))) == written


cell_texts = st.text(st.sampled_from("收入支出合计项目0123456789.（）"), max_size=8)


@given(st.lists(st.lists(cell_texts, min_size=2, max_size=6), min_size=1, max_size=6))
def test_any_rows_led_by_tabs_come_back(table: Rows) -> None:
    table = [*table, ["合计", "1.00"]]
    text = "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in table)

    (grid,) = read("题目。\n" + text).blocks[1:]

    assert isinstance(grid, SourceGrid)
    assert [[cell for cell in row if cell] for row in rows(grid)] == [[cell for cell in row if cell] for row in table]


# The publications.

# Rows and columns.
BUDGET_ENERGY = "34x4 18x12 24x7 34x8 24x7 33x6 19x16 7x6 22x7 20x5 20x5 18x5"
BUDGET_POLLUTION = "34x4 20x12 26x7 34x8 26x7 28x6 17x16 7x6 22x7 16x7 18x7 16x7"
FINAL_2024 = (
    "16x8 20x14 23x14 23x14 20x14 19x14 21x14 20x14 19x14 22x14 19x14 20x14 20x14 26x14 20x14 20x14 19x14 24x14"
)
TABLES = {
    "2021-budget-energy-monitoring": BUDGET_ENERGY,
    "2021-budget-pollution-monitoring": BUDGET_POLLUTION,
    "2021-self-assessment-energy-monitoring": "24x9 23x9 21x9 22x9",
    "2022-final-pollution-monitoring": "",
    "2024-final-emergency-management": FINAL_2024,
}


@pytest.fixture(params=TABLES, scope="module")
def published(request: pytest.FixtureRequest) -> Path:
    path = PUBLISHED / f"{request.param}.txt"
    if not path.exists():
        pytest.skip("the publications are not here")
    return path


def test_a_publication_has_its_tables(published: Path) -> None:
    source = read_text_file(published.read_bytes(), published.name)

    grids = [f"{block.rows}x{block.columns}" for block in source.blocks if isinstance(block, SourceGrid)]

    assert grids == TABLES[published.stem].split()


def test_nothing_of_a_publication_is_lost_but_marks_and_page_numbers(published: Path) -> None:
    source = read_text_file(published.read_bytes(), published.name)
    texts = [
        text
        for block in source.blocks
        for text in ([block.text] if isinstance(block, SourceParagraph) else [cell.text for cell in block.cells])
    ]
    stated = published.read_text(encoding="utf-8").replace("[bookmark: _GoBack]", "")
    if "2022-final" in published.name:
        stated = stated.replace("\n40\n", "\n").replace("\n65\n", "\n")

    assert "".join("".join(texts).split()) == "".join(stated.split())


def test_a_publication_is_read_at_once(published: Path) -> None:
    data = published.read_bytes()
    begin = time.perf_counter()

    read_text_file(data, published.name)

    assert time.perf_counter() - begin < 1


def test_each_row_of_figures_in_a_publication_has_all_its_cells() -> None:
    path = PUBLISHED / "2021-budget-pollution-monitoring.txt"
    if not path.exists():
        pytest.skip("the publications are not here")
    grid = next(block for block in read_text_file(path.read_bytes(), path.name).blocks if isinstance(block, SourceGrid))

    assert rows(grid)[2] == ["财政拨款（补助）", "433.34", "201 一般公共服务支出", ""]
    assert {len(row) for row in rows(grid)[1:]} == {4}
