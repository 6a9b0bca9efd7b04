"""Texts that were printed beside one another and follow one another in the file: where one ends and the next begins.

Each was printed in a column of its own width, so that its lines are as long as that, except the last ones of its
paragraphs. A place counts as the better a boundary the better both sides look like text of one width, and where
what the second says begins as reports do, or the first ends as a sentence does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from disclosure_editor.exchange.readers.text.hard_wrapped import printed_width
from disclosure_editor.recognition.lines.column_widths import first_width
from disclosure_editor.recognition.lines.form_text import FormText

_SLACK = 3.0
"""By how much lines of one column differ, in halves of a character, since print stretches and squeezes them."""
_SHORT_LINE = 3.0
"""A line that ends early and ends no sentence."""
_SHORT_PARAGRAPH = 0.3
"""One that does."""
_WITHIN_CELL = 3.0
"""Two lines without the blank line that stands between those of one cell."""
_UNFINISHED = 1.5
"""A text that ends in no sentence's end."""
_NO_OPENING = 2.0
"""A second text that doesn't begin as what was achieved usually does."""
_EMPTY = 4.0
_OPENINGS = ("截止", "截至", "已", "完成")
_SENTENCE_ENDS = "。；！？;"
_CLEARLY = 1.0
"""By so much the best place must be better than the next one."""


@dataclass(frozen=True)
class Boundary:
    """Where the second of two texts begins.

    Attributes:
        word: the number of its first word.
        doubtful: whether another place is nearly as likely.
    """

    word: int
    doubtful: bool


def boundary_between(text: FormText, first: int, end: int) -> Boundary:
    """Where in a range of words the second of two texts begins that were printed beside one another."""
    starts = list(_line_starts(text, first, end))
    lines = [text.pieces(start, behind)[0] for start, behind in pairwise([*starts, end])]
    certain = [_certainly_apart(text, start) for start in starts]
    costs = [_cost(lines, certain, place) for place in range(len(lines) + 1)]
    best = min(range(len(costs)), key=costs.__getitem__)
    others = [cost for place, cost in enumerate(costs) if place != best]
    doubtful = bool(others) and min(others) - costs[best] < _CLEARLY
    return Boundary(starts[best] if best < len(starts) else end, doubtful)


def _line_starts(text: FormText, first: int, end: int) -> Iterator[int]:
    for word in range(first, end):
        if word == first or text.begins_line(word):
            yield word


def _certainly_apart(text: FormText, word: int) -> bool:
    line = text.lines[text.words[word].line]
    return text.spaced and not line.apart and not line.unsure


def _cost(lines: Sequence[str], certain: Sequence[bool], place: int) -> float:
    if place in (0, len(lines)):
        return _EMPTY + _text_cost(lines, certain)
    cost = _text_cost(lines[:place], certain[:place]) + _text_cost(lines[place:], certain[place:])
    cost += 0.0 if lines[place - 1].endswith(tuple(_SENTENCE_ENDS)) else _UNFINISHED
    return cost + (0.0 if lines[place].startswith(_OPENINGS) else _NO_OPENING)


def _text_cost(lines: Sequence[str], certain: Sequence[bool]) -> float:
    """How little lines look like a text in one column."""
    width = max(map(printed_width, lines))
    cost = _WITHIN_CELL * sum(certain[1:])
    for line, after in pairwise(lines):
        if printed_width(line) + first_width(after) < width - _SLACK:
            cost += _SHORT_PARAGRAPH if line.endswith(tuple(_SENTENCE_ENDS)) else _SHORT_LINE
    return cost
