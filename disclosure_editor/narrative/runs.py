"""Runs: text in pieces that know which value they state."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from disclosure_editor.document.addresses import Address


@dataclass(frozen=True)
class Run:
    """A piece of text; with an address where it states a value of the document.

    Attributes:
        missing: the value is not there yet; the text is a placeholder that says so.
        amount: the number that the value is, with its sign (the text of a decrease states it without); None for a
            text, and where the value is blank or malformed.
    """

    text: str
    address: Address | None = None
    missing: bool = False
    amount: Decimal | None = None


def joined_text(runs: tuple[Run, ...]) -> str:
    """The whole text of runs."""
    return "".join(run.text for run in runs)
