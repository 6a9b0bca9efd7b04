"""The checks that read what was written: phrases of the publications, each with what is wrong in it or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.calculation.quantities import Measure, mentions
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Content, Disclosure
from disclosure_editor.document.disclosure import Path as Place
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Severity
from disclosure_editor.editions.reader import PackError, read_edition
from disclosure_editor.editions.subjects import Catalogue, Subject
from tests.checks.conftest import Document

PACK = """
id: cards
title: 自评
kind: final_accounts
region: 某地
year: 2022
unit: 单位!全称
document_title: 自评
tables:
- id: 单位
  view: form
  published: false
  fields:
  - {id: 全称, type: text}
  - {id: 人数, type: count}
- id: 支出
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 名称, type: text, formula: {is: name(.科目), severity: proposal}}
  - {id: 本年}
  - {id: 上年}
  - {id: 增减, formula: .本年 - .上年}
  - {id: 原因, type: text}
  rows:
  - repeat: 科目
  - {id: 总计, label: 总计, kind: total, formulas: {"*": sum(*.@)}}
- id: 项目
  columns:
  - {id: 项目名称, type: text}
  - {id: 金额}
  - {id: 分配, type: long_text}
  rows:
  - repeat: 项目名称
- id: 自评
  view: cards
  published: false
  columns:
  - {id: 项目名称, type: text}
  - {id: 全年预算数}
  - {id: 全年执行数}
  - {id: 执行率, type: percentage}
  - {id: 目标, type: long_text}
  - {id: 成效, type: long_text}
  rows:
  - {repeat: 项目名称}
- id: 指标
  published: false
  columns:
  - {id: 项目, type: text}
  - {id: 名称, type: text}
  - {id: 目标值, type: text}
  - {id: 实际值, type: text}
  - {id: 偏差, type: text}
  rows:
  - {repeat: 项目, parent: 自评}
- id: 整体
  published: false
  columns:
  - {id: 来源, type: label}
  - {id: 执行数}
  rows:
  - {id: 合计, label: 合计}
  fields:
  - {id: 成效, type: long_text}
- id: 整体指标
  published: false
  columns:
  - {id: 名称, type: text}
  - {id: 实际值, type: text}
  rows:
  - {repeat: 名称}
outline: []
"""

CATALOGUES = {
    "functional": Catalogue(
        "functional",
        (3, 2, 2),
        (Subject("2080505", "养老保险"), Subject("2110101", "行政运行"), Subject("2110102", "其他行政运行")),
    )
}


class Cards(Document):
    """A document of self-assessments, with one check."""

    def assess(self, project: str, *indicators: str, **texts: str) -> Cards:
        """State a project's card: its own columns, and its indicators as ``name target actual``."""
        names = [project, *(f"{project}#{number}" for number in range(2, len(indicators) + 1))]
        cards = [row.name for row in self.workbook.rows(self.workbook.edition.tables["自评"].sides[0].row_list)]
        rows = [row.name for row in self.workbook.rows(self.workbook.edition.tables["指标"].sides[0].row_list)]
        self.state(自评=" ".join([*cards, project]), 指标=" ".join([*rows, *names[: len(indicators)]]))
        self.put(*(f"自评!{project}.{column}={text}" for column, text in texts.items()))
        for name, indicator in zip(names, indicators, strict=False):
            for column, text in zip(("名称", "目标值", "实际值", "偏差"), indicator.split(), strict=False):
                self.workbook.apply(self.workbook.edit("填写", {Address("指标", name, column): text}))
        return self

    @property
    def messages(self) -> list[str]:
        return [finding.message for finding in self.findings]

    @property
    def stated(self) -> list[str]:
        return [finding.stated for finding in self.findings]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "templates" / "cards").mkdir(parents=True)
    (tmp_path / "cards").mkdir()
    return tmp_path


def cards(root: Path, *checks: str) -> Cards:
    """A document whose edition has these checks, each ``kind, options``."""
    listed = "".join(f"- {{id: 审核{n}, title: 审核, kind: {check}}}\n" for n, check in enumerate(checks))
    (root / "cards" / "edition.yaml").write_text(f"{PACK}checks:\n{listed}", encoding="utf-8")
    edition = read_edition(root / "cards", root / "templates")
    return Cards(Workbook(edition, Disclosure(edition.id), CATALOGUES))


