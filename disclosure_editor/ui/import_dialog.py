"""The page of an import: the file, how far it is read, and what to make of it: a draft, or the document as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.carryover.targets import Target
from disclosure_editor.document.disclosure import YEARS, Understanding
from disclosure_editor.document.storage import SUFFIX
from disclosure_editor.editions.families import edition_for
from disclosure_editor.editions.model import Edition

_SIZE = QSize(560, 320)
_BY_ITSELF = "自动辨认"


class Purpose(Enum):
    """What a file is imported for."""

    DRAFT = "draft"
    REVIEW = "review"
    """As it is, to be looked at with its findings."""
    TAKE = "take"
    """For what the open document takes from it."""


_WORDS = {Purpose.DRAFT: "生成初稿", Purpose.REVIEW: "打开", Purpose.TAKE: "取用"}


class ImportDialog(QDialog):
    """Shown beside the work, which goes on; it reads nothing itself.

    Attributes:
        purpose: what the officer wants.
        reread_wanted: emitted when the file is to be read as another edition's.
        made: emitted when the officer wants it made, once the file is read.
    """

    reread_wanted = Signal()
    made = Signal()

    def __init__(self, path: Path, purpose: Purpose, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editions: tuple[Edition, ...] = ()
        self._targets: tuple[Target, ...] = ()
        self._told_at_last = ""
        self._foreign = path.suffix.lower() != SUFFIX
        self.setWindowTitle("由上年文件生成初稿" if purpose is Purpose.DRAFT else "导入公开文件")
        self.setMinimumSize(_SIZE)
        self._file = _named(QLabel(path.name), "file")
        self._file.setToolTip(str(path))
        self._file.setWordWrap(True)
        self._read_as = _named(QComboBox(), "read as")
        self._read_as.addItem(_BY_ITSELF, None)
        self._read_as.setToolTip("文件是按哪一种版式公开的；辨认得不对时在这里指定")
        self._read_as.activated.connect(self.reread_wanted)
        self._told = _named(QLabel(), "told")
        self._told.setWordWrap(True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setMaximumHeight(10)
        self._draft = _named(QRadioButton("生成新一年的初稿"), "draft")
        self._review = _named(QRadioButton("照原样打开，用来审核"), "review")
        self._take = _named(QRadioButton(), "take")
        self._purposes = {Purpose.DRAFT: self._draft, Purpose.REVIEW: self._review, Purpose.TAKE: self._take}
        self._purposes[purpose].setChecked(True)
        for button in self._purposes.values():
            button.toggled.connect(self._show_choice)
        self._series = _named(QComboBox(), "series")
        self._series.currentIndexChanged.connect(self._propose_year)
        self._year = _named(QSpinBox(minimum=YEARS[0], maximum=YEARS[-1], suffix=" 年"), "year")
        self._year.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._year.valueChanged.connect(self._show_choice)
        self._serving = _named(QLabel(), "serving")
        self._serving.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._make = _named(QPushButton(), "make")
        self._make.setDefault(True)
        self._make.clicked.connect(self.made)
        self._stop = _named(QPushButton("停止"), "stop")
        self._stop.clicked.connect(self.reject)
        self._lay_out()
        self._ready = False
        self._show_choice()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("文件", self._file)
        form.addRow("文件的版式", self._read_as)
        form.setRowVisible(self._read_as, self._foreign)  # this program's own files say it themselves
        form.addRow("", self._progress)
        form.addRow("", self._told)
        form.addRow("用来", self._draft)
        form.addRow("", self._review)
        form.addRow("", self._take)
        self._take.hide()
        self._year_label, self._series_label = QLabel("初稿年度"), QLabel("做成")
        form.addRow(self._series_label, self._series)
        form.addRow(self._year_label, self._year)
        form.addRow("", self._serving)
        buttons = QDialogButtonBox()
        buttons.addButton(self._make, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._stop, QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(buttons)

    @property
    def purpose(self) -> Purpose:
        """What the officer wants."""
        return next(purpose for purpose, button in self._purposes.items() if button.isChecked())

    @property
    def read_as(self) -> str | None:
        """The id of the edition that the file is to be read as; None to find out."""
        chosen: str | None = self._read_as.currentData()
        return chosen

    @property
    def year(self) -> int:
        """The year of the draft."""
        return self._year.value()

    @property
    def edition(self) -> Edition | None:
        """The edition of the draft; None where there is none for the year."""
        place = self._series.currentIndex()
        if not 0 <= place < len(self._targets):
            return None
        return edition_for(self._editions, self._targets[place].family, self.year)

    def show_editions(self, editions: Sequence[Edition]) -> None:
        """Offer the editions that there are."""
        self._editions = tuple(editions)
        if self._read_as.count() == 1:
            for edition in editions:
                self._read_as.addItem(edition.title, edition.id)

    def show_progress(self, phase: str, percent: int) -> None:
        """Say how far it is; before anything is done, that it is under way."""
        self._ready = False
        self._progress.setRange(0, 100 if percent else 0)
        self._progress.setValue(percent)
        self._progress.show()
        self._told.setText(f"正在{phase}…")
        self._show_choice()

    def show_read(self, workbook: Workbook, targets: tuple[Target, ...]) -> None:
        """Say what the file was read as, and offer what can be made of it."""
        self._told_at_last = _summary(workbook)
        self._targets = targets
        with QSignalBlocker(self._series):
            self._series.clear()
            self._series.addItems([target.family.series for target in targets])
        self._propose_year()
        self.show_ready()

    def offer_taking(self, into: str) -> None:
        """Offer to take from the file what the open document, of this name, takes from such ones; nothing for none."""
        self._take.setText(f"取进正在填的“{into}”")
        self._take.setVisible(bool(into))
        if not into and self._take.isChecked():
            self._draft.setChecked(True)

    def show_ready(self) -> None:
        """Let the officer choose what is made of it."""
        self._ready = True
        self._progress.hide()
        self._told.setText(self._told_at_last)
        self._show_choice()
        self._make.setFocus()

    def wait_for_edition(self) -> None:
        """Let the officer choose the edition before the file is read."""
        self._progress.hide()
        self._told.setText("请先选这个文件是按哪一种版式公开的。")
        self._read_as.setFocus()

    def _propose_year(self) -> None:
        place = self._series.currentIndex()
        if 0 <= place < len(self._targets):
            self._year.setValue(self._targets[place].year)
        self._show_choice()

    def _show_choice(self) -> None:
        drafting = self.purpose is Purpose.DRAFT
        self._serving.setVisible(drafting)
        for widget in (self._year_label, self._year, self._series_label, self._series):
            widget.setVisible(drafting and self._ready)
        edition = self.edition if self._ready else None
        self._serving.setText(_serving(edition, self.year) if self._ready else "读完以后可以选年度。")
        self._make.setText(_WORDS[self.purpose])
        self._make.setEnabled(self._ready and (not drafting or edition is not None))
        self._stop.setText("取消" if self._ready else "停止")


_W = TypeVar("_W", bound=QWidget)


def _named(widget: _W, name: str) -> _W:
    """A widget with a name among Qt's objects."""
    widget.setObjectName(name)
    return widget


def _serving(edition: Edition | None, year: int) -> str:
    if edition is None:
        return f"没有 {year} 年能用的版式，请改年度。"
    return f"用版式“{edition.title}”" + ("" if edition.year == year else f"，沿用到 {year} 年")


def _summary(workbook: Workbook) -> str:
    """What was read, in one or two lines."""
    unit = workbook.cell(workbook.edition.unit).text
    named = f"读作 {workbook.year} 年的“{workbook.edition.family.series}”" + (f"，单位：{unit}" if unit else "")
    kinds = Counter(remark.understanding for _, remark in workbook.remarks())
    open_kinds = (Understanding.NOT_UNDERSTOOD, Understanding.DOUBTFUL)
    counts = "，".join(f"{kind.title} {kinds[kind]} 处" for kind in open_kinds if kinds[kind])
    return f"{named}。" + (f"{counts}，生成后在报告里逐条列出。" if counts else "")
