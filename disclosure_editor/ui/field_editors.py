"""Field editors: one value of a form each, in a line, a text box or a list of choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from disclosure_editor.calculation.workbook import CellValue
from disclosure_editor.editions.model import Column, ValueType
from disclosure_editor.ui.keys import ENTER
from disclosure_editor.ui.menu_keys import is_menu_key

_LEAST_LINES, _MOST_LINES = 3, 16
_AMOUNT_WIDTH, _NUMBER_WIDTH = 150, 96
_PAUSE = 2000
"""After how long a pause in typing a long text is stated, in milliseconds."""


# A second Qt base is nothing that Python could lay out; the type checker is told what the fields' own base brings.
if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class _TypedField(_Widget):
    """What a line and a text box share: what is typed waits to be stated.

    It stands before a Qt widget with `text` among the bases of a field, which has the `stated` signal and `put`,
    and sets `_shown`, the text that stands in the document.
    """

    if TYPE_CHECKING:
        _shown: str
        stated: SignalInstance

        def text(self) -> str: ...
        def put(self, text: str) -> None: ...
        def setPlaceholderText(self, arg__1: str, /) -> None: ...

    @property
    def pending(self) -> bool:
        """Whether something is typed that isn't stated yet; blanks around a text are nothing."""
        return self.text().strip() != self._shown

    def show_value(self, value: CellValue, computed: CellValue) -> None:
        """Show what stands in the document, unless something else is being typed."""
        text = value.text if value.stated else ""
        self.setPlaceholderText(computed.text)
        if text != self._shown or not self.hasFocus():
            self._shown = text
            if self.text().strip() != text:
                self.put(text)

    def commit(self) -> None:
        """State what was typed."""
        if self.pending:
            self._shown = self.text().strip()
            self.stated.emit(self._shown)

    def event(self, event: QEvent) -> bool:
        """Leave undo to the document where the field has nothing to take back."""
        if is_menu_key(event, history=not self.pending):
            event.ignore()
            return False
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take texts; files are for the window."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field states what was typed."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.commit()


class LineField(_TypedField, QLineEdit):
    """A value in one line.

    While nothing is stated, what is computed shows through; Enter and leaving the field state what was typed, Escape
    takes it back. Undo is the field's own while something typed is not stated yet, else the document's.

    Attributes:
        stated: emitted with the text that the officer states.
    """

    stated = Signal(str)

    def __init__(self, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        if column.type.numeric:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
            self.setFixedWidth(_AMOUNT_WIDTH if column.type is ValueType.AMOUNT else _NUMBER_WIDTH)
        self.returnPressed.connect(self.commit)

    def put(self, text: str) -> None:
        """Put a text in; of a long one its beginning is in sight while it isn't being edited."""
        self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field states what was typed and shows its beginning again."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.setCursorPosition(0)

    def begin_from(self, text: str) -> None:
        """Let the officer change this text."""
        self.setText(text)
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back what was typed."""
        if event.key() == Qt.Key.Key_Escape and self.pending:
            self.setText(self._shown)
            return
        super().keyPressEvent(event)


class TextField(_TypedField, QPlainTextEdit):
    """A value of several lines; as high as its text, within limits. It behaves like `LineField`, but that Enter begins
    a new line, Tab leaves the field and a pause in typing states the text.

    Attributes:
        stated: emitted with the text that the officer states.
    """

    stated = Signal(str)

    def __init__(self, _column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        # So that no more than a few words of a long text are lost if the program breaks off.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._expect_pause)
        self._fit()

    def text(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def put(self, text: str) -> None:
        """Put a text in, with the cursor behind it."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def show_value(self, value: CellValue, computed: CellValue) -> None:
        """Show what stands in the document, unless something else is being typed."""
        super().show_value(value, computed)
        self._fit()

    def begin_from(self, text: str) -> None:
        """Let the officer change this text."""
        self.put(text)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter states what was typed; Escape takes it back."""
        if event.key() == Qt.Key.Key_Escape and self.pending:
            self.put(self._shown)
        elif event.key() in ENTER and (event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.commit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes other lines."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, not the field, while the field isn't being edited."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _expect_pause(self) -> None:
        if self.hasFocus() and self.pending:
            self._pause.start()

    def _fit(self) -> None:
        wanted = int(self.document().size().height())
        if not self.text() and self.placeholderText():
            width = max(self.viewport().width() - 12, 1)
            placeholder = self.placeholderText()
            lines = placeholder.split("\n")
            wanted = sum(self.fontMetrics().horizontalAdvance(line) // width + 1 for line in lines)
        shown = max(_LEAST_LINES, min(_MOST_LINES, wanted + 1))
        margins = self.contentsMargins().top() + self.contentsMargins().bottom() + 10
        height = shown * self.fontMetrics().lineSpacing() + margins
        if height != self.maximumHeight():
            self.setFixedHeight(height)


class ChoiceField(QComboBox):
    """A value out of a few.

    Attributes:
        stated: emitted with the choice that the officer makes.
    """

    stated = Signal(str)

    def __init__(self, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = column.choices
        self._default = next(iter(column.choices), "")
        self.addItems(column.choices)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(self.sizePolicy().Policy.Maximum, self.sizePolicy().verticalPolicy())
        self.setMinimumWidth(160)
        self.activated.connect(self.commit)

    def text(self) -> str:
        """What is chosen."""
        return self.currentText()

    def show_value(self, value: CellValue, computed: CellValue) -> None:
        """Show what stands in the document; a text that is no choice any more is shown as it is."""
        text = value.text or computed.text or self._default
        if self.findText(text) < 0:
            self.addItem(text)
        self.setCurrentText(text)

    def begin_from(self, text: str) -> None:
        """Let the officer choose."""
        self.setCurrentText(text)
        self.setFocus()

    def commit(self) -> None:
        """State what is chosen."""
        self.stated.emit(self.currentText())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form; a wheel turned over a closed list must not choose."""
        event.ignore()


FieldEditor = LineField | TextField | ChoiceField

_EDITORS: dict[ValueType, type[TextField] | type[ChoiceField]] = {
    ValueType.LONG_TEXT: TextField,
    ValueType.CHOICE: ChoiceField,
}


def field_editor(column: Column, parent: QWidget) -> FieldEditor:
    """The editor that fits the values of a column."""
    return _EDITORS.get(column.type, LineField)(column, parent)


def commit_pending(widget: QObject | None) -> None:
    """State what is being typed, in a form or in a cell, before the document as a whole is used."""
    if not isinstance(widget, QWidget):
        return
    if isinstance(widget, FieldEditor):
        if not isinstance(widget, ChoiceField):
            widget.commit()
        return
    if isinstance(widget, (QLineEdit, QPlainTextEdit, QComboBox)):
        # A cell's editor states its text when it loses the focus.
        holder = widget.parentWidget()
        widget.clearFocus()
        if holder is not None:
            holder.setFocus()
