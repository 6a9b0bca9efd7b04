"""Joins lines that were broken by their width into the paragraphs that they were."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosure_editor.exchange.readers.text.headings_in_text import is_heading, is_item, is_part_heading
from disclosure_editor.exchange.source import SourceLine, SourceParagraph

INDENT = 4.0
"""How far the first line of a paragraph is indented in print: two characters, in halves of a character."""

_CENTRED = 2.0
_AUTOMATIC_GAP = 0.5
"""The gap that is printed between a Chinese character and a letter or digit; extracted text has a blank there."""

_SENTENCE_ENDS = frozenset("。！？；：.!?;:”’）)》")
_NEVER_FIRST = frozenset("，。、；：！？”’）》】〉％,;:!?)%")
_NEVER_LAST = frozenset("“‘（《【〈([")
_CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·≤≥]"
_BLANKS_IN_CHINESE = re.compile(rf"(?<={_CHINESE})\s{{1,2}}(?=\S)|(?<=\S)\s{{1,2}}(?={_CHINESE})")
_UNBROKEN = re.compile(r"[A-Za-z0-9.,%/+\-]+|.", re.DOTALL)


@dataclass(frozen=True)
class WrappedLine:
    """A line that may go on in the next one; lengths are in halves of a Chinese character.

    Attributes:
        room: how much more would fit behind it, were it not indented; below nothing where print squeezes characters.
        word: how long its first word is, which can't be parted.
        indent: how far its beginning stands from the left edge of the text; None where the file doesn't say.
        gap: whether something between it and the line before parts paragraphs.
    """

    line: SourceLine
    room: float
    word: float
    indent: float | None = None
    gap: bool = False

    @property
    def text(self) -> str:
        """The line without the blanks around it."""
        return self.line.text.strip()


def printed_width(text: str) -> float:
    """How long a text is printed, in halves of a Chinese character."""
    width = float(sum(map(_character_width, text)))
    gaps = [len(blanks) for blanks in _BLANKS_IN_CHINESE.findall(text)]
    return width - sum(gaps) + _AUTOMATIC_GAP * len(gaps)


def joined(lines: Sequence[WrappedLine], *, own_blanks: bool = False) -> Iterator[SourceParagraph]:
    """The paragraphs that the lines make, in their order; none is left out.

    A line goes on in the next one if the first word of that would not have fitted behind it.

    Args:
        lines: without blank ones.
        own_blanks: whether all blanks are the text's own; else those beside Chinese characters are gaps of print.
    """
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and _goes_on(lines, place, end):
            end += 1
        text = joined_text([line.text for line in lines[place:end]])
        source_lines = tuple(line.line for line in lines[place:end])
        yield SourceParagraph(text if own_blanks else without_printed_gaps(text), source_lines[0].place, source_lines)
        place = end


def joined_text(texts: Sequence[str]) -> str:
    """A text from the lines that it was broken into; where they were, a blank stands only between two Latin words."""
    text = ""
    for line in texts:
        words = text[-1:].isascii() and line[:1].isascii() and text[-1:].isalpha() and line[:1].isalpha()
        text += f" {line}" if words else line
    return text


def _goes_on(lines: Sequence[WrappedLine], first: int, place: int) -> bool:
    """Whether the line at a place belongs to the paragraph that began in the first line."""
    above, line = lines[place - 1], lines[place]
    if line.text[0] in _NEVER_FIRST:
        return True
    if line.gap or is_part_heading(line.text):
        return False
    if place - 1 == first and _is_centred_rest(above, line):
        return True
    if is_part_heading(above.text) or not _is_full(above, line, first=place - 1 == first):
        return False
    if line.indent is not None:
        return line.indent < INDENT / 2
    if is_heading(above.text) and place - 1 == first:
        return _ends_heading(line)
    return not (_ends_sentence(above) and _begins_paragraph(lines, place))


def _is_full(above: WrappedLine, line: WrappedLine, first: bool) -> bool:
    """Whether the next line's first word had no place in the line above."""
    indent = INDENT if first and above.indent is None else 0.0
    return line.word > above.room - indent


def _is_centred_rest(above: WrappedLine, line: WrappedLine) -> bool:
    """Whether a line stands in the middle below one that reaches from one side to the other: a title of two lines."""
    if above.indent is None or line.indent is None or is_item(line.text):
        return False
    full = above.indent < INDENT / 2 and line.word > above.room + above.indent
    return full and line.indent >= INDENT / 2 and abs(line.indent - line.room) < _CENTRED


def _ends_heading(line: WrappedLine) -> bool:
    """Whether a line can be the rest of a heading that had no place in one line."""
    return len(line.text) <= 12 and all(map(str.isalnum, line.text)) and not is_item(line.text)


def _ends_sentence(line: WrappedLine) -> bool:
    return line.text[-1] in _SENTENCE_ENDS


def _begins_paragraph(lines: Sequence[WrappedLine], place: int) -> bool:
    """Whether a line behind the end of a sentence looks like the first one of a paragraph.

    A first line is as much shorter as it was indented; and it goes on, or it would end a sentence.
    """
    line = lines[place]
    if is_heading(line.text):
        return True
    if place + 1 == len(lines):
        return is_item(line.text)
    behind = lines[place + 1]
    if _is_full(line, behind, first=False):
        return False
    return is_item(line.text) or (_is_full(line, behind, first=True) and not _ends_sentence(line))


def without_printed_gaps(text: str) -> str:
    """A text without the blanks that only stand for the gaps of print: those beside Chinese characters.

    The blank behind a part's number (第一部分 单位概况) is one of the text's own.
    """
    if is_part_heading(text):
        number, _, rest = text.partition("部分")
        return f"{without_printed_gaps(number)}部分 {without_printed_gaps(rest.strip())}".rstrip()
    return _BLANKS_IN_CHINESE.sub("", text)


def first_word(text: str) -> str:
    """The beginning of a line that can't be parted: a character or word, with what may not begin or end a line."""
    begin = 0
    while begin < len(text) and text[begin] in _NEVER_LAST:
        begin += 1
    word = _UNBROKEN.match(text, begin)
    end = word.end() if word else begin
    while end < len(text) and text[end] in _NEVER_FIRST:
        end += 1
    return text[:end]


def are_spaced(last: str, first: str) -> bool:
    """Whether print leaves a gap between two characters: a Chinese one and a letter or digit."""
    return (last.isascii() and last.isalnum() and _is_chinese(first)) or (
        first.isascii() and first.isalnum() and _is_chinese(last)
    )


def _is_chinese(character: str) -> bool:
    return character.isalnum() and _character_width(character) > 1


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
