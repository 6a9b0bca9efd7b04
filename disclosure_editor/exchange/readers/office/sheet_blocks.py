"""Tells the paragraphs and the tables of a sheet apart: by lines around cells, by blank rows, by what stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from disclosure_editor.exchange.readers.found_cells import grid_of
from disclosure_editor.exchange.readers.office.sheets import Merge, Sheet, SheetCell
from disclosure_editor.exchange.readers.source_limits import CELLS, PARAGRAPHS, ROWS, Tally, require
from disclosure_editor.exchange.source import Place, SourceBlock, SourceCell, SourceGrid, SourceParagraph

_FIGURE = re.compile(r"[-+−]?\d[\d,，]*(\.\d+)?%?")
_COLONS = re.compile("[:：]")
_SENTENCE = re.compile("[:：，。；]")
# 编制单位：…, 日期：… and 单位：万元 stand in one row above a table.
_MOST_PARTS_OF_LINE = 4
_LONGEST_LABEL = 20


@dataclass(frozen=True)
class _Row:
    """A row in which something stands.

    Attributes:
        number: of the row, from 0.
        cells: by their columns.
    """

    number: int
    cells: Mapping[int, SheetCell]

    @property
    def texts(self) -> list[str]:
        return [cell.text for _, cell in sorted(self.cells.items()) if cell.text.strip()]

    @property
    def ruled(self) -> bool:
        return any(cell.ruled for cell in self.cells.values())

    @property
    def has_figure(self) -> bool:
        return any(_FIGURE.fullmatch(text.strip()) for text in self.texts)

    @property
    def is_record(self) -> bool:
        """Whether it can only be a row of a table: several texts, a figure among them."""
        return len(self.texts) > 1 and self.has_figure

    @property
    def is_line(self) -> bool:
        """Whether it may be a line above or below a table: one text, or several that all name what they state."""
        texts = self.texts
        return len(texts) < 2 or (len(texts) <= _MOST_PARTS_OF_LINE and all(map(_COLONS.search, texts)))


@dataclass(frozen=True)
class _Part:
    """Rows that belong together: those of a table, or one line of text."""

    rows: tuple[_Row, ...]
    is_table: bool


def sheet_blocks(sheet: Sheet, tally: Tally) -> list[SourceBlock]:
    """The paragraphs and tables of a sheet without hidden rows and columns, from top to bottom.

    Rows with lines around their cells are a table; what stands above, between and below without lines is text. Where
    nothing is ruled, a table is what has several texts in a row. Blank rows end a table unless it goes on behind them
    with figures; a table's own heading does not begin with one.

    Raises:
        UnreadableSource: there is more in it than what is read.
    """
    rows = _rows(sheet)
    require(len(rows), ROWS, tally.name)
    anchors = {(merge.top, merge.left): merge for merge in sheet.merges}
    parts = _joined(_Band(band, anchors).parts() for band in _bands(rows, sheet.merges))
    return [block for part in parts for block in _blocks(part, sheet.name, anchors, tally)]


def _rows(sheet: Sheet) -> list[_Row]:
    found: dict[int, dict[int, SheetCell]] = {}
    for (row, column), cell in sheet.cells.items():
        if cell.ruled or cell.text.strip():
            found.setdefault(row, {})[column] = cell
    return [_Row(number, found[number]) for number in sorted(found)]


def _bands(rows: Sequence[_Row], merges: Iterable[Merge]) -> Iterator[list[_Row]]:
    """Rows that follow one another; a merged cell bridges the blank rows that it covers."""
    waiting = sorted(merges, key=lambda merge: merge.top, reverse=True)
    band: list[_Row] = []
    reach = -1
    for row in rows:
        if band and row.number > max(band[-1].number, reach) + 1:
            yield band
            band = []
        band.append(row)
        while waiting and waiting[-1].top <= row.number:
            merge = waiting.pop()
            cell = row.cells.get(merge.left) if merge.top == row.number else None
            if cell is not None and cell.text.strip():
                reach = max(reach, merge.bottom)
    if band:
        yield band


class _Band:
    """Rows that follow one another without a blank one."""

    def __init__(self, rows: Sequence[_Row], anchors: Mapping[tuple[int, int], Merge]) -> None:
        self._rows = rows
        self._anchors = anchors

    def parts(self) -> list[_Part]:
        """Its tables and lines from top to bottom."""
        in_table = self._ruled() if any(row.ruled for row in self._rows) else self._unruled()
        parts: list[_Part] = []
        for is_table, places in groupby(range(len(self._rows)), lambda place: in_table[place]):
            rows = [self._rows[place] for place in places]
            parts += [_Part(tuple(rows), True)] if is_table else [_Part((row,), False) for row in rows if row.texts]
        return parts

    def _ruled(self) -> list[bool]:
        """Which rows are a table's, where lines tell; in some tables only the first or the last rows have them."""
        rows = self._rows
        ruled = [place for place, row in enumerate(rows) if row.ruled]
        first, last = ruled[0], ruled[-1]
        last_record = max((place for place, row in enumerate(rows) if row.is_record), default=last)
        marks = [False] * first
        for place, following in self._next_ruled(first, last):
            goes_on = following.is_record or not rows[place].is_line
            marks.append(rows[place].ruled or goes_on)
        return marks + [last < place <= last_record for place in range(last + 1, len(rows))]

    def _next_ruled(self, first: int, last: int) -> list[tuple[int, _Row]]:
        """The rows from the first to the last that is ruled, each with the ruled one that comes next or is itself."""
        found: list[tuple[int, _Row]] = []
        following = self._rows[last]
        for place in range(last, first - 1, -1):
            following = self._rows[place] if self._rows[place].ruled else following
            found.append((place, following))
        return found[::-1]

    def _unruled(self) -> list[bool]:
        """Which rows are a table's, where only the texts tell."""
        rows = self._rows
        several = [place for place, row in enumerate(rows) if not row.is_line]
        if not several:
            return [False] * len(rows)
        first, last = several[0], several[-1]
        columns = {column for place in several for column in rows[place].cells}
        left, right = min(columns), max(columns)
        marks = [first <= place <= last and not self._is_across(row, left, right) for place, row in enumerate(rows)]
        for place in range(last + 1, len(rows)):
            if not self._is_label(rows[place]):
                break
            marks[place] = True
        return marks

    def _is_across(self, row: _Row, first: int, last: int) -> bool:
        """Whether the row is one text over all columns of the table."""
        merge = self._merge(row)
        return len(row.texts) == 1 and merge is not None and merge.left <= first < last <= merge.right

    def _is_label(self, row: _Row) -> bool:
        """Whether the row can be a table's last: a name whose amounts are blank."""
        texts = row.texts
        if len(texts) != 1 or self._merge(row) is not None:
            return False
        return len(texts[0]) <= _LONGEST_LABEL and not _SENTENCE.search(texts[0])

    def _merge(self, row: _Row) -> Merge | None:
        column = next((at for at, cell in sorted(row.cells.items()) if cell.text.strip()), None)
        return None if column is None else self._anchors.get((row.number, column))


