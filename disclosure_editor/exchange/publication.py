"""The publication: a document's text and tables as blocks, in the order of its edition's outline."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import ParagraphKey
from disclosure_editor.editions.model import Section, Table, View
from disclosure_editor.exchange.blocks import Block, Grid, Paragraph, Sheet, Style
from disclosure_editor.exchange.shape_grids import shape_grid
from disclosure_editor.exchange.table_grids import table_grid, table_sheet
from disclosure_editor.narrative.form_cells import chosen_shape
from disclosure_editor.narrative.rows import detail_rows
from disclosure_editor.narrative.runs import Run
from disclosure_editor.narrative.writer import Narrative

CONTENTS_HEADING = "目  录"

_HEADING_STYLES = {0: Style.BODY, 1: Style.PART, 2: Style.SECTION, 3: Style.SUBSECTION}
_STYLES = {style.value: style for style in Style}


class Publication:
    """Gives a document's blocks; those of a section, and each form, are kept until a value they show changes.

    Attributes:
        narrative: its text.
    """

    def __init__(self, workbook: Workbook) -> None:
        self.narrative = Narrative(workbook)
        self._workbook = workbook
        self._sections = {section.id: section for section in workbook.edition.outline}
        workbook.memo.define("section blocks", self._make_section)
        workbook.memo.define("title block", self._make_title)
        workbook.memo.define("form", self._make_form)

    def blocks(self) -> Iterator[Block]:
        """The whole publication.

        Raises:
            TemplateError: a template of the edition has a mistake.
        """
        title: Paragraph = self._workbook.memo.get("title block")
        if title.text:
            yield title
        if any(section.heading for section in self._workbook.edition.outline):
            yield Paragraph(Style.CONTENTS, (Run(CONTENTS_HEADING),))
        for section in self._workbook.edition.outline:
            yield from self.section_blocks(section)

    @property
    def title(self) -> str:
        """What is published, in one line, without what isn't stated yet.

        Raises:
            TemplateError: the edition's title has a mistake.
        """
        title = self.narrative.title()
        runs = title.runs if title.text else title.generated
        return "".join("".join(run.text for run in runs if not run.missing).split())

    def section_blocks(self, section: Section) -> tuple[Block, ...]:
        """A section's heading, text, and table or forms.

        Raises:
            TemplateError: a template of the section has a mistake.
        """
        blocks: tuple[Block, ...] = self._workbook.memo.get("section blocks", section.id)
        return blocks

    def table_grid(self, table: Table) -> Grid:
        """A table as it is printed."""
        return table_grid(self._workbook, table)

    def _make_title(self) -> Paragraph:
        title = self.narrative.title()
        return Paragraph(Style.TITLE, title.runs, key=str(title.key))

    def _make_section(self, section_id: str) -> tuple[Block, ...]:
        section = self._sections[section_id]
        return (*self._headings(section), *self._text(section), *self._tables(section))

    def _headings(self, section: Section) -> Iterator[Block]:
        if section.heading:
            yield Paragraph(_HEADING_STYLES[section.level], self.narrative.heading(section))

    def _text(self, section: Section) -> Iterator[Block]:
        style = _STYLES.get(section.style, Style.BODY)
        for paragraph in self.narrative.paragraphs(section):
            for runs in _lines(paragraph.runs):
                yield Paragraph(style, runs, key=str(paragraph.key))

    def _tables(self, section: Section) -> Iterator[Block]:
        table = self._workbook.edition.tables.get(section.table)
        if table is None:
            return
        if table.shapes:
            yield from self._forms(table)
        else:
            yield from self._grid(table)

    def _grid(self, table: Table) -> Iterator[Block]:
        sheet = table_sheet(table)
        if table.number:
            yield Paragraph(Style.TABLE_NUMBER, (Run(table.number),), sheet)
        yield Paragraph(Style.TABLE_TITLE, (Run(table.title),), sheet)
        if table.unit_line:
            runs = self.narrative.render(table.unit_line, position=table.position)
            yield Paragraph(Style.UNIT_LINE, runs, sheet)
        yield self.table_grid(table)
        if table.note:
            address = Address(table.id, "", table.note)
            note = self._workbook.cell(address).text
            if note.strip():
                yield Paragraph(Style.NOTE, (Run(note, address),), sheet)

    def _forms(self, table: Table) -> Iterator[Block]:
        """A table's forms: one for each of its cards, or one for a table that has none."""
        get = self._workbook.memo.get
        if table.view is not View.CARDS:
            yield get("form", table.id, None, table_sheet(table))
            return
        for number, card in enumerate(detail_rows(self._workbook, table.sides), start=1):
            yield get("form", table.id, card.name, Sheet(f"{table.id}{number}", table.landscape))

    def _make_form(self, table_id: str, card_name: str | None, sheet: Sheet) -> Grid:
        table = self._workbook.edition.tables[table_id]
        cards = (card for card in detail_rows(self._workbook, table.sides) if card.name == card_name)
        shape = chosen_shape(self._workbook, table, card_name or "")
        return shape_grid(self._workbook, self.narrative, table, shape, next(cards, None), sheet)

    def paragraph_of(self, block: Block) -> ParagraphKey | None:
        """The name of the paragraph that a block is (a line of); None for headings and tables."""
        key = block.key if isinstance(block, Paragraph) else ""
        return ParagraphKey.parse(key) if key else None


def _lines(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """A paragraph's runs cut at the line breaks of what the officer typed; blank lines are left out."""
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(_part(run, first))
        for text in others:
            yield from _filled(line)
            line = [_part(run, text)]
    yield from _filled(line)


def _part(run: Run, text: str) -> Run:
    return run if text == run.text else Run(text.strip("\r"), run.address, run.missing, run.amount)


def _filled(line: list[Run]) -> Iterator[tuple[Run, ...]]:
    runs = tuple(run for run in line if run.text)
    if "".join(run.text for run in runs).strip():
        yield runs
