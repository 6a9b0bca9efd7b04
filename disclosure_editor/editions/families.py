"""Which editions follow one another: what serves a year, and what year a document begun today is likely of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from disclosure_editor.editions.model import Edition, Family

_LAST_MONTH_OF_BUDGETS = 6
"""Budgets are published in the first months of their year, final accounts in August and September of the next."""


def edition_for(editions: Iterable[Edition], family: Family, year: int) -> Edition | None:
    """The edition of a family that serves a year: the newest not newer than it; None where all are newer."""
    candidates = [edition for edition in editions if edition.family == family and edition.year <= year]
    return max(candidates, key=lambda edition: edition.year, default=None)


def serving(editions: Iterable[Edition], year: int) -> tuple[Edition, ...]:
    """The edition of each family that serves a year, budgets first."""
    known = tuple(editions)
    families = dict.fromkeys(edition.family for edition in known)
    found = (edition_for(known, family, year) for family in families)
    return tuple(sorted((edition for edition in found if edition is not None), key=lambda edition: edition.kind.value))


def usual_year(today: date) -> int:
    """The year that most documents begun on a day are of."""
    return today.year if today.month <= _LAST_MONTH_OF_BUDGETS else today.year - 1
