"""What forms say of the choice between the shapes of their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.expressions import Reference
from disclosure_editor.editions.model import Table
from disclosure_editor.exchange.source import Place
from disclosure_editor.recognition.forms.shapes import ShapePattern
from disclosure_editor.recognition.found import Found, TableReading


class ShapedReading(NamedTuple):
    """A form that was read, with its shape and where it begins."""

    shape: ShapePattern
    place: Place
    reading: TableReading


def with_choices(workbook: Workbook, forms: Sequence[ShapedReading]) -> list[TableReading]:
    """The readings with the shapes chosen: for all forms of a table the one most have, for the others their own."""
    found: list[TableReading] = []
    for form in forms:
        same = [other for other in forms if other.shape.table is form.shape.table]
        usual = Counter(other.shape.shape.id for other in same).most_common(1)[0][0]
        choices = tuple(_choices(workbook, form, usual, first=form is same[0]))
        found.append(replace(form.reading, values=(*form.reading.values, *choices)))
    return found


def _choices(workbook: Workbook, form: ShapedReading, usual: str, *, first: bool) -> Iterator[Found]:
    table, shape = form.shape.table, form.shape.shape.id
    if len(table.shapes) < 2:
        return
    general = _general_choice(workbook, table)
    if general is not None and first:
        yield Found(general, usual, form.place)
    card = form.reading.rows[0].names[0] if form.shape.card_side is not None else ""
    own = table.shape_choice_of(card)
    if own is not None and own != general and (general is None or shape != usual):
        yield Found(own, shape, form.place)


def _general_choice(workbook: Workbook, table: Table) -> Address | None:
    """Where the shape of all forms of a table is chosen: what the cards' own choices are computed from."""
    if not table.shape_column:
        return table.shape_choice
    column = next(side.by_id[table.shape_column] for side in table.sides if table.shape_column in side.by_id)
    expression = column.formula.expression if column.formula is not None else None
    if not isinstance(expression, Reference) or not expression.table or expression.row or expression.many:
        return None
    field = Address(expression.table, "", expression.column)
    return field if workbook.edition.column(field) is not None else None
