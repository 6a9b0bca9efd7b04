"""The start page: what an officer can begin with while no document is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from disclosure_editor.ui.icons import icon

_WIDTH = 620


class StartPage(QWidget):
    """Beginning a document, opening one, and the recent ones.

    Attributes:
        new_wanted, draft_wanted, open_wanted: emitted when the officer asks for it.
        file_chosen: emitted with the path of a recent file.
    """

    new_wanted = Signal()
    draft_wanted = Signal()
    open_wanted = Signal()
    file_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("预决算公开编辑器")
        title.setStyleSheet("font-size: 26px; font-weight: bold;")
        subtitle = QLabel("每个数只填一次，文字和表格由同一份数据写出，边填边查。")
        subtitle.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for name, text, signal in (
            ("draft", "由上年文件生成初稿…", self.draft_wanted),
            ("new", "新建空白文件…", self.new_wanted),
            ("open", "打开文件…", self.open_wanted),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setIcon(icon(name))
            button.setIconSize(QSize(24, 24))
            button.setMinimumHeight(52)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        self._recent_title = QLabel("最近的文件")
        self._recent = QListWidget()
        self._recent.setObjectName("recent")
        self._recent.itemActivated.connect(self._on_chosen)
        self._recent.itemClicked.connect(self._on_chosen)
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in (title, subtitle):
            column.addWidget(widget)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addSpacing(12)
        column.addWidget(self._recent_title)
        column.addWidget(self._recent, 1)
        column.addWidget(QLabel("也可以把上年公开的 Word、Excel、PDF、网页、文字文件，或本程序的文件，拖进这个窗口。"))
        column.addStretch()
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(_WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 48, 24, 48)
        layout.addStretch(1)
        layout.addWidget(holder, 8)
        layout.addStretch(1)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the files opened lately."""
        self._recent.clear()
        for path in paths:
            item = QListWidgetItem(f"{path.name}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            self._recent.addItem(item)
        for widget in (self._recent_title, self._recent):
            widget.setVisible(bool(paths))

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.file_chosen.emit(Path(item.data(Qt.ItemDataRole.UserRole)))
