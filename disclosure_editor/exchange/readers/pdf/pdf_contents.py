"""Takes the characters and rules out of a PDF file's pages; PDFium, the library that browsers use, reads the file."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import pi
from typing import Any, NamedTuple

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from disclosure_editor.exchange.readers.pdf.pdf_page import Glyph, PdfPage, Rule
from disclosure_editor.exchange.readers.pdf.pdf_rules import Drawings, Point
from disclosure_editor.exchange.readers.source_limits import Bound, Tally, UnreadableSource, require

PAGES = Bound(500, "页数", "页")
"""A publication has some sixty pages, one with many projects' forms two hundred."""

PDF_CHARACTERS = Bound(1_000_000, "文字总数", "字")
"""A publication has some fifty thousand; a million takes some seconds."""

_SLANTED = 0.05
_UNNAMED = "\ufffd\ufffe\uffff"
_RADICALS = range(0x2E80, 0x2FE0)
"""Parts of characters, which some fonts give for the characters that look the same: ⼀ for 一."""


def pages_of(data: bytes, name: str) -> Iterator[PdfPage]:
    """The file's pages, one after another.

    Raises:
        UnreadableSource: It is damaged, encrypted or too large.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableSource(_unopened(name, pdfium.FPDF_GetLastError())) from error
    try:
        require(len(document), PAGES, name)
        tally = Tally(name)
        for number in range(len(document)):
            yield _page(document, number, tally)
    finally:
        document.close()


def _unopened(name: str, reason: int) -> str:
    if reason in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return f"“{name}”读不了：这个 PDF 文件加了密码。请用能打开它的软件去掉密码，另存后再导入。"
    return f"“{name}”读不了：这不是完好的 PDF 文件，可能没有下载完整。请重新下载，能正常打开后再导入。"


def _page(document: Any, number: int, tally: Tally) -> PdfPage:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return PdfPage(number + 1, 0.0, 0.0, (), (), damaged=True)
    try:
        tally.add(PDF_CHARACTERS, pdfium.FPDFText_CountChars(text.raw))
        raw, unknown = _raw_glyphs(text.raw)
        turned = _turned(raw, page.get_rotation())
        box = page.get_bbox()
        upright = _upright(box, turned)
        drawings = Drawings(page.raw)
        rules = (_rule(upright(*start), upright(*end)) for start, end in drawings.segments)
        width, height = box[2] - box[0], box[3] - box[1]
        sides = (height, width) if turned in (90, 270) else (width, height)
        glyphs = (_glyph(glyph, upright) for glyph in raw)
        return PdfPage(number + 1, *sides, tuple(glyphs), tuple(rules), unknown, drawings.pictures, drawings.too_many)
    finally:
        text.close()
        page.close()


_Upright = Callable[[float, float], Point]


def _upright(box: tuple[float, float, float, float], turned: int) -> _Upright:
    """Where a point of the page's own lengths stands from the upper left corner of the page as it is looked at."""
    left, low, right, high = box
    return {
        0: lambda x, y: (x - left, high - y),
        90: lambda x, y: (y - low, x - left),
        180: lambda x, y: (right - x, y - low),
        270: lambda x, y: (high - y, right - x),
    }[turned]


class _RawGlyph(NamedTuple):
    """A character in the page's own lengths; by how many degrees the page is to be turned for it to stand upright."""

    text: str
    left: float
    low: float
    right: float
    high: float
    origin: Point
    turned: int


def _turned(glyphs: Sequence[_RawGlyph], rotation: int) -> int:
    """By how many degrees a page is to be turned for most of its text to stand upright."""
    counts = Counter(glyph.turned for glyph in glyphs if glyph.text.strip())
    return counts.most_common(1)[0][0] if counts else rotation


def _raw_glyphs(text: Any) -> tuple[list[_RawGlyph], int]:
    """The characters but slanted ones, which are marks across the page; and how many the file doesn't name."""
    found: list[_RawGlyph] = []
    unknown = 0
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for number in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, number):
            continue
        character = _character(pdfium.FPDFText_GetUnicode(text, number))
        if not character or not pdfium.FPDFText_GetLooseCharBox(text, number, box):
            continue
        if character in _UNNAMED or pdfium.FPDFText_HasUnicodeMapError(text, number) == 1:
            unknown += 1
            continue
        quarters = pdfium.FPDFText_GetCharAngle(text, number) / (pi / 2)
        if abs(quarters - round(quarters)) > _SLANTED:
            continue
        pdfium.FPDFText_GetCharOrigin(text, number, x, y)
        turned = -90 * round(quarters) % 360
        found.append(_RawGlyph(character, box.left, box.bottom, box.right, box.top, (x.value, y.value), turned))
    return found, unknown


def _glyph(glyph: _RawGlyph, upright: _Upright) -> Glyph:
    (x0, y0), (x1, y1) = upright(glyph.left, glyph.high), upright(glyph.right, glyph.low)
    return Glyph(glyph.text, min(x0, x1), max(x0, x1), upright(*glyph.origin)[1], max(abs(x1 - x0), abs(y1 - y0)))


def _character(code: int) -> str:
    """What a code stands for: nothing for marks that aren't printed, a sign of its own for what no text can hold."""
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return _UNNAMED[0]
    character = chr(code)
    if character in "\t\xa0":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    return unicodedata.normalize("NFKC", character) if code in _RADICALS else character


def _rule(start: Point, end: Point) -> Rule:
    if abs(start[0] - end[0]) >= abs(start[1] - end[1]):
        return Rule(True, (start[1] + end[1]) / 2, min(start[0], end[0]), max(start[0], end[0]))
    return Rule(False, (start[0] + end[0]) / 2, min(start[1], end[1]), max(start[1], end[1]))
