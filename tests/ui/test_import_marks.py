"""What a draft takes from last year is marked everywhere until it is confirmed or changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import edit_paragraph, set_value
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Origin, OriginOf
from disclosure_editor.ui import tints
from disclosure_editor.ui.cards_editor import CardsEditor
from disclosure_editor.ui.grid_view import GridView
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.table_editor import TableEditor
from disclosure_editor.ui.table_model import TableModel
from tests.ui.hand import CONTROL, LEFT, Keyboard, choose_section, dialog, press, type_chinese, workspace_of
from tests.ui.imported import BASIC, DUTIES, GOAL, OWN, PROJECT, READ, TARGET, UNIT, draft_file, review_file

SHIFT = Qt.KeyboardModifier.ShiftModifier
BASIC_TIP = "沿用上年，待确认：第3页，原文“原来的第3处”"


@pytest.fixture
def window(empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a draft open."""
    empty_window.documents.open(draft_file(tmp_path))
    assert empty_window.session is not None
    return empty_window


def page_of(window: MainWindow) -> QWidget:
    found = workspace_of(window).editor.page
    assert found is not None
    return found


def grid_of(window: MainWindow, address: Address) -> TableEditor:
    """The grid that shows a cell, gone to."""
    workspace_of(window).go_to(address)
    return next(grid for grid in page_of(window).findChildren(TableEditor) if grid.shows(address))


