"""Dates in texts that lie outside the document's year, or that no calendar has."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from disclosure_editor.calculation.quantities import folded
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding
from disclosure_editor.checks.row_texts import texts_of
from disclosure_editor.editions.model import Check, Table

_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:年(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*[日号])?)?"
    r"|[-./]\s*(?P<dotted_month>\d{1,2})\s*[-./]\s*(?P<dotted_day>\d{1,2})(?!\d))"
)
_ISSUED = re.compile(r"^[^，。；;]{0,6}(?:印发|下发|发布|公布|颁布|施行|实施的|修订|出台|签订|成立|批复|批准|下达)")
_BY_THEN = re.compile(r"(?<!截)[到至]\s*$")
_ACCORDING = re.compile(r"(?:根据|依据|按照|遵照|参照|《|原)[^，。；;》]*$")


def dates(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Dates in ``columns`` that are not in the edition's year, and years that are neither it nor the one before.

    Those of documents and acts that a text refers to don't count.
    """
    year = workbook.edition.year
    for address, text in texts_of(workbook, check, table, row):
        told: set[str] = set()
        for match in _DATE.finditer(folded(text)):
            stated = "".join(text[match.start() : match.end()].split())
            wrong = _wrong(match, year)
            if wrong and stated not in told:
                told.add(stated)
                message = f"{workbook.title(address)}里写的是{stated}，{wrong}，请核对。"
                yield Finding(check.id, check.title, check.severity, message, (address,), stated, f"{year}年")


def _wrong(match: re.Match[str], year: int) -> str:
    """What is wrong with a date, in words; empty for nothing."""
    month = int(match["month"] or match["dotted_month"] or 0)
    day = int(match["day"] or match["dotted_day"] or 1)
    stated = int(match["year"])
    if not month:
        aim = _BY_THEN.search(match.string[: match.start()])
        return "" if stated in (year, year - 1) or aim or _of_a_document(match) else f"本文件是{year}年的"
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(stated, month)[1]:
        return "没有这一天" if 1 <= month <= 12 else "没有这个月"
    if stated == year or (stated < year and _of_a_document(match)):
        return ""
    return f"不在{year}年内"


def _of_a_document(match: re.Match[str]) -> bool:
    """Whether a date is that of a document or of another act that a text refers to."""
    text = match.string
    return bool(_ISSUED.search(text[match.end() :]) or _ACCORDING.search(text[: match.start()]))
