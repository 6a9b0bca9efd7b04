"""The report panel: what was understood of the file that a document was read from, and what awaits confirmation."""

from __future__ import annotations

from functools import partial
from html import escape

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from disclosure_editor.calculation.origins import tick_off
from disclosure_editor.document.addresses import RowList
from disclosure_editor.document.disclosure import ParagraphKey, RemarkKey, Spot
from disclosure_editor.ui.buttons import tool_button
from disclosure_editor.ui.carried import Carried
from disclosure_editor.ui.confirming import confirm_paths
from disclosure_editor.ui.keys import ENTER
from disclosure_editor.ui.list_with_details import list_with_details
from disclosure_editor.ui.places import has_place, section_name, spot_name
from disclosure_editor.ui.report_model import (
    CARRIED,
    MESSAGE,
    PLACE,
    SOURCE,
    TEXT,
    UNDERSTANDINGS,
    Group,
    Line,
    RemarkLine,
    ReportModel,
    SectionLine,
    report_groups,
)
from disclosure_editor.ui.session import Session

_WIDTHS = {PLACE: 180, SOURCE: 110, TEXT: 200}
_MOST_LISTED = 12
"""How many of an entry's values are listed beside it."""
_FOLDED = UNDERSTANDINGS[next(reversed(UNDERSTANDINGS))][0]
"""The group with nothing to do in it."""


