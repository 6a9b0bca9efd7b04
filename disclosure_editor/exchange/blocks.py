"""Blocks: the neutral sequence of paragraphs and grids that every writer writes and every reader reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from disclosure_editor.document.addresses import Address
from disclosure_editor.narrative.runs import Run as Run


class Style(Enum):
    """What a paragraph is in the publication; each writer gives it its looks."""

    TITLE = "title"
    """The publication's own title, on its first page."""
    CONTENTS = "contents"
    """The place of the table of contents; its text is the heading above it."""
    PART = "part"
    """A part's heading (第一部分 …), level 1; a new part starts a new page."""
    SECTION = "section"
    """A section's heading (一、…), level 2."""
    SUBSECTION = "subsection"
    """A sub-section's heading (（一）…), level 3."""
    BODY = "body"
    """Running text: justified, first line indented by two characters."""
    TABLE_NUMBER = "table number"
    """表一： above a table; a table that has one stands in the contents, by its title, at level 2."""
    TABLE_TITLE = "table title"
    UNIT_LINE = "unit line"
    """The line between title and grid: 编制部门（单位）：… at the left, 单位：万元 at the right, split at a tab."""
    NOTE = "note"
    """A remark below a table."""
    SIGNATURE = "signature"
    """The unit's name and the date at the end, flush right."""


@dataclass(frozen=True)
class Sheet:
    """What the blocks of one table share: an Excel sheet, and in Word a page of this orientation."""

    name: str
    landscape: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `sheet` is set where it belongs to a table (its number, title, unit line, notes)."""

    style: Style
    runs: tuple[Run, ...]
    sheet: Sheet | None = None
    key: str = ""
    """The paragraph's own name in the publication, where it can be edited by hand."""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(run.text for run in self.runs)


class Align(Enum):
    """How a cell's text stands in it."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class GridCell:
    """One cell of a grid, merged or not.

    Attributes:
        row, column: its upper left place, from 0.
        row_span, column_span: how many places it takes, at least 1.
        text: as published; may hold line breaks.
        amount: the number that the text states, for files that keep numbers as numbers (in 万元); else None.
        address: the value's address where the cell states one.
        header: whether it belongs to the heading rows' or a label's look (bold in no writer, centred by `align`).
        indent: levels that a label stands in.
        vertical: the text runs from top to bottom, one character a line.
        key: the cell's own name in the publication, where it can be worded by hand.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    amount: Decimal | None = None
    address: Address | None = None
    header: bool = False
    align: Align = Align.LEFT
    indent: int = 0
    vertical: bool = False
    key: str = ""


@dataclass(frozen=True)
class Grid:
    """A table with merged cells, in reading order.

    Attributes:
        cells: row by row, from left to right; a merged cell once, places under it left out.
        rows, columns: the grid's size.
        header_rows: how many rows at the top repeat on each page.
        widths: relative widths of the columns.
        total_rows: numbers of the rows that are totals.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    header_rows: int
    widths: tuple[int, ...]
    sheet: Sheet
    total_rows: frozenset[int] = field(default_factory=frozenset)


Block = Paragraph | Grid
