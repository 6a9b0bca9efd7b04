"""The repeated rows of a form among the words of hard-wrapped lines: of all ways to read them as rows the likeliest.

The words are read from left to right as cells, row by row. A row begins with a line; a cell of several lines mostly
takes these as a whole, while others share one. Each way to read them costs the more the less its cells look like those
of their columns, and the way whose figures add up to what the form states is preferred.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from disclosure_editor.document.amounts import MalformedAmount, parse_amount
from disclosure_editor.recognition.lines.cell_costs import figure_in, presence_cost
from disclosure_editor.recognition.lines.form_text import FormText
from disclosure_editor.recognition.lines.printed_match import Span
from disclosure_editor.recognition.lines.row_cells import PAGE_BREAK, PossibleCells
from disclosure_editor.recognition.lines.row_columns import ColumnKind, RowColumn

_BLANK = 4.0
_EMPTY_GROUP = 1.0
_KNOWN_EMPTY_GROUP = 0.5
"""A group without a row, and one that the edition names as always there."""
_NO_LEVEL = 6.0
"""A row of which it isn't known what group it belongs to."""
_EXCEEDS = 3.0
"""A figure that may not exceed another one of its row, and does."""
_OTHER_TOTAL = 5.0
_LEFT_OVER = 3.0
_LEFT_OVER_NUMBER = 2.0
_BEHIND_BEST = 6.0
"""Ways that cost so much more than the best one up to the same word are given up."""
_LEVEL_AGAIN = 3.0
_CLEARLY = 0.75
_PAGE_NUMBER = re.compile(r"[-—–第]*\d{1,4}[-—–页]*")


@dataclass(frozen=True)
class RowCells:
    """The cells of one row.

    Attributes:
        cells: by the numbers of the columns the words that they are made of; a level's only where it is printed.
        doubtful: whether there is another way to read it that is nearly as likely.
        cost: 0 where everything is as usual.
    """

    cells: Mapping[int, Span]
    doubtful: bool
    cost: float

    @property
    def first(self) -> int:
        """The number of its first word."""
        return min(span.first for span in self.cells.values())

    @property
    def end(self) -> int:
        """The number of the word behind its last one."""
        return max(span.end for span in self.cells.values())


@dataclass(frozen=True)
class RowsFound:
    """The rows that words were read as.

    Attributes:
        left_over: the words that are in none.
        cost: 0 where everything is as usual.
        total: what the figures add up to that are to add up to a known one.
        clear: whether nothing is doubtful, the figures add up, and no line is left over but numbers, as pages have.
    """

    rows: tuple[RowCells, ...]
    left_over: tuple[Span, ...]
    cost: float
    total: Decimal
    clear: bool


class _State(NamedTuple):
    """How far a way has got.

    Attributes:
        word: the number of the next word.
        column: the next column; that behind the last one is the end of a row.
        fresh: whether a level was read in this row.
        before: what the last row was (see below); a filled one as soon as its name is read.
        total: the sum of the figures that add up to a known one.
    """

    word: int
    column: int
    fresh: bool
    before: int
    total: Decimal


_NO_ROW, _BLANK_ROW, _FILLED_ROW = range(3)
"""What stands before a row: none, a group without a row, a row of its group."""


class _Edge(NamedTuple):
    state: _State
    cost: float
    cell: Span | None


_ZERO = Decimal(0)


class Expected(NamedTuple):
    """What is known of the figures.

    Attributes:
        totals: what those of the column with this number add up to; any of these will do.
        at_most: by the number of a column those of the columns whose figure it may not exceed.
    """

    column: int = -1
    totals: frozenset[Decimal] = frozenset()
    at_most: Mapping[int, tuple[int, ...]] | None = None


def find_rows(
    text: FormText, columns: Sequence[RowColumn], words: Span, expected: Expected, *, whole_lines: bool
) -> RowsFound:
    """The rows that some words are read as.

    Args:
        whole_lines: whether cells of several lines are taken to begin and end with lines, and figures to add up. Else
            other ways are looked at for their sums where the figures of the likeliest don't add up.
    """
    found = _Search(text, columns, words, expected._replace(totals=frozenset()), whole_lines).run()
    if not expected.totals or found.total in expected.totals:
        return found
    return replace(found if whole_lines else _Search(text, columns, words, expected, False).run(), clear=False)


