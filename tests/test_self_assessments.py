"""Self-assessments: scores follow from the packs' rules, what is wrong in a form is found, forms print as published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from disclosure_editor.calculation.edits import add_row, set_values
from disclosure_editor.calculation.opening import new_workbook, open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.amounts import parse_amount
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.document.storage import load, write
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Severity
from disclosure_editor.exchange.blocks import Grid
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.narrative.writer import Narrative

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"

ENERGY_2021 = "energy-monitoring-2021-self-assessment"
POLLUTION_2022 = "pollution-monitoring-2022-final"
EMERGENCY_2024 = "emergency-management-2024-final"
YEARS = (ENERGY_2021, POLLUTION_2022, EMERGENCY_2024)
PUBLISHED = {
    ENERGY_2021: SHARED / "published" / "2021-self-assessment-energy-monitoring.txt",
    EMERGENCY_2024: SHARED / "published" / "2024-final-emergency-management.txt",
}

published_here = pytest.mark.skipif(not SHARED.is_dir(), reason="the publications are not here")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def opened(name: str, library: Library) -> Workbook:
    return open_workbook(EXAMPLES / f"{name}.disclosure", library)


def findings_of(workbook: Workbook) -> tuple[Finding, ...]:
    return Checker(workbook, Narrative(workbook)).findings()


# ---- Scores

Columns = Mapping[str, tuple[str, ...]]

SCORES: Columns = {
    "自评": ("执行率", "预算得分", "总分值", "总分"),
    "自评指标": ("得分",),
    "整体支出": ("执行率", "预算得分"),
    "整体指标": ("得分",),
}
"""What is computed until somebody states it, by table."""

NUMBERS = {ENERGY_2021: 50, POLLUTION_2022: 279, EMERGENCY_2024: 226}
"""How many scores the publications print."""

AGAINST_THE_RULE = {
    ENERGY_2021: {
        # Two scores changed places.
        "自评指标!昌吉州煤矿安全综合联网监控系统运维工作经费.得分": ("10", "5"),
        "自评指标!昌吉州煤矿安全综合联网监控系统运维工作经费#3.得分": ("5", "10"),
        # Its weights add to 95, and so do its scores.
        "自评!昌吉州煤矿数字化监控运行工作经费.总分值": ("100", "95"),
        "自评!昌吉州煤矿数字化监控运行工作经费.总分": ("100.00", "95"),
    },
    POLLUTION_2022: {
        # Full points though cheaper, full points though too late, and one with the rate's decimals dropped.
        "自评指标!昌吉州在线监控设施监管能力提升项目#6.得分": ("8", "5.72"),
        "自评!昌吉州在线监控设施监管能力提升项目.总分": ("99.78", "97.5"),
        "自评指标!昌吉州涉气企业重污染天气用电量监控平台及监控设施建设#5.得分": ("5", "4.4"),
        "自评!昌吉州涉气企业重污染天气用电量监控平台及监控设施建设.总分": ("92.80", "92.2"),
        "自评指标!非道路移动机械、柴油货车监督抽测服务#6.得分": ("4.11", "4.16"),
        "自评!非道路移动机械、柴油货车监督抽测服务.总分": ("94.09", "94.14"),
    },
    EMERGENCY_2024: {
        # Full points for execution at 98.43, 99.33 and 90 percent.
        "自评!应急救援和火灾管理保障经费.预算得分": ("10.00", "9.61"),
        "自评!应急救援和火灾管理保障经费.总分": ("87.99", "87.6"),
        "自评!昌吉回族自治州应急管理局维修项目.预算得分": ("10.00", "9.83"),
        "自评!昌吉回族自治州应急管理局维修项目.总分": ("100.00", "99.83"),
        "自评!煤田火区专家技术服务.预算得分": ("10.00", "7.5"),
        "自评!煤田火区专家技术服务.总分": ("97.50", "95"),
    },
}
"""The scores that the rule of their year does not give: published and computed."""


def stated_cells(workbook: Workbook, columns: Columns) -> dict[Address, str]:
    return {
        path: content
        for path, content in workbook.disclosure.items()
        if isinstance(path, Address) and isinstance(content, str) and path.column in columns.get(path.table, ())
    }


def without(workbook: Workbook, cells: Mapping[Address, str], library: Library) -> Workbook:
    """A copy of a document in which these cells aren't stated."""
    kept = {path: content for path, content in workbook.disclosure.items() if path not in cells}
    return Workbook(workbook.edition, Disclosure(workbook.edition.id, kept), library.catalogues)


