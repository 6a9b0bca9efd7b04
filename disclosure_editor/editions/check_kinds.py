"""The kinds of checks that a pack may name, and what it may state for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Option(Enum):
    """What an option of a check lists."""

    TEXTS = "texts"
    COLUMNS = "columns"
    """Ids of columns or fields, of whatever table."""
    ADDRESSES = "addresses"
    ROW_LISTS = "row lists"
    CATALOGUE = "catalogue"
    CELLS = "cells"
    """Columns or fields as `COLUMNS`, or ``table!*.column`` for those of all detail rows of a table."""
    FIGURES = "figures"
    """As `CELLS`, of numbers."""
    WRITTEN = "written"
    """As `CELLS`, of texts."""
    TERMS = "terms"
    """``word=column``, or ``word=address``: where the figure stands that texts call by a word."""
    PAIR = "pair"
    """A column of the table that the check is for and one of the table that it names: ``column=column``, or one id."""
    NUMBER = "number"
    """One whole number."""


@dataclass(frozen=True)
class CheckKind:
    """What belongs to a kind of check.

    Attributes:
        options: by name, what each lists; all but the optional ones must be stated.
        either: options of which at least one must be stated.
        scoped: whether ``for`` says something to it.
    """

    options: Mapping[str, Option] = field(default_factory=dict)
    optional: Mapping[str, Option] = field(default_factory=dict)
    either: Mapping[str, Option] = field(default_factory=dict)
    scoped: bool = True

    @property
    def known(self) -> Mapping[str, Option]:
        """All options by name."""
        return {**self.options, **self.optional, **self.either}


RELATION = "relation"

CHECK_KINDS: Mapping[str, CheckKind] = {
    RELATION: CheckKind(optional={"status": Option.TEXTS}),
    "malformed": CheckKind(),
    "required": CheckKind(),
    "leftovers": CheckKind({"words": Option.TEXTS}),
    "other years": CheckKind(optional={"except": Option.COLUMNS}),
    "other names": CheckKind({"names": Option.ADDRESSES}),
    "misplaced": CheckKind(scoped=False),
    "unknown subject": CheckKind(),
    "class": CheckKind({"rows": Option.ROW_LISTS, "catalogue": Option.CATALOGUE}),
    "duplicates": CheckKind(),
    "same rows": CheckKind({"with": Option.ROW_LISTS}),
    "as published": CheckKind({"with": Option.ROW_LISTS, "names": Option.PAIR, "values": Option.PAIR}),
    "similar names": CheckKind({"rows": Option.ROW_LISTS}, scoped=False),
    "unfinished": CheckKind({"columns": Option.COLUMNS}),
    "too short": CheckKind({"columns": Option.COLUMNS, "least": Option.NUMBER}),
    "doubled ends": CheckKind({"columns": Option.COLUMNS}, either={"before": Option.TEXTS, "behind": Option.TEXTS}),
    "copied": CheckKind({"columns": Option.COLUMNS}),
    "shared passages": CheckKind({"columns": Option.COLUMNS}),
    "dates": CheckKind({"columns": Option.COLUMNS}),
    "contradicted numbers": CheckKind({"columns": Option.COLUMNS, "names": Option.WRITTEN, "values": Option.CELLS}),
    "unstated numbers": CheckKind(
        {"columns": Option.COLUMNS, "among": Option.CELLS}, {"names": Option.WRITTEN, "also": Option.CELLS}
    ),
    "named amounts": CheckKind(
        optional={"columns": Option.COLUMNS}, either={"rows": Option.ROW_LISTS, "terms": Option.TERMS}
    ),
    "reasons": CheckKind({"columns": Option.COLUMNS, "change": Option.FIGURES}),
    "listed amounts": CheckKind({"columns": Option.COLUMNS, "total": Option.FIGURES}),
    "own figures": CheckKind(scoped=False),
    "stale": CheckKind(scoped=False),
}
