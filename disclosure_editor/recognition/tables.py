"""Finds an edition's plain tables among the grids of a file, and reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Content, Disclosure, Path, Remark
from disclosure_editor.document.texts import bare, compact, folded
from disclosure_editor.editions.model import Edition, Table
from disclosure_editor.exchange.source import Source, SourceParagraph
from disclosure_editor.recognition.followed_rows import rows_to_state
from disclosure_editor.recognition.found import Found, FoundRows, TableReading
from disclosure_editor.recognition.pieces import Lead, Piece, goes_on, pieces_of
from disclosure_editor.recognition.reading_remarks import doubtful, not_understood
from disclosure_editor.recognition.table_body import Body, is_note, table_body
from disclosure_editor.recognition.table_places import PlacedTable, has_heading, placed_tables
from disclosure_editor.recognition.table_reading import Cells, read_cells
from disclosure_editor.recognition.titles import Titles, is_table_number, plain_tables
from disclosure_editor.recognition.unit_lines import is_unit_line, money_exponent, owner_named

_UNITS = {-4: "元", -1: "千元", 2: "百万元", 4: "亿元"}


@dataclass(frozen=True)
class _Around:
    """What stands around a table's lines.

    Attributes:
        values: of the unit line and of the note.
        blocks: the numbers of the file's blocks that say it.
    """

    values: tuple[Found, ...]
    remarks: tuple[Remark, ...]
    blocks: frozenset[int]


def tables_found(source: Source, edition: Edition) -> int:
    """How many of an edition's plain tables are in a file, by their headings or by their titles alone."""
    found = {placed.table.id for placed in placed_tables(pieces_of(source, Titles(edition)), edition)}
    titles = {bare(table.title): table.id for table in plain_tables(edition)}
    texts = (bare(block.text) for block in source.blocks if isinstance(block, SourceParagraph))
    return len(found | {titles[text] for text in texts if text in titles})


def read_tables(source: Source, workbook: Workbook) -> list[TableReading]:
    """What the plain tables of a document's edition state in a file, in the edition's order.

    Args:
        workbook: an empty document of the edition; it is not changed.
    """
    titles = Titles(workbook.edition)
    groups = pieces_of(source, titles)
    readings = []
    cells: list[Cells] = []
    tables = _with_rests(placed_tables(groups, workbook.edition), groups, source, workbook)
    for placed in tables:
        exponent = _exponent(placed)
        body = table_body(placed.pieces, placed.heading, titles)
        cells.append(read_cells(placed.table, body.lines, workbook, exponent))
        around = _around(placed, body, source, workbook.edition, titles)
        readings.append(_reading(placed, cells[-1], around, [*_unit_remarks(placed, exponent)]))
    computed = _with_found(workbook, readings)
    rows = {rows.rows: rows for rows in rows_to_state((rows for r in readings for rows in r.rows), computed)}
    readings = [_with_own_rows(reading, rows, workbook.edition) for reading in readings]
    readings = [replace(r, values=tuple(_worth_stating(r.values, computed))) for r in readings]
    return _with_unread_pieces(readings, groups, tables)


def _with_rests(
    tables: Sequence[PlacedTable], groups: Sequence[Sequence[Piece]], source: Source, workbook: Workbook
) -> list[PlacedTable]:
    """The tables, each with the pieces right behind it that have no heading and whose lines are rows of it."""
    titles = Titles(workbook.edition)
    taken = {id(piece) for table in tables for piece in table.pieces}
    left = [pieces for pieces in groups if id(pieces[0]) not in taken]
    whole: list[PlacedTable] = []
    for table in tables:
        for pieces in left:
            if not goes_on(pieces[0], table.pieces[-1], source) or has_heading(pieces[0], workbook.edition):
                continue
            rest = PlacedTable(table.table, replace(table.heading, body=0), tuple(pieces))
            cells = read_cells(rest.table, table_body(rest.pieces, rest.heading, titles).lines, workbook, 0)
            if cells.read and cells.read * 2 > cells.stated:
                table = replace(table, pieces=(*table.pieces, *pieces))
        whole.append(table)
    return whole


def _reading(placed: PlacedTable, cells: Cells, around: _Around, remarks: Sequence[Remark]) -> TableReading:
    blocks = around.blocks | {piece.block for piece in placed.pieces}
    values = (*cells.figures.values(), *cells.texts.values(), *around.values)
    said = (*remarks, *cells.remarks, *around.remarks)
    return TableReading(placed.table.id, values, tuple(cells.rows), said, blocks, (cells.stated, cells.read))


def _exponent(placed: PlacedTable) -> int:
    """The power of ten that makes the table's amounts ones in 万元, by its unit line or its heading."""
    texts = [lead.text for piece in placed.pieces for lead in piece.leads]
    texts += [text for path in placed.heading.paths for text in path]
    return next((exponent for text in texts if (exponent := money_exponent(text)) is not None), 0)


