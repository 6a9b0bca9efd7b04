"""The text as it was published: paragraphs that the document would write otherwise are kept as the unit's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher

from disclosure_editor.document.disclosure import ROW_MARK, OwnParagraph, ParagraphKey
from disclosure_editor.editions.model import Section
from disclosure_editor.exchange.source import Place
from disclosure_editor.narrative.links import KnownValues, links_in
from disclosure_editor.narrative.patterns import alike
from disclosure_editor.narrative.writer import Narrative, WrittenParagraph
from disclosure_editor.recognition.text.paragraphs import Match
from disclosure_editor.recognition.text.sections import Numbered, Segment
from disclosure_editor.recognition.text.statements import TextStatements

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?=[万亿元%]|平方米)")
"""An amount or a percentage; other digits may be a date or the number of a document."""
_LIKE = 0.4
"""How alike, from 0 to 1, a paragraph that no template wrote must be to the one that it is taken to stand in for."""
_ALONE_LIKE = 0.2
"""How alike where there is but one that it can stand in for."""


@dataclass
class KeptParagraph:
    """A paragraph that is published in other words than the document's own.

    Attributes:
        recognised: whether a template wrote it, with other values or nearly so; else the unit did.
    """

    written: WrittenParagraph
    place: Place
    recognised: bool
    texts: list[str] = field(default_factory=list)

    @property
    def key(self) -> ParagraphKey:
        """Where it stands."""
        return self.written.key

    @property
    def text(self) -> str:
        """What is kept."""
        return "\n".join(text for text in self.texts if text)

    def linked(self, known: KnownValues) -> OwnParagraph:
        """What is kept, with its numbers linked that are exactly one cell's."""
        links = links_in(self.text, self.written.generated, known)
        return OwnParagraph(self.text, self.written.generated_text, links)


@dataclass(frozen=True)
class PublishedText:
    """What became of a segment's paragraphs.

    Attributes:
        kept: those that the document writes otherwise.
        lost: those that have no paragraph to stand in for or to follow.
        missing: what the document writes and the file doesn't have.
    """

    kept: tuple[KeptParagraph, ...]
    lost: tuple[Numbered, ...]
    missing: tuple[WrittenParagraph, ...]


def comparable(text: str) -> str:
    """A text as another one is compared with it: without blanks, in one width, numbers as their values."""
    return _NUMBER.sub(_value, alike("".join(text.split())))


def published_text(
    segment: Segment, matches: Sequence[Match], narrative: Narrative, statements: TextStatements
) -> PublishedText:
    """What of a segment's text is to be kept in the file's words.

    A paragraph that a template wrote takes its place; one that none did takes the place of the likest one between its
    neighbours, else it follows the paragraph before it.
    """
    sections = sections_with_text(segment, matches)
    written = [paragraph for section in sections for paragraph in narrative.paragraphs(section)]
    return _Text(written, matches, statements).result()


def published_title(segment: Segment, narrative: Narrative) -> KeptParagraph | None:
    """The title as it was published, where the document's is another; a file without one is published without one."""
    written = narrative.title()
    heading = segment.heading
    if heading is None:
        return KeptParagraph(written, Place(), recognised=True)
    if comparable(heading.paragraph.text) == comparable(written.generated_text):
        return None
    return KeptParagraph(written, heading.paragraph.place, recognised=True, texts=[heading.paragraph.text])


def sections_with_text(segment: Segment, matches: Sequence[Match]) -> list[Section]:
    """The sections of a segment that its paragraphs are of; where none is recognised, the first that has text."""
    found = {pattern.section.id for match in matches for pattern in match.patterns}
    if not found:
        found = {next((section.id for section in segment.sections if section.template), "")}
    return [section for section in segment.sections if section.id in found]


