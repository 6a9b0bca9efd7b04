"""Reads a PDF file's text: its paragraphs, and the tables that rules are drawn around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure_editor.exchange.readers.pdf.continued_tables import goes_on, with_continuation
from disclosure_editor.exchange.readers.pdf.pdf_contents import pages_of
from disclosure_editor.exchange.readers.pdf.pdf_lines import PdfLine, lines_of
from disclosure_editor.exchange.readers.pdf.pdf_page import PdfPage
from disclosure_editor.exchange.readers.pdf.pdf_paragraphs import Margins, paragraphs_of
from disclosure_editor.exchange.readers.pdf.pdf_tables import PdfTable, page_tables
from disclosure_editor.exchange.readers.pdf.running_lines import without_running_lines
from disclosure_editor.exchange.readers.source_limits import (
    CELLS,
    FILE_BYTES,
    PARAGRAPHS,
    Tally,
    UnreadableSource,
    require,
)
from disclosure_editor.exchange.source import Place, Source, SourceBlock, Unread

_MOST_UNKNOWN = 0.2
"""Beyond this part of characters that can't be read, a page's text makes no sense."""

_FEW = 20
"""A scanned page may have a page number or a stamp as text."""


@dataclass(frozen=True)
class _Page:
    """A page taken apart."""

    number: int
    width: float
    height: float
    lines: list[PdfLine]
    tables: list[PdfTable]


def read_pdf(data: bytes, name: str) -> Source:
    """The file's paragraphs and tables, of the text that it has as text.

    Page numbers, running headers and footers and a table of contents are no part of it.

    Raises:
        UnreadableSource: It is damaged, encrypted, too large, or a scan without text.
    """
    require(len(data), FILE_BYTES, name)
    pages: list[_Page] = []
    unread: list[Unread] = []
    tally = Tally(name)
    for page in pages_of(data, name):
        reason = _unread(page)
        if reason:
            unread.append(Unread(Place(page=page.number), reason))
        pages.append(_taken_apart(page, tally))
    lost = {found.place.page for found in unread}
    if not any(page.lines or page.tables for page in pages if page.number not in lost):
        raise UnreadableSource(_without_text(name, unread))
    return Source(name, tuple(_blocks(pages)), tuple(unread))


def _unread(page: PdfPage) -> str:
    """Why a page's text can't be read, or ''."""
    readable = sum(not glyph.text.isspace() for glyph in page.glyphs)
    if page.damaged:
        return "这一页损坏了，打不开。请换用完好的文件导入，或手工录入这一页。"
    if _is_unnamed(page):
        return "这一页的文字没有编码信息，读出来是乱码。请换用原来的 Word 或 Excel 文件导入，或手工录入这一页。"
    if page.pictures and readable < _FEW:
        return "这一页是图片（扫描件），没有文字。请手工录入这一页，或换用原来的 Word 或 Excel 文件导入。"
    if page.overdrawn:
        return "这一页的图形太多，没有从中找表格，只读了文字。请核对这一页，或换用原来的 Word 或 Excel 文件导入。"
    return ""


def _is_unnamed(page: PdfPage) -> bool:
    return page.unknown > _MOST_UNKNOWN * (len(page.glyphs) + page.unknown)


def _without_text(name: str, unread: Sequence[Unread]) -> str:
    if unread:
        return (
            f"“{name}”读不了：它是扫描件（图片），里面没有文字，或者文字没有编码信息。"
            "请用原来的 Word 或 Excel 文件导入，或先用文字识别（OCR）软件转成有文字的文件。"
        )
    return f"“{name}”读不了：里面没有文字。请检查是否选错了文件。"


def _taken_apart(page: PdfPage, tally: Tally) -> _Page:
    if _is_unnamed(page):
        return _Page(page.number, page.width, page.height, [], [])
    tables, outside = page_tables(page)
    for table in tables:
        tally.add(CELLS, len(table.cells))
    lines = lines_of(outside, page.number)
    tally.add(PARAGRAPHS, len(lines))
    return _Page(page.number, page.width, page.height, lines, tables)


def _blocks(pages: Sequence[_Page]) -> Iterator[SourceBlock]:
    kept = without_running_lines([(page.lines, page.height) for page in pages])
    numbers = {id(line): number for page in pages for number, line in enumerate(page.lines, start=1)}
    margins = Margins([line for lines in kept for line in lines], {page.number: page.width for page in pages})
    foot = _foot(pages, kept)
    lines: list[PdfLine] = []
    for item in _with_joined_tables(pages, kept, foot):
        if isinstance(item, PdfLine):
            lines.append(item)
            continue
        yield from paragraphs_of(lines, numbers, margins)
        lines = []
        yield item.grid()
    yield from paragraphs_of(lines, numbers, margins)


def _foot(pages: Sequence[_Page], kept: Sequence[Sequence[PdfLine]]) -> dict[int, float]:
    """Where text and tables end at most, for the pages of each height."""
    found: dict[int, float] = {}
    for page, lines in zip(pages, kept, strict=True):
        ends = [line.baseline for line in lines] + [table.bottom for table in page.tables]
        found[round(page.height)] = max([found.get(round(page.height), 0.0), *ends])
    return found


def _with_joined_tables(
    pages: Sequence[_Page], kept: Sequence[Sequence[PdfLine]], foot: dict[int, float]
) -> Iterator[PdfLine | PdfTable]:
    """What stands on the pages, from top to bottom; a table that goes on on the next page is one."""
    table: PdfTable | None = None
    heights = {page.number: page.height for page in pages}
    for page, lines in zip(pages, kept, strict=True):
        items: list[PdfLine | PdfTable] = [*lines, *page.tables]
        for item in sorted(items, key=_top):
            if not isinstance(item, PdfTable):
                yield from [table] if table else []
                yield item
                table = None
            elif table and goes_on(table, item, foot[round(heights[table.last_page])]):
                table = with_continuation(table, item)
            else:
                yield from [table] if table else []
                table = item
    if table is not None:
        yield table


def _top(item: PdfLine | PdfTable) -> float:
    return item.top if isinstance(item, PdfTable) else item.baseline - item.size / 2
