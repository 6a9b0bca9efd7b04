"""What was published before against what now stands for it: rows left out, renamed, with other values, or added."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from disclosure_editor.calculation.edits import NewRow, paste, set_value
from disclosure_editor.calculation.text_values import sign_in, unit_in, value_in
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding, Repair
from disclosure_editor.checks.similar_names import likeness
from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.document.texts import bare, folded
from disclosure_editor.editions.model import Check, Side, Table

_MONTHS = re.compile(r"[<>=≥≤]*\s*(\d+)\s*([月日])")
_UNIT = re.compile(r"\(([^()]*)\)[\s。.;,、]*$")
_SHOWN = 30
"""So many characters of a name stand in a message."""


@dataclass(frozen=True)
class _Item:
    """A row of either table: what it is called, and the value that is compared."""

    row: str
    name: str
    value: str

    @property
    def key(self) -> str:
        """Its name without the unit in brackets behind it: 维护次数（次） is 维护次数."""
        return bare(_UNIT.sub("", folded(self.name)))

    @property
    def shown(self) -> str:
        """Its name as a message has it."""
        return self.name if len(self.name) <= _SHOWN else f"{self.name[:_SHOWN]}……"

    @property
    def unit(self) -> str:
        """The unit of its value, where the value has one or the name says it."""
        named = _UNIT.search(folded(self.name))
        stated = self._month[2] if self._month is not None else unit_in(self.value)
        return stated or (named[1].strip() if named is not None else "")

    @property
    def number(self) -> Decimal | None:
        """The number that its value is; None for none."""
        return Decimal(self._month[1]) if self._month is not None else value_in(self.value)

    @property
    def _month(self) -> re.Match[str] | None:
        """A value that reads as a date but is as many months or days: =12月."""
        return _MONTHS.fullmatch(folded(self.value).strip())


def as_published(workbook: Workbook, check: Check, table: Table) -> Iterator[Finding]:
    """Rows that belong to something (``for``) against those of another table that belong to the same (``with``).

    A row is known by its name (``names``) and says the same where its value does (``values``). Where the other table
    has no rows of something at all, that is left to other checks.
    """
    now = workbook.edition.side[RowList.parse(check.options["with"][0])]
    for before in table.sides:
        for parent in dict.fromkeys(row_key(name) for name in workbook.stated_rows(before.row_list) or ()):
            if parent and workbook.children(now, parent):
                yield from _Comparison(workbook, check, before, now, parent).findings()


class _Comparison:
    """The rows of two tables that belong to one thing."""

    def __init__(self, workbook: Workbook, check: Check, before: Side, now: Side, parent: str) -> None:
        self._workbook, self._check = workbook, check
        self._before, self._now, self._parent = before, now, parent
        self._names, self._values = _columns(check, "names"), _columns(check, "values")

    def findings(self) -> Iterator[Finding]:
        """What became of the published rows, and what was added to them."""
        published = self._items(self._before, self._names[0], self._values[0])
        present = self._items(self._now, self._names[1], self._values[1])
        for item, other in _taken_together(published, present, lambda a, b: a.key == b.key):
            yield from self._other_value(item, other)
        for item, other in _taken_together(published, present, lambda a, b: bool(likeness(a.name, b.name, True))):
            yield self._renamed(item, other)
            yield from self._other_value(item, other)
        yield from (self._left_out(item) for item in published)
        yield from (self._added(item) for item in present)

    def _items(self, side: Side, name: str, value: str) -> list[_Item]:
        rows = self._workbook.children(side, self._parent)
        items = [_Item(row, self._text(side, row, name), self._text(side, row, value)) for row in rows]
        return [item for item in items if bare(item.name)]

    def _text(self, side: Side, row: str, column: str) -> str:
        return self._workbook.cell(Address(side.table, row, column)).text.strip()

    def _left_out(self, item: _Item) -> Finding:
        at = (Address(self._before.table, item.row, self._names[0]), self._now.row_list)
        message = f"{self._published(item)}（{item.value}），{self._place}里没有，请补列或说明。"
        added = NewRow(self._parent, {self._names[1]: item.name, self._values[1]: item.value})
        last = self._workbook.children(self._now, self._parent)[-1]
        edit = paste(self._workbook, {}, self._now.row_list, [added], last, "补列")
        return self._finding(message, at, "", item.name, Repair("补列这一行", edit))

    def _added(self, item: _Item) -> Finding:
        at = (Address(self._now.table, item.row, self._names[1]), self._before.row_list)
        message = f"“{self._parent}”的{self._place}“{item.shown}”，{self._former}里没有，请核对。"
        return self._finding(message, at, item.name, "")

    def _renamed(self, item: _Item, other: _Item) -> Finding:
        address = Address(self._now.table, other.row, self._names[1])
        at = (address, Address(self._before.table, item.row, self._names[0]))
        message = f"{self._published(item)}，{self._place}写成“{other.shown}”，请核对；是同一个的，名称应一致。"
        repair = Repair(f"改为“{item.shown}”", set_value(self._workbook, address, item.name))
        return self._finding(message, at, other.name, item.name, repair)

    def _other_value(self, item: _Item, other: _Item) -> Iterator[Finding]:
        if _say_the_same(item, other):
            return
        address = Address(self._now.table, other.row, self._values[1])
        at = (address, Address(self._before.table, item.row, self._values[0]))
        message = f"{self._published(item)}是“{item.value}”，{self._place}写的是“{other.value}”，请核对。"
        repair = Repair(f"改为“{item.value}”", set_value(self._workbook, address, item.value))
        yield self._finding(message, at, other.value, item.value, repair)

    def _finding(
        self, message: str, at: tuple[Address | RowList, ...], stated: str, expected: str, *repairs: Repair
    ) -> Finding:
        check = self._check
        return Finding(check.id, check.title, check.severity, message, at, stated, expected, None, repairs)

    def _published(self, item: _Item) -> str:
        return f"“{self._parent}”的{self._former}“{item.shown}”"

    @property
    def _former(self) -> str:
        return self._workbook.place(self._before.table)

    @property
    def _place(self) -> str:
        return self._workbook.place(self._now.table)


def _columns(check: Check, option: str) -> tuple[str, str]:
    """The column of either table that an option names: one id for both, or ``column=column``."""
    before, _, now = check.options[option][0].partition("=")
    return before.strip(), now.strip() or before.strip()


def _taken_together(
    published: list[_Item], present: list[_Item], alike: Callable[[_Item, _Item], bool]
) -> list[tuple[_Item, _Item]]:
    """Each published row with the first present one that is like it; both are taken out of the lists."""
    found: list[tuple[_Item, _Item]] = []
    for item in tuple(published):
        other = next((other for other in present if alike(item, other)), None)
        if other is not None:
            published.remove(item)
            present.remove(other)
            found.append((item, other))
    return found


def _say_the_same(left: _Item, right: _Item) -> bool:
    """Whether two values are the same number with the same bound and unit, or else the same words.

    A number without a sign is exactly it; a unit counts where both have one.
    """
    if bare(left.value) == bare(right.value) and _sign(left) == _sign(right):
        return True
    units = {item.unit for item in (left, right) if item.unit}
    same = left.number is not None and left.number == right.number
    return same and _sign(left) == _sign(right) and len(units) < 2


def _sign(item: _Item) -> str:
    return sign_in(item.value) or "="
