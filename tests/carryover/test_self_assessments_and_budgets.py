"""Self-assessments begun with their year's budget, and published ones held against it."""

from __future__ import annotations

import pytest

from disclosure_editor.carryover.draft import draft, taken_into, taking
from disclosure_editor.checks.checker import Checker
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Origin, OriginOf
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.narrative.writer import Narrative
from tests.carryover.conftest import SELF_ASSESSMENT, Officer, Open

BUDGET, PUBLISHED = "energy-monitoring-2021-budget", "energy-monitoring-2021-self-assessment"
NETWORK, RENAMED = "昌吉州煤矿安全综合联网监控系统运维工作经费", "昌吉州煤矿安全综合监控联网系统运维工作经费"
DIGITAL, EXPERTS = "昌吉州煤矿数字化监控运行工作经费", "专家会诊安全生产专项"


@pytest.fixture
def begun(example: Open, library: Library) -> Officer:
    return Officer(draft(example(BUDGET), library, 2021, SELF_ASSESSMENT), library)


@pytest.fixture
def held(example: Open, library: Library) -> Officer:
    """The published self-assessments with what the budget published of the same projects."""
    return Officer(taken_into(example(BUDGET), library, example(PUBLISHED)).disclosure, library)


def findings(officer: Officer, *checks: str) -> list[Finding]:
    found = Checker(officer.workbook, Narrative(officer.workbook)).findings()
    return [finding for finding in found if finding.check in checks]


def test_projects_funds_goals_indicators_and_targets_are_the_budgets(begun: Officer, example: Open) -> None:
    budget, disclosure = example(BUDGET), begun.workbook.disclosure

    assert disclosure.rows(RowList("自评", "")) == budget.disclosure.rows(RowList("绩效目标", ""))
    assert disclosure.rows(RowList("自评指标", "")) == budget.disclosure.rows(RowList("绩效指标", ""))
    assert begun.shown(f"自评!{NETWORK}.年初财政拨款") == "85"
    assert begun.shown(f"自评!{NETWORK}.年初预算数") == "85.00"
    goal = budget.cell(Address("绩效目标", NETWORK, "年度目标")).text
    assert begun.shown(f"自评!{NETWORK}.年度目标") == goal
    assert begun.shown(f"自评指标!{NETWORK}#7.三级指标") == "严格按照项目支出进行（万元）"
    assert begun.shown(f"自评指标!{NETWORK}#7.目标值") == "≤85万元"
    assert begun.shown(f"自评指标!{NETWORK}#7.实际值") == ""


def test_what_the_budget_published_is_kept_beside_and_not_printed(begun: Officer) -> None:
    assert begun.shown(f"预算项目!{RENAMED}.金额") == "85"
    printed = write_text(Publication(begun.workbook).blocks())
    assert NETWORK in printed
    assert RENAMED not in printed


def test_as_long_as_nothing_is_changed_only_the_budgets_own_slip_is_found(begun: Officer) -> None:
    found = findings(begun, "预算指标", "预算没有", "预算已自评", "与预算公开", "相近名称")

    assert [finding.check for finding in found] == ["预算已自评", "相近名称"]
    assert all(RENAMED in finding.message for finding in found)


def test_taking_the_budget_leaves_a_publication_as_it_was_published(held: Officer, example: Open) -> None:
    published = example(PUBLISHED)

    for path, content in published.disclosure.published():
        assert held.workbook.disclosure.content(path) == content, path
    assert write_text(Publication(held.workbook).blocks()) == write_text(Publication(published).blocks())


def test_a_renamed_project_is_named_with_both_names(held: Officer) -> None:
    (finding,) = findings(held, "相近名称")

    assert (finding.stated, finding.expected) == (NETWORK, RENAMED)
    assert "字相同而次序不同" in finding.message


def test_a_project_that_the_budget_has_not_is_named_with_its_amount(held: Officer) -> None:
    (finding,) = findings(held, "预算没有")

    assert finding.message.startswith(f"部门预算没有公开项目“{EXPERTS}”，年初预算数却是47.92。")
    assert finding.at[0] == Address("自评", EXPERTS, "年初预算数")


def test_a_dropped_indicator_and_a_changed_target_are_named(held: Officer) -> None:
    changed, dropped = findings(held, "预算指标")

    assert f"“{DIGITAL}”的年初预算公开的指标“硬件更新次数（次）”（≥6），自评指标里没有" in dropped.message
    assert (changed.stated, changed.expected) == (">=95%", "95%")
    assert f"“{NETWORK}”的年初预算公开的指标“远程联网系统稳定率（%）”" in changed.message


def test_another_target_project_and_amount_are_found(held: Officer) -> None:
    held.state(
        {f"自评指标!{DIGITAL}.目标值": ">=5次", f"自评!{DIGITAL}.年初预算数": "", f"自评!{DIGITAL}.年初财政拨款": "14"}
    )

    assert [f.stated for f in findings(held, "预算指标") if f.expected == "≥6"] == [">=5次"]
    (amount,) = findings(held, "与预算公开")
    assert f"“{DIGITAL}”的年初预算数是14，部门预算公开的是15" in amount.message


def test_a_budget_project_that_was_not_assessed_is_named(held: Officer) -> None:
    held.remove("自评", DIGITAL)

    missing = [finding.message for finding in findings(held, "预算已自评")]
    assert any(f"部门预算公开的项目“{DIGITAL}”没有自评" in message for message in missing)


def test_without_the_budget_nothing_is_compared(example: Open, library: Library) -> None:
    published = Officer(example(PUBLISHED).disclosure, library)

    assert findings(published, "预算指标", "预算没有", "预算已自评") == []


def test_the_budget_is_taken_into_an_open_document_and_given_back(example: Open, library: Library) -> None:
    published = example(PUBLISHED)
    before = dict(published.disclosure.items())

    edit = taking(example(BUDGET), library, published)
    published.apply(edit)
    assert edit.label == "取用2021年部门（单位）预算公开"
    assert published.cell(Address("预算项目", DIGITAL, "金额")).text == "15"

    published.apply(edit.inverse())
    assert dict(published.disclosure.items()) == before


def test_what_was_read_from_a_file_is_told_with_the_document_that_was_read(example: Open, library: Library) -> None:
    budget = example(BUDGET)
    goal = Address("绩效目标", DIGITAL, "年度目标")
    budget.apply(budget.edit("读入", {OriginOf(goal): Origin("第1334行", "原文")}))

    made = draft(budget, library, 2021, SELF_ASSESSMENT)

    assert made.origin(Address("自评", DIGITAL, "年度目标")) == Origin(
        "2021年部门（单位）预算公开：第1334行", "原文", unconfirmed=True
    )
