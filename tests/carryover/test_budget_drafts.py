"""Last year's budget as this year's draft, and what its sentences say once this year's figures are entered."""

from __future__ import annotations

import pytest

from disclosure_editor.carryover.draft import Draft, draft, drafted
from disclosure_editor.checks.checker import Checker
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure, Understanding
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.narrative.writer import Narrative
from tests.carryover.conftest import BUDGET, Officer, Open, messages, values_at

BUDGETS = ("energy-monitoring-2021-budget", "pollution-monitoring-2021-budget")


@pytest.fixture(params=BUDGETS)
def made(request: pytest.FixtureRequest, example: Open, library: Library) -> Draft:
    return drafted(example(request.param), library, 2022)


def test_the_draft_is_in_the_same_form_and_of_its_year(made: Draft) -> None:
    assert (made.disclosure.edition, made.workbook.year) == (BUDGET, 2022)
    lines = write_text(Publication(made.workbook).blocks()).splitlines()
    assert "2022年部门（单位）预算公开" in lines


def test_all_figures_of_the_year_are_empty(made: Draft) -> None:
    book = made.workbook
    for table in book.edition.tables.values():
        for side in table.sides if table.published else ():
            figures = [column.id for column in side.columns if column.type.numeric]
            cells = [Address(table.id, row.name, column) for row in book.rows(side.row_list) for column in figures]
            assert [str(cell) for cell in cells if book.cell(cell).amount] == []
    stated = [(address, book.edition.column(address)) for address, _ in made.disclosure.values()]
    numeric = {address.column for address, column in stated if column is not None and column.type.numeric}
    assert numeric <= {"上年", "上年基本支出", "上年项目支出", "内设机构数"}


def test_all_that_was_carried_over_is_to_be_confirmed_and_knows_its_place(made: Draft) -> None:
    for address, _ in made.disclosure.values():
        origin = made.disclosure.origin(address)
        assert origin is not None
        assert origin.unconfirmed
        assert origin.place.startswith("2021年部门（单位）预算公开：")


def test_last_years_figures_stand_where_the_comparison_asks_for_them(example: Open, library: Library) -> None:
    made = draft(example(BUDGETS[0]), library, 2022)

    assert values_at(made, "上年", "上年基本支出", "上年项目支出") == {
        "项级说明!2010450.上年基本支出": "126.5",
        "项级说明!2010450.上年项目支出": "110",
        "项级说明!2080505.上年基本支出": "13.54",
        "项级说明!2101102.上年基本支出": "8.04",
        "项级说明!2101103.上年基本支出": "2.54",
        "项级说明!2101199.上年基本支出": "0.38",
        "三公说明!因公出国（境）费.上年": "0",
        "三公说明!公务用车购置费.上年": "0",
        "三公说明!公务用车运行费.上年": "1.8",
        "三公说明!公务接待费.上年": "0.2",
        "机关运行经费!上年": "15.42",
    }
    officer = Officer(made, library)
    assert officer.shown("收入说明!一般公共预算.上年") == "261.00"
    assert officer.shown("支出说明!项目支出.上年") == "110.00"


def test_subjects_and_projects_are_proposed_with_empty_cells(example: Open, library: Library) -> None:
    last = example(BUDGETS[0])
    made = draft(last, library, 2022)

    for table in ("表三", "表六", "表七", "绩效目标", "绩效指标"):
        assert made.rows(RowList(table, "")) == last.disclosure.rows(RowList(table, "")), table
    assert made.rows(RowList("上年科目", "")) == ("2010450", "2080505", "2101102", "2101103", "2101199")
    assert made.rows(RowList("项级说明", "")) is None


def test_texts_and_choices_stay(example: Open, library: Library) -> None:
    last = example(BUDGETS[0])
    made = draft(last, library, 2022)

    for place in ("单位!全称", "单位!主要职能", "单位!内设机构", "样式!拨款结构", "表六!30107.名称"):
        address = Address.parse(place)
        assert made.value(address) == last.disclosure.value(address), place


