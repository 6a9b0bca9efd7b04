"""Where Tab stops on a page, and the keys that go to another page by it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from disclosure_editor.ui.keys import TAB


def next_stop(stops: Sequence[QWidget], *, backwards: bool) -> QWidget | None:
    """Where Tab goes from the one that has the focus; None from the last one (`backwards`: the first)."""
    focused = QApplication.focusWidget()
    place = next((place for place, stop in enumerate(stops) if stop is focused), len(stops))
    ahead = stops[:place][::-1] if backwards else stops[place + 1 :]
    return next(filter(can_stop, ahead), None)


def can_stop(widget: QWidget) -> bool:
    """Whether Tab can stop at a widget now."""
    return widget.isVisible() and widget.isEnabled()


def goes_to_another_tab(event: QKeyEvent) -> bool:
    """Whether a key is Ctrl+Tab or Ctrl+Shift+Tab, which a section's tabs understand."""
    return event.key() in TAB and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
