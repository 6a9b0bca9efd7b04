"""The plain tables of a publication as other hands would make them: as sheets of cells that a test can rearrange."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
from docx.document import Document
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.amounts import parse_amount
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.blocks import Block, Grid, Paragraph
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.source import Place, Source, SourceBlock, SourceCell, SourceGrid, SourceParagraph
from disclosure_editor.recognition.found import Found, TableReading
from disclosure_editor.recognition.tables.tables import read_tables
from disclosure_editor.recognition.tables.titles import plain_tables

EXAMPLES = Path(__file__).parents[2] / "examples"
LIBRARY = Library()

Merge = tuple[int, int, int, int]
"""First row and column, rows, columns."""


@dataclass(frozen=True)
class Drawn:
    """A table as a person draws it.

    Attributes:
        above, below: the lines around the grid.
        rows: the texts of all places; of a merged one the first place's.
        heading: how many of the rows are its heading.
    """

    name: str
    above: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    heading: int
    below: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0])

    def body(self) -> tuple[tuple[str, ...], ...]:
        return self.rows[self.heading :]

    def with_body(self, rows: Iterable[Sequence[str]]) -> Drawn:
        """Other rows below the heading; merged cells among them are gone."""
        merges = tuple(merge for merge in self.merges if merge[0] < self.heading)
        return replace(self, rows=(*self.rows[: self.heading], *map(tuple, rows)), merges=merges)

    def with_figures(self, change: Callable[[str], str]) -> Drawn:
        """The figures with a decimal point changed."""
        return replace(self, rows=tuple(tuple(change(t) if "." in t else t for t in row) for row in self.rows))

    def unmerged(self, *, repeated: bool) -> Drawn:
        """Without merged cells: their text in all places, or in the first alone."""
        rows = [list(row) for row in self.rows]
        for top, left, height, width in self.merges if repeated else ():
            for row in range(top, top + height):
                rows[row][left : left + width] = [rows[top][left]] * width
        return replace(self, rows=tuple(map(tuple, rows)), merges=())

    def reordered(self, order: Sequence[int]) -> Drawn:
        """With the columns in another order and no merged cells but those of one column."""
        apart = replace(self, merges=tuple(merge for merge in self.merges if merge[3] > 1)).unmerged(repeated=True)
        rows = tuple(tuple(row[column] for column in order) for row in apart.rows)
        merges = tuple((top, order.index(left), height, 1) for top, left, height, width in self.merges if width == 1)
        return replace(self, rows=rows, merges=merges)


@dataclass(frozen=True)
class Example:
    """A filled document and its plain tables as they are printed."""

    workbook: Workbook
    tables: Mapping[str, Drawn]


def example(name: str) -> Example:
    """One of the examples."""
    workbook = open_workbook(EXAMPLES / f"{name}.disclosure", LIBRARY)
    publication = Publication(workbook)
    tables = {}
    for section in workbook.edition.outline:
        table = workbook.edition.tables.get(section.table)
        if table is not None and table.sides and not table.shapes:
            tables[table.id] = _drawn(table.id, publication.section_blocks(section))
    return Example(workbook, tables)


def _drawn(name: str, blocks: Iterable[Block]) -> Drawn:
    texts: list[list[str]] = [[], []]
    grid = None
    for block in blocks:
        if isinstance(block, Grid):
            grid = block
        elif isinstance(block, Paragraph) and block.sheet is not None:
            texts[0 if grid is None else 1].append(block.text)
    assert grid is not None
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    merges = []
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text
        if cell.row_span > 1 or cell.column_span > 1:
            merges.append((cell.row, cell.column, cell.row_span, cell.column_span))
    return Drawn(name, tuple(texts[0]), tuple(map(tuple, rows)), tuple(merges), grid.header_rows, tuple(texts[1]))


@dataclass
class _SourceWriter:
    blocks: list[SourceBlock] = field(default_factory=list)

    def paragraph(self, text: str) -> None:
        self.blocks.append(SourceParagraph(text, self._place()))

    def grid(self, table: Drawn) -> None:
        covered = {
            (row, column)
            for top, left, height, width in table.merges
            for row in range(top, top + height)
            for column in range(left, left + width)
            if (row, column) != (top, left)
        }
        spans = {(top, left): (height, width) for top, left, height, width in table.merges}
        cells = tuple(
            SourceCell(row, column, text, self._place(), *spans.get((row, column), (1, 1)))
            for row, texts in enumerate(table.rows)
            for column, text in enumerate(texts)
            if (row, column) not in covered
        )
        self.blocks.append(SourceGrid(cells, len(table.rows), table.width, self._place()))

    def _place(self) -> Place:
        return Place(paragraph=len(self.blocks) + 1)


def as_source(tables: Iterable[Drawn]) -> Source:
    """The tables as any reader would give them, whatever the file."""
    writer = _SourceWriter()
    for table in tables:
        for text in table.above:
            writer.paragraph(text)
        writer.grid(table)
        for text in table.below:
            writer.paragraph(text)
    return Source("表格", tuple(writer.blocks))


def as_text(tables: Iterable[Drawn], *, covered_as_blanks: bool) -> bytes:
    """The tables in a text file whose cells are led by tabs, without a word of merged cells.

    A cell merged to the right stands once in both ways of writing; places below one are blank cells, or left out.
    """
    lines: list[str] = []
    for table in tables:
        lines += [text.strip() for text in table.above]
        for row, texts in enumerate(table.rows):
            for column, text in enumerate(texts):
                at = [m for m in table.merges if m[0] <= row < m[0] + m[2] and m[1] <= column < m[1] + m[3]]
                below = bool(at) and row > at[0][0]
                behind = bool(at) and column > at[0][1]
                if not behind and not (below and not covered_as_blanks):
                    lines.append("\t" + text)
            lines.append("")
        lines += [*table.below, ""]
    return "\n".join(lines).encode()


def as_word(tables: Iterable[Drawn]) -> bytes:
    """The tables in a Word file, one below the other."""
    document: Document = docx.Document()
    for table in tables:
        for text in table.above:
            document.add_paragraph(text)
        grid = document.add_table(len(table.rows), table.width, style="Table Grid")
        for row, texts in enumerate(table.rows):
            for cell, text in zip(grid.rows[row].cells, texts, strict=True):
                cell.text = text
        for top, left, height, width in table.merges:
            text = table.rows[top][left]
            merged = grid.cell(top, left).merge(grid.cell(top + height - 1, left + width - 1))
            merged.text = text
        for text in table.below:
            document.add_paragraph(text)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def as_excel(tables: Iterable[Drawn], *, numbers: bool = True, one_sheet: bool = False, ruled: bool = True) -> bytes:
    """The tables in an Excel file, each on a sheet of its own or all on one."""
    book = openpyxl.Workbook()
    sheet: Worksheet | None = None
    row = 1
    for table in tables:
        if sheet is None or not one_sheet:
            sheet = book.create_sheet(table.name)
            row = 1
        row = _put(sheet, row, table, numbers=numbers, ruled=ruled) + 2
    del book["Sheet"]
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _put(sheet: Worksheet, row: int, table: Drawn, *, numbers: bool, ruled: bool) -> int:
    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for text in table.above:
        sheet.cell(row, 1, text)
        row += 1
    for offset, texts in enumerate(table.rows):
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(row + offset, column)
            if text.strip():
                cell.value = float(text) if numbers and _is_number(text) and offset >= table.heading else text
                cell.quotePrefix = not numbers
                if isinstance(cell.value, float):
                    cell.number_format = "0." + "0" * len(text.partition(".")[2]) if "." in text else "0"
            if ruled:
                cell.border = border
    for top, left, height, width in table.merges:
        sheet.merge_cells(
            start_row=row + top, start_column=left + 1, end_row=row + top + height - 1, end_column=left + width
        )
    row += len(table.rows)
    for text in table.below:
        sheet.cell(row, 1, text)
        row += 1
    return row


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and not (len(text) > 1 and text.startswith("0") and "." not in text)


def read(source: Source, like: Workbook) -> list[TableReading]:
    """What is read of a source in the edition of a document."""
    return read_tables(source, Workbook(like.edition, Disclosure(like.edition.id), LIBRARY.catalogues))


def values(readings: Iterable[TableReading]) -> dict[Address, Found]:
    """All values by their addresses."""
    return {found.path: found for reading in readings for found in reading.values}


def read_amounts(readings: Iterable[TableReading], like: Workbook) -> dict[Address, Decimal]:
    """All amounts by their addresses."""
    found = values(readings).items()
    amounts = {path: parse_amount(one.text) for path, one in found if _is_figure(like, path)}
    return {path: amount for path, amount in amounts.items() if amount is not None}


def printed_amounts(workbook: Workbook) -> dict[Address, Decimal]:
    """The amounts that a document's plain tables show."""
    shown: dict[Address, Decimal] = {}
    for table in plain_tables(workbook.edition):
        for side in table.sides:
            for row in workbook.rows(side.row_list):
                for column in side.columns:
                    amount = workbook.cell(Address(table.id, row.name, column.id)).amount
                    if column.type.numeric and amount is not None:
                        shown[Address(table.id, row.name, column.id)] = amount
    return shown


