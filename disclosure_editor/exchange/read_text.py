"""Reads a plain text: its paragraphs, and the tables that tabs mark."""

from __future__ import annotations

from itertools import groupby

from disclosure_editor.exchange.hard_wrapped import joined
from disclosure_editor.exchange.implied_spans import implied_grid
from disclosure_editor.exchange.line_breaking import line_breaking, wrapped_lines
from disclosure_editor.exchange.page_numbers import without_page_numbers
from disclosure_editor.exchange.single_breaks import single_breaks_joined
from disclosure_editor.exchange.source import Source, SourceBlock, SourceLine
from disclosure_editor.exchange.text_encoding import decoded
from disclosure_editor.exchange.text_lines import lines_of
from disclosure_editor.exchange.text_tables import runs_of


def read_text_file(data: bytes, name: str) -> Source:
    """The file's paragraphs and tables.

    Raises:
        UnreadableSource: It is no text, in an encoding that isn't known here, or too large.
    """
    runs = list(runs_of(list(lines_of(decoded(data, name)))))
    prose = [run for run in runs if isinstance(run, SourceLine)]
    breaking = line_breaking(without_page_numbers(prose))
    blocks: list[SourceBlock] = []
    for is_line, group in groupby(runs, lambda run: isinstance(run, SourceLine)):
        if not is_line:
            blocks += [implied_grid(run) for run in group if isinstance(run, list)]
            continue
        lines = [run for run in group if isinstance(run, SourceLine)]
        if breaking:
            kept = without_page_numbers(lines)
            blocks += joined(wrapped_lines(kept, breaking), breaking.limit)
        else:
            blocks += single_breaks_joined(lines)
    return Source(name, tuple(blocks))
