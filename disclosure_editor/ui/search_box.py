"""The search box: type a text, choose one of the places that hold it, go there."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from disclosure_editor.calculation.search import find_text
from disclosure_editor.ui.icons import icon
from disclosure_editor.ui.keys import ENTER
from disclosure_editor.ui.session import Session

_MOST_HITS = 200


class SearchBox(QWidget):
    """A line to type in, and above `below` the places found while there is something in it.

    Attributes:
        place_chosen: emitted with the address to go to.
    """

    place_chosen = Signal(object)

    def __init__(self, session: Session, below: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._below = below
        self._line = QLineEdit(placeholderText="查找数字、科目、文字（Ctrl+F）", clearButtonEnabled=True)
        self._line.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self._line.textChanged.connect(self._search)
        self._line.installEventFilter(self)
        self._line.setAcceptDrops(False)  # files are for the window
        self._hits = QListWidget()
        self._hits.setWordWrap(True)
        self._hits.setAlternatingRowColors(True)
        self._hits.itemClicked.connect(self._choose)
        self._hits.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._line)
        layout.addWidget(self._hits, 1)
        layout.addWidget(below, 1)
        self.setFocusProxy(self._line)

    @property
    def line(self) -> QLineEdit:
        """Where the officer types."""
        return self._line

    @property
    def hits(self) -> QListWidget:
        """The places found."""
        return self._hits

    def begin(self) -> None:
        """Let the officer type."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The arrows go through the places, Enter to one, Escape back to the outline."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._hits.count():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._hits.setCurrentRow(max(0, min(self._hits.count() - 1, self._hits.currentRow() + step)))
            return True
        if event.key() in ENTER and self._hits.currentItem() is not None:
            self._choose(self._hits.currentItem())
            return True
        if event.key() == Qt.Key.Key_Escape and self._line.text():
            self._line.clear()
            return True
        return False

    def _search(self, text: str) -> None:
        self._hits.clear()
        for hit in islice(find_text(self._session.workbook, text), _MOST_HITS):
            item = QListWidgetItem(f"{hit.title}\n　{_shortened(hit.text)}" if hit.text else hit.title)
            item.setData(Qt.ItemDataRole.UserRole, hit.address)
            self._hits.addItem(item)
        if text.strip() and not self._hits.count():
            nothing = QListWidgetItem("没有找到")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._hits.addItem(nothing)
        elif self._hits.count():
            self._hits.setCurrentRow(0)
        self._hits.setVisible(bool(text.strip()))
        self._below.setVisible(not text.strip())

    def _choose(self, item: QListWidgetItem) -> None:
        address = item.data(Qt.ItemDataRole.UserRole)
        if address is not None:
            self.place_chosen.emit(address)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"
