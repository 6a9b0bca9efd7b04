"""Reads a file of last year, whatever its format: the reader is chosen by what the file holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from disclosure_editor.document.refusals import Refusal
from disclosure_editor.exchange.readers.file_kinds import (
    EXCEL,
    HTML,
    OLD_EXCEL,
    PDF,
    TEXT,
    WORD,
    FileKind,
    kind_of,
    require_readable,
)
from disclosure_editor.exchange.readers.source_limits import FILE_BYTES, UnreadableSource, require
from disclosure_editor.exchange.source import Source

Read = Callable[[bytes, str], Source]


def read_source(path: Path) -> Source:
    """The file's paragraphs and tables.

    Documents of this program are not read here: they are opened.

    Raises:
        UnreadableSource: it isn't there, isn't what its name says, is of a kind that can't be read, encrypted, damaged,
            or larger than what is read.
    """
    data = _bytes_of(path)
    kind = kind_of(data, path.name)
    require_readable(kind, path.suffix.casefold(), path.name)
    source = _read(kind, data, path.name)
    if not source.blocks:
        raise UnreadableSource(
            f"“{path.name}”里没有能读的文字和表格，可能是空白的，也可能全是图片。请打开它看看，换一份有文字的文件。"
        )
    return source


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableSource(f"“{path}”是文件夹，请选择其中的一个文件。")
        if path.exists() and not path.is_file():
            raise UnreadableSource(f"“{path}”不是普通文件，请另选文件。")
        with path.open("rb") as file:
            data = file.read(FILE_BYTES.most + 1)
    except FileNotFoundError:
        raise UnreadableSource(f"找不到文件“{path}”，请检查文件名和所在的文件夹。") from None
    except PermissionError:
        raise UnreadableSource(
            f"没有权限读取“{path}”，请检查文件是否正被别的程序打开，或者换一个能读取的位置。"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "文件名不对"
        raise UnreadableSource(f"“{path}”读不出来（{reason}），请检查磁盘和文件名，或换一份。") from None
    require(len(data), FILE_BYTES, path.name)
    if not data:
        raise UnreadableSource(f"“{path.name}”是空文件，可能没有下载完整。请重新取得这个文件。")
    return data


def _read(kind: FileKind, data: bytes, name: str) -> Source:
    try:
        return _READERS[kind](data, name)
    except Refusal:
        raise
    except MemoryError:
        raise UnreadableSource(f"“{name}”太大，内存不够，没有读成。请删去与公开无关的内容，另存后再导入。") from None
    except Exception as error:
        # What a library meets in a damaged file is more than it foresees.
        raise UnreadableSource(
            f"“{name}”已损坏，或者不是一份完整的{kind.title}，读不出来。"
            "请用原来的程序打开它，能打开就另存一份再导入，不能就换一份。"
        ) from error


# Each format's library is loaded for a file of that format alone.


def _word(data: bytes, name: str) -> Source:
    from disclosure_editor.exchange.readers.office.read_word import read_word

    return read_word(data, name)


def _excel(data: bytes, name: str) -> Source:
    from disclosure_editor.exchange.readers.office.read_excel import read_excel

    return read_excel(data, name)


def _old_excel(data: bytes, name: str) -> Source:
    from disclosure_editor.exchange.readers.office.read_old_excel import read_old_excel

    return read_old_excel(data, name)


def _pdf(data: bytes, name: str) -> Source:
    from disclosure_editor.exchange.readers.pdf.read_pdf import read_pdf

    return read_pdf(data, name)


def _html(data: bytes, name: str) -> Source:
    from disclosure_editor.exchange.readers.read_html import read_html

    return read_html(data, name)


def _text(data: bytes, name: str) -> Source:
    from disclosure_editor.exchange.readers.text.read_text import read_text_file

    return read_text_file(data, name)


_READERS: Mapping[FileKind, Read] = {
    WORD: _word,
    EXCEL: _excel,
    OLD_EXCEL: _old_excel,
    PDF: _pdf,
    HTML: _html,
    TEXT: _text,
}
