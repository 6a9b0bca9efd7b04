"""The lines below a table's headings, those left out that say nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from disclosure_editor.document.texts import compact, folded
from disclosure_editor.exchange.source import SourceCell
from disclosure_editor.recognition.likeness import header_key
from disclosure_editor.recognition.tables.grid_lines import Line
from disclosure_editor.recognition.tables.header_matching import Heading, find_heading
from disclosure_editor.recognition.tables.pieces import Piece, is_lead_line
from disclosure_editor.recognition.tables.placed_lines import PlacedLine, placed
from disclosure_editor.recognition.tables.titles import Titles

_NOTE = re.compile(r"(?:备注|附?注|说明)\d*[:：]")
_ABOUT_THE_TABLE = re.compile(r"[本此该]表|空表")
_LONGEST_NOTE = 200
_NUMBERS_COLUMNS = frozenset(("栏次", "行次", "项目", "序号", "类", "款", "项"))


@dataclass(frozen=True)
class Body:
    """What stands below a table's headings.

    Attributes:
        notes: the remarks at its end.
    """

    lines: tuple[PlacedLine, ...]
    notes: tuple[SourceCell, ...]


def table_body(pieces: Sequence[Piece], heading: Heading, titles: Titles) -> Body:
    """The lines of all pieces of a table."""
    lines: list[PlacedLine] = []
    notes: list[SourceCell] = []
    for number, piece in enumerate(pieces):
        own = heading if number == 0 else find_heading(heading.form, piece)
        below = list(_lines(piece, own.body if own is not None else 0, own or heading, titles))
        while number == len(pieces) - 1 and below and (note := _note_of(below[-1])) is not None:
            notes.insert(0, note)
            below.pop()
        for group in (own or heading).by_groups():
            lines += [placed(line, group, piece.implied) for line in below]
    return Body(tuple(lines), tuple(notes))


def is_note(text: str) -> bool:
    """Whether a text is a remark below a table."""
    stripped = text.strip()
    if len(stripped) > _LONGEST_NOTE:
        return False
    return bool(_NOTE.match(stripped)) or (stripped.endswith("。") and bool(_ABOUT_THE_TABLE.search(stripped)))


def _lines(piece: Piece, begin: int, heading: Heading, titles: Titles) -> Iterator[Line]:
    words = {header_key(text) for path in heading.paths for text in path} | heading.form.words.all
    for line in piece.lines[begin:]:
        if line.filled and not (is_lead_line(line) or _says_nothing(line, words, titles)):
            yield line


def _says_nothing(line: Line, words: set[str], titles: Titles) -> bool:
    """Whether a line is the heading or the title once more, or numbers the columns."""
    if _numbers_columns(line):
        return True
    if line.has_figure:
        return False
    if len(line.filled) == 1 and max(titles.named(line.filled[0].text).values(), default=0.0) >= 1.0:
        return True
    return all(header_key(cell.text) in words for cell in line.filled)


def _numbers_columns(line: Line) -> bool:
    texts = [compact(folded(cell.text)) for cell in line.filled]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 3]
    others = {text for text in texts if not text.isdecimal()}
    in_order = len(numbers) > 1 and all(b == a + 1 for a, b in pairwise(numbers))
    return in_order and others <= _NUMBERS_COLUMNS and (numbers[0] == 1 or bool(others))


def _note_of(line: Line) -> SourceCell | None:
    return line.filled[0] if len(line.filled) == 1 and is_note(line.filled[0].text) else None
