"""Joins a table that goes on on the next page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from disclosure_editor.document.texts import compact
from disclosure_editor.exchange.readers.pdf.pdf_tables import PdfCell, PdfTable
from disclosure_editor.exchange.readers.text.row_types import is_figure
from disclosure_editor.exchange.readers.text.tab_led import TITLE

_NEAR = 3.0
_MOST_HEADING_ROWS = 8
_TITLE_REPEATED = 3
"""A title that comes back with fewer equal rows below it is the one of another table of the kind."""


def goes_on(table: PdfTable, behind: PdfTable, foot: float) -> bool:
    """Whether a table at the foot of a page goes on in the one at the head of the next page.

    It does if that repeats its heading, or has a first row that had no place on the page before.

    Args:
        foot: where text may stand on the page at most, in points from its upper edge.
    """
    if behind.page != table.last_page + 1 or _columns_of_both(table, behind) is None:
        return False
    repeated = _repeated_rows(table, behind)
    first = behind.row(0)
    if len(first) == 1 and TITLE.fullmatch(compact(first[0].text)):
        return repeated >= _TITLE_REPEATED
    return repeated > 0 or table.bottom + behind.first_row_height > foot


def with_continuation(table: PdfTable, behind: PdfTable) -> PdfTable:
    """Both parts as one: without heading rows that come back, and a row that a page's end parts as one row."""
    columns = _columns_of_both(table, behind) or table.columns
    above = _on_columns(table.cells, table.columns, columns)
    below = _on_columns(behind.cells, behind.columns, columns)
    dropped = _repeated_rows(table, behind)
    below = [replace(cell, row=cell.row - dropped) for cell in below if cell.row >= dropped]
    above, below, taken = _parted_row_joined(above, below, table.rows)
    above, below = _merged_cells_joined(above, below, table.rows)
    return replace(
        table,
        columns=columns,
        rows=table.rows + behind.rows - dropped - taken,
        cells=(*above, *(replace(cell, row=cell.row + table.rows) for cell in below)),
        bottom=behind.bottom,
        last_page=behind.last_page,
    )


def _columns_of_both(table: PdfTable, behind: PdfTable) -> tuple[float, ...] | None:
    """The columns of both parts, of which one may show fewer; None where they don't lie over one another."""
    more, fewer = sorted((table.columns, behind.columns), key=len, reverse=True)
    if abs(more[0] - fewer[0]) > _NEAR or abs(more[-1] - fewer[-1]) > _NEAR:
        return None
    if any(min(abs(edge - other) for other in more) > _NEAR for edge in fewer):
        return None
    return more


def _on_columns(cells: Sequence[PdfCell], columns: Sequence[float], wanted: Sequence[float]) -> list[PdfCell]:
    if len(columns) == len(wanted):
        return list(cells)
    places = [min(range(len(wanted)), key=lambda number: abs(wanted[number] - edge)) for edge in columns]
    return [
        replace(cell, column=places[cell.column], columns=places[cell.column + cell.columns] - places[cell.column])
        for cell in cells
    ]


def _repeated_rows(table: PdfTable, behind: PdfTable) -> int:
    """How many rows at the beginning of a part repeat those of the table: its heading."""
    count = 0
    for number in range(min(_MOST_HEADING_ROWS, behind.rows, table.rows)):
        ours, others = _texts(table.row(number)), _texts(behind.row(number))
        if ours != others or any(map(is_figure, ours)):
            break
        count = number + 1
    return count if any(text for number in range(count) for text in _texts(behind.row(number))) else 0


def _texts(cells: Sequence[PdfCell]) -> list[str]:
    return [compact(cell.text) for cell in cells]


def _parted_row_joined(
    above: Sequence[PdfCell], below: Sequence[PdfCell], rows: int
) -> tuple[list[PdfCell], list[PdfCell], int]:
    """Join a row that goes on over the page: its cells end where the next word had no place, or are complete."""
    last = {cell.column: cell for cell in above if cell.row + cell.rows == rows}
    first = [cell for cell in below if cell.row == 0]
    filled = [cell for cell in first if cell.lines]
    complete = [cell for cell in first if not cell.lines and cell.column in last and last[cell.column].lines]
    if not filled or not complete or any(cell.rows > 1 for cell in filled):
        return list(above), list(below), 0
    if not all(_goes_on_over_page(last.get(cell.column), cell) for cell in filled):
        return list(above), list(below), 0
    rest = {cell.column: cell for cell in first}
    joined = [_with_lines(cell, rest) if last.get(cell.column) is cell else cell for cell in above]
    return joined, [replace(cell, row=cell.row - 1) for cell in below if cell.row > 0], 1


def _with_lines(cell: PdfCell, rest: Mapping[int, PdfCell]) -> PdfCell:
    more = rest.get(cell.column)
    return replace(cell, lines=cell.lines + more.lines) if more is not None else cell


def _goes_on_over_page(above: PdfCell | None, below: PdfCell) -> bool:
    if above is None or not above.lines or above.columns != below.columns or is_figure(above.text):
        return False
    return above.goes_on(above.lines[-1], below.lines[0])


def _merged_cells_joined(
    above: Sequence[PdfCell], below: Sequence[PdfCell], rows: int
) -> tuple[list[PdfCell], list[PdfCell]]:
    """Join cells at the left that are merged over rows of both pages: they are blank on the second one."""
    last = {cell.column: cell for cell in above if cell.row + cell.rows == rows}
    longer: dict[int, PdfCell] = {}
    for cell in sorted((cell for cell in below if cell.row == 0), key=lambda cell: cell.column):
        upper = last.get(cell.column)
        merged = upper is not None and upper.columns == cell.columns and max(upper.rows, cell.rows) > 1
        if upper is None or not merged or cell.lines or not upper.lines:
            break
        longer[cell.column] = replace(upper, rows=upper.rows + cell.rows)
    joined = [longer.get(cell.column, cell) if last.get(cell.column) is cell else cell for cell in above]
    return joined, [cell for cell in below if cell.row or cell.column not in longer]
