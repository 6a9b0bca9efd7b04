"""Recovery copies: what was typed and not yet saved, kept beside the officer's files against a crash."""

from __future__ import annotations

import contextlib
import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from disclosure_editor.document.files import FileNotWritable
from disclosure_editor.document.storage import SUFFIX, UnreadableFile, load, save

if TYPE_CHECKING:  # loaded with the first document, see `documents`
    from disclosure_editor.ui.session import Session

DELAY = 1500
"""How long, in milliseconds, an edit may wait for its recovery copy."""


def recovery_folder() -> Path:
    """Where recovery copies are kept; it need not exist yet."""
    return platformdirs.user_state_path("disclosure-editor", appauthor=False) / "recovery"


@dataclass(frozen=True)
class Leftover:
    """What a session that ended without saving has left.

    Attributes:
        copy: the recovery copy.
        original: the file that was being edited; None for a document that had none yet.
    """

    copy: Path
    original: Path | None

    @property
    def name(self) -> str:
        """What to call it before the officer."""
        return self.original.name if self.original else "尚未保存过的新文件"

    def discard(self) -> None:
        """Delete it."""
        _remove(self.copy)


def leftovers(folder: Path | None = None) -> tuple[Leftover, ...]:
    """What sessions that are no longer running have left, the newest first; a damaged copy is none."""
    found: list[tuple[float, Leftover]] = []
    for copy in (folder or recovery_folder()).glob(f"*{SUFFIX}"):
        if not _is_abandoned(copy):
            continue
        with contextlib.suppress(UnreadableFile, OSError, ValueError):
            load(copy)
            found.append((copy.stat().st_mtime, Leftover(copy, _original(copy))))
    return tuple(leftover for _, leftover in sorted(found, key=lambda item: item[0], reverse=True))


class Recovery(QObject):
    """Keeps a session's recovery copy while it holds edits that its file doesn't.

    Attributes:
        failed: emitted with a sentence where the copy could not be written; once until it can be again.
    """

    failed = Signal(str)

    def __init__(self, session: Session, folder: Path | None = None) -> None:
        super().__init__(session)
        self._session = session
        self._copy = (folder or recovery_folder()) / f"{uuid.uuid4().hex}{SUFFIX}"
        self._lock: QLockFile | None = None
        self._told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.write)
        session.changed.connect(self._expect)
        session.undo_stack.cleanChanged.connect(self._on_clean_changed)

    def write(self) -> None:
        """Bring the copy up to date now."""
        self._timer.stop()
        if self._session.undo_stack.isClean():
            self.remove()
            return
        try:
            self._claim()
            save(self._session.workbook.disclosure, self._copy)
            original = self._session.path
            _origin_file(self._copy).write_text(json.dumps(str(original.absolute()) if original else None), "utf-8")
        except (FileNotWritable, OSError) as error:
            self._tell(f"应急备份没有写成，请尽快保存文件：{error}")
            return
        self._told = False

    def remove(self) -> None:
        """Delete the copy: the file has it all, or the officer doesn't want it."""
        self._timer.stop()
        if self._lock is not None:
            _remove(self._copy)
            self._lock.unlock()
            self._lock = None

    def _expect(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _on_clean_changed(self, clean: bool) -> None:
        if clean:
            self.remove()

    def _claim(self) -> None:
        """Mark the copy as that of a running program."""
        if self._lock is None:
            self._copy.parent.mkdir(parents=True, exist_ok=True)
            self._lock = _lock_file(self._copy)
            self._lock.tryLock(0)

    def _tell(self, message: str) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(message)


def _is_abandoned(copy: Path) -> bool:
    """Whether no running program keeps this copy."""
    lock = _lock_file(copy)
    if not lock.tryLock(0):
        return False
    lock.unlock()
    return True


def _lock_file(copy: Path) -> QLockFile:
    lock = QLockFile(str(copy.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    return lock


def _origin_file(copy: Path) -> Path:
    return copy.with_suffix(".json")


def _original(copy: Path) -> Path | None:
    """The file that a copy is of."""
    try:
        stored = json.loads(_origin_file(copy).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return Path(stored) if isinstance(stored, str) else None


def _remove(copy: Path) -> None:
    for path in (copy, _origin_file(copy)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
