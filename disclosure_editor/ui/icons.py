"""Icons: drawings of `resources/ui/icons` as what Qt shows."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from disclosure_editor.editions.locations import resources_folder
from disclosure_editor.editions.model import Severity

_SIZES = (16, 20, 24, 32, 48, 64)

SEVERITY_ICONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
"""The drawing of each severity."""


@cache
def icon(name: str) -> QIcon:
    """The drawing of this name; it needs a running application."""
    renderer = QSvgRenderer(QByteArray((resources_folder() / "ui" / "icons" / f"{name}.svg").read_bytes()))
    drawn = QIcon()
    for size in _SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        drawn.addPixmap(pixmap)
        drawn.addPixmap(pixmap, QIcon.Mode.Selected)
    return drawn


def severity_icon(severity: Severity) -> QIcon:
    """The drawing of a severity."""
    return icon(SEVERITY_ICONS[severity])
