"""The examples as Word and Excel files: every heading, amount, note and page as the document has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.amounts import parse_amount
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.blocks import Block, Grid, GridCell, Paragraph, Style
from disclosure_editor.exchange.export import Format, export
from disclosure_editor.exchange.publication import Publication
from tests.exchange.test_word import spans

EXAMPLES = Path(__file__).parents[2] / "examples"
PUBLISHED = ["energy-monitoring-2021-budget", "pollution-monitoring-2021-budget"]
NINE = [f"表{number}" for number in "一二三四五六七八九"]

# What the libraries read back may be None by their types; here it is not.
ReadBack = Any


@dataclass(frozen=True)
class Exported:
    """A document, its blocks and what was written of them."""

    workbook: Workbook
    blocks: tuple[Block, ...]
    word: ReadBack
    excel: ReadBack

    def tables(self) -> Iterator[tuple[Grid, ReadBack, ReadBack, int]]:
        """Each grid with its table in Word, its sheet in Excel and the row of the sheet where it begins."""
        grids = [block for block in self.blocks if isinstance(block, Grid)]
        for grid, table, sheet in zip(grids, self.word.tables, self.excel.worksheets, strict=True):
            yield grid, table, sheet, 1 + len(self.paragraphs(grid, before=True))

    def paragraphs(self, grid: Grid, *, before: bool) -> list[Paragraph]:
        """The paragraphs that belong to a table, above it or below."""
        own = [block for block in self.blocks if block.sheet == grid.sheet]
        place = own.index(grid)
        return [block for block in (own[:place] if before else own[place:]) if isinstance(block, Paragraph)]


@pytest.fixture(scope="module", params=PUBLISHED)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    workbook = open_workbook(EXAMPLES / f"{request.param}.disclosure", Library())
    publication = Publication(workbook)
    word, excel = export(publication, tmp_path_factory.mktemp("export"), "公开", [Format.WORD, Format.EXCEL])
    return Exported(workbook, tuple(publication.blocks()), docx.Document(str(word)), openpyxl.load_workbook(excel))


def bare(text: object) -> str:
    """A text without blanks and line breaks, which a narrow cell may have more of."""
    return "".join(str("" if text is None else text).split())


def placed(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, bare(c.text)) for c in grid.cells]


def header_cells(grid: Grid) -> list[GridCell]:
    return [cell for cell in grid.cells if cell.row < grid.header_rows]


def amounts(grid: Grid) -> list[GridCell]:
    return [cell for cell in grid.cells if cell.amount is not None]


def merged(cell: GridCell, top: int) -> str:
    """The range that a cell is merged over in a sheet; empty where it is one place."""
    if cell.row_span == cell.column_span == 1:
        return ""
    first, last = cell.column + 1, cell.column + cell.column_span
    letters = openpyxl.utils.get_column_letter
    return f"{letters(first)}{top + cell.row}:{letters(last)}{top + cell.row + cell.row_span - 1}"


def test_the_nine_tables_are_there_in_their_order(exported: Exported) -> None:
    assert [grid.sheet.name for grid, *_ in exported.tables()][: len(NINE)] == NINE
    assert exported.excel.sheetnames[: len(NINE)] == NINE


def test_every_cell_of_a_table_in_word_is_the_documents(exported: Exported) -> None:
    for grid, table, _, _ in exported.tables():
        found = [(*place, bare(text)) for *place, text in spans(table)]
        assert sorted(found) == sorted(placed(grid)), grid.sheet.name


def test_every_heading_cell_in_excel_is_the_documents(exported: Exported) -> None:
    for grid, _, sheet, top in exported.tables():
        ranges = {str(found) for found in sheet.merged_cells.ranges}
        for cell in header_cells(grid):
            assert bare(sheet.cell(top + cell.row, cell.column + 1).value) == bare(cell.text)
            assert merged(cell, top) in {"", *ranges}, cell


def test_every_amount_in_word_is_the_documents(exported: Exported) -> None:
    for grid, table, _, _ in exported.tables():
        places = table._cells
        for cell in amounts(grid):
            assert cell.address is not None
            assert (
                parse_amount(places[cell.row * grid.columns + cell.column].text)
                == exported.workbook.cell(cell.address).amount
            )


def test_every_amount_in_excel_is_the_documents_as_a_number(exported: Exported) -> None:
    for grid, _, sheet, top in exported.tables():
        for cell in amounts(grid):
            assert cell.address is not None
            found = sheet.cell(top + cell.row, cell.column + 1)
            assert found.data_type == "n", cell
            assert Decimal(str(found.value)) == exported.workbook.cell(cell.address).amount, cell


def test_the_tables_state_amounts(exported: Exported) -> None:
    nine = [grid for grid, *_ in exported.tables() if grid.sheet.name in NINE]

    assert sum(len(amounts(grid)) for grid in nine) > 100


def test_a_note_stands_below_its_table(exported: Exported) -> None:
    texts = [paragraph.text for paragraph in exported.word.paragraphs]
    notes = 0
    for grid, _, sheet, top in exported.tables():
        for number, note in enumerate(exported.paragraphs(grid, before=False)):
            assert note.style is Style.NOTE
            assert note.text in texts
            assert sheet.cell(top + grid.rows + number, 1).value == note.text
            notes += 1
    assert notes > 0


def test_wide_tables_stand_on_landscape_pages(exported: Exported) -> None:
    orientations = dict(
        zip((grid.sheet.name for grid, *_ in exported.tables()), page_orientations(exported), strict=True)
    )
    wanted = {grid.sheet.name: grid.sheet.landscape for grid, *_ in exported.tables()}

    assert {name: found is WD_ORIENT.LANDSCAPE for name, found in orientations.items()} == wanted
    assert {s.title: s.page_setup.orientation == "landscape" for s in exported.excel.worksheets} == wanted
    assert {name for name, landscape in wanted.items() if landscape} == {"表二", "表七"}


def page_orientations(exported: Exported) -> Iterator[WD_ORIENT]:
    """The orientation of the page of each table: that of the first section that ends behind it."""
    ends = [section._sectPr for section in exported.word.sections]
    number = 0
    for element in exported.word.element.body:
        if element.tag == qn("w:tbl"):
            yield exported.word.sections[number].orientation
        elif number < len(ends) - 1 and ends[number] in element.iter():
            number += 1


def test_heading_rows_repeat_on_every_page(exported: Exported) -> None:
    for grid, table, sheet, top in exported.tables():
        repeated = [row for row in table._tbl.tr_lst if row.find(f".//{qn('w:tblHeader')}") is not None]
        assert repeated == table._tbl.tr_lst[: grid.header_rows]
        wanted = f"${top}:${top + grid.header_rows - 1}" if grid.header_rows else None
        assert sheet.print_title_rows == wanted
