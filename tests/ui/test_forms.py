"""Forms and cards, filled in by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.document.addresses import Address
from disclosure_editor.ui.cards_editor import CardsEditor
from disclosure_editor.ui.form_editor import FormEditor
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.table_editor import TableEditor
from tests.ui.hand import CONTROL, LEFT, choose_section, type_chinese, workspace_of

SHORT_NAME = Address("单位", "", "简称")
FULL_NAME = Address("单位", "", "全称")
STAFF_SECTIONS = Address("单位", "", "内设机构数")


@pytest.fixture
def form(window: MainWindow) -> FormEditor:
    choose_section(window, "单位与样式")
    found = workspace_of(window).editor.page
    assert found is not None
    return found.findChild(FormEditor)  # type: ignore[return-value]


@pytest.fixture
def cards(window: MainWindow) -> CardsEditor:
    choose_section(window, "绩效目标表")
    found = workspace_of(window).editor.page
    assert found is not None
    return found.findChild(CardsEditor)  # type: ignore[return-value]


def line(parent: QWidget, name: str) -> QLineEdit:
    found = parent.findChild(QLineEdit, name)
    assert found is not None
    return found


def tool(parent: QWidget, name: str) -> QToolButton:
    found = parent.findChild(QToolButton, name)
    assert found is not None
    return found


def fill(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    if text:
        type_chinese(field, text)
    else:
        qtbot.keyClick(field, Qt.Key.Key_Delete)


def test_enter_states_what_was_typed(qtbot: QtBot, session: Session, form: FormEditor) -> None:
    fill(qtbot, line(form, "全称"), "某某中心")
    assert session.workbook.cell(FULL_NAME).text != "某某中心"
    qtbot.keyClick(line(form, "全称"), Qt.Key.Key_Return)
    assert session.workbook.cell(FULL_NAME).text == "某某中心"


def test_leaving_the_field_states_what_was_typed(qtbot: QtBot, session: Session, form: FormEditor) -> None:
    fill(qtbot, line(form, "全称"), "某某中心")
    qtbot.keyClick(line(form, "全称"), Qt.Key.Key_Tab)
    assert session.workbook.cell(FULL_NAME).text == "某某中心"


def test_escape_takes_back_what_was_typed(qtbot: QtBot, session: Session, form: FormEditor) -> None:
    before = session.workbook.cell(FULL_NAME).text
    fill(qtbot, line(form, "全称"), "某某中心")
    qtbot.keyClick(line(form, "全称"), Qt.Key.Key_Escape)
    assert line(form, "全称").text() == before
    assert session.undo_stack.isClean()


def test_a_computed_value_shows_through_an_empty_field(qtbot: QtBot, session: Session, form: FormEditor) -> None:
    fill(qtbot, line(form, "简称"), "")
    qtbot.keyClick(line(form, "简称"), Qt.Key.Key_Return)
    field = line(form, "简称")
    assert field.text() == ""
    assert field.placeholderText() == session.workbook.cell(FULL_NAME).text
    assert tool(form, "restore 简称").isHidden()


def test_an_overridden_value_shows_both_and_can_be_restored(qtbot: QtBot, session: Session, form: FormEditor) -> None:
    fill(qtbot, line(form, "简称"), "某某")
    qtbot.keyClick(line(form, "简称"), Qt.Key.Key_Return)
    restore = tool(form, "restore 简称")
    assert not restore.isHidden()
    qtbot.mouseClick(restore, LEFT)
    assert session.workbook.stated(SHORT_NAME) is None
    assert line(form, "简称").text() == ""


def test_a_number_that_is_none_is_red_and_kept(qtbot: QtBot, session: Session, form: FormEditor) -> None:
    fill(qtbot, line(form, "内设机构数"), "3..5")
    qtbot.keyClick(line(form, "内设机构数"), Qt.Key.Key_Return)
    assert session.workbook.cell(STAFF_SECTIONS).malformed
    assert "#c8372d" in line(form, "内设机构数").styleSheet()
    assert line(form, "内设机构数").text() == "3..5"


def test_undo_in_a_field_takes_back_the_edit_before(
    qtbot: QtBot, window: MainWindow, session: Session, form: FormEditor
) -> None:
    before = session.workbook.cell(FULL_NAME).text
    fill(qtbot, line(form, "全称"), "某某中心")
    qtbot.keyClick(line(form, "全称"), Qt.Key.Key_Return)
    qtbot.keyClick(line(form, "全称"), Qt.Key.Key_Z, CONTROL)
    assert session.workbook.cell(FULL_NAME).text == before
    assert line(form, "全称").text() == before


def test_a_long_text_is_stated_by_ctrl_enter(qtbot: QtBot, session: Session, form: FormEditor) -> None:
    field = form.findChild(QPlainTextEdit, "主要职能")
    assert field is not None
    field.setFocus()
    field.selectAll()
    type_chinese(field, "第一行")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    type_chinese(field, "第二行")
    qtbot.keyClick(field, Qt.Key.Key_Return, CONTROL)
    assert session.workbook.cell(Address("单位", "", "主要职能")).text == "第一行\n第二行"


def test_a_pause_in_typing_states_a_long_text_and_leaves_the_cursor(
    qtbot: QtBot, session: Session, form: FormEditor
) -> None:
    field = form.findChild(QPlainTextEdit, "主要职能")
    assert field is not None
    field.setFocus()
    field.selectAll()
    type_chinese(field, "第一行")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    address = Address("单位", "", "主要职能")
    qtbot.waitUntil(lambda: session.workbook.cell(address).text == "第一行", timeout=4000)
    type_chinese(field, "第二行")
    assert field.toPlainText() == "第一行\n第二行"


def test_a_choice_is_stated_at_once(qtbot: QtBot, window: MainWindow, session: Session, form: FormEditor) -> None:
    workspace_of(window).editor.show_table("样式")
    page = workspace_of(window).editor.page
    assert page is not None
    field = page.findChild(QComboBox, "使用情况")
    assert field is not None
    field.setFocus()
    other = next(field.itemText(i) for i in range(field.count()) if field.itemText(i) != field.currentText())
    qtbot.keyClick(field, Qt.Key.Key_Down if field.currentIndex() == 0 else Qt.Key.Key_Up)
    field.activated.emit(field.currentIndex())
    assert session.workbook.cell(Address("样式", "", "使用情况")).text == other


def test_the_field_in_use_is_the_current_address(window: MainWindow, form: FormEditor) -> None:
    line(form, "全称").setFocus()
    assert workspace_of(window).current_address == FULL_NAME
    assert "单位!全称" in window.status.text


def test_an_edit_elsewhere_is_shown(session: Session, form: FormEditor) -> None:
    session.do(set_value(session.workbook, FULL_NAME, "某某中心"))
    assert line(form, "全称").text() == "某某中心"


def test_cards_show_the_form_and_the_rows_of_the_current_one(session: Session, cards: CardsEditor) -> None:
    assert cards.row_list.count() == 3
    name = cards.current_row
    assert name is not None
    target = session.workbook.cell(Address("绩效目标", name, "年度目标")).text
    field = cards.form.findChild(QPlainTextEdit, "年度目标")
    assert field is not None
    assert field.toPlainText() == target
    assert cards.findChild(TableEditor) is not None


def test_another_card_is_chosen_by_the_arrows(qtbot: QtBot, cards: CardsEditor) -> None:
    first = cards.current_row
    qtbot.keyClick(cards.row_list, Qt.Key.Key_Down)
    assert cards.current_row != first
    assert cards.form.row == cards.current_row


def test_a_card_is_added_named_and_deleted(
    qtbot: QtBot, window: MainWindow, session: Session, cards: CardsEditor
) -> None:
    qtbot.mouseClick(tool(cards, "add"), LEFT)
    assert cards.row_list.count() == 4
    fill(qtbot, line(cards.form, "项目名称"), "新的项目")
    qtbot.keyClick(line(cards.form, "项目名称"), Qt.Key.Key_Return)
    assert cards.current_row == "新的项目"
    assert "新的项目" in cards.row_list.currentItem().text()
    qtbot.mouseClick(tool(cards, "delete"), LEFT)
    assert cards.row_list.count() == 3
    window.undo()
    assert cards.row_list.count() == 4


def test_a_card_moves_and_stays_the_current_one(qtbot: QtBot, cards: CardsEditor) -> None:
    name = cards.current_row
    qtbot.mouseClick(tool(cards, "down"), LEFT)
    assert cards.current_row == name
    assert cards.row_list.currentRow() == 1


def test_going_to_a_cell_of_a_card_opens_the_card(window: MainWindow, session: Session, cards: CardsEditor) -> None:
    names = [row.name for row in session.workbook.rows(session.workbook.edition.tables["绩效目标"].sides[0].row_list)]
    workspace_of(window).go_to(Address("绩效目标", names[2], "年度目标"))
    assert cards.current_row == names[2]
    assert workspace_of(window).current_address == Address("绩效目标", names[2], "年度目标")


def test_full_width_digits_are_stated_as_they_are_printed(qtbot: QtBot, session: Session, form: FormEditor) -> None:
    fill(qtbot, line(form, "内设机构数"), "１２")
    qtbot.keyClick(line(form, "内设机构数"), Qt.Key.Key_Return)
    assert session.workbook.stated(STAFF_SECTIONS) == "12"
    assert line(form, "内设机构数").text() == "12"


def test_what_is_typed_in_a_line_that_was_gone_to_takes_the_place_of_what_stood_there(
    qtbot: QtBot, window: MainWindow, session: Session, form: FormEditor
) -> None:
    workspace_of(window).go_to(STAFF_SECTIONS)
    qtbot.keyClicks(line(form, "内设机构数"), "7")
    qtbot.keyClick(line(form, "内设机构数"), Qt.Key.Key_Return)
    assert session.workbook.stated(STAFF_SECTIONS) == "7"


def test_of_a_long_line_the_beginning_is_in_sight(qtbot: QtBot, session: Session, form: FormEditor) -> None:
    session.do(set_value(session.workbook, SHORT_NAME, "昌吉回族自治州能源安全监测中心" * 8))
    assert line(form, "简称").cursorPosition() == 0
    fill(qtbot, line(form, "简称"), "某某中心" * 40)
    assert line(form, "简称").cursorPosition() == 160
    qtbot.keyClick(line(form, "简称"), Qt.Key.Key_Tab)
    assert line(form, "简称").cursorPosition() == 0


def test_a_long_text_is_shown_whole(qtbot: QtBot, window: MainWindow, cards: CardsEditor, session: Session) -> None:
    assert cards.current_row is not None
    goal = Address("绩效目标", cards.current_row, "年度目标")
    session.do(set_value(session.workbook, goal, "保障监测设备正常运行，监测数据准确有效。" * 12))
    choose_section(window, "表一")
    choose_section(window, "绩效目标表")
    page = workspace_of(window).editor.page
    assert page is not None
    field = page.findChild(QPlainTextEdit, goal.column)
    assert field is not None
    qtbot.waitUntil(field.isVisible)
    qtbot.waitUntil(lambda: field.verticalScrollBar().maximum() == 0, timeout=1000)