# ---- numbers in texts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建成1套系统，数据传输率达 80%", ["1套", "80%"]),
        ("杀毒软件在电脑上安装数量 82 台；", ["82台"]),
        ("各类检查出差72人次，检测约10,000辆", ["72人次", "10,000辆"]),
        ("第三方技术服务天次３００４．５次以上", ["３００４．５次"]),
        ("实际支出433.812万元，奖补资金500万元/个", ["433.812万元", "500万元/个"]),
        ("系统故障修复处理时间<=2 天，服务6个月", ["2天", "6个月"]),
        ("2024年本单位完成了1.召开13次会议。2.开展了31次检查", ["13次", "31次"]),
        ("1、会议系统6万元。2、设备3万元", ["6万元", "3万元"]),
        ("全州16个视频点位巡检12次", ["16个", "12次"]),
        ("每点每月400元，全年3.84万元", ["400元", "3.84万元"]),
        (
            "根据 2019 年 11 月下发的《方案》（昌州环发〔2019〕122 号）、(GB17859-1999)、HJ212-2017、（2010 修订）",
            [],
        ),
        ("2021年1月-12月，2024年11月1日—8日，2018-2020年，2021-12-31，<=10月前", []),
        ("第1至5项，目标 1：，（一期）5G，7×24，电话0994-2345678", []),
        ("一矿一策", []),
        ("发放调查表200份，统计报表12份", ["200份", "12份"]),
        ("完成任务12次，代表25人", ["12次", "25人"]),
        ("培训3期，举办12期次，第3期", ["3期", "12期次"]),
        ("诊疗12例，5床；3剂、2针", ["12例", "5床", "3剂", "2针"]),
        ("16学时，8课时，7村，3趟、50升", ["16学时", "8课时", "7村", "3趟", "50升"]),
        ("培训50余人，投入2012.34万元", ["50余人", "2012.34万元"]),
        ("12345热线，10-15次", []),
    ],
)
def test_the_quantities_of_a_text_are_found_and_nothing_else(text: str, found: list[str]) -> None:
    assert [mention.text for mention in mentions(text)] == found


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("15万", "15", Measure.MONEY),
        ("400元", "0.0400", Measure.MONEY),
        ("1.2亿元", "12000.0", Measure.MONEY),
        ("1.2万人", "12000.0", Measure.COUNT),
        ("4季度", "4", Measure.DURATION),
        ("=12月", "12", Measure.DURATION),
        ("99.04%", "99.04", Measure.PERCENT),
        ("=37", "37", Measure.BARE),
    ],
)
def test_a_quantity_has_its_value_and_its_measure(text: str, value: str, measure: Measure) -> None:
    (mention,) = mentions(text)

    assert (str(mention.value), mention.measure) == (value, measure)


def test_a_price_of_each_is_not_an_amount_in_all() -> None:
    rates = [
        mention.rate for mention in mentions("每点每月400元，400元/月/点，单价3万元，6万元/年，每年17万元，51万元")
    ]

    assert rates == [True, True, True, False, False, False]


# ---- unfinished


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("截止 2022 年 12 月 31 日，完成了", "截止2022年12月31日，完成了"),
        ("下设3个科室，分别是：", "下设3个科室，分别是："),
        ("电脑终端软件及网络运维（台", "脑终端软件及网络运维（台"),
        ("完成了用电量监控系统平台 1；验收合格率 90%", "了用电量监控系统平台1"),
        ("开展检查,全年不少于2次；2.开展演练,全年不少于1次。3.准备物资", "2."),
        ("一是制度完善", "一是"),
        ("目标 1：保障链路。目标 3：完成维保。", "目标3"),
    ],
)
def test_a_text_that_breaks_off_is_found(root: Path, text: str, missing: str) -> None:
    document = cards(root, "unfinished, options: {columns: [成效]}").assess("甲", 成效=text)

    assert document.stated == [missing]


@pytest.mark.parametrize(
    "text",
    [
        "降低企业污染物超标排放、机动车尾气排放行为",
        "监管系统和设备属于公共",
        "一是制度完善；二是先做事、后验收、再拨付。",
        "1.指导监督。2、负责监管。3、负责烟花爆竹。",
        "第1至5项为运维，每年17万元，3年共51万元；PM2.5，每点每月400元，2.16万元",
        "单位职能：1.监督；2.检查。项目目标：1.会议正常；2.传达及时。",
        "工作人员满意度 95%，年故障率 15%",
        "（昌州党编委[2022] 54 号)要求",
        "提高信息化水平，优化工作人员工作方式",
        "2021年",
    ],
)
def test_a_text_that_ends_is_no_finding(root: Path, text: str) -> None:
    assert cards(root, "unfinished, options: {columns: [成效]}").assess("甲", 成效=text).messages == []


def test_a_text_of_hardly_a_word_is_found(root: Path) -> None:
    document = cards(root, "too short, options: {columns: [成效], least: 6}")

    assert document.assess("甲", 成效="已完 成").assess("乙", 成效="完成了维护工作").stated == ["已完成"]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("主要原因是：人员增加。", "人员增加"),
        ("原因：人员增加；", "人员增加"),
        ("人员增加。。", "人员增加"),
    ],
)
def test_what_the_narrative_says_around_a_text_is_not_said_twice(root: Path, text: str, mended: str) -> None:
    document = cards(root, "doubled ends, options: {columns: [成效], before: [主要原因, 原因], behind: [。, ；]}")
    (repair,) = document.assess("甲", 成效=text).only.repairs
    document.workbook.apply(repair.edit)

    assert document.workbook.cell(Address("自评", "甲", "成效")).text == mended
    assert document.findings == ()


