"""The window with a document of another edition than the program's own."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.calculation.opening import new_workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.storage import load, save
from disclosure_editor.editions.library import Library
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.settings import Settings
from disclosure_editor.ui.workspace import Workspace
from tests.ui.hand import choose_section

SECOND = Path(__file__).parents[1] / "second_pack"


def test_the_window_shows_and_edits_a_document_of_another_edition(
    qtbot: QtBot, settings: Settings, copies: Path, tmp_path: Path
) -> None:
    library = Library(SECOND / "resources", SECOND / "templates", tmp_path)
    path = tmp_path / "决算.disclosure"
    save(new_workbook("linchuan-final-2023", "临川市第一小学", library).disclosure, path)
    window = MainWindow(library, settings)
    qtbot.addWidget(window)
    window.show()

    window.documents.open(path)

    workspace = window.workspace
    assert isinstance(workspace, Workspace)
    for section in workspace.session.workbook.edition.outline:
        choose_section(window, section.id)
    income = Address("公开1表", "财政", "决算数")
    workspace.session.do(set_value(workspace.session.workbook, income, "12"))
    assert "收支平衡" in window.status.text
    workspace.session.save(path)
    assert load(path).value(income) == "12"
