"""The pages of a publication in Word: their size, their margins and their numbers, as GB/T 9704 asks for."""

from __future__ import annotations

from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, Twips

from disclosure_editor.exchange.writers.word_xml import field_begin, field_end, text_run

_SHORT_SIDE, _LONG_SIDE = Mm(210), Mm(297)
# GB/T 9704, 5.2.1: 37 mm above and 28 mm at the binding edge of A4; the rest follows from a text of 156 x 225 mm.
_TOP, _RIGHT, _BOTTOM, _LEFT = Mm(37), Mm(26), Mm(35), Mm(28)
# 7.5: the number's dash stands 7 mm below the text, which is 25 mm from the edge to the line's foot.
_FOOTER = Mm(25)


def turn_page(section: Section, *, landscape: bool) -> None:
    """Give the section's pages their size and margins; a landscape page is an upright one turned left."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width = _LONG_SIDE if landscape else _SHORT_SIDE
    section.page_height = _SHORT_SIDE if landscape else _LONG_SIDE
    sides = (_LEFT, _TOP, _RIGHT, _BOTTOM) if landscape else (_TOP, _RIGHT, _BOTTOM, _LEFT)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = sides
    section.footer_distance = _FOOTER - (_BOTTOM - _RIGHT) if landscape else _FOOTER
    section.header_distance, section.gutter = Mm(15), Mm(0)
    # The template's grid of lines would stretch single-spaced tables.
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)


def text_width(*, landscape: bool) -> int:
    """From margin to margin, in twentieths of a point."""
    return _twentieths(_LONG_SIDE - _TOP - _BOTTOM if landscape else _SHORT_SIDE - _LEFT - _RIGHT)


def text_height(*, landscape: bool) -> int:
    """From the upper to the lower margin, in twentieths of a point."""
    return _twentieths(_SHORT_SIDE - _LEFT - _RIGHT if landscape else _LONG_SIDE - _TOP - _BOTTOM)


def _twentieths(length: int) -> int:
    return length // Twips(1)


def add_page_numbers(document: Document, *, cover: bool) -> None:
    """Number the pages “— 1 —”: odd ones at the right, even ones at the left, a cover not at all."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    if cover:
        section.different_first_page_header_footer = True
        # An own footer without text, or Word would take the one of the other pages.
        section.first_page_footer.is_linked_to_previous = False


def _number(footer: BlockItemContainer, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    # 7.5: one character from the margin.
    outer = "right_indent" if align is WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, outer, Pt(14))
    for run in (text_run("— "), *field_begin("PAGE"), text_run("1"), field_end(), text_run(" —")):
        paragraph._p.append(run)
