"""Texts that were copied: from another column of the row, or from another row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations, pairwise

from disclosure_editor.calculation.quantities import mentions
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding
from disclosure_editor.checks.places import near_name
from disclosure_editor.checks.row_texts import rows_with_texts, texts_of
from disclosure_editor.document.texts import bare, compact
from disclosure_editor.editions.model import Check, Table

_LEAST = 4
"""Texts with fewer characters (提升, 长期) may well be the same."""
_NEARLY = 0.9
"""How much of a text must stand in another one to be nearly all of it."""
_LEAST_NEARLY = 12
_MOST = 5000
"""Characters of two texts together; comparing longer ones would keep the officer waiting."""
_LEAST_PASSAGE = 20
_LEAST_NUMBERS = 2
_SHOWN = 30
"""So many characters of a passage a message shows."""

_LEAD = re.compile(r"^(?:截[至止到]\d+年(?:\d+月)?(?:\d+日)?|\d+年(?:度)?(?!来))")
_TENSE = re.compile(r"已经|已|完成了|完成|实现了|实现|达到了|达到|了|均|全部|计划|拟|将|继续|进一步|定期")


def copied(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Texts that are those of the one of ``columns`` before them, or nearly so with no number more."""
    for (source_address, source), (address, text) in pairwise(texts_of(workbook, check, table, row)):
        how = _likeness(source, text)
        if how:
            title = near_name(workbook, source_address, address)
            message = f"{workbook.title(address)}与{title}{how}，请改写成这一项自己的内容。"
            yield Finding(check.id, check.title, check.severity, message, (address, source_address), text, source)


@lru_cache(maxsize=4096)
def _likeness(source: str, text: str) -> str:
    """How much a text is like the one it may be copied from, in words; empty for not enough."""
    left, right = bare(source), bare(text)
    if min(len(left), len(right)) < _LEAST:
        return ""
    if left == right:
        return "完全相同"
    if _has_more_numbers(source, text):
        return ""
    return "几乎相同，只改了几个字" if _nearly_within(_tenseless(right), _tenseless(left)) else ""


def _nearly_within(text: str, source: str) -> bool:
    """Whether nearly all of a text stands in a source that isn't much longer, but for a few words."""
    if len(text) < max(_LEAST_NEARLY, len(source) / 2) or len(text) + len(source) > _MOST:
        return False
    blocks = SequenceMatcher(None, source, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= _LEAST) >= _NEARLY * len(text)


def _has_more_numbers(source: str, text: str) -> bool:
    known = {mention.value for mention in mentions(source)}
    return any(mention.value not in known for mention in mentions(text))


def _tenseless(text: str) -> str:
    """A bare text without the date that it begins with and the words that turn a plan into a result."""
    return _TENSE.sub("", _LEAD.sub("", text))


def shared_passages(workbook: Workbook, check: Check, table: Table) -> Iterator[Finding]:
    """Passages with numbers that stand in ``columns`` of two rows: one is copied from the other.

    They are compared clause by clause; dates are no numbers.
    """
    rows = rows_with_texts(workbook, check, table)
    texts = [text for row in rows for text in texts_of(workbook, check, table, row)]
    for (address, text), (other_address, other) in combinations(texts, 2):
        if address.column != other_address.column or address.row == other_address.row:
            continue
        passage = _shared(text, other)
        if passage:
            place = workbook.title(other_address)
            shown = passage if len(passage) <= _SHOWN else f"{passage[:_SHOWN]}……"
            message = f"{workbook.title(address)}里的“{shown}”也在{place}里，请核对是不是照抄来的。"
            yield Finding(check.id, check.title, check.severity, message, (address, other_address), passage)


@lru_cache(maxsize=8192)
def _shared(left: str, right: str) -> str:
    """The longest run of clauses with numbers that both texts have; empty where it is too short."""
    there = _clauses(right)
    best: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    known = set(there)
    for clause in _clauses(left):
        run = (*run, clause) if clause in known else ()
        while run and not _in_order(run, there):
            run = run[1:]
        if len("".join(run)) > len("".join(best)):
            best = run
    passage = "，".join(best)
    enough = len(passage) >= _LEAST_PASSAGE and len(mentions(passage)) >= _LEAST_NUMBERS
    return passage if enough else ""


def _in_order(run: tuple[str, ...], clauses: tuple[str, ...]) -> bool:
    return any(clauses[start : start + len(run)] == run for start in range(len(clauses)))


@lru_cache(maxsize=1024)
def _clauses(text: str) -> tuple[str, ...]:
    parts = re.split(r"[，,。；;：:\n]", compact(text))
    return tuple(part for part in parts if part)
