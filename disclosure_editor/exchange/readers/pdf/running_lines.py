"""Tells page numbers, running headers and footers and a table of contents among a PDF file's lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from disclosure_editor.document.texts import compact
from disclosure_editor.exchange.readers.pdf.pdf_lines import PdfLine
from disclosure_editor.exchange.readers.text.page_numbers import PAGE_NUMBER
from disclosure_editor.exchange.readers.text.tab_led import TITLE

_MARGIN = 0.12
"""What part of a page's height its head and foot are, at most."""
_OFTEN = 0.4
_LARGER = 1.05
_LEADER = re.compile(r"(?:[.．·…]\s?){6,}\s*\d*$|[…]{3,}\s*\d*$")
_CONTENTS_TITLE = re.compile(r"目\s*[录次]")
_DIGITS = re.compile(r"\d+")


def without_running_lines(pages: Sequence[tuple[Sequence[PdfLine], float]]) -> list[list[PdfLine]]:
    """Each page's lines without those that are printed on it because it is a page.

    Args:
        pages: each one's lines from top to bottom, and its height in points.
    """
    edges = [_edge_lines(lines, height) for lines, height in pages]
    counts = Counter(key for lines in edges for key in {_key(line) for line in lines})
    often = max(2.0, _OFTEN * len(pages))
    sizes = [line.size for lines, _ in pages for line in lines]
    usual_size = median(sizes) if sizes else 0.0
    kept: list[list[PdfLine]] = []
    in_contents = False
    for (lines, _), edge in zip(pages, edges, strict=True):
        running = {
            id(line)
            for line in edge
            if PAGE_NUMBER.fullmatch(line.text) or (counts[_key(line)] >= often and _may_run(line, usual_size))
        }
        left = [line for line in lines if id(line) not in running]
        first, last = _contents(left, in_contents)
        kept.append(left[:first] + left[last:])
        in_contents = last > first and last == len(left)
    return kept


def _edge_lines(lines: Sequence[PdfLine], height: float) -> list[PdfLine]:
    """The first and the last line, if they stand at the page's edge."""
    head = [line for line in lines[:1] if line.baseline < _MARGIN * height]
    foot = [line for line in lines[-1:] if line.baseline > (1 - _MARGIN) * height]
    return head + foot


def _may_run(line: PdfLine, usual_size: float) -> bool:
    """Whether a line can be a running one: no title of a table, which may stand on each page too, nor a large one."""
    return line.size <= usual_size * _LARGER and not TITLE.fullmatch(compact(line.text))


def _key(line: PdfLine) -> tuple[str, int]:
    """What running lines of several pages have in common: their text but for numbers, and their height."""
    return _DIGITS.sub("0", line.text), round(line.baseline / 4)


def _contents(lines: Sequence[PdfLine], go_on: bool) -> tuple[int, int]:
    """Where a page's table of contents begins and ends: from its title to the last line with dots to a page's number.

    Args:
        go_on: whether it began on the page before.
    """
    leaders = [number for number, line in enumerate(lines) if _LEADER.search(line.text)]
    if not leaders:
        return 0, 0
    titles = [number for number, line in enumerate(lines[: leaders[0]]) if _CONTENTS_TITLE.fullmatch(line.text)]
    first = titles[-1] if titles else 0 if go_on else leaders[0]
    return first, leaders[-1] + 1
