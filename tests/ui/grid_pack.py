"""A small pack for the tests of the table editor: a code in three parts, two sides, a child table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.disclosure import Disclosure, Edit
from disclosure_editor.editions.reader import read_edition
from disclosure_editor.editions.subjects import Catalogue, Subject

FUNCTIONAL = Catalogue(
    "functional",
    (3, 2, 2),
    (
        Subject("201", "一般公共服务支出"),
        Subject("20104", "发展与改革事务"),
        Subject("2010401", "行政运行"),
        Subject("2010450", "事业运行"),
        Subject("208", "社会保障和就业支出"),
        Subject("20805", "行政事业单位养老支出"),
        Subject("2080505", "机关事业单位基本养老保险缴费支出"),
        Subject("2080506", "机关事业单位职业年金缴费支出"),
        Subject("2240150", "事业运行"),
    ),
)

PACK = """\
id: 试验
title: 试验用版式
kind: budget
region: 试验
year: 2021
unit: 单位!全称
document_title: 试验
outline: []
tables:
- id: 单位
  view: form
  published: false
  fields:
  - {id: 全称, type: text}
- id: 总表
  title: 收支总表
  sides:
  - id: 收入
    columns:
    - {id: 项目, type: label, header: [收  入, 项  目], widths: [20]}
    - {id: 收入数, header: [收  入, 预算数], widths: [12]}
    rows:
    - {id: 拨款, label: 财政拨款}
    - {id: 其他, label: 其他收入}
    - {id: 收入总计, label: 收  入  总  计, kind: total, formulas: {收入数: sum(*.@)}}
  - id: 支出
    columns:
    - {id: 分类, type: label, header: [支  出, 功能分类], widths: [20]}
    - {id: 支出数, header: [支  出, 预算数], widths: [12]}
    rows:
    - {id: "201", label: 201 一般公共服务支出}
    - {id: "208", label: 208 社会保障和就业支出}
    - {id: "210", label: 210 卫生健康支出}
    - {id: 年末结转, label: 年末结转, kind: total}
    - {id: 支出总计, label: 支  出  总  计, kind: total, formulas: {支出数: sum(*.@)}}
- id: 支出表
  title: 支出总体情况表
  columns:
  - id: 科目
    type: code
    catalogue: functional
    headers: [[项  目, 科目编码, 类], [项  目, 科目编码, 款], [项  目, 科目编码, 项]]
    widths: [5, 4, 4]
  - id: 名称
    type: text
    header: [项  目, 科目名称]
    widths: [26]
    formula: {is: name(.科目), severity: warning}
  - {id: 合计, header: [支出预算, 合  计], widths: [12], formula: .基本支出 + .项目支出}
  - {id: 基本支出, header: [支出预算, 基本支出], widths: [12]}
  - {id: 项目支出, header: [支出预算, 项目支出], widths: [12]}
  - {id: 占比, type: percentage}
  rows:
  - {repeat: 科目}
  - {id: 合计, label: 合  计, kind: total, formulas: {"*": sum(*.@)}}
- id: 跟随表
  title: 跟随支出表的表
  columns:
  - {id: 科目, type: code, catalogue: functional, header: [科目], widths: [10]}
  - {id: 金额, header: [金额], formula: {is: "sum(支出表!{科目=.科目}.基本支出)", severity: proposal}}
  rows:
  - {repeat: 科目, follows: 支出表, where: .金额 != 0}
- id: 汇总表
  title: 支出表和决算表的科目
  columns:
  - {id: 科目, type: code, catalogue: functional, header: [科目], widths: [10]}
  - {id: 备注, type: text, header: [备注], widths: [20]}
  rows:
  - {repeat: 科目, follows: [支出表, 决算表]}
- id: 项目表
  title: 项目表
  columns:
  - {id: 项目名称, type: text, header: [项目名称]}
  - {id: 金额, header: [金额]}
  - {id: 方式, type: choice, choices: [政府采购, 自行采购], header: [方式]}
  rows:
  - {repeat: 项目名称}
- id: 明细表
  title: 项目明细表
  columns:
  - id: 科目
    type: code
    catalogue: functional
    headers: [[科目编码, 类], [科目编码, 款], [科目编码, 项]]
    widths: [8, 6, 6]
  - {id: 项目名称, type: text, header: [项目名称], widths: [16]}
  - {id: 合计, header: [合计], widths: [12]}
  - {id: 工资, header: [工资], widths: [12]}
  - {id: 商品, header: [商品], widths: [12]}
  rows:
  - {repeat: 项目名称}
- id: 决算表
  title: 支出决算表
  total_label: [科目, 名称]
  columns:
  - id: 科目
    type: code
    catalogue: functional
    headers: [[项目, 科目编码, 类], [项目, 科目编码, 款], [项目, 科目编码, 项]]
    widths: [5, 4, 4]
  - {id: 名称, type: text, header: [项目, 科目名称], widths: [26], formula: {is: name(.科目), severity: warning}}
  - {id: 合计, header: [合计], widths: [12], formula: .基本支出 + .项目支出}
  - {id: 基本支出, header: [基本支出], widths: [12]}
  - {id: 项目支出, header: [项目支出], widths: [12]}
  rows:
  - {id: 合计, label: 合计, kind: total, formulas: {"*": sum(*.@)}}
  - {repeat: 科目, subtotals: {"*": {is: "sum({科目~#}.@)", title: 类、款＝所属各项之和}}}
