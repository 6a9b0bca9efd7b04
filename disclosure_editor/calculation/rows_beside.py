"""The rows of a table's sides beside one another, as the table is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from disclosure_editor.calculation.workbook import Row, Workbook
from disclosure_editor.editions.model import RowKind, Side

Beside = tuple[Row | None, ...]
"""One row of the table: each side's row there, or None where that side has none."""


class RowsBeside(NamedTuple):
    """A table's rows from top to bottom.

    Attributes:
        body: details and subtotals; a side with fewer of them ends in blanks.
        totals: at the bottom, where a side with fewer of them begins with blanks.
    """

    body: tuple[Beside, ...]
    totals: tuple[Beside, ...]


def rows_beside(workbook: Workbook, sides: Sequence[Side], shown: Callable[[Side, Row], bool]) -> RowsBeside:
    """Those of the sides' rows that are `shown`, as they stand in the document."""
    rows = [[row for row in workbook.rows(side.row_list) if shown(side, row)] for side in sides]
    bodies = [[row for row in own if row.kind is not RowKind.TOTAL] for own in rows]
    totals = [[row for row in own if row.kind is RowKind.TOTAL] for own in rows]
    longest = max(map(len, totals), default=0)
    lowered = ([*[None] * (longest - len(own)), *own] for own in totals)
    return RowsBeside(tuple(zip_longest(*bodies)), tuple(zip(*lowered, strict=True)))
