"""What is known of a form before it is read in hard-wrapped lines: what it prints before, in and behind its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment

from disclosure_editor.editions.model import Edition, Side
from disclosure_editor.recognition.forms.shapes import CellPattern, RowPattern, ShapePattern
from disclosure_editor.recognition.lines.printed_parts import Part, Words, printed_parts
from disclosure_editor.recognition.lines.row_rules import RowRules, row_rules


@dataclass(frozen=True, eq=False)
class LinedForm:
    """A form as its shape prints it.

    Attributes:
        head, tail: what stands before and behind its repeated rows, in its order.
        row: the repeated rows; None for none.
        side: whose rows they are.
    """

    shape: ShapePattern
    head: tuple[Part, ...]
    row: RowPattern | None
    tail: tuple[Part, ...]
    side: Side | None
    rules: RowRules

    @cached_property
    def words(self) -> int:
        """How many characters of its own stand before the repeated rows."""
        return sum(len(part.text) for part in self.head if isinstance(part, Words))

    @cached_property
    def key(self) -> CellPattern | None:
        """The cell with the name of the card; None where it has none."""
        cells = (cell for row in self.shape.rows if not row.each for cell in row.cells)
        return next((cell for cell in cells if any(slot.key for slot in cell.slots)), None)


def lined_form(shape: ShapePattern, edition: Edition, environment: Environment) -> LinedForm:
    """The form of a shape."""
    number = next((row.number for row in shape.rows if row.each), len(shape.rows))
    row = shape.rows[number] if number < len(shape.rows) else None
    labels = [cell for cell in row.cells if cell.fixed] if row is not None else []
    head = [*(cell for above in shape.rows[:number] for cell in above.cells), *labels]
    tail = [cell for below in shape.rows[number + 1 :] for cell in below.cells]
    sides = (slot.side for cell in (row.cells if row is not None else ()) for slot in cell.slots)
    side = next((side for side in sides if side is not None), None)
    return LinedForm(
        shape,
        printed_parts(head, edition, environment),
        row,
        printed_parts(tail, edition, environment),
        side,
        row_rules(edition, side) if side is not None else RowRules(frozenset()),
    )
