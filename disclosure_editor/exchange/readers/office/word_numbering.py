"""Restores the numbers that Word counts by itself, such as a heading's 一、, which stand nowhere in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from disclosure_editor.exchange.readers.office.chinese_numerals import counted, spelled
from disclosure_editor.exchange.readers.office.safe_xml import Element, attribute, child, children

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LONGEST_LABEL = 60
_LARGEST_COUNT = 100_000
# After one of these, what the writer typed by hand has no blank either.
_ENDS_LABEL = "、.．)）】〕:："
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class _Level:
    """One level of a list: how its numbers look, and where they begin."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    suffix: str = "tab"
    restart: int = -1
    all_decimal: bool = False
    style: str = ""


@dataclass
class _List:
    """A list of the file (``w:num``): whose numbers it continues, and what it changes of them."""

    counted_with: str
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """A file's lists and how far each of them has counted."""

    def __init__(self, root: Element | None) -> None:
        """Read the lists of ``word/numbering.xml``; without one there are none."""
        self._counters: dict[str, list[int | None]] = {}
        self._lists: dict[str, _List] = {}
        kinds = {attribute(kind, "w:abstractNumId"): kind for kind in children(root, "w:abstractNum")}
        by_style = {
            attribute(link, "w:val"): kind
            for kind in kinds.values()
            if (link := child(kind, "w:styleLink")) is not None
        }
        for number in children(root, "w:num"):
            key = _value(number, "w:abstractNumId")
            kind = kinds.get(key)
            linked = by_style.get(_value(kind, "w:numStyleLink")) if kind is not None else None
            self._lists[attribute(number, "w:numId")] = _read_list(number, key, linked if linked is not None else kind)

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level of a list whose numbers stand before the paragraphs of a style."""
        found = self._lists.get(list_id)
        levels = found.levels if found else {}
        return next((number for number, level in levels.items() if level.style == style), None)

    def next_label(self, list_id: str, level: int) -> str:
        """Count one paragraph of a list, and give the text that Word shows before it."""
        found = self._lists.get(list_id)
        if found is None or level not in found.levels:
            return ""
        counters = self._counters.setdefault(found.counted_with, [None] * _LEVELS)
        if not found.used:
            found.used = True
            for place in found.starts:
                counters[place] = None
        self._count(found, counters, level)
        return _label(found, counters, level)

    def _count(self, found: _List, counters: list[int | None], level: int) -> None:
        before = counters[level]
        counters[level] = _start(found, level) if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else -1
            if restart < 0 or level < restart:
                counters[deeper] = None


def _read_list(number: Element, key: str, kind: Element | None) -> _List:
    made = _List(key, {_level_number(level): _read_level(level) for level in children(kind, "w:lvl")})
    for override in children(number, "w:lvlOverride"):
        place = _level_number(override)
        own = child(override, "w:lvl")
        if own is not None:
            made.levels[place] = _read_level(own)
        if (start := child(override, "w:startOverride")) is not None:
            made.starts[place] = _whole(attribute(start, "w:val"), 1)
    return made


def _read_level(level: Element) -> _Level:
    return _Level(
        form=_value(level, "w:numFmt") or "decimal",
        pattern=_value(level, "w:lvlText")[:_LONGEST_LABEL],
        start=_whole(_value(level, "w:start"), 1),
        suffix=_value(level, "w:suff") or "tab",
        restart=_whole(_value(level, "w:lvlRestart"), -1),
        all_decimal=child(level, "w:isLgl") is not None,
        style=_value(level, "w:pStyle"),
    )


def _label(found: _List, counters: list[int | None], level: int) -> str:
    shown = found.levels[level]
    if shown.form in ("bullet", "none"):
        return ""

    def number(place: re.Match[str]) -> str:
        wanted = int(place[1]) - 1
        stated = counters[wanted]
        count = _start(found, wanted) if stated is None else stated
        form = found.levels[wanted].form if wanted in found.levels else "decimal"
        return _formatted(count, "decimal" if shown.all_decimal else form)

    label = _PLACE.sub(number, shown.pattern)
    if shown.suffix == "nothing" or not label or label[-1] in _ENDS_LABEL:
        return label
    return f"{label} "


def _start(found: _List, level: int) -> int:
    own = found.levels.get(level)
    return found.starts.get(level, own.start if own else 1)


def _formatted(number: int, form: str) -> str:
    write = _FORMS.get(form)
    return write(number) if write and 0 < number < _LARGEST_COUNT else str(number)


def _from(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ."""
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, _LONGEST_LABEL)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


_FORMS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "japaneseCounting": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "ideographDigital": lambda number: spelled(str(number)),
    "japaneseDigitalTenThousand": lambda number: spelled(str(number)),
    "taiwaneseDigital": lambda number: spelled(str(number)),
    "chineseLegalSimplified": lambda number: counted(number).translate(_FORMAL),
    "ideographLegalTraditional": lambda number: counted(number).translate(_FORMAL),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _from("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
"""How a number is written, by the name of its form (ISO/IEC 29500-1, 17.18.59); any other is written in digits."""


def _value(element: Element | None, wanted: str) -> str:
    found = child(element, wanted)
    return "" if found is None else attribute(found, "w:val")


def _level_number(element: Element) -> int:
    return min(_whole(attribute(element, "w:ilvl"), 0), _LEVELS - 1)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LEVELS else otherwise
