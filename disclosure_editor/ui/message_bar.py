"""A bar across the window for a message that waits for an answer without stopping the work."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from disclosure_editor.editions.model import Severity
from disclosure_editor.ui.buttons import tool_button
from disclosure_editor.ui.icons import severity_icon

_TINTS = {Severity.ERROR: "#fbe9e7", Severity.WARNING: "#fdf4dc", Severity.NOTICE: "#e6f0fa"}


class MessageBar(QFrame):
    """One message with its answers; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._answers = QHBoxLayout()
        close = tool_button("×", "关闭")
        close.setAutoRaise(True)
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addLayout(self._answers)
        layout.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(
        self, text: str, severity: Severity = Severity.NOTICE, answers: Mapping[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a message in place of the one before; each answer closes the bar, then does what it stands for."""
        while (item := self._answers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for label, action in (answers or {}).items():
            button = QPushButton(label)
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _checked=False, do=action: do())
            self._answers.addWidget(button)
        self._icon.setPixmap(severity_icon(severity).pixmap(20, 20))
        self._text.setText(text)
        self.setStyleSheet(f"#messageBar {{ background: {_TINTS[severity]}; }} #messageBar QLabel {{ color: #222; }}")
        self.show()
