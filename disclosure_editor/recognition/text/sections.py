"""A file's paragraphs by the sections of the outline: its headings found, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from disclosure_editor.document.texts import bare
from disclosure_editor.editions.model import Edition, Section
from disclosure_editor.exchange.publication import CONTENTS_HEADING
from disclosure_editor.exchange.source import Source, SourceParagraph
from disclosure_editor.narrative.patterns import TAG
from disclosure_editor.narrative.reading import SlotReading, TemplateReader, TextReading

_LONGEST_HEADING = 80
_LONGEST_TITLE = 3
"""Lines."""
_MOST_BEFORE = 200
"""So many paragraphs before the first heading may be a title or a table of contents."""
_MOST_CANDIDATES = 20
_TOLERATED = 5
"""One character in so many may differ from a heading's words."""
_NUMBERING = re.compile(r"^\s*(?:第[一二三四五六七八九十]+部分|[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?)\s*")
_PAGE = re.compile(r"[\s.…·—_\-]*\d*\s*$")


class Numbered(NamedTuple):
    """A paragraph with its number among the file's blocks."""

    number: int
    paragraph: SourceParagraph


@dataclass(frozen=True)
class Segment:
    """The paragraphs under one heading.

    Attributes:
        sections: the section of the heading and those behind it whose headings the file doesn't have; the first
            segment is what stands before any heading.
        heading: the heading's paragraph; for the first segment the publication's title, if it has one.
        slots: what the heading states.
    """

    sections: tuple[Section, ...]
    heading: Numbered | None
    slots: tuple[SlotReading, ...]
    paragraphs: tuple[Numbered, ...]


def segments(source: Source, edition: Edition, reader: TemplateReader, used: frozenset[int]) -> list[Segment]:
    """The file's paragraphs, without the blocks `used` for something else, cut at the outline's headings.

    Headings are found in the outline's order; of several places for one the last that fits the others counts, since
    a table of contents names them all before they come.
    """
    paragraphs = [
        Numbered(number, block)
        for number, block in enumerate(source.blocks)
        if isinstance(block, SourceParagraph) and number not in used
    ]
    found = _headings(paragraphs, edition, reader)
    result: list[Segment] = []
    places = [place for _, place, _ in found]
    order = {section.id: index for index, section in enumerate(edition.outline)}
    starts = [order[section.id] for section, _, _ in found]
    first_end = places[0] if places else len(paragraphs)
    result.append(_first_segment(edition, reader, paragraphs[:first_end], starts[0] if starts else None))
    for index, (section, place, reading) in enumerate(found):
        end = places[index + 1] if index + 1 < len(places) else len(paragraphs)
        last = starts[index + 1] if index + 1 < len(starts) else None
        held = edition.outline[order[section.id] : last]
        result.append(Segment(held, paragraphs[place], reading.slots, tuple(paragraphs[place + 1 : end])))
    return result


