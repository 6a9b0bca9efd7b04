"""Where something stands in a document, in the officer's words."""

from __future__ import annotations

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Spot
from disclosure_editor.narrative.form_cells import find_cell
from disclosure_editor.narrative.writer import TITLE


def near_name(workbook: Workbook, cell: Address, near: Address) -> str:
    """A cell as seen from another one: by its column alone where both stand in one row."""
    column = workbook.edition.column(cell)
    same_row = cell[:2] == near[:2]
    return f"“{column.title}”" if same_row and column is not None else workbook.title(cell)


def place_name(workbook: Workbook, path: Spot) -> str:
    """A cell or field by its row and column, a list of rows by its table, a paragraph by its section or form."""
    match path:
        case Address():
            return workbook.title(path)
        case RowList():
            return workbook.place(path.table)
    if path == TITLE:
        return "手工修改的标题"
    if (cell := find_cell(workbook, path)) is not None:
        return f"{workbook.place(cell.table.id, cell.card)}里手工修改的格子"
    titles = {section.id: section.title for section in workbook.edition.outline}
    return f"“{titles.get(path.section, path.section)}”里手工修改的段落"
