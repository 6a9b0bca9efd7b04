"""Infers what columns the cells of a table stand in from their order alone.

Two ways of writing a table down leave that out. Where every place of a table gives a cell, a cell merged downwards
has blank ones under it; where only cells do, nothing stands for the places that it covers. In both a cell merged to
the right is one cell. So a row may have fewer cells than the table has columns, and the rows around it tell why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosure_editor.exchange.readers.text.implied_heading import heading_spans
from disclosure_editor.exchange.readers.text.implied_span import Span
from disclosure_editor.exchange.readers.text.row_types import column_kinds, is_figure, spread
from disclosure_editor.exchange.readers.text.tab_led import Row
from disclosure_editor.exchange.source import SourceCell, SourceGrid

_TOTAL = re.compile(r".{0,6}[合总小]\s*[计分]$")
_UNIT = re.compile(r"单位\s*[：:]\s*[百千万亿]*元")
_MOST_COVERED = 3
"""So many cells at the left of a row may reach down over the rows below it."""
_SLIP, _ROWS_AGAINST_SLIP = 2, 5
_MOST_ROWS_COVERED = 200
_MOST_ROWS_SPREAD = 500
"""Rows that are laid over the columns with thought; no publication has as many of different lengths."""


def implied_grid(rows: Sequence[Row]) -> SourceGrid:
    """The grid that these rows make: all their cells but blank ones that a merged cell of the heading covers.

    Args:
        rows: one at least, each with one cell at least.
    """
    spans = _Layout([[cell.text.strip() for cell in row] for row in rows]).spans
    cells = tuple(
        SourceCell(number, span.column, cell.text, cell.place, span.rows, span.columns)
        for number, (row, line) in enumerate(zip(rows, spans, strict=True))
        for cell, span in zip(row, line, strict=True)
        if span.rows
    )
    return SourceGrid(cells, len(rows), max(map(len, rows)), rows[0][0].place, implied=True)


def plain_grid(rows: Sequence[Row]) -> SourceGrid:
    """The grid of rows that have a cell for each place."""
    cells = tuple(
        SourceCell(number, column, cell.text, cell.place)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    )
    return SourceGrid(cells, len(rows), max(map(len, rows)), rows[0][0].place)


class _Layout:
    """Where each cell of each row stands.

    Attributes:
        spans: for each row one span for each of its cells.
    """

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._rows = rows
        self._columns = _usual_columns(list(map(len, rows)))
        self._kinds = column_kinds([row for row in rows if len(row) == self._columns])
        self._owners = [(0, 0)] * self._columns
        self._spread = 0
        self.spans: list[list[Span]] = []
        self._first = next((number for number, row in enumerate(rows) if not _is_above_heading(row)), len(rows))
        for row in rows[: self._first]:
            self._add(spread(row, self._columns, ()))
        for line in heading_spans(rows[self._first :], self._columns, self._kinds) or ():
            self._add(line)
        for row in rows[len(self.spans) :]:
            self._add(self._row(row))

    def _add(self, line: list[Span]) -> None:
        """Add a row; cells above reach down over the columns that it leaves out at the left."""
        number = len(self.spans)
        self.spans.append(line)
        for column in range(line[0].column):
            row, place = self._owners[column]
            owner = self.spans[row][place]
            self.spans[row][place] = owner._replace(rows=max(owner.rows, number - row + 1))
        for place, span in enumerate(line):
            if span.rows:
                for column in range(span.column, min(span.column + span.columns, self._columns)):
                    self._owners[column] = (number, place)

    def _row(self, row: Sequence[str]) -> list[Span]:
        if len(row) >= self._columns:
            return [Span(column) for column in range(len(row))]
        total = bool(_TOTAL.match(row[0]))
        alike = [] if total else self._behind_covered(len(row)) or self._like_above(row)
        if alike:
            return [span._replace(rows=1) for span in alike]
        self._spread += 1
        return spread(row, self._columns, self._kinds if self._spread <= _MOST_ROWS_SPREAD else ())

    def _behind_covered(self, length: int) -> list[Span]:
        """The spans of the nearest longer row above without the cells that reach down from there; none if none do."""
        above = len(self.spans)
        for number in range(above - 1, max(self._first, above - _MOST_ROWS_COVERED) - 1, -1):
            row = self._rows[number]
            covered = len(row) - length
            if covered > _MOST_COVERED:
                return []
            if covered > 0:
                behind = self.spans[number][covered:]
                words = all(text and not is_figure(text) for text in row[:covered])
                return behind if words and len(row) > 2 and self._can_reach_down(behind[0].column) else []
        return []

    def _can_reach_down(self, end: int) -> bool:
        """Whether the cells above that lie over the columns before one lie over no other column."""
        owners = (self.spans[row][place] for row, place in self._owners[:end])
        return all(span.column + span.columns <= end for span in owners)

    def _like_above(self, row: Sequence[str]) -> list[Span]:
        """The spans of the row above, if it has as many cells and both or neither have figures."""
        above = len(self.spans) - 1
        if above < self._first or len(self._rows[above]) != len(row):
            return []
        return self.spans[above] if any(map(is_figure, row)) == any(map(is_figure, self._rows[above])) else []


def _is_above_heading(row: Sequence[str]) -> bool:
    """Whether a row is a title or states the unit of the figures: 编制单位：…, 单位：万元."""
    return len(row) == 1 or any(_UNIT.search(text) for text in row)


def _usual_columns(lengths: Sequence[int]) -> int:
    """How many columns rows of these lengths have: the longest one's, if it isn't longer by a slip of its author.

    Such a row is the only one of its length, and rows that are shorter by one or two cells stand above it.
    """
    longest = max(lengths)
    shorter = max((length for length in lengths if length < longest), default=0)
    if lengths.count(longest) > 1 or longest - shorter > _SLIP:
        return longest
    above = lengths[: lengths.index(longest)].count(shorter)
    return shorter if above >= _ROWS_AGAINST_SLIP else longest