@pytest.mark.parametrize("name", YEARS)
def test_every_score_is_computed_as_published_but_those_against_the_rule(name: str, library: Library) -> None:
    workbook = opened(name, library)
    published = stated_cells(workbook, SCORES)
    copy = without(workbook, published, library)

    differing = {
        str(address): (text, copy.cell(address).text)
        for address, text in published.items()
        if copy.cell(address).amount != parse_amount(text)
    }
    assert differing == AGAINST_THE_RULE[name]
    assert len(published) == NUMBERS[name]


@pytest.mark.parametrize("name", YEARS)
def test_the_funds_of_every_project_add_up(name: str, library: Library) -> None:
    workbook = opened(name, library)
    sums = stated_cells(workbook, {"自评": ("年初预算数", "全年预算数", "全年执行数")})
    copy = without(workbook, sums, library)

    assert sums
    assert [str(a) for a, text in sums.items() if copy.cell(a).amount != parse_amount(text)] == []


def test_every_rate_of_completion_is_cut_at_the_decimals_that_it_is_printed_with(library: Library) -> None:
    workbook = opened(EMERGENCY_2024, library)
    stated = stated_cells(workbook, {"自评指标": ("完成率",)})
    found = [f for f in findings_of(workbook) if f.check == "自评指标.完成率"]

    assert len(stated) == 151
    # 37 of 15: rounded where all others are cut.
    assert [(str(f.at[0]), f.stated, f.expected) for f in found] == [
        ("自评指标!昌吉州煤矿安全综合联网监控平台工作经费.完成率", "246.67", "246.66")
    ]


@pytest.mark.parametrize("name", YEARS)
def test_a_score_against_the_rule_is_found_and_gives_way_to_the_computed_one(name: str, library: Library) -> None:
    workbook = opened(name, library)
    checker = Checker(workbook, Narrative(workbook))
    scores = {a for a in AGAINST_THE_RULE[name] if "得分" in a}
    found = [f for f in checker.findings() if f.check in ("自评指标.得分", "自评.预算得分")]

    assert {str(f.at[0]) for f in found} == scores
    for finding in found:
        repair = next(repair for repair in finding.repairs if repair.label == "取用计算的数")
        workbook.apply(repair.edit)
    assert not [f for f in checker.findings() if f.check in ("自评指标.得分", "自评.预算得分")]


# ---- The rules, case by case

SELF_ASSESSMENT, FINAL_2024 = "xinjiang-self-assessment-2021", "xinjiang-final-2024"
PROJECT = "某项目"


def indicator(edition: str, stated: Mapping[str, str], library: Library) -> Workbook:
    """A document with one project that has one indicator."""
    workbook = new_workbook(edition, "某单位", library)
    workbook.apply(add_row(workbook, RowList("自评", ""), key=PROJECT)[0])
    workbook.apply(add_row(workbook, RowList("自评指标", ""), key=PROJECT)[0])
    texts = {Address("自评指标", PROJECT, column): text for column, text in stated.items()}
    workbook.apply(set_values(workbook, texts, "填写"))
    return workbook


