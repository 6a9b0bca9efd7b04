"""The report beside a draft: what was understood of last year's file, and what awaits its confirmation."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QTabWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.document.disclosure import RemarkKey
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.report_model import MESSAGE, PLACE, SOURCE, TEXT
from disclosure_editor.ui.report_panel import ReportPanel
from disclosure_editor.ui.session import Session
from tests.ui.hand import CONTROL, LEFT, workspace_of
from tests.ui.imported import BASIC, OWN, READ, REMARKS, UNIT, draft_file, review_file

UNREAD, DOUBTFUL, CARRIED, UNDERSTOOD = range(4)


@pytest.fixture
def window(empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a draft open."""
    empty_window.documents.open(draft_file(tmp_path))
    assert empty_window.session is not None
    return empty_window


@pytest.fixture
def report(window: MainWindow) -> ReportPanel:
    return workspace_of(window).report


def tabs_of(window: MainWindow) -> QTabWidget:
    return next(tabs for tabs in window.findChildren(QTabWidget) if tabs.indexOf(workspace_of(window).panel) >= 0)


def tab_title(window: MainWindow) -> str:
    tabs, report = tabs_of(window), workspace_of(window).report
    return tabs.tabText(tabs.indexOf(report))


def line(report: ReportPanel, group: int, row: int = 0, column: int = MESSAGE) -> QModelIndex:
    model = report.view.model()
    return model.index(row, column, model.index(group, 0))


def choose(report: ReportPanel, index: QModelIndex) -> None:
    report.view.setFocus()
    report.view.setCurrentIndex(index)


def click(qtbot: QtBot, report: ReportPanel, index: QModelIndex) -> None:
    report.view.scrollTo(index)
    qtbot.mouseClick(report.view.viewport(), LEFT, pos=report.view.visualRect(index).center())


def said(report: QWidget) -> str:
    return "\n".join(label.text() for label in report.findChildren(QLabel) if label.isVisible())


def test_it_lists_what_is_to_do_before_what_was_understood(report: ReportPanel) -> None:
    assert [(group.title, group.count) for group in report.groups] == [
        ("未识别", 1),
        ("待核对", 2),
        ("沿用上年待确认", len(READ)),
        ("已识别", 1),
    ]
    assert report.view.isExpanded(report.view.model().index(UNREAD, 0))
    assert not report.view.isExpanded(report.view.model().index(UNDERSTOOD, 0))


def test_the_counts_stand_in_the_tab(window: MainWindow, session: Session) -> None:
    assert tab_title(window) == f"初稿报告（未识别 1，待核对 2，沿用上年待确认 {len(READ)}）"
    session.do(set_value(session.workbook, UNIT, "某某中心"))
    assert tab_title(window) == f"初稿报告（未识别 1，待核对 2，沿用上年待确认 {len(READ) - 1}）"


def test_a_line_tells_its_place_here_and_in_the_file(report: ReportPanel) -> None:
    texts = [line(report, DOUBTFUL, 1, column).data() for column in (MESSAGE, PLACE, SOURCE, TEXT)]
    assert texts[0] == "这个数读得不一定对。"
    assert "基本支出" in texts[1]
    assert texts[2:] == ["第5页", "13.5 4"]


def test_a_click_goes_to_the_place_and_shows_the_files_own_words(
    qtbot: QtBot, window: MainWindow, report: ReportPanel
) -> None:
    click(qtbot, report, line(report, DOUBTFUL, 1, PLACE))
    assert workspace_of(window).current_address == BASIC
    assert "原文：第5页" in said(report)
    assert "13.5 4" in said(report)


def test_enter_goes_to_a_paragraph(qtbot: QtBot, window: MainWindow, report: ReportPanel) -> None:
    choose(report, line(report, DOUBTFUL, 0))
    qtbot.keyClick(report.view, Qt.Key.Key_Return)
    section = workspace_of(window).editor.section
    assert section is not None
    assert section.id == OWN.section


def test_a_line_without_a_place_says_so(qtbot: QtBot, window: MainWindow, report: ReportPanel) -> None:
    choose(report, line(report, UNREAD))
    qtbot.keyClick(report.view, Qt.Key.Key_Return)
    assert "没有对应的位置" in window.status.currentMessage()
    assert "序号 名称 数量" in said(report)


def test_a_tick_takes_a_line_off_and_undo_brings_it_back(
    qtbot: QtBot, window: MainWindow, session: Session, report: ReportPanel
) -> None:
    index = line(report, DOUBTFUL, 0)
    report.view.scrollTo(index)
    rect = report.view.visualRect(index)
    qtbot.mouseClick(report.view.viewport(), LEFT, pos=QPoint(rect.left() + 10, rect.center().y()))
    assert [remark for _, remark in session.workbook.remarks()] == [REMARKS[0], *REMARKS[2:]]
    assert "Ctrl+Z" in window.status.currentMessage()
    window.undo()
    assert len(session.workbook.remarks()) == len(REMARKS)
    current = report.current
    assert current is not None
    assert current.key == RemarkKey(2)


