"""A grid among other things on a page: as high as its rows, as wide as its texts want, and left by Tab."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from disclosure_editor.editions.model import ValueType
from disclosure_editor.ui.grid_view import Command, GridView
from disclosure_editor.ui.table_model import TableModel

_TEXTS = (ValueType.TEXT, ValueType.LONG_TEXT)
_AS_PRINTED = (*_TEXTS, ValueType.CODE, ValueType.LABEL)
_LINES_OF_TEXT = 3
"""In how many lines a column should show its longest text, if that doesn't make it wider than `_WIDEST`."""
_WIDEST = 26
"""In ideographs."""
_NARROWEST = 6
"""To how many ideographs a column of texts shrinks where there is little room, but not to less than half its width."""
_AMOUNT, _FIGURE = "100,000.00", "100.00%"
"""What there is room for in a column of amounts or other figures, whatever stands there yet."""
_LEAST_BODY = 2
"""How many lines of text there is room for at least, that a hint and an input have theirs."""
_MARGIN = 14


class FittedGridView(GridView):
    """Shows a `TableModel` as high as its rows are, up to a limit, and its columns over the whole width.

    Args:
        most: how high it may become, in pixels.
    """

    def __init__(self, model: TableModel, parent: QWidget | None = None, *, most: int = 480) -> None:
        self._most = most
        self._natural: list[int] = []
        self._texts = [place for place, column in enumerate(model.layout.columns) if column.column.type in _TEXTS]
        super().__init__(model, parent)
        self._header.sectionResized.connect(self._keep_width)
        model.modelReset.connect(self._begin_anew)
        model.dataChanged.connect(self._widen)
        self.verticalHeader().setVisible(model.layout.numbered)
        self._delegate.quiet = True
        self._light(False)
        self._fit_height()

    def set_most(self, most: int) -> None:
        """Let it become so high at most."""
        self._most = most
        self._fit_height()

    def updateGeometries(self) -> None:
        """Be as high as the rows are now."""
        super().updateGeometries()
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width there is."""
        super().resizeEvent(event)
        self._stretch()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let another thing on the page be the one in use."""
        super().focusOutEvent(event)
        self._light(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be the thing in use."""
        self._light(True)
        super().focusInEvent(event)

    def _light(self, lit: bool) -> None:
        self._header.light(lit)
        self.verticalHeader().setHighlightSections(lit)
        self.viewport().update()

    def _may_leave(self, _backwards: bool) -> bool:
        """It is one thing among others on the page."""
        return True

    def _go_out(self, backwards: bool) -> None:
        """Leave the grid, or go on to a new row."""
        if backwards:
            self.leave(backwards=True)
        else:
            self.commanded.emit(Command.PAST_END)

    def _widths(self) -> list[int]:
        """As wide as the columns' headers and contents want, columns of texts at least as wide as in print."""
        printed, columns = super()._widths(), self._model.layout.columns
        self._natural = [
            max(width, self._wanted(place)) if columns[place].column.type in _AS_PRINTED else self._wanted(place)
            for place, width in enumerate(printed)
        ]
        return self._natural

    def _wanted(self, place: int) -> int:
        """How wide a column's texts want it to be."""
        metrics, column = self.fontMetrics(), self._model.layout.columns[place]
        rows = range(self._model.rowCount())
        texts = [self._model.data(self._model.index(row, place)) or "" for row in rows]
        longest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        if place in self._texts:
            longest = min(longest // _LINES_OF_TEXT, metrics.horizontalAdvance("\u4e00") * _WIDEST)
        elif column.column.type.numeric:
            least = _AMOUNT if column.column.type is ValueType.AMOUNT else _FIGURE
            longest = max(longest, metrics.horizontalAdvance(least))
        heading = metrics.horizontalAdvance(column.headers[-1]) // 2 + metrics.averageCharWidth()
        return max(longest, heading) + _MARGIN

    def _begin_anew(self) -> None:
        """Give the columns the widths that other rows want."""
        self._widths()
        self._stretch()

    def _widen(self, first: QModelIndex, last: QModelIndex) -> None:
        """Let a figure that has become longer be read."""
        wanted = {place: self._wanted(place) for place in range(first.column(), last.column() + 1)}
        wider = {place: width for place, width in wanted.items() if width > self._natural[place]}
        figures = {place: width for place, width in wider.items() if place not in self._texts}
        if figures:
            self._natural = [figures.get(place, width) for place, width in enumerate(self._natural)]
            self._stretch()

    def _stretch(self) -> None:
        """Give the columns of texts what width the others leave, which may be little."""
        if not self._natural:
            return
        if not self._texts:
            numbers = 0 if self.verticalHeader().isHidden() else self.verticalHeader().width()
            self.setMaximumWidth(sum(self._natural) + numbers + 2 * self.frameWidth())
        spare = self.viewport().width() - sum(self._natural)
        texts = {place: self._natural[place] for place in self._texts}
        if spare < 0:
            narrow = self.fontMetrics().horizontalAdvance("\u4e00") * _NARROWEST + _MARGIN
            texts = {place: max(0, width - max(narrow, width // 2)) for place, width in texts.items()}
        whole = max(sum(texts.values()), 1)
        spare = max(spare, -whole)
        self._set_widths([width + spare * texts.get(place, 0) // whole for place, width in enumerate(self._natural)])

    def _keep_width(self, place: int, _: int, width: int) -> None:
        if not self._setting_widths:
            self._natural[place] = width

    def _fit_height(self) -> None:
        lines = self.fontMetrics().lineSpacing() * _LEAST_BODY
        body = max(self.verticalHeader().length(), lines)
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        height = min(self._header.sizeHint().height() + body + below + 2 * self.frameWidth(), self._most)
        if self.minimumHeight() != height or self.maximumHeight() != height:
            self.setFixedHeight(height)
