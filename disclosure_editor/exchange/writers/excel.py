"""Writes the tables of a publication as an Excel workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from disclosure_editor.document.files import write_atomically
from disclosure_editor.exchange.blocks import Block, Grid, Paragraph, Style
from disclosure_editor.exchange.writers.characters import printable
from disclosure_editor.exchange.writers.excel_cells import put_grid, put_paragraph
from disclosure_editor.exchange.writers.layout import Stretch, column_widths, stretches

_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
# A4 between the margins below holds about so many half characters of 11 pt; wider tables are scaled to it.
_UPRIGHT_WIDTH, _LANDSCAPE_WIDTH = 90, 136
_CELL_PADDING = 2
_SIDE_MARGIN, _END_MARGIN, _FOOTER_MARGIN = 0.6, 0.8, 0.4
"""Margins in inches, as Excel states them."""


def write_excel(blocks: Iterable[Block], path: Path, *, title: str) -> None:
    """Write each table of the publication as a worksheet, amounts as exact numbers; the text is left out.

    Raises:
        FileNotWritable: the folder, the disk or another program does not allow it.
    """
    workbook = _workbook([stretch for stretch in stretches(blocks) if stretch.sheet], title)
    write_atomically(path, lambda temporary: workbook.save(temporary))


def _workbook(sheets: list[Stretch], title: str) -> Workbook:
    workbook = Workbook()
    properties = workbook.properties
    properties.title, properties.language = printable(title), "zh-CN"
    # An author is the officer's to name; the library's own must not be published.
    properties.creator = ""
    first = workbook.active
    assert isinstance(first, Worksheet)
    names: set[str] = set()
    for number, stretch in enumerate(sheets):
        worksheet = first if number == 0 else workbook.create_sheet()
        worksheet.title = _free_name(stretch.sheet.name if stretch.sheet else "", names)
        _fill(worksheet, stretch)
    if not sheets:
        # Excel knows no workbook without a worksheet.
        put_paragraph(first, 1, 1, Paragraph(Style.TITLE, (), None), text=title)
    return workbook


def _free_name(wanted: str, taken: set[str]) -> str:
    """The name as Excel allows it: 31 characters, none with a meaning in formulas, no two the same."""
    # An apostrophe may not stand at either end.
    name = _FORBIDDEN_IN_NAME.sub("－", printable(wanted)).replace("\n", "").strip("' ")[:_LONGEST_NAME] or "表"
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        suffix = f"({number})"
        candidate = name[: _LONGEST_NAME - len(suffix)] + suffix
    taken.add(candidate.casefold())
    return candidate


def _fill(worksheet: Worksheet, stretch: Stretch) -> None:
    grids = [block for block in stretch.blocks if isinstance(block, Grid)]
    landscape = stretch.sheet is not None and stretch.sheet.landscape
    widest = max(grids, key=lambda grid: grid.columns, default=None)
    widths = [10]
    if widest is not None:
        total = _LANDSCAPE_WIDTH if landscape else _UPRIGHT_WIDTH
        widths = column_widths(widest, max(total, 4 * widest.columns), 1, _CELL_PADDING)
    _set_widths(worksheet, widths)
    row = 1
    for block in stretch.blocks:
        if isinstance(block, Grid):
            if block is grids[0]:
                _repeat_header(worksheet, row, block.header_rows)
            row = put_grid(worksheet, row, block, widths)
        elif block.sheet is not None:
            put_paragraph(worksheet, row, len(widths), block, text=block.text, widths=widths)
            row += 1
    _set_up_print(worksheet, landscape=landscape)


def _set_widths(worksheet: Worksheet, widths: list[int]) -> None:
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width


def _repeat_header(worksheet: Worksheet, row: int, header_rows: int) -> None:
    if not header_rows:
        return
    worksheet.print_title_rows = f"{row}:{row + header_rows - 1}"
    worksheet.freeze_panes = f"A{row + header_rows}"


def _set_up_print(worksheet: Worksheet, *, landscape: bool) -> None:
    setup = worksheet.page_setup
    setup.paperSize = Worksheet.PAPERSIZE_A4
    setup.orientation = Worksheet.ORIENTATION_LANDSCAPE if landscape else Worksheet.ORIENTATION_PORTRAIT
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup.fitToWidth, setup.fitToHeight = 1, 0
    worksheet.print_options.horizontalCentered = True
    margins = worksheet.page_margins
    margins.left = margins.right = _SIDE_MARGIN
    margins.top = margins.bottom = _END_MARGIN
    margins.header = margins.footer = _FOOTER_MARGIN
    footer = worksheet.oddFooter
    assert footer is not None
    footer.center.text = "— &P —"