def stated_rows(workbook: Workbook) -> dict[RowList, tuple[str, ...]]:
    """The row lists that a document states of its plain tables, and of lists that only these follow."""
    rows = {}
    for path, content in workbook.disclosure.items():
        if isinstance(path, RowList) and isinstance(content, tuple) and not _is_form(workbook, path.table):
            rows[path] = content
    return rows


def assert_all_read(readings: Iterable[TableReading], like: Workbook) -> None:
    """Every figure has its address, every table its rows, and nothing is left to ask."""
    readings = list(readings)
    assert not [remark for reading in readings for remark in reading.remarks]
    assert_figures_and_rows(readings, like)


def assert_figures_and_rows(readings: Iterable[TableReading], like: Workbook) -> None:
    """Every figure has its address and every table its rows."""
    readings = list(readings)
    assert [reading.table for reading in readings] == [table.id for table in plain_tables(like.edition)]
    assert all(stated == read for stated, read in (reading.amounts for reading in readings))
    assert read_amounts(readings, like) == printed_amounts(like)
    assert sum(reading.amounts[0] for reading in readings) == len(printed_amounts(like))
    rows = {found.rows: found.names for reading in readings for found in reading.rows}
    assert rows == {path: names for path, names in stated_rows(like).items() if path in rows}
    assert {path.table for path in stated_rows(like)} <= {path.table for path in rows} | _unread_lists(like)


def _unread_lists(workbook: Workbook) -> set[str]:
    """Tables whose rows are not printed in a plain table."""
    return {t.id for t in workbook.edition.tables.values() if not (t.published and t.sides and not t.shapes)}


def _is_form(workbook: Workbook, table: str) -> bool:
    return bool(workbook.edition.tables[table].shapes)


def _is_figure(workbook: Workbook, path: Address) -> bool:
    column = workbook.edition.column(path)
    return column is not None and column.type.numeric
