"""The form editor: the fields of a form, or the columns of one row, one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from disclosure_editor.calculation.edits import set_value, set_values
from disclosure_editor.calculation.entries import as_stated, differs
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Origin
from disclosure_editor.editions.model import Column, Severity, Table, ValueType
from disclosure_editor.ui import tints
from disclosure_editor.ui.buttons import tool_button
from disclosure_editor.ui.confirming import confirm_paths
from disclosure_editor.ui.field_editors import ChoiceField, LineField, field_editor
from disclosure_editor.ui.fields_layout import FieldsLayout, fields_and_grids
from disclosure_editor.ui.flow_layout import FlowLayout
from disclosure_editor.ui.origin_words import origin_words
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.table_editor import TableEditor

_MARKED = {Severity.ERROR: "#c8372d", Severity.WARNING: "#e0a012", Severity.NOTICE: "#3f7cc0"}
_LABEL_WIDTH, _FIELD_WIDTH = 170, 640


class FormEditor(QWidget):
    """The fields of a form, or one row of a table of cards.

    Args:
        columns: what to edit; labels state nothing and are left out. Figures that have a line and a column in their
            headers stand in a small grid.
        row: the row's name; empty for a form.
        dense: whether figures one after the other share a line.

    Attributes:
        current_changed: emitted with the address of the field or cell that got the focus.
        message: emitted with a sentence for the status bar.
        sentences_wanted: emitted when the officer asks for the sentences that state a figure.
    """

    current_changed = Signal(object)
    message = Signal(str)
    sentences_wanted = Signal()

    def __init__(
        self,
        session: Session,
        table: Table,
        columns: Sequence[Column],
        parent: QWidget | None = None,
        *,
        row: str = "",
        dense: bool = False,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._table = table
        self._row = row
        self._columns = tuple(column for column in columns if column.type is not ValueType.LABEL)
        self._fields: dict[str, _Field] = {}
        self._grids: dict[FieldsLayout, TableEditor] = {}
        self._stops: list[QWidget] = []
        self._lines = QGridLayout(self)
        self._lines.setContentsMargins(16, 12, 16, 12)
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(10)
        self._lines.setColumnStretch(1, 1)
        self._lay_out(dense)
        self._lines.setRowStretch(self._lines.rowCount(), 1)
        self.refresh()

    def _lay_out(self, dense: bool) -> None:
        """Lay the fields out in the order of the columns, which is also the order in which Tab goes through them."""
        for group in fields_and_grids(self._columns):
            if len(group) > 1:
                self._add_grid(group)
                continue
            column, number = group[0], self._lines.rowCount()
            before = self._fields.get(self._columns[self._columns.index(column) - 1].id)
            field = self._fields[column.id] = _Field(self, column)
            self._stops.append(field.editor)
            if dense and before is not None and before.shares_line and field.shares_line:
                before.line.addWidget(field.with_label())
                field.line = before.line
                continue
            body = field.body
            if dense and field.shares_line:
                body = QWidget(self)
                field.line = FlowLayout(body)
                field.line.addWidget(field.body)
            self._lines.addWidget(field.label, number, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            self._lines.addWidget(body, number, 1)

    def _add_grid(self, columns: Sequence[Column]) -> None:
        layout = FieldsLayout(self._session.workbook, self._table, columns, self._row)
        grid = TableEditor(self._session, self._table, self, layout=layout, fitted=True)
        grid.current_changed.connect(self.current_changed)
        grid.message.connect(self.message)
        grid.sentences_wanted.connect(self.sentences_wanted)
        self._grids[layout] = grid
        self._stops.append(grid.view)
        self._lines.addWidget(grid, self._lines.rowCount(), 0, 1, 2)

    @property
    def row(self) -> str:
        """The row that it edits."""
        return self._row

    def set_row(self, row: str) -> None:
        """Edit another row of the table."""
        self._row = row
        for layout, grid in self._grids.items():
            layout.row = row
            grid.refresh()
        self.refresh()

    def address(self, column: str) -> Address:
        """Where a field's value stands."""
        return Address(self._table.id, self._row, column)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in its order."""
        return tuple(self._stops)

    @property
    def first_column(self) -> str:
        """The id of the first field."""
        return self._columns[0].id if self._columns else ""

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.show_address(self.address(self.first_column))

    def widget(self, column: str) -> QWidget:
        """What shows a field: its editor, or the grid that it stands in."""
        if column in self._fields:
            return self._fields[column].editor
        return next(grid for grid in self._grids.values() if grid.shows(self.address(column)))

    def refresh(self) -> None:
        """Show what stands in the document now; a grid does so by itself."""
        for field in self._fields.values():
            field.refresh()

    def show_address(self, address: Address) -> bool:
        """Put the cursor into a field; False where it isn't here."""
        if address != self.address(address.column):
            return False
        if address.column in self._fields:
            editor = self._fields[address.column].editor
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(editor, LineField):
                editor.selectAll()  # as in a cell, what is typed takes the place of what stands there
            return True
        for grid in self._grids.values():
            if grid.shows(address):
                grid.show_address(address)
                return True
        return False

    def current_address(self) -> Address | None:
        """The field or cell that has the focus."""
        grid = next((grid for grid in self._grids.values() if grid.focused), None)
        if grid is not None:
            return grid.current_address()
        return next((self.address(name) for name, field in self._fields.items() if field.editor.hasFocus()), None)

    def set_marks(self, marks: Mapping[Address, Severity], messages: Mapping[Address, str]) -> None:
        """Mark the fields that findings speak of."""
        for name, field in self._fields.items():
            address = self.address(name)
            field.set_mark(marks.get(address), messages.get(address, ""))
        for grid in self._grids.values():
            grid.set_marks(marks, messages)

    def state(self, column: Column, text: str) -> None:
        """Make the edit that states a field's text."""
        text = as_stated(column, text) if column.type.numeric else text
        self._session.do(set_value(self._session.workbook, self.address(column.id), text))

    def confirm(self, column: Column) -> None:
        """Confirm a field that is last year's."""
        self.message.emit(confirm_paths(self._session, [self.address(column.id)]))

    def selected_addresses(self) -> tuple[Address, ...]:
        """The places of the selected cells, or of the field that has the focus."""
        grid = next((grid for grid in self._grids.values() if grid.focused), None)
        if grid is not None:
            return grid.commands.selected_addresses()
        current = self.current_address()
        return () if current is None else (current,)

    def restore(self, column: Column) -> None:
        """Make the edit that leaves a field to its computation again."""
        label = f"恢复自动：{self._session.workbook.title(self.address(column.id))}"
        self._session.do(set_values(self._session.workbook, {self.address(column.id): ""}, label))

    @property
    def session(self) -> Session:
        """The session whose document it edits."""
        return self._session


