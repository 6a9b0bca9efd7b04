"""A list with what there is to say of its current line at its right, as the panels below the document show it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHeaderView, QSplitter, QTreeView, QWidget

_SIZES = [900, 360]


def list_with_details(view: QTreeView, details: QWidget, widths: Mapping[int, int], stretched: int) -> QSplitter:
    """Both side by side.

    Args:
        widths: of the list's columns that have one.
        stretched: the column that takes the room that is left.
    """
    headings = view.header()
    headings.setStretchLastSection(False)
    headings.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    for column, width in widths.items():
        view.setColumnWidth(column, width)
    splitter = QSplitter()
    splitter.addWidget(view)
    splitter.addWidget(details)
    splitter.setStretchFactor(0, 1)
    splitter.setSizes(_SIZES)
    return splitter
