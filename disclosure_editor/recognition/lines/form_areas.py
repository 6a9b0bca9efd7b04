"""Where in hard-wrapped lines forms stand: from the words that a shape begins with to the next form or heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from disclosure_editor.editions.model import Edition
from disclosure_editor.recognition.forms.shapes import CellPattern, ShapePattern, plain
from disclosure_editor.recognition.lines.form_text import FormLine

_MOST_LINES = 800
"""A form that goes on for longer has no end that could be found."""
_HEADING_LINES = 2
_LEAST_HEADING = 4
_MORE_TITLE = 16
"""So many more characters may stand before a form's title: the year, the unit, a number."""


class FormArea(NamedTuple):
    """Lines that a form stands in, and perhaps something behind it.

    Attributes:
        first, end: the numbers of its first line, and of the one behind its last.
        shapes: those that begin so.
    """

    first: int
    end: int
    shapes: tuple[ShapePattern, ...]


class Openings:
    """How forms and headings begin."""

    def __init__(self, edition: Edition, shapes: Sequence[ShapePattern]) -> None:
        self._titles: dict[str, list[ShapePattern]] = {}
        self._untitled: list[tuple[CellPattern, ShapePattern]] = []
        for shape in shapes:
            opening = _opening(shape)
            if opening is not None and opening.fixed:
                self._titles.setdefault(opening.words, []).append(shape)
            elif opening is not None:
                self._untitled.append((opening, shape))
        self._headings = frozenset(_headings(edition)) - frozenset(self._titles)

    def areas(self, lines: Sequence[FormLine]) -> Iterator[FormArea]:
        """The places of forms in a run of lines."""
        starts = [(number, shapes) for number in range(len(lines)) if (shapes := self._beginning(lines, number))]
        ends = [*(start for start, _ in starts[1:]), len(lines)]
        for (number, shapes), end in zip(starts, ends, strict=False):
            yield FormArea(number, self._end(lines, number + 1, min(end, number + _MOST_LINES)), shapes)

    def _beginning(self, lines: Sequence[FormLine], number: int) -> tuple[ShapePattern, ...]:
        """The shapes that may begin with a line: with their title, or something like it, or above their year."""
        line = plain(lines[number].text)
        if line in self._titles:
            return tuple(self._titles[line])
        longer = [
            shape
            for title, shapes in self._titles.items()
            if line.endswith(title) and len(line) <= len(title) + _MORE_TITLE
            for shape in shapes
        ]
        below = plain(lines[number + 1].text) if number + 1 < len(lines) else ""
        return (*longer, *(shape for opening, shape in self._untitled if _reads(opening, below)))

    def _end(self, lines: Sequence[FormLine], first: int, end: int) -> int:
        return next((number for number in range(first, end) if self._is_heading(lines, number)), end)

    def _is_heading(self, lines: Sequence[FormLine], number: int) -> bool:
        """Whether a heading stands in a line, or in it and the next."""
        return any(
            "".join(plain(line.text) for line in lines[number : number + count]) in self._headings
            for count in range(1, _HEADING_LINES + 1)
        )


def _opening(shape: ShapePattern) -> CellPattern | None:
    """The cell that a form is known by: its title, or the year below a title that isn't the form's own words."""
    for row in shape.rows[:2]:
        cell = row.cells[0] if len(row.cells) == 1 else None
        if cell is not None and cell.words and not cell.slots:
            return cell
    return None


def _reads(cell: CellPattern, text: str) -> bool:
    """Whether a line is what a cell with a year prints."""
    if not all(piece in text for piece in cell.pieces):
        return False
    rest = text
    for piece in cell.pieces:
        rest = rest.replace(piece, "", 1)
    return rest.isdecimal() and len(rest) == 4


def _headings(edition: Edition) -> Iterator[str]:
    """The headings of an edition's outline and what stands above its tables, as far as they are fixed."""
    for section in edition.outline:
        yield from _fixed(section.heading)
    for table in edition.tables.values():
        if table.published:
            yield from _fixed(table.number)
            yield from _fixed(table.title)


def _fixed(heading: str) -> Iterator[str]:
    words = plain(heading)
    if "{" not in words and len(words) >= _LEAST_HEADING:
        yield words
