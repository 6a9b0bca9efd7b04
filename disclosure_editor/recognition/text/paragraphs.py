"""A section's paragraphs matched with those of its template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from disclosure_editor.editions.model import Section
from disclosure_editor.narrative.patterns import (
    Literal,
    ParagraphPattern,
    Program,
    Split,
    Value,
    joined_programs,
    without_blanks,
)
from disclosure_editor.narrative.reading import SlotReading, TemplateReader, TextReading, read_text
from disclosure_editor.recognition.text.sections import Numbered, Segment

_TELLING = 4
"""Fewer words of its own tell a pattern from no other."""
_TOLERATED = 6
"""One character in so many may differ from a template's."""
_MOST_TOLERATED = 12
_MOST_JOINED = 3
"""Paragraphs of the file that may be one of the template, or the other way round: lines broken at the wrong place."""


_MOST_ATTEMPTS = 300
"""So many of a segment's paragraphs may be none of the template's at first sight; what follows is not looked at."""


@dataclass(frozen=True)
class SectionPattern:
    """A paragraph of a section's template, with its place among those of the segment."""

    section: Section
    pattern: ParagraphPattern
    order: int


@dataclass(frozen=True)
class Match:
    """Paragraphs of the file that are paragraphs of a template, or (without patterns) are of none.

    Attributes:
        turns: for each loop around the patterns, from the outermost, the number of its turn from 0.
        reading: what the text states; of several paragraphs of the file the text is their lines joined.
    """

    paragraphs: tuple[Numbered, ...]
    text: str
    patterns: tuple[SectionPattern, ...] = ()
    reading: TextReading | None = None
    turns: tuple[int, ...] = ()


def match_segment(
    segment: Segment, reader: TemplateReader, known: Mapping[str, str], tick: Callable[[], None] = lambda: None
) -> list[Match]:
    """The paragraphs of a segment in their order, each with the template's paragraphs that it is.

    Args:
        known: values known by their addresses (see `read_text`).
        tick: called before each paragraph; it may raise to stop.
    """
    patterns = list(_patterns(segment, reader))
    headed = _headed(segment)
    telling = [pattern for pattern in patterns if pattern.pattern.words >= _TELLING]
    matched = list(_Matcher(telling, headed, known, tick).matched(segment.paragraphs))
    plain = [p for p in patterns if p.pattern.words < _TELLING and p.section in headed]
    return _with_turns(_with_plain_texts(matched, plain))


def _patterns(segment: Segment, reader: TemplateReader) -> Iterator[SectionPattern]:
    order = 0
    for section in segment.sections:
        for pattern in reader.paragraphs(section.template) if section.template else ():
            yield SectionPattern(section, pattern, order)
            order += 1


def _headed(segment: Segment) -> tuple[Section, ...]:
    """The sections that a segment is surely of: that of its heading and those that have none.

    Where the file has no headings at all its text may be of any section.
    """
    if segment.heading is None and not any(section.heading for section in segment.sections[:1]):
        return segment.sections
    return (*segment.sections[:1], *(section for section in segment.sections[1:] if not section.heading))


@dataclass(frozen=True)
class _Candidate:
    """Neighbouring paragraphs of the template, with the words that every text of theirs has."""

    patterns: tuple[SectionPattern, ...]
    program: Program
    needed: tuple[str, ...]

    def may_be(self, words: str, *, exactly: bool) -> bool:
        """Whether a text of these words is worth reading as these paragraphs."""
        if exactly:
            return all(literal in words for literal in self.needed)
        wanted = set("".join(self.needed))
        return len(wanted & set(words)) * 3 >= len(wanted) * 2


def _candidate(patterns: tuple[SectionPattern, ...]) -> _Candidate:
    program = joined_programs([pattern.pattern.program for pattern in patterns])
    straight = takewhile(lambda instruction: not isinstance(instruction, Split), program)
    return _Candidate(patterns, program, tuple(step.text for step in straight if isinstance(step, Literal)))


