"""Buttons of one make, for every part of the window."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from disclosure_editor.ui.icons import icon


def tool_button(text: str, tip: str = "", *, name: str = "", picture: str = "", checkable: bool = False) -> QToolButton:
    """A small button; with a picture beside its text, or instead of one.

    Args:
        name: its name among Qt's objects.
        picture: its drawing in `icons`.
    """
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(text or tip)
    button.setObjectName(name)
    button.setCheckable(checkable)
    if picture:
        button.setIcon(icon(picture))
        button.setIconSize(QSize(16, 16))
        if text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
