"""The colours of a table's grid, made from the system's own so that they fit a light and a dark desktop."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from disclosure_editor.editions.model import Severity

_SEVERITIES = {Severity.ERROR: "#d13438", Severity.WARNING: "#e08a00", Severity.NOTICE: "#2b7cd3"}
_CARRIED = "#7a45b8"


def blend(first: QColor, second: QColor, share: float) -> QColor:
    """The first colour with a share (0 to 1) of the second."""
    return QColor.fromRgbF(
        first.redF() * (1 - share) + second.redF() * share,
        first.greenF() * (1 - share) + second.greenF() * share,
        first.blueF() * (1 - share) + second.blueF() * share,
    )


def severity_colour(severity: Severity) -> QColor:
    """The colour of findings of a severity."""
    return QColor(_SEVERITIES[severity])


def computed_colour(palette: QPalette) -> QColor:
    """The colour of values that nobody stated."""
    return blend(palette.color(QPalette.ColorRole.Text), QColor("#2f74b5"), 0.65)


def total_tint(palette: QPalette) -> QColor:
    """Behind totals."""
    return blend(palette.color(QPalette.ColorRole.Base), QColor("#3a78c0"), 0.10)


def subtotal_tint(palette: QPalette) -> QColor:
    """Behind the classes and sections of subjects."""
    return blend(palette.color(QPalette.ColorRole.Base), QColor("#3a78c0"), 0.045)


def marked_tint(palette: QPalette, severity: Severity) -> QColor:
    """Behind a stated value with findings where another would be computed."""
    return blend(palette.color(QPalette.ColorRole.Base), severity_colour(severity), 0.12)


def carried_colour() -> QColor:
    """Of the corner of what is last year's and not confirmed."""
    return QColor(_CARRIED)


def carried_tint(palette: QPalette) -> QColor:
    """Behind what is last year's and not confirmed."""
    return blend(palette.color(QPalette.ColorRole.Base), carried_colour(), 0.13)


def fixed_tint(palette: QPalette) -> QColor:
    """Behind the form's fixed words."""
    return blend(palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), 0.035)


def dead_tint(palette: QPalette) -> QColor:
    """Behind cells that take nothing."""
    return blend(palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), 0.08)


def grid_colour(palette: QPalette) -> QColor:
    """Of the lines between cells."""
    return blend(palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), 0.2)