class _Field(QObject):
    """One field: its label, its editor with the unit behind it, its help and what would be computed below it.

    Attributes:
        label, body: what the form lays out.
        editor: the editor in it.
        line: what the fields in its line are laid out by, where it isn't alone there.
    """

    line: FlowLayout

    def __init__(self, form: FormEditor, column: Column) -> None:
        super().__init__(form)
        self._form = form
        self._column = column
        self._mark: Severity | None = None
        self._message = ""
        self._origin: Origin | None = None
        self._malformed = False
        self._computed_text = ""
        self.label = QLabel(column.title)
        self.label.setWordWrap(self.label.sizeHint().width() > _LABEL_WIDTH)
        self.label.setMinimumWidth(min(self.label.sizeHint().width(), _LABEL_WIDTH))
        self.label.setMaximumWidth(_LABEL_WIDTH)
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.label.setContentsMargins(0, 4, 0, 0)
        self.body = QWidget(form)
        self.editor = field_editor(column, self.body)
        self.editor.setObjectName(column.id)
        self.editor.setAccessibleName(column.title)
        self.editor.stated.connect(lambda text: form.state(column, text))
        self.editor.installEventFilter(self)
        self.label.setBuddy(self.editor)
        self._lay_out()

    def _lay_out(self) -> None:
        numeric = self._column.type.numeric
        self._computed = _quiet(QLabel())
        self._computed.setWordWrap(not numeric)
        self._restore = self._button("restore", "恢复自动", "不用填写的内容，改回自动得出的")
        self._restore.clicked.connect(lambda: self._form.restore(self._column))
        self._adapt = self._button("adapt", "在此基础上修改", "把自动得出的内容放进来修改")
        self._confirm = self._button("confirm", "确认沿用", "")
        self._confirm.clicked.connect(lambda: self._form.confirm(self._column))
        self._adapt.clicked.connect(lambda: self.editor.begin_from(self._computed_text))
        line, below = QHBoxLayout(), QHBoxLayout()
        line.addWidget(self.editor, 0 if numeric else 1)
        if self._column.unit:
            line.addWidget(_quiet(QLabel(self._column.unit)))
        line.addWidget(self._confirm, 0, Qt.AlignmentFlag.AlignTop)
        # What would be computed stands beside a number, below a text.
        beside = line if numeric else below
        beside.addWidget(self._restore)
        beside.addWidget(self._adapt)
        beside.addWidget(self._computed, 0 if numeric else 1)
        if numeric or self._column.type is ValueType.CHOICE:
            line.addStretch(1)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(line)
        layout.addLayout(below)
        if self._column.help:
            help_text = _quiet(QLabel(self._column.help))
            help_text.setWordWrap(True)
            layout.addWidget(help_text)
        self.body.setMaximumWidth(_FIELD_WIDTH)

    @property
    def shares_line(self) -> bool:
        """Whether it may stand in one line with other figures: one that needs no explanation."""
        return self._column.type.numeric and not self._column.help

    def with_label(self) -> QWidget:
        """The label and the body side by side."""
        both = QWidget(self._form)
        layout = QHBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.body)
        return both

    def _button(self, name: str, text: str, tip: str) -> QToolButton:
        button = tool_button(text, tip, name=f"{name} {self._column.id}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def refresh(self) -> None:
        """Show what stands in the document now, stated and computed told apart."""
        workbook = self._form.session.workbook
        address = self._form.address(self._column.id)
        value, computed = workbook.cell(address), workbook.computed(address)
        self.editor.show_value(value, computed)
        overridden = value.stated and bool(workbook.formulas(address)) and differs(value, computed)
        self._restore.setVisible(overridden)
        self._computed.setVisible(overridden)
        self._computed_text = computed.text
        self._computed.setText(f"自动：{computed.text or '（空）'}")
        self._adapt.setVisible(self._column.type is ValueType.LONG_TEXT and not value.stated and bool(computed.text))
        self._malformed = value.malformed
        self._show_origin(workbook.unconfirmed().get(address))
        self._paint()

    def set_mark(self, mark: Severity | None, message: str) -> None:
        """Mark it as findings have it."""
        self._message = message
        self._show_tip()
        if mark is not self._mark:
            self._mark = mark
            self._paint()

    def _show_origin(self, origin: Origin | None) -> None:
        """Show that it is last year's, with a button that confirms it."""
        self._origin = origin
        self._confirm.setVisible(origin is not None)
        words = origin_words(origin) if origin else ""
        self._confirm.setToolTip(f"{words}\n点这里确认沿用（Ctrl+K）；改了内容就不用确认。")
        self._show_tip()

    def _show_tip(self) -> None:
        lines = (origin_words(self._origin) if self._origin else "", self._message, self._column.help)
        self.editor.setToolTip("\n".join(filter(None, lines)))

    def _paint(self) -> None:
        rules = []
        if self._origin is not None:
            rules.append(f"background: {tints.carried_tint(self._form.palette()).name()};")
        if self._malformed:
            rules.append("color: #c8372d; background: #fdecea;")
        if self._mark is not None:
            rules.append(f"border: 1px solid {_MARKED[self._mark]}; border-left: 4px solid {_MARKED[self._mark]};")
        # A list of choices is drawn by the system; it can hold nothing malformed or missing.
        sheet = "" if isinstance(self.editor, ChoiceField) or not rules else " ".join(rules)
        if self.editor.styleSheet() != sheet:
            self.editor.setStyleSheet(sheet)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell which field has got the focus."""
        if event.type() is QEvent.Type.FocusIn:
            self._form.current_changed.emit(self._form.address(self._column.id))
        return False


def _quiet(label: QLabel) -> QLabel:
    """A label that says less loudly what it says."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
