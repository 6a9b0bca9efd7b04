"""Files of this program's own making, read by the real readers in a process of their own and shown in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.export import Format, export
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.ui.import_dialog import ImportDialog, Purpose
from disclosure_editor.ui.main_window import MainWindow
from tests.ui.conftest import EXAMPLES
from tests.ui.hand import CONTROL, LEFT, workspace_of

PATIENCE = 60_000


@pytest.fixture(scope="session")
def published(library: Library) -> Workbook:
    return open_workbook(EXAMPLES / "energy-monitoring-2021-budget-corrected.disclosure", library)


@pytest.fixture(scope="session")
def word(published: Workbook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published budget as a Word file."""
    (path,) = export(Publication(published), tmp_path_factory.mktemp("公开"), "上年预算", [Format.WORD])
    return path


def printed(workbook: Workbook) -> dict[Address, str]:
    """Everything in the printed tables."""
    return {
        address: workbook.cell(address).text
        for table in workbook.edition.tables.values()
        if table.published and not table.shapes
        for side in table.sides
        for row in workbook.rows(side.row_list)
        for column in side.columns
        for address in [Address(table.id, row.name, column.id)]
    }


def read(qtbot: QtBot, window: MainWindow, path: Path, purpose: Purpose) -> None:
    window.imports.begin(path, purpose)
    dialog = window.imports.dialog
    assert dialog is not None
    make = dialog.findChild(QPushButton, "make")
    assert make is not None
    qtbot.waitUntil(make.isEnabled, timeout=PATIENCE)
    qtbot.mouseClick(make, LEFT)
    qtbot.waitUntil(lambda: window.imports.dialog is None, timeout=PATIENCE)


def test_a_word_file_is_opened_for_review(
    qtbot: QtBot, empty_window: MainWindow, word: Path, published: Workbook
) -> None:
    read(qtbot, empty_window, word, Purpose.REVIEW)
    session = empty_window.session
    assert session is not None
    assert printed(session.workbook) == printed(published)
    assert session.workbook.origins()
    assert not session.workbook.unconfirmed()
    workspace_of(empty_window).go_to(Address("表三", "2080505", "基本支出"))
    assert "原文：第" in empty_window.status.text


def test_reading_in_another_process_is_stopped_at_once(qtbot: QtBot, empty_window: MainWindow, word: Path) -> None:
    empty_window.imports.begin(word, Purpose.DRAFT)
    dialog = empty_window.imports.dialog
    assert dialog is not None
    told = dialog.findChild(QLabel, "told")
    assert told is not None
    qtbot.waitUntil(lambda: "正在读文件" in told.text())
    empty_window.imports.stop()
    assert empty_window.session is None
    assert empty_window.message_bar.text == ""


def test_a_file_that_is_not_what_it_says_is_refused(qtbot: QtBot, empty_window: MainWindow, tmp_path: Path) -> None:
    broken = tmp_path / "上年.docx"
    broken.write_bytes(b"PK\x03\x04 this is no Word file")
    empty_window.imports.begin(broken, Purpose.DRAFT)
    qtbot.waitUntil(lambda: empty_window.message_bar.text != "", timeout=PATIENCE)
    assert "上年.docx" in empty_window.message_bar.text
    assert empty_window.imports.dialog is None


def test_a_word_file_becomes_next_years_draft_and_what_is_new_is_typed_over(
    qtbot: QtBot, empty_window: MainWindow, word: Path
) -> None:
    read(qtbot, empty_window, word, Purpose.DRAFT)
    session = empty_window.session
    assert session is not None
    workbook = session.workbook
    assert workbook.year == 2022
    assert workbook.cell(workbook.edition.unit).text == "昌吉回族自治州能源安全监测中心"
    assert workbook.edition.unit in workbook.unconfirmed()
    assert workbook.remarks()
    assert workspace_of(empty_window).report.isVisible()
    basic = Address("表三", "2080505", "基本支出")
    assert not workbook.cell(basic).text  # this year's figures are the officer's to enter
    before = len(workbook.unconfirmed())
    duties = Address("单位", "", "主要职能")
    empty_window.activateWindow()
    workspace_of(empty_window).go_to(duties)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=PATIENCE)
    qtbot.keyClick(empty_window, Qt.Key.Key_K, CONTROL)
    assert len(workbook.unconfirmed()) == before - 1
    session.do(set_value(workbook, workbook.edition.unit, "某某中心"))
    assert len(workbook.unconfirmed()) == before - 2
    assert empty_window.documents.name == "某某中心2022年部门（单位）预算公开"


