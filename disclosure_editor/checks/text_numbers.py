"""Numbers in texts against what the rows they speak of state: contradicted by an indicator, or stated nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, reduce

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.calculation.quantities import Measure, Mention, mentions, mentions_with_words, round_like
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding, Repair
from disclosure_editor.checks.named_amounts import (
    LEAST_NAME,
    MEASURES,
    SENTENCE_END,
    named_amounts,
    without_links,
)
from disclosure_editor.checks.row_texts import EVERY_ROW, cells_beside, numeric_cells, texts_of
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.amounts import EXACT
from disclosure_editor.document.texts import compact, folded
from disclosure_editor.editions.model import Check, Severity, Table

_IN_BRACKETS = re.compile(r"(?:\([^()]*\)?|%|‰)+$")
_OF_NUMBER = re.compile(r"(?:数量|次数|个数|家数|人数|台数|数)$")
_OF_ANYTHING = ("个", "项", "种", "处")
"""Units that tell nothing of what is counted."""
_SHOWN = 6
"""So many of the numbers that there are a message shows."""


@dataclass(frozen=True)
class _Named:
    """A name that may stand before a number in a text, with the cell of the number that it should be.

    Attributes:
        words: the name as it is looked for, without blanks and what is in brackets at its end.
        title: the name as the table has it.
    """

    words: str
    title: str
    number: Address


def contradicted_numbers(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Numbers in ``columns`` directly behind one of the ``names``, other than the ``values`` beside that name.

    Where the text has the right number behind the same name too, another one is that of a part.
    """
    for address, text in texts_of(workbook, check, table, row):
        found = [(mention, words) for mention, words in mentions_with_words(text) if not mention.rate]
        named = list(_named(workbook, check, table, row)) if found else []
        wrong: dict[str, tuple[Mention, tuple[_Named, ...]]] = {}
        right: set[str] = set()
        for mention, words in found:
            behind = _behind_name(words, named)
            stated = [value for one in behind for value in mentions(workbook.cell(one.number).text)]
            comparable = [value for value in stated if value.comparable(mention)]
            if any(mention.agrees(value) for value in comparable):
                right.add(behind[0].words)
            elif comparable:
                wrong.setdefault(behind[0].words, (mention, behind))
        for name, (mention, behind) in wrong.items():
            if name not in right:
                yield _contradiction(workbook, check, address, mention, behind)


def _contradiction(
    workbook: Workbook, check: Check, address: Address, mention: Mention, at: tuple[_Named, ...]
) -> Finding:
    number = at[0].number
    expected = workbook.cell(number).text
    column = workbook.edition.column(number)
    title = column.title if column else number.column
    message = (
        f"{workbook.title(address)}写的是“{at[0].words}{mention.text}”，"
        f"“{at[0].title}”的“{title}”是“{expected}”，请核对，两处应一致。"
    )
    should_be = mentions(expected)
    repairs: tuple[Repair, ...] = ()
    if len(at) == 1 and len(should_be) == 1:
        text = workbook.cell(address).text
        mended = f"{text[: mention.start]}{should_be[0].text}{text[mention.end :]}"
        repairs = (Repair(f"文字里改为{should_be[0].text}", set_value(workbook, address, mended)),)
    places = (address, *(one.number for one in at))
    return Finding(check.id, check.title, check.severity, message, places, mention.text, expected, repairs=repairs)


