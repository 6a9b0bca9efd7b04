"""Where something stands in a document, in the officer's words."""

from __future__ import annotations

from collections.abc import Iterable

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Origin, Spot
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


def read_from(workbook: Workbook, path: Spot) -> Origin | None:
    """What a place was read from in the document's file; for one that wasn't, what another value of its row was."""
    if isinstance(path, RowList):
        return None
    origins = workbook.origins()
    own = origins.get(path)
    if own is not None or not isinstance(path, Address) or not path.row or not origins:
        return own
    sides = workbook.edition.sides_for(path)
    row = (Address(path.table, path.row, column.id) for side in sides for column in side.columns)
    return next((origins[address] for address in row if address in origins), None)


def source_places(workbook: Workbook, paths: Iterable[Spot]) -> tuple[str, ...]:
    """Where places stand in the file that the document was read from, in the officer's words; each once."""
    read = (read_from(workbook, path) for path in paths)
    return tuple(dict.fromkeys(origin.place for origin in read if origin is not None and origin.place))
