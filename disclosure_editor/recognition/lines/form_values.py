"""The values of one form in hard-wrapped lines: what its cells state, and remarks on what is not certain."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Link, OwnParagraph, ParagraphKey, Remark, Understanding
from disclosure_editor.document.texts import compact
from disclosure_editor.editions.model import Edition, ValueType
from disclosure_editor.narrative.form_cells import cell_key, printing_section
from disclosure_editor.recognition.forms.cell_alignment import NUMBER_LIKE
from disclosure_editor.recognition.forms.cell_reading import CellReader, CellReading
from disclosure_editor.recognition.forms.shapes import CellPattern, ShapePattern, plain
from disclosure_editor.recognition.found import Found
from disclosure_editor.recognition.lines.form_text import FormText, joined
from disclosure_editor.recognition.lines.printed_match import Span

_SHOWN = 200
"""So many characters of the file stand in a remark."""


class FormValues:
    """Collects what is read of a form.

    Attributes:
        found, own_words, remarks: so far.
        stated, read: how many figures the form states, and how many of them have an address.
    """

    def __init__(self, text: FormText, shape: ShapePattern, edition: Edition, reader: CellReader) -> None:
        self.found: list[Found] = []
        self.own_words: list[tuple[ParagraphKey, OwnParagraph]] = []
        self.remarks: list[Remark] = []
        self.stated = 0
        self.read = 0
        self._text = text
        self._shape = shape
        self._section = printing_section(edition, shape.table.id)
        self._reader = reader

    def take(self, cell: CellPattern, span: Span, rows: Sequence[str]) -> None:
        """State what stands in a cell.

        Args:
            rows: the names of the form's card and of the repeated row that the cell is in, as far as it has them; the
                last one is what its template calls ``row``.
        """
        text = self._text_of(cell, span)
        reading = self._reader.read((cell,), text)
        self.stated += cell.numeric
        if reading is None:
            self.doubt(f"“{title_of(cell)}”这一格没有读懂，没有读入。", span)
            return
        self.read += cell.numeric and bool(reading.values)
        row = rows[-1] if rows else ""
        for value in reading.values:
            column = value.slot.column
            if value.slot.key or (column.type is ValueType.TEXT and value.text == column.default):
                continue
            printed = text if compact(text) != compact(value.text) else ""
            self.found.append(Found(value.slot.at(row), value.text, self._text.place(span.first), printed))
        self._keep_own_words(cell, text, reading, rows)

    def texts(self, row: str) -> dict[str, str]:
        """What was stated so far in a row, by column."""
        return {found.path.column: found.text for found in self.found if found.path.row == row}

    def name(self, cell: CellPattern, span: Span) -> str:
        """The name that a cell gives its row; empty where it gives none."""
        reading = self._reader.read((cell,), self._text_of(cell, span))
        values = reading.values if reading is not None else ()
        return next((value.text for value in values if value.slot.key), "")

    def doubt(self, message: str, span: Span | None, at: Address | None = None) -> None:
        """Remark on something that was read and has to be checked."""
        self._remark(Understanding.DOUBTFUL, message, span, at)

    def leave_over(self, span: Span) -> None:
        """Remark on words that have no place in the form."""
        words = self._text.words[span.first : span.end]
        self.stated += sum(bool(NUMBER_LIKE.fullmatch(plain(word.text))) for word in words)
        message = "这些字在表样里没有位置，没有读入；不是页码等无关文字的，请抄到合适的地方。"
        self._remark(Understanding.NOT_UNDERSTOOD, message, span, None)

    def _remark(self, kind: Understanding, message: str, span: Span | None, at: Address | None) -> None:
        place = self._text.place(span.first if span is not None else 0)
        shown = " ".join(self._text.pieces(*span))[:_SHOWN] if span is not None else ""
        self.remarks.append(Remark(kind, message, str(place), shown, str(at) if at is not None else ""))

    def _text_of(self, cell: CellPattern, span: Span) -> str:
        return joined(self._text.pieces(*span), keep_blanks=_is_name(cell))

    def _keep_own_words(self, cell: CellPattern, text: str, reading: CellReading, rows: Sequence[str]) -> None:
        if reading.generated is None or self._section is None:
            return
        row = rows[-1] if rows else ""
        links = tuple(
            Link(value.start, value.start + len(value.text), value.slot.at(row))
            for value in sorted(reading.values, key=lambda value: value.start)
            if value.slot.column.type.numeric
        )
        key = cell_key(self._section.id, self._shape.shape, cell.row, cell.number, rows)
        self.own_words.append((key, OwnParagraph(text, reading.generated, links)))


def _is_name(cell: CellPattern) -> bool:
    """Whether a cell prints the name of its row, whose blanks are its own."""
    slot = cell.slots[0] if len(cell.slots) == 1 else None
    repeated = slot.side.repeated if slot is not None and slot.side is not None else None
    return repeated is not None and slot is not None and slot.column.id in (repeated.key, repeated.named_by)


def title_of(cell: CellPattern) -> str:
    """What a cell states, in the officer's words."""
    return "、".join(slot.column.title for slot in cell.slots)
