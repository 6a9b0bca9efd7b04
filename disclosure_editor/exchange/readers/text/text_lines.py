"""The lines of a text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure_editor.exchange.source import Place, SourceLine

_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
# Marks of other programs that no reader of the publication ever saw.
_ARTIFACTS = re.compile(r"\[bookmark: [^\]\[]{0,80}\]|[\ufeff\u200b\u00ad\u2060]")


def lines_of(text: str) -> Iterator[SourceLine]:
    """Every line, blank ones too, without what other programs left in them; a page break is no part of a line."""
    paged = "\f" in text
    page, gap = 1, False
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        line, behind = raw, 0
        if "\f" in raw:
            before = len(raw) - len(raw.lstrip("\f"))
            page, behind = page + before, raw.count("\f") - before
            line = raw.replace("\f", "")
        line = _ARTIFACTS.sub("", line)
        yield SourceLine(line, Place(page=page if paged else 0, line=number), gap)
        page += behind
        gap = not line.strip()
