"""The columns that tell a row's name, kept in sight over a grid that is scrolled to the right."""

from __future__ import annotations

from itertools import takewhile

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from disclosure_editor.editions.model import ValueType
from disclosure_editor.ui import tints
from disclosure_editor.ui.cell_delegate import CellDelegate
from disclosure_editor.ui.table_header import MergedHeader
from disclosure_editor.ui.table_layout import GridLayout
from disclosure_editor.ui.table_model import TableModel

_NAMING = (ValueType.CODE, ValueType.TEXT, ValueType.LABEL)
_MOST_OF_THE_VIEW, _MOST_OF_A_FORM = 0.6, 0.4
_EDGE = 2


def naming_columns(layout: GridLayout) -> int:
    """How many columns at the left of a table with one side say which row it is.

    In a form these are the columns with what rows have in common, and the next one.
    """
    if len(layout.sides) > 1:
        return 0
    common = len(list(takewhile(layout.merged, layout.columns)))
    if common:
        return common + 1
    count = len(list(takewhile(lambda column: column.column.type in _NAMING, layout.columns)))
    return count if count < len(layout.columns) else 0


class FrozenColumns(QTableView):
    """A second view of the first columns, shown over the grid's own while that is scrolled to the right.

    Where all of them would take most of the view, it shows the last ones: a project's name, not its code. It only
    shows: a click in it goes to the cell in the grid, which scrolls back to it.
    """

    def __init__(self, grid: QTableView, header: MergedHeader, model: TableModel) -> None:
        super().__init__(grid)
        self._grid = grid
        self._count = naming_columns(model.layout)
        self._most = _MOST_OF_A_FORM if model.layout.printed else _MOST_OF_THE_VIEW
        self._headings = [column.headers[0] for column in model.layout.columns]
        self._header = MergedHeader(model.layout, self, header)
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self.setSelectionModel(grid.selectionModel())
        self.setItemDelegate(CellDelegate(model, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        edge = tints.computed_colour(self.palette()).name()
        self.setStyleSheet(f"FrozenColumns {{ border: none; border-right: {_EDGE}px solid {edge}; }}")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(grid.verticalScrollMode())
        self.setAutoScroll(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(grid.verticalHeader().minimumSectionSize())
        self._first = 0
        self._show_columns()
        self.hide()
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        grid.horizontalScrollBar().valueChanged.connect(self.arrange)
        grid.horizontalScrollBar().rangeChanged.connect(self.arrange)
        grid.verticalHeader().sectionResized.connect(lambda row, _, height: self.setRowHeight(row, height))
        grid.horizontalHeader().sectionResized.connect(self.arrange)
        grid.horizontalHeader().geometriesChanged.connect(self.arrange)
        self.horizontalHeader().sectionResized.connect(self._widen)

    def holds(self, column: int) -> bool:
        """Whether it is one of the columns that stay in sight."""
        return self._first_that_fits() <= column < self._count

    def covered(self) -> int:
        """How much of the grid's viewport it covers as the grid is scrolled now, in pixels."""
        first = self._first_that_fits()
        away = self._grid.horizontalScrollBar().value() > self._width(0, first)
        return self._width(first, self._count) + _EDGE if away and first < self._count else 0

    def start(self) -> int:
        """How far the grid can be scrolled before these columns leave their own place."""
        return self._width(0, self._first_that_fits())

    def _first_that_fits(self) -> int:
        """From which column on they leave room for the figures; a merged heading is not cut in two."""
        room = self._grid.viewport().width() * self._most
        places = (place for place in range(self._count) if self._begins_heading(place))
        return next((place for place in places if self._width(place, self._count) + _EDGE < room), self._count)

    def _begins_heading(self, place: int) -> bool:
        return place == 0 or self._headings[place - 1] != self._headings[place]

    def _width(self, first: int, end: int) -> int:
        return sum(self._grid.horizontalHeader().sectionSize(place) for place in range(first, end))

    def _show_columns(self) -> None:
        for place in range(self.model().columnCount()):
            self.setColumnHidden(place, not self._first <= place < self._count)

    def arrange(self) -> None:
        """Take the place over the grid's first columns, or vanish where they are in sight."""
        width = self.covered()
        if not width:
            self.hide()
            return
        first = self._first_that_fits()
        if first != self._first:
            self._first = first
            self._show_columns()
        for place in range(first, self._count):
            if self.columnWidth(place) != self._grid.columnWidth(place):
                self.setColumnWidth(place, self._grid.columnWidth(place))
        for row in range(self.model().rowCount()):
            if self.rowHeight(row) != self._grid.rowHeight(row):
                self.setRowHeight(row, self._grid.rowHeight(row))
        header, viewport = self._grid.horizontalHeader(), self._grid.viewport()
        self._header.measure()
        self.setGeometry(viewport.x(), header.y(), width, header.height() + viewport.height())
        self.verticalScrollBar().setValue(self._grid.verticalScrollBar().value())
        self.show()
        self.raise_()

    def _widen(self, place: int, _: int, width: int) -> None:
        if self.holds(place) and width and self._grid.columnWidth(place) != width:
            self._grid.setColumnWidth(place, width)
