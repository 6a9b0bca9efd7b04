"""The workspace: the views of one open document, kept in step with it and with one another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QTabWidget, QVBoxLayout, QWidget

from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Edit, OriginOf, ParagraphKey, RemarkKey, Spot
from disclosure_editor.ui.carried import Carried
from disclosure_editor.ui.confirming import NOTHING, confirm_paths
from disclosure_editor.ui.field_editors import commit_pending
from disclosure_editor.ui.findings_panel import FindingsPanel
from disclosure_editor.ui.marks import marks_of
from disclosure_editor.ui.outline_tree import OutlineTree
from disclosure_editor.ui.places import Entry, has_place, section_for, section_name, table_names
from disclosure_editor.ui.preview import Preview
from disclosure_editor.ui.report_panel import ReportPanel
from disclosure_editor.ui.search_box import SearchBox
from disclosure_editor.ui.section_editor import SectionEditor
from disclosure_editor.ui.section_states import SectionStates
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.settings import Settings

_ACROSS, _DOWN = "across", "down"


class Workspace(QWidget):
    """Everything the window shows of a session.

    Attributes:
        session: the open document.
        findings: what its checks find now.
        current_changed: emitted with the current address, or None.
        findings_changed: emitted when the findings have been looked at anew.
        message: emitted with a sentence for the status bar.
    """

    current_changed = Signal(object)
    findings_changed = Signal()
    message = Signal(str)

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.findings: tuple[Finding, ...] = ()
        self._settings = settings
        self._current: Address | None = None
        self._gone_to: Spot | None = None
        self._unconfirmed: object = None
        self._states = SectionStates(session)
        self.tree = OutlineTree(session.workbook.edition)
        self.search = SearchBox(session, self.tree)
        self.editor = SectionEditor(session)
        self.preview = Preview(session)
        self.panel = FindingsPanel(session)
        self.carried = Carried(session.workbook)
        self.report = ReportPanel(session, self.carried)
        self._lay_out()
        self._connect()
        self.refresh()
        self.tree.choose_first()

    def _lay_out(self) -> None:
        self._across = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.search, self.editor, self.preview):
            self._across.addWidget(widget)
        self._across.setSizes([220, 720, 440])
        self._across.setStretchFactor(1, 3)
        self._across.setStretchFactor(2, 2)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(self._across)
        self._below = QTabWidget()
        self._below.setDocumentMode(True)
        self._below.setTabBarAutoHide(True)
        self._below.tabBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._below.addTab(self.panel, "问题")
        self._below.setCornerWidget(self.report.buttons)
        self._below.currentChanged.connect(lambda: self._show_report_buttons())
        self.report.hide()
        self._down.addWidget(self._below)
        self._down.setSizes([640, 190])
        self._down.setStretchFactor(0, 1)
        for name, splitter in ((_ACROSS, self._across), (_DOWN, self._down)):
            splitter.setChildrenCollapsible(False)
            arrangement = self._settings.arrangement(name)
            if arrangement is not None:
                splitter.restoreState(arrangement)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._down)

    def _connect(self) -> None:
        self.tree.entry_chosen.connect(self._show_entry)
        self.search.place_chosen.connect(self.go_to)
        self.editor.current_changed.connect(self._on_current_changed)
        self.editor.message.connect(self.message)
        self.editor.sentences_wanted.connect(self.show_sentences)
        self.editor.passed.connect(self._go_past)
        self.preview.address_chosen.connect(self.go_to)
        self.preview.message.connect(self.message)
        self.panel.place_chosen.connect(self.go_to)
        self.panel.repair_chosen.connect(self._repair)
        self.report.place_chosen.connect(self.go_to)
        self.report.message.connect(self.message)
        self.report.titled.connect(self._show_report)
        self.report.next_wanted.connect(self.next_unconfirmed)
        self.tree.confirm_wanted.connect(self._confirm_entry)
        self.editor.confirm_wanted.connect(self.confirm_section)
        self.editor.next_wanted.connect(self.next_unconfirmed)
        self.session.changed.connect(self.refresh)
        self.session.revisited.connect(self._go_to_change)

    @property
    def current_address(self) -> Address | None:
        """The cell or field in which the cursor stands."""
        return self._current

    def refresh(self) -> None:
        """Show the document as it is now in every view."""
        self.editor.refresh()
        self.findings = self.session.checker.findings()
        self.editor.set_marks(marks_of(self.findings))
        self.panel.set_findings(self.findings)
        self.tree.set_states(self._states.states(self.findings))
        self._show_carried()
        self.preview.refresh()
        self.findings_changed.emit()

    def go_to(self, path: Spot) -> None:
        """Go to where something is edited."""
        edition = self.session.workbook.edition
        section = section_for(edition, path, self.editor.section)
        if section is None:
            self.message.emit(f"“{path}”在这个版式里没有填写的地方。")
            return
        self.tree.choose(section)
        self._gone_to = path
        if isinstance(path, ParagraphKey):
            self.preview.show_paragraph(path)
        elif isinstance(path, Address):
            self.editor.show_address(path)
            self._on_current_changed(path)
        else:
            self.editor.show_table(path.table)

    def step(self, by: int) -> None:
        """Go on with the next entry of the outline that is filled in, or (negative) the one before."""
        self.commit()
        self.tree.step(by)
        self.editor.take_focus()

    def _go_past(self, by: int) -> None:
        """Let Tab go on with the next entry, or come back to the one before; at the end it begins the entry anew."""
        self.commit()
        self.tree.step(by)
        self.editor.enter(backwards=by < 0)

    @property
    def awaits_confirmation(self) -> bool:
        """Whether anything is last year's and not confirmed."""
        return bool(self.session.workbook.unconfirmed())

    @property
    def is_reported(self) -> bool:
        """Whether there is a report on the file that the document was read from."""
        return bool(self.report.title)

    def confirm_current(self) -> None:
        """Confirm what is last year's where the officer is: cells, a field, a card, a paragraph, an entry."""
        self.commit()
        if self.report.confirms:
            self.report.confirm_current()
            return
        in_preview = self.preview.browser.hasFocus()
        paths = self.preview.selected_paths() if in_preview else self.editor.selected_addresses()
        self.message.emit(confirm_paths(self.session, paths))

    def confirm_section(self) -> None:
        """Confirm what is last year's in the entry shown and below it."""
        if self.tree.current is not None:
            self._confirm_entry(self.tree.current)

    def confirm_all(self) -> None:
        """Confirm all that is last year's."""
        self.commit()
        self.report.confirm_all()

    def next_unconfirmed(self) -> None:
        """Go to the next place that is last year's and not confirmed."""
        self.commit()
        last = self._gone_to if isinstance(self._gone_to, ParagraphKey) else self._current
        found = self.carried.next_after(self.editor.section, last)
        if found is None:
            self.message.emit(NOTHING)
        else:
            self.go_to(found)

    def show_report(self) -> None:
        """Bring the report to the front."""
        if self._below.indexOf(self.report) >= 0:
            self._below.setCurrentWidget(self.report)
            self.report.take_focus()

    def _confirm_entry(self, entry: Entry) -> None:
        self.commit()
        paths = dict.fromkeys(path for section in entry.sections() for path in self.carried.paths(section))
        self.message.emit(confirm_paths(self.session, paths, f"“{section_name(entry.section)}”"))

    def _show_carried(self) -> None:
        """Show what is last year's, and the report, where that has changed."""
        unconfirmed = self.session.workbook.unconfirmed()
        if unconfirmed is not self._unconfirmed:
            self._unconfirmed = unconfirmed
            self.tree.set_carried(self.carried)
            self._show_carried_here()
        self.report.refresh()

    def _show_carried_here(self) -> None:
        entry = self.tree.current
        self.editor.show_carried(self.carried.count(entry.sections()) if entry is not None else 0)

    def _show_report(self) -> None:
        """Show the report while there is one, that on a draft in front when it comes."""
        place, title = self._below.indexOf(self.report), self.report.title
        if not title:
            if place >= 0:
                self._below.removeTab(place)
        elif place < 0:
            self._below.addTab(self.report, title)
            if self.awaits_confirmation:
                self._below.setCurrentWidget(self.report)
        else:
            self._below.setTabText(place, title)
        self._show_report_buttons()

    def _show_report_buttons(self) -> None:
        in_front = self._below.currentWidget() is self.report
        self.report.buttons.setVisible(in_front and self.awaits_confirmation)

    def show_sentences(self) -> None:
        """Scroll the preview to the next sentence that states the current value."""
        self.preview.show_next_mention()

    def commit(self) -> None:
        """State what is being typed, before the document as a whole is used."""
        widget = QApplication.focusWidget()
        if widget is not None and self.isAncestorOf(widget):
            commit_pending(widget)

    def remember_arrangement(self) -> None:
        """Have the views arranged like this the next time."""
        self._settings.remember_arrangement(_ACROSS, self._across.saveState())
        self._settings.remember_arrangement(_DOWN, self._down.saveState())

    def _show_entry(self, entry: Entry) -> None:
        self.preview.show_entry(entry)
        self.editor.show_section(entry.section, self._states.first_unfinished(entry.section, self.findings))
        self.panel.set_tables(table_names(self.session.workbook.edition, entry.section))
        self._show_carried_here()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Let Tab lead from the outline to what is edited."""
        if forwards and self.tree.hasFocus() and self.tree.isVisible() and self.editor.page is not None:
            self.editor.enter()
            return True
        return super().focusNextPrevChild(forwards)

    def _on_current_changed(self, address: Address | None) -> None:
        self._current = address
        self._gone_to = address
        self.preview.show_current(address)
        self.current_changed.emit(address)

    def _go_to_change(self, edit: Edit) -> None:
        """Go to what an edit undone or redone has changed, in the entry shown if it changed something there."""
        workbook, shown = self.session.workbook, self.editor.section
        remarks = [change.path for change in edit.changes if isinstance(change.path, RemarkKey)]
        if remarks and len(remarks) == len(edit.changes):
            self._below.setCurrentIndex(max(self._below.indexOf(self.report), 0))
            self.report.show_remark(remarks[0])
            return
        paths = (change.path.path if isinstance(change.path, OriginOf) else change.path for change in edit.changes)
        changed = [path for path in paths if isinstance(path, Spot)]
        places = [path for path in changed if has_place(workbook, path)]
        places.sort(key=lambda path: not isinstance(path, Address))
        here = (path for path in places if section_for(workbook.edition, path, shown) == shown)
        place = next(here, None) or next(iter(places), None)
        if place is not None:
            self.go_to(place)

    def _repair(self, edit: Edit) -> None:
        self.session.do(edit)
        self.message.emit(f"已改：{edit.label}（按 Ctrl+Z 撤销）")
