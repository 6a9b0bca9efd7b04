"""Joins lines that were broken by their width into the paragraphs that they were."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosure_editor.exchange.headings_in_text import is_heading, is_item, is_part_heading
from disclosure_editor.exchange.source import SourceLine, SourceParagraph

INDENT = 4.0
"""How far the first line of a paragraph is indented in print: two characters, in halves of a character."""

_AUTOMATIC_GAP = 0.5
"""The gap that is printed between a Chinese character and a letter or digit; extracted text has a blank there."""

_SENTENCE_ENDS = frozenset("。！？；：.!?;:”’）)》")
_NEVER_FIRST = frozenset("，。、；：！？”’）》】〉％,;:!?)%")
_NEVER_LAST = frozenset("“‘（《【〈([")
_CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·≤≥]"
_BLANKS_IN_CHINESE = re.compile(rf"(?<={_CHINESE})\s+(?=\S)|(?<=\S)\s+(?={_CHINESE})")
_UNBROKEN = re.compile(r"[A-Za-z0-9.,%/+\-]+|.", re.DOTALL)


@dataclass(frozen=True)
class WrappedLine:
    """A line that may go on in the next one; lengths are in halves of a Chinese character.

    Attributes:
        width: how long it is printed.
        indent: how far its beginning stands from the left edge of the text; None where the file doesn't say.
        gap: whether something between it and the line before parts paragraphs.
    """

    line: SourceLine
    width: float
    indent: float | None = None
    gap: bool = False

    @property
    def text(self) -> str:
        """The line without the blanks around it."""
        return self.line.text.strip()


def printed_width(text: str) -> float:
    """How long a text is printed, in halves of a Chinese character."""
    width = float(sum(map(_character_width, text)))
    gaps = sum(blank.end() - blank.start() for blank in _BLANKS_IN_CHINESE.finditer(text))
    return width - gaps + _AUTOMATIC_GAP * len(_BLANKS_IN_CHINESE.findall(text))


def joined(lines: Sequence[WrappedLine], limit: float) -> Iterator[SourceParagraph]:
    """The paragraphs that the lines make, in their order; none is left out.

    A line goes on in the next one if the first word of that would not have fitted behind it.

    Args:
        lines: without blank ones.
        limit: the longest that a line may be, in halves of a character.
    """
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and _goes_on(lines, place, end, limit):
            end += 1
        yield _paragraph(lines[place:end])
        place = end


def _goes_on(lines: Sequence[WrappedLine], first: int, place: int, limit: float) -> bool:
    """Whether the line at a place belongs to the paragraph that began in the first line."""
    above, line = lines[place - 1], lines[place]
    if line.text[0] in _NEVER_FIRST:
        return True
    if line.gap or is_part_heading(above.text) or is_part_heading(line.text):
        return False
    if not _is_full(above, line, limit, first=place - 1 == first):
        return False
    if line.indent is not None:
        return line.indent < INDENT / 2
    if is_heading(above.text) and place - 1 == first:
        return _ends_heading(line)
    return not (_ends_sentence(above) and _begins_paragraph(lines, place, limit))


def _is_full(above: WrappedLine, line: WrappedLine, limit: float, first: bool) -> bool:
    """Whether the next line's first word had no place in the line above."""
    indent = above.indent if above.indent is not None else INDENT if first else 0.0
    return indent + above.width + _first_word_width(line.text) > limit


def _ends_heading(line: WrappedLine) -> bool:
    """Whether a line can be the rest of a heading that had no place in one line."""
    return len(line.text) <= 12 and all(map(str.isalnum, line.text)) and not is_item(line.text)


def _ends_sentence(line: WrappedLine) -> bool:
    return line.text[-1] in _SENTENCE_ENDS


def _begins_paragraph(lines: Sequence[WrappedLine], place: int, limit: float) -> bool:
    """Whether a line behind the end of a sentence looks like the first one of a paragraph.

    A first line is as much shorter as it was indented; and it goes on, or it would end a sentence.
    """
    line = lines[place]
    if is_heading(line.text):
        return True
    if place + 1 == len(lines):
        return is_item(line.text)
    behind = lines[place + 1]
    if _is_full(line, behind, limit, first=False):
        return False
    return is_item(line.text) or (_is_full(line, behind, limit, first=True) and not _ends_sentence(line))


def _paragraph(lines: Sequence[WrappedLine]) -> SourceParagraph:
    text = lines[0].text
    for line in lines[1:]:
        text += _between(text[-1], line.text[0]) + line.text
    return SourceParagraph(without_printed_gaps(text), lines[0].line.place, tuple(line.line for line in lines))


def _between(last: str, first: str) -> str:
    """What stood where a line was broken: a blank only between two words of Latin letters or digits."""
    return " " if last.isascii() and first.isascii() and last.isalnum() and first.isalnum() else ""


def without_printed_gaps(text: str) -> str:
    """A text without the blanks that only stand for the gaps of print: those beside Chinese characters.

    The blank behind a part's number (第一部分 单位概况) is one of the text's own.
    """
    if is_part_heading(text):
        number, _, rest = text.partition("部分")
        return f"{without_printed_gaps(number)}部分 {without_printed_gaps(rest.strip())}".rstrip()
    return _BLANKS_IN_CHINESE.sub("", text)


def _first_word_width(text: str) -> float:
    """How long the beginning of a line is that can't be parted: a character or word, with what may not begin a line."""
    begin = 0
    while begin < len(text) and text[begin] in _NEVER_LAST:
        begin += 1
    word = _UNBROKEN.match(text, begin)
    end = word.end() if word else begin
    while end < len(text) and text[end] in _NEVER_FIRST:
        end += 1
    return printed_width(text[:end])


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
