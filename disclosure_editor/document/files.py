"""Writes a file whole or not at all, so that no failure costs the officer the file that was there before."""

from __future__ import annotations

import contextlib
import errno
import os
import uuid
from collections.abc import Callable
from pathlib import Path

from disclosure_editor.document.refusals import Refusal


class FileNotWritable(Refusal):
    """A file could not be written; the one that stood in its place is as it was.

    Attributes:
        path: the file that was to be written.
        reason: what is wrong and what to do about it, in Chinese.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"“{path}”没有写成：{reason}。")
        self.path = path
        self.reason = reason


_IN_USE = "文件正被别的程序（如 Word、WPS 或 Excel）打开，请先在那里关闭它，或换一个文件名"
_READ_ONLY = "文件是只读的，请先去掉它的只读属性，或换一个文件名"
_FOLDER_CLOSED = "这个文件夹不允许写入，请换一个文件夹，例如“文档”或桌面"

_REASONS = {
    errno.ENOSPC: "磁盘空间不足，请清理磁盘或换一个磁盘",
    errno.EDQUOT: "磁盘配额已用完，请清理文件或换一个磁盘",
    errno.EFBIG: "文件超过了该磁盘允许的大小，请换一个磁盘",
    errno.EROFS: "所在磁盘是只读的，请换一个磁盘",
    errno.EACCES: _FOLDER_CLOSED,
    errno.EPERM: _FOLDER_CLOSED,
    errno.ENAMETOOLONG: "文件名或路径太长，请换一个短一些的文件名",
    errno.EINVAL: "文件名里有系统不允许的字符，请换一个文件名",
    errno.EEXIST: "那里已有一个同名的文件，请换一个文件夹",
    errno.ENOTDIR: "路径里有一段是文件而不是文件夹，请换一个文件夹",
    errno.ENOENT: "文件夹不存在或网络磁盘已断开，请换一个文件夹",
}


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a temporary file beside `path`, then put it in the place of `path` in one step.

    The temporary file has the suffix of `path`, since writers choose their format by it. Whatever fails, it is
    removed and `path` stays untouched; an exception of `write` that is no OSError is passed on as it is.

    Raises:
        FileNotWritable: the folder, the disk or another program does not allow it.
    """
    # A link is followed, so that the file that it points to is replaced and not the link.
    target = Path(os.path.realpath(path))
    # Short and without the target's name: a name that only just fits the system must not fail for our addition.
    temporary = target.with_name(f".~{uuid.uuid4().hex[:12]}{target.suffix}")
    try:
        _require_writable(path, target)
        _fill(temporary, write)
        _replace(path, target, temporary)
    except OSError as error:
        raise FileNotWritable(path, reason_of(error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _require_writable(path: Path, target: Path) -> None:
    if target.is_dir():
        raise FileNotWritable(path, "这是一个文件夹，请在其中另取一个文件名")
    if not target.parent.exists():
        raise FileNotWritable(path, f"文件夹“{target.parent}”不存在，请先建立它或换一个文件夹")
    if not target.parent.is_dir():
        raise FileNotWritable(path, f"“{target.parent}”不是文件夹，请换一个位置")
    # A replacement would not ask the file itself on every system, but a file was made read-only on purpose.
    if target.exists() and not os.access(target, os.W_OK):
        raise FileNotWritable(path, _READ_ONLY)


def _fill(temporary: Path, write: Callable[[Path], object]) -> None:
    # Created here with the usual rights of a new file; tempfile would make it unreadable to colleagues.
    temporary.touch(exist_ok=False)
    write(temporary)
    with temporary.open("r+b") as written:
        os.fsync(written.fileno())


def _replace(path: Path, target: Path, temporary: Path) -> None:
    if target.exists():
        temporary.chmod(target.stat().st_mode)
    try:
        temporary.replace(target)
    except PermissionError as error:
        # The folder took the temporary file, so it is the target that somebody holds open.
        raise FileNotWritable(path, _IN_USE) from error
    _keep_folder_entry(target.parent)


def _keep_folder_entry(folder: Path) -> None:
    """Have the new name itself survive a power cut, where the system can (Windows does it unasked)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def reason_of(error: OSError) -> str:
    """Why the system refused to write, with what to do about it, in Chinese."""
    stated = _REASONS.get(error.errno or 0)
    return stated or f"系统报告“{error.strerror or error}”，请换一个文件名或文件夹再试"
