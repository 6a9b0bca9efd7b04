"""Headings and items of lists, known by how they begin."""

from __future__ import annotations

import re

_PART = re.compile(r"第\s?[一二三四五六七八九十\d]{1,3}\s?(?:部分|章)(?:\s|[^，。；：、]{0,30}$)")
_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")
_TABLE = re.compile(
    r"(?:附?表\s?[一二三四五六七八九十\d]{1,3}\s?[：:]?|[^，。；：、]{1,40}表\s*(?:[（(][^，。；：、]{1,12}[)）])?)"
)
_ITEM = re.compile(r"(?:\d{1,3}[.、．](?!\d)|[（(]\d{1,3}[)）]|[①-⑳])")
_PROSE = re.compile(r"[，。；：！？,;:]|[^、]、[^、]")


def is_part_heading(text: str) -> bool:
    """Whether a line is the heading of a part (第一部分 …)."""
    return bool(_PART.match(text)) and not re.search("[，。；：]", text)


def is_heading(text: str) -> bool:
    """Whether a line begins as a heading does and reads on as none of prose does: 一、…, （一）…, a table's title."""
    if is_part_heading(text):
        return True
    number = _NUMBER.match(text)
    if number:
        return not _PROSE.search(text[number.end() :])
    return bool(_TABLE.fullmatch(text))


def is_item(text: str) -> bool:
    """Whether a line begins as a heading or an item of a list does, whatever follows."""
    return bool(_NUMBER.match(text) or _ITEM.match(text) or _PART.match(text))
