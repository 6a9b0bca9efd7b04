"""A small publication with every kind of block: a cover, contents, text, narrow and wide tables, a form in the text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure_editor.document.addresses import Address
from disclosure_editor.exchange.blocks import Align, Block, Grid, GridCell, Paragraph, Run, Sheet, Style


def paragraph(style: Style, text: str, sheet: Sheet | None = None) -> Paragraph:
    return Paragraph(style, (Run(text),), sheet)


def header(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> GridCell:
    return GridCell(row, column, text, rows, columns, header=True, align=Align.CENTER)


def label(row: int, column: int, text: str, indent: int = 0) -> GridCell:
    return GridCell(row, column, text, header=True, indent=indent)


def amount(row: int, column: int, text: str) -> GridCell:
    value = Decimal(text) if text else None
    return GridCell(row, column, text, amount=value, align=Align.RIGHT, address=Address("表", str(row), str(column)))


def total(row: int, column: int, text: str) -> GridCell:
    return GridCell(row, column, text, header=True, align=Align.CENTER)


@pytest.fixture(scope="session")
def two_sided() -> Grid:
    """收支总体情况表: income at the left, expenditure by function at the right."""
    income = [
        ("财政拨款（补助）", 0, "261.00"),
        ("一般公共预算", 1, "261.00"),
        ("政府性基金预算", 1, ""),
        ("国有资本经营预算", 1, ""),
        ("教育收费（财政专户）", 0, ""),
        ("事业收入", 0, ""),
        ("事业单位经营收入", 0, ""),
        ("单位其他资金收入", 0, ""),
    ]
    expenditure = [
        "201 一般公共服务支出", "202 外交支出", "203 国防支出", "204 公共安全支出", "205 教育支出",
        "206 科学技术支出", "207 文化旅游体育与传媒支出", "208 社会保障和就业支出", "209 社会保险基金支出",
        "210卫生健康支出", "211 节能环保支出", "212 城乡社区支出", "213 农林水支出", "214 交通运输支出",
        "215 资源勘探工业信息等支出", "216 商业服务业等支出", "217 金融支出", "219 援助其他地区支出",
        "220 自然资源海洋气象等支出", "221 住房保障支出", "222 粮油物资储备支出", "223 国有资本经营预算支出",
        "224灾害防治及应急管理支出", "227 预备费", "229 其他支出", "230转移性支出", "231 债务还本支出",
        "232 债务付息支出", "233 债务发行费用支出", "234 抗疫特别国债还本支出",
    ]  # fmt: skip
    amounts = {0: "236.50", 7: "13.54", 9: "10.96"}
    cells = [header(0, 0, "收     入", columns=2), header(0, 2, "支     出", columns=2)]
    cells += [header(1, column, text) for column, text in enumerate(("项     目", "预算数", "功能分类", "预算数"))]
    for index, text in enumerate(expenditure):
        name, indent, stated = income[index] if index < len(income) else ("", 0, "")
        row = index + 2
        cells += [label(row, 0, name, indent), amount(row, 1, stated)]
        cells += [label(row, 2, text), amount(row, 3, amounts.get(index, ""))]
    last = len(expenditure) + 2
    cells += [total(last, 0, "收  入  总  计"), amount(last, 1, "261.00")]
    cells += [total(last, 2, "支  出  总  计"), amount(last, 3, "261.00")]
    sheet = Sheet("表一")
    return Grid(tuple(cells), last + 1, 4, 2, (30, 14, 34, 14), sheet, frozenset({last}))


@pytest.fixture(scope="session")
def sixteen_columns() -> Grid:
    """项目支出情况表: the widest table, landscape, with a heading of two rows and many amounts."""
    kinds = [
        "科目", "项目名称", "项目支出合计", "工资福利支出", "商品和服务支出", "对个人和家庭的补助",
        "债务利息及费用支出", "资本性支出（基本建设）", "资本性支出", "对企业补助（基本建设）", "对企业补助",
        "对社会保障基金补助", "其他支出",
    ]  # fmt: skip
    cells = [header(0, 0, "科 目 编 码", columns=3)]
    cells += [header(0, column + 3, text, rows=2) for column, text in enumerate(kinds)]
    cells += [header(1, column, text) for column, text in enumerate("类款项")]
    rows = [
        ("昌吉州煤矿安全综合监控联网系统运维工作经费", {5: "85", 7: "85"}),
        ("昌吉州煤矿数字化监控运行工作经费", {5: "15", 7: "15"}),
        ("购买服务（一次性）", {5: "12345.678", 7: "4068.52", 11: "8277.158"}),
    ]
    for row, (name, amounts) in enumerate(rows, start=2):
        codes = [GridCell(row, column, code, align=Align.CENTER) for column, code in enumerate(("201", "04", "50"))]
        cells += [*codes, label(row, 3, "事业运行"), label(row, 4, name)]
        cells += [amount(row, column, amounts.get(column, "")) for column in range(5, 16)]
    for row in range(5, 16):
        cells += [GridCell(row, column, "") for column in range(16)]
    cells += [*(GridCell(16, column, "") for column in range(4)), total(16, 4, "合 计")]
    cells += [
        amount(16, column, {5: "12445.678", 7: "4168.52", 11: "8277.158"}.get(column, "")) for column in range(5, 16)
    ]
    widths = (5, 4, 4, 10, 18, 10, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8)
    return Grid(tuple(cells), 17, 16, 2, widths, Sheet("表七", landscape=True), frozenset({16}))


@pytest.fixture(scope="session")
def form() -> Grid:
    """项目支出绩效目标表: a form with its title inside, labels from top to bottom and merged indicators."""
    cells = [
        GridCell(0, 0, "部门预算项目支出绩效目标表", column_span=5, align=Align.CENTER),
        GridCell(1, 0, "（2021年度）", column_span=5, align=Align.CENTER),
        header(2, 0, "项目名称", columns=2),
        GridCell(2, 2, "昌吉州煤矿安全综合联网监控系统运维工作经费", column_span=3, align=Align.CENTER),
        header(3, 0, "预算单位", columns=2),
        GridCell(3, 2, "昌吉州能源安全监测中心", column_span=3, align=Align.CENTER),
        header(4, 0, "项目资金\n（万元）", rows=3, columns=2),
        GridCell(4, 2, "年度资金总额：85", column_span=3),
        GridCell(5, 2, "其中：财政拨款  85", column_span=3, indent=1),
        GridCell(6, 2, "其他资金  0", column_span=3, indent=3),
        GridCell(7, 0, "总\n体\n目\n标", 2, header=True, align=Align.CENTER, vertical=True),
        header(7, 1, "年度目标", columns=4),
        GridCell(
            8, 1,
            "职能：负责全州煤矿安全监控系统的建设、验收和指导管理；负责州、县市煤矿企业瓦斯监测监控远程联网系统的运行维护、"
            "数据采集、综合分析及数据库管理。\n2021年工作计划：1.对安全监测监控系统软、硬件进行维护；\n2.对专网线路、"
            "专网设备进行维护；\n3.提升专线链路网络稳定性\n4.保障系统全年稳定运行。",
            column_span=4,
        ),
        GridCell(9, 0, "绩效指标", 7, header=True, align=Align.CENTER, vertical=True),
        header(9, 1, "一级\n指标"), header(9, 2, "二级指标"), header(9, 3, "三级指标"),
        header(9, 4, "指标值（包含数字及文字描述）"),
    ]  # fmt: skip
    indicators = [
        ("综合监控联网平台升级", "≧1次"), ("近500路工业监控视频维护、授权、更新", "≧1次"),
        ("远程联网系统稳定率（%）", "95%"), ("各项工作开展时间", "2021年1月-12月"),
        ("严格按照项目支出进行（万元）", "≤85万元"), ("受益企业满意度（%）", "=95%"),
    ]  # fmt: skip
    cells += [header(10, 1, "产出指标", rows=5), header(10, 2, "数量指标", rows=2)]
    cells += [header(12, 2, "质量指标"), header(13, 2, "时效指标"), header(14, 2, "成本指标")]
    cells += [header(15, 1, "满意度指标"), header(15, 2, "服务对象满意度指标")]
    for row, (name, value) in enumerate(indicators, start=10):
        cells += [GridCell(row, 3, name), GridCell(row, 4, value, align=Align.CENTER)]
    return Grid(tuple(cells), 16, 5, 0, (6, 12, 16, 40, 26), Sheet("绩效目标表：运维工作经费"))


UNIT = "编制部门（单位）：昌吉回族自治州能源安全监测中心\t单位：万元"


@pytest.fixture(scope="session")
def publication(two_sided: Grid, sixteen_columns: Grid, form: Grid) -> tuple[Block, ...]:
    small, empty = Sheet("表八"), Sheet("表九")
    none = tuple(GridCell(1, column, "") for column in range(3))
    names = ("功能分类科目名称", "基本支出", "项目支出")
    funds = Grid((*(header(0, column, name) for column, name in enumerate(names)), *none), 2, 3, 1, (2, 1, 1), empty)
    three_public = Grid(
        (*(header(0, column, name) for column, name in enumerate(names)), label(1, 0, "公务接待费"),
         amount(1, 1, "0.20"), amount(1, 2, "-9.95")), 2, 3, 1, (2, 1, 1), small,
    )  # fmt: skip
    text = (
        "为自治州能源（煤矿、油气管道、电力）安全监控系统的建设管理、运行维护、数据采集、综合分析及数据库建设管理"
        "等工作提供服务。"
    )
    return (
        paragraph(Style.TITLE, "昌吉回族自治州能源安全监测中心\n2021年部门预算公开"),
        paragraph(Style.CONTENTS, "目  录"),
        paragraph(Style.PART, "第一部分  昌吉州能源安全监测中心单位概况"),
        paragraph(Style.SECTION, "一、主要职能"),
        paragraph(Style.BODY, text * 3),
        paragraph(Style.SECTION, "二、机构设置及人员情况"),
        paragraph(Style.BODY, text),
        paragraph(Style.PART, "第二部分  2021年部门（单位）预算公开表"),
        paragraph(Style.TABLE_NUMBER, "表一：", two_sided.sheet),
        paragraph(Style.TABLE_TITLE, "部门（单位）收支总体情况表", two_sided.sheet),
        paragraph(Style.UNIT_LINE, UNIT, two_sided.sheet),
        two_sided,
        paragraph(Style.TABLE_NUMBER, "表七：", sixteen_columns.sheet),
        paragraph(Style.TABLE_TITLE, "一般公共预算项目支出情况表", sixteen_columns.sheet),
        paragraph(Style.UNIT_LINE, UNIT, sixteen_columns.sheet),
        sixteen_columns,
        paragraph(Style.TABLE_NUMBER, "表八：", small),
        paragraph(Style.TABLE_TITLE, "一般公共预算“三公”经费支出情况表", small),
        paragraph(Style.UNIT_LINE, UNIT, small),
        three_public,
        paragraph(Style.TABLE_NUMBER, "表九：", empty),
        paragraph(Style.TABLE_TITLE, "政府性基金预算支出情况表", empty),
        paragraph(Style.UNIT_LINE, UNIT, empty),
        funds,
        paragraph(Style.NOTE, "备注：我单位无政府性基金预算，此表为空表。", empty),
        paragraph(Style.PART, "第三部分  2021年预算情况说明"),
        paragraph(Style.SECTION, "十、其他重要事项的情况说明"),
        paragraph(Style.SUBSECTION, "（一）机关运行经费"),
        paragraph(Style.BODY, text * 4),
        paragraph(Style.SUBSECTION, "（四）预算绩效"),
        paragraph(Style.BODY, "2021年，本单位实行绩效管理的项目3个，涉及预算金额110万元。具体情况见下表："),
        form,
        paragraph(Style.BODY, "无其他需要说明的事项。"),
        paragraph(Style.PART, "第四部分  名词解释"),
        paragraph(Style.BODY, "一、一般公共预算：" + text),
        paragraph(Style.SIGNATURE, "昌吉回族自治州能源安全监测中心\n2021年2月1日"),
    )
