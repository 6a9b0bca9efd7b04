"""Writes a number of a spreadsheet as its cell shows it: 236.5 under the format ``0.00`` is 236.50.

What only dresses a number is left out, since what reads it wants its digits: signs of currencies, colours, brackets
for negative numbers (they get their minus), a dash for zero.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from disclosure_editor.exchange.readers.office.chinese_numerals import counted, spelled

_MONTH_DAY, _YEAR_MONTH = 'm"月"d"日"', 'yyyy"年"m"月"'
_HALF_DAY, _HALF_DAY_SECONDS = '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"'
_ACCOUNTS, _WHOLE_ACCOUNTS = '#,##0.00;-#,##0.00;"-"', '#,##0;-#,##0;"-"'

BUILT_IN: Mapping[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: _HALF_DAY, 35: _HALF_DAY_SECONDS, 36: _YEAR_MONTH, 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: _WHOLE_ACCOUNTS, 42: _WHOLE_ACCOUNTS, 43: _ACCOUNTS, 44: _ACCOUNTS,
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: _YEAR_MONTH, 51: _MONTH_DAY,
    52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: _HALF_DAY, 56: _HALF_DAY_SECONDS, 57: _YEAR_MONTH,
    58: _MONTH_DAY,
}  # fmt: skip
"""Formats that files name by a number alone, as the Chinese Excel shows them (ISO/IEC 29500-1, 18.8.30)."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<padding>[_*].?)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式|@)|(?P<half>AM/PM|A/P|上午/下午)|(?P<weekday>aaaa?)|(?P<power>E[+-])"
    r"|(?P<date>y+|e+|m+|d+|h+|s+(?:\.0+)?)|(?P<digit>[0#?])|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCIES = "¥￥$€£"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = "一二三四五六日"
_NEGATIVE = "-−－()（）"
_DASHES = "-−－—– "

# A spreadsheet's numbers have 15 digits; what follows is noise of its arithmetic.
_FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_EVEN)
_WIDE = Context(prec=120, rounding=ROUND_HALF_UP)
_LARGEST_EXPONENT = 30
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# Day 60 of the older calendar is 29 February 1900, which never was.
_FALSE_LEAP_DAY = 60
_DAYS = 2_958_466
_SECONDS_OF_A_DAY = 86_400
_LONGEST_FORMAT = 300


class _Token(NamedTuple):
    kind: str
    text: str


_Section = tuple[_Token, ...]


def plain_number(stated: str) -> Decimal | None:
    """The number that a spreadsheet states, without the noise behind its 15 digits; None where it is none."""
    try:
        number = Decimal(stated)
    except InvalidOperation:
        return None
    if not number.is_finite() or (number and abs(number.adjusted()) > _LARGEST_EXPONENT):
        return None
    if len(number.as_tuple().digits) > _FIFTEEN_DIGITS.prec:
        number = _FIFTEEN_DIGITS.plus(number).normalize(_FIFTEEN_DIGITS)
    return number


def shown_number(stated: str, code: str, *, from_1904: bool = False) -> str:
    """The number as its format shows it.

    Args:
        stated: the number as the file states it.
        code: the format.
        from_1904: whether the file counts its days from 1904.
    """
    number = plain_number(stated)
    if number is None:
        return stated
    sections = _sections(code[:_LONGEST_FORMAT])
    if any(_is_date(section) for section in sections[:1]):
        return _shown_date(number, sections[0], from_1904=from_1904) or _digits_of(number)
    section, signed = _chosen(number, sections)
    shown = _shown_amount(abs(number), section)
    if number == 0 and shown and not shown.strip(_DASHES):
        shown = _shown_amount(number, sections[0])
    if signed:
        shown = shown.strip(_NEGATIVE).strip()
    negative = number < 0 and any(digit in shown for digit in "123456789")
    return f"-{shown}" if negative else shown


def _digits_of(number: Decimal) -> str:
    """All digits of the number, with no zeros behind them."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    """The format's parts for positive numbers, negative ones, zero and text."""
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "sign"
        if kind == "sign" and match[0] == ";":
            sections.append([])
        elif kind != "padding":
            sections[-1].append(_Token(kind, match[kind]))
    return tuple(tuple(section) for section in sections)


@lru_cache(maxsize=512)
def _is_date(section: _Section) -> bool:
    return any(token.kind in ("date", "half", "weekday") for token in section)


def _chosen(number: Decimal, sections: Sequence[_Section]) -> tuple[_Section, bool]:
    """The part that shows the number, and whether that part states its sign itself."""
    if number < 0 and len(sections) > 1:
        return sections[1], True
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


class _Plan(NamedTuple):
    """How a part of a format shows a number.

    Attributes:
        before, behind: what stands before the decimal point, and the point with what follows.
        shift: by how many powers of ten the number is multiplied.
        places: decimals.
        grouped: whether thousands are separated.
    """

    before: _Section
    behind: _Section
    shift: int
    places: int
    grouped: bool


@lru_cache(maxsize=512)
def _plan(section: _Section) -> _Plan | None:
    if not _can_show(section):
        return None
    before, behind = _halves(section)
    percents = sum(token == ("sign", "%") for token in section)
    shift = 2 * percents - 3 * (_commas_behind(before) + _commas_behind(behind))
    places = sum(token.kind == "digit" for token in behind)
    return _Plan(before, behind, shift, places, _is_grouped(before))


