"""The tables of a PDF page with the texts of their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from disclosure_editor.exchange.readers.pdf.pdf_lines import PdfLine, lines_of
from disclosure_editor.exchange.readers.pdf.pdf_page import Glyph, PdfPage
from disclosure_editor.exchange.readers.pdf.ruled_tables import RuledCell, RuledTable, ruled_tables
from disclosure_editor.exchange.readers.text.hard_wrapped import joined_text
from disclosure_editor.exchange.source import Place, SourceCell, SourceGrid

_WIDEST_MARGIN = 8.0
_TOLERANCE = 0.1
"""In characters."""
_CENTRED = 2.0


@dataclass(frozen=True)
class PdfCell:
    """A cell of a table; lengths in points.

    Attributes:
        left, right: where it begins and ends on the page.
        margin: what cells of its table leave free at each side.
        page: the one that it begins on, from 1.
    """

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[PdfLine, ...]
    left: float
    right: float
    margin: float
    page: int

    @property
    def text(self) -> str:
        """Its text: lines that end where the next word had no place are one."""
        paragraphs: list[list[str]] = []
        for above, line in zip((None, *self.lines), self.lines, strict=False):
            if above is not None and self.goes_on(above, line):
                paragraphs[-1].append(line.text)
            else:
                paragraphs.append([line.text])
        return "\n".join(map(joined_text, paragraphs))

    def goes_on(self, above: PdfLine, line: PdfLine) -> bool:
        """Whether the next line's first word had no place behind a line."""
        before, behind = above.left - self.left, self.right - above.right
        centred = abs(before - behind) <= _CENTRED
        room = (before + behind if centred else self.margin + behind) - 2 * self.margin
        return above.room_for(line) > room - _TOLERANCE * above.size


@dataclass(frozen=True)
class PdfTable:
    """A table, on one page or joined from several.

    Attributes:
        columns: where its columns begin and end, in points from the page's left edge.
        rows: how many it has.
        cells: row by row, from left to right.
        top, bottom: where it begins on its first page and ends on its last one.
        first_row_height: of its first page.
        page, last_page: where it begins and ends, from 1.
    """

    columns: tuple[float, ...]
    rows: int
    cells: tuple[PdfCell, ...]
    top: float
    bottom: float
    first_row_height: float
    page: int
    last_page: int

    def row(self, number: int) -> list[PdfCell]:
        """The cells that begin in a row, from left to right."""
        return [cell for cell in self.cells if cell.row == number]

    def grid(self) -> SourceGrid:
        """The table as readers give it."""
        cells = tuple(
            SourceCell(cell.row, cell.column, cell.text, Place(page=cell.page), cell.rows, cell.columns)
            for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column))
        )
        return SourceGrid(cells, self.rows, len(self.columns) - 1, Place(page=self.page))


def page_tables(page: PdfPage) -> tuple[list[PdfTable], list[Glyph]]:
    """The page's tables from top to bottom, and the characters that stand in none."""
    tables = ruled_tables(page.rules)
    cells = [_cells_by_place(table) for table in tables]
    inside: list[dict[RuledCell, list[Glyph]]] = [{} for _ in tables]
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        for number, table in enumerate(tables):
            place = table.place_of(*glyph.middle)
            if place is not None:
                inside[number].setdefault(cells[number][place], []).append(glyph)
                break
        else:
            outside.append(glyph)
    return [_filled(table, found, page.number) for table, found in zip(tables, inside, strict=True)], outside


def _cells_by_place(table: RuledTable) -> dict[tuple[int, int], RuledCell]:
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }


def _filled(table: RuledTable, glyphs: dict[RuledCell, list[Glyph]], page: int) -> PdfTable:
    cells = [_cell(table, cell, lines_of(glyphs.get(cell, ()), page), page) for cell in table.cells]
    margin = _margin(cells)
    return PdfTable(
        table.columns,
        len(table.rows) - 1,
        tuple(replace(cell, margin=margin) for cell in cells),
        table.rows[0],
        table.rows[-1],
        table.rows[1] - table.rows[0],
        page,
        page,
    )


def _cell(table: RuledTable, cell: RuledCell, lines: Iterable[PdfLine], page: int) -> PdfCell:
    left, right = table.columns[cell.column], table.columns[cell.column + cell.columns]
    return PdfCell(cell.row, cell.column, cell.rows, cell.columns, tuple(lines), left, right, 0.0, page)


def _margin(cells: Sequence[PdfCell]) -> float:
    """What the table's cells leave free at each side: the least that any line does."""
    free = [min(line.left - cell.left, cell.right - line.right) for cell in cells for line in cell.lines]
    return min(max(min(free, default=0.0), 0.0), _WIDEST_MARGIN)
