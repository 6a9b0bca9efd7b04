"""Pairs of what goes together best, each thing at most once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

One = TypeVar("One")
Other = TypeVar("Other")


def best_pairs(scores: Iterable[tuple[float, One, Other]]) -> list[tuple[float, One, Other]]:
    """The pairs with the highest scores, the best first; of two with the same score the one that was named first."""
    ones: set[One] = set()
    others: set[Other] = set()
    pairs = []
    for score, one, other in sorted(scores, key=lambda scored: -scored[0]):
        if one not in ones and other not in others:
            ones.add(one)
            others.add(other)
            pairs.append((score, one, other))
    return pairs