def _shown_amount(number: Decimal, section: _Section) -> str:
    plan = _plan(section)
    if plan is None:
        return _digits_of(number)
    unit = Decimal(1).scaleb(-plan.places)
    rounded = _WIDE.scaleb(number, plan.shift).quantize(unit, context=_WIDE)
    whole, _, fraction = format(rounded, "f").partition(".")
    digits = f"{int(whole):,}" if plan.grouped else whole
    shown = _filled_from_right(plan.before, "" if whole == "0" else digits, number)
    if plan.behind:
        shown += _filled_from_left(plan.behind, fraction)
    return shown.strip()


def _can_show(section: _Section) -> bool:
    """Whether the part is a plain one: no power, fraction, condition, or time that was measured."""
    for token in section:
        if token.kind == "power" or token == ("sign", "/"):
            return False
        if token.kind == "bracket" and token.text[:1] in ("<", ">", "="):
            return False
    return True


def _halves(section: _Section) -> tuple[_Section, _Section]:
    """What stands before the decimal point, and the point with what follows."""
    place = next((index for index, token in enumerate(section) if token == ("sign", ".")), len(section))
    if not any(token.kind == "digit" for token in section):
        place = len(section)
    return section[:place], section[place:]


def _commas_behind(part: _Section) -> int:
    """How many commas stand behind the last digit: each divides the number by a thousand."""
    commas = 0
    for token in reversed(part):
        if token.kind == "digit":
            return commas
        commas += token == ("sign", ",")
    return 0


def _is_grouped(before: _Section) -> bool:
    """Whether thousands are separated: a comma stands between digits."""
    digits = [place for place, token in enumerate(before) if token.kind == "digit"]
    return bool(digits) and ("sign", ",") in before[digits[0] : digits[-1]]


def _filled_from_right(before: _Section, digits: str, number: Decimal) -> str:
    last = next((index for index, token in enumerate(before) if token.kind == "digit"), -1)
    rest, pieces = digits, []
    for index in range(len(before) - 1, -1, -1):
        token = before[index]
        if token.kind == "general":
            pieces.append(_digits_of(number))
        elif token.kind != "digit":
            pieces.append(_literal(token))
        elif index == last:
            pieces.append(rest or ("0" if token.text == "0" else ""))
        else:
            pieces.append(rest[-1:] or ("0" if token.text == "0" else ""))
            rest = rest[:-1]
    return "".join(reversed(pieces))


def _filled_from_left(behind: _Section, fraction: str) -> str:
    needed = 0
    for place, token in enumerate([token for token in behind if token.kind == "digit"], start=1):
        needed = place if token.text == "0" or fraction[place - 1 : place] not in ("", "0") else needed
    shown, place = "", 0
    for token in behind:
        if token.kind == "digit":
            shown += fraction[place] if place < min(needed, len(fraction)) else ""
            place += 1
        elif token != ("sign", ".") or needed:
            shown += _literal(token)
    return shown


def _literal(token: _Token) -> str:
    """What a part of a format shows that is no digit."""
    if token.kind in ("bracket", "half", "weekday", "date", "power"):
        return ""
    if token == ("sign", ","):
        return ""
    return "" if token.text.strip() and token.text.strip() in _CURRENCIES else token.text


def _shown_date(number: Decimal, section: _Section, *, from_1904: bool) -> str:
    """The moment as the format shows it; nothing where it is none or the format measures hours."""
    measured = any(token.kind == "bracket" and token.text.lower().strip("hms") == "" for token in section)
    if measured or not 0 <= number < _DAYS:
        return ""
    days = int(number)
    seconds = int(((number - days) * _SECONDS_OF_A_DAY).to_integral_value(ROUND_HALF_UP))
    first = _FIRST_DAY_1904 if from_1904 else _FIRST_DAY
    if not from_1904 and days < _FALSE_LEAP_DAY:
        first += timedelta(days=1)
    try:
        moment = first + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return ""
    spoken = any(token.kind == "bracket" and token.text.casefold() == "dbnum1" for token in section)
    half_days = any(token.kind == "half" for token in section)
    pieces = []
    for place, token in enumerate(section):
        minutes = token.kind == "date" and token.text[0] in "mM" and _is_minute(section, place)
        pieces.append(_date_piece(moment, token, minutes=minutes, half_days=half_days, spoken=spoken))
    return "".join(pieces).strip()


def _is_minute(section: _Section, place: int) -> bool:
    """Whether an m stands for minutes: behind hours or before seconds."""
    dates = [index for index, token in enumerate(section) if token.kind == "date"]
    order = dates.index(place)
    before = section[dates[order - 1]].text[0] if order else ""
    after = section[dates[order + 1]].text[0] if order + 1 < len(dates) else ""
    return before in ("h", "H") or after in ("s", "S")


def _date_piece(moment: datetime, token: _Token, *, minutes: bool, half_days: bool, spoken: bool) -> str:
    if token.kind == "half":
        return ("上午" if moment.hour < 12 else "下午") if "午" in token.text else ("AM" if moment.hour < 12 else "PM")
    if token.kind == "weekday":
        return ("星期" if len(token.text) == 4 else "") + _WEEKDAYS[moment.weekday()]
    if token.kind != "date":
        return "/" if token == ("sign", "/") else _literal(token)
    letter, width = token.text[0].lower(), len(token.text)
    if letter in "ye":
        year = str(moment.year) if width > 2 or letter == "e" else f"{moment.year % 100:02}"
        return spelled(year) if spoken else year
    if letter == "m" and not minutes and width > 2:
        return _MONTHS[moment.month - 1]
    hour = moment.hour % 12 or 12 if half_days else moment.hour
    value = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": hour, "s": moment.second}[letter]
    if spoken:
        return counted(value)
    return f"{value:02}" if width > 1 else str(value)
