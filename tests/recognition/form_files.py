"""Files with forms as readers give them, made from what is printed or by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.disclosure import Content, Disclosure, Path
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Edition
from disclosure_editor.exchange.blocks import Block, Grid, Paragraph
from disclosure_editor.exchange.source import Place, Source, SourceBlock, SourceCell, SourceGrid, SourceParagraph
from disclosure_editor.recognition.found import TableReading

Skin = Callable[[Grid, int], SourceGrid]


def certain(grid: Grid, number: int) -> SourceGrid:
    """A grid as Word and Excel files have it: every cell with its place and its spans."""
    cells = (
        SourceCell(c.row, c.column, c.text, Place(paragraph=number, line=c.row + 1), c.row_span, c.column_span)
        for c in grid.cells
    )
    return SourceGrid(tuple(cells), grid.rows, grid.columns, Place(paragraph=number))


def covered_blank(grid: Grid, number: int) -> SourceGrid:
    """A grid of which only the order of the cells is known; what a cell from above covers is a blank cell."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows.setdefault(row, []).append((cell.column, cell.text if row == cell.row else ""))
    return _in_order({row: [text for _, text in sorted(cells)] for row, cells in rows.items()}, number)


def covered_left_out(grid: Grid, number: int) -> SourceGrid:
    """The same, where what a cell from above covers is left out."""
    rows: dict[int, list[str]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(cell.text)
    return _in_order(rows, number)


def _in_order(rows: Mapping[int, list[str]], number: int) -> SourceGrid:
    cells = [
        SourceCell(row, column, text, Place(paragraph=number, line=row + 1))
        for row, texts in sorted(rows.items())
        for column, text in enumerate(texts)
    ]
    return SourceGrid(tuple(cells), max(rows) + 1, max(map(len, rows.values())), Place(paragraph=number), implied=True)


def source_of(blocks: Iterable[Block], skin: Skin = certain) -> Source:
    """The file that a reader would give for these blocks."""
    read: list[SourceBlock] = []
    for number, block in enumerate(blocks, start=1):
        if isinstance(block, Paragraph):
            read.append(SourceParagraph(block.text, Place(paragraph=number)))
        else:
            read.append(skin(block, number))
    return Source("文件", tuple(read))


def by_hand(*grids: str) -> Source:
    """A file with these grids, or paragraphs: a line a row, its cells parted by ``|``; ``/`` breaks a line in a cell.

    A text without any ``|`` is a paragraph; the cells' columns aren't known.
    """
    blocks: list[SourceBlock] = []
    for number, text in enumerate(grids, start=1):
        if "|" not in text:
            blocks.append(SourceParagraph(text, Place(paragraph=number)))
            continue
        lines = [line.strip() for line in text.strip().splitlines()]
        rows = {row: [cell.strip().replace("/", "\n") for cell in line.split("|")] for row, line in enumerate(lines)}
        blocks.append(_in_order(rows, number))
    return Source("文件", tuple(blocks))


def merged(source: Source) -> Source:
    """The same file as if all its grids' columns were known."""
    return replace(
        source, blocks=tuple(replace(b, implied=False) if isinstance(b, SourceGrid) else b for b in source.blocks)
    )


def empty(edition: Edition, library: Library) -> Workbook:
    """A document of an edition in which nothing stands."""
    return Workbook(edition, Disclosure(edition.id), library.catalogues)


def take(workbook: Workbook, readings: Iterable[TableReading]) -> Workbook:
    """State in a document what was read."""
    contents: dict[Path, Content | None] = {}
    for reading in readings:
        for rows in reading.rows:
            before = contents.get(rows.rows)
            contents[rows.rows] = (*(before if isinstance(before, tuple) else ()), *rows.names)
        contents.update({value.path: value.text for value in reading.values})
        contents.update(dict(reading.own_words))
    workbook.apply(workbook.edit("读入", contents))
    return workbook
