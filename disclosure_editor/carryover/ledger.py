"""The account of a draft: what it took and from where, and what became of all that last year's document states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import ParagraphKey, Spot


class Manner(Enum):
    """How something was carried over."""

    FIGURE = "figure"
    """Another document's figure, at the place that asks for it."""
    KEPT = "kept"
    REVISE = "revise"
    """Kept, and to be gone over."""


class Fate(Enum):
    """What became of something that last year's document states."""

    CARRIED = "carried"
    CLEARED = "cleared"
    """By the pack's rule: this year has its own."""
    WRITTEN_ANEW = "written anew"
    """It says what the program writes by itself, and will write for this year."""
    NO_PLACE = "no place"
    """The new document has nothing to hold it."""
    NOT_USED = "not used"
    """The pack takes nothing of the kind from such a document."""


@dataclass(frozen=True)
class Carried:
    """One value of the draft.

    Attributes:
        sources: where it stands in the other document.
    """

    address: Address
    text: str
    manner: Manner
    sources: tuple[Address, ...]


@dataclass(frozen=True)
class CarriedRows:
    """The rows that a list of the draft begins with."""

    row_list: RowList
    names: tuple[str, ...]


@dataclass(frozen=True)
class CarriedParagraph:
    """A paragraph in the unit's own words that the draft has too; None as its key where it has no place for it."""

    source: ParagraphKey
    key: ParagraphKey | None
    text: str


@dataclass
class Ledger:
    """What was carried over, in its order, and the fate of everything stated in the other document."""

    values: list[Carried] = field(default_factory=list)
    rows: list[CarriedRows] = field(default_factory=list)
    paragraphs: list[CarriedParagraph] = field(default_factory=list)
    fates: dict[Spot, Fate] = field(default_factory=dict)
    years_apart: list[Address] = field(default_factory=list)
    """Where a figure of the year before belongs that a document of an earlier year can't give."""

    def settle(self, paths: Iterable[Spot], fate: Fate) -> None:
        """Note what became of something; what was carried stays carried, whatever is not done with it besides."""
        for path in paths:
            if self.fates.get(path) is not Fate.CARRIED:
                self.fates[path] = fate

    def of(self, manner: Manner) -> Iterator[Carried]:
        """The values carried over in one manner."""
        return (value for value in self.values if value.manner is manner)

    def with_fate(self, fate: Fate) -> tuple[Spot, ...]:
        """Everything that one thing became of, in the order of its names."""
        return tuple(sorted((path for path, found in self.fates.items() if found is fate), key=str))
