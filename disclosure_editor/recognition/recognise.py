"""A file's blocks as a document of an edition: its tables, forms and text, with a report on what was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.source import Source
from disclosure_editor.narrative.links import known_values
from disclosure_editor.narrative.patterns import Chosen
from disclosure_editor.narrative.reading import TemplateReader
from disclosure_editor.narrative.writer import Narrative
from disclosure_editor.recognition.building import DocumentBuilder
from disclosure_editor.recognition.counts import Counts, read_counts
from disclosure_editor.recognition.edition_choice import NoEdition, choose_edition, year_of
from disclosure_editor.recognition.forms.forms import read_forms
from disclosure_editor.recognition.found import TableReading
from disclosure_editor.recognition.lines.form_lines import read_form_lines
from disclosure_editor.recognition.report import remarks_on
from disclosure_editor.recognition.tables.tables import read_tables
from disclosure_editor.recognition.text.paragraphs import Match, match_segment
from disclosure_editor.recognition.text.published_text import published_text, published_title
from disclosure_editor.recognition.text.sections import Segment, segments
from disclosure_editor.recognition.text.statements import TextStatements, settled

Progress = Callable[[str, int], None]
"""Told a phase in Chinese and how much is done, in percent; it may raise to stop the reading."""


_LEAST_PARAGRAPHS = 3
"""So many sentences of an edition a file without tables must have to be one of its publications."""


@dataclass(frozen=True)
class Recognition:
    """The document that a file was made into, with what was counted on the way."""

    disclosure: Disclosure
    counts: Counts


def recognise(
    source: Source, library: Library, edition_id: str | None = None, progress: Progress = lambda _phase, _percent: None
) -> Recognition:
    """The document that a file states, in the edition it was published in.

    Args:
        edition_id: the edition, where it isn't to be chosen by the file's own words.
        progress: see `Progress`.

    Raises:
        NoEdition: the file is no publication of any edition.
        UnknownEdition, PackError, CatalogueError: see where they are raised.
    """
    progress("辨认版式", 0)
    edition = library.edition(edition_id) if edition_id is not None else choose_edition(source, library)
    year = year_of(source)
    stated_year = None if year == edition.year else year
    workbook = Workbook(edition, Disclosure(edition.id, year=stated_year), library.catalogues)
    progress("读表格", 20)
    tables = _read_tables(source, workbook)
    progress("读文字", 40)
    used = frozenset(number for reading in tables for number in reading.blocks)
    reader = TemplateReader(edition)
    found = segments(source, edition, reader, used)
    known = _known(found)
    texts = [(segment, match_segment(segment, reader, known, lambda: progress("读文字", 40))) for segment in found]
    understood = sum(bool(match.patterns) for _, matches in texts for match in matches)
    if edition_id is None and not tables and understood < _LEAST_PARAGRAPHS:
        raise NoEdition(f"“{source.name}”里没有认出“{edition.title}”的表和文字，没有导入。请检查是否选错了文件。")
    progress("填入数字和文字", 60)
    builder = DocumentBuilder(workbook)
    builder.take_tables(tables)
    narrative = Narrative(workbook)
    statements, unsure = _take_text(builder, tables, texts, narrative)
    progress("核对文字", 80)
    builder.take_own_words(words for reading in tables for words in reading.own_words)
    published = [published_text(segment, matches, narrative, statements) for segment, matches in texts]
    known_numbers = known_values(workbook)
    title = published_title(found[0], narrative) if _is_whole(source) else None
    for kept in (*([title] if title is not None else []), *(kept for text in published for kept in text.kept)):
        builder.take_paragraph(kept.key, kept.linked(known_numbers), kept.place)
    builder.take_remarks(remarks_on(source, workbook, tables, texts, published, unsure, statements.unknown_rows))
    progress("完成", 100)
    return Recognition(workbook.disclosure, read_counts(workbook, tables, texts, published))


def _is_whole(source: Source) -> bool:
    """Whether a file may be a whole publication: a workbook holds but its tables."""
    return not any(block.place.sheet for block in source.blocks)


def _known(found: Sequence[Segment]) -> dict[str, str]:
    """The names that headings state, by their addresses: of each the one that most of them state."""
    stated: dict[str, Counter[str]] = {}
    for segment in found:
        for slot in segment.slots:
            if slot.slot == "text":
                stated.setdefault(slot.place, Counter())[slot.value] += 1
    return {place: counted.most_common(1)[0][0] for place, counted in stated.items()}


def _read_tables(source: Source, workbook: Workbook) -> list[TableReading]:
    readings = list(read_tables(source, workbook))
    for read in (read_forms, read_form_lines):
        readings += read(source, workbook, frozenset(number for reading in readings for number in reading.blocks))
    return readings


def _take_text(
    builder: DocumentBuilder,
    tables: Sequence[TableReading],
    texts: Sequence[tuple[Segment, Sequence[Match]]],
    narrative: Narrative,
) -> tuple[TextStatements, list[Chosen]]:
    """State what the text says beyond the tables; give also the choices that may have been others."""
    matches = [match for _, found in texts for match in found]
    headings = [
        (slot, segment.heading.paragraph.place, segment.heading.paragraph.text)
        for segment, _ in texts
        if segment.heading is not None
        for slot in segment.slots
    ]
    unsure = builder.take_choices(
        chosen
        for match in matches
        if match.reading is not None
        for chosen in (*match.reading.choices, *(c for pattern in match.patterns for c in pattern.pattern.choices))
    )
    statements = TextStatements(builder.workbook, matches, headings)
    found = statements.find_rows()
    for row_list, names in found.lists.items():
        builder.take_rows(row_list, names)
    builder.take_names(found.names)
    repeated = list(builder.fields_in_tables(tables))
    hints = {(statement.path, statement.meaning) for statement in repeated}
    stated = list(settled([*statements.statements(), *builder.units_above_tables(tables)], hints))
    builder.take_all([*stated, *settled(repeated)])
    builder.drop_computed_texts(tables)
    builder.drop_spare((statement.path for statement in stated if statement.spare), narrative)
    return statements, unsure
