"""The dialog that begins a document: of which year, in which edition, for which unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from disclosure_editor.document.disclosure import YEARS
from disclosure_editor.editions.families import serving
from disclosure_editor.editions.model import Edition


class NewDialog(QDialog):
    """Asks for the year, which of the editions that serve it, and the unit's name."""

    def __init__(self, editions: Sequence[Edition], year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建公开文件")
        self.resize(520, 320)
        self._known = editions
        self._listed: tuple[Edition, ...] = ()
        first = min((edition.year for edition in editions), default=YEARS[0])
        self._year = QSpinBox(minimum=first, maximum=YEARS[-1], value=year, suffix=" 年")
        self._year.setObjectName("year")
        self._editions = QListWidget()
        self._editions.setObjectName("editions")
        self._editions.itemActivated.connect(self.accept)
        self._unit = QLineEdit(placeholderText="单位全称，与公章一致；以后可以改")
        self._unit.setObjectName("unit")
        buttons = QDialogButtonBox()
        self._create = buttons.addButton("新建", QDialogButtonBox.ButtonRole.AcceptRole)
        self._create.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QFormLayout(self)
        layout.addRow("年度", self._year)
        layout.addRow("版式", self._editions)
        layout.addRow("单位", self._unit)
        layout.addRow(buttons)
        self._year.valueChanged.connect(self._list_editions)
        self._list_editions()
        self._unit.setFocus()

    @property
    def year(self) -> int:
        """The year chosen."""
        return self._year.value()

    @property
    def edition(self) -> str:
        """The id of the edition chosen."""
        return str(self._editions.currentItem().data(Qt.ItemDataRole.UserRole))

    @property
    def unit(self) -> str:
        """The unit's name as typed."""
        return self._unit.text().strip()

    def _list_editions(self) -> None:
        """List what serves the year; what was chosen stays chosen, in its edition for this year."""
        chosen = self._editions.currentRow()
        family = self._listed[chosen].family if chosen >= 0 else None
        self._listed = serving(self._known, self.year)
        self._editions.clear()
        for edition in self._listed:
            kept = "" if edition.year == self.year else f"（沿用 {edition.year} 年的版式）"
            item = QListWidgetItem(f"{edition.family.series}\n{edition.region}　{self.year} 年{kept}")
            item.setData(Qt.ItemDataRole.UserRole, edition.id)
            self._editions.addItem(item)
        families = [edition.family for edition in self._listed]
        self._editions.setCurrentRow(families.index(family) if family in families else 0)
        self._create.setEnabled(bool(self._listed))