UNTIL_2022 = [
    ("数量指标", ">=12次", "13次", "10"),
    ("数量指标", "=12次", "13次", "10"),
    ("数量指标", "不少于12次", "9次", "7.5"),
    ("数量指标", ">2%", "2%", "10"),
    ("质量指标", "<=15%", "10%", "10"),
    ("质量指标", "≤15%", "18%", "8"),
    ("质量指标", "<=15%", "45%", "0"),
    ("质量指标", "=0%", "0%", "10"),
    ("质量指标", "=0%", "1%", "0"),
    ("质量指标", ">=0起", "3起", "10"),
    ("时效指标", "<=10月前", "10月前", "10"),
    ("时效指标", "<=11月前", "11月25日", "10"),
    ("时效指标", "2022年12月31日", "2023年1月5日", "0"),
    ("时效指标", "<=24小时", "20小时", "10"),
    ("成本指标", "<=85万元", "76.83万元", "9.04"),
    ("成本指标", "<=150万元", "151.75万元", "9.88"),
    ("成本指标", "=100%", "15%", "1.5"),
    ("经济效益指标", "提升", "提升", "10"),
    ("经济效益指标", "提升", "95%", "10"),
    ("经济效益指标", "提升", "0%", "0"),
    ("社会效益指标", "不发生安全事故", "0", "10"),
    ("社会效益指标", "不发生安全事故", "未发生", "10"),
    ("质量指标", ">=90%", "81分", "9"),
    ("时效指标", "2小时以内", "1小时", "10"),
    ("时效指标", "5个工作日内", "3个工作日", "10"),
    ("时效指标", "2021年1-12月", "2021年12月", "10"),
    ("时效指标", "2021年1月1日至12月31日", "2021年12月31日", "10"),
    ("质量指标", "控制在5%以内", "3%", "10"),
    ("数量指标", "=<5次", "3次", "10"),
    ("数量指标", "≥1.5万人", "15000人", "10"),
    ("数量指标", "10-15次", "12次", "10"),
    ("成本指标", "≤85万元", "849000元", "9.99"),
    ("生态效益指标", "PM10下降率≥5%", "6%", "10"),
    # What the officer has to judge, and what isn't filled in yet.
    ("经济效益指标", "提升", "部分达到预期", ""),
    ("数量指标", ">=12次", "未开展", ""),
    ("数量指标", ">=12次", "", ""),
]


@pytest.mark.parametrize(("level", "target", "actual", "score"), UNTIL_2022)
def test_an_indicator_is_scored_by_its_rate_until_2022(
    level: str, target: str, actual: str, score: str, library: Library
) -> None:
    stated = {"二级指标": level, "目标值": target, "实际值": actual, "分值": "10"}
    workbook = indicator(SELF_ASSESSMENT, stated, library)

    assert workbook.cell(Address("自评指标", PROJECT, "得分")).text == score


SINCE_2024 = [
    ("数量指标", ">=15次", "=15次", "", "100", "10"),
    ("数量指标", ">=15次", "=16次", "", "106.66", "9.33"),
    ("数量指标", ">=15次", "=37次", "", "246.66", "0"),
    ("数量指标", ">=10次", "=8次", "", "80", "5"),
    ("数量指标", ">=10次", "=5次", "", "50", "0"),
    ("质量指标", "<=60天", "=45天", "", "100", "10"),
    ("质量指标", "=0%", "=0%", "直接赋分", "100", "10"),
    ("时效指标", "2024年12月1日", "2024年9月30日", "", "100", "10"),
    ("时效指标", "2024年11月1日—8日", "2024年12月1日—7日", "", "0", "0"),
    ("经济成本指标", "<=396.64万元", "=317.312万元", "", "80", "5"),
    ("经济成本指标", "=500万元/个", "=500万元/个", "", "100", "10"),
    ("社会效益指标", "有效提升", "达到预期指标", "", "100", "10"),
    ("满意度指标", ">=90%", "=100%", "", "111.11", "10"),
    ("满意度指标", ">=90%", "=81%", "", "90", "7.5"),
    ("质量指标", ">=95%", "=94%", "直接赋分", "98.94", "0"),
    ("数量指标", ">=15次", "", "", "", ""),
]


