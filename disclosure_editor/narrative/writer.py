"""The narrative of a document: its paragraphs, written from templates, each number with its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import ParagraphKey
from disclosure_editor.editions.model import Position, Section, ShapeCell
from disclosure_editor.narrative.environment import TemplateSet, trimmed
from disclosure_editor.narrative.form_cells import find_cell
from disclosure_editor.narrative.links import linked_own_runs
from disclosure_editor.narrative.rows import RowHandle
from disclosure_editor.narrative.runs import Run, joined_text
from disclosure_editor.narrative.slots import Slots

TITLE = ParagraphKey("（标题）", "1")
"""The publication's own title: a paragraph of no section."""


@dataclass(frozen=True)
class WrittenParagraph:
    """A paragraph of the publication, or a cell of a printed form.

    Attributes:
        key: where the officer's own words for it would be kept.
        runs: what is published: the officer's own words where there are any, else the generated ones.
        generated: what the template writes.
        own: whether the words are the officer's.
    """

    key: ParagraphKey
    runs: tuple[Run, ...]
    generated: tuple[Run, ...]
    own: bool

    @property
    def text(self) -> str:
        """What is published, as text."""
        return joined_text(self.runs)

    @property
    def generated_text(self) -> str:
        """What the template writes, as text."""
        return joined_text(self.generated)


class Narrative:
    """Writes a document's text; what it has written is kept in the workbook's memo until a value it read changes."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._templates = TemplateSet(workbook.edition, workbook.year)
        self._sections: Mapping[str, Section] = {section.id: section for section in workbook.edition.outline}
        workbook.memo.define("generated", self._generate)
        workbook.memo.define("section", self._write)
        workbook.memo.define("mentions", self._find_mentions)

    def paragraphs(self, section: Section) -> tuple[WrittenParagraph, ...]:
        """The paragraphs of a section, without those of which the template wrote nothing.

        Raises:
            TemplateError: its template has a mistake.
        """
        written: tuple[WrittenParagraph, ...] = self._workbook.memo.get("section", section.id)
        return written

    def title(self) -> WrittenParagraph:
        """The publication's title.

        Raises:
            TemplateError: it has a mistake.
        """
        return self._published(TITLE, self.render(self._workbook.edition.document_title))

    def heading(self, section: Section) -> tuple[Run, ...]:
        """A section's heading; nothing where it has none.

        Raises:
            TemplateError: the heading has a mistake.
        """
        return self.render(section.heading, position=section.position) if section.heading else ()

    def render(self, source: str, row: RowHandle | None = None, *, position: Position | None = None) -> tuple[Run, ...]:
        """What a small template (a heading, a unit line, a cell of a form) writes.

        Args:
            row: the row that the template calls ``row``.
            position: where the pack states the template, for errors.

        Raises:
            TemplateError: the template has a mistake.
        """
        rows = {} if row is None else {"row": row}
        where = position or Position(self._workbook.edition.folder / "edition.yaml", 1)
        return self._templates.write(source, Slots(self._workbook), rows, where)

    def mentions(self, address: Address) -> tuple[ParagraphKey, ...]:
        """The paragraphs that state a cell, in their order."""
        found: Mapping[Address, tuple[ParagraphKey, ...]] = self._workbook.memo.get("mentions")
        return found.get(address, ())

    def paragraph(self, key: ParagraphKey) -> WrittenParagraph | None:
        """The paragraph, the title, or the cell of a form, of this name; None where there is none now."""
        if key == TITLE:
            return self.title()
        section = self._sections.get(key.section)
        written = self.paragraphs(section) if section is not None else ()
        found = next((paragraph for paragraph in written if paragraph.key == key), None)
        cell = find_cell(self._workbook, key) if found is None else None
        return found if cell is None else self.form_cell(key, cell.spec, cell.row, cell.table.position)

    def form_cell(
        self, key: ParagraphKey, spec: ShapeCell, row: RowHandle | None, position: Position
    ) -> WrittenParagraph:
        """A cell of a printed form; `row` is what its template calls ``row``.

        Raises:
            TemplateError: the cell's template has a mistake.
        """
        written = self.render(spec.text, row, position=position) if "{" in spec.text else (Run(spec.text),)
        return self._published(key, written)

    def _generate(self, section_id: str) -> tuple[tuple[ParagraphKey, tuple[Run, ...]], ...]:
        section = self._sections[section_id]
        if not section.template:
            return ()
        pieces = self._templates.write_file(section.template, Slots(self._workbook))
        written = [(ParagraphKey(section.id, piece.name), trimmed(piece.runs)) for piece in pieces if piece.name]
        return tuple((key, runs) for key, runs in written if runs)

    def _write(self, section_id: str) -> tuple[WrittenParagraph, ...]:
        generated: tuple[tuple[ParagraphKey, tuple[Run, ...]], ...] = self._workbook.memo.get("generated", section_id)
        return tuple(self._published(key, runs) for key, runs in generated)

    def _published(self, key: ParagraphKey, generated: tuple[Run, ...]) -> WrittenParagraph:
        own = self._workbook.paragraph(key)
        if own is None:
            return WrittenParagraph(key, generated, generated, own=False)
        return WrittenParagraph(key, linked_own_runs(self._workbook, own, generated), generated, own=True)

    def _find_mentions(self) -> Mapping[Address, tuple[ParagraphKey, ...]]:
        found: dict[Address, dict[ParagraphKey, None]] = {}
        for section in self._workbook.edition.outline:
            for paragraph in self.paragraphs(section):
                for run in paragraph.runs:
                    if run.address is not None:
                        found.setdefault(run.address, {})[paragraph.key] = None
        return {address: tuple(keys) for address, keys in found.items()}
