"""A file of last year's becomes a draft, by menu, start page or drop; reading it never holds the window up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.document.refusals import Refusal
from disclosure_editor.editions.library import Library
from disclosure_editor.recognition.edition_choice import NoEdition
from disclosure_editor.ui.grid_view import GridView
from disclosure_editor.ui.import_dialog import ImportDialog
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.settings import Settings
from tests.ui.conftest import forget_changes
from tests.ui.hand import CONTROL, LEFT, answering, choose_section, press, workspace_of
from tests.ui.imported import UNIT, FakeSteps

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def fake() -> FakeSteps:
    return FakeSteps()


@pytest.fixture
def window(qtbot: QtBot, library: Library, settings: Settings, copies: Path, fake: FakeSteps) -> MainWindow:
    """The window with no document open."""
    window = MainWindow(library, settings, fake.steps)
    qtbot.addWidget(window, before_close_func=forget_changes)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "上年公开.docx"
    path.write_bytes(b"")
    return path


def drop(window: QWidget, *paths: Path) -> bool:
    """Drop files on the window, or on something in it; False where nothing takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, action = QPoint(20, 20), Qt.DropAction.CopyAction
    entered = QDragEnterEvent(place, action, data, LEFT, Qt.KeyboardModifier.NoModifier)
    entered.ignore()
    QApplication.sendEvent(window, entered)
    if entered.isAccepted():
        QApplication.sendEvent(window, QDropEvent(place, action, data, LEFT, Qt.KeyboardModifier.NoModifier))
    return entered.isAccepted()


def page(window: MainWindow) -> ImportDialog:
    assert window.imports.dialog is not None
    return window.imports.dialog


def child(parent: QWidget, kind: type, name: str):
    found = parent.findChild(kind, name)
    assert found is not None
    return found


def wait_until_read(qtbot: QtBot, window: MainWindow) -> ImportDialog:
    shown = page(window)
    qtbot.waitUntil(child(shown, QPushButton, "make").isEnabled)
    return shown


def make(qtbot: QtBot, window: MainWindow) -> None:
    shown = wait_until_read(qtbot, window)
    qtbot.mouseClick(child(shown, QPushButton, "make"), LEFT)
    qtbot.waitUntil(lambda: window.imports.dialog is None)


def test_a_dropped_file_becomes_next_years_draft(qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path) -> None:
    assert drop(window, word)
    shown = wait_until_read(qtbot, window)
    assert "2021 年" in child(shown, QLabel, "told").text()
    assert "昌吉回族自治州能源安全监测中心" in child(shown, QLabel, "told").text()
    assert "未识别 1 处，待核对 2 处" in child(shown, QLabel, "told").text()
    assert child(shown, QSpinBox, "year").value() == 2022
    assert "沿用到 2022 年" in child(shown, QLabel, "serving").text()
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session is not None)
    assert fake.asked == [(word, None), (2022, "xinjiang-budget-2021")]
    assert window.session is not None
    assert window.session.path is None
    assert not window.session.undo_stack.isClean()
    assert window.documents.name == "昌吉回族自治州能源安全监测中心2022年部门（单位）预算公开"
    assert "● 未保存" in window.status.text


def test_the_start_page_asks_for_last_years_file(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(word), ""))
    qtbot.mouseClick(child(window, QPushButton, "draft"), LEFT)
    make(qtbot, window)
    assert fake.asked[0] == (word, None)
    assert window.settings.folder("import") == word.parent


def test_the_year_of_the_draft_can_be_changed(qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path) -> None:
    drop(window, word)
    shown = wait_until_read(qtbot, window)
    year = child(shown, QSpinBox, "year")
    year.setFocus()
    year.selectAll()
    qtbot.keyClicks(year, "2023")
    make(qtbot, window)
    assert fake.asked[-1] == (2023, "xinjiang-budget-2021")
    assert window.session is not None
    assert window.session.workbook.year == 2023


def test_a_year_before_any_edition_is_no_draft(qtbot: QtBot, window: MainWindow, word: Path) -> None:
    drop(window, word)
    shown = wait_until_read(qtbot, window)
    child(shown, QSpinBox, "year").setValue(2010)
    assert "没有 2010 年能用的版式" in child(shown, QLabel, "serving").text()
    assert not child(shown, QPushButton, "make").isEnabled()


