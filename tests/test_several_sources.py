"""A budget with money of every kind: general budget, government fund, fees in the fiscal account, own income."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from disclosure_editor.calculation.edits import NewRow, add_row, paste, set_values
from disclosure_editor.calculation.opening import new_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.export import Format, export
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.narrative.writer import Narrative

EDITION, UNIT = "xinjiang-budget-2021", "昌吉州林业科学研究所"
FORESTRY, PENSION, HOUSING, LAND_FUND = "2130206", "2080505", "2210201", "2120804"
EXTENSION, SEEDS = "林业技术推广", "良种基地建设"

ROWS = {
    "表三": [FORESTRY, PENSION, HOUSING, LAND_FUND],
    "表六": ["30101", "30108", "30113", "30201", "30217", "30231"],
    "表七": [EXTENSION, SEEDS],
}

TEXTS = {
    "单位!简称": "州林科所",
    "单位!主要职能": "承担林业科学研究和技术推广。",
    "单位!内设机构数": "2",
    "单位!内设机构": "办公室、科研科",
    "人员!编制.人数": "20",
    "人员!在职.人数": "18",
    "人员!在职.增减": "-1",
    "人员!退休.人数": "5",
    "人员!退休.增减": "1",
    # 247.5 for forestry: 162.5 of the general budget, 25 fees, 60 own income; 40 of the fund.
    f"表三!{FORESTRY}.基本支出": "200",
    f"表三!{PENSION}.基本支出": "20",
    f"表三!{HOUSING}.基本支出": "15",
    f"表二!{FORESTRY}.教育收费": "25",
    f"表二!{FORESTRY}.事业收入": "60",
    f"表二!{LAND_FUND}.政府性基金预算拨款": "40",
    f"表七!{EXTENSION}.科目": FORESTRY,
    f"表七!{EXTENSION}.商品和服务支出": "30",
    f"表七!{EXTENSION}.资本性支出": "5",
    f"表七!{SEEDS}.科目": FORESTRY,
    f"表七!{SEEDS}.商品和服务支出": "12.5",
    "表六!30101.人员经费": "100",
    "表六!30108.人员经费": "20",
    "表六!30113.人员经费": "15",
    "表六!30201.公用经费": "12.2",
    "表六!30217.公用经费": "0.8",
    "表六!30231.公用经费": "2",
    f"项级说明!{FORESTRY}.上年基本支出": "110",
    f"项级说明!{FORESTRY}.上年项目支出": "60",
    f"项级说明!{FORESTRY}.原因": "项目减少",
    f"项级说明!{PENSION}.上年基本支出": "20",
    f"项级说明!{HOUSING}.上年基本支出": "12",
    f"项级说明!{HOUSING}.原因": "缴存基数提高",
    "收入说明!一般公共预算.原因": "项目减少",
    "收入说明!政府性基金预算.上年": "0",
    "收入说明!政府性基金预算.原因": "新增农村基础设施项目",
    "收入说明!教育收费.上年": "30",
    "收入说明!教育收费.原因": "培训班次减少",
    "收入说明!事业收入.上年": "60",
    "支出说明!基本支出.上年": "232",
    "支出说明!基本支出.原因": "缴存基数提高",
    "支出说明!项目支出.上年": "60",
    "支出说明!项目支出.原因": "新增农村基础设施项目",
    "支出用途!208.主要用于": "职工养老保险缴费",
    "支出用途!213.主要用于": "林业技术推广和日常运转",
    "支出用途!221.主要用于": "职工住房公积金",
    "一般公共预算规模!基本支出.原因": "缴存基数提高",
    "一般公共预算规模!项目支出.原因": "部分项目完成",
    f"项目说明!{EXTENSION}.设立的政策依据": "州人民政府有关文件",
    f"项目说明!{SEEDS}.设立的政策依据": "州人民政府有关文件",
    f"绩效目标!{EXTENSION}.年度目标": "推广林业技术十项。",
    f"绩效目标!{SEEDS}.年度目标": "建成良种基地一处。",
    "三公说明!公务用车运行费.上年": "2",
    "三公说明!公务接待费.上年": "1",
    "三公说明!公务接待费.原因": "压减接待",
    "机关运行经费!上年": "15",
    "政府采购!货物": "10",
    "政府采购!工程": "0",
    "政府采购!服务": "5",
    "政府采购!中小企业预留": "6",
    "政府采购!小微企业预留": "3",
    "国有资产!房屋面积": "1200.5",
    "国有资产!房屋价值": "300",
    "国有资产!办公家具价值": "20",
    "国有资产!其他资产价值": "50",
    "国有资产!五十万以上设备": "1",
    "国有资产!一百万以上设备": "0",
    "车辆!一般公务用车.数量": "1",
    "车辆!一般公务用车.价值": "18",
}
INDICATOR = {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "完成数量", "指标值": "≥1项"}

SCALE = (
    f"{UNIT}2021年一般公共预算拨款合计197.5万元，其中："
    "基本支出150万元，比上年预算增加8万元，增长5.63%。主要原因是：缴存基数提高。"
    "项目支出47.5万元，比上年预算减少12.5万元，下降20.83%。主要原因是：部分项目完成。"
)
WRITTEN = {
    "一": [
        "收入预算包括：一般公共预算197.5万元、政府性基金预算40万元、财政专户（教育收费）25万元、事业收入60万元。",
        "支出预算包括：社会保障和就业支出20万元、城乡社区支出40万元、农林水支出247.5万元、住房保障支出15万元。",
    ],
    "二": [
        "一般公共预算197.5万元，占61.24%，比上年减少4.5万元，主要原因是项目减少；",
        "政府性基金预算40万元，占12.40%，比上年增加40万元，主要原因是新增农村基础设施项目；",
        "国有资本经营预算未安排。",
        "财政专户（教育收费）25万元，占7.75%，比上年减少5万元，主要原因是培训班次减少。",
        "事业收入60万元，占18.60%，与上年持平。",
    ],
    "四": [
        "2021年财政拨款收支总预算237.5万元。",
        "收入包括一般公共预算拨款和政府性基金预算拨款，无国有资本经营预算拨款。",
        "收入预算包括：一般公共预算拨款197.5万元、政府性基金预算拨款40万元。",
        "政府性基金预算支出包括：城乡社区支出40万元。",
    ],
    "五一": [
        SCALE,
    ],
    "九": [
        f"{UNIT}2021年政府性基金预算拨款安排的支出40万元，其中：基本支出0万元，项目支出40万元。",
        "1.城乡社区（类）国有土地使用权出让收入安排的（款）农村基础设施建设（项）：2021年预算数为40万元。",
    ],
}


@pytest.fixture
def workbook() -> Workbook:
    workbook = new_workbook(EDITION, UNIT, Library())
    for table, keys in ROWS.items():
        for key in keys:
            workbook.apply(add_row(workbook, RowList(table, ""), key=key)[0])
    workbook.apply(set_values(workbook, {Address.parse(place): text for place, text in TEXTS.items()}, "填写"))
    indicators = [NewRow(project, INDICATOR) for project in ROWS["表七"]]
    workbook.apply(paste(workbook, {}, RowList("绩效指标", ""), indicators))
    return workbook


def shown(workbook: Workbook, *places: str) -> list[str]:
    return [workbook.cell(Address.parse(place)).text for place in places]


def test_nothing_is_wrong_with_it(workbook: Workbook) -> None:
    assert [finding.message for finding in Checker(workbook, Narrative(workbook)).findings()] == []


def test_what_other_money_pays_is_no_general_budget(workbook: Workbook) -> None:
    assert shown(workbook, f"表二!{FORESTRY}.总计", f"表二!{FORESTRY}.一般公共预算拨款") == ["247.50", "162.50"]
    assert shown(workbook, f"表五!{FORESTRY}.基本支出", f"表五!{FORESTRY}.项目支出") == ["115.00", "47.50"]
    assert shown(workbook, "表四!支出总计.合计", "表九!合计.合计", "表一!收入总计.预算数") == [
        "237.50",
        "40.00",
        "322.50",
    ]


def test_what_a_subject_has_nothing_of_is_blank(workbook: Workbook) -> None:
    assert shown(workbook, f"表二!{LAND_FUND}.一般公共预算拨款", f"表三!{LAND_FUND}.基本支出") == ["", ""]


@pytest.mark.parametrize("section", WRITTEN)
def test_its_text_names_every_source(section: str, workbook: Workbook) -> None:
    narrative = Narrative(workbook)
    written = [p.text for s in workbook.edition.outline if s.id == section for p in narrative.paragraphs(s)]

    assert [text for text in WRITTEN[section] if text not in written] == [], written


def test_no_place_of_its_text_is_left_to_fill(workbook: Workbook) -> None:
    narrative = Narrative(workbook)
    runs = [run for section in workbook.edition.outline for p in narrative.paragraphs(section) for run in p.runs]

    assert [run.text for run in runs if run.missing] == []


def test_it_is_exported(workbook: Workbook, tmp_path: Path) -> None:
    word, excel = export(Publication(workbook), tmp_path, "预算公开", [Format.WORD, Format.EXCEL])

    sheet = load_workbook(excel)["表九"]
    assert [row[-1] for row in sheet.iter_rows(values_only=True)][-2:] == [40, 40]
    assert len(Document(str(word)).tables) == len(ROWS["表七"]) + 9


def test_other_money_beyond_a_subjects_expenditure_is_found(workbook: Workbook) -> None:
    workbook.apply(set_values(workbook, {Address("表二", FORESTRY, "事业收入"): "300"}, "填写"))
    findings = Checker(workbook, Narrative(workbook)).findings()

    assert [f.at[0] for f in findings if f.check == "表二不为负"] == [Address("表二", FORESTRY, "一般公共预算拨款")]


def test_a_subject_in_two_rows_keeps_each_rows_own_figures(workbook: Workbook) -> None:
    edit, name = add_row(workbook, RowList("表三", ""), key=HOUSING)
    workbook.apply(edit)
    workbook.apply(set_values(workbook, {Address("表三", name, "基本支出"): "5"}, "填写"))

    assert shown(workbook, f"表二!{HOUSING}.总计", f"表二!{name}.总计", "表五!合计.基本支出") == [
        "15.00",
        "5.00",
        "155.00",
    ]
    findings = Checker(workbook, Narrative(workbook)).findings()
    assert {f.check for f in findings} >= {"重复科目"}
    assert not {f.check for f in findings} & {"收支平衡", "表二与表三合计", "表五与表二合计", "表五与表四"}
