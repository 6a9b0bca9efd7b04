"""Paragraphs and cells of forms edited by hand: the figures in them against those of the text that they replace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosure_editor.calculation.edits import restore_paragraph
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding, Repair
from disclosure_editor.checks.places import place_name
from disclosure_editor.document.disclosure import OwnParagraph, ParagraphKey, Spot
from disclosure_editor.editions.model import Check, Section
from disclosure_editor.narrative.own_text import own_paragraph_numbers, stale_numbers
from disclosure_editor.narrative.writer import Narrative, WrittenParagraph


def own_figures(workbook: Workbook, narrative: Narrative, check: Check) -> Iterator[Finding]:
    """Figures that a hand-edited paragraph states otherwise than the document's values would have it."""
    for paragraph, _ in _own_paragraphs(workbook, narrative):
        for found, expected in own_paragraph_numbers(paragraph.text, paragraph.generated):
            at: tuple[Spot, ...] = (paragraph.key,)
            if expected is None:
                continue
            where = workbook.title(expected.address) if expected.address else "自动生成的文字"
            at += (expected.address,) if expected.address else ()
            here = place_name(workbook, paragraph.key)
            message = f"{here}写的是{found}，{where}是“{expected.text}”，请改写或恢复自动文字。"
            yield Finding(
                check.id,
                check.title,
                check.severity,
                message,
                at,
                found,
                expected.text,
                repairs=(_restore(workbook, paragraph),),
            )


def stale(workbook: Workbook, narrative: Narrative, check: Check) -> Iterator[Finding]:
    """Figures in a hand-edited paragraph that held when it was written and hold no longer."""
    for paragraph, own in _own_paragraphs(workbook, narrative):
        generated = "".join(run.text for run in paragraph.generated)
        for number in stale_numbers(own, generated):
            message = f"{place_name(workbook, paragraph.key)}里的{number}已经不是现在的数，请改写或恢复自动文字。"
            yield Finding(
                check.id,
                check.title,
                check.severity,
                message,
                (paragraph.key,),
                number,
                repairs=(_restore(workbook, paragraph),),
            )


def _own_paragraphs(workbook: Workbook, narrative: Narrative) -> Iterator[tuple[WrittenParagraph, OwnParagraph]]:
    edited: dict[str, list[ParagraphKey]] = {}
    for key in workbook.own_paragraphs():
        edited.setdefault(key.section, []).append(key)
    for section in workbook.edition.outline:
        for paragraph in _written(narrative, section, edited[section.id]) if section.id in edited else ():
            own = workbook.paragraph(paragraph.key) if paragraph.own else None
            if own is not None:
                yield paragraph, own


def _written(narrative: Narrative, section: Section, keys: Sequence[ParagraphKey]) -> Iterator[WrittenParagraph]:
    """A section's paragraphs, then those of these names that are cells of its forms."""
    paragraphs = narrative.paragraphs(section)
    yield from paragraphs
    known = {paragraph.key for paragraph in paragraphs}
    cells = (narrative.paragraph(key) for key in keys if key not in known)
    yield from (cell for cell in cells if cell is not None)


def _restore(workbook: Workbook, paragraph: WrittenParagraph) -> Repair:
    return Repair("恢复自动文字", restore_paragraph(workbook, paragraph.key))
