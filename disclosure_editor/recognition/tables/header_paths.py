"""The texts above each column of a grid, from top to bottom, out of its heading's lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from disclosure_editor.exchange.source import SourceCell
from disclosure_editor.recognition.likeness import ALIKE, header_key, likeness
from disclosure_editor.recognition.tables.grid_lines import Line

Path = tuple[str, ...]
"""A column's texts as they are printed, each once."""


@dataclass(frozen=True)
class HeadingWords:
    """What a table's heading prints, as `header_key` gives it.

    Attributes:
        below: pairs of a text and one printed below it.
        upper, last: the texts that have others below them, and those that have none; a code's heading may be both.
    """

    below: frozenset[tuple[str, str]]
    upper: frozenset[str]
    last: frozenset[str]
    all: frozenset[str]

    def own(self, text: str) -> str:
        """The heading's own text that a printed one means; the printed one's key where it means none."""
        key = header_key(text)
        if key in self.all or not key:
            return key
        best = max(self.all, key=lambda word: likeness(key, word), default="")
        return best if likeness(key, best) >= ALIKE else key

    def has(self, text: str) -> bool:
        """Whether the heading prints a text, or one much like it."""
        return self.own(text) in self.all


def heading_words(paths: Collection[Path]) -> HeadingWords:
    """The words of a heading whose columns have these keys from top to bottom."""
    below = frozenset((upper, lower) for path in paths for upper, lower in pairwise(path))
    last = frozenset(path[-1] for path in paths if path)
    upper = frozenset(text for text, _ in below)
    return HeadingWords(below, upper, last, frozenset(key for path in paths for key in path))


def certain_paths(lines: Sequence[Line]) -> tuple[Path, ...]:
    """The columns' paths where the file says in which columns cells stand.

    A text that was not merged over its columns counts for those beside it that have texts below.
    """
    columns = max((len(line.covering) for line in lines), default=0)
    levels = [[line.covering[c] if c < len(line.covering) else None for c in range(columns)] for line in lines]
    texts = [[cell.text.strip() if cell else "" for cell in level] for level in levels]
    for number in range(len(lines) - 1):
        for column in range(1, columns):
            blank = not texts[number][column] and not _is_merged(levels[number][column])
            if blank and any(level[column] for level in texts[number + 1 :]) and _same_above(texts, number, column):
                texts[number][column] = texts[number][column - 1]
    return tuple(_path([level[column] for level in texts]) for column in range(columns))


def _is_merged(cell: SourceCell | None) -> bool:
    return cell is not None and cell.column_span > 1


def _same_above(texts: Sequence[Sequence[str]], level: int, column: int) -> bool:
    return all(upper[column] == upper[column - 1] for upper in texts[:level])


def _path(texts: Sequence[str]) -> Path:
    """The texts without blanks, and without those that repeat the one above."""
    path: list[str] = []
    for text in texts:
        if text and not (path and header_key(path[-1]) == header_key(text)):
            path.append(text)
    return tuple(path)


def implied_paths(lines: Sequence[Line], words: HeadingWords) -> tuple[Path, ...]:
    """The columns' paths where only the order of each line's cells is certain.

    A place that the cell above it reaches over may be a blank cell or none at all; the heading that the table has in
    the edition tells which cells belong below which.
    """
    paths: list[list[str]] = []
    for number, line in enumerate(lines):
        texts = [cell.text.strip() for cell in line.cells]
        if number == 0:
            paths = [[text] for text in texts]
        elif any(texts):
            paths = _deeper(paths, texts, words)
    return tuple(_path(path) for path in paths)


def _deeper(paths: Sequence[list[str]], texts: Sequence[str], words: HeadingWords) -> list[list[str]]:
    """The paths with one more line of the heading below them."""
    deeper: list[list[str]] = []
    for path, (begin, end) in zip(paths, _blocks([path[-1] for path in paths], texts, words), strict=True):
        deeper += [[*path, text or path[-1]] for text in texts[begin:end]] or [path]
    return deeper


class _Word(NamedTuple):
    """A printed text's key, and the heading's own text that it means."""

    key: str
    own: str


def _blocks(above: Sequence[str], texts: Sequence[str], words: HeadingWords) -> list[tuple[int, int]]:
    """Which run of a line's texts stands below each text of the line above, all in their order."""
    below = [_Word(header_key(text), words.own(text)) for text in texts]
    none = float("-inf")
    best = [0.0, *[none] * len(below)]
    steps: list[list[int]] = []
    for text in above:
        parent = _Word(header_key(text), words.own(text))
        row, step = [none] * (len(below) + 1), [0] * (len(below) + 1)
        for end in range(len(below) + 1):
            for begin in range(end + 1):
                score = best[begin] + _fit(parent, below[begin:end], words) if best[begin] > none else none
                if score > row[end]:
                    row[end], step[end] = score, begin
        best = row
        steps.append(step)
    blocks: list[tuple[int, int]] = []
    end = len(below)
    for step in reversed(steps):
        blocks.append((step[end], end))
        end = step[end]
    return blocks[::-1]


def _fit(parent: _Word, below: Sequence[_Word], words: HeadingWords) -> float:
    """How well texts stand below one: blank ones below what has nothing else below it, none twice.

    A text may be parted in two, one below the other.
    """
    is_last, is_upper = parent.own in words.last, parent.own in words.upper
    if not any(word.key for word in below):
        if len(below) > 1:
            return -3.0 * len(below)
        blank = 0.5 * len(below)
        return blank + (0.5 if is_last and not is_upper else -0.5 if is_last else -1.0 + blank)
    if not all(word.key for word in below):
        return -3.0 * sum(not word.key for word in below)
    known = sum((parent.own, word.own) in words.below or parent.key + word.key in words.all for word in below)
    repeated = len(below) - len(set(below))
    ends = is_last and not is_upper and not known
    return 2.0 * known - 0.5 * (len(below) - known) - repeated - (1.0 if ends else 0.0)
