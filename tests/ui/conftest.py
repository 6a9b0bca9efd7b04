"""The window over the published examples, with settings and recovery copies of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from disclosure_editor.editions.library import Library
from disclosure_editor.ui import recovery
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A published budget with the contradictions that its officer did not see."""
    return Path(shutil.copy(EXAMPLES / "energy-monitoring-2021-budget.disclosure", tmp_path / "预算.disclosure"))


@pytest.fixture
def settings() -> Settings:
    kept = Settings()
    for path in kept.recent_files:
        kept.forget_file(path)
    return kept


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the recovery copies."""
    folder = tmp_path / "copies"
    monkeypatch.setattr(recovery, "recovery_folder", lambda: folder)
    return folder


@pytest.fixture
def empty_window(qtbot: QtBot, library: Library, settings: Settings, copies: Path) -> MainWindow:
    """The window with no document open."""
    window = MainWindow(library, settings)
    qtbot.addWidget(window, before_close_func=forget_changes)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def window(empty_window: MainWindow, file: Path) -> MainWindow:
    """The window with the published budget open."""
    empty_window.documents.open(file)
    assert empty_window.session is not None
    return empty_window


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def forget_changes(window: MainWindow) -> None:
    window.commit()
    if window.session is not None:
        window.session.undo_stack.setClean()