def test_the_bracket_that_is_left_open_is_quoted(root: Path) -> None:
    text = "监控系统（一期的运维已经全部完成，另有其他事项（二期）也已经完成"
    document = cards(root, "unfinished, options: {columns: [成效]}").assess("甲", 成效=text)

    assert document.stated == ["监控系统（一期的运维已经全部"]


# ---- copied

GOAL = "定期对安全监测监控系统软、硬件进行维护，提升专线链路网络稳定性，保障系统全年稳定运行。"
COPY = "已完成对安全监测监控系统软、硬件进行维护，提升专线链路网络稳定性，保障系统全年稳定运行。"


@pytest.mark.parametrize(
    ("goal", "result", "how"),
    [
        (GOAL, GOAL.replace("，", "， "), "完全相同"),
        (GOAL, COPY, "几乎相同"),
        (
            "根据《行动实施方案》要求，完成对七个县市的柴油车抽测，计划约 10000 辆，并请专家评估，加大监管力度。",
            "截止2022年12月31日，完成了对七个县市的柴油车抽测，计划约 10000 辆，并请专家评估，加大监管力度。",
            "几乎相同",
        ),
    ],
)
def test_a_result_copied_from_the_goal_is_found(root: Path, goal: str, result: str, how: str) -> None:
    document = cards(root, "copied, options: {columns: [目标, 成效]}").assess("甲", 目标=goal, 成效=result)

    assert how in document.only.message
    assert document.only.at == (Address("自评", "甲", "成效"), Address("自评", "甲", "目标"))


@pytest.mark.parametrize(
    ("goal", "result"),
    [
        ("开展社会化服务（专家督导），强化节能主体责任。", "已开展社会化服务（专家督导）12次，强化节能主体责任。"),
        (GOAL, "截止2022年12月31日，完成了系统维护。"),
        ("提升", "提升"),
        (GOAL, ""),
    ],
)
def test_a_result_with_a_number_more_or_words_of_its_own_is_no_copy(root: Path, goal: str, result: str) -> None:
    assert cards(root, "copied, options: {columns: [目标, 成效]}").assess("甲", 目标=goal, 成效=result).messages == []


def test_a_target_copied_from_the_indicators_name_is_found(root: Path) -> None:
    document = cards(root, "copied, options: {columns: [名称, 目标值]}")

    assert document.assess("甲", "2021年1月-12月 2021年1月-12月 2021年1月-12月").only.stated == "2021年1月-12月"


def test_a_passage_copied_from_another_project_is_found(root: Path) -> None:
    document = cards(root, "shared passages, options: {columns: [成效]}")
    passage = "专项检查38次，一般综合检查48次，执法检查覆盖率100%，确保较大事故减少"
    document.assess("甲", 成效=f"该项目实际支出10万元，{passage}。").assess(
        "乙", 成效=f"主要用于宣传，{passage}，抓实安全生产。"
    )

    assert document.only.stated == passage
    assert document.only.at == (Address("自评", "甲", "成效"), Address("自评", "乙", "成效"))


def test_what_two_projects_have_in_common_without_numbers_is_no_finding(root: Path) -> None:
    document = cards(root, "shared passages, options: {columns: [成效]}")
    same = "截至2022年12月31日，提升了应急管理保障能力及服务水平，促进了昌吉州经济社会安全高效发展"

    assert document.assess("甲", 成效=same).assess("乙", 成效=same).messages == []


# ---- dates


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("截至2023年8月31日，该项目实际支出188万元", "2023年8月31日"),
        ("=2023年8月31日前", "2023年8月31日"),
        ("合同签订日期至2023年11月", "2023年11月"),
        ("截至 2021 年 12 月 31 日完成", "2021年12月31日"),
        ("2023-01-05", "2023-01-05"),
        ("2022年2月30日", "2022年2月30日"),
        ("2022年13月", "2022年13月"),
        ("2019年计划", "2019年"),
    ],
)
def test_a_date_outside_the_year_is_found(root: Path, text: str, wrong: str) -> None:
    assert cards(root, "dates, options: {columns: [成效]}").assess("甲", 成效=text).stated == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "截至2022年9月30日",
        "根据 2019 年 11 月下发的《行动实施方案》要求",
        "2019年11月印发的方案",
        "《2016年机动车环保检验机构监督性检测工作方案》",
        "2021年度移动式遥感监测设备运维项目尾款",
        "到2025年，实现空气质量达标",
        "（昌州环发〔2019〕122 号）",
        "12月1日—7日",
    ],
)
def test_dates_of_the_year_and_of_documents_may_stand(root: Path, text: str) -> None:
    assert cards(root, "dates, options: {columns: [成效]}").assess("甲", 成效=text).messages == []


