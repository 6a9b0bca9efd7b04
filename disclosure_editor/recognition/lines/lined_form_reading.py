"""What a form found in hard-wrapped lines states: its values and rows, with remarks on what is not sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_editor.document.amounts import format_amount
from disclosure_editor.editions.model import Edition, Side
from disclosure_editor.recognition.forms.cell_reading import CellReader
from disclosure_editor.recognition.forms.form_reading import RowNames
from disclosure_editor.recognition.forms.shapes import CellPattern
from disclosure_editor.recognition.found import FoundRows, TableReading
from disclosure_editor.recognition.lines.form_values import FormValues, title_of
from disclosure_editor.recognition.lines.located_form import LocatedForm
from disclosure_editor.recognition.lines.printed_match import PartsMatch, Span
from disclosure_editor.recognition.lines.printed_parts import Figure, Part, Texts, Words
from disclosure_editor.recognition.lines.row_columns import ColumnKind
from disclosure_editor.recognition.lines.row_search import RowCells
from disclosure_editor.recognition.lines.rows_of_forms import PrintedRows

_TELLING = 2
"""Words of the form's own that are shorter, such as dashes, aren't missed."""


def read_lined_form(
    located: LocatedForm, rows: PrintedRows | None, edition: Edition, reader: CellReader, names: RowNames
) -> TableReading:
    """What a form states, `rows` being its repeated rows."""
    return _Reading(located, rows, FormValues(located.text, located.form.shape, edition, reader), names).read()


def end_of(located: LocatedForm, rows: PrintedRows | None) -> int:
    """The number of the word behind a form's last one."""
    if located.tail is not None:
        return located.tail.end
    ends = (row.end for row in rows.found.rows) if rows is not None else ()
    return max(ends, default=located.head.end)


