"""Where in a stretch of words the parts stand that a form prints: the cheapest way to read it as them."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from disclosure_editor.recognition.forms.shape_alignment import similar
from disclosure_editor.recognition.lines.form_text import FormText
from disclosure_editor.recognition.lines.printed_parts import Figure, Part, Texts, Words

_MOST_STEPS = 20_000
_LEFT_OVER = 2.0
"""A word for which there is no place."""
_NO_FIGURE, _NO_TEXT, _NO_YEAR = 2.0, 1.5, 2.0
_MALFORMED = 3.0
"""A word with digits that is no figure, where one belongs."""
_WITHIN_WORD = 1.0
_PER_CHARACTER = 0.0002
"""Of two places where a text may end the nearer one is likelier."""
_MOST_FOR_WORDS = 5.0
_OTHER_WORDS = 0.5
"""Words much like the form's own, of at least so many characters, and so many more at most."""
_LEAST_LIKE, _LONGER = 4, 3


class Span(NamedTuple):
    """A range of words."""

    first: int
    end: int


@dataclass(frozen=True)
class PartsMatch:
    """How a stretch of words was read.

    Attributes:
        spans: for each part the words that it stands in; None for one that isn't there.
        left_over: the numbers of words that are no part.
        end: the number of the word behind the last part.
        cost: 0 where everything is as the form prints it.
    """

    spans: tuple[Span | None, ...]
    left_over: tuple[int, ...]
    end: int
    cost: float


class _Step(NamedTuple):
    part: int
    position: int


class _Move(NamedTuple):
    """A step on; `part` is the number of the part that was read or missed, -1 for a word left over."""

    cost: float
    to: _Step
    part: int
    present: bool


def match_parts(text: FormText, parts: Sequence[Part], first: int, end: int) -> PartsMatch | None:
    """The cheapest way to read the words from `first`, and not beyond `end`, as these parts.

    What stands behind the last part doesn't count. None where no way was found with reasonable effort.
    """
    return _Search(text, parts, first, end).run()


