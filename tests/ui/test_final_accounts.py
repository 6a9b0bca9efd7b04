"""Final accounts filled in in the window: what only they have, on a real document of seventeen projects."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.exchange.blocks import Grid
from disclosure_editor.ui.cards_editor import CardsEditor
from disclosure_editor.ui.clipboard import write_block
from disclosure_editor.ui.form_editor import FormEditor
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.table_editor import TableEditor
from tests.ui.conftest import EXAMPLES
from tests.ui.hand import CONTROL, LEFT, choose_section, workspace_of

Key = Qt.Key
INDICATORS = 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A published final account with its seventeen self-assessments."""
    return Path(shutil.copy(EXAMPLES / "emergency-management-2024-final.disclosure", tmp_path / "决算.disclosure"))


@pytest.fixture
def cards(window: MainWindow) -> CardsEditor:
    choose_section(window, "自评表")
    page = workspace_of(window).editor.page
    assert page is not None
    found = page.findChild(CardsEditor)
    assert isinstance(found, CardsEditor)
    return found


def whole(window: MainWindow) -> tuple[TableEditor, FormEditor]:
    """The grid and the form of the unit's own self-assessment."""
    choose_section(window, "整体支出")
    page = workspace_of(window).editor.page
    assert page is not None
    grid, form = page.findChild(TableEditor), page.findChild(FormEditor)
    assert isinstance(grid, TableEditor)
    assert isinstance(form, FormEditor)
    return grid, form


def test_what_is_printed_as_one_form_is_filled_in_on_one_page(qtbot: QtBot, window: MainWindow) -> None:
    grid, form = whole(window)
    assert grid.view.verticalScrollBar().maximum() == 0
    goal = form.findChild(QPlainTextEdit, "年度目标")
    assert goal is not None
    assert goal.mapToGlobal(goal.rect().topLeft()).y() > grid.mapToGlobal(grid.rect().bottomLeft()).y()
    workspace_of(window).go_to(Address("整体支出", "", "实际完成情况"))
    done = form.findChild(QPlainTextEdit, "实际完成情况")
    assert done is not None
    qtbot.waitUntil(lambda: not done.visibleRegion().isEmpty())