def _joined(bands: Iterable[Sequence[_Part]]) -> list[_Part]:
    """All parts; a table that begins with figures goes on with the one before the blank rows above it."""
    parts: list[_Part] = []
    for band in bands:
        begins = band[0] if band else None
        if begins and begins.is_table and parts and parts[-1].is_table and begins.rows[0].is_record:
            parts[-1] = _Part(parts[-1].rows + begins.rows, True)
            parts += band[1:]
        else:
            parts += band
    return parts


def _blocks(
    part: _Part, sheet: str, anchors: Mapping[tuple[int, int], Merge], tally: Tally
) -> Iterator[SourceParagraph | SourceGrid]:
    if not part.is_table:
        tally.add(PARAGRAPHS)
        row = part.rows[0]
        first = min(column for column, cell in row.cells.items() if cell.text.strip())
        text = "\t".join(text.strip() if len(row.texts) > 1 else text for text in row.texts)
        yield SourceParagraph(tally.text(text), Place(sheet=sheet, cell=row.cells[first].name))
        return
    first_row = part.rows[0]
    place = Place(sheet=sheet, cell=first_row.cells[min(first_row.cells)].name)
    grid = grid_of(_cells(part.rows, sheet, anchors, tally), place, tally)
    if grid is not None:
        yield grid


def _cells(
    rows: Sequence[_Row], sheet: str, anchors: Mapping[tuple[int, int], Merge], tally: Tally
) -> list[SourceCell]:
    last_column = max(max(row.cells) for row in rows)
    index_of = {row.number: index for index, row in enumerate(rows)}
    covered: set[tuple[int, int]] = set()
    merged = 0
    cells: list[SourceCell] = []
    for index, row in enumerate(rows):
        for column, cell in sorted(row.cells.items()):
            if (index, column) in covered:
                continue
            row_span, column_span = 1, 1
            if merge := anchors.get((row.number, column)):
                row_span = _rows_within(merge, index, rows, index_of)
                column_span = min(merge.right, last_column) - column + 1
                merged += row_span * column_span
                require(merged, CELLS, tally.name)
                places = {(r, c) for r in range(index, index + row_span) for c in range(column, column + column_span)}
                if places & covered:  # ranges that overlap, which no spreadsheet writes
                    row_span, column_span = 1, 1
                else:
                    covered |= places
            place = Place(sheet=sheet, cell=cell.name)
            cells.append(SourceCell(index, column, tally.text(cell.text), place, row_span, column_span))
    return cells


def _rows_within(merge: Merge, index: int, rows: Sequence[_Row], index_of: Mapping[int, int]) -> int:
    """How many of the table's rows a merged range covers, from the one that it begins in."""
    if merge.bottom in index_of:
        return index_of[merge.bottom] - index + 1
    span = 1
    while index + span < len(rows) and rows[index + span].number <= merge.bottom:
        span += 1
    return span
