"""Writes a publication as a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.text.paragraph import Paragraph as WordParagraph

from disclosure_editor.document.files import write_atomically
from disclosure_editor.exchange.blocks import Block, Grid, Paragraph, Style
from disclosure_editor.exchange.writers.layout import Stretch, stretches
from disclosure_editor.exchange.writers.word_contents import Entry, contents, contents_entries, mark_entry
from disclosure_editor.exchange.writers.word_package import new_document
from disclosure_editor.exchange.writers.word_pages import add_page_numbers, text_height, text_width, turn_page
from disclosure_editor.exchange.writers.word_styles import COVER_TITLE, GAP, PARAGRAPH_STYLES, apply_styles
from disclosure_editor.exchange.writers.word_tables import word_table
from disclosure_editor.exchange.writers.word_xml import Element, element, text_run

# What the paragraphs around a table take of its page's height, in twentieths of a point.
_TABLE_PARAGRAPH, _PART_HEADING = 560, 1260


def write_word(blocks: Iterable[Block], path: Path, *, title: str) -> None:
    """Write the publication as an official document in Word's format (.docx).

    Raises:
        FileNotWritable: the folder, the disk or another program does not allow it.
    """
    document = _Publication(tuple(blocks), title).document
    write_atomically(path, lambda temporary: document.save(str(temporary)))


class _Publication:
    """A publication on its way into a Word file.

    Attributes:
        document: the file so far.
    """

    def __init__(self, blocks: Sequence[Block], title: str) -> None:
        self.document: Document = new_document(title)
        self._body: Element = self.document.element.body
        self._entries = contents_entries(blocks)
        # By identity: two headings of the same text are two entries.
        self._entry_of: dict[int, Entry] = {id(entry.paragraph): entry for entry in self._entries}
        self._landscape = False
        # Whether the next block begins a page.
        self._break_page = False
        apply_styles(self.document, text_width(landscape=False))
        self._cover_title = _cover_title(blocks)
        add_page_numbers(self.document, cover=self._cover_title is not None)
        for number, stretch in enumerate(stretches(blocks)):
            self._add_stretch(stretch, first=number == 0)
        if self._last_is("w:tbl"):
            self._add_gap()

    def _add_stretch(self, stretch: Stretch, *, first: bool) -> None:
        landscape = stretch.sheet is not None and stretch.sheet.landscape
        if first:
            self._landscape = landscape
            turn_page(self.document.sections[0], landscape=landscape)
        elif landscape != self._landscape:
            self._add_section(landscape)
        elif stretch.sheet is not None:
            self._break_page = True
        for number, block in enumerate(stretch.blocks):
            if isinstance(block, Grid):
                followed = any(isinstance(next_block, Paragraph) for next_block in stretch.blocks[number + 1 :])
                self._add_grid(block, stretch, keep_with_next=followed)
            elif block.style is Style.CONTENTS:
                self._add_contents(block)
            else:
                self._add_paragraph(block)

    def _add_section(self, landscape: bool) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        turn_page(section, landscape=landscape)
        self._landscape = landscape
        # The break stands in a paragraph of its own now; where it can, it moves into the last one of the text, since
        # an empty line at the foot of a full page would make an empty page.
        carrier = self._last()
        before = carrier.getprevious()
        if before is not None and before.tag == qn("w:p"):
            before.get_or_add_pPr().append(carrier.pPr.sectPr)
            self._body.remove(carrier)
        else:
            carrier.style = GAP

    def _add_paragraph(self, block: Paragraph) -> WordParagraph:
        paragraph = self.document.add_paragraph()
        style = COVER_TITLE if block is self._cover_title else PARAGRAPH_STYLES[block.style]
        paragraph._p.style = style
        if self._break_page:
            paragraph.paragraph_format.page_break_before = True
            self._break_page = False
        if block.style is Style.UNIT_LINE:
            self._set_tabs(paragraph, block.text.count("\t"))
        paragraph._p.append(text_run(block.text))
        if id(block) in self._entry_of:
            self._mark(paragraph._p, block)
        return paragraph

    def _mark(self, paragraph: Element, block: Paragraph) -> None:
        entry = self._entry_of[id(block)]
        if block.style in (Style.TABLE_TITLE, Style.TABLE_NUMBER):
            paragraph.get_or_add_pPr().append(element("w:outlineLvl", {"w:val": entry.level - 1}))
        mark_entry(paragraph, entry)

    def _set_tabs(self, paragraph: WordParagraph, count: int) -> None:
        """The last piece of the line stands at the right margin, one between two in the middle."""
        width = text_width(landscape=self._landscape)
        stops = paragraph.paragraph_format.tab_stops
        if count > 1:
            stops.add_tab_stop(Twips(width // 2), WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(Twips(width), WD_TAB_ALIGNMENT.RIGHT)

    def _add_contents(self, block: Paragraph) -> None:
        heading = self._add_paragraph(block)._p
        self._body.remove(heading)
        self._append(contents(heading, self._entries))

    def _add_grid(self, grid: Grid, stretch: Stretch, *, keep_with_next: bool) -> None:
        # Word would join two tables that touch, and a page cannot break before a table by itself.
        if self._break_page or self._last_is("w:tbl"):
            self._add_gap()
        room = text_height(landscape=self._landscape) - _height_around(stretch)
        width = text_width(landscape=self._landscape)
        self._append(word_table(grid, width, room, keep_with_next=keep_with_next))

    def _add_gap(self) -> None:
        paragraph = self.document.add_paragraph()
        paragraph._p.style = GAP
        paragraph.paragraph_format.page_break_before = True if self._break_page else None
        self._break_page = False

    def _append(self, made: Element) -> None:
        # The last child of the body is the last section's own properties.
        self._body.sectPr.addprevious(made)

    def _last(self) -> Element:
        return self._body.sectPr.getprevious()

    def _last_is(self, tag: str) -> bool:
        last = self._last()
        return last is not None and last.tag == qn(tag)


def _cover_title(blocks: Sequence[Block]) -> Paragraph | None:
    """The first of the titles that have a page for themselves, since what follows them begins a page of its own."""
    title: Paragraph | None = None
    for block in blocks:
        if not isinstance(block, Paragraph) or block.style is not Style.TITLE:
            begins_page = isinstance(block, Paragraph) and block.style in (Style.CONTENTS, Style.PART)
            return title if begins_page else None
        title = title or block
    return None


def _height_around(stretch: Stretch) -> int:
    """What the stretch's paragraphs take of its page, in twentieths of a point."""
    styles = [block.style for block in stretch.blocks if isinstance(block, Paragraph)]
    return sum(_PART_HEADING if style is Style.PART else _TABLE_PARAGRAPH for style in styles)
