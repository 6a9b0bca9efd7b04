"""The section editor: everything that is filled in for one entry of the outline."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Section, Table, View
from disclosure_editor.ui.cards_editor import CardsEditor
from disclosure_editor.ui.carried_bar import CarriedBar
from disclosure_editor.ui.form_editor import FormEditor
from disclosure_editor.ui.marks import Marks
from disclosure_editor.ui.places import edited_tables, section_name
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.tab_stops import can_stop, next_stop
from disclosure_editor.ui.table_editor import TableEditor

_NOTE_HEIGHT = 190


class SectionEditor(QWidget):
    """The tables and forms of the entry shown, one tab each.

    Attributes:
        current_changed: emitted with the current address, or None.
        message: emitted with a sentence for the status bar.
        sentences_wanted: emitted when the officer asks for the sentences that state the current value.
        passed: emitted when Tab goes on behind the last field of the last tab, with 1, or before the first, with -1.
        confirm_wanted: emitted when the officer confirms all that is last year's in the entry.
        next_wanted: emitted when the officer wants to go on with what is last year's.
    """

    current_changed = Signal(object)
    message = Signal(str)
    sentences_wanted = Signal()
    passed = Signal(int)
    confirm_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._section: Section | None = None
        self._marks = Marks({}, {})
        self._editors: list[_TablePage] = []
        self._heading = QLabel()
        self._heading.setObjectName("sectionHeading")
        self._heading.setStyleSheet(
            "#sectionHeading { font-size: 15px; font-weight: bold; padding: 8px 12px 4px 12px; }"
        )
        self._carried = CarriedBar()
        self._carried.confirm_wanted.connect(self.confirm_wanted)
        self._carried.next_wanted.connect(self.next_wanted)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setMargin(24)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+Tab goes to another tab
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self._tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        heading = QHBoxLayout()
        heading.setContentsMargins(0, 0, 8, 0)
        heading.addWidget(self._heading, 1)
        heading.addWidget(self._carried)
        layout.addLayout(heading)
        layout.addWidget(self._stack, 1)

    @property
    def section(self) -> Section | None:
        """The entry shown."""
        return self._section

    @property
    def table(self) -> Table | None:
        """The table in front."""
        page = self._page()
        return page.table if page else None

    @property
    def page(self) -> QWidget | None:
        """What edits the table in front."""
        return self._page()

    def show_section(self, section: Section, table: str = "") -> None:
        """Edit another entry, with one of its tables in front: the first one where none is named."""
        if section == self._section:
            return
        self._section = section
        self._heading.setText(section_name(section))
        self._tabs.blockSignals(True)
        for page in self._editors:
            page.hide()
            page.deleteLater()
        self._tabs.clear()
        tables = edited_tables(self._session.workbook.edition, section)
        self._editors = [_TablePage(self._session, table, self._marks, self) for table in tables]
        for page in self._editors:
            page.current_changed.connect(lambda address, page=page: self._on_current_changed(page, address))
            page.message.connect(self.message)
            page.sentences_wanted.connect(self.sentences_wanted)
            self._tabs.addTab(page, page.table.title)
            if page.table.id == table:
                self._tabs.setCurrentWidget(page)
        self._tabs.tabBar().setVisible(len(tables) > 1)
        self._tabs.blockSignals(False)
        self._hint.setText(_hint(section))
        self._stack.setCurrentWidget(self._tabs if tables else self._hint)
        self.current_changed.emit(self.current_address())

    def refresh(self) -> None:
        """Show what stands in the document now."""
        page = self._page()
        if page is not None:
            page.refresh()

    def set_marks(self, marks: Marks) -> None:
        """Mark the cells and fields that findings speak of."""
        self._marks = marks
        page = self._page()
        if page is not None:
            page.set_marks(marks)

    def show_carried(self, count: int) -> None:
        """Say how much of this entry is last year's and not confirmed."""
        self._carried.show_count(count)

    @property
    def carried(self) -> CarriedBar:
        """What says how much of the entry is last year's."""
        return self._carried

    def selected_addresses(self) -> tuple[Address, ...]:
        """The places of the selected cells, or of the field that has the focus."""
        page = self._page()
        return page.selected_addresses() if page is not None else ()

    def show_address(self, address: Address) -> None:
        """Go to a cell or field of this entry."""
        for number, page in enumerate(self._editors):
            if address.table in page.table_names:
                self._tabs.setCurrentIndex(number)
                page.show_address(address)
                return

    def show_table(self, table: str) -> None:
        """Bring a table to the front."""
        for number, page in enumerate(self._editors):
            if table in page.table_names:
                self._tabs.setCurrentIndex(number)
                page.take_focus()

    def take_focus(self) -> None:
        """Let what is typed go to the table in front."""
        page = self._page()
        if page is not None:
            page.take_focus()

    def enter(self, *, backwards: bool = False) -> None:
        """Begin with the first field of the table in front, or come back to the last one of the last tab."""
        if backwards:
            self._tabs.setCurrentIndex(self._tabs.count() - 1)
        page = self._page()
        if page is not None:
            page.enter(backwards=backwards)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Let Tab go through the table in front, then through those of the other tabs and sections.

        The way through the cards of a table ends in their list again, where the arrows go to the next card.
        """
        page = self._page()
        focused = QApplication.focusWidget()
        # Qt asks too where the focus goes from a field that is being hidden.
        if page is None or focused not in page.stops or not focused.isVisible():
            return super().focusNextPrevChild(forwards)
        following = next_stop(page.stops, backwards=not forwards)
        there = self._tabs.currentIndex() + (1 if forwards else -1)
        if following is not None:
            page.stop_at(following, backwards=not forwards)
        elif page.table.view is View.CARDS:
            page.enter(backwards=not forwards)
        elif 0 <= there < self._tabs.count():
            self._tabs.setCurrentIndex(there)
            self._editors[there].enter(backwards=not forwards)
        else:
            self.passed.emit(1 if forwards else -1)
        return True

    def current_address(self) -> Address | None:
        """The current cell or field."""
        page = self._page()
        return page.current_address() if page else None

    def _on_current_changed(self, page: _TablePage, address: Address | None) -> None:
        if page is self._page():
            self.current_changed.emit(address)

    def _page(self) -> _TablePage | None:
        place = self._tabs.currentIndex()
        return self._editors[place] if self._editors and place >= 0 else None

    def _on_tab_changed(self) -> None:
        page = self._page()
        if page is not None:
            page.refresh()
            page.set_marks(self._marks)
            self.current_changed.emit(page.current_address())


def _hint(section: Section) -> str:
    if section.level == 1:
        return "请在左边选择这一部分里的表或说明。"
    if section.template:
        return "这一节的文字由各表的数得出，没有单独要填的内容。\n要改文字，请在右边的预览里双击那一段。"
    return "这里没有要填的内容。"


class _TablePage(QWidget):
    """What edits one table: its grid, its form or its cards, with the fields it has besides.

    Attributes:
        table: the table.
        table_names: its name and those of the tables whose rows belong to its own.
    """

    current_changed = Signal(object)
    message = Signal(str)
    sentences_wanted = Signal()

    def __init__(self, session: Session, table: Table, marks: Marks, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = table
        self.table_names = {table.id} | {side.table for side in session.workbook.edition.children(table.id)}
        self._rows: TableEditor | CardsEditor | None = None
        self._form: FormEditor | None = None
        self._lay_out(session)
        self.set_marks(marks)

    def _lay_out(self, session: Session) -> None:
        table, layout = self.table, QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if table.help:
            help_text = QLabel(table.help)
            help_text.setWordWrap(True)
            help_text.setContentsMargins(12, 6, 12, 4)
            layout.addWidget(help_text)
        # What is printed as one form is filled in on one page.
        together = bool(table.sides and table.fields and table.shapes) and table.view is View.GRID
        if table.sides:
            self._rows = (
                CardsEditor(session, table, self)
                if table.view is View.CARDS
                else TableEditor(session, table, self, fitted=together, followed=bool(table.fields))
            )
            self._connect(self._rows)
        if table.fields:
            self._form = FormEditor(session, table, table.fields, self, dense=together)
            self._connect(self._form)
        if self._rows is not None and self._form is not None and together:
            layout.addWidget(self._scrolled(_column(self._rows, self._form)))
            return
        if self._rows is not None:
            layout.addWidget(self._rows, 1)
        if self._form is not None:
            area = self._scrolled(self._form)
            if table.sides:
                area.setMaximumHeight(min(_NOTE_HEIGHT, self._form.sizeHint().height() + 4))
            layout.addWidget(area, 0 if table.sides else 1)

    def _connect(self, editor: TableEditor | CardsEditor | FormEditor) -> None:
        editor.current_changed.connect(self.current_changed)
        editor.message.connect(self.message)
        editor.sentences_wanted.connect(self.sentences_wanted)

    def _scrolled(self, content: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(content)
        return area

    def refresh(self) -> None:
        """Show what stands in the document now; a grid does so by itself."""
        if isinstance(self._rows, CardsEditor):
            self._rows.refresh()
        if self._form is not None:
            self._form.refresh()

    def set_marks(self, marks: Marks) -> None:
        """Mark what findings speak of."""
        if self._rows is not None:
            self._rows.set_marks(marks.severities, marks.messages)
        if self._form is not None:
            self._form.set_marks(marks.severities, marks.messages)

    def show_address(self, address: Address) -> None:
        """Go to a cell or field."""
        if self._form is not None and self._form.show_address(address):
            self._reveal(self._form.widget(address.column))
        elif self._rows is not None:
            self._rows.show_address(address)

    def take_focus(self) -> None:
        """Let what is typed go to the grid, the card, or the form's first field."""
        if self._rows is not None:
            self._rows.setFocus()
        elif self._form is not None:
            self._form.focus_first()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in its order."""
        rows = self._rows.stops if isinstance(self._rows, CardsEditor) else (self._rows.view,) if self._rows else ()
        return (*rows, *(self._form.stops if self._form else ()))

    def enter(self, *, backwards: bool) -> None:
        """Come to its first field by Tab, or back to its last one."""
        stops = [stop for stop in self.stops if can_stop(stop)]
        if stops:
            self.stop_at(stops[-1 if backwards else 0], backwards=backwards)

    def stop_at(self, widget: QWidget, *, backwards: bool) -> None:
        """Come to a field by Tab."""
        reason = Qt.FocusReason.BacktabFocusReason if backwards else Qt.FocusReason.TabFocusReason
        widget.setFocus(reason)
        self._reveal(widget)

    def _reveal(self, widget: QWidget) -> None:
        """Scroll what it stands in to it."""
        around = widget.parentWidget()
        while around is not None and around is not self:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()

    def current_address(self) -> Address | None:
        """The current cell or field."""
        own = self._form.current_address() if self._form else None
        if own is not None or self._rows is None:
            return own
        return self._rows.current_address()

    def selected_addresses(self) -> tuple[Address, ...]:
        """The places of the selected cells, or of the field that has the focus."""
        if self._form is not None and self._form.current_address() is not None:
            return self._form.selected_addresses()
        if isinstance(self._rows, TableEditor):
            return self._rows.commands.selected_addresses()
        return self._rows.selected_addresses() if self._rows is not None else ()


def _column(*widgets: QWidget) -> QWidget:
    """Widgets below one another."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(16, 8, 16, 8)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return column
