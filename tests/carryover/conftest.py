"""The examples as documents to be carried over, and what is done with drafts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure_editor.calculation.edits import NewRow, paste, remove_rows, set_values
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.document.storage import load
from disclosure_editor.editions.library import Library
from disclosure_editor.narrative.writer import Narrative

EXAMPLES = Path(__file__).parents[2] / "examples"
BUDGET = "xinjiang-budget-2021"
SELF_ASSESSMENT = "xinjiang-self-assessment-2021"
FINAL_2022, FINAL_2024 = "xinjiang-final-2022", "xinjiang-final-2024"

Open = Callable[..., Workbook]


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture(scope="session")
def example(library: Library) -> Open:
    """Opens an example by its name, as one of another year where that is given."""

    def opened(name: str, year: int | None = None) -> Workbook:
        disclosure = load(EXAMPLES / f"{name}.disclosure")
        edition = library.edition(disclosure.edition)
        return Workbook(edition, Disclosure(edition.id, dict(disclosure.items()), year), library.catalogues)

    return opened


class Officer:
    """Fills in a draft."""

    def __init__(self, disclosure: Disclosure, library: Library) -> None:
        self.workbook = Workbook(library.edition(disclosure.edition), disclosure, library.catalogues)

    def state(self, values: dict[str, str]) -> None:
        """State values by their addresses."""
        texts = {Address.parse(place): text for place, text in values.items()}
        self.workbook.apply(set_values(self.workbook, texts, "填写"))

    def remove(self, table: str, *names: str) -> None:
        """Delete rows."""
        self.workbook.apply(remove_rows(self.workbook, RowList(table, ""), names))

    def add(self, table: str, key: str, **texts: str) -> None:
        """Add a row."""
        self.workbook.apply(paste(self.workbook, {}, RowList(table, ""), [NewRow(key, texts)]))

    def text(self, section: str) -> list[str]:
        """A section's paragraphs."""
        narrative = Narrative(self.workbook)
        found = next(entry for entry in self.workbook.edition.outline if entry.id == section)
        return [paragraph.text for paragraph in narrative.paragraphs(found)]

    def shown(self, place: str) -> str:
        """What stands at an address."""
        return self.workbook.cell(Address.parse(place)).text


def values_at(disclosure: Disclosure, *columns: str) -> dict[str, str]:
    """The stated values of some columns, by their addresses."""
    return {str(address): text for address, text in disclosure.values() if address.column in columns}


def messages(disclosure: Disclosure) -> list[str]:
    """What the report says."""
    return [remark.message for _, remark in disclosure.remarks()]
