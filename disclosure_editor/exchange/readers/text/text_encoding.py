"""The text that the bytes of a file stand for, in whichever encoding they were saved."""

from __future__ import annotations

import codecs

from disclosure_editor.exchange.readers.source_limits import UnreadableSource

# A mark of four bytes before the one of two that it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024
# Of a thousand characters one may be damaged.
_TOLERATED = 0.001
# Characters that no text file has, apart from tabs, line breaks and page breaks.
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\v\f\r\x1a\x1c\x1d\x1e\x1f")


def decoded(data: bytes, name: str) -> str:
    """The file's text.

    A mark at its beginning decides; without one it is UTF-8, UTF-16 if every other byte says so, or GB 18030. UTF-8
    with a few damaged bytes is read with a mark (U+FFFD) for each of them.

    Raises:
        UnreadableSource: It is no text, or in another encoding.
    """
    for encoding in _candidates(data):
        text = _decoded(data, encoding)
        if text is not None and _is_text(text):
            return text.removeprefix("\ufeff").removesuffix("\x1a")
    raise UnreadableSource(
        f"“{name}”不是文本文件，或者不是用 UTF-8、UTF-16、GB18030 编码保存的。"
        "请用“记事本”打开看看内容是否正常，再另存为 UTF-8 编码的文本文件。"
    )


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return text if text.count("\ufffd") <= len(text) * _TOLERATED else None


def _candidates(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    wide = _wide_encoding(data[:_SAMPLE])
    return (wide,) if wide else ("utf-8", "gb18030")


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: its line breaks, tabs and digits have a zero as one of their two bytes."""
    if b"\0" not in sample:
        return None
    if sample[1::2].count(0) > sample[::2].count(0):
        return "utf-16-le"
    return "utf-16-be"


def _is_text(text: str) -> bool:
    controls = sum(map(text.count, _CONTROLS))
    return controls <= len(text) * _TOLERATED and "\0" not in text
