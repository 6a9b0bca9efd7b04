"""How wide the columns of a printed form are: what its header shows, and whether a cell's lines are broken so."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from disclosure_editor.exchange.readers.text.hard_wrapped import printed_width

_CLOSING = "，。、；：！？”’）》】〉％,;:!?)%"
"""What may not begin a line."""
_UNBROKEN = re.compile(rf"(?:[A-Za-z0-9.,%/+\-<>=]+|[“‘（《【〈(]*.)[{re.escape(_CLOSING)}]*", re.DOTALL)
_TOO_EARLY = 4.0
"""What a line break costs where the next word would have fitted."""
_TOO_WIDE = 4.0
_FEWEST = 4
_CHARACTER = 2.0


@dataclass(frozen=True)
class ColumnWidth:
    """What is known of a column's width, in halves of a Chinese character.

    Attributes:
        fits: a line of this width has place in it.
        too_wide: one of this width hasn't.
    """

    fits: float = 0.0
    too_wide: float = math.inf


def width_shown(lines: Sequence[str]) -> ColumnWidth:
    """What a cell's lines show of its column: each fits, and so wouldn't one with the next line's first word."""
    broken = [printed_width(line) + first_width(after) for line, after in pairwise(lines)]
    return ColumnWidth(max(map(least_width, lines), default=0.0), min(broken, default=math.inf))


def width_of_broken(cells: Iterable[Sequence[str]], shown: ColumnWidth) -> ColumnWidth:
    """What many cells show of their column, some of which may be another's; `shown` is what is known for certain.

    Most lines that were broken are as wide as the column, but for less than one character.
    """
    full = [printed_width(line) for lines in cells for line in lines[:-1]]
    if len(full) < _FEWEST:
        return shown
    usual = median(full)
    fits, too_wide = max(shown.fits, usual), min(shown.too_wide, usual + _CHARACTER)
    return ColumnWidth(fits, too_wide) if fits < too_wide else shown


@lru_cache(maxsize=4096)
def least_width(line: str) -> float:
    """How narrow a line may be printed: punctuation can be squeezed, and blanks may be gaps of print."""
    return sum(map(_least, line))


@lru_cache(maxsize=4096)
def first_width(line: str) -> float:
    """The width of what stands unparted at the beginning of a line."""
    found = _UNBROKEN.match(line)
    return printed_width(found[0]) if found else 0.0


def breaks_cost(lines: Sequence[str], width: ColumnWidth) -> float:
    """How little a cell's lines look like those of a column of a width; 0 for what fits well."""
    cost = _wide_cost(lines[0], width)
    return cost + sum(added_cost(lines[: number + 1], width) for number in range(1, len(lines)))


def added_cost(lines: Sequence[str], width: ColumnWidth) -> float:
    """What the last of a cell's lines adds to that."""
    early = printed_width(lines[-2]) + first_width(lines[-1]) <= width.fits
    return (_TOO_EARLY if early else 0.0) + _wide_cost(lines[-1], width)


def _wide_cost(line: str, width: ColumnWidth) -> float:
    return _TOO_WIDE if least_width(line) >= width.too_wide else 0.0


@lru_cache(maxsize=4096)
def _least(character: str) -> float:
    if character.isspace():
        return 0.0
    wide = unicodedata.east_asian_width(character) in "WFA"
    return 2.0 if wide and character.isalnum() else 1.0
