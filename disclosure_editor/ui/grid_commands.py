"""What an officer does in a table's grid: typing, copying, pasting, clearing, filling, and changing rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, Signal
from PySide6.QtGui import QGuiApplication

from disclosure_editor.calculation import edits
from disclosure_editor.calculation.entries import Entry, Refused, texts_of_row
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Edit
from disclosure_editor.editions.model import Side
from disclosure_editor.ui.clipboard import read_block, write_block
from disclosure_editor.ui.confirming import confirm_paths
from disclosure_editor.ui.grid_view import GridView
from disclosure_editor.ui.pasting import Placement, place_block, tiled
from disclosure_editor.ui.printed_blocks import as_columns
from disclosure_editor.ui.table_layout import Role
from disclosure_editor.ui.table_model import TableModel
from disclosure_editor.ui.table_rows import TableRows

if TYPE_CHECKING:
    from disclosure_editor.ui.session import Session


class GridCommands(QObject):
    """Turns what is done in a view into edits of the session's document.

    Attributes:
        message: one line for the status bar.
    """

    message = Signal(str)

    def __init__(self, session: Session, model: TableModel, view: GridView) -> None:
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view
        self._layout = model.layout
        self._rows = TableRows(session.workbook, model.layout)
        self._added: str | None = None
        view.selectionModel().currentChanged.connect(lambda *_: self._leave_added())

    def copy(self) -> None:
        """The selected cells on the clipboard, as Excel takes them."""
        rows, columns = self._selected_area()
        block = [[self._copied(row, column) for column in columns] for row in rows]
        if block:
            QGuiApplication.clipboard().setText(write_block(block))

    def cut(self) -> None:
        """The selected cells on the clipboard and no longer in the table."""
        self.copy()
        self._clear("剪切")

    def paste(self) -> None:
        """A block from the clipboard over the selection, beyond the last repeated row in new rows."""
        block = read_block(QGuiApplication.clipboard().text())
        rows, columns = self._selected_area()
        if not block or not rows:
            return
        cells, left = as_columns(self._layout, columns[0], tiled(block, len(rows), len(columns)))
        if not cells:
            return
        grows = len(self._layout.sides) == 1 and self._rows.grow(self._layout.sides[0])
        workbook = self._session.workbook
        placement = place_block(workbook, self._layout, self._model.grid_rows, rows[0], left, cells, grows)
        row_list = self._layout.sides[0].row_list
        edit = edits.paste(workbook, placement.texts, row_list, placement.added, placement.after)
        where = self._rows.added_to(self._layout.sides[0]) if placement.added else ""
        self._do(edit)
        if not any(self._rows.sorted(side) for side in self._layout.sides):
            self._select(rows[0], left, len(cells), len(cells[0]))
        self.message.emit("，".join(filter(None, (_pasted(placement), where))))

    def clear(self) -> None:
        """Nothing stated in the selected cells."""
        self._clear("清除")

    def fill_down(self) -> None:
        """The selection's first row in the rows below it; a single row takes what stands above it."""
        rows, columns = self._selected_area()
        if not rows or (len(rows) == 1 and rows[0] == 0):
            return
        source, targets = (rows[0], rows[1:]) if len(rows) > 1 else (rows[0] - 1, rows)
        entries: dict[tuple[int, int], str] = {}
        for column in columns:
            shown = self._model.shown(self._model.index(source, column))
            text = shown.text if shown.value.stated else ""
            entries |= {(row, column): text for row in targets if shown.role is Role.VALUE}
        self._state(entries, "向下填充")

    def add_row(self) -> None:
        """A new row behind the current one."""
        side, name = self.current_side(), self.current_name()
        if side is None:
            return
        if not self._rows.grow(side):
            self.message.emit(self._rows.where_from(side))
            return
        first = next(place for place, column in enumerate(self._layout.columns) if column.side is side)
        self._add(side, name, first)

    def delete_rows(self) -> None:
        """Without the selected rows that can be added and deleted."""
        side = self.current_side()
        names = [] if side is None else self._selected_names(side)
        if side is None or not names:
            subtotals = side is not None and self._rows.sorted(side)
            self.message.emit(f"所选的行是表里固定的{'，或是各科目的类、款小计' if subtotals else ''}，不能删除")
            return
        current, sharing = self._view.currentIndex(), self._rows.sharing(side, names)
        self._do(edits.remove_rows(self._session.workbook, side.row_list, names))
        self._view.move_to(min(current.row(), self._model.rowCount() - 1), current.column())
        self.message.emit(f"已删除{len(names)}行" + (f"，{sharing}中的同一行也已删除" if sharing else ""))

    def move_row(self, by: int) -> None:
        """The current row further down (negative: up)."""
        side, name = self.current_side(), self.current_name()
        if side is None or name is None:
            return
        if self._rows.sorted(side):
            self.message.emit("本表各行按科目编码排列，不用移动")
            return
        column = self._view.currentIndex().column()
        edit = self._rows.move(side, name, by)
        self._do(edit)
        index = self._model.index_of(Address(side.table, name, self._layout.columns[column].column.id))
        self._view.move_to(index.row(), column)

    def state_rows(self, own: bool) -> None:
        """The present rows as this table's own, or again those of the tables that it follows."""
        side = self.current_side()
        if side is None:
            return
        workbook = self._session.workbook
        names = edits.repeated_names(workbook, side.row_list)
        row_list = side.row_list
        self._do(edits.state_rows(workbook, row_list, names) if own else edits.follow_rows(workbook, row_list))

    def restore_computed(self) -> None:
        """The selected cells computed again, whatever was stated there."""
        entries = {place: "" for place in self._selected() if self._overridden(place)}
        self._state(entries, "恢复自动计算")

    def take_computed(self) -> None:
        """The computed values of the selected cells stated."""
        entries: dict[tuple[int, int], str] = {}
        for place in self._selected():
            shown = self._model.shown(self._model.index(*place))
            computed = shown.computed.text if shown.computed is not None else shown.text
            if shown.formula and computed:
                entries[place] = computed
        self._state(entries, "取用计算值")

    def type_text(self, index: QModelIndex, text: str) -> None:
        """State what was typed in a cell; the cursor goes with a row whose new name has another place."""
        place = (index.row(), index.column())
        address, side = self._model.address(index), self._model.column(index).side
        if address is None:
            return
        before, added = self._rows.names(side), self._added
        self._state({place: text}, f"填写{self._session.workbook.title(address)}")
        names = self._rows.names(side)
        new = [name for name in names if name not in before]
        if address.row in before and len(new) == 1:
            self._go(address._replace(row=new[0]), index.column())
            self._added = new[0] if added == address.row else None
        elif address.row in before and address.row not in names and text.strip() in names:
            self._go(address._replace(row=text.strip()), index.column())
            title = self._session.workbook.row_title(side.table, text.strip())
            self.message.emit(f"本表已有“{title}”，两行合为一行")

    def enter(self) -> None:
        """Go on below; behind the last repeated row or one just added, unless that is still blank, in a new one."""
        current = self._view.currentIndex()
        if not current.isValid():
            return
        column = self._view.enter_column()
        side, name = self.current_side(), self.current_name()
        if side is not None and name is not None and self._rows.grow(side) and self._rows.filled(side, name):
            if self._rows.is_last(side, name):
                self._add(side, name, column)
                return
            if name == self._added:
                self._add(side, None, column)
                return
        self._view.move_to(current.row() + 1, column)

    def past_end(self) -> None:
        """Go on behind the last cell of a grid: in a new row where there can be one, else in what follows the grid."""
        side, name = self.current_side(), self.current_name()
        last = side is not None and name is not None and self._rows.is_last(side, name)
        if side is not None and name is not None and last and self._rows.grow(side) and self._rows.filled(side, name):
            self._add(side, name, 0)
        else:
            self._view.leave()

    def confirm(self) -> None:
        """The selected cells confirmed as last year's."""
        self.message.emit(confirm_paths(self._session, self.selected_addresses()))

    def unconfirmed_selected(self) -> bool:
        """Whether a selected cell is last year's and not confirmed."""
        return any(self._model.shown(self._model.index(*place)).unconfirmed for place in self._selected())

    def selected_addresses(self) -> tuple[Address, ...]:
        """The places of the selected cells."""
        found = (self._model.address(index) for index in self._view.selectedIndexes())
        return tuple(dict.fromkeys(address for address in found if address is not None))

    def overridden_selected(self) -> bool:
        """Whether something is stated in a selected cell that would be computed."""
        return any(self._overridden(place) for place in self._selected())

    def computed_selected(self) -> bool:
        """Whether a selected cell has a computed value."""
        return any(self._model.shown(self._model.index(*place)).formula for place in self._selected())

    def texts_offered(self) -> bool:
        """Whether other rows state texts in the column of the current cell."""
        return bool(self._model.texts_beside(self._view.currentIndex()))

    def current_side(self) -> Side | None:
        """The side with repeated rows that the current cell is in, or the first one."""
        index = self._view.currentIndex()
        own = self._model.column(index).side if index.isValid() else None
        if own is not None and own.repeated is not None:
            return own
        return next((side for side in self._layout.sides if side.repeated is not None), None)

    def current_name(self) -> str | None:
        """The name of the current row, if it is a repeated one."""
        index = self._view.currentIndex()
        row = self._model.row(index) if index.isValid() else None
        return row.name if row is not None and row.repeated else None

    def _do(self, edit: Edit) -> None:
        """Make an edit; this grid shows it even while the views wait to be told of several at once."""
        self._session.do(edit)
        if self._session.waiting:
            self._model.refresh()

    def _add(self, side: Side, after: str | None, column: int) -> None:
        """Add a row and go to one of its cells."""
        edit, name = self._rows.add(side, after)
        where = self._rows.added_to(side)
        self._do(edit)
        if where:
            self.message.emit(f"新行{where}；只要本表有的，撤销后点“单独填写行”再增加")
        self._go(Address(side.table, name, self._layout.columns[column].column.id), column)
        self._added = name

    def _go(self, address: Address, column: int) -> None:
        """Stand in the row of an address, in a column of the grid."""
        index = self._model.index_of(address)
        if index.isValid():
            self._view.move_to(index.row(), column)

    def _leave_added(self) -> None:
        """No longer go on from the row just added when another one was gone to."""
        if self.current_name() != self._added:
            self._added = None

    def _state(self, entries: Mapping[tuple[int, int], str], label: str) -> None:
        """State texts in cells of the grid, in one edit; what a cell cannot take is told."""
        by_row: dict[tuple[int, str], list[Entry]] = {}
        for (row, place), text in sorted(entries.items()):
            column = self._layout.column(self._model.grid_rows[row], place)
            name = self._model.grid_rows[row].names[column.side_index]
            if name is not None and self._model.editable(row, place):
                by_row.setdefault((column.side_index, name), []).append(
                    Entry(column.column, text, column.part, column.parts)
                )
        texts: dict[Address, str] = {}
        for (side_index, name), row_entries in by_row.items():
            side = self._layout.sides[side_index]
            try:
                stated = texts_of_row(self._session.workbook, side, name, row_entries)
            except Refused as refusal:
                self.message.emit(str(refusal))
                continue
            texts |= {Address(side.table, name, column): text for column, text in stated.items()}
        self._do(edits.set_values(self._session.workbook, texts, label))

    def _clear(self, label: str) -> None:
        entries: dict[tuple[int, int], str] = {}
        for place in self._selected():
            shown = self._model.shown(self._model.index(*place))
            if shown.role is Role.VALUE and shown.value.stated:
                entries[place] = ""
        self._state(entries, label)

    def _overridden(self, place: tuple[int, int]) -> bool:
        shown = self._model.shown(self._model.index(*place))
        return shown.role is Role.VALUE and shown.formula and shown.value.stated

    def _selected(self) -> list[tuple[int, int]]:
        return sorted((index.row(), index.column()) for index in self._view.selectedIndexes())

    def _selected_area(self) -> tuple[range, range]:
        """The rows and columns of the smallest block with all selected cells."""
        places = self._selected()
        if not places:
            return range(0), range(0)
        columns = [column for _, column in places]
        return range(places[0][0], places[-1][0] + 1), range(min(columns), max(columns) + 1)

    def _copied(self, row: int, column: int) -> str:
        index = self._model.index(row, column)
        return self._model.shown(index).text if self._view.selectionModel().isSelected(index) else ""

    def _select(self, top: int, left: int, rows: int, columns: int) -> None:
        last_row = min(top + rows, self._model.rowCount()) - 1
        last_column = min(left + columns, self._model.columnCount()) - 1
        selection = QItemSelection(self._model.index(top, left), self._model.index(last_row, last_column))
        self._view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _selected_names(self, side: Side) -> list[str]:
        names: list[str] = []
        for index in self._view.selectedIndexes():
            row = self._model.row(index)
            if row is not None and row.repeated and self._model.column(index).side is side and row.name not in names:
                names.append(row.name)
        return names


def _pasted(placement: Placement) -> str:
    parts = [f"已粘贴{placement.filled}格"]
    if placement.added:
        parts.append(f"新增{len(placement.added)}行")
    if placement.skipped:
        parts.append(
            f"跳过{placement.skipped}格（{placement.reasons[0] if placement.reasons else '不能填写，或没有对应的行'}）"
        )
    return "，".join(parts)