def cell_colours(grid: TableEditor, address: Address) -> tuple[str, str]:
    """The colours of a cell's left upper corner and of its middle, painted while it isn't selected."""
    grid.view.setCurrentIndex(QModelIndex())
    model = grid.view.model()
    assert isinstance(model, TableModel)
    rect = grid.view.visualRect(model.index_of(address))
    image = grid.view.viewport().grab().toImage()
    return image.pixelColor(rect.topLeft() + QPoint(1, 1)).name(), image.pixelColor(
        rect.topLeft() + QPoint(rect.width() // 3, 4)
    ).name()


def tip(grid: TableEditor, address: Address) -> str:
    model = grid.view.model()
    assert isinstance(model, TableModel)
    return model.data(model.index_of(address), Qt.ItemDataRole.ToolTipRole) or ""


def unconfirmed(session: Session) -> set[object]:
    return set(session.workbook.unconfirmed())


def test_a_cell_is_tinted_and_has_a_corner(window: MainWindow, session: Session) -> None:
    grid = grid_of(window, BASIC)
    corner, middle = cell_colours(grid, BASIC)
    assert corner == tints.carried_colour().name()
    assert middle == tints.carried_tint(grid.palette()).name()
    session.do(set_value(session.workbook, BASIC, "14"))
    corner, middle = cell_colours(grid, BASIC)
    assert corner != tints.carried_colour().name()
    assert middle != tints.carried_tint(grid.palette()).name()


def test_the_tooltip_and_the_status_bar_tell_where_it_comes_from(window: MainWindow) -> None:
    grid = grid_of(window, BASIC)
    assert tip(grid, BASIC).startswith(BASIC_TIP)
    assert BASIC_TIP in window.status.text


def test_a_typed_figure_needs_no_confirmation(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    grid = grid_of(window, BASIC)
    grid.setFocus()
    Keyboard().text("14")
    Keyboard().press(Qt.Key.Key_Return)
    assert BASIC not in unconfirmed(session)
    assert "沿用" not in tip(grid, BASIC)


def test_ctrl_k_confirms_the_selected_cells_and_undo_goes_back_to_them(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    other = BASIC._replace(row="2101102")
    session.do(session.workbook.edit("", {OriginOf(other): Origin("第4页", "", unconfirmed=True)}))
    session.undo_stack.clear()
    grid = grid_of(window, BASIC)
    grid.setFocus()
    Keyboard().press(Qt.Key.Key_Down, modifier=SHIFT)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_K, CONTROL)
    assert {BASIC, other}.isdisjoint(unconfirmed(session))
    assert session.workbook.origins()[BASIC] == Origin("第3页", "原来的第3处")
    assert f"已确认沿用 2 处，还有 {len(READ) - 1} 处待确认" in window.status.currentMessage()
    choose_section(window, "单位与样式")
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert {BASIC, other} <= unconfirmed(session)
    assert workspace_of(window).current_address in (BASIC, other)


def test_where_nothing_is_last_years_ctrl_k_says_so(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    grid = grid_of(window, BASIC._replace(row="2101102"))
    grid.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_K, CONTROL)
    assert "这里没有待确认的沿用内容" in window.status.currentMessage()
    assert session.undo_stack.isClean()


def test_the_menu_of_a_cell_confirms_it(window: MainWindow, session: Session) -> None:
    grid = grid_of(window, BASIC)
    menu = grid.build_menu()
    next(action for action in menu.actions() if action.text().startswith("确认沿用上年")).trigger()
    assert BASIC not in unconfirmed(session)
    assert not any(action.text().startswith("确认沿用上年") for action in grid.build_menu().actions())


def test_a_field_is_tinted_and_has_a_button(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    choose_section(window, "单位与样式")
    field = window.findChild(QLineEdit, "全称")
    button = window.findChild(QToolButton, "confirm 全称")
    assert field is not None
    assert button is not None
    assert tints.carried_tint(window.palette()).name() in field.styleSheet()
    assert "原来的第1处" in field.toolTip()
    assert window.findChild(QToolButton, "confirm 简称").isHidden()  # type: ignore[union-attr]
    qtbot.mouseClick(button, LEFT)
    assert UNIT not in unconfirmed(session)
    assert button.isHidden()
    assert field.styleSheet() == ""
    assert field.text() == session.workbook.cell(UNIT).text


def test_ctrl_k_confirms_the_field_being_read(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    choose_section(window, "单位与样式")
    field = window.findChild(QPlainTextEdit, "主要职能")
    assert field is not None
    field.setFocus()
    text = field.toPlainText()
    qtbot.keyClick(field, Qt.Key.Key_K, CONTROL)
    assert DUTIES not in unconfirmed(session)
    assert field.toPlainText() == text


def test_what_is_typed_over_a_field_needs_no_confirmation(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    choose_section(window, "单位与样式")
    field = window.findChild(QLineEdit, "全称")
    assert field is not None
    field.setFocus()
    field.selectAll()
    type_chinese(field, "某某中心")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert UNIT not in session.workbook.origins()
    assert field.styleSheet() == ""


def test_a_card_counts_what_it_takes_and_is_confirmed_as_a_whole(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    workspace_of(window).go_to(GOAL)
    cards = page_of(window).findChild(CardsEditor)
    assert cards is not None
    assert cards.row_list.currentItem().text() == f"1. {PROJECT}（沿用 2）"
    cards.row_list.setFocus()
    qtbot.keyClick(cards.row_list, Qt.Key.Key_K, CONTROL)
    assert {GOAL, TARGET}.isdisjoint(unconfirmed(session))
    assert cards.row_list.currentItem().text() == f"1. {PROJECT}"
    assert session.undo_stack.count() == 1


def test_a_cell_of_a_card_is_marked(window: MainWindow) -> None:
    workspace_of(window).go_to(TARGET)
    assert "沿用上年" in tip(grid_of(window, TARGET), TARGET)


def test_a_renamed_project_keeps_its_marks(window: MainWindow, session: Session) -> None:
    session.do(set_value(session.workbook, GOAL._replace(column="项目名称"), "新的名称"))
    assert {GOAL._replace(row="新的名称"), TARGET._replace(row="新的名称")} <= unconfirmed(session)


def preview_format(window: MainWindow, address: Address) -> QTextCharFormat:
    cursor = workspace_of(window).preview.position_of(address)
    assert cursor is not None
    cursor.setPosition(cursor.selectionStart() + 1)
    return cursor.charFormat()


def is_marked(looks: QTextCharFormat) -> bool:
    return looks.underlineStyle() is QTextCharFormat.UnderlineStyle.DashUnderline and looks.background().isOpaque()


def test_a_value_is_marked_in_the_preview_until_it_is_confirmed(window: MainWindow, session: Session) -> None:
    workspace_of(window).go_to(BASIC)
    assert is_marked(preview_format(window, BASIC))
    assert preview_format(window, BASIC).toolTip() == BASIC_TIP
    assert not is_marked(preview_format(window, BASIC._replace(row="2101102")))
    workspace_of(window).confirm_section()
    assert not is_marked(preview_format(window, BASIC))
    window.undo()
    assert is_marked(preview_format(window, BASIC))


def test_the_whole_publication_shows_the_marks(qtbot: QtBot, window: MainWindow) -> None:
    workspace_of(window).go_to(BASIC)
    whole = window.findChild(QToolButton, "whole publication")
    assert whole is not None
    qtbot.mouseClick(whole, LEFT)
    assert is_marked(preview_format(window, BASIC))


def own_words(window: MainWindow, session: Session) -> None:
    """A paragraph in last year's own words."""
    written = session.publication.narrative.paragraph(OWN)
    assert written is not None
    session.do(edit_paragraph(session.workbook, OWN, "上年自己写的一段话。", written.generated_text))
    session.do(session.workbook.edit("", {OriginOf(OWN): Origin("第12页", "", unconfirmed=True)}))
    choose_section(window, OWN.section)


def own_place(window: MainWindow) -> QPoint:
    browser = workspace_of(window).preview.browser
    cursor = browser.document().find("上年自己写的")
    return browser.cursorRect(cursor).center()


def test_an_own_paragraph_is_marked_and_confirmed_by_its_menu(window: MainWindow, session: Session) -> None:
    own_words(window, session)
    browser = workspace_of(window).preview.browser
    assert is_marked(browser.document().find("自己写").charFormat())
    place = own_place(window)
    browser.menu_wanted.emit(browser.cursorForPosition(place).position(), "", QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "确认沿用这一段").trigger()
    menu.close()
    assert OWN not in unconfirmed(session)
    assert not is_marked(browser.document().find("自己写").charFormat())


def test_ctrl_k_in_the_preview_confirms_the_paragraph(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    own_words(window, session)
    browser = workspace_of(window).preview.browser
    browser.setFocus()
    qtbot.mouseClick(browser.viewport(), LEFT, pos=own_place(window))
    qtbot.keyClick(browser, Qt.Key.Key_K, CONTROL)
    assert OWN not in unconfirmed(session)


def test_the_outline_counts_what_each_entry_holds(window: MainWindow, session: Session) -> None:
    tree = workspace_of(window).tree
    sections = {section.id: section for section in session.workbook.edition.outline}
    assert tree.carried(sections["表三"]) == 1
    assert tree.carried(sections["单位与样式"]) == 2
    assert tree.carried(sections["绩效目标表"]) == 2
    assert tree.carried(sections["第二部分"]) == 1
    assert tree.carried(sections["表一"]) == 0
    session.do(set_value(session.workbook, BASIC, "14"))
    assert tree.carried(sections["表三"]) == 0


def test_an_entrys_menu_confirms_it_and_what_is_below(window: MainWindow, session: Session) -> None:
    tree = workspace_of(window).tree
    sections = {section.id: section for section in session.workbook.edition.outline}
    tree.choose(sections["第二部分"])
    tree.customContextMenuRequested.emit(tree.visualRect(tree.currentIndex()).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "确认沿用上年的 1 处").trigger()
    menu.close()
    assert unconfirmed(session) == set(READ) - {BASIC}


def test_a_document_without_last_years_values_has_no_column_for_them(window: MainWindow, file: Path) -> None:
    assert not workspace_of(window).tree.isColumnHidden(1)
    window.documents.open(file)
    assert workspace_of(window).tree.isColumnHidden(1)
    assert workspace_of(window).editor.carried.text == ""


def test_the_heading_tells_how_much_and_confirms_the_entry(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    choose_section(window, "单位与样式")
    bar = workspace_of(window).editor.carried
    assert bar.text == "沿用上年 2 处待确认"
    confirm = bar.findChild(QToolButton, "confirm section")
    assert confirm is not None
    qtbot.mouseClick(confirm, LEFT)
    assert {UNIT, DUTIES}.isdisjoint(unconfirmed(session))
    assert bar.text == ""
    assert session.undo_stack.undoText() == "确认沿用“单位与样式”"


def test_ctrl_shift_k_confirms_the_entry(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    workspace_of(window).go_to(BASIC)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_K, CONTROL | SHIFT)
    assert unconfirmed(session) == set(READ) - {BASIC}


def test_ctrl_j_goes_through_all_of_them_in_order(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    workspace = workspace_of(window)
    choose_section(window, "单位与样式")
    workspace.editor.take_focus()
    visited: list[object] = [workspace.current_address]
    for _ in range(len(READ) - 1):
        qtbot.keyClick(window, Qt.Key.Key_J, CONTROL)
        section = workspace.editor.section
        visited.append(OWN if section is not None and section.id == OWN.section else workspace.current_address)
    assert visited == [UNIT, DUTIES, BASIC, OWN, GOAL, TARGET]
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL)
    assert workspace.current_address == UNIT


def test_the_menu_is_for_drafts_alone(window: MainWindow, file: Path) -> None:
    actions = {action.text().split("(")[0]: action for action in window.actions() or ()}
    actions |= {
        action.text().split("(")[0]: action
        for menu in window.menuBar().findChildren(QMenu)
        for action in menu.actions()
    }
    assert actions["确认本节"].isEnabled()
    assert actions["看报告"].isEnabled()
    window.documents.open(file)
    assert not actions["确认本节"].isEnabled()
    assert not actions["看报告"].isEnabled()


def test_exporting_warns_of_what_is_last_years(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.export()
    assert any(f"还有 {len(READ)} 处沿用上年的内容没有确认" in label.text() for label in dialog().findChildren(QLabel))
    press(qtbot, dialog(), "关闭")
    workspace_of(window).confirm_all()
    window.export()
    assert not any("沿用上年" in label.text() for label in dialog().findChildren(QLabel))
    press(qtbot, dialog(), "关闭")


def test_a_saved_draft_is_as_unconfirmed_as_before(window: MainWindow, session: Session, tmp_path: Path) -> None:
    workspace_of(window).confirm_section()
    left = unconfirmed(session)
    session.save(tmp_path / "初稿.disclosure")
    window.documents.open(tmp_path / "初稿.disclosure")
    assert window.session is not None
    assert unconfirmed(window.session) == left


@pytest.fixture
def review(empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a publication that was imported for review."""
    empty_window.documents.open(review_file(tmp_path))
    return empty_window


def test_what_is_reviewed_has_no_marks_but_its_place_in_the_file(review: MainWindow) -> None:
    grid = grid_of(review, BASIC)
    assert "原文：第3页“原来的第3处”" in review.status.text
    assert workspace_of(review).editor.carried.text == ""
    assert not is_marked(preview_format(review, BASIC))
    corner, middle = cell_colours(grid, BASIC)
    assert tints.carried_colour().name() not in (corner, middle)


def test_a_finding_tells_where_its_places_stand_in_the_file(review: MainWindow) -> None:
    assert review.session is not None
    total = Address("表一", "收入总计", "预算数")
    review.session.do(review.session.workbook.edit("", {total: "1", OriginOf(total): Origin("第7页", "1.00")}))
    panel = workspace_of(review).panel
    finding = next(finding for finding in panel.shown if total in finding.at)
    panel.view.setCurrentIndex(panel.view.model().index(panel.shown.index(finding), 0))
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert any("原文：第7页“1.00”" in text for text in texts)


def test_a_grid_in_sight_shows_a_confirmation_made_elsewhere(window: MainWindow, session: Session) -> None:
    grid = grid_of(window, BASIC)
    assert isinstance(grid.view, GridView)
    workspace_of(window).confirm_all()
    corner, _ = cell_colours(grid, BASIC)
    assert corner != tints.carried_colour().name()
