"""Final accounts into the next year's, in the same edition and in a newer one."""

from __future__ import annotations

import pytest

from disclosure_editor.carryover.draft import draft, drafted, taken_into
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.library import Library
from tests.carryover.conftest import BUDGET, FINAL_2022, FINAL_2024, Officer, Open, messages, values_at

FINAL = "pollution-monitoring-2022-final"


@pytest.fixture
def of_2023(example: Open, library: Library) -> Officer:
    return Officer(draft(example(FINAL), library, 2023), library)


@pytest.fixture
def of_2024(example: Open, library: Library) -> Officer:
    """The draft of 2024 out of final accounts of 2023, which are in the edition of 2022."""
    return Officer(draft(example(FINAL, 2023), library, 2024), library)


def test_an_edition_serves_until_the_next_one(of_2023: Officer, of_2024: Officer) -> None:
    assert (of_2023.workbook.edition.id, of_2023.workbook.year) == (FINAL_2022, 2023)
    assert (of_2024.workbook.edition.id, of_2024.workbook.disclosure.year) == (FINAL_2024, None)


def test_last_years_results_are_this_years_comparison(of_2023: Officer) -> None:
    stated = values_at(of_2023.workbook.disclosure, "上年", "上年年末")

    assert stated["总体说明!收入总计.上年"] == "984.12"
    assert stated["项级说明!2080505.上年"] == "7.20"
    assert stated["机关运行经费!经费.上年"] == of_2023.shown("机关运行经费!经费.上年")
    assert of_2023.shown("一般公共说明!支出.上年") != ""


def test_the_sentence_on_the_whole_compares_with_last_year(of_2023: Officer) -> None:
    of_2023.state(
        {
            "收支总表!收入总计.决算数": "1,000.00",
            "总体说明!收入总计.原因": "本年追加监测经费",
        }
    )

    assert "收入总计与上年相比，增加15.88万元，增长1.61%，主要原因是：本年追加监测经费。" in of_2023.text("一")[0]


def test_subjects_that_ended_and_new_ones_are_compared(of_2023: Officer) -> None:
    of_2023.remove("一般公共预算支出表", "2080505")
    of_2023.add("一般公共预算支出表", "2080506", 基本支出="3.5")
    of_2023.state(
        {
            "项级说明!2080505.原因": "单位缴费改由社保基金列支",
            "项级说明!2080506.上年": "0",
            "项级说明!2080506.原因": "本年起缴纳职业年金",
        }
    )

    sentences = {sentence.partition(".")[2] for sentence in of_2023.text("五三")}
    assert (
        "社会保障和就业支出(类)行政事业单位养老支出(款)机关事业单位基本养老保险缴费支出(项):支出决算数为0.00万元，"
        "比上年决算减少7.20万元，下降100.00%,主要原因是:单位缴费改由社保基金列支。"
    ) in sentences
    assert (
        "社会保障和就业支出(类)行政事业单位养老支出(款)机关事业单位职业年金缴费支出(项):支出决算数为3.50万元，"
        "比上年决算增加3.50万元，增长100.00%,主要原因是:本年起缴纳职业年金。"
    ) in sentences


def test_self_assessments_begin_with_last_years_goals_and_without_its_results(of_2023: Officer) -> None:
    disclosure = of_2023.workbook.disclosure

    assert len(disclosure.rows(RowList("自评", "")) or ()) == 20
    assert len(disclosure.rows(RowList("自评指标", "")) or ()) == 255
    assert values_at(disclosure, "实际值", "得分", "偏差原因", "实际完成情况", "执行财政拨款", "总分") == {}
    assert len(values_at(disclosure, "目标值")) == 199


