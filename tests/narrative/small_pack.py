"""A small edition for the tests of text and publication, written into a folder."""

from pathlib import Path

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.editions.model import Edition, Section
from disclosure_editor.editions.reader import read_edition
from disclosure_editor.editions.subjects import Catalogue, Subject

FUNCTIONAL = Catalogue(
    "functional",
    (3, 2, 2),
    (
        Subject("208", "社会保障和就业支出"),
        Subject("20805", "行政事业单位养老支出"),
        Subject("2080505", "机关事业单位基本养老保险缴费支出"),
        Subject("211", "节能环保支出"),
        Subject("21111", "污染减排"),
        Subject("2111101", "生态环境监测与信息"),
    ),
)
ECONOMIC = Catalogue(
    "economic",
    (3, 2),
    (
        Subject("301", "工资福利支出"),
        Subject("30107", "绩效工资"),
        Subject("30108", "机关事业单位基本养老保险缴费"),
        Subject("30110", "职工基本医疗保险缴费"),
    ),
)

PACK = """
id: small
title: 小版式
kind: budget
region: 某地
year: 2021
unit: 单位!全称
document_title: "{{ text('单位!全称') }}{{ year }}年预算公开"
tables:
- id: 单位
  view: form
  published: false
  fields:
  - {id: 全称, title: 单位全称, type: text}
  - {id: 职能, title: 主要职能, type: long_text}
  - {id: 表样, type: choice, choices: [竖式, 横式]}
- id: 收支
  title: 收支总表
  number: 表一：
  unit_line: "单位：{{ text('单位!全称') }}\\t单位：万元"
  sides:
  - id: 收入
    columns:
    - {id: 项目, type: label, header: [收入, 项目], widths: [20]}
    - {id: 预算数, header: [收入, 预算数]}
    rows:
    - {id: 拨款, label: 财政拨款, indent: 1}
    - {id: 其他, label: 其他收入}
    - {id: 收入总计, label: 收入总计, kind: total, formulas: {"*": sum(*.@)}}
  - id: 支出
    columns:
    - {id: 分类, type: label, header: [支出, 功能分类], widths: [20]}
    - {id: 预算数, header: [支出, 预算数]}
    rows:
    - {id: "208", label: 208 社会保障和就业支出, title: 社会保障和就业支出}
    - {id: "210", label: 210卫生健康支出, title: 卫生健康支出}
    - {id: "211", label: 211 节能环保支出, title: 节能环保支出}
    - {id: 支出总计, label: 支出总计, kind: total, formulas: {预算数: sum(*.@)}}
- id: 科目表
  title: 支出表
  number: 表二：
  note: 备注
  landscape: true
  total_label: 项目
  columns:
  - id: 科目
    type: code
    catalogue: functional
    headers: [[项目, 编码, 类], [项目, 编码, 款], [项目, 编码, 项]]
    widths: [5, 4, 4]
  - {id: 名称, title: 科目名称, type: text, header: [项目, 名称], formula: {is: name(.科目), severity: proposal}}
  - {id: 项目, type: text, header: [项目名称]}
  - {id: 合计, header: [支出, 合计]}
  rows:
  - {repeat: 科目}
  - {id: 合计, label: 合  计, kind: total, formulas: {合计: sum(*.@)}}
  fields:
  - {id: 备注, type: text, formula: {is: "if(合计.合计 != 0, '', '备注：此表为空表。')", severity: proposal}}
- id: 科目说明
  published: false
  columns:
  - {id: 科目, type: code, catalogue: functional, headers: [[编码, 类], [编码, 款], [编码, 项]]}
  - {id: 本年, formula: "sum(科目表!{#=#}.合计)"}
  - {id: 增减}
  - {id: 增长率, type: percentage}
  - {id: 原因, type: text, title: 增减原因}
  rows:
  - {repeat: 科目, follows: 科目表}
- id: 经济
  published: false
  columns:
  - {id: 科目, type: code, catalogue: economic, headers: [[编码, 类], [编码, 款]]}
  - {id: 名称, type: text, formula: {is: name(.科目), severity: proposal}}
  - {id: 金额}
  rows:
  - {repeat: 科目}
- id: 目标
  view: cards
  columns:
  - {id: 项目名称, type: text}
  - {id: 资金}
  - {id: 目标, title: 年度目标, type: long_text}
  rows:
  - {repeat: 项目名称}
  shape_choice: 单位!表样
  shapes:
  - id: 竖式
    widths: [5, 10, 10, 20]
    rows:
    - [{text: "（{{ year }}年）", columns: 4, center: true}]
    - [{text: 项目名称, columns: 2}, {text: "{{ text(row.项目名称) }}", columns: 2}]
    - [{text: "资金：{{ amount(row.资金) }}", columns: 2}, {text: "{{ text(row.目标) }}", columns: 2}]
    - [{text: 指标, rows: rest, vertical: true}, {text: 一级, header: true}, 二级, {text: 值, header: true}]
    - each: 指标
      cells:
      - {text: "{{ text(row.一级) }}", merge: true}
      - {text: "{{ text(row.二级) }}", merge: true}
      - {text: "{{ text(row.值) }}"}
  - id: 横式
    widths: [10, 20]
    rows:
    - [{text: "{{ text(row.项目名称) }}"}, {text: "{{ amount(row.资金) }}"}]
- id: 指标
  published: false
  columns:
  - {id: 项目, type: text}
  - {id: 一级, type: text}
  - {id: 二级, type: text}
  - {id: 值, type: text}
  rows:
  - {repeat: 项目, parent: 目标}
outline:
- {id: 概况, level: part, heading: "第一部分  {{ text('单位!全称') }}概况", template: overview.j2}
- {id: 表一节, level: none, table: 收支}
- {id: 表二节, level: none, table: 科目表}
- {id: 说明, heading: 二、说明, template: text.j2}
- {id: 科目节, level: subsection, heading: （一）科目, template: items.j2}
- id: 绩效
  level: none
  table: 目标
- {id: 落款, level: none, template: signature.j2, style: signature}
"""