class _Search:
    def __init__(self, text: FormText, parts: Sequence[Part], first: int, end: int) -> None:
        self._text = text
        self._parts = parts
        self._start = _Step(0, text.words[first].start if first < len(text.words) else len(text.stream))
        self._end = text.words[end].start if end < len(text.words) else len(text.stream)
        self._came: dict[_Step, tuple[_Step, _Move]] = {}

    def run(self) -> PartsMatch | None:
        costs = {self._start: 0.0}
        waiting = [(0.0, self._start)]
        done: set[_Step] = set()
        for _ in range(_MOST_STEPS):
            if not waiting:
                return None
            cost, step = heapq.heappop(waiting)
            if step in done:
                continue
            done.add(step)
            if step.part == len(self._parts):
                return self._match(step, cost)
            for move in self._moves(step):
                dearer = cost + move.cost
                if dearer < costs.get(move.to, float("inf")):
                    costs[move.to] = dearer
                    self._came[move.to] = (step, move)
                    heapq.heappush(waiting, (dearer, move.to))
        return None

    def _moves(self, step: _Step) -> Iterator[_Move]:
        part, position = self._parts[step.part], step.position
        yield _Move(_missing_cost(part), _Step(step.part + 1, position), step.part, False)
        if position < self._end and self._text.begins_word(position):
            behind = self._text.words[self._text.word_from(position)].end
            yield _Move(_LEFT_OVER, _Step(step.part, behind), -1, False)
        for end, cost in self._ends(step):
            if position < end <= self._end:
                yield _Move(cost, _Step(step.part + 1, end), step.part, True)

    def _ends(self, step: _Step) -> Iterator[tuple[int, float]]:
        """Where the part can end that begins at a place, with what that costs."""
        match self._parts[step.part]:
            case Words(words):
                if self._text.stream.startswith(words, step.position):
                    yield step.position + len(words), 0.0
                else:
                    yield from self._ends_of_similar(words, step.position)
            case Figure() as figure:
                yield from self._ends_of_figure(figure, step)
            case Texts():
                yield from self._ends_of_texts(step)

    def _ends_of_similar(self, words: str, position: int) -> Iterator[tuple[int, float]]:
        """Where words end that are much like the form's own."""
        if len(words) < _LEAST_LIKE or not self._text.begins_word(position):
            return
        for number in self._words_behind(position):
            end = self._text.words[number].end
            if end - position > len(words) + _LONGER:
                return
            alike = similar(self._text.stream[position:end], words)
            if alike:
                yield end, _OTHER_WORDS + (1.0 - alike) * len(words)

    def _ends_of_figure(self, figure: Figure, step: _Step) -> Iterator[tuple[int, float]]:
        word = self._text.word_at(step.position)
        if word is None or step.position >= self._end:
            return
        if step.position > word.start and not self._within_cell(step.part):
            return
        found = figure.pattern.match(self._text.stream, step.position, word.end)
        if found and (found.end() == word.end or self._words_follow(step.part, found.end())):
            yield found.end(), 0.0
        elif not figure.year and any(character.isdigit() for character in word.text):
            yield word.end, _MALFORMED

    def _ends_of_texts(self, step: _Step) -> Iterator[tuple[int, float]]:
        behind = self._parts[step.part + 1] if step.part + 1 < len(self._parts) else None
        match behind:
            case Words(words):
                ends = _occurrences(self._text.stream, words, step.position + 1, self._end)
            case _:
                ends = (self._text.words[n].end for n in self._words_behind(step.position))
        for end in ends:
            cost = 0.0 if self._text.begins_word(end) else _WITHIN_WORD
            yield end, cost + _PER_CHARACTER * (end - step.position)

    def _words_behind(self, position: int) -> Iterator[int]:
        number = self._text.word_from(position)
        while number < len(self._text.words) and self._text.words[number].end <= self._end:
            yield number
            number += 1

    def _within_cell(self, part: int) -> bool:
        """Whether a part goes on in the cell of the one before."""
        before = self._parts[part - 1] if part else None
        here = self._parts[part]
        return isinstance(before, Words) and isinstance(here, Figure) and before.cell is here.cell

    def _words_follow(self, part: int, position: int) -> bool:
        """Whether the next part is the rest of the same cell's words, and stands there."""
        here = self._parts[part]
        after = self._parts[part + 1] if part + 1 < len(self._parts) else None
        if not (isinstance(here, Figure) and isinstance(after, Words) and after.cell is here.cell):
            return False
        return self._text.stream.startswith(after.text, position)

    def _match(self, last: _Step, cost: float) -> PartsMatch:
        spans: list[Span | None] = [None] * len(self._parts)
        left_over: list[int] = []
        step = last
        while step != self._start:
            before, move = self._came[step]
            if move.part < 0:
                left_over.append(self._text.word_from(before.position))
            elif move.present:
                spans[move.part] = self._span(before.position, step.position)
            step = before
        return PartsMatch(tuple(spans), tuple(reversed(left_over)), self._text.word_from(last.position), cost)

    def _span(self, start: int, end: int) -> Span:
        first = self._text.word_from(start)
        return Span(first if self._text.begins_word(start) else first - 1, self._text.word_from(end))


def _missing_cost(part: Part) -> float:
    match part:
        case Words(words):
            return min(0.5 + 0.5 * len(words), _MOST_FOR_WORDS)
        case Figure(_, year):
            return _NO_YEAR if year else _NO_FIGURE
        case Texts(cells):
            return _NO_TEXT * len(cells)


def _occurrences(stream: str, words: str, start: int, end: int) -> Iterator[int]:
    place = stream.find(words, start, end)
    while place >= 0:
        yield place
        place = stream.find(words, place + 1, end)
