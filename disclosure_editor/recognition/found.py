"""What the readers of tables and forms find: values and rows with their places in the file."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import OwnParagraph, ParagraphKey, Remark
from disclosure_editor.exchange.source import Place


@dataclass(frozen=True)
class Found:
    """One value read from a file.

    Attributes:
        text: as the document is to state it.
        printed: how it stands in the file where that differs; else empty.
    """

    path: Address
    text: str
    place: Place
    printed: str = ""


@dataclass(frozen=True)
class FoundRows:
    """The names of a table's repeated rows, in the file's order."""

    rows: RowList
    names: tuple[str, ...]


@dataclass(frozen=True)
class TableReading:
    """What was read of one table or form.

    Attributes:
        table: its id in the edition.
        remarks: what of it was not understood, or only perhaps.
        blocks: the numbers of the file's blocks that it was read from.
        amounts: how many figures its cells for figures state, and how many of these got an address.
        own_words: printed cells whose words are not the form's.
    """

    table: str
    values: tuple[Found, ...]
    rows: tuple[FoundRows, ...]
    remarks: tuple[Remark, ...]
    blocks: frozenset[int]
    amounts: tuple[int, int]
    own_words: tuple[tuple[ParagraphKey, OwnParagraph], ...] = ()
