"""Which fixed rows of a table the labels printed in a grid are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosure_editor.document.texts import bare, folded
from disclosure_editor.editions.model import FixedRow, RowKind
from disclosure_editor.recognition.likeness import ALIKE, LONGEST_LABEL, TOTALS, likeness
from disclosure_editor.recognition.tables.best_pairs import best_pairs

_ORDINAL = re.compile(r"(?:其中:?|[一二三四五六七八九十]+[、.．]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.．)])+")
_CODE = re.compile(r"(\d{3,})\D")
_OTHER_TOTAL = 0.9
"""How surely 总计 means 合计."""
_MOST_LABELS = 300
"""So many labels are compared with all rows, if they are none's exactly."""


@dataclass(frozen=True)
class Label:
    """What identifies a row: a subject's code, empty for none, and its words."""

    code: str
    words: str


def label_of(text: str) -> Label:
    """A printed label without its number, blanks and punctuation, its code apart."""
    return _label_of(text[:LONGEST_LABEL])


@lru_cache(maxsize=8192)
def _label_of(text: str) -> Label:
    plain = "".join(folded(text).split())
    plain = plain[found.end() :] if (found := _ORDINAL.match(plain)) and found.end() < len(plain) else plain
    code = _CODE.match(plain)
    return Label(code[1], bare(plain[code.end(1) :])) if code else Label("", bare(plain))


@dataclass(frozen=True)
class _Wanted:
    """A fixed row with all that may be printed for it."""

    row: FixedRow
    code: str
    words: frozenset[str]

    def is_exactly(self, label: Label) -> bool:
        """Whether a label is certainly this row's."""
        if label.code and self.code:
            return label.code == self.code
        return label.words in self.words

    def likeness(self, label: Label) -> float:
        """How surely a label is this row's."""
        if label.code and self.code:
            return 0.0
        alike = max((likeness(label.words, words) for words in self.words), default=0.0)
        if self.row.kind is not RowKind.TOTAL or label.words not in TOTALS:
            return alike
        if self.words & TOTALS:
            return max(alike, _OTHER_TOTAL)
        return max(alike, ALIKE) if any(words.endswith(tuple(TOTALS)) for words in self.words) else alike


def _wanted(row: FixedRow, coded: bool) -> _Wanted:
    label = label_of(row.label)
    code = row.id if coded and row.id.isdecimal() else label.code
    return _Wanted(row, code, frozenset(filter(None, (label.words, label_of(row.title).words))))


@dataclass(frozen=True)
class LabelMatch:
    """A label's row; `certain` if it is printed as the edition prints it."""

    row: FixedRow
    certain: bool


def match_labels(labels: Sequence[Label], rows: Sequence[FixedRow], coded: bool) -> list[LabelMatch | None]:
    """The row of each label, each row once: in the edition's order first, as some labels stand there twice.

    Args:
        coded: whether the rows are named by subjects' codes.
    """
    wanted = [_wanted(row, coded) for row in rows]
    matched: list[LabelMatch | None] = [None] * len(labels)
    free = set(range(len(rows)))
    for number, place in _in_order(labels, wanted):
        matched[number] = LabelMatch(rows[place], True)
        free.discard(place)
    for number, label in enumerate(labels):
        exact = [place for place in sorted(free) if matched[number] is None and wanted[place].is_exactly(label)]
        if exact:
            matched[number] = LabelMatch(rows[exact[0]], True)
            free.discard(exact[0])
    left = [number for number, match in enumerate(matched) if match is None and labels[number].words][:_MOST_LABELS]
    scores = [(wanted[place].likeness(labels[number]), number, place) for number in left for place in sorted(free)]
    for _, number, place in best_pairs(scored for scored in scores if scored[0] >= ALIKE):
        matched[number] = LabelMatch(rows[place], False)
    return matched


def fixed_row(label: Label, rows: Sequence[FixedRow]) -> LabelMatch | None:
    """The row that a label is most likely of; None where it is of none."""
    if not label.words or label.code:
        return None
    wanted = [_wanted(row, coded=False) for row in rows]
    exact = next((one.row for one in wanted if one.is_exactly(label)), None)
    if exact is not None:
        return LabelMatch(exact, True)
    best = max(wanted, key=lambda one: one.likeness(label), default=None)
    return LabelMatch(best.row, False) if best is not None and best.likeness(label) >= ALIKE else None


@dataclass(frozen=True)
class _Chain:
    """Pairs of labels and rows, the last one first."""

    length: int
    number: int
    place: int
    before: _Chain | None


def _in_order(labels: Sequence[Label], wanted: Sequence[_Wanted]) -> list[tuple[int, int]]:
    """The most pairs of labels and rows that are certain and stand in the same order."""
    chains: dict[int, _Chain] = {}
    for number, label in enumerate(labels):
        for place in [place for place, one in enumerate(wanted) if one.is_exactly(label)][::-1]:
            shorter = (chain for other, chain in chains.items() if other < place)
            before = max(shorter, key=lambda chain: chain.length, default=None)
            length = 1 + (before.length if before is not None else 0)
            if place not in chains or chains[place].length < length:
                chains[place] = _Chain(length, number, place, before)
    chain = max(chains.values(), key=lambda chain: chain.length, default=None)
    pairs: list[tuple[int, int]] = []
    while chain is not None:
        pairs.append((chain.number, chain.place))
        chain = chain.before
    return pairs[::-1]
