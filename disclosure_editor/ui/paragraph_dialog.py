"""The dialog in which an officer puts a paragraph of the publication into their own words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from disclosure_editor.calculation.edits import edit_paragraph, restore_paragraph
from disclosure_editor.narrative.writer import WrittenParagraph
from disclosure_editor.ui.keys import ENTER
from disclosure_editor.ui.session import Session

_TAKE, _DELETE = "用这段文字", "删去这一段"


class ParagraphDialog(QDialog):
    """One paragraph: what is generated, and what is published instead."""

    def __init__(self, session: Session, paragraph: WrittenParagraph, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._paragraph = paragraph
        self.setWindowTitle("修改这一段")
        self.resize(680, 460)
        generated = QPlainTextEdit(paragraph.generated_text)
        generated.setObjectName("generated")
        generated.setReadOnly(True)
        generated.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._own = QPlainTextEdit(paragraph.text)
        self._own.setObjectName("own")
        self._own.setTabChangesFocus(True)
        self._own.textChanged.connect(self._on_changed)
        note = QLabel(
            "改成自己的文字后，数据再变时这一段不会自动跟着变；与表不一致的数会列为问题。可以随时恢复自动文字。"
        )
        note.setWordWrap(True)
        buttons = QDialogButtonBox()
        self._accept = buttons.addButton(_TAKE, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        if paragraph.own:
            restore = buttons.addButton("恢复自动文字", QDialogButtonBox.ButtonRole.ResetRole)
            restore.clicked.connect(self._restore)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel("自动文字"))
        layout.addWidget(generated, 2)
        layout.addWidget(QLabel("公开的文字"))
        layout.addWidget(self._own, 3)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self._own.setFocus()
        self._on_changed()

    def accept(self) -> None:
        """Publish what was typed; nothing, where the paragraph is left blank."""
        text = self._own.toPlainText().strip()
        if text != self._paragraph.text:
            generated = self._paragraph.generated_text
            self._session.do(edit_paragraph(self._session.workbook, self._paragraph.key, text, generated))
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes the text; Enter alone begins a new line in it."""
        confirmed = event.key() in ENTER
        if confirmed and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()
            return
        super().keyPressEvent(event)

    def _restore(self) -> None:
        self._session.do(restore_paragraph(self._session.workbook, self._paragraph.key))
        super().accept()

    def _on_changed(self) -> None:
        self._accept.setText(_TAKE if self._own.toPlainText().strip() else _DELETE)
