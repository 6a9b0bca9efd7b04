"""Tells page numbers among the lines of a text that was taken out of printed pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low

from disclosure_editor.exchange.source import SourceLine

PAGE_NUMBER = re.compile(r"[-—–－\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[-—–－\s]*")
_WIDER = 2
"""How many blank lines more than usual stand between the foot of a page and its number."""


def without_page_numbers(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines without page numbers.

    A page number stands at the edge of a page, as page breaks or wider gaps show, and is larger than the one before;
    a number anywhere else is one of the text.

    Args:
        lines: without blank ones.
    """
    numbers = list(_candidates(lines))
    if any(number >= behind for (_, number), (_, behind) in pairwise(numbers)):
        return list(lines)
    places = {place for place, _ in numbers}
    return [line for place, line in enumerate(lines) if place not in places]


def _candidates(lines: Sequence[SourceLine]) -> Iterator[tuple[int, int]]:
    gaps = [_gap(lines, place) for place in range(len(lines))]
    usual = median_low(gaps) if gaps else 0
    for place, line in enumerate(lines):
        number = PAGE_NUMBER.fullmatch(line.text.strip())
        if number and (_at_edge(lines, place) or gaps[place] >= usual + _WIDER):
            yield place, int(number[1])


def _gap(lines: Sequence[SourceLine], place: int) -> int:
    """How many blank lines stand before a line."""
    return lines[place].place.line - lines[place - 1].place.line - 1 if place else 0


def _at_edge(lines: Sequence[SourceLine], place: int) -> bool:
    page = lines[place].place.page
    neighbours = {lines[other].place.page for other in (place - 1, place + 1) if 0 <= other < len(lines)}
    return page > 0 and neighbours != {page}
