"""The header of a table's grid: merged cells in several levels, over columns that can be resized."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHeaderView, QWidget

from disclosure_editor.exchange.headings import HeadingCell
from disclosure_editor.ui.table_layout import GridLayout
from disclosure_editor.ui.tints import blend

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
_PADDING = 4
_MOST_LINES = 4


class MergedHeader(QHeaderView):
    """Paints the header cells of a `GridLayout`.

    Its sections are the grid's columns, so that sizes, scrolling and hidden columns are Qt's own.

    Args:
        layout: the grid's columns.
        leader: the header whose levels this one's are to be as high as; None for as high as the texts need.
    """

    def __init__(self, layout: GridLayout, parent: QWidget | None = None, leader: MergedHeader | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._layout = layout
        self._leader = leader
        self._cells = layout.header_cells()
        self._lit = True
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setMinimumSectionSize(24)
        self.sectionResized.connect(self.measure)
        self._levels = self._level_heights()

    @property
    def levels(self) -> list[int]:
        """How high each level is."""
        return self._levels

    def light(self, lit: bool) -> None:
        """Show which column the current cell is in, or don't."""
        self._lit = lit
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """As high as its texts need at the columns' present widths."""
        return QSize(super().sizeHint().width(), sum(self._levels))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every merged cell that is in sight."""
        painter = QPainter(self.viewport())
        palette = self.palette()
        painter.fillRect(event.rect(), palette.color(QPalette.ColorRole.Button))
        current = self._current_columns()
        for cell in self._cells:
            rect = self._rect(cell)
            if rect.isValid() and rect.intersects(self.viewport().rect()):
                self._paint_cell(painter, cell, rect, any(cell.first <= place <= cell.last for place in current))

    def _paint_cell(self, painter: QPainter, cell: HeadingCell, rect: QRect, current: bool) -> None:
        palette = self.palette()
        background = palette.color(QPalette.ColorRole.Button)
        if current and cell.bottom == len(self._levels) - 1:
            background = blend(background, palette.color(QPalette.ColorRole.Highlight), 0.25)
        line = blend(palette.color(QPalette.ColorRole.Button), palette.color(QPalette.ColorRole.ButtonText), 0.3)
        painter.fillRect(rect, background)
        painter.setPen(QColor(line))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(palette.color(QPalette.ColorRole.ButtonText))
        inner = rect.adjusted(_PADDING // 2, 1, -_PADDING // 2, -1)
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | _WRAPPED, cell.text)

    def _rect(self, cell: HeadingCell) -> QRect:
        """Where a merged cell is in the viewport; the part of a wide one that can be seen holds its text."""
        places = [place for place in range(cell.first, cell.last + 1) if not self.isSectionHidden(place)]
        if not places:
            return QRect()
        left = self.sectionViewportPosition(places[0])
        right = self.sectionViewportPosition(places[-1]) + self.sectionSize(places[-1])
        top = sum(self._levels[: cell.top])
        height = sum(self._levels[cell.top : cell.bottom + 1])
        return QRect(left, top, right - left, height)

    def measure(self) -> None:
        """Make the levels as high as the texts need."""
        levels = self._level_heights()
        if levels != self._levels:
            self._levels = levels
            self.geometriesChanged.emit()
        self.viewport().update()

    def _level_heights(self) -> list[int]:
        """Each level's height: what the cells of one level need, the last with what taller cells need besides."""
        if self._leader is not None:
            return self._leader.levels
        metrics = QFontMetrics(self.font())
        levels = [metrics.lineSpacing() + 2 * _PADDING] * self._layout.header_levels()
        for cell in sorted(self._cells, key=lambda cell: cell.bottom - cell.top):
            width = sum(self.sectionSize(place) for place in range(cell.first, cell.last + 1))
            most = QRect(0, 0, max(1, width - _PADDING), metrics.lineSpacing() * _MOST_LINES)
            need = min(metrics.boundingRect(most, int(_WRAPPED), cell.text).height(), most.height()) + 2 * _PADDING
            missing = need - sum(levels[cell.top : cell.bottom + 1])
            if missing > 0:
                levels[cell.bottom] += missing
        return levels

    def _current_columns(self) -> Sequence[int]:
        selection = self.selectionModel()
        index = selection.currentIndex() if selection is not None else None
        return (index.column(),) if self._lit and index is not None and index.isValid() else ()
