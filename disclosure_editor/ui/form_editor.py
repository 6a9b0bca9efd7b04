"""The form editor: the fields of a form, or the columns of one row, one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from disclosure_editor.calculation.edits import set_value, set_values
from disclosure_editor.calculation.entries import as_stated
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Column, Severity, ValueType
from disclosure_editor.ui.buttons import tool_button
from disclosure_editor.ui.field_editors import ChoiceField, FieldEditor, field_editor
from disclosure_editor.ui.session import Session

_MARKED = {Severity.ERROR: "#c8372d", Severity.WARNING: "#e0a012", Severity.NOTICE: "#3f7cc0"}
_LABEL_WIDTH, _FIELD_WIDTH = 170, 640


class FormEditor(QWidget):
    """The fields of a form, or one row of a table of cards.

    Args:
        columns: what to edit; labels state nothing and are left out.
        row: the row's name; empty for a form.

    Attributes:
        current_changed: emitted with the address of the field that got the focus.
    """

    current_changed = Signal(object)

    def __init__(
        self, session: Session, table: str, columns: Sequence[Column], parent: QWidget | None = None, *, row: str = ""
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._table = table
        self._row = row
        shown = [column for column in columns if column.type is not ValueType.LABEL]
        self._fields = {column.id: _Field(self, column) for column in shown}
        layout = QGridLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setHorizontalSpacing(12)
        layout.setVerticalSpacing(10)
        layout.setColumnStretch(1, 1)
        for number, field in enumerate(self._fields.values()):
            layout.addWidget(field.label, number, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            layout.addWidget(field.body, number, 1)
        layout.setRowStretch(len(self._fields), 1)
        self.refresh()

    @property
    def row(self) -> str:
        """The row that it edits."""
        return self._row

    def set_row(self, row: str) -> None:
        """Edit another row of the table."""
        self._row = row
        self.refresh()

    def address(self, column: str) -> Address:
        """Where a field's value stands."""
        return Address(self._table, self._row, column)

    @property
    def first_column(self) -> str:
        """The id of the first field."""
        return next(iter(self._fields), "")

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        if self._fields:
            self._fields[self.first_column].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def editor(self, column: str) -> FieldEditor:
        """The editor of a field."""
        return self._fields[column].editor

    def refresh(self) -> None:
        """Show what stands in the document now."""
        for field in self._fields.values():
            field.refresh()

    def show_address(self, address: Address) -> bool:
        """Put the cursor into a field; False where it isn't here."""
        if address.table != self._table or address.row != self._row or address.column not in self._fields:
            return False
        self._fields[address.column].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def current_address(self) -> Address | None:
        """The field that has the focus."""
        return next((self.address(name) for name, field in self._fields.items() if field.editor.hasFocus()), None)

    def set_marks(self, marks: Mapping[Address, Severity], messages: Mapping[Address, str]) -> None:
        """Mark the fields that findings speak of."""
        for name, field in self._fields.items():
            address = self.address(name)
            field.set_mark(marks.get(address), messages.get(address, ""))

    def state(self, column: Column, text: str) -> None:
        """Make the edit that states a field's text."""
        text = as_stated(column, text) if column.type.numeric else text
        self._session.do(set_value(self._session.workbook, self.address(column.id), text))

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
    """

    def __init__(self, form: FormEditor, column: Column) -> None:
        super().__init__(form)
        self._form = form
        self._column = column
        self._mark: Severity | None = None
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
        self.editor.setToolTip(column.help)
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
        self._adapt.clicked.connect(lambda: self.editor.begin_from(self._computed_text))
        line, below = QHBoxLayout(), QHBoxLayout()
        line.addWidget(self.editor, 1)
        if self._column.unit:
            line.addWidget(_quiet(QLabel(self._column.unit)))
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
        choice = self._column.type is ValueType.CHOICE
        overridden = workbook.stated(address) is not None and bool(workbook.formulas(address)) and not choice
        self._restore.setVisible(overridden)
        self._computed.setVisible(overridden)
        self._computed_text = computed.text
        self._computed.setText(f"自动：{computed.text or '（空）'}")
        self._adapt.setVisible(self._column.type is ValueType.LONG_TEXT and not value.stated and bool(computed.text))
        self._malformed = value.malformed
        self._paint()

    def set_mark(self, mark: Severity | None, message: str) -> None:
        """Mark it as findings have it."""
        self.editor.setToolTip("\n".join(filter(None, (message, self._column.help))))
        if mark is not self._mark:
            self._mark = mark
            self._paint()

    def _paint(self) -> None:
        rules = []
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
