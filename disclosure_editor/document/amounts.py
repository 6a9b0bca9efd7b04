"""Amounts in 万元: read from text and written as text, never rounded on the way."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=80)
"""For arithmetic on amounts: far more digits than amounts have (`MOST_DIGITS`), so that no sum is rounded."""

MOST_DIGITS = 15
"""Before the point, and twice as many behind it; a text with more digits is a slip, no amount."""

_PLAIN = re.compile(r"[+-]?\d+(\.\d*)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


class MalformedAmount(ValueError):
    """A text that stands where an amount belongs and is none, such as ``433..34``, or an absurdly long one."""


def parse_amount(text: str) -> Decimal | None:
    """The amount a text states, exactly; None for a blank text.

    Full-width digits, surrounding blanks and thousands separators at their places are accepted.

    Raises:
        MalformedAmount: the text is neither blank nor one number.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    whole, _, fraction = plain.partition(".")
    if not _PLAIN.fullmatch(plain) or max(len(whole.lstrip("+-0")), len(fraction) / 2) > MOST_DIGITS:
        raise MalformedAmount(text)
    return Decimal(plain)


def format_amount(amount: Decimal, decimals: int = 2, *, grouped: bool = False) -> str:
    """An amount as text with at least `decimals` decimals; further decimals are kept, not rounded away.

    Args:
        amount: in 万元 (or a percentage, a count).
        decimals: the least number of decimals to show.
        grouped: with thousands separators.
    """
    amount = amount or Decimal(0)  # no zero is negative
    exponent = amount.as_tuple().exponent
    shown = max(decimals, -exponent if isinstance(exponent, int) else 0)
    text = format(amount, f"{',' if grouped else ''}.{shown}f")
    if shown > decimals:
        whole, _, fraction = text.partition(".")
        kept = fraction.rstrip("0")
        text = f"{whole}.{kept.ljust(decimals, '0')}" if kept or decimals else whole
    return text


def plain_amount(amount: Decimal) -> str:
    """An amount in as few digits as state it exactly, as running text has it: 151, 236.5, 0.38."""
    return format_amount(amount, 0)


def round_percentage(ratio: Decimal) -> Decimal:
    """A ratio as a percentage with two decimals, halves up, as the publications print shares and growth."""
    return EXACT.multiply(ratio, _HUNDRED).quantize(_CENT, ROUND_HALF_UP, EXACT)


def rounding_bound(left_parts: int, right_parts: int) -> Decimal:
    """By how much two sums of figures that were rounded one by one may differ, in 万元.

    One total against n >= 2 stated parts may differ by ⌊(n+1)/2⌋ × 0.01; one figure stated twice not at all.
    """
    if max(left_parts, right_parts) < 2:
        return Decimal(0)
    return (left_parts + right_parts) // 2 * _CENT
