"""The session: the open document with its findings, its publication and the history of its edits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.document.disclosure import Edit
from disclosure_editor.document.storage import save
from disclosure_editor.exchange.publication import Publication


class Session(QObject):
    """One open document.

    Attributes:
        workbook: its rows and values.
        checker: its findings.
        publication: its text and tables as they will be published.
        undo_stack: what was done to it; clean where the file has it all.
        path: its file; None while it has none.
        changed: emitted after each edit done, undone or redone; views read anew what they show.
        revisited: emitted with an edit that was undone or redone, after `changed`.
    """

    changed = Signal()
    revisited = Signal(object)

    def __init__(self, workbook: Workbook, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workbook = workbook
        self.publication = Publication(workbook)
        self.checker = Checker(workbook, self.publication.narrative)
        self.undo_stack = QUndoStack(self)
        self.path = path
        self._together = 0
        self._untold = False

    def do(self, edit: Edit) -> None:
        """Make an edit that can be undone; one that changes nothing leaves no trace."""
        if edit:
            self.undo_stack.push(_EditCommand(self, edit))

    @contextmanager
    def together(self) -> Iterator[None]:
        """Tell the views at once, at the end, of all edits that one keystroke makes: a figure typed, then a new row."""
        self._together += 1
        try:
            yield
        finally:
            self._together -= 1
            if self._untold and not self._together:
                self._untold = False
                self.changed.emit()

    @property
    def waiting(self) -> bool:
        """Whether edits were made of which the views are still to be told."""
        return self._untold

    def save(self, path: Path) -> None:
        """Write the document to its file, which is its file from then on.

        Raises:
            FileNotWritable: nothing has changed then.
        """
        save(self.workbook.disclosure, path)
        self.path = path
        self.undo_stack.setClean()

    def apply(self, edit: Edit) -> None:
        """Change the document and tell the views; for the undo stack alone."""
        self.workbook.apply(edit)
        self._untold = self._together > 0
        if not self._untold:
            self.changed.emit()


class _EditCommand(QUndoCommand):
    """An edit on the undo stack."""

    def __init__(self, session: Session, edit: Edit) -> None:
        super().__init__(edit.label)
        self._session = session
        self._edit = edit
        self._done = False

    def redo(self) -> None:
        """Make the edit: when it is pushed, and again after it was undone."""
        self._session.apply(self._edit)
        if self._done:
            self._session.revisited.emit(self._edit)
        self._done = True

    def undo(self) -> None:
        """Take the edit back."""
        self._session.apply(self._edit.inverse())
        self._session.revisited.emit(self._edit)