def test_a_newer_edition_gets_what_it_asks_for(of_2024: Officer, example: Open) -> None:
    last = example(FINAL, 2023)

    stated = values_at(of_2024.workbook.disclosure, "上年人数", "上年完成")
    assert stated["人员!在职.上年人数"] == last.cell(Address("人员", "在职", "人数")).text
    indicator = next(a for a, _ in last.disclosure.values() if a.table == "自评指标" and a.column == "实际值")
    assert stated[str(indicator._replace(column="上年完成"))] == last.cell(indicator).text
    assert of_2024.shown("总体说明!收入总计.上年") == "984.12"


def test_what_a_newer_edition_no_longer_has_is_told(of_2024: Officer) -> None:
    told = messages(of_2024.workbook.disclosure)

    assert any("今年的版式没有“国有资产（年末）”的“固定资产原值”" in message for message in told)
    lost = [remark for _, remark in of_2024.workbook.disclosure.remarks() if "收支总体说明“支出总计”" in remark.place]
    assert [remark.text[:9] for remark in lost] == ["本年减少会议系统及"]


def test_a_document_of_two_years_ago_gives_no_comparison(example: Open, library: Library) -> None:
    made = draft(example(FINAL), library, 2024)

    assert values_at(made, "上年", "上年年末", "上年人数", "上年完成") == {}
    assert made.rows(RowList("上年科目", "")) is None
    assert any("不是上年（2023年）的" in message for message in messages(made))


def test_a_figure_that_last_year_stated_otherwise_than_its_parts_is_kept(example: Open, library: Library) -> None:
    last = Officer(draft(example(FINAL), library, 2023), library)
    last.state({"一般公共预算支出表!2080505.基本支出": "20", "一般公共预算支出表!合计.合计": "21"})

    made = Officer(draft(last.workbook, library, 2024), library)

    assert made.shown("项级说明!2080505.上年") == "20.00"
    assert made.shown("一般公共说明!支出.上年") == "21.00"
    assert made.shown("项级说明!合计.上年") == "20.00"


def test_final_accounts_begin_with_the_budget_of_their_year(example: Open, library: Library) -> None:
    budget = example("energy-monitoring-2021-budget-corrected", 2022)

    made = Officer(draft(budget, library, 2022, FINAL_2022), library)

    assert made.shown("单位!全称") == "昌吉回族自治州能源安全监测中心"
    assert made.shown("财拨说明!收入总计.年初预算数") == "261.00"
    assert made.shown("财拨说明!支出总计.年初预算数") == "261.00"
    assert made.shown("三公表!金额.运行预算数") == "1.8"
    assert made.workbook.disclosure.rows(RowList("一般公共预算支出表", "")) == (
        "2010450",
        "2080505",
        "2101102",
        "2101103",
        "2101199",
    )
    assert len(made.workbook.disclosure.rows(RowList("自评", "")) or ()) == 3
    assert made.shown("一般公共预算支出表!2010450.基本支出") == ""


def test_the_newer_edition_takes_more_of_the_budget(example: Open, library: Library) -> None:
    budget = example("energy-monitoring-2021-budget-corrected", 2024)

    made = Officer(draft(budget, library, 2024, FINAL_2024), library)

    assert made.shown("一般公共说明!支出.年初预算数") == "261.00"
    assert made.shown("整体支出!本级资金.年初预算数") == "261.00"


def test_last_year_is_taken_into_what_the_budget_began(example: Open, library: Library) -> None:
    budget = example("energy-monitoring-2021-budget-corrected", 2023)
    begun = drafted(budget, library, 2023, FINAL_2022)

    made = taken_into(example(FINAL), library, begun.workbook)

    officer = Officer(made.disclosure, library)
    assert officer.shown("财拨说明!收入总计.年初预算数") == "261.00"
    assert officer.shown("财拨说明!收入总计.上年") != ""
    assert officer.shown("项级说明!2080505.上年") == "7.20"
    assert len(made.disclosure.rows(RowList("自评", "")) or ()) == 3
    assert officer.shown("单位!全称") == "昌吉回族自治州能源安全监测中心"
    assert begun.disclosure.edition == FINAL_2022
    assert BUDGET not in {made.disclosure.edition}
