"""The lines of a text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_editor.exchange.source import Place, SourceLine

_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
# Marks of other programs that no reader of the publication ever saw.
_ARTIFACTS = re.compile(r"\[bookmark: [^\]\n]*\]|[\ufeff\u200b\u00ad\u2060]")


def lines_of(text: str) -> Iterator[SourceLine]:
    """Every line, blank ones too, without what other programs left in them; a page break is no part of a line."""
    page, gap = 1, False
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        breaks = raw.count("\f")
        page += breaks if raw.startswith("\f") else 0
        line = _ARTIFACTS.sub("", raw.replace("\f", ""))
        yield SourceLine(line, Place(page=page if "\f" in text else 0, line=number), gap)
        page += 0 if raw.startswith("\f") else breaks
        gap = not line.strip()
