"""A table's heading: the merged cells that its columns' levels make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple


class HeadingCell(NamedTuple):
    """A cell of a heading: the columns and levels that it covers, from first to last, and its text."""

    first: int
    last: int
    top: int
    bottom: int
    text: str


def heading_levels(paths: Sequence[tuple[str, ...]]) -> int:
    """How many rows the heading has, at least one."""
    return max((len(path) for path in paths), default=1)


def heading_cells(paths: Sequence[tuple[str, ...]], levels: int) -> Iterator[HeadingCell]:
    """Adjacent columns whose paths are equal down to a level share the cell there, if for all it is the last or none.

    A text that all columns of a cell repeat at the next level is the same cell, reaching further down.

    Args:
        paths: each column's texts from top to bottom; the last one reaches down to the lowest row.
        levels: how many rows the heading has.
    """
    reached: set[tuple[int, int]] = set()
    for level in range(levels):

        def shared(place: int, level: int = level) -> tuple[tuple[str, ...], bool] | None:
            path = paths[place]
            return (path[: level + 1], len(path) == level + 1) if level < len(path) else None

        for key, places in groupby(range(len(paths)), shared):
            covered = list(places)
            if key is None or (covered[0], level) in reached:
                continue
            bottom = level
            while _repeated([paths[place] for place in covered], bottom):
                bottom += 1
                reached.update((place, bottom) for place in covered)
            last = len(paths[covered[0]]) == bottom + 1
            yield HeadingCell(covered[0], covered[-1], level, levels - 1 if last else bottom, key[0][-1])


def _repeated(paths: Sequence[tuple[str, ...]], level: int) -> bool:
    """Whether these columns repeat their text of a level at the next, and all of them end there or none does."""
    repeating = all(path[level : level + 2] == (path[level], path[level]) for path in paths)
    return repeating and len({len(path) == level + 2 for path in paths}) == 1
