"""What an officer's hand does in the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Section
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def workspace_of(window: MainWindow) -> Workspace:
    """The views of the open document."""
    assert window.workspace is not None
    return window.workspace


def choose_section(window: MainWindow, name: str) -> Section:
    """Choose an entry of the outline."""
    workspace = workspace_of(window)
    section = next(s for s in workspace.session.workbook.edition.outline if s.id == name)
    workspace.tree.choose(section)
    return section


def dialog() -> QWidget:
    """The dialog in front."""
    shown = QApplication.activeModalWidget()
    assert shown is not None
    return shown


def press(qtbot: QtBot, parent: QWidget, text: str) -> None:
    """Click on the button that says this."""
    button = next(b for b in parent.findChildren(QPushButton) if b.text() == text and not b.isHidden())
    qtbot.mouseClick(button, LEFT)


def type_chinese(widget: QWidget, text: str) -> None:
    """Type characters as an input method gives them."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


class Keyboard:
    """Presses keys where the focus is.

    Attributes:
        figures: how many cells were given a number.
    """

    def __init__(self) -> None:
        self.figures = 0

    def press(
        self, key: Qt.Key, times: int = 1, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        for _ in range(times):
            QTest.keyClick(self._focused(), key, modifier)
            QApplication.processEvents()

    def text(self, text: str) -> None:
        for character in text:
            if character.isascii():
                QTest.keyClicks(self._focused(), character)
            else:
                type_chinese(self._focused(), character)
            QApplication.processEvents()

    def figure(self, figure: str) -> None:
        self.text(figure)
        self.figures += 1

    def _focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@contextmanager
def answering(text: str) -> Iterator[list[str]]:
    """Answer the question that comes up by the button that says `text`; gives the questions asked."""
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(50, answer)
    yield asked


def click_in_preview(qtbot: QtBot, window: MainWindow, address: Address, *, double: bool = False) -> None:
    """Click on the first place in the preview that states a value."""
    preview = workspace_of(window).preview
    cursor = preview.position_of(address)
    assert cursor is not None
    cursor.setPosition(cursor.selectionStart())
    place = preview.browser.cursorRect(cursor)
    point = QPoint(place.right() + 4, place.center().y())
    click = qtbot.mouseDClick if double else qtbot.mouseClick
    click(preview.browser.viewport(), LEFT, pos=point)
