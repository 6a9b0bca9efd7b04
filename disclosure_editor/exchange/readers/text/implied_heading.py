"""Infers how the cells of a table's heading lie over one another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise

from disclosure_editor.exchange.readers.text.implied_span import Span
from disclosure_editor.exchange.readers.text.row_types import Column, is_figure

_DEEPEST = 6
_WIDEST = 40
"""No official table has a heading of more levels, or of more columns."""
_TOTAL = re.compile(r"[合小总]\s*计")


@dataclass
class _Cell:
    """A cell of the heading, with those that lie under it; a blank one that it covers is none of them."""

    row: int
    place: int
    text: str
    children: list[_Cell] = field(default_factory=list)
    column: int = 0
    columns: int = 1

    @cached_property
    def letters(self) -> frozenset[str]:
        """Those of its text."""
        return frozenset(self.text)

    @cached_property
    def total(self) -> bool:
        """Whether it heads a column of totals."""
        return bool(_TOTAL.match(self.text))


_Groups = list[list[_Cell]]
_Cost = Callable[[_Cell, Sequence[_Cell]], float]


def heading_spans(rows: Sequence[Sequence[str]], columns: int, kinds: Sequence[Column]) -> list[list[Span]] | None:
    """The spans of the heading's rows, as many as it has; None where no heading can be made out.

    Args:
        rows: of the table, from the heading on.
        columns: how many the table has.
        kinds: what the columns hold.
    """
    if columns > _WIDEST:
        return None
    heading = _Heading(rows, columns, kinds)
    return heading.spans() if heading.found else None


class _Heading:
    """A heading as a tree of cells.

    Attributes:
        found: whether the rows make one.
    """

    def __init__(self, rows: Sequence[Sequence[str]], columns: int, kinds: Sequence[Column]) -> None:
        self._columns = columns
        self._kinds = kinds
        self._levels = [[_Cell(number, place, text) for place, text in enumerate(row)]
                        for number, row in enumerate(rows[:_DEEPEST + 1])]  # fmt: skip
        self._covered: set[tuple[int, int]] = set()
        self._used = 1
        self._leaves = self._levels[0] if self._levels else []
        self.found = self._grown() if self._leaves else False

    def spans(self) -> list[list[Span]]:
        """For each row of the heading the spans of its cells."""
        return [[self._span(cell) for cell in level] for level in self._levels[: self._used]]

    def _span(self, cell: _Cell) -> Span:
        if (cell.row, cell.place) in self._covered:
            return Span(cell.column, 1, 0)
        bottom = cell.children[0].row if cell.children else self._used
        return Span(cell.column, cell.columns, bottom - cell.row)

    def _grown(self) -> bool:
        """Hang each row under the one above until the lowest cells are as many as the columns."""
        while len(self._leaves) < self._columns:
            if self._used >= min(len(self._levels), _DEEPEST) or not self._hang(self._levels[self._used]):
                return False
            self._used += 1
        if len(self._leaves) > self._columns:
            return False
        self._place_columns()
        for level in self._levels[: self._used - 1]:
            self._part_by_kinds(level)
        self._place_columns()
        return True

    def _hang(self, level: Sequence[_Cell]) -> bool:
        if any(is_figure(cell.text) for cell in level):
            return False
        parents = self._parents(level)
        if not parents:
            return False
        groups = _parted(level, parents, _likeness_cost)
        if groups is None:
            return False
        leaves: list[_Cell] = []
        hanging = {id(parent): group for parent, group in zip(parents, groups, strict=True)}
        for leaf in self._leaves:
            group = hanging.get(id(leaf), [])
            if len(group) == 1 and not group[0].text:
                self._covered.add((group[0].row, group[0].place))
                group = []
            leaf.children = group
            leaves += group or [leaf]
        self._leaves = leaves
        return True

    def _parents(self, level: Sequence[_Cell]) -> list[_Cell]:
        """Which of the lowest cells have others under them, blank ones too."""
        leaves = self._leaves
        if len(level) >= self._columns or not all(cell.text for cell in level):
            return leaves if len(level) >= len(leaves) else []
        count = len(leaves) + len(level) - self._columns if self._is_last(level) else 0
        if not 1 <= count <= min(len(leaves), len(level)):
            count = min(len(leaves), len(level) // 2)
        return self._likeliest(level, count)

    def _is_last(self, level: Sequence[_Cell]) -> bool:
        """Whether the row below is one of figures, or a blank one."""
        below = next(iter(self._levels[level[0].row + 1 :]), [])
        texts = [cell.text for cell in below if cell.text]
        return len(below) == self._columns and (not texts or any(map(is_figure, texts)))

    def _likeliest(self, level: Sequence[_Cell], count: int) -> list[_Cell]:
        """Those of the lowest cells that most likely have others under them: codes, and words that come back below."""
        if count == len(self._leaves):
            return list(self._leaves)
        best: tuple[float, list[_Cell]] | None = None
        for chosen in _choices(self._leaves, count):
            groups = _parted(level, chosen, _likeness_cost)
            if groups is None:
                continue
            cost = sum(_likeness_cost(parent, group) for parent, group in zip(chosen, groups, strict=True))
            cost += self._uncoded(dict(zip(map(id, chosen), groups, strict=True)))
            if best is None or cost < best[0]:
                best = (cost, chosen)
        return best[1] if best else []

    def _uncoded(self, hanging: dict[int, list[_Cell]]) -> int:
        """How many of the columns of codes would have no cell of this row, if it were the heading's last."""
        below: list[bool] = []
        for leaf in self._leaves:
            below += [True] * len(hanging[id(leaf)]) if id(leaf) in hanging else [False]
        if len(below) != self._columns:
            return 0
        return sum(kind is Column.CODES and not low for kind, low in zip(self._kinds, below, strict=True))

    def _place_columns(self) -> None:
        columns = {id(leaf): number for number, leaf in enumerate(self._leaves)}

        def place(cell: _Cell) -> None:
            for child in cell.children:
                place(child)
            cell.column = cell.children[0].column if cell.children else columns.get(id(cell), 0)
            cell.columns = sum(child.columns for child in cell.children) or 1

        for cell in self._levels[0]:
            place(cell)

    def _part_by_kinds(self, level: Sequence[_Cell]) -> None:
        """Divide cells anew among neighbours above that all have some: the columns' kinds tell better than words."""
        for _, run in groupby(level, lambda cell: bool(cell.children)):
            parents = list(run)
            children = [child for parent in parents for child in parent.children]
            if not children:
                continue
            groups = _parted(children, parents, self._kinds_cost(children, len(parents)))
            for parent, group in zip(parents, groups or (), strict=False):
                parent.children = group

    def _kinds_cost(self, children: Sequence[_Cell], groups: int) -> _Cost:
        """What it costs to begin a group with a cell: least where the columns change to texts, or from texts."""
        changes = [(self._is_text(before), self._is_text(cell)) for before, cell in pairwise(children)]
        wanted = (False, True) if changes.count((False, True)) >= groups - 1 else (True, False)
        good = {id(children[number + 1]) for number, change in enumerate(changes) if change == wanted}
        if len(good) < groups - 1 or Column.FIGURES not in self._kinds:
            return _likeness_cost
        return lambda parent, group: (
            _likeness_cost(parent, group) * 0.1 + (0.0 if id(group[0]) in good or group[0] is children[0] else 2.0)
        )

    def _is_text(self, cell: _Cell) -> bool:
        return self._kinds[cell.column] in (Column.TEXT, Column.CODES)


