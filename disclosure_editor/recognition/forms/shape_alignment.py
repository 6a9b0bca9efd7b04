"""Which rows of a file are rows of a printed form: every form's rows held against those of the shapes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from disclosure_editor.recognition.forms.shapes import CellPattern, RowPattern, ShapePattern
from disclosure_editor.recognition.forms.source_rows import SourceRow, Stream
from disclosure_editor.recognition.unit_lines import is_unit_line

_SAME, _ALIKE, _MISSING = 4.0, 2.0, -1.5
"""What it tells that a cell's own words stand there, that similar ones do, that they don't."""
_VALUE, _NO_VALUE, _TOO_MUCH = 0.7, -0.3, -2.0
"""What it tells that a slot is filled, that it is blank, that there is text for which there is no place."""
_EXTRA = -1.0
"""A row of the file that the shape doesn't have."""
_LINE = 0.1
"""What a repeated row tells at most: any row of a table could be one."""
_LEAST = 0.4
"""So much of what a shape could tell at most a form must."""
_LEAST_ALIKE = 0.7
_NOTE = re.compile(r"(?:备?注|说明):")


class MatchedRow(NamedTuple):
    """A row of a file with the row of the shape that it is; None for a row that the shape doesn't have."""

    row: SourceRow
    pattern: RowPattern | None


@dataclass(frozen=True)
class FormRows:
    """The rows of one printed form.

    Attributes:
        rows: from the first to the last that the shape has.
    """

    shape: ShapePattern
    rows: tuple[MatchedRow, ...]


def find_forms(stream: Stream, shapes: Sequence[ShapePattern]) -> list[FormRows]:
    """The forms in a stream of rows, each with the shape that fits it best."""
    return _Alignment(stream, shapes).forms() if shapes else []


@lru_cache(maxsize=65536)
def similar(text: str, words: str) -> float:
    """How much alike two short texts are, from 0 to 1, where they are alike at all."""
    if text == words:
        return 1.0
    shorter, longer = sorted((len(text), len(words)))
    if shorter * 2 < longer or 2 * len(set(text) & set(words)) < len(set(words)):
        return 0.0
    ratio = SequenceMatcher(None, text, words, autojunk=False).ratio()
    return ratio if ratio >= _LEAST_ALIKE else 0.0


def in_order(pieces: Sequence[str], text: str) -> bool:
    """Whether these words stand in a text one after the other."""
    end = 0
    for piece in pieces:
        start = text.find(piece, end)
        if start < 0:
            return False
        end = start + len(piece)
    return True


class _Way(NamedTuple):
    """How a state was reached: from which item's state, as which row of which shape; None for a row left over."""

    item: int
    state: tuple[int, int] | None
    matched: bool


class _Alignment:
    """The best way through the stream, on which every row belongs to a row of a form or to none.

    A state is a shape and the row of it that was met last; `_best` has the score of the best way to each one, and
    `_outside` that of the best way on which no form is open.
    """

    def __init__(self, stream: Stream, shapes: Sequence[ShapePattern]) -> None:
        self._stream = stream
        self._shapes = shapes
        self._missing = [[_missing(row) for row in shape.rows] for shape in shapes]
        self._start = [-_LEAST * sum(map(_most, shape.rows)) for shape in shapes]

    def forms(self) -> list[FormRows]:
        """The forms on the best way."""
        shapes = range(len(self._shapes))
        best = [[_NEVER] * len(shape.rows) for shape in self._shapes]
        ways: list[dict[tuple[int, int], _Way]] = []
        outside, ends = [0.0], list[tuple[int, int] | None]()
        before: SourceRow | None = None
        for item, row in enumerate(self._stream):
            met: dict[tuple[int, int], _Way] = {}
            if row is None or not _goes_on(before, row):
                best = [[_NEVER] * len(shape.rows) for shape in self._shapes]
            if row is not None:
                best = [self._step(item, row, shape, best[shape], outside[-1], met) for shape in shapes]
            before = row
            ways.append(met)
            ended, state = max(((self._ended(shape, best[shape])) for shape in shapes), key=lambda end: end[0])
            outside.append(max(outside[-1], ended))
            ends.append(state if ended > outside[-2] else None)
        return self._collected(ways, ends)

    def _step(
        self,
        item: int,
        row: SourceRow,
        shape: int,
        best: list[float],
        outside: float,
        met: dict[tuple[int, int], _Way],
    ) -> list[float]:
        """The scores of a shape's states behind one more row."""
        patterns, missing = self._shapes[shape].rows, self._missing[shape]
        extra = 0.0 if _names_unit(row) else _EXTRA
        reached: list[float] = []
        before, came = outside + self._start[shape], None
        for number, pattern in enumerate(patterns):
            stayed = best[number]
            entered, by = before, came
            if pattern.each and stayed > entered:
                entered, by = stayed, (shape, number)
            score = entered + likeness(row, pattern)
            if score > stayed + extra:
                reached.append(score)
                met[shape, number] = _Way(item, by, matched=True)
            else:
                reached.append(stayed + extra)
                met[shape, number] = _Way(item, (shape, number), matched=False)
            # For the next row: this one missing, or the last one met.
            before += missing[number]
            if stayed > before:
                before, came = stayed, (shape, number)
        return reached

    def _ended(self, shape: int, best: list[float]) -> tuple[float, tuple[int, int]]:
        """The best score with which a shape's form may end here, and the row of it that was met last."""
        rest = 0.0
        found = (_NEVER, (shape, 0))
        for number in reversed(range(len(best))):
            found = max(found, (best[number] + rest, (shape, number)))
            rest += self._missing[shape][number]
        return found

    def _collected(self, ways: list[dict[tuple[int, int], _Way]], ends: list[tuple[int, int] | None]) -> list[FormRows]:
        forms: list[FormRows] = []
        item = len(ends) - 1
        while item >= 0:
            state = ends[item]
            if state is None:
                item -= 1
                continue
            rows: list[MatchedRow] = []
            shape = self._shapes[state[0]]
            while state is not None:
                way = ways[item][state]
                row = self._stream[item]
                assert row is not None
                rows.append(MatchedRow(row, shape.rows[state[1]] if way.matched else None))
                state = way.state
                item -= 1
            forms.append(FormRows(shape, tuple(reversed(rows))))
        return forms[::-1]


