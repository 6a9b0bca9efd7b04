"""Whatever a file states, a draft can be made of it, and nothing of it is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.carryover.draft import drafted, taken_into
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure, OwnParagraph, ParagraphKey
from disclosure_editor.document.storage import read, write
from disclosure_editor.editions.library import Library
from tests.carryover.conftest import BUDGET, FINAL_2022, SELF_ASSESSMENT

LIBRARY = Library()
names = st.sampled_from(["2010450", "2080505", "2080505#2", "208", "9", "合计", "金额", "#1", "运维", "运维#2", "培训"])
texts = st.sampled_from(
    ["", " ", "0", "12.50", "1,000", "5..5", "2021年1月", "增加人员", "甲式", "列增减比例", "⏎\n甲"]
)
words = st.text(min_size=1, max_size=5).filter(lambda name: not set("!.¶@") & set(name))


def documents(edition_id: str) -> st.SearchStrategy[Workbook]:
    """Documents of an edition with rows, values and paragraphs at places that it has and that it hasn't."""
    edition = LIBRARY.edition(edition_id)
    fields = [Address(t.id, "", column.id) for t in edition.tables.values() for column in t.fields]
    columns = [(side.table, column.id) for side in edition.sides for column in side.columns]
    fixed = [Address(s.table, row, column.id) for s in edition.sides for row in s.fixed for column in s.columns]
    lists = [side.row_list for side in edition.sides if side.repeated is not None]
    addresses = st.one_of(
        st.sampled_from(fields or fixed),
        st.sampled_from(fixed or fields),
        st.builds(lambda place, name: Address(place[0], name, place[1]), st.sampled_from(columns), names),
        st.builds(Address, words, words, words),
    )
    sections = st.sampled_from([section.id for section in edition.outline])
    keys = st.builds(ParagraphKey, sections, st.sampled_from(["1", "2", "3@2010450", "分行式第1行第1格@运维"]))
    contents = st.one_of(
        st.tuples(addresses, texts),
        st.tuples(st.sampled_from(lists), st.lists(names, unique=True).map(tuple)),
        st.tuples(st.builds(RowList, words, st.just("")), st.lists(names, unique=True).map(tuple)),
        st.tuples(keys, st.builds(OwnParagraph, texts, texts)),
    )
    return st.lists(contents, max_size=25).map(
        lambda pairs: Workbook(edition, Disclosure(edition.id, dict(pairs)), LIBRARY.catalogues)
    )


@settings(max_examples=40)
@given(st.one_of(documents(BUDGET), documents(FINAL_2022), documents(SELF_ASSESSMENT)), st.integers(1, 3))
def test_next_years_draft_accounts_for_everything(last: Workbook, by: int) -> None:
    made = drafted(last, LIBRARY, last.year + by)

    assert set(made.ledger.fates) >= {path for path, _ in last.disclosure.published()}
    assert read(write(made.disclosure)) == made.disclosure


@settings(max_examples=20)
@given(documents(BUDGET), documents(SELF_ASSESSMENT))
def test_the_same_years_budget_can_be_taken_into_anything(budget: Workbook, begun: Workbook) -> None:
    made = taken_into(budget, LIBRARY, begun)

    assert set(made.ledger.fates) >= {path for path, _ in budget.disclosure.published()}
    for path, content in begun.disclosure.published():
        assert made.disclosure.content(path) == content
