"""Where rows and labels of a table are printed: totals at the top, sides aligned, labels over columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Content, Disclosure
from disclosure_editor.document.disclosure import Path as ContentPath
from disclosure_editor.editions.reader import PackError, read_edition
from disclosure_editor.editions.subjects import Catalogue
from disclosure_editor.exchange.blocks import Grid, Paragraph, Style
from disclosure_editor.exchange.publication import Publication

PACK = """
id: final
title: 决算
kind: final_accounts
region: 某地
year: 2024
unit: 单位!全称
document_title: 决算公开
options: {text_decimals: 2}
tables:
- {id: 单位, view: form, published: false, fields: [{id: 全称, type: text}]}
- id: 总表
  sides:
  - id: 收入
    columns: [{id: 项目, type: label}, {id: 收}]
    rows:
    - {id: 拨款, label: 拨款}
    - {id: 收入合计, label: 收入合计, kind: total}
    - {id: 年初, label: 年初, kind: subtotal}
    - {id: 其中, label: 其中, kind: subtotal}
    - {id: 收入总计, label: 收入总计, kind: total}
  - id: 支出
    columns: [{id: 类, type: label}, {id: 支}]
    rows:
    - {id: "201", label: 一般}
    - {id: "208", label: 社保}
    - {id: 支出合计, label: 支出合计, kind: total, beside: 收入合计}
    - {id: 年末, label: 年末, kind: subtotal, beside: 年初}
    - {id: 支出总计, label: 支出总计, kind: total}
- id: 基本
  columns:
  - {id: 编码, type: code, catalogue: economic, header: [编码], formula: "#"}
  - {id: 名称, type: label, header: [名称]}
  - {id: 数, header: [数]}
  total_label: [编码, 名称]
  rows:
  - {id: 合计, label: 合计, kind: total, formulas: {编码: "''"}}
  - {id: "301", label: 工资, kind: subtotal, formulas: {数: "sum({#~#}.@)"}}
  - {id: "30101", label: 基本工资, indent: 1}
- id: 整体
  columns: [{id: 来源, type: label}, {id: 执行}]
  rows: [{id: 上级, label: 上级}, {id: 合计, label: 合计, kind: total, formulas: {执行: sum(*.@)}}]
  fields: [{id: 目标, type: text}]
  shapes:
  - id: 整体表
    widths: [10, 10]
    rows:
    - [{text: 合计}, {text: "{{ amount('整体!合计.执行') }}"}]
    - [{text: 目标}, {text: "{{ text('整体!目标') }}"}]
    - each: 指标
      cells: [{text: "{{ text(row.名) }}"}, {text: "{{ text(row.值) }}"}]
- id: 指标
  published: false
  columns: [{id: 名, type: text}, {id: 值, type: text}]
  rows: [{repeat: 名}]
outline:
- {id: 一, level: none, table: 总表}
- {id: 二, level: none, table: 基本}
- {id: 三, level: none, table: 整体}
"""


def pack(folder: Path, text: str = PACK) -> Path:
    (folder / "final").mkdir()
    (folder / "final" / "edition.yaml").write_text(text, encoding="utf-8")
    return folder / "final"


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    folder = pack(tmp_path)
    catalogues = {"economic": Catalogue("economic", (3, 2), ())}
    return Workbook(read_edition(folder, folder), Disclosure("final"), catalogues)


def put(workbook: Workbook, **contents: str) -> None:
    stated: dict[ContentPath, Content | None] = {Address.parse(place): text for place, text in contents.items()}
    workbook.apply(workbook.edit("填写", stated))


def lines(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


def table_grid(workbook: Workbook, table: str) -> Grid:
    return Publication(workbook).table_grid(workbook.edition.tables[table])


def test_the_bottoms_of_both_sides_are_aligned_by_the_rows_that_they_name(workbook: Workbook) -> None:
    grid = table_grid(workbook, "总表")

    assert [[line[0], line[2]] for line in lines(grid)[1:]] == [
        ["拨款", "一般"],
        ["", "社保"],
        ["收入合计", "支出合计"],
        ["年初", "年末"],
        ["其中", ""],
        ["收入总计", "支出总计"],
    ]
    assert grid.total_rows == {3, 6}


def test_a_total_that_is_stated_first_stands_first_and_its_label_reaches_over_columns(workbook: Workbook) -> None:
    put(workbook, **{"基本!30101.数": "12.5"})
    grid = table_grid(workbook, "基本")

    assert lines(grid)[1:] == [["合计", ""], ["301", "工资", "12.50"], ["30101", "基本工资", "12.5"]]
    assert next(cell for cell in grid.cells if cell.text == "合计").column_span == 2
    assert grid.total_rows == {1}


def test_a_table_that_has_no_cards_may_have_a_printed_form(workbook: Workbook) -> None:
    put(workbook, **{"整体!上级.执行": "30", "整体!目标": "平安", "指标!演练.值": ">=2次"})
    workbook.apply(workbook.edit("增加", {RowList("指标", ""): ("演练", "检查")}))

    (grid,) = Publication(workbook).section_blocks(workbook.edition.outline[2])

    assert isinstance(grid, Grid)
    assert lines(grid) == [["合计", "30.00"], ["目标", "平安"], ["演练", ">=2次"], ["检查", ""]]


def test_a_row_can_only_stand_beside_one_of_the_first_side(tmp_path: Path) -> None:
    folder = pack(tmp_path, PACK.replace("beside: 年初", "beside: 年中"))

    with pytest.raises(PackError, match="“年中”不是第一侧的行"):
        read_edition(folder, folder)


def test_a_publication_without_headings_has_no_contents(workbook: Workbook) -> None:
    paragraphs = [block for block in Publication(workbook).blocks() if isinstance(block, Paragraph)]

    assert [paragraph.style for paragraph in paragraphs if paragraph.style is Style.CONTENTS] == []
