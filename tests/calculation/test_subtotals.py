"""Classes and sections of subjects: rows that come and go with the items that belong to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_editor.document.addresses import RowList
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.editions.model import RowKind
from disclosure_editor.editions.reader import PackError, read_edition
from disclosure_editor.editions.subjects import Catalogue, Subject
from tests.calculation.conftest import Book

PACK = """
id: final
title: 决算
kind: final_accounts
region: 某地
year: 2024
unit: 单位!全称
document_title: 决算公开
tables:
- {id: 单位, view: form, fields: [{id: 全称, type: text}]}
- id: 支出
  columns:
  - {id: 科目, type: code, catalogue: functional, header: [科目编码]}
  - {id: 名称, type: text, formula: name(.科目)}
  - {id: 合计, formula: .基本 + .项目}
  - {id: 基本}
  - {id: 项目}
  rows:
  - {id: 合计, label: 合计, kind: total, formulas: {"*": sum(*.@)}}
  - repeat: 科目
    subtotals: {"*": {is: "sum({科目~#}.@)", title: 类、款＝所属各项之和}}
- id: 全部
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 支出, formula: "sum(支出!{#=#}.合计)"}
  rows:
  - {repeat: 科目, follows: 支出, subtotals: {支出: "sum({科目~#}.@)"}}
"""

CATALOGUES = {
    "functional": Catalogue(
        "functional",
        (3, 2, 2),
        (Subject("208", "社保"), Subject("20805", "养老"), Subject("2080505", "缴费"), Subject("2080506", "年金")),
    )
}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    folder = tmp_path / "final"
    folder.mkdir()
    (folder / "edition.yaml").write_text(PACK, encoding="utf-8")
    return Book(read_edition(folder, folder), Disclosure("final"), CATALOGUES)


def shown(book: Book, row_list: str) -> list[str]:
    return [row.name for row in book.rows(RowList.parse(row_list))]


def test_items_stand_in_the_order_of_their_codes_behind_their_class_and_section(book: Book) -> None:
    book.put({}, {"支出": "2110301 2080506 2080505"})

    assert shown(book, "支出") == ["合计", "208", "20805", "2080505", "2080506", "211", "21103", "2110301"]
    assert book.names("支出") == ["2080505", "2080506", "2110301"]


def test_a_class_is_the_sum_of_its_items_and_counts_in_no_total(book: Book) -> None:
    book.put(
        {"支出!2080505.基本": "1.2", "支出!2080506.项目": "3", "支出!2110301.项目": "5"},
        {"支出": "2080505 2080506 2110301"},
    )

    assert (book.text("支出!208.合计"), book.text("支出!20805.项目")) == ("4.20", "3.00")
    assert (book.text("支出!合计.合计"), book.text("支出!208.名称")) == ("9.20", "社保")


def test_a_table_that_follows_makes_its_own_subtotals(book: Book) -> None:
    book.put({"支出!2080505.基本": "1.2"}, {"支出": "2080505"})

    assert shown(book, "全部") == ["208", "20805", "2080505"]
    assert book.text("全部!20805.支出") == "1.20"


def test_a_class_without_items_is_an_item_until_one_is_added(book: Book) -> None:
    book.put({"支出!229.项目": "7"}, {"支出": "229"})
    assert [row.kind for row in book.rows(RowList("支出", ""))] == [RowKind.TOTAL, RowKind.DETAIL]
    assert book.text("支出!合计.项目") == "7.00"

    book.put({"支出!2299999.项目": "7"}, {"支出": "229 2299999"})
    assert shown(book, "支出") == ["合计", "229", "22999", "2299999"]
    assert book.text("支出!合计.项目") == "7.00"


def test_a_row_without_a_code_stands_last(book: Book) -> None:
    book.put({}, {"支出": "2080505 #2"})

    assert shown(book, "支出")[-1] == "#2"


def test_subtotals_are_for_rows_named_by_codes_alone(tmp_path: Path) -> None:
    folder = tmp_path / "final"
    folder.mkdir()
    (folder / "edition.yaml").write_text(PACK.replace("- repeat: 科目", "- repeat: 名称"), encoding="utf-8")

    with pytest.raises(PackError, match="“名称”不是科目编码"):
        read_edition(folder, folder)
