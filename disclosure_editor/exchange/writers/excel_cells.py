"""Writes a table's paragraphs and cells into a worksheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from disclosure_editor.document.texts import compact
from disclosure_editor.exchange.blocks import Grid, GridCell, Paragraph, Style
from disclosure_editor.exchange.writers.characters import printable
from disclosure_editor.exchange.writers.layout import alignment, display_width, line_count

_TEXT_FONT = Font(name="宋体", size=11)
_TITLE_FONT = Font(name="方正小标宋简体", size=18)
_NUMBER_FONT = Font(name="黑体", size=11)
_PARAGRAPH_FONTS = {Style.TABLE_TITLE: _TITLE_FONT, Style.TITLE: _TITLE_FONT, Style.TABLE_NUMBER: _NUMBER_FONT}
_CENTRED = frozenset({Style.TABLE_TITLE, Style.TITLE})

_THIN, _MEDIUM = Side(style="thin"), Side(style="medium")
_LINE_HEIGHT, _ROW_PADDING, _TITLE_HEIGHT = 15, 6, 30
"""Heights in points."""
_HIGHEST_ROW = 409
"""What Excel allows, in points."""
_FORMULA_SIGNS = ("=", "+", "-", "@")
_PRINTED_NUMBER = re.compile(r"-?(?P<whole>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<fraction>\d+))?(?P<percent>%)?", re.ASCII)


def put_paragraph(
    worksheet: Worksheet, row: int, columns: int, paragraph: Paragraph, *, text: str, widths: Sequence[int] = ()
) -> None:
    """Write a paragraph across the columns; a line that a tab divides stands at both margins."""
    left, tab, right = text.rpartition("\t")
    if tab and columns > 1:
        split = _split(columns, right, widths)
        _put_across(worksheet, row, 1, split, left.replace("\t", "    "), paragraph.style, "left")
        _put_across(worksheet, row, split + 1, columns, right, paragraph.style, "right")
    else:
        place = "center" if paragraph.style in _CENTRED else "left"
        _put_across(worksheet, row, 1, columns, text, paragraph.style, place)
    height = _TITLE_HEIGHT if paragraph.style in _CENTRED else _LINE_HEIGHT
    lines = line_count(printable(text), sum(widths)) if widths else 1
    worksheet.row_dimensions[row].height = min(_HIGHEST_ROW, height * lines + _ROW_PADDING)


def _split(columns: int, right: str, widths: Sequence[int]) -> int:
    """After which column the right piece begins: it takes as few columns as it fits into."""
    needed, split = display_width(right) + 2, columns - 1
    while split > 1 and sum(widths[split:]) < needed:
        split -= 1
    return split


def _put_across(
    worksheet: Worksheet, row: int, first: int, last: int, text: str, style: Style, horizontal: str
) -> None:
    cell = worksheet.cell(row, first)
    assert isinstance(cell, Cell)
    _put_text(cell, text)
    cell.font = _PARAGRAPH_FONTS.get(style, _TEXT_FONT)
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    if last > first:
        worksheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)


def put_grid(worksheet: Worksheet, top: int, grid: Grid, widths: Sequence[int]) -> int:
    """Write the grid from row `top` on.

    Args:
        worksheet: where to write.
        top: the worksheet's row of the grid's first row, from 1.
        grid: the table.
        widths: of the columns, in half characters.

    Returns:
        The first row below the grid.
    """
    # Borders first: every place has its own, under a merged cell too, where Excel would else draw none.
    for row in range(grid.rows):
        for column in range(grid.columns):
            above = _MEDIUM if row in grid.total_rows else _THIN
            place = worksheet.cell(top + row, column + 1)
            place.border = Border(left=_THIN, right=_THIN, top=above, bottom=_THIN)
    for cell in grid.cells:
        _put_cell(worksheet, top, cell)
    for row, height in enumerate(_row_heights(grid, widths)):
        worksheet.row_dimensions[top + row].height = height
    return top + grid.rows


def _put_cell(worksheet: Worksheet, top: int, cell: GridCell) -> None:
    row, column = top + cell.row, cell.column + 1
    place = worksheet.cell(row, column)
    assert isinstance(place, Cell)
    if cell.amount is not None:
        _put_amount(place, cell.amount, cell.text)
    else:
        _put_text(place, compact(cell.text) if cell.vertical else cell.text)
    place.font = _TEXT_FONT
    # 255 is Excel's word for characters one below the other.
    place.alignment = Alignment(
        horizontal=alignment(cell).value,
        vertical="center",
        wrap_text=not cell.vertical,
        indent=cell.indent,
        text_rotation=255 if cell.vertical else 0,
    )
    if cell.row_span > 1 or cell.column_span > 1:
        worksheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + cell.row_span - 1,
            end_column=column + cell.column_span - 1,
        )


def _put_amount(place: Cell, amount: Decimal, text: str) -> None:
    # As text that is declared a number: openpyxl would pass a Decimal through a float and write 9.95 as
    # 9.949999999999999.
    place.value = format(amount, "f")
    place.data_type = "n"
    place.number_format = _number_format(amount, text)


def _number_format(amount: Decimal, text: str) -> str:
    """The format that shows the number as the publication prints it: 85 as 85, 3,238.70 with its comma, 98.06%."""
    printed = _PRINTED_NUMBER.fullmatch(text.strip())
    if printed is None:
        exponent = amount.as_tuple().exponent
        decimals = max(2, -exponent if isinstance(exponent, int) else 0)
        return f"#,##0.{'0' * decimals}"
    whole = "#,##0" if "," in printed["whole"] else "0"
    point = f".{'0' * len(printed['fraction'])}" if printed["fraction"] else ""
    # A percentage is stated in percent; the sign alone would show a hundred times as much.
    return whole + point + ('"%"' if printed["percent"] else "")


def _put_text(place: Cell, text: str) -> None:
    shown = printable(text)
    if not shown.strip():
        return
    place.value = shown
    # Whatever it looks like, it is text: “=95%” no formula, “#N/A” no error, “04” no number.
    place.data_type = "s"
    if shown.isdigit():
        place.number_format = "@"
    if shown.startswith(_FORMULA_SIGNS):
        # Kept as text when the officer edits the cell, too.
        setattr(place, "quotePrefix", 1)  # noqa: B010 - the types know this property as read-only


def _row_heights(grid: Grid, widths: Sequence[int]) -> list[int]:
    """Heights in points that show the whole text; Excel itself adjusts no row with a merged cell."""
    heights = [_LINE_HEIGHT + _ROW_PADDING] * grid.rows
    # Cells of one row first; what a cell over several rows needs beyond them goes to its last row.
    for cell in sorted(grid.cells, key=lambda cell: cell.row_span):
        rows = range(cell.row, min(cell.row + cell.row_span, grid.rows))
        missing = _text_height(cell, widths) - sum(heights[row] for row in rows)
        if missing > 0 and rows:
            heights[rows[-1]] = min(_HIGHEST_ROW, heights[rows[-1]] + missing)
    return heights


def _text_height(cell: GridCell, widths: Sequence[int]) -> int:
    text = printable(cell.text)
    if cell.vertical:
        return len(compact(text)) * _LINE_HEIGHT + _ROW_PADDING
    width = sum(widths[cell.column : cell.column + cell.column_span]) - 1 - 2 * cell.indent
    return line_count(text, width) * _LINE_HEIGHT + _ROW_PADDING