def test_tab_goes_from_the_figures_of_a_form_to_its_fields(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    grid, form = whole(window)
    workspace_of(window).go_to(Address("整体支出", "其他资金", "全年执行数"))
    for _ in range(4):
        qtbot.keyClick(grid.view, Key.Key_Tab)
    assert form.findChild(QComboBox, "情况") is window.focusWidget()


def test_a_project_is_copied_and_its_scores_are_computed_anew(
    qtbot: QtBot, window: MainWindow, session: Session, cards: CardsEditor
) -> None:
    workbook = session.workbook
    name = cards.current_row
    assert name is not None
    cards.row_list.setFocus()
    qtbot.keyClick(cards.row_list, Key.Key_D, CONTROL)
    assert cards.row_list.count() == 18
    copy = f"{name}（副本）"
    assert cards.current_row == copy
    qtbot.keyClicks(window.focusWidget(), "2025")
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    assert cards.current_row == "2025"
    indicators = [row.name for row in workbook.rows(RowList("自评指标", "")) if row.name.partition("#")[0] == "2025"]
    assert len(indicators) == 8
    window.undo()
    window.undo()
    assert cards.row_list.count() == 17


def test_a_stated_score_is_left_to_its_computation_by_the_button_beside_it(
    qtbot: QtBot, window: MainWindow, session: Session, cards: CardsEditor
) -> None:
    wrong = next(
        f for f in workspace_of(window).findings if str(f.at[0]).startswith("自评!") and f.severity.value == "error"
    )
    address = wrong.at[0]
    assert isinstance(address, Address)
    workspace_of(window).go_to(address)
    assert cards.current_row == address.row
    restore = cards.form.findChild(QToolButton, f"restore {address.column}")
    assert restore is not None
    qtbot.mouseClick(restore, LEFT)
    assert session.workbook.stated(address) is None
    assert wrong.message not in [finding.message for finding in workspace_of(window).findings]


def test_a_figure_typed_and_the_row_behind_it_are_shown_at_once(
    qtbot: QtBot, window: MainWindow, session: Session, cards: CardsEditor
) -> None:
    grid = cards.findChildren(TableEditor)[INDICATORS]
    model = grid.view.model()
    last = model.rowCount() - 1
    workspace_of(window).go_to(Address("自评指标", f"{cards.current_row}#{last + 1}", "得分"))
    told: list[int] = []
    session.changed.connect(lambda: told.append(model.rowCount()))
    qtbot.keyClicks(grid.view, "7")
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    assert told == [last + 2]
    assert session.undo_stack.count() == 2
    assert grid.view.currentIndex().row() == last + 1
    window.undo()
    window.undo()
    assert (model.rowCount(), session.undo_stack.isClean()) == (last + 1, True)


def test_the_preview_goes_along_to_the_form_of_another_card(
    qtbot: QtBot, window: MainWindow, cards: CardsEditor
) -> None:
    bar = workspace_of(window).preview.browser.verticalScrollBar()
    assert bar.value() == 0
    cards.row_list.setFocus()
    qtbot.keyClick(cards.row_list, Key.Key_End)
    assert bar.value() > bar.maximum() / 2
    below = bar.value()
    workspace_of(window).go_to(Address("自评", cards.current_row or "", "预算得分"))
    assert bar.value() == below
    qtbot.keyClick(cards.row_list, Key.Key_Home)
    assert bar.value() < 200


def test_an_indicator_is_gone_to_in_its_card(window: MainWindow, session: Session, cards: CardsEditor) -> None:
    names = [row.name for row in session.workbook.rows(RowList("自评指标", ""))]
    address = Address("自评指标", names[-1], "实际值")
    workspace_of(window).go_to(address)
    assert cards.current_row == names[-1].partition("#")[0]
    assert workspace_of(window).current_address == address
    grid = cards.findChildren(TableEditor)[INDICATORS]
    assert grid.current_address() == address


def printed_block(session: Session, card: str) -> list[list[str]]:
    """The lines of a card's form with its indicators, as a spreadsheet copies them: merged cells are blank but one."""
    section = next(s for s in session.workbook.edition.outline if s.id == "自评表")
    names = {Address("自评指标", row.name, "三级指标") for row in session.workbook.rows(RowList("自评指标", ""))}
    own = {name for name in names if row_key(name.row) == card}
    for block in session.publication.section_blocks(section):
        if isinstance(block, Grid) and own & {cell.address for cell in block.cells}:
            rows = sorted({cell.row for cell in block.cells if cell.address in own})
            lines = [[""] * block.columns for _ in rows]
            for cell in block.cells:
                if cell.row in rows:
                    lines[rows.index(cell.row)][cell.column] = cell.text
            return lines
    raise AssertionError(card)


@pytest.mark.parametrize("first_column", [0, 1])
def test_indicators_copied_from_a_printed_form_are_those_of_the_form(
    qtbot: QtBot, session: Session, cards: CardsEditor, first_column: int
) -> None:
    grid = cards.findChildren(TableEditor)[INDICATORS]
    model = grid.view.model()

    def indicators() -> list[list[str]]:
        return [[model.index(row, column).data() for column in range(13)] for row in range(model.rowCount())]

    for place in (0, 8, 16):
        cards.row_list.setCurrentRow(place)
        card, printed = cards.current_row, indicators()
        assert card is not None
        lines = printed_block(session, card)
        cards.row_list.setFocus()
        qtbot.keyClick(cards.row_list, Key.Key_Plus, CONTROL)
        grid.view.setFocus()
        qtbot.keyClick(grid.view, Key.Key_Return)
        QGuiApplication.clipboard().setText(write_block([line[first_column:] for line in lines]))
        qtbot.keyClick(grid.view, Key.Key_V, CONTROL)
        assert indicators() == printed