# ---- numbers against indicators

CONTRADICTED = "contradicted numbers, options: {columns: [成效], names: [名称], values: [实际值]}"


@pytest.mark.parametrize(
    ("indicator", "text", "stated", "expected"),
    [
        ("验收合格率 >=90% 100%", "验收合格率 90%；资金", "90%", "100%"),
        ("资金支付及时率（%） >=90% 79.2%", "资金支付及时率90%", "90%", "79.2%"),
        ("设备使用人满意度 >=80% 90%", "设备使用人满意度 80%", "80%", "90%"),
        ("电脑终端软件及网络运维数 >=100台 102台", "电脑终端软件及网络运维数 100 台", "100台", "102台"),
        ("重点检查 >=15次 =15次", "该项目实际全年重点检查30次，", "30次", "=15次"),
        ("污染源监控企业现场检查数量 >=50家 56家", "污染源监控企业现场检查达到了50家", "50家", "56家"),
        ("煤矿安全生产专家会诊矿次 >=46个 >=17个", "煤矿安全生产专家会诊矿次50个以上", "50个", ">=17个"),
    ],
)
def test_a_number_behind_an_indicators_name_must_be_the_indicators(
    root: Path, indicator: str, text: str, stated: str, expected: str
) -> None:
    found = cards(root, CONTRADICTED).assess("甲", indicator, 成效=f"截至年底，{text}。").only

    assert (found.stated, found.expected) == (stated, expected)
    assert found.at == (Address("自评", "甲", "成效"), Address("指标", "甲", "实际值"))


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("验收合格率 >=90% 100%", "验收合格率 100%"),
        ("保障单位职工数 >=40人 =56人", "保障单位职工56名"),
        ("检查覆盖率 =100% 100%", "检查覆盖率达到了100.0%"),
        ("企业用电量数采仪 >=40个 40个", "在每个企业部署企业用电量数采仪 1台，安装企业用电量数采仪 40 个"),
        ("信息化建设能力 提升 提升", "信息化建设能力提升10%"),
        ("验收合格率 >=90% 100%", "验收2次"),
        ("各类检查出差 >=50次 65次", "各类检查出差50次以上"),
    ],
)
def test_a_number_that_is_the_indicators_or_of_something_else_may_stand(root: Path, indicator: str, text: str) -> None:
    assert cards(root, CONTRADICTED).assess("甲", indicator, 成效=text).messages == []


def test_only_the_projects_own_indicators_count(root: Path) -> None:
    document = cards(root, CONTRADICTED).assess("甲", "合格率达标 1次 90%", 成效="合格率达标90%")

    assert document.assess("乙", "合格率达标 1次 100%", 成效="无").messages == []


def test_the_longest_name_counts(root: Path) -> None:
    document = cards(root, CONTRADICTED)

    assert document.assess("甲", "系统故障率 <=3% 2%", "服务系统故障率 <=5% 5%", 成效="服务系统故障率5%").messages == []


def test_the_indicators_number_can_be_put_into_the_text(root: Path) -> None:
    document = cards(root, CONTRADICTED).assess("甲", "验收合格率 >=90% =100%", 成效="验收合格率 90%；其他")

    document.repair("文字里改为100%")

    assert document.workbook.cell(Address("自评", "甲", "成效")).text == "验收合格率 100%；其他"


def test_the_fields_of_a_form_are_compared_with_the_rows_of_another_table(root: Path) -> None:
    document = cards(
        root,
        'contradicted numbers, options: {columns: [成效], names: ["整体指标!*.名称"], values: ["整体指标!*.实际值"]}',
    )
    document.state(整体指标="专题培训会").put("整体指标!专题培训会.实际值=2次", "整体!成效=组织专题培训会3次")

    assert (document.only.stated, document.only.expected) == ("3次", "2次")


UNSTATED = "unstated numbers, severity: error, options: {columns: [成效], among: [名称, 实际值]}"
INSPECTED = ("煤矿检查企业数量 >=30家 =31家", "工贸检查企业数量 >=55家 =68家")


def test_numbers_that_no_indicator_states_are_found(root: Path) -> None:
    text = "截至2022年12月31日，实际支出40万元，监督检查煤矿60家、非煤矿山41家、工贸行业68家。"
    found = cards(root, UNSTATED).assess("甲", *INSPECTED, 全年执行数="40", 成效=text).only

    assert (found.severity, found.stated, found.expected) == (Severity.ERROR, "60家、41家", "31家、68家")