class _Reading:
    def __init__(self, located: LocatedForm, rows: PrintedRows | None, values: FormValues, names: RowNames) -> None:
        self._located = located
        self._form = located.form
        self._rows = rows
        self._values = values
        self._names = names

    def read(self) -> TableReading:
        cards = self._cards()
        for cell, span in self._located.cells.items():
            self._values.take(cell, span, cards)
        self._remark_on_cells(cards)
        row_names = self._take_rows(self._rows, self._form.side, cards) if self._rows and self._form.side else None
        values = self._values
        return TableReading(
            self._form.shape.table.id,
            tuple(values.found),
            tuple(self._found_rows(cards, row_names)),
            tuple(values.remarks),
            self._located.text.blocks(0, end_of(self._located, self._rows)),
            (values.stated, values.read),
            tuple(values.own_words),
        )

    def _cards(self) -> tuple[str, ...]:
        """The name of the row that the form is printed for; none where it is printed for a table."""
        side, key = self._form.shape.card_side, self._form.key
        if side is None:
            return ()
        span = self._located.cells.get(key) if key is not None else None
        name = self._values.name(key, span) if key is not None and span is not None else ""
        if not name:
            self._values.doubt(f"这张“{self._form.shape.table.title}”没有读到名称，请填写。", None)
        return (self._names.new(side.row_list, name),)

    def _found_rows(self, cards: tuple[str, ...], rows: tuple[str, ...] | None) -> Iterator[FoundRows]:
        if self._form.shape.card_side is not None:
            yield FoundRows(self._form.shape.card_side.row_list, cards)
        if rows is not None and self._form.side is not None:
            yield FoundRows(self._form.side.row_list, rows)

    # ---- Remarks on the cells around the rows

    def _remark_on_cells(self, cards: Sequence[str]) -> None:
        self._remark_on_missing(self._form.head, self._located.head, cards)
        if self._located.tail is not None:
            self._remark_on_missing(self._form.tail, self._located.tail, cards)
        elif self._form.tail:
            words = next(part.cell.spec.text for part in self._form.tail if isinstance(part, Words))
            self._values.doubt(f"没有找到表末的“{words.strip()}”一行，请核对这张表。", None)
        for cell in self._located.doubtful:
            span = self._located.cells[cell]
            message = f"“{title_of(cell)}”与前一格的文字在文件里连在一起，从这里分开，请核对。"
            self._values.doubt(message, Span(span.first, span.first + 1), cell.slots[0].at("".join(cards)))

    def _remark_on_missing(self, parts: Sequence[Part], match: PartsMatch, cards: Sequence[str]) -> None:
        for part, span in zip(parts, match.spans, strict=True):
            match part:
                case _ if span is not None:
                    pass
                case Words(words, cell) if len(words) >= _TELLING:
                    self._values.doubt(f"没有找到表样里的“{cell.spec.text.strip()}”，请核对这张表。", None)
                case Figure(cell, year=False) if "{%" not in cell.spec.text:
                    self._miss(cell, cards)
                case Texts(cells):
                    for cell in cells:
                        self._miss(cell, cards)
                case _:
                    pass
        for word in match.left_over:
            self._values.leave_over(Span(word, word + 1))

    def _miss(self, cell: CellPattern, cards: Sequence[str]) -> None:
        at = cell.slots[0].at("".join(cards)) if cell.slots else None
        self._values.doubt(f"没有读到“{title_of(cell)}”；文件里有的，请填上。", None, at)

    # ---- The rows

    def _take_rows(self, rows: PrintedRows, side: Side, cards: Sequence[str]) -> tuple[str, ...]:
        names: list[str] = []
        for cells in _with_levels(rows):
            names.append(self._names.new(side.row_list, self._key(rows, side, cells, cards)))
            self._take_row(rows, cells, (*cards, names[-1]))
        open_end = self._located.rows.end == len(self._located.text.words)
        for span in rows.found.left_over:
            if span.first < end_of(self._located, rows) or not open_end:
                self._values.leave_over(span)
        self._remark_on_totals(rows)
        return tuple(names)

    def _key(self, rows: PrintedRows, side: Side, cells: RowCells, cards: Sequence[str]) -> str:
        """What a row's name is made from."""
        if side.repeated is not None and side.repeated.parent:
            return "".join(cards)
        key = next((n for n, column in enumerate(rows.columns) if column.slot.key and n in cells.cells), None)
        return self._values.name(rows.columns[key].cell, cells.cells[key]) if key is not None else ""

    def _take_row(self, rows: PrintedRows, cells: RowCells, names: Sequence[str]) -> None:
        for number, column in enumerate(rows.columns):
            if number in cells.cells:
                self._values.take(column.cell, cells.cells[number], names)
        if cells.doubtful:
            own = [n for n, column in enumerate(rows.columns) if column.kind is not ColumnKind.LEVEL]
            spans = [cells.cells[n] for n in own if n in cells.cells] or list(cells.cells.values())
            span = Span(min(s.first for s in spans), max(s.end for s in spans))
            message = "文件里没有表格线，这一行各格的起止是推断的，也可能在别处，请核对。"
            self._values.doubt(message, span, rows.columns[own[0]].slot.at(names[-1]))

    def _remark_on_totals(self, rows: PrintedRows) -> None:
        known = rows.expected.totals
        if known and rows.found.total not in known:
            title = rows.columns[rows.expected.column].slot.column.title
            read, printed = format_amount(rows.found.total, 0), format_amount(min(known), 0)
            self._values.doubt(
                f"各行的“{title}”读出来共{read}，按表上的合计应是{printed}，请核对有没有读错的行。", None
            )


def _with_levels(rows: PrintedRows) -> Iterator[RowCells]:
    """The rows with the groups that they belong to, printed for each of them or for the first one only."""
    levels: dict[int, Span] = {}
    for row in rows.found.rows:
        for number, column in enumerate(rows.columns):
            if column.kind is ColumnKind.LEVEL and number in row.cells:
                levels = {**{n: span for n, span in levels.items() if n < number}, number: row.cells[number]}
        yield RowCells({**levels, **row.cells}, row.doubtful, row.cost)
