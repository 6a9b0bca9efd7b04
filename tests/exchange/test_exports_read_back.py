"""What the program exports as Word and Excel reads back as the blocks that it was written from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.document.texts import compact
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.blocks import Block, Grid, GridCell, Paragraph
from disclosure_editor.exchange.export import Format, export
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.reading import read_source
from disclosure_editor.exchange.source import SourceBlock, SourceCell, SourceParagraph

EXAMPLES = Path(__file__).parents[2] / "examples"

Shown = str | list[tuple[int, int, int, int, str]]


@pytest.fixture(scope="module", params=["energy-monitoring-2021-budget", "complete-2024-final"])
def publication(request: pytest.FixtureRequest) -> Publication:
    return Publication(open_workbook(EXAMPLES / f"{request.param}.disclosure", Library()))


def written(block: Block) -> Shown:
    if isinstance(block, Paragraph):
        return block.text.strip()
    return [_cell(cell, compact(cell.text) if cell.vertical else cell.text) for cell in _ordered(block)]


def read(block: SourceBlock, original: Block) -> Shown:
    if isinstance(block, SourceParagraph):
        return block.text.strip()
    # A label that runs downwards has a line for each character in Word.
    downwards = (
        {(cell.row, cell.column) for cell in original.cells if cell.vertical} if isinstance(original, Grid) else set()
    )
    return [
        _cell(cell, compact(cell.text) if (cell.row, cell.column) in downwards else cell.text) for cell in block.cells
    ]


def _cell(cell: GridCell | SourceCell, text: str) -> tuple[int, int, int, int, str]:
    return cell.row, cell.column, cell.row_span, cell.column_span, text


def _ordered(grid: Grid) -> list[GridCell]:
    """The grid's cells row by row, and blank ones where it states none."""
    covered = {
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    places = ((row, column) for row in range(grid.rows) for column in range(grid.columns))
    blank = [GridCell(row, column, "") for row, column in places if (row, column) not in covered]
    return sorted((*grid.cells, *blank), key=lambda cell: (cell.row, cell.column))


def _stated(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if isinstance(block, Grid) or block.text.strip()]


def test_word_reads_back(publication: Publication, tmp_path: Path) -> None:
    (path,) = export(publication, tmp_path, "去年", [Format.WORD])
    blocks = _stated(tuple(publication.blocks()))

    source = read_source(path)

    pairs = list(zip(source.blocks, blocks, strict=True))
    assert [read(block, original) for block, original in pairs] == [written(block) for block in blocks]
    assert source.unread == ()


def test_excel_reads_back(publication: Publication, tmp_path: Path) -> None:
    (path,) = export(publication, tmp_path, "去年", [Format.EXCEL])
    blocks = [block for block in _stated(tuple(publication.blocks())) if block.sheet is not None]

    source = read_source(path)

    pairs = list(zip(source.blocks, blocks, strict=True))
    assert [read(block, original) for block, original in pairs] == [written(block) for block in blocks]
    assert source.unread == ()


def test_the_sheet_of_a_table_is_told_with_each_of_its_places(publication: Publication, tmp_path: Path) -> None:
    (path,) = export(publication, tmp_path, "去年", [Format.EXCEL])
    names = dict.fromkeys(block.sheet.name for block in publication.blocks() if block.sheet is not None)

    assert len(dict.fromkeys(block.place.sheet for block in read_source(path).blocks)) == len(names)
