"""Where the cells of a pasted block go: into which addresses of a table, and into which new rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from disclosure_editor.calculation.edits import NewRow
from disclosure_editor.calculation.entries import Entry, Refused, texts_of_row
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, row_key
from disclosure_editor.document.texts import compact
from disclosure_editor.editions.model import FixedRow, RowKind, Side
from disclosure_editor.ui.clipboard import Block
from disclosure_editor.ui.printed_blocks import Cells
from disclosure_editor.ui.table_layout import GridLayout, GridRow, Role

Line = Sequence[tuple[int, str]]
"""The texts of one line of a block for one side, with the places of their columns in the grid."""


class NewPlace(Enum):
    """Where a line goes that no row takes."""

    ADDED = auto()
    SUBTOTAL = auto()
    """The subtotals of a class or section that comes with the subjects pasted."""


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
    workbook: Workbook, layout: GridLayout, grid_rows: Sequence[GridRow], top: int, left: int, block: Cells, grows: bool
) -> Placement:
    """Find each cell's place, the block's first cell being at row `top` and column `left` of the grid.

    Args:
        grows: whether lines beyond the last repeated row become new rows.
    """
    placement = Placement()
    width = len(layout.columns) - left
    placement.skipped = sum(bool(text and text.strip()) for line in block for text in line[width:])
    for index, side in enumerate(layout.sides):
        own = [place for place in range(width) if layout.columns[left + place].side_index == index]
        told = [[(left + place, line[place]) for place in own if place < len(line)] for line in block]
        lines = [[(place, text) for place, text in line if text is not None] for line in told]
        codes = _codes(workbook, layout, side, lines)
        if len(lines) > 1 and any(codes):
            rows = _targets_by_code(workbook, grid_rows, layout, index, top, lines, codes)
        else:
            rows = _targets(grid_rows, layout, index, top, lines, grows)
        for line_cells, row, code in zip(lines, rows, codes, strict=True):
            if row is None:
                placement.skipped += sum(bool(text.strip()) for _, text in line_cells)
            elif isinstance(row, GridRow):
                _fill_row(workbook, layout, side, row, line_cells, placement)
            elif row is NewPlace.SUBTOTAL:
                _state_subtotal(workbook, layout, side, code, line_cells, placement)
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
) -> Iterator[GridRow | NewPlace | None]:
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
            yield grid_rows[labelled]
        elif growing and place >= end:
            yield NewPlace.ADDED if any(text.strip() for _, text in line) else None
        else:
            row = grid_rows[place] if place < len(grid_rows) and grid_rows[place].rows[index] is not None else None
            place += 1
            yield None if row is not None and _contradicts(layout, row, line) else row


def _codes(workbook: Workbook, layout: GridLayout, side: Side, lines: Sequence[Line]) -> list[str]:
    """The subject that each line tells; blank where the side's rows don't stand in the order of their codes."""
    if side.repeated is None or not side.repeated.subtotals:
        return [""] * len(lines)
    codes: list[str] = []
    for line in lines:
        columns = [(layout.columns[place], text) for place, text in line if text.strip()]
        parts = [Entry(c.column, text, c.part, c.parts) for c, text in columns if c.column.id == side.repeated.key]
        try:
            codes.append(texts_of_row(workbook, side, None, parts).get(side.repeated.key, ""))
        except Refused:
            codes.append("")
    return codes


def _targets_by_code(
    workbook: Workbook,
    grid_rows: Sequence[GridRow],
    layout: GridLayout,
    index: int,
    top: int,
    lines: Sequence[Line],
    codes: Sequence[str],
) -> Iterator[GridRow | NewPlace | None]:
    """For each line the row of its subject, wherever it stands, or that there will be one.

    A class or section of other subjects has a row of subtotals. A line of no subject is a fixed row's if it has its
    label; any other one becomes a row, for which one that is still blank is taken first.
    """
    repeated = layout.sides[index].repeated
    assert repeated is not None
    catalogue = workbook.catalogues[layout.sides[index].by_id[repeated.key].catalogue]
    own = [(number, grid_row.names[index] or "") for number, grid_row in enumerate(grid_rows)]
    named = [(row_key(name), grid_rows[number]) for number, name in own if name not in layout.sides[index].fixed]
    free = [grid_rows[number] for number, name in own[top:] if _repeats(grid_rows[number], index) and not row_key(name)]
    items = {code for code in (*codes, *(code for code, _ in named)) if code}
    upper = {level for code in items for level in catalogue.upper_levels(code)}
    for line, code in zip(lines, codes, strict=True):
        labelled = _labelled(grid_rows, layout, index, 0, line)
        found = next((place for place, (key, _) in enumerate(named) if code and key == code), None)
        if labelled is not None:
            yield grid_rows[labelled]
        elif found is not None:
            yield named.pop(found)[1]
        elif code in upper:
            yield NewPlace.SUBTOTAL
        elif not any(text.strip() for _, text in line):
            yield None
        else:
            yield free.pop(0) if free else NewPlace.ADDED


def _place_of_first(grid_rows: Sequence[GridRow], layout: GridLayout) -> int:
    """Where the first repeated row of the grid would stand."""
    specs = layout.sides[0].rows
    before = next((place for place, spec in enumerate(specs) if not isinstance(spec, FixedRow)), len(specs))
    return min(before, len(grid_rows))


def _labelled(grid_rows: Sequence[GridRow], layout: GridLayout, index: int, place: int, line: Line) -> int | None:
    """Where the fixed row stands whose label the line has."""
    for number in range(place, len(grid_rows)):
        row = grid_rows[number]
        for column, text in line:
            if row.rows[index] is not None and text.strip() and compact(text) == compact(_label(layout, row, column)):
                return number
    return None


def _label(layout: GridLayout, row: GridRow, place: int) -> str:
    """The words by which a line is known to be a fixed row's; a part of a code is the same in several rows."""
    column = layout.column(row, place)
    own = row.rows[column.side_index]
    if own is None or not isinstance(own.spec, FixedRow):
        return ""
    if own.kind is RowKind.TOTAL and column.column.id in layout.table.total_label:
        return own.spec.label
    return layout.label(row, column) if column.parts == 1 else ""


