"""Which edition serves which year."""

from datetime import date

from disclosure_editor.editions.families import edition_for, serving, usual_year
from tests.editions.conftest import Packs


def test_an_edition_serves_its_year_and_later_ones_until_the_next_of_its_family(packs: Packs) -> None:
    packs.write("later", {"edition.yaml": "extends: base\nid: later\nyear: 2023\n"})
    packs.write("other", {"edition.yaml": "extends: base\nid: other\nseries: 绩效自评\nyear: 2022\n"})
    base, later, other = (packs.read(name) for name in ("base", "later", "other"))
    editions = (later, other, base)

    assert [edition_for(editions, base.family, year) for year in (2020, 2021, 2022, 2023, 2030)] == [
        None,
        base,
        base,
        later,
        later,
    ]
    assert [edition.id for edition in serving(editions, 2022)] == ["base", "other"]
    assert serving(editions, 2020) == ()


def test_documents_begun_in_spring_are_mostly_budgets_and_in_autumn_last_years_final_accounts() -> None:
    assert usual_year(date(2025, 2, 1)) == 2025
    assert usual_year(date(2025, 8, 20)) == 2024
