"""What each line of a table holds for one of its sides: texts, figures, and figures in columns of no table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure_editor.editions.model import Column, Side, ValueType
from disclosure_editor.exchange.source import SourceCell
from disclosure_editor.recognition.tables.grid_lines import is_figure
from disclosure_editor.recognition.tables.header_matching import WHOLE, Heading, PrintedColumn
from disclosure_editor.recognition.tables.placed_lines import Holds, PlacedLine, holds

_LONGEST_FIGURE = 30
_LONGEST_MARK = 3
"""What stands for a figure without being one: —, 无, 约5."""
_CODE = re.compile(r"\d{3,}")


@dataclass(frozen=True)
class Text:
    """A text of a line: of a column of the table, or of none."""

    column: PrintedColumn | None
    place: int
    cell: SourceCell

    @property
    def text(self) -> str:
        """As it stands there, without blanks around it."""
        return self.cell.text.strip()


@dataclass(frozen=True)
class SideLine:
    """A line as one side of its table has it.

    Attributes:
        texts: from left to right, those of the label's column first.
        figures: the cells with something in the columns for figures.
        strays: figures in columns that the table doesn't have.
    """

    line: PlacedLine
    texts: tuple[Text, ...]
    figures: tuple[tuple[Column, SourceCell], ...]
    strays: tuple[Text, ...]

    def code_texts(self, column: Column) -> tuple[str, ...]:
        """The texts that reach over a code's columns, by its levels; one where one column has all of it."""
        found: dict[int, str] = {}
        for place, printed in enumerate(self.line.heading.columns):
            if printed is not None and printed.column is column:
                cell = self.line.covering[place]
                found[printed.part] = cell.text.strip() if cell is not None else ""
        if set(found) <= {WHOLE}:
            return tuple(found.values())
        return tuple(found.get(part, "") for part in range(max(found) + 1))


def side_lines(lines: Sequence[PlacedLine], sides: Sequence[Side], side: Side) -> list[SideLine]:
    """The lines as a side has them."""
    headings = {id(line.heading): line.heading for line in lines}
    coded = {key: _code_columns(heading, lines) for key, heading in headings.items()}
    return _with_labels_beside([_side_line(line, sides, side, coded[id(line.heading)]) for line in lines])


def _with_labels_beside(lines: list[SideLine]) -> list[SideLine]:
    """The lines, those without a text labelled by the one of a group further left that has no figures."""
    labels = {id(line.line.line): place for place, line in enumerate(lines) if line.texts and not line.figures}
    for place, line in enumerate(lines):
        beside = labels.get(id(line.line.line)) if line.line.heading.group and not line.texts else None
        if beside is not None and line.figures:
            lines[place] = replace(line, texts=lines[beside].texts)
            lines[beside] = replace(lines[beside], texts=())
    return lines


def _side_line(line: PlacedLine, sides: Sequence[Side], side: Side, coded: frozenset[int]) -> SideLine:
    texts: list[Text] = []
    figures: list[tuple[Column, SourceCell]] = []
    strays: list[Text] = []
    for place in _places(line.heading, sides, side):
        cell, column = line.begin[place], line.heading.columns[place]
        if cell is None or not cell.text.strip():
            continue
        if holds(column) is Holds.FIGURE and column is not None and _stands_for_figure(cell.text):
            figures.append((column.column, cell))
        elif column is not None or place in coded or not is_figure(cell.text):
            if not _repeats_left(line, place):
                texts.append(Text(column, place, cell))
        elif not line.heading.is_numbering(place):
            strays.append(Text(None, place, cell))
    label = side.label_column
    texts.sort(key=lambda text: text.column is None or text.column.column is not label)
    return SideLine(line, tuple(texts), tuple(figures), tuple(strays))


def _places(heading: Heading, sides: Sequence[Side], side: Side) -> Iterator[int]:
    """The grid's columns that are a side's; one of no side goes with the one to its left, the first to the right."""
    owner = next((column.side for column in heading.columns if column is not None), sides[0])
    for place, column in enumerate(heading.columns):
        owner = column.side if column is not None else owner
        in_other_group = column is None and heading.of_any_group(place) is not None
        nobodys = heading.group > 0 and column is None
        if owner is side and not in_other_group and not nobodys:
            yield place


def _stands_for_figure(text: str) -> bool:
    """Whether a text in a column for figures is meant for one, malformed or not."""
    stripped = text.strip()
    has_digit = any(character.isdigit() for character in stripped)
    return len(stripped) <= (_LONGEST_FIGURE if has_digit else _LONGEST_MARK)


def _repeats_left(line: PlacedLine, place: int) -> bool:
    """Whether a cell repeats the one at its left, as files do that take merged cells apart."""
    left, cell = line.begin[place - 1] if place else None, line.begin[place]
    if left is None or cell is None or cell.text.strip().isdecimal():
        return False
    return left.text.strip() == cell.text.strip()


def _code_columns(heading: Heading, lines: Sequence[PlacedLine]) -> frozenset[int]:
    """The grid's columns without a name of the table's that hold nothing but codes, left of all figures."""
    if any(column is not None and column.column.type is ValueType.CODE for column in heading.columns):
        return frozenset()
    found: set[int] = set()
    for place, column in enumerate(heading.columns):
        if holds(column) is Holds.FIGURE:
            break
        begin = (line.begin[place] for line in lines if line.heading is heading)
        texts = [cell.text.strip() for cell in begin if cell is not None and cell.text.strip()]
        if column is None and texts and all(map(_CODE.fullmatch, texts)):
            found.add(place)
    return frozenset(found)
