"""What the officer is told about a table that was read: where it was not understood, or only perhaps."""

from __future__ import annotations

from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Remark, Understanding
from disclosure_editor.exchange.source import Place, SourceCell


def doubtful(message: str, place: Place, text: str = "", at: Address | None = None) -> Remark:
    """Something read that is to be checked."""
    return Remark(Understanding.DOUBTFUL, message, str(place), text, str(at) if at is not None else "")


def not_understood(message: str, place: Place, text: str = "") -> Remark:
    """Something that was not read."""
    return Remark(Understanding.NOT_UNDERSTOOD, message, str(place), text)


def no_place(table: str, cell: SourceCell, row: str, column: str, why: str) -> Remark:
    """A figure without an address.

    Args:
        row, column: in the file's words.
        why: what is unknown, as a clause.
    """
    where = f"“{row}”行" if row else "没有名称的一行"
    where += f"“{column}”列" if column else ""
    return not_understood(f"{table}{where}的数没有读入：{why}。请对照原文件自行填写。", cell.place, cell.text.strip())
