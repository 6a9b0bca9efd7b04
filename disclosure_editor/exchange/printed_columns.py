"""Which columns of a table a printed form has, in the form's order."""

from __future__ import annotations

from typing import NamedTuple

from jinja2 import nodes

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.editions.model import ShapeCell
from disclosure_editor.narrative.environment import new_environment
from disclosure_editor.narrative.form_cells import chosen_shape


class PrintedColumn(NamedTuple):
    """A column of a table as a form prints it.

    Attributes:
        column: the column's id; empty where the cell states none.
        words: what such a cell prints instead.
        width: over how many of the form's columns it reaches.
        merge: whether equal texts below one another are one cell.
    """

    column: str
    width: int
    merge: bool
    words: str = ""


def printed_columns(workbook: Workbook, table: str, card: str = "") -> tuple[PrintedColumn, ...]:
    """What a line for a row of this table holds in the form (of this card) that prints it; empty where none does."""
    forms = (other for other in workbook.edition.tables.values() if other.shapes)
    shapes = (shape for form in forms for shape in (chosen_shape(workbook, form, card), *form.shapes))
    line = next((row for shape in shapes for row in shape.rows if row.each == table), None)
    if line is None:
        return ()
    return tuple(_printed(cell) for cell in line.cells)


def _printed(cell: ShapeCell) -> PrintedColumn:
    column = _column(cell.text)
    return PrintedColumn(column, cell.columns, cell.merge, "" if column else cell.text)


def _column(template: str) -> str:
    """The column of the row that a cell's template states first."""
    for node in new_environment().parse(template).find_all((nodes.Getattr, nodes.Getitem)):
        match node:
            case nodes.Getattr(attr=column):
                return str(column)
            case nodes.Getitem(arg=nodes.Const(value=column)):
                return str(column)
    return ""
