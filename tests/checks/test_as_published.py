"""What was published before against what stands for it now."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.editions.reader import PackError, read_edition
from tests.checks.conftest import Document

PACK = """
id: compared
title: 对照
kind: final_accounts
region: 某地
year: 2021
unit: 单位!全称
document_title: 自评
tables:
- id: 单位
  view: form
  fields: [{id: 全称, type: text}]
- id: 自评
  view: cards
  columns: [{id: 项目, type: text}]
  rows: [{repeat: 项目}]
- id: 自评指标
  columns: [{id: 项目, type: text}, {id: 名称, type: text}, {id: 目标值, type: text}]
  rows: [{repeat: 项目, parent: 自评, named_by: 名称}]
- id: 预算
  view: cards
  columns: [{id: 项目, type: text}]
  rows: [{repeat: 项目}]
- id: 预算指标
  columns: [{id: 项目, type: text}, {id: 名称, type: text}, {id: 指标值, type: text}]
  rows: [{repeat: 项目, parent: 预算, named_by: 名称}]
checks:
- id: 对照
  title: 与公开的一致
  kind: as published
  for: 预算指标
  options: {with: 自评指标, names: [名称], values: [指标值=目标值]}
"""

Rows = list[tuple[str, str]]


def pack(folder: Path, text: str = PACK) -> Path:
    (folder / "compared").mkdir()
    (folder / "compared" / "edition.yaml").write_text(text, encoding="utf-8")
    return folder / "compared"


@pytest.fixture
def document(tmp_path: Path) -> Document:
    edition = read_edition(pack(tmp_path), tmp_path)
    made = Document(Workbook(edition, Disclosure(edition.id), {}))
    return made.state(自评="运维", 预算="运维")


def filled(document: Document, published: Rows, present: Rows) -> Document:
    """A document with these indicators of its one project: their names and values."""
    for table, column, rows in (("预算指标", "指标值", published), ("自评指标", "目标值", present)):
        names = ["运维", *(f"运维#{number}" for number in range(2, len(rows) + 1))][: len(rows)]
        document.state(**{table: " ".join(names)})
        for name, (title, value) in zip(names, rows, strict=True):
            document.put(f"{table}!{name}.名称={title}", f"{table}!{name}.{column}={value}")
    return document


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (("演练次数", "≥12次"), ("演练次数", ">=12次")),
        (("演练次数（次）", "12"), ("演练次数", "=12次")),
        (("运行时间（月）", "12"), ("运行时间（月）", "=12月")),
        (("平台运维。", "≧12次"), ("平台运维", "≥12次")),
        (("参加人数", "1.5万人"), ("参加人数", "15000人")),
        (("作用", "提升。"), ("作用", "提升")),
        (("开展时间", "2021年1月-12月"), ("开展时间", "2021年1月-12月")),
    ],
)
def test_the_same_in_other_writing_is_no_departure(
    document: Document, before: tuple[str, str], now: tuple[str, str]
) -> None:
    assert filled(document, [before], [now]).findings == ()


@pytest.mark.parametrize(
    ("before", "now"),
    [("≥12次", "≥10次"), ("95%", "≥95%"), ("≤20天", "≤20月"), ("提升", "长期"), ("2021年6月底", "2021年12月底")],
)
def test_another_value_is_found_and_can_be_put_back(document: Document, before: str, now: str) -> None:
    filled(document, [("演练", before)], [("演练", now)])

    found = document.only
    assert (found.stated, found.expected) == (now, before)
    assert found.at == (Address("自评指标", "运维", "目标值"), Address("预算指标", "运维", "指标值"))
    assert found.message == f"“运维”的预算指标“演练”是“{before}”，自评指标写的是“{now}”，请核对。"
    assert document.repair(f"改为“{before}”").findings == ()


def test_what_was_left_out_is_found_and_can_be_added(document: Document) -> None:
    filled(document, [("演练次数", "12次"), ("培训人数", "30人")], [("演练次数", "12次")])

    found = document.only
    assert found.message == "“运维”的预算指标“培训人数”（30人），自评指标里没有，请补列或说明。"
    assert found.at == (Address("预算指标", "运维#2", "名称"), RowList("自评指标", ""))
    document.repair("补列这一行")
    assert document.findings == ()
    assert document.workbook.cell(Address("自评指标", "运维#2", "目标值")).text == "30人"


def test_what_was_not_published_is_found(document: Document) -> None:
    filled(document, [("演练次数", "12次")], [("演练次数", "12次"), ("培训人数", "30人")])

    assert document.only.message == "“运维”的自评指标“培训人数”，预算指标里没有，请核对。"


def test_another_name_is_found_and_its_value_compared(document: Document) -> None:
    filled(document, [("监控系统联网运维次数", "12次")], [("联网监控系统运维次数", "10次")])

    renamed, changed = document.findings
    assert "写成“联网监控系统运维次数”" in renamed.message
    assert (changed.stated, changed.expected) == ("10次", "12次")
    assert len(document.repair("改为“监控系统联网运维次数”").findings) == 1


def test_what_belongs_to_nothing_here_is_left_to_other_checks(document: Document) -> None:
    filled(document, [("演练次数", "12次")], [])

    assert document.findings == ()


def test_a_place_kept_free_is_no_indicator(document: Document) -> None:
    filled(document, [("演练次数", "12次"), ("/", "/")], [("演练次数", "12次")])

    assert document.findings == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("names: [名称]", "names: [没有]", "“names”里的“没有”应写作“列=另一张表的列”，或两张表都有的一列"),
        ("values: [指标值=目标值]", "values: [指标值]", "“values”里的“指标值”应写作"),
        ("names: [名称]", "names: [名称, 项目]", "“names”里的“名称”应写作"),
        ("for: 预算指标", "for: 单位", "“as published”应在 for 里写出一个有重复行的表"),
    ],
)
def test_a_pack_that_compares_what_is_not_there_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert PACK.count(old) == 1
    with pytest.raises(PackError) as refused:
        read_edition(pack(tmp_path, PACK.replace(old, new)), tmp_path)

    assert any(message in problem.message for problem in refused.value.problems)