def _contradicts(layout: GridLayout, row: GridRow, line: Line) -> bool:
    """Whether the line has another label than the row."""
    labels = ((_label(layout, row, place), text) for place, text in line)
    return any(label and text.strip() and compact(label) != compact(text) for label, text in labels)


def _fill_row(
    workbook: Workbook, layout: GridLayout, side: Side, row: GridRow, line: Line, placement: Placement
) -> None:
    entries: list[Entry] = []
    key = side.repeated.key if side.repeated else None
    name = row.names[layout.sides.index(side)]
    for place, text in line:
        column = layout.column(row, place)
        if layout.role(row, column) is not Role.VALUE:
            known = (_label(layout, row, place), layout.label(row, column))
            placement.skipped += bool(text.strip()) and compact(text) not in map(compact, known)
        elif text.strip() or column.column.id != key:
            entries.append(Entry(column.column, text, column.part, column.parts))
    for column_id, text in _accepted(workbook, side, name, entries, placement).items():
        placement.texts[Address(side.table, name or "", column_id)] = text


def _state_subtotal(
    workbook: Workbook, layout: GridLayout, side: Side, code: str, line: Line, placement: Placement
) -> None:
    assert side.repeated is not None
    columns = [(layout.columns[place], text) for place, text in line if text.strip()]
    entries = [Entry(c.column, text) for c, text in columns if c.column.id != side.repeated.key]
    for column_id, text in _accepted(workbook, side, code, entries, placement).items():
        placement.texts[Address(side.table, code, column_id)] = text


def _add_row(workbook: Workbook, layout: GridLayout, side: Side, line: Line, placement: Placement) -> None:
    cells = [(layout.columns[place], text) for place, text in line if text.strip()]
    entries = [Entry(column.column, text, column.part, column.parts) for column, text in cells]
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