def test_numbers_in_units_that_no_indicator_has_are_a_notice(root: Path) -> None:
    document = cards(root, UNSTATED).assess("甲", *INSPECTED, 成效="保障10个县市，培训5人次")

    assert [(f.severity, f.stated) for f in document.findings] == [(Severity.NOTICE, "10个、5人次")]


def test_no_notice_is_given_of_numbers_that_the_goal_has(root: Path) -> None:
    check = UNSTATED.replace("实际值]", "实际值], also: [目标]")
    document = cards(root, check).assess("甲", *INSPECTED, 目标="保障10个县市、60家企业", 成效="保障10个县市，检查60家")

    assert document.stated == ["60家"]


@pytest.mark.parametrize(
    "text",
    [
        "检查31户、68家",
        "实际支出29.534万元，预算执行率98.43%",
        "根据〔2022〕3号文件，全州七县市，一是完成，2022年完成",
        "每季度维护1次",
        "检查30家以上，共检查99家",
        "检查31家，其中国企10家、民企21家",
        "一季度检查30家，二季度检查38家，共68家",
    ],
)
def test_what_the_row_states_and_what_is_no_quantity_may_stand(root: Path, text: str) -> None:
    document = cards(root, UNSTATED)

    assert document.assess("甲", *INSPECTED, 全年执行数="29.53", 执行率="98.43", 成效=text).messages == []


def test_a_number_that_is_told_wrong_is_not_told_again(root: Path) -> None:
    document = cards(root, UNSTATED, TERMS)
    document.assess("甲", *INSPECTED, 全年执行数="29.53", 成效="实际支出30.29万元，检查68家")

    assert document.stated == ["30.29万元"]


def test_numbers_behind_names_are_left_to_the_other_check(root: Path) -> None:
    document = cards(root, UNSTATED.replace("实际值]", "实际值], names: [名称]"))

    assert document.assess("甲", "验收合格率 >=90% 100%", 成效="验收合格率90%，整改率80%").stated == ["80%"]


def test_a_reason_is_compared_with_its_own_row(root: Path) -> None:
    document = cards(root, "unstated numbers, options: {columns: [偏差], among: [目标值, 实际值]}")
    document.assess("甲", "演练次数 >=1次 =1次 实际组织的演练多达11次", "参加人次 >=50人 =126人 参与演练人员达126人")

    assert document.only.at == (Address("指标", "甲", "偏差"),)


# ---- amounts against tables

TERMS = "named amounts, options: {columns: [目标, 成效], terms: [实际支出=全年执行数, 总额=全年预算数, 执行率=执行率]}"


@pytest.mark.parametrize(
    ("text", "message", "severity"),
    [
        ("该项目实际支出30.29万元，", "“全年执行数”是29.53万元，请核对", Severity.ERROR),
        ("该项目实际支出 30 万元", "“全年执行数”是29.53万元，文字里的数四舍五入了", Severity.ERROR),
        ("该项目实际支出29万元", "“全年执行数”是29.53万元，文字里的数舍去了小数", Severity.ERROR),
        ("该项目实际支出29.534万元", "“全年执行数”是29.53万元，表里的数是四舍五入的", Severity.NOTICE),
        ("总预算执行率为99.4%", "“执行率”是98.43%", Severity.ERROR),
    ],
)
def test_an_amount_behind_a_term_must_be_the_rows(root: Path, text: str, message: str, severity: Severity) -> None:
    document = cards(root, TERMS).assess("甲", 全年预算数="30", 全年执行数="29.53", 执行率="98.43", 成效=text)

    assert message in document.only.message
    assert document.only.severity is severity


@pytest.mark.parametrize(
    "text",
    [
        "该项目实际支出29.53万元",
        "实际支出为295,300元，总额30.00万元",
        "实际支出约30万元",
        "2021年实际支出20万元",
        "比上年减少实际支出5万元",
        "总预算执行率为98.43%",
    ],
)
def test_an_amount_that_is_the_rows_or_another_years_may_stand(root: Path, text: str) -> None:
    document = cards(root, TERMS)

    assert document.assess("甲", 全年预算数="30", 全年执行数="29.53", 执行率="98.43", 成效=text).messages == []


def test_a_term_can_stand_for_a_figure_of_another_table(root: Path) -> None:
    document = cards(
        root, "named amounts, options: {columns: [成效], terms: [全年执行数=整体!合计.执行数, 在职=单位!人数]}"
    )
    document.put("整体!合计.执行数=4087.10", "单位!人数=82", "整体!成效=全年执行数为4,078.1万元，在职82人")

    assert (document.only.stated, document.only.expected) == ("4,078.1万元", "4087.1")
    assert document.repair("文字里改为4087.1万元").messages == []


