"""The cells of printed forms as they can be worded by hand: their names, and which cell a name is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure_editor.calculation.workbook import Row, Workbook
from disclosure_editor.document.disclosure import ROW_MARK, ParagraphKey
from disclosure_editor.editions.model import Edition, Section, Shape, ShapeCell, Table, View
from disclosure_editor.narrative.rows import RowHandle, detail_rows

_PLACE = re.compile(r"(?P<shape>.*)第(?P<row>\d+)行第(?P<cell>\d+)格", re.DOTALL)


@dataclass(frozen=True)
class FormCell:
    """A cell of a printed form.

    Attributes:
        card: the name of the form's card; empty for a table that has none.
        row: what its template calls ``row``: the card, or the row that its line is repeated for.
    """

    table: Table
    card: str
    spec: ShapeCell
    row: RowHandle | None


def cell_key(section: str, shape: Shape, row: int, cell: int, rows: Sequence[str]) -> ParagraphKey:
    """The name of a form's cell.

    Args:
        section: the id of the entry of the outline that prints the table.
        row, cell: the number of the cell's row in the shape and its own in that row, from 0.
        rows: the names of the form's card and of the row that its line is repeated for, as far as it has them.
    """
    return ParagraphKey(section, ROW_MARK.join([f"{shape.id}第{row + 1}行第{cell + 1}格", *rows]))


def printing_section(edition: Edition, table: str) -> Section | None:
    """The entry of the outline that prints a table."""
    return next((section for section in edition.outline if section.table == table), None)


def chosen_shape(workbook: Workbook, table: Table, card: str = "") -> Shape:
    """The shape that the officer chose for a form of a table that has some, the first where the choice names none."""
    address = table.shape_choice_of(card)
    chosen = workbook.cell(address).text if address is not None else ""
    return next((shape for shape in table.shapes if shape.id == chosen), table.shapes[0])


def cards(workbook: Workbook, table: Table) -> Iterator[RowHandle | None]:
    """The cards of a table, each of which is printed as a form; None once for a table that has none."""
    if table.view is View.CARDS:
        yield from detail_rows(workbook, table.sides)
    else:
        yield None


def lines(workbook: Workbook, table: str, card: RowHandle | None) -> list[RowHandle]:
    """The rows of a table that belong to a card; all rows of one whose rows belong to none."""
    found: list[RowHandle] = []
    for side in workbook.edition.tables[table].sides:
        if side.repeated is None or not side.repeated.parent:
            found += detail_rows(workbook, (side,))
        elif card is not None:
            names = workbook.children(side, card.name)
            found += [RowHandle(side, Row(name, side.repeated)) for name in names]
    return found


def find_cell(workbook: Workbook, key: ParagraphKey) -> FormCell | None:
    """The cell of a form that is printed now and has this name; None where there is none."""
    name, _, rows = key.name.partition(ROW_MARK)
    place = _PLACE.fullmatch(name)
    section = next((section for section in workbook.edition.outline if section.id == key.section), None)
    table = workbook.edition.tables.get(section.table) if section is not None else None
    if place is None or table is None or not table.shapes:
        return None
    if printing_section(workbook.edition, table.id) is not section:
        return None
    for card in cards(workbook, table):
        rest = _behind(card.name, rows) if card is not None else rows
        shape = chosen_shape(workbook, table, card.name if card is not None else "") if rest is not None else None
        if rest is not None and shape is not None and shape.id == place["shape"]:
            found = _cell(workbook, shape, int(place["row"]) - 1, int(place["cell"]) - 1, card, rest)
            if found is not None:
                return FormCell(table, card.name if card is not None else "", *found)
    return None


def _behind(name: str, rows: str) -> str | None:
    """What stands behind a row's name; None where that doesn't begin it."""
    if rows == name:
        return ""
    return rows.removeprefix(name + ROW_MARK) if rows.startswith(name + ROW_MARK) else None


def _cell(
    workbook: Workbook, shape: Shape, row: int, cell: int, card: RowHandle | None, line: str
) -> tuple[ShapeCell, RowHandle | None] | None:
    """A shape's cell at a place with the row of its template; `line` is the row that its line is repeated for."""
    if not (0 <= row < len(shape.rows) and 0 <= cell < len(shape.rows[row].cells)):
        return None
    spec, each = shape.rows[row].cells[cell], shape.rows[row].each
    if not each:
        return (spec, card) if not line else None
    return next(((spec, handle) for handle in lines(workbook, each, card) if handle.name == line), None)
