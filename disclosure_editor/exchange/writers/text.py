"""Writes a publication as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from disclosure_editor.exchange.blocks import Block, Grid, Style
from disclosure_editor.exchange.writers.characters import printable

# A tab at the beginning of a line marks a cell, so no other text may keep one.
_GAP = "    "


def write_text(blocks: Iterable[Block]) -> str:
    """The publication as text: a line per paragraph, and each grid cell by cell in reading order.

    A cell is a line led by one tab, or several where its text has line breaks; a merged cell stands once; an empty
    line ends each row of a grid. The place of the table of contents is left out: plain text has no pages.
    """
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            lines += _grid_lines(block)
        elif block.style is not Style.CONTENTS:
            lines.append(_without_tabs(block.text))
    return "".join(f"{line}\n" for line in lines)


def _grid_lines(grid: Grid) -> list[str]:
    lines: list[str] = []
    for row in range(grid.rows):
        cells = sorted((cell for cell in grid.cells if cell.row == row), key=lambda cell: cell.column)
        lines += [f"\t{_without_tabs(cell.text)}" for cell in cells]
        lines.append("")
    return lines


def _without_tabs(text: str) -> str:
    return printable(text).replace("\t", _GAP)
