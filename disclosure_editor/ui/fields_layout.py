"""How the figures of one row are laid out as a small grid: a line and a column for each level of their headers."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_editor.calculation.workbook import Row, Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Column, FixedRow, Formula, RowKind, Side, Table, ValueType
from disclosure_editor.ui.table_layout import GridColumn, GridLayout, GridRow, Role, plain_headers

_LABEL_WIDTH, _FIGURE_WIDTH = 12, 11


def fields_and_grids(columns: Sequence[Column]) -> list[tuple[Column, ...]]:
    """Columns in the groups in which a form shows them: one by one, or as a grid adjacent ones whose headers have two
    levels, no two of them the same.
    """
    groups: list[list[Column]] = []
    seen: set[tuple[str, str]] = set()
    for column in columns:
        levels = _levels(column)
        if levels is None or not seen or levels in seen:
            groups.append([])
            seen.clear()
        groups[-1].append(column)
        if levels is not None:
            seen.add(levels)
    return [tuple(group) for group in groups]


def _levels(column: Column) -> tuple[str, str] | None:
    headers = plain_headers(column.headers[0]) if len(column.headers) == 1 else ()
    single = column.type not in (ValueType.LONG_TEXT, ValueType.LABEL)
    return (headers[0], headers[1]) if len(headers) == 2 and single else None


class FieldsLayout(GridLayout):
    """Columns of one row as a grid: the first level of their headers tells the line, the second the column.

    Attributes:
        row: the row's name; empty for fields that stand in no row.
    """

    numbered = False

    def __init__(self, workbook: Workbook, table: Table, columns: Sequence[Column], row: str = "") -> None:
        side = Side(table.id, "", tuple(columns), ())
        super().__init__(workbook, table, side)
        self.row = row
        places = {column.id: levels for column in columns if (levels := _levels(column)) is not None}
        self._lines = list(dict.fromkeys(line for line, _ in places.values()))
        headings = list(dict.fromkeys(heading for _, heading in places.values()))
        units = list(dict.fromkeys(column.unit for column in columns))
        words = _words(columns[0], f"（{units[0]}）" if len(units) == 1 and units[0] else "")
        self.columns = (
            GridColumn(side, 0, words, (words.title,), _LABEL_WIDTH),
            *(GridColumn(side, 0, words, (heading,), _FIGURE_WIDTH) for heading in headings),
        )
        self._cells = {
            (self._lines.index(line), 1 + headings.index(heading)): GridColumn(
                side, 0, side.by_id[name], (line, heading), _FIGURE_WIDTH
            )
            for name, (line, heading) in places.items()
        }

    def rows(self) -> tuple[GridRow, ...]:
        """A line for each first level; all are the same row of the table."""
        specs = (FixedRow(line, line, RowKind.DETAIL, {}, line) for line in self._lines)
        return tuple(GridRow((Row(self.row, spec),), number) for number, spec in enumerate(specs))

    def column(self, row: GridRow, place: int) -> GridColumn:
        """The column of the table that a cell states."""
        return self._cells.get((row.line, place), self.columns[place])

    def role(self, row: GridRow, column: GridColumn) -> Role:
        """A line's label, one of the figures, or nothing where no column has this line and heading."""
        if column.column.type is not ValueType.LABEL:
            return Role.VALUE
        return Role.LABEL if column is self.columns[0] else Role.DEAD

    def label(self, row: GridRow, column: GridColumn) -> str:
        """The words before a line."""
        return self._lines[row.line] if column is self.columns[0] else ""

    def address(self, row: GridRow, column: GridColumn) -> Address | None:
        """The address of a figure; None for a label."""
        return super().address(row, column) if self.role(row, column) is Role.VALUE else None

    def formula(self, row: GridRow, column: GridColumn) -> Formula | None:
        """What a figure is computed from while nothing is stated."""
        address = self.address(row, column)
        formulas = self._workbook.formulas(address) if address is not None else ()
        return formulas[0] if formulas else None


def _words(like: Column, title: str) -> Column:
    """A column that states nothing."""
    return Column(id="", title=title, type=ValueType.LABEL, position=like.position)
