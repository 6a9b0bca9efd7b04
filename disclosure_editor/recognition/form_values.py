"""The values of one form: what its cells state at their addresses, and remarks on what is not certain."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Remark, Understanding
from disclosure_editor.document.texts import compact
from disclosure_editor.narrative.reading import TemplateReader
from disclosure_editor.recognition.form_text import FormText, joined
from disclosure_editor.recognition.found import Found
from disclosure_editor.recognition.printed_match import Span
from disclosure_editor.recognition.shapes import CellPattern, CellSlot

_SHOWN = 200
"""So many characters of the file stand in a remark."""


class FormValues:
    """Collects what is read of a form.

    Attributes:
        found, remarks: so far.
        stated, read: how many figures the form states, and how many of them have an address.
    """

    def __init__(self, text: FormText, reader: TemplateReader) -> None:
        self.found: list[Found] = []
        self.remarks: list[Remark] = []
        self.stated = 0
        self.read = 0
        self._text = text
        self._reader = reader

    def take(self, cell: CellPattern, span: Span, row: str) -> None:
        """State what stands in a cell; `row` is what its template calls ``row``."""
        pieces = self._text.pieces(*span)
        values = self._values(cell, joined(pieces, keep_blanks=is_name(cell)))
        self.stated += cell.numeric
        self.read += cell.numeric and bool(values)
        place, printed = self._text.place(span.first), "".join(pieces)
        if not values:
            self.doubt(f"“{title_of(cell)}”这一格没有读懂，没有读入。", span)
        for slot, value in values:
            differs = compact(printed) != compact(value)
            if value and not slot.key:
                self.found.append(Found(slot.at(row), value, place, printed if differs else ""))

    def texts(self, row: str) -> dict[str, str]:
        """What was stated so far in a row, by column."""
        return {found.path.column: found.text for found in self.found if found.path.row == row}

    def name(self, cell: CellPattern, span: Span) -> str:
        """The name that a cell gives its row; empty where it gives none."""
        values = self._values(cell, joined(self._text.pieces(*span), keep_blanks=True))
        return next((value for slot, value in values if slot.key), "")

    def doubt(self, message: str, span: Span | None, at: Address | None = None) -> None:
        """Remark on something that was read and has to be checked."""
        self._remark(Understanding.DOUBTFUL, message, span, at)

    def leave_over(self, span: Span) -> None:
        """Remark on words that have no place in the form."""
        self.stated += sum(_is_figure(word.text) for word in self._text.words[span.first : span.end])
        message = "这些字在表样里没有位置，没有读入；不是页码等无关文字的，请抄到合适的地方。"
        self._remark(Understanding.NOT_UNDERSTOOD, message, span, None)

    def _remark(self, kind: Understanding, message: str, span: Span | None, at: Address | None) -> None:
        place = str(self._text.place(span.first)) if span is not None else ""
        shown = " ".join(self._text.pieces(*span))[:_SHOWN] if span is not None else ""
        self.remarks.append(Remark(kind, message, place, shown, str(at) if at is not None else ""))

    def _values(self, cell: CellPattern, text: str) -> Sequence[tuple[CellSlot, str]]:
        """What a cell's text states at its slots; a malformed figure as it stands, nothing where it can't be told."""
        if cell.free and not cell.numeric:
            return [(cell.slots[0], text)]
        reading = self._reader.read_small(cell.spec.text, text)
        if reading is None:
            return [(cell.slots[0], text)] if len(cell.slots) == 1 else []
        slots = {slot.spec.place: slot for slot in cell.slots}
        return [(slots[slot.place], slot.value) for slot in reading.slots if slot.place in slots]


def is_name(cell: CellPattern) -> bool:
    """Whether a cell prints the name of its row, whose blanks are its own."""
    slot = cell.slots[0] if len(cell.slots) == 1 else None
    repeated = slot.side.repeated if slot is not None and slot.side is not None else None
    return repeated is not None and slot is not None and slot.column.id in (repeated.key, repeated.named_by)


def title_of(cell: CellPattern) -> str:
    """What a cell states, in the officer's words."""
    return "、".join(slot.column.title for slot in cell.slots)


def _is_figure(word: str) -> bool:
    return word.replace(".", "", 1).replace(",", "").isdecimal()
