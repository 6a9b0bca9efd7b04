"""What a rule finds in another document."""

from __future__ import annotations

import pytest

from disclosure_editor.calculation.evaluation import Context
from disclosure_editor.carryover.taking import Taken, take
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.expressions import parse
from disclosure_editor.editions.library import Library
from tests.carryover.conftest import Officer, Open

ROW = Context("表五", "", "2010450", "")
BASIC, PROJECTS = (Address("表五", "2010450", column) for column in ("基本支出", "项目支出"))


@pytest.fixture
def last(example: Open, library: Library) -> Officer:
    return Officer(example("energy-monitoring-2021-budget").disclosure, library)


def found(officer: Officer, source: str) -> Taken | None:
    return take(officer.workbook, parse(source), ROW)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (".基本支出", "126.5"),
        ("sum(表五!{#=#}.基本支出)", "126.5"),
        ("if(.项目支出 = 0, .合计, .基本支出)", "126.5"),
        ("if(.项目支出 != 0, .合计, .基本支出)", "236.50"),
        (".基本支出 + .项目支出", "236.50"),
        ("单位!简称", "昌吉州能源安全监测中心"),
        ("'无'", "无"),
    ],
)
def test_one_cell_is_taken_as_it_was_written_and_several_as_they_compute(last: Officer, source: str, text: str) -> None:
    taken = found(last, source)

    assert taken is not None
    assert taken.text == text


def test_where_it_stood_is_known(last: Officer) -> None:
    assert found(last, ".基本支出") == Taken("126.5", (BASIC,))
    assert found(last, ".基本支出 + .项目支出") == Taken("236.50", (BASIC, PROJECTS))


@pytest.mark.parametrize("source", ["单位!落款日期", "sum(表九!*.合计)", "表九!合计.合计 * 2"])
def test_what_is_not_there_is_not_taken(last: Officer, source: str) -> None:
    assert found(last, source) is None


def test_a_malformed_figure_is_taken_from_its_cell_and_goes_into_no_sum(last: Officer) -> None:
    last.state({"表五!2010450.基本支出": "126..5"})

    assert found(last, ".基本支出") == Taken("126..5", (BASIC,))
    assert found(last, ".基本支出 + .项目支出") is None
