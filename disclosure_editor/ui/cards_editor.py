"""The cards editor: a list of rows, a form for the current one, and the rows that belong to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMenu,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from disclosure_editor.calculation.edits import add_row, copy_row, move_row, remove_rows, repeated_names
from disclosure_editor.document.addresses import Address, row_key
from disclosure_editor.document.disclosure import Edit
from disclosure_editor.editions.model import Severity, Side, Table
from disclosure_editor.ui.buttons import tool_button
from disclosure_editor.ui.confirming import confirm_paths
from disclosure_editor.ui.fitted_grid import FittedGridView
from disclosure_editor.ui.form_editor import FormEditor
from disclosure_editor.ui.icons import icon, severity_icon
from disclosure_editor.ui.marks import GRAVITY
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.table_editor import TableEditor

_AROUND_CHILD = 70
"""What is left of the page's height around a grid in it, in pixels."""
_LEAST_CHILD = 200


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
        self._children: dict[str, TableEditor] = {}
        self._counted: object = None
        self._counts: Counter[str] = Counter()
        self._list = _RowList(self)
        self._list.currentRowChanged.connect(self._show_current)
        self._list.customContextMenuRequested.connect(self._show_menu)
        self.setFocusProxy(self._list)
        self._buttons: dict[str, QToolButton] = {}
        self._form = FormEditor(session, table, self._side.columns, self, dense=True)
        self._form.current_changed.connect(self._on_current_changed)
        self._form.message.connect(self.message)
        self._form.sentences_wanted.connect(self.sentences_wanted)
        self._hint = QLabel("还没有内容。点“增加”加上第一张。")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._below = QVBoxLayout()
        self._below.setContentsMargins(16, 0, 16, 12)
        self._actions = self._list_actions()
        # Once the page is laid out anew: a grid with another row is higher.
        self._revealing = QTimer(self)
        self._revealing.setSingleShot(True)
        self._revealing.timeout.connect(self._reveal)
        self._lay_out()
        self._rebuild_list(0)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(2)
        for name, tip in (
            ("add", "增加空白的一项（Ctrl++）；点箭头可以复制当前这一项"),
            ("delete", "删除（Delete，可以撤销）"),
            ("up", "上移（Alt+↑）"),
            ("down", "下移（Alt+↓）"),
        ):
            tools.addWidget(self._tool(name, tip))
        tools.addStretch(1)
        self._buttons["add"].setText("增加")
        self._buttons["add"].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._buttons["add"].setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self._buttons["add"])
        menu.addActions([self._actions["add"], self._actions["copy"]])
        self._buttons["add"].setMenu(menu)
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
        right = _Page()
        right.resized.connect(self._limit_children)
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

    def _tool(self, name: str, tip: str) -> QToolButton:
        """A button for one of the actions."""
        button = tool_button("", tip, name=name, picture=name)
        button.setAutoRaise(True)
        button.clicked.connect(self._actions[name].trigger)
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
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in its order."""
        return (self._list, *self._form.stops, *(editor.view for editor in self._children.values()))

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
                self._scroll.ensureWidgetVisible(self._form.widget(address.column))
            return True
        if address.table in self._children and row_key(address.row) in self._names:
            self._list.setCurrentRow(self._names.index(row_key(address.row)))
            self._children[address.table].show_address(address)
            self._revealing.start()
            return True
        return False

    def current_address(self) -> Address | None:
        """The field or cell that has the focus."""
        own = self._form.current_address()
        if own is not None:
            return own
        editor = next((editor for editor in self._children.values() if editor.focused), None)
        return editor.current_address() if editor else None

    def selected_addresses(self) -> tuple[Address, ...]:
        """The places of the selected cells, of the field that has the focus, or of the card chosen in the list."""
        if self._list.hasFocus():
            return self._card_addresses()
        editor = next((editor for editor in self._children.values() if editor.focused), None)
        return editor.commands.selected_addresses() if editor else self._form.selected_addresses()

    def set_marks(self, marks: Mapping[Address, Severity], messages: Mapping[Address, str]) -> None:
        """Mark the fields and cells that findings speak of, and the cards they are on."""
        self._marks, self._messages = marks, messages
        self._form.set_marks(marks, messages)
        for editor in self._children.values():
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
        own = {*self._children, self._table.id}
        worst: dict[str, Severity] = {}
        for address, severity in self._marks.items():
            if address.table in own:
                name = address.row if address.table == self._table.id else row_key(address.row)
                if name not in worst or GRAVITY[severity] < GRAVITY[worst[name]]:
                    worst[name] = severity
        unconfirmed = self._unconfirmed()
        for place, name in enumerate(self._names):
            item = self._list.item(place)
            title = f"{place + 1}. {self._session.workbook.row_title(self._table.id, name)}"
            if unconfirmed[name]:
                title = f"{title}（沿用 {unconfirmed[name]}）"
            if item.text() != title:
                item.setText(title)
                item.setToolTip(title)
            item.setIcon(severity_icon(worst[name]) if name in worst else icon("done"))

    def _unconfirmed(self) -> Counter[str]:
        """How much of each card is last year's and not confirmed."""
        unconfirmed = self._session.workbook.unconfirmed()
        if unconfirmed is not self._counted:
            self._counted = unconfirmed
            below = {side.table for side in self._session.workbook.edition.children(self._table.id)}
            paths = [path for path in unconfirmed if isinstance(path, Address)]
            self._counts = Counter(path.row for path in paths if path.table == self._table.id)
            self._counts.update(row_key(path.row) for path in paths if path.table in below)
        return self._counts

    def _card_addresses(self) -> tuple[Address, ...]:
        """Every place of the current card, those of the rows that belong to it among them."""
        name, workbook = self.current_row, self._session.workbook
        if name is None:
            return ()
        own = [Address(self._table.id, name, column.id) for column in self._side.columns]
        for side in workbook.edition.children(self._table.id):
            for child in workbook.children(side, name):
                own += (Address(side.table, child, column.id) for column in side.columns)
        return tuple(own)

    def _show_current(self, _place: int = 0) -> None:
        name = self.current_row
        self._card.setVisible(name is not None)
        self._hint.setVisible(name is None)
        for button in ("delete", "up", "down"):
            self._buttons[button].setEnabled(name is not None)
        for action in self._actions.values():
            action.setEnabled(name is not None or action is self._actions["add"])
        self._show_children(name)
        if name is not None:
            self._form.set_row(name)
            self._form.set_marks(self._marks, self._messages)
            self.current_changed.emit(Address(self._table.id, name, self._form.first_column))

    def _show_children(self, name: str | None) -> None:
        """Show the rows that belong to a card below its form."""
        if name is None:
            return
        for side in self._session.workbook.edition.children(self._table.id):
            if side.table not in self._children:
                self._add_child(side, name)
            self._children[side.table].show_rows_of(name)

    def _add_child(self, side: Side, name: str) -> None:
        table = self._session.workbook.edition.tables[side.table]
        title = QLabel(f"<b>{table.title}</b>")
        editor = TableEditor(self._session, table, self, side=side, parent_row=name, fitted=True)
        editor.current_changed.connect(self._on_current_changed)
        editor.message.connect(self.message)
        editor.sentences_wanted.connect(self.sentences_wanted)
        editor.set_marks(self._marks, self._messages)
        self._below.addWidget(title)
        self._below.addWidget(editor)
        self._children[side.table] = editor
        self._limit_children()

    def _limit_children(self) -> None:
        """Let the grids become as high as the page, so that all that they show can be in sight at once."""
        for editor in self._children.values():
            if isinstance(editor.view, FittedGridView):
                editor.view.set_most(max(self._scroll.viewport().height() - _AROUND_CHILD, _LEAST_CHILD))

    def _on_current_changed(self, address: Address | None) -> None:
        self._revealing.start()
        self.current_changed.emit(address)

    def _reveal(self) -> None:
        """Scroll the page to the cell that has the focus."""
        editor = next((editor for editor in self._children.values() if editor.focused), None)
        page = self._scroll.widget()
        if editor is not None and page is not None:
            cell = editor.view.visualRect(editor.view.currentIndex())
            place = editor.view.viewport().mapTo(page, cell.topLeft())
            margin = editor.view.horizontalHeader().height()
            self._scroll.ensureVisible(0, place.y(), 0, margin)
            self._scroll.ensureVisible(0, place.y() + cell.height(), 0, margin // 2)

    def _list_actions(self) -> dict[str, QAction]:
        """What can be done with the cards; the keys are those of a grid's rows."""
        actions: dict[str, QAction] = {}
        for name, text, keys, act in (
            ("add", "增加空白的一项", ("Ctrl++", "Ctrl+="), self._add),
            ("copy", "复制当前这一项", ("Ctrl+D",), self._copy),
            ("delete", "删除", ("Delete", "Ctrl+-"), self._remove),
            ("up", "上移", ("Alt+Up",), lambda: self._move(-1)),
            ("down", "下移", ("Alt+Down",), lambda: self._move(1)),
        ):
            action = actions[name] = QAction(text, self._list)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _=False, act=act: act())
            self._list.addAction(action)
        return actions

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self._list)
        menu.addActions(list(self._actions.values()))
        menu.addSeparator()
        confirm = menu.addAction("确认这一项沿用上年的内容\tCtrl+K", self._confirm)
        confirm.setEnabled(not self._session.workbook.unconfirmed().keys().isdisjoint(self._card_addresses()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._list.viewport().mapToGlobal(position))

    def _add(self) -> None:
        edit, name = add_row(self._session.workbook, self._side.row_list, self.current_row)
        self._do(edit)
        self._begin_with(name)

    def _copy(self) -> None:
        """Add a card that states the same as the current one, and let its name be typed over."""
        name, repeated = self.current_row, self._side.repeated
        if name is None or repeated is None:
            return
        key = f"{row_key(name)}（副本）"
        edit, copy = copy_row(self._session.workbook, self._side.row_list, name, key)
        self._do(edit)
        self._begin_with(copy)
        self.message.emit("已复制：请改名称，再改金额和完成情况；按 Ctrl+Z 撤销。")

    def _begin_with(self, name: str) -> None:
        """Show a new card with the cursor in its name."""
        if name not in self._names or self._side.repeated is None:
            return
        self._list.setCurrentRow(self._names.index(name))
        self._scroll.verticalScrollBar().setValue(0)
        self._form.show_address(self._form.address(self._side.repeated.key))

    def _remove(self) -> None:
        if self.current_row is not None:
            self._do(remove_rows(self._session.workbook, self._side.row_list, [self.current_row]))
            self.message.emit("已删除；按 Ctrl+Z 撤销。")

    def _confirm(self) -> None:
        self.message.emit(confirm_paths(self._session, self._card_addresses()))

    def _move(self, by: int) -> None:
        name = self.current_row
        if name is not None:
            self._do(move_row(self._session.workbook, self._side.row_list, name, by))

    def _do(self, edit: Edit) -> None:
        self._session.do(edit)
        self.refresh()


class _RowList(QListWidget):
    """The list of cards."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setIconSize(QSize(14, 14))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)


class _Page(QScrollArea):
    """What the card scrolls in.

    Attributes:
        resized: emitted when there is more or less room for it.
    """

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of it."""
        super().resizeEvent(event)
        self.resized.emit()
