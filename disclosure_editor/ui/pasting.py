"""Where the cells of a pasted block go: into which addresses of a table, and into which new rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from disclosure_editor.calculation.edits import NewRow
from disclosure_editor.calculation.entries import Entry, Refused, texts_of_row
from disclosure_editor.calculation.workbook import Row, Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import FixedRow, Side
from disclosure_editor.ui.clipboard import Block
from disclosure_editor.ui.table_layout import GridColumn, GridLayout, GridRow, Role

Line = Sequence[tuple[GridColumn, str]]
"""The texts of one line of a block for one side, with their columns."""


class NewPlace(Enum):
    """Where a line goes that no row takes."""

    ADDED = auto()


@dataclass
class Placement:
    """A block on its way into a table.

    Attributes:
        texts: for the rows that there are.
        added: the rows that the block adds, behind the row `after`.
        filled: how many cells take a text.
        skipped: how many texts no cell takes.
        reasons: why, where there is more to say than that nothing can be typed there.
    """

    texts: dict[Address, str] = field(default_factory=dict)
    added: list[NewRow] = field(default_factory=list)
    after: str | None = None
    filled: int = 0
    skipped: int = 0
    reasons: list[str] = field(default_factory=list)


def tiled(block: Block, rows: int, columns: int) -> Block:
    """The block as often as it fits a selection of this size exactly; as it is where it does not fit."""
    if not block or not block[0] or rows % len(block) or columns % len(block[0]):
        return block
    return tuple(line * (columns // len(block[0])) for line in block * (rows // len(block)))


def place_block(
    workbook: Workbook, layout: GridLayout, grid_rows: Sequence[GridRow], top: int, left: int, block: Block, grows: bool
) -> Placement:
    """Find each cell's place, the block's first cell being at row `top` and column `left` of the grid.

    Args:
        grows: whether lines beyond the last repeated row become new rows.
    """
    placement = Placement()
    columns = layout.columns[left:]
    placement.skipped = sum(bool(text.strip()) for line in block for text in line[len(columns) :])
    for index, side in enumerate(layout.sides):
        own = [place for place, column in enumerate(columns) if column.side_index == index]
        lines = [[(columns[place], line[place]) for place in own if place < len(line)] for line in block]
        rows = _targets(grid_rows, layout, index, top, lines, grows)
        for line_cells, row in zip(lines, rows, strict=True):
            if row is None:
                placement.skipped += sum(bool(text.strip()) for _, text in line_cells)
            elif isinstance(row, Row):
                _fill_row(workbook, layout, side, row, line_cells, placement)
            else:
                _add_row(workbook, layout, side, line_cells, placement)
    if placement.added:
        placement.after = next((row.names[0] for row in reversed(grid_rows) if _repeats(row, 0)), None)
    return placement


def _repeats(row: GridRow, index: int) -> bool:
    own = row.rows[index]
    return own is not None and own.repeated


def _targets(
    grid_rows: Sequence[GridRow], layout: GridLayout, index: int, top: int, lines: Sequence[Line], grows: bool
) -> Iterator[Row | NewPlace | None]:
    """For each line the row of the side that takes it, that it becomes a new one, or None.

    A line with the label of a fixed row further down belongs to that row, wherever it stands in the block: a total
    stays a total though the rows above it have become more. One with a label that there is not belongs nowhere.
    """
    repeated = [place for place, row in enumerate(grid_rows) if _repeats(row, index)]
    end = repeated[-1] + 1 if repeated else _place_of_first(grid_rows, layout)
    growing = grows and (top < end or not repeated)
    place = top
    for line in lines:
        labelled = _labelled(grid_rows, layout, index, place, line)
        if labelled is not None:
            place = labelled + 1
            yield grid_rows[labelled].rows[index]
        elif growing and place >= end:
            yield NewPlace.ADDED if any(text.strip() for _, text in line) else None
        else:
            row = grid_rows[place].rows[index] if place < len(grid_rows) else None
            place += 1
            yield None if row is not None and _contradicts(layout, row, line) else row


def _place_of_first(grid_rows: Sequence[GridRow], layout: GridLayout) -> int:
    """Where the first repeated row of the grid would stand."""
    specs = layout.sides[0].rows
    before = next((place for place, spec in enumerate(specs) if not isinstance(spec, FixedRow)), len(specs))
    return min(before, len(grid_rows))


def _labelled(grid_rows: Sequence[GridRow], layout: GridLayout, index: int, place: int, line: Line) -> int | None:
    """Where the fixed row stands whose label the line has."""
    for number in range(place, len(grid_rows)):
        row = grid_rows[number].rows[index]
        for column, text in line:
            if row is not None and text.strip() and _bare(text) == _bare(layout.label(row, column)):
                return number
    return None


def _contradicts(layout: GridLayout, row: Row, line: Line) -> bool:
    """Whether the line has another label than the row."""
    labels = ((layout.label(row, column), text) for column, text in line)
    return any(label and text.strip() and _bare(label) != _bare(text) for label, text in labels)


def _bare(text: str) -> str:
    return "".join(text.split())


def _fill_row(workbook: Workbook, layout: GridLayout, side: Side, row: Row, line: Line, placement: Placement) -> None:
    entries: list[Entry] = []
    key = side.repeated.key if side.repeated else None
    for column, text in line:
        if layout.role_of(row, column) is not Role.VALUE:
            placement.skipped += bool(text.strip()) and _bare(text) != _bare(layout.label(row, column))
        elif text.strip() or column.column.id != key:
            entries.append(Entry(column.column, text, column.part, column.parts))
    for column_id, text in _accepted(workbook, side, row.name, entries, placement).items():
        placement.texts[Address(side.table, row.name, column_id)] = text


def _add_row(workbook: Workbook, layout: GridLayout, side: Side, line: Line, placement: Placement) -> None:
    entries = [Entry(column.column, text, column.part, column.parts) for column, text in line if text.strip()]
    texts = _accepted(workbook, side, None, entries, placement)
    key = texts.pop(side.repeated.key, layout.parent_row) if side.repeated else ""
    placement.added.append(NewRow(key, texts))


def _accepted(
    workbook: Workbook, side: Side, name: str | None, entries: Sequence[Entry], placement: Placement
) -> dict[str, str]:
    """What a row states after those entries that it can take; the others are counted."""
    texts: dict[str, str] = {}
    taken: list[Entry] = []
    try:
        texts = texts_of_row(workbook, side, name, entries)
        taken = list(entries)
    except Refused:
        for entry in entries:
            try:
                texts = texts_of_row(workbook, side, name, [*taken, entry])
                taken.append(entry)
            except Refused as refusal:
                placement.skipped += 1
                placement.reasons.append(str(refusal))
    placement.filled += len(taken)
    return texts