class _Text:
    def __init__(
        self, written: Sequence[WrittenParagraph], matches: Sequence[Match], statements: TextStatements
    ) -> None:
        self._written = written
        self._places = {paragraph.key: place for place, paragraph in enumerate(written)}
        self._matches = matches
        self._statements = statements
        self._kept: dict[ParagraphKey, KeptParagraph] = {}
        self._used: set[int] = set()
        self._lost: list[Numbered] = []

    def result(self) -> PublishedText:
        places = [self._own_places(match) for match in self._matches]
        for found in places:
            self._used.update(found)
        last = -1
        for index, match in enumerate(self._matches):
            if places[index]:
                self._compare(match, places[index])
                last = places[index][-1]
            else:
                following = next((p[0] for p in places[index + 1 :] if p and p[0] > last), len(self._written))
                last = self._stand_in(match, last, following)
        if self._kept and not any(places):
            self._blank_the_rest()
        missing = [paragraph for place, paragraph in enumerate(self._written) if place not in self._used]
        return PublishedText(tuple(self._kept.values()), tuple(self._lost), tuple(missing))

    def _own_places(self, match: Match) -> list[int]:
        """Where the document writes the paragraphs that a match is."""
        row = self._statements.row_of(match)
        places: list[int] = []
        for pattern in match.patterns:
            name = f"{pattern.pattern.number}{ROW_MARK}{row}" if pattern.pattern.loops else pattern.pattern.number
            place = self._places.get(ParagraphKey(pattern.section.id, name))
            if place is not None:
                places.append(place)
        return places

    def _compare(self, match: Match, places: Sequence[int]) -> None:
        generated = "".join(self._written[place].generated_text for place in places)
        if comparable(generated) == comparable(match.text):
            begun = self._kept.get(self._written[places[0]].key)
            if begun is not None:
                begun.texts.append(generated)
            return
        self._keep(match, places[0], recognised=bool(match.patterns))
        for place in places[1:]:
            paragraph = self._written[place]
            self._kept[paragraph.key] = KeptParagraph(paragraph, match.paragraphs[0].paragraph.place, recognised=True)

    def _stand_in(self, match: Match, last: int, following: int) -> int:
        """Put a paragraph that the document doesn't write where it fits; give the place it took or followed."""
        text = comparable(match.text)
        between = [place for place in range(last + 1, following) if place not in self._used]
        rated = [
            (SequenceMatcher(a=text, b=comparable(self._written[p].generated_text), autojunk=False).ratio(), -p)
            for p in between
        ]
        best = max(rated, default=(0.0, 0))
        if best[0] >= (_LIKE if len(between) > 1 else _ALONE_LIKE):
            place = -best[1]
            self._used.add(place)
            self._keep(match, place, recognised=bool(match.patterns))
            return place
        if last >= 0:
            self._follow(match, last)
        elif following < len(self._written):
            self._precede(match, following)
        elif between:
            self._used.add(between[0])
            self._keep(match, between[0], recognised=False)
            return between[0]
        else:
            self._lost += match.paragraphs
        return last

    def _blank_the_rest(self) -> None:
        """Leave out what the document would write beside a section that is all in the unit's own words."""
        first = next(iter(self._kept.values()))
        for place, paragraph in enumerate(self._written):
            if place not in self._used:
                self._used.add(place)
                self._kept[paragraph.key] = KeptParagraph(paragraph, first.place, recognised=False)

    def _keep(self, match: Match, place: int, *, recognised: bool) -> None:
        kept = self._at(place, match.paragraphs[0].paragraph.place, recognised=recognised)
        kept.texts.append(match.text)

    def _follow(self, match: Match, place: int) -> None:
        kept = self._at(place, match.paragraphs[0].paragraph.place, recognised=False)
        if not kept.texts:
            kept.texts.append(self._written[place].generated_text)
        kept.recognised = False
        kept.texts.append(match.text)

    def _precede(self, match: Match, place: int) -> None:
        kept = self._at(place, match.paragraphs[0].paragraph.place, recognised=False)
        kept.texts.append(match.text)

    def _at(self, place: int, source: Place, *, recognised: bool) -> KeptParagraph:
        paragraph = self._written[place]
        if paragraph.key not in self._kept:
            self._kept[paragraph.key] = KeptParagraph(paragraph, source, recognised)
        return self._kept[paragraph.key]


def _value(match: re.Match[str]) -> str:
    return format(Decimal(match[0].replace(",", "")).normalize(), "f")
