"""What is opened over a cell to type in it: a line, a line with subjects offered, a text of several lines, a choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from disclosure_editor.calculation.column_texts import completed
from disclosure_editor.calculation.entries import subject_text
from disclosure_editor.editions.subjects import Catalogue
from disclosure_editor.ui.keys import ENTER, TAB

_OFFERED = 30
_POPUP_LINES = 10
_WIDEST_POPUP = 480
_AROUND_TEXT = 8
_READABLE = 40
"""How wide a text input becomes where its column is narrower, in characters."""
_MOST_LINES = 100
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


def _list_below(widget: QWidget, texts: QStringListModel) -> QCompleter:
    """What opens below an input with these texts on offer."""
    completer = QCompleter(texts, widget)
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    completer.setMaxVisibleItems(_POPUP_LINES)
    completer.setWidget(widget)
    return completer


class SubjectInput(QLineEdit):
    """A line that offers the subjects of a catalogue while one types a code or a name.

    Attributes:
        accepted: emitted with the key (none for a click) when a subject is taken from the list.
        by_name: whether what is typed is a name, which need not be one of the catalogue's.
    """

    accepted = Signal(object)

    def __init__(self, catalogue: Catalogue, by_name: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.by_name = by_name
        self._catalogue = catalogue
        self._offered = QStringListModel(self)
        self._completer = _list_below(self, self._offered)
        self.popup().installEventFilter(self)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    def popup(self) -> QAbstractItemView:
        """The list of subjects on offer."""
        popup = self._completer.popup()
        assert popup is not None
        return popup

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter and Tab take a subject from the list, before the completer sees them."""
        if watched is not self.popup() or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.key() in (*ENTER, *TAB):
            self._leave_popup(event)
            return True
        return super().eventFilter(watched, event)

    def _offer(self, text: str) -> None:
        subjects = self._catalogue.search(text, _OFFERED)
        if not subjects:
            self.popup().hide()
            return
        texts = [subject_text(subject) for subject in subjects]
        self._offered.setStringList(texts)
        widest = max(self.fontMetrics().horizontalAdvance(text) for text in texts)
        width = max(self.width(), widest + 48)
        self._completer.complete(QRect(QPoint(0, 0), self.size()).adjusted(0, 0, width - self.width(), 0))
        self.popup().setCurrentIndex(self._offered.index(-1, 0))

    def _leave_popup(self, event: QKeyEvent) -> None:
        """Take the subject that is highlighted, or the best one where a name stands for a code; else what was typed."""
        current = self.popup().currentIndex()
        typed_code = self.text().strip().isdigit()
        self.popup().hide()
        if current.isValid():
            self.setText(current.data())
        elif not self.by_name and not typed_code:
            self.setText(self._offered.index(0, 0).data())
        self.accepted.emit(event)

    def _take(self, text: str) -> None:
        self.setText(text)
        self.accepted.emit(None)


class TextInput(QPlainTextEdit):
    """A text of several lines; Alt+Enter begins a new one.

    What other rows state is offered: the rest of the one text that begins as typed is there at once, selected, so that
    what is typed next replaces it; Alt+Down shows all of them.

    Args:
        offered: what other rows state.

    Attributes:
        accepted: emitted with the key (none for a click) when a text is taken from the list.
    """

    accepted = Signal(object)

    def __init__(self, offered: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._offered_texts = offered
        self._adding = False
        self._cell = QRect()
        self.setTabChangesFocus(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self._completer = _list_below(self, QStringListModel(list(offered[:_OFFERED]), self))
        self._completer.activated.connect(self._take)
        self.popup().installEventFilter(self)
        self.document().contentsChange.connect(self._note_change)
        self.textChanged.connect(self._complete)

    def popup(self) -> QAbstractItemView:
        """The list of texts on offer."""
        popup = self._completer.popup()
        assert popup is not None
        return popup

    def put(self, text: str) -> None:
        """Put a text in, with the cursor behind it."""
        with QSignalBlocker(self):
            self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._fit()

    def begin_at(self, cell: QRect) -> None:
        """Stand over a cell; over its neighbours too where the text needs the room."""
        self._cell = QRect(cell)
        self._fit()

    def offer(self) -> None:
        """Show what other rows state."""
        if self._offered_texts:
            widest = max(self.fontMetrics().horizontalAdvance(text) for text in self._offered_texts[:_OFFERED])
            width = min(max(self.width(), widest + 48), _WIDEST_POPUP)
            self._completer.complete(QRect(0, 0, width, self.height()))
            self.popup().setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down shows what is on offer."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.offer()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter and Tab take a text from the list; what is typed goes on in the cell, without it."""
        if watched is not self.popup() or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        current = self.popup().currentIndex()
        if event.key() in (*ENTER, *TAB):
            self.popup().hide()
            if current.isValid():
                self.put(current.data())
            self.accepted.emit(event)
            return True
        if event.text() and event.key() != Qt.Key.Key_Escape:
            self.popup().hide()
            QApplication.sendEvent(self, event)
            return True
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Be as large as the text needs, within the grid; first wider, up to a readable width, then higher."""
        grid = self.parentWidget()
        if self._cell.isNull() or grid is None:
            return
        metrics, around = self.fontMetrics(), 2 * self.frameWidth() + _AROUND_TEXT
        lines = self.toPlainText().split("\n")
        widest = max(metrics.horizontalAdvance(line) for line in lines) + around + metrics.averageCharWidth()
        rect = QRect(self._cell)
        rect.setWidth(min(max(rect.width(), min(widest, _READABLE * metrics.averageCharWidth())), grid.width()))
        inner = QRect(0, 0, rect.width() - around, metrics.lineSpacing() * _MOST_LINES)
        wrapped = (metrics.boundingRect(inner, int(_WRAPPED), line or " ").height() for line in lines)
        rect.setHeight(min(max(rect.height(), sum(wrapped) + around), grid.height()))
        rect.moveLeft(max(min(rect.left(), grid.width() - rect.width()), 0))
        rect.moveTop(max(min(rect.top(), grid.height() - rect.height()), 0))
        self.setGeometry(rect)

    def _note_change(self, _place: int, _removed: int, added: int) -> None:
        self._adding = added > 0

    def _complete(self) -> None:
        """Add the rest of the one text that begins as typed; not when something was taken away."""
        self._fit()
        self.popup().hide()
        typed = self.toPlainText()
        whole = completed(typed, self._offered_texts)
        if self._adding and self.textCursor().atEnd() and whole != typed:
            cursor = self.textCursor()
            with QSignalBlocker(self):
                cursor.insertText(whole[len(typed) :])
            self._fit()
            cursor.setPosition(len(typed), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def _take(self, text: str) -> None:
        self.put(text)
        self.accepted.emit(None)


class ChoiceInput(QComboBox):
    """One of a few texts."""

    def __init__(self, choices: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.addItems(list(choices))

    def begin_with(self, text: str) -> None:
        """Show what stands in the cell, even where it is none of the choices: only the officer chooses."""
        if self.findText(text) < 0:
            self.addItem(text)
        self.setCurrentText(text)
