"""Rows whose names are almost the same: one thing under two names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from disclosure_editor.calculation.edits import repeated_names
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.document.texts import bare
from disclosure_editor.editions.model import Check
from disclosure_editor.narrative.writer import Narrative

_LEAST = 6
"""Characters of a name; shorter ones may differ by little for good reason."""
_LEAST_CHANGED = 8
"""Characters of names that are alike although one character is another."""
_TELLING = re.compile(
    r"[0-9A-Za-z一二三四五六七八九十百千零〇两首次甲乙丙丁戊东西南北中上下左右前后内外大小新旧高低男女老少省州市县区乡镇村年月"
    r"非无不未正副主]"
)
"""Characters that tell things apart: numbers, orders, directions, places, negations."""
_FILLING = re.compile(r"项目|经费|资金|系统|工作|专项|专项资金|工程|经|费|费用|的|及|和|与|式")
"""What one name has and another leaves out without being the name of something else."""
_LONGEST_FILLING = 4


def similar_names(workbook: Workbook, _: Narrative, check: Check) -> Iterator[Finding]:
    """Pairs of rows of the lists ``rows``, in one of them or in two, with names that differ next to nothing."""
    places: dict[str, list[Address]] = {}
    for text in check.options["rows"]:
        row_list = RowList.parse(text)
        repeated = workbook.edition.side[row_list].repeated
        for name in repeated_names(workbook, row_list) if repeated else ():
            key = row_key(name)
            if repeated and key and not any(address.table == row_list.table for address in places.get(key, ())):
                places.setdefault(key, []).append(Address(row_list.table, name, repeated.key))
    for left, right in combinations(places, 2):
        apart = not {address.table for address in places[left]} & {address.table for address in places[right]}
        how = likeness(left, right, apart)
        if how:
            at = (*places[left], *places[right])
            where, there = (_tables(workbook, places[name]) for name in (left, right))
            other = f"“{right}”" if where == there else f"{there}的“{right}”"
            message = f"{where}的“{left}”与{other}{how}，请核对；是同一个的，名称应一致。"
            yield Finding(check.id, check.title, check.severity, message, at, left, right)


def _tables(workbook: Workbook, addresses: list[Address]) -> str:
    return "、".join(workbook.place(address.table) for address in addresses)


@lru_cache(maxsize=16384)
def likeness(left: str, right: str, apart: bool) -> str:
    """How two names are alike, in words; empty where they are names of two things.

    Args:
        apart: whether no table has both, so that one may well stand for the other.
    """
    a, b = bare(left), bare(right)
    if a == b:
        return "只有标点、空格不同"
    if min(len(a), len(b)) < _LEAST or abs(len(a) - len(b)) > _LONGEST_FILLING:
        return ""
    if Counter(a) == Counter(b):
        return "字相同而次序不同"
    removed, added = _difference(a, b)
    if not (removed and added):
        extra = removed or added
        return f"只差“{extra}”" if _FILLING.fullmatch(extra) else ""
    changed = apart and len(removed) == len(added) == 1 and min(len(a), len(b)) >= _LEAST_CHANGED
    return f"只差一个字（{removed}、{added}）" if changed and not _TELLING.search(removed + added) else ""


def _difference(left: str, right: str) -> tuple[str, str]:
    """What two names have where they differ at one place only; all of both where they differ at several."""
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    end = 0
    while end < min(len(left), len(right)) - start and left[-1 - end] == right[-1 - end]:
        end += 1
    return left[start : len(left) - end], right[start : len(right) - end]
