"""What one value that is written as a text states: its first quantity or date, its words, its list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from disclosure_editor.calculation.quantities import Date, Measure, Mention, dates, first_sign, mentions
from disclosure_editor.document.texts import folded

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BETWEEN_ITEMS = re.compile(r"[、，,；;\n]")


def amount_in(text: str) -> Decimal | None:
    """The first amount of money that a text states, in 万元; else its first bare number, taken as 万元; None for none.

    A number of something else (12次, 95%, 2021年) is no amount, and a price of each (3000元/人) none of all.
    """
    money = [m for m in mentions(text) if m.measure is Measure.MONEY]
    bare = [m for m in mentions(text) if m.measure is Measure.BARE]
    return next((m.value for m in money or bare if not m.rate), None)


def value_in(text: str) -> Decimal | None:
    """The first number of a text, money in 万元 and a count in ones; None for none, and for a date."""
    first = _first(text)
    return first.value if isinstance(first, Mention) else None


def unit_in(text: str) -> str:
    """The unit of the first number of a text: 次, %, 万元/个; empty for none. Sums in 元, 亿元 are ones in 万元."""
    first = _first(text)
    if not isinstance(first, Mention):
        return ""
    unit = "万元" if first.measure is Measure.MONEY and first.unit.endswith("元") else first.unit
    return f"{unit}/{first.per}" if first.per else unit


def sign_in(text: str) -> str:
    """How a text bounds its number or date, as one of ``>= <= > < =``; empty for not at all."""
    first = _first(text)
    return first.sign if isinstance(first, Mention) else first_sign(text)


def date_in(text: str, year: int) -> Decimal | None:
    """The date that a text states as the number YYYYMMDD, the last one of a span; None for none.

    A month stands for its last day; a date without a year is one of `year`.
    """
    first = _first(text)
    if not isinstance(first, Date):
        return None
    behind = dates(text)[dates(text).index(first) + 1 :][:1]
    day = (behind[0] if behind and behind[0].until else first).last_day(year)
    return None if day is None else Decimal(day[0] * 10_000 + day[1] * 100 + day[2])


def items_in(text: str) -> int | None:
    """How many parts a list in a text has, which 、，； or line breaks separate; None where it doesn't list all (等).

    What stands in brackets belongs to the part before.
    """
    plain = _IN_BRACKETS.sub("", folded(text)).strip()
    if plain.rstrip("。.").endswith("等"):
        return None
    return sum(bool(part.strip()) for part in _BETWEEN_ITEMS.split(plain))


def has_word(text: str, words: Sequence[str]) -> bool:
    """Whether a text contains one of these words."""
    plain = folded(text)
    return any(folded(word) in plain for word in words if word)


def begins_with(text: str, words: Sequence[str]) -> bool:
    """Whether a text begins with one of these words."""
    return folded(text).lstrip().startswith(tuple(folded(word) for word in words if word))


def _first(text: str) -> Mention | Date | None:
    """The quantity or date that a text states first; a year alone is neither."""
    days = (date for date in dates(text) if date.month)
    found: list[Mention | Date] = [*days, *mentions(text)]
    return min(found, key=lambda one: one.start, default=None)
