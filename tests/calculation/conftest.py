"""A small edition with shared rows, children and two sides, and documents of it."""

from pathlib import Path

import pytest

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.editions.model import Edition
from disclosure_editor.editions.reader import read_edition
from disclosure_editor.editions.subjects import Catalogue, Subject

PACK = """
id: small
title: 小版式
kind: budget
region: 某地
year: 2021
unit: 单位!全称
document_title: 预算公开
options: {zero_base: 100}
tables:
- id: 单位
  view: form
  fields:
  - {id: 全称, type: text}
  - {id: 简称, type: text, formula: 单位!全称}
  - {id: 人数, type: count}
  - {id: 样式, type: choice, choices: [甲式, 乙式]}
  - {id: 备注, type: text, default: 无}
- id: 支出
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 名称, type: text, formula: name(.科目)}
  - {id: 基本}
  - {id: 项目, formula: {is: "sum(项目!{科目=.科目}.金额)", severity: proposal}}
  - {id: 合计, formula: {is: .基本 + .项目, title: 合计＝基本＋项目}}
  rows:
  - repeat: 科目
  - {id: 总计, label: 总计, kind: total, formulas: {"*": sum(*.@)}}
- id: 收入
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 拨款, formula: "sum(支出!{科目=.科目}.合计)"}
  - {id: 基金}
  rows:
  - {repeat: 科目, follows: 支出}
- id: 拨款
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 金额, formula: "sum(收入!{科目=.科目}.拨款)"}
  rows:
  - {repeat: 科目, follows: 收入, where: "sum(收入!{科目=.科目}.基金) = 0"}
- id: 项目
  columns:
  - {id: 项目名, type: text}
  - {id: 科目, type: code, catalogue: functional}
  - {id: 金额}
  rows:
  - repeat: 项目名
  - {id: 合计, label: 合计, kind: total, formulas: {金额: sum(*.@)}}
- id: 绩效
  view: cards
  columns:
  - {id: 项目名, type: text}
  - {id: 目标, type: long_text}
  rows:
  - {repeat: 项目名, follows: 项目}
- id: 指标
  columns:
  - {id: 项目名, type: text}
  - {id: 指标值, type: text}
  rows:
  - {repeat: 项目名, parent: 绩效, named_by: 指标值}
- id: 总表
  sides:
  - id: 左
    columns: [{id: 来源, type: label}, {id: 数}, {id: 增长, type: percentage}]
    rows:
    - {id: 拨款, label: 拨款, formulas: {数: 支出!总计.合计}}
    - {id: 其中, label: 其中, kind: subtotal, formulas: {数: 拨款.@}}
    - {id: 其他, label: 其他}
    - {id: 收入总计, label: 收入总计, kind: total, formulas: {数: sum(*.@)}}
  - id: 右
    columns: [{id: 类, type: label}, {id: 数}]
    rows:
    - {id: "208", label: 社保, formulas: {数: "sum(支出!{科目~#}.合计)"}}
    - {id: "211", label: 环保, formulas: {数: "sum(支出!{科目~#}.合计)"}}
    - {id: 支出总计, label: 支出总计, kind: total, formulas: {数: sum(*.@)}}
"""

CATALOGUES = {
    "functional": Catalogue(
        "functional",
        (3, 2, 2),
        (
            Subject("2080505", "养老保险"),
            Subject("2080506", "职业年金"),
            Subject("2110101", "行政运行"),
            Subject("2110301", "大气"),
        ),
    )
}


class Book(Workbook):
    """A workbook whose places are named as text."""

    def text(self, address: str) -> str:
        return self.cell(Address.parse(address)).text

    def names(self, row_list: str) -> list[str]:
        return [row.name for row in self.rows(RowList.parse(row_list)) if row.repeated]

    def put(self, values: dict[str, str], rows: dict[str, str] | None = None) -> None:
        """State values and, as words, rows."""
        contents = [(Address.parse(place), text) for place, text in values.items()]
        lists = [(RowList.parse(place), tuple(names.split())) for place, names in (rows or {}).items()]
        self.apply(self.disclosure.edit("填写", [*contents, *lists]))

    def stated_values(self) -> dict[str, str]:
        return {str(address): text for address, text in self.disclosure.values()}


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder: Path = tmp_path_factory.mktemp("packs") / "small"
    folder.mkdir()
    (folder / "edition.yaml").write_text(PACK, encoding="utf-8")
    return read_edition(folder, folder)


@pytest.fixture
def book(edition: Edition) -> Book:
    return Book(edition, Disclosure(edition.id), CATALOGUES)
