"""A whole final account with its self-assessments entered in the window: keys, and what is pasted from other files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget, QTabWidget, QToolButton, QWidget

from disclosure_editor.calculation.opening import new_workbook, open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Column, Severity, ValueType
from disclosure_editor.exchange.blocks import Grid
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.ui import recovery
from disclosure_editor.ui.cards_editor import CardsEditor
from disclosure_editor.ui.clipboard import write_block
from disclosure_editor.ui.grid_view import GridView
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.places import edited_tables
from disclosure_editor.ui.settings import Settings
from disclosure_editor.ui.table_editor import TableEditor
from disclosure_editor.ui.table_model import TableModel
from tests.ui.conftest import EXAMPLES
from tests.ui.hand import CONTROL, LEFT, Keyboard, dialog, type_chinese, workspace_of

Key = Qt.Key
EXAMPLE = EXAMPLES / "complete-2024-final.disclosure"
EDITION = "xinjiang-final-2024"

FIRST_TABLES = ("一般公共预算支出表", "基本支出表", "基金表", "国资表", "三公表")
"""Those in which the figures begin; the officer goes through them first, and then back through what follows."""
FOLLOWING_TABLES = ("财拨总表", "支出决算表", "收入决算表", "收支总表")
PRINTED_TABLES = (*FIRST_TABLES, *FOLLOWING_TABLES)
COPIED = 3
"""How many projects after the first are entered by changing a copy of the one before."""
CARDS, INDICATORS = "自评", "自评指标"
SCORES = {CARDS: ("执行率", "预算得分", "总分"), INDICATORS: ("完成率", "得分"), "整体指标": ("得分",)}


class Officer(Keyboard):
    """Enters what an example states.

    Args:
        window: with the new document open.
        example: where the figures are looked up.

    Attributes:
        typed: the cells and fields that were filled one by one.
    """

    def __init__(self, window: MainWindow, example: Workbook) -> None:
        super().__init__()
        self.window, self.example = window, example
        self.typed: list[Address] = []
        self._owed: dict[str, list[Address]] = {}

    @property
    def workbook(self) -> Workbook:
        """The document being filled in."""
        return workspace_of(self.window).session.workbook

    # The hand

    def text(self, text: str) -> None:
        """Type a text faster than the window is painted: keys for what is ASCII, else an input method's phrase."""
        if text.isascii():
            for character in text:
                QTest.keyClicks(self._focused(), character)
        else:
            type_chinese(self._focused(), text)
        QApplication.processEvents()

    def hold(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press a key as one that is held down repeats it: the window is not painted in between."""
        QTest.keyClick(self._focused(), key, modifier)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.press(Key.Key_V, modifier=CONTROL)

    def click(self, widget: QWidget, place: object = None) -> None:
        QTest.mouseClick(widget, LEFT, pos=place or widget.rect().center())  # type: ignore[call-overload]
        QApplication.processEvents()

    # Where things are

    def go_to(self, table: str, step: Qt.Key = Key.Key_PageDown) -> None:
        """Go section by section until one has this table, and bring its tab to the front."""
        editor = workspace_of(self.window).editor
        for _ in range(40):
            shown = edited_tables(self.workbook.edition, editor.section) if editor.section else ()
            number = next((number for number, own in enumerate(shown) if own.id == table), None)
            if number is not None:
                tabs = editor.findChild(QTabWidget)
                assert tabs is not None
                if number != tabs.currentIndex():
                    self.click(tabs.tabBar(), tabs.tabBar().tabRect(number).center())
                return
            self.press(step, modifier=CONTROL)
        raise AssertionError(f"no key leads to {table}")

    def go_to_beginning(self) -> None:
        """Go back section by section to the first one."""
        editor, section = workspace_of(self.window).editor, None
        while editor.section != section:
            section = editor.section
            self.press(Key.Key_PageUp, modifier=CONTROL)

    def page(self) -> QWidget:
        page = workspace_of(self.window).editor.page
        assert page is not None
        return page

    def grid(self) -> GridView:
        """The grid in use."""
        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, GridView):
            widget = widget.parentWidget()
        assert isinstance(widget, GridView), QApplication.focusWidget()
        return widget

    def model(self) -> TableModel:
        model = self.grid().model()
        assert isinstance(model, TableModel)
        return model

    def at(self) -> Address | None:
        """The cell or field in use."""
        return workspace_of(self.window).current_address

    def stand_on(self, address: Address) -> None:
        """Go to a cell of the grid in use by the arrows."""
        wanted, now = self.model().index_of(address), self.grid().currentIndex()
        assert wanted.isValid(), address
        down, right = wanted.row() - now.row(), wanted.column() - now.column()
        self.press(Key.Key_Down if down > 0 else Key.Key_Up, abs(down))
        self.press(Key.Key_Right if right > 0 else Key.Key_Left, abs(right))
        assert self.grid().currentIndex() == wanted, address

    def tab_to(self, column: str) -> None:
        """Go to a column of the same row or a field further on by Tab."""
        for _ in range(20):
            at = self.at()
            if at is not None and at.column == column:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {column} but to {self.at()}")

    # What is typed

    def column(self, address: Address) -> Column:
        table = self.example.edition.tables[address.table]
        columns = [column for side in table.sides for column in side.columns] + list(table.fields)
        return next(column for column in columns if column.id == address.column)

    def fill(self, address: Address, *, by_keys: bool = False) -> None:
        """Give the cell or field in use what the example states; a long text is pasted, from where it was written."""
        text = self.example.cell(address).text
        column = self.column(address)
        if column.type is ValueType.CHOICE:
            self._choose(column, text)
        elif column.type is ValueType.LONG_TEXT and not by_keys:
            self.press(Key.Key_A, modifier=CONTROL)
            self.paste(text)
        else:
            self.text(text)
        self.typed.append(address)

    def _choose(self, column: Column, text: str) -> None:
        """Take one of a few texts: in a grid behind F2."""
        in_grid = not isinstance(QApplication.focusWidget(), QComboBox)
        if in_grid:
            self.press(Key.Key_F2)
        box = QApplication.focusWidget()
        assert isinstance(box, QComboBox)
        by = column.choices.index(text) - box.currentIndex()
        self.press(Key.Key_Down if by > 0 else Key.Key_Up, abs(by))
        if in_grid:
            self.press(Key.Key_Tab)

    # Tables and forms

    def owed(self, table: str, row: str | None = None) -> list[Address]:
        """What the example states in a table that does not follow from what it states elsewhere, in reading order."""
        if table not in self._owed:
            self._owed[table] = self._owed_in(table)
        return [address for address in self._owed[table] if row is None or address.row == row]

    def _owed_in(self, table: str) -> list[Address]:
        sides = self.example.edition.tables[table].sides
        cells = [
            Address(table, row.name, column.id)
            for side in sides
            for row in self.example.rows(side.row_list)
            for column in side.columns
        ]
        fields = [Address(table, "", column.id) for column in self.example.edition.tables[table].fields]
        return [address for address in (*cells, *fields) if self._must_be_entered(address)]

    def _must_be_entered(self, address: Address) -> bool:
        cell, computed = self.example.cell(address), self.example.computed(address)
        same = cell.amount == computed.amount if cell.amount is not None else cell.text == computed.text
        return cell.stated and bool(cell.text) and not same and not self._is_key(address)

    def _is_key(self, address: Address) -> bool:
        sides = self.example.edition.tables[address.table].sides
        return any(side.repeated is not None and side.repeated.key == address.column for side in sides)

    def fill_in(self, table: str) -> None:
        """Enter what must be entered of the table in front."""
        self.add_rows(table)
        for address in self.owed(table):
            if address in self.typed or self._is_there(address):
                continue
            if address.row:
                self.tab_back_until(lambda: isinstance(QApplication.focusWidget(), GridView))
                self.stand_on(address)
                self.fill(address)
                self.press(Key.Key_Tab)
            else:
                self.fill_field(address)

    def fill_field(self, address: Address) -> None:
        """Fill a field of the form in front, below a grid too."""
        self.tab_to(address.column)
        self.fill(address)

    def _is_there(self, address: Address) -> bool:
        return self.workbook.cell(address).text == self.example.cell(address).text

    def add_rows(self, table: str) -> None:
        """Type the rows that are not there yet: a code, the figures by Tab, Enter."""
        for side in self.example.edition.tables[table].sides:
            there = [row.name for row in self.workbook.rows(side.row_list)]
            names = [row.name for row in self.example.rows(side.row_list) if row.repeated]
            missing = [name for name in names if name not in there]
            if not missing:
                continue
            before = names[: names.index(missing[0])]
            if before and before[-1] in there and side.repeated is not None:
                self.stand_on(Address(table, before[-1], side.repeated.key))
            self.press(Key.Key_Plus, modifier=CONTROL)
            for name in missing:
                self.text(name)
                self.press(Key.Key_Tab)
                for address in self.owed(table, name):
                    self.tab_to(address.column)
                    self.fill(address)
                self.press(Key.Key_Return)
            self.press(Key.Key_Minus, modifier=CONTROL)

    def enter_last_year(self) -> None:
        """What the items were in the year before, a column at a time from that year's file; one had no successor."""
        table, gone = "项级说明", "2240102"
        button = next(b for b in self.page().findChildren(QToolButton) if b.text() == "单独填写行")
        self.click(button)
        self.stand_on(Address(table, "2240101", "科目"))
        self.press(Key.Key_Plus, modifier=CONTROL)
        self.text(gone)
        self.press(Key.Key_Tab)
        names = [row.name for row in self.example.rows(RowList(table, "")) if row.repeated]
        for column in ("上年", "原因"):
            self.stand_on(Address(table, names[0], column))
            texts = (Address(table, name, column) for name in names)
            self.paste(write_block([[self.example.stated(address) or ""] for address in texts]))

    # Self-assessments

    def paste_indicators(self, table: str, card: str = "") -> None:
        """Paste the indicators of a form that nobody has scored yet into the empty grid in use."""
        self.press(Key.Key_Return)
        self.paste(write_block(unscored_form(self.example, table, card)))

    def cards(self) -> CardsEditor:
        found = self.page().findChild(CardsEditor)
        assert isinstance(found, CardsEditor)
        return found

    def choose_card(self) -> None:
        """Click on the current one in the list of cards."""
        rows = self.cards().row_list
        self.click(rows.viewport(), rows.visualItemRect(rows.currentItem()).center())

    def name_card(self, key: Qt.Key, card: str) -> None:
        """Add a card, or copy the current one, and type its name."""
        self.press(key, modifier=CONTROL)
        self.text(card)
        self.press(Key.Key_Tab)

    def fill_card(self, card: str, *, by_keys: bool = False) -> None:
        """Go through the fields and the funds of a card by Tab and fill what differs; then into its indicators."""
        for address in self.owed(CARDS, card):
            if not self._is_there(address):
                self.tab_to(address.column)
                self.fill(address, by_keys=by_keys)
        self.tab_until(self.cards().findChildren(TableEditor)[-1].view.hasFocus)

    def paste_funds(self, card: str) -> None:
        """Paste the funds below their total into the small grid."""
        sources, kinds = ("财政拨款", "其他资金"), ("年初", "全年", "执行")
        self.tab_to("年初财政拨款")
        lines = [[self.example.cell(Address(CARDS, card, k + s)).text for k in kinds] for s in sources]
        self.paste(write_block(lines))

    def type_indicators(self, card: str) -> None:
        """Type them row by row, Tab leading into the next one."""
        self.press(Key.Key_Return)
        for row in self.indicators(card):
            self.tab_until(lambda row=row: self.at() is not None and self.at().row == row)  # type: ignore[union-attr,misc]
            for address in self.owed(INDICATORS, row):
                self.tab_to(address.column)
                self.fill(address)

    def change_indicators(self, card: str) -> None:
        """Type over what differs in the copied indicators, without those that are too many."""
        model, wanted = self.model(), self.indicators(card)
        for row in reversed([row.name for row in self.workbook.rows(RowList(INDICATORS, ""))]):
            if row_key(row) == card and row not in wanted:
                self.stand_on(Address(INDICATORS, row, "一级指标"))
                self.press(Key.Key_Minus, modifier=CONTROL)
        columns = [c.column.id for c in model.layout.columns]
        for above, row in zip(["", *wanted], wanted, strict=False):
            if row not in [own.name for own in self.workbook.rows(RowList(INDICATORS, ""))]:
                self.stand_on(Address(INDICATORS, above, "一级指标"))
                self.press(Key.Key_Return)
            for column in columns:
                address = Address(INDICATORS, row, column)
                if self.workbook.stated(address) and not self.example.stated(address):
                    self.stand_on(address)
                    self.press(Key.Key_Delete)
                elif self.example.stated(address) and not self._is_there(address):
                    self.stand_on(address)
                    self.fill(address)

    def indicators(self, card: str) -> list[str]:
        rows = self.example.rows(RowList(INDICATORS, ""))
        return [row.name for row in rows if row_key(row.name) == card]

    def tab_back_until(self, reached: Callable[[], bool]) -> None:
        """Go back where Tab has left what is filled in already."""
        for _ in range(5):
            if reached():
                return
            self.press(Key.Key_Backtab, modifier=Qt.KeyboardModifier.ShiftModifier)
        raise AssertionError(f"Shift+Tab leads only to {self.at()}")

    def tab_until(self, reached: Callable[[], bool]) -> None:
        for _ in range(20):
            if reached():
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab leads only to {self.at()}")


def unscored_form(example: Workbook, table: str, card: str) -> list[list[str]]:
    """The lines of a printed form with indicators: what is merged stands once, rates and scores are blank."""
    grids = (block for block in Publication(example).blocks() if isinstance(block, Grid))
    for grid in grids:
        own = {
            (cell.row, cell.column): "" if cell.address.column in SCORES[table] else cell.text
            for cell in grid.cells
            if cell.address is not None and cell.address.table == table and card in ("", row_key(cell.address.row))
        }
        if own:
            first = min(column for _, column in own)
            rows = sorted({row for row, _ in own})
            return [[own.get((row, column), "") for column in range(first, grid.columns)] for row in rows]
    raise AssertionError(card)


def wait_until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not reached():
        assert time.monotonic() < deadline
        QTest.qWait(5)


def begin(officer: Officer) -> None:
    """Begin a document of the edition by keys."""
    window = officer.window
    window.activateWindow()
    wait_until(window.isActiveWindow)
    officer.press(Key.Key_N, modifier=CONTROL)
    wait_until(lambda: QApplication.activeModalWidget() is not None)
    officer.press(Key.Key_Backtab, 2, Qt.KeyboardModifier.ShiftModifier)
    officer.text(str(officer.example.year))
    officer.press(Key.Key_Tab)
    editions = dialog().findChild(QListWidget, "editions")
    assert editions is not None
    place = next(n for n in range(editions.count()) if editions.item(n).data(Qt.ItemDataRole.UserRole) == EDITION)
    officer.press(Key.Key_Down, place - editions.currentRow())
    officer.press(Key.Key_Tab)
    officer.text(officer.example.cell(officer.example.edition.unit).text)
    officer.press(Key.Key_Return)
    wait_until(lambda: window.session is not None and QApplication.activeModalWidget() is None)
    window.activateWindow()  # what a window manager does when a dialog closes
    wait_until(window.isActiveWindow)


def enter_tables(officer: Officer) -> None:
    for tables, step in ((FIRST_TABLES, Key.Key_PageDown), (FOLLOWING_TABLES, Key.Key_PageUp)):
        for table in tables:
            officer.go_to(table, step)
            officer.fill_in(table)


def enter_inputs(officer: Officer) -> None:
    """What the text needs besides the tables, from its first section on."""
    edition = officer.example.edition
    sections = [section.inputs for section in edition.outline if not section.table]
    tables = dict.fromkeys(name for inputs in sections for name in inputs if officer.owed(name))
    officer.go_to_beginning()
    for table in tables:
        officer.go_to(table)
        if table == "项级说明":
            officer.enter_last_year()
        else:
            officer.fill_in(table)


def enter_assessments(officer: Officer) -> None:
    officer.go_to("整体支出")
    officer.fill_in("整体支出")
    officer.go_to("整体指标")
    officer.paste_indicators("整体指标")
    officer.go_to(CARDS)
    for place, row in enumerate(officer.example.rows(RowList(CARDS, ""))):
        if place > 0:
            officer.choose_card()
        officer.name_card(Key.Key_D if 0 < place <= COPIED else Key.Key_Plus, row.name)
        if place == 0:
            officer.fill_card(row.name, by_keys=True)
            officer.type_indicators(row.name)
        elif place <= COPIED:
            officer.fill_card(row.name)
            officer.change_indicators(row.name)
        else:
            officer.paste_funds(row.name)
            officer.fill_card(row.name)
            officer.paste_indicators(INDICATORS, row.name)


@dataclass(frozen=True)
class Entered:
    """What there is when everything has been entered; the window is open."""

    officer: Officer
    grids: dict[str, Grid]
    text: str
    findings: tuple[Finding, ...]
    scores_stated: list[Address]


@pytest.fixture(scope="module")
def entered(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entered]:
    """The window after the whole final account has been entered."""
    copies, library = tmp_path_factory.mktemp("copies"), Library()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recovery, "recovery_folder", lambda: copies)
        window = MainWindow(library, Settings())
        window.show()
        officer = Officer(window, open_workbook(EXAMPLE, library))
        begin(officer)
        enter_tables(officer)
        enter_inputs(officer)
        enter_assessments(officer)
        workbook = officer.workbook
        findings = workspace_of(window).findings
        yield Entered(officer, nine_tables(workbook), published_text(workbook), findings, scores_stated(workbook))
        workspace_of(window).session.undo_stack.setClean()
        window.close()
        window.deleteLater()


