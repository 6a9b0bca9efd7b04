"""The dialog that begins a document, by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QSpinBox
from pytestqt.qtbot import QtBot

from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Edition
from disclosure_editor.ui.new_dialog import NewDialog


@pytest.fixture(scope="module")
def editions() -> tuple[Edition, ...]:
    return Library().readable()


def shown(qtbot: QtBot, editions: tuple[Edition, ...], year: int) -> NewDialog:
    dialog = NewDialog(editions, year)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def lines(dialog: NewDialog) -> list[str]:
    listed = dialog.findChild(QListWidget, "editions")
    assert listed is not None
    return [listed.item(row).text() for row in range(listed.count())]


def type_year(qtbot: QtBot, dialog: NewDialog, year: int) -> None:
    spin = dialog.findChild(QSpinBox, "year")
    assert spin is not None
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, str(year))
    qtbot.keyClick(spin, Qt.Key.Key_Tab)


def test_what_serves_the_year_is_listed_with_the_year(qtbot: QtBot, editions: tuple[Edition, ...]) -> None:
    dialog = shown(qtbot, editions, 2022)

    assert lines(dialog) == [
        "部门（单位）预算公开\n新疆维吾尔自治区　2022 年（沿用 2021 年的版式）",
        "部门决算公开\n新疆维吾尔自治区　2022 年",
        "项目支出绩效自评\n新疆维吾尔自治区　2022 年（沿用 2021 年的版式）",
    ]
    assert (dialog.edition, dialog.year) == ("xinjiang-budget-2021", 2022)


def test_another_year_lists_its_own_editions(qtbot: QtBot, editions: tuple[Edition, ...]) -> None:
    dialog = shown(qtbot, editions, 2022)
    listed = dialog.findChild(QListWidget, "editions")
    assert listed is not None
    listed.setCurrentRow(1)

    type_year(qtbot, dialog, 2025)

    assert (dialog.edition, dialog.year) == ("xinjiang-final-2024", 2025)
    type_year(qtbot, dialog, 2021)
    assert (dialog.edition, dialog.year) == ("xinjiang-budget-2021", 2021)
    assert len(lines(dialog)) == 2
