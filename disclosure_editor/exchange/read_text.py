"""Reads a plain text: its paragraphs, and the tables that tabs mark."""

from __future__ import annotations

from disclosure_editor.exchange.implied_spans import implied_grid
from disclosure_editor.exchange.source import Source, SourceBlock, SourceLine, SourceParagraph
from disclosure_editor.exchange.tab_led import tab_led_runs
from disclosure_editor.exchange.text_encoding import decoded
from disclosure_editor.exchange.text_lines import lines_of


def read_text_file(data: bytes, name: str) -> Source:
    """The file's paragraphs and tables.

    Raises:
        UnreadableSource: It is no text, in an encoding that isn't known here, or too large.
    """
    lines = list(lines_of(decoded(data, name)))
    blocks: list[SourceBlock] = []
    for run in tab_led_runs(lines):
        blocks.append(_paragraph(run) if isinstance(run, SourceLine) else implied_grid(run))
    return Source(name, tuple(blocks))


def _paragraph(line: SourceLine) -> SourceParagraph:
    return SourceParagraph(line.text.strip(), line.place, (line,))
