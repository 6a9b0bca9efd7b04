"""Joins the few paragraphs that were broken by hand in a text whose lines are paragraphs otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_editor.exchange.readers.text.headings_in_text import is_heading, is_item
from disclosure_editor.exchange.source import SourceLine, SourceParagraph

_GO_ON = frozenset("，、")
_NEVER_FIRST = frozenset("，。、；：！？”’）》％")


def single_breaks_joined(lines: Sequence[SourceLine]) -> Iterator[SourceParagraph]:
    """A paragraph for each line, but one for lines of which the first ends, or the next begins, amid a sentence.

    Args:
        lines: without blank ones.
    """
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and _goes_on(lines[end - 1], lines[end]):
            end += 1
        yield _paragraph(lines[place:end])
        place = end


def _goes_on(above: SourceLine, line: SourceLine) -> bool:
    text = line.text.strip()
    if line.gap or is_heading(text) or is_item(text):
        return False
    return above.text.rstrip()[-1] in _GO_ON or text[0] in _NEVER_FIRST


def _paragraph(lines: Sequence[SourceLine]) -> SourceParagraph:
    text = "".join(line.text.strip() for line in lines).replace("\t", "    ")
    return SourceParagraph(text, lines[0].place, tuple(lines) if len(lines) > 1 else ())
