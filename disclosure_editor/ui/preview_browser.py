"""The preview's page: shows the text, marks paragraphs in the officer's own words, and tells what was clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from disclosure_editor.ui.preview_formats import BODY_FAMILIES, TEXT_COLOUR

_OWN_BAR = QColor("#c98a1b")
_SENTENCE, _VALUE = QColor("#fff6d6"), QColor("#ffe08a")
_BAR_WIDTH = 4
_MARGIN = 18


class PreviewBrowser(QTextBrowser):
    """The page of the preview.

    Attributes:
        paragraph_chosen: emitted with a position of the text that was double-clicked.
        menu_wanted: emitted with a position of the text, the link there and where on the screen the menu goes.
        own_lines: gives the lines of text that are the officer's own words.
    """

    paragraph_chosen = Signal(int)
    menu_wanted = Signal(int, str, QPoint)

    def __init__(self, own_lines: Callable[[], Iterable[QTextBlock]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_lines = own_lines
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        font = QFont()
        font.setFamilies(BODY_FAMILIES)
        font.setPointSizeF(11.5)
        self.setFont(font)
        self.document().setDocumentMargin(_MARGIN)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor("white"))
        palette.setColor(QPalette.ColorRole.Text, TEXT_COLOUR)
        self.setPalette(palette)

    def light_up(self, sentences: Iterable[QTextBlock], values: Iterable[QTextCursor]) -> None:
        """Highlight whole paragraphs, and the places of a value in them and in tables more strongly."""
        marked: list[QTextEdit.ExtraSelection] = []
        for block in sentences:
            marked.append(_selection(QTextCursor(block), _SENTENCE, whole=True))
        for cursor in values:
            marked.append(_selection(cursor, _VALUE))
        self.setExtraSelections(marked)

    def scroll_to(self, block: QTextBlock) -> None:
        """Bring a line of the text to the upper part of the page."""
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(max(0, int(top) - self.viewport().height() // 5))

    def is_visible(self, block: QTextBlock) -> bool:
        """Whether a line of the text is on the page shown."""
        rect = self.document().documentLayout().blockBoundingRect(block)
        top = self.verticalScrollBar().value()
        return top <= rect.top() and rect.bottom() <= top + self.viewport().height()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a paragraph is for editing it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.paragraph_chosen.emit(self.cursorForPosition(event.position().toPoint()).position())
            return
        super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave the menu to the preview, which knows what stands here."""
        position = self.cursorForPosition(event.pos()).position()
        self.menu_wanted.emit(position, self.anchorAt(event.pos()), event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a bar at the left of paragraphs in the officer's own words."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        layout = self.document().documentLayout()
        offset = self.verticalScrollBar().value()
        for block in self._own_lines():
            rect = layout.blockBoundingRect(block)
            painter.fillRect(
                _MARGIN // 2, int(rect.top()) - offset, _BAR_WIDTH, max(int(rect.height()), _BAR_WIDTH), _OWN_BAR
            )
        painter.end()


def _selection(cursor: QTextCursor, colour: QColor, *, whole: bool = False) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    marked = QTextCharFormat()
    marked.setBackground(colour)
    if whole:
        marked.setProperty(QTextFormat.Property.FullWidthSelection, True)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    selection.format = marked
    selection.cursor = cursor
    return selection
