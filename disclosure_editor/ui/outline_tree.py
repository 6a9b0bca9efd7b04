"""The outline tree: the parts of the publication, each with how far it is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from disclosure_editor.editions.model import Edition, Section
from disclosure_editor.ui.icons import icon
from disclosure_editor.ui.places import Entry, outline_entries, section_name
from disclosure_editor.ui.section_states import State, worst


class OutlineTree(QTreeWidget):
    """The outline of an edition.

    Attributes:
        entry_chosen: emitted with the entry that became the current one.
    """

    entry_chosen = Signal(object)

    def __init__(self, edition: Edition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIconSize(QSize(16, 16))
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self._entries: dict[str, Entry] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self._shown: dict[str, State] = {}
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
            self._items[name].setToolTip(0, f"{section_name(entry.section)}：{state.title}")
        return state

    def _on_current_changed(self) -> None:
        if self.current is not None:
            self.entry_chosen.emit(self.current)