def test_the_window_goes_on_while_a_file_is_read(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path, file: Path
) -> None:
    window.documents.open(file)
    fake.hold.clear()
    drop(window, word)
    qtbot.waitUntil(fake.waits.is_set)
    assert QApplication.activeModalWidget() is None
    assert "正在读文件" in child(page(window), QLabel, "told").text()
    session = window.session
    assert session is not None
    session.do(set_value(session.workbook, UNIT, "某某中心"))
    assert "某某中心" in window.windowTitle()
    fake.hold.set()
    wait_until_read(qtbot, window)
    assert window.session is session


def test_reading_is_stopped_at_once_and_leaves_what_is_open(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path, file: Path
) -> None:
    window.documents.open(file)
    session = window.session
    fake.hold.clear()
    drop(window, word)
    qtbot.waitUntil(fake.waits.is_set)
    qtbot.mouseClick(child(page(window), QPushButton, "stop"), LEFT)
    assert window.imports.dialog is None
    assert "已停止" in window.status.currentMessage()
    assert window.session is session
    qtbot.waitUntil(fake.let_go.is_set)
    assert window.message_bar.text == ""


def test_escape_stops_too(qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path) -> None:
    fake.hold.clear()
    drop(window, word)
    qtbot.waitUntil(fake.waits.is_set)
    qtbot.keyClick(page(window), Qt.Key.Key_Escape)
    assert window.imports.dialog is None
    qtbot.waitUntil(fake.let_go.is_set)


def test_another_file_takes_the_place_of_the_one_being_read(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path, tmp_path: Path
) -> None:
    other = tmp_path / "另一个.xlsx"
    other.write_bytes(b"")
    fake.hold.clear()
    drop(window, word)
    qtbot.waitUntil(fake.waits.is_set)
    drop(window, other)
    fake.hold.set()
    make(qtbot, window)
    assert [asked for asked, _ in fake.asked] == [word, other, 2022]


def test_closing_the_window_stops_reading(qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path) -> None:
    fake.hold.clear()
    drop(window, word)
    qtbot.waitUntil(fake.waits.is_set)
    window.close()
    qtbot.waitUntil(fake.let_go.is_set)


def test_a_refusal_is_a_sentence_and_leaves_what_is_open(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path, file: Path
) -> None:
    window.documents.open(file)
    session = window.session
    fake.refusal = Refusal("“上年公开.docx”加了密码，请先去掉密码。")
    drop(window, word)
    qtbot.waitUntil(lambda: window.message_bar.text != "")
    assert window.message_bar.text == "“上年公开.docx”加了密码，请先去掉密码。"
    assert window.imports.dialog is None
    assert window.session is session


def test_a_file_of_no_known_edition_can_be_read_as_one(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path
) -> None:
    fake.refusal = NoEdition("看不出是哪一种公开文件。")
    drop(window, word)
    qtbot.waitUntil(lambda: "看不出" in window.message_bar.text)
    press(qtbot, window.message_bar, "指定版式再读…")
    shown = page(window)
    assert "请先选" in child(shown, QLabel, "told").text()
    assert len(fake.asked) == 1
    read_as = child(shown, QComboBox, "read as")
    read_as.setCurrentIndex(read_as.findData("xinjiang-budget-2021"))
    read_as.activated.emit(read_as.currentIndex())
    make(qtbot, window)
    assert fake.asked[1] == (word, "xinjiang-budget-2021")
    assert window.session is not None


def test_a_draft_that_is_refused_leaves_what_is_open(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path
) -> None:
    fake.draft_refusal = Refusal("2022 年的初稿做不了。")
    drop(window, word)
    shown = wait_until_read(qtbot, window)
    qtbot.mouseClick(child(shown, QPushButton, "make"), LEFT)
    qtbot.waitUntil(lambda: window.message_bar.text == "2022 年的初稿做不了。")
    assert window.session is None


