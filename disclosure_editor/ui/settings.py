"""Settings: what the window remembers from one start to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_RECENT_FILES = 10


class Settings:
    """What the window remembers, in the place where the system keeps such things."""

    def __init__(self) -> None:
        self._store = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "disclosure-editor", "disclosure-editor"
        )

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """Files opened or saved lately, the last one first."""
        stored = self._store.value("recent files", [])
        paths = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return tuple(Path(str(path)) for path in paths)

    def remember_file(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        others = [str(recent) for recent in self.recent_files if recent != path]
        self._store.setValue("recent files", [str(path), *others][:_RECENT_FILES])

    def forget_file(self, path: Path) -> None:
        """Take a file out of the recent ones, since it is gone."""
        self._store.setValue("recent files", [str(recent) for recent in self.recent_files if recent != path])

    def folder(self, purpose: str) -> Path:
        """The folder last used for a purpose; at first the officer's documents."""
        stored = Path(str(self._store.value(f"folder/{purpose}", "")))
        if stored.name and stored.is_dir():
            return stored
        documents = Path.home() / "Documents"
        return documents if documents.is_dir() else Path.home()

    def remember_folder(self, purpose: str, folder: Path) -> None:
        """Have a folder proposed the next time."""
        self._store.setValue(f"folder/{purpose}", str(folder))

    def choices(self, purpose: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """What was ticked last for a purpose."""
        stored = self._store.value(f"choices/{purpose}")
        return default if stored is None else tuple(str(stored).split())

    def remember_choices(self, purpose: str, chosen: tuple[str, ...]) -> None:
        """Have these ticked the next time."""
        self._store.setValue(f"choices/{purpose}", " ".join(chosen))

    def arrangement(self, part: str) -> QByteArray | None:
        """How a part of the window was last arranged."""
        stored = self._store.value(f"arrangement/{part}")
        return stored if isinstance(stored, QByteArray) else None

    def remember_arrangement(self, part: str, arrangement: QByteArray) -> None:
        """Have a part of the window arranged like this the next time."""
        self._store.setValue(f"arrangement/{part}", arrangement)