def test_every_line_of_a_real_report_can_be_followed_or_says_that_it_cannot(
    qtbot: QtBot, empty_window: MainWindow, word: Path
) -> None:
    read(qtbot, empty_window, word, Purpose.DRAFT)
    report = workspace_of(empty_window).report
    model = report.view.model()
    for place in range(model.rowCount()):
        group = model.index(place, 0)
        report.view.setExpanded(group, True)
        for row in range(model.rowCount(group)):
            report.view.setCurrentIndex(model.index(row, 0, group))
            qtbot.keyClick(report.view, Qt.Key.Key_Return)
    assert workspace_of(empty_window).editor.section is not None


def test_a_document_of_this_program_becomes_a_draft(qtbot: QtBot, empty_window: MainWindow, file: Path) -> None:
    read(qtbot, empty_window, file, Purpose.DRAFT)
    assert empty_window.session is not None
    assert empty_window.session.workbook.year == 2022
    assert empty_window.session.path is None
    assert empty_window.session.workbook.unconfirmed()


@pytest.fixture
def self_assessments(empty_window: MainWindow, library: Library) -> MainWindow:
    """The window with the year's self-assessments begun."""
    empty_window.documents.begin("xinjiang-self-assessment-2021", "")
    return empty_window


def begin_with_budget(qtbot: QtBot, window: MainWindow, file: Path) -> ImportDialog:
    """Have the year's budget read while another document is open."""
    window.imports.begin(file, Purpose.DRAFT)
    dialog = window.imports.dialog
    assert dialog is not None
    make = dialog.findChild(QPushButton, "make")
    assert make is not None
    qtbot.waitUntil(make.isEnabled, timeout=PATIENCE)
    return dialog


def test_the_years_budget_is_taken_into_the_open_document(
    qtbot: QtBot, self_assessments: MainWindow, file: Path
) -> None:
    window = self_assessments
    session = window.session
    assert session is not None
    dialog = begin_with_budget(qtbot, window, file)
    take, make = dialog.findChild(QRadioButton, "take"), dialog.findChild(QPushButton, "make")
    assert take is not None
    assert make is not None
    take.click()
    assert make.text() == "取用"
    qtbot.mouseClick(make, LEFT)
    qtbot.waitUntil(lambda: window.imports.dialog is None, timeout=PATIENCE)
    assert window.session is session
    assert session.workbook.unconfirmed()
    assert "取用2021年部门（单位）预算公开" in session.undo_stack.undoText()
    window.undo()
    assert not session.workbook.unconfirmed()


def test_a_document_that_takes_nothing_from_the_file_is_not_offered(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    dialog = begin_with_budget(qtbot, window, file)
    take = dialog.findChild(QRadioButton, "take")
    assert take is not None
    assert take.isHidden()
    window.imports.stop()


def test_self_assessments_begin_with_the_years_budget(qtbot: QtBot, empty_window: MainWindow, file: Path) -> None:
    dialog = begin_with_budget(qtbot, empty_window, file)
    series, make = dialog.findChild(QComboBox, "series"), dialog.findChild(QPushButton, "make")
    assert series is not None
    assert make is not None
    titles = [series.itemText(place) for place in range(series.count())]
    assert titles[0] == "部门（单位）预算公开"
    series.setCurrentIndex(next(place for place, title in enumerate(titles) if "自评" in title))
    qtbot.mouseClick(make, LEFT)
    qtbot.waitUntil(lambda: empty_window.imports.dialog is None, timeout=PATIENCE)
    assert empty_window.session is not None
    assert empty_window.session.workbook.edition.id == "xinjiang-self-assessment-2021"
    assert empty_window.session.workbook.year == 2021
