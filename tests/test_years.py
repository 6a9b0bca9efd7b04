"""A document has a year of its own, and everything that it prints and checks goes by it."""

import re
from pathlib import Path

import pytest

from disclosure_editor.calculation.edits import set_values
from disclosure_editor.calculation.opening import UnservedYear, new_workbook, open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.document.storage import load, save
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.narrative.writer import Narrative

BUDGET, FINAL_2022 = "xinjiang-budget-2021", "xinjiang-final-2022"
EXAMPLE = Path(__file__).parents[1] / "examples" / "energy-monitoring-2021-budget-corrected.disclosure"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def in_2023(library: Library) -> Workbook:
    """The corrected example as if it were of 2023."""
    disclosure = load(EXAMPLE)
    content = dict(disclosure.items())
    return Workbook(library.edition(BUDGET), Disclosure(BUDGET, content, 2023), library.catalogues)


def test_a_document_is_of_its_editions_year_unless_it_states_another(library: Library) -> None:
    assert new_workbook(BUDGET, "某中心", library).year == 2021
    assert new_workbook(BUDGET, "某中心", library, 2023).year == 2023


def test_the_editions_own_year_is_not_stated(library: Library, tmp_path: Path) -> None:
    save(new_workbook(BUDGET, "某中心", library, 2021).disclosure, tmp_path / "某")

    assert "year" not in (tmp_path / "某").read_text(encoding="utf-8")


def test_a_year_is_kept_in_the_file(library: Library, tmp_path: Path) -> None:
    save(new_workbook(BUDGET, "某中心", library, 2023).disclosure, tmp_path / "某")

    assert open_workbook(tmp_path / "某", library).year == 2023


def test_the_publication_is_of_the_documents_year(library: Library) -> None:
    printed = write_text(Publication(in_2023(library)).blocks()).splitlines()

    assert "2023年部门（单位）预算公开" in printed
    assert "截至2022年底，昌吉州能源安全监测中心占用使用国有资产总体情况为" in printed


@pytest.mark.parametrize("edition_id", Library().ids)
def test_nothing_that_an_edition_prints_by_itself_is_of_another_year(library: Library, edition_id: str) -> None:
    disclosure = new_workbook(edition_id, "某单位", library).disclosure
    later = Disclosure(edition_id, dict(disclosure.items()), 2099)
    printed = write_text(Publication(Workbook(library.edition(edition_id), later, library.catalogues)).blocks())

    assert set(re.findall(r"20\d\d(?=\s*年)", printed)) <= {"2099", "2098"}


def test_what_the_edition_proposes_is_of_the_documents_year(library: Library) -> None:
    workbook = in_2023(library)
    address = Address("项目说明", "昌吉州煤矿数字化监控运行工作经费", "资金执行时间")
    workbook.apply(set_values(workbook, {address: ""}, "清除"))

    assert workbook.cell(address).text == "2023年1月-12月"


def test_dates_and_years_are_checked_against_the_documents_year(library: Library) -> None:
    workbook = in_2023(library)
    texts = {
        Address("其他事项", "", "说明"): "本年（2021年）无其他事项。",
        Address("项目说明", "昌吉州煤矿数字化监控运行工作经费", "资金执行时间"): "2021年1月-12月",
    }
    workbook.apply(set_values(workbook, texts, "填写"))

    found = {f.check: f.expected for f in Checker(workbook, Narrative(workbook)).findings() if f.at[0] in texts}
    assert (found["年度"], found["日期"]) == ("2023年", "2023年")


def test_a_year_before_the_editions_is_refused(library: Library) -> None:
    with pytest.raises(UnservedYear, match="从2021年起使用"):
        new_workbook(BUDGET, "某中心", library, 2020)


def test_a_year_that_a_newer_edition_serves_is_refused_with_its_name(library: Library) -> None:
    assert new_workbook(FINAL_2022, "某局", library, 2023).year == 2023
    with pytest.raises(UnservedYear, match="xinjiang-final-2024"):
        new_workbook(FINAL_2022, "某局", library, 2025)


def test_a_number_that_is_no_year_is_refused(library: Library) -> None:
    with pytest.raises(UnservedYear, match="不是年度"):
        new_workbook(BUDGET, "某中心", library, 21)


def test_a_year_is_served_by_the_newest_edition_of_its_family_that_is_not_newer(library: Library) -> None:
    family = library.edition(FINAL_2022).family

    chosen = {year: library.edition_for(family, year) for year in (2021, 2022, 2023, 2024, 2030)}
    assert {year: edition.id if edition else None for year, edition in chosen.items()} == {
        2021: None,
        2022: FINAL_2022,
        2023: FINAL_2022,
        2024: "xinjiang-final-2024",
        2030: "xinjiang-final-2024",
    }


def test_self_assessments_are_no_final_accounts(library: Library) -> None:
    served = {2021: [], 2022: [FINAL_2022], 2024: ["xinjiang-final-2024"]}

    for year, final in served.items():
        ids = [edition.id for edition in library.serving(year)]
        assert ids[0] == BUDGET
        assert sorted(ids[1:]) == sorted([*final, "xinjiang-self-assessment-2021"])
