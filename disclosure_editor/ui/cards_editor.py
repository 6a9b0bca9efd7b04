"""The cards editor: a list of rows, a form for the current one, and the rows that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from disclosure_editor.calculation.edits import add_row, move_row, remove_rows, repeated_names
from disclosure_editor.document.addresses import Address, row_key
from disclosure_editor.document.disclosure import Edit
from disclosure_editor.editions.model import Severity, Side, Table
from disclosure_editor.ui.buttons import tool_button
from disclosure_editor.ui.form_editor import FormEditor
from disclosure_editor.ui.icons import icon, severity_icon
from disclosure_editor.ui.marks import GRAVITY
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.table_editor import TableEditor

_CHILD_HEIGHT = 260


class CardsEditor(QWidget):
    """The rows of a table as cards.

    Attributes:
        current_changed: emitted with the current address, or None.
        message: emitted with a sentence for the status bar.
        sentences_wanted: emitted when the officer asks for the sentences that state the current value.
    """

    current_changed = Signal(object)
    message = Signal(str)
    sentences_wanted = Signal()

    def __init__(self, session: Session, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._table = table
        self._side = next(side for side in table.sides if side.repeated is not None)
        self._names: tuple[str, ...] = ()
        self._marks: Mapping[Address, Severity] = {}
        self._messages: Mapping[Address, str] = {}
        self._children: list[tuple[Side, TableEditor]] = []
        self._list = _RowList(self)
        self._list.currentRowChanged.connect(self._show_current)
        self._list.deleted.connect(self._remove)
        self.setFocusProxy(self._list)
        self._buttons: dict[str, QToolButton] = {}
        self._form = FormEditor(session, table.id, self._side.columns, self)
        self._form.current_changed.connect(self.current_changed)
        self._hint = QLabel("还没有内容。点“增加”加上第一张。")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._below = QVBoxLayout()
        self._lay_out()
        self._rebuild_list(0)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(2)
        for name, tip, action in (
            ("add", "增加", self._add),
            ("delete", "删除（可以撤销）", self._remove),
            ("up", "上移", lambda: self._move(-1)),
            ("down", "下移", lambda: self._move(1)),
        ):
            tools.addWidget(self._tool(name, tip, action))
        tools.addStretch(1)
        self._buttons["add"].setText("增加")
        self._buttons["add"].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        left = QWidget()
        left_layout = QVBoxLayout(left)
        left_layout.setContentsMargins(6, 6, 6, 6)
        left_layout.addLayout(tools)
        left_layout.addWidget(self._list)
        self._card = QWidget()
        card_layout = QVBoxLayout(self._card)
        card_layout.setContentsMargins(0, 0, 0, 0)
        card_layout.addWidget(self._form)
        card_layout.addLayout(self._below)
        card_layout.addStretch(1)
        right = QScrollArea()
        right.setFrameShape(QFrame.Shape.NoFrame)
        right.setWidgetResizable(True)
        self._scroll = right
        content = QWidget()
        content_layout = QVBoxLayout(content)
        content_layout.setContentsMargins(0, 0, 0, 0)
        content_layout.addWidget(self._hint, 1)
        content_layout.addWidget(self._card, 1)
        right.setWidget(content)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([170, 600])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _tool(self, name: str, tip: str, action: Callable[[], None]) -> QToolButton:
        button = tool_button("", tip, name=name, picture=name)
        button.setAutoRaise(True)
        button.clicked.connect(action)
        self._buttons[name] = button
        return button

    @property
    def current_row(self) -> str | None:
        """The name of the row whose card is shown."""
        place = self._list.currentRow()
        return self._names[place] if 0 <= place < len(self._names) else None

    @property
    def form(self) -> FormEditor:
        """The form of the current card."""
        return self._form

    @property
    def row_list(self) -> QListWidget:
        """The list of cards."""
        return self._list

    def refresh(self) -> None:
        """Show what stands in the document now; a renamed row stays the current one."""
        names = repeated_names(self._session.workbook, self._side.row_list)
        if names != self._names:
            current = self.current_row
            place = names.index(current) if current in names else max(self._list.currentRow(), 0)
            self._rebuild_list(place)
            return
        self._label_list()
        if names:
            self._form.refresh()

    def show_address(self, address: Address) -> bool:
        """Go to a card's field or to a cell of a row that belongs to one; False where it isn't here."""
        if address.table == self._table.id and address.row in self._names:
            self._list.setCurrentRow(self._names.index(address.row))
            if self._form.show_address(address):
                field = self._form.editor(address.column)
                self._scroll.ensureWidgetVisible(field)
            return True
        if address.table in [side.table for side, _ in self._children] and row_key(address.row) in self._names:
            self._list.setCurrentRow(self._names.index(row_key(address.row)))
            editor = next(editor for side, editor in self._children if side.table == address.table)
            self._scroll.ensureWidgetVisible(editor)
            editor.show_address(address)
            return True
        return False

    def current_address(self) -> Address | None:
        """The field or cell that has the focus."""
        own = self._form.current_address()
        if own is not None:
            return own
        focused = (editor for _, editor in self._children if editor.isAncestorOf(self.focusWidget()))
        editor = next(focused, None)
        return editor.current_address() if editor else None

    def set_marks(self, marks: Mapping[Address, Severity], messages: Mapping[Address, str]) -> None:
        """Mark the fields and cells that findings speak of, and the cards they are on."""
        self._marks, self._messages = marks, messages
        self._form.set_marks(marks, messages)
        for _, editor in self._children:
            editor.set_marks(marks, messages)
        self._label_list()

    def _rebuild_list(self, place: int) -> None:
        self._names = repeated_names(self._session.workbook, self._side.row_list)
        self._list.blockSignals(True)
        self._list.clear()
        self._list.addItems([""] * len(self._names))
        self._label_list()
        self._list.setCurrentRow(min(place, len(self._names) - 1))
        self._list.blockSignals(False)
        self._show_current()

    def _label_list(self) -> None:
        own = {side.table for side, _ in self._children} | {self._table.id}
        worst: dict[str, Severity] = {}
        for address, severity in self._marks.items():
            if address.table in own:
                name = address.row if address.table == self._table.id else row_key(address.row)
                if name not in worst or GRAVITY[severity] < GRAVITY[worst[name]]:
                    worst[name] = severity
        for place, name in enumerate(self._names):
            item = self._list.item(place)
            title = f"{place + 1}. {self._session.workbook.row_title(self._table.id, name)}"
            if item.text() != title:
                item.setText(title)
                item.setToolTip(title)
            item.setIcon(severity_icon(worst[name]) if name in worst else icon("done"))

    def _show_current(self, _place: int = 0) -> None:
        name = self.current_row
        self._card.setVisible(name is not None)
        self._hint.setVisible(name is None)
        for button in ("delete", "up", "down"):
            self._buttons[button].setEnabled(name is not None)
        self._show_children(name)
        if name is not None:
            self._form.set_row(name)
            self._form.set_marks(self._marks, self._messages)
            self.current_changed.emit(Address(self._table.id, name, self._form.first_column))

    def _show_children(self, name: str | None) -> None:
        """Put the tables of the rows that belong to a card below its form."""
        self._children.clear()
        while (item := self._below.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        edition = self._session.workbook.edition
        if name is None:
            return
        for side in edition.children(self._table.id):
            table = edition.tables[side.table]
            title = QLabel(f"<b>{table.title}</b>")
            title.setContentsMargins(16, 0, 0, 0)
            editor = TableEditor(self._session, table, self, side=side, parent_row=name)
            editor.setMinimumHeight(_CHILD_HEIGHT)
            editor.current_changed.connect(self.current_changed)
            editor.message.connect(self.message)
            editor.sentences_wanted.connect(self.sentences_wanted)
            editor.set_marks(self._marks, self._messages)
            self._below.addWidget(title)
            self._below.addWidget(editor, 1)
            self._children.append((side, editor))

    def _add(self) -> None:
        edit, name = add_row(self._session.workbook, self._side.row_list, self.current_row)
        self._do(edit)
        if name in self._names:
            self._list.setCurrentRow(self._names.index(name))
            self._form.focus_first()

    def _remove(self) -> None:
        if self.current_row is not None:
            self._do(remove_rows(self._session.workbook, self._side.row_list, [self.current_row]))
            self.message.emit("已删除；按 Ctrl+Z 撤销。")

    def _move(self, by: int) -> None:
        name = self.current_row
        if name is not None:
            self._do(move_row(self._session.workbook, self._side.row_list, name, by))

    def _do(self, edit: Edit) -> None:
        self._session.do(edit)
        self.refresh()


class _RowList(QListWidget):
    """The list of cards; Delete takes the current one out.

    Attributes:
        deleted: emitted when the officer presses Delete.
    """

    deleted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setIconSize(QSize(14, 14))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the current card out."""
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
            return
        super().keyPressEvent(event)
