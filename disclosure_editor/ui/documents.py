"""The open document: beginning, opening, saving, recovering and leaving it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from disclosure_editor.document.files import FileNotWritable
from disclosure_editor.document.refusals import Refusal
from disclosure_editor.document.storage import SUFFIX
from disclosure_editor.ui.recovery import Leftover, Recovery
from disclosure_editor.ui.settings import Settings
from disclosure_editor.ui.unsaved import Answer, ask_about_unsaved
from disclosure_editor.ui.waiting import waiting

# What only an open document needs is imported where it is used: the window then starts in half the time.
if TYPE_CHECKING:
    from disclosure_editor.calculation.workbook import Workbook
    from disclosure_editor.editions.library import Library
    from disclosure_editor.editions.model import Edition
    from disclosure_editor.ui.session import Session

PROGRAM = "预决算公开编辑器"
_FILTER = f"公开文件 (*{SUFFIX})"
_FILES = "files"


class Documents(QObject):
    """Has at most one document open.

    Attributes:
        session: the open document; None while there is none.
        opened: emitted with the new session, which takes the place of the one before.
        saved: emitted with the path when the document has been written to its file.
        refused: emitted with a sentence that says why something wasn't done.
        unsaved: emitted with a sentence that says why the document could not be written.
        said: emitted with a sentence for the status bar.
        about_to_use: emitted before the document as a whole is used; what is being typed is to be stated now.
        foreign: emitted with the path of a file that is to be opened and is another program's.
    """

    opened = Signal(object)
    saved = Signal(object)
    refused = Signal(str)
    unsaved = Signal(str)
    said = Signal(str)
    about_to_use = Signal()
    foreign = Signal(object)

    def __init__(self, library: Library | None, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self.session: Session | None = None
        self._library = library
        self._settings = settings
        self._window = window
        self._recovery: Recovery | None = None

    @property
    def library(self) -> Library:
        """The editions there are: those it was given, else the program's own."""
        if self._library is None:
            from disclosure_editor.editions.library import Library

            self._library = Library()
        return self._library

    @property
    def name(self) -> str:
        """What the document's files are called: like its own, or like what is published."""
        session = self.session
        if session is None:
            return PROGRAM
        if session.path is not None:
            return session.path.stem
        return "".join(c for c in session.publication.title if c not in '\\/:*?"<>|\r\n\t')

    def new(self) -> None:
        """Begin a document, asking for its edition and unit."""
        if not self.may_leave():
            return
        from disclosure_editor.editions.families import usual_year
        from disclosure_editor.ui.new_dialog import NewDialog

        dialog = NewDialog(self._editions(), usual_year(date.today()), self._window)
        dialog.accepted.connect(lambda: self.begin(dialog.edition, dialog.unit, dialog.year))
        dialog.open()

    def begin(self, edition_id: str, unit: str, year: int | None = None) -> None:
        """Begin a document of an edition for a unit, of the edition's year where no other is given."""
        from disclosure_editor.calculation.opening import new_workbook

        try:
            with waiting():
                workbook = new_workbook(edition_id, unit, self.library, year)
        except Refusal as error:
            self.refused.emit(str(error))
            return
        self._show(workbook, None, saved=False)

    def begin_with(self, workbook: Workbook) -> bool:
        """Go on with a document that was made of another file; it has no file of its own yet. False where the officer
        stays with the one that is open.
        """
        if not self.may_leave():
            return False
        self._show(workbook, None, saved=False)
        return True

    def choose_file(self) -> None:
        """Open a document that the officer chooses."""
        folder = self._settings.folder(_FILES)
        chosen, _ = QFileDialog.getOpenFileName(self._window, "打开", str(folder), f"{_FILTER};;所有文件 (*)")
        if chosen:
            self.open(Path(chosen))

    def open(self, path: Path) -> None:
        """Open a document's file; where that fails, the one that is open stays. Other programs' files are imported."""
        if path.suffix.lower() != SUFFIX and path.is_file():
            self.foreign.emit(path)
            return
        workbook = self._read(path)
        if workbook is None:
            if not path.exists():
                self._settings.forget_file(path)
        elif self.may_leave():
            self._remember(path)
            self._show(workbook, path)

    def save(self) -> bool:
        """Write the document to its file, asking for one where it has none; False where it isn't saved."""
        if self.session is None:
            return False
        return self._save_to(self.session.path) if self.session.path else self.save_as()

    def save_as(self) -> bool:
        """Write the document to a file that the officer chooses; False where it isn't saved."""
        if self.session is None:
            return False
        proposed = self.session.path or self._settings.folder(_FILES) / f"{self.name}{SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "另存为", str(proposed), _FILTER)
        if not chosen:
            return False
        path = Path(chosen)
        return self._save_to(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX))

    def may_leave(self) -> bool:
        """Whether the document that is open may be left, after asking about what isn't saved."""
        self.about_to_use.emit()
        if self.session is None or self.session.undo_stack.isClean():
            return True
        answer = ask_about_unsaved(self.name, PROGRAM, self._window)
        return self.save() if answer is Answer.SAVE else answer is Answer.DISCARD

    def recover(self, left: Leftover) -> None:
        """Go on with what a session that broke off has left; it isn't saved yet."""
        workbook = self._read(left.copy)
        if workbook is not None and self.may_leave():
            self._show(workbook, left.original, saved=False)
            left.discard()
            self.said.emit("已恢复；请检查后保存。")

    def keep_copy(self) -> None:
        """Bring the recovery copy up to date now, since something has broken."""
        if self._recovery is not None:
            self._recovery.write()

    def leave(self) -> None:
        """Let go of the document: its recovery copy isn't wanted any more."""
        if self._recovery is not None:
            self._recovery.remove()

    def _read(self, path: Path) -> Workbook | None:
        from disclosure_editor.calculation.opening import open_workbook

        try:
            with waiting():
                return open_workbook(path, self.library)
        except Refusal as error:
            self.refused.emit(str(error))
            return None

    def _show(self, workbook: Workbook, path: Path | None, *, saved: bool = True) -> None:
        from disclosure_editor.ui.session import Session

        before = self._recovery
        session = Session(workbook, path)
        recovery = Recovery(session)
        recovery.failed.connect(self.said)
        self.session, self._recovery = session, recovery
        if not saved:
            session.undo_stack.resetClean()
            recovery.write()
        with waiting():
            self.opened.emit(session)
        if before is not None:
            before.remove()

    def _save_to(self, path: Path) -> bool:
        self.about_to_use.emit()
        if self.session is None:
            return False
        try:
            self.session.save(path)
        except FileNotWritable as error:
            self.unsaved.emit(f"没有保存：{error}")
            return False
        self._remember(path)
        self.saved.emit(path)
        return True

    def _editions(self) -> list[Edition]:
        """The editions that can be read; of one with mistakes, what they are is said."""
        from disclosure_editor.editions.reader import PackError

        found: list[Edition] = []
        with waiting():
            for edition_id in self.library.ids:
                try:
                    found.append(self.library.edition(edition_id))
                except PackError as error:
                    self.refused.emit(f"版式“{edition_id}”有错误，不能使用：{error.problems[0]}")
        return found

    def _remember(self, path: Path) -> None:
        self._settings.remember_file(path.resolve())
        self._settings.remember_folder(_FILES, path.resolve().parent)