class ReportPanel(QWidget):
    """The report, one line a remark.

    Attributes:
        place_chosen: emitted with the place to go to.
        message: emitted with a sentence for the status bar.
        titled: emitted when its title has changed.
        next_wanted: emitted when the officer wants to go to the next place to confirm.
        buttons: what stands beside its title while it is in front.
    """

    place_chosen = Signal(object)
    message = Signal(str)
    titled = Signal()
    next_wanted = Signal()

    def __init__(self, session: Session, carried: Carried, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._carried = carried
        self._known: tuple[object, object] | None = None
        self._model = ReportModel(session.workbook, self)
        self._model.ticked.connect(self.tick_off)
        self._view = _ReportView(self)
        self._view.setModel(self._model)
        self._view.clicked.connect(self._go)
        self._view.entered_key.connect(self._go)
        self._view.tick_key.connect(self._tick_current)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._view.selectionModel().currentRowChanged.connect(lambda: self._show_details())
        self._details = _Details()
        self.buttons = self._make_buttons()
        self._lay_out()
        self._show_details()

    def _make_buttons(self) -> QWidget:
        further = tool_button("下一处待确认的", "Ctrl+J", name="next carried")
        further.clicked.connect(self.next_wanted)
        confirm_all = tool_button("全部确认沿用", "沿用上年的内容都确认（可以撤销）", name="confirm all")
        confirm_all.clicked.connect(self.confirm_all)
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(6, 2, 6, 2)
        for button in (further, confirm_all):
            line.addWidget(button)
        return buttons

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(list_with_details(self._view, self._details, _WIDTHS, MESSAGE))

    @property
    def view(self) -> QTreeView:
        """The list."""
        return self._view

    @property
    def groups(self) -> tuple[Group, ...]:
        """What is listed."""
        return self._model.groups

    @property
    def title(self) -> str:
        """What to call it, with what there is to do; empty where there is nothing to report."""
        if not self.groups:
            return ""
        counts = [f"{group.title} {group.count}" for group in self.groups if group.title != _FOLDED]
        name = "初稿报告" if self._session.workbook.unconfirmed() else "读入报告"
        return f"{name}（{'，'.join(counts)}）" if counts else name

    @property
    def current(self) -> Line | None:
        """The line selected."""
        return self._model.line(self._view.currentIndex())

    def refresh(self) -> None:
        """Show the report as it is now; the line selected stays so, or gives way to the one behind it."""
        workbook = self._session.workbook
        known = (workbook.remarks(), workbook.unconfirmed())
        if self._known is not None and all(old is new for old, new in zip(self._known, known, strict=True)):
            return
        self._known = known
        current, folded = self._view.currentIndex(), self._folded()
        line, group, row = self._model.line(current), self._model.group(current), current.row()
        scrolled = self._view.verticalScrollBar().value()
        self._model.show(report_groups(workbook, self._carried))
        self._fold(folded)
        self._select_again(line, group, row)
        self._view.verticalScrollBar().setValue(scrolled)
        if self.current != line or isinstance(line, SectionLine):
            self._show_details()
        self.titled.emit()

    def show_remark(self, key: RemarkKey) -> None:
        """Select a remark."""
        index = self._model.index_of(key)
        if index.isValid():
            self._view.setExpanded(index.parent(), True)
            self._view.setCurrentIndex(index)
            self._view.scrollTo(index)

    def take_focus(self) -> None:
        """Begin with the first line, or where the officer was."""
        if not self._view.currentIndex().isValid() and self._model.groups:
            self._view.setCurrentIndex(self._model.index(0, 0, self._model.index(0, 0)))
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def confirms(self) -> bool:
        """Whether what is to be confirmed is chosen here."""
        return self._view.hasFocus() and isinstance(self.current, SectionLine)

    def tick_off(self, key: RemarkKey) -> None:
        """A remark is dealt with."""
        self._session.do(tick_off(self._session.workbook, [key]))
        self.message.emit("已勾掉一条（按 Ctrl+Z 撤销）")

    def confirm_current(self) -> None:
        """Confirm what is last year's in the entry selected."""
        line = self.current
        if isinstance(line, SectionLine):
            self._confirm_section(line)

    def confirm_all(self) -> None:
        """Confirm all that is last year's."""
        self.message.emit(confirm_paths(self._session, self._session.workbook.unconfirmed(), "全部内容"))

    def _confirm_section(self, line: SectionLine) -> None:
        name = f"“{section_name(line.section)}”" if line.section is not None else "其余内容"
        self.message.emit(confirm_paths(self._session, self._carried.listed(line.section), name))

    def _folded(self) -> frozenset[str]:
        if not self._model.groups:
            return frozenset({_FOLDED})
        titles = enumerate(group.title for group in self._model.groups)
        return frozenset(title for place, title in titles if not self._view.isExpanded(self._model.index(place, 0)))

    def _fold(self, folded: frozenset[str]) -> None:
        for place, group in enumerate(self._model.groups):
            index = self._model.index(place, 0)
            self._view.setFirstColumnSpanned(place, QModelIndex(), True)
            self._view.setExpanded(index, group.title not in folded)

    def _select_again(self, line: Line | None, group: Group | None, row: int) -> None:
        index = self._model.index_of(line.key) if line is not None else QModelIndex()
        if not index.isValid() and line is not None and group is not None:
            titles = [other.title for other in self._model.groups]
            place = titles.index(group.title) if group.title in titles else -1
            if place >= 0:
                last = len(self._model.groups[place].lines) - 1
                index = self._model.index(min(row, last), 0, self._model.index(place, 0))
        if index.isValid():
            self._view.setCurrentIndex(index)

    def _spot(self, line: Line | None) -> Spot | None:
        """Where a line leads."""
        if isinstance(line, SectionLine):
            places = self._carried.in_order(line.section)
            if places:
                return places[0]
            section = line.section
            if section is None:
                return None
            return RowList(section.table, "") if section.table else ParagraphKey(section.id, "")
        spot = self._model.spot(line) if line is not None else None
        return spot if spot is not None and has_place(self._session.workbook, spot) else None

    def _go(self, index: QModelIndex) -> None:
        line = self._model.line(index)
        if line is None:
            return
        spot = self._spot(line)
        if spot is not None:
            self.place_chosen.emit(spot)
        else:
            self.message.emit("这一条在填写的内容里没有对应的位置；原文见右边。")

    def _tick_current(self) -> None:
        line = self.current
        if isinstance(line, RemarkLine):
            self.tick_off(line.key)

    def _tick_group(self, group: Group) -> None:
        keys = [line.key for line in group.lines if isinstance(line, RemarkLine)]
        self._session.do(tick_off(self._session.workbook, keys))
        self.message.emit(f"已勾掉 {len(keys)} 条（按 Ctrl+Z 撤销）")

    def _show_details(self) -> None:
        line = self.current
        shown = _Content()
        if line is None:
            shown.say("点一条，这里是它的说明和文件里的原文。")
        elif isinstance(line, RemarkLine):
            self._describe_remark(shown, line)
        else:
            self._describe_section(shown, line)
        self._details.show_content(shown)

    def _describe_remark(self, shown: _Content, line: RemarkLine) -> None:
        remark = line.remark
        shown.say(f"<b>{UNDERSTANDINGS[remark.understanding][0]}</b>")
        shown.say(escape(remark.message))
        spot = self._spot(line)
        if spot is not None:
            name = spot_name(self._session.workbook, spot)
            shown.link(name, partial(self.place_chosen.emit, spot))
        if remark.place or remark.text:
            shown.say(f"原文：{escape(remark.place)}")
        if remark.text:
            shown.quote(remark.text)
        shown.button("处理好了，勾掉", partial(self.tick_off, line.key))

    def _describe_section(self, shown: _Content, line: SectionLine) -> None:
        workbook = self._session.workbook
        name = section_name(line.section) if line.section is not None else "这个版式里没有填写处的内容"
        shown.say(f"<b>{escape(name)}</b>")
        shown.say(f"沿用上年 {line.count} 处。逐处看过、没有变化的，按 Ctrl+K 确认；改了的不用确认。")
        shown.button("全部确认", partial(self._confirm_section, line))
        places = self._carried.in_order(line.section)
        for path in places[:_MOST_LISTED]:
            shown.link(spot_name(workbook, path), partial(self.place_chosen.emit, path))
        if len(places) > _MOST_LISTED:
            shown.say(f"…… 共 {len(places)} 处")

    def _show_menu(self, position: QPoint) -> None:
        index = self._view.indexAt(position)
        line, group = self._model.line(index), self._model.group(index)
        if group is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        spot = self._spot(line)
        if spot is not None:
            name = spot_name(self._session.workbook, spot)
            menu.addAction(f"到{name}", partial(self.place_chosen.emit, spot))
        if isinstance(line, SectionLine):
            menu.addAction("确认本节\tCtrl+K", partial(self._confirm_section, line))
        elif isinstance(line, RemarkLine):
            menu.addAction("处理好了，勾掉\t空格", partial(self.tick_off, line.key))
        if group.title == CARRIED:
            menu.addAction("全部确认沿用", self.confirm_all)
        else:
            menu.addAction(f"勾掉“{group.title}”的全部 {group.count} 条", partial(self._tick_group, group))
        menu.popup(self._view.viewport().mapToGlobal(position))


class _ReportView(QTreeView):
    """The list; Enter goes to the place, the space bar and Delete tick a line off.

    Attributes:
        entered_key: emitted with the index on which Enter was pressed.
        tick_key: emitted when the current line is ticked off.
    """

    entered_key = Signal(QModelIndex)
    tick_key = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setIconSize(QSize(16, 16))
        self.setIndentation(16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the place; what is dealt with is ticked off."""
        if event.key() in ENTER and self.currentIndex().isValid():
            self.entered_key.emit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete) and self.currentIndex().isValid():
            self.tick_key.emit()
        else:
            super().keyPressEvent(event)


class _Content(QWidget):
    """What is said of one line, from top to bottom."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 6, 12, 6)

    def say(self, text: str) -> None:
        """A sentence, as rich text."""
        self._column.addWidget(_wrapped(text))

    def quote(self, text: str) -> None:
        """The file's own words."""
        quoted = _wrapped(escape(text).replace("\n", "<br>"))
        quoted.setObjectName("quoted")
        quoted.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        quoted.setStyleSheet("#quoted { border-left: 3px solid palette(mid); padding: 2px 8px; }")
        self._column.addWidget(quoted)

    def link(self, name: str, go: partial[None]) -> None:
        """A place to go to."""
        label = _wrapped(f'→ <a href="#">{escape(name)}</a>')
        label.linkActivated.connect(lambda _link: go())
        self._column.addWidget(label)

    def button(self, text: str, act: partial[None]) -> None:
        """Something to do."""
        button = QPushButton(text)
        button.clicked.connect(lambda _checked=False: act())
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def close_up(self) -> None:
        """Keep everything at the top."""
        self._column.addStretch(1)


class _Details(QScrollArea):
    """The line selected in full, with the file's own words."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)

    def show_content(self, content: _Content) -> None:
        """Show this in the place of what was shown."""
        content.close_up()
        # The click that leads here may come from a button of what was shown.
        if (shown := self.takeWidget()) is not None:
            shown.deleteLater()
        self.setWidget(content)


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label
