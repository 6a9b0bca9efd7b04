"""The repeated rows of one form in hard-wrapped lines, as rows with names and values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from disclosure_editor.document.amounts import MalformedAmount, format_amount, parse_amount
from disclosure_editor.editions.model import Side
from disclosure_editor.recognition.column_widths import ColumnWidth
from disclosure_editor.recognition.form_reading import RowNames
from disclosure_editor.recognition.form_text import FormText
from disclosure_editor.recognition.form_values import FormValues
from disclosure_editor.recognition.found import FoundRows
from disclosure_editor.recognition.lined_form import LinedForm
from disclosure_editor.recognition.printed_match import Span
from disclosure_editor.recognition.row_columns import ColumnKind, RowColumn, row_columns
from disclosure_editor.recognition.row_rules import Total
from disclosure_editor.recognition.row_search import Expected, RowCells, RowsFound, find_rows

Widths = Mapping[int, ColumnWidth]
"""What the header shows of the widths of the shape's columns."""


class RowsReading(NamedTuple):
    """The rows that were read, and the number of the word behind the last one."""

    rows: FoundRows
    end: int


def read_rows(
    text: FormText,
    form: LinedForm,
    values: FormValues,
    words: Span,
    widths: Widths,
    cards: Sequence[str],
    names: RowNames,
) -> RowsReading | None:
    """Read the rows among some words; None for a form that has no repeated rows.

    Args:
        values: those of the form so far; gets those of the rows.
        cards: the name of the row that the form is printed for, if it is.
    """
    if form.row is None or form.side is None:
        return None
    columns = row_columns(form.row, form.rules, widths)
    return _Rows(text, form, form.side, columns, values).read(words, cards, names)


class _Rows:
    def __init__(
        self, text: FormText, form: LinedForm, side: Side, columns: Sequence[RowColumn], values: FormValues
    ) -> None:
        self._text = text
        self._form = form
        self._side = side
        self._columns = columns
        self._values = values
        self._numbers = {column.id: number for number, column in enumerate(columns)}

    def read(self, words: Span, cards: Sequence[str], names: RowNames) -> RowsReading:
        stated = self._values.texts("".join(cards))
        found = find_rows(self._text, self._columns, words.first, words.end, self._expected(stated))
        rows: list[str] = []
        for cells in self._with_levels(found):
            rows.append(names.new(self._side.row_list, self._key(cells, cards)))
            self._take(cells, (*cards, rows[-1]))
        end = max((row.end for row in found.rows), default=words.first)
        ends_here = words.end == len(self._text.words)
        for span in found.left_over:
            if span.first < end or not ends_here:
                self._values.leave_over(span)
        self._remark_on_totals(found, stated)
        return RowsReading(FoundRows(self._side.row_list, tuple(rows)), end)

    def _with_levels(self, found: RowsFound) -> Iterator[RowCells]:
        """The rows with the groups that they belong to, printed for each of them or for the first one only."""
        levels: dict[int, Span] = {}
        for row in found.rows:
            for number, column in enumerate(self._columns):
                if column.kind is ColumnKind.LEVEL and number in row.cells:
                    levels = {**{n: span for n, span in levels.items() if n < number}, number: row.cells[number]}
            yield RowCells({**levels, **row.cells}, row.doubtful)

    def _key(self, cells: RowCells, cards: Sequence[str]) -> str:
        """What a row's name is made from."""
        if self._side.repeated is not None and self._side.repeated.parent:
            return "".join(cards)
        key = next((n for n, column in enumerate(self._columns) if column.slot.key and n in cells.cells), None)
        return self._values.name(self._columns[key].cell, cells.cells[key]) if key is not None else ""

    def _take(self, cells: RowCells, rows: Sequence[str]) -> None:
        for number, column in enumerate(self._columns):
            if number in cells.cells:
                self._values.take(column.cell, cells.cells[number], rows)
        if cells.doubtful:
            own = [n for n, column in enumerate(self._columns) if column.kind is not ColumnKind.LEVEL]
            spans = [cells.cells[n] for n in own if n in cells.cells] or list(cells.cells.values())
            span = Span(min(s.first for s in spans), max(s.end for s in spans))
            at = self._columns[own[0]].slot.at(rows[-1])
            self._values.doubt("文件里没有表格线，这一行各格的起止是推断的，也可能在别处，请核对。", span, at)

    # ---- Figures that add up

    def _expected(self, stated: Mapping[str, str]) -> Expected:
        numbers = self._numbers
        at_most = {
            numbers[column]: tuple(numbers[other] for other in others if other in numbers)
            for column, others in self._form.rules.at_most.items()
            if column in numbers
        }
        for total in self._form.rules.totals:
            amount = _sum_of_rows(total, stated)
            if total.column in numbers and amount is not None:
                return Expected(numbers[total.column], frozenset({amount}), at_most)
        return Expected(at_most=at_most)

    def _remark_on_totals(self, found: RowsFound, stated: Mapping[str, str]) -> None:
        expected = self._expected(stated)
        if expected.totals and found.total not in expected.totals:
            title = self._columns[expected.column].slot.column.title
            read, printed = format_amount(found.total, 0), format_amount(min(expected.totals), 0)
            message = f"各行的“{title}”读出来共{read}，按表上的合计应是{printed}，请核对有没有读错的行。"
            self._values.doubt(message, None)


def _sum_of_rows(total: Total, stated: Mapping[str, str]) -> Decimal | None:
    """What a total that a form states says that its rows add up to; None where it can't be told."""
    amounts = [_amount(stated.get(column, "")) for column in (total.card_column, *total.further)]
    if amounts[0] is None:
        return None
    return amounts[0] - sum((amount for amount in amounts[1:] if amount is not None), Decimal(0))


def _amount(text: str) -> Decimal | None:
    try:
        return parse_amount(text)
    except MalformedAmount:
        return None
