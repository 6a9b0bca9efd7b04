"""What a draft is made of: which edition serves its year, and whether that takes anything from the document given."""

from __future__ import annotations

from disclosure_editor.calculation.opening import own_year
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.refusals import Refusal
from disclosure_editor.editions.carrying import forerunner_problems
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Edition, Forerunner
from disclosure_editor.editions.reader import PackError


class NoDraft(Refusal):
    """No such draft can be made of a document; the message says why and what can, in Chinese."""


def edition_of_draft(workbook: Workbook, library: Library, year: int, edition_id: str | None) -> Edition:
    """The edition that a draft of a year is to be of: the one named, else that of the document's own series.

    Raises:
        NoDraft: the document is of that year itself, or of a later one, or no edition serves the year.
        UnknownEdition, PackError, CatalogueError, UnservedYear: see where they are raised.
    """
    if edition_id is not None:
        edition = library.edition(edition_id)
        own_year(edition, year, library)
        return edition
    if year <= workbook.year:
        raise NoDraft(_too_early(workbook, library, year))
    newest = library.edition_for(workbook.edition.family, year)
    if newest is None:
        raise NoDraft(f"没有{year}年可用的“{workbook.edition.family.series}”版式，请检查年度，或另选版式。")
    return newest


def forerunner_of(workbook: Workbook, library: Library, edition: Edition, year: int) -> Forerunner | None:
    """What an edition takes from a document of another series; None for one of its own, which last year's is.

    Raises:
        NoDraft: the edition takes nothing from such a document, or not from one of that year.
        PackError: what the pack says of it is wrong.
    """
    if edition.family == workbook.edition.family:
        if year <= workbook.year:
            raise NoDraft(_too_early(workbook, library, year))
        return None
    known = {other.id: other for other in library.readable()}
    families = {name: other.family for name, other in known.items()}
    found = [f for f in edition.forerunners if families.get(f.edition) == workbook.edition.family]
    if not found:
        there, here = workbook.edition.family.series, edition.family.series
        raise NoDraft(f"“{here}”不从“{there}”取数，请选择上年的“{here}”，或改选别的版式。")
    if year != workbook.year:
        raise NoDraft(
            f"这份“{workbook.edition.family.series}”是{workbook.year}年的，"
            f"“{edition.family.series}”取同一年的数，年度应为{workbook.year}，写的是{year}。"
        )
    if problems := list(forerunner_problems(edition, known)):
        raise PackError(problems)
    return found[0]


def _too_early(workbook: Workbook, library: Library, year: int) -> str:
    series = workbook.edition.family.series
    told = f"这份“{series}”是{workbook.year}年的，由它只能生成以后各年的初稿，年度应大于{workbook.year}，写的是{year}"
    if year < workbook.year:
        return f"{told}。"
    families = {other.id: other.family for other in library.readable()}
    takers = [
        edition
        for edition in library.serving(year)
        if any(families.get(f.edition) == workbook.edition.family for f in edition.forerunners)
    ]
    names = "、".join(f"{edition.family.series}（{edition.id}）" for edition in takers)
    return f"{told}；要生成同一年的{names}，请写明版式。" if takers else f"{told}。"
