"""The view of a table's grid: keys as in a spreadsheet, rows as high as their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from disclosure_editor.ui import tints
from disclosure_editor.ui.cell_delegate import CellDelegate
from disclosure_editor.ui.cell_inputs import TextInput
from disclosure_editor.ui.frozen_columns import FrozenColumns
from disclosure_editor.ui.keys import ENTER, TAB
from disclosure_editor.ui.tab_stops import goes_to_another_tab
from disclosure_editor.ui.table_header import MergedHeader
from disclosure_editor.ui.table_model import Index, TableModel

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)
_ROW_PADDING = 8
_CELL_PADDING = 8
_GRID_LINE = 1
_MOST_LINES = 12
_CELL_MARGIN = 14
_HINT_MARGIN = 16


class Command(Enum):
    """What a key asks for that the view alone can't do."""

    COPY = auto()
    CUT = auto()
    PASTE = auto()
    CLEAR = auto()
    FILL_DOWN = auto()
    ADD_ROW = auto()
    DELETE_ROWS = auto()
    MOVE_UP = auto()
    MOVE_DOWN = auto()
    ENTER = auto()
    """Go on below, where need be in a new row."""
    PAST_END = auto()
    """Go on behind the last cell that awaits typing."""


_NONE = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_COMMANDS = {
    (_CONTROL, Qt.Key.Key_C): Command.COPY,
    (_CONTROL, Qt.Key.Key_Insert): Command.COPY,
    (_CONTROL, Qt.Key.Key_X): Command.CUT,
    (_SHIFT, Qt.Key.Key_Delete): Command.CUT,
    (_CONTROL, Qt.Key.Key_V): Command.PASTE,
    (_SHIFT, Qt.Key.Key_Insert): Command.PASTE,
    (_NONE, Qt.Key.Key_Delete): Command.CLEAR,
    (_NONE, Qt.Key.Key_Backspace): Command.CLEAR,
    (_CONTROL, Qt.Key.Key_D): Command.FILL_DOWN,
    (_CONTROL, Qt.Key.Key_Plus): Command.ADD_ROW,
    (_CONTROL | _SHIFT, Qt.Key.Key_Plus): Command.ADD_ROW,
    (_CONTROL, Qt.Key.Key_Equal): Command.ADD_ROW,
    (_CONTROL, Qt.Key.Key_Minus): Command.DELETE_ROWS,
    (_ALT, Qt.Key.Key_Up): Command.MOVE_UP,
    (_ALT, Qt.Key.Key_Down): Command.MOVE_DOWN,
    (_NONE, Qt.Key.Key_Return): Command.ENTER,
    (_NONE, Qt.Key.Key_Enter): Command.ENTER,
}
_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_AWAY = (*_STEPS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class GridView(QTableView):
    """Shows a `TableModel`.

    Attributes:
        commanded: emitted with the `Command` of a key.
        entered: emitted when it gets the focus.
        left_by_tab: whether Tab goes on behind the last cell that awaits typing, to what stands below the grid.
    """

    commanded = Signal(object)
    entered = Signal()

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = CellDelegate(model, self)
        self._tab_began: int | None = None
        self.left_by_tab = False
        self._hint = ""
        self._setting_widths = False
        self._header = MergedHeader(model.layout, self)
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._delegate.left.connect(self._leave_input)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setStyleSheet(f"QTableView {{ gridline-color: {tints.grid_colour(self.palette()).name()}; }}")
        numbers = self.verticalHeader()
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 4)
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        numbers.setDefaultSectionSize(self.fontMetrics().lineSpacing() + _ROW_PADDING)
        self._set_widths(self._widths())
        self._header.sectionResized.connect(self._on_resized)
        model.dataChanged.connect(lambda first, last: self._fit_rows(range(first.row(), last.row() + 1)))
        model.modelReset.connect(lambda: self._fit_rows(range(model.rowCount())))
        self._fit_rows(range(model.rowCount()))
        self._frozen = FrozenColumns(self, self._header, model)

    def tell_together(self, together: Callable[[], AbstractContextManager[None]]) -> None:
        """Have what a key that leaves an input does be one thing for other views, by the context that this gives."""
        self._delegate.together = together

    def show_hint(self, text: str) -> None:
        """Show a text below the rows, in the place of rows that there aren't yet."""
        if text != self._hint:
            self._hint = text
            self.viewport().update()

    @property
    def hint(self) -> str:
        """The text below the rows."""
        return self._hint

    def move_to(self, row: int, column: int, *, scroll: bool = True) -> None:
        """Stand on a cell, as far as there is one."""
        row = max(0, min(row, self._model.rowCount() - 1))
        column = max(0, min(column, self._model.columnCount() - 1))
        index = self._model.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if scroll:
                self.scrollTo(index)

    def offer_texts(self) -> None:
        """Open the current cell with a list of what other rows state in its column."""
        self.edit(self.currentIndex())
        text = self.viewport().findChild(TextInput)
        if isinstance(text, TextInput):
            text.offer()

    def enter_column(self) -> int:
        """Where Enter goes on: in the column where the run of tabs began, else in the present one."""
        began, self._tab_began = self._tab_began, None
        return self.currentIndex().column() if began is None else began

    def event(self, event: QEvent) -> bool:
        """Claim the grid's keys before a menu's shortcut takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def leave(self, *, backwards: bool = False) -> None:
        """Give the focus to what follows the grid, or stands before it."""
        super().focusNextPrevChild(not backwards)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Keep Tab in the grid, whatever else the window has to go to."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do as a spreadsheet does."""
        if goes_to_another_tab(event):
            event.ignore()
            return
        command = _COMMANDS.get(_combination(event))
        if command is Command.ENTER and self._hint:
            command = Command.ADD_ROW  # the first one, as the hint says
        if command is not None:
            self.commanded.emit(command)
        elif not self._step(event):
            if event.key() in _AWAY:
                self._tab_began = None
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """End a run of tabs."""
        self._tab_began = None
        super().mousePressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Search nothing: what is typed where nothing can be typed goes nowhere."""

    def edit(self, index: QModelIndex, trigger: Any = None, event: Any = None) -> Any:  # type: ignore[override]
        """Open the input; typing over a cell replaces what stands there."""
        if trigger is None:
            super().edit(index)
            return None
        self._delegate.replacing = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        try:
            return super().edit(index, trigger, event)
        finally:
            self._delegate.replacing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Give the input that opens the text that an input method commits at once, which Qt leaves out."""
        at_once = self.state() != QAbstractItemView.State.EditingState and not event.preeditString()
        super().inputMethodEvent(event)
        if at_once and event.commitString() and self.state() == QAbstractItemView.State.EditingState:
            QApplication.sendEvent(self.focusWidget() or self, event)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell in sight, out from under the frozen columns too."""
        super().scrollTo(index, hint)
        bar = self.horizontalScrollBar()
        covered = self._frozen.covered() if bar.value() else 0
        hidden = covered - self.visualRect(index).left()
        if covered and self._frozen.holds(index.column()):
            bar.setValue(self._frozen.start())
        elif covered and hidden > 0:
            bar.setValue(bar.value() - hidden)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and the hint below them."""
        super().paintEvent(event)
        if self._hint:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            area = self.viewport().rect().adjusted(_HINT_MARGIN, self.verticalHeader().length() + _HINT_MARGIN, 0, 0)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current cell in sight."""
        super().resizeEvent(event)
        self._frozen.arrange()
        if self.hasFocus() and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _is_own(self, event: QKeyEvent) -> bool:
        modifiers, key = _combination(event)
        return (modifiers, key) in _COMMANDS or key in (*TAB, *ENTER, Qt.Key.Key_F2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab, begin with the first cell that awaits typing; coming back, with the last."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            cells = self._places()
            ahead = cells if event.reason() is Qt.FocusReason.TabFocusReason else cells[::-1]
            place = next((p for p in ahead if self._awaits_typing(*p)), None)
            if place is not None:
                self.move_to(*place)
        self.entered.emit()

    def _leave_input(self, event: QKeyEvent) -> None:
        """Go on from a cell whose input was left."""
        if goes_to_another_tab(event):
            QApplication.sendEvent(self, event)
        elif event.key() in ENTER and not event.modifiers() & _SHIFT:
            self.commanded.emit(Command.ENTER)
        else:
            self._step(event, typed=True)

    def _step(self, event: QKeyEvent, typed: bool = False) -> bool:
        """Go where a key leads; False for keys that lead nowhere or that Qt knows how to follow."""
        current = self.currentIndex()
        if event.key() in TAB:
            backwards = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & _SHIFT)
            began = current.column() if self._tab_began is None else self._tab_began
            self._tab(current, backwards, typed)
            self._tab_began = began
            return True
        if event.key() in ENTER and event.modifiers() & _SHIFT:
            self.move_to(current.row() - 1, self.enter_column())
            return True
        if typed and event.key() in _STEPS:
            self._tab_began = None
            down, right = _STEPS[Qt.Key(event.key())]
            self.move_to(current.row() + down, current.column() + right)
            return True
        return False

    def _tab(self, current: QModelIndex, backwards: bool, typed: bool) -> None:
        """Go to the next cell that awaits typing; past a code's other parts once it is whole.

        Where none does, as in a table that is all computed, the next one in which something can be typed.
        """
        if not current.isValid():  # no rows yet
            self._beyond([], backwards)
            return
        columns, last = self._model.columnCount(), self._model.rowCount() * self._model.columnCount()
        place = current.row() * columns + current.column()
        whole = typed and not backwards and self._model.has_whole_code(current)
        own = self._model.column(current).column
        ahead = [
            divmod(there, columns) for there in (range(place - 1, -1, -1) if backwards else range(place + 1, last))
        ]
        if whole:
            ahead = [p for p in ahead if p[0] != current.row() or self._model.layout.columns[p[1]].column is not own]
        awaiting = (p for p in ahead if self._awaits_typing(*p))
        found = next(awaiting, None) or self._beyond(ahead, backwards)
        if found is not None:
            self.move_to(*found)

    def _beyond(self, ahead: Sequence[tuple[int, int]], backwards: bool) -> tuple[int, int] | None:
        """Where Tab goes when none of the cells ahead awaits typing: on through what can be typed over, or out."""
        found = next((p for p in ahead if self._model.editable(*p)), None)
        if not self._may_leave(backwards):
            return found
        if found is not None and not any(self._awaits_typing(*place) for place in self._places()):
            return found  # through a grid that is all computed cell by cell
        self._go_out(backwards)
        return None

    def _may_leave(self, backwards: bool) -> bool:
        """Whether Tab may give the focus to another widget."""
        return self.left_by_tab and not backwards

    def _go_out(self, backwards: bool) -> None:
        self.leave(backwards=backwards)

    def _places(self) -> list[tuple[int, int]]:
        columns = range(self._model.columnCount())
        return [(row, column) for row in range(self._model.rowCount()) for column in columns]

    def _awaits_typing(self, row: int, column: int) -> bool:
        return self._model.shown(self._model.index(row, column)).awaits_typing

    def _widths(self) -> list[int]:
        """How wide the columns are at first."""
        unit = self.fontMetrics().horizontalAdvance("0")
        return [column.width * unit + _CELL_MARGIN for column in self._model.layout.columns]

    def _on_resized(self) -> None:
        if not self._setting_widths:
            self._fit_rows(range(self._model.rowCount()))

    def _set_widths(self, widths: Sequence[int]) -> None:
        """Give the columns their widths, and the rows their heights once for all."""
        if widths == [self._header.sectionSize(place) for place in range(len(widths))]:
            return
        self._setting_widths = True
        for place, width in enumerate(widths):
            self._header.resizeSection(place, width)
        self._setting_widths = False
        self._header.measure()
        self._fit_rows(range(self._model.rowCount()))

    def _fit_rows(self, rows: Iterable[int]) -> None:
        """Make rows as high as their texts, up to a dozen lines."""
        metrics = self.fontMetrics()
        least = metrics.lineSpacing() + _ROW_PADDING
        most = metrics.lineSpacing() * _MOST_LINES + _ROW_PADDING
        for row in rows:
            height = least
            for column in range(self._model.columnCount()):
                index = self._model.index(row, column)
                text = self._model.shown(index).text
                width = self.columnWidth(column) - _CELL_PADDING
                if self._delegate.computed_below(index, self.columnWidth(column) - _GRID_LINE):
                    height = max(height, 2 * metrics.lineSpacing() + _ROW_PADDING)
                if not text or not self._delegate.wraps(index):
                    continue
                if "\n" in text or metrics.horizontalAdvance(text) > width:
                    area = metrics.boundingRect(QRect(0, 0, max(width, 1), most), _WRAPPED, text)
                    height = max(height, area.height() + _ROW_PADDING)
            if self.rowHeight(row) != min(height, most):
                self.setRowHeight(row, min(height, most))


def _combination(event: QKeyEvent) -> tuple[Qt.KeyboardModifier, Qt.Key]:
    return event.modifiers() & ~_KEYPAD, Qt.Key(event.key())
