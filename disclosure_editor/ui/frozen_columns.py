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
_MOST_OF_THE_VIEW = 0.6
_EDGE = 2


def naming_columns(layout: GridLayout) -> int:
    """How many columns at the left of a table with one side say which row it is."""
    if len(layout.sides) > 1:
        return 0
    count = len(list(takewhile(lambda column: column.column.type in _NAMING, layout.columns)))
    return count if count < len(layout.columns) else 0


class FrozenColumns(QTableView):
    """A second view of the first columns, shown over the grid's own while that is scrolled to the right.

    It only shows: a click in it goes to the cell in the grid, which scrolls back to it.
    """

    def __init__(self, grid: QTableView, header: MergedHeader, model: TableModel) -> None:
        super().__init__(grid)
        self._grid = grid
        self._count = naming_columns(model.layout)
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
        for place in range(self._count, model.columnCount()):
            self.setColumnHidden(place, True)
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
        return column < self._count

    def covered(self) -> int:
        """How much of the grid's viewport it covers when the grid is scrolled, in pixels; 0 where it would be most."""
        header = self._grid.horizontalHeader()
        width = sum(header.sectionSize(place) for place in range(self._count)) + _EDGE if self._count else 0
        return width if width < self._grid.viewport().width() * _MOST_OF_THE_VIEW else 0

    def arrange(self) -> None:
        """Take the place over the grid's first columns, or vanish where they are in sight."""
        width = self.covered()
        if not width or not self._grid.horizontalScrollBar().value():
            self.hide()
            return
        for place in range(self._count):
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
