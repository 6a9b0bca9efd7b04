"""What a form prints outside its repeated rows, one after the other: words of its own, figures, texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment

from disclosure_editor.editions.model import Edition
from disclosure_editor.narrative.grammar import YEARS
from disclosure_editor.narrative.patterns import Literal, Value, small_program
from disclosure_editor.recognition.forms.shapes import CellPattern, first_way, plain

FIGURE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Words:
    """Words of the form's own, without blanks."""

    text: str
    cell: CellPattern


@dataclass(frozen=True)
class Figure:
    """A number.

    Attributes:
        year: whether it is the form's year.
    """

    cell: CellPattern
    year: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """How it looks in the stream of a form's characters."""
        return _YEAR if self.year else FIGURE


@dataclass(frozen=True)
class Texts:
    """Texts with no words of the form's own between them: nothing but their look tells where one ends."""

    cells: tuple[CellPattern, ...]


Part = Words | Figure | Texts


def printed_parts(cells: Sequence[CellPattern], edition: Edition, environment: Environment) -> tuple[Part, ...]:
    """What these cells print, in their order; blank cells print nothing."""
    found: list[Part] = []
    for cell in cells:
        for part in _parts_of(cell, edition, environment):
            if isinstance(part, Texts) and found and isinstance(found[-1], Texts):
                found[-1] = Texts((*found[-1].cells, *part.cells) if found[-1].cells[-1] is not cell else (cell,))
            else:
                found.append(part)
    return tuple(found)


def _parts_of(cell: CellPattern, edition: Edition, environment: Environment) -> Iterator[Part]:
    numeric = {slot.spec.place: slot.column.type.numeric for slot in cell.slots}
    for instruction in first_way(small_program(environment.parse(cell.spec.text), edition)):
        match instruction:
            case Literal(text):
                yield Words(plain(text), cell)
            case Value(spec, number):
                if spec.slot in YEARS:
                    yield Figure(cell, year=True)
                elif number is not None or numeric.get(spec.place):
                    yield Figure(cell)
                else:
                    yield Texts((cell,))
            case _:
                pass
