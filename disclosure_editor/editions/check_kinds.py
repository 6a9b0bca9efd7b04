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


@dataclass(frozen=True)
class CheckKind:
    """What belongs to a kind of check.

    Attributes:
        options: by name, what each lists; all but the optional ones must be stated.
        scoped: whether ``for`` says something to it.
    """

    options: Mapping[str, Option] = field(default_factory=dict)
    optional: Mapping[str, Option] = field(default_factory=dict)
    scoped: bool = True


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
    "own figures": CheckKind(scoped=False),
    "stale": CheckKind(scoped=False),
}
