"""The year's budget taken into the self-assessments that are open, by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from disclosure_editor.document.addresses import Address
from disclosure_editor.ui.main_window import MainWindow
from tests.ui.conftest import EXAMPLES

AMOUNT = Address("预算项目", "昌吉州煤矿数字化监控运行工作经费", "金额")
ACTION = "取用年初预算、上年的文件(&B)…"


@pytest.fixture
def assessed(empty_window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with the published self-assessments open."""
    name = "energy-monitoring-2021-self-assessment.disclosure"
    empty_window.documents.open(Path(shutil.copy(EXAMPLES / name, tmp_path / name)))
    return empty_window


def action(window: MainWindow) -> QAction:
    return next(found for found in window.findChildren(QAction) if found.text() == ACTION)


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))


def test_without_a_document_there_is_nothing_to_take_into(empty_window: MainWindow) -> None:
    assert not action(empty_window).isEnabled()


def test_the_budget_is_taken_and_departures_are_found(
    qtbot: QtBot, assessed: MainWindow, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, file)
    assert assessed.session is not None

    action(assessed).trigger()

    assert assessed.session.workbook.cell(AMOUNT).text == "15"
    found = [finding.message for finding in assessed.session.checker.findings()]
    assert any("部门预算没有公开项目“专家会诊安全生产专项”，年初预算数却是47.92" in message for message in found)
    assert "已取用2021年部门（单位）预算公开" in assessed.statusBar().currentMessage()
    assessed.undo()
    assert assessed.session.workbook.cell(AMOUNT).text == ""


def test_what_cannot_be_taken_is_told(window: MainWindow, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, EXAMPLES / "pollution-monitoring-2022-final.disclosure")

    action(window).trigger()

    assert "不从“部门决算公开”取数" in window.message_bar.text
    assert window.session is not None
    assert window.session.undo_stack.isClean()
