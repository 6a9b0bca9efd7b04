"""Numbers of an own paragraph that are the document's: found by their values, written anew when these change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from disclosure_editor.calculation.workbook import CellValue, Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.amounts import format_amount
from disclosure_editor.document.disclosure import Link, OwnParagraph
from disclosure_editor.document.texts import compact, folded
from disclosure_editor.editions.model import Column
from disclosure_editor.narrative.own_text import FoundNumber, linked_runs, numbers_in
from disclosure_editor.narrative.runs import Run
from disclosure_editor.narrative.wording import PLACEHOLDER

_OTHER_DIRECTION: Mapping[str, str] = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "上升": "下降",
    "提高": "降低",
    "降低": "提高",
}
_DIRECTION = re.compile(f"({'|'.join(_OTHER_DIRECTION)})了?$")
_MONEY = re.compile(r"\s*[万亿]?元")
_DOWN = ("减少", "下降", "降低")
_PERCENT = "%"

_UNIT_REACH = 10
"""So far behind a number its unit is looked for."""

KnownValues = Mapping[tuple[Decimal, str], Address]
"""The cells of the document by their values, without signs, and units; a value that several have is none's."""


def known_values(workbook: Workbook) -> KnownValues:
    """The values other than zero that exactly one cell has."""
    found: dict[tuple[Decimal, str], Address | None] = {}
    for address, column in _numeric_cells(workbook):
        amount = workbook.cell(address).amount
        if amount:
            key = (abs(amount), folded(column.unit))
            found[key] = None if key in found else address
    return {key: address for key, address in found.items() if address is not None}


def _numeric_cells(workbook: Workbook) -> Iterator[tuple[Address, Column]]:
    for table in workbook.edition.tables.values():
        for column in table.fields:
            if column.type.numeric:
                yield Address(table.id, "", column.id), column
        for side in table.sides:
            columns = [column for column in side.columns if column.type.numeric]
            for row in workbook.rows(side.row_list):
                yield from ((Address(table.id, row.name, column.id), column) for column in columns)


def links_in(text: str, generated: Sequence[Run], known: KnownValues) -> tuple[Link, ...]:
    """The numbers of a text that are exactly one cell's: of the text that it stands in for, else of the document.

    A number of the document counts only with the unit of its cell behind it.
    """
    links: list[Link] = []
    numbers = {number.start: number for number in numbers_in(text)}
    place = 0
    for run in linked_runs(text, generated):
        if run.address is not None and run.amount:  # any nothing is like another
            links.append(Link(place, place + len(run.text.rstrip("%％ ")), run.address))
            numbers.pop(place, None)
        place += len(run.text)
    links += (Link(n.start, _end(n), address) for n in numbers.values() if (address := _cell_of(text, n, known)))
    return tuple(sorted(links, key=lambda link: link.start))


def has_unlinked_amounts(own: OwnParagraph) -> bool:
    """Whether amounts of money, other than zero, stand in an own text that no cell will write anew."""
    linked = {link.start for link in own.links}
    numbers = (number for number in numbers_in(own.text) if number.value and number.start not in linked)
    return any(_MONEY.match(folded(own.text), number.end) for number in numbers)


def linked_own_runs(workbook: Workbook, own: OwnParagraph, generated: Sequence[Run]) -> tuple[Run, ...]:
    """An own paragraph as runs: linked numbers as their cells are now, others traced to those of the generated text."""
    if not own.links:
        return linked_runs(own.text, generated)
    runs: list[Run] = []
    end = 0
    for link in own.links:
        before, number = own.text[end : link.start], own.text[link.start : link.end]
        column = workbook.edition.column(link.address)
        cell = workbook.cell(link.address)
        runs += linked_runs(_with_direction(before, cell), generated)
        directed = _DIRECTION.search(before) is not None
        runs.append(_linked(number, link.address, cell, column, directed=directed))
        end = link.end
    runs += linked_runs(own.text[end:], generated)
    return tuple(run for run in runs if run.text)


def _linked(number: str, address: Address, cell: CellValue, column: Column | None, *, directed: bool) -> Run:
    """The number as its cell has it now, in the way it was written; a placeholder where that has none.

    Without a word for its direction before it (`directed`) a negative number is written with its sign.
    """
    if cell.amount is None:
        title = column.title if column is not None else address.column
        return Run(f"{PLACEHOLDER}{title}）", address, missing=True)
    written = numbers_in(number)
    if len(written) == 1 and written[0].value == abs(cell.amount):
        return Run(number, address, amount=cell.amount)
    decimals = len(folded(number).partition(".")[2])
    amount = abs(cell.amount) if directed else cell.amount
    text = format_amount(amount, decimals, grouped="," in folded(number))
    return Run(text, address, amount=cell.amount)


def _with_direction(before: str, cell: CellValue) -> str:
    """The words before a number, with the other direction where the number has changed its sign."""
    found = _DIRECTION.search(before)
    if found is None or not cell.amount or (found[1] in _DOWN) == (cell.amount < 0):
        return before
    return before[: found.start()] + _OTHER_DIRECTION[found[1]] + before[found.end(1) :]


def _cell_of(text: str, number: FoundNumber, known: KnownValues) -> Address | None:
    behind = compact(folded(text[_end(number) : number.end + _UNIT_REACH]))
    units = [_PERCENT] if number.percent else [unit for unit in {unit for _, unit in known} if _is_unit(behind, unit)]
    return known.get((number.value, max(units, key=len))) if units else None


def _is_unit(behind: str, unit: str) -> bool:
    """Whether this unit stands behind a number; one of a single character not as the beginning of a word: 人次."""
    if not unit or not behind.startswith(unit):
        return False
    return len(unit) > 1 or not behind[len(unit) : len(unit) + 1].isalnum()


def _end(number: FoundNumber) -> int:
    """Where the digits end, without a percent sign."""
    return number.start + len(number.text.rstrip("%％ "))
