"""Reads a plain text: its paragraphs, and the tables that tabs mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from disclosure_editor.exchange.readers.source_limits import (
    CELLS,
    CHARACTERS,
    COLUMNS,
    FILE_BYTES,
    PARAGRAPHS,
    ROWS,
    Bound,
    require,
)
from disclosure_editor.exchange.readers.text.hard_wrapped import joined
from disclosure_editor.exchange.readers.text.implied_spans import implied_grid, plain_grid
from disclosure_editor.exchange.readers.text.line_breaking import line_breaking, wrapped_lines
from disclosure_editor.exchange.readers.text.page_numbers import without_page_numbers
from disclosure_editor.exchange.readers.text.single_breaks import single_breaks_joined
from disclosure_editor.exchange.readers.text.tab_led import Table
from disclosure_editor.exchange.readers.text.text_encoding import decoded
from disclosure_editor.exchange.readers.text.text_lines import lines_of
from disclosure_editor.exchange.readers.text.text_tables import runs_of
from disclosure_editor.exchange.source import Source, SourceBlock, SourceGrid, SourceLine

LINES = Bound(400_000, "行数", "行")
"""Twice as many as cells, each of which may be a line with a blank one behind it."""


def read_text_file(data: bytes, name: str) -> Source:
    """The file's paragraphs and tables.

    Raises:
        UnreadableSource: It is no text, in an encoding that isn't known here, or too large.
    """
    require(len(data), FILE_BYTES, name)
    text = decoded(data, name)
    require(len(text), CHARACTERS, name)
    require(text.count("\n"), LINES, name)
    runs = list(runs_of(list(lines_of(text))))
    _require_bounds(runs, name)
    return Source(name, tuple(_blocks(runs)))


def _require_bounds(runs: Sequence[Table | SourceLine], name: str) -> None:
    tables = [run.rows for run in runs if isinstance(run, Table)]
    require(len(runs) - len(tables), PARAGRAPHS, name)
    require(max(map(len, tables), default=0), ROWS, name)
    require(max((len(row) for rows in tables for row in rows), default=0), COLUMNS, name)
    require(sum(len(row) for rows in tables for row in rows), CELLS, name)


def _blocks(runs: Sequence[Table | SourceLine]) -> Iterator[SourceBlock]:
    breaking = line_breaking(without_page_numbers([run for run in runs if isinstance(run, SourceLine)]))
    for is_line, group in groupby(runs, lambda run: isinstance(run, SourceLine)):
        if not is_line:
            yield from (_grid(run) for run in group if isinstance(run, Table))
            continue
        lines = [run for run in group if isinstance(run, SourceLine)]
        if breaking:
            yield from joined(wrapped_lines(without_page_numbers(lines), breaking))
        else:
            yield from single_breaks_joined(lines)


def _grid(table: Table) -> SourceGrid:
    return plain_grid(table.rows) if table.every_place else implied_grid(table.rows)
