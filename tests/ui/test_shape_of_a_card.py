"""The shape that one card is printed in, chosen on the card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.exchange.blocks import Grid
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.session import Session
from tests.ui.hand import LEFT, choose_section, workspace_of


def widths(session: Session) -> list[int]:
    section = next(s for s in session.workbook.edition.outline if s.table == "绩效目标")
    return [block.columns for block in session.publication.section_blocks(section) if isinstance(block, Grid)]


def test_a_card_is_printed_in_a_shape_of_its_own_until_it_takes_that_of_all_again(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    choose_section(window, "绩效目标表")
    name = session.workbook.rows(RowList("绩效目标", ""))[1].name
    workspace_of(window).go_to(Address("绩效目标", name, "表样"))
    choice = workspace_of(window).findChild(QComboBox, "表样")
    restore = workspace_of(window).findChild(QToolButton, "restore 表样")
    assert isinstance(choice, QComboBox)
    assert isinstance(restore, QToolButton)
    assert (choice.currentText(), restore.isVisible()) == ("分行式", False)

    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert (choice.currentText(), widths(session)) == ("一行式", [5, 7, 5])

    qtbot.mouseClick(restore, LEFT)
    assert (choice.currentText(), widths(session)) == ("分行式", [5, 5, 5])
