"""The bar beside an entry's heading: how much of it is last year's, and the ways to deal with that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from disclosure_editor.ui import tints
from disclosure_editor.ui.buttons import tool_button


class CarriedBar(QWidget):
    """Hidden where everything is confirmed.

    Attributes:
        confirm_wanted: emitted when the officer confirms the entry.
        next_wanted: emitted when the officer wants to go to the next place.
    """

    confirm_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setObjectName("carried")
        self._text.setStyleSheet(
            f"#carried {{ background: {tints.carried_tint(self.palette()).name()};"
            f" border-left: 4px solid {tints.carried_colour().name()}; padding: 2px 6px; }}"
        )
        further = tool_button("下一处", "到下一处待确认的（Ctrl+J）", name="next carried")
        confirm = tool_button("确认本节", "本节沿用上年的内容都确认（Ctrl+Shift+K，可以撤销）", name="confirm section")
        further.clicked.connect(self.next_wanted)
        confirm.clicked.connect(self.confirm_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 2)
        for widget in (self._text, further, confirm):
            layout.addWidget(widget)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_count(self, count: int) -> None:
        """Say how much there is."""
        self._text.setText(f"沿用上年 {count} 处待确认")
        self.setVisible(count > 0)