def test_what_follows_the_year_is_written_anew(example: Open, library: Library) -> None:
    made = draft(example(BUDGETS[0]), library, 2022)
    address = Address("项目说明", "昌吉州煤矿数字化监控运行工作经费", "资金执行时间")

    assert made.value(address) is None
    assert Officer(made, library).shown(str(address)) == "2022年1月-12月"


def test_the_report_says_what_is_to_be_revised_and_what_was_wrong(example: Open, library: Library) -> None:
    made = draft(example(BUDGETS[0]), library, 2022)

    told = {remark.message: remark for _, remark in made.remarks()}
    revised = next(remark for message, remark in told.items() if "“年度目标”沿用了3处，其中2处写有年度" in message)
    assert revised.understanding is Understanding.DOUBTFUL
    assert made.value(Address.parse(revised.at)) is not None
    wrong = next(remark for message, remark in told.items() if "填的是15.42，应为125.42" in message)
    assert (wrong.at, wrong.understanding) == ("机关运行经费!上年", Understanding.DOUBTFUL)


def test_the_document_drafted_from_is_left_as_it_is(example: Open, library: Library) -> None:
    last = example(BUDGETS[0])
    before = dict(last.disclosure.items())

    draft(last, library, 2022)

    assert dict(last.disclosure.items()) == before


@pytest.fixture
def entered(example: Open, library: Library) -> Officer:
    """The draft of 2022 with this year's figures: one subject and one project ended, one of each is new."""
    officer = Officer(draft(example("energy-monitoring-2021-budget-corrected"), library, 2022), library)
    network, digital = "昌吉州煤矿安全综合监控联网系统运维工作经费", "昌吉州煤矿数字化监控运行工作经费"
    officer.remove("表三", "2101103")
    officer.remove("表七", "政府购买节能工作督促指导社会化服务")
    officer.add("表三", "2210201", 基本支出="12")
    officer.add("表七", "电力安全隐患排查经费", 科目="2010450", 商品和服务支出="5")
    officer.state(
        {
            "表三!2010450.基本支出": "120",
            "表三!2080505.基本支出": "13.54",
            "表三!2101102.基本支出": "9.04",
            "表三!2101199.基本支出": "0.5",
            f"表七!{network}.商品和服务支出": "80",
            f"表七!{digital}.商品和服务支出": "15",
            "表六!30201.公用经费": "16",
            "表八!金额.公务接待费": "0.3",
            "表八!金额.公务用车运行费": "1.8",
            "表八!金额.公务用车购置费": "0",
            "表八!金额.因公出国（境）费": "0",
            "项级说明!2210201.上年基本支出": "0",
            "项级说明!2010450.原因": "项目经费减少",
            "项级说明!2080505.原因": "",
            "项级说明!2101102.原因": "缴费基数提高",
            "项级说明!2101103.原因": "不再安排公务员医疗补助",
            "项级说明!2101199.原因": "缴费基数提高",
            "项级说明!2210201.原因": "住房公积金改列本科目",
            "支出说明!基本支出.原因": "住房公积金改列本科目",
            "支出说明!项目支出.原因": "一个项目已经完成",
            "收入说明!一般公共预算.原因": "项目经费减少",
            "机关运行经费!原因": "办公费增加",
            "三公说明!公务接待费.原因": "接待任务增加",
            "三公说明!公务用车运行费.原因": "",
            "三公说明!因公出国（境）费.原因": "",
        }
    )
    return officer


def test_each_subjects_sentence_is_right_ended_and_new_ones_too(entered: Officer) -> None:
    assert entered.text("五三") == [
        (
            "1.一般公共服务（类）发展与改革事务（款）事业运行（项）：2022年预算数为220万元，比上年预算数减少16.5万元，减少6.98%，"
            "主要原因是：项目经费减少。"
        ),
        (
            "2.社会保障和就业（类）行政事业单位养老（款）机关事业单位基本养老保险缴费（项）：2022年预算数为13.54万元，"
            "与上年预算数持平。"
        ),
        (
            "3.卫生健康（类）行政事业单位医疗（款）事业单位医疗（项）：2022年预算数为9.04万元，比上年预算数增加1万元，"
            "增加12.44%，主要原因是：缴费基数提高。"
        ),
        (
            "4.卫生健康（类）行政事业单位医疗（款）其他行政事业单位医疗（项）：2022年预算数为0.5万元，"
            "比上年预算数增加0.12万元，增加31.58%，主要原因是：缴费基数提高。"
        ),
        (
            "5.住房保障（类）住房改革（款）住房公积金（项）：2022年预算数为12万元，比上年预算数增加12万元，增加100%，"
            "主要原因是：住房公积金改列本科目。"
        ),
        (
            "6.卫生健康（类）行政事业单位医疗（款）公务员医疗补助（项）：2022年预算数为0万元，比上年预算数减少2.54万元，"
            "减少100%，主要原因是：不再安排公务员医疗补助。"
        ),
    ]


