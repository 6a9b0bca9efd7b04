"""Everything that a document states is carried into its draft, cleared by a rule, or told of in the report."""

from __future__ import annotations

import pytest

from disclosure_editor.carryover.counts import counts_of
from disclosure_editor.carryover.draft import Draft, drafted
from disclosure_editor.carryover.ledger import Fate
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import ParagraphKey, Spot, Understanding
from disclosure_editor.document.storage import read, write
from disclosure_editor.editions.library import Library
from tests.carryover.conftest import EXAMPLES, FINAL_2022, FINAL_2024, SELF_ASSESSMENT, Open, messages

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.disclosure"))
NEXT_YEAR = [(name, None, 1, None) for name in NAMES]
LATER = [("pollution-monitoring-2022-final", None, 2, None), ("pollution-monitoring-2022-final", 2023, 1, FINAL_2024)]
SAME_YEAR = [
    ("energy-monitoring-2021-budget", None, 0, SELF_ASSESSMENT),
    ("pollution-monitoring-2021-budget", None, 0, SELF_ASSESSMENT),
    ("energy-monitoring-2021-budget", 2022, 0, FINAL_2022),
    ("pollution-monitoring-2021-budget", 2024, 0, FINAL_2024),
]


@pytest.fixture(scope="module", params=[*NEXT_YEAR, *LATER, *SAME_YEAR], ids=lambda case: "-".join(map(str, case)))
def made(request: pytest.FixtureRequest, example: Open, library: Library) -> tuple[dict[Spot, object], Draft]:
    name, year, by, edition = request.param
    last = example(name, year)
    return dict(last.disclosure.published()), drafted(last, library, last.year + by, edition)


def test_everything_stated_has_a_fate(made: tuple[dict[Spot, object], Draft]) -> None:
    stated, draft = made

    assert set(draft.ledger.fates) >= set(stated)


def test_what_was_carried_stands_in_the_draft(made: tuple[dict[Spot, object], Draft]) -> None:
    stated, draft = made
    sources: set[Spot] = {source for value in draft.ledger.values for source in value.sources}
    sources |= {paragraph.source for paragraph in draft.ledger.paragraphs if paragraph.key is not None}

    carried = [path for path in draft.ledger.with_fate(Fate.CARRIED) if path in stated]
    assert [path for path in carried if not isinstance(path, RowList) and path not in sources] == []
    for value in draft.ledger.values:
        assert draft.disclosure.value(value.address) == value.text
        if value.sources[0] in stated and len(value.sources) == 1:
            assert str(stated[value.sources[0]]).strip() == value.text


def test_whatever_else_became_of_something_is_told(made: tuple[dict[Spot, object], Draft]) -> None:
    stated, draft = made
    report = "\n".join(messages(draft.disclosure))
    shown = {remark.text for _, remark in draft.disclosure.remarks()}
    counts = counts_of(draft.ledger)

    assert counts.cleared == 0 or f"{counts.cleared}处没有沿用" in report
    assert counts.not_used == 0 or f"{counts.not_used}处没有用到" in report
    for path in draft.ledger.with_fate(Fate.NO_PLACE):
        if isinstance(path, Address) and not is_text(str(stated[path])):
            assert "个数没有沿用" in report
        elif isinstance(path, Address):
            assert str(stated[path])[:200] in shown
    assert all(isinstance(path, Address | RowList | ParagraphKey) for path in draft.ledger.fates)


def is_text(value: str) -> bool:
    return not value.replace(".", "").replace(",", "").lstrip("-").isdigit()


def test_all_that_was_taken_is_to_be_confirmed(made: tuple[dict[Spot, object], Draft]) -> None:
    _, draft = made

    places = [path for path, _ in draft.disclosure.published() if not isinstance(path, RowList)]
    origins = [draft.disclosure.origin(path) for path in places]
    assert all(origin is not None and origin.unconfirmed and origin.place for origin in origins)


def test_the_report_begins_with_what_it_is_on_and_is_kept_in_the_file(
    made: tuple[dict[Spot, object], Draft],
) -> None:
    _, draft = made

    first = draft.disclosure.remarks()[0][1]
    assert first.understanding is Understanding.UNDERSTOOD
    assert "初稿" in first.message
    assert read(write(draft.disclosure)) == draft.disclosure
