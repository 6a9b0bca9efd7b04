"""Numbers in running text: what each states, in which unit and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache

from disclosure_editor.document.amounts import EXACT

_WIDTH: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"},
    **{ord(wide): narrow for wide, narrow in zip("\u3000〔〕【】≥≧≤≦", " [][]>><<", strict=True)},
}
"""Characters as the ones of half the width; a full-width comma stays one of text, not of thousands."""

_DAY = r"\d{1,2}\s*月[份底初末]?(?:\s*\d{1,2}\s*[日号])?"
_UNTIL = rf"(?:\s*[-—–~至到]+\s*(?:{_DAY}|\d{{1,2}}\s*[日号]))?"
_NO_QUANTITY = re.compile(
    rf"""
    (?:(?:19|20)\d\d\s*[-—–~至到]\s*)?                                # 2018-2020年, 2024年11月1日—8日
      (?:19|20)\d\d\s*年[度底初末内]?(?:\s*{_DAY})?{_UNTIL}
    | (?<![\d.]){_DAY}{_UNTIL}
    | (?:19|20)\d\d\s*[-./]\s*\d{{1,2}}(?:\s*[-./]\s*\d{{1,2}})?(?!\d)
    | [\[(]\s*(?:19|20)\d\d\s*[\])]\s*第?\s*\d+\s*号?                # 〔2019〕122号
    | 第\s*\d+(?:\s*[-—–~至到、]\s*\d+)*                             # 第1至5项
    | (?<![\d.])\d{{1,2}}\s*[.]\s*(?=[\u4e00-\u9fff“《(])            # 1.召开
    | (?:^|(?<=[。；;：:\n]))\s*\d{{1,2}}\s*[、)]\s*(?!\d)           # 2、负责
    | [(]\s*\d{{1,2}}\s*[)]
    | (?:目标|任务|附件|附表|表|步骤|阶段|编号)\s*\d+
    | [A-Za-z][A-Za-z/]*\s?-?\d[\d.\-/]*                             # HJ212-2017, PM2.5
    | \d[\d.]*[A-Za-z][A-Za-z0-9]*                                   # 5G, 4K
    | \d+\s*[×*xX+:]\s*[\dA-Za-z][\d×*xX+:A-Za-z]*                   # 7×24, 8:30
    | \d{{3,4}}-\d{{7,8}} | (?<![\d.])\d{{11}}(?![\d.])              # telephones
    | (?<![\d.])\d+\s*(?:号|级|版|期|楼|热线)
    """,
    re.VERBOSE,
)
"""What has digits and states no quantity: dates, names of documents and standards, ordinals, telephones, versions."""

_DURATIONS = ("个季度", "季度", "个工作日", "工作日", "个月", "小时", "分钟", "秒", "天", "日", "周", "年")
_MEASURED = ("平方米", "平方公里", "立方米", "公里", "千米", "公顷", "公斤", "千瓦时", "千瓦", "台套", "标段")
_TIMES = r"[人天篇矿场批户家车台期]次"
_COUNTED = (
    "[个家次人名位套台辆条份处项件批部座户篇场只块张本册种类路米亩吨度倍间所支艘架组团班队款口眼株头节门盏根桶箱袋瓶幅]"
)
_UNITS = "|".join((_TIMES, *_MEASURED, *_DURATIONS, _COUNTED))
_LONGEST = 24
"""Characters of a number; what has more is none of anything."""
_NEAR = 40
"""So many characters before a number may say that it is a price of each, or a bound."""
_WORDS = 80
"""So many characters before a number may be the name of what it is."""
_EACH_WHAT = r"[^\d\s，。；、)/]{1,3}"
_NUMBER = re.compile(
    r"(?<![\d.])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)\s*"
    r"(?:(?P<percent>%|‰|个百分点)|(?P<money>亿元|万元|千元|百元|元)"
    rf"|(?P<scale>[万亿])?\s*(?P<unit>{_UNITS})|(?P<bare>[万亿])?)"
    rf"(?P<per>\s*/\s*{_EACH_WHAT}(?:/{_EACH_WHAT})*)?"
)
_EACH = re.compile(r"(?:每(?!年)|单价|均价)[^，。；;\d]{0,20}$")
_AT_LEAST = re.compile(r"(?:>=?|不少于|不低于|不小于|至少|最少|超过)$")
_AT_MOST = re.compile(r"(?:<=?|不超过|不高于|不多于|最多)$")
_OR_MORE, _OR_LESS = ("以上", "及以上", "余"), ("以内", "以下", "之内")
_MONTHS = re.compile(r"\s*[<>=]*\s*(?P<number>\d{1,2})\s*月\s*")
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_MONEY = {
    "亿元": Decimal(10_000),
    "亿": Decimal(10_000),
    "万元": Decimal(1),
    "万": Decimal(1),
    "千元": Decimal("0.1"),
    "百元": Decimal("0.01"),
    "元": Decimal("0.0001"),
}
_SAME_DURATION = {"个月": "月", "个季度": "季度", "个工作日": "工作日", "日": "天"}


class Bound(Enum):
    """How a number limits what it is a number of."""

    NONE = "none"
    AT_LEAST = "at least"
    AT_MOST = "at most"


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
        rate: whether it says how much each is (每月400元, 400元/点) and not how much in all.
        bound: what is said of other numbers: 50次以上, >=50次.
    """

    start: int
    end: int
    text: str
    value: Decimal
    measure: Measure
    unit: str = ""
    rate: bool = False
    bound: Bound = Bound.NONE

    def comparable(self, other: Mention) -> bool:
        """Whether both are numbers of the same sort of thing, or one of them doesn't say of what."""
        if Measure.BARE in (self.measure, other.measure):
            return True
        same = self.measure is other.measure
        return same and (self.measure is not Measure.DURATION or _duration(self.unit) == _duration(other.unit))

    def agrees(self, other: Mention) -> bool:
        """Whether both state the same number of the same sort of thing, or this one a bound that the other keeps."""
        if self.value == other.value or other.bound is not Bound.NONE or self.bound is Bound.NONE:
            return self.value == other.value and self.comparable(other)
        keeps = other.value > self.value if self.bound is Bound.AT_LEAST else other.value < self.value
        return keeps and self.unit == other.unit


