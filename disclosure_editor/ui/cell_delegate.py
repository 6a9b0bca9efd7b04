"""How a cell of a table's grid is painted and typed in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QPolygon
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from disclosure_editor.editions.model import RowKind, ValueType
from disclosure_editor.ui import tints
from disclosure_editor.ui.cell_inputs import ChoiceInput, SubjectInput, TextInput
from disclosure_editor.ui.keys import ENTER, TAB
from disclosure_editor.ui.menu_keys import is_menu_key
from disclosure_editor.ui.table_layout import Role
from disclosure_editor.ui.table_model import Index, Shown, TableModel

_CORNER = 7
_BESIDE = 20
"""Between a stated figure and the computed one beside it, and around them, in pixels."""
_SUBJECT_INPUT_WIDTH = 90
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_NONE, _ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


class CellDelegate(QStyledItemDelegate):
    """Paints and edits the cells of a `TableModel`.

    Attributes:
        left: emitted with the key event by which an input was left, when its text is in the document.
        replacing: whether the next input begins with what is typed, not with what stands in the cell.
        quiet: whether a selection is shown only while the view has the focus.
        together: gives the context in which what a key that leaves an input does is one thing for the views.
    """

    left = Signal(object)

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._view = parent
        self._initial = ""
        self._by_typing = False
        self._leaving: QWidget | None = None
        self.replacing = False
        self.quiet = False
        self.together: Callable[[], AbstractContextManager[None]] = nullcontext

    # Painting

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Add the colours that tell what kind of cell it is."""
        super().initStyleOption(option, index)
        shown, palette = self._model.shown(index), option.palette
        background = self._background(index, shown, palette)
        if background is not None:
            option.backgroundBrush = QBrush(background)
        text = self._text_colour(shown, palette)
        if text is not None:
            palette.setColor(QPalette.ColorRole.Text, text)
            palette.setColor(QPalette.ColorRole.HighlightedText, text)
        # A tinted selection, as in a spreadsheet, leaves the colours of the text their meaning.
        if text is None:
            palette.setColor(QPalette.ColorRole.HighlightedText, palette.color(QPalette.ColorRole.Text))
        base, highlight = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Highlight)
        palette.setColor(QPalette.ColorRole.Highlight, tints.blend(background or base, highlight, 0.22))
        option.palette = palette
        if self.wraps(index):
            option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText
        if self.computed_below(index, option.rect.width()):
            option.text = ""  # painted with what stands below it
        if self.quiet and not (isinstance(option.widget, QWidget) and option.widget.hasFocus()):
            option.state &= ~QStyle.StateFlag.State_Selected
            option.backgroundBrush = QBrush(background or base)  # over the selection that the view has painted
        indent = self._indent(index, shown)
        if indent:
            option.text = "\u3000" * indent + option.text

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell, its right corner where something was found there, its left one where it is last year's."""
        super().paint(painter, option, index)
        rect = option.rect
        shown, mark = self._model.shown(index), self._model.mark(index)
        if mark is not None:
            corner = rect.topRight()
            self._paint_corner(painter, corner, QPoint(-_CORNER, 0), QPoint(0, _CORNER), tints.severity_colour(mark))
        if shown.unconfirmed:
            corner = rect.topLeft()
            self._paint_corner(painter, corner, QPoint(_CORNER, 0), QPoint(0, _CORNER), tints.carried_colour())
        if not shown.differs:
            return
        colour = tints.computed_colour(option.palette)
        if self._model.column(index).column.type.numeric:
            self._paint_computed(painter, option, index, colour)
        else:
            self._paint_corner(painter, rect.bottomLeft(), QPoint(_CORNER, 0), QPoint(0, -_CORNER), colour)

    def computed_below(self, index: Index, width: int) -> bool:
        """Whether the figure that would be computed stands below the stated one, since the cell's width (within the
        lines of the grid) has no room for both.
        """
        computed = self._model.computed_text(index)
        if not computed:
            return False
        font = self._model.data(index, Qt.ItemDataRole.FontRole) or self._view.font()
        stated = QFontMetrics(font).horizontalAdvance(self._model.data(index))
        return stated + QFontMetrics(_smaller(font)).horizontalAdvance(computed) + _BESIDE > width

    def _paint_computed(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, colour: QColor) -> None:
        area = option.rect.adjusted(4, 2, -4, -2)
        place = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.save()
        if self.computed_below(index, option.rect.width()):
            painter.setFont(option.font)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self._model.data(index))
            place = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.setFont(_smaller(option.font))
        painter.setPen(colour)
        painter.drawText(area, place, self._model.computed_text(index))
        painter.restore()

    def wraps(self, index: Index) -> bool:
        """Whether a cell's text goes on in a second line."""
        shown, column = self._model.shown(index), self._model.column(index).column
        return shown.role is Role.LABEL or column.type in (ValueType.TEXT, ValueType.LONG_TEXT, ValueType.CHOICE)

    # Typing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The input that fits the cell."""
        grid_column = self._model.column(index)
        column, subject = grid_column.column, grid_column.subject
        if subject is not None:
            catalogue = self._model.catalogue(subject)
            line = SubjectInput(catalogue, subject is not column, parent)
            line.accepted.connect(lambda event: self._commit(line, event))
            return line
        if column.type is ValueType.CHOICE:
            choice = ChoiceInput(column.choices, parent)
            choice.activated.connect(lambda _: self._commit(choice, None))
            return choice
        if column.type in (ValueType.TEXT, ValueType.LONG_TEXT):
            text = TextInput(self._model.texts_beside(index), parent)
            text.accepted.connect(lambda event: self._commit(text, event))
            return text
        edit = QLineEdit(parent)
        edit.setAlignment(Qt.AlignmentFlag.AlignRight if column.type.numeric else Qt.AlignmentFlag.AlignLeft)
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the raw text, or with nothing where typing replaces it."""
        self._initial = index.data(Qt.ItemDataRole.EditRole)
        self._by_typing, self.replacing = self.replacing, False
        if isinstance(editor, ChoiceInput):
            editor.begin_with(self._initial)
            return
        if isinstance(editor, QLineEdit):
            editor.setText(self._initial)
            if self._by_typing:
                editor.selectAll()
        elif isinstance(editor, TextInput):
            editor.put(self._initial)
            if self._by_typing:
                editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Pass on what was typed, unless it is what stood there."""
        text = _text_of(editor)
        if text != self._initial:
            model.setData(index, text, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell; larger where a text or a subject's code needs the room."""
        rect = option.rect
        if isinstance(editor, TextInput):
            editor.begin_at(rect)
            return
        if isinstance(editor, SubjectInput):
            rect.setWidth(max(rect.width(), _SUBJECT_INPUT_WIDTH))
        area = option.widget.viewport().rect() if isinstance(option.widget, QAbstractItemView) else rect
        rect.moveRight(min(rect.right(), max(area.right(), rect.width())))
        rect.moveBottom(min(rect.bottom(), max(area.bottom(), rect.height())))
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the input by the keys that leave a cell in a spreadsheet, and the menus' keys to the window."""
        if is_menu_key(event):
            event.ignore()
            return True
        if watched is self._leaving and event.type() == QEvent.Type.FocusOut:
            return False  # its text is on its way into the document
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            if isinstance(watched, TextInput) and event.key() in ENTER and event.modifiers() & _ALT:
                watched.insertPlainText("\n")
                return True
            if self._leaves(event):
                self._commit(watched, event)
                return True
        return super().eventFilter(watched, event)

    def _leaves(self, event: QKeyEvent) -> bool:
        if event.key() in (*ENTER, *TAB):
            return True
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _NONE
        return self._by_typing and plain and event.key() in _ARROWS

    def _commit(self, editor: QWidget, event: QKeyEvent | None) -> None:
        with self.together():
            self._leaving = editor
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            # The view has let go of the input already where its row went to another place.
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._leaving = None
            if event is not None:
                self.left.emit(event)

    # Colours

    def _background(self, index: Index, shown: Shown, palette: QPalette) -> QColor | None:
        if shown.role is Role.DEAD:
            return tints.dead_tint(palette)
        mark = self._model.mark(index)
        if mark is not None and shown.differs:
            return tints.marked_tint(palette, mark)
        if shown.unconfirmed:
            return tints.carried_tint(palette)
        if shown.kind is RowKind.TOTAL:
            return tints.total_tint(palette)
        row = self._model.row(index)
        if row is not None and row.subtotal:
            return tints.subtotal_tint(palette)
        return tints.fixed_tint(palette) if shown.role is Role.LABEL else None

    def _text_colour(self, shown: Shown, palette: QPalette) -> QColor | None:
        if shown.value.malformed:
            return QColor("#d13438")
        if shown.role is Role.VALUE and not shown.value.stated:
            return tints.computed_colour(palette)
        return None

    def _indent(self, index: Index, shown: Shown) -> int:
        row, column = self._model.row(index), self._model.column(index).column
        words = shown.role is Role.LABEL and column.type is not ValueType.CODE
        return getattr(row.spec, "indent", 0) if row is not None and words else 0

    @staticmethod
    def _paint_corner(painter: QPainter, corner: QPoint, first: QPoint, second: QPoint, colour: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygon([corner, corner + first, corner + second]))
        painter.restore()


def _smaller(font: QFont) -> QFont:
    """For what would be computed beside what is stated."""
    smaller = QFont(font)
    smaller.setBold(False)
    smaller.setItalic(True)
    smaller.setPointSizeF(max(font.pointSizeF() - 1, 6))
    return smaller


def _text_of(editor: QWidget) -> str:
    if isinstance(editor, TextInput):
        return editor.toPlainText()
    if isinstance(editor, ChoiceInput):
        return editor.currentText()
    return editor.text() if isinstance(editor, QLineEdit) else ""