ROWS = "named amounts, options: {columns: [原因], rows: [支出, 项目]}"


@pytest.fixture
def named(root: Path) -> Cards:
    document = cards(root, ROWS)
    document.state(支出="2080505 2110101", 项目="信息化运维 移动遥感监测设备运维 会议系统及音视频运维、链路费")
    document.put("支出!2080505.本年=6.32", "支出!2080505.上年=5", "支出!2110101.本年=306.9")
    document.put(
        "项目!信息化运维.金额=80", "项目!移动遥感监测设备运维.金额=20", "项目!会议系统及音视频运维、链路费.金额=15.84"
    )
    return document


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        ("本年安排信息化运维项目8万元", "8万元", "80"),
        ("本年安排信息化运维80万元，会议系统及音视频运维15万、移动遥感监测20万元", "15万", "15.84"),
        ("养老保险6.23万元", "6.23万元", "6.32、5、1.32"),
        ("增加信息化运维项目90万元", "90万元", "80"),
    ],
)
def test_an_amount_behind_a_rows_name_must_be_one_of_the_rows(
    named: Cards, text: str, stated: str, expected: str
) -> None:
    found = named.put(f"支出!2110101.原因={text}").only

    assert (found.stated, found.expected) == (stated, expected)


@pytest.mark.parametrize(
    "text",
    [
        "养老保险6.32万元，上年为5万元",
        "养老保险由上年的5万元增加1.32万元",
        "增加信息化运维30万元，会议系统及音视频运维2万元",
        "减少信息化运维100万元",
        "其他行政运行3万元",
        "2020年信息化运维70万元",
        "其中信息化设备采购7万元",
    ],
)
def test_an_amount_that_agrees_or_may_be_a_change_or_another_things_may_stand(named: Cards, text: str) -> None:
    assert named.put(f"支出!2110101.原因={text}").messages == []


LISTED = "listed amounts, options: {columns: [分配], total: [金额]}"


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (
            "1.会议系统的运维，涉及7县市，6万元；2.更换设备，3万元；3.每点每月400元，全年3.84万元；4.维保，3万元",
            "15.84",
        ),
        (
            "1、会议系统：6万元/年。2、更换设备3万元/年。3、链路费，400元/月/点，合计3.84万/年 。4、维保：3万元/年",
            "15.84",
        ),
        ("85万", "85"),
        ("1.系统运维6万元；2.设备3万元；3.维保3万元，合计12万元", "12"),
        ("1.系统（其中链路1万元）7万元；2.维保每年3万元，3年共9万元。", "16"),
    ],
)
def test_a_list_of_amounts_adds_up_to_the_rows(root: Path, text: str, total: str) -> None:
    document = cards(root, LISTED).state(项目="会议")

    found = document.put("项目!会议.金额=15", f"项目!会议.分配={text}").only
    assert (found.stated, found.expected) == (total, "15")
    assert document.put(f"项目!会议.金额={total}").findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "第1至5项每年17万元，3年共51万元；第6至8项共29万元",
        "1.机房运维。2.视频点位运维。1-2项17万/年，3年合计51万元；3.设备，29万元",
        "其中设备购置5万元",
        "20万元用于设备购置，其余用于维护",
        "1.监督；2.检查",
    ],
)
def test_a_text_that_is_no_list_of_amounts_is_not_added_up(root: Path, text: str) -> None:
    document = cards(root, LISTED).state(项目="会议")

    assert document.put("项目!会议.金额=15", f"项目!会议.分配={text}").findings == ()


# ---- reasons

REASONS = "reasons, options: {columns: [原因], change: [增减]}"


@pytest.mark.parametrize(
    ("now", "before", "text", "stated"),
    [
        ("8", "10", "本年在职人员增加，经费增加", "增加"),
        ("10", "8", "本年减少为民办实事工作人员", "减少"),
        ("10", "8", "由于增加从事监测的人员，增加经费9万元", "9"),
        ("115", "72.58", "增加信息化运维项目80万元，会议系统15万，移动遥感监测20万元", "115"),
    ],
)
def test_a_reason_that_does_not_explain_the_change_is_found(
    root: Path, now: str, before: str, text: str, stated: str
) -> None:
    document = cards(root, REASONS).state(支出="2080505")
    document.put(f"支出!2080505.本年={now}", f"支出!2080505.上年={before}", f"支出!2080505.原因={text}")

    assert document.stated == [stated]


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        ("433.34", "143.24", "较上年度项目资金增加42.42万元，增加33名员额控制人员工资246.24万元"),
        ("8", "10", "本年新增退休人员较上年减少，职业年金缴费较上年减少"),
        ("8", "10", "上年增加一次性设备购置"),
        ("8", "10", "本年未增加人员"),
        ("10", "8", "工资基数由5万元增加到9万元"),
        ("10", "8", "增加项目，其中信息化80万元"),
        ("8", "8", "人员增加"),
        ("8", "10", "功能科目调整"),
    ],
)
def test_a_reason_that_may_explain_the_change_may_stand(root: Path, now: str, before: str, text: str) -> None:
    document = cards(root, REASONS).state(支出="2080505")
    document.put(f"支出!2080505.本年={now}", f"支出!2080505.上年={before}", f"支出!2080505.原因={text}")

    assert document.messages == []


