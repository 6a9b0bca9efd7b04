"""Dates in texts that lie outside the document's year, or that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_editor.calculation.quantities import Date
from disclosure_editor.calculation.quantities import dates as read_dates
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding
from disclosure_editor.checks.row_texts import texts_of
from disclosure_editor.document.texts import compact, folded
from disclosure_editor.editions.model import Check, Table

_ISSUED = re.compile(r"^[^，。；;]{0,6}(?:印发|下发|发布|公布|颁布|施行|实施的|修订|出台|签订|成立|批复|批准|下达)")
_BY_THEN = re.compile(r"(?<!截)[到至]\s*$")
_ACCORDING = re.compile(r"(?:根据|依据|按照|遵照|参照|《|原)[^，。；;》]*$")


def dates(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Dates in ``columns`` that are not in the document's year, and years that are neither it nor the one before.

    Those of documents and acts that a text refers to don't count. A date that stands in several of them is told once.
    """
    year = workbook.year
    told: set[str] = set()
    for address, text in texts_of(workbook, check, table, row):
        for date in read_dates(text):
            stated = compact(text[date.start : date.end])
            wrong = _wrong(date, folded(text), year)
            if wrong and stated not in told:
                told.add(stated)
                message = f"{workbook.title(address)}里写的是{stated}，{wrong}，请核对。"
                yield Finding(check.id, check.title, check.severity, message, (address,), stated, f"{year}年")


def _wrong(date: Date, text: str, year: int) -> str:
    """What is wrong with a date, in words; empty for nothing. One without a year of its own is that of another."""
    before, behind = text[: date.start], text[date.end :]
    of_a_document = _ISSUED.search(behind) or _ACCORDING.search(before)
    own_year = str(date.year) in text[date.start : date.end]
    if date.month and (own_year or date.until) and date.last_day(year) is None:
        return "没有这一天" if 1 <= date.month <= 12 else "没有这个月"
    if date.year is None or not own_year or date.year == year or (date.year < year and of_a_document):
        return ""
    if date.month:
        return f"不在{year}年内"
    return "" if date.year == year - 1 or _BY_THEN.search(before) or of_a_document else f"本文件是{year}年的"
