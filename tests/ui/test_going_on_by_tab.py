"""Tab and Ctrl+Tab through the tables, tabs and sections of a final account."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.document.addresses import Address
from disclosure_editor.ui.cards_editor import CardsEditor
from disclosure_editor.ui.fitted_grid import FittedGridView
from disclosure_editor.ui.grid_view import GridView
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.session import Session
from tests.ui.conftest import EXAMPLES
from tests.ui.hand import CONTROL, Keyboard, choose_section, workspace_of

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
HOUSE = Address("国有资产", "", "房屋面积")
FIRST_CAR, LAST_CAR = Address("车辆", "省级领导用车", "数量"), Address("车辆", "其他用车", "数量")
CARS, CARS_WORDS = Address("车辆", "", "价值"), Address("车辆", "", "其他用车说明")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A final account that lacks nothing."""
    return Path(shutil.copy(EXAMPLES / "complete-2024-final.disclosure", tmp_path / "决算.disclosure"))


class Officer(Keyboard):
    """Goes through the window by keys."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window = window

    def go_to(self, address: Address) -> None:
        workspace_of(self.window).go_to(address)

    def at(self) -> Address | None:
        return workspace_of(self.window).current_address

    def section(self) -> str:
        section = workspace_of(self.window).editor.section
        assert section is not None
        return section.id

    def table(self) -> str:
        """The table in front."""
        table = workspace_of(self.window).editor.table
        assert table is not None
        return table.id

    def back(self) -> None:
        self.press(Key.Key_Backtab, modifier=SHIFT)

    def focus(self) -> QWidget:
        return self._focused()

    def in_grid(self) -> bool:
        return isinstance(self.focus(), GridView)


@pytest.fixture
def officer(qtbot: QtBot, window: MainWindow) -> Officer:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Officer(window)


def test_behind_the_last_cell_tab_goes_to_the_fields_below_the_grid_and_back(officer: Officer) -> None:
    officer.go_to(LAST_CAR)
    officer.press(Key.Key_Tab)
    assert officer.at() == CARS
    officer.back()
    assert officer.in_grid()
    assert officer.at() == LAST_CAR


def test_what_is_typed_in_the_last_cell_is_stated_on_the_way_to_the_fields(officer: Officer, session: Session) -> None:
    officer.go_to(LAST_CAR)
    officer.text("7")
    officer.press(Key.Key_Tab)
    assert (session.workbook.stated(LAST_CAR), officer.at()) == ("7", CARS)


def test_tab_goes_from_rows_that_can_be_added_to_the_note_below_without_adding_one(
    officer: Officer, session: Session
) -> None:
    choose_section(officer.window, "基金表")
    workspace_of(officer.window).editor.take_focus()
    steps = session.undo_stack.count()
    for _ in range(60):
        if not officer.in_grid():
            break
        officer.press(Key.Key_Tab)
    address = officer.at()
    assert address is not None
    assert (address.table, address.row) == ("基金表", "")
    assert session.undo_stack.count() == steps


def test_behind_the_last_field_tab_goes_to_the_next_tab_and_back(officer: Officer) -> None:
    officer.go_to(HOUSE)
    last = HOUSE
    while officer.table() == HOUSE.table:
        last = officer.at() or last
        officer.press(Key.Key_Tab)
    assert (officer.table(), officer.in_grid()) == ("车辆", True)
    assert last != HOUSE
    officer.go_to(HOUSE)
    officer.back()
    assert officer.section() != "十三"
    officer.press(Key.Key_Tab)
    assert officer.section() == "十三"


def test_behind_the_last_tab_of_a_section_tab_goes_to_the_next_section_and_back(officer: Officer) -> None:
    officer.go_to(CARS_WORDS)
    officer.press(Key.Key_Tab)
    assert officer.section() == "绩效"
    assert officer.at() == Address("绩效说明", "", "成效")
    officer.back()
    assert officer.section() == "十三"
    assert officer.at() == CARS_WORDS


def test_tab_goes_through_forms_without_coming_to_the_outline(officer: Officer) -> None:
    officer.go_to(Address("单位", "", "全称"))
    editor = workspace_of(officer.window).editor
    for _ in range(40):
        officer.press(Key.Key_Tab)
        assert editor.isAncestorOf(officer.focus())


def test_behind_the_last_card_field_tab_comes_to_the_list_of_cards_again(officer: Officer, session: Session) -> None:
    choose_section(officer.window, "自评表")
    page = workspace_of(officer.window).editor.page
    assert page is not None
    cards = page.findChild(CardsEditor)
    assert isinstance(cards, CardsEditor)
    cards.row_list.setFocus()
    officer.back()
    assert isinstance(officer.focus(), FittedGridView)
    assert officer.section() == "自评表"
    officer.press(Key.Key_Tab)  # in a new row, which is left blank
    officer.press(Key.Key_Tab)
    for _ in range(20):
        if officer.focus() is cards.row_list:
            break
        officer.press(Key.Key_Tab)
    assert officer.focus() is cards.row_list
    assert officer.section() == "自评表"


def test_from_the_outline_tab_goes_to_what_is_filled_in(officer: Officer) -> None:
    choose_section(officer.window, "十三")
    tree = officer.window.findChild(QTreeWidget)
    assert tree is not None
    tree.setFocus()
    officer.press(Key.Key_Tab)
    assert officer.at() == HOUSE


@pytest.mark.parametrize("address", [FIRST_CAR, CARS])
def test_control_tab_switches_tabs_from_a_grid_as_from_a_form(officer: Officer, address: Address) -> None:
    officer.go_to(address)
    officer.press(Key.Key_Tab, modifier=CONTROL)
    assert officer.table() == "国有资产"
    officer.press(Key.Key_Backtab, modifier=CONTROL | SHIFT)
    assert officer.table() == "车辆"
    officer.press(Key.Key_Backtab, modifier=CONTROL | SHIFT)
    assert officer.table() == "国有资产"


def test_control_tab_states_what_is_being_typed_in_a_cell(officer: Officer, session: Session) -> None:
    officer.go_to(FIRST_CAR)
    officer.text("7")
    officer.press(Key.Key_Tab, modifier=CONTROL)
    assert (officer.table(), session.workbook.stated(FIRST_CAR)) == ("国有资产", "7")


def test_a_section_opens_on_the_first_tab_in_which_something_is_missing(officer: Officer, session: Session) -> None:
    choose_section(officer.window, "机构人员")
    assert officer.table() == "单位"
    choose_section(officer.window, "十三")
    session.do(set_value(session.workbook, Address("人员", "在职", "人数"), ""))
    choose_section(officer.window, "机构人员")
    assert officer.table() == "人员"


def test_a_section_opens_on_the_first_tab_in_which_something_was_found(officer: Officer, session: Session) -> None:
    session.do(set_value(session.workbook, CARS, "-3"))
    choose_section(officer.window, "十三")
    assert officer.table() == "车辆"
