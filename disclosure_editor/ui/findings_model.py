"""The list of findings as a Qt model."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding
from disclosure_editor.checks.places import place_name
from disclosure_editor.document.amounts import plain_amount
from disclosure_editor.ui.icons import severity_icon

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

TITLE, MESSAGE, PLACE, STATED, EXPECTED, DIFFERENCE = range(6)
_HEADERS = ("问题", "说明", "位置", "填报", "应为", "相差")


class FindingsModel(QAbstractTableModel):
    """The findings shown, one a row."""

    def __init__(self, workbook: Workbook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbook = workbook
        self._findings: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings shown."""
        return self._findings

    def show(self, findings: tuple[Finding, ...]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self._findings = findings
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row a finding."""
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """See the headers."""
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What each column holds."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a finding shows in a column."""
        finding = self._findings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(finding, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == TITLE:
            return severity_icon(finding.severity)
        if role == Qt.ItemDataRole.ToolTipRole:
            return finding.message
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (STATED, EXPECTED, DIFFERENCE):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, finding: Finding, column: int) -> str:
        match column:
            case 0:
                return finding.title
            case 1:
                return finding.message
            case 2:
                return place_name(self._workbook, finding.at[0]) if finding.at else ""
            case 3:
                return finding.stated
            case 4:
                return finding.expected
        return "" if finding.difference is None else plain_amount(finding.difference)
