"""The question about what isn't saved, asked before a document is left."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QMessageBox, QWidget


class Answer(Enum):
    """What the officer wants done with what isn't saved."""

    SAVE = auto()
    DISCARD = auto()
    STAY = auto()


def ask_about_unsaved(name: str, title: str, parent: QWidget) -> Answer:
    """Ask; closing the question stays with the document."""
    box = QMessageBox(QMessageBox.Icon.Question, title, f"“{name}”有没保存的修改。", parent=parent)
    save = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(stay)
    box.exec()
    answers = {save: Answer.SAVE, discard: Answer.DISCARD}
    return next((answer for button, answer in answers.items() if button is box.clickedButton()), Answer.STAY)
