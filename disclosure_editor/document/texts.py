"""Texts without what doesn't tell them apart: the width of their characters, blanks, punctuation."""

from __future__ import annotations

import re
from functools import lru_cache

YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
"""A year as texts name it: 2021年."""

_WIDTH: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"},
    **{ord(wide): narrow for wide, narrow in zip("\u3000〔〕【】≧⩾≦⩽", " [][]≥≥≤≤", strict=True)},
}
"""Characters as the ones of half the width; a full-width comma stays one of text."""


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A text of the same length with letters, digits and punctuation in one width."""
    return text.translate(_WIDTH)


def bare(text: str) -> str:
    """A text without blanks and punctuation, in one width."""
    return "".join(character for character in folded(text) if character.isalnum() or character == "%")


def compact(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())
