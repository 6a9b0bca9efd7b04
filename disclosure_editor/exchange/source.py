"""What a reader makes of a file: its paragraphs and grids in reading order, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where something stands in a file; what the file doesn't have is 0 or empty.

    Attributes:
        page, line: counted from 1; the line of a cell in a Word or HTML table is its row.
        sheet, cell: an Excel sheet's name and a cell as Excel names it (B4).
        paragraph: of a Word or HTML file, counted from 1 over paragraphs and tables.
    """

    page: int = 0
    line: int = 0
    sheet: str = ""
    cell: str = ""
    paragraph: int = 0

    def __str__(self) -> str:
        parts = (
            f"工作表“{self.sheet}”" if self.sheet else "",
            f"第{self.page}页" if self.page else "",
            f"第{self.paragraph}段" if self.paragraph else "",
            f"第{self.line}行" if self.line else "",
            self.cell,
        )
        return "".join(parts)


@dataclass(frozen=True)
class SourceLine:
    """One line of a file whose lines are broken by their width.

    Attributes:
        gap: whether a blank line stood before it.
    """

    text: str
    place: Place
    gap: bool = False


@dataclass(frozen=True)
class SourceParagraph:
    """One paragraph.

    Attributes:
        text: with lines joined that were broken by their width.
        lines: those lines, where the file had any; else none.
        level: of a heading that the file marks as one, from 1; 0 for other text.
    """

    text: str
    place: Place
    lines: tuple[SourceLine, ...] = ()
    level: int = 0


@dataclass(frozen=True)
class SourceCell:
    """One cell of a grid, merged or not.

    Attributes:
        row, column: its upper left place, from 0.
        row_span, column_span: how many places it takes, at least 1.
        text: as it is shown; may hold line breaks.
    """

    row: int
    column: int
    text: str
    place: Place
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class SourceGrid:
    """A table.

    Attributes:
        cells: row by row, from left to right; a merged cell once.
        rows, columns: its size.
        implied: whether the file says nothing of merged cells, so that the spans are but inferred: each row's cells are
            certain and in their order, the columns that they stand in are not.
    """

    cells: tuple[SourceCell, ...]
    rows: int
    columns: int
    place: Place
    implied: bool = False


SourceBlock = SourceParagraph | SourceGrid


@dataclass(frozen=True)
class Unread:
    """Something that a reader met in a file and did not read: a picture, a hidden sheet, a formula without a value.

    Attributes:
        reason: what it is and what the officer can do about it, in Chinese.
    """

    place: Place
    reason: str


@dataclass(frozen=True)
class Source:
    """A file as its reader gives it.

    Attributes:
        name: the file's name, for messages.
        unread: what is in the file and not in the blocks, in reading order.
    """

    name: str
    blocks: tuple[SourceBlock, ...]
    unread: tuple[Unread, ...] = ()
