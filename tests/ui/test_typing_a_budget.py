"""A whole budget typed from nothing, with the keys of an office computer alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Severity
from disclosure_editor.ui.main_window import MainWindow
from tests.ui.hand import CONTROL, Keyboard

TWIN = Path(__file__).parents[2] / "examples" / "energy-monitoring-2021-budget-corrected.disclosure"
UNIT = "昌吉回族自治州能源安全监测中心"

BASIC = {"2010450": "126.5", "2080505": "13.54", "2101102": "8.04", "2101103": "2.54", "2101199": "0.38"}
PERSONNEL = {
    "30101": "51.03",
    "30102": "1.2",
    "30103": "3.33",
    "30106": "15.12",
    "30107": "30.25",
    "30113": "10.15",
    "30108": "13.54",
    "30110": "8.04",
    "30111": "2.54",
    "30112": "0.38",
}
OPERATING = {
    "30201": "4.84",
    "30202": "0.2",
    "30205": "0.12",
    "30206": "0.12",
    "30209": "1",
    "30211": "1",
    "30213": "0.1",
    "30216": "0.15",
    "30217": "0.2",
    "30226": "1.5",
    "30228": "1.02",
    "30229": "2.35",
    "30231": "1.8",
    "30299": "1.02",
}
PROJECTS = {
    "昌吉州煤矿安全综合监控联网系统运维工作经费": "85",
    "昌吉州煤矿数字化监控运行工作经费": "15",
    "政府购买节能工作督促指导社会化服务": "10",
}
YEAR = "2021"
NOTHING_ABROAD, NO_NEW_CAR = "0", "0"


@pytest.fixture
def typed(qtbot: QtBot, empty_window: MainWindow) -> tuple[MainWindow, Keyboard]:
    """The window after the whole budget has been typed."""
    empty_window.activateWindow()
    qtbot.waitUntil(empty_window.isActiveWindow)
    keys = Keyboard()
    keys.press(Qt.Key.Key_N, modifier=CONTROL)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    keys.press(Qt.Key.Key_Backtab, 2, Qt.KeyboardModifier.ShiftModifier)
    keys.text(YEAR)
    keys.press(Qt.Key.Key_Tab, 2)
    keys.text(UNIT)
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: empty_window.session is not None and QApplication.activeModalWidget() is None)
    empty_window.activateWindow()  # what a window manager does when a dialog closes
    qtbot.waitUntil(empty_window.isActiveWindow)
    _go_to_table(empty_window, keys, "表三")
    _type_rows(keys, ((code, 1, amount) for code, amount in BASIC.items()))
    _go_to_table(empty_window, keys, "表六")
    _type_rows(keys, ((code, 1, amount) for code, amount in PERSONNEL.items()))
    _type_rows(keys, ((code, 2, amount) for code, amount in OPERATING.items()))
    _go_to_table(empty_window, keys, "表七")
    _type_projects(keys)
    _go_to_table(empty_window, keys, "表八")
    keys.press(Qt.Key.Key_Home)
    keys.press(Qt.Key.Key_Tab)
    keys.figure(NOTHING_ABROAD)
    keys.press(Qt.Key.Key_Tab)
    keys.figure(NO_NEW_CAR)
    keys.press(Qt.Key.Key_Return)
    return empty_window, keys


def _go_to_table(window: MainWindow, keys: Keyboard, table: str) -> None:
    """Step through the sections until this table is in front."""
    assert window.workspace is not None
    for _ in range(40):
        front = window.workspace.editor.table
        if front is not None and front.id == table:
            return
        keys.press(Qt.Key.Key_PageDown, modifier=CONTROL)
    raise AssertionError(f"no key leads to {table}")


def _type_rows(keys: Keyboard, rows: Iterable[tuple[str, int, str]]) -> None:
    """Type a row after the other: a code, so many tabs, an amount, Enter; without the blank row that is then left."""
    keys.press(Qt.Key.Key_Plus, modifier=CONTROL)
    for code, tabs, amount in rows:
        keys.text(code)
        keys.press(Qt.Key.Key_Tab, times=tabs)
        keys.figure(amount)
        keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Minus, modifier=CONTROL)


def _type_projects(keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_Plus, modifier=CONTROL)
    for project, amount in PROJECTS.items():
        keys.text("2010450")
        keys.press(Qt.Key.Key_Tab)
        keys.text(project)
        keys.press(Qt.Key.Key_Tab, times=2)
        keys.figure(amount)
        keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Minus, modifier=CONTROL)


def _figures(workbook: Workbook) -> dict[str, object]:
    """Every number in the published tables, by its address."""
    found: dict[str, object] = {}
    for table in workbook.edition.tables.values():
        for side in table.sides if table.published else ():
            for row in workbook.rows(side.row_list):
                for column in side.columns:
                    address = Address(table.id, row.name, column.id)
                    amount = workbook.cell(address).amount
                    if column.type.numeric and amount is not None:
                        found[str(address)] = amount
    return found


def test_all_nine_tables_have_the_figures_of_the_corrected_budget(
    typed: tuple[MainWindow, Keyboard], library: Library
) -> None:
    window, _ = typed
    assert window.session is not None
    assert _figures(window.session.workbook) == _figures(open_workbook(TWIN, library))


def test_at_most_three_in_ten_figures_were_typed(typed: tuple[MainWindow, Keyboard], library: Library) -> None:
    _, keys = typed
    assert keys.figures <= 0.3 * len(_figures(open_workbook(TWIN, library)))


def test_what_was_typed_has_no_error(typed: tuple[MainWindow, Keyboard]) -> None:
    window, _ = typed
    assert window.session is not None
    errors = [f.message for f in window.session.checker.findings() if f.severity is Severity.ERROR]
    assert not errors


def test_everything_typed_can_be_undone(typed: tuple[MainWindow, Keyboard]) -> None:
    window, keys = typed
    session = window.session
    assert session is not None
    while session.undo_stack.canUndo():
        keys.press(Qt.Key.Key_Z, modifier=CONTROL)
    assert not _figures(session.workbook)
