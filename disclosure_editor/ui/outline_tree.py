"""The outline tree: the parts of the publication, each with how far it is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from disclosure_editor.editions.model import Edition, Section
from disclosure_editor.ui import tints
from disclosure_editor.ui.carried import Carried
from disclosure_editor.ui.icons import icon
from disclosure_editor.ui.places import Entry, outline_entries, section_name
from disclosure_editor.ui.section_states import State, worst

_NAME, _CARRIED = range(2)


class OutlineTree(QTreeWidget):
    """The outline of an edition.

    Attributes:
        entry_chosen: emitted with the entry that became the current one.
        confirm_wanted: emitted with the entry in which, and below which, the officer confirms what is last year's.
    """

    entry_chosen = Signal(object)
    confirm_wanted = Signal(object)

    def __init__(self, edition: Edition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIconSize(QSize(16, 16))
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setColumnCount(2)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(_CARRIED, QHeaderView.ResizeMode.ResizeToContents)
        self.setColumnHidden(_CARRIED, True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self._entries: dict[str, Entry] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self._shown: dict[str, State] = {}
        self._carried: dict[str, int] = {}
        self._roots = outline_entries(edition)
        for entry in self._roots:
            self.addTopLevelItem(self._item(entry))
        self.expandAll()
        self.currentItemChanged.connect(self._on_current_changed)

    def _item(self, entry: Entry) -> QTreeWidgetItem:
        section = entry.section
        item = QTreeWidgetItem([section_name(section)])
        if section.level == 1:
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
        self._entries[section.id] = entry
        self._items[section.id] = item
        for child in entry.children:
            item.addChild(self._item(child))
        return item

    @property
    def current(self) -> Entry | None:
        """The current entry."""
        item = self.currentItem()
        return next((self._entries[name] for name, own in self._items.items() if own is item), None)

    def choose(self, section: Section) -> None:
        """Make an entry the current one."""
        self.setCurrentItem(self._items[section.id])

    def step(self, by: int) -> None:
        """Go to the next entry (negative: the one before) in which something is filled in, as far as there is one."""
        fillable = [entry.section for entry in self._entries.values() if entry.section.table or entry.section.inputs]
        order = list(self._entries)
        here = order.index(self.current.section.id) if self.current else -1
        later = [section for section in fillable if (order.index(section.id) - here) * by > 0]
        if later:
            self.choose(later[0] if by > 0 else later[-1])

    def choose_first(self) -> None:
        """Make the first entry the current one."""
        if self._roots:
            self.choose(self._roots[0].section)

    def section_state(self, section: Section) -> State | None:
        """The state shown at an entry."""
        return self._shown.get(section.id)

    def set_states(self, states: Mapping[str, State]) -> None:
        """Show how far each entry is; one with others below it is as far as the one that is least so."""
        for entry in self._roots:
            self._set_state(entry, states)

    def _set_state(self, entry: Entry, states: Mapping[str, State]) -> State:
        below = [self._set_state(child, states) for child in entry.children]
        name = entry.section.id
        state = worst([states[name], *below])
        if self._shown.get(name) is not state:
            self._shown[name] = state
            self._items[name].setIcon(0, icon(state.value))
            self._show_tip(entry)
        return state

    def set_carried(self, carried: Carried) -> None:
        """Show how much of each entry and of those below it is last year's and not confirmed."""
        for name, entry in self._entries.items():
            count = carried.count(entry.sections())
            if count != self._carried.get(name, 0):
                self._carried[name] = count
                item = self._items[name]
                item.setText(_CARRIED, f"◤{count}" if count else "")
                item.setForeground(_CARRIED, tints.carried_colour())
                self._show_tip(entry)
        self.setColumnHidden(_CARRIED, not any(self._carried.values()))

    def carried(self, section: Section) -> int:
        """How much is shown to be last year's at an entry."""
        return self._carried.get(section.id, 0)

    def _show_tip(self, entry: Entry) -> None:
        name = entry.section.id
        count, state = self._carried.get(name, 0), self._shown.get(name)
        told = f"{section_name(entry.section)}：{state.title if state else ''}"
        tip = f"{told}\n沿用上年 {count} 处待确认" if count else told
        for column in (_NAME, _CARRIED):
            self._items[name].setToolTip(column, tip)

    def _show_menu(self, position: QPoint) -> None:
        item = self.itemAt(position)
        entry = next((self._entries[name] for name, own in self._items.items() if own is item), None)
        if entry is None or not self._carried.get(entry.section.id):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = self._carried[entry.section.id]
        menu.addAction(f"确认沿用上年的 {count} 处", lambda: self.confirm_wanted.emit(entry))
        menu.popup(self.viewport().mapToGlobal(position))

    def _on_current_changed(self) -> None:
        if self.current is not None:
            self.entry_chosen.emit(self.current)
