"""A form found in hard-wrapped lines: the words of the cells around its repeated rows, and where these stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from disclosure_editor.recognition.forms.shapes import CellPattern
from disclosure_editor.recognition.lines.column_widths import ColumnWidth, width_shown
from disclosure_editor.recognition.lines.form_text import FormText
from disclosure_editor.recognition.lines.lined_form import LinedForm
from disclosure_editor.recognition.lines.printed_match import PartsMatch, Span, match_parts
from disclosure_editor.recognition.lines.printed_parts import Part, Texts, Words
from disclosure_editor.recognition.lines.texts_beside import boundary_between

_MOST_ENDINGS = 40
"""Places at which the words of a form's end are looked for."""
_WORST_ENDING = 4.0
"""What the end of a form may cost that is to be taken for one."""


@dataclass(frozen=True, eq=False)
class LocatedForm:
    """A form at the beginning of a text.

    Attributes:
        head, tail: how the words before and behind its repeated rows were read; no tail where it has none, or where it
            wasn't found.
        rows: the words that the repeated rows are among.
        cells: the words of the cells before and behind them.
        doubtful: cells whose words begin where they may not, since another text stands before without a mark between.
    """

    text: FormText
    form: LinedForm
    head: PartsMatch
    tail: PartsMatch | None
    rows: Span
    cells: Mapping[CellPattern, Span]
    doubtful: tuple[CellPattern, ...]

    @cached_property
    def header_widths(self) -> Mapping[int, ColumnWidth]:
        """What the row above the repeated ones shows of the shape's columns."""
        above = self.form.row.number - 1 if self.form.row is not None else -1
        return {
            part.cell.column: width_shown(self.text.pieces(*span))
            for part, span in zip(self.form.head, self.head.spans, strict=True)
            if isinstance(part, Words) and part.cell.row == above and span is not None
        }


def locate(text: FormText, form: LinedForm, head: PartsMatch) -> LocatedForm:
    """A form of which the part before its rows was found at the beginning of a text."""
    rows_end, tail = _find_tail(text, form, head)
    cells: dict[CellPattern, Span] = {}
    doubtful: list[CellPattern] = []
    for parts, match in ((form.head, head), (form.tail, tail)):
        for part, span in zip(parts, match.spans, strict=True) if match is not None else ():
            if span is not None:
                _add(text, part, span, cells, doubtful)
    return LocatedForm(text, form, head, tail, Span(head.end, rows_end), cells, tuple(doubtful))


def _find_tail(text: FormText, form: LinedForm, head: PartsMatch) -> tuple[int, PartsMatch | None]:
    """Where what stands behind the rows begins, and how it reads."""
    first = next((part.text for part in form.tail if isinstance(part, Words)), "")
    places = list(text.words_beginning(first, head.end)) if first else []
    best: tuple[int, PartsMatch] | None = None
    for word in places[-_MOST_ENDINGS:]:
        match = match_parts(text, form.tail, word, len(text.words))
        if match is not None and match.cost <= _WORST_ENDING and (best is None or match.cost < best[1].cost):
            best = word, match
    return best if best is not None else (len(text.words), None)


def _add(text: FormText, part: Part, span: Span, cells: dict[CellPattern, Span], doubtful: list[CellPattern]) -> None:
    """Add a part's words to those of its cell."""
    if isinstance(part, Texts):
        for cell, own, sure in _texts(text, part.cells, span):
            cells[cell] = own
            doubtful += [] if sure else [cell]
        return
    before = cells.get(part.cell, span)
    cells[part.cell] = Span(min(before.first, span.first), max(before.end, span.end))


def _texts(text: FormText, cells: Sequence[CellPattern], span: Span) -> Iterator[tuple[CellPattern, Span, bool]]:
    """Texts without words of the form's own between them, and for each whether it surely begins there."""
    sure = True
    for cell, _ in pairwise(cells):
        boundary = boundary_between(text, *span)
        if boundary.word > span.first:
            yield cell, Span(span.first, boundary.word), sure
        span, sure = Span(boundary.word, span.end), not boundary.doubtful
    if span.first < span.end:
        yield cells[-1], span, sure