class _Matcher:
    """Finds the template's paragraphs in a sequence of the file's."""

    def __init__(
        self,
        patterns: Sequence[SectionPattern],
        headed: Sequence[Section],
        known: Mapping[str, str],
        tick: Callable[[], None],
    ) -> None:
        self._single = [_candidate((pattern,)) for pattern in patterns]
        self._near = [candidate for candidate in self._single if candidate.patterns[0].section in headed]
        self._several = [
            _candidate(tuple(patterns[first : first + count]))
            for count in range(2, _MOST_JOINED + 1)
            for first in range(len(patterns) - count + 1)
        ]
        self._known = known
        self._tick = tick
        self._last = -1
        self._left = _MOST_ATTEMPTS

    def matched(self, paragraphs: Sequence[Numbered]) -> Iterator[Match]:
        """Every paragraph, or several of them, with what it is."""
        place = 0
        while place < len(paragraphs):
            self._tick()
            following = paragraphs[place : place + _MOST_JOINED]
            match = self._best_match(following) or Match((following[0],), following[0].paragraph.text)
            yield match
            place += len(match.paragraphs)
            self._last = match.patterns[-1].order if match.patterns else self._last

    def _best_match(self, rest: Sequence[Numbered]) -> Match | None:
        """What the next paragraphs are: one of the template, several in one of it, one in several, or nearly one."""
        if self._left <= 0:
            return None
        one = rest[0].paragraph.text
        alone = self._best_pattern(one, exactly=True)
        if alone is not None:
            return Match((rest[0],), one, (alone[0],), alone[1])
        for count in range(2, len(rest) + 1):
            text = "".join(numbered.paragraph.text for numbered in rest[:count])
            joined = self._best_pattern(text, exactly=True)
            if joined is not None and self._best_pattern(rest[count - 1].paragraph.text, exactly=True) is None:
                return Match(tuple(rest[:count]), text, (joined[0],), joined[1])
        self._left -= 1
        several = self._several_patterns(one)
        if several is not None:
            return Match((rest[0],), one, *several)
        nearly = self._best_pattern(one, exactly=False)
        return Match((rest[0],), one, (nearly[0],), nearly[1]) if nearly is not None else None

    def _best_pattern(self, text: str, *, exactly: bool) -> tuple[SectionPattern, TextReading] | None:
        """The pattern that a text differs least from; of equals the one that explains most, then the next in order."""
        best: tuple[tuple[int, int, int], SectionPattern, TextReading] | None = None
        words = without_blanks(text)
        for candidate in self._single if exactly else self._near:
            (pattern,) = candidate.patterns
            telling = min(pattern.pattern.words, len(words))
            tolerance = 0 if exactly else min(telling // _TOLERATED, _MOST_TOLERATED)
            if (not exactly and tolerance == 0) or not candidate.may_be(words, exactly=exactly):
                continue
            reading = read_text(candidate.program, text, tolerance, self._known)
            if reading is None:
                continue
            rank = (reading.differing, reading.unexplained, (pattern.order - self._last - 1) % len(self._single))
            if best is None or rank < best[0]:
                best = (rank, pattern, reading)
        return best[1:] if best is not None else None

    def _several_patterns(self, text: str) -> tuple[tuple[SectionPattern, ...], TextReading] | None:
        """Neighbouring paragraphs of the template that stand in one of the file."""
        words = without_blanks(text)
        for candidate in self._several:
            reading = (
                read_text(candidate.program, text, known=self._known) if candidate.may_be(words, exactly=True) else None
            )
            if reading is not None:
                return candidate.patterns, reading
        return None


def _with_plain_texts(matches: Sequence[Match], patterns: Sequence[SectionPattern]) -> list[Match]:
    """Paragraphs that are none of the template's taken as texts that stand in it alone: duties, remarks, a date.

    A long text takes the first run of them; short ones are taken in their order where there are as
    many.
    """
    plain = [pattern for pattern in patterns if _only_value(pattern) is not None]
    if not plain:
        return list(matches)
    long = next((p for p in plain if (value := _only_value(p)) is not None and value.lines), None)
    own = [index for index, match in enumerate(matches) if not match.patterns]
    if long is not None and own:
        run = next((n for n, index in enumerate(own) if index != own[0] + n), len(own))
        return _taken_by(matches, own[0], own[0] + run, long)
    if len(own) == len(plain) and own == list(range(own[0], own[0] + len(own))):
        filled = list(matches)
        for index, pattern in zip(own, plain, strict=True):
            filled[index : index + 1] = _taken_by(matches[index : index + 1], 0, 1, pattern)
        return filled
    return list(matches)


def _only_value(pattern: SectionPattern) -> Value | None:
    program = pattern.pattern.program
    only = program[0] if len(program) == 1 else None
    return only if isinstance(only, Value) and only.number is None else None


def _taken_by(matches: Sequence[Match], start: int, end: int, pattern: SectionPattern) -> list[Match]:
    taken = matches[start:end]
    text = "\n".join(match.text for match in taken)
    value = _only_value(pattern)
    assert value is not None
    spec = value.spec
    slot = SlotReading(spec.place, spec.slot, text, 0, len(text), (), spec, free=True)
    paragraphs = tuple(numbered for match in taken for numbered in match.paragraphs)
    reading = TextReading((slot,), (), 0)
    return [*matches[:start], Match(paragraphs, text, (pattern,), reading), *matches[end:]]


def _with_turns(matches: Sequence[Match]) -> list[Match]:
    """The matches with the turns of their loops counted: a turn begins where its paragraphs begin again."""
    counted: list[Match] = []
    turns: dict[str, int] = {}
    last: SectionPattern | None = None
    for match in matches:
        if not match.patterns:
            counted.append(match)
            continue
        first = match.patterns[0]
        loops = first.pattern.loops
        same_loop = last is not None and last.section is first.section and last.pattern.loops[:1] == loops[:1]
        if loops and not same_loop:
            turns = {loop.variable: 0 for loop in loops}
        elif loops and last is not None and first.order <= last.order:
            turns[loops[-1].variable] += 1
        last = match.patterns[-1]
        numbers = tuple(turns[loop.variable] for loop in loops)
        counted.append(Match(match.paragraphs, match.text, match.patterns, match.reading, numbers))
    return counted
