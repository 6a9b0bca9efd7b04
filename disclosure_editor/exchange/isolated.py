"""Reads a file in a process of its own, bounded in time and memory, that can be stopped.

No library that reads foreign files is safe from all of them. Whatever happens in the other process, it ends there: this
one waits for a while, watches, and tells the officer.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic

from disclosure_editor.document.refusals import Refusal
from disclosure_editor.exchange.readers.source_limits import MEMORY, SECONDS, UnreadableSource
from disclosure_editor.exchange.reading import read_source
from disclosure_editor.exchange.source import Source

_LOOK_EVERY = 0.05
"""Seconds between two looks at the other process."""


class ReadingStopped(Refusal):
    """Somebody stopped the reading of a file."""


@dataclass(frozen=True)
class _Bounds:
    """What the other process may take.

    Attributes:
        seconds: of time.
        memory: in bytes.
        began: when the time began, on the clock that is never set.
    """

    seconds: float
    memory: int
    began: float = field(default_factory=monotonic)

    def passed_by(self, process: int | None) -> str:
        """What a process has taken too much of, in Chinese; nothing while it hasn't."""
        import psutil  # costs start-up time

        if monotonic() > self.began + self.seconds:
            return f"超过 {self.seconds:g} 秒还没有完成"
        with contextlib.suppress(psutil.Error):
            taken = psutil.Process(process).memory_info()
            # Windows counts apart what it has put aside.
            if max(taken.rss, getattr(taken, "private", 0)) > self.memory:
                return f"用的内存超过 {self.memory // 1024 // 1024} MB"
        return ""


def never() -> bool:
    """The answer to whether reading is to be stopped where nobody can stop it."""
    return False


def read_source_apart(
    path: Path,
    cancelled: Callable[[], bool] = never,
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    read: Callable[[Path], Source] = read_source,
) -> Source:
    """The file's paragraphs and tables, read in another process.

    Args:
        path: the file.
        cancelled: asked all the time; once it says so, reading stops.
        seconds: how long reading may take.
        memory: how many bytes reading may take.
        read: what reads the file; a function that the other process can import.

    Raises:
        UnreadableSource: see `read_source`; or reading took too long or too much memory, or broke off.
        ReadingStopped: it was stopped.
    """
    # Processes are made anew on every system, as Windows makes them: a copy of this one would be a copy of its threads.
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(read, path, sender), daemon=True)
    with receiver:
        try:
            process.start()
        except OSError as error:
            raise UnreadableSource(f"没能开始读取“{path.name}”（{error.strerror}）。请关闭一些程序后再试。") from None
        finally:
            sender.close()
        try:
            answer = _awaited(process, receiver, path, cancelled, _Bounds(seconds, memory))
        finally:
            process.kill()
            process.join()
            process.close()
    if isinstance(answer, Source):
        return answer
    raise UnreadableSource(answer)


def _answer(read: Callable[[Path], Source], path: Path, sender: Connection) -> None:
    """Read a file and send what it is, or why it can't be read; runs in the other process."""
    _be_quiet()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    answer: Source | str
    try:
        answer = read(path)
    except Refusal as refusal:
        answer = str(refusal)
    with contextlib.suppress(BrokenPipeError):
        sender.send(answer)
    sender.close()


def _be_quiet() -> None:
    """Leave Ctrl+C to the process that waits, and write nothing that an officer could take for its words."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it lives as long as the process
    sys.stdout = sys.stderr = nowhere


def _end_with_parent() -> None:
    """End when the process that waits for the answer has ended, however it did: nobody else would."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _awaited(
    process: SpawnProcess, receiver: Connection, path: Path, cancelled: Callable[[], bool], bounds: _Bounds
) -> Source | str:
    while not receiver.poll(_LOOK_EVERY):
        if cancelled():
            raise ReadingStopped(f"已停止读取“{path.name}”。")
        if reason := bounds.passed_by(process.pid):
            return (
                f"读取“{path.name}”{reason}，已经放弃。请删去与公开无关的内容，或者用原来的程序打开后另存一份，再导入。"
            )
    try:
        answer = receiver.recv()
    except (EOFError, OSError):
        return _broken_off(path)
    return answer if isinstance(answer, Source | str) else _broken_off(path)


def _broken_off(path: Path) -> str:
    return (
        f"读取“{path.name}”时程序的读取部分意外中止，文件可能已损坏。"
        "请用原来的程序打开它，能打开就另存一份再导入，不能就换一份。"
    )
