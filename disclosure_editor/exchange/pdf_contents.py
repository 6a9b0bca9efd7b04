"""Takes the characters and rules out of a PDF file's pages; PDFium, the library that browsers use, reads the file."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from math import sin
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from disclosure_editor.exchange.pdf_page import Glyph, PdfPage, Rule
from disclosure_editor.exchange.pdf_rules import Drawings, Point
from disclosure_editor.exchange.source_limits import CHARACTERS, Bound, Tally, UnreadableSource, require

PAGES = Bound(500, "页数", "页")
"""A publication has some sixty pages, one with many projects' forms two hundred."""

_SLANTED = 0.05
_UNNAMED = "\ufffd\ufffe\uffff"


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
            page = _page(document, number, tally)
            if page is not None:
                yield page
    finally:
        document.close()


def _unopened(name: str, reason: int) -> str:
    if reason in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return f"“{name}”读不了：这个 PDF 文件加了密码。请用能打开它的软件去掉密码，另存后再导入。"
    return f"“{name}”读不了：这不是完好的 PDF 文件，可能没有下载完整。请重新下载，能正常打开后再导入。"


def _page(document: Any, number: int, tally: Tally) -> PdfPage | None:
    """A page as it is looked at; None for one that is too damaged to be opened."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return None
    try:
        tally.add(CHARACTERS, pdfium.FPDFText_CountChars(text.raw))
        upright = _upright(page.get_bbox(), page.get_rotation())
        width, height = page.get_size()
        glyphs, unknown = _glyphs(text.raw, upright)
        drawings = Drawings(page.raw)
        rules = (_rule(upright(*start), upright(*end)) for start, end in drawings.segments)
        return PdfPage(number + 1, width, height, tuple(glyphs), tuple(rules), unknown, drawings.pictures)
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


def _glyphs(text: Any, upright: _Upright) -> tuple[list[Glyph], int]:
    """The characters that run across the page; and how many the file doesn't name."""
    found: list[Glyph] = []
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
        angle = pdfium.FPDFText_GetCharAngle(text, number)
        if abs(sin(2 * angle)) > _SLANTED:
            continue
        pdfium.FPDFText_GetCharOrigin(text, number, x, y)
        (left, top), (right, low) = upright(box.left, box.top), upright(box.right, box.bottom)
        origin = upright(x.value, y.value)
        width = abs(right - left)
        found.append(Glyph(character, min(left, right), max(left, right), origin[1], max(width, abs(low - top))))
    return found, unknown


def _character(code: int) -> str:
    if code == 0:
        return ""
    character = chr(code) if code <= 0x10FFFF else ""
    return "" if character in "\r\n\x02\xad" else character


def _rule(start: Point, end: Point) -> Rule:
    if abs(start[0] - end[0]) >= abs(start[1] - end[1]):
        return Rule(True, (start[1] + end[1]) / 2, min(start[0], end[0]), max(start[0], end[0]))
    return Rule(False, (start[0] + end[0]) / 2, min(start[1], end[1]), max(start[1], end[1]))