TEMPLATES = {
    "overview.j2": "{{ text('单位!职能') }}\n",
    "signature.j2": "{{ text('单位!全称') }}\n",
    "text.j2": (
        "{# 总体 #}\n"
        "{{ text('单位!全称') }}收入{{ amount('收支!收入总计.预算数') }}万元。\n"
        "{% if any_row('收支!支出', '预算数') %}\n"
        "  支出包括：{% for row in rows('收支!支出') if positive(row.预算数) %}"
        "{{ label(row) }}{{ amount(row.预算数) }}万元{% if not loop.last %}、{% endif %}{% endfor %}。\n"
        "{% else %}\n"
        "没有支出。\n"
        "{% endif %}\n"
        "{% if zero('收支!其他.预算数') %}其他收入未安排。{% endif %}\n"
        "\n"
    ),
    "items.j2": (
        "{% for row in rows('科目说明', order='key') if nonzero(row.本年) %}\n"
        "{{ loop.index }}.{{ subject(row.科目, 'class', without='支出') }}（{{ code(row.科目, 'class') }}）"
        "{{ subject(row.科目, 'item') }}{{ amount(row.本年) }}万元，{{ change(row.增减, '比上年预算数') }}"
        "{{ growth(row['增长率']) }}，主要原因是{{ text(row.原因) }}。\n"
        "{% endfor %}\n"
    ),
}


def write_pack(folder: Path, pack: str = PACK, templates: dict[str, str] = TEMPLATES) -> Edition:
    """The small edition, written into a folder and read from it."""
    own = folder / "editions" / "small"
    own.mkdir(parents=True, exist_ok=True)
    (own / "edition.yaml").write_text(pack, encoding="utf-8")
    texts = folder / "templates" / "small"
    texts.mkdir(parents=True, exist_ok=True)
    for name, source in templates.items():
        (texts / name).write_text(source, encoding="utf-8")
    return read_edition(own, folder / "templates")


def open_document(edition: Edition) -> Workbook:
    """An empty document of the small edition."""
    return Workbook(edition, Disclosure(edition.id), {"functional": FUNCTIONAL, "economic": ECONOMIC})


def fill(workbook: Workbook, *statements: tuple[str, str]) -> None:
    """State values, each at an address as text."""
    edit = workbook.edit("填写", {Address.parse(place): text for place, text in statements})
    workbook.apply(edit)


def state_rows(workbook: Workbook, row_list: str, *names: str) -> None:
    """State the rows of a table."""
    workbook.apply(workbook.edit("行", {RowList.parse(row_list): names}))


def section(workbook: Workbook, name: str) -> Section:
    """The outline's section of this name."""
    return next(found for found in workbook.edition.outline if found.id == name)
