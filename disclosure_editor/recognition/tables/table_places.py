"""Which grid of a file is which table of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from disclosure_editor.editions.model import Edition, Table
from disclosure_editor.recognition.tables.best_pairs import best_pairs
from disclosure_editor.recognition.tables.header_matching import Heading, find_heading, table_form
from disclosure_editor.recognition.tables.pieces import Piece
from disclosure_editor.recognition.tables.titles import plain_tables

_LEAST_HEADING = 0.5
_LEAST_NAMED_HEADING = 0.3
"""How well the heading must fit where the title is there."""
_SURELY_NAMED = 0.8
_HEADING, _NAME, _PLACE = 0.6, 0.4, 0.02
"""What the heading, the title, and the place among the others count."""
_MUCH_ALIKE = 0.15
"""Headings that differ less may be each other's."""


@dataclass(frozen=True)
class PlacedTable:
    """A table with the pieces of the file that print it.

    Attributes:
        heading: the first piece's.
        guessed: whether nothing names the table and another one has much the same heading.
    """

    table: Table
    heading: Heading
    pieces: tuple[Piece, ...]
    guessed: bool = False


def has_heading(piece: Piece, edition: Edition) -> bool:
    """Whether a piece begins with the heading of any of the edition's plain tables."""
    headings = (find_heading(table_form(table), piece) for table in plain_tables(edition))
    return any(heading is not None and heading.score >= _LEAST_HEADING for heading in headings)


def placed_tables(groups: tuple[tuple[Piece, ...], ...], edition: Edition) -> list[PlacedTable]:
    """The edition's plain tables that are among the pieces of a file, in the edition's order.

    Each stands in one place at most, where its title and its heading fit best.

    Args:
        groups: the file's tables with the pieces that each goes on in.
    """
    forms = [table_form(table) for table in plain_tables(edition)]
    headings: dict[tuple[int, int], Heading] = {}
    scores: list[tuple[float, int, int]] = []
    for number, pieces in enumerate(groups):
        names = dict(pieces[0].names)
        for place, form in enumerate(forms):
            name = names.get(form.table.id, 0.0)
            least = _LEAST_NAMED_HEADING if name >= _SURELY_NAMED else _LEAST_HEADING
            heading = find_heading(form, pieces[0])
            if heading is None or heading.score < least:
                continue
            headings[number, place] = heading
            near = 1 - abs(number / len(groups) - place / len(forms))
            scores.append((_HEADING * heading.score + _NAME * name + _PLACE * near, number, place))
    pairs = sorted(best_pairs(scores), key=lambda pair: pair[2])
    return [
        PlacedTable(
            forms[place].table, headings[number, place], groups[number], _is_guess(number, place, headings, groups)
        )
        for _, number, place in pairs
    ]


def _is_guess(
    number: int, place: int, headings: Mapping[tuple[int, int], Heading], groups: Sequence[Sequence[Piece]]
) -> bool:
    """Whether a table stands where it does by its place among the others alone."""
    heading = headings[number, place]
    if dict(groups[number][0].names).get(heading.form.table.id):
        return False
    others = (other for (group, table), other in headings.items() if group == number and table != place)
    return any(other.score >= heading.score - _MUCH_ALIKE for other in others)
