"""How alike two printed texts are, whatever their blanks, width and punctuation."""

from __future__ import annotations

import re
from functools import lru_cache

from disclosure_editor.document.texts import bare, folded

ALIKE = 0.7
"""From here on two texts are likely to mean the same."""

LONGEST_LABEL = 200
"""No heading or label is longer; of a longer text that stands in such a place the beginning is looked at."""

TOTALS = frozenset(("合计", "总计", "共计"))
"""How the label of a total reads, whatever it is the total of."""
_YEAR = re.compile(r"20\d\d\s*年度?")
_UNIT = re.compile(r"\((?:单位|金额单位)?\s*:?\s*[百千万亿]*元\)")
_AMOUNT, _AMOUNTS = "金额", frozenset(("预算数", "决算数"))
"""What a column may be called that has one figure for each row."""
_OTHER_MEANING = (
    "上年",
    "去年",
    "增减",
    "增长",
    "比例",
    "占比",
    "%",
    "结转",
    "年初",
    "年末",
    "调整",
    "行次",
    "栏次",
    "序号",
)
"""Words that make another column of what they are added to."""


def header_key(text: str) -> str:
    """A heading cell's words for comparing: without blanks, punctuation, the year and the unit of its amounts."""
    return _key(text[:LONGEST_LABEL])


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    return bare(_UNIT.sub("", _YEAR.sub("", "".join(folded(text).split())))) or bare(text)


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How alike two texts are that hold neither blanks nor punctuation: 1 for the same, 0 for nothing in common."""
    if one == other:
        return 1.0 if one else 0.0
    if _AMOUNT in (one, other) and {one, other} & _AMOUNTS:
        return 0.75
    if not one or not other:
        return 0.0
    if any((word in one) != (word in other) for word in _OTHER_MEANING):
        return 0.4 * _words_shared(one, other)
    short, long = sorted((one, other), key=len)
    if len(short) > 1 and short in long:
        return 0.6 + 0.35 * len(short) / len(long)
    return 0.9 * _words_shared(one, other)


def _words_shared(one: str, other: str) -> float:
    """The share of pairs of neighbouring characters that both texts have."""
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
