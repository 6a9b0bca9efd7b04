"""Final accounts: their narrative against the publications, what is found in it, and how it reads for other units."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosure_editor.calculation.edits import set_values
from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Content, Disclosure
from disclosure_editor.document.disclosure import Path as Place
from disclosure_editor.document.storage import load, write
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Severity
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.narrative.writer import Narrative

ROOT = Path(__file__).parents[1]
EXAMPLES, EDITIONS, TEMPLATES = ROOT / "examples", ROOT / "resources" / "editions", ROOT / "templates"
SHARED = ROOT.parent / "shared"
COMPARE = SHARED / "tools" / "compare_narrative.py"

EDITION_2022, EDITION_2024 = "xinjiang-final-2022", "xinjiang-final-2024"
POLLUTION = "pollution-monitoring-2022-final"
EMERGENCY = "emergency-management-2024-final"
BOTH = [POLLUTION, EMERGENCY]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def opened(name: str, library: Library, changes: Mapping[str, str] | None = None) -> Workbook:
    workbook = open_workbook(EXAMPLES / f"{name}.disclosure", library)
    return changed(workbook, changes or {})


def changed(workbook: Workbook, changes: Mapping[str, str]) -> Workbook:
    workbook.apply(set_values(workbook, {Address.parse(at): text for at, text in changes.items()}, "填写"))
    return workbook


def new(edition: str, library: Library, values: Mapping[str, str], **rows: tuple[str, ...]) -> Workbook:
    """A document of an edition with these values and rows."""
    content: dict[Place, Content] = {RowList.parse(table): names for table, names in rows.items()}
    content |= {Address.parse(at): text for at, text in values.items()}
    return Workbook(library.edition(edition), Disclosure(edition, content), library.catalogues)


def findings(workbook: Workbook) -> tuple[Finding, ...]:
    return Checker(workbook, Narrative(workbook)).findings()


def checks_of(workbook: Workbook) -> set[str]:
    return {finding.check for finding in findings(workbook)}


def text_of(workbook: Workbook, section: str) -> str:
    narrative = Narrative(workbook)
    found = next(entry for entry in workbook.edition.outline if entry.id == section)
    return "\n".join(paragraph.text for paragraph in narrative.paragraphs(found))


# ---- The publications


@pytest.mark.skipif(not SHARED.is_dir(), reason="the publications are not here")
@pytest.mark.parametrize(
    ("name", "published", "end", "share"),
    [
        (POLLUTION, "2022-final-pollution-monitoring.txt", "项目支出绩效自评表", "93"),
        (EMERGENCY, "2024-final-emergency-management.txt", "单位整体支出", "90"),
    ],
)
def test_the_narrative_reproduces_the_published_one(
    name: str, published: str, end: str, share: str, library: Library, tmp_path: Path
) -> None:
    """All but what the examples tell in other words, the experiences with the performance budget."""
    rendered = tmp_path / "rendered.txt"
    rendered.write_text(write_text(Publication(opened(name, library)).blocks()), encoding="utf-8")
    files = [str(path) for path in (COMPARE, SHARED / "published" / published, rendered)]

    compared = subprocess.run(
        [sys.executable, "-X", "utf8", *files, "--from", "一、收入支出决算", "--to", end, "--min", share],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert compared.returncode == 0, compared.stdout + compared.stderr


@pytest.mark.parametrize("name", BOTH)
def test_an_example_states_nothing_that_its_edition_has_no_place_for(name: str, library: Library) -> None:
    workbook = opened(name, library)

    assert [f.message for f in findings(workbook) if f.check == "无处安放"] == []
    assert workbook.own_paragraphs() == ()


@pytest.mark.parametrize("name", BOTH)
def test_an_example_is_written_as_it_is_kept(name: str) -> None:
    path = EXAMPLES / f"{name}.disclosure"

    assert write(load(path)) == path.read_text(encoding="utf-8")


WRONG = [
    # Two cars among the assets, none in 七.
    (POLLUTION, "车辆与保有量", "车辆!合计.数量", "2", "0"),
    # More budgeted for the projects than the unit had in all.
    (POLLUTION, "项目预算与收入总计", "绩效汇总!全年预算数", "1659.85", "984.12"),
    (POLLUTION, "项目支出已自评", "支出决算表!合计.项目支出", "575.6", "570.35"),
    # 6.48 of 908.86 is 0.71%; with 0.72% the shares add up to 100.
    (POLLUTION, "结构说明.占比", "结构说明!221.占比", "0.72", "0.71"),
    (POLLUTION, "收支总表.决算数", "收支总表!收入总计.决算数", "984.12", "984.13"),
    (POLLUTION, "收支总表.决算数", "收支总表!支出总计.决算数", "984.12", "984.13"),
    # The projects executed more than all projects did, and more appropriation than there was for projects.
    (EMERGENCY, "绩效执行与项目支出", "绩效汇总!全年执行数", "2517.51", "2331.7"),
    (EMERGENCY, "绩效执行与财拨", "一般公共预算支出表!合计.项目支出", "2517.51", "2313.76"),
    (EMERGENCY, "绩效年初与年初预算", "财拨说明!收入总计.年初预算数", "2855.97", "2820.49"),
    (EMERGENCY, "项目预算与收入总计", "收支总表!收入总计.决算数", "4460.68", "4126.63"),
    (EMERGENCY, "各科目增减之和", "项级说明!合计.增减", "650.27", "650.25"),
    (EMERGENCY, "类级占比合计", "结构说明!合计.占比", "99.99", "100"),
    (EMERGENCY, "政府采购.总额", "政府采购!总额", "825.39", "825.4"),
]
"""What is wrong in the published narratives: the check, where, what is stated and what is expected."""


@pytest.fixture(scope="module")
def found(library: Library) -> dict[str, tuple[Finding, ...]]:
    return {name: findings(opened(name, library)) for name in BOTH}


@pytest.mark.parametrize(("name", "check", "at", "stated", "expected"), WRONG)
def test_what_is_wrong_in_a_narrative_is_found(
    name: str, check: str, at: str, stated: str, expected: str, found: dict[str, tuple[Finding, ...]]
) -> None:
    here = [f for f in found[name] if f.check == check and at in map(str, f.at)]

    assert [(f.stated, f.expected) for f in here] == [(stated, expected)]


# ---- What the narrative states

SLIPS: list[tuple[str, dict[str, str]]] = [
    ("内设机构个数", {"单位!内设机构数": "16"}),
    ("行政单位收入", {"收入决算表!合计.事业收入": "3"}),
    ("人员.人数", {"人员!实有.人数": "95"}),
    ("人员.增减", {"人员!退休.增减": "3"}),
    ("年初与上年年末", {"结转!全部资金.上年年末": "13.06"}),
    ("上年年末不超过", {"结转!全部资金.上年年末": "34630.01"}),
    ("收入占比合计", {"收入结构!财政拨款收入.占比": "98.19"}),
    ("支出占比合计", {"支出结构!项目支出.占比": "75.05"}),
    ("总体说明.增长率", {"总体说明!收入总计.增长率": "19.61"}),
    ("财拨说明.差异率", {"财拨说明!收入总计.差异率": "42.45"}),
    ("上年财拨与总体", {"财拨说明!收入总计.上年": "3518.27"}),
    ("财拨与一般公共增减", {"财拨说明!收入总计.增减": "605.25"}),
    ("上年一般公共", {"项级说明!2240101.上年": "954.05"}),
    ("年初一般公共", {"一般公共说明!支出.年初预算数": "2830.49"}),
    ("年初预算相同", {"一般公共说明!支出.年初预算数": "2802.49"}),
    ("项级说明.增减", {"项级说明!2240109.增减": "202.06"}),
    ("增减原因方向", {"项级说明!2240101.原因": "本年在职人员减少，导致经费减少"}),
    ("差异原因方向", {"财拨说明!收入总计.差异原因": "年中核减项目资金"}),
    ("人员科目列出", {"基本支出表!30304.决算数": "1.20"}),
    ("公用科目列出", {"基本支出表!30206.决算数": "1.20"}),
    ("公用科目有金额", {"基本支出表!30205.决算数": "1.20"}),
    ("列有接待费", {"三公表!金额.接待决算数": "0"}),
    ("列有公车运行", {"三公表!金额.运行决算数": "0"}),
    ("列有出国费", {"基本支出说明!公用经费科目": "办公费、因公出国（境）费用", "三公表!金额.出国决算数": "0"}),
    ("三公占比合计", {"三公说明!公务接待费.占比": "3.10"}),
    ("三公增减之和", {"三公说明!合计.增减": "7.19"}),
    ("三公说明.上年", {"三公说明!合计.上年": "10.94"}),
    ("三公差异.差异率", {"三公表!金额.合计预算数": "20.40"}),
    ("出国有团组", {"三公情况!出国团组": "0"}),
    ("出国有人次", {"三公情况!出国人次": ""}),
    ("团组有出国费", {"三公表!金额.出国决算数": "0"}),
    ("出国人次与团组", {"三公情况!出国团组": "3"}),
    ("购置费有车", {"三公表!金额.购置决算数": "17.86"}),
    ("购车有费用", {"三公情况!公车购置数": "1"}),
    ("购置数与保有量", {"三公情况!公车购置数": "9"}),
    ("运行费有车", {"三公情况!公车保有量": "0"}),
    ("有车有运行费", {"三公表!金额.运行决算数": "0"}),
    ("接待费有批次", {"三公情况!接待批次": "0"}),
    ("接待费有人次", {"三公情况!接待人次": "0"}),
    ("批次有接待费", {"三公表!金额.接待决算数": "0"}),
    ("接待人次与批次", {"三公情况!接待批次": "32"}),
    ("三公内容里的数", {"三公情况!接待内容": "接待自治区检查组3批次产生的就餐费"}),
    ("差异原因相符", {"三公情况!公车保有量": "7"}),
    ("差异原因多余", {"三公情况!车辆差异原因": "一辆车已经报废"}),
    ("机关运行经费.本年", {"机关运行经费!经费.本年": "112.25"}),
    ("上年机关运行", {"机关运行经费!经费.上年": "10679"}),
    ("政府采购.中小企业占比", {"政府采购!中小企业占比": "95.82"}),
    ("中小企业采购", {"政府采购!中小企业": "831.17"}),
    ("小微企业采购", {"政府采购!小微企业": "877.72"}),
    ("政府采购规模", {"政府采购!总额": "8253.9"}),
    ("车辆.数量", {"车辆!执法执勤用车.数量": "2"}),
    ("房屋有价值", {"国有资产!房屋面积": "100"}),
    ("价值有房屋", {"国有资产!房屋价值": "100"}),
    ("车辆有价值", {"车辆!价值": ""}),
    ("价值有车辆", dict.fromkeys(("车辆!合计.数量", "车辆!执法执勤用车.数量", "车辆!其他用车.数量"), "0")),
    ("绩效汇总.项目个数", {"绩效汇总!项目个数": "18"}),
    ("绩效汇总.全年执行数", {"绩效汇总!全年执行数": "2571.51"}),
    ("绩效文字里的金额", {"绩效说明!成效": "全年执行数2157.51万元，支出及时"}),
    ("说明写完整", {"绩效说明!问题": "1.指标不够明确，包括"}),
    ("人数不为负", {"人员!离休.人数": "-1"}),
    ("三公情况不为负", {"三公情况!接待批次": "-1"}),
    ("政府采购不为负", {"政府采购!工程": "-1"}),
    ("国有资产不为负", {"国有资产!房屋价值": "-1"}),
    ("车辆不为负", {"车辆!机要通信用车.数量": "-1"}),
    ("车辆价值不为负", {"车辆!价值": "-1"}),
    ("上年财拨不为负", {"财拨说明!收入总计.年初预算数": "-1"}),
    ("上年科目不为负", {"项级说明!2240101.上年": "-1"}),
    ("整体分值不为负", {"整体指标!开展各级党政领导干部、监管执法人员和企业负责人集中教育专题培训.得分": "-1"}),
    ("整体其他资金", {"整体支出!其他资金.全年预算数": "58.12"}),
    ("整体未开展", {"整体支出!情况": "未开展"}),
]
"""Slips in the example of 2024, each with the check that finds it."""


@pytest.mark.parametrize(("check", "slip"), SLIPS)
def test_a_slip_in_what_the_narrative_states_is_found(
    check: str, slip: dict[str, str], library: Library, found: dict[str, tuple[Finding, ...]]
) -> None:
    before = {(f.check, f.message) for f in found[EMERGENCY]}

    after = findings(opened(EMERGENCY, library, slip))

    assert check in {f.check for f in after if (f.check, f.message) not in before}


SLIPS_2022: list[tuple[str, dict[str, str]]] = [
    ("上年收支平衡", {"总体说明!支出总计.上年": "1039.24"}),
    ("收支增减相同", {"总体说明!支出总计.增减": "-53.50"}),
    ("上年财拨收支平衡", {"财拨说明!支出总计.上年": "856.80"}),
    ("财拨增减相同", {"财拨说明!支出总计.增减": "40.36"}),
    ("年初预算平衡", {"财拨说明!支出总计.年初预算数": "409.49"}),
    ("资产原值", {"国有资产!固定资产原值": "40"}),
    ("设备原值", {"国有资产!一百万以上设备": "11"}),
]
"""The same for what the accounts of 2022 state besides."""


@pytest.mark.parametrize(("check", "slip"), SLIPS_2022)
def test_a_slip_in_what_the_narrative_of_2022_states_is_found(
    check: str, slip: dict[str, str], library: Library, found: dict[str, tuple[Finding, ...]]
) -> None:
    assert check not in {f.check for f in found[POLLUTION]}
    assert check in checks_of(opened(POLLUTION, library, slip))


# ---- Other units


def test_a_new_document_asks_for_what_it_needs_and_claims_nothing(library: Library) -> None:
    workbook = new(EDITION_2024, library, {"单位!全称": "某州某局"})

    assert text_of(workbook, "主要职能") == "（请填写：主要职能）"
    assert text_of(workbook, "一").endswith("与上年相比，（请填写：比上年增减），主要原因是：（请填写：增减原因）。")
    assert "年初预算数（请填写：年初预算数）万元" in text_of(workbook, "四")
    assert text_of(workbook, "五三") == "2024年度、2023年度都没有一般公共预算财政拨款支出。"
    assert text_of(workbook, "绩效") == "本单位2024年度没有开展预算绩效评价的项目。"
    assert {finding.check for finding in findings(workbook)} == {"待填"}


@pytest.mark.parametrize(
    ("edition", "section", "own"), [(EDITION_2022, "八", "我单位"), (EDITION_2024, "八", "本单位")]
)
def test_a_unit_without_government_funds_says_so(edition: str, section: str, own: str, library: Library) -> None:
    text = text_of(new(edition, library, {}), section)

    assert text.startswith(f"{own}本年度无政府性基金预算财政拨款收入、支出及结转和结余")


@pytest.mark.parametrize("edition", [EDITION_2022, EDITION_2024])
def test_a_unit_with_government_funds_gives_their_figures(edition: str, library: Library) -> None:
    workbook = new(
        edition,
        library,
        {
            "基金表!2120803.年初结转和结余": "15.20",
            "基金表!2120803.本年收入": "63",
            "基金表!2120803.项目支出": "59.15",
            "基金说明!政府性基金.上年": "52.40",
            "基金说明!政府性基金.原因": "本年增加改造资金",
        },
        基金表=("2120803",),
    )
    first, item = text_of(workbook, "八").split("\n")

    assert "收入总计78.20万元，其中：年初结转和结余15.20万元，本年收入63.00万元。" in first
    assert "年末结转和结余19.05万元，本年支出59.15万元（基本支出0.00万元，项目支出59.15万元）" in first
    assert "与上年相比，增加25.80万元，增长49.24%，主要原因是：本年增加改造资金。" in first
    assert item.endswith("城市建设支出(项):支出决算数为59.15万元。")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("事业单位", "（事业单位）公用经费9.90万元"),
        ("行政单位", "（行政单位和参照公务员法管理事业单位）机关运行经费支出9.90万元"),
        ("参照公务员法管理事业单位", "（行政单位和参照公务员法管理事业单位）机关运行经费支出9.90万元"),
    ],
)
def test_what_a_unit_calls_its_operating_expenditure_depends_on_what_it_is(
    kind: str, words: str, library: Library
) -> None:
    workbook = new(EDITION_2022, library, {"单位!单位性质": kind, "基本支出表!公用经费合计.决算数": "9.90"})

    assert words in text_of(workbook, "十一")


def test_basic_expenditure_lists_the_subjects_with_an_amount_until_others_are_listed(library: Library) -> None:
    amounts = {"基本支出表!30101.决算数": "3", "基本支出表!30302.决算数": "1", "基本支出表!30201.决算数": "2"}
    workbook = new(EDITION_2024, library, amounts)

    assert "人员经费4.00万元，包括：基本工资、退休费。" in text_of(workbook, "六")
    assert "公用经费2.00万元，包括：办公费。" in text_of(workbook, "六")

    changed(workbook, {"基本支出说明!公用经费科目": "办公费、水费"})

    assert "公用经费2.00万元，包括：办公费、水费。" in text_of(workbook, "六")


ITEMS = {
    "一般公共预算支出表!2080505.合计": "7.20",
    "一般公共预算支出表!2210201.合计": "6.48",
    "项级说明!2080505.上年": "7.20",
    "项级说明!2210201.上年": "0",
    "项级说明!2101102.上年": "3",
}
OF_THIS_YEAR, OF_BOTH_YEARS = ("2080505", "2210201"), ("2080505", "2210201", "2101102")


@pytest.mark.parametrize(
    ("edition", "order"),
    [(EDITION_2022, ["缴费", "公积金", "事业单位医疗"]), (EDITION_2024, ["缴费", "事业单位医疗", "公积金"])],
)
def test_a_subject_of_last_year_alone_stands_last_or_by_its_code(
    edition: str, order: list[str], library: Library
) -> None:
    rows = {"一般公共预算支出表": OF_THIS_YEAR, "项级说明": OF_BOTH_YEARS}
    lines = text_of(new(edition, library, ITEMS, **rows), "五三").split("\n")

    assert [next(name for name in order if name in line) for line in lines] == order
    assert next(line for line in lines if "事业单位医疗" in line).startswith(f"{order.index('事业单位医疗') + 1}.")
    assert "7.20万元，比上年决算增加0.00万元，增长0.00%,主要原因" in lines[0]
    assert "与上年一致，无变化。" in lines[0]
    assert "0.00万元，比上年决算减少3.00万元，下降100.00%" in "".join(lines)


OF_THE_UNIT = {
    f"整体支出!{row}.{column}": "0"
    for row in ("上级资金", "其他资金")
    for column in ("年初预算数", "全年预算数", "全年执行数")
} | {
    "整体支出!本级资金.年初预算数": "100",
    "整体支出!本级资金.全年预算数": "100",
    "整体支出!本级资金.全年执行数": "100",
    "整体支出!年度目标": "保障全年运转。",
    "整体支出!实际完成情况": "按计划保障了全年运转。",
}


def test_a_unit_without_projects_tells_of_its_own_assessment_only(library: Library) -> None:
    workbook = new(EDITION_2024, library, OF_THE_UNIT)
    text = text_of(workbook, "绩效")
    asked = {str(f.at[0]) for f in findings(workbook) if f.check == "待填"}

    assert "整体支出绩效自评表1个，全年预算总额100.00万元，实际执行总额100.00万元。预算绩效管理取得的成效" in text
    assert "项目" not in text
    assert {"绩效说明!成效", "绩效说明!问题", "绩效说明!措施"} <= asked


def test_funds_of_the_whole_unit_that_are_wrong_are_told_once(library: Library) -> None:
    budget = {"整体预算与总表", "整体预算与财拨", "整体其他资金"}

    for row, told in (("其他资金", {"整体其他资金"}), ("本级资金", {"整体预算与财拨"})):
        cells = {f"整体支出!{row}.全年预算数": "1", "整体支出!合计.全年预算数": ""}
        assert checks_of(opened(EMERGENCY, library, cells)) & budget == told


def test_a_unit_that_did_not_assess_itself_is_asked_for_nothing_of_it(library: Library) -> None:
    workbook = new(EDITION_2024, library, {"单位!全称": "某州某局", "整体支出!情况": "未开展"})
    asked = {str(f.at[0]) for f in findings(workbook) if f.check == "待填"}

    assert not [at for at in asked if at.startswith(("整体", "绩效"))]
    assert "本单位2024年度没有开展单位整体支出绩效自评。" in write_text(Publication(workbook).blocks())


def test_nothing_is_claimed_of_a_unit_before_it_is_filled_in(library: Library) -> None:
    workbook = new(EDITION_2022, library, {"单位!全称": "某州某局"})

    assert "预决算差异率（请填写：预决算差异率）" in text_of(workbook, "四")
    assert "下设（请填写：内设机构数）个处室" in text_of(workbook, "机构人员")
    assert "（请填写：单位性质）" in text_of(workbook, "十一")


OPERATING = {
    "单位!全称": "某州某院",
    "单位!主要职能": "负责全州的有关工作。",
    "单位!内设机构": "办公室、财务科",
    "人员!在职.人数": "10",
    "人员!离休.人数": "0",
    "人员!退休.人数": "2",
    "总体说明!收入总计.上年": "100",
    "财拨说明!收入总计.上年": "100",
    "财拨说明!收入总计.年初预算数": "100",
    "机关运行经费!经费.上年": "10",
    "三公情况!公车保有量": "0",
    "政府采购!货物": "0",
    "政府采购!工程": "0",
    "政府采购!服务": "0",
    "政府采购!中小企业": "0",
    "政府采购!小微企业": "0",
    "国有资产!固定资产原值": "50",
    "国有资产!房屋面积": "0",
    "国有资产!房屋价值": "0",
    "国有资产!一百万以上设备": "0",
    "三公说明!因公出国（境）费.上年": "0",
    "三公说明!公务用车购置及运行维护费.上年": "0",
    "三公说明!公务接待费.上年": "0",
}
"""What a unit states of itself that had 100 of appropriation in both years."""

HOSPITAL = {
    "单位!单位性质": "事业单位",
    "一般公共预算支出表!2100201.基本支出": "100",
    "项级说明!2100201.上年": "100",
    "收入决算表!2100201.事业收入": "900",
    "收入决算表!2100201.经营收入": "50",
    "支出决算表!2100201.基本支出": "950",
    "支出决算表!2100201.经营支出": "40",
    "基本支出表!30101.决算数": "90",
    "基本支出表!30201.决算数": "10",
    "总体说明!收入总计.上年": "1050",
}
GUESTS = {
    "单位!单位性质": "行政单位",
    "一般公共预算支出表!2010301.基本支出": "100",
    "项级说明!2010301.上年": "100",
    "基本支出表!30101.决算数": "90",
    "基本支出表!30217.决算数": "10",
    "三公表!金额.接待预算数": "10",
    "三公说明!公务接待费.上年": "10",
    "三公情况!接待内容": "接待外宾的用餐",
    "三公情况!接待批次": "0",
    "三公情况!接待人次": "0",
}
FUNDS = {
    "单位!单位性质": "行政单位",
    "基金表!2120803.本年收入": "100",
    "基金表!2120803.项目支出": "100",
    "基金说明!政府性基金.上年": "100",
    "一般公共说明!支出.上年": "0",
    "机关运行经费!经费.上年": "0",
}
UNITS = [
    (HOSPITAL, {"一般公共预算支出表": ("2100201",)}, set()),
    # Guests from abroad are not counted among the domestic receptions.
    (GUESTS, {"一般公共预算支出表": ("2010301",)}, {"接待费有批次", "接待费有人次"}),
    (FUNDS, {"基金表": ("2120803",)}, set()),
]


@pytest.mark.parametrize(("own", "rows", "warned"), UNITS)
def test_no_error_is_found_in_the_correct_accounts_of_other_units(
    own: dict[str, str], rows: dict[str, tuple[str, ...]], warned: set[str], library: Library
) -> None:
    found = findings(new(EDITION_2022, library, OPERATING | own, **rows))

    assert [f.message for f in found if f.severity is Severity.ERROR] == []
    assert {f.check for f in found} == warned


def test_shares_are_added_up_only_where_some_are_stated(library: Library) -> None:
    thirds = {
        "支出决算表!2010301.基本支出": "1",
        "支出决算表!2010301.项目支出": "1",
        "支出决算表!2010301.经营支出": "1",
        "一般公共预算支出表!2010301.基本支出": "0",
    }
    workbook = new(EDITION_2022, library, thirds, 一般公共预算支出表=("2010301",))
    assert workbook.cell(Address.parse("支出结构!合计.占比")).text == "99.99"
    assert "支出占比合计" not in checks_of(workbook)

    assert "支出占比合计" in checks_of(changed(workbook, {"支出结构!基本支出.占比": "33.33"}))


def test_a_unit_that_has_units_below_it_names_them(library: Library) -> None:
    workbook = new(EDITION_2024, library, {"单位!全称": "某州某局", "单位!下属单位": "某站、某中心"})

    assert "某州某局有下属预算单位2个，分别是：某站、某中心，" in text_of(workbook, "机构人员")


def test_a_unit_that_lists_some_of_its_units_is_asked_how_many_there_are(library: Library) -> None:
    workbook = new(EDITION_2024, library, {"单位!下属单位": "某站、某中心等", "单位!内设机构": "办公室等"})
    asked = {str(f.at[0]) for f in findings(workbook) if f.check == "待填"}

    assert "有下属预算单位（请填写：下属预算单位数）个" in text_of(workbook, "机构人员")
    assert {"单位!下属单位数", "单位!内设机构数"} <= asked


def test_a_unit_without_divisions_says_so(library: Library) -> None:
    workbook = new(EDITION_2024, library, {"单位!全称": "某州某局", "单位!内设机构数": "0"})

    assert text_of(workbook, "机构人员").endswith("某州某局无下属预算单位，无内设科室。")


@pytest.mark.parametrize("edition", [EDITION_2022, EDITION_2024])
def test_every_table_to_fill_in_is_reached_from_the_outline(edition: str, library: Library) -> None:
    read = library.edition(edition)
    children = {side.table for table in read.tables for side in read.children(table)}
    reached = {name for section in read.outline for name in (section.table, *section.inputs)}

    assert read.tables.keys() - reached - children == set()


# ---- The second year

NAMES = ("id", "after", "remove")


def entries(folder: str) -> dict[str, Any]:
    """What the files of a pack state, the lists of all files joined."""
    joined: dict[str, Any] = {}
    for path in sorted((EDITIONS / folder).glob("*.yaml")):
        for key, value in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader).items():
            joined[key] = [*joined.get(key, []), *value] if isinstance(value, list) else value
    return joined


def repeated(own: Any, base: Any, place: str) -> Iterator[str]:
    """Where a pack states again what the one that it extends states already."""
    if isinstance(own, dict) and isinstance(base, dict):
        for key in own.keys() & base.keys():
            if key not in NAMES:
                yield from repeated(own[key], base[key], f"{place}.{key}")
    elif is_named(own) and is_named(base):
        known = {item["id"]: item for item in base}
        for item in own:
            yield from repeated(item, known.get(item["id"], {}), f"{place}.{item['id']}")
    elif own == base:
        yield place


def is_named(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) and "id" in item for item in value)


def test_the_second_year_states_differences_only() -> None:
    assert list(repeated(entries(EDITION_2024), entries(EDITION_2022), EDITION_2024)) == []


def test_the_templates_of_the_second_year_are_those_that_differ() -> None:
    before = {path.name: path.read_text(encoding="utf-8") for path in (TEMPLATES / EDITION_2022).iterdir()}
    same = [
        path.name
        for path in (TEMPLATES / EDITION_2024).iterdir()
        if before.get(path.name) == path.read_text(encoding="utf-8")
    ]
    assert same == []
    assert {"overview-duties.j2", "public-structure.j2", "operating.j2", "procurement.j2"} <= before.keys()
