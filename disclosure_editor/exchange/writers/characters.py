"""Which characters a published file can hold."""

from __future__ import annotations

import re

_LINE_BREAK = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# What XML 1.0 (section 2.2, production Char) leaves out; Word and Excel refuse a file with any of these.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text with every kind of line break as a newline, without characters that no file can hold.

    They come in with text pasted from other programs and are invisible there; dropping them changes nothing
    that the officer sees.
    """
    return _FORBIDDEN.sub("", _LINE_BREAK.sub("\n", text))
