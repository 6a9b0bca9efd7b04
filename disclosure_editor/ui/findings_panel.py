"""The findings panel: every contradiction, the way to its place and what would mend it."""

from __future__ import annotations

from functools import partial
from html import escape

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from disclosure_editor.checks.findings import Finding
from disclosure_editor.checks.places import place_name, read_from
from disclosure_editor.document.disclosure import Spot
from disclosure_editor.editions.model import Severity
from disclosure_editor.ui.buttons import tool_button
from disclosure_editor.ui.findings_model import (
    DIFFERENCE,
    EXPECTED,
    MESSAGE,
    PLACE,
    STATED,
    TITLE,
    FindingsModel,
)
from disclosure_editor.ui.icons import SEVERITY_ICONS
from disclosure_editor.ui.keys import ENTER
from disclosure_editor.ui.list_with_details import list_with_details
from disclosure_editor.ui.origin_words import origin_words
from disclosure_editor.ui.places import table_of
from disclosure_editor.ui.session import Session

_WIDTHS = {TITLE: 170, PLACE: 110, STATED: 70, EXPECTED: 70, DIFFERENCE: 60}
_Key = tuple[str, tuple[Spot, ...]]


class FindingsPanel(QWidget):
    """The findings of the document.

    Attributes:
        place_chosen: emitted with the place to go to.
        repair_chosen: emitted with the edit that mends a finding.
    """

    place_chosen = Signal(object)
    repair_chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._findings: tuple[Finding, ...] = ()
        self._tables: frozenset[str] = frozenset()
        self._model = FindingsModel(session.workbook, self)
        self._view = _FindingsView(self)
        self._view.setModel(self._model)
        self._view.clicked.connect(self._go)
        self._view.entered_key.connect(self._go)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._view.selectionModel().currentRowChanged.connect(self._show_details)
        self._filters: dict[Severity, QToolButton] = {}
        self._here = tool_button("只看本表", "只列出与当前表有关的问题", name="here", checkable=True)
        self._here.toggled.connect(self._filter)
        self._details = _Details(session)
        self._details.place_chosen.connect(self.place_chosen)
        self._details.repair_chosen.connect(self.repair_chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(10, 3, 6, 3)
        header.addWidget(QLabel("<b>问题</b>"))
        header.addSpacing(8)
        for severity in Severity:
            name, picture = severity.title, SEVERITY_ICONS[severity]
            button = tool_button(f"{name} 0", f"显示或隐藏{name}", name=picture, picture=picture, checkable=True)
            button.setChecked(True)
            button.toggled.connect(self._filter)
            self._filters[severity] = button
            header.addWidget(button)
        header.addSpacing(12)
        header.addWidget(self._here)
        header.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(list_with_details(self._view, self._details, _WIDTHS, MESSAGE), 1)

    @property
    def view(self) -> QTreeView:
        """The list."""
        return self._view

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that the filters let through."""
        return self._model.findings

    @property
    def current(self) -> Finding | None:
        """The finding selected."""
        row = self._view.currentIndex().row()
        return self._model.findings[row] if 0 <= row < len(self._model.findings) else None

    def set_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show the findings as they are now; the one selected stays so."""
        if findings == self._findings:
            return
        self._findings = findings
        for severity, button in self._filters.items():
            count = sum(finding.severity is severity for finding in findings)
            button.setText(f"{severity.title} {count}")
        self._filter()

    def set_tables(self, tables: frozenset[str]) -> None:
        """Say which tables are shown, for “只看本表”."""
        if tables != self._tables:
            self._tables = tables
            if self._here.isChecked():
                self._filter()

    def _filter(self) -> None:
        shown = tuple(finding for finding in self._findings if self._lets_through(finding))
        if shown == self._model.findings:
            return
        current = self.current
        selected, row = _key(current), self._view.currentIndex().row()
        scrolled = self._view.verticalScrollBar().value()
        self._model.show(shown)
        places = [place for place, finding in enumerate(shown) if _key(finding) == selected]
        if current is not None and places:
            place = row if row in places else places[0]
            self._view.setCurrentIndex(self._model.index(place, 0))
        else:
            self._details.show_finding(None)
        self._view.verticalScrollBar().setValue(scrolled)

    def _lets_through(self, finding: Finding) -> bool:
        if not self._filters[finding.severity].isChecked():
            return False
        return not self._here.isChecked() or any(table_of(path) in self._tables for path in finding.at)

    def _go(self, index: QModelIndex) -> None:
        finding = self._model.findings[index.row()]
        if finding.at:
            self.place_chosen.emit(finding.at[0])

    def _show_details(self) -> None:
        self._details.show_finding(self.current)

    def _show_menu(self, position: QPoint) -> None:
        finding = self.current
        if finding is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for repair in finding.repairs:
            menu.addAction(repair.label, partial(self.repair_chosen.emit, repair.edit))
        if finding.repairs:
            menu.addSeparator()
        for path in finding.at:
            name = place_name(self._session.workbook, path)
            menu.addAction(f"到{name}", partial(self.place_chosen.emit, path))
        menu.popup(self._view.viewport().mapToGlobal(position))


def _key(finding: Finding | None) -> _Key | None:
    """What a finding keeps while its figures change."""
    return (finding.check, finding.at) if finding else None


class _FindingsView(QTreeView):
    """The list of findings; Enter goes to the place.

    Attributes:
        entered_key: emitted with the index on which Enter was pressed.
    """

    entered_key = Signal(QModelIndex)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setIconSize(QSize(16, 16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place."""
        if event.key() in ENTER and self.currentIndex().isValid():
            self.entered_key.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class _Details(QScrollArea):
    """The finding selected in full, with its repairs."""

    place_chosen = Signal(object)
    repair_chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.show_finding(None)

    def show_finding(self, finding: Finding | None) -> None:
        """Show another finding."""
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 6, 12, 6)
        if finding is None:
            layout.addWidget(_wrapped("点一个问题，这里说明怎样改。"))
        else:
            layout.addWidget(_wrapped(f"<b>{escape(finding.title)}</b>"))
            layout.addWidget(_wrapped(escape(finding.message)))
            for repair in finding.repairs:
                button = QPushButton(repair.label)
                button.clicked.connect(lambda _=False, edit=repair.edit: self.repair_chosen.emit(edit))
                layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            layout.addLayout(self._places(finding))
        layout.addStretch(1)
        # The click that leads here may come from a button of what was shown.
        if (shown := self.takeWidget()) is not None:
            shown.deleteLater()
        self.setWidget(content)

    def _places(self, finding: Finding) -> QVBoxLayout:
        places = QVBoxLayout()
        places.setSpacing(2)
        for number, path in enumerate(finding.at):
            link = _wrapped(f'→ <a href="{number}">{escape(place_name(self._session.workbook, path))}</a>')
            link.linkActivated.connect(lambda _link, path=path: self.place_chosen.emit(path))
            places.addWidget(link)
            origin = read_from(self._session.workbook, path)
            if origin is not None:
                read = _wrapped(f"　{escape(origin_words(origin))}")
                read.setForegroundRole(QPalette.ColorRole.PlaceholderText)
                places.addWidget(read)
        return places


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label