def test_the_sentence_on_the_whole_is_right(entered: Officer) -> None:
    assert entered.text("五一") == [
        (
            "昌吉回族自治州能源安全监测中心2022年一般公共预算拨款合计255.08万元，其中：基本支出155.08万元，"
            "比上年预算增加4.08万元，增长2.70%。主要原因是：住房公积金改列本科目。项目支出100万元，比上年预算减少10万元，"
            "下降9.09%。主要原因是：一个项目已经完成。"
        )
    ]
    assert entered.text("二")[1] == "一般公共预算255.08万元，占100%，比上年减少5.92万元，主要原因是项目经费减少；"
    assert entered.text("三")[1:] == [
        "基本支出155.08万元，占60.80%，比上年增加4.08万元，主要原因是住房公积金改列本科目。",
        "项目支出100万元，占39.20%，比上年减少10万元，主要原因是一个项目已经完成。",
    ]


def test_what_is_spent_on_offices_cars_and_guests_is_compared(entered: Officer) -> None:
    assert entered.text("十一") == [
        (
            "2022年，昌吉回族自治州能源安全监测中心的机关运行经费财政拨款预算16万元，比上年预算增加0.58万元，增长3.76%。"
            "主要原因是办公费增加。"
        )
    ]
    assert entered.text("八")[1] == (
        "2022年一般公共预算“三公”经费比上年增加0.1万元，其中：因公出国（境）费与上年持平；公务用车购置费为0万元，"
        "未安排预算。公务用车运行费与上年持平；公务接待费增加0.1万元，主要原因是接待任务增加。"
    )


def test_nothing_of_the_comparison_is_found_wrong_or_without_a_place(entered: Officer) -> None:
    found = Checker(entered.workbook, Narrative(entered.workbook)).findings()

    about = {"项级说明", "一般公共预算规模", "收入说明", "支出说明", "上年科目"}
    wrong = [f.message for f in found if isinstance(f.at[0], Address) and f.at[0].table in about]
    assert wrong == []


def test_the_draft_of_a_draft_goes_on_from_its_figures(entered: Officer, library: Library) -> None:
    following = Officer(draft(entered.workbook, library, 2023), library)

    assert values_at(following.workbook.disclosure, "上年基本支出") == {
        "项级说明!2010450.上年基本支出": "120.00",
        "项级说明!2080505.上年基本支出": "13.54",
        "项级说明!2101102.上年基本支出": "9.04",
        "项级说明!2101199.上年基本支出": "0.50",
        "项级说明!2210201.上年基本支出": "12.00",
    }


def test_a_draft_some_years_later_has_no_figures_of_the_year_before(example: Open, library: Library) -> None:
    made = draft(example(BUDGETS[0]), library, 2024)

    assert values_at(made, "上年", "上年基本支出", "上年项目支出") == {}
    assert any("不是上年（2023年）的" in message for message in messages(made))
    assert made.rows(RowList("表三", "")) is not None


def test_figures_are_taken_as_they_were_published_however_they_are_written(example: Open, library: Library) -> None:
    last = example("energy-monitoring-2021-budget-corrected")
    officer = Officer(Disclosure(BUDGET, dict(last.disclosure.items())), library)
    officer.state({"表五!2010450.基本支出": "1,126.50", "表五!2080505.基本支出": "13..54"})

    made = draft(officer.workbook, library, 2022)
    assert made.value(Address("项级说明", "2010450", "上年基本支出")) == "1,126.50"
    assert made.value(Address("项级说明", "2080505", "上年基本支出")) == "13..54"
