"""Which row of a table a turn of a template's loop is about, known from the names and codes that stand in its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from disclosure_editor.calculation.entries import name_column
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.texts import bare
from disclosure_editor.editions.model import Side, ValueType
from disclosure_editor.editions.subjects import Catalogue
from disclosure_editor.narrative.grammar import PARTS
from disclosure_editor.narrative.patterns import LoopSpec
from disclosure_editor.narrative.reading import SlotReading
from disclosure_editor.narrative.rows import RowHandle, sides_named
from disclosure_editor.narrative.slots import Slots

_ALIKE = 0.75
"""How alike the names of a row and of the text must be, from 0 to 1."""
_NAMING = ("label", "official_name", "code", "subject")


def names_row(reading: SlotReading, side: Side) -> bool:
    """Whether a slot names its row: by its label, its subject, its code, or what its key column holds."""
    column = reading.place.partition(".")[2]
    key = side.repeated.key if side.repeated is not None else ""
    return reading.slot in _NAMING or (bool(column) and column == key)


@dataclass(frozen=True)
class NewRow:
    """A row that the table doesn't have yet.

    Attributes:
        key: what it is named by: a subject's code, a project's name.
        name: the subject's name, where the text has another than the catalogue; else empty.
    """

    key: str
    name: str = ""


class LoopRows:
    """Finds the rows of one loop's turns."""

    def __init__(self, workbook: Workbook, loop: LoopSpec) -> None:
        self._workbook = workbook
        self.sides = sides_named(workbook.edition, loop.table)
        slots = Slots(workbook)
        self._rows = list(slots.rows(loop.table, loop.order, loop.level)) if self.sides else []
        self._taken: set[tuple[str, str]] = set()

    def find(self, readings: Sequence[SlotReading]) -> RowHandle | None:
        """The row, not found before, whose names are most like those in the text; None where none is like them."""
        best: tuple[float, RowHandle] | None = None
        for row in self._rows:
            if (row.side.id, row.name) in self._taken:
                continue
            likeness = self._likeness(row, readings)
            if likeness >= _ALIKE and (best is None or likeness > best[0]):
                best = (likeness, row)
        if best is None:
            return None
        self._taken.add((best[1].side.id, best[1].name))
        return best[1]

    def new_row(self, readings: Sequence[SlotReading]) -> tuple[Side, NewRow] | None:
        """The row that the names in the text are those of, to be added; None where they name none."""
        side = next((side for side in self.sides if side.repeated is not None), None)
        if side is None or side.repeated is None:
            return None
        column = side.by_id[side.repeated.key]
        if column.type is ValueType.CODE:
            row = _subject_row(self._workbook.catalogues[column.catalogue], readings)
        else:
            row = next((NewRow(r.value) for r in readings if names_row(r, side) and r.value), None)
        return (side, row) if row is not None else None

    def other_name(self, row: RowHandle, readings: Sequence[SlotReading]) -> tuple[Address, str] | None:
        """Where the name of a row's subject is stated, and the name that the text gives it, where that is another."""
        column = row.code_column
        where = stated_name(row.side, row.name)
        if column is None or where is None:
            return None
        last = len(self._workbook.catalogues[column.catalogue].parts) - 1
        named = (r for r in readings if r.slot == "subject" and PARTS.get(_part(r)) == last)
        return next(((where, r.value) for r in named if bare(r.value) != bare(self._printed(row, r))), None)

    def _likeness(self, row: RowHandle, readings: Sequence[SlotReading]) -> float:
        likenesses = [self._alike(row, reading) for reading in readings if names_row(reading, row.side)]
        if not likenesses or min(likenesses) < _ALIKE:
            return 0
        return sum(likenesses) / len(likenesses)

    def _alike(self, row: RowHandle, reading: SlotReading) -> float:
        wanted, printed = bare(reading.value), bare(self._printed(row, reading))
        if not wanted or not printed:
            return 0
        if wanted == printed:
            return 1
        return 0 if reading.slot == "code" else SequenceMatcher(a=wanted, b=printed, autojunk=False).ratio()

    def _printed(self, row: RowHandle, reading: SlotReading) -> str:
        """What the template would print of a row at a slot."""
        slots, spec = Slots(self._workbook), reading.spec
        column = spec.place.partition(".")[2]
        part = _part(reading)
        match spec.slot:
            case "label":
                slots.label(row)
            case "official_name":
                slots.official_name(row)
            case "code":
                slots.code(row[column] if column else row, part if part in PARTS else None)
            case "subject":
                slots.subject(row[column], part, str(spec.arguments.get("without", "")))
            case "text":
                slots.text(row[column])
        noted = slots.noted[-1] if slots.noted else None
        return getattr(noted, "text", "")


def _part(reading: SlotReading) -> str | int:
    """Which level of a code a slot prints; empty for all of it."""
    return reading.spec.arguments.get("part", "")


def _subject_row(catalogue: Catalogue, readings: Sequence[SlotReading]) -> NewRow | None:
    """The subject whose class, section and item a text names, or whose code it states."""
    codes = [r for r in readings if r.slot == "code"]
    stated = "".join(reading.value for reading in codes)
    levels = {PARTS[part]: r.value for r in readings if r.slot != "code" and (part := _part(r)) in PARTS}
    last = len(catalogue.parts) - 1
    name = levels.get(last) or next((r.value for r in readings if r.slot in ("label", "official_name")), "")
    if len(stated) == sum(catalogue.parts):
        return NewRow(stated, "" if bare(catalogue.name(stated) or "") == bare(name) else name)
    if not name:
        return None
    code = _named_code(catalogue, levels, name)
    if code is None:
        return None
    return NewRow(code, "" if bare(catalogue.name(code) or "") == bare(name) else name)


def _named_code(catalogue: Catalogue, levels: dict[int, str], name: str) -> str | None:
    """The code of the item of this name within the class and section that are named, as far as they are."""
    last = len(catalogue.parts) - 1
    within = [""]
    for level in range(last):
        if level in levels:
            found = [code for start in within for code in _like(catalogue, start, level, levels[level])]
            within = found or within
    items = [code for start in within for code in _like(catalogue, start, last, name)]
    return items[0] if items else None


def _like(catalogue: Catalogue, start: str, level: int, name: str) -> Iterator[str]:
    """The codes of a level below a start whose names are this one, else the one whose name is most like it."""
    length = sum(catalogue.parts[: level + 1])
    subjects = [s for s in catalogue.subjects if len(s.code) == length and s.code.startswith(start)]
    wanted = _core(name)
    exact = [subject.code for subject in subjects if _core(subject.name) == wanted]
    if exact:
        yield from exact
        return
    rated = [(SequenceMatcher(a=wanted, b=_core(s.name), autojunk=False).ratio(), s.code) for s in subjects]
    best = max(rated, default=(0.0, ""))
    if best[0] >= _ALIKE:
        yield best[1]


def _core(name: str) -> str:
    """A subject's name without the 支出 that texts leave out at its end."""
    return bare(name).removesuffix("支出")


def stated_name(side: Side, row: str) -> Address | None:
    """Where the name of a row's subject is stated; None where the side has no column for it."""
    if side.repeated is None:
        return None
    column = name_column(side, side.by_id[side.repeated.key])
    return Address(side.table, row, column.id) if column is not None else None
