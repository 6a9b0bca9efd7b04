"""The keys that a line or a text being typed in leaves to the window's menus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

EXPORT = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)
"""On Linux it would go to the end of a line that is being typed in."""


def is_menu_key(event: QEvent, *, history: bool = False) -> bool:
    """Whether a key, asked before it is used up, is for the window's menus: undo and redo only with `history`."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    return event.keyCombination() == EXPORT or (history and (event.matches(undo) or event.matches(redo)))
