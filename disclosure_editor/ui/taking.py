"""Taking what the open document asks for out of another one: its year's budget, or last year's document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from disclosure_editor.document.refusals import Refusal
from disclosure_editor.document.storage import SUFFIX
from disclosure_editor.ui.documents import Documents
from disclosure_editor.ui.settings import Settings
from disclosure_editor.ui.waiting import waiting

if TYPE_CHECKING:  # loaded when it is used
    from disclosure_editor.ui.session import Session

_FILES = "files"


def choose_and_take(documents: Documents, settings: Settings, window: QWidget) -> None:
    """Take from a file of this program that the officer chooses; what is stated already stays as it is."""
    session = documents.session
    if session is None:
        return
    folder, title = settings.folder(_FILES), "选年初预算或上年的文件"
    chosen, _ = QFileDialog.getOpenFileName(window, title, str(folder), f"公开文件 (*{SUFFIX})")
    if chosen:
        documents.about_to_use.emit()
        take_from(Path(chosen), documents, session)


def take_from(path: Path, documents: Documents, session: Session) -> None:
    """Take from a file of this program, as one edit."""
    from disclosure_editor.calculation.opening import open_workbook
    from disclosure_editor.carryover.draft import taking

    try:
        with waiting():
            edit = taking(open_workbook(path, documents.library), documents.library, session.workbook)
    except Refusal as error:
        documents.refused.emit(str(error))
        return
    with waiting():
        session.do(edit)
    documents.said.emit(f"已{edit.label}，已填的没有改动；取用了什么见报告（Ctrl+R），可以撤销。")
