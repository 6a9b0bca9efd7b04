"""Amounts that a text shares out: the items of a numbered list, or the one it begins with, are the row's in all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, reduce

from disclosure_editor.calculation.quantities import Measure, mentions_with_words
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding
from disclosure_editor.checks.places import near_name
from disclosure_editor.checks.row_texts import cells_beside, texts_of
from disclosure_editor.checks.wording import figure
from disclosure_editor.document.amounts import EXACT
from disclosure_editor.document.texts import compact, folded
from disclosure_editor.editions.model import Check, Table

_MARK = re.compile(r"(?:^|(?<=[。；;：:，,\s]))(\d{1,2})\s*[.、](?!\d)|(?:^|(?<=[。；;：:，,\s]))\((\d{1,2})\)")
_LEAST_ITEMS = 2
_IN_ALL = re.compile(r"(?:共|(?<![预设估])计)(?:为|是|约|:)?$")
_OF_ITEM = re.compile(r"共(?:为|是|约|:)?$")
"""What stands before the amount that an item comes to, and not before that of a list."""


def listed_amounts(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Numbered lists in ``columns`` in which every item has an amount, and whose sum is none of the row's ``total``.

    A text that is nothing but an amount is taken for a list of one.
    """
    for address, text in texts_of(workbook, check, table, row):
        amounts = _amounts(text)
        if not amounts:
            continue
        totals = [cell for column in check.options["total"] for cell in cells_beside(workbook, table, row, column)]
        stated = {cell: amount for cell in totals if (amount := workbook.cell(cell).amount) is not None}
        total = reduce(EXACT.add, amounts)
        if not stated or total in stated.values():
            continue
        cell, expected = next(iter(stated.items()))
        terms = "＋".join(figure(amount) for amount in amounts)
        words = f"里各项相加是{figure(total)}万元（{terms}）" if len(amounts) > 1 else f"写的是{figure(total)}万元"
        apart = f"{near_name(workbook, cell, address)}是{figure(expected)}万元，相差{figure(abs(total - expected))}万元"
        message = f"{workbook.title(address)}{words}，{apart}，请核对。"
        yield Finding(
            check.id,
            check.title,
            check.severity,
            message,
            (address, *stated),
            figure(total),
            figure(expected),
            total - expected,
        )


@lru_cache(maxsize=1024)
def _amounts(text: str) -> tuple[Decimal, ...]:
    """The amount of each item of a numbered list; none where an item has none."""
    money = [(m, words) for m, words in mentions_with_words(text) if m.measure is Measure.MONEY and not m.rate]
    if len(money) == 1 and compact(text).rstrip("。.") == money[0][0].text:
        return (money[0][0].value,)
    marks = list(_MARK.finditer(folded(text)))
    if [int(mark[1] or mark[2]) for mark in marks] != list(range(1, len(marks) + 1)) or len(marks) < _LEAST_ITEMS:
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found: list[Decimal] = []
    for mark, end in zip(marks, ends, strict=True):
        there = [(m, words) for m, words in money if mark.end() <= m.start < end]
        there = [(m, words) for m, words in there if not _in_brackets(folded(text[mark.end() : m.start]))]
        own = [m.value for m, words in there if not _IN_ALL.search(words)]
        # Behind the last item 合计 is that of the list.
        of_list = own and mark is marks[-1]
        sums = [m.value for m, words in there if (_OF_ITEM if of_list else _IN_ALL).search(words)]
        found += (sums or own)[:1]
    return tuple(found) if len(found) == len(marks) else ()


def _in_brackets(before: str) -> bool:
    return before.count("(") > before.count(")")
