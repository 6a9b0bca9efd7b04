"""What a text states besides words: an amount, a number with its unit, a comparison, a date, a list."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

_AMOUNT = re.compile(
    r"(?<!\d)(?<!\d[.,])(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s*(?P<unit>亿元?|万元?|千元|元|(?!\s*[\w%‰.]))"
)
_UNITS = {"亿": Decimal(10_000), "万": Decimal(1), "千": Decimal("0.1"), "元": Decimal("0.0001"), "": Decimal(1)}
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SIGNS = (
    (">=", (">=", "≥", "⩾", "≧", "不低于", "不少于", "不小于")),
    ("<=", ("<=", "≤", "⩽", "≦", "不超过", "不高于", "不大于", "不多于")),
    (">", (">", "大于", "高于", "多于")),
    ("<", ("<", "小于", "低于", "少于")),
    ("=", ("=", "等于")),
)
"""How texts write a comparison, the longer before what they contain."""
_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)\s*[年./-]\s*)?(?P<month>1[0-2]|0?[1-9])"
    r"(?:\s*月(?:\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号])?|[./-](?P<dotted>3[01]|[12]\d|0?[1-9])(?!\d))"
)
_BETWEEN_ITEMS = re.compile(r"[、，,；;\n]")


def amount_in(text: str) -> Decimal | None:
    """The first amount of money that a text states, in 万元; else its first bare number, taken as 万元; None for none.

    A number of something else (12次, 95%, 2021年) is no amount.
    """
    found = list(_AMOUNT.finditer(_plain(text)))
    match = next((match for match in found if match["unit"]), next(iter(found), None))
    if match is None:
        return None
    return Decimal(match["number"].replace(",", "")) * _UNITS[match["unit"][:1]]


def value_in(text: str) -> Decimal | None:
    """The first number of a text, whatever its unit (500 of >=500万元/个); None for none, and for a date."""
    match = _first_number(text)
    return None if match is None else Decimal(match.group().replace(",", ""))


def unit_in(text: str) -> str:
    """What follows the first number of a text, without blanks: 次, %, 万元/个; empty for nothing."""
    match = _first_number(text)
    return "" if match is None else "".join(match.string[match.end() :].split())


def sign_in(text: str) -> str:
    """The comparison that a text begins with, as one of ``>= <= > < =``; empty for none."""
    plain = "".join(_plain(text).split())
    return next((sign for sign, ways in _SIGNS if plain.startswith(ways)), "")


def date_in(text: str, year: int) -> Decimal | None:
    """The first date of a text as the number YYYYMMDD; None for none.

    A month stands for its last day; a date without a year is one of `year`.
    """
    match = _DATE.search(_plain(text))
    if match is None:
        return None
    date_year, month = int(match["year"] or year), int(match["month"])
    if match["dotted"] and not match["year"]:
        return None  # 9.5 is a number
    day = int(match["day"] or match["dotted"] or calendar.monthrange(date_year, month)[1])
    return Decimal(date_year * 10_000 + month * 100 + day)


def items_in(text: str) -> int:
    """How many parts a list in a text has, which 、，； or line breaks separate."""
    return sum(bool(part.strip()) for part in _BETWEEN_ITEMS.split(text))


def has_word(text: str, words: Sequence[str]) -> bool:
    """Whether a text contains one of these words."""
    plain = _plain(text)
    return any(_plain(word) in plain for word in words if word)


def begins_with(text: str, words: Sequence[str]) -> bool:
    """Whether a text begins with one of these words."""
    return _plain(text).lstrip().startswith(tuple(_plain(word) for word in words if word))


def _first_number(text: str) -> re.Match[str] | None:
    plain = _plain(text)
    return None if _is_date(plain) else _NUMBER.search(plain)


def _is_date(plain: str) -> bool:
    """Whether the first number of a text belongs to a date (2024年12月1日, 10月前)."""
    date, number = _DATE.search(plain), _NUMBER.search(plain)
    return date is not None and number is not None and date.start() == number.start() and "月" in date.group()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
