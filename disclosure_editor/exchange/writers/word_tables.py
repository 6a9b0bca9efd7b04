"""Writes a grid as a table of Word."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure_editor.document.texts import compact
from disclosure_editor.exchange.blocks import Grid, GridCell
from disclosure_editor.exchange.writers.layout import alignment, column_widths, line_count
from disclosure_editor.exchange.writers.word_styles import (
    CELL_MARGIN,
    CELL_MARGIN_ABOVE,
    TABLE_SIZES,
    TABLE_STYLE,
    table_text_style,
)
from disclosure_editor.exchange.writers.word_xml import Element, element, text_run

# From which width of the average column each of TABLE_SIZES is used, in twentieths of a point (20 mm, 15 mm).
_ROOM = (1134, 850, 0)
# A table that is a little too long for a page is set one size smaller before it is broken.
_SMALLER_BY = 1
# Lines break earlier than characters are wide: in front of a word, behind a bracket.
_SLACK = 1.15
# A row that is higher than this looks lost (8 mm, in twentieths of a point).
_HIGHEST_ROW = 454


@dataclass(frozen=True)
class _Setting:
    """How a grid is set on its page.

    Attributes:
        size: of its text, in half points.
        widths: of its columns, in twentieths of a point.
        heights: what the text of each row takes, in twentieths of a point.
        row_height: the least height of a row.
    """

    size: int
    widths: list[int]
    heights: list[int]
    row_height: int


def word_table(grid: Grid, width: int, height: int, *, keep_with_next: bool = False) -> Element:
    """The grid as a table that repeats its heading rows and breaks pages between rows only.

    Args:
        grid: the table.
        width: from margin to margin, in twentieths of a point.
        height: what a page leaves for the table; size and rows are chosen to fit it there where that looks right.
        keep_with_next: the last row stays on the page of what follows (a note).
    """
    setting = _setting(grid, width, height)
    table = element("w:tbl", {}, _properties(width), _columns(setting.widths))
    for row, owners in enumerate(_owners(grid)):
        repeated = row < grid.header_rows
        # The last row (a total) is never alone on a page.
        kept = repeated or row == grid.rows - 2 or (keep_with_next and row == grid.rows - 1)
        made = element("w:tr", {}, _row_properties(setting.row_height, repeated=repeated))
        made.extend(_row_cells(owners, row, setting, kept=kept, total=row in grid.total_rows))
        table.append(made)
    return table


def _setting(grid: Grid, width: int, height: int) -> _Setting:
    average = width // max(grid.columns, 1)
    first = next(number for number, room in enumerate(_ROOM) if average >= room)
    settings = [_sized(grid, size, width, height) for size in TABLE_SIZES[first : first + _SMALLER_BY + 1]]
    fitting = [setting for setting in settings if sum(setting.heights) * _SLACK <= height]
    barely = [setting for setting in settings[-1:] if sum(setting.heights) <= height]
    return (fitting + barely + settings)[0]


def _sized(grid: Grid, size: int, width: int, height: int) -> _Setting:
    # The size is in half points: half a character is a quarter of it wide, which is five twentieths of a point.
    half_character = size * 5
    # A figure has room to spare: the fonts that may stand in have digits wider than half a character.
    widths = column_widths(grid, width, half_character, 2 * CELL_MARGIN + half_character)
    # Single spacing is at most 1.45 of the size in the fonts that may stand in.
    pitch, margins = size * 29 // 2, 2 * CELL_MARGIN_ABOVE + 10
    heights = [pitch + margins] * grid.rows
    for cell in grid.cells:
        room = sum(widths[cell.column : cell.column + cell.column_span]) - 2 * CELL_MARGIN
        if cell.row_span == 1 and not cell.vertical:
            needed = line_count(cell.text, room // half_character) * pitch + margins
            heights[cell.row] = max(heights[cell.row], needed)
    spare = max(0, height - sum(heights)) // max(grid.rows, 1)
    return _Setting(size, widths, heights, min(_HIGHEST_ROW, pitch + margins + spare))


def _properties(width: int) -> Element:
    return element(
        "w:tblPr",
        {},
        element("w:tblStyle", {"w:val": TABLE_STYLE}),
        element("w:tblW", {"w:w": width, "w:type": "dxa"}),
        # Word would otherwise widen columns by their text and push the table over the margin.
        element("w:tblLayout", {"w:type": "fixed"}),
    )


def _columns(widths: list[int]) -> Element:
    return element("w:tblGrid", {}, *(element("w:gridCol", {"w:w": width}) for width in widths))


def _row_properties(height: int, *, repeated: bool) -> Element:
    properties = element("w:trPr", {}, element("w:cantSplit"))
    properties.append(element("w:trHeight", {"w:val": height, "w:hRule": "atLeast"}))
    if repeated:
        properties.append(element("w:tblHeader"))
    return properties


def _owners(grid: Grid) -> list[list[GridCell]]:
    """For each place of the grid the cell that covers it; an empty one where none does."""
    owners = [[GridCell(row=row, column=column, text="") for column in range(grid.columns)] for row in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.columns)):
                owners[row][column] = cell
    return owners


def _row_cells(owners: list[GridCell], row: int, setting: _Setting, *, kept: bool, total: bool) -> list[Element]:
    made = []
    column = 0
    while column < len(owners):
        cell = owners[column]
        width = sum(setting.widths[column : column + cell.column_span])
        properties = _cell_properties(cell, row, width, total=total)
        made.append(element("w:tc", {}, properties, _cell_paragraph(cell, row, setting.size, kept=kept)))
        column += cell.column_span
    return made


def _cell_properties(cell: GridCell, row: int, width: int, *, total: bool) -> Element:
    properties = element("w:tcPr", {}, element("w:tcW", {"w:w": width, "w:type": "dxa"}))
    if cell.column_span > 1:
        properties.append(element("w:gridSpan", {"w:val": cell.column_span}))
    if cell.row_span > 1:
        properties.append(element("w:vMerge", {"w:val": "restart" if row == cell.row else "continue"}))
    if total:
        line = {"w:val": "single", "w:sz": 8, "w:space": 0, "w:color": "000000"}
        properties.append(element("w:tcBorders", {}, element("w:top", line)))
    properties.append(element("w:vAlign", {"w:val": "center"}))
    return properties


def _cell_paragraph(cell: GridCell, row: int, size: int, *, kept: bool) -> Element:
    properties = element("w:pPr", {}, element("w:pStyle", {"w:val": table_text_style(size)}))
    if kept:
        properties.append(element("w:keepNext"))
    if cell.indent:
        indent = {"w:leftChars": 100 * cell.indent, "w:left": 10 * size * cell.indent}
        properties.append(element("w:ind", indent))
    properties.append(element("w:jc", {"w:val": alignment(cell).value}))
    paragraph = element("w:p", {}, properties)
    if row == cell.row and cell.text:
        paragraph.append(text_run(_downwards(cell.text) if cell.vertical else cell.text))
    return paragraph


def _downwards(text: str) -> str:
    """One character a line: rows grow with it, which they do not with text turned by 90 degrees."""
    return "\n".join(compact(text))
