"""How much of another document a draft took, for people and programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from disclosure_editor.carryover.ledger import Fate, Ledger, Manner
from disclosure_editor.document.addresses import Address, RowList


@dataclass(frozen=True)
class Counts:
    """What became of the other document's rows, values and own paragraphs.

    Attributes:
        rows: that the draft begins with.
        figures, kept, to_revise: values stated in the draft, by the manner of their carrying.
        cleared, written_anew, not_used, no_place: values of the other document that it doesn't have.
        paragraphs, paragraphs_written_anew: in the unit's own words: that the draft has, and that it leaves to its
            templates.
    """

    rows: int
    figures: int
    kept: int
    to_revise: int
    cleared: int
    written_anew: int
    not_used: int
    no_place: int
    paragraphs: int
    paragraphs_written_anew: int

    @property
    def data(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


def counts_of(ledger: Ledger) -> Counts:
    """The counts of a ledger."""

    def values(fate: Fate) -> int:
        return sum(isinstance(path, Address) for path in ledger.with_fate(fate))

    anew = [path for path in ledger.with_fate(Fate.WRITTEN_ANEW) if not isinstance(path, Address | RowList)]
    return Counts(
        rows=sum(len(rows.names) for rows in ledger.rows),
        figures=sum(1 for _ in ledger.of(Manner.FIGURE)),
        kept=sum(1 for _ in ledger.of(Manner.KEPT)),
        to_revise=sum(1 for _ in ledger.of(Manner.REVISE)),
        cleared=values(Fate.CLEARED),
        written_anew=values(Fate.WRITTEN_ANEW),
        not_used=values(Fate.NOT_USED),
        no_place=len(ledger.with_fate(Fate.NO_PLACE)),
        paragraphs=sum(paragraph.key is not None for paragraph in ledger.paragraphs),
        paragraphs_written_anew=len(anew),
    )
