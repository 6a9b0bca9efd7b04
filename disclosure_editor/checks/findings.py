"""Findings: what a check found, as data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from disclosure_editor.document.disclosure import Edit, Spot
from disclosure_editor.editions.model import Severity


@dataclass(frozen=True)
class Repair:
    """An edit that would resolve a finding, with what it does in the officer's words."""

    label: str
    edit: Edit


@dataclass(frozen=True)
class Finding:
    """One contradiction, omission or slip.

    Attributes:
        check: the id of the check that found it.
        title: that check's title.
        message: what is wrong, where, and what to do, in Chinese.
        at: the places concerned, the one to go to first.
        stated, expected: both sides as text; empty where they don't apply.
        difference: stated less expected, where both are numbers.
    """

    check: str
    title: str
    severity: Severity
    message: str
    at: tuple[Spot, ...]
    stated: str = ""
    expected: str = ""
    difference: Decimal | None = None
    repairs: tuple[Repair, ...] = ()
