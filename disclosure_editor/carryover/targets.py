"""What a document can be carried over into: the series of editions that take from it, and documents begun already."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Edition, Family


@dataclass(frozen=True)
class Target:
    """Something that a draft can be made of out of a document.

    Attributes:
        year: the year that such a draft is usually of.
    """

    family: Family
    year: int


def targets(workbook: Workbook, library: Library) -> tuple[Target, ...]:
    """Next year's document of the same series first, then those of the same year that take from it.

    Raises:
        CatalogueError: see `Library.readable`.
    """
    own = workbook.edition.family
    families = dict.fromkeys(e.family for e in library.readable() if e.family != own and _takes_from(e, own, library))
    return (Target(own, workbook.year + 1), *(Target(family, workbook.year) for family in families))


def can_feed(workbook: Workbook, library: Library, begun: Workbook) -> bool:
    """Whether a document that is begun already takes from this one: of the same year and another series.

    Raises:
        CatalogueError: see `Library.readable`.
    """
    own = workbook.edition.family
    return begun.edition.family != own and begun.year == workbook.year and _takes_from(begun.edition, own, library)


def _takes_from(edition: Edition, family: Family, library: Library) -> bool:
    known = {other.id: other.family for other in library.readable()}
    return any(known.get(forerunner.edition) == family for forerunner in edition.forerunners)
