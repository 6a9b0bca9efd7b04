"""Whatever an officer does to a document, in whatever order: it can be taken back, saved, and is never out of date."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_editor.calculation.edits import (
    NewRow,
    add_row,
    edit_paragraph,
    follow_rows,
    move_row,
    paste,
    remove_rows,
    repeated_names,
    restore_paragraph,
    set_values,
    state_rows,
)
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure, Edit
from disclosure_editor.document.storage import read, write
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text

EXAMPLES = Path(__file__).parents[1] / "examples"
LIBRARY = Library()
STARTS = {
    "a new budget": write(Disclosure("xinjiang-budget-2021")),
    "a budget": (EXAMPLES / "energy-monitoring-2021-budget.disclosure").read_text(encoding="utf-8"),
    "new final accounts": write(Disclosure("xinjiang-final-2024")),
    "final accounts": (EXAMPLES / "complete-2024-final.disclosure").read_text(encoding="utf-8"),
}

KEYS = st.sampled_from(["", "2080505", "2080505#2", "2110101", "2120803", "合计", "运维项目", "运维.项目!@二"])
TEXTS = st.sampled_from(["", "0", "12.34", "433..34", "１，０００", "-3", "9" * 40, "百", "XX项目2019年", "列科目编码"])
PLACES = st.integers(0, 10_000)
Operation = tuple[object, ...]

operations = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.lists(st.tuples(PLACES, TEXTS), min_size=1, max_size=3)),
        st.tuples(st.just("rename"), PLACES, st.lists(st.tuples(PLACES, KEYS), min_size=1, max_size=3)),
        st.tuples(st.just("add"), PLACES, KEYS, PLACES),
        st.tuples(st.just("remove"), PLACES, st.lists(PLACES, min_size=1, max_size=2)),
        st.tuples(st.just("move"), PLACES, PLACES, st.integers(-3, 3)),
        st.tuples(st.just("state"), PLACES, st.lists(KEYS.filter(bool), max_size=3)),
        st.tuples(st.just("follow"), PLACES),
        st.tuples(st.just("paste"), PLACES, st.lists(st.tuples(KEYS, TEXTS), min_size=1, max_size=3), PLACES),
        st.tuples(st.just("write"), PLACES, TEXTS),
        st.tuples(st.just("restore"), PLACES),
        st.tuples(st.just("repair"), PLACES, PLACES),
    ),
    min_size=1,
    max_size=8,
)


class Officer:
    """Does to a workbook what an operation says; places are counted among those that the document has at the time."""

    def __init__(self, start: str) -> None:
        disclosure = read(start)
        self.edition = LIBRARY.edition(disclosure.edition)
        self.row_lists = [side.row_list for side in self.edition.sides if side.repeated is not None]
        self.workbook = Workbook(self.edition, disclosure, LIBRARY.catalogues)
        self.publication = Publication(self.workbook)
        self.checker = Checker(self.workbook, self.publication.narrative)
        self.done: list[Edit] = []

    def do(self, operation: Operation) -> None:
        name, *arguments = operation
        make: Callable[..., Edit | None] = getattr(self, f"_{name}")
        edit = make(*arguments)
        if edit is not None:
            self.workbook.apply(edit)
            self.done.append(edit)

    def see(self) -> tuple[str, tuple[Finding, ...], str]:
        """The file, the findings and the printed text."""
        return write(self.workbook.disclosure), self.checker.findings(), write_text(self.publication.blocks())

    def _cells(self) -> list[Address]:
        cells = [Address(table.id, "", field.id) for table in self.edition.tables.values() for field in table.fields]
        for side in self.edition.sides:
            for row in self.workbook.rows(side.row_list):
                cells += (Address(side.table, row.name, column.id) for column in side.columns)
        return cells

    def _rows(self, place: int) -> tuple[RowList, tuple[str, ...]]:
        row_list = self.row_lists[place % len(self.row_lists)]
        return row_list, repeated_names(self.workbook, row_list)

    def _set(self, values: list[tuple[int, str]]) -> Edit:
        cells = self._cells()
        return set_values(self.workbook, {cells[place % len(cells)]: text for place, text in values}, "填写")

    def _rename(self, table: int, keys: list[tuple[int, str]]) -> Edit | None:
        row_list, names = self._rows(table)
        repeated = self.edition.side[row_list].repeated
        if not names or repeated is None:
            return None
        texts = {Address(row_list.table, names[place % len(names)], repeated.key): key for place, key in keys}
        return set_values(self.workbook, texts, "改名")

    def _add(self, table: int, key: str, after: int) -> Edit:
        row_list, names = self._rows(table)
        return add_row(self.workbook, row_list, names[after % len(names)] if names else None, key)[0]

    def _remove(self, table: int, rows: list[int]) -> Edit | None:
        row_list, names = self._rows(table)
        return remove_rows(self.workbook, row_list, [names[row % len(names)] for row in rows]) if names else None

    def _move(self, table: int, row: int, by: int) -> Edit | None:
        row_list, names = self._rows(table)
        return move_row(self.workbook, row_list, names[row % len(names)], by) if names else None

    def _state(self, table: int, names: list[str]) -> Edit:
        return state_rows(self.workbook, self._rows(table)[0], names)

    def _follow(self, table: int) -> Edit:
        return follow_rows(self.workbook, self._rows(table)[0])

    def _paste(self, table: int, rows: list[tuple[str, str]], after: int) -> Edit:
        row_list, names = self._rows(table)
        column = self.edition.side[row_list].columns[-1].id
        added = [NewRow(key, {column: text}) for key, text in rows]
        return paste(self.workbook, {}, row_list, added, names[after % len(names)] if names else None)

    def _write(self, place: int, text: str) -> Edit:
        narrative = self.publication.narrative
        paragraphs = [paragraph for section in self.edition.outline for paragraph in narrative.paragraphs(section)]
        paragraph = paragraphs[place % len(paragraphs)]
        return edit_paragraph(self.workbook, paragraph.key, paragraph.text + text, paragraph.generated_text)

    def _restore(self, place: int) -> Edit | None:
        keys = self.workbook.own_paragraphs()
        return restore_paragraph(self.workbook, keys[place % len(keys)]) if keys else None

    def _repair(self, place: int, which: int) -> Edit | None:
        repairs = [repair for finding in self.checker.findings() for repair in finding.repairs]
        return repairs[(place + which) % len(repairs)].edit if repairs else None


@settings(max_examples=15)
@given(st.sampled_from(sorted(STARTS)), operations)
def test_what_was_computed_step_by_step_is_what_a_fresh_look_computes(start: str, operations: list[Operation]) -> None:
    officer = Officer(STARTS[start])
    officer.see()
    for operation in operations:
        officer.do(operation)
        officer.checker.findings()

    assert officer.see() == Officer(write(officer.workbook.disclosure)).see()


@settings(max_examples=36)
@given(st.sampled_from(sorted(STARTS)), operations)
def test_everything_done_can_be_undone_and_redone(start: str, operations: list[Operation]) -> None:
    officer = Officer(STARTS[start])
    disclosure = officer.workbook.disclosure
    states = [write(disclosure)]
    for operation in operations:
        officer.do(operation)
        states.append(write(disclosure))

    for edit in reversed(officer.done):
        officer.workbook.apply(edit.inverse())
    assert write(disclosure) == states[0]

    for edit in officer.done:
        officer.workbook.apply(edit)
    assert write(disclosure) == states[-1]


@settings(max_examples=30)
@given(st.sampled_from(sorted(STARTS)), operations)
def test_a_document_is_saved_and_read_again_whatever_was_done(start: str, operations: list[Operation]) -> None:
    officer = Officer(STARTS[start])
    for operation in operations:
        officer.do(operation)

    assert read(write(officer.workbook.disclosure)) == officer.workbook.disclosure


@settings(max_examples=20)
@given(st.sampled_from(sorted(STARTS)), operations, PLACES)
def test_a_repair_removes_its_finding_or_changes_it(start: str, operations: list[Operation], place: int) -> None:
    officer = Officer(STARTS[start])
    for operation in operations:
        officer.do(operation)
    repairs = [(finding, repair) for finding in officer.checker.findings() for repair in finding.repairs]
    if not repairs:
        return
    finding, repair = repairs[place % len(repairs)]

    officer.workbook.apply(repair.edit)

    assert (finding.check, finding.at, finding.message) not in [
        (left.check, left.at, left.message) for left in officer.checker.findings()
    ], repair.label


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.disclosure")), ids=lambda path: path.stem)
def test_every_repair_of_an_example_removes_its_finding_or_changes_it(path: Path) -> None:
    officer = Officer(path.read_text(encoding="utf-8"))
    for finding in officer.checker.findings():
        for repair in finding.repairs:
            officer.workbook.apply(repair.edit)
            left = [(other.check, other.at, other.message) for other in officer.checker.findings()]
            officer.workbook.apply(repair.edit.inverse())

            assert (finding.check, finding.at, finding.message) not in left, repair.label
