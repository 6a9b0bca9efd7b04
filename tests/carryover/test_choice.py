"""Which drafts can be made of a document, and how others are refused."""

from __future__ import annotations

import pytest

from disclosure_editor.calculation.opening import UnservedYear
from disclosure_editor.carryover.choice import NoDraft
from disclosure_editor.carryover.draft import draft, taken_into
from disclosure_editor.editions.library import Library
from tests.carryover.conftest import BUDGET, FINAL_2022, FINAL_2024, SELF_ASSESSMENT, Open

ENERGY, FINAL = "energy-monitoring-2021-budget", "pollution-monitoring-2022-final"


@pytest.mark.parametrize(
    ("name", "year", "edition", "message"),
    [
        (
            ENERGY,
            2021,
            None,
            f"写的是2021；要生成同一年的项目支出绩效自评（{SELF_ASSESSMENT}），请写明版式",
        ),
        (ENERGY, 2020, None, "年度应大于2021，写的是2020。"),
        (ENERGY, 2021, BUDGET, "年度应大于2021"),
        (FINAL, 2022, None, "年度应大于2022，写的是2022。"),
        (ENERGY, 2022, SELF_ASSESSMENT, "“项目支出绩效自评”取同一年的数，年度应为2021，写的是2022。"),
        (FINAL, 2023, BUDGET, "“部门（单位）预算公开”不从“部门决算公开”取数"),
    ],
)
def test_a_draft_that_cannot_be_made_is_refused(
    example: Open, library: Library, name: str, year: int, edition: str | None, message: str
) -> None:
    with pytest.raises(NoDraft) as refused:
        draft(example(name), library, year, edition)

    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("year", "edition", "message"), [(2025, FINAL_2022, FINAL_2024), (2023, FINAL_2024, "从2024年起使用")]
)
def test_an_edition_of_another_time_is_refused(
    example: Open, library: Library, year: int, edition: str, message: str
) -> None:
    with pytest.raises(UnservedYear, match=message):
        draft(example(FINAL), library, year, edition)


def test_a_document_takes_nothing_from_one_that_it_has_nothing_to_do_with(example: Open, library: Library) -> None:
    with pytest.raises(NoDraft, match="不从“部门决算公开”取数"):
        taken_into(example(FINAL), library, example(ENERGY))


def test_the_edition_follows_from_the_year(example: Open, library: Library) -> None:
    years = {2023: FINAL_2022, 2024: FINAL_2024, 2030: FINAL_2024}

    assert {year: draft(example(FINAL), library, year).edition for year in years} == years
