"""What texts state in digits: quantities with their units and bounds, and dates, each with the place where it stands.

Everything that reads numbers or dates in a text, one value (`>=12次`) or running prose, reads them here.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache

from disclosure_editor.document.amounts import EXACT
from disclosure_editor.document.texts import compact, folded

# ---- Dates

_YEAR = r"(?:19|20)\d\d"
_TO = r"\s*[-—–~至到]+\s*"
_MONTH_DAY = r"\s*月[份底初末]?(?:\s*(?P<{}>\d{{1,2}})\s*[日号])?"
_DATE_BODY = (
    rf"(?:(?P<year>{_YEAR})\s*年[度底初末内]?"
    rf"(?:\s*(?P<month>\d{{1,2}})(?:{_MONTH_DAY.format('day')}|(?={_TO}\d{{1,2}}\s*月)))?"
    rf"|(?P<dotted_year>{_YEAR})\s*(?P<mark>[-./])\s*(?P<dotted_month>\d{{1,2}})"
    r"(?:\s*(?P=mark)\s*(?P<dotted_day>\d{1,2})(?!\d)|(?=\s*(?:[前底，。；、)]|$)))"
    rf"|(?P<first_year>{_YEAR})(?={_TO}{_YEAR}\s*年)"
    rf"|(?P<own_month>\d{{1,2}})(?:{_MONTH_DAY.format('own_day')}|(?={_TO}\d{{1,2}}\s*月)))"
)
_DATE = re.compile(rf"(?<![\d.]){_DATE_BODY}")
_UNTIL = re.compile(rf"{_TO}(?:{_DATE_BODY}|(?P<only_day>\d{{1,2}})\s*[日号])")


@dataclass(frozen=True)
class Date:
    """A date in a text, or one end of a span of time.

    Attributes:
        start, end: where it stands in the text.
        year, month, day: None and zeros for what isn't stated; the end of a span has the year of its beginning.
        until: whether it ends the span of time that the date before it begins.
    """

    start: int
    end: int
    year: int | None
    month: int = 0
    day: int = 0
    until: bool = False

    def last_day(self, year: int) -> tuple[int, int, int] | None:
        """The day it stands for, a month for its last, in `year` where it says none; None where no calendar has it."""
        year = self.year or year
        if not 1 <= self.month <= 12:
            return None
        days = calendar.monthrange(year, self.month)[1]
        return (year, self.month, self.day or days) if self.day <= days else None


@lru_cache(maxsize=8192)
def dates(text: str) -> tuple[Date, ...]:
    """The dates of a text in their order: years, months and days."""
    return tuple(_dates(folded(text)))


def _dates(plain: str) -> Iterator[Date]:
    place = 0
    while (match := _DATE.search(plain, place)) is not None:
        yield (first := _date(match, None))
        place = match.end()
        if (until := _UNTIL.match(plain, place)) is not None:
            yield _date(until, first)
            place = until.end()


def _date(match: re.Match[str], first: Date | None) -> Date:
    stated = {group: text for group, text in match.groupdict().items() if text}
    start = min(match.start(group) for group in stated)
    numbers = {group.rpartition("_")[2]: int(text) for group, text in stated.items() if group != "mark"}
    year, month = (numbers.get("year"), 0) if first is None else (numbers.get("year", first.year), first.month)
    return Date(start, match.end(), year, numbers.get("month", month), numbers.get("day", 0), first is not None)


# ---- Quantities

_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
_HAN = r"[\u4e00-\u9fff]"
_NO_QUANTITY = re.compile(
    rf"""
    [\[(]\s*{_YEAR}\s*[\])]\s*第?\s*\d+\s*号?                        # 〔2019〕122号
    | [(]\s*{_YEAR}\s*(?:修[订正]|版)                                # (2010修订)
    | 第\s*\d+(?:\s*[-—–~至到、]\s*\d+)*                             # 第1至5项
    | (?<![\d.])\d{{1,2}}\s*[.]\s*(?=[\u4e00-\u9fff“《(])            # 1.召开
    | (?:^|(?<=[。；;：:\n]))\s*\d{{1,2}}\s*[、)]\s*(?!\d)           # 2、负责
    | [(]\s*\d{{1,2}}\s*[)]
    | (?:目标|任务|附件|表|步骤|阶段|编号)\s*\d+(?![\d.%‰]|\s*{_HAN})
    | 每[年季月周][^，。；;\d]{{0,4}}\d{{1,2}}\s*[日号]              # 每月10日前
    | [A-Za-z][A-Za-z/]*\s?-?\d[\d.\-/]*                             # HJ212-2017, PM2.5
    | \d[\d.]*[A-Za-z][A-Za-z0-9]*                                   # 5G, 4K
    | \d+\s*[×*xX+:]\s*[\dA-Za-z][\d×*xX+:A-Za-z]*                   # 7×24, 8:30
    | \d{{3,4}}-\d{{7,8}} | (?<![\d.])\d{{11}}(?![\d.])              # telephones
    | (?<![\d.])123\d\d(?![\d.,]|\s*[万亿元个件次人户家%])           # of public services: 12345
    | (?<![\d.])\d+\s*(?:[号级版楼]|期(?=工程|项目|建设))
    | {_NUMBER}\s*[%‰万亿元]{{0,2}}{_HAN}{{0,2}}?{_TO}{_NUMBER}      # 10-15次, 90%-95%: no single number
    """,
    re.VERBOSE,
)
"""What has digits and states no quantity: names of documents and standards, ordinals, telephones, versions, spans."""

_DURATION = r"个?(?:季度|工作日|小时)|个月|分钟|[秒天日周年]"
_NO_UNIT = "以及余多约是为完已未要应将的中所和与或由在对从达有可共按并等至到被把均其"
"""Characters that may follow a number and aren't its unit."""
_UNIT = (
    rf"(?![{_NO_UNIT}]){_HAN}次|{_DURATION}|平方公?[里米]|立方米|公[里斤顷]|千瓦时|千[米克瓦]|[学课]时"
    rf"|(?![{_NO_UNIT}]){_HAN}(?:(?![{_NO_UNIT}前后内外上下左右起]){_HAN}(?!{_HAN}))?"
)
"""A unit: known ones of several characters, else the character behind a number, or the two if no other follows."""
_LONGEST = 24
"""Characters of a number; what has more is none of anything."""
_NEAR = 40
"""So many characters before a number may say that it is a price of each, or a bound."""
_WORDS = 80
"""So many characters before a number may be the name of what it is."""
_EACH_WHAT = r"[^\d\s，。；、)/]{1,3}"
_QUANTITY = re.compile(
    rf"(?<![\d.])(?P<number>{_NUMBER})\s*(?P<more>[余多])?\s*"
    r"(?:(?P<percent>%|‰|个?百分点)|(?P<money>亿元|万[元云]|千元|百元|元)"
    rf"|(?P<scale>[万亿])?\s*(?P<more_scaled>[余多])?\s*(?P<unit>{_UNIT})|(?P<bare>[万亿])?)"
    rf"(?P<per>\s*/\s*{_EACH_WHAT}(?:/{_EACH_WHAT})*)?"
)
_EACH = re.compile(r"(?:每(?!年)|单价|均价)[^，。；;\d]{0,20}$")
_SIGNS = {
    word: sign
    for sign, words in {
        ">=": (">=", "=>", "≥", "不低于", "不少于", "不小于", "至少", "最少"),
        "<=": ("<=", "=<", "≤", "不超过", "不高于", "不大于", "不多于", "至多", "最多", "控制在"),
        ">": (">", "大于", "高于", "多于", "超过"),
        "<": ("<", "小于", "低于", "少于"),
        "=": ("=", "等于"),
    }.items()
    for word in words
}
_SIGN = re.compile(rf"(?:{'|'.join(_SIGNS)})$")
_SIGN_FIRST = re.compile("|".join(_SIGNS))
_OR_MORE, _OR_LESS = re.compile(r"及?以上|起(?![\u4e00-\u9fff])"), re.compile(r"及?以[内下]|之内")
_WITHIN = re.compile(r"内(?![部容外])")
_MONTHS = re.compile(r"\s*[<>=]*\s*(?P<number>\d{1,2})\s*月\s*")
_YEAR_ONLY = re.compile(_YEAR)
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_MONEY = {
    "亿元": Decimal(10_000),
    "亿": Decimal(10_000),
    "万元": Decimal(1),
    "万": Decimal(1),
    "万云": Decimal(1),  # 元 mistyped
    "千元": Decimal("0.1"),
    "百元": Decimal("0.01"),
    "元": Decimal("0.0001"),
}


class Measure(Enum):
    """What a number is a number of."""

    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    COUNT = "count"
    """Of things: 名, 人, 个, 家 are not told apart."""
    BARE = "bare"
    """It isn't said."""


@dataclass(frozen=True)
class Mention:
    """A quantity that a text states.

    Attributes:
        start, end: where it stands in the text, its unit included.
        text: as written, without blanks.
        value: money in 万元, a count in ones.
        unit: as written, without a 万 or 亿 that belongs to the number; empty for none.
        per: what it is for each of: 个 of 500万元/个.
        rate: whether it says how much each is (每月400元, 400元/点) and not how much in all.
        sign: how it bounds other numbers, as one of ``>= <= > < =``: 50次以上, 不低于50次; empty where it does not.
    """

    start: int
    end: int
    text: str
    value: Decimal
    measure: Measure
    unit: str = ""
    per: str = ""
    rate: bool = False
    sign: str = ""

    def comparable(self, other: Mention) -> bool:
        """Whether both are numbers of the same sort of thing, or one of them doesn't say of what."""
        if Measure.BARE in (self.measure, other.measure):
            return True
        same = self.measure is other.measure
        return same and (self.measure is not Measure.DURATION or _duration(self.unit) == _duration(other.unit))

    def agrees(self, other: Mention) -> bool:
        """Whether both state the same number of the same sort of thing, or this one a bound that the other keeps."""
        if self.value == other.value or other.bound or not self.bound:
            return self.value == other.value and self.comparable(other)
        keeps = other.value > self.value if self.bound == ">" else other.value < self.value
        return keeps and self.unit == other.unit

    @property
    def bound(self) -> str:
        """The side on which other numbers may lie, ``>`` or ``<``; empty where it is a number itself."""
        return self.sign[:1].strip("=")


def _duration(unit: str) -> str:
    return "天" if unit == "日" else unit.removeprefix("个")


@lru_cache(maxsize=8192)
def mentions(text: str) -> tuple[Mention, ...]:
    """The quantities of a text in their order; dates, names of documents, ordinals and the like are none."""
    plain = folded(text)
    if months := _MONTHS.fullmatch(plain):
        value = Decimal(months["number"])
        start, end = months.start("number"), len(text.rstrip())
        return (Mention(start, end, compact(text[start:end]), value, Measure.DURATION, "月"),)
    for date in dates(text):
        plain = plain[: date.start] + _blank(date.end - date.start) + plain[date.end :]
    plain = _NO_QUANTITY.sub(lambda match: _blank(len(match.group())), plain)
    found = (_mention(text, plain, match) for match in _QUANTITY.finditer(plain))
    return tuple(mention for mention in found if mention is not None)


def _blank(length: int) -> str:
    return "\ue000" * length


def _mention(text: str, plain: str, match: re.Match[str]) -> Mention | None:
    if len(match["number"]) > _LONGEST:
        return None
    value = Decimal(re.sub("[,，]", "", match["number"]))
    unit = match["percent"] or match["money"] or match["unit"] or match["bare"] or ""
    if match["percent"]:
        measure = Measure.PERCENT
    elif unit in _MONEY:
        measure, value = Measure.MONEY, EXACT.multiply(value, _MONEY[unit])
    elif unit:
        measure = Measure.DURATION if re.fullmatch(_DURATION, unit) else Measure.COUNT
        value = EXACT.multiply(value, _SCALES.get(match["scale"] or "", Decimal(1)))
    else:
        measure = Measure.BARE
    per = compact(match["per"] or "").strip("/") if unit else ""
    end = match.start() + len(match.group().rstrip()) if unit else match.end("number")
    before = plain[max(match.start() - _NEAR, 0) : match.start()].rstrip()
    sign = _sign(before, measure, plain[end : end + _NEAR].lstrip())
    if match["more"] or match["more_scaled"]:
        sign = ">="
    if (
        measure is Measure.BARE
        and _YEAR_ONLY.fullmatch(match["number"])
        and not sign
        and plain.strip() != match["number"]
    ):
        return None
    rate = per not in ("", "年") or (bool(unit) and _EACH.search(before) is not None)
    return Mention(match.start(), end, compact(text[match.start() : end]), value, measure, unit, per, rate, sign)


def _sign(before: str, measure: Measure, behind: str) -> str:
    """The comparison before a number, else the one behind its unit."""
    stated = _SIGNS[found.group()] if (found := _SIGN.search(before)) else ""
    if stated not in ("", "="):
        return stated
    if _OR_MORE.match(behind):
        return ">="
    within = measure is Measure.DURATION and _WITHIN.match(behind)
    return "<=" if within or _OR_LESS.match(behind) else stated


def first_sign(text: str) -> str:
    """The comparison that a text begins with where it states no quantity; empty for none."""
    found = _SIGN_FIRST.match(compact(folded(text)))
    return _SIGNS[found.group()] if found else ""


@lru_cache(maxsize=8192)
def mentions_with_words(text: str) -> tuple[tuple[Mention, str], ...]:
    """The quantities of a text, each with the words before it: in one width and without blanks, the last ones only."""
    plain = folded(text)
    return tuple((mention, compact(plain[: mention.start])[-_WORDS:]) for mention in mentions(text))


def decimals(value: Decimal) -> int:
    """How many decimals a number needs."""
    return max(-int(value.normalize(EXACT).as_tuple().exponent), 0)


def round_like(value: Decimal, other: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """A number with as many decimals as another one; itself where that has absurdly many."""
    if decimals(other) > _LONGEST:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals(other)), rounding, EXACT)
