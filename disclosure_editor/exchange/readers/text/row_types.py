"""What kinds of text a table's columns hold, and how a row of fewer cells lies over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from disclosure_editor.exchange.readers.text.implied_span import Span

_FIGURE = re.compile(r"[-+－]?[\d,，]*\.{0,2}\d+[%％]?")
_WIDEST = 40
"""Rows of wider tables are laid out from left to right: no official table is as wide."""


class Column(Enum):
    """What a column holds."""

    TEXT = "text"
    FIGURES = "figures"
    CODES = "codes"
    BLANK = "blank"


def is_figure(text: str) -> bool:
    """Whether a cell states a figure and nothing else."""
    return bool(_FIGURE.fullmatch(text))


def column_kinds(rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """What each column holds mostly; whole numbers before the first column of text are codes.

    Args:
        rows: of one length; the first one, which may be of the heading, says nothing.
    """
    columns = list(zip(*rows, strict=True))
    kinds = [_kind(column) for column in columns]
    first = kinds.index(Column.TEXT) if Column.TEXT in kinds else 0
    for place in range(first):
        if kinds[place] is Column.FIGURES and all(text.isdecimal() for text in columns[place][1:] if is_figure(text)):
            kinds[place] = Column.CODES
    return tuple(kinds)


def _kind(texts: Sequence[str]) -> Column:
    figures = sum(map(is_figure, texts))
    words = sum(bool(text) and not is_figure(text) for text in texts[1:])
    if not figures and not words:
        return Column.BLANK
    return Column.FIGURES if figures >= words else Column.TEXT


def spread(row: Sequence[str], columns: int, kinds: Sequence[Column]) -> list[Span]:
    """A row of fewer cells laid over all columns, so that figures stand in columns of figures and texts are merged.

    Args:
        kinds: of the columns.
    """
    if columns > _WIDEST or len(kinds) != columns:
        return _from_left(row, columns)
    best: dict[int, tuple[float, tuple[Span, ...]]] = {0: (0.0, ())}
    for place, text in enumerate(row):
        behind = len(row) - place - 1
        found: dict[int, tuple[float, tuple[Span, ...]]] = {}
        for start, (cost, spans) in best.items():
            ends = (columns,) if not behind else range(start + 1, columns - behind + 1)
            for end in ends:
                total = cost + _cost(text, start, end, kinds)
                if end not in found or total < found[end][0]:
                    found[end] = (total, (*spans, Span(start, end - start)))
        best = found
    return list(best[columns][1])


def _from_left(row: Sequence[str], columns: int) -> list[Span]:
    last = len(row) - 1
    return [*(Span(place) for place in range(last)), Span(last, columns - last)]


def _cost(text: str, start: int, end: int, kinds: Sequence[Column]) -> float:
    merged = end - start - 1
    if not text or is_figure(text):
        wrong = bool(text) and kinds[start] in (Column.TEXT, Column.CODES)
        return 2.0 * merged + 3.0 * wrong
    figures = sum(kind is Column.FIGURES for kind in kinds[start:end])
    return (1.0 if kinds[start] is Column.FIGURES else 0.0) + 0.2 * figures + 0.01 * merged * merged
