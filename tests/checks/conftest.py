"""A small edition whose checks a test states itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.editions.reader import read_edition
from disclosure_editor.editions.subjects import Catalogue, Subject
from disclosure_editor.exchange.publication import Publication

PACK = """
id: small
title: 小版式
kind: budget
region: 某地
year: 2021
unit: 单位!全称
document_title: 预算公开
tables:
- id: 单位
  view: form
  published: false
  fields:
  - {id: 全称, title: 单位全称, type: text}
  - {id: 简称, type: text}
  - {id: 沿革, type: text}
  - {id: 职能, title: 主要职能, type: long_text, required: 1, help: 照抄即可。}
  - {id: 人数, type: count, required: 支出!总计.合计 != 0}
  - id: 编制
    type: count
    formula: {cases: [{when: 单位!简称 != '', is: 单位!人数, severity: proposal}, {is: 单位!人数}]}
  - {id: 备注, type: text, formula: "if(支出!总计.合计 != 0, '', '此表为空表。')"}
- id: 支出
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 名称, type: text, formula: {is: name(.科目), title: 编码与名称一致, severity: warning}}
  - {id: 基本}
  - {id: 项目, formula: {is: "sum(项目!{科目=.科目}.金额)", severity: proposal}}
  - {id: 合计, formula: {is: .基本 + .项目, title: 合计＝基本＋项目}}
  rows:
  - repeat: 科目
  - {id: 总计, label: 总计, kind: total, formulas: {"*": {is: sum(*.@), title: 总计＝各行之和}}}
- id: 拨款
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 金额, formula: {is: "sum(支出!{科目=.科目}.合计)", title: 拨款＝支出}}
  rows:
  - {repeat: 科目, follows: 支出}
- id: 有项目
  columns: [{id: 科目, type: code, catalogue: functional}]
  rows:
  - {repeat: 科目, follows: 支出, where: "sum(支出!{科目=.科目}.项目) != 0"}
- id: 项目
  columns:
  - {id: 项目名, type: text}
  - {id: 科目, type: code, catalogue: functional}
  - {id: 金额}
  - {id: 说明, type: text}
  rows:
  - repeat: 项目名
- id: 类
  columns: [{id: 类名, type: label}, {id: 数, formula: "sum(支出!{科目~#}.合计)"}]
  rows:
  - {id: "208", label: 社保}
  - {id: "211", label: 环保}
outline:
- {id: 一, title: 一、说明, heading: 一、说明, template: text.j2}
"""

TEMPLATE = """\
支出{{ amount('支出!总计.合计') }}万元。
{% for row in rows('项目') %}
{{ label(row) }}{{ amount(row.金额) }}万元。
{% endfor %}
"""

CATALOGUES = {
    "functional": Catalogue(
        "functional",
        (3, 2, 2),
        (
            Subject("2080505", "养老保险"),
            Subject("2080506", "职业年金"),
            Subject("2110101", "行政运行"),
            Subject("213", "农林水支出"),
        ),
        "功能分类科目",
    )
}


class Document:
    """A document with its checks."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.narrative = Publication(workbook).narrative
        self.checker = Checker(workbook, self.narrative)

    def state(self, **rows: str) -> Self:
        """State row lists, each as words."""
        lists = [(RowList(table, ""), tuple(names.split())) for table, names in rows.items()]
        self.workbook.apply(self.workbook.disclosure.edit("填写", lists))
        return self

    def put(self, *values: str) -> Self:
        """State values, each as ``address=text``; a blank takes it back."""
        pairs = [value.split("=", 1) for value in values]
        edit = self.workbook.disclosure.edit("填写", [(Address.parse(place), text or None) for place, text in pairs])
        self.workbook.apply(edit)
        return self

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.checker.findings()

    @property
    def only(self) -> Finding:
        """The one finding that there is."""
        (finding,) = self.findings
        return finding

    def repair(self, label: str) -> Self:
        """Apply the repair of this label."""
        repairs = {repair.label: repair for finding in self.findings for repair in finding.repairs}
        self.workbook.apply(repairs[label].edit)
        return self


Make = Callable[..., Document]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a document whose edition has these checks, each a line of YAML."""

    def made(*checks: str) -> Document:
        folder = tmp_path / "small"
        folder.mkdir()
        listed = "checks:\n" + "".join(f"- {{title: 审核, {check}}}\n" for check in checks) if checks else ""
        (folder / "edition.yaml").write_text(PACK + listed, encoding="utf-8")
        (tmp_path / "templates" / "small").mkdir(parents=True)
        (tmp_path / "templates" / "small" / "text.j2").write_text(TEMPLATE, encoding="utf-8")
        edition = read_edition(folder, tmp_path / "templates")
        return Document(Workbook(edition, Disclosure(edition.id), CATALOGUES))

    return made
