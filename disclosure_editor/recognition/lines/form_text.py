"""Hard-wrapped lines as words: what blanks and line breaks part, with what the layout says of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure_editor.exchange.readers.text.hard_wrapped import without_printed_gaps
from disclosure_editor.exchange.source import Place, Source, SourceLine, SourceParagraph
from disclosure_editor.narrative.patterns import alike

_MOSTLY = 0.5
_HAN, _LATIN = "[\u4e00-\u9fff]", "[A-Za-z0-9]"
_AT_LATIN = re.compile(f"{_HAN}{_LATIN}|{_LATIN}{_HAN}")
_BESIDE_LATIN = re.compile(f"{_HAN} {_LATIN}|{_LATIN} {_HAN}")
_TWO_WORDS = re.compile("[A-Za-z]{2}")


@dataclass(frozen=True)
class FormLine:
    """A line of the file.

    Attributes:
        text: without the blanks around it.
        block: the number of the file's block that it belongs to.
        apart: whether a blank line stands before it.
        unsure: whether nothing is known of that, since a page may begin with it or its reader doesn't say.
    """

    text: str
    place: Place
    block: int
    apart: bool
    unsure: bool


@dataclass(frozen=True)
class Word:
    """What stands between two blanks.

    Attributes:
        line: the number of its line.
        start: where in the stream it begins.
    """

    text: str
    line: int
    start: int

    @property
    def end(self) -> int:
        """Where in the stream it ends."""
        return self.start + len(self.text)


class FormText:
    """Lines as words, and as one stream of characters without blanks.

    Attributes:
        stream: the words' characters, those that publications use for one another as one.
        spaced: whether blank lines stand between the lines of a cell, so that lines without one between them belong
            to two cells.
    """

    def __init__(self, lines: Sequence[FormLine]) -> None:
        self.lines = tuple(lines)
        self.words: tuple[Word, ...] = tuple(_words(self.lines))
        self.stream = "".join(alike(word.text) for word in self.words)
        self._starts = [word.start for word in self.words]
        self._first = _first_words(self.words, len(self.lines))
        self._line_texts = [" ".join(line.text.split()) for line in self.lines]
        known = [line for line in self.lines if not line.unsure]
        self.spaced = sum(line.apart for line in known) > _MOSTLY * len(known)

    def first_word(self, line: int) -> int:
        """The number of a line's first word; behind the last line the number of words."""
        return self._first[line]

    def begins_line(self, word: int) -> bool:
        """Whether a word is the first one of its line, or behind the last one."""
        return word == len(self.words) or self._first[self.words[word].line] == word

    def line_of(self, word: int) -> int:
        """The number of a word's line; behind the last word the number of lines."""
        return self.words[word].line if word < len(self.words) else len(self.lines)

    def word_from(self, position: int) -> int:
        """The number of the first word that begins at a place of the stream or behind it."""
        return bisect_left(self._starts, position)

    def word_at(self, position: int) -> Word | None:
        """The word that a place of the stream is in; None behind the last one."""
        number = bisect_right(self._starts, position) - 1
        return self.words[number] if position < len(self.stream) else None

    def words_beginning(self, start: str, first: int) -> Iterator[int]:
        """The numbers of the words from `first` on at which these characters stand in the stream."""
        place = self.stream.find(start, self.words[first].start) if first < len(self.words) else -1
        while place >= 0:
            if self.begins_word(place):
                yield self.word_from(place)
            place = self.stream.find(start, place + 1)

    def begins_word(self, position: int) -> bool:
        """Whether a word begins at a place of the stream, or the stream ends there."""
        word = self.word_from(position)
        return position == len(self.stream) if word == len(self.words) else self._starts[word] == position

    def pieces(self, first: int, end: int) -> tuple[str, ...]:
        """The words of a range line by line, with one blank between those of a line."""
        found: list[str] = []
        for number in range(first, end):
            word = self.words[number]
            if number > first and self.words[number - 1].line == word.line:
                found[-1] += f" {word.text}"
            else:
                found.append(word.text)
        return tuple(found)

    def line_text(self, line: int) -> str:
        """A line, with one blank between two words."""
        return self._line_texts[line]

    def place(self, word: int) -> Place:
        """Where a word stands in the file."""
        return self.lines[self.words[word].line].place

    def blocks(self, first: int, end: int) -> frozenset[int]:
        """The file's blocks that a range of words is from."""
        return frozenset(self.lines[self.words[number].line].block for number in range(first, end))


def joined(pieces: Sequence[str], *, keep_blanks: bool = False) -> str:
    """The lines of a cell as its text: nothing stands where they were broken, but between two Latin words.

    Args:
        keep_blanks: whether blanks beside Chinese characters are the text's own, as those of names are taken to be,
            and not the gaps of print. A name that has them wherever Chinese and Latin meet in a line has one where
            they meet at a break, too.
    """
    spaced = keep_blanks and any(map(_BESIDE_LATIN.search, pieces)) and not any(map(_AT_LATIN.search, pieces))
    text = ""
    for piece in pieces:
        meeting = text[-1:] + piece[:1]
        blank = _TWO_WORDS.fullmatch(meeting) or (spaced and _AT_LATIN.fullmatch(meeting))
        text += f" {piece}" if blank else piece
    return text if keep_blanks else without_printed_gaps(text)


def runs_of_lines(source: Source, used: frozenset[int]) -> Iterator[tuple[FormLine, ...]]:
    """The file's lines that are in no grid and no `used` block, cut where those stand."""
    run: list[FormLine] = []
    page = 0
    for number, block in enumerate(source.blocks):
        if number in used or not isinstance(block, SourceParagraph):
            if run:
                yield tuple(run)
            run = []
            continue
        for line in block.lines:
            if line.text.strip():
                run.append(_form_line(line, number, page))
                page = line.place.page
        if not block.lines:
            run += [FormLine(text, block.place, number, False, True) for text in _lines_of(block.text)]
    if run:
        yield tuple(run)


def _form_line(line: SourceLine, block: int, page: int) -> FormLine:
    new_page = line.place.page != page or (line.text[:1].isspace() and not line.gap)
    return FormLine(line.text.strip(), line.place, block, line.gap, new_page)


def _lines_of(text: str) -> Iterator[str]:
    return (line.strip() for line in text.split("\n") if line.strip())


def _words(lines: Sequence[FormLine]) -> Iterator[Word]:
    start = 0
    for number, line in enumerate(lines):
        for text in line.text.split():
            yield Word(text, number, start)
            start += len(text)


def _first_words(words: Sequence[Word], lines: int) -> list[int]:
    """By line the number of its first word, and behind the last line the number of words."""
    numbers = [word.line for word in words]
    return [bisect_left(numbers, line) for line in range(lines + 1)]
