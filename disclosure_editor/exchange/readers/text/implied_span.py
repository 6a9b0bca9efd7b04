"""Where a cell stands that nothing says it of."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """The columns and rows that a cell takes; none of the rows if it is a blank one under a merged cell."""

    column: int
    columns: int = 1
    rows: int = 1
