"""What a cell of a form states: its template read back, with what of its words is not the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jinja2 import nodes

from disclosure_editor.document.texts import folded
from disclosure_editor.editions.model import Column, Edition, ValueType
from disclosure_editor.narrative.environment import new_environment
from disclosure_editor.narrative.grammar import YEARS
from disclosure_editor.narrative.reading import SlotReading, TemplateReader
from disclosure_editor.recognition.forms.shapes import CellPattern, CellSlot, plain
from disclosure_editor.recognition.unit_lines import money_exponent

_NUMBER = r"[-+]?\d[\d,]*(?:\.\d+)?"
_WITH_UNIT = re.compile(rf"({_NUMBER})\s*([^\d\s,.][^\d]*)?")
_NOTHING = re.compile(r"[-/\\_无]*")
"""What stands for no number, as `plain` gives it."""


@dataclass(frozen=True)
class CellValue:
    """A value that a cell states; `start` is where in the cell's text it stands."""

    slot: CellSlot
    text: str
    start: int = 0


@dataclass(frozen=True)
class CellReading:
    """What a cell states.

    Attributes:
        values: what to state in the document.
        generated: where the cell's words are not the form's: what the form would print for these values.
    """

    values: tuple[CellValue, ...] = ()
    generated: str | None = None


class CellReader:
    """Reads cells of forms of an edition's tables, in a document of one year."""

    def __init__(self, edition: Edition, year: int) -> None:
        self._templates = TemplateReader(edition)
        self._environment = new_environment()
        self._years = {"year": str(year), "last_year": str(year - 1)}

    def read(self, cells: Sequence[CellPattern], text: str) -> CellReading | None:
        """What these cells of the shape, in one of the file or each in its own, state; None where it isn't understood.

        Numbers that are none are stated as they stand where they stand alone.
        """
        text = text.strip()
        if len(cells) == 1 and not text:
            return CellReading()
        if len(cells) == 1 and cells[0].fixed:
            return CellReading(generated=None if plain(text) == cells[0].words else cells[0].spec.text)
        if len(cells) == 1 and cells[0].free:
            return _alone(cells[0].slots[0], text)
        return self._through_template(cells, text)

    def _through_template(self, cells: Sequence[CellPattern], text: str) -> CellReading | None:
        source = "".join(cell.spec.text for cell in cells)
        words = "".join(cell.words for cell in cells)
        slots = {slot.spec.place: slot for cell in cells for slot in cell.slots}
        reading = self._templates.read_small(source, text)
        if reading is None:
            reading = self._templates.read_small(source, text, max(1, len(words) // 2))
            if reading is not None and _has_digits_besides(text, reading.slots, words):
                reading = None
        if reading is None:
            return self._behind_words(source, list(slots.values()), words, text)
        stated = [slot for slot in reading.slots if slot.place in slots]
        values = {slot.place: _printed(slot, text) for slot in stated}
        other_year = any(slot.value != self._years[slot.slot] for slot in reading.slots if slot.slot in self._years)
        found = tuple(CellValue(slots[slot.place], values[slot.place], slot.start) for slot in stated)
        if len(found) == 1 and (unit := _other_unit(found[0].slot.column, text[stated[0].end :])):
            return CellReading((replace(found[0], text=found[0].text + unit),))
        if not (reading.differing or other_year):
            return CellReading(found)
        return CellReading(found, self._generated(source, values))

    def _behind_words(self, source: str, slots: Sequence[CellSlot], words: str, text: str) -> CellReading | None:
        """A cell that has the form's words, and behind them something other than the form would print."""
        behind = _behind_words(slots, words, text)
        if behind is None:
            return None
        reading = _alone(*behind)
        if not reading.values or not _WITH_UNIT.fullmatch(folded(behind[1])):
            return reading
        (value,) = reading.values
        found = replace(value, start=text.rindex(behind[1]))
        return CellReading((found,), self._generated(source, {value.slot.spec.place: value.text}))

    def _generated(self, source: str, values: Mapping[str, str]) -> str:
        """What a template prints for these values."""
        return "".join(self._written(self._environment.parse(source).body, values))

    def _written(self, body: Sequence[nodes.Node], values: Mapping[str, str]) -> Iterator[str]:
        """What a template writes where its slots have these values, taking the branches that have any."""
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        yield from self._part(part, values)
                case nodes.If():
                    yield from self._written(node.body if values else node.else_, values)

    def _part(self, part: nodes.Node, values: Mapping[str, str]) -> Iterator[str]:
        match part:
            case nodes.TemplateData(data=data):
                yield str(data)
            case nodes.Name(name=name) if name in YEARS:
                yield self._years[name]
            case nodes.Call(args=[place, *_]):
                yield next((value for name, value in values.items() if name == _name(place)), "")


def _name(place: nodes.Node) -> str:
    match place:
        case nodes.Const(value=str() as text):
            return text
        case nodes.Getattr(node=nodes.Name(name=name), attr=str() as column):
            return f"{name}.{column}"
        case nodes.Getitem(node=nodes.Name(name=name), arg=nodes.Const(value=str() as column)):
            return f"{name}.{column}"
    return ""


def _alone(slot: CellSlot, text: str) -> CellReading:
    """A cell that prints one value and nothing else."""
    if not slot.column.type.numeric:
        return CellReading((CellValue(slot, _as_text(slot.column, text)),))
    if _NOTHING.fullmatch(plain(text)):
        return CellReading()
    found = _WITH_UNIT.fullmatch(folded(text))
    if found is None:
        return CellReading((CellValue(slot, text),))
    value, unit = text[: found.end(1)].strip(), (found[2] or "").strip()
    if _other_unit(slot.column, unit):
        return CellReading((CellValue(slot, text),))
    expected = "%" if slot.spec.slot == "percent" else ""
    return CellReading((CellValue(slot, value),), None if unit == expected else value + expected)


def _other_unit(column: Column, behind: str) -> str:
    """The unit of money other than 万元 that stands behind an amount, with which it is converted; empty for none."""
    unit = plain(behind)
    return unit if column.type is ValueType.AMOUNT and money_exponent(f"({unit})") else ""


def _as_text(column: Column, text: str) -> str:
    """A text as it is to be stated: one of the choices where there are some."""
    if column.type is not ValueType.CHOICE:
        return text
    return next((choice for choice in column.choices if plain(choice) == plain(text)), text)


def _printed(slot: SlotReading, text: str) -> str:
    """What to state at a slot: amounts with the separators that they were published with."""
    return text[slot.start : slot.end].strip() if slot.slot in ("amount", "count") else slot.value


def _has_digits_besides(text: str, slots: Sequence[SlotReading], words: str) -> bool:
    """Whether a text has digits that are neither a slot's nor the form's own."""
    rest = list(text)
    for slot in slots:
        rest[slot.start : slot.end] = [""] * (slot.end - slot.start)
    return any(character.isdigit() and character not in words for character in plain("".join(rest)))


def _behind_words(slots: Sequence[CellSlot], words: str, text: str) -> tuple[CellSlot, str] | None:
    """What stands behind a cell's words, where one number belongs; None where it isn't such a cell, or has others."""
    stream = plain(text)
    if len(slots) != 1 or not slots[0].column.type.numeric or not words or not stream.startswith(words):
        return None
    end = next(index for index in range(len(text) + 1) if plain(text[:index]) == words)
    return slots[0], text[end:].strip(" \t\r\n\u3000:：")
