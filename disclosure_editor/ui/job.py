"""Work beside the window: a function in a thread of its own that can be let go of at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QTimer, Signal

from disclosure_editor.document.refusals import Refusal

_PAUSE = 30
"""How often the window looks what the thread has to say, in milliseconds."""


class Stopped(Exception):
    """The work was let go of; it ends the thread and is told to nobody."""


@dataclass(frozen=True)
class Reins:
    """What the work is held by.

    Attributes:
        advance: told a phase in Chinese and how much is done, in percent; raises `Stopped` when the work is let go of.
        stopped: whether the work is let go of.
    """

    advance: Callable[[str, int], None]
    stopped: Callable[[], bool]


@dataclass(frozen=True)
class _Advanced:
    phase: str
    percent: int


@dataclass(frozen=True)
class _Done:
    result: object


@dataclass(frozen=True)
class _Failed:
    error: BaseException


class Job(QObject):
    """One piece of work, begun at once. The thread touches no object of Qt: what it says waits in a queue.

    Attributes:
        advanced: emitted with a phase and how much of all is done, in percent.
        done: emitted with what the work gave.
        refused: emitted with the `Refusal` that it ended with.
        broke: emitted when it ended with a mistake of the program, which is then raised.
    """

    advanced = Signal(str, int)
    done = Signal(object)
    refused = Signal(object)
    broke = Signal()

    def __init__(self, work: Callable[[Reins], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._news: SimpleQueue[_Advanced | _Done | _Failed] = SimpleQueue()
        self._stopped = threading.Event()
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._look)
        # As a daemon it doesn't keep the program from ending.
        thread = threading.Thread(target=_work, args=(work, self._news, self._stopped), daemon=True)
        thread.start()
        self._timer.start()

    def stop(self) -> None:
        """Let go of the work: nothing more is told of it, and it ends as soon as it notices."""
        self._stopped.set()
        self._timer.stop()

    def _look(self) -> None:
        while self._timer.isActive():
            try:
                news = self._news.get_nowait()
            except Empty:
                return
            if isinstance(news, _Advanced):
                self.advanced.emit(news.phase, news.percent)
                continue
            self._timer.stop()
            self._tell(news)

    def _tell(self, end: _Done | _Failed) -> None:
        if isinstance(end, _Done):
            self.done.emit(end.result)
        elif isinstance(end.error, Refusal):
            self.refused.emit(end.error)
        else:
            self.broke.emit()
            raise end.error  # something in the program is broken, which is told as everywhere in the window


def _work(work: Callable[[Reins], object], news: SimpleQueue, stopped: threading.Event) -> None:
    def advance(phase: str, percent: int) -> None:
        if stopped.is_set():
            raise Stopped
        news.put(_Advanced(phase, percent))

    try:
        news.put(_Done(work(Reins(advance, stopped.is_set))))
    except BaseException as error:  # noqa: BLE001 - the window tells it
        news.put(_Failed(error))
