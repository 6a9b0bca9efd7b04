"""Blocks of cells as Excel and WPS put them on the clipboard: lines of texts between tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

Block = tuple[tuple[str, ...], ...]
"""Lines of cells, all equally long."""


def read_block(text: str) -> Block:
    """The cells of a text from the clipboard.

    A cell with tabs, line ends or quotes stands in quotes, as Excel writes it; a text whose quotes do not come in
    pairs is taken as it is.
    """
    if not text:
        return ()
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    lines = _quoted(text)
    width = max((len(line) for line in lines), default=0)
    return tuple((*line, *[""] * (width - len(line))) for line in lines)


def write_block(block: Sequence[Sequence[str]]) -> str:
    """Cells as a text for the clipboard, from which `read_block`, Excel and WPS read them again."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, "excel-tab")
    for line in block:
        if list(line) == [""]:
            target.write("\r\n")
        else:
            writer.writerow(line)
    return target.getvalue()


def _quoted(text: str) -> list[list[str]]:
    try:
        return [line or [""] for line in csv.reader(io.StringIO(f"{text}\n", newline=""), "excel-tab", strict=True)]
    except csv.Error:  # a quote that is part of the text, or a cell too long for the csv module
        return _plain(text)


def _plain(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n")]
