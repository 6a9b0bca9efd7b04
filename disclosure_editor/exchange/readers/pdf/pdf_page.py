"""What stands on a page of a PDF file: characters and rules, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Glyph(NamedTuple):
    """One character; lengths in points, from the page's upper left corner.

    Attributes:
        left, right: how far it reaches.
        baseline: the line that it stands on.
        size: the longer of its width and height, about that of its font.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, which is in the cell that the character is in."""
        return (self.left + self.right) / 2, self.baseline - self.size * 0.35


class Rule(NamedTuple):
    """A straight line that runs across or down; lengths in points, from the page's upper left corner.

    Attributes:
        across: whether it runs from left to right, else from top to bottom.
        at: how far it is from the top, or from the left if it runs down.
        start, end: where it begins and ends, start <= end.
    """

    across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class PdfPage:
    """A page as it is looked at.

    Attributes:
        number: from 1.
        unknown: how many of its characters the file doesn't name, so that they can be looked at but not read.
        pictures: how many it has.
        damaged: whether it couldn't be opened.
        overdrawn: whether it has so many drawings that they weren't looked at.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    unknown: int = 0
    pictures: int = 0
    overdrawn: bool = False
    damaged: bool = False
