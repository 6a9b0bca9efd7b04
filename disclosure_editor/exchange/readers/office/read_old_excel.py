"""Reads a workbook of Excel 97 to 2003 (.xls): each visible sheet's paragraphs and tables, values as shown.

By xlrd, since it alone knows the number formats of such files, and 236.5 is to be read as the 236.50 that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.book import Book
from xlrd.formatting import XFBorder
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as OldSheet

from disclosure_editor.exchange.readers.office.compound_file import CompoundFile, DamagedFile
from disclosure_editor.exchange.readers.office.number_formats import BUILT_IN, shown_number
from disclosure_editor.exchange.readers.office.safe_xml import damaged
from disclosure_editor.exchange.readers.office.sheet_blocks import sheet_blocks
from disclosure_editor.exchange.readers.office.sheets import (
    HIDDEN_SHEET,
    Merge,
    Sheet,
    SheetCell,
    cell_name,
    without_hidden,
)
from disclosure_editor.exchange.readers.source_limits import RECORDED_CELLS, SHEETS, Tally, UnreadableSource
from disclosure_editor.exchange.source import Place, Source, SourceBlock, Unread
from disclosure_editor.exchange.writers.characters import printable

# From Excel 97 on, and before.
_STREAMS = ("Workbook", "Book")
_TABLE_SIDES = 2
_GENERAL = "General"


def read_old_excel(data: bytes, name: str) -> Source:
    """The file's visible sheets: lines above and below tables as paragraphs, tables as grids.

    Raises:
        UnreadableSource: it is damaged, encrypted, or larger than what is read.
    """
    tally = Tally(name)
    book = _opened(data, name)
    looks = _Looks(book)
    blocks: list[SourceBlock] = []
    unread: list[Unread] = []
    for old in book.sheets():
        tally.add(SHEETS)
        if old.visibility:
            unread.append(Unread(Place(sheet=old.name), HIDDEN_SHEET))
            continue
        sheet = without_hidden(_sheet(old, looks, tally))
        blocks += sheet_blocks(sheet, tally)
        unread += sheet.unread
    return Source(name, tuple(blocks), tuple(unread))


def _opened(data: bytes, name: str) -> Book:
    try:
        file = CompoundFile(data)
        held = file.stream(next(stream for stream in _STREAMS if stream in file.names))
        # What the library finds wrong it would print.
        return xlrd.open_workbook(file_contents=held, logfile=StringIO(), formatting_info=True, ragged_rows=True)
    except (DamagedFile, StopIteration):
        raise damaged(name) from None
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise UnreadableSource(
                f"“{name}”加了密码，读不了。请用 Excel 或 WPS 打开它，去掉密码，另存后再导入。"
            ) from None
        raise damaged(name) from None


class _Looks:
    """How the cells of a workbook look, by the number of their style."""

    def __init__(self, book: Book) -> None:
        self.from_1904 = bool(book.datemode)
        formats = {key: stated.format_str for key, stated in book.format_map.items()}
        self._looks = [(_code(look.format_key, formats), _lines(look.border) >= _TABLE_SIDES) for look in book.xf_list]

    def look(self, style: int | None) -> tuple[str, bool]:
        """A cell's number format, and whether lines stand around it."""
        return self._looks[style] if style is not None and 0 <= style < len(self._looks) else (_GENERAL, False)


def _code(key: int, formats: dict[int, str]) -> str:
    # The library fills in what files leave out, in the American way.
    return BUILT_IN.get(key) or formats.get(key) or _GENERAL


def _lines(border: XFBorder | None) -> int:
    """At how many sides a border has a line."""
    if border is None:
        return 0
    sides = (border.left_line_style, border.right_line_style, border.top_line_style, border.bottom_line_style)
    return sum(bool(side) for side in sides)


def _sheet(old: OldSheet, looks: _Looks, tally: Tally) -> Sheet:
    sheet = Sheet(old.name)
    for row, column, cell in _recorded(old, tally):
        code, ruled = looks.look(cell.xf_index)
        text = _text(cell, code, looks)
        if text or ruled:
            sheet.cells[row, column] = SheetCell(cell_name(row, column), text, ruled)
    tally.add(RECORDED_CELLS, len(old.merged_cells))
    for top, below, left, behind in old.merged_cells:
        if top < below and left < behind:
            sheet.merges.append(Merge(top, left, below - 1, behind - 1))
    sheet.hidden_rows = {row for row, info in old.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column for column, info in old.colinfo_map.items() if info.hidden}
    return sheet


def _recorded(old: OldSheet, tally: Tally) -> Iterator[tuple[int, int, Cell]]:
    for row in range(old.nrows):
        width = old.row_len(row)
        tally.add(RECORDED_CELLS, width)
        for column in range(width):
            yield row, column, old.cell(row, column)


def _text(cell: Cell, code: str, looks: _Looks) -> str:
    """What a cell shows; of a formula its last result."""
    value = cell.value
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return shown_number(repr(value), code, from_1904=looks.from_1904)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR and isinstance(value, int):
        return error_text_from_code.get(value) or ""
    return printable(value) if isinstance(value, str) else ""