@pytest.mark.parametrize(("level", "target", "actual", "rule", "rate", "score"), SINCE_2024)
def test_an_indicator_is_scored_by_its_rule_since_2024(
    level: str, target: str, actual: str, rule: str, rate: str, score: str, library: Library
) -> None:
    stated = {"二级指标": level, "目标值": target, "实际值": actual, "分值": "10"}
    workbook = indicator(FINAL_2024, {**stated, "赋分规则": rule} if rule else stated, library)
    cells = [workbook.cell(Address("自评指标", PROJECT, column)).text for column in ("完成率", "得分")]

    assert cells == [rate, score]


JUDGED = [
    # (target, what was done, its score): words, or numbers of different things
    ("提升", "提升", "8"),
    ("提升", "95%", "9.5"),
    ("不发生安全事故", "0", "10"),
    ("2021年12月前", "按期完成", "10"),
    (">=90%", "85分", "9"),
]
CALCULATED = [(">=10次", "8次", "10"), ("2021年6月30日", "2021年7月5日", "10"), ("=0起", "2起", "10")]


@pytest.mark.parametrize("edition", [SELF_ASSESSMENT, FINAL_2024])
@pytest.mark.parametrize(("target", "actual", "score"), JUDGED)
def test_the_score_of_what_is_no_calculation_is_the_officers(
    edition: str, target: str, actual: str, score: str, library: Library
) -> None:
    stated = {"目标值": target, "实际值": actual, "分值": "10", "得分": score, "完成率": str(Decimal(score) * 10)}
    workbook = indicator(edition, stated, library)

    assert not [f.message for f in findings_of(workbook) if f.check in ("自评指标.得分", "自评指标.完成率")]


@pytest.mark.parametrize("edition", [SELF_ASSESSMENT, FINAL_2024])
@pytest.mark.parametrize(("target", "actual", "score"), CALCULATED)
def test_a_score_that_is_a_calculation_is_wrong_where_it_differs(
    edition: str, target: str, actual: str, score: str, library: Library
) -> None:
    stated = {"目标值": target, "实际值": actual, "分值": "10", "得分": score}
    workbook = indicator(edition, stated, library)

    assert [f.severity for f in findings_of(workbook) if f.check == "自评指标.得分"] == [Severity.ERROR]


OF_THE_UNIT = [
    ("=0起", "0起", "10", Severity.ERROR),
    ("=0起", "2起", "0", Severity.ERROR),
    ("不发生事故", "0", "10", None),
    ("提升", "部分提升", "", None),
    ("<=10%", "12%", "8", Severity.ERROR),
    (">=10次", "8次", "8", Severity.ERROR),
    (">=10次", "8场", "8", None),
    ("2024年6月30日", "2024年7月1日", "0", Severity.ERROR),
]


@pytest.mark.parametrize(("target", "actual", "score", "severity"), OF_THE_UNIT)
def test_an_indicator_of_the_whole_unit_is_scored_alike(
    target: str, actual: str, score: str, severity: Severity | None, library: Library
) -> None:
    workbook = new_workbook(FINAL_2024, "某单位", library)
    workbook.apply(add_row(workbook, RowList("整体指标", ""), key="指标")[0])
    texts = {"目标值": target, "实际值": actual, "分值": "10"}
    workbook.apply(set_values(workbook, {Address("整体指标", "指标", c): text for c, text in texts.items()}, "填写"))
    assert workbook.cell(Address("整体指标", "指标", "得分")).text == score

    workbook.apply(set_values(workbook, {Address("整体指标", "指标", "得分"): "3"}, "填写"))
    found = [f.severity for f in findings_of(workbook) if f.check == "整体指标.得分"]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("edition", "executed", "score"),
    [
        (SELF_ASSESSMENT, "100", "10"),
        (SELF_ASSESSMENT, "65.85", "6.59"),
        (SELF_ASSESSMENT, "0", "0"),
        (FINAL_2024, "100", "10"),
        (FINAL_2024, "84.54", "6.14"),
        (FINAL_2024, "60", "0"),
        (FINAL_2024, "15", "0"),
    ],
)
def test_execution_of_the_budget_is_scored_by_its_rate(
    edition: str, executed: str, score: str, library: Library
) -> None:
    workbook = indicator(edition, {}, library)
    funds = {"全年财政拨款": "100", "执行财政拨款": executed}
    workbook.apply(set_values(workbook, {Address("自评", PROJECT, c): text for c, text in funds.items()}, "填写"))

    assert workbook.cell(Address("自评", PROJECT, "预算得分")).text == score


