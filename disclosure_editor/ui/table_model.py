"""The grid of a table as a Qt model: what each cell shows, kept up with the document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from disclosure_editor.calculation.column_texts import column_texts
from disclosure_editor.calculation.entries import differs
from disclosure_editor.calculation.workbook import EMPTY, CellValue, Row, Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Column, RowKind, Severity, ValueType
from disclosure_editor.editions.subjects import Catalogue
from disclosure_editor.ui.origin_words import origin_words
from disclosure_editor.ui.table_layout import GridColumn, GridLayout, GridRow, Role

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_UNGROUPED = re.compile(r"([+-]?)([0-9]{4,})((?:\.[0-9]*)?)")


class Shown(NamedTuple):
    """A cell as the grid shows it.

    Attributes:
        text: for editing and copying, as stated or computed.
        kind: of its own row.
        computed: where something else is stated, what would be computed; None elsewhere.
        formula: whether it is computed while nothing is stated.
        follows: whether it is left to its computation, since it must equal that or isn't printed; otherwise what is
            computed is but a proposal.
        unconfirmed: whether it is last year's and nobody has confirmed it.
    """

    role: Role
    text: str = ""
    kind: RowKind = RowKind.DETAIL
    value: CellValue = EMPTY
    computed: CellValue | None = None
    formula: bool = False
    follows: bool = False
    unconfirmed: bool = False

    @property
    def awaits_typing(self) -> bool:
        """Whether something was typed here or has to be, since nothing else gives it."""
        if self.role is not Role.VALUE or not self.formula or self.value.stated:
            return self.role is Role.VALUE
        return not self.text and not self.follows and self.kind is not RowKind.SUBTOTAL

    @property
    def sums(self) -> bool:
        """Whether its row sums others up."""
        return self.kind is RowKind.TOTAL or (self.kind is RowKind.SUBTOTAL and self.formula)

    @property
    def differs(self) -> bool:
        """Whether something else is stated than would be computed."""
        return self.computed is not None and self.computed != EMPTY and differs(self.value, self.computed)


class TableModel(QAbstractTableModel):
    """A table's grid; typed texts leave it as `typed` and come back through `refresh`.

    Attributes:
        layout: the grid's columns, and where its rows come from.
        grid_rows: the rows it shows.
        typed: emitted with the index and the text that was typed there.
    """

    typed = Signal(QModelIndex, str)

    def __init__(self, workbook: Workbook, layout: GridLayout, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layout = layout
        self._workbook = workbook
        self.grid_rows: tuple[GridRow, ...] = ()
        self._cells: list[list[Shown]] = []
        self._marks: Mapping[Address, Severity] = {}
        self._messages: Mapping[Address, str] = {}
        self.refresh()

    def refresh(self) -> None:
        """Show the document as it is now; rows that were not added or removed keep their indexes."""
        before, after = self.grid_rows, self.layout.rows()
        if before != after:
            self._change_rows(before, after)
        for place, (old, new) in enumerate(zip(self._cells, self._cells_of(after), strict=True)):
            if old != new:
                self._cells[place] = new
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(new) - 1))

    def show_rows_of(self, parent_row: str) -> None:
        """Show the rows that belong to another row of the parent table."""
        self.beginResetModel()
        self.layout.parent_row = parent_row
        self.grid_rows = self.layout.rows()
        self._cells = self._cells_of(self.grid_rows)
        self.endResetModel()

    def set_marks(self, marks: Mapping[Address, Severity], messages: Mapping[Address, str]) -> None:
        """Mark cells with the severity of what was found there, with a text for the tooltip."""
        changed = {address for address in {**self._marks, **marks} if self._marks.get(address) != marks.get(address)}
        self._marks, self._messages = dict(marks), dict(messages)
        if changed and self.grid_rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def shown(self, index: Index) -> Shown:
        """What a cell shows."""
        return self._cells[index.row()][index.column()]

    def column(self, index: Index) -> GridColumn:
        """The grid's column of a cell."""
        return self.layout.column(self.grid_rows[index.row()], index.column())

    def row(self, index: Index) -> Row | None:
        """The row that a cell belongs to on its side."""
        return self.grid_rows[index.row()].rows[self.column(index).side_index]

    def catalogue(self, code: Column) -> Catalogue:
        """The subjects of a code column."""
        return self._workbook.catalogues[code.catalogue]

    def address(self, index: Index) -> Address | None:
        """The address of a cell; None where there is none."""
        return self.layout.address(self.grid_rows[index.row()], self.column(index)) if index.isValid() else None

    def mark(self, index: Index) -> Severity | None:
        """How grave what was found in a cell is."""
        address = self.address(index)
        return self._marks.get(address) if address is not None else None

    def editable(self, row: int, column: int) -> bool:
        """Whether something can be typed in a cell."""
        return self._cells[row][column].role is Role.VALUE

    def first_editable(self) -> tuple[int, int]:
        """Row and column of the first cell where something is to be typed; a sum is none of them."""
        places = ((row, column) for row in range(self.rowCount()) for column in range(self.columnCount()))
        wanted = (place for place in places if self.editable(*place) and not self._cells[place[0]][place[1]].sums)
        return next(wanted, (0, 0))

    def computed_text(self, index: Index) -> str:
        """The figure that would be computed where another one is stated, for showing both; empty elsewhere."""
        shown, column = self.shown(index), self.column(index).column
        if not shown.differs or shown.computed is None or not column.type.numeric:
            return ""
        return f"自动 {_figure(shown.computed.text, column)}"

    def texts_beside(self, index: Index) -> tuple[str, ...]:
        """What other rows of the document state in the column of a cell."""
        address = self.address(index)
        if address is None or self.shown(index).role is not Role.VALUE:
            return ()
        column = self.column(index)
        return column_texts(self._workbook, column.side, column.column, address.row)

    def has_whole_code(self, index: Index) -> bool:
        """Whether all printed parts of the code in a cell are filled."""
        grid_column, cells = self.column(index), self._cells[index.row()]
        same = [
            cell for cell, column in zip(cells, self.layout.columns, strict=True) if column.column is grid_column.column
        ]
        return grid_column.parts > 1 and all(cell.text for cell in same)

    def index_of(self, address: Address) -> QModelIndex:
        """Where an address stands in the grid; invalid where it does not."""
        for place in range(len(self.layout.columns)):
            for number, row in enumerate(self.grid_rows):
                if self.layout.address(row, self.layout.column(row, place)) == address:
                    return self.index(number, place)
        return QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The number of rows shown."""
        return 0 if parent.isValid() else len(self.grid_rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The number of columns shown."""
        return 0 if parent.isValid() else len(self.layout.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """One can stand on every cell, and type in those that take a value."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.editable(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Pass on what was typed."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.typed.emit(index, str(value))
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, alignment and font of a cell; its colours are the delegate's."""
        shown = self.shown(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._display(index, shown)
            case Qt.ItemDataRole.EditRole:
                return shown.text
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(index, shown)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(index, shown)
            case Qt.ItemDataRole.FontRole:
                return _font(shown)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's number; a column's lowest header."""
        if orientation is Qt.Orientation.Horizontal:
            column = self.layout.columns[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return column.column.help or None
            return column.headers[-1] if role == Qt.ItemDataRole.DisplayRole else None
        return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None

    def _cells_of(self, rows: Sequence[GridRow]) -> list[list[Shown]]:
        places = range(len(self.layout.columns))
        return [[self._shown(row, self.layout.column(row, place)) for place in places] for row in rows]

    def _shown(self, row: GridRow, column: GridColumn) -> Shown:
        role = self.layout.role(row, column)
        own = row.rows[column.side_index]
        if role is Role.DEAD or own is None:
            return Shown(role, kind=row.kind if own is None else own.kind)
        if role is Role.LABEL:
            return Shown(role, self.layout.label(row, column), own.kind)
        address = Address(column.side.table, own.name, column.column.id)
        value = self._workbook.cell(address)
        formula = self.layout.formula(row, column)
        computed = self._workbook.computed(address) if formula and value.stated else None
        text = self.layout.part(column, value.text)
        follows = formula is not None and (
            self.layout.left_out(column) or (formula.severity is not None and column.column.type.numeric)
        )
        unconfirmed = address in self._workbook.unconfirmed()
        return Shown(role, text, own.kind, value, computed, formula is not None, follows, unconfirmed)

    def _change_rows(self, before: tuple[GridRow, ...], after: tuple[GridRow, ...]) -> None:
        """Add and remove rows where the names differ; others in the place of rows that are gone are those, renamed."""
        rows = list(before)
        steps = SequenceMatcher(None, [row.names for row in before], [row.names for row in after], autojunk=False)
        for _, old, old_end, new, new_end in reversed(steps.get_opcodes()):
            renamed = old + min(old_end - old, new_end - new)
            if renamed < old_end:
                self.beginRemoveRows(_ROOT, renamed, old_end - 1)
                del rows[renamed:old_end], self._cells[renamed:old_end]
                self.grid_rows = tuple(rows)
                self.endRemoveRows()
            elif new + renamed - old < new_end:
                added = after[new + renamed - old : new_end]
                self.beginInsertRows(_ROOT, renamed, renamed + len(added) - 1)
                rows[renamed:renamed] = added
                self._cells[renamed:renamed] = [[Shown(Role.DEAD)] * len(self.layout.columns) for _ in added]
                self.grid_rows = tuple(rows)
                self.endInsertRows()
        self.grid_rows = after

    def _display(self, index: Index, shown: Shown) -> str:
        column = self.column(index).column
        value = shown.value
        return shown.text if value.amount is None else _figure(shown.text, column)

    def _tooltip(self, index: Index, shown: Shown) -> str | None:
        column, address = self.column(index).column, self.address(index)
        if shown.role is not Role.VALUE or address is None:
            return None
        lines: list[str] = []
        if shown.unconfirmed:
            lines.append(origin_words(self._workbook.unconfirmed()[address]))
        if shown.value.malformed:
            lines.append(f"“{shown.text}”不是{'整数' if column.type is ValueType.COUNT else '数字'}")
        if shown.differs and shown.computed is not None:
            lines.append(f"填写 {shown.value.text}；计算 {shown.computed.text}（按 Delete 改用计算的）")
        if (mark := self._marks.get(address)) is not None:
            lines.append(self._messages.get(address, f"这里有{mark.title}，见问题列表"))
        if shown.formula and not shown.value.stated and shown.text:
            lines.append("自动计算；键入数值即改为填写")
        if column.help:
            lines.append(column.help)
        return "\n".join(lines) or None

    def _alignment(self, index: Index, shown: Shown) -> Qt.AlignmentFlag:
        column = self.column(index)
        if shown.role is Role.LABEL:
            centred = shown.kind is RowKind.TOTAL or column.column.type is ValueType.CODE
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
            )
        if column.column.type.numeric:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if column.column.type in (ValueType.CODE, ValueType.CHOICE):
            return Qt.AlignmentFlag.AlignCenter
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _figure(text: str, column: Column) -> str:
    return f"{text}%" if column.type is ValueType.PERCENTAGE else _grouped(text)


def _grouped(text: str) -> str:
    """A number as stated, with separators between its thousands where it has none."""
    plain = _UNGROUPED.fullmatch(text)
    return f"{plain[1]}{int(plain[2]):,}{plain[3]}" if plain and not plain[2].startswith("0") else text


def _font(shown: Shown) -> QFont | None:
    bold = shown.kind is RowKind.TOTAL or (shown.kind is RowKind.SUBTOTAL and shown.role is Role.LABEL)
    italic = shown.role is Role.VALUE and not shown.value.stated
    if not (bold or italic):
        return None
    font = QFont()
    font.setBold(bold)
    font.setItalic(italic)
    return font
