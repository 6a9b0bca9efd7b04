"""Numbers in Chinese numerals, as headings and dates of official documents have them."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LARGEST = 9999


def counted(number: int) -> str:
    """A number up to 9999 as it is said: 三, 十二, 一百零五; a larger one in digits."""
    if not 0 < number <= _LARGEST:
        return _DIGITS[0] if number == 0 else str(number)
    said, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            gap = True
            continue
        said += ("零" if gap and said else "") + _DIGITS[digit] + _UNITS[place]
        gap = False
    # Ten to nineteen are said without the one in front.
    return said[1:] if 10 <= number < 20 else said


def spelled(digits: str) -> str:
    """Digits one by one, as years are written: 二〇二一."""
    return "".join(_DIGITS[int(digit)] if digit in "0123456789" else digit for digit in digits)