def test_a_project_without_a_budget_has_no_score_for_its_execution_yet(library: Library) -> None:
    for edition in (SELF_ASSESSMENT, FINAL_2024):
        workbook = indicator(edition, {}, library)
        assert workbook.cell(Address("自评", PROJECT, "预算得分")).text == ""


# ---- What is wrong in a form

WRONG_2021 = [
    ("自评指标.得分", "自评指标!昌吉州煤矿安全综合联网监控系统运维工作经费.得分", Severity.ERROR),
    ("自评指标.得分", "自评指标!昌吉州煤矿安全综合联网监控系统运维工作经费#3.得分", Severity.ERROR),
    ("得分不超过", "自评指标!昌吉州煤矿安全综合联网监控系统运维工作经费.得分", Severity.ERROR),
    ("自评.总分值", "自评!昌吉州煤矿数字化监控运行工作经费.总分值", Severity.ERROR),
    ("自评.总分", "自评!昌吉州煤矿数字化监控运行工作经费.总分", Severity.ERROR),
    ("分值合计", "自评!昌吉州煤矿数字化监控运行工作经费.预算分值", Severity.ERROR),
    # Fewer points without a reason.
    ("待填", "自评指标!昌吉州煤矿安全综合联网监控系统运维工作经费#3.偏差原因", Severity.WARNING),
    ("与预算公开", "自评!专家会诊安全生产专项.年初预算数", Severity.WARNING),
    # 10万云; 30矿次 and 30份.
    ("指标单位", "自评指标!政府购买节能工作督促指导社会化服务#4.目标值", Severity.WARNING),
    ("指标单位", "自评指标!专家会诊安全生产专项.目标值", Severity.WARNING),
    # An indicator that is called what it should reach.
    ("指标照抄", "自评指标!专家会诊安全生产专项#4.目标值", Severity.WARNING),
    ("照抄目标", "自评!昌吉州煤矿安全综合联网监控系统运维工作经费.实际完成情况", Severity.NOTICE),
    # 95 percent of a word, and all points for it.
    ("文字指标得满分", "自评指标!政府购买节能工作督促指导社会化服务#5.实际值", Severity.NOTICE),
    ("文字指标得满分", "自评指标!政府购买节能工作督促指导社会化服务#6.实际值", Severity.NOTICE),
    ("文字指标得满分", "自评指标!专家会诊安全生产专项#6.实际值", Severity.NOTICE),
    ("文字指标得满分", "自评指标!专家会诊安全生产专项#7.实际值", Severity.NOTICE),
]


def test_what_is_wrong_in_the_forms_of_2021_is_found_and_nothing_else(library: Library) -> None:
    found = findings_of(opened(ENERGY_2021, library))

    assert sorted((f.check, str(f.at[0])) for f in found) == sorted((check, at) for check, at, _ in WRONG_2021)
    assert {(f.check, str(f.at[0]), f.severity) for f in found} == set(WRONG_2021)


