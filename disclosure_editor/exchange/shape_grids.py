"""A form as a grid: the printed shape of one row of a table of cards, with the rows that belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.disclosure import ParagraphKey
from disclosure_editor.editions.model import Shape, ShapeCell, ShapeRow, Table
from disclosure_editor.exchange.blocks import Align, Grid, GridCell, Sheet
from disclosure_editor.narrative.form_cells import cell_key, lines, printing_section
from disclosure_editor.narrative.rows import RowHandle
from disclosure_editor.narrative.runs import Run
from disclosure_editor.narrative.writer import Narrative


def shape_grid(
    workbook: Workbook, narrative: Narrative, table: Table, shape: Shape, card: RowHandle | None, sheet: Sheet
) -> Grid:
    """The grid that a shape prints for one row of its table, or (None) for the table.

    A value that isn't there yet leaves its cell blank.

    Raises:
        TemplateError: a cell's template has a mistake.
    """
    return _ShapePrinter(workbook, narrative, table, shape, card).grid(sheet)


@dataclass(frozen=True)
class _Placed:
    """A cell of the shape with its place in the grid; its row span may still be open (0)."""

    cell: GridCell
    spec: ShapeCell


class _ShapePrinter:
    """Fills a grid row by row; places that cells from above reach into are left to them."""

    def __init__(
        self, workbook: Workbook, narrative: Narrative, table: Table, shape: Shape, card: RowHandle | None
    ) -> None:
        self._workbook = workbook
        self._narrative = narrative
        self._table = table
        self._shape = shape
        self._card = card
        self._section = printing_section(workbook.edition, table.id)
        self._columns = len(shape.widths)
        self._row = 0
        self._reach = [0] * self._columns  # by column, the first row that no cell from above takes
        self._placed: list[_Placed] = []

    def grid(self, sheet: Sheet) -> Grid:
        """The whole grid."""
        for number, row in enumerate(self._shape.rows):
            if row.each:
                self._add_each(number, row)
            else:
                self._add_row(number, row.cells, self._places(row.cells), self._card)
        cells = [self._closed(placed.cell) for placed in self._placed]
        return Grid(tuple(cells), self._row, self._columns, 0, self._shape.widths, sheet)

    def _closed(self, cell: GridCell) -> GridCell:
        open_or_too_long = cell.row_span == 0 or cell.row + cell.row_span > self._row
        return replace(cell, row_span=self._row - cell.row) if open_or_too_long else cell

    def _add_each(self, number: int, row: ShapeRow) -> None:
        """A row for every row of a table, cells in the same columns each time, equal texts merged where they are to be.

        Where it has none, a blank row.
        """
        places = self._places(row.cells)
        first = len(self._placed)
        rows = lines(self._workbook, row.each, self._card)
        for each in rows:
            self._add_row(number, row.cells, places, each)
        if not rows:
            self._add_row(None, [replace(cell, text="") for cell in row.cells], places, None)
        added = self._placed[first:]
        self._placed[first:] = _merged(added)

    def _add_row(
        self, number: int | None, cells: Sequence[ShapeCell], places: Sequence[int], row: RowHandle | None
    ) -> None:
        for index, (spec, column) in enumerate(zip(cells, places, strict=True)):
            if column + spec.columns > self._columns or self._reach[column] > self._row:
                continue
            key = self._key(number, index, row) if number is not None else None
            self._placed.append(_Placed(self._cell(spec, column, row, key), spec))
            reach = self._row + spec.rows if spec.rows else _ENDLESS
            self._reach[column : column + spec.columns] = [reach] * spec.columns
        self._row += 1

    def _places(self, cells: Sequence[ShapeCell]) -> list[int]:
        """The columns where the cells of a row begin, from left to right where there is room."""
        places: list[int] = []
        column = 0
        for spec in cells:
            while column < self._columns and self._reach[column] > self._row:
                column += 1
            places.append(column)
            column += spec.columns
        return places

    def _key(self, row: int, cell: int, line: RowHandle | None) -> ParagraphKey | None:
        """The name under which a cell can be worded by hand."""
        handles = (self._card, line if line is not self._card else None)
        names = [handle.name for handle in handles if handle is not None]
        return cell_key(self._section.id, self._shape, row, cell, names) if self._section is not None else None

    def _cell(self, spec: ShapeCell, column: int, row: RowHandle | None, key: ParagraphKey | None) -> GridCell:
        runs = self._runs(spec, row, key)
        stating = [run for run in runs if run.address is not None]
        whole = len(runs) == 1 and bool(stating)
        return GridCell(
            self._row,
            column,
            "".join(run.text for run in runs if not run.missing),
            row_span=spec.rows,
            column_span=spec.columns,
            amount=stating[0].amount if whole else None,
            address=stating[0].address if stating else None,
            header=spec.header,
            align=Align.CENTER if spec.center else Align.LEFT,
            vertical=spec.vertical,
            key=str(key) if key is not None else "",
        )

    def _runs(self, spec: ShapeCell, row: RowHandle | None, key: ParagraphKey | None) -> tuple[Run, ...]:
        if key is None:
            return self._narrative.render(spec.text, row, position=self._table.position)
        return self._narrative.form_cell(key, spec, row, self._table.position).runs


_ENDLESS = 1_000_000


def _merged(placed: Sequence[_Placed]) -> Iterator[_Placed]:
    """Cells of repeated rows, those that are to be merged grown over equal texts below them.

    What is merged at the left ends what is merged at its right: 数量指标 of one 一级指标 isn't that of the next.
    """
    tops: dict[int, _Placed] = {}
    grown: dict[tuple[int, int], int] = {}
    swallowed: set[tuple[int, int]] = set()
    for item in placed:
        cell = item.cell
        if not item.spec.merge:
            continue
        top = tops.get(cell.column)
        if top is not None and top.cell.text == cell.text and not _broken(tops, top, cell):
            grown[(top.cell.row, cell.column)] = cell.row - top.cell.row + 1
            swallowed.add((cell.row, cell.column))
        else:
            tops[cell.column] = item
    for item in placed:
        place = (item.cell.row, item.cell.column)
        if place not in swallowed:
            yield replace(item, cell=replace(item.cell, row_span=grown.get(place, item.cell.row_span)))


def _broken(tops: dict[int, _Placed], top: _Placed, cell: GridCell) -> bool:
    """Whether a merged cell further left began between `top` and `cell`."""
    return any(column < cell.column and other.cell.row > top.cell.row for column, other in tops.items())