def _duration(unit: str) -> str:
    return _SAME_DURATION.get(unit, unit)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A text of the same length with letters, digits and punctuation in one width."""
    return text.translate(_WIDTH)


@lru_cache(maxsize=8192)
def mentions(text: str) -> tuple[Mention, ...]:
    """The quantities of a text in their order; dates, names of documents, ordinals and the like are none."""
    plain = folded(text)
    if months := _MONTHS.fullmatch(plain):
        value = Decimal(months["number"])
        start, end = months.start("number"), len(text.rstrip())
        return (Mention(start, end, _compact(text[start:end]), value, Measure.DURATION, "月"),)
    plain = _NO_QUANTITY.sub(lambda match: "\ue000" * len(match.group()), plain)
    found = (_mention(text, plain, match) for match in _NUMBER.finditer(plain))
    return tuple(mention for mention in found if mention is not None)


def _mention(text: str, plain: str, match: re.Match[str]) -> Mention | None:
    if len(match["number"]) > _LONGEST:
        return None
    value = Decimal(match["number"].replace(",", ""))
    unit = match["percent"] or match["money"] or match["unit"] or match["bare"] or ""
    if match["percent"]:
        measure = Measure.PERCENT
    elif unit in _MONEY:
        measure, value = Measure.MONEY, value * _MONEY[unit]
    elif unit:
        measure, value = Measure.DURATION if unit in _DURATIONS else Measure.COUNT, value * _scale(match)
    elif _YEAR_LIKE.fullmatch(match["number"]):
        return None
    else:
        measure = Measure.BARE
    per = (match["per"] or "").strip(" /") if unit else ""
    stated = text[match.start() : match.end() if unit else match.end("number")].rstrip()
    before = plain[max(match.start() - _NEAR, 0) : match.start()]
    rate = per not in ("", "年") or (bool(unit) and _EACH.search(before) is not None)
    bound = _bound(before.rstrip(), plain[match.start() + len(stated) :][:_NEAR].lstrip())
    return Mention(match.start(), match.start() + len(stated), _compact(stated), value, measure, unit, rate, bound)


def _bound(before: str, behind: str) -> Bound:
    if _AT_LEAST.search(before) or behind.startswith(_OR_MORE):
        return Bound.AT_LEAST
    return Bound.AT_MOST if _AT_MOST.search(before) or behind.startswith(_OR_LESS) else Bound.NONE


def _compact(text: str) -> str:
    return "".join(text.split())


def _scale(match: re.Match[str]) -> Decimal:
    return _SCALES.get(match["scale"] or "", Decimal(1))


@lru_cache(maxsize=8192)
def mentions_with_words(text: str) -> tuple[tuple[Mention, str], ...]:
    """The quantities of a text, each with the words before it: in one width and without blanks, the last ones only."""
    plain = folded(text)
    return tuple((mention, _compact(plain[: mention.start])[-_WORDS:]) for mention in mentions(text))


def decimals(value: Decimal) -> int:
    """How many decimals a number needs."""
    return max(-int(value.normalize().as_tuple().exponent), 0)


def round_like(value: Decimal, other: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """A number with as many decimals as another one; itself where that has absurdly many."""
    if decimals(other) > _LONGEST:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals(other)), rounding, EXACT)