WRONG = [
    # (edition, what is stated of the indicator, what is stated of the project, the check that finds it, and where)
    (SELF_ASSESSMENT, {"三级指标": "验收合格率", "目标值": "<=95%"}, {}, "应为不低于", "自评指标!某项目.目标值"),
    (SELF_ASSESSMENT, {"三级指标": "系统故障率", "目标值": ">=5%"}, {}, "应为不超过", "自评指标!某项目.目标值"),
    (
        SELF_ASSESSMENT,
        {"二级指标": "成本指标", "三级指标": "运维支出", "目标值": ">=5万元"},
        {},
        "应为不超过",
        "自评指标!某项目.目标值",
    ),
    (
        SELF_ASSESSMENT,
        {"目标值": ">=1次", "实际值": "1次", "分值": "5", "偏差原因": "项目结余。"},
        {},
        "原因多余",
        "自评指标!某项目.得分",
    ),
    (
        SELF_ASSESSMENT,
        {"二级指标": "成本指标", "目标值": "<=9万元"},
        {"全年财政拨款": "10"},
        "成本目标",
        "自评!某项目.全年预算数",
    ),
    (
        SELF_ASSESSMENT,
        {"二级指标": "成本指标", "实际值": "9万元"},
        {"执行财政拨款": "8"},
        "成本实际",
        "自评!某项目.全年执行数",
    ),
    (
        SELF_ASSESSMENT,
        {},
        {"全年财政拨款": "10", "执行财政拨款": "10.01"},
        "财政拨款不超预算",
        "自评!某项目.执行财政拨款",
    ),
    (SELF_ASSESSMENT, {}, {"全年财政拨款": "10", "执行财政拨款": "10.01"}, "执行不超预算", "自评!某项目.全年执行数"),
    (SELF_ASSESSMENT, {"实际值": "2023年1月5日"}, {}, "日期", "自评指标!某项目.实际值"),
    (SELF_ASSESSMENT, {}, {"实际完成情况": "截止2021年12月31日，完成了"}, "文字完整", "自评!某项目.实际完成情况"),
    (
        SELF_ASSESSMENT,
        {},
        {"执行财政拨款": "30", "实际完成情况": "该项目实际支出31万元，已全部完成。"},
        "文字里的金额",
        "自评!某项目.实际完成情况",
    ),
    (
        SELF_ASSESSMENT,
        {"三级指标": "现场检查", "实际值": "15次"},
        {"实际完成情况": "全年现场检查30次，覆盖全部企业。"},
        "完成情况与指标",
        "自评!某项目.实际完成情况",
    ),
    (FINAL_2024, {"目标值": ">=1次", "实际值": "=2次", "分值": "5"}, {}, "待填", "自评指标!某项目.偏差原因"),
    (
        FINAL_2024,
        {"二级指标": "满意度指标", "目标值": ">=90%", "赋分规则": "直接赋分"},
        {},
        "满意度规则",
        "自评指标!某项目.赋分规则",
    ),
]


@pytest.mark.parametrize(("edition", "of_indicator", "of_project", "check", "place"), WRONG)
def test_a_slip_in_a_form_is_found(
    edition: str, of_indicator: dict[str, str], of_project: dict[str, str], check: str, place: str, library: Library
) -> None:
    workbook = indicator(edition, of_indicator, library)
    texts = {Address("自评", PROJECT, column): text for column, text in of_project.items()}
    workbook.apply(set_values(workbook, texts, "填写"))

    assert place in [str(f.at[0]) for f in findings_of(workbook) if f.check == check]


def test_a_date_that_an_indicator_states_twice_is_told_once(library: Library) -> None:
    stated = {"三级指标": "完成时间", "目标值": "=2023年8月31日前", "实际值": "2023年8月31日"}
    workbook = indicator(SELF_ASSESSMENT, stated, library)

    assert [str(f.at[0]) for f in findings_of(workbook) if f.check == "日期"] == ["自评指标!某项目.目标值"]


