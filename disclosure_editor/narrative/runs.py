"""Runs: text in pieces that know which value they state."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure_editor.document.addresses import Address


@dataclass(frozen=True)
class Run:
    """A piece of text; with an address where it states a value of the document.

    Attributes:
        missing: the value is not there yet; the text is a placeholder that says so.
    """

    text: str
    address: Address | None = None
    missing: bool = False
