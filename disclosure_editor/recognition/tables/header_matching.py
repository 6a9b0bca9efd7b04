"""Which column of a table each column of a grid is, by the texts above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from disclosure_editor.editions.model import Column, Side, Table, ValueType
from disclosure_editor.recognition.likeness import header_key, likeness
from disclosure_editor.recognition.tables.best_pairs import best_pairs
from disclosure_editor.recognition.tables.grid_lines import Line
from disclosure_editor.recognition.tables.header_paths import (
    HeadingWords,
    Path,
    certain_paths,
    heading_words,
    implied_paths,
)
from disclosure_editor.recognition.tables.pieces import Piece, is_lead_line

WHOLE = -1
"""The part of a code that is all of it."""

_LEAST = 0.55
"""Texts less alike than this are not of the same column."""
_OTHER_LENGTH = 0.9
"""What a heading counts that hasn't as many columns as the lines below have cells."""
_DEEPEST, _WIDEST = 6, 80
"""So many lines has a heading at most, and so many texts one of them."""
_MOST_LINES_ABOVE = 30
_LEAST_HEADING = 0.5
_LEVELS = ("类", "款", "项")
_SUMS = frozenset(("合计", "小计", "总计", "金额"))
_NUMBERING = frozenset(("行次", "栏次", "序号", "编号"))


@dataclass(frozen=True, eq=False)
class PrintedColumn:
    """A column of a table as a grid may have it: the whole or, of a code, one of its parts.

    Attributes:
        path: the keys of the texts above it.
    """

    side: Side
    column: Column
    part: int
    path: Path

    @property
    def key(self) -> tuple[str, str]:
        """Which column of the table it is."""
        return self.side.id, self.column.id


@dataclass(frozen=True)
class TableForm:
    """What the edition prints above a table's columns."""

    table: Table
    columns: tuple[PrintedColumn, ...]

    @cached_property
    def words(self) -> HeadingWords:
        """The heading's words."""
        return heading_words([column.path for column in self.columns])

    @cached_property
    def count(self) -> int:
        """How many columns the table has, a code's parts being one."""
        return len({column.key for column in self.columns})


Columns = tuple[PrintedColumn | None, ...]
"""For each column of a grid the table's that it is; None for none."""


@dataclass(frozen=True)
class Heading:
    """A grid's heading as the one of a table.

    Attributes:
        groups: for each column of the grid the table's that it is, None for none. A side whose rows go on beside the
            first ones has its columns once more, in a group of their own.
        paths: for each column of the grid the texts above it.
        body: the number of the first line behind the heading.
        score: how well it is the table's, from 0 to 1.
        group: the number of the group that is read.
    """

    form: TableForm
    groups: tuple[Columns, ...]
    paths: tuple[Path, ...]
    body: int
    score: float
    group: int = 0

    @property
    def columns(self) -> Columns:
        """The group that is read."""
        return self.groups[self.group]

    def of_any_group(self, place: int) -> PrintedColumn | None:
        """The table's column that a column of the grid is, in whichever group."""
        return next((group[place] for group in self.groups if group[place] is not None), None)

    def by_groups(self) -> Iterator[Heading]:
        """The heading once for each group."""
        return (replace(self, group=number) for number in range(len(self.groups)))

    def is_numbering(self, column: int) -> bool:
        """Whether a column of the grid only numbers its lines."""
        path = self.paths[column] if column < len(self.paths) else ()
        return bool(path) and header_key(path[-1]) in _NUMBERING


def table_form(table: Table) -> TableForm:
    """What the edition prints above a table's columns."""
    found = [(side, column) for side in table.sides for column in side.columns]
    columns = [PrintedColumn(side, column, part, path) for side, column in found for part, path in _paths(column)]
    return TableForm(table, tuple(columns))


def _paths(column: Column) -> Iterator[tuple[int, Path]]:
    paths = [_keys(header) for header in column.headers] or [_keys((column.title,))]
    if column.type is not ValueType.CODE:
        yield WHOLE, paths[0]
        return
    whole = paths[0][:-1] if len(paths) > 1 and len(paths[0]) > 1 else paths[0]
    yield from enumerate(paths if len(paths) > 1 else [(*whole, level) for level in _LEVELS])
    yield WHOLE, whole


def _keys(header: Sequence[str]) -> Path:
    keys = [header_key(text) for text in header]
    return tuple(key for number, key in enumerate(keys) if number == 0 or key != keys[number - 1])


def turned(heading: Heading) -> Iterator[Heading]:
    """The heading with its sides in every other order, where they have the same heading."""
    sides = heading.form.table.sides
    if len(sides) != 2 or _paths_of(heading.form, sides[0]) != _paths_of(heading.form, sides[1]):
        return
    first, second = ([column for column in heading.form.columns if column.side is side] for side in sides)
    other = dict(zip((*first, *second), (*second, *first), strict=True))
    ways = [
        (group, tuple(other[column] if column is not None else None for column in group)) for group in heading.groups
    ]
    for groups in list(product(*ways))[1:]:
        yield replace(heading, groups=groups)


def _paths_of(form: TableForm, side: Side) -> list[tuple[int, Path]]:
    return [(column.part, column.path) for column in form.columns if column.side is side]


