"""Reads one form in hard-wrapped lines: what stands around its repeated rows, and these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from disclosure_editor.editions.model import Edition
from disclosure_editor.recognition.cell_reading import CellReader
from disclosure_editor.recognition.column_widths import width_shown
from disclosure_editor.recognition.form_reading import RowNames
from disclosure_editor.recognition.form_text import FormText
from disclosure_editor.recognition.form_values import FormValues, title_of
from disclosure_editor.recognition.found import FoundRows, TableReading
from disclosure_editor.recognition.lined_form import LinedForm
from disclosure_editor.recognition.lined_rows import Widths, read_rows
from disclosure_editor.recognition.printed_match import PartsMatch, Span, match_parts
from disclosure_editor.recognition.printed_parts import Figure, Part, Texts, Words
from disclosure_editor.recognition.shapes import CellPattern, ShapePattern
from disclosure_editor.recognition.texts_beside import boundary_between

_MOST_ENDINGS = 40
"""Places at which the words of a form's end are looked for."""
_WORST_ENDING = 4.0
"""What the end of a form may cost that is to be taken for one."""
_TELLING = 2
"""Words of the form's own that are shorter, such as dashes, aren't missed."""


class LinedReading(NamedTuple):
    """What was read of a form, and how many of the text's lines it takes."""

    shape: ShapePattern
    reading: TableReading
    lines: int


def read_lined_form(
    edition: Edition, reader: CellReader, text: FormText, form: LinedForm, head: PartsMatch, names: RowNames
) -> LinedReading:
    """Read a form of which the part before its rows was found at the beginning of a text."""
    return _Reading(text, form, head, FormValues(text, form.shape, edition, reader)).read(names)


class _Reading:
    def __init__(self, text: FormText, form: LinedForm, head: PartsMatch, values: FormValues) -> None:
        self._text = text
        self._form = form
        self._head = head
        self._values = values

    def read(self, names: RowNames) -> LinedReading:
        rows_end, tail = self._find_tail()
        matched = [(self._form.head, self._head), *([(self._form.tail, tail)] if tail is not None else [])]
        cells = {cell: span for parts, match in matched for cell, span in self._cells(parts, match)}
        cards = self._cards(cells, names)
        for cell, span in cells.items():
            self._values.take(cell, span, cards)
        for parts, match in matched:
            self._remark_on_missing(parts, match, cards)
        rows = read_rows(
            self._text, self._form, self._values, Span(self._head.end, rows_end), self._header_widths(), cards, names
        )
        end = tail.end if tail is not None else rows.end if rows is not None else self._head.end
        reading = TableReading(
            self._form.shape.table.id,
            tuple(self._values.found),
            tuple(self._rows(cards, rows.rows if rows is not None else None)),
            tuple(self._values.remarks),
            self._text.blocks(0, end),
            (self._values.stated, self._values.read),
            tuple(self._values.own_words),
        )
        return LinedReading(self._form.shape, reading, self._text.line_of(end - 1) + 1)

    def _find_tail(self) -> tuple[int, PartsMatch | None]:
        """Where what stands behind the rows begins, and how it reads; None for a form that has none, or not here."""
        first = next((part.text for part in self._form.tail if isinstance(part, Words)), "")
        places = list(self._text.words_beginning(first, self._head.end)) if first else []
        best: tuple[int, PartsMatch] | None = None
        for word in places[-_MOST_ENDINGS:]:
            match = match_parts(self._text, self._form.tail, word, len(self._text.words))
            if match is not None and match.cost <= _WORST_ENDING and (best is None or match.cost < best[1].cost):
                best = word, match
        return best if best is not None else (len(self._text.words), None)

    def _cells(self, parts: Sequence[Part], match: PartsMatch) -> Iterator[tuple[CellPattern, Span]]:
        """The cells that were found, with all their words."""
        spans: dict[CellPattern, Span] = {}
        for part, span in zip(parts, match.spans, strict=True):
            if isinstance(part, Texts) and span is not None:
                spans.update(self._texts(part.cells, span))
            elif span is not None:
                cell = part.cells[0] if isinstance(part, Texts) else part.cell
                before = spans.get(cell, span)
                spans[cell] = Span(min(before.first, span.first), max(before.end, span.end))
        yield from spans.items()

    def _texts(self, cells: Sequence[CellPattern], span: Span) -> Iterator[tuple[CellPattern, Span]]:
        """The texts that follow one another without words of the form's own between them."""
        for cell, after in pairwise(cells):
            boundary = boundary_between(self._text, *span)
            if boundary.word > span.first:
                yield cell, Span(span.first, boundary.word)
            span = Span(boundary.word, span.end)
            if boundary.doubtful and span.first < span.end:
                message = f"“{title_of(cell)}”和“{title_of(after)}”在文件里连在一起，从这里分开，请核对。"
                self._values.doubt(message, Span(span.first, span.first + 1))
        if span.first < span.end:
            yield cells[-1], span

    def _cards(self, cells: Mapping[CellPattern, Span], names: RowNames) -> tuple[str, ...]:
        """The name of the row that the form is printed for; none where it is printed for a table."""
        side, key = self._form.shape.card_side, self._form.key
        if side is None:
            return ()
        span = cells.get(key) if key is not None else None
        name = self._values.name(key, span) if key is not None and span is not None else ""
        if not name:
            self._values.doubt(f"这张“{self._form.shape.table.title}”没有读到名称，请填写。", None)
        return (names.new(side.row_list, name),)

    def _rows(self, cards: tuple[str, ...], rows: FoundRows | None) -> Iterator[FoundRows]:
        if self._form.shape.card_side is not None:
            yield FoundRows(self._form.shape.card_side.row_list, cards)
        if rows is not None:
            yield rows

    def _header_widths(self) -> Widths:
        """What the row above the repeated ones shows of their columns."""
        above = self._form.row.number - 1 if self._form.row is not None else -1
        return {
            part.cell.column: width_shown(self._text.pieces(*span))
            for part, span in zip(self._form.head, self._head.spans, strict=True)
            if isinstance(part, Words) and part.cell.row == above and span is not None
        }

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
