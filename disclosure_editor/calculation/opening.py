"""Opening a document's file as a workbook, and beginning a new one."""

from __future__ import annotations

from pathlib import Path

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.disclosure import YEARS, Disclosure
from disclosure_editor.document.refusals import Refusal
from disclosure_editor.document.storage import load
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Edition


def open_workbook(path: Path, library: Library) -> Workbook:
    """Read a document together with its edition.

    Raises:
        UnreadableFile, UnknownEdition, PackError, CatalogueError: see where they are raised.
    """
    disclosure = load(path)
    return Workbook(library.edition(disclosure.edition), disclosure, library.catalogues)


class UnservedYear(Refusal):
    """A document was to be of a year that its edition isn't for; the message says which edition is, in Chinese."""


def new_workbook(edition_id: str, unit: str, library: Library, year: int | None = None) -> Workbook:
    """An empty document for a unit.

    Args:
        year: the document's year; None for the edition's.

    Raises:
        UnservedYear: the edition came later, or a newer one has taken its place.
        UnknownEdition, PackError, CatalogueError: see where they are raised.
    """
    edition = library.edition(edition_id)
    workbook = Workbook(edition, Disclosure(edition.id, year=own_year(edition, year, library)), library.catalogues)
    if unit.strip():
        workbook.apply(workbook.edit("新建", {edition.unit: unit.strip()}))
    return workbook


def own_year(edition: Edition, year: int | None, library: Library) -> int | None:
    """What a document of an edition is to state as its year; None where that is the edition's.

    Raises:
        UnservedYear: the edition is not for this year.
    """
    if year is None or year == edition.year:
        return None
    if year not in YEARS:
        raise UnservedYear(f"“{year}”不是年度，请写四位数的年份，如 {edition.year}。")
    if year < edition.year:
        raise UnservedYear(f"版式“{edition.title}”从{edition.year}年起使用，不能用于{year}年，请改选年度或版式。")
    newest = library.edition_for(edition.family, year)
    if newest is not None and newest.year > edition.year:
        raise UnservedYear(f"{year}年已有新的版式“{newest.title}”（{newest.id}），请改用它。")
    return year
