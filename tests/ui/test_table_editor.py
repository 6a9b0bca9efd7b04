"""The table editor, used as an officer uses it: by keys, mouse and clipboard."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QUndoStack
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation import edits
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.model import Severity
from disclosure_editor.ui.cell_inputs import ChoiceInput, SubjectInput
from disclosure_editor.ui.frozen_columns import FrozenColumns
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.table_editor import TableEditor
from tests.ui.grid_pack import DocumentSession, new_workbook

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Hand:
    """What an officer does with a table editor, and sees in it."""

    def __init__(self, qtbot: QtBot, session: DocumentSession, editor: TableEditor) -> None:
        self.qtbot, self.session, self.editor = qtbot, session, editor
        self.view, self.model = editor.view, editor.view.model()
        self.messages: list[str] = []
        editor.message.connect(self.messages.append)

    @property
    def undo_stack(self) -> QUndoStack:
        return self.session.undo_stack

    def go(self, row: int, column: int) -> None:
        """Click on a cell."""
        index = self.model.index(row, column)
        self.view.scrollTo(index)
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=self.view.visualRect(index).center())

    def select(self, top: int, left: int, bottom: int, right: int) -> None:
        """Click on a cell, and on another one with Shift."""
        self.go(top, left)
        place = self.view.visualRect(self.model.index(bottom, right)).center()
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, SHIFT, place)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(self._target(), key, modifiers)

    def type(self, text: str) -> None:
        """Type a text where the focus is; Chinese comes from an input method."""
        if not text.isascii():
            target = self.input() or self.view
            QApplication.sendEvent(target, QInputMethodEvent("pinyin", []))
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(target, event)
            return
        for character in text:
            self.qtbot.keyClicks(self._target(), character)

    def press(self, text: str) -> None:
        """Click on a button."""
        button = next(b for b in self.editor.findChildren(QToolButton) if text in b.text())
        assert button.isVisible()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, text: str) -> None:
        """Choose from the context menu."""
        menu = self.editor.build_menu()
        action = next(action for action in menu.actions() if text in action.text())
        assert action.isEnabled()
        action.trigger()

    def copied(self) -> str:
        return QGuiApplication.clipboard().text()

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.key(Key.Key_V, CONTROL)

    def input(self) -> QWidget | None:
        """What is open over a cell."""
        found = self.view.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return next(
            (w for w in found if isinstance(w, QLineEdit | QPlainTextEdit | ChoiceInput) and w.isVisible()), None
        )

    def at(self) -> tuple[int, int]:
        index = self.view.currentIndex()
        return index.row(), index.column()

    def row(self, row: int) -> list[str]:
        return [self.model.index(row, column).data() for column in range(self.model.columnCount())]

    def tooltip(self, row: int, column: int) -> str:
        return self.model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)

    def stated(self, address: str) -> str | None:
        return self.session.workbook.stated(Address.parse(address))

    def names(self, table: str) -> list[str]:
        return [row.name for row in self.session.workbook.rows(RowList(table, "")) if row.repeated]

    def _target(self) -> QWidget:
        open_input = self.input()
        if isinstance(open_input, SubjectInput) and open_input.popup().isVisible():
            return open_input.popup()
        return open_input or self.view


Open = Callable[..., Hand]


@pytest.fixture
def session(tmp_path: Path) -> DocumentSession:
    return DocumentSession(new_workbook(tmp_path))


@pytest.fixture
def open_table(qtbot: QtBot, session: DocumentSession) -> Open:
    def open_editor(table: str, parent_row: str = "") -> Hand:
        tables = session.workbook.edition.tables
        editor = TableEditor(cast(Session, session), tables[table], parent_row=parent_row)
        qtbot.addWidget(editor)
        editor.resize(1200, 700)
        editor.show()
        qtbot.waitExposed(editor)
        editor.view.setFocus()
        return Hand(qtbot, session, editor)

    return open_editor


@pytest.fixture
def spending(session: DocumentSession, open_table: Open) -> Hand:
    """支出表 with two rows: 2080505 with 12.36, 2080506 with 1.18."""
    for code, amount in (("2080505", "12.36"), ("2080506", "1.18")):
        edit, name = edits.add_row(session.workbook, RowList("支出表", ""), None, code)
        session.do(edit)
        session.do(edits.set_value(session.workbook, Address("支出表", name, "基本支出"), amount))
    session.undo_stack.clear()
    return open_table("支出表")


CODE, NAME, SUM, BASIC, PROJECT, SHARE = 0, 3, 4, 5, 6, 7


# What is shown


def test_a_code_fills_its_three_columns(spending: Hand) -> None:
    assert spending.row(0) == ["208", "05", "05", "机关事业单位基本养老保险缴费支出", "12.36", "12.36", "", ""]


def test_a_total_row_has_its_label_and_sums(spending: Hand) -> None:
    assert spending.row(2) == ["", "", "", "合  计", "13.54", "13.54", "", ""]


def test_two_sides_stand_beside_one_another_with_totals_at_the_bottom(open_table: Open) -> None:
    hand = open_table("总表")
    rows = [(hand.row(row)[0], hand.row(row)[2]) for row in range(hand.model.rowCount())]
    assert rows == [
        ("财政拨款", "201 一般公共服务支出"),
        ("其他收入", "208 社会保障和就业支出"),
        ("", "210 卫生健康支出"),
        ("", "年末结转"),
        ("收  入  总  计", "支  出  总  计"),
    ]


def test_thousands_are_separated_and_no_digit_is_changed(spending: Hand) -> None:
    for typed, shown in (("1234.5", "1,234.5"), ("1,234.50", "1,234.50"), ("0001", "0001"), ("-12345", "-12,345")):
        spending.go(0, BASIC)
        spending.type(typed)
        spending.key(Key.Key_Return)
        assert spending.row(0)[BASIC] == shown
        assert spending.stated("支出表!2080505.基本支出") == typed


def test_a_percentage_has_its_sign(spending: Hand) -> None:
    spending.go(0, SHARE)
    spending.type("12.5%")
    spending.key(Key.Key_Return)
    assert spending.stated("支出表!2080505.占比") == "12.5"
    assert spending.row(0)[SHARE] == "12.5%"


def test_a_stated_value_that_differs_shows_both_in_the_tooltip(spending: Hand) -> None:
    spending.go(1, SUM)
    spending.type("1.19")
    spending.key(Key.Key_Return)
    assert "填写 1.19；计算 1.18" in spending.tooltip(1, SUM)


def test_a_malformed_number_is_told_in_the_tooltip(spending: Hand) -> None:
    spending.go(1, BASIC)
    spending.type("433..34")
    spending.key(Key.Key_Return)
    assert spending.row(1)[BASIC] == "433..34"
    assert "不是数字" in spending.tooltip(1, BASIC)


def test_a_marked_cell_tells_what_was_found(spending: Hand) -> None:
    address = Address.parse("支出表!2080506.合计")
    spending.editor.set_marks({address: Severity.ERROR}, {address: "合计不等于两项之和"})
    assert "合计不等于两项之和" in spending.tooltip(1, SUM)
    spending.editor.set_marks({})
    assert "合计不等于两项之和" not in (spending.tooltip(1, SUM) or "")


def test_the_header_stays_over_its_columns_when_one_is_resized(spending: Hand) -> None:
    header = spending.view.horizontalHeader()
    before = header.sectionViewportPosition(SUM)
    header.resizeSection(NAME, header.sectionSize(NAME) + 40)
    assert header.sectionViewportPosition(SUM) == before + 40
    assert spending.view.visualRect(spending.model.index(0, SUM)).left() == before + 40


def test_a_narrow_column_makes_its_header_and_its_rows_higher(spending: Hand) -> None:
    height, row = spending.view.horizontalHeader().height(), spending.view.rowHeight(0)
    spending.view.setColumnWidth(NAME, 60)
    assert spending.view.rowHeight(0) > row
    spending.view.setColumnWidth(BASIC, 24)
    assert spending.view.horizontalHeader().height() > height


def test_the_columns_that_name_a_row_stay_in_sight(spending: Hand) -> None:
    spending.editor.resize(760, 300)
    spending.go(0, CODE)
    for _ in range(SHARE):
        spending.key(Key.Key_Right)
    bar = spending.view.horizontalScrollBar()
    assert bar.value() > 0
    frozen = spending.view.findChild(FrozenColumns)
    assert isinstance(frozen, FrozenColumns)
    assert frozen.isVisible()
    assert frozen.columnViewportPosition(NAME) == sum(spending.view.columnWidth(place) for place in range(NAME))
    for _ in range(SHARE - SUM):
        spending.key(Key.Key_Left)
        left = spending.view.visualRect(spending.view.currentIndex()).left()
        assert not frozen.isVisible() or left >= frozen.width()
    spending.key(Key.Key_Left)
    assert bar.value() == 0
    assert not frozen.isVisible()


# Typing


def test_typing_replaces_and_enter_goes_down(spending: Hand) -> None:
    spending.go(0, BASIC)
    spending.type("15")
    spending.key(Key.Key_Return)
    assert spending.stated("支出表!2080505.基本支出") == "15"
    assert spending.row(2)[SUM] == "16.18"
    assert spending.at() == (1, BASIC)
    assert spending.undo_stack.count() == 1


def test_escape_leaves_the_cell_as_it_was(spending: Hand) -> None:
    spending.go(0, BASIC)
    spending.type("15")
    spending.key(Key.Key_Escape)
    assert spending.stated("支出表!2080505.基本支出") == "12.36"
    assert spending.input() is None


def test_f2_edits_what_stands_there(spending: Hand) -> None:
    spending.go(0, BASIC)
    spending.key(Key.Key_F2)
    spending.key(Key.Key_End)
    spending.type("5")
    spending.key(Key.Key_Return)
    assert spending.stated("支出表!2080505.基本支出") == "12.365"


def test_opening_a_computed_cell_states_nothing(spending: Hand) -> None:
    spending.go(0, SUM)
    spending.key(Key.Key_F2)
    spending.key(Key.Key_Return)
    assert spending.stated("支出表!2080505.合计") is None
    assert spending.undo_stack.count() == 0


def test_an_arrow_leaves_a_cell_that_is_being_typed_in(spending: Hand) -> None:
    spending.go(0, BASIC)
    spending.type("7")
    spending.key(Key.Key_Right)
    assert spending.stated("支出表!2080505.基本支出") == "7"
    assert spending.at() == (0, PROJECT)


def test_labels_and_dead_cells_take_nothing(open_table: Open) -> None:
    hand = open_table("总表")
    for row, column in ((0, 0), (2, 1), (5, 3)):
        hand.go(row, column)
        hand.type("5")
        assert hand.input() is None
    assert hand.undo_stack.count() == 0
    assert hand.editor.current_address() is None


def test_tab_goes_over_cells_that_take_nothing(open_table: Open) -> None:
    hand = open_table("总表")
    hand.go(0, 1)
    visited = []
    for _ in range(4):
        hand.key(Key.Key_Tab)
        visited.append(hand.at())
    assert visited == [(0, 3), (1, 1), (1, 3), (2, 3)]
    hand.key(Key.Key_Backtab, SHIFT)
    assert hand.at() == (1, 3)


def test_enter_after_tabs_goes_back_to_where_they_began(spending: Hand) -> None:
    spending.go(0, BASIC)
    spending.type("1")
    spending.key(Key.Key_Tab)
    spending.type("2")
    spending.key(Key.Key_Return)
    assert spending.at() == (1, BASIC)
    assert spending.row(0)[SUM] == "3.00"


def test_shift_enter_goes_up(spending: Hand) -> None:
    spending.go(1, BASIC)
    spending.type("1")
    spending.key(Key.Key_Return, SHIFT)
    assert spending.at() == (0, BASIC)


def test_home_and_end_go_to_the_edges(spending: Hand) -> None:
    spending.go(1, SUM)
    spending.key(Key.Key_Home)
    assert spending.at() == (1, 0)
    spending.key(Key.Key_End)
    assert spending.at() == (1, SHARE)
    spending.key(Key.Key_Home, CONTROL)
    assert spending.at() == (0, 0)
    spending.key(Key.Key_End, CONTROL)
    assert spending.at() == (2, SHARE)


def test_delete_computes_a_stated_value_again(spending: Hand) -> None:
    spending.go(1, SUM)
    spending.type("1.19")
    spending.key(Key.Key_Return)
    spending.select(0, SUM, 1, SUM)
    before = spending.undo_stack.count()
    spending.key(Key.Key_Delete)
    assert spending.stated("支出表!2080506.合计") is None
    assert spending.row(1)[SUM] == "1.18"
    assert spending.undo_stack.count() == before + 1


def test_a_long_text_takes_several_lines(session: DocumentSession, open_table: Open) -> None:
    session.do(edits.add_row(session.workbook, RowList("项目表", ""), None, "运维")[0])
    hand = open_table("指标", parent_row="运维")
    hand.press("增加行")
    low = hand.view.rowHeight(0)
    hand.type("第一行")
    hand.key(Key.Key_Return, ALT)
    hand.type("第二行")
    hand.key(Key.Key_Return)
    assert hand.stated("指标!运维.指标名") == "第一行\n第二行"
    assert hand.view.rowHeight(0) > low


def test_a_choice_is_made_from_its_list(session: DocumentSession, open_table: Open) -> None:
    session.do(edits.add_row(session.workbook, RowList("项目表", ""), None, "运维")[0])
    hand = open_table("项目表")
    assert hand.row(0)[2] == "政府采购"
    hand.go(0, 2)
    hand.key(Key.Key_F2)
    hand.key(Key.Key_Down)
    hand.key(Key.Key_Return)
    assert hand.stated("项目表!运维.方式") == "自行采购"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Tab])
@pytest.mark.parametrize("stated", [None, "询价"])
def test_a_choice_that_was_only_looked_at_is_left_as_it_is(
    session: DocumentSession, open_table: Open, stated: str | None, key: Qt.Key
) -> None:
    session.do(edits.add_row(session.workbook, RowList("项目表", ""), None, "运维")[0])
    if stated is not None:  # which was a choice once
        session.do(edits.set_value(session.workbook, Address("项目表", "运维", "方式"), stated))
    hand = open_table("项目表")
    hand.go(0, 2)
    hand.key(Key.Key_F2)
    assert hand.input() is not None
    hand.key(key)
    assert hand.stated("项目表!运维.方式") == stated


# Codes


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_whole_code_may_be_typed_in_any_part(spending: Hand, column: int) -> None:
    spending.go(1, column)
    spending.type("2010450")
    spending.key(Key.Key_Return)
    assert spending.names("支出表")[:2] == ["2080505", "2010450"]
    assert spending.row(1)[:4] == ["201", "04", "50", "事业运行"]
    assert spending.row(1)[BASIC] == "1.18"


def test_a_part_typed_replaces_that_part(spending: Hand) -> None:
    spending.go(1, 2)
    spending.type("5")
    spending.key(Key.Key_Return)
    assert spending.names("支出表")[:2] == ["2080505", "2080505#2"]
    spending.go(1, 1)
    spending.type("99")
    spending.key(Key.Key_Return)
    assert spending.names("支出表")[:2] == ["2080505", "2089905"]


def test_a_code_can_be_typed_part_by_part(open_table: Open) -> None:
    hand = open_table("支出表")
    hand.press("增加行")
    for part in ("201", "04", "50"):
        hand.type(part)
        hand.key(Key.Key_Tab)
    assert hand.names("支出表") == ["2010450"]
    assert hand.at() == (0, BASIC)


def test_tab_after_a_whole_code_goes_to_the_first_cell_that_nothing_else_gives(open_table: Open) -> None:
    hand = open_table("支出表")
    hand.press("增加行")
    hand.type("2080505")
    hand.key(Key.Key_Tab)
    assert hand.at() == (0, BASIC)


def test_tab_stops_at_the_name_of_a_subject_that_no_catalogue_has(open_table: Open) -> None:
    hand = open_table("支出表")
    hand.press("增加行")
    hand.type("9999999")
    hand.key(Key.Key_Tab)
    assert hand.at() == (0, NAME)


def test_a_lower_part_without_the_ones_above_is_refused(open_table: Open) -> None:
    hand = open_table("支出表")
    hand.press("增加行")
    hand.go(0, 2)
    hand.type("05")
    hand.key(Key.Key_Return)
    assert hand.row(0)[:3] == ["", "", ""]
    assert "前面的各级编码" in hand.messages[-1]


def test_a_subject_is_chosen_from_the_list(spending: Hand) -> None:
    spending.go(1, CODE)
    spending.type("20104")
    field = spending.input()
    assert isinstance(field, SubjectInput)
    assert field.popup().isVisible()
    spending.key(Key.Key_Down)
    spending.key(Key.Key_Down)
    spending.key(Key.Key_Return)
    assert spending.names("支出表")[:2] == ["2080505", "2010401"]
    assert spending.at() == (2, CODE)


def test_a_name_typed_in_the_code_takes_the_best_subject(spending: Hand) -> None:
    spending.go(1, CODE)
    spending.type("行政运行")
    spending.key(Key.Key_Return)
    assert spending.names("支出表")[:2] == ["2080505", "2010401"]


def test_choosing_a_subject_in_the_name_column_sets_the_code(spending: Hand) -> None:
    spending.go(1, NAME)
    spending.type("行政")
    spending.key(Key.Key_Down)
    spending.key(Key.Key_Return)
    assert spending.names("支出表")[:2] == ["2080505", "2010401"]
    assert spending.stated("支出表!2010401.名称") is None
    spending.undo_stack.undo()
    spending.undo_stack.undo()
    assert spending.names("支出表") == ["2080505", "2080506"]


def test_a_name_of_ones_own_is_kept_beside_the_code(spending: Hand) -> None:
    spending.go(1, NAME)
    spending.type("行政运行")
    spending.key(Key.Key_Return)
    assert spending.stated("支出表!2080506.名称") == "行政运行"
    assert "计算 机关事业单位职业年金缴费支出" in spending.tooltip(1, NAME)


def test_escape_closes_the_list_first(spending: Hand) -> None:
    spending.go(1, CODE)
    spending.type("208")
    spending.key(Key.Key_Escape)
    assert spending.input() is not None
    spending.key(Key.Key_Escape)
    assert spending.input() is None
    assert spending.names("支出表") == ["2080505", "2080506"]


def test_a_click_in_the_list_takes_the_subject(spending: Hand, qtbot: QtBot) -> None:
    spending.go(1, CODE)
    spending.type("20104")
    field = spending.input()
    assert isinstance(field, SubjectInput)
    popup = field.popup()
    place = popup.visualRect(popup.model().index(2, 0)).center()
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert spending.names("支出表") == ["2080505", "2010450"]


# Copying and pasting


def test_a_block_is_copied_for_excel(spending: Hand) -> None:
    spending.select(0, 2, 1, SUM)
    spending.key(Key.Key_C, CONTROL)
    assert spending.copied().splitlines() == [
        "05\t机关事业单位基本养老保险缴费支出\t12.36",
        "06\t机关事业单位职业年金缴费支出\t1.18",
    ]


def test_a_pasted_block_is_one_step(spending: Hand) -> None:
    spending.go(0, BASIC)
    spending.paste(" 1,000.5 \t2\r\n3\t4\r\n")
    assert [spending.row(row)[BASIC:SHARE] for row in (0, 1)] == [["1,000.5", "2"], ["3", "4"]]
    assert spending.undo_stack.count() == 1
    spending.undo_stack.undo()
    assert spending.row(0)[BASIC] == "12.36"


def test_a_block_beyond_the_last_row_adds_rows(spending: Hand) -> None:
    spending.go(1, CODE)
    spending.paste("208\t5\t6\t\t\t1.5\r\n201\t4\t50\t事业运行\t\t2.5\r\n2240150\t\t\t\t\t3.5\r\n\t\t\t\t\t\r\n")
    assert spending.names("支出表") == ["2080505", "2080506", "2010450", "2240150"]
    assert [spending.row(row)[BASIC] for row in range(5)] == ["12.36", "1.5", "2.5", "3.5", "19.86"]
    assert spending.stated("支出表!2010450.名称") is None
    assert spending.undo_stack.count() == 1
    assert "新增2行" in spending.messages[-1]
    spending.undo_stack.undo()
    assert spending.names("支出表") == ["2080505", "2080506"]


def test_a_block_is_pasted_into_a_table_without_rows(open_table: Open) -> None:
    hand = open_table("支出表")
    hand.go(0, CODE)
    hand.paste("2080505\t\t\t\t\t1\r\n2080505\t\t\t\t\t2\r\n合计\t\t\t合计\t\t4\r\n")
    assert hand.names("支出表") == ["2080505", "2080505#2"]
    assert hand.row(2)[BASIC] == "4"


def test_a_pasted_total_stays_the_total(spending: Hand) -> None:
    spending.go(1, NAME)
    spending.paste("甲\t\t1\r\n乙\t\t2\r\n合计\t\t16\r\n")
    assert len(spending.names("支出表")) == 3
    assert spending.stated("支出表!合计.基本支出") == "16"


def test_rows_change_places_by_pasting(spending: Hand) -> None:
    spending.go(0, CODE)
    spending.paste("208\t05\t06\r\n208\t05\t05\r\n")
    assert spending.names("支出表") == ["2080506", "2080505"]
    assert spending.row(0)[BASIC] == "12.36"
    assert spending.stated("支出表!2080505.基本支出") == "1.18"


def test_pasting_skips_what_takes_nothing_and_says_so(open_table: Open) -> None:
    hand = open_table("总表")
    hand.go(0, 1)
    hand.paste("1\t甲\t2\r\n3\t208 社会保障和就业支出\t4\r\n5\t\t6\r\n")
    assert hand.stated("总表!拨款.收入数") == "1"
    assert hand.stated("总表!201.支出数") is None
    assert hand.stated("总表!208.支出数") == "4"
    assert hand.stated("总表!210.支出数") == "6"
    assert "跳过3格" in hand.messages[-1]


def test_pasted_lines_find_the_rows_with_their_labels(open_table: Open) -> None:
    hand = open_table("总表")
    hand.go(0, 2)
    hand.paste("208社会保障和就业支出\t8\r\n支出总计\t9\r\n")
    assert hand.stated("总表!201.支出数") is None
    assert hand.stated("总表!208.支出数") == "8"
    assert hand.stated("总表!支出总计.支出数") == "9"


def test_one_value_fills_the_selection(spending: Hand) -> None:
    spending.select(0, BASIC, 1, PROJECT)
    spending.paste("5")
    assert [spending.row(row)[BASIC:SHARE] for row in (0, 1)] == [["5", "5"], ["5", "5"]]


def test_cutting_copies_and_clears(spending: Hand) -> None:
    spending.go(0, BASIC)
    spending.key(Key.Key_X, CONTROL)
    assert spending.copied() == "12.36\r\n"
    assert spending.row(0)[BASIC] == ""
    assert spending.undo_stack.undoText() == "剪切"


def test_fill_down_takes_the_first_row_of_the_selection(spending: Hand) -> None:
    spending.select(0, BASIC, 1, BASIC)
    spending.key(Key.Key_D, CONTROL)
    assert spending.row(1)[BASIC] == "12.36"
    assert spending.undo_stack.count() == 1


def test_fill_down_takes_the_cell_above_a_single_one(spending: Hand) -> None:
    spending.go(1, BASIC)
    spending.key(Key.Key_D, CONTROL)
    assert spending.row(1)[BASIC] == "12.36"


def test_pasted_texts_of_several_lines_stay_together(session: DocumentSession, open_table: Open) -> None:
    session.do(edits.add_row(session.workbook, RowList("项目表", ""), None, "运维")[0])
    hand = open_table("指标", parent_row="运维")
    hand.view.setFocus()
    hand.key(Key.Key_Plus, CONTROL)
    hand.paste('"第一行\n第二行"\t≥1次\r\n质量\t100%\r\n')
    assert hand.names("指标") == ["运维", "运维#2"]
    assert hand.stated("指标!运维.指标名") == "第一行\n第二行"
    assert hand.stated("指标!运维#2.指标值") == "100%"


def test_a_text_that_is_no_choice_is_skipped(session: DocumentSession, open_table: Open) -> None:
    session.do(edits.add_row(session.workbook, RowList("项目表", ""), None, "运维")[0])
    hand = open_table("项目表")
    hand.go(0, 1)
    hand.paste("5\t不采购")
    assert hand.stated("项目表!运维.金额") == "5"
    assert hand.stated("项目表!运维.方式") is None
    assert "政府采购、自行采购" in hand.messages[-1]


# Rows


def test_rows_are_added_behind_the_current_one(spending: Hand) -> None:
    spending.go(0, BASIC)
    spending.key(Key.Key_Plus, CONTROL)
    assert spending.names("支出表") == ["2080505", "#1", "2080506"]
    assert spending.at() == (1, CODE)


def test_enter_in_the_last_row_adds_one(spending: Hand) -> None:
    spending.go(1, BASIC)
    spending.type("2")
    spending.key(Key.Key_Return)
    assert spending.names("支出表") == ["2080505", "2080506", "#1"]
    assert spending.at() == (2, BASIC)


def test_enter_in_a_blank_last_row_adds_none(spending: Hand) -> None:
    spending.go(1, BASIC)
    spending.key(Key.Key_Return)
    spending.key(Key.Key_Return)
    assert spending.names("支出表") == ["2080505", "2080506", "#1"]
    assert spending.at() == (3, BASIC)


def test_selected_rows_are_deleted_in_one_step(spending: Hand) -> None:
    spending.select(0, BASIC, 2, BASIC)
    spending.key(Key.Key_Minus, CONTROL)
    assert spending.names("支出表") == []
    assert spending.undo_stack.count() == 1
    spending.undo_stack.undo()
    assert spending.row(0)[BASIC] == "12.36"


def test_a_fixed_row_is_not_deleted(spending: Hand) -> None:
    spending.go(2, BASIC)
    spending.key(Key.Key_Minus, CONTROL)
    assert spending.undo_stack.count() == 0
    assert "固定" in spending.messages[-1]


def test_rows_are_moved(spending: Hand) -> None:
    spending.go(0, BASIC)
    spending.key(Key.Key_Down, ALT)
    assert spending.names("支出表") == ["2080506", "2080505"]
    assert spending.at() == (1, BASIC)
    spending.press("上移")
    assert spending.names("支出表") == ["2080505", "2080506"]


def test_a_table_that_lists_some_rows_of_another_says_where_to_add(spending: Hand, open_table: Open) -> None:
    hand = open_table("跟随表")
    hand.key(Key.Key_Plus, CONTROL)
    assert hand.undo_stack.count() == 0
    assert "支出表" in hand.messages[-1]


def test_a_table_may_have_rows_of_its_own(spending: Hand, open_table: Open) -> None:
    hand = open_table("跟随表")
    hand.press("单独填写行")
    hand.key(Key.Key_Plus, CONTROL)
    assert hand.names("跟随表") == ["2080505", "#1", "2080506"]
    assert hand.names("支出表") == ["2080505", "2080506"]
    hand.press("单独填写行")
    assert hand.names("跟随表") == ["2080505", "2080506"]


def of_two_tables(session: DocumentSession, open_table: Open) -> Hand:
    """汇总表, with a row that 支出表 has, one that 决算表 has, and between them one that both have."""
    for table, codes in (("支出表", ("2010401", "2080505")), ("决算表", ("2080505", "2080506"))):
        for code in codes:
            session.do(edits.add_row(session.workbook, RowList(table, ""), None, code)[0])
    return open_table("汇总表")


def test_a_table_that_follows_two_says_where_its_new_rows_go(session: DocumentSession, open_table: Open) -> None:
    hand = of_two_tables(session, open_table)
    tip = next(b.toolTip() for b in hand.editor.findChildren(QToolButton) if "增加行" in b.text())
    assert "本表与支出表、决算表共用行，在本表增加的行列在支出表" in tip
    hand.key(Key.Key_Plus, CONTROL)
    assert (hand.names("支出表"), len(hand.names("汇总表"))) == (["2010401", "#1", "2080505"], 4)
    assert hand.messages[-1].startswith("新行加在支出表，共用行的表里都有")
    hand.undo_stack.undo()
    hand.go(2, 0)
    hand.paste("2080506\n2010450")
    assert hand.messages[-1] == "已粘贴2格，新增1行，加在支出表，共用行的表里都有"


def test_a_row_added_where_rows_are_stated_needs_no_words(spending: Hand) -> None:
    spending.go(1, 0)
    spending.key(Key.Key_Plus, CONTROL)
    assert spending.messages == []


def test_deleting_says_which_tables_lose_the_row(session: DocumentSession, open_table: Open) -> None:
    hand = of_two_tables(session, open_table)
    hand.go(2, 1)
    hand.key(Key.Key_Minus, CONTROL)
    assert hand.messages[-1] == "已删除1行，决算表中的同一行也已删除"
    hand.go(1, 1)
    hand.key(Key.Key_Minus, CONTROL)
    assert hand.messages[-1] == "已删除1行，支出表、跟随表、决算表中的同一行也已删除"
    assert (hand.names("支出表"), hand.names("决算表")) == (["2010401"], [])


def test_a_row_of_two_tables_moves_among_those_of_its_own(session: DocumentSession, open_table: Open) -> None:
    hand = of_two_tables(session, open_table)
    hand.go(0, 1)
    for _ in range(3):
        hand.key(Key.Key_Down, ALT)
    assert hand.names("汇总表") == ["2080505", "2010401", "2080506"]
    assert hand.at() == (1, 1)


def test_a_subject_that_is_there_already_becomes_one_row(session: DocumentSession, open_table: Open) -> None:
    hand = of_two_tables(session, open_table)
    hand.go(0, 0)
    hand.key(Key.Key_Plus, CONTROL)
    hand.type("2080506")
    hand.key(Key.Key_Tab)
    assert hand.names("汇总表") == ["2010401", "2080506", "2080505"]
    assert hand.messages[-1] == "本表已有“2080506 机关事业单位职业年金缴费支出”，两行合为一行"
    hand.type("已合并")
    hand.key(Key.Key_Return)
    assert hand.stated("汇总表!2080506.备注") == "已合并"


def test_a_child_table_shows_and_adds_the_rows_of_one_parent(session: DocumentSession, open_table: Open) -> None:
    for name in ("运维", "采购"):
        session.do(edits.add_row(session.workbook, RowList("项目表", ""), None, name)[0])
        session.do(edits.add_row(session.workbook, RowList("指标", ""), None, name)[0])
    hand = open_table("指标", parent_row="运维")
    assert hand.model.rowCount() == 1
    hand.type("数量")
    hand.key(Key.Key_Return)
    hand.type("质量")
    hand.key(Key.Key_Return)
    assert hand.names("指标") == ["运维", "运维#2", "运维#3", "采购"]
    hand.go(1, 0)
    hand.key(Key.Key_Down, ALT)
    assert hand.names("指标") == ["运维", "运维#3", "运维#2", "采购"]


# Classes and sections of subjects


@pytest.fixture
def accounts(session: DocumentSession, open_table: Open) -> Hand:
    """决算表 with 2080505, 2080506 and 2010401."""
    for code, amount in (("2080505", "12.36"), ("2080506", "1.18"), ("2010401", "7")):
        edit, name = edits.add_row(session.workbook, RowList("决算表", ""), None, code)
        session.do(edit)
        session.do(edits.set_value(session.workbook, Address("决算表", name, "基本支出"), amount))
    session.undo_stack.clear()
    return open_table("决算表")


ACCOUNTS = [
    ("合计", "20.54"),
    ("201", "7.00"),
    ("20104", "7.00"),
    ("2010401", "7"),
    ("208", "13.54"),
    ("20805", "13.54"),
    ("2080505", "12.36"),
    ("2080506", "1.18"),
]


def lines(hand: Hand) -> list[tuple[str, str]]:
    """The codes of the rows (their labels where they have none) with 基本支出."""
    rows = [hand.row(row) for row in range(hand.model.rowCount())]
    return [("".join(row[:NAME]) or row[NAME], row[SUM + 1]) for row in rows]


def test_a_total_may_stand_first_and_classes_and_sections_before_their_subjects(accounts: Hand) -> None:
    assert lines(accounts) == ACCOUNTS
    assert accounts.row(5)[:5] == ["208", "05", "", "行政事业单位养老支出", "13.54"]


def test_the_code_of_subtotals_is_not_typed_over_and_the_row_not_deleted(accounts: Hand) -> None:
    accounts.go(4, CODE)
    accounts.type("210")
    assert accounts.input() is None
    accounts.key(Key.Key_Minus, CONTROL)
    assert accounts.undo_stack.count() == 0
    assert "小计" in accounts.messages[-1]


def test_a_subtotal_can_be_stated(accounts: Hand) -> None:
    accounts.go(5, BASIC)
    accounts.type("13.55")
    accounts.key(Key.Key_Return)
    assert accounts.stated("决算表!20805.基本支出") == "13.55"
    assert "计算 13.54" in accounts.tooltip(5, BASIC)


def test_tab_goes_over_subtotals(accounts: Hand) -> None:
    accounts.go(3, PROJECT)
    accounts.key(Key.Key_Tab)
    assert accounts.at() == (6, CODE)


def test_a_new_row_goes_to_the_place_of_its_code_and_the_cursor_with_it(accounts: Hand) -> None:
    accounts.go(2, BASIC)
    accounts.press("增加行")
    assert accounts.at() == (8, CODE)
    accounts.type("2010450")
    accounts.key(Key.Key_Tab)
    assert accounts.at() == (4, BASIC)
    assert accounts.view.hasFocus()
    accounts.type("5")
    accounts.key(Key.Key_Tab)
    assert accounts.at() == (4, PROJECT)
    assert [code for code, _ in lines(accounts)][3:6] == ["2010401", "2010450", "208"]
    assert accounts.stated("决算表!2010450.基本支出") == "5"


def test_enter_begins_the_first_row_beside_a_total_too(open_table: Open) -> None:
    hand = open_table("决算表")
    assert hand.model.rowCount() == 1
    hand.key(Key.Key_Return)
    assert hand.at() == (1, CODE)
    hand.type("2080505")
    hand.key(Key.Key_Return)
    assert hand.names("决算表") == ["2080505", "#1"]
    assert hand.at() == (4, CODE)


def test_enter_behind_a_total_that_was_typed_adds_no_row(open_table: Open) -> None:
    hand = open_table("决算表")
    hand.go(0, BASIC)
    hand.type("5")
    hand.key(Key.Key_Return)
    assert hand.names("决算表") == []


def test_a_new_class_brings_its_rows_along(accounts: Hand) -> None:
    accounts.go(7, BASIC)
    accounts.key(Key.Key_Plus, CONTROL)
    accounts.type("2240150")
    accounts.key(Key.Key_Tab)
    assert [code for code, _ in lines(accounts)][8:] == ["224", "22401", "2240150"]
    assert accounts.at() == (10, BASIC)


def test_enter_behind_a_new_row_goes_on_with_another_one_wherever_it_went(accounts: Hand) -> None:
    accounts.go(7, CODE)
    accounts.key(Key.Key_Plus, CONTROL)
    for code, amount in (("2010450", "5"), ("2240150", "6")):
        accounts.type(code)
        accounts.key(Key.Key_Tab)
        accounts.type(amount)
        accounts.key(Key.Key_Return)
    assert accounts.at() == (accounts.model.rowCount() - 1, CODE)
    assert accounts.names("决算表")[-1] == "#1"
    assert ("2010450", "5") in lines(accounts)
    accounts.key(Key.Key_Return)
    assert accounts.names("决算表")[-1] == "#1"


def test_enter_in_a_row_that_was_there_before_goes_down(accounts: Hand) -> None:
    accounts.go(3, BASIC)
    accounts.type("8")
    accounts.key(Key.Key_Return)
    assert accounts.at() == (4, BASIC)
    assert lines(accounts)[3] == ("2010401", "8")


def test_an_amount_stays_with_its_row_while_others_come_before_it(accounts: Hand) -> None:
    accounts.go(7, BASIC)
    workbook = accounts.session.workbook
    accounts.session.do(edits.add_row(workbook, RowList("决算表", ""), None, "2010450")[0])
    assert accounts.at() == (8, BASIC)
    assert accounts.editor.current_address() == Address.parse("决算表!2080506.基本支出")


def test_rows_in_the_order_of_their_codes_are_not_moved(accounts: Hand) -> None:
    accounts.go(6, BASIC)
    accounts.key(Key.Key_Down, ALT)
    assert lines(accounts) == ACCOUNTS
    assert "按科目编码排列" in accounts.messages[-1]
    assert not [b for b in accounts.editor.findChildren(QToolButton) if "移" in b.text()]


def test_a_pasted_publication_finds_its_rows_by_their_codes(accounts: Hand) -> None:
    accounts.go(0, CODE)
    accounts.paste(
        "合计\t\t\t合计\t\t21.00\r\n"
        "201\t\t\t一般公共服务支出\t\t8\r\n"
        "201\t04\t\t发展与改革事务\t\t8\r\n"
        "201\t04\t50\t事业运行\t\t8\r\n"
        "208\t05\t06\t机关事业单位职业年金缴费支出\t\t13\r\n"
        "224\t\t\t灾害防治\t\t9\r\n"
        "2240150\t\t\t\t\t9\r\n"
    )
    assert lines(accounts) == [
        ("合计", "21.00"),
        ("201", "8"),
        ("20104", "8"),
        ("2010401", "7"),
        ("2010450", "8"),
        ("208", "25.36"),
        ("20805", "25.36"),
        ("2080505", "12.36"),
        ("2080506", "13"),
        ("224", "9"),
        ("22401", "9.00"),
        ("2240150", "9"),
    ]
    assert "新增2行" in accounts.messages[-1]
    assert accounts.undo_stack.count() == 1


def test_a_publication_is_pasted_into_a_blank_row(open_table: Open) -> None:
    hand = open_table("决算表")
    hand.press("增加行")
    hand.paste("208\t\t\t\t\t3\r\n208\t05\t\t\t\t3\r\n208\t05\t05\t\t\t1\r\n208\t05\t06\t\t\t2\r\n")
    assert hand.names("决算表") == ["2080505", "2080506"]
    assert lines(hand) == [("合计", "3.00"), ("208", "3"), ("20805", "3"), ("2080505", "1"), ("2080506", "2")]


# Two sides with their bottoms beside one another


def test_what_belongs_together_at_the_bottom_stands_on_one_line(open_table: Open) -> None:
    hand = open_table("财拨表")
    assert [[text for place, text in enumerate(hand.row(row)) if place in (0, 2, 3)] for row in range(7)] == [
        ["一般公共预算", "201", "一般公共服务支出"],
        ["政府性基金", "208", "社会保障和就业支出"],
        ["国有资本经营预算", "", ""],
        ["本年收入合计", "", "本年支出合计"],
        ["年初结转", "", "年末结转"],
        ["其中：基金", "", ""],
        ["收入总计", "", "支出总计"],
    ]


def test_the_code_that_a_row_is_printed_with_is_not_typed_over(open_table: Open) -> None:
    hand = open_table("财拨表")
    hand.go(0, 2)
    hand.type("9")
    assert hand.input() is None
    assert hand.undo_stack.count() == 0


def test_tab_goes_through_two_sides_over_the_totals(open_table: Open) -> None:
    hand = open_table("财拨表")
    hand.go(1, 4)
    visited = []
    for _ in range(4):
        hand.key(Key.Key_Tab)
        visited.append(hand.at())
    assert visited == [(2, 1), (4, 1), (4, 4), (5, 1)]


def test_pasted_lines_find_the_rows_with_their_codes(open_table: Open) -> None:
    hand = open_table("财拨表")
    hand.go(0, 2)
    hand.paste("208\t社会保障和就业支出\t7\r\n本年支出合计\t\t7\r\n")
    assert hand.stated("财拨表!201.支出数") is None
    assert hand.stated("财拨表!208.支出数") == "7"
    assert hand.stated("财拨表!本年支出.支出数") == "7"
    assert hand.messages[-1] == "已粘贴2格"


# Computed values


def test_the_button_restores_the_computed_value(spending: Hand) -> None:
    spending.go(1, SUM)
    spending.type("1.19")
    spending.key(Key.Key_Return, SHIFT)
    spending.go(1, SUM)
    spending.press("恢复自动计算")
    assert spending.stated("支出表!2080506.合计") is None


def test_the_menu_states_the_computed_value(spending: Hand) -> None:
    spending.go(1, SUM)
    spending.choose("取用计算值")
    assert spending.stated("支出表!2080506.合计") == "1.18"
    spending.choose("恢复计算值")
    assert spending.stated("支出表!2080506.合计") is None


# With the window


def test_the_current_address_is_told(spending: Hand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(spending.editor.current_changed) as told:
        spending.go(1, BASIC)
    assert told.args == [Address.parse("支出表!2080506.基本支出")]


def test_an_address_is_shown(spending: Hand) -> None:
    spending.editor.show_address(Address.parse("支出表!合计.项目支出"))
    assert spending.at() == (2, PROJECT)
    assert spending.editor.current_address() == Address.parse("支出表!合计.项目支出")


def test_an_edit_elsewhere_leaves_current_cell_and_selection(spending: Hand) -> None:
    spending.select(0, BASIC, 1, PROJECT)
    workbook = spending.session.workbook
    spending.session.do(edits.add_row(workbook, RowList("支出表", ""), "2080506", "2010450")[0])
    spending.session.do(edits.set_value(workbook, Address.parse("支出表!2080505.基本支出"), "99"))
    assert spending.row(0)[SUM] == "99.00"
    assert {(i.row(), i.column()) for i in spending.view.selectedIndexes()} == {(0, 5), (0, 6), (1, 5), (1, 6)}


def test_a_row_removed_elsewhere_takes_no_other_selection_with_it(spending: Hand) -> None:
    spending.go(1, BASIC)
    workbook = spending.session.workbook
    spending.session.do(edits.remove_rows(workbook, RowList("支出表", ""), ["2080505"]))
    assert spending.editor.current_address() == Address.parse("支出表!2080506.基本支出")


def test_undo_is_seen_at_once(spending: Hand) -> None:
    spending.go(0, BASIC)
    spending.type("5")
    spending.key(Key.Key_Return)
    spending.undo_stack.undo()
    assert spending.row(0)[BASIC] == "12.36"


def test_a_wide_table_is_refreshed_within_ten_milliseconds(spending: Hand) -> None:
    workbook = spending.session.workbook
    for number in range(40):
        edit, name = edits.add_row(workbook, RowList("支出表", ""), None, f"20805{number:02}")
        workbook.apply(edit)
        workbook.apply(edits.set_value(workbook, Address("支出表", name, "合计"), "1"))
    spending.editor.refresh()
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        spending.editor.refresh()
        spent.append(time.perf_counter() - began)
    assert min(spent) < 0.01


def test_the_menu_opens_at_the_mouse(spending: Hand, qtbot: QtBot) -> None:
    spending.go(0, BASIC)
    spending.view.customContextMenuRequested.emit(QPoint(5, 5))
    menu = QGuiApplication.instance().activePopupWidget()  # type: ignore[union-attr]
    texts = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert texts[:3] == ["剪切", "复制", "粘贴"]
    assert {"恢复计算值", "取用计算值", "增加行", "删除行"} <= set(texts)
    menu.close()


def test_selecting_whole_rows_by_their_numbers_deletes_them(spending: Hand) -> None:
    spending.view.selectRow(1)
    assert spending.view.selectionModel().isRowSelected(1)
    spending.view.selectionModel().setCurrentIndex(
        spending.model.index(1, 0), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    spending.key(Key.Key_Minus, CONTROL)
    assert spending.names("支出表") == ["2080505"]


def test_an_empty_table_tells_how_the_first_row_gets_in_and_keeps_what_is_typed_out_of_its_total(
    open_table: Open,
) -> None:
    hand = open_table("支出表")
    assert "增加行" in hand.view.hint
    hand.type("2080505")
    assert hand.undo_stack.count() == 0
    hand.key(Key.Key_Plus, CONTROL)
    assert not hand.view.hint


def test_after_a_button_what_is_typed_goes_into_the_grid(open_table: Open) -> None:
    hand = open_table("支出表")
    elsewhere = QLineEdit(hand.editor)
    elsewhere.show()
    elsewhere.setFocus()
    hand.press("增加行")
    assert hand.editor.window().focusWidget() is hand.view


def test_the_menu_asks_for_the_sentences_of_the_cell(qtbot: QtBot, spending: Hand) -> None:
    spending.go(0, BASIC)
    with qtbot.waitSignal(spending.editor.sentences_wanted):
        spending.choose("引用它的句子")


def test_where_there_is_little_room_the_last_naming_columns_stay_in_sight(
    session: DocumentSession, open_table: Open
) -> None:
    edit, _ = edits.add_row(session.workbook, RowList("明细表", ""), None, "某项目")
    session.do(edit)
    hand = open_table("明细表")
    hand.editor.resize(360, 300)
    hand.go(0, 0)
    for _ in range(hand.model.columnCount()):
        hand.key(Key.Key_Right)
    frozen = hand.view.findChild(FrozenColumns)
    assert isinstance(frozen, FrozenColumns)
    assert frozen.isVisible()
    titles = [hand.model.headerData(place, Qt.Orientation.Horizontal) for place in range(hand.model.columnCount())]
    assert [title for place, title in enumerate(titles) if not frozen.isColumnHidden(place)] == ["项目名称"]
    while hand.at() != (0, 0):
        hand.key(Key.Key_Left)
        cell = hand.view.visualRect(hand.view.currentIndex())
        assert not frozen.isVisible() or frozen.holds(hand.at()[1]) or cell.left() >= frozen.width()
    assert not frozen.isVisible()


def test_what_changes_while_a_table_is_out_of_sight_is_there_when_it_is_shown(spending: Hand) -> None:
    spending.editor.hide()
    address = Address("支出表", "2080505", "基本支出")
    spending.session.do(edits.set_value(spending.session.workbook, address, "15"))
    spending.editor.show()
    assert spending.row(0)[BASIC] == "15"


def test_a_new_row_of_a_table_out_of_sight_can_be_gone_to(spending: Hand) -> None:
    spending.editor.hide()
    edit, name = edits.add_row(spending.session.workbook, RowList("支出表", ""), None, "2010450")
    spending.session.do(edit)
    spending.editor.show_address(Address("支出表", name, "基本支出"))
    assert spending.editor.current_address() == Address("支出表", name, "基本支出")