- id: 财拨表
  title: 财政拨款收支表
  total_label: [编码, 项目]
  sides:
  - id: 收入
    columns:
    - {id: 来源, type: label, header: [收入, 项目], widths: [20]}
    - {id: 收入数, header: [收入, 决算数], widths: [12]}
    rows:
    - {id: 拨款, label: 一般公共预算}
    - {id: 基金, label: 政府性基金}
    - {id: 国资, label: 国有资本经营预算}
    - {id: 本年收入, label: 本年收入合计, kind: total, formulas: {收入数: sum(*.@)}}
    - {id: 年初结转, label: 年初结转, kind: subtotal}
    - {id: 其中, label: 其中：基金, kind: subtotal, indent: 1}
    - {id: 收入总计, label: 收入总计, kind: total, formulas: {收入数: 本年收入.@ + 年初结转.@}}
  - id: 支出
    columns:
    - {id: 编码, type: code, catalogue: functional, header: [支出, 编码], widths: [9], formula: "#"}
    - {id: 项目, type: label, header: [支出, 项目], widths: [20]}
    - {id: 支出数, header: [支出, 决算数], widths: [12]}
    rows:
    - {id: "201", label: 一般公共服务支出}
    - {id: "208", label: 社会保障和就业支出}
    - {id: 本年支出, label: 本年支出合计, kind: total, beside: 本年收入, formulas: {支出数: sum(*.@)}}
    - {id: 年末结转, label: 年末结转, kind: subtotal, beside: 年初结转, formulas: {编码: "''"}}
    - {id: 支出总计, label: 支出总计, kind: total, beside: 收入总计, formulas: {支出数: 本年支出.@ + 年末结转.@}}
- id: 自评
  title: 项目支出绩效自评表
  view: cards
  columns:
  - {id: 项目名称, type: text}
  - {id: 主管部门, type: text}
  - {id: 年初预算数, header: [年度资金总额, 年初预算数], formula: .年初拨款 + .年初其他}
  - {id: 执行数, header: [年度资金总额, 全年执行数], formula: .执行拨款 + .执行其他}
  - {id: 年初拨款, header: [其中：财政拨款, 年初预算数]}
  - {id: 执行拨款, header: [其中：财政拨款, 全年执行数]}
  - {id: 年初其他, header: [其他资金, 年初预算数]}
  - {id: 执行其他, header: [其他资金, 全年执行数]}
  - {id: 预算分值, type: number, unit: 分}
  - {id: 执行率, type: percentage, formula: "share(.执行数, .年初预算数)"}
  - {id: 总分, type: number, unit: 分, formula: "sum(自评指标!{项目=#}.得分)"}
  - {id: 年度目标, type: long_text}
  rows:
  - {repeat: 项目名称}
  shapes:
  - id: 自评式
    widths: [6, 10, 10, 20, 10, 8, 10, 8]
    rows:
    - [{text: "{{ text(row.项目名称) }}", columns: 8}]
    - ["", 一级指标, 二级指标, {text: 三级指标, columns: 2}, 分值, 目标值, 得分]
    - each: 自评指标
      cells:
      - {text: 绩效指标, merge: true}
      - {text: "{{ text(row.一级指标) }}", merge: true}
      - {text: "{{ text(row.二级指标) }}", merge: true}
      - {text: "{{ text(row.三级指标) }}", columns: 2}
      - {text: "{{ text(row.分值) }}"}
      - {text: "{{ text(row.目标值) }}"}
      - {text: "{{ text(row.得分) }}"}
- id: 自评指标
  title: 绩效指标
  published: false
  columns:
  - {id: 项目, type: text}
  - {id: 一级指标, type: text}
  - {id: 二级指标, type: text}
  - {id: 三级指标, type: text, widths: [30]}
  - {id: 目标值, type: text}
  - {id: 分值, type: number, unit: 分}
  - {id: 得分, type: number, unit: 分, formula: .分值}
  - {id: 赋分规则, type: choice, choices: [按比例, 直接]}
  - {id: 目标金额, formula: {is: amount(.目标值), severity: proposal}}
  rows:
  - {repeat: 项目, parent: 自评}
- id: 指标
  published: false
  columns:
  - {id: 项目, type: text}
  - {id: 指标名, type: text, header: [三级指标], widths: [20]}
  - {id: 指标值, type: text, header: [指标值], widths: [10]}
  rows:
  - {repeat: 项目, parent: 项目表}
"""


class DocumentSession(QObject):
    """The part of a session that a table editor needs: the workbook, its edits and their history."""

    changed = Signal()
    waiting = False

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self.workbook = workbook
        self.undo_stack = QUndoStack(self)

    @contextmanager
    def together(self) -> Iterator[None]:
        yield

    def do(self, edit: Edit) -> None:
        if edit:
            self.undo_stack.push(_EditCommand(self, edit))

    def apply(self, edit: Edit) -> None:
        self.workbook.apply(edit)
        self.changed.emit()


class _EditCommand(QUndoCommand):
    def __init__(self, session: DocumentSession, edit: Edit) -> None:
        super().__init__(edit.label)
        self._session, self._edit = session, edit

    def redo(self) -> None:
        self._session.apply(self._edit)

    def undo(self) -> None:
        self._session.apply(self._edit.inverse())


def new_workbook(folder: Path) -> Workbook:
    """An empty document of the small pack, which is written into the folder."""
    pack = folder / "试验"
    pack.mkdir()
    (pack / "edition.yaml").write_text(PACK, encoding="utf-8")
    edition = read_edition(pack, folder / "templates")
    return Workbook(edition, Disclosure(edition.id), {"functional": FUNCTIONAL})
