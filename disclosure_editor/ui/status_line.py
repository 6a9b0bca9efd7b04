"""The status bar: what balances, how many findings there are, what is saved, where the cursor stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Check, Severity
from disclosure_editor.ui.origin_words import origin_words

if TYPE_CHECKING:  # loaded with the first document, see `documents`
    from disclosure_editor.ui.session import Session

STATUS_OPTION = "status"
"""A check with this option has its result in the status bar, under the option's value."""

_MESSAGE_TIME = 12_000
_MOST_OF_A_PLACE = 380
_QUOTED = 12
"""How many characters of the file that a value was read from are quoted."""


class StatusLine(QStatusBar):
    """The window's status bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = _ElidedLabel()
        self._balances = QLabel()
        self._findings = QLabel()
        self._saved = QLabel()
        for label in (self._place, self._balances, self._findings, self._saved):
            label.setContentsMargins(8, 0, 8, 0)
            self.addPermanentWidget(label)

    @property
    def text(self) -> str:
        """Everything that stands in it but the passing message."""
        labels = (self._place, self._balances, self._findings, self._saved)
        return "  ".join(label.text() for label in labels if label.text())

    def say(self, message: str) -> None:
        """Show a message for a while."""
        self.showMessage(message, _MESSAGE_TIME)

    def show_nothing(self) -> None:
        """No document is open."""
        for label in (self._place, self._balances, self._findings, self._saved):
            label.clear()

    def show_findings(self, checks: Sequence[Check], findings: Sequence[Finding]) -> None:
        """Show how many findings there are, and for the checks that ask for it whether they hold."""
        broken = {finding.check for finding in findings}
        states = [
            f'<span style="color:{"#c8372d" if check.id in broken else "#2f7d4a"}">{check.options[STATUS_OPTION][0]}'
            f"{' ✗' if check.id in broken else ' ✓'}</span>"
            for check in checks
            if check.options.get(STATUS_OPTION)
        ]
        self._balances.setText("　".join(states))
        self._findings.setText(_summary(findings))

    def show_saved(self, *, saved: bool) -> None:
        """Show whether the file has it all."""
        self._saved.setText("已保存" if saved else "● 未保存")

    def show_place(self, session: Session, address: Address | None) -> None:
        """Show the current value's address and where it comes from."""
        if address is None or session.workbook.edition.column(address) is None:
            self._place.clear()
            return
        value = session.workbook.cell(address)
        if value.malformed:
            origin = "不是数"
        elif value.stated:
            origin = "填写"
        else:
            origin = "计算" if session.workbook.formulas(address) else "未填" if not value.text else "默认"
        read = session.workbook.origins().get(address)
        told = (str(address), origin, origin_words(read, _QUOTED) if read else "")
        self._place.setText("　".join(filter(None, told)))
        whole = (str(address), origin, origin_words(read) if read else "")
        self._place.setToolTip("\n".join(filter(None, whole)))


class _ElidedLabel(QLabel):
    """A text that gives way to the message beside it: what doesn't fit is left out in its middle.

    `text` stays the whole of it.
    """

    def sizeHint(self) -> QSize:
        """As wide as the text, up to a limit."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), _MOST_OF_A_PLACE), hint.height())

    def minimumSizeHint(self) -> QSize:
        """No wider than it wants to be."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        area = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, area.width())
        QPainter(self).drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


def _summary(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    return f"{errors} 个错误  {warnings} 个警告"