def test_a_reason_does_not_list_amounts_of_a_percentage(root: Path) -> None:
    document = cards(root, "reasons, options: {columns: [成效], change: [执行率]}")

    assert document.assess("甲", 执行率="12.5", 成效="增加项目经费80万元").messages == []
    (message,) = document.assess("乙", 执行率="-12.5", 成效="增加项目经费80万元").messages
    assert "减少12.5%，请核对" in message


# ---- names

SIMILAR = "similar names, options: {rows: [项目, 自评]}"


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("昌吉州煤矿安全综合监控联网系统运维工作经费", "昌吉州煤矿安全综合联网监控系统运维工作经费", "次序"),
        ("昌吉州煤矿数字化监控运行工作经费", "昌吉州煤矿数字化监控系统运行工作经费", "系统"),
        ("移动式遥感监测设备运维", "移动遥感监测设备运维", "式"),
        ("软硬件建设（I/M）管理系统项目", "软硬件建设(I/M)管理系统项目", "标点"),
        ("电视电话会议联络经费项目", "电视电话会议链络经费项目", "一个字"),
    ],
)
def test_one_thing_under_two_names_is_found(root: Path, one: str, other: str, how: str) -> None:
    document = cards(root, SIMILAR)
    document.state(项目=one, 自评=other)

    assert how in document.only.message
    assert document.only.at == (Address("项目", one, "项目名称"), Address("自评", other, "项目名称"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2021年移动式遥感监测设备运维", "2022年移动式遥感监测设备运维"),
        ("空气质量预警预报能力建设（一期）", "空气质量预警预报能力建设（二期）"),
        ("移动遥感监测设备运维", "移动遥感监测设备采购"),
        ("安全生产执法经费", "安全生产检查经费"),
        ("第一批安全生产专项资金", "第二批安全生产专项资金"),
        ("东部矿区监测站点建设", "西部矿区监测站点建设"),
        ("内网建设", "外网建设"),
    ],
)
def test_names_of_two_things_may_be_alike(root: Path, one: str, other: str) -> None:
    document = cards(root, SIMILAR)
    document.state(项目=f"{one} {other}", 自评=f"{one} {other}")
    assert document.messages == []

    document.state(项目=one, 自评=other)
    assert document.messages == []


def test_a_table_with_both_names_is_named_once(root: Path) -> None:
    document = cards(root, SIMILAR).state(项目="煤矿数字化监控运行经费 煤矿数字化监控系统运行经费")

    assert document.only.message.startswith("项目的“煤矿数字化监控运行经费”与“煤矿")


def test_two_rows_of_one_table_may_differ_by_a_character(root: Path) -> None:
    document = cards(root, SIMILAR)
    document.state(项目="金矿安全生产监管经费 煤矿安全生产监管经费")

    assert document.messages == []


# ---- options


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        ("unfinished", "应写出 options 里的“columns”"),
        ("unfinished, options: {columns: [没有]}", "“没有”不是任何表的列或填报项"),
        ("unfinished, for: 项目, options: {columns: [成效]}", "“成效”不是“项目”的列或填报项"),
        ("too short, options: {columns: [成效], least: 几}", "“least”应是一个整数，写的是“几”"),
        ("named amounts", "应写出 options 里的“rows”、“terms”，至少一项"),
        ("named amounts, options: {terms: [实际支出]}", "“实际支出”应写作“词=列”"),
        ("named amounts, options: {terms: [实际支出=成效]}", "“实际支出=成效”应写作“词=列”"),
        ("named amounts, options: {terms: [实际支出=整体!成效]}", "“实际支出=整体!成效”应写作“词=列”"),
        ("named amounts, options: {rows: [没有]}", "“没有”应是“表”或“表!侧”"),
        ("listed amounts, options: {columns: [分配], total: [没有]}", "“没有”不是任何表的列或填报项，也不是“表!*.列”"),
        ("listed amounts, options: {columns: [分配], total: [目标]}", "“total”里的“目标”应是数"),
        ("reasons, options: {columns: [原因], change: [偏差]}", "“change”里的“偏差”应是数"),
        (
            "contradicted numbers, options: {columns: [成效], names: [执行数], values: [实际值]}",
            "“names”里的“执行数”应是文字",
        ),
        ('dates, options: {columns: [成效], among: ["整体指标!*.名称"]}', "不认识“among”"),
        (
            'contradicted numbers, options: {columns: [成效], names: ["整体指标!*.没有"], values: [实际值]}',
            "“整体指标!*.没有”不是任何表的列",
        ),
        ("similar names, for: 项目, options: {rows: [项目]}", "看整个文件，不能写 for"),
    ],
)
def test_an_option_that_leads_nowhere_is_a_mistake_of_the_pack(root: Path, check: str, problem: str) -> None:
    with pytest.raises(PackError) as raised:
        cards(root, check)

    assert any(problem in found.message for found in raised.value.problems), raised.value.problems


