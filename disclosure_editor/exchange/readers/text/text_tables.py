"""Finds a text's tables, in whichever way tabs mark them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median_low

from disclosure_editor.exchange.readers.text.tab_led import Table, is_cell, tab_led_runs
from disclosure_editor.exchange.readers.text.tabbed_rows import tabbed_runs
from disclosure_editor.exchange.source import SourceLine

_LONG_CELL = 30
"""Half of the cells of a table are shorter; paragraphs that a tab indents are not."""


def runs_of(lines: Sequence[SourceLine]) -> Iterator[Table | SourceLine]:
    """The text's tables, row by row, and the lines between them, in their order; blank lines are left out."""
    return (run for run in _runs(lines) if not isinstance(run, Table) or _has_text(run))


def _has_text(table: Table) -> bool:
    return any(cell.text for row in table.rows for cell in row)


def _runs(lines: Sequence[SourceLine]) -> Iterator[Table | SourceLine]:
    led = [line for line in lines if is_cell(line) and "\t" not in line.text[1:]]
    parted = sum("\t" in line.text for line in lines) - len(led)
    if parted >= len(led):
        return tabbed_runs(lines)
    if median_low(len(line.text.strip()) for line in led) > _LONG_CELL:
        return tab_led_runs([_indented(line) for line in lines])
    return tab_led_runs(_cells_apart(lines))


def _indented(line: SourceLine) -> SourceLine:
    return replace(line, text=line.text.replace("\t", "    "))


def _cells_apart(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """The lines, where only ones with a blank stand between rows with those as the blank lines that they are."""
    behind_cell = [lines[place + 1].text for place, line in enumerate(lines[:-1]) if is_cell(line)]
    if "" in behind_cell or not any(text and not text.strip() for text in behind_cell):
        return lines
    return [line if line.text.strip() or is_cell(line) else replace(line, text="") for line in lines]