def nine_tables(workbook: Workbook) -> dict[str, Grid]:
    """The tables as they are printed."""
    publication = Publication(workbook)
    return {table: publication.table_grid(workbook.edition.tables[table]) for table in PRINTED_TABLES}


def scores_stated(workbook: Workbook) -> list[Address]:
    """The rates and scores of the self-assessments that are stated, whether right or not."""
    cells = [
        Address(table, row.name, column)
        for table, columns in SCORES.items()
        for row in workbook.rows(RowList(table, ""))
        for column in columns
    ]
    cells += [Address("整体支出", "", column) for column in ("执行率", "预算得分")]
    return [address for address in cells if workbook.stated(address) is not None]


def published_text(workbook: Workbook) -> str:
    return write_text(Publication(workbook).blocks())


def test_all_printed_cells_of_the_nine_tables_are_those_of_the_example(entered: Entered) -> None:
    assert entered.grids == nine_tables(entered.officer.example)


def test_less_than_a_fifth_of_the_figures_in_the_nine_tables_was_typed(entered: Entered) -> None:
    figures = [cell for grid in entered.grids.values() for cell in grid.cells if cell.amount is not None]
    typed = [address for address in entered.officer.typed if address.table in PRINTED_TABLES]
    assert len(typed) < 0.18 * len(figures)


def test_the_text_is_that_of_the_example(entered: Entered) -> None:
    assert entered.text.splitlines() == published_text(entered.officer.example).splitlines()


def test_nothing_is_wrong_or_missing_in_it(entered: Entered) -> None:
    grave = (Severity.ERROR, Severity.WARNING)
    assert [finding.message for finding in entered.findings if finding.severity in grave] == []


def test_all_rates_and_scores_are_computed(entered: Entered) -> None:
    assert entered.scores_stated == []


def test_all_that_was_entered_can_be_undone(entered: Entered, library: Library) -> None:
    officer = entered.officer
    session = workspace_of(officer.window).session
    unit = officer.example.cell(officer.example.edition.unit).text
    while session.undo_stack.canUndo():
        officer.hold(Key.Key_Z, CONTROL)
    assert session.workbook.disclosure == new_workbook(EDITION, unit, library).disclosure
