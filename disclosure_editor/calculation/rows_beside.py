"""The rows of a table's sides beside one another, as the table is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile, zip_longest
from typing import NamedTuple

from disclosure_editor.calculation.workbook import Row, Workbook
from disclosure_editor.editions.model import FixedRow, RowKind, Side

Beside = tuple[Row | None, ...]
"""One row of the table: each side's row there, or None where that side has none."""


class RowsBeside(NamedTuple):
    """A table's rows from top to bottom.

    Attributes:
        top: the totals that a side begins with.
        body: what follows, up to the totals at the bottom; a side with fewer rows ends in blanks.
        bottom: from a side's next total on, where a side with fewer rows begins with blanks.
    """

    top: tuple[Beside, ...]
    body: tuple[Beside, ...]
    bottom: tuple[Beside, ...]


def rows_beside(workbook: Workbook, sides: Sequence[Side], shown: Callable[[Side, Row], bool]) -> RowsBeside:
    """Those of the sides' rows that are `shown`, as they stand in the document."""
    tops: list[list[Row]] = []
    bodies: list[list[Row]] = []
    bottoms: list[list[Row]] = []
    for side in sides:
        rows = [row for row in workbook.rows(side.row_list) if shown(side, row)]
        top = list(takewhile(_is_total, rows)) if _begins_with_total(side) else []
        body = list(takewhile(lambda row: not _is_total(row), rows[len(top) :]))
        tops.append(top)
        bodies.append(body)
        bottoms.append(rows[len(top) + len(body) :])
    return RowsBeside(tuple(zip_longest(*tops)), tuple(zip_longest(*bodies)), _lowered(bottoms))


def _is_total(row: Row) -> bool:
    return row.kind is RowKind.TOTAL


def _begins_with_total(side: Side) -> bool:
    first = side.rows[0] if len(side.rows) > 1 else None
    return isinstance(first, FixedRow) and first.kind is RowKind.TOTAL


def _lowered(blocks: Sequence[Sequence[Row]]) -> tuple[Beside, ...]:
    """Blocks of rows side by side, all ending in the last line; rows that name one of the first block stand by it."""
    lines = max(map(len, blocks), default=0)
    first = {row.name: lines - len(blocks[0]) + number for number, row in enumerate(blocks[0])} if blocks else {}
    placed: list[list[Row | None]] = []
    for block in blocks:
        column: list[Row | None] = [None] * lines
        line = lines
        for row in reversed(block):
            named = row.spec.beside if isinstance(row.spec, FixedRow) else ""
            line = min(first.get(named, line - 1), line - 1)
            column[line] = row
        placed.append(column)
    return tuple(zip(*placed, strict=True))
