"""Writes a publication's table of contents as a field of Word that already shows its entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosure_editor.exchange.blocks import Block, Paragraph, Style
from disclosure_editor.exchange.writers.layout import stretches
from disclosure_editor.exchange.writers.word_xml import Element, element, field_begin, field_end, text_run

# Levels 1 and 2, as links (\h), without page numbers in a web view (\z), from outline levels (\u).
_INSTRUCTION = r'TOC \o "1-2" \h \z \u'
_LEVELS = {Style.PART: 1, Style.SECTION: 2}


@dataclass(frozen=True)
class Entry:
    """A line of the contents.

    Attributes:
        paragraph: the heading that it points to.
        level: 1 for a part, 2 for a section or a table.
        bookmark: the name of the place that it points to.
        number: the bookmark's own number.
    """

    paragraph: Paragraph
    level: int
    bookmark: str
    number: int


def contents_entries(blocks: Iterable[Block]) -> list[Entry]:
    """The lines of the contents: parts, sections and each numbered table by its title."""
    found: list[Entry] = []
    for stretch in stretches(blocks):
        for paragraph, level in _listed(stretch.blocks):
            number = len(found) + 1
            found.append(Entry(paragraph, level, f"_Toc{number:09}", number))
    return found


def _listed(blocks: tuple[Block, ...]) -> Iterator[tuple[Paragraph, int]]:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    numbered = any(paragraph.style is Style.TABLE_NUMBER for paragraph in paragraphs)
    titles = [paragraph for paragraph in paragraphs if paragraph.style is Style.TABLE_TITLE]
    # A reader looks for a table by its title; its number alone says nothing. Tables without a number belong to
    # the text around them.
    table_style = Style.TABLE_TITLE if titles else Style.TABLE_NUMBER
    listed_table = False
    for paragraph in paragraphs:
        if paragraph.style in _LEVELS:
            yield paragraph, _LEVELS[paragraph.style]
        elif numbered and not listed_table and paragraph.style is table_style:
            listed_table = True
            yield paragraph, 2


def mark_entry(paragraph: Element, entry: Entry) -> None:
    """Make a paragraph (``w:p``) the place that an entry of the contents points to."""
    begin = element("w:bookmarkStart", {"w:id": entry.number, "w:name": entry.bookmark})
    properties = paragraph.pPr
    if properties is None:
        paragraph.insert(0, begin)
    else:
        properties.addnext(begin)
    paragraph.append(element("w:bookmarkEnd", {"w:id": entry.number}))


def contents(heading: Element, entries: list[Entry]) -> Element:
    """The table of contents with its heading, as the block that Word offers “更新目录” for.

    Page numbers are fields that point to the headings. Their values are left open: only the program that lays the
    pages out knows them, and a wrong number would be worse than one still to come.
    """
    gallery = element("w:docPartGallery", {"w:val": "Table of Contents"})
    properties = element("w:sdtPr", {}, element("w:docPartObj", {}, gallery, element("w:docPartUnique")))
    return element("w:sdt", {}, properties, element("w:sdtContent", {}, heading, *_field(entries)))


def _field(entries: list[Entry]) -> list[Element]:
    lines = [_line(entry) for entry in entries] or [_line_paragraph(1)]
    for run in reversed(field_begin(_INSTRUCTION)):
        lines[0].pPr.addnext(run)
    lines[-1].append(field_end())
    return lines


def _line(entry: Entry) -> Element:
    # A heading on two lines is one line here.
    text = "".join(entry.paragraph.text.split("\n")).strip()
    page = [*field_begin(rf"PAGEREF {entry.bookmark} \h"), field_end()]
    link = element("w:hyperlink", {"w:anchor": entry.bookmark, "w:history": 1}, text_run(f"{text}\t"), *page)
    line = _line_paragraph(entry.level)
    line.append(link)
    return line


def _line_paragraph(level: int) -> Element:
    return element("w:p", {}, element("w:pPr", {}, element("w:pStyle", {"w:val": f"TOC{level}"})))
