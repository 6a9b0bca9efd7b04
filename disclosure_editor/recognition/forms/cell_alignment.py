"""Which cells of a file's row are which cells of the shape's row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from disclosure_editor.exchange.source import SourceCell
from disclosure_editor.recognition.forms.shape_alignment import in_order, similar
from disclosure_editor.recognition.forms.shapes import CellPattern, Place, RowPattern, plain
from disclosure_editor.recognition.forms.source_rows import SourceRow

_SAME, _BLANK_LABEL, _OTHER_WORDS = 4.0, -0.5, -1.5
_COVERED, _NOTHING, _BLANK_VALUE = 0.6, 1.0, 0.4
_NUMBER, _NO_NUMBER, _TEXT, _LABEL = 1.5, 0.2, 1.0, 0.3
_CELL_LEFT_OVER, _BLANK_LEFT_OVER = -2.0, -0.1
_LATER = 0.001
"""Of two ways as good that one counts which leaves a later cell over."""
_NO_LABEL, _NO_VALUE = -1.5, -0.8
_TWO = 0.5
"""That two cells are what the shape has as one, or one what it has as two, counts so much less."""

_LEAST_HEADING = 3
"""So many cells must be there for a row to be a heading whose columns stand in another order."""

NUMBER_LIKE = re.compile(r"[-+]?[\d,.]*\d[\d,.]*(?:%|分|[百千万亿]*元)?")
_NO_WAY = float("-inf")


class Assigned(NamedTuple):
    """What of a row of a file stands where in the shape.

    Attributes:
        cells: of the file; two where the file has two for what the shape has as one, none where it is missing.
        places: of the shape; two where the file has one cell for two of the shape, none for a cell left over.
    """

    cells: tuple[SourceCell, ...]
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        """What stands there."""
        return "".join(cell.text for cell in self.cells)


def assign(row: SourceRow, pattern: RowPattern) -> list[Assigned]:
    """Every cell of a row with its place in the shape, and every place of the shape with what stands there."""
    return _one_by_one(row, pattern) or _in_other_order(row, pattern) or _Alignment(row, pattern.places).assigned()


def assign_by_columns(row: SourceRow, pattern: RowPattern, columns: Sequence[range | None]) -> list[Assigned]:
    """The same for a row of a certain grid, where the file's columns are known for the row's own cells of the shape.

    A place to which a cell reaches down from above is given that cell.
    """
    assert row.places is not None
    taken: set[SourceCell] = set()
    found: list[Assigned] = []
    for place, reach in zip((p for p in pattern.places if not p.covered), columns, strict=True):
        if reach is None:
            found.append(Assigned((), (place,)))
            continue
        cells = dict.fromkeys(cell for column in reach if (cell := row.places.at.get((row.number, column))))
        here = next((cell for cell in cells if cell.text.strip() and cell not in taken), next(iter(cells), None))
        taken.update([here] if here is not None else [])
        found.append(Assigned((here,) if here is not None else (), (place,)))
    above = [place for place in pattern.places if place.covered]
    for cell in row.cells:
        if cell not in taken:
            label = next((place for place in above if plain(cell.text) in ("", place.cell.words)), None)
            found.append(Assigned((cell,), (label,) if label is not None else ()))
    return found


def _one_by_one(row: SourceRow, pattern: RowPattern) -> list[Assigned]:
    """The cells as the shape has them, where there are as many and all its words are in their places; else nothing."""
    for places in (pattern.places, tuple(place for place in pattern.places if not place.covered)):
        if len(places) == len(row.cells) and all(map(_stands_at, row.keys, places)):
            return [Assigned((cell,), (place,)) for cell, place in zip(row.cells, places, strict=True)]
    return []


def _in_other_order(row: SourceRow, pattern: RowPattern) -> list[Assigned]:
    """A heading's cells where they are all there, but not in the shape's order; else nothing."""
    named = [place for place in pattern.places if not place.covered and place.cell.words]
    words = [place.cell.words for place in named]
    if not all(place.cell.fixed for place in named) or any(row.keys.count(word) != 1 for word in words):
        return []
    columns = [row.keys.index(word) for word in words]
    if len(named) < _LEAST_HEADING or columns == sorted(columns):
        return []
    found = [Assigned((row.cells[column],), (place,)) for column, place in zip(columns, named, strict=True)]
    rest = [place for place in pattern.places if place not in named]
    left = [column for column in range(len(row.cells)) if column not in columns]
    for column in left:
        place = next((place for place in rest if row.keys[column] in ("", place.cell.words)), None)
        if place is not None:
            rest.remove(place)
        found.append(Assigned((row.cells[column],), (place,) if place is not None else ()))
    return found


def _stands_at(text: str, place: Place) -> bool:
    cell = place.cell
    if place.covered:
        return text in ("", cell.words)
    if not cell.words:
        return bool(cell.slots) or not text
    if not text:
        return bool(cell.each or cell.slots)
    return text == cell.words if cell.fixed else in_order(cell.pieces, text)


class _Alignment:
    """The best way to lay the cells of a row beside the places of the shape, both in their order."""

    def __init__(self, row: SourceRow, places: Sequence[Place]) -> None:
        self._cells = row.cells
        self._keys = row.keys
        self._places = places
        self._labels = frozenset(place.cell.words for place in places if place.cell.fixed)

    def assigned(self) -> list[Assigned]:
        cells, places = len(self._cells), len(self._places)
        best = [[_NO_WAY] * (places + 1) for _ in range(cells + 1)]
        step = [[(0, 0)] * (places + 1) for _ in range(cells + 1)]
        best[0][0] = 0.0
        for i in range(cells + 1):
            for j in range(places + 1):
                for di, dj in _STEPS:
                    if di > i or dj > j or best[i - di][j - dj] == _NO_WAY:
                        continue
                    score = best[i - di][j - dj] + self._score(i - di, i, j - dj, j)
                    if score > best[i][j]:
                        best[i][j], step[i][j] = score, (di, dj)
        found: list[Assigned] = []
        i, j = cells, places
        while i or j:
            di, dj = step[i][j]
            found.append(Assigned(tuple(self._cells[i - di : i]), tuple(self._places[j - dj : j])))
            i, j = i - di, j - dj
        return found[::-1]

    def _score(self, first: int, last: int, begin: int, end: int) -> float:
        keys, places = self._keys[first:last], self._places[begin:end]
        if not places:
            return _CELL_LEFT_OVER + _LATER * first if keys[0] else _BLANK_LEFT_OVER
        if not keys:
            return _score_of_missing(places[0])
        if len(keys) == len(places) == 1:
            return self._score_of_one(keys[0], places[0])
        if any(place.covered for place in places) or not all(keys):
            return _NO_WAY
        cells = tuple(place.cell for place in places)
        if not any(cell.slots for cell in cells):
            joined = len(keys) == 1 and keys[0] == "".join(cell.words for cell in cells)
            return 2 * _SAME - _TWO if joined else _NO_WAY
        return _SAME + _NUMBER - _TWO if _is_label_with_value(cells, "".join(keys)) else _NO_WAY

    def _score_of_one(self, key: str, place: Place) -> float:
        cell = place.cell
        if place.covered:
            return _COVERED if key in ("", cell.words) else _NO_WAY
        if not cell.words:
            return self._score_of_value(key, cell)
        if not key:
            return 0.0 if cell.each or cell.slots else _BLANK_LABEL
        if key == cell.words if cell.fixed else _is_written_by(cell, key):
            return _SAME
        ratio = 0.0 if cell.each else similar(key, cell.words)  # an indicator's kind may be like the label beside it
        return _SAME * ratio - 1 if ratio else _OTHER_WORDS

    def _score_of_value(self, key: str, cell: CellPattern) -> float:
        if not cell.slots:
            return _CELL_LEFT_OVER if key else _NOTHING
        if not key:
            return _BLANK_VALUE
        if cell.numeric:
            return _NUMBER if NUMBER_LIKE.fullmatch(key) else _NO_NUMBER
        return _LABEL if key in self._labels else _TEXT


_STEPS = ((1, 1), (0, 1), (1, 0), (2, 1), (1, 2))
"""How many cells and places are taken together."""


def _is_written_by(cell: CellPattern, text: str) -> bool:
    """Whether a template may have written a text: its words with values between them, numbers where they belong."""
    if not in_order(cell.pieces, text):
        return False
    rest = text
    for piece in cell.pieces:
        rest = rest.replace(piece, "", 1)
    return not cell.numeric or bool(NUMBER_LIKE.fullmatch(rest))


def _is_label_with_value(cells: Sequence[CellPattern], text: str) -> bool:
    """Whether a text has the words of these cells in front, and something behind them where a value belongs."""
    pieces = tuple(piece for cell in cells for piece in cell.pieces)
    if not pieces or not text.startswith(pieces[0]) or not in_order(pieces, text):
        return False
    rest = text.removeprefix(pieces[0])
    return bool(rest) and (not any(cell.numeric for cell in cells) or any(c.isdigit() for c in rest))


def _score_of_missing(place: Place) -> float:
    if place.covered or place.cell.merge or not (place.cell.words or place.cell.slots):
        return 0.0
    return _NO_LABEL if place.cell.words else _NO_VALUE