def find_heading(form: TableForm, piece: Piece) -> Heading | None:
    """The piece's heading as the one of a table; None where it has no such heading."""
    begin = _first_heading_line(form, piece)
    best: Heading | None = None
    if begin is None:
        return None
    for end in range(begin + 1, min(begin + _DEEPEST, len(piece.lines)) + 1):
        if piece.lines[end - 1].has_figure or len(piece.lines[end - 1].filled) > _WIDEST:
            break
        if not piece.lines[end - 1].filled:
            continue
        heading = _heading(form, piece, begin, end)
        if best is None or heading.score > best.score:
            best = heading
    return best


def _first_heading_line(form: TableForm, piece: Piece) -> int | None:
    words = form.words
    for number, line in enumerate(piece.lines[:_MOST_LINES_ABOVE]):
        if line.has_figure or len(line.filled) > _WIDEST:
            return None
        keys = [header_key(cell.text) for cell in line.filled]
        if len(keys) == 1 and keys[0] in words.all:
            return number
        if len(keys) > 1 and not is_lead_line(line) and sum(map(words.has, keys)) * 2 >= len(keys):
            return number
    return None


def _heading(form: TableForm, piece: Piece, begin: int, end: int) -> Heading:
    lines = piece.lines[begin:end]
    paths = implied_paths(lines, form.words) if piece.implied else certain_paths(lines)
    groups, score = _matched(form, paths)
    if piece.implied and _usual_length(piece.lines[end:]) not in (0, len(paths)):
        score *= _OTHER_LENGTH
    return Heading(form, groups, paths, end, score)


def _usual_length(lines: Sequence[Line]) -> int:
    return next((length for length, _ in Counter(len(line.cells) for line in lines).most_common(1)), 0)


def _matched(form: TableForm, paths: Sequence[Path]) -> tuple[tuple[Columns, ...], float]:
    """Which column each path is of, by groups of columns that have their own rows; and how well the heading fits."""
    keys = [_keys(path) for path in paths]
    pairs = _pairs(form.columns, keys, range(len(keys)))
    found: dict[tuple[str, str], float] = {}
    for score, column, _ in pairs:
        found[column.key] = max(found.get(column.key, 0.0), score)
    groups = [_placed(pairs, len(paths))]
    complete = len(found) == form.count
    while complete and (group := _one_more_group(form, keys, groups)) is not None:
        groups.append(group)
    known = {place for group in groups for place, column in enumerate(group) if column is not None}
    strangers = sum(place not in known and bool(path) and path[-1] not in _NUMBERING for place, path in enumerate(keys))
    nameless = sum(not path for path in paths)
    return tuple(groups), sum(found.values()) / (form.count + strangers / 2 + nameless / 10)


def _pairs(
    columns: Iterable[PrintedColumn], keys: Sequence[Path], places: Iterable[int]
) -> list[tuple[float, PrintedColumn, int]]:
    """The columns and the places that go together; of places that are as good the first one."""
    free = list(places)
    likely = ((path_likeness(column.path, keys[place]), column, place) for column in columns for place in free)
    return _without_whole_and_parts(best_pairs(scored for scored in likely if scored[0] >= _LEAST))


def _placed(pairs: Iterable[tuple[float, PrintedColumn, int]], count: int) -> Columns:
    columns: list[PrintedColumn | None] = [None] * count
    for _, column, place in pairs:
        columns[place] = column
    return tuple(columns)


def _one_more_group(form: TableForm, keys: Sequence[Path], groups: Sequence[Columns]) -> Columns | None:
    """All columns of a side once more, where a grid has the rest of its rows beside the first ones."""
    free = [place for place, path in enumerate(keys) if path and not any(group[place] for group in groups)]
    for side in reversed(form.table.sides) if free else ():
        pairs = _pairs([column for column in form.columns if column.side is side], keys, free)
        if {column.key for _, column, _ in pairs} == {(side.id, column.id) for column in side.columns}:
            return _placed(pairs, len(keys))
    return None


def _without_whole_and_parts(
    pairs: Sequence[tuple[float, PrintedColumn, int]],
) -> list[tuple[float, PrintedColumn, int]]:
    """The pairs without a code's whole column where its parts were found."""
    in_parts = {column.key for _, column, _ in pairs if column.part != WHOLE}
    return [pair for pair in pairs if pair[1].part != WHOLE or pair[1].key not in in_parts]


def path_likeness(wanted: Path, printed: Path) -> float:
    """How surely a printed path is the wanted one: by its last text first, then by those above that."""
    if not wanted or not printed:
        return 0.0
    ways = [_by_last(wanted, printed)]
    ways += [0.99 for first in range(len(printed) - 1) if "".join(printed[first:]) == wanted[-1]]
    if wanted[-1] in _SUMS and len(wanted) > 1 and printed[-1] not in _SUMS:
        ways.append(0.95 * _by_last(wanted[:-1], printed))
    if printed[-1] in _SUMS and len(printed) > 1 and wanted[-1] not in _SUMS:
        ways.append(0.95 * _by_last(wanted, printed[:-1]))
    return max(ways)


def _by_last(wanted: Path, printed: Path) -> float:
    above, printed_above = wanted[:-1], printed[:-1]
    if not above:
        fit = 0.5 if printed_above else 1.0
    elif not printed_above:
        fit = 0.5
    else:
        fit = sum(max(likeness(key, other) for other in printed_above) for key in above) / len(above)
    return likeness(wanted[-1], printed[-1]) * (0.7 + 0.3 * fit)
