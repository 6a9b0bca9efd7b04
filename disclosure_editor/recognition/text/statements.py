"""What a file's text states: each slot's value with its address, and the row lists that the text alone makes known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure_editor.calculation.edits import repeated_names
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList, free_row_name
from disclosure_editor.document.amounts import MalformedAmount, parse_amount
from disclosure_editor.document.texts import bare
from disclosure_editor.editions.model import Column, Side, ValueType
from disclosure_editor.exchange.source import Place
from disclosure_editor.narrative.patterns import LoopSpec
from disclosure_editor.narrative.reading import SlotReading
from disclosure_editor.narrative.wording import PLACEHOLDER
from disclosure_editor.recognition.text.loop_rows import LoopRows, names_row, stated_name
from disclosure_editor.recognition.text.paragraphs import Match

_LITERAL_SLOTS = ("year", "last_year", "index", "ordinal", "label", "official_name", "code", "subject")
_ORDER = {"text": 0, "zero": 1, "amount": 1, "count": 1, "change": 2, "growth": 3, "percent": 3}
"""Which slots are taken first: a change can only be understood once this year's figure is there, a rate after both."""


@dataclass(frozen=True)
class Statement:
    """One value that the text states.

    Attributes:
        text: as the document would state it.
        amount: the number, for a slot of one.
        words: the text around it as it stands in the file.
        spare: whether the text may say the same without it (see `SlotReading`).
    """

    path: Address
    slot: str
    text: str
    amount: Decimal | None
    place: Place
    words: str
    spare: bool = False

    @property
    def order(self) -> int:
        """When it is taken, among others."""
        return _ORDER.get(self.slot, 0)

    @property
    def meaning(self) -> Decimal | str:
        """What two statements of the same share."""
        return self.amount if self.amount is not None else bare(self.text)


@dataclass
class _Turn:
    """One turn of a loop: what stands in it, and the row that it is about, once that is known."""

    loop: LoopSpec
    readings: list[tuple[SlotReading, Place, str]]
    table: str = ""
    row: str = ""

    @property
    def slots(self) -> list[SlotReading]:
        return [reading for reading, _, _ in self.readings]


@dataclass(frozen=True)
class RowNames:
    """Rows that the text names, by the list that they are to stand in, and the names that it gives their subjects."""

    lists: dict[RowList, tuple[str, ...]]
    names: dict[Address, str]


