"""The main window: menus, files, and the workspace of the document that is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QUndoGroup
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from disclosure_editor.calculation.opening import new_workbook, open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.files import FileNotWritable
from disclosure_editor.document.storage import SUFFIX, UnreadableFile
from disclosure_editor.editions.library import Library, UnknownEdition
from disclosure_editor.editions.model import Edition, Severity
from disclosure_editor.editions.reader import PackError
from disclosure_editor.editions.subjects import CatalogueError
from disclosure_editor.ui.actions import Actions
from disclosure_editor.ui.icons import icon
from disclosure_editor.ui.message_bar import MessageBar
from disclosure_editor.ui.new_dialog import NewDialog
from disclosure_editor.ui.recovery import Leftover, Recovery, leftovers
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.settings import Settings
from disclosure_editor.ui.start_page import StartPage
from disclosure_editor.ui.status_line import StatusLine
from disclosure_editor.ui.waiting import waiting
from disclosure_editor.ui.workspace import Workspace

PROGRAM = "预决算公开编辑器"
_FILTER = f"公开文件 (*{SUFFIX})"
_FILES = "files"
_UNUSABLE = (UnreadableFile, UnknownEdition, PackError, CatalogueError)


class MainWindow(QMainWindow):
    """The program's window: at most one document at a time.

    Attributes:
        settings: what it remembers.
    """

    def __init__(self, library: Library | None = None, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self._library = library or Library()
        self._workspace: Workspace | None = None
        self._recovery: Recovery | None = None
        self._undo = QUndoGroup(self)
        self._bar = MessageBar()
        self._start = StartPage()
        self._start.new_wanted.connect(self.new)
        self._start.open_wanted.connect(self.choose_file)
        self._start.file_chosen.connect(self.open)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._start)
        self._status = StatusLine()
        self.setStatusBar(self._status)
        self._actions = Actions(self, self._undo)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._pages, 1)
        self.setCentralWidget(central)
        self.setWindowIcon(icon("application"))
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        arrangement = self.settings.arrangement("window")
        if arrangement is not None:
            self.restoreGeometry(arrangement)
        self._show_title()
        self._start.show_recent(self.settings.recent_files)
        self._actions.set_open(is_open=False)

    @property
    def session(self) -> Session | None:
        """The open document; None while there is none."""
        return self._workspace.session if self._workspace else None

    @property
    def workspace(self) -> Workspace | None:
        """The views of the open document."""
        return self._workspace

    @property
    def message_bar(self) -> MessageBar:
        """The bar across the window."""
        return self._bar

    @property
    def status(self) -> StatusLine:
        """The status bar."""
        return self._status

    def new(self) -> None:
        """Begin a document, asking for its edition and unit."""
        if not self._may_leave():
            return
        dialog = NewDialog(self._editions(), self)
        dialog.accepted.connect(lambda: self.begin(dialog.edition, dialog.unit))
        dialog.open()

    def begin(self, edition_id: str, unit: str) -> None:
        """Begin a document of an edition for a unit."""
        try:
            with waiting():
                workbook = new_workbook(edition_id, unit, self._library)
        except _UNUSABLE as error:
            self._bar.say(str(error), Severity.ERROR)
            return
        self._show(workbook, None)

    def choose_file(self) -> None:
        """Open a document that the officer chooses."""
        folder = self.settings.folder(_FILES)
        chosen, _ = QFileDialog.getOpenFileName(self, "打开", str(folder), f"{_FILTER};;所有文件 (*)")
        if chosen:
            self.open(Path(chosen))

    def open(self, path: Path) -> None:
        """Open a document's file; where that fails, the one that is open stays."""
        try:
            with waiting():
                workbook = open_workbook(path, self._library)
        except _UNUSABLE as error:
            if not path.exists():
                self.settings.forget_file(path)
                self._start.show_recent(self.settings.recent_files)
            self._bar.say(str(error), Severity.ERROR)
            return
        if self._may_leave():
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
        proposed = self.session.path or self.settings.folder(_FILES) / f"{self._name()}{SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(self, "另存为", str(proposed), _FILTER)
        if not chosen:
            return False
        path = Path(chosen)
        return self._save_to(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX))

    def export(self) -> None:
        """Write the publication's files."""
        if self._workspace is None:
            return
        from disclosure_editor.ui.export_dialog import ExportDialog  # with it come the writers, late

        self._workspace.commit()
        errors = sum(finding.severity is Severity.ERROR for finding in self._workspace.findings)
        warning = f"还有 {errors} 个错误没有改，导出的文件里也会有。" if errors else ""
        session = self._workspace.session
        dialog = ExportDialog(
            session.publication, self._name(), self.settings, self, warning=warning, open_url=QDesktopServices.openUrl
        )
        dialog.open()

    def find(self) -> None:
        """Let the officer search the document."""
        if self._workspace is not None:
            self._workspace.search.begin()

    def show_sentences(self) -> None:
        """Show the sentences that state the current value."""
        if self._workspace is not None:
            self._workspace.show_sentences()

    def undo(self) -> None:
        """Take back the last edit; what is being typed counts as one."""
        self._commit()
        self._undo.undo()

    def redo(self) -> None:
        """Make the last edit taken back again."""
        self._commit()
        self._undo.redo()

    def offer_recovery(self, folder: Path | None = None) -> None:
        """Offer what a session that broke off has left."""
        left = next(iter(leftovers(folder)), None)
        if left is None:
            return
        self._bar.say(
            f"程序上次没有正常退出，“{left.name}”有没保存的修改，已自动留下备份。",
            Severity.WARNING,
            {"恢复": lambda: self._recover(left), "不要了": left.discard},
        )

    def guard(self, message: str) -> None:
        """Say that something broke inside the program, after keeping a copy of what was typed."""
        if self._recovery is not None:
            self._recovery.write()
        self._bar.say(message, Severity.ERROR)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what isn't saved."""
        if not self._may_leave():
            event.ignore()
            return
        self.settings.remember_arrangement("window", self.saveGeometry())
        if self._workspace is not None:
            self._workspace.remember_arrangement()
        if self._recovery is not None:
            self._recovery.remove()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A document's file may be dropped here."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file dropped."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open(path)

    def _show(self, workbook: Workbook, path: Path | None, *, saved: bool = True) -> None:
        """Put a document in the place of the one that is open."""
        self._bar.hide()
        before, recovery = self._workspace, self._recovery
        if before is not None:
            before.remember_arrangement()
        with waiting():
            session = Session(workbook, path)
            workspace = Workspace(session, self.settings)
        session.setParent(workspace)
        self._workspace, self._recovery = workspace, Recovery(session)
        self._recovery.failed.connect(self._status.say)
        self._undo.addStack(session.undo_stack)
        self._undo.setActiveStack(session.undo_stack)
        if not saved:
            session.undo_stack.resetClean()
            self._recovery.write()
        workspace.message.connect(self._status.say)
        workspace.current_changed.connect(lambda address: self._status.show_place(session, address))
        workspace.findings_changed.connect(self._on_findings_changed)
        session.undo_stack.cleanChanged.connect(self._show_title)
        self._pages.addWidget(workspace)
        self._pages.setCurrentWidget(workspace)
        if before is not None:
            self._undo.removeStack(before.session.undo_stack)
            self._pages.removeWidget(before)
            before.deleteLater()
        if recovery is not None:
            recovery.remove()
        self._actions.set_open(is_open=True)
        self._status.clearMessage()
        self._on_findings_changed()
        self._status.show_place(session, workspace.current_address)

    def _save_to(self, path: Path) -> bool:
        self._commit()
        session = self.session
        if session is None:
            return False
        try:
            session.save(path)
        except FileNotWritable as error:
            self._bar.say(f"没有保存：{error}", Severity.ERROR, {"另存为…": self.save_as})
            return False
        self._bar.hide()
        self._remember(path)
        self._show_title()
        self._status.say(f"已保存到 {path}")
        return True

    def _may_leave(self) -> bool:
        """Whether the document that is open may be left, after asking about what isn't saved."""
        self._commit()
        session = self.session
        if session is None or session.undo_stack.isClean():
            return True
        answer = QMessageBox(QMessageBox.Icon.Question, PROGRAM, f"“{self._name()}”有没保存的修改。", parent=self)
        save = answer.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
        discard = answer.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
        answer.setEscapeButton(answer.addButton("取消", QMessageBox.ButtonRole.RejectRole))
        answer.setDefaultButton(save)
        answer.exec()
        if answer.clickedButton() is save:
            return self.save()
        return answer.clickedButton() is discard

    def _recover(self, left: Leftover) -> None:
        try:
            with waiting():
                workbook = open_workbook(left.copy, self._library)
        except _UNUSABLE as error:
            self._bar.say(str(error), Severity.ERROR)
            return
        if self._may_leave():
            self._show(workbook, left.original, saved=False)
            left.discard()
            self._status.say("已恢复；请检查后保存。")

    def _editions(self) -> list[Edition]:
        """The editions that can be read; of one with mistakes, what they are is said."""
        found: list[Edition] = []
        with waiting():
            for edition_id in self._library.ids:
                try:
                    found.append(self._library.edition(edition_id))
                except PackError as error:
                    self._bar.say(f"版式“{edition_id}”有错误，不能使用：{error.problems[0]}", Severity.ERROR)
        return found

    def _commit(self) -> None:
        if self._workspace is not None:
            self._workspace.commit()

    def _on_findings_changed(self) -> None:
        if self._workspace is not None:
            checks = self._workspace.session.workbook.edition.checks
            self._status.show_findings(checks, self._workspace.findings)
            self._status.show_place(self._workspace.session, self._workspace.current_address)
            self._show_title()

    def _show_title(self) -> None:
        session = self.session
        if session is None:
            self.setWindowTitle(PROGRAM)
            return
        unit = session.workbook.cell(session.workbook.edition.unit).text
        file = session.path.name if session.path else "未命名"
        self.setWindowTitle(f"{file}[*] — {unit} — {PROGRAM}" if unit else f"{file}[*] — {PROGRAM}")
        self.setWindowModified(not session.undo_stack.isClean())
        self._status.show_saved(saved=session.undo_stack.isClean())

    def _name(self) -> str:
        """What the document's files are called: like its own, or like its unit and edition."""
        session = self.session
        if session is None:
            return PROGRAM
        if session.path is not None:
            return session.path.stem
        unit = session.workbook.cell(session.workbook.edition.unit).text
        return "".join(c for c in f"{unit}{session.workbook.edition.title}" if c not in '\\/:*?"<>|\r\n\t')

    def _remember(self, path: Path) -> None:
        self.settings.remember_file(path.absolute())
        self.settings.remember_folder(_FILES, path.absolute().parent)
        self._start.show_recent(self.settings.recent_files)


def _dropped(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """The document's file that is being dropped."""
    urls: list[QUrl] = event.mimeData().urls()
    paths = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return next((path for path in paths if path.suffix == SUFFIX), None)


def main_window() -> MainWindow | None:
    """The program's window, where there is one."""
    return next((window for window in QApplication.topLevelWidgets() if isinstance(window, MainWindow)), None)