# ---- whatever is written

LONG, SMALL = "9" * 99, f"0.{'0' * 99}1"
SIGNS = ["，", "。", "；", "（", "(", "\n", "2.", "一是", "目标1："]
NUMBERS = ["1", "20", ".5", "²", "٣", LONG, SMALL, "万元", "%", "家", "个", "/", "每", "2022年", "2月", "30日"]
NAMES = ["完成了", "增加", "减少", "实际支出", "执行率", "为", "煤矿检查企业数量", "信息化运维"]
TEXTS = st.lists(st.sampled_from([*SIGNS, *NUMBERS, *NAMES])).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(goal=TEXTS, result=TEXTS, figure=TEXTS)
@example(goal=f"实际支出{LONG}万元", result=f"实际支出{SMALL}万元", figure="1.5")
@example(goal="实际支出1.5万元", result="实际支出2万元", figure=SMALL)
def test_no_check_fails_whatever_is_written(root: Path, goal: str, result: str, figure: str) -> None:
    columns = "columns: [目标, 成效, 偏差, 原因, 分配]"
    document = cards(
        root,
        "unfinished, options: {columns: [目标, 成效, 名称]}",
        "copied, options: {columns: [目标, 成效]}",
        "shared passages, options: {columns: [目标, 成效]}",
        "dates, options: {columns: [目标, 成效]}",
        CONTRADICTED,
        UNSTATED,
        f"named amounts, options: {{{columns}, rows: [支出, 项目], terms: [实际支出=全年执行数, 执行率=执行率]}}",
        f"listed amounts, options: {{{columns}, total: [全年执行数]}}",
        f"reasons, options: {{{columns}, change: [全年执行数]}}",
    )
    document.state(项目="信息化运维").assess("甲", *INSPECTED).assess("乙")
    pairs = {"目标": goal, "成效": result, "全年执行数": figure, "执行率": figure}
    texts: dict[Place, Content | None] = {
        Address("自评", row, column): text or None for row in "甲乙" for column, text in pairs.items()
    }
    document.workbook.apply(document.workbook.edit("填写", texts))

    for finding in document.findings:
        for repair in finding.repairs:
            assert repair.edit.changes


LIBRARY = Library()


@pytest.mark.parametrize("edition", ["xinjiang-self-assessment-2021", "xinjiang-final-2024"])
@settings(max_examples=15, deadline=None)
@given(texts=st.fixed_dictionaries(dict.fromkeys(("目标值", "实际值", "分值", "完成率", "得分", "偏差原因"), TEXTS)))
@example(texts={"目标值": f"≥{LONG}次", "实际值": f"{SMALL}次", "分值": LONG, "完成率": SMALL, "得分": SMALL})
@example(texts={"目标值": "≥3次", "实际值": "1次", "分值": "10", "完成率": f"33.{'3' * 29}", "得分": "9" * 15})
def test_no_formula_of_a_pack_fails_whatever_is_written(edition: str, texts: dict[str, str]) -> None:
    rows: dict[Place, Content] = {RowList(table, ""): ("甲",) for table in ("自评", "自评指标")}
    places = {Address("自评指标", "甲", column): text for column, text in texts.items() if text}
    places[Address("自评", "甲", "执行财政拨款")] = texts["分值"] or "1"
    workbook = Workbook(LIBRARY.edition(edition), Disclosure(edition, rows | places), LIBRARY.catalogues)

    assert Cards(workbook).findings


# ---- cost


@pytest.mark.parametrize("edited", ["自评!乙.成效", "指标!乙.实际值"])
def test_an_edit_costs_its_own_row(root: Path, edited: str) -> None:
    document = cards(root, UNSTATED, CONTRADICTED, TERMS, "unfinished, options: {columns: [目标, 成效]}")
    for project in ("甲", "乙", "丙"):
        document.assess(project, *INSPECTED, 全年执行数="10", 成效="实际支出10万元，检查31家")
    assert document.findings == ()

    forgotten = document.workbook.apply(set_value(document.workbook, Address.parse(edited), "检查3家"))

    assert {key[-1] for key in forgotten if key[0] == "findings in a row"} == {"乙"}
    assert document.findings
