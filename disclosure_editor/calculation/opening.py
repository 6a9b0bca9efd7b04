"""Opening a document's file as a workbook, and beginning a new one."""

from __future__ import annotations

from pathlib import Path

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.document.storage import load
from disclosure_editor.editions.library import Library


def open_workbook(path: Path, library: Library) -> Workbook:
    """Read a document together with its edition.

    Raises:
        UnreadableFile, UnknownEdition, PackError, CatalogueError: see where they are raised.
    """
    disclosure = load(path)
    return Workbook(library.edition(disclosure.edition), disclosure, library.catalogues)


def new_workbook(edition_id: str, unit: str, library: Library) -> Workbook:
    """An empty document for a unit.

    Raises:
        UnknownEdition, PackError, CatalogueError: see where they are raised.
    """
    edition = library.edition(edition_id)
    workbook = Workbook(edition, Disclosure(edition.id), library.catalogues)
    if unit.strip():
        workbook.apply(workbook.edit("新建", {edition.unit: unit.strip()}))
    return workbook
