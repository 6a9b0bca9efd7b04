"""Whether a text's lines are broken by their width, and how long they may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from disclosure_editor.exchange.readers.text.hard_wrapped import INDENT, WrappedLine, first_word, printed_width
from disclosure_editor.exchange.source import SourceLine

_SHORTEST = 28
"""No page is narrower than this, in halves of a character."""
_FEWEST = 8
_SPREAD_BELOW, _SPREAD_ABOVE = 8, 6
_PUNCTUATION_SQUEEZED = 1.0
"""A line with punctuation may hold a character more: its punctuation is printed closer."""
_ENDS = frozenset("。！？；：")


@dataclass(frozen=True)
class LineBreaking:
    """How a text's lines are broken.

    Attributes:
        limit: the longest that a line may be, in halves of a character.
        indented: whether first lines of paragraphs are seen by the blanks that lead them.
        gaps: whether a blank line parts paragraphs; else blank lines stand between any two lines.
    """

    limit: float
    indented: bool
    gaps: bool


def line_breaking(lines: Sequence[SourceLine]) -> LineBreaking | None:
    """How the lines are broken, if they are broken by their width.

    Args:
        lines: without blank ones and without those of tables.
    """
    widths = [printed_width(line.text.strip()) for line in lines]
    long_ones = [width for width in widths if width >= _SHORTEST]
    if len(long_ones) < _FEWEST:
        return None
    usual = Counter(round(width) for width in long_ones).most_common(1)[0][0]
    band = [usual - _SPREAD_BELOW <= width <= usual + _SPREAD_ABOVE for width in widths]
    full = [place for place, inside in enumerate(band) if inside and lines[place].text.strip()[-1] not in _ENDS]
    beyond = sum(width > usual + _SPREAD_ABOVE for width in long_ones)
    if len(full) < _FEWEST or len(full) * 2 < len(long_ones) or beyond * 20 > len(long_ones):
        return None
    followed = [lines[place + 1] for place in full if place + 1 < len(lines)]
    return LineBreaking(
        limit=usual - _PUNCTUATION_SQUEEZED,
        indented=sum(_indent(line) >= INDENT / 2 for line in lines) * 20 > len(lines),
        gaps=sum(line.gap for line in followed) * 4 < len(followed),
    )


def wrapped_lines(lines: Sequence[SourceLine], breaking: LineBreaking) -> list[WrappedLine]:
    """The lines as what joins them takes them."""
    return [
        WrappedLine(
            line,
            breaking.limit - printed_width(line.text.strip()) - (_indent(line) if breaking.indented else 0.0),
            printed_width(first_word(line.text.strip())),
            _indent(line) if breaking.indented else None,
            breaking.gaps and line.gap,
        )
        for line in lines
    ]


def _indent(line: SourceLine) -> float:
    leading = line.text[: len(line.text) - len(line.text.lstrip())]
    return len(leading) + leading.count("\u3000")
