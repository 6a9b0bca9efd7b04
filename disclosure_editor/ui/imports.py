"""Imports: from a file that the officer chose or dropped to a document of this program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from disclosure_editor.document.refusals import Refusal
from disclosure_editor.document.storage import SUFFIX
from disclosure_editor.ui.documents import Documents
from disclosure_editor.ui.import_steps import Steps, program_steps
from disclosure_editor.ui.settings import Settings

if TYPE_CHECKING:  # loaded with the first file that is read
    from disclosure_editor.calculation.workbook import Workbook
    from disclosure_editor.carryover.targets import Target
    from disclosure_editor.document.disclosure import Content, Disclosure, Edit
    from disclosure_editor.document.disclosure import Path as ContentPath
    from disclosure_editor.editions.model import Edition
    from disclosure_editor.ui.import_dialog import ImportDialog, Purpose
    from disclosure_editor.ui.job import Job, Reins
    from disclosure_editor.ui.session import Session

_FOLDER = "import"
_FILTERS = (
    f"公开的文件 (*.docx *.xlsx *.xls *.pdf *.txt *.html *.htm *{SUFFIX})",
    "Word (*.docx)",
    "Excel (*.xlsx *.xls)",
    "PDF (*.pdf)",
    "网页和文字 (*.html *.htm *.txt)",
    f"本程序的文件 (*{SUFFIX})",
    "所有文件 (*)",
)


class _Read(NamedTuple):
    """What reading gives; the editions are those that there are."""

    editions: tuple[Edition, ...]
    workbook: Workbook
    targets: tuple[Target, ...]


class Imports(QObject):
    """At most one import is under way; another one takes its place.

    Attributes:
        refused: emitted with the `Refusal` that an import ended with, and with what would read the file again, of an
            edition that the officer names; None where that wouldn't help.
        dialog: the page of the import under way; None for none.
    """

    refused = Signal(object, object)

    def __init__(self, documents: Documents, settings: Settings, window: QWidget, steps: Steps | None = None) -> None:
        super().__init__(window)
        self._documents = documents
        self._settings = settings
        self._window = window
        self._given_steps = steps
        self._job: Job | None = None
        self._read: _Read | None = None
        self._path = Path()
        self.dialog: ImportDialog | None = None

    def choose_for_draft(self) -> None:
        """Make a draft out of a file that the officer chooses."""
        from disclosure_editor.ui.import_dialog import Purpose

        self._choose("选上年公开的文件", Purpose.DRAFT)

    def choose_for_review(self) -> None:
        """Open a file that the officer chooses as it was published."""
        from disclosure_editor.ui.import_dialog import Purpose

        self._choose("选要审核的公开文件", Purpose.REVIEW)

    def draft_from(self, path: Path) -> None:
        """Make a draft out of a file."""
        from disclosure_editor.ui.import_dialog import Purpose

        self.begin(path, Purpose.DRAFT)

    def begin(self, path: Path, purpose: Purpose, *, edition_known: bool = True) -> None:
        """Show the page of an import and read the file, unless the officer is to say first what edition it is in."""
        from disclosure_editor.ui.import_dialog import ImportDialog

        self.stop()
        dialog = ImportDialog(path, purpose, self._window)
        dialog.reread_wanted.connect(self._begin_reading)
        dialog.made.connect(self._make)
        dialog.rejected.connect(self._on_rejected)
        self._path, self.dialog = path, dialog
        dialog.show()
        if edition_known:
            self._begin_reading()
        else:
            dialog.show_editions(self._documents.library.readable())
            dialog.wait_for_edition()

    def stop(self) -> None:
        """End the import under way; whatever is open stays as it is."""
        self._let_go()
        dialog, self.dialog = self.dialog, None
        self._read = None
        if dialog is not None:
            dialog.hide()
            dialog.deleteLater()
            self._window.activateWindow()  # what is typed next goes there

    def _choose(self, title: str, purpose: Purpose) -> None:
        folder = self._settings.folder(_FOLDER)
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, str(folder), ";;".join(_FILTERS))
        if chosen:
            path = Path(chosen)
            self._settings.remember_folder(_FOLDER, path.resolve().parent)
            self.begin(path, purpose)

    def _begin_reading(self) -> None:
        if self.dialog is None:
            return
        path, edition_id, library = self._path, self.dialog.read_as, self._documents.library

        def read(reins: Reins) -> _Read:
            from disclosure_editor.calculation.workbook import Workbook
            from disclosure_editor.carryover.targets import targets

            disclosure = self._steps.read(path, library, edition_id, reins.advance, reins.stopped).disclosure
            workbook = Workbook(library.edition(disclosure.edition), disclosure, library.catalogues)
            return _Read(library.readable(), workbook, targets(workbook, library))

        self._start(read, self._on_read)
        self.dialog.show_progress("读文件", 0)

    def _on_read(self, read: _Read) -> None:
        self._read = read
        if self.dialog is not None:
            self.dialog.show_editions(read.editions)
            self.dialog.show_read(read.workbook, read.targets)
            self._offer_taking()

    def _offer_taking(self) -> None:
        """Offer to take from the file what the document that is open now takes from it."""
        from disclosure_editor.carryover.targets import can_feed

        session, read = self._documents.session, self._read
        if self.dialog is not None and read is not None:
            feeds = session is not None and can_feed(read.workbook, self._documents.library, session.workbook)
            self.dialog.offer_taking(self._documents.name if feeds else "")

    def _make(self) -> None:
        from disclosure_editor.ui.import_dialog import Purpose

        dialog, read = self.dialog, self._read
        if dialog is None or read is None:
            return
        if dialog.purpose is Purpose.REVIEW:
            if self._path.suffix.lower() == SUFFIX:
                path = self._path
                self.stop()
                self._documents.open(path)
            else:
                self._finish(read.workbook)
            return
        if dialog.purpose is Purpose.TAKE:
            self._take(read.workbook)
            return
        edition, year, library = dialog.edition, dialog.year, self._documents.library

        def draft(reins: Reins) -> Disclosure:
            reins.advance("生成初稿", 0)
            return self._steps.draft(read.workbook, library, year, edition.id if edition is not None else None)

        self._start(draft, self._on_drafted)
        dialog.show_progress("生成初稿", 0)

    def _take(self, workbook: Workbook) -> None:
        """Take what the open document takes from this one."""
        from disclosure_editor.carryover.targets import can_feed

        self._documents.about_to_use.emit()
        session, library = self._documents.session, self._documents.library
        if session is None or self.dialog is None or not can_feed(workbook, library, session.workbook):
            self._offer_taking()  # another document was opened meanwhile
            return
        begun = session.workbook.copy()

        def take(reins: Reins) -> Edit:
            reins.advance("取用", 0)
            return self._steps.take(workbook, library, begun)

        self._start(take, partial(self._on_taken, session, dict(begun.disclosure.items())))
        self.dialog.show_progress("取用", 0)

    def _on_taken(self, session: Session, begun: Mapping[ContentPath, Content], edit: Edit) -> None:
        disclosure = session.workbook.disclosure
        if session is not self._documents.session or dict(disclosure.items()) != begun:
            self._documents.said.emit("取用的时候文件改过了，请再点一次“取用”。")
            if self.dialog is not None:
                self.dialog.show_ready()
            return
        session.do(edit)
        self.stop()
        told = f"已{edit.label}（按 Ctrl+Z 撤销）" if edit else "没有可取用的：这些内容都已经填了。"
        self._documents.said.emit(told)

    def _on_drafted(self, disclosure: Disclosure) -> None:
        from disclosure_editor.calculation.workbook import Workbook

        library = self._documents.library
        self._finish(Workbook(library.edition(disclosure.edition), disclosure, library.catalogues))

    def _finish(self, workbook: Workbook) -> None:
        """Go on with the document, unless the officer stays with the one that is open."""
        if self._documents.begin_with(workbook):
            self.stop()
        elif self.dialog is not None:
            self.dialog.show_ready()

    def _on_refused(self, refusal: Refusal) -> None:
        from disclosure_editor.recognition.edition_choice import NoEdition

        dialog, path = self.dialog, self._path
        self.stop()
        purpose = dialog.purpose if dialog is not None else None
        if isinstance(refusal, NoEdition) and purpose is not None:
            self.refused.emit(refusal, partial(self.begin, path, purpose, edition_known=False))
        else:
            self.refused.emit(refusal, None)

    def _on_rejected(self) -> None:
        busy = self._job is not None
        self.stop()
        if busy:
            self._documents.said.emit("已停止，没有导入。")

    def _start(self, work: Callable[[Reins], object], then: Callable[..., None]) -> None:
        from disclosure_editor.ui.job import Job

        self._let_go()
        job = Job(work, self)
        job.advanced.connect(self._on_advanced)
        job.done.connect(self._let_go)
        job.done.connect(then)
        job.refused.connect(self._on_refused)
        job.broke.connect(self.stop)
        self._job = job

    def _on_advanced(self, phase: str, percent: int) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(phase, percent)

    def _let_go(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.stop()
            job.deleteLater()

    @property
    def _steps(self) -> Steps:
        return self._given_steps or program_steps()
