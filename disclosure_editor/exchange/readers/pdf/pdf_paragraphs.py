"""Joins the lines of a PDF file into paragraphs, by where they stand on their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from disclosure_editor.exchange.readers.pdf.pdf_lines import PdfLine
from disclosure_editor.exchange.readers.text.hard_wrapped import INDENT, WrappedLine, joined
from disclosure_editor.exchange.source import Place, SourceLine, SourceParagraph

_OTHER_SIZE = 1.12
_WIDER_APART = 1.4
_TOLERANCE = 0.3
"""In halves of a character: a line that ends so near to the right edge is full."""
_LONG = 12


class Margins:
    """Where the text of pages begins and ends, and how far its lines stand apart.

    Args:
        widths: of the pages by their numbers; pages of one width have the same margins.
    """

    def __init__(self, lines: Iterable[PdfLine], widths: Mapping[int, float]) -> None:
        self._widths = {page: round(width) for page, width in widths.items()}
        by_width: dict[int, list[PdfLine]] = {}
        for line in lines:
            by_width.setdefault(self._widths[line.page], []).append(line)
        self._sides = {width: _sides(found) for width, found in by_width.items()}
        self._spacing = {width: _spacing(found) for width, found in by_width.items()}

    def wrapped(self, line: PdfLine, number: int, above: PdfLine | None) -> WrappedLine:
        """A line as what joins them takes it.

        Args:
            number: its own on its page, from 1.
            above: the line before it, if nothing stands between them.
        """
        left, right = self._sides[self._widths[line.page]]
        half = line.size / 2
        source_line = SourceLine(line.text, Place(page=line.page, line=number), self._gap(line, above))
        room = (right - line.right) / half - _TOLERANCE
        word = (above.room_for(line) if above else line.word) / half
        return WrappedLine(source_line, room, word, (line.left - left) / half, source_line.gap)

    def _gap(self, line: PdfLine, above: PdfLine | None) -> bool:
        if above is None:
            return True
        if max(line.size, above.size) > _OTHER_SIZE * min(line.size, above.size):
            return True
        spacing = self._spacing[self._widths[line.page]] * line.size
        return above.page == line.page and line.baseline - above.baseline > _WIDER_APART * spacing


def paragraphs_of(lines: Sequence[PdfLine], numbers: Mapping[int, int], margins: Margins) -> Iterator[SourceParagraph]:
    """The paragraphs that lines make between which nothing else stands.

    Args:
        numbers: the lines' own numbers on their pages, by their identity.
    """
    wrapped = [
        margins.wrapped(line, numbers[id(line)], above)
        for above, line in zip((None, *lines), lines, strict=False)
    ]  # fmt: skip
    yield from joined(wrapped, own_blanks=True)


def _sides(lines: Sequence[PdfLine]) -> tuple[float, float]:
    """Where most long lines begin, and where the longest ones end."""
    long_lines = [line for line in lines if len(line.text) >= _LONG] or list(lines)
    right = sorted(line.right for line in long_lines)[int(len(long_lines) * 0.95)]
    full = [line for line in long_lines if line.right > right - INDENT / 2 * line.size]
    begins = Counter(round(line.left) for line in full or long_lines)
    often = [left for left, count in begins.items() if count * 5 >= sum(begins.values())]
    return float(min(often or begins)), right


def _spacing(lines: Sequence[PdfLine]) -> float:
    """How far baselines stand apart, in the size of their characters."""
    apart = [
        (line.baseline - above.baseline) / line.size
        for above, line in pairwise(lines)
        if above.page == line.page and line.baseline > above.baseline
    ]
    return median(apart) if apart else 0.0
