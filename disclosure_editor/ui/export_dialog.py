"""The dialog that writes the publication's files: where, which, how far it is and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, QUrl, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from disclosure_editor.document.files import FileNotWritable
from disclosure_editor.exchange.export import Format, export
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.narrative.environment import TemplateError
from disclosure_editor.ui.settings import Settings

PURPOSE = "export"
CONTENTS_NOTE = "Word 里的目录还没有页码：打开后右键点目录，选“更新域”，页码就填上。"


class ExportTask(QThread):
    """Writes the files one after the other beside the window; the document must not change meanwhile.

    Attributes:
        wrote: emitted with the path of each file that stands.
        failed: emitted with a sentence that says why there are no further ones.
    """

    wrote = Signal(object)
    failed = Signal(str)

    def __init__(
        self, publication: Publication, folder: Path, name: str, formats: tuple[Format, ...], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._files = export(publication, folder, name, formats)

    def run(self) -> None:
        """Write the files, until asked to stop."""
        try:
            for path in self._files:
                self.wrote.emit(path)
                if self.isInterruptionRequested():
                    return
        except (FileNotWritable, TemplateError) as error:
            self.failed.emit(str(error))
        except Exception as error:  # noqa: BLE001 - a thread's exception reaches nobody else
            self.failed.emit(f"导出没有完成：程序内部出错（{type(error).__name__}：{error}）。")


class ExportDialog(QDialog):
    """Export of one publication under one name."""

    def __init__(
        self,
        publication: Publication,
        name: str,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        warning: str = "",
        open_url: Callable[[QUrl], object],
    ) -> None:
        super().__init__(parent)
        self._publication = publication
        self._name = name
        self._settings = settings
        self._open_url = open_url
        self._task: ExportTask | None = None
        self._written: list[Path] = []
        self.setWindowTitle("导出")
        self.setMinimumWidth(560)
        self._folder = QLineEdit(str(settings.folder(PURPOSE)))
        self._folder.setObjectName("folder")
        choose = QPushButton("选择…")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_folder)
        ticked = settings.choices(PURPOSE, (Format.WORD.value, Format.EXCEL.value))
        self._formats = {kind: QCheckBox(kind.title) for kind in Format}
        for kind, box in self._formats.items():
            box.setChecked(kind.value in ticked)
        self._progress = QProgressBar()
        self._result = QLabel()
        self._result.setWordWrap(True)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._result.linkActivated.connect(lambda link: self._open_url(QUrl(link)))
        self._start = QPushButton("导出")
        self._start.setDefault(True)
        self._start.clicked.connect(self._export)
        self._close = QPushButton("关闭")
        self._close.clicked.connect(self.reject)
        self._lay_out(choose, warning)
        self._progress.hide()

    def _lay_out(self, choose: QPushButton, warning: str) -> None:
        formats = QHBoxLayout()
        for kind, box in self._formats.items():
            box.setObjectName(kind.value)
            box.toggled.connect(self._on_ticked)
            formats.addWidget(box)
        formats.addStretch(1)
        buttons = QDialogButtonBox()
        buttons.addButton(self._start, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._close, QDialogButtonBox.ButtonRole.RejectRole)
        caution = QLabel(warning)
        caution.setWordWrap(True)
        caution.setStyleSheet("color: #a15c00;")
        caution.setVisible(bool(warning))
        layout = QGridLayout(self)
        layout.setVerticalSpacing(10)
        layout.addWidget(QLabel("文件夹"), 0, 0)
        layout.addWidget(self._folder, 0, 1)
        layout.addWidget(choose, 0, 2)
        layout.addWidget(QLabel("格式"), 1, 0)
        layout.addLayout(formats, 1, 1, 1, 2)
        layout.addWidget(QLabel("文件名"), 2, 0)
        layout.addWidget(QLabel(self._name), 2, 1, 1, 2)
        layout.addWidget(caution, 3, 0, 1, 3)
        layout.addWidget(self._progress, 4, 0, 1, 3)
        layout.addWidget(self._result, 5, 0, 1, 3)
        layout.addWidget(buttons, 6, 0, 1, 3)

    @property
    def result_text(self) -> str:
        """What came of it, as shown."""
        return self._result.text()

    def reject(self) -> None:
        """Stop what is being written; close when nothing is."""
        if self._task is not None and self._task.isRunning():
            self._task.requestInterruption()
            self._close.setEnabled(False)
            self._result.setText("正在停止：写完当前文件就停。")
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A window closed while files are written stays until the current one stands."""
        if self._task is not None and self._task.isRunning():
            event.ignore()
            self.reject()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "导出到哪个文件夹", self._folder.text())
        if chosen:
            self._folder.setText(chosen)

    def _on_ticked(self) -> None:
        self._start.setEnabled(any(box.isChecked() for box in self._formats.values()))

    def _export(self) -> None:
        if not self._folder.text().strip():
            self._result.setText("请先选一个文件夹。")
            return
        folder = Path(self._folder.text().strip())
        formats = tuple(kind for kind, box in self._formats.items() if box.isChecked())
        self._settings.remember_choices(PURPOSE, tuple(kind.value for kind in formats))
        self._written = []
        self._progress.setRange(0, len(formats))
        self._progress.setValue(0)
        self._progress.show()
        self._start.setEnabled(False)
        self._close.setText("停止")
        self._result.setText("正在导出…")
        self._task = ExportTask(self._publication, folder, self._name, formats, self)
        self._task.wrote.connect(self._on_wrote)
        self._task.failed.connect(self._on_failed)
        self._task.finished.connect(self._on_finished)
        self._failure = ""
        self._task.start()

    def _on_wrote(self, path: Path) -> None:
        self._written.append(path)
        self._progress.setValue(len(self._written))

    def _on_failed(self, sentence: str) -> None:
        self._failure = sentence

    def _on_finished(self) -> None:
        self._progress.hide()
        self._start.setEnabled(True)
        self._close.setEnabled(True)
        self._close.setText("关闭")
        lines = [escape(self._failure)] if self._failure else []
        if self._written:
            folder = self._written[0].parent
            self._settings.remember_folder(PURPOSE, folder)
            names = "、".join(escape(path.name) for path in self._written)
            link = QUrl.fromLocalFile(str(folder.absolute())).toString(QUrl.ComponentFormattingOption.FullyEncoded)
            lines.append(f'已导出 {names}。<a href="{link}">打开文件夹</a>')
            if any(path.suffix == Format.WORD.suffix for path in self._written):
                lines.append(CONTENTS_NOTE)
        self._result.setText("<br>".join(lines) or "已停止，没有写出文件。")