class TextStatements:
    """Collects what matched paragraphs state; rows are found, or made known, before values get their addresses.

    Args:
        headings: what headings state, each with its place and its text.
    """

    def __init__(
        self, workbook: Workbook, matches: Sequence[Match], headings: Sequence[tuple[SlotReading, Place, str]] = ()
    ) -> None:
        self._workbook = workbook
        self._plain: list[tuple[SlotReading, Place, str]] = list(headings)
        self._loops: dict[tuple[str, int], dict[tuple[LoopSpec, int], _Turn]] = {}
        self._turn_of: dict[int, _Turn] = {}
        group = 0
        last: tuple[str, LoopSpec | None] | None = None
        for match in matches:
            if match.reading is None or not match.patterns:
                continue
            pattern = match.patterns[0]
            outer = pattern.pattern.loops[0] if pattern.pattern.loops else None
            if outer is None or last != (pattern.section.id, outer):
                group += 1
            last = (pattern.section.id, outer)
            self._collect(match, group, outer)

    def _collect(self, match: Match, group: int, outer: LoopSpec | None) -> None:
        assert match.reading is not None
        place = match.paragraphs[0].paragraph.place
        for reading in match.reading.slots:
            noted = (reading, place, match.text)
            variable = reading.place.partition(".")[0]
            if reading.rows:
                loop, number = reading.rows[0]
                # An inline loop is another one in each paragraph.
                turns = self._loops.setdefault(("inline", match.paragraphs[0].number), {})
            elif outer is not None and variable == outer.variable:
                loop, number = outer, match.turns[0] if match.turns else 0
                turns = self._loops.setdefault(("around", group), {})
            else:
                self._plain.append(noted)
                continue
            turn = turns.setdefault((loop, number), _Turn(loop, []))
            turn.readings.append(noted)
            if not reading.rows:
                self._turn_of[match.paragraphs[0].number] = turn

    def find_rows(self) -> RowNames:
        """Give every turn its row; the rows that no table has yet are returned, to be stated."""
        lists: dict[RowList, tuple[str, ...]] = {}
        names: dict[Address, str] = {}
        for turns in self._loops.values():
            self._find_rows_of(list(turns.values()), lists, names)
        return RowNames(lists, names)

    def _find_rows_of(
        self, turns: Sequence[_Turn], lists: dict[RowList, tuple[str, ...]], names: dict[Address, str]
    ) -> None:
        rows = LoopRows(self._workbook, turns[0].loop)
        missing: list[_Turn] = []
        for turn in turns:
            if turn.row:
                continue
            found = rows.find(turn.slots)
            if found is None:
                missing.append(turn)
                continue
            turn.table, turn.row = found.side.table, found.name
            if (other := rows.other_name(found, turn.slots)) is not None:
                names[other[0]] = other[1]
        for turn in missing:
            added = rows.new_row(turn.slots) if turn.loop.level is None else None
            if added is None:
                continue
            side, new = added
            listed = lists.get(side.row_list) or repeated_names(self._workbook, side.row_list)
            turn.table, turn.row = side.table, free_row_name(new.key, set(listed))
            lists[side.row_list] = (*listed, turn.row)
            _add_to_followed(self._workbook, side, turn, lists)
            address = stated_name(side, turn.row)
            if new.name and address is not None:
                names[address] = new.name

    def row_of(self, match: Match) -> str:
        """The row that a paragraph is about, by the loop around it; empty for none, or where it is not known."""
        turn = self._turn_of.get(match.paragraphs[0].number)
        return turn.row if turn is not None else ""

    @property
    def unknown_rows(self) -> list[tuple[str, Place]]:
        """The texts, each once, that are about rows which nobody knows, with their places."""
        turns = (turn for turns in self._loops.values() for turn in turns.values() if not turn.row)
        return list(dict.fromkeys((text, place) for turn in turns for _, place, text in turn.readings[:1]))

    def statements(self) -> list[Statement]:
        """Every value with its address, in the order in which they are to be taken."""
        found = list(self._statements())
        return sorted(found, key=lambda statement: statement.order)

    def _statements(self) -> Iterator[Statement]:
        for reading, place, words in self._plain:
            if reading.slot not in _LITERAL_SLOTS and "!" in reading.place:
                yield from self._statement(Address.parse(reading.place), reading, place, words)
        for turns in self._loops.values():
            for turn in turns.values():
                yield from self._of_turn(turn)

    def _of_turn(self, turn: _Turn) -> Iterator[Statement]:
        if not turn.row:
            return
        for reading, place, words in turn.readings:
            column = reading.place.partition(".")[2]
            address = Address(turn.table, turn.row, column)
            side = self._workbook.side_of(address) if column else None
            if reading.slot not in _LITERAL_SLOTS and side is not None and not names_row(reading, side):
                yield from self._statement(address, reading, place, words)

    def _statement(self, address: Address, reading: SlotReading, place: Place, words: str) -> Iterator[Statement]:
        column = self._workbook.edition.column(address)
        if column is None or not reading.value or PLACEHOLDER in reading.value:
            return
        amount = _amount(column, reading)
        if column.type is ValueType.CHOICE and reading.value not in column.choices:
            return
        if column.type.numeric and amount is None:
            return
        yield Statement(address, reading.slot, reading.value, amount, place, words, reading.spare)


def _amount(column: Column, reading: SlotReading) -> Decimal | None:
    if not column.type.numeric:
        return None
    try:
        return parse_amount(reading.value)
    except MalformedAmount:
        return None


def _add_to_followed(workbook: Workbook, side: Side, turn: _Turn, lists: dict[RowList, tuple[str, ...]]) -> None:
    """A row with a figure of this year stands in the table that the list follows, too, where that has no rows yet."""
    assert side.repeated is not None
    amounts = [reading.value for reading in turn.slots if reading.slot == "amount"]
    if not side.repeated.follows or not amounts or not amounts[0].strip("0."):
        return
    followed = side.repeated.follows[0]
    if followed in lists or not repeated_names(workbook, followed):
        lists[followed] = (*lists.get(followed, ()), turn.row)


def settled(
    statements: Sequence[Statement], hints: Collection[tuple[Address, Decimal | str]] = ()
) -> Iterator[Statement]:
    """Of the statements of each address the one that most of them make; of equals the one hinted at, else the first.

    Args:
        hints: addresses with what else the file seems to state there (see `Statement.meaning`).
    """
    by_path: dict[Address, list[Statement]] = {}
    for statement in statements:
        by_path.setdefault(statement.path, []).append(statement)
    for several in by_path.values():
        counts = Counter(statement.meaning for statement in several)
        yield max(several, key=lambda s: (counts[s.meaning], (s.path, s.meaning) in hints))