def _named(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[_Named]:
    """The names that the text of a row may use, with the cells of their numbers."""
    for column in check.options["names"]:
        for name in cells_beside(workbook, table, row, column):
            title = workbook.cell(name).text
            for value in check.options["values"]:
                number = name._replace(column=value.rpartition(EVERY_ROW)[2])
                yield from (_Named(words, title, number) for words in _ways(title))


@lru_cache(maxsize=4096)
def _ways(title: str) -> tuple[str, ...]:
    """How a text may write the name of an indicator."""
    name = _IN_BRACKETS.sub("", compact(folded(title)))
    ways = dict.fromkeys((name, _OF_NUMBER.sub("", name)))
    return tuple(way for way in ways if len(way) >= LEAST_NAME)


def _behind_name(words: str, named: Iterable[_Named]) -> tuple[_Named, ...]:
    """The longest name that the words before a number end with, with every cell that states its number."""
    behind = [one for one in named if any(end.endswith(one.words) for end in without_links(words))]
    longest = max((len(one.words) for one in behind), default=0)
    return tuple(one for one in behind if len(one.words) == longest)


def unstated_numbers(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Numbers with a unit in ``columns`` that neither the row's own numbers nor the cells of ``among`` state.

    It is a notice only where nothing in ``among`` is counted in that unit; and nothing at all where the text of
    ``also`` has the number. Parts of a number that is stated need not be. Numbers directly behind one of the ``names``
    are another check's, and so are those that a check of amounts has found wrong.
    """
    for address, text in texts_of(workbook, check, table, row):
        found = [(m, words) for m, words in mentions_with_words(text) if m.measure is not Measure.BARE and not m.rate]
        if not found:
            continue
        stated = list(_stated(workbook, table, address, check.options["among"]))
        own = list(_own_numbers(workbook, table, row))
        missing = [(m, words) for m, words in found if not any(m.agrees(other) for other in stated)]
        missing = [(m, words) for m, words in missing if not any(_states(other, m) for other in own)]
        missing = [(m, words) for m, words in missing if not _adds_up(workbook, check, table, row, m)]
        parts = _parts(text, [m for m, _ in found], [m for m, _ in missing])
        told = set(_wrong_amounts(workbook, table, address)) if missing else ()
        missing = [(m, words) for m, words in missing if m not in parts and m.text not in told]
        if missing and "names" in check.options:
            named = [_Named(words, "", address) for words in _names(workbook, check, table, row)]
            missing = [(m, words) for m, words in missing if not _behind_name(words, named)]
        strong = [m for m, _ in missing if _counted(m, stated)]
        weak = [m for m, _ in missing if m not in strong]
        if weak:
            also = list(_stated(workbook, table, address, check.options.get("also", ())))
            weak = [m for m in weak if not any(m.agrees(other) for other in also)]
        for severity, numbers in ((check.severity, strong), (Severity.NOTICE, weak)):
            if numbers:
                yield _unstated(workbook, check, severity, address, numbers, stated)


def _parts(text: str, found: list[Mention], missing: list[Mention]) -> set[Mention]:
    """The numbers that add up to a stated one before or behind them: 12台，其中服务器5台、交换机7台."""
    parts: set[Mention] = set()
    for index, whole in enumerate(found):
        for run in () if whole in missing else (found[index + 1 :], found[:index][::-1]):
            for length in range(2, len(run) + 1):
                part = run[length - 1]
                between = text[min(part.end, whole.end) : max(part.start, whole.start)]
                if part.unit != whole.unit or SENTENCE_END.search(between):
                    break
                if reduce(EXACT.add, (one.value for one in run[:length])) == whole.value:
                    parts.update(run[:length])
    return parts


def _wrong_amounts(workbook: Workbook, table: Table, address: Address) -> Iterator[str]:
    """The numbers of a text that checks of amounts report."""
    for check in workbook.edition.checks:
        if check.kind == "named amounts" and (check.scope is None or check.scope.table == table.id):
            found = named_amounts(workbook, check, table, address.row)
            yield from (finding.stated for finding in found if finding.at[0] == address)


def _names(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[str]:
    """The names behind which numbers are another check's."""
    for column in check.options["names"]:
        for name in cells_beside(workbook, table, row, column):
            yield from _ways(workbook.cell(name).text)


def _stated(workbook: Workbook, table: Table, address: Address, columns: Iterable[str]) -> Iterator[Mention]:
    """The numbers that these columns state for the row of a text, the text's own cell left out."""
    for column in columns:
        for cell in cells_beside(workbook, table, address.row, column):
            if cell != address:
                yield from mentions(workbook.cell(cell).text)


def _own_numbers(workbook: Workbook, table: Table, row: str) -> Iterator[Mention]:
    for cell in numeric_cells(workbook, table, row):
        value = workbook.cell(cell)
        column = workbook.edition.column(cell)
        if value.amount is not None and column is not None:
            yield Mention(0, 0, value.text, value.amount, MEASURES.get(column.type, Measure.BARE))


def _states(own: Mention, mention: Mention) -> bool:
    """Whether a figure of the row is the number of a text, or that number rounded (which is another check's)."""
    return own.comparable(mention) and own.value in (mention.value, round_like(mention.value, own.value))


def _adds_up(workbook: Workbook, check: Check, table: Table, row: str, mention: Mention) -> bool:
    """Whether a number is what all numbers of one column of ``among`` in its unit come to: 16台 of several devices."""
    for column in check.options["among"]:
        cells = [workbook.cell(cell).text for cell in cells_beside(workbook, table, row, column)]
        same = [m.value for text in cells for m in mentions(text) if mention.unit and m.unit == mention.unit]
        if mention.measure is Measure.COUNT and reduce(EXACT.add, same, Decimal(0)) == mention.value:
            return True
    return False


def _counted(mention: Mention, stated: Iterable[Mention]) -> bool:
    """Whether other numbers are counted in the unit of this one, which then should be among them."""
    return mention.unit not in _OF_ANYTHING and any(mention.unit == other.unit for other in stated)


def _unstated(
    workbook: Workbook,
    check: Check,
    severity: Severity,
    address: Address,
    numbers: list[Mention],
    stated: list[Mention],
) -> Finding:
    listed = "".join(f"“{text}”" for text in dict.fromkeys(mention.text for mention in numbers))
    titles = "".join(f"“{_title(workbook, address, column)}”" for column in check.options["among"])
    units = {mention.unit for mention in numbers}
    there = list(dict.fromkeys(other.text for other in stated if other.unit in units))
    hint = f"（有的是{'、'.join(there[:_SHOWN])}{'等' if len(there) > _SHOWN else ''}）" if there else ""
    message = f"{workbook.title(address)}里的{listed}在{titles}里都没有{hint}，请核对。"
    joined = "、".join(dict.fromkeys(mention.text for mention in numbers))
    return Finding(check.id, check.title, severity, message, (address,), joined, "、".join(there))


def _title(workbook: Workbook, address: Address, column: str) -> str:
    """A column in the officer's words."""
    edition = workbook.edition
    other, _, own = column.rpartition(EVERY_ROW)
    children = (side.table for side in edition.children(address.table))
    for table in (other,) if other else (address.table, *children):
        columns = [edition.tables[table].field_by_id, *(side.by_id for side in edition.tables[table].sides)]
        if (found := next((ids[own] for ids in columns if own in ids), None)) is not None:
            return found.title
    return own