RIGHT = [
    {"三级指标": "验收合格率", "目标值": ">=95%", "实际值": "100%", "分值": "5"},
    {"三级指标": "故障处置率", "目标值": ">=95%", "实际值": "100%", "分值": "5"},
    {"三级指标": "系统故障率", "目标值": "<=5%", "实际值": "3%", "分值": "5"},
    {"二级指标": "成本指标", "三级指标": "预算成本控制率", "目标值": "<=100%", "实际值": "100%", "分值": "5"},
    {"三级指标": "宣传次数", "目标值": ">=3次以上", "实际值": "5次", "分值": "5"},
]


@pytest.mark.parametrize("stated", RIGHT)
def test_an_indicator_as_it_should_be_has_no_finding(stated: dict[str, str], library: Library) -> None:
    workbook = indicator(SELF_ASSESSMENT, stated, library)
    found = [f for f in findings_of(workbook) if f.check not in ("待填", "分值合计", "成本控制率")]

    assert [f.message for f in found] == []


def test_points_are_not_rounded(library: Library) -> None:
    workbook = indicator(SELF_ASSESSMENT, {"分值": "59.95"}, library)
    workbook.apply(add_row(workbook, RowList("自评指标", ""), key=PROJECT)[0])
    workbook.apply(set_values(workbook, {Address("自评指标", f"{PROJECT}#2", "分值"): "30"}, "填写"))
    (found,) = (f for f in findings_of(workbook) if f.check == "分值合计")

    assert (found.severity, "尾差" in found.message) == (Severity.ERROR, False)


# ---- The printed forms

FIRST_LINES = ("单位整体支出绩效自评表", "项目支出绩效自评表")
BEHIND_THE_FORMS = "十二、"
GOALS, INDICATORS = "实际完成情况", "一级指标"


def lines_of_forms(text: str) -> list[str]:
    """The cells of the forms in reading order without blanks and blank ones, the rewritten texts left out."""
    return list(_without_goals(_form_lines(text)))


def _form_lines(text: str) -> Iterator[str]:
    within = False
    for line in ("".join(line.split()) for line in text.split("\n")):
        within = (within or line in FIRST_LINES) and not line.startswith(BEHIND_THE_FORMS)
        if within and line:
            yield line


def _without_goals(lines: Iterator[str]) -> Iterator[str]:
    skipping = False
    for line in lines:
        skipping = skipping and line != INDICATORS
        if not skipping:
            yield line
        skipping = skipping or line == GOALS


@published_here
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_forms_have_the_published_cells(name: str, library: Library) -> None:
    rendered = write_text(Publication(opened(name, library)).blocks())
    published = PUBLISHED[name].read_text(encoding="utf-8")

    assert lines_of_forms(rendered) == lines_of_forms(published)


def test_the_forms_of_2022_print_every_label_of_the_second_level_and_two_decimals(library: Library) -> None:
    workbook = opened(POLLUTION_2022, library)
    grids = [block for block in Publication(workbook).blocks() if isinstance(block, Grid)]
    forms = [grid for grid in grids if grid.sheet is not None and grid.sheet.name.startswith("自评")]
    labels = ["数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响", "满意度"]

    assert len(forms) == 20
    for form in forms:
        cells = [cell.text for cell in form.cells]
        assert cells[:2] == ["项 目 支 出 绩 效 自 评 表", "(2022 年度)"]
        seconds = [cell.text for cell in form.cells if cell.column == 2 and cell.text.endswith("指标")][1:]
        assert seconds == [f"{label}指标" for label in labels]
        assert cells[-3] == "100"
        assert Decimal(cells[-2].removesuffix(" 分")).as_tuple().exponent == -2


# ---- The file


def test_the_example_is_written_as_it_is_kept() -> None:
    path = EXAMPLES / f"{ENERGY_2021}.disclosure"

    assert write(load(path)) == path.read_text(encoding="utf-8")
