"""The keys that a line or a text being typed in leaves to the window's menus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

EXPORT = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)
CONFIRM = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_K)
"""On Linux they would go to the end of a line that is being typed in, or delete up to it."""


def is_menu_key(event: QEvent, *, history: bool = False) -> bool:
    """Whether a key, asked before it is used up, is for the window's menus: undo and redo only with `history`."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    return event.keyCombination() in (EXPORT, CONFIRM) or (history and (event.matches(undo) or event.matches(redo)))
