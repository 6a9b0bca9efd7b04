"""The table editor: one table of the document as a grid, with buttons and a menu for its rows and cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Severity, Side, Table
from disclosure_editor.ui.fitted_grid import FittedGridView
from disclosure_editor.ui.grid_commands import GridCommands
from disclosure_editor.ui.grid_view import Command, GridView
from disclosure_editor.ui.table_layout import GridLayout
from disclosure_editor.ui.table_model import TableModel
from disclosure_editor.ui.table_rows import TableRows

if TYPE_CHECKING:
    from disclosure_editor.ui.session import Session


class TableEditor(QWidget):
    """Edits one table of the document as a grid.

    Args:
        side: its only side that is shown; None for all.
        parent_row: the row of the parent table whose child rows alone are shown; empty for all rows.
        layout: the grid, in place of the table's own.
        followed: whether Tab goes on behind its last cell to what stands below it.
        fitted: whether it is one thing among others on a page: as high as its rows, and left by Tab. The current
            address is then told only while it has the focus.

    Attributes:
        current_changed: emitted with the current cell's `Address`, or None.
        message: one line for the status bar.
        sentences_wanted: emitted when the officer asks for the sentences that state the current cell.
        view: the grid.
        commands: what can be done in it; a window's menu may call them.
    """

    current_changed = Signal(object)
    message = Signal(str)
    sentences_wanted = Signal()

    def __init__(
        self,
        session: Session,
        table: Table,
        parent: QWidget | None = None,
        *,
        side: Side | None = None,
        parent_row: str = "",
        layout: GridLayout | None = None,
        followed: bool = False,
        fitted: bool = False,
    ) -> None:
        super().__init__(parent)
        layout = layout or GridLayout(session.workbook, table, side, parent_row)
        self._model = TableModel(session.workbook, layout, self)
        self._rows = TableRows(session.workbook, layout)
        self.view = FittedGridView(self._model, self) if fitted else GridView(self._model, self)
        self.view.left_by_tab = followed
        self._fitted = fitted
        self.commands = GridCommands(session, self._model, self.view)
        self.view.tell_together(session.together)
        self._reported: Address | None = None
        self._outdated = False
        self._row_buttons: list[QToolButton] = []
        self._restore = self._button("恢复自动计算", "所选格子里填写的数改回计算值", self.commands.restore_computed)
        self._own_rows = self._button("单独填写行", "本表的行不再随其他表自动列出，改在本表增删", lambda: None)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        buttons = QWidget(self)
        buttons.setLayout(self._build_buttons(layout))
        # A few fixed figures on a page have their repairs in the menu.
        buttons.setVisible(not fitted or bool(self._row_buttons))
        box.addWidget(buttons)
        box.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._connect(session)
        self.view.show_hint(self._rows.hint())
        self.view.move_to(*self._model.first_editable(), scroll=False)
        self._report()

    def refresh(self) -> None:
        """Show the document as it is now, the current cell and the selection as they were.

        Out of sight that is left for later: behind another tab, or before it is deleted.
        """
        if self.isVisible():
            self._catch_up()
        else:
            self._outdated = True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was changed while it was out of sight."""
        super().showEvent(event)
        if self._outdated:
            self._catch_up()

    def show_rows_of(self, parent_row: str) -> None:
        """Show the rows that belong to another row of the parent table."""
        if parent_row != self._model.layout.parent_row:
            self._outdated = False
            self._model.show_rows_of(parent_row)
            self.view.show_hint(self._rows.hint())
            self.view.move_to(*self._model.first_editable(), scroll=False)
            self._report()

    def show_address(self, address: Address) -> None:
        """Select a cell, scroll to it, and let what is typed go there."""
        if self._outdated:
            self._catch_up()
        index = self._model.index_of(address)
        if index.isValid():
            self.view.move_to(index.row(), index.column())
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def shows(self, address: Address) -> bool:
        """Whether the grid has a cell for an address."""
        if self._outdated:
            self._catch_up()
        return self._model.index_of(address).isValid()

    @property
    def focused(self) -> bool:
        """Whether what is typed goes into the grid."""
        widget = QApplication.focusWidget()
        return widget is not None and (widget is self.view or self.view.isAncestorOf(widget))

    def current_address(self) -> Address | None:
        """The address of the current cell; None where there is none."""
        return self._model.address(self.view.currentIndex())

    def set_marks(self, marks: Mapping[Address, Severity], messages: Mapping[Address, str] | None = None) -> None:
        """Mark the cells with findings by a coloured corner, with a message in the tooltip where there is one."""
        self._model.set_marks(marks, messages or {})

    def _connect(self, session: Session) -> None:
        commands = self.commands
        by_key: Mapping[Command, Callable[[], None]] = {
            Command.COPY: commands.copy,
            Command.CUT: commands.cut,
            Command.PASTE: commands.paste,
            Command.CLEAR: commands.clear,
            Command.FILL_DOWN: commands.fill_down,
            Command.ADD_ROW: commands.add_row,
            Command.DELETE_ROWS: commands.delete_rows,
            Command.MOVE_UP: lambda: commands.move_row(-1),
            Command.MOVE_DOWN: lambda: commands.move_row(1),
            Command.ENTER: commands.enter,
            Command.PAST_END: commands.past_end,
        }
        self.view.commanded.connect(lambda command: by_key[command]())
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._report())
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._report())
        self._model.typed.connect(commands.type_text)
        if self._fitted or self.view.left_by_tab:
            self.view.entered.connect(self._on_entered)
        commands.message.connect(self.message)
        session.changed.connect(self.refresh)

    def _build_buttons(self, layout: GridLayout) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        commands = self.commands
        if any(side.repeated is not None for side in layout.sides):
            self._row_buttons = [
                self._button("＋ 增加行", "在当前行下面增加一行（Ctrl++）", commands.add_row),
                self._button("－ 删除行", "删除所选的行（Ctrl+-）", commands.delete_rows),
            ]
            if not all(self._rows.sorted(side) for side in layout.sides if side.repeated is not None):
                self._row_buttons += [
                    self._button("↑ 上移", "把当前行上移一行（Alt+↑）", lambda: commands.move_row(-1)),
                    self._button("↓ 下移", "把当前行下移一行（Alt+↓）", lambda: commands.move_row(1)),
                ]
        for button in self._row_buttons:
            line.addWidget(button)
        line.addWidget(self._restore)
        self._own_rows.setCheckable(True)
        self._own_rows.toggled.connect(commands.state_rows)
        follows = any(side.repeated is not None and side.repeated.follows for side in layout.sides)
        self._own_rows.setVisible(follows)
        line.addWidget(self._own_rows)
        line.addStretch()
        units = dict.fromkeys(column.column.unit for column in layout.columns if column.column.unit not in ("", "%"))
        unit = QLabel(f"单位：{next(iter(units))}" if len(units) == 1 else "", self)
        unit.setEnabled(False)
        line.addWidget(unit)
        return line

    def _button(self, text: str, tooltip: str, action: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tooltip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: action())
        # What is typed next goes into the grid, wherever the focus was.
        button.clicked.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        return button

    def _show_menu(self, position: QPoint) -> None:
        menu = self.build_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.viewport().mapToGlobal(position))

    def build_menu(self) -> QMenu:
        """What can be done with the selected cells and rows."""
        commands, menu = self.commands, QMenu(self)
        repeated = commands.current_name() is not None
        growing = commands.current_side()
        stated, computed = commands.overridden_selected(), commands.computed_selected()
        entries: list[tuple[str, Callable[[], None], bool] | None] = [
            ("剪切\tCtrl+X", commands.cut, True),
            ("复制\tCtrl+C", commands.copy, True),
            ("粘贴\tCtrl+V", commands.paste, True),
            ("清除\tDelete", commands.clear, True),
            ("向下填充\tCtrl+D", commands.fill_down, True),
            ("选用已填的内容…", self.view.offer_texts, commands.texts_offered()),
            None,
            ("恢复计算值", commands.restore_computed, stated),
            ("取用计算值", commands.take_computed, computed),
            None,
            ("查看引用它的句子\tCtrl+Shift+F", self.sentences_wanted.emit, self.current_address() is not None),
        ]
        if commands.unconfirmed_selected():
            entries += [None, ("确认沿用上年\tCtrl+K", commands.confirm, True)]
        if growing is not None:
            movable = repeated and not self._rows.sorted(growing)
            entries += [
                None,
                ("增加行\tCtrl++", commands.add_row, True),
                ("删除行\tCtrl+-", commands.delete_rows, repeated),
                ("上移\tAlt+Up", lambda: commands.move_row(-1), movable),
                ("下移\tAlt+Down", lambda: commands.move_row(1), movable),
            ]
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            text, action, enabled = entry
            menu.addAction(text, action).setEnabled(enabled)
        return menu

    def _on_entered(self) -> None:
        """Tell the current address again: in the meantime it was that of another thing on the page."""
        self._reported = None
        self._report()

    def _catch_up(self) -> None:
        self._outdated = False
        self._model.refresh()
        self.view.show_hint(self._rows.hint())
        self._report()

    def _report(self) -> None:
        address = self.current_address()
        if address != self._reported and (not self._fitted or self.view.hasFocus()):
            self._reported = address
            self.current_changed.emit(address)
        repeated = self.commands.current_name() is not None
        for button in self._row_buttons[1:]:
            button.setEnabled(repeated)
        self._restore.setEnabled(self.commands.overridden_selected())
        side = self.commands.current_side()
        if side is not None and side.repeated is not None and side.repeated.follows:
            with QSignalBlocker(self._own_rows):
                self._own_rows.setChecked(not self._rows.follows(side))
            if self._row_buttons:
                tip = "在当前行下面增加一行（Ctrl++）"
                follows = self._rows.follows(side)
                self._row_buttons[0].setToolTip(f"{tip}\n{self._rows.where_from(side)}" if follows else tip)
