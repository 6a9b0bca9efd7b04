"""Paragraphs in the unit's own words: kept where they say more than this year's template would with other numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosure_editor.carryover.building import DraftBuilder
from disclosure_editor.carryover.ledger import CarriedParagraph, Fate
from disclosure_editor.carryover.years import in_another_year
from disclosure_editor.document.disclosure import ROW_MARK, OwnParagraph, ParagraphKey
from disclosure_editor.editions.model import Section
from disclosure_editor.narrative.environment import template_path
from disclosure_editor.narrative.form_cells import find_cell
from disclosure_editor.narrative.links import KnownValues, has_unlinked_amounts, known_values, links_in
from disclosure_editor.narrative.patterns import ParagraphPattern, joined_programs
from disclosure_editor.narrative.reading import TemplateReader, read_text
from disclosure_editor.narrative.writer import TITLE, Narrative, WrittenParagraph

_TOLERATED = 2
"""Characters by which a paragraph may differ from its template and still be but the template with other numbers."""
_LIKE = 12
"""Characters by which a paragraph of another edition's template may differ from that of this one's."""


def carry_paragraphs(builder: DraftBuilder) -> None:
    """Keep last year's own paragraphs, their numbers linked with this year's cells.

    Those that the template would write too, but for the numbers, are left to it.
    """
    own = dict(builder.source.disclosure.own_paragraphs())
    if not own:
        return
    carrier = _Carrier(builder)
    for section in builder.source.edition.outline:
        for group in _groups(carrier.narrative.paragraphs(section)):
            carrier.carry_group(section, group)
    for key in sorted(own, key=str):
        if key not in builder.ledger.fates:
            carrier.carry_other(key, own[key])


def _groups(written: Sequence[WrittenParagraph]) -> Iterator[tuple[WrittenParagraph, ...]]:
    """Own paragraphs, each with those behind it that it stands for too, whose own text is empty."""
    group: list[WrittenParagraph] = []
    for paragraph in written:
        if group and not (paragraph.own and not paragraph.text):
            yield tuple(group)
            group = []
        if paragraph.own:
            group.append(paragraph)
    if group:
        yield tuple(group)


class _Carrier:
    """Takes over one paragraph after the other.

    Attributes:
        narrative: the other document's text.
    """

    def __init__(self, builder: DraftBuilder) -> None:
        self.narrative = Narrative(builder.source)
        self._builder = builder
        self._reader = TemplateReader(builder.draft.edition)
        self._known: KnownValues | None = None

    def carry_group(self, section: Section, group: Sequence[WrittenParagraph]) -> None:
        """Take over a paragraph together with those that it stands for."""
        patterns = self._patterns(section, group)
        text = group[0].text
        if not text or (patterns and read_text(joined_programs([p.program for p in patterns]), text, _TOLERATED)):
            self._builder.ledger.settle([paragraph.key for paragraph in group], Fate.WRITTEN_ANEW)
            return
        for place, paragraph in enumerate(group):
            _, mark, rows = paragraph.key.name.partition(ROW_MARK)
            key = ParagraphKey(section.id, f"{patterns[place].number}{mark}{rows}") if patterns else None
            self._keep(paragraph, key)

    def carry_other(self, key: ParagraphKey, own: OwnParagraph) -> None:
        """Take over the title, a cell of a printed form, or what the other document itself has no place for."""
        written = self.narrative.paragraph(key)
        if not own.text.strip():
            self._builder.ledger.settle([key], Fate.WRITTEN_ANEW)
        elif written is None:
            self._leave(key, own.text)
        elif key == TITLE:
            source = self._builder.draft.edition.document_title
            self._carry_small(written, source, self._reader.read_small(source, own.text, _TOLERATED) is not None)
        else:
            self._carry_cell(written)

    def _carry_cell(self, written: WrittenParagraph) -> None:
        """Words of a form are kept where this year's form has the same ones; what stands for a value is this year's."""
        there, here = find_cell(self._builder.source, written.key), find_cell(self._builder.draft, written.key)
        assert there is not None
        if "{" in there.spec.text:
            self._builder.ledger.settle([written.key], Fate.CLEARED)
        else:
            same = here is not None and here.spec.text == there.spec.text
            self._keep(written, written.key if same else None)

    def _carry_small(self, written: WrittenParagraph, source: str, is_template: bool) -> None:
        if is_template:
            self._builder.ledger.settle([written.key], Fate.WRITTEN_ANEW)
        else:
            self._keep(written, written.key if source == self._builder.source.edition.document_title else None)

    def _keep(self, written: WrittenParagraph, key: ParagraphKey | None) -> None:
        own = self._builder.source.paragraph(written.key)
        assert own is not None
        if key is None:
            self._leave(written.key, own.text)
            return
        links = own.links or links_in(own.text, written.generated, self._known_values())
        by = self._builder.draft.year - self._builder.source.year
        linked = replace(own, links=links)
        self._builder.state_paragraph(
            written.key, key, linked if has_unlinked_amounts(linked) else in_another_year(linked, by)
        )

    def _leave(self, key: ParagraphKey, text: str) -> None:
        self._builder.ledger.settle([key], Fate.NO_PLACE)
        self._builder.ledger.paragraphs.append(CarriedParagraph(key, None, text))

    def _known_values(self) -> KnownValues:
        if self._known is None:
            self._known = known_values(self._builder.source)
        return self._known

    def _patterns(self, section: Section, group: Sequence[WrittenParagraph]) -> list[ParagraphPattern]:
        """The paragraphs of this year's template that these are; none where it has not all of them."""
        here = next((other for other in self._builder.draft.edition.outline if other.id == section.id), None)
        if here is None or not here.template:
            return []
        patterns = self._reader.paragraphs(here.template)
        found = [self._pattern(section, here, patterns, paragraph) for paragraph in group]
        return [pattern for pattern in found if pattern is not None] if None not in found else []

    def _pattern(
        self, section: Section, here: Section, patterns: Sequence[ParagraphPattern], paragraph: WrittenParagraph
    ) -> ParagraphPattern | None:
        source, draft = self._builder.source.edition, self._builder.draft.edition
        number = paragraph.key.name.partition(ROW_MARK)[0]
        if template_path(source.templates, section.template) == template_path(draft.templates, here.template):
            return next((pattern for pattern in patterns if pattern.number == number), None)
        text = paragraph.generated_text
        return next((p for p in patterns if p.words and read_text(p.program, text, _LIKE) is not None), None)