def test_unsaved_changes_are_asked_for_and_staying_keeps_the_page(
    qtbot: QtBot, window: MainWindow, word: Path, file: Path
) -> None:
    window.documents.open(file)
    session = window.session
    assert session is not None
    session.do(set_value(session.workbook, UNIT, "某某中心"))
    drop(window, word)
    shown = wait_until_read(qtbot, window)
    child(shown, QSpinBox, "year").setValue(2023)
    with answering("取消") as asked:
        qtbot.mouseClick(child(shown, QPushButton, "make"), LEFT)
        qtbot.waitUntil(lambda: bool(asked))
    assert window.session is session
    qtbot.waitUntil(child(shown, QPushButton, "make").isEnabled)
    assert child(shown, QSpinBox, "year").value() == 2023
    with answering("不保存") as asked:
        qtbot.mouseClick(child(shown, QPushButton, "make"), LEFT)
        qtbot.waitUntil(lambda: bool(asked))
    qtbot.waitUntil(lambda: window.session is not session)


def test_a_document_of_this_program_is_asked_about(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, file: Path
) -> None:
    assert drop(window, file)
    assert "打开它接着填，还是由它生成新一年的初稿" in window.message_bar.text
    press(qtbot, window.message_bar, "打开")
    assert window.session is not None
    assert window.session.path == file
    assert fake.asked == []


def test_a_document_of_this_program_becomes_a_draft(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, file: Path
) -> None:
    drop(window, file)
    press(qtbot, window.message_bar, "生成初稿…")
    make(qtbot, window)
    assert fake.asked == [(file, None), (2022, "xinjiang-budget-2021")]
    assert window.session is not None
    assert window.session.path is None


def test_several_files_at_once_and_folders_are_not_taken(
    window: MainWindow, word: Path, file: Path, tmp_path: Path
) -> None:
    assert drop(window, word, file)
    assert "一次只能拖进一个文件" in window.message_bar.text
    assert window.imports.dialog is None
    assert not drop(window, tmp_path)


@pytest.mark.parametrize("where", ["line", "text", "grid", "preview", "search"])
def test_a_file_can_be_dropped_anywhere(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path, file: Path, where: str
) -> None:
    window.documents.open(file)
    workspace = workspace_of(window)
    if where == "grid":
        choose_section(window, "表三")
    grid = window.findChild(GridView)
    widgets: dict[str, QWidget | None] = {
        "line": window.findChild(QLineEdit, "全称"),
        "text": window.findChild(QPlainTextEdit, "主要职能"),
        "grid": grid.viewport() if grid is not None else None,
        "preview": workspace.preview.browser.viewport(),
        "search": workspace.search.line,
    }
    target = widgets[where]
    assert target is not None
    assert drop(target, word)
    wait_until_read(qtbot, window)
    assert fake.asked == [(word, None)]
    assert window.session is not None
    assert window.session.undo_stack.isClean()


def test_a_publication_is_opened_for_review_as_it_is(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(word), ""))
    qtbot.keyClick(window, Qt.Key.Key_O, CONTROL | SHIFT)
    shown = wait_until_read(qtbot, window)
    assert child(shown, QSpinBox, "year").isHidden()
    make(qtbot, window)
    assert fake.asked == [(word, None)]
    assert window.session is not None
    assert window.session.workbook.year == 2021
    assert not window.session.workbook.unconfirmed()
    assert window.documents.name == "昌吉回族自治州能源安全监测中心2021年部门（单位）预算公开"


def test_opening_another_programs_file_imports_it(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path
) -> None:
    window.documents.open(word)
    make(qtbot, window)
    assert fake.asked[0] == (word, None)


def test_a_draft_is_kept_against_a_crash_before_it_is_saved(
    qtbot: QtBot, window: MainWindow, word: Path, copies: Path
) -> None:
    drop(window, word)
    make(qtbot, window)
    assert list(copies.glob("*.disclosure"))


def test_a_mistake_of_the_program_closes_the_page_and_is_raised(
    qtbot: QtBot, window: MainWindow, fake: FakeSteps, word: Path
) -> None:
    fake.refusal = ZeroDivisionError("broken")
    with qtbot.capture_exceptions() as raised:
        drop(window, word)
        qtbot.waitUntil(lambda: window.imports.dialog is None)
        qtbot.waitUntil(lambda: bool(raised))
    assert isinstance(raised[0][1], ZeroDivisionError)


def test_the_report_is_in_front_beside_a_new_draft(qtbot: QtBot, window: MainWindow, word: Path) -> None:
    drop(window, word)
    make(qtbot, window)
    assert workspace_of(window).report.isVisible()
