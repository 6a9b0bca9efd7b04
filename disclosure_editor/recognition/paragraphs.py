"""A section's paragraphs matched with those of its template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure_editor.editions.model import Section
from disclosure_editor.narrative.patterns import ParagraphPattern, Value, joined_programs
from disclosure_editor.narrative.reading import SlotReading, TemplateReader, TextReading, read_text
from disclosure_editor.recognition.sections import Numbered, Segment

_TELLING = 4
"""Fewer words of its own tell a pattern from no other."""
_TOLERATED = 6
"""One character in so many may differ from a template's."""
_MOST_TOLERATED = 12
_MOST_JOINED = 3
"""Paragraphs of the file that may be one of the template, or the other way round: lines broken at the wrong place."""


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


def match_segment(segment: Segment, reader: TemplateReader) -> list[Match]:
    """The paragraphs of a segment in their order, each with the template's paragraphs that it is."""
    patterns = list(_patterns(segment, reader))
    matched = list(_matched(segment.paragraphs, [p for p in patterns if p.pattern.words >= _TELLING]))
    return _with_turns(_with_plain_texts(matched, [p for p in patterns if p.pattern.words < _TELLING]))


def _patterns(segment: Segment, reader: TemplateReader) -> Iterator[SectionPattern]:
    order = 0
    for section in segment.sections:
        for pattern in reader.paragraphs(section.template) if section.template else ():
            yield SectionPattern(section, pattern, order)
            order += 1


def _matched(paragraphs: Sequence[Numbered], patterns: Sequence[SectionPattern]) -> Iterator[Match]:
    place, last = 0, -1
    while place < len(paragraphs):
        match = _best_match(paragraphs[place:], patterns, last) or _own(paragraphs[place : place + 1])
        yield match
        place += len(match.paragraphs)
        last = match.patterns[-1].order if match.patterns else last


def _own(paragraphs: Sequence[Numbered]) -> Match:
    return Match(tuple(paragraphs), "\n".join(numbered.paragraph.text for numbered in paragraphs))


def _best_match(rest: Sequence[Numbered], patterns: Sequence[SectionPattern], last: int) -> Match | None:
    """What the next paragraphs are: exactly one of the template's, nearly one, several in one, or one in several."""
    one = rest[0].paragraph.text
    alone = _best_pattern(one, patterns, last, exactly=True)
    if alone is not None:
        return Match(tuple(rest[:1]), one, (alone[0],), alone[1])
    for count in range(2, min(_MOST_JOINED, len(rest)) + 1):
        text = "".join(numbered.paragraph.text for numbered in rest[:count])
        joined = _best_pattern(text, patterns, last, exactly=True)
        if joined is not None and not _stands_alone(rest[count - 1], patterns, last):
            return Match(tuple(rest[:count]), text, (joined[0],), joined[1])
    several = _several_patterns(one, patterns)
    if several is not None:
        return Match(tuple(rest[:1]), one, *several)
    nearly = _best_pattern(one, patterns, last, exactly=False)
    return Match(tuple(rest[:1]), one, (nearly[0],), nearly[1]) if nearly is not None else None


def _stands_alone(numbered: Numbered, patterns: Sequence[SectionPattern], last: int) -> bool:
    return _best_pattern(numbered.paragraph.text, patterns, last, exactly=True) is not None


def _best_pattern(
    text: str, patterns: Sequence[SectionPattern], last: int, *, exactly: bool
) -> tuple[SectionPattern, TextReading] | None:
    """The pattern that a text differs least from; of equals the one with most words, then the next in order."""
    best: tuple[tuple[int, int, int], SectionPattern, TextReading] | None = None
    for pattern in patterns:
        words = pattern.pattern.words
        tolerance = 0 if exactly else min(words // _TOLERATED, len(text) // _TOLERATED, _MOST_TOLERATED)
        if not exactly and tolerance == 0:
            continue
        reading = read_text(pattern.pattern.program, text, tolerance)
        if reading is None:
            continue
        rank = (reading.differing, -words, (pattern.order - last - 1) % 1000)
        if best is None or rank < best[0]:
            best = (rank, pattern, reading)
    return best[1:] if best is not None else None


def _several_patterns(
    text: str, patterns: Sequence[SectionPattern]
) -> tuple[tuple[SectionPattern, ...], TextReading] | None:
    """Neighbouring paragraphs of the template that stand in one of the file."""
    for count in range(2, _MOST_JOINED + 1):
        for first in range(len(patterns) - count + 1):
            group = tuple(patterns[first : first + count])
            reading = read_text(joined_programs([p.pattern.program for p in group]), text)
            if reading is not None:
                return group, reading
    return None


def _with_plain_texts(matches: Sequence[Match], patterns: Sequence[SectionPattern]) -> list[Match]:
    """Paragraphs that are none of the template's taken as texts that stand in it alone: duties, remarks, a date.

    A long text takes all of them from the first to the last; short ones are taken in their order where there are as
    many.
    """
    plain = [pattern for pattern in patterns if _only_value(pattern) is not None]
    if not plain:
        return list(matches)
    long = next((p for p in plain if (value := _only_value(p)) is not None and value.lines), None)
    own = [index for index, match in enumerate(matches) if not match.patterns]
    if long is not None and own:
        return _taken_by(matches, own[0], own[-1] + 1, long)
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
    slot = SlotReading(spec.place, spec.slot, text, 0, len(text), (), spec)
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
