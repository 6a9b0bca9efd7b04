"""Recovery copies: what is typed outlives a program that breaks off."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.storage import load
from disclosure_editor.editions.library import Library
from disclosure_editor.ui import application
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.recovery import DELAY, Leftover, Recovery, leftovers
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.settings import Settings
from tests.ui.hand import press

UNIT = Address("单位", "", "全称")


def type_unit(session: Session, name: str) -> None:
    session.do(set_value(session.workbook, UNIT, name))


def written_copies(folder: Path) -> list[Path]:
    return list(folder.glob("*.disclosure"))


def break_off(folder: Path) -> None:
    """What is left when the program is gone: the copies, nobody keeping them."""
    for lock in folder.glob("*.lock"):
        lock.unlink()


def test_an_edit_is_in_the_copy_within_two_seconds(qtbot: QtBot, session: Session, copies: Path) -> None:
    type_unit(session, "某某中心")
    assert DELAY < 2000
    qtbot.waitUntil(lambda: bool(written_copies(copies)), timeout=DELAY + 1500)
    assert load(written_copies(copies)[0]).value(UNIT) == "某某中心"


def test_a_copy_that_is_being_kept_is_not_offered(window: MainWindow, session: Session, copies: Path) -> None:
    type_unit(session, "某某中心")
    window.documents.keep_copy()
    assert written_copies(copies)
    assert leftovers(copies) == ()


def test_saving_removes_the_copy(window: MainWindow, session: Session, copies: Path) -> None:
    type_unit(session, "某某中心")
    window.documents.keep_copy()
    assert window.documents.save()
    assert written_copies(copies) == []


def test_undoing_everything_removes_the_copy(window: MainWindow, session: Session, copies: Path) -> None:
    type_unit(session, "某某中心")
    window.documents.keep_copy()
    window.undo()
    assert written_copies(copies) == []


def test_a_damaged_copy_is_passed_over(qtbot: QtBot, copies: Path) -> None:
    copies.mkdir()
    (copies / "broken.disclosure").write_text("{", "utf-8")
    assert leftovers(copies) == ()


def test_what_was_left_is_offered_and_comes_back_unsaved(
    qtbot: QtBot, window: MainWindow, session: Session, copies: Path, file: Path, library: Library, settings: Settings
) -> None:
    type_unit(session, "某某中心")
    window.documents.keep_copy()
    break_off(copies)
    next_window = MainWindow(library, settings)
    qtbot.addWidget(next_window, before_close_func=lambda w: w.session and w.session.undo_stack.setClean())
    next_window.offer_recovery()
    assert "预算.disclosure" in next_window.message_bar.text
    press(qtbot, next_window.message_bar, "恢复")
    assert next_window.session is not None
    assert next_window.session.workbook.cell(UNIT).text == "某某中心"
    assert next_window.session.path == file.absolute()
    assert not next_window.session.undo_stack.isClean()
    assert "未保存" in next_window.status.text


def test_opening_the_file_itself_does_not_hide_the_offer(
    qtbot: QtBot, window: MainWindow, session: Session, copies: Path, file: Path, library: Library, settings: Settings
) -> None:
    type_unit(session, "某某中心")
    window.documents.keep_copy()
    break_off(copies)
    next_window = MainWindow(library, settings)
    qtbot.addWidget(next_window, before_close_func=lambda w: w.session and w.session.undo_stack.setClean())
    application.offer_recovery(next_window)
    next_window.documents.open(file)
    qtbot.waitUntil(lambda: "有没保存的修改" in next_window.message_bar.text)
    press(qtbot, next_window.message_bar, "恢复")
    assert next_window.session is not None
    assert next_window.session.workbook.cell(UNIT).text == "某某中心"
    qtbot.wait(50)
    assert next_window.message_bar.text == ""


def test_what_was_left_can_be_thrown_away(
    qtbot: QtBot, window: MainWindow, session: Session, copies: Path, library: Library, settings: Settings
) -> None:
    type_unit(session, "某某中心")
    window.documents.keep_copy()
    break_off(copies)
    next_window = MainWindow(library, settings)
    qtbot.addWidget(next_window)
    next_window.offer_recovery()
    press(qtbot, next_window.message_bar, "不要了")
    assert written_copies(copies) == []
    assert next_window.session is None


def test_a_copy_that_cannot_be_written_is_told_once(
    qtbot: QtBot, session: Session, copies: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("", "utf-8")
    recovery = Recovery(session, blocked / "folder")
    told: list[str] = []
    recovery.failed.connect(told.append)
    session.undo_stack.resetClean()
    recovery.write()
    recovery.write()
    assert len(told) == 1
    assert "请尽快保存" in told[0]


def test_a_document_without_a_file_has_a_name_in_the_offer() -> None:
    assert Leftover(Path("x.disclosure"), None).name == "尚未保存过的新文件"


@pytest.mark.parametrize("original", ["甲.disclosure", "乙 单位.disclosure"])
def test_a_leftover_is_called_like_its_file(original: str) -> None:
    assert Leftover(Path("x.disclosure"), Path("folder") / original).name == original
