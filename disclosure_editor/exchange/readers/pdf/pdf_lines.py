"""Puts the characters of a page, or of a cell, together to lines."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_high

from disclosure_editor.exchange.readers.pdf.pdf_page import Glyph
from disclosure_editor.exchange.readers.text.hard_wrapped import are_spaced, first_word

_ONE_LINE = 0.45
"""Baselines that are nearer than this, in characters, are one: digits and Chinese characters may stand a bit apart."""
_WORDS_APART = 0.15
_AUTOMATIC_GAP = 0.25
_SAME_SPOT = 0.2
_COLUMNS_APART = 1.8
"""So far apart, in characters, stand texts that aren't one: the unit's name and 单位：万元 above a table."""
_APART = "    "


@dataclass(frozen=True)
class PdfLine:
    """A line as it stands on a page; lengths in points.

    Attributes:
        size: of its characters.
        page: its number, from 1.
        word: how long its first word is.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    page: int
    word: float

    def room_for(self, line: PdfLine) -> float:
        """How much room the first word of another line would take behind this one."""
        return line.word + (_AUTOMATIC_GAP * self.size if are_spaced(self.text[-1], line.text[0]) else 0.0)


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[PdfLine]:
    """The lines that characters make, from top to bottom, without blank ones."""
    return [_line(line, page) for line in _by_baseline(glyphs) if any(glyph.text.strip() for glyph in line)]


def _by_baseline(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if line and glyph.baseline - line[0].baseline > _ONE_LINE * max(glyph.size, line[0].size):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _line(glyphs: Sequence[Glyph], page: int) -> PdfLine:
    ordered = _printed_once(sorted(glyphs, key=lambda glyph: glyph.left))
    while ordered and not ordered[0].text.strip():
        ordered = ordered[1:]
    size = median_high(glyph.size for glyph in ordered)
    text = ordered[0].text
    for before, glyph in itertools.pairwise(ordered):
        text += _between(before, glyph, size) + glyph.text
    right = max(glyph.right for glyph in ordered if glyph.text.strip())
    baseline = median_high(glyph.baseline for glyph in ordered)
    word = ordered[len(first_word(text.rstrip())) - 1].right - ordered[0].left
    return PdfLine(text.rstrip(), ordered[0].left, right, baseline, size, page, word)


def _printed_once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters without those printed twice on nearly the same spot, which is how some programs make bold ones."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        if (
            kept
            and kept[-1].text == glyph.text
            and glyph.left - kept[-1].left < 0.2 * glyph.size
            and glyph.text.strip()
        ):
            continue
        kept.append(glyph)
    return kept


def _between(before: Glyph, glyph: Glyph, size: float) -> str:
    """What stands between two characters: the file's own blanks are characters, so only a gap has to be told."""
    gap = glyph.left - before.right
    if gap > _COLUMNS_APART * size:
        return _APART
    if not before.text.strip() or not glyph.text.strip():
        return ""
    words = before.text.isascii() and glyph.text.isascii() and before.text.isalnum() and glyph.text.isalnum()
    return " " if words and gap > _WORDS_APART * size else ""
