"""How much of a file was read: figures, rows, forms and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure_editor.calculation.edits import repeated_names
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.model import Table
from disclosure_editor.narrative.writer import Narrative
from disclosure_editor.recognition.found import TableReading
from disclosure_editor.recognition.text.paragraphs import Match
from disclosure_editor.recognition.text.published_text import PublishedText
from disclosure_editor.recognition.text.sections import Segment


@dataclass(frozen=True)
class Counts:
    """How much of a file was read.

    Attributes:
        amounts: figures that the tables and forms state, and how many of them were read.
        tables: rows read by the titles of plain tables.
        forms, indicators: printed forms, and the rows that belong to their cards.
        matched, own, lost: paragraphs that a template wrote, that are kept in the unit's words, and that are neither.
    """

    amounts: tuple[int, int]
    tables: dict[str, int]
    forms: int
    indicators: int
    matched: int
    own: int
    lost: int


def read_counts(
    workbook: Workbook,
    tables: Sequence[TableReading],
    texts: Sequence[tuple[Segment, Sequence[Match]]],
    published: Sequence[PublishedText],
) -> Counts:
    """What was read of a file."""
    edition = workbook.edition
    shaped = {table.id for table in edition.tables.values() if table.shapes}
    printed_lines = {row_list for table in shaped for row_list in _lines_of_forms(workbook, edition.tables[table])}
    forms = [reading for reading in tables if reading.table in shaped]
    plain = [reading for reading in tables if reading.table not in shaped]
    matches = [match for _, found in texts for match in found]
    matched = sum(len(match.paragraphs) for match in matches if match.patterns)
    lost = sum(len(text.lost) for text in published)
    return Counts(
        amounts=(sum(reading.amounts[0] for reading in tables), sum(reading.amounts[1] for reading in tables)),
        tables={edition.tables[reading.table].title: len(_rows(reading)) for reading in plain},
        forms=len(forms),
        indicators=sum(len(found.names) for reading in forms for found in reading.rows if found.rows in printed_lines),
        matched=matched,
        own=sum(len(match.paragraphs) for match in matches) - matched - lost,
        lost=lost,
    )


def document_counts(workbook: Workbook, narrative: Narrative) -> Counts:
    """The same of a document of this program, of which everything is read."""
    edition = workbook.edition
    shaped = [table for table in edition.tables.values() if table.shapes]
    plain = [table for table in edition.tables.values() if table.published and not table.shapes]
    stated = [address for address, _ in workbook.disclosure.values()]
    numbers = sum((column := edition.column(address)) is not None and column.type.numeric for address in stated)
    paragraphs = [paragraph for section in edition.outline for paragraph in narrative.paragraphs(section)]
    own = sum(paragraph.own for paragraph in paragraphs)
    lines = {row_list for table in shaped for row_list in _lines_of_forms(workbook, table)}
    cards = [side.row_list for table in shaped for side in table.sides]
    return Counts(
        amounts=(numbers, numbers),
        tables={table.title: len({a.row for a in stated if a.table == table.id and a.row}) for table in plain},
        forms=sum(len(repeated_names(workbook, row_list)) for row_list in cards)
        + sum(not table.sides for table in shaped),
        indicators=sum(len(repeated_names(workbook, row_list)) for row_list in lines),
        matched=len(paragraphs) - own,
        own=own,
        lost=0,
    )


def _rows(reading: TableReading) -> set[Address]:
    return {value.path._replace(column="") for value in reading.values if value.path.row}


def _lines_of_forms(workbook: Workbook, table: Table) -> Iterator[RowList]:
    """The lists whose rows a table's forms print, each as a line."""
    printed = {row.each for shape in table.shapes for row in shape.rows if row.each}
    for name in printed:
        yield from (side.row_list for side in workbook.edition.tables[name].sides)
