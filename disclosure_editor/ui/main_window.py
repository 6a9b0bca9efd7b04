"""The main window: its menus, its bars, and the workspace of the document that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QUndoGroup
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from disclosure_editor.document.refusals import Refusal
from disclosure_editor.document.storage import SUFFIX
from disclosure_editor.editions.model import Severity
from disclosure_editor.ui.actions import Actions
from disclosure_editor.ui.documents import PROGRAM, Documents
from disclosure_editor.ui.icons import icon
from disclosure_editor.ui.imports import Imports
from disclosure_editor.ui.message_bar import MessageBar
from disclosure_editor.ui.recovery import leftovers
from disclosure_editor.ui.settings import Settings
from disclosure_editor.ui.start_page import StartPage
from disclosure_editor.ui.status_line import StatusLine

if TYPE_CHECKING:  # loaded with the first document, see `documents`
    from disclosure_editor.editions.library import Library
    from disclosure_editor.ui.import_steps import Steps
    from disclosure_editor.ui.session import Session
    from disclosure_editor.ui.workspace import Workspace

_SIZE = QSize(1440, 900)
_NOT_MAXIMIZED = 0.8
"""How much of a small screen the window takes when it isn't maximized."""


class MainWindow(QMainWindow):
    """The program's window.

    Args:
        steps: what an import is made of; the program's own where none is given.

    Attributes:
        settings: what it remembers.
        documents: the document that is open.
        imports: what makes a document of another file.
        message_bar: the bar across it.
        status: its status bar.
        workspace: the views of the open document; None while there is none.
    """

    def __init__(
        self, library: Library | None = None, settings: Settings | None = None, steps: Steps | None = None
    ) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.documents = Documents(library, self.settings, self)
        self.imports = Imports(self.documents, self.settings, self, steps)
        self.message_bar = MessageBar()
        self.status = StatusLine()
        self.workspace: Workspace | None = None
        self._undo = QUndoGroup(self)
        self._start = StartPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._start)
        self._actions = Actions(self, self._undo)
        self._lay_out()
        self._connect()
        self._show_title()
        self._start.show_recent(self.settings.recent_files)
        self._actions.set_open(is_open=False)

    def _lay_out(self) -> None:
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message_bar)
        layout.addWidget(self._pages, 1)
        self.setCentralWidget(central)
        self.setStatusBar(self.status)
        self.setWindowIcon(icon("application"))
        self.setAcceptDrops(True)
        self._take_room()
        arrangement = self.settings.arrangement("window")
        if arrangement is not None:
            self.restoreGeometry(arrangement)

    def _take_room(self) -> None:
        """Be as large as is comfortable; fill a screen that is smaller than that."""
        self.resize(_SIZE)
        room = self.screen().availableSize()
        if room.width() < _SIZE.width() or room.height() < _SIZE.height():
            self.resize(_SIZE.boundedTo(room * _NOT_MAXIMIZED))
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _connect(self) -> None:
        documents = self.documents
        self._start.new_wanted.connect(documents.new)
        self._start.open_wanted.connect(documents.choose_file)
        self._start.file_chosen.connect(documents.open)
        self._start.draft_wanted.connect(self.imports.choose_for_draft)
        documents.foreign.connect(self.imports.draft_from)
        self.imports.refused.connect(self._on_import_refused)
        documents.opened.connect(self._show)
        documents.saved.connect(self._on_saved)
        documents.refused.connect(self._on_refused)
        documents.unsaved.connect(
            lambda sentence: self.message_bar.say(sentence, Severity.ERROR, {"另存为…": documents.save_as})
        )
        documents.said.connect(self.status.say)
        documents.about_to_use.connect(self.commit)

    @property
    def session(self) -> Session | None:
        """The open document; None while there is none."""
        return self.documents.session

    def export(self) -> None:
        """Write the publication's files."""
        if self.workspace is None:
            return
        from disclosure_editor.ui.export_dialog import ExportDialog  # with it come the writers, late

        self.commit()
        ExportDialog(
            self.workspace.session.publication,
            self.documents.name,
            self.settings,
            self,
            warning=_warning(self.workspace),
            open_url=QDesktopServices.openUrl,
        ).open()

    def take(self) -> None:
        """Take what the document asks for out of another one."""
        from disclosure_editor.ui.taking import choose_and_take  # with it comes the carry-over, late

        choose_and_take(self.documents, self.settings, self)

    def search(self) -> None:
        """Let the officer search the document."""
        if self.workspace is not None:
            self.workspace.search.begin()

    def confirm(self) -> None:
        """Confirm what is last year's where the officer is."""
        if self.workspace is not None:
            self.workspace.confirm_current()

    def confirm_section(self) -> None:
        """Confirm what is last year's in the entry shown."""
        if self.workspace is not None:
            self.workspace.confirm_section()

    def confirm_all(self) -> None:
        """Confirm all that is last year's."""
        if self.workspace is not None:
            self.workspace.confirm_all()

    def next_unconfirmed(self) -> None:
        """Go to the next place that is last year's and not confirmed."""
        if self.workspace is not None:
            self.workspace.next_unconfirmed()

    def show_report(self) -> None:
        """Bring the report on the file that was read to the front."""
        if self.workspace is not None:
            self.workspace.show_report()

    def show_sentences(self) -> None:
        """Show the sentences that state the current value."""
        if self.workspace is not None:
            self.workspace.show_sentences()

    def step(self, by: int) -> None:
        """Go on with the next section that is filled in, or (negative) the one before."""
        if self.workspace is not None:
            self.workspace.step(by)

    def undo(self) -> None:
        """Take back the last edit; what is being typed counts as one."""
        self.commit()
        edit = self._undo.undoText()
        self._undo.undo()
        self.status.say(f"已撤销：{edit}")

    def redo(self) -> None:
        """Make the last edit taken back again."""
        self.commit()
        edit = self._undo.redoText()
        self._undo.redo()
        self.status.say(f"已重做：{edit}")

    def commit(self) -> None:
        """State what is being typed."""
        if self.workspace is not None:
            self.workspace.commit()

    def offer_recovery(self, folder: Path | None = None) -> None:
        """Offer what a session that broke off has left."""
        left = next(iter(leftovers(folder)), None)
        if left is not None:
            self.message_bar.say(
                f"程序上次没有正常退出，“{left.name}”有没保存的修改，已自动留下备份。",
                Severity.WARNING,
                {"恢复": lambda: self.documents.recover(left), "不要了": left.discard},
            )

    def guard(self, message: str) -> None:
        """Say that something broke inside the program, after keeping a copy of what was typed."""
        self.documents.keep_copy()
        self.message_bar.say(message, Severity.ERROR)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what isn't saved."""
        if not self.documents.may_leave():
            event.ignore()
            return
        self.imports.stop()
        self.settings.remember_arrangement("window", self.saveGeometry())
        if self.workspace is not None:
            self.workspace.remember_arrangement()
        self.documents.leave()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped here."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Make a draft of the file dropped; of a document's own file ask first whether it is to be opened."""
        paths = _dropped(event)
        if not paths:
            return
        event.acceptProposedAction()
        if len(paths) > 1:
            self.message_bar.say("一次只能拖进一个文件，请重新拖。", Severity.WARNING)
        elif paths[0].suffix.lower() == SUFFIX:
            self._ask_about(paths[0])
        else:
            self.imports.draft_from(paths[0])

    def _ask_about(self, path: Path) -> None:
        self.message_bar.say(
            f"“{path.name}”：打开它接着填，还是由它生成新一年的初稿？",
            Severity.NOTICE,
            {"打开": lambda: self.documents.open(path), "生成初稿…": lambda: self.imports.draft_from(path)},
        )

    def _on_import_refused(self, refusal: Refusal, again: Callable[[], None] | None) -> None:
        self.message_bar.say(str(refusal), Severity.ERROR, {"指定版式再读…": again} if again is not None else None)

    def _show(self, session: Session) -> None:
        """Show a document in the place of the one that was open."""
        from disclosure_editor.ui.workspace import Workspace

        before = self.workspace
        if before is not None:
            before.remember_arrangement()
        workspace = Workspace(session, self.settings)
        session.setParent(workspace)
        self.workspace = workspace
        self._undo.addStack(session.undo_stack)
        self._undo.setActiveStack(session.undo_stack)
        workspace.message.connect(self.status.say)
        workspace.current_changed.connect(lambda address: self.status.show_place(session, address))
        workspace.findings_changed.connect(self._on_findings_changed)
        session.undo_stack.cleanChanged.connect(self._show_title)
        self._pages.addWidget(workspace)
        self._pages.setCurrentWidget(workspace)
        if before is not None:
            self._undo.removeStack(before.session.undo_stack)
            self._pages.removeWidget(before)
            before.deleteLater()
        self.message_bar.hide()
        self.status.clearMessage()
        self._actions.set_open(is_open=True)
        self._on_findings_changed()
        workspace.editor.take_focus()

    def _on_findings_changed(self) -> None:
        if self.workspace is not None:
            session = self.workspace.session
            self.status.show_findings(session.workbook.edition.checks, self.workspace.findings)
            self.status.show_place(session, self.workspace.current_address)
            self._actions.set_draft(is_draft=self.workspace.awaits_confirmation, reported=self.workspace.is_reported)
            self._show_title()

    def _on_saved(self, path: Path) -> None:
        self.message_bar.hide()
        self._show_title()
        self.status.say(f"已保存到 {path}")

    def _on_refused(self, sentence: str) -> None:
        self._start.show_recent(self.settings.recent_files)
        self.message_bar.say(sentence, Severity.ERROR)

    def _show_title(self) -> None:
        session = self.session
        if session is None:
            self.setWindowTitle(PROGRAM)
            return
        unit = session.workbook.cell(session.workbook.edition.unit).text
        file = session.path.name if session.path else "未命名"
        self.setWindowTitle(f"{file}[*] — {unit} — {PROGRAM}" if unit else f"{file}[*] — {PROGRAM}")
        self.setWindowModified(not session.undo_stack.isClean())
        self.status.show_saved(saved=session.undo_stack.isClean())


def _dropped(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """The files that are being dropped."""
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]


def _warning(workspace: Workspace) -> str:
    """What the files will have in them that they shouldn't, in a sentence each."""
    errors = sum(finding.severity is Severity.ERROR for finding in workspace.findings)
    unconfirmed = len(workspace.session.workbook.unconfirmed())
    sentences = (
        f"还有 {errors} 个错误没有改，导出的文件里也会有。" if errors else "",
        f"还有 {unconfirmed} 处沿用上年的内容没有确认，导出的是上年的。" if unconfirmed else "",
    )
    return "\n".join(filter(None, sentences))


def main_window() -> MainWindow | None:
    """The program's window, where there is one."""
    return next((window for window in QApplication.topLevelWidgets() if isinstance(window, MainWindow)), None)
