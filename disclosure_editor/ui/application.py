"""The application: starts Qt in Chinese and opens the window."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from importlib import import_module
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from disclosure_editor.ui.main_window import MainWindow, main_window

FINE, UNUSABLE = 0, 2
_FAMILIES = ["Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
_SIZE = 10
_UNSEEN = ("offscreen", "minimal")
"""Platforms whose windows nobody sees."""
_PATIENCE = 20
"""How long a display may take to answer, in seconds."""


def run(path: Path | None) -> int:
    """Show the window, with a document if one is given, until it is closed; gives the exit status."""
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return UNUSABLE
    application = start()
    window = MainWindow()
    sys.excepthook = _report
    window.show()
    offer_recovery(window)
    QTimer.singleShot(0, _load_views if path is None else lambda: window.documents.open(path))
    return application.exec()


def _load_views() -> None:
    """Load what a document needs while the officer still chooses one."""
    import_module("disclosure_editor.ui.workspace")


def offer_recovery(window: MainWindow) -> None:
    """Offer what a session that broke off has left once the window is there, and again over every document opened
    until the officer has decided: opening the file itself must not hide that there is a newer copy of it.
    """
    QTimer.singleShot(0, window.offer_recovery)
    window.documents.opened.connect(lambda: QTimer.singleShot(0, window.offer_recovery))


NO_DISPLAY = (
    "这里没有图形界面，窗口打不开；请改用命令行，如 disclosure-editor check 文件，"
    "或 disclosure-editor export 文件 -o 文件夹。"
)
"""What is said where no window can be shown."""


def has_display() -> bool:
    """Whether a window can be shown.

    Where it can't, Qt ends the program, so on Linux another one has to try it first: a display that isn't there any
    more and a missing system library look the same as one that is fine.
    """
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "") in _UNSEEN:
        return False
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return False
    if getattr(sys, "frozen", False):
        return True
    attempt = [sys.executable, "-c", "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"]
    try:
        return subprocess.run(attempt, capture_output=True, check=False, timeout=_PATIENCE).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def start() -> QApplication:
    """Begin the application: its name, Qt's own words in Chinese, and a font that has the characters."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("disclosure-editor")
    application.setApplicationDisplayName("预决算公开编辑器")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    font = QFont()
    font.setFamilies(_FAMILIES)
    font.setPointSize(max(_SIZE, QFontInfo(application.font()).pointSize()))
    application.setFont(font)
    return application


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep what was typed and say so when something in the program breaks; details go to a file for its makers."""
    text = "".join(traceback.format_exception(kind, error, trace))
    log = platformdirs.user_state_path("disclosure-editor", appauthor=False) / "errors.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        sys.__excepthook__(kind, error, trace)
    window = main_window()
    if window is not None:
        window.guard(f"程序内部出错，刚才的操作可能没有完成；已填的内容留了备份，请保存后重新打开。详情见 {log}")