def _unit_remarks(placed: PlacedTable, exponent: int) -> Iterator[Remark]:
    if exponent:
        message = f"“{placed.table.title}”的金额以{_UNITS[exponent]}为单位，读入时已准确换算成万元，请核对。"
        yield doubtful(message, placed.pieces[0].place, _UNITS[exponent])


def _around(placed: PlacedTable, body: Body, source: Source, edition: Edition, titles: Titles) -> _Around:
    leads = [lead for piece in placed.pieces for lead in _own_leads(piece, placed.table, titles)]
    values = [*_owner(leads, edition)]
    blocks = {lead.block for lead in leads if lead.block >= 0}
    notes = [(cell.text.strip(), cell.place) for cell in body.notes]
    below = _notes_below(source, placed.pieces[-1].block) if placed.table.note else {}
    notes += [(paragraph.text.strip(), paragraph.place) for paragraph in below.values()]
    remarks: list[Remark] = []
    if placed.table.note and notes:
        address = Address(placed.table.id, "", placed.table.note)
        values.append(Found(address, "\n".join(text for text, _ in notes), notes[0][1]))
    else:
        message = f"“{placed.table.title}”的表下说明没有读入，本版式的这张表没有说明。"
        remarks += [not_understood(message, place, text) for text, place in notes]
    return _Around(tuple(values), tuple(remarks), frozenset(blocks | set(below)))


def _own_leads(piece: Piece, table: Table, titles: Titles) -> Iterator[Lead]:
    """The texts above a piece that are its number, title and unit line, up to the first that is none."""
    for lead in piece.leads:
        named = titles.named(lead.text).get(table.id, 0.0) > 0
        if not (named or is_unit_line(lead.text) or is_table_number(lead.text) or lead.block < 0):
            return
        yield lead


def _owner(leads: Sequence[Lead], edition: Edition) -> Iterator[Found]:
    named = ((owner_named(lead.text), lead.place) for lead in leads)
    owner, place = next(((name, place) for name, place in named if name), ("", None))
    if place is not None:
        yield Found(edition.unit, owner, place)


def _notes_below(source: Source, grid: int) -> dict[int, SourceParagraph]:
    """The remarks right below a grid, by their numbers among the blocks."""
    notes: dict[int, SourceParagraph] = {}
    for number in range(grid + 1, len(source.blocks)):
        block = source.blocks[number]
        if not isinstance(block, SourceParagraph) or (block.text.strip() and not is_note(block.text)):
            break
        if block.text.strip():
            notes[number] = block
    return notes


def _with_found(workbook: Workbook, readings: Sequence[TableReading]) -> Workbook:
    """Another document that states the values that were found, and what the given one does, but no rows."""
    disclosure = Disclosure(workbook.edition.id)
    contents: dict[Path, Content | None] = {}
    for reading in readings:
        contents.update({found.path: found.text for found in reading.values})
    contents.update(dict(workbook.disclosure.values()))
    disclosure.apply(disclosure.edit("读入", contents))
    return Workbook(workbook.edition, disclosure, workbook.catalogues)


def _with_own_rows(reading: TableReading, rows: dict[RowList, FoundRows], edition: Edition) -> TableReading:
    """A reading with the rows that are to be stated, those of lists that it follows and nobody printed too."""
    lists = [found.rows for found in reading.rows]
    lists += [followed for row_list in lists for followed in _follows(edition, row_list)]
    return replace(reading, rows=tuple(rows.pop(row_list) for row_list in lists if row_list in rows))


def _follows(edition: Edition, row_list: RowList) -> tuple[RowList, ...]:
    repeated = edition.side[row_list].repeated
    followed = repeated.follows if repeated is not None else ()
    return tuple(other for other in followed if not edition.tables[other.table].published)


def _worth_stating(values: Sequence[Found], computed: Workbook) -> Iterator[Found]:
    """The values without texts that the edition writes there by itself."""
    for found in values:
        column = computed.edition.column(found.path)
        if column is None or column.type.numeric or not _same(found.text, computed.computed(found.path).text):
            yield found


def _same(one: str, other: str) -> bool:
    return compact(folded(one)) == compact(folded(other))


def _with_unread_pieces(
    readings: Sequence[TableReading], groups: Sequence[Sequence[Piece]], placed: Sequence[PlacedTable]
) -> list[TableReading]:
    """The readings, each telling of other tables in the grids that it was read from."""
    taken = {id(piece) for table in placed for piece in table.pieces}
    left = [piece for pieces in groups for piece in pieces if id(piece) not in taken]
    told: list[TableReading] = []
    for reading in readings:
        here = [piece for piece in left if piece.block in reading.blocks and any(line.filled for line in piece.lines)]
        left = [piece for piece in left if piece not in here]
        told.append(replace(reading, remarks=(*reading.remarks, *map(_unread_piece, here))))
    return told


def _unread_piece(piece: Piece) -> Remark:
    first = next(line for line in piece.lines if line.filled).filled[0]
    message = "这里的另一张表不是本版式的表，没有读入，需要的请自行填写。"
    return not_understood(message, first.place, first.text.strip())
