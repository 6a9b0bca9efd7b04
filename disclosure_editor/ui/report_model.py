"""The report on the file that a document was read from, as a Qt model: groups of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.disclosure import Remark, RemarkKey, Spot, Understanding
from disclosure_editor.editions.model import Section
from disclosure_editor.ui.carried import Carried
from disclosure_editor.ui.icons import icon
from disclosure_editor.ui.origin_words import shortened
from disclosure_editor.ui.places import section_name, spot_name, spot_named

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

MESSAGE, PLACE, SOURCE, TEXT = range(4)
_HEADERS = ("说明", "位置", "原文位置", "原文")
_TICK_TIP = "处理好了就勾掉（空格键），可以撤销"


@dataclass(frozen=True)
class RemarkLine:
    """A remark, until it is ticked off."""

    key: RemarkKey
    remark: Remark


@dataclass(frozen=True)
class SectionLine:
    """An entry of the outline with what is last year's and not confirmed in it; None for what has no entry."""

    section: Section | None
    count: int

    @property
    def key(self) -> str:
        """What it keeps while its count changes."""
        return self.section.id if self.section is not None else ""


Line = RemarkLine | SectionLine


@dataclass(frozen=True)
class Group:
    """Lines under a heading.

    Attributes:
        picture: its drawing in `icons`.
    """

    title: str
    picture: str
    lines: tuple[Line, ...]

    @property
    def count(self) -> int:
        """How much is in it."""
        return sum(line.count if isinstance(line, SectionLine) else 1 for line in self.lines)


CARRIED = "沿用上年待确认"
UNDERSTANDINGS = {
    Understanding.NOT_UNDERSTOOD: ("未识别", "error"),
    Understanding.DOUBTFUL: ("待核对", "warning"),
    Understanding.UNDERSTOOD: ("已识别", "done"),
}


def report_groups(workbook: Workbook, carried: Carried) -> tuple[Group, ...]:
    """What there is to report, the gravest first; groups of nothing are left out."""
    lines: dict[Understanding, list[Line]] = {kind: [] for kind in UNDERSTANDINGS}
    for key, remark in workbook.remarks():
        lines[remark.understanding].append(RemarkLine(key, remark))
    groups = [Group(*UNDERSTANDINGS[kind], tuple(found)) for kind, found in lines.items()]
    groups.insert(-1, Group(CARRIED, "pending", tuple(SectionLine(*line) for line in carried.summary())))
    return tuple(group for group in groups if group.lines)


class ReportModel(QAbstractItemModel):
    """The groups and their lines.

    Attributes:
        ticked: emitted with the remark that the officer ticks off.
    """

    ticked = Signal(object)

    def __init__(self, workbook: Workbook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workbook = workbook
        self._groups: tuple[Group, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """What is shown."""
        return self._groups

    def show(self, groups: tuple[Group, ...]) -> None:
        """Show other groups; where only counts differ, everything stays in its place."""
        if _keys(groups) == _keys(self._groups):
            self._groups = groups
            for place, group in enumerate(groups):
                parent = self.index(place, 0)
                self.dataChanged.emit(parent, parent)
                self.dataChanged.emit(self.index(0, 0, parent), self.index(len(group.lines) - 1, TEXT, parent))
            return
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def line(self, index: Index) -> Line | None:
        """The line at an index; None for a group."""
        place = index.internalId() - 1 if index.isValid() else -1
        return self._groups[place].lines[index.row()] if place >= 0 else None

    def group(self, index: Index) -> Group | None:
        """The group at an index, or the one that a line is in."""
        if not index.isValid():
            return None
        place = index.internalId() - 1
        return self._groups[place if place >= 0 else index.row()]

    def index_of(self, key: RemarkKey | str) -> QModelIndex:
        """Where a line stands, by its key; invalid where there is none."""
        for place, group in enumerate(self._groups):
            for number, line in enumerate(group.lines):
                if line.key == key:
                    return self.index(number, 0, self.index(place, 0))
        return QModelIndex()

    def spot(self, line: RemarkLine) -> Spot | None:
        """What a remark is about in the document; None where that is nowhere."""
        return spot_named(self._workbook.edition, line.remark.at) if line.remark.at else None

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """A group, or a line of one."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        """The group of a line."""
        place = index.internalId() - 1 if index.isValid() else -1
        return self.createIndex(place, 0, 0) if place >= 0 else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The groups, or the lines of one."""
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()].lines) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, parent: Index = _ROOT) -> int:
        """See the headers."""
        return len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What each column holds."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A remark can be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == MESSAGE and isinstance(self.line(index), RemarkLine):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Pass on that a line was ticked off."""
        line = self.line(index)
        if role != Qt.ItemDataRole.CheckStateRole or not isinstance(line, RemarkLine):
            return False
        self.ticked.emit(line.key)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a group or a line shows in a column."""
        line = self.line(index)
        if line is None:
            return self._of_group(self._groups[index.row()], index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.column())
        if isinstance(line, SectionLine):
            return None
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == MESSAGE:
            return Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return _TICK_TIP if index.column() == MESSAGE else line.remark.text or None
        return None

    def _of_group(self, group: Group, column: int, role: int) -> Any:
        if column != MESSAGE:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{group.title}　{group.count}"
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(group.picture)
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _text(self, line: Line, column: int) -> str:
        if isinstance(line, SectionLine):
            name = section_name(line.section) if line.section is not None else "这个版式里没有填写处的"
            return (name, f"{line.count} 处", "", "")[column]
        match column:
            case 0:
                return line.remark.message
            case 1:
                spot = self.spot(line)
                return spot_name(self._workbook, spot) if spot is not None else ""
            case 2:
                return line.remark.place
        return shortened(line.remark.text)


def _keys(groups: Sequence[Group]) -> list[tuple[str, list[RemarkKey | str]]]:
    return [(group.title, [line.key for line in group.lines]) for group in groups]