class _Search:
    def __init__(
        self, text: FormText, columns: Sequence[RowColumn], words: Span, expected: Expected, whole_lines: bool
    ) -> None:
        self._text = text
        self._columns = columns
        self._first, self._end = words
        self._expected = expected
        self._levels = sum(column.kind is ColumnKind.LEVEL for column in columns)
        self._cells = PossibleCells(text, columns, words.end, whole_lines=whole_lines, most=_BEHIND_BEST)
        self._costs: dict[_State, float] = {}
        self._came: dict[_State, tuple[_State, Span | None]] = {}
        self._edges: dict[_State, list[_Edge]] = {}
        self._waiting: dict[int, list[tuple[tuple[bool, int, float], _State]]] = {}
        self._here: list[tuple[tuple[bool, int, float], _State]] = []
        self._word = -1

    def run(self) -> RowsFound:
        self._spread()
        last = min(self._ends(), key=self._final_cost)
        path = list(self._path(last))
        doubtful = self._doubtful_words(last, {state for state, _, _ in path} | {last})
        return self._found(path, doubtful, self._final_cost(last))

    # ---- The ways

    def _spread(self) -> None:
        self._reach(_State(self._first, 0, False, _NO_ROW, _ZERO), 0.0)
        for word in range(self._first, self._end + 1):
            waiting = self._waiting.pop(word, [])
            limit = min((self._costs[state] for _, state in waiting), default=0.0) + _BEHIND_BEST
            heapq.heapify(waiting)
            self._word, self._here = word, waiting
            cheapest: dict[tuple[int, bool, int], float] = {}
            while waiting:
                state = heapq.heappop(waiting)[1]
                cost, alike = self._costs[state], state[1:4]
                if state in self._edges:
                    continue
                if cost <= min(limit, cheapest.get(alike, math.inf) + _OTHER_TOTAL):
                    cheapest.setdefault(alike, cost)
                    self._go_on(state, cost, list(self._from(state)))
                elif state.column == 0:
                    self._go_on(state, cost, list(self._leaving_line(state)))

    def _go_on(self, state: _State, cost: float, edges: list[_Edge]) -> None:
        """Follow a way by one step."""
        self._edges[state] = edges
        for edge in edges:
            if cost + edge.cost < self._costs.get(edge.state, math.inf):
                self._came[edge.state] = (state, edge.cell)
                self._reach(edge.state, cost + edge.cost)

    def _reach(self, state: _State, cost: float) -> None:
        self._costs[state] = cost
        item = (self._order(state, cost), state)
        if state.word == self._word:
            heapq.heappush(self._here, item)
        else:
            self._waiting.setdefault(state.word, []).append(item)

    def _order(self, state: _State, cost: float) -> tuple[bool, int, float]:
        """The order in which states at one word follow one another: there a row ends before one begins."""
        return not state.fresh and state.column <= self._levels, state.column, cost

    def _from(self, state: _State) -> Iterator[_Edge]:
        if state.column == len(self._columns):
            if self._text.begins_line(state.word) or state.word == self._end:
                yield _Edge(_State(state.word, 0, False, state.before, state.total), 0.0, None)
            return
        column = self._columns[state.column]
        row = self._row_texts(state) if column.kind is ColumnKind.TEXT else {}
        yield from self._without_cell(state, column, row)
        if state.word == self._end:
            return
        yield from self._leaving_line(state)
        further = self._break_cost(state.word) if state.fresh or state.column > self._levels else 0.0
        further += presence_cost(column, row, True) if column.kind is ColumnKind.TEXT else 0.0
        for end, cost in self._cells.beginning(state.word, state.column):
            cell = Span(state.word, end)
            yield self._with_cell(state, column, cell, cost + further)

    def _without_cell(self, state: _State, column: RowColumn, row: Mapping[str, str]) -> Iterator[_Edge]:
        behind = state._replace(column=state.column + 1)
        match column.kind:
            case ColumnKind.LEVEL:
                needed = _FILLED_ROW if state.column == self._levels - 1 else _BLANK_ROW
                merged = column.cell.merge and state.before >= needed and not state.fresh
                yield _Edge(behind, 0.0 if merged else _NO_LEVEL, None)
            case ColumnKind.NAME:
                if state.fresh and column is self._columns[self._levels]:
                    cost = _KNOWN_EMPTY_GROUP if self._is_known_word(state) else _EMPTY_GROUP
                    yield _Edge(state._replace(column=len(self._columns), before=_BLANK_ROW), cost, None)
            case ColumnKind.TEXT:
                yield _Edge(behind, presence_cost(column, row, False), None)
            case ColumnKind.FIGURE | ColumnKind.QUANTITY:
                yield _Edge(behind, _BLANK, None)

    def _with_cell(self, state: _State, column: RowColumn, cell: Span, cost: float) -> _Edge:
        total = state.total
        if self._expected.totals and state.column == self._expected.column:
            total += self._amount(cell, state.column) or _ZERO
        for other in (self._expected.at_most or {}).get(state.column, ()):
            cost += self._exceeding(state, cell, other)
        fresh = state.fresh or column.kind is ColumnKind.LEVEL
        if column.kind is ColumnKind.LEVEL and column.cell.merge and not state.fresh and self._is_again(state, cell):
            cost += _LEVEL_AGAIN
        before = _FILLED_ROW if column.kind is ColumnKind.NAME else state.before
        return _Edge(_State(cell.end, state.column + 1, fresh, before, total), cost, cell)

    def _is_known_word(self, state: _State) -> bool:
        """Whether the edition names the group that was just read."""
        before, cell = self._came[state]
        words = self._columns[before.column].words
        return cell is not None and "".join(self._text.pieces(*cell)) in words

    def _is_again(self, state: _State, cell: Span) -> bool:
        """Whether a merged level says what the one before says, with which it would be one cell."""
        level = state.column
        before: Span | None = None
        while state in self._came and before is None:
            state, last = self._came[state]
            before = last if state.column == level else None
            if state.column < level and last is not None:
                return False
        return before is not None and "".join(self._text.pieces(*before)) == "".join(self._text.pieces(*cell))

    def _leaving_line(self, state: _State) -> Iterator[_Edge]:
        """A line that is no part of any row; within a row only a page's number.

        As one can always leave over another line, there is always a way to the last one.
        """
        if state.word == self._end or not (self._text.begins_line(state.word) or state.word == self._first):
            return
        end = min(self._text.first_word(self._text.line_of(state.word) + 1), self._end)
        line = Span(state.word, end)
        if self._is_number(line):
            cost = _LEFT_OVER_NUMBER + (PAGE_BREAK if state.column else 0.0)
            yield _Edge(state._replace(word=end), cost, line)
        elif state.column == 0:
            yield _Edge(state._replace(word=end), _LEFT_OVER, line)

    def _is_number(self, words: Span) -> bool:
        return _PAGE_NUMBER.fullmatch("".join(self._text.pieces(*words))) is not None

    def _break_cost(self, word: int) -> float:
        """What it costs that a row goes on here."""
        if not self._text.begins_line(word):
            return 0.0
        line = self._text.lines[self._text.line_of(word)]
        return PAGE_BREAK if line.unsure and self._text.spaced else 0.0

    def _exceeding(self, state: _State, cell: Span, other: int) -> float:
        figure, bound = self._amount(cell, state.column), self._amount_before(state, other)
        return _EXCEEDS if figure is not None and bound is not None and figure > bound else 0.0

    def _amount_before(self, state: _State, column: int) -> Decimal | None:
        """The figure in a column of the row that a way is in."""
        cell = next((cell for number, cell in self._row_before(state) if number == column), None)
        return self._amount(cell, column) if cell is not None else None

    def _row_before(self, state: _State) -> Iterator[tuple[int, Span | None]]:
        """The cells of the row that a way is in, the last one first."""
        while state.column and state in self._came:
            before, cell = self._came[state]
            if before.column != state.column:
                yield before.column, cell
            state = before

    def _row_texts(self, state: _State) -> dict[str, str]:
        """The texts of the row that a way is in by column."""
        texts: dict[str, str] = {}
        for number, cell in self._row_before(state):
            column, text = self._columns[number], "".join(self._text.pieces(*cell)) if cell is not None else ""
            texts[column.id] = figure_in(column, text) if column.kind is ColumnKind.FIGURE else text
        return texts

    def _amount(self, cell: Span, column: int) -> Decimal | None:
        try:
            return parse_amount(figure_in(self._columns[column], "".join(self._text.pieces(*cell))))
        except MalformedAmount:
            return None

    # ---- The best way

    def _ends(self) -> list[_State]:
        """The states in which all words are read; at least one way leaves over what it can't read."""
        return [state for state in self._costs if state.word == self._end and state.column == 0]

    def _final_cost(self, state: _State) -> float:
        known = self._expected.totals
        return self._costs[state] + (0.0 if not known or state.total in known else _OTHER_TOTAL)

    def _path(self, last: _State) -> Iterator[tuple[_State, _State, Span | None]]:
        """The steps of the best way to a state: from where, to where, with which words."""
        steps = []
        state = last
        while state in self._came:
            before, cell = self._came[state]
            steps.append((before, state, cell))
            state = before
        return reversed(steps)

    def _doubtful_words(self, last: _State, best: set[_State]) -> set[int]:
        """The words at which ways part from the best one that are nearly as likely."""
        limit = self._final_cost(last) + _CLEARLY
        rest: dict[_State, float] = {state: self._final_cost(state) - self._costs[state] for state in self._ends()}
        for state in sorted(self._edges, key=lambda s: (s.word, *self._order(s, 0.0)), reverse=True):
            ways = [edge.cost + rest[edge.state] for edge in self._edges[state] if edge.state in rest]
            if ways and (state.column != 0 or state.word != self._end):
                rest[state] = min(ways)
        return {
            state.word for state, behind in rest.items() if state not in best and self._costs[state] + behind <= limit
        }

    def _found(self, path: Sequence[tuple[_State, _State, Span | None]], doubtful: set[int], cost: float) -> RowsFound:
        rows: list[RowCells] = []
        left_over: list[Span] = []
        cells: dict[int, Span] = {}
        begun = 0.0
        for before, after, cell in path:
            if before.column == len(self._columns):
                spans = cells.values()
                words = range(min(span.first for span in spans), max(span.end for span in spans) + 1)
                rows.append(RowCells(cells, not doubtful.isdisjoint(words), self._costs[before] - begun))
                cells, begun = {}, self._costs[before]
            elif cell is not None and after.column == before.column:
                left_over.append(cell)
            elif cell is not None:
                cells[before.column] = cell
        clear = not any(row.doubtful for row in rows) and all(map(self._is_number, left_over))
        amounts = (
            self._amount(row.cells[column], column) for row in rows if (column := self._expected.column) in row.cells
        )
        return RowsFound(tuple(rows), tuple(left_over), cost, sum((a for a in amounts if a is not None), _ZERO), clear)