_NEVER = float("-inf")


def _goes_on(before: SourceRow | None, row: SourceRow) -> bool:
    """Whether a row may belong to the form that the one before it belongs to.

    In another grid that is so directly behind one of the same width, or behind the title above it.
    """
    if before is None or before.block == row.block or before.places is None:
        return True
    if row.places is None or row.block != before.block + 1:
        return False
    return row.places.grid.columns == before.places.grid.columns


def _most(row: RowPattern) -> float:
    """What a row of a shape can tell at most."""
    if row.each:
        return 0.0
    return sum(_SAME for cell in row.cells if cell.words)


def _missing(row: RowPattern) -> float:
    """What it tells that a row of a shape isn't there."""
    if row.each:
        return 0.0
    return sum(_MISSING if cell.words else _NO_VALUE for cell in row.cells)


def _names_unit(row: SourceRow) -> bool:
    """Whether a row says no more than whose form it is, or in which unit its amounts are."""
    return len(row.filled) == 1 and is_unit_line(row.filled[0])


def _is_one_cell(row: SourceRow) -> bool:
    """Whether a row has but one cell, and none reaches into it from above."""
    whole = row.places is None or row.implied or row.cells[0].column_span == row.places.grid.columns
    return len(row.cells) == 1 and whole


def likeness(row: SourceRow, pattern: RowPattern) -> float:
    """How much a row of a file looks like a row of a shape."""
    if _names_unit(row) or (len(row.filled) == 1 and _NOTE.match(row.filled[0])):
        return _NEVER
    if len(pattern.cells) > 1 and (row.places is None or (pattern.each and _is_one_cell(row))):
        return _NEVER
    left = list(row.filled)
    for above in pattern.covering:
        if above.words and above.words in left:
            left.remove(above.words)
    score = 0.0
    slots = 0
    for cell in pattern.cells:
        if not cell.words:
            slots += bool(cell.slots)
            continue
        found, text = _words_in(cell, left)
        score += found
        if text:
            left.remove(text)
    too_many = max(len(left) - slots, 0)
    score += _VALUE * (len(left) - too_many) + _TOO_MUCH * too_many
    return min(score, _LINE) if pattern.each else score + _NO_VALUE * max(slots - len(left), 0)


def _words_in(cell: CellPattern, texts: Sequence[str]) -> tuple[float, str]:
    """What it tells whether one of these texts has a cell's own words, and that text."""
    if cell.fixed and cell.words in texts:
        return _SAME, cell.words
    if not cell.fixed:
        whole = next((text for text in texts if in_order(cell.pieces, text)), "")
        if whole:
            return _SAME, whole
    likeliest = max(texts, key=lambda text: similar(text, cell.words), default="")
    if likeliest and similar(likeliest, cell.words):
        return _ALIKE, likeliest
    return (0.0 if cell.each else _MISSING), ""
