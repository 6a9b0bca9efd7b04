"""The main window, used by its menus, keys and clicks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import add_row, edit_paragraph, remove_rows, repeated_names, set_value
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.storage import load
from disclosure_editor.ui import application
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.section_states import State
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.table_editor import TableEditor
from tests.ui.hand import CONTROL, LEFT, answering, choose_section, dialog, press, type_chinese, workspace_of

UNIT = Address("单位", "", "全称")


def type_unit(session: Session, name: str) -> None:
    session.do(set_value(session.workbook, UNIT, name))


def test_the_title_names_the_file_the_unit_and_what_is_unsaved(window: MainWindow, session: Session) -> None:
    assert window.windowTitle().startswith("预算.disclosure[*] — 昌吉回族自治州能源安全监测中心 — ")
    assert not window.isWindowModified()
    type_unit(session, "某某中心")
    assert "某某中心" in window.windowTitle()
    assert window.isWindowModified()


def test_the_status_bar_tells_balance_findings_place_and_saving(window: MainWindow, session: Session) -> None:
    choose_section(window, "表一")
    workspace_of(window).go_to(Address("表一", "收入总计", "预算数"))
    assert "收支平衡 ✓" in window.status.text
    assert "个错误" in window.status.text
    assert "表一!收入总计.预算数" in window.status.text
    assert "已保存" in window.status.text
    session.do(set_value(session.workbook, Address("表一", "收入总计", "预算数"), "1"))
    assert "收支平衡 ✗" in window.status.text
    assert "● 未保存" in window.status.text


def test_ctrl_s_writes_what_is_still_being_typed(
    qtbot: QtBot, window: MainWindow, session: Session, file: Path
) -> None:
    choose_section(window, "单位与样式")
    field = window.findChild(QLineEdit, "全称")
    assert field is not None
    field.setFocus()
    field.selectAll()
    type_chinese(field, "某某中心")
    qtbot.keyClick(field, Qt.Key.Key_S, CONTROL)
    assert load(file).value(UNIT) == "某某中心"
    assert "已保存" in window.status.text


def test_ctrl_s_writes_what_is_still_being_typed_into_a_cell(
    qtbot: QtBot, window: MainWindow, session: Session, file: Path
) -> None:
    address = Address("表三", "2010450", "基本支出")
    workspace = workspace_of(window)
    workspace.go_to(address)
    grid = window.findChild(TableEditor)
    assert grid is not None
    grid.setFocus()
    for _ in range(3):  # the first one opens the cell's editor, which takes the others
        qtbot.keyClick(QApplication.focusWidget(), "9")
    assert session.workbook.cell(address).text != "999"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, CONTROL)
    assert load(file).value(address) == "999"


def test_ctrl_z_takes_back_and_ctrl_y_repeats(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = session.workbook.cell(UNIT).text
    type_unit(session, "某某中心")
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert session.workbook.cell(UNIT).text == before
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert session.workbook.cell(UNIT).text == "某某中心"


def test_undo_and_redo_go_to_what_they_changed(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    workspace = workspace_of(window)
    amount = Address("表三", "2010450", "基本支出")
    session.do(set_value(session.workbook, amount, "1"))
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        choose_section(window, "单位与样式")
        qtbot.keyClick(window, key, CONTROL)
        assert workspace.editor.section is not None
        assert workspace.editor.section.id == "表三"
        assert workspace.current_address == amount
    assert "已重做" in window.status.currentMessage()


def test_undo_stays_in_the_section_that_it_changes(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    workspace = workspace_of(window)
    rows = RowList("表三", "")
    names = repeated_names(session.workbook, rows)
    choose_section(window, "表二")
    session.do(remove_rows(session.workbook, rows, names[:1]))
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert workspace.editor.section is not None
    assert workspace.editor.section.id == "表二"


def test_undo_of_an_own_paragraph_shows_it(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    workspace = workspace_of(window)
    section = choose_section(window, "一")
    written = session.publication.narrative.paragraphs(section)[0]
    session.do(edit_paragraph(session.workbook, written.key, "另一种写法。", written.generated_text))
    choose_section(window, "表三")
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert workspace.editor.section == section


def test_the_undo_menu_names_the_edit(window: MainWindow, session: Session) -> None:
    type_unit(session, "某某中心")
    texts = [action.text() for action in window.actions()] + [
        action.text()
        for menu in window.menuBar().actions()
        for action in menu.menu().actions()  # type: ignore[attr-defined]
    ]
    assert any(text.startswith("撤销：填写") and "单位全称" in text for text in texts)


def test_a_file_that_cannot_be_opened_leaves_the_open_one(window: MainWindow, session: Session, tmp_path: Path) -> None:
    broken = tmp_path / "坏.disclosure"
    broken.write_text("{", "utf-8")
    window.documents.open(broken)
    assert "已损坏" in window.message_bar.text
    assert window.session is session


def test_an_edition_that_is_not_there_is_named(empty_window: MainWindow, tmp_path: Path) -> None:
    foreign = tmp_path / "外省.disclosure"
    foreign.write_text('{"format": "disclosure", "version": 1, "edition": "没有的版式"}', "utf-8")
    empty_window.documents.open(foreign)
    assert "没有版式“没有的版式”" in empty_window.message_bar.text
    assert empty_window.session is None


def test_leaving_unsaved_changes_asks_and_cancel_stays(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    type_unit(session, "某某中心")
    with answering("取消") as asked:
        window.close()
    assert asked
    assert window.isVisible()
    assert window.session is session


def test_leaving_unsaved_changes_can_save_them(window: MainWindow, session: Session, file: Path) -> None:
    type_unit(session, "某某中心")
    with answering("保存"):
        window.close()
    assert not window.isVisible()
    assert load(file).value(UNIT) == "某某中心"


def test_leaving_unsaved_changes_can_drop_them(window: MainWindow, session: Session, file: Path) -> None:
    type_unit(session, "某某中心")
    with answering("不保存"):
        window.close()
    assert not window.isVisible()
    assert load(file).value(UNIT) != "某某中心"


def test_a_file_that_cannot_be_written_offers_another_name(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    type_unit(session, "某某中心")
    session.path = tmp_path / "没有的文件夹" / "预算.disclosure"
    assert not window.documents.save()
    assert "没有保存" in window.message_bar.text
    assert not session.undo_stack.isClean()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "另一个"), ""))
    next(b for b in window.message_bar.findChildren(QPushButton) if b.text() == "另存为…").click()
    assert load(tmp_path / "另一个.disclosure").value(UNIT) == "某某中心"
    assert window.message_bar.text == ""


def test_a_new_document_begins_with_its_unit(qtbot: QtBot, empty_window: MainWindow) -> None:
    qtbot.keyClick(empty_window, Qt.Key.Key_N, CONTROL)
    shown = dialog()
    unit = shown.findChild(QLineEdit, "unit")
    assert unit is not None
    type_chinese(unit, "某某局")
    press(qtbot, shown, "新建")
    assert empty_window.session is not None
    assert empty_window.session.workbook.cell(UNIT).text == "某某局"
    assert empty_window.windowTitle().startswith("未命名[*] — 某某局")


def test_a_dropped_document_is_opened(qtbot: QtBot, empty_window: MainWindow, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    place, action = QPoint(20, 20), Qt.DropAction.CopyAction
    entered = QDragEnterEvent(place, action, data, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(empty_window, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(empty_window, QDropEvent(place, action, data, LEFT, Qt.KeyboardModifier.NoModifier))
    press(qtbot, empty_window.message_bar, "打开")
    assert empty_window.session is not None
    assert empty_window.session.path == file


def test_what_is_no_file_is_not_taken(empty_window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/表.xlsx")])
    entered = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    entered.ignore()
    QApplication.sendEvent(empty_window, entered)
    assert not entered.isAccepted()


def test_recent_files_are_on_the_start_page_until_they_are_gone(
    qtbot: QtBot, window: MainWindow, library, settings, file: Path
) -> None:
    next_window = MainWindow(library, settings)
    qtbot.addWidget(next_window)
    recent = next_window.findChild(QListWidget, "recent")
    assert recent is not None
    assert recent.item(0).text().startswith("预算.disclosure")
    file.unlink()
    next_window.show()
    rect = recent.visualItemRect(recent.item(0))
    qtbot.mouseClick(recent.viewport(), LEFT, pos=rect.center())
    assert "找不到文件" in next_window.message_bar.text
    assert file.resolve() not in settings.recent_files


def test_ctrl_f_finds_values_and_rows_and_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    workspace = workspace_of(window)
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert workspace.search.line.hasFocus()
    qtbot.keyClicks(workspace.search.line, "13.54")
    places = [
        workspace.search.hits.item(row).data(Qt.ItemDataRole.UserRole) for row in range(workspace.search.hits.count())
    ]
    assert Address("表三", "2080505", "基本支出") in places
    while workspace.search.hits.currentItem().data(Qt.ItemDataRole.UserRole) != Address("表三", "2080505", "基本支出"):
        qtbot.keyClick(workspace.search.line, Qt.Key.Key_Down)
    qtbot.keyClick(workspace.search.line, Qt.Key.Key_Return)
    assert workspace.current_address == Address("表三", "2080505", "基本支出")
    assert workspace.tree.current is not None
    assert workspace.tree.current.section.id == "表三"


def test_escape_leaves_the_search(qtbot: QtBot, window: MainWindow) -> None:
    workspace = workspace_of(window)
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    type_chinese(workspace.search.line, "没有这样的字")
    assert workspace.search.hits.item(0).text() == "没有找到"
    assert not workspace.tree.isVisible()
    qtbot.keyClick(workspace.search.line, Qt.Key.Key_Escape)
    assert workspace.tree.isVisible()


def test_the_outline_shows_how_far_each_part_is(window: MainWindow, session: Session) -> None:
    tree = workspace_of(window).tree
    sections = {section.id: section for section in session.workbook.edition.outline}
    assert tree.section_state(sections["表一"]) is State.DONE
    session.do(set_value(session.workbook, Address("表一", "收入总计", "预算数"), "1"))
    assert tree.section_state(sections["表一"]) is State.ERROR
    assert tree.section_state(sections["第二部分"]) is State.ERROR


def test_an_empty_document_is_to_be_filled_in(empty_window: MainWindow, library) -> None:
    empty_window.documents.begin(library.ids[0], "某某局")
    workspace = workspace_of(empty_window)
    states = {s.id: workspace.tree.section_state(s) for s in workspace.session.workbook.edition.outline}
    assert states["主要职能"] is State.WARNING
    assert states["表三"] is State.PENDING
    assert "● 未保存" in empty_window.status.text


def test_the_window_is_no_larger_than_the_screen(window: MainWindow) -> None:
    room = window.screen().availableGeometry()
    assert room.contains(window.geometry())


def test_the_place_leaves_room_for_messages_however_long_a_row_s_name_is(window: MainWindow, session: Session) -> None:
    edit, project = add_row(session.workbook, RowList("表七", ""), None, "某某项目" * 40)
    session.do(edit)
    workspace_of(window).go_to(Address("表七", project, "项目名称"))
    place = next(label for label in window.status.findChildren(QLabel) if label.text().startswith("表七!"))
    assert "某某项目" * 40 in place.text()
    assert place.sizeHint().width() < window.width() / 2


@pytest.mark.parametrize("where", ["form", "cell"])
def test_ctrl_e_exports_while_something_is_being_typed(qtbot: QtBot, window: MainWindow, where: str) -> None:
    if where == "form":
        choose_section(window, "单位与样式")
        field = window.findChild(QLineEdit, "全称")
        assert field is not None
        field.setFocus()
    else:
        workspace_of(window).go_to(Address("表三", "2010450", "基本支出"))
        qtbot.keyClick(QApplication.focusWidget(), "9")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    press(qtbot, dialog(), "关闭")


def test_enter_in_the_export_dialog_exports(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.export()
    shown = dialog()
    folder = shown.findChild(QLineEdit, "folder")
    assert folder is not None
    folder.setText(str(tmp_path / "公开"))
    qtbot.keyClick(folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "打开文件夹" in shown.result_text, timeout=30_000)  # type: ignore[attr-defined]
    press(qtbot, shown, "关闭")


def test_export_writes_the_files_ticked_and_links_to_their_folder(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL)
    shown = dialog()
    folder = shown.findChild(QLineEdit, "folder")
    assert folder is not None
    folder.setText(str(tmp_path / "公开"))
    for name, ticked in (("word", True), ("excel", True), ("text", True)):
        box = shown.findChild(QCheckBox, name)
        assert box is not None
        box.setChecked(ticked)
    press(qtbot, shown, "导出")
    qtbot.waitUntil(lambda: "打开文件夹" in shown.result_text, timeout=30_000)  # type: ignore[attr-defined]
    assert sorted(path.name for path in (tmp_path / "公开").iterdir()) == ["预算.docx", "预算.txt", "预算.xlsx"]
    assert any("个错误没有改" in label.text() for label in shown.findChildren(QLabel))
    assert "更新域" in shown.result_text  # type: ignore[attr-defined]
    press(qtbot, shown, "关闭")


def test_export_says_why_a_file_was_not_written(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "不是文件夹").write_text("", "utf-8")
    window.export()
    shown = dialog()
    folder = shown.findChild(QLineEdit, "folder")
    assert folder is not None
    folder.setText(str(tmp_path / "不是文件夹"))
    press(qtbot, shown, "导出")
    qtbot.waitUntil(lambda: "不是文件夹" in shown.result_text and "导出…" not in shown.result_text, timeout=30_000)  # type: ignore[attr-defined]
    assert "没有写成" in shown.result_text  # type: ignore[attr-defined]
    press(qtbot, shown, "关闭")


def test_without_a_display_the_command_line_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert application.run(None) == application.UNUSABLE
    assert "disclosure-editor check" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_a_display_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":987")
    assert not application.has_display()