def test_the_space_bar_ticks_one_line_after_the_other(qtbot: QtBot, session: Session, report: ReportPanel) -> None:
    choose(report, line(report, DOUBTFUL, 0))
    qtbot.keyClick(report.view, Qt.Key.Key_Space)
    assert report.current is not None
    assert report.current.key == RemarkKey(3)
    qtbot.keyClick(report.view, Qt.Key.Key_Space)
    assert [group.title for group in report.groups] == ["未识别", "沿用上年待确认", "已识别"]
    assert session.undo_stack.count() == 2


def test_the_button_in_the_details_ticks_too(qtbot: QtBot, session: Session, report: ReportPanel) -> None:
    click(qtbot, report, line(report, UNREAD, 0, TEXT))
    button = next(b for b in report.findChildren(QPushButton) if b.text() == "处理好了，勾掉" and b.isVisible())
    qtbot.mouseClick(button, LEFT)
    assert RemarkKey(4) not in dict(session.workbook.remarks())


def menu_entry(report: ReportPanel, index: QModelIndex, text: str) -> None:
    """Choose an entry of a line's menu."""
    report.view.scrollTo(index)
    report.view.customContextMenuRequested.emit(report.view.visualRect(index).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(action for action in menu.actions() if action.text().startswith(text))
    entry.trigger()
    menu.close()


def test_a_group_is_ticked_off_by_its_menu(session: Session, report: ReportPanel) -> None:
    menu_entry(report, report.view.model().index(DOUBTFUL, 0), "勾掉“待核对”的全部 2 条")
    assert "待核对" not in [group.title for group in report.groups]
    assert session.undo_stack.count() == 1


def test_the_entries_with_last_years_values_are_summed_up(report: ReportPanel) -> None:
    rows = report.view.model().rowCount(report.view.model().index(CARRIED, 0))
    texts = {line(report, CARRIED, row).data(): line(report, CARRIED, row, PLACE).data() for row in range(rows)}
    assert texts["单位与样式"] == "2 处"
    assert sum(int(count.split()[0]) for count in texts.values()) == len(READ)


def test_an_entry_leads_to_its_first_value_and_names_them(
    qtbot: QtBot, window: MainWindow, report: ReportPanel
) -> None:
    click(qtbot, report, line(report, CARRIED, 0))
    assert workspace_of(window).current_address == UNIT
    assert "单位全称" in said(report)


def test_an_entry_is_confirmed_by_ctrl_k(qtbot: QtBot, session: Session, report: ReportPanel) -> None:
    choose(report, line(report, CARRIED, 0))
    qtbot.keyClick(report.view, Qt.Key.Key_K, CONTROL)
    assert UNIT not in session.workbook.unconfirmed()
    assert BASIC in session.workbook.unconfirmed()
    assert session.undo_stack.count() == 1


def test_everything_is_confirmed_by_one_button(
    qtbot: QtBot, window: MainWindow, session: Session, report: ReportPanel
) -> None:
    button = report.buttons.findChild(QToolButton, "confirm all")
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert not session.workbook.unconfirmed()
    assert "全部确认完了" in window.status.currentMessage()
    window.undo()
    assert len(session.workbook.unconfirmed()) == len(READ)


def test_it_goes_when_all_is_done_and_comes_back_by_undo(
    qtbot: QtBot, window: MainWindow, session: Session, report: ReportPanel
) -> None:
    window.confirm_all()
    assert report.isVisible()
    report.view.setFocus()
    for _ in range(20):
        if not report.groups:
            break
        group = report.view.model().index(0, 0)
        report.view.setExpanded(group, True)
        choose(report, report.view.model().index(0, 0, group))
        qtbot.keyClick(report.view, Qt.Key.Key_Space)
    assert not report.isVisible()
    assert workspace_of(window).panel.isVisible()
    window.undo()
    assert report.isVisible()


def test_a_document_nobody_read_has_none(empty_window: MainWindow, file: Path) -> None:
    empty_window.documents.open(file)
    assert not workspace_of(empty_window).report.isVisible()
    assert workspace_of(empty_window).panel.isVisible()


def test_a_publication_read_for_review_has_a_report_without_confirmations(
    empty_window: MainWindow, tmp_path: Path
) -> None:
    empty_window.documents.open(review_file(tmp_path))
    report = workspace_of(empty_window).report
    assert [group.title for group in report.groups] == ["未识别", "待核对", "已识别"]
    assert tab_title(empty_window).startswith("读入报告（")


def test_ctrl_r_shows_it(qtbot: QtBot, window: MainWindow, report: ReportPanel) -> None:
    tabs_of(window).setCurrentIndex(0)
    qtbot.keyClick(window, Qt.Key.Key_R, CONTROL)
    assert report.isVisible()
    assert report.view.hasFocus()
