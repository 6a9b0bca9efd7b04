"""The window's actions: its menus, its toolbar and their shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QUndoGroup
from PySide6.QtWidgets import QMenu, QToolBar

from disclosure_editor.ui.icons import icon

if TYPE_CHECKING:
    from disclosure_editor.ui.main_window import MainWindow

_Shortcut = QKeySequence.StandardKey | str | tuple[str, ...]
_REDO = ("Ctrl+Y", "Ctrl+Shift+Z")


class Actions:
    """The actions of a main window, put into its menus and its toolbar."""

    def __init__(self, window: MainWindow, undo: QUndoGroup) -> None:
        self._window = window
        self._of_document: list[QAction] = []
        self._toolbar = QToolBar("工具栏")
        self._toolbar.setObjectName("toolbar")
        self._toolbar.setMovable(False)
        self._toolbar.setIconSize(QSize(20, 20))
        self._toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        window.addToolBar(self._toolbar)
        window.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._add_file_menu()
        self._add_edit_menu(undo)

    def set_open(self, *, is_open: bool) -> None:
        """Say whether a document is open."""
        for action in self._of_document:
            action.setEnabled(is_open)

    def _add_file_menu(self) -> None:
        documents, keys = self._window.documents, QKeySequence.StandardKey
        menu = self._window.menuBar().addMenu("文件(&F)")
        self._add(menu, "新建(&N)…", keys.New, documents.new, picture="new")
        draft = self._add(
            menu, "由上年文件生成初稿(&D)…", "Ctrl+Shift+N", self._window.imports.choose_for_draft, picture="draft"
        )
        draft.setIconText("上年初稿")
        self._add(menu, "打开(&O)…", keys.Open, documents.choose_file, picture="open")
        self._add(menu, "导入公开文件（审核用）(&I)…", "Ctrl+Shift+O", self._window.imports.choose_for_review)
        self._add(menu, "取用年初预算、上年的文件(&B)…", (), self._window.take, of_document=True)
        self._recent = menu.addMenu("最近的文件(&R)")
        self._recent.aboutToShow.connect(self._list_recent)
        menu.addSeparator()
        self._add(menu, "保存(&S)", keys.Save, documents.save, picture="save", of_document=True)
        self._add(menu, "另存为(&A)…", "Ctrl+Shift+S", documents.save_as, of_document=True)
        menu.addSeparator()
        self._add(menu, "导出(&E)…", "Ctrl+E", self._window.export, picture="export", of_document=True)
        menu.addSeparator()
        self._add(menu, "退出(&X)", "Ctrl+Q", self._window.close)
        self._toolbar.addSeparator()

    def _add_edit_menu(self, undo: QUndoGroup) -> None:
        window, keys = self._window, QKeySequence.StandardKey
        menu = self._window.menuBar().addMenu("编辑(&E)")
        for label, shortcut, action, changed, possible, word in (
            ("撤销", keys.Undo, window.undo, undo.undoTextChanged, undo.canUndoChanged, "undo"),
            ("重做", _REDO, window.redo, undo.redoTextChanged, undo.canRedoChanged, "redo"),
        ):
            made = self._add(menu, label, shortcut, action, picture=word)
            made.setEnabled(False)
            made.setIconText(label)
            changed.connect(lambda text, made=made, label=label: _name(made, label, text))
            possible.connect(made.setEnabled)
        menu.addSeparator()
        self._toolbar.addSeparator()
        self._add(menu, "查找(&F)", keys.Find, window.search, picture="find", of_document=True)
        sentences = self._add(
            menu, "查看引用它的句子(&T)", "Ctrl+Shift+F", window.show_sentences, picture="sentences", of_document=True
        )
        sentences.setIconText("引用它的句子")
        menu.addSeparator()
        self._add_draft_menu(menu)
        menu.addSeparator()
        self._add(menu, "下一节(&N)", "Ctrl+PgDown", lambda: window.step(1), of_document=True)
        self._add(menu, "上一节(&P)", "Ctrl+PgUp", lambda: window.step(-1), of_document=True)

    def _add_draft_menu(self, edit: QMenu) -> None:
        """What is done with last year's values in a draft."""
        window, menu = self._window, edit.addMenu("沿用上年的内容(&L)")
        self._of_draft = [
            self._add(menu, "确认所在的格或段(&K)", "Ctrl+K", window.confirm),
            self._add(menu, "确认本节(&S)", "Ctrl+Shift+K", window.confirm_section),
            self._add(menu, "全部确认(&A)", (), window.confirm_all),
            self._add(menu, "下一处待确认的(&J)", "Ctrl+J", window.next_unconfirmed),
        ]
        menu.addSeparator()
        self._report = self._add(menu, "看报告(&R)", "Ctrl+R", window.show_report)
        self.set_draft(is_draft=False, reported=False)

    def set_draft(self, *, is_draft: bool, reported: bool) -> None:
        """Say whether anything awaits its confirmation, and whether there is a report."""
        for action in self._of_draft:
            action.setEnabled(is_draft)
        self._report.setEnabled(reported)

    def _add(
        self,
        menu: QMenu,
        text: str,
        shortcut: _Shortcut,
        action: Callable[[], object],
        *,
        picture: str = "",
        of_document: bool = False,
    ) -> QAction:
        """Add an action to a menu, and where it has a picture to the toolbar."""
        made = QAction(text, self._window)
        made.setShortcuts([QKeySequence(key) for key in (shortcut if isinstance(shortcut, tuple) else (shortcut,))])
        made.triggered.connect(lambda _checked=False: action())
        menu.addAction(made)
        if of_document:
            self._of_document.append(made)
        if picture:
            made.setIcon(icon(picture))
            made.setIconText(text.split("(")[0])
            made.setToolTip(f"{made.iconText()}（{made.shortcut().toString()}）")
            self._toolbar.addAction(made)
        return made

    def _list_recent(self) -> None:
        self._recent.clear()
        for number, path in enumerate(self._window.settings.recent_files, start=1):
            opened = self._recent.addAction(f"&{number % 10} {path.name}")
            opened.setToolTip(str(path))
            opened.triggered.connect(partial(self._open, path))
        if self._recent.isEmpty():
            self._recent.addAction("（还没有）").setEnabled(False)

    def _open(self, path: Path, _checked: bool = False) -> None:
        self._window.documents.open(path)


def _name(action: QAction, label: str, edit: str) -> None:
    """Let an action say which edit it takes back."""
    action.setText(f"{label}：{edit}" if edit else label)
    action.setIconText(label)
    action.setToolTip(f"{action.text()}（{action.shortcut().toString()}）")