def _first_segment(
    edition: Edition, reader: TemplateReader, paragraphs: Sequence[Numbered], end: int | None
) -> Segment:
    """What stands before any heading, with the publication's title as its heading where that is there."""
    sections = edition.outline[:end]
    weight = len(bare(TAG.sub("", edition.document_title)))
    for first in range(min(len(paragraphs), _MOST_BEFORE)):
        for last in range(first + 1, min(first + _LONGEST_TITLE, len(paragraphs)) + 1):
            title = "".join(numbered.paragraph.text for numbered in paragraphs[first:last])
            reading = reader.read_small(edition.document_title, title, weight // _TOLERATED)
            if reading is not None:
                paragraph = replace(paragraphs[first].paragraph, text=title)
                rest = _without_contents([*paragraphs[:first], *paragraphs[last:]], edition, reader)
                return Segment(sections, Numbered(paragraphs[first].number, paragraph), reading.slots, tuple(rest))
    return Segment(sections, None, (), tuple(_without_contents(paragraphs, edition, reader)))


def _without_contents(paragraphs: Sequence[Numbered], edition: Edition, reader: TemplateReader) -> list[Numbered]:
    """Paragraphs before the first heading without a table of contents: its own heading, and headings with pages."""
    headings = [section.heading for section in edition.outline if section.heading]
    return [
        numbered
        for number, numbered in enumerate(paragraphs)
        if number >= _MOST_BEFORE or not _is_contents(numbered.paragraph.text, headings, reader)
    ]


def _is_contents(text: str, headings: Sequence[str], reader: TemplateReader) -> bool:
    """Whether a text is a line of a table of contents, or the words above it."""
    if bare(text) == bare(CONTENTS_HEADING):
        return True
    words = _PAGE.sub("", text)
    return len(words) <= _LONGEST_HEADING and any(
        _heading_reading(heading, words, reader, len(bare(TAG.sub("", heading)))) for heading in headings
    )


def _headings(
    paragraphs: Sequence[Numbered], edition: Edition, reader: TemplateReader
) -> list[tuple[Section, int, TextReading]]:
    """The sections whose headings the file has, with their places and what they state, in order.

    It is the chain of headings, in the outline's and in the file's order, that has the most of their words.
    """
    candidates: list[tuple[Section, int, TextReading, int]] = []
    short = [
        (place, words)
        for place, numbered in enumerate(paragraphs)
        if len(numbered.paragraph.text) <= _LONGEST_HEADING and (words := set(bare(numbered.paragraph.text)))
    ]
    for section in edition.outline:
        if not section.heading:
            continue
        wanted = set(bare(TAG.sub("", section.heading)))
        weight = len(bare(TAG.sub("", section.heading)))
        for place, words in short:
            if len(wanted & words) * 4 < len(wanted) * 3:
                continue
            reading = _heading_reading(section.heading, paragraphs[place].paragraph.text, reader, weight)
            if reading is not None:
                candidates.append((section, place, reading, weight * 4 - reading.differing * 5))
    return _best_chain(_last_of_each(candidates))


def _last_of_each(
    candidates: Sequence[tuple[Section, int, TextReading, int]],
) -> list[tuple[Section, int, TextReading, int]]:
    """Of each section's candidates the last ones: a heading that stands in a file very often is none."""
    found: dict[str, list[tuple[Section, int, TextReading, int]]] = {}
    for candidate in candidates:
        found.setdefault(candidate[0].id, []).append(candidate)
    return [candidate for several in found.values() for candidate in several[-_MOST_CANDIDATES:]]


def _heading_reading(heading: str, text: str, reader: TemplateReader, weight: int) -> TextReading | None:
    """A heading read through its template; one that Word numbered by itself has no number in its text."""
    tolerance = weight // _TOLERATED
    reading = reader.read_small(heading, text, tolerance)
    if reading is not None and reading.differing:
        bare_heading = _NUMBERING.sub("", heading)
        without = reader.read_small(bare_heading, _NUMBERING.sub("", text), tolerance)
        if without is not None and without.differing < reading.differing and bare_heading != heading:
            return without._replace(slots=tuple(_moved(slot, text) for slot in without.slots))
    if reading is None:
        return reader.read_small(_NUMBERING.sub("", heading), _NUMBERING.sub("", text), tolerance)
    return reading


def _moved(slot: SlotReading, text: str) -> SlotReading:
    offset = len(text) - len(_NUMBERING.sub("", text))
    return slot._replace(start=slot.start + offset, end=slot.end + offset)


def _best_chain(
    candidates: Sequence[tuple[Section, int, TextReading, int]],
) -> list[tuple[Section, int, TextReading]]:
    """Of candidates in the outline's order the heaviest chain with rising places; of equals the one further down."""
    best: list[tuple[int, int, int]] = []  # weight, place, the one before (-1 for none)
    firsts: dict[str, int] = {}
    for index, candidate in enumerate(candidates):
        firsts.setdefault(candidate[0].id, index)
    for section, place, _, weight in candidates:
        earlier = [
            (best[other][0], best[other][1], other)
            for other in range(firsts[section.id])
            if candidates[other][1] < place
        ]
        before = max(earlier, default=(0, 0, -1))
        best.append((before[0] + weight, place, before[2]))
    chain: list[tuple[Section, int, TextReading]] = []
    index = max(range(len(best)), key=lambda i: best[i][:2], default=-1)
    while index >= 0:
        chain.append(candidates[index][:3])
        index = best[index][2]
    return chain[::-1]
