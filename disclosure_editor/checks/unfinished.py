"""Texts that break off: with no end, a bracket left open, an item or a unit missing; that say hardly a word, or what is
printed around them anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding, Repair
from disclosure_editor.checks.row_texts import texts_of
from disclosure_editor.document.texts import compact, folded
from disclosure_editor.editions.model import Check, Table

_OPEN_END = re.compile(
    r"(?:完成了|达到了|实现了|开展了|包括|其中|分别是|分别为|主要是|主要为|主要有|如下|以及|共计|合计|总计"
    r"|(?<![行作认人])为|(?<![公总一])共|[，,、:])$"
)
"""Words and signs after which something must follow; 行为 and 公共 may end a text."""

_SHOWN = 20
"""So many characters of a text a message shows."""

_BRACKETS = (("(", ")"), ("[", "]"), ("“", "”"), ("‘", "’"), ("《", "》"), ("「", "」"))
_NO_UNIT = re.compile(
    r"(?P<thing>[\u4e00-\u9fff]+(?<![第表图附期标务件段号条款章节至到]))\s*(?P<number>\d{1,3}(?:\.\d+)?)\s*(?=[，；。;]|$)"
)
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)}
_HEAD = r"(?:^|(?<=[。；;：:\s]))"
_FAMILIES = (
    (re.compile(rf"(?<![\d.])(\d{{1,2}})\s*[.]\s*(?=[\u4e00-\u9fff“《(])|{_HEAD}(\d{{1,2}})\s*、\s*(?!\d)"), "{}."),
    (re.compile(rf"{_HEAD}\((\d{{1,2}})\)"), "（{}）"),
    (re.compile(r"目标\s*(\d{1,2})\s*(?=:)"), "目标{}"),
    (re.compile(r"(?:^|(?<=[。；;:，,、\s]))([一二三四五六七八九])是"), "{}是"),
    (re.compile(rf"{_HEAD}\(([一二三四五六七八九])\)"), "（{}）"),
)
"""How items of a list are numbered, and how a message names one of them."""


def unfinished(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Texts in ``columns`` that break off."""
    for address, text in texts_of(workbook, check, table, row):
        for wrong, stated in _breaks(text):
            message = f"{workbook.title(address)}{wrong}，请补写完整。"
            yield Finding(check.id, check.title, check.severity, message, (address,), stated)


def too_short(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Texts in ``columns`` with fewer than ``least`` characters."""
    least = int(check.options["least"][0])
    for address, text in texts_of(workbook, check, table, row):
        written = compact(text)
        if len(written) < least:
            message = f"{workbook.title(address)}只写了“{written}”，请写明具体内容。"
            yield Finding(check.id, check.title, check.severity, message, (address,), written)


def doubled_ends(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Texts in ``columns`` beginning with one of ``before`` or ending with one of ``behind``, printed anyway."""
    for address, text in texts_of(workbook, check, table, row):
        mended = text.strip()
        for word in sorted(check.options.get("before", ()), key=len, reverse=True):
            if folded(mended).startswith(folded(word)):
                mended = mended[len(word) :].lstrip("是为：:，, ")
        mended = mended.rstrip("".join(check.options.get("behind", ())))
        if mended and mended != text.strip():
            start = text.strip().index(mended)
            doubled = [part for part in (text.strip()[:start], text.strip()[start + len(mended) :]) if part]
            listed = "".join(f"“{part}”" for part in doubled)
            message = f"{workbook.title(address)}里的{listed}在印出时已经有了，会印成两遍，请删去。"
            repairs = (Repair(f"删去{listed}", set_value(workbook, address, mended)),)
            yield Finding(check.id, check.title, check.severity, message, (address,), text, mended, repairs=repairs)


def _breaks(text: str) -> Iterator[tuple[str, str]]:
    """What is missing in a text, in words for after its place, each with the part of the text that tells so."""
    written = compact(text)
    end = _OPEN_END.search(folded(written))
    if end is not None and end.start():
        tail = written[-_SHOWN:]
        yield f"写到“{tail}”就断了，后面没有内容", tail
    plain = folded(text).strip()
    for opening, closing in _BRACKETS:
        place = _unclosed(folded(written), opening, closing)
        if place is not None:
            part = written[max(place - _SHOWN // 2, 0) : place + _SHOWN // 2]
            yield f"里“{part}”的括号只有一半", part
    for missing, stated in _gaps(plain):
        yield f"里列有{stated}，没有{missing}", stated
    for match in _NO_UNIT.finditer(plain):
        part = f"{match['thing'][-_SHOWN // 2 :]}{match['number']}"
        yield f"里“{part}”后面没有单位", part


def _unclosed(plain: str, opening: str, closing: str) -> int | None:
    """Where the last bracket stands that is not closed."""
    open_at: list[int] = []
    for place, character in enumerate(plain):
        if character == opening:
            open_at.append(place)
        elif character == closing and open_at:
            open_at.pop()
    return open_at[-1] if open_at else None


def _gaps(plain: str) -> Iterator[tuple[str, str]]:
    """The items of numbered lists that are missing, each with a neighbour that is there."""
    for pattern, name in _FAMILIES:
        marks = [next(filter(None, match.groups())) for match in pattern.finditer(plain)]
        numbers = [_DIGITS.get(mark, 0) or int(mark) for mark in marks]
        for before, number in pairwise([0, *numbers]):
            if number not in (1, before + 1) and len(numbers) > 1 and number > before:
                yield _item(name, before + 1, marks), _item(name, number, marks)
        if numbers == [1]:
            yield _item(name, 2, marks), _item(name, 1, marks)


def _item(name: str, number: int, marks: list[str]) -> str:
    chinese = marks[0] in _DIGITS
    digits = {value: digit for digit, value in _DIGITS.items()}
    return name.format(digits.get(number, number) if chinese else number)
