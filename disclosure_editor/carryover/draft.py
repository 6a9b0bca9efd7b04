"""A draft of this year's document out of last year's, or out of another of the same year."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure_editor.calculation.opening import own_year
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.carryover.building import DraftBuilder
from disclosure_editor.carryover.choice import edition_of_draft, forerunner_of
from disclosure_editor.carryover.ledger import Ledger, Manner
from disclosure_editor.carryover.next_year import carry_to_next_year
from disclosure_editor.carryover.paragraphs import carry_paragraphs
from disclosure_editor.carryover.report import remarks_on
from disclosure_editor.carryover.same_year import take_from_forerunner
from disclosure_editor.carryover.taking import Taken
from disclosure_editor.document.disclosure import Content, Disclosure, Edit, Path, RemarkKey
from disclosure_editor.editions.library import Library


@dataclass(frozen=True)
class Draft:
    """A document begun from another one, with the account of what was taken."""

    workbook: Workbook
    ledger: Ledger

    @property
    def disclosure(self) -> Disclosure:
        """The document."""
        return self.workbook.disclosure


def draft(workbook: Workbook, library: Library, year: int, edition_id: str | None = None) -> Disclosure:
    """The draft of a year's document out of another document; see `drafted`."""
    return drafted(workbook, library, year, edition_id).disclosure


def drafted(workbook: Workbook, library: Library, year: int, edition_id: str | None = None) -> Draft:
    """The draft of a year's document out of another one, which is left as it is.

    What is carried over is unconfirmed and knows where it stood; the draft's remarks are the report on it.

    Args:
        workbook: last year's document of the series, or one of the same year of another series that it takes from.
        edition_id: the draft's edition; None for that of the document's own series which serves the year.

    Raises:
        NoDraft: nothing of the kind can be made of this document.
        UnknownEdition, PackError, CatalogueError, UnservedYear: see where they are raised.
    """
    edition = edition_of_draft(workbook, library, year, edition_id)
    begun = Disclosure(edition.id, year=own_year(edition, year, library))
    return _filled(workbook, library, Workbook(edition, begun, library.catalogues))


def taken_into(workbook: Workbook, library: Library, begun: Workbook) -> Draft:
    """A document with what it takes from another one, where it states nothing itself; both are left as they are.

    Raises:
        NoDraft: it takes nothing from such a document, or not from one of that year.
        PackError: what its pack says of it is wrong.
    """
    return _filled(workbook, library, begun.copy(), into=True)


def taking(workbook: Workbook, library: Library, begun: Workbook) -> Edit:
    """What `taken_into` does to a document, as an edit of it that can be undone.

    Raises:
        NoDraft, PackError: see `taken_into`.
    """
    taken = taken_into(workbook, library, begun).disclosure
    changed = {path: content for path, content in taken.items() if begun.disclosure.content(path) != content}
    return begun.edit(f"取用{workbook.year}年{workbook.edition.family.series}", changed)


def _filled(source: Workbook, library: Library, begun: Workbook, *, into: bool = False) -> Draft:
    forerunner = forerunner_of(source, library, begun.edition, begun.year)
    builder = DraftBuilder(source.copy(), begun)
    if forerunner is None:
        carry_to_next_year(builder)
        carry_paragraphs(builder)
    else:
        take_from_forerunner(builder, forerunner)
    _name_the_unit(builder)
    first = max((key.number for key, _ in begun.disclosure.remarks()), default=0) + 1
    remarks: dict[Path, Content | None] = {
        RemarkKey(number): remark for number, remark in enumerate(remarks_on(builder, into=into), start=first)
    }
    begun.apply(begun.edit("取用", remarks))
    return Draft(begun, builder.ledger)


def _name_the_unit(builder: DraftBuilder) -> None:
    """A draft is of the same unit, whatever the pack says."""
    there = builder.source.edition.unit
    name = builder.source.cell(there).text.strip()
    if name and not builder.draft.cell(builder.draft.edition.unit).text.strip():
        builder.state(builder.draft.edition.unit, Taken(name, (there,)), Manner.KEPT)
