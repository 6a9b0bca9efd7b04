"""Finds an edition's plain tables among the grids of a file, and reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import RowList, row_key
from disclosure_editor.document.disclosure import Content, Disclosure, Path, Remark, Understanding
from disclosure_editor.document.texts import bare, compact, folded
from disclosure_editor.editions.model import Edition
from disclosure_editor.exchange.source import Source
from disclosure_editor.recognition.found import Found, FoundRows, TableReading
from disclosure_editor.recognition.tables.around_table import Around, around_table, money_exponent_of, usual_exponent
from disclosure_editor.recognition.tables.followed_rows import rows_to_state
from disclosure_editor.recognition.tables.header_matching import turned
from disclosure_editor.recognition.tables.pieces import Piece, goes_on, pieces_of
from disclosure_editor.recognition.tables.reading_remarks import not_understood
from disclosure_editor.recognition.tables.table_body import table_body
from disclosure_editor.recognition.tables.table_places import PlacedTable, has_heading, placed_tables
from disclosure_editor.recognition.tables.table_reading import Cells, read_cells
from disclosure_editor.recognition.tables.titles import Titles

_LONGEST_TITLE = 60
_SURELY = 0.9
_MOST_REMARKS = 500
"""More on one table are no help to anybody."""


@dataclass(frozen=True)
class _ReadTable:
    """A table with what was read of it."""

    placed: PlacedTable
    cells: Cells
    around: Around

    @property
    def reading(self) -> TableReading:
        blocks = self.around.blocks | {piece.block for piece in self.placed.pieces}
        values = (*self.cells.figures.values(), *self.cells.texts.values(), *self.around.values)
        remarks = (*self.around.remarks, *_not_too_many(self.cells.remarks))
        amounts = (self.cells.stated, self.cells.read)
        return TableReading(self.placed.table.id, values, tuple(self.cells.rows), remarks, blocks, amounts)


def read_tables(source: Source, workbook: Workbook) -> list[TableReading]:
    """What the plain tables of a document's edition state in a file, in the edition's order.

    Args:
        workbook: an empty document of the edition; it is not changed.
    """
    return _FileTables(source, workbook).readings()


class _FileTables:
    """Reads the tables of one file."""

    def __init__(self, source: Source, workbook: Workbook) -> None:
        self._source = source
        self._workbook = workbook
        self._edition = workbook.edition
        self._titles = Titles(workbook.edition)
        self._groups = pieces_of(source, self._titles)
        self._usual = usual_exponent(source)

    def readings(self) -> list[TableReading]:
        """All tables, in the edition's order."""
        read = [self._read(self._with_rests(placed), {}) for placed in placed_tables(self._groups, self._edition)]
        if known := self._known_codes(read):
            unread = [table.cells.read < table.cells.stated for table in read]
            read = [self._read(table.placed, known) if u else table for table, u in zip(read, unread, strict=True)]
        readings = [table.reading for table in read]
        computed = _with_found(self._workbook, readings)
        rows = {rows.rows: rows for rows in rows_to_state((rows for r in readings for rows in r.rows), computed)}
        readings = [_with_own_rows(reading, rows, self._edition) for reading in readings]
        readings = [replace(r, values=tuple(_worth_stating(r.values, computed))) for r in readings]
        return self._with_unread_pieces(readings, [table.placed for table in read])

    def _read(self, placed: PlacedTable, known: Mapping[str, str]) -> _ReadTable:
        cells = self._cells(placed, known)
        for heading in turned(placed.heading) if cells.read < cells.stated else ():
            other = replace(placed, heading=heading)
            other_cells = self._cells(other, known)
            if other_cells.read > cells.read:
                placed, cells = other, other_cells
        body = table_body(placed.pieces, placed.heading, self._titles)
        around = around_table(placed, body, self._source, self._edition, self._titles, self._usual)
        return _ReadTable(placed, cells, around)

    def _cells(self, placed: PlacedTable, known: Mapping[str, str]) -> Cells:
        body = table_body(placed.pieces, placed.heading, self._titles)
        return read_cells(placed.table, body.lines, self._workbook, money_exponent_of(placed, self._usual), known)

    def _with_rests(self, placed: PlacedTable) -> PlacedTable:
        """A table with the pieces right behind it that have no heading and whose lines are rows of it."""
        for pieces in self._groups:
            if not goes_on(pieces[0], placed.pieces[-1], self._source) or has_heading(pieces[0], self._edition):
                continue
            rest = PlacedTable(placed.table, replace(placed.heading, body=0), pieces)
            cells = self._cells(rest, {})
            if cells.read and cells.read * 2 > cells.stated:
                placed = replace(placed, pieces=(*placed.pieces, *pieces))
        return placed

    def _known_codes(self, tables: Iterable[_ReadTable]) -> dict[str, str]:
        """The codes of subjects that tables name, by their names; not of names that several have."""
        codes: dict[str, set[str]] = {}
        for table in tables:
            for rows in table.cells.rows:
                side = self._edition.side[rows.rows]
                key = side.by_id[side.repeated.key] if side.repeated is not None else None
                for name in rows.names if key is not None and key.catalogue else ():
                    code = row_key(name)
                    official = self._workbook.catalogues[key.catalogue].name(code) if key is not None else None
                    codes.setdefault(bare(official or ""), set()).add(code)
        return {name: next(iter(found)) for name, found in codes.items() if name and len(found) == 1}

    def _with_unread_pieces(
        self, readings: Sequence[TableReading], placed: Sequence[PlacedTable]
    ) -> list[TableReading]:
        """The readings, each telling of other tables in the grids that it was read from."""
        taken = {id(piece) for table in placed for piece in table.pieces}
        left = [piece for pieces in self._groups for piece in pieces if id(piece) not in taken]
        told: list[TableReading] = []
        for reading in readings:
            here = [piece for piece in left if piece.block in reading.blocks and piece.is_table]
            left = [piece for piece in left if piece not in here]
            told.append(replace(reading, remarks=(*reading.remarks, *map(_unread_piece, here))))
        return told


def _not_too_many(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks, the last of very many together."""
    if len(remarks) <= _MOST_REMARKS:
        return list(remarks)
    last = remarks[_MOST_REMARKS]
    message = f"这张表另有{len(remarks) - _MOST_REMARKS}处没有读入或需要核对，请对照原文件。"
    return [*remarks[:_MOST_REMARKS], Remark(Understanding.NOT_UNDERSTOOD, message, last.place, last.text)]


def _unread_piece(piece: Piece) -> Remark:
    first = next(line for line in piece.lines if line.filled).filled[0]
    message = "文件里这张表不是本版式的表，没有读入，需要的请自行填写。"
    return not_understood(message, first.place, first.text.strip())


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
