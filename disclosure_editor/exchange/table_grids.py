"""A table of the publication as a grid: merged headings, both sides beside each other, totals at the bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure_editor.calculation.rows_beside import rows_beside
from disclosure_editor.calculation.workbook import CellValue, Row, Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.amounts import format_amount
from disclosure_editor.editions.model import Column, FixedRow, RowKind, Side, Table, ValueType
from disclosure_editor.exchange.blocks import Align, Grid, GridCell, Sheet
from disclosure_editor.exchange.headings import heading_cells, heading_levels


@dataclass(frozen=True)
class _PrintedColumn:
    """One column of the grid: a column of the table, or a part of a code."""

    column: Column
    part: int
    path: tuple[str, ...]
    width: int


@dataclass(frozen=True)
class _PrintedSide:
    """A side with its printed columns; `first` is the grid's column where it begins."""

    side: Side
    first: int
    columns: tuple[_PrintedColumn, ...]


def table_grid(workbook: Workbook, table: Table) -> Grid:
    """The printed grid of a table; without any row or amount still its heading, one blank row and its totals."""
    sides = _printed_sides(table)
    columns = [column for side in sides for column in side.columns]
    paths = [column.path for column in columns]
    printed = rows_beside(workbook, table.sides, lambda side, row: _is_printed(workbook, side, row))
    header_rows = heading_levels(paths)
    body = printed.body or ((None,) * len(sides),)
    rows = (*printed.top, *body, *printed.bottom)
    cells = [*_headers(sides, header_rows)]
    for number, side in enumerate(sides):
        printer = _RowPrinter(workbook, table, side)
        cells += printer.rows([beside[number] for beside in rows], header_rows)
    return Grid(
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        rows=header_rows + len(rows),
        columns=len(columns),
        header_rows=header_rows,
        widths=tuple(column.width for column in columns),
        sheet=table_sheet(table),
        total_rows=frozenset(
            header_rows + line
            for line, beside in enumerate(rows)
            if any(row is not None and row.kind is RowKind.TOTAL for row in beside)
        ),
    )


def table_sheet(table: Table) -> Sheet:
    """The sheet that a table's blocks share."""
    return Sheet(table.id, table.landscape)


def _printed_sides(table: Table) -> list[_PrintedSide]:
    printed: list[_PrintedSide] = []
    first = 0
    for side in table.sides:
        columns = tuple(part for column in side.columns for part in _parts(column))
        printed.append(_PrintedSide(side, first, columns))
        first += len(columns)
    return printed


def _is_printed(workbook: Workbook, side: Side, row: Row) -> bool:
    """Whether a row is printed: not a repeated row in which nothing stands yet."""
    return not row.repeated or any(workbook.cell(Address(side.table, row.name, c.id)).text for c in side.columns)


def _parts(column: Column) -> Iterator[_PrintedColumn]:
    for part, path in enumerate(column.headers or ((column.title,),)):
        yield _PrintedColumn(column, part, path, column.widths[part] if part < len(column.widths) else 10)


def _headers(sides: Sequence[_PrintedSide], levels: int) -> Iterator[GridCell]:
    """The heading's cells; a cell never reaches from one side into the next."""
    for side in sides:
        for cell in heading_cells([column.path for column in side.columns], levels):
            rows, columns = cell.bottom - cell.top + 1, cell.last - cell.first + 1
            place = (cell.top, side.first + cell.first)
            yield GridCell(*place, cell.text, rows, columns, header=True, align=Align.CENTER)


class _RowPrinter:
    """Prints the rows of one side."""

    def __init__(self, workbook: Workbook, table: Table, side: _PrintedSide) -> None:
        self._workbook = workbook
        self._side = side
        self._total_label = [name for name in table.total_label if name in side.side.by_id]
        label = side.side.label_column
        self._label = label.id if label is not None else ""

    def rows(self, rows: Sequence[Row | None], top: int) -> Iterator[GridCell]:
        """These rows from `top` downwards, blank where there is none."""
        for offset, row in enumerate(rows):
            for index, column in enumerate(self._side.columns):
                place = (top + offset, self._side.first + index)
                if row is None:
                    yield GridCell(*place, "")
                elif not self._is_covered(row, column, index):
                    yield self._cell(row, column, place)

    def _labels_over(self, row: Row) -> Sequence[str]:
        """The columns over which a row's label is printed in one cell; none where it is printed in one column."""
        return self._total_label if row.kind is RowKind.TOTAL and len(self._total_label) > 1 else ()

    def _is_covered(self, row: Row, printed: _PrintedColumn, index: int) -> bool:
        """Whether the label printed further left reaches over a column."""
        over = self._labels_over(row)
        first = next((i for i, column in enumerate(self._side.columns) if column.column.id in over), index)
        return printed.column.id in over and index > first

    def _cell(self, row: Row, printed: _PrintedColumn, place: tuple[int, int]) -> GridCell:
        column = printed.column
        label = self._printed_label(row, column)
        if label is not None:
            centred = row.kind is RowKind.TOTAL
            indent = row.spec.indent if isinstance(row.spec, FixedRow) else 0
            align = Align.CENTER if centred else Align.LEFT
            over = self._labels_over(row)
            span = sum(printed.column.id in over for printed in self._side.columns) or 1
            return GridCell(*place, label, column_span=span, header=centred, align=align, indent=indent)
        if column.type is ValueType.LABEL or (isinstance(row.spec, FixedRow) and column.id == self._label):
            return GridCell(*place, "")
        address = Address(self._side.side.table, row.name, column.id)
        cell = self._workbook.cell(address)
        if column.type is ValueType.CODE:
            parts = self._workbook.catalogues[column.catalogue].split(cell.text)
            text = cell.text if len(column.headers) < len(parts) else parts[printed.part]
            return GridCell(*place, text, address=address, align=Align.CENTER)
        align = Align.RIGHT if column.type.numeric else Align.LEFT
        return GridCell(*place, self._text(cell, column), amount=cell.amount, address=address, align=align)

    def _printed_label(self, row: Row, column: Column) -> str | None:
        """The label that a fixed row prints in a column; None where it prints none."""
        if not isinstance(row.spec, FixedRow):
            return None
        where = self._total_label[0] if row.kind is RowKind.TOTAL and self._total_label else self._label
        return row.spec.label if column.id == where else None

    def _text(self, cell: CellValue, column: Column) -> str:
        if cell.amount is None or column.type is not ValueType.AMOUNT or not self._workbook.edition.options.grouped:
            return cell.text
        return grouped_text(cell.text, cell.amount)


def grouped_text(text: str, amount: Decimal) -> str:
    """An amount with thousands separators, with as many decimals as its text has."""
    return format_amount(amount, len(text.strip().partition(".")[2]), grouped=True)
