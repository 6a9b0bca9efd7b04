"""The columns of a form's repeated rows, and what is known of what stands in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from disclosure_editor.document.texts import compact
from disclosure_editor.editions.model import RepeatedRows
from disclosure_editor.recognition.forms.shapes import CellPattern, CellSlot, RowPattern
from disclosure_editor.recognition.lines.column_widths import ColumnWidth
from disclosure_editor.recognition.lines.row_rules import RowRules


class ColumnKind(Enum):
    """What stands in a column."""

    LEVEL = "level"
    """A group of rows, one of a few words; printed once for those below one another where its cells are merged."""
    NAME = "name"
    """What tells rows apart."""
    FIGURE = "figure"
    QUANTITY = "quantity"
    """A figure with its sign and unit, a date, or a word in their place."""
    TEXT = "text"


@dataclass(frozen=True, eq=False)
class RowColumn:
    """A column of the rows.

    Attributes:
        ending: how the words of levels end.
        width: what is known of its width.
        words, words_of_others: what the edition says may stand there, and in other columns; none where it doesn't.
    """

    cell: CellPattern
    slot: CellSlot
    kind: ColumnKind
    ending: str
    width: ColumnWidth
    words: frozenset[str] = frozenset()
    words_of_others: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Its name in addresses."""
        return self.slot.column.id


def row_columns(row: RowPattern, rules: RowRules, widths: Mapping[int, ColumnWidth]) -> tuple[RowColumn, ...]:
    """The columns of a repeated row that print a value, from left to right; `widths` by the shape's columns."""
    cells = [cell for cell in row.cells if len(cell.slots) == 1]
    named = _naming(cells)
    ending = _ending(cells[0].slots[0])
    return tuple(
        RowColumn(
            cell,
            cell.slots[0],
            _kind(cell.slots[0], rules, index, named),
            ending,
            widths.get(cell.column, ColumnWidth()),
            rules.words.get(cell.slots[0].column.id, frozenset()),
            frozenset(w for column, words in rules.words.items() if column != cell.slots[0].column.id for w in words),
        )
        for index, cell in enumerate(cells)
    )


def _naming(cells: Sequence[CellPattern]) -> int:
    """The number of the cell that tells rows apart: the one they are named by, else the last merged one's neighbour."""
    for index, cell in enumerate(cells):
        side = cell.slots[0].side
        repeated = side.repeated if side is not None else None
        if repeated is not None and cell.slots[0].column.id == _name_of(repeated):
            return index
    merged = [index for index, cell in enumerate(cells) if cell.merge]
    return min(merged[-1] + 1 if merged else 0, len(cells) - 1)


def _name_of(repeated: RepeatedRows) -> str:
    return repeated.named_by or repeated.key


def _kind(slot: CellSlot, rules: RowRules, index: int, named: int) -> ColumnKind:
    if index < named:
        return ColumnKind.LEVEL
    if index == named:
        return ColumnKind.NAME
    if slot.column.type.numeric:
        return ColumnKind.FIGURE
    return ColumnKind.QUANTITY if slot.column.id in rules.quantities else ColumnKind.TEXT


ENDING = 2
"""How many characters the words of levels have in common at their end."""


def _ending(slot: CellSlot) -> str:
    """The last word of a column's title: 指标 of 一级指标; its words are taken to end so."""
    return compact(slot.column.title)[-ENDING:]