def _choices(leaves: Sequence[_Cell], count: int) -> Iterator[list[_Cell]]:
    """All ways to choose one or two of the cells; of more the first ones only."""
    if count == 1:
        yield from ([leaf] for leaf in leaves)
    elif count == 2:
        yield from ([first, second] for number, first in enumerate(leaves) for second in leaves[number + 1 :])
    else:
        yield list(leaves[:count])


def _parted(children: Sequence[_Cell], parents: Sequence[_Cell], cost: _Cost) -> _Groups | None:
    """The cells of a row divided among those above, in their order and each with one at least, at the least cost."""
    best: dict[int, tuple[float, _Groups]] = {0: (0.0, [])}
    for number, parent in enumerate(parents):
        behind = len(parents) - number - 1
        found: dict[int, tuple[float, _Groups]] = {}
        for start, (before, groups) in best.items():
            ends = (len(children),) if not behind else range(start + 1, len(children) - behind + 1)
            for end in ends:
                if end <= start:
                    continue
                group = list(children[start:end])
                total = before + _group_cost(group) + cost(parent, group)
                if end not in found or total < found[end][0]:
                    found[end] = (total, [*groups, group])
        best = found
    return best[len(children)][1] if len(children) in best else None


def _group_cost(group: Sequence[_Cell]) -> float:
    """A blank cell belongs alone under the one that covers it; a merged cell has two others under it at least."""
    blanks = sum(not cell.text for cell in group)
    if len(group) == 1:
        return 0.0 if blanks else 1.0
    return 20.0 * blanks


def _likeness_cost(parent: _Cell, group: Sequence[_Cell]) -> float:
    """Less the more of the words below stand in the cell above, and where they begin with a total; a total has none."""
    shared = sum(len(parent.letters & cell.letters) / max(len(cell.letters), 1) for cell in group)
    total = group[0].total
    amid = sum(cell.total for cell in group[1:])
    return 1.0 + 2.0 * parent.total - shared / len(group) - (0.3 if total and not amid else 0.0) + 1.5 * amid
