"""Printed forms as text taken out of pages gives them: cells broken over lines, several cells on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from disclosure_editor.exchange.blocks import Grid
from disclosure_editor.exchange.readers.text.hard_wrapped import printed_width

_PIECE = re.compile(r"[A-Za-z0-9.,%/+\-<>=]+|[“‘（《【(]*.", re.DOTALL)
_NEVER_FIRST = "，。、；：！？”’）》】,;:!?)%"


def wrapped(text: str, width: float) -> list[str]:
    """A text in lines of a width, in halves of a Chinese character."""
    lines = [""]
    for part in text.split("\n"):
        for piece in _PIECE.findall(part.strip()):
            fits = printed_width(lines[-1] + piece) <= width or piece in _NEVER_FIRST
            if lines[-1] and not fits:
                lines.append("")
            lines[-1] += piece
        lines.append("")
    return [line.strip() for line in lines if line.strip()]


def lines_of_grid(grid: Grid, width: float, random: Random, *, spaced: bool) -> Iterator[str]:
    """The lines of a grid printed in a width; where `spaced` with blank lines, but none where a cell ends.

    Cells follow one another by row and column. Those of one line that follow such ones stand beside them.
    """
    total = sum(grid.widths)
    line: list[str] = []
    rows: dict[int, list[list[str]]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        share = sum(grid.widths[cell.column : cell.column + cell.column_span]) / total
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(wrapped(cell.text, max(4.0, width * share)))
    for cells in rows.values():
        gap = spaced
        for lines in cells:
            if len(lines) == 1:
                line += lines
                continue
            if line:
                yield from _line(" ".join(line), gap)
                line, gap = [], spaced and random.random() < 0.5
            yield from _line(lines[0], gap)
            for further in lines[1:]:
                yield from _line(further, spaced)
            gap = False
        if line:
            yield from _line(" ".join(line), gap)
            line = []


def _line(text: str, gap: bool) -> Sequence[str]:
    return ("", text) if gap else (text,)
