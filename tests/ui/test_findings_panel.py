"""The findings panel: filters, places, repairs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Severity
from disclosure_editor.ui.findings_panel import FindingsPanel
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.places import section_for
from disclosure_editor.ui.session import Session
from tests.ui.hand import LEFT, choose_section, workspace_of


@pytest.fixture
def panel(window: MainWindow) -> FindingsPanel:
    return workspace_of(window).panel


def click(qtbot: QtBot, panel: FindingsPanel, finding: Finding) -> None:
    index = panel.view.model().index(panel.shown.index(finding), 0)
    panel.view.scrollTo(index)
    qtbot.mouseClick(panel.view.viewport(), LEFT, pos=panel.view.visualRect(index).center())


def button(panel: FindingsPanel, name: str) -> QToolButton:
    found = panel.findChild(QToolButton, name)
    assert found is not None
    return found


def first(panel: FindingsPanel, *, with_repair: bool = False) -> Finding:
    """The first finding at a cell."""
    return next(f for f in panel.shown if isinstance(f.at[0], Address) and (f.repairs or not with_repair))


def test_it_lists_what_the_checks_find(session: Session, panel: FindingsPanel) -> None:
    assert panel.shown == session.checker.findings()
    errors = sum(finding.severity is Severity.ERROR for finding in panel.shown)
    assert button(panel, "error").text() == f"错误 {errors}"


def test_a_severity_can_be_left_out(qtbot: QtBot, panel: FindingsPanel) -> None:
    qtbot.mouseClick(button(panel, "error"), LEFT)
    assert panel.shown
    assert all(finding.severity is not Severity.ERROR for finding in panel.shown)
    qtbot.mouseClick(button(panel, "error"), LEFT)
    assert any(finding.severity is Severity.ERROR for finding in panel.shown)


def test_only_this_table_follows_the_outline(qtbot: QtBot, window: MainWindow, panel: FindingsPanel) -> None:
    choose_section(window, "表六")
    qtbot.mouseClick(button(panel, "here"), LEFT)
    assert panel.shown
    assert all(any(path.table == "表六" for path in f.at if isinstance(path, Address)) for f in panel.shown)
    choose_section(window, "落款")
    assert all(any(getattr(path, "table", "") == "单位" for path in f.at) for f in panel.shown)


def test_a_click_goes_to_the_place(qtbot: QtBot, window: MainWindow, session: Session, panel: FindingsPanel) -> None:
    finding = first(panel)
    click(qtbot, panel, finding)
    workspace = workspace_of(window)
    assert workspace.current_address == finding.at[0]
    assert workspace.tree.current is not None
    assert workspace.tree.current.section == section_for(session.workbook.edition, finding.at[0])


def test_enter_goes_to_the_place(qtbot: QtBot, window: MainWindow, panel: FindingsPanel) -> None:
    finding = first(panel)
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.view.model().index(panel.shown.index(finding), 0))
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert workspace_of(window).current_address == finding.at[0]


def test_a_repair_is_one_click_and_can_be_undone(
    qtbot: QtBot, window: MainWindow, session: Session, panel: FindingsPanel
) -> None:
    finding = first(panel, with_repair=True)
    click(qtbot, panel, finding)
    repair = finding.repairs[0]
    made = next(b for b in panel.findChildren(QPushButton) if b.text() == repair.label)
    qtbot.mouseClick(made, LEFT)
    assert finding not in panel.shown
    assert "Ctrl+Z" in window.status.currentMessage()
    window.undo()
    assert finding in panel.shown


def test_the_finding_selected_stays_so_while_others_come_and_go(
    qtbot: QtBot, session: Session, panel: FindingsPanel
) -> None:
    finding = panel.shown[3]
    panel.view.setCurrentIndex(panel.view.model().index(3, 0))
    session.do(set_value(session.workbook, Address("表一", "收入总计", "预算数"), "1"))
    assert panel.current is not None
    assert (panel.current.check, panel.current.at) == (finding.check, finding.at)


def test_both_sides_are_shown(panel: FindingsPanel) -> None:
    finding = next(f for f in panel.shown if f.difference is not None)
    row = panel.shown.index(finding)
    model = panel.view.model()
    shown = [model.index(row, column).data() for column in range(model.columnCount())]
    assert finding.title in shown
    assert finding.stated in shown
    assert finding.expected in shown
