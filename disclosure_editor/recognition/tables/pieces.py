"""The pieces of a file that are a table each, or part of one, with the texts above them that may name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from disclosure_editor.document.texts import bare
from disclosure_editor.exchange.source import Place, Source, SourceGrid, SourceParagraph
from disclosure_editor.recognition.likeness import TOTALS, header_key
from disclosure_editor.recognition.tables.grid_lines import Line, lines_of
from disclosure_editor.recognition.tables.titles import Titles, is_table_number
from disclosure_editor.recognition.unit_lines import is_unit_line

_LONGEST_LEAD = 60
_MOST_LEADS = 5
_DISTANCE = 0.95
"""How much less a text counts than the one below it."""
_SHEET = 0.8
_NAMED = 0.5
"""From here on a text is taken for a table's name."""


@dataclass(frozen=True)
class Lead:
    """A text above a grid, or in its first lines.

    Attributes:
        block: the number of the paragraph; -1 in a grid.
    """

    text: str
    place: Place
    block: int = -1


@dataclass(frozen=True)
class Piece:
    """A grid, or the part of one that begins with a title of its own.

    Attributes:
        block: the grid's number among the file's blocks.
        leads: the short texts above it, the nearest first.
        names: how surely these texts, and its own first lines, name each table of the edition.
        implied: whether the file says nothing of columns.
        width: how many it has, or else cells in its longest line.
    """

    block: int
    lines: tuple[Line, ...]
    leads: tuple[Lead, ...]
    names: tuple[tuple[str, float], ...]
    implied: bool
    width: int

    @cached_property
    def first_row(self) -> tuple[str, ...]:
        """The words of the first line that is no title and no unit line."""
        lines = (line for line in self.lines if len(line.filled) > 1 and not is_lead_line(line))
        return tuple(header_key(cell.text) for cell in next(lines, Line(())).filled)

    @property
    def is_table(self) -> bool:
        """Whether it is more than a title."""
        return any(len(line.filled) > 1 and not is_lead_line(line) for line in self.lines)

    @cached_property
    def has_total(self) -> bool:
        """Whether one of its lines begins with a total."""
        return any(line.has_figure and bare(line.filled[0].text) in TOTALS for line in self.lines)

    @property
    def place(self) -> Place:
        """Where it begins."""
        return next(cell.place for line in self.lines for cell in line.filled)

    @property
    def named(self) -> str:
        """The table that it is named as; empty for none."""
        table, score = max(self.names, key=lambda named: named[1], default=("", 0.0))
        return table if score >= _NAMED else ""


def is_lead_line(line: Line) -> bool:
    """Whether a line of a grid says only whose table it is and in which unit."""
    return bool(line.filled) and all(is_unit_line(cell.text) for cell in line.filled)


def pieces_of(source: Source, titles: Titles) -> tuple[tuple[Piece, ...], ...]:
    """The file's tables in their order, each with the pieces in which it goes on."""
    tables: list[list[Piece]] = []
    for piece in _pieces(source, titles):
        if tables and _continues(tables[-1], piece, source):
            tables[-1].append(piece)
        else:
            tables.append([piece])
    return tuple(map(tuple, tables))


def _pieces(source: Source, titles: Titles) -> Iterator[Piece]:
    for block, grid in enumerate(source.blocks):
        if not isinstance(grid, SourceGrid):
            continue
        leads = _leads_above(source, block)
        for lines in _parts(lines_of(grid), titles):
            inside = _first_texts(lines)
            names = _names([*reversed(inside), *leads], grid.place.sheet, titles)
            yield Piece(block, lines, (*reversed(inside), *leads), names, grid.implied, grid.columns)
            leads = ()


def _parts(lines: Sequence[Line], titles: Titles) -> Iterator[tuple[Line, ...]]:
    """A grid's lines cut where another table's title stands among them."""
    begin = 0
    body = False
    for number, line in enumerate(lines):
        if len(line.filled) > 1 and not is_lead_line(line):
            body = True
        elif body and len(line.filled) == 1 and _is_title(line.filled[0].text, titles):
            yield tuple(lines[begin:number])
            begin, body = number, False
    yield tuple(lines[begin:])


def _is_title(text: str, titles: Titles) -> bool:
    return is_table_number(text) or max(titles.named(text).values(), default=0.0) >= 1.0


def _leads_above(source: Source, block: int) -> tuple[Lead, ...]:
    """The short paragraphs between a grid and whatever else stands above it, the nearest first."""
    leads: list[Lead] = []
    grid = source.blocks[block]
    for number in range(block - 1, -1, -1):
        paragraph = source.blocks[number]
        if not isinstance(paragraph, SourceParagraph) or paragraph.place.sheet != grid.place.sheet:
            break
        text = paragraph.text.strip()
        if len(text) > _LONGEST_LEAD and not is_unit_line(text):
            break
        if text:
            leads.append(Lead(text, paragraph.place, number))
        if len(leads) == _MOST_LEADS:
            break
    return tuple(leads)


def _first_texts(lines: Sequence[Line]) -> list[Lead]:
    """The texts of a grid's first lines that stand alone in theirs, and of its unit lines."""
    leads: list[Lead] = []
    for line in lines:
        if len(line.filled) > 1 and not is_lead_line(line):
            break
        leads += [Lead(cell.text.strip(), cell.place) for cell in line.filled]
    return leads[:_MOST_LEADS]


def _names(leads: Sequence[Lead], sheet: str, titles: Titles) -> tuple[tuple[str, float], ...]:
    names: dict[str, float] = {}
    weighed = [(lead.text, _DISTANCE**distance) for distance, lead in enumerate(leads)]
    for text, weight in weighed:
        for table, score in titles.named(text).items():
            names[table] = max(names.get(table, 0.0), score * weight)
    for table, score in titles.named_by_sheet(sheet).items():
        names[table] = max(names.get(table, 0.0), score * _SHEET)
    return tuple(names.items())


def _continues(pieces: Sequence[Piece], piece: Piece, source: Source) -> bool:
    """Whether a piece goes on with the table that the pieces before it began."""
    first, last = pieces[0], pieces[-1]
    if piece.named and piece.named != first.named:
        return False
    same_heading = bool(piece.first_row) and piece.first_row == first.first_row
    if same_heading and dict(piece.names).get(first.named):
        return True
    if piece.named or any(is_table_number(lead.text) for lead in piece.leads):
        return False
    both_total = piece.has_total and any(other.has_total for other in pieces)
    return same_heading and not both_total and _follows(piece, last, source)


def goes_on(piece: Piece, last: Piece, source: Source) -> bool:
    """Whether a piece that has no heading may be the rest of the table that another one ends."""
    told = all(is_unit_line(lead.text) or "续" in lead.text for lead in piece.leads if lead.block >= 0)
    return told and piece.width == last.width and piece.implied == last.implied and _follows(piece, last, source)


def _follows(piece: Piece, last: Piece, source: Source) -> bool:
    """Whether nothing but short lines of the same sheet stands between two pieces."""
    if piece.block <= last.block or _sheet(source, piece) != _sheet(source, last):
        return False
    between = (source.blocks[number] for number in range(last.block + 1, piece.block))
    return all(isinstance(block, SourceParagraph) and len(block.text.strip()) <= _LONGEST_LEAD for block in between)


def _sheet(source: Source, piece: Piece) -> str:
    return source.blocks[piece.block].place.sheet
