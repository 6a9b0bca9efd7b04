"""The dialog that begins a document: which edition, for which unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from disclosure_editor.editions.model import Edition


class NewDialog(QDialog):
    """Asks for the edition and the unit's name."""

    def __init__(self, editions: Sequence[Edition], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建公开文件")
        self.resize(520, 320)
        self._editions = QListWidget()
        self._editions.setObjectName("editions")
        for edition in editions:
            item = QListWidgetItem(f"{edition.title}\n{edition.region}　{edition.year} 年")
            item.setData(Qt.ItemDataRole.UserRole, edition.id)
            self._editions.addItem(item)
        self._editions.setCurrentRow(0)
        self._editions.itemActivated.connect(self.accept)
        self._unit = QLineEdit(placeholderText="单位全称，与公章一致；以后可以改")
        self._unit.setObjectName("unit")
        buttons = QDialogButtonBox()
        create = buttons.addButton("新建", QDialogButtonBox.ButtonRole.AcceptRole)
        create.setDefault(True)
        create.setEnabled(bool(editions))
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QFormLayout(self)
        layout.addRow("版式", self._editions)
        layout.addRow("单位", self._unit)
        layout.addRow(buttons)
        self._unit.setFocus()

    @property
    def edition(self) -> str:
        """The id of the edition chosen."""
        return str(self._editions.currentItem().data(Qt.ItemDataRole.UserRole))

    @property
    def unit(self) -> str:
        """The unit's name as typed."""
        return self._unit.text().strip()
