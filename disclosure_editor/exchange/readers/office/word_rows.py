"""The cells of a Word table at their places: rows and cells in their wrappers, spans of columns, vertical merges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure_editor.exchange.readers.office.safe_xml import Element, attribute, child, children, name_of
from disclosure_editor.exchange.readers.source_limits import COLUMNS, require

# What may stand around a row or a cell without being one: content controls, custom markup, accepted insertions.
_WRAPPERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag"})


@dataclass
class DrawnCell:
    """A cell as the table draws it.

    Attributes:
        row, column: counted from 0.
        content: the element (``w:tc``) that holds its text; None where a row leaves places out.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    content: Element | None


def drawn_cells(table: Element, name: str) -> list[DrawnCell]:
    """A table's cells, a merged one once.

    Args:
        table: the table (``w:tbl``).
        name: of the file, for messages.

    Raises:
        UnreadableSource: a row has more columns than a table may have.
    """
    cells: list[DrawnCell] = []
    above: dict[int, DrawnCell] = {}
    for row, element in enumerate(_rows(table)):
        below: dict[int, DrawnCell] = {}
        column = _gap(element, "w:gridBefore")
        if column:
            cells.append(DrawnCell(row, 0, 1, column, None))
        for content in _within(element, "w:tc"):
            properties = child(content, "w:tcPr")
            span = max(1, _number(child(properties, "w:gridSpan")))
            require(column + span, COLUMNS, name)
            if _continues(properties, "w:hMerge") and cells and cells[-1].row == row:
                cells[-1].column_span += span
            elif (upper := above.get(column)) and _continues(properties, "w:vMerge") and upper.column_span == span:
                upper.row_span += 1
                below[column] = upper
            else:
                cells.append(DrawnCell(row, column, 1, span, content))
                below[column] = cells[-1]
            column += span
        above = below
    return cells


def _rows(table: Element) -> Iterator[Element]:
    deleted = ("w:trPr", "w:del")
    return (row for row in _within(table, "w:tr") if child(row, *deleted) is None)


def _within(element: Element, wanted: str) -> Iterator[Element]:
    for inner in element:
        name = name_of(inner)
        if name == wanted:
            yield inner
        elif name in _WRAPPERS:
            yield from _within(inner, wanted)


def cells_in(table: Element) -> int:
    """How many cells a table has itself, without those of the tables in it."""
    return sum(1 for row in _rows(table) for _ in _within(row, "w:tc"))


def _gap(row: Element, wanted: str) -> int:
    return _number(child(row, "w:trPr", wanted))


def _number(element: Element | None) -> int:
    """The number that an element states; one that is out of all bounds stays so, in few digits."""
    text = "" if element is None else attribute(element, "w:val")
    return int(text[:9]) if text.isascii() and text.isdigit() else 0


def _continues(properties: Element | None, wanted: str) -> bool:
    """Whether a cell is but the rest of the one above or before it."""
    merge = next(children(properties, wanted), None)
    return merge is not None and attribute(merge, "w:val", "continue") == "continue"
