"""The cells that words of hard-wrapped lines may be, each with what it costs to take them for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from disclosure_editor.recognition.lines.cell_costs import can_go_on, content_cost
from disclosure_editor.recognition.lines.column_widths import added_cost, breaks_cost
from disclosure_editor.recognition.lines.form_text import FormText
from disclosure_editor.recognition.lines.row_columns import RowColumn

PAGE_BREAK = 1.0
"""Within a row."""
_WITHIN_CELL = 6.0
"""Two lines of a cell without the blank line that stands between those of others."""
_AMID_LINE = 1.0
"""A cell of several lines that begins or ends amid a line, with other cells before or behind it."""


class PossibleCell(NamedTuple):
    """Words that may be a cell: the number of the word behind them, and what it costs."""

    end: int
    cost: float


class PossibleCells:
    """Finds the cells that may begin with a word.

    Args:
        end: the number of the word at which the rows end.
        whole_lines: whether cells of several lines begin and end with lines.
        most: cells that cost more are left out.
    """

    def __init__(
        self, text: FormText, columns: Sequence[RowColumn], end: int, *, whole_lines: bool, most: float
    ) -> None:
        self._text = text
        self._columns = columns
        self._end = end
        self._whole_lines = whole_lines
        self._most = most
        self._known: dict[tuple[int, int], tuple[PossibleCell, ...]] = {}

    def beginning(self, word: int, column: int) -> tuple[PossibleCell, ...]:
        """The cells of a column that may begin with a word."""
        key = (column, word)
        if key not in self._known:
            self._known[key] = tuple(self._possible_cells(self._columns[column], word))
        return self._known[key]

    def _possible_cells(self, column: RowColumn, word: int) -> Iterator[PossibleCell]:
        line = self._text.line_of(word)
        line_end = min(self._text.first_word(line + 1), self._end)
        for end in range(word + 1, line_end + 1):
            pieces = self._text.pieces(word, end)
            cost = content_cost(column, pieces)
            if cost is not None:
                yield PossibleCell(end, cost + breaks_cost(pieces, column.width))
        if self._text.begins_line(word) or not self._whole_lines:
            yield from self._cells_of_lines(column, list(self._text.pieces(word, line_end)), line, word)

    def _cells_of_lines(self, column: RowColumn, pieces: list[str], first: int, word: int) -> Iterator[PossibleCell]:
        """The cells of several lines that begin with a word of a line; `pieces` is what it begins with."""
        cost = breaks_cost(pieces, column.width)
        cost += 0.0 if self._text.begins_line(word) else _AMID_LINE
        for number in range(first + 1, self._text.line_of(self._end)):
            cost += self._gap_cost(number)
            if not self._whole_lines:
                yield from self._cells_amid(column, pieces, number, cost + _AMID_LINE)
            pieces.append(self._text.line_text(number))
            cost += added_cost(pieces, column.width)
            if cost > self._most or not can_go_on(column, pieces):
                return
            content = content_cost(column, pieces)
            if content is not None:
                yield PossibleCell(self._text.first_word(number + 1), cost + content)

    def _cells_amid(self, column: RowColumn, above: Sequence[str], number: int, cost: float) -> Iterator[PossibleCell]:
        """The cells that end amid a line; `above` is what of them stands before it."""
        first = self._text.first_word(number)
        for end in range(first + 1, self._text.first_word(number + 1)):
            pieces = [*above, *self._text.pieces(first, end)]
            content = content_cost(column, pieces) if can_go_on(column, pieces) else None
            if content is not None:
                yield PossibleCell(end, cost + content + added_cost(pieces, column.width))

    def _gap_cost(self, number: int) -> float:
        """What it costs that a line goes on with the cell of the line before."""
        line = self._text.lines[number]
        if not self._text.spaced or line.apart:
            return 0.0
        return PAGE_BREAK if line.unsure else _WITHIN_CELL
