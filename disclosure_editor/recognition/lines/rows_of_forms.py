"""The repeated rows of a file's forms: where they are not clear, what one shows of its columns helps others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from disclosure_editor.document.amounts import MalformedAmount, parse_amount
from disclosure_editor.recognition.forms.shapes import ShapePattern, plain
from disclosure_editor.recognition.lines.column_widths import ColumnWidth, width_of_broken
from disclosure_editor.recognition.lines.located_form import LocatedForm
from disclosure_editor.recognition.lines.printed_match import Span
from disclosure_editor.recognition.lines.printed_parts import FIGURE
from disclosure_editor.recognition.lines.row_columns import RowColumn, row_columns
from disclosure_editor.recognition.lines.row_rules import Total
from disclosure_editor.recognition.lines.row_search import Expected, RowsFound, find_rows

_USUAL = 1.0
"""What a row may cost that is to be learned from."""


class PrintedRows(NamedTuple):
    """The repeated rows of a form, and the columns of their cells; `expected` is what was known of their figures."""

    columns: tuple[RowColumn, ...]
    found: RowsFound
    expected: Expected


def rows_of_forms(forms: Sequence[LocatedForm]) -> list[PrintedRows | None]:
    """The repeated rows of each of these forms; None for a form that has none."""
    rows = [_rows(form, form.header_widths, whole_lines=True) for form in forms]
    if all(found is None or found.found.clear for found in rows):
        return rows
    widths = _learned(forms, rows)
    return [_rows(form, widths[_like(form)], whole_lines=False) for form in forms]


def _rows(form: LocatedForm, widths: Mapping[int, ColumnWidth], *, whole_lines: bool) -> PrintedRows | None:
    if form.form.row is None:
        return None
    columns = row_columns(form.form.row, form.form.rules, widths)
    expected = _expected(form, columns)
    found = find_rows(form.text, columns, form.rows, expected, whole_lines=whole_lines)
    return PrintedRows(columns, found, expected)


# ---- Widths

Widths = Mapping[int, ColumnWidth]
Likeness = tuple[ShapePattern, frozenset[tuple[int, ColumnWidth]]]


def _like(form: LocatedForm) -> Likeness:
    """What forms have in common whose columns are of the same widths: their headers are broken alike."""
    return form.form.shape, frozenset(form.header_widths.items())


def _learned(forms: Sequence[LocatedForm], rows: Sequence[PrintedRows | None]) -> Mapping[Likeness, Widths]:
    """What the headers and the cells that were read show of the columns of each form, by their numbers in its shape."""
    cells: dict[Likeness, dict[int, list[tuple[str, ...]]]] = {}
    for form, found in zip(forms, rows, strict=True):
        alike = cells.setdefault(_like(form), {})
        for column, span in _cells(found) if found is not None else ():
            alike.setdefault(column.cell.column, []).append(form.text.pieces(*span))
    return {
        like: dict(like[1])
        | {number: width_of_broken(broken, dict(like[1]).get(number, ColumnWidth())) for number, broken in by.items()}
        for like, by in cells.items()
    }


def _cells(rows: PrintedRows) -> Iterator[tuple[RowColumn, Span]]:
    """The cells of rows that are clear."""
    for row in (row for row in rows.found.rows if not row.doubtful and row.cost <= _USUAL):
        for number, span in row.cells.items():
            yield rows.columns[number], span


# ---- Figures that add up


def _expected(form: LocatedForm, columns: Sequence[RowColumn]) -> Expected:
    """What is known of the rows' figures: what they add up to, and which may not exceed which."""
    rules, numbers = form.form.rules, {column.id: number for number, column in enumerate(columns)}
    at_most = {
        numbers[column]: tuple(numbers[other] for other in others if other in numbers)
        for column, others in rules.at_most.items()
        if column in numbers
    }
    for total in rules.totals:
        amount = _sum_of_rows(form, total)
        if total.column in numbers and amount is not None:
            return Expected(numbers[total.column], frozenset({amount}), at_most)
    return Expected(at_most=at_most)


def _sum_of_rows(form: LocatedForm, total: Total) -> Decimal | None:
    """What a total that a form states says that its rows add up to; None where it can't be told."""
    stated = _stated(form, total.card_column)
    further = (_stated(form, column) for column in total.further)
    return (
        stated - sum((amount for amount in further if amount is not None), Decimal(0)) if stated is not None else None
    )


def _stated(form: LocatedForm, column: str) -> Decimal | None:
    """The figure that a form states of a column of its card."""
    for cell, span in form.cells.items():
        if any(slot.column.id == column for slot in cell.slots):
            figure = FIGURE.search(plain("".join(form.text.pieces(*span))))
            try:
                return parse_amount(figure[0].rstrip("%")) if figure else None
            except MalformedAmount:
                return None
    return None
