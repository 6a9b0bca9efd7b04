"""Makes tables with merged cells out of the rules that are drawn around their cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from disclosure_editor.exchange.readers.pdf.pdf_page import Rule

_NEAR = 2.5
"""Rules that are nearer than this, in points, are one; so are ends of rules with such a gap between them."""
_OPEN_SIDE = 8.0
"""A table whose rules across run so far beyond the last one down has an open side."""
MOST_RULES = 1500
"""Of one page, those that lie in one line joined: a table of a hundred rows and thirty columns has a few hundred."""
MOST_PLACES = 50_000


@dataclass(frozen=True)
class RuledCell:
    """A cell: its upper left place, and how many places it takes."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class RuledTable:
    """A table as its rules make it.

    Attributes:
        columns, rows: where its columns and rows begin and end, in points from the page's left and upper edge.
        cells: row by row, from left to right.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[RuledCell, ...]

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return self.rows[0]

    def place_of(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column that a point of the page is in; None if it is outside."""
        row, column = bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1
        if 0 <= row < len(self.rows) - 1 and 0 <= column < len(self.columns) - 1:
            return row, column
        return None


def ruled_tables(rules: Iterable[Rule]) -> list[RuledTable]:
    """The tables of a page from top to bottom; rules that make no cells are none."""
    joined = list(_joined(rules))
    if len(joined) > MOST_RULES:
        return []
    tables = [table for group in _connected(joined) if (table := _table(group))]
    return sorted(tables, key=lambda table: (table.top, table.columns[0]))


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """The rules with those that lie in one line and touch as one."""
    for across, group in groupby(sorted(rules), key=lambda rule: rule.across):
        for line in _in_one_line(list(group)):
            at = line[0].at
            start = end = min(rule.start for rule in line)
            for rule in sorted(line, key=lambda rule: rule.start):
                if rule.start > end + _NEAR:
                    yield Rule(across, at, start, end)
                    start, end = rule.start, rule.end
                end = max(end, rule.end)
            yield Rule(across, at, start, end)


def _in_one_line(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    line: list[Rule] = []
    for rule in rules:
        if line and rule.at - line[0].at > _NEAR:
            yield line
            line = []
        line.append(rule)
    if line:
        yield line


def _connected(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Groups of rules that meet one another, directly or over others of the group."""
    across = [number for number, rule in enumerate(rules) if rule.across]
    down = [number for number, rule in enumerate(rules) if not rule.across]
    groups = _Groups(len(rules))
    for first in across:
        for second in down:
            if _meet(rules[first], rules[second]):
                groups.unite(first, second)
    members: dict[int, list[Rule]] = {}
    for number, rule in enumerate(rules):
        members.setdefault(groups.of(number), []).append(rule)
    yield from (group for group in members.values() if len(group) > 3)


def _meet(across: Rule, down: Rule) -> bool:
    return across.start - _NEAR <= down.at <= across.end + _NEAR and down.start - _NEAR <= across.at <= down.end + _NEAR


class _Groups:
    """Things that belong together, by their numbers."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def of(self, number: int) -> int:
        """What stands for a thing's group."""
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def unite(self, first: int, second: int) -> None:
        """Make one of two things' groups."""
        self._above[self.of(second)] = self.of(first)


def _table(rules: Sequence[Rule]) -> RuledTable | None:
    across = [rule for rule in rules if rule.across]
    down = [rule for rule in rules if not rule.across]
    columns = _edges(down, across)
    rows = _edges(across, down)
    if len(columns) < 2 or len(rows) < 2 or len(columns) * len(rows) > MOST_PLACES:
        return None
    cells = tuple(_cells(columns, rows, across, down))
    return RuledTable(columns, rows, cells) if len(cells) > 1 else None


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> tuple[float, ...]:
    """Where rules stand, and where those that cross them end if that is further outside."""
    edges = [line[0].at for line in _in_one_line(sorted(rules, key=lambda rule: rule.at))]
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    before = [first] if first < edges[0] - _OPEN_SIDE else []
    behind = [last] if last > edges[-1] + _OPEN_SIDE else []
    return (*before, *edges, *behind)


def _cells(
    columns: Sequence[float], rows: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> Iterator[RuledCell]:
    """The smallest places, those without a rule between them as one cell."""
    right = _ruled(columns, rows, down)
    below = _ruled(rows, columns, across)
    width, height = len(columns) - 1, len(rows) - 1
    groups = _Groups(width * height)
    for row in range(height):
        for column in range(width):
            place = row * width + column
            if column + 1 < width and (column + 1, row) not in right:
                groups.unite(place, place + 1)
            if row + 1 < height and (row + 1, column) not in below:
                groups.unite(place, place + width)
    members: dict[int, list[tuple[int, int]]] = {}
    for place in range(width * height):
        members.setdefault(groups.of(place), []).append(divmod(place, width))
    yield from sorted(
        (cell for places in members.values() for cell in _rectangles(places)), key=lambda cell: (cell.row, cell.column)
    )


def _ruled(edges: Sequence[float], crossing: Sequence[float], rules: Sequence[Rule]) -> set[tuple[int, int]]:
    """Which edges have a rule beside which places: numbers of the edge and of the place."""
    middles = [(start + end) / 2 for start, end in pairwise(crossing)]
    found: set[tuple[int, int]] = set()
    for rule in rules:
        edge = _nearest(edges, rule.at)
        first, last = bisect_left(middles, rule.start), bisect_right(middles, rule.end)
        found.update((edge, place) for place in range(first, last))
    return found


def _nearest(edges: Sequence[float], at: float) -> int:
    behind = bisect_left(edges, at)
    around = [number for number in (behind - 1, behind) if 0 <= number < len(edges)]
    return min(around, key=lambda number: abs(edges[number] - at))


def _rectangles(places: Sequence[tuple[int, int]]) -> Iterator[RuledCell]:
    """One cell for places that make a rectangle; for others, which no cell can have, one for each row."""
    rows = sorted({row for row, _ in places})
    columns = sorted({column for _, column in places})
    if len(places) == len(rows) * len(columns):
        yield RuledCell(rows[0], columns[0], len(rows), len(columns))
        return
    for row, group in groupby(sorted(places), key=lambda place: place[0]):
        run: list[int] = []
        for _, column in group:
            if run and column != run[-1] + 1:
                yield RuledCell(row, run[0], 1, len(run))
                run = []
            run.append(column)
        yield RuledCell(row, run[0], 1, len(run))
