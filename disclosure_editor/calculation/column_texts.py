"""What a document's rows state in one text column, to be offered where another row states the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Column, Side, ValueType


def column_texts(workbook: Workbook, side: Side, column: Column, without: str = "") -> tuple[str, ...]:
    """The different texts stated in a column by a side's rows other than the row `without`, the most frequent first.

    None in the key column, whose texts name the rows; nor in one of long texts, figures, codes or choices.
    """
    if column.type is not ValueType.TEXT or (side.repeated is not None and side.repeated.key == column.id):
        return ()
    names = (row.name for row in workbook.rows(side.row_list) if row.name != without)
    stated = (workbook.stated(Address(side.table, name, column.id)) for name in names)
    return tuple(text for text, _ in Counter(text for text in stated if text).most_common())


def completed(typed: str, texts: Sequence[str]) -> str:
    """The one text that begins as typed so far; the typed text itself where none does or several do.

    What begins with a digit or a sign is a figure, which no other one tells the rest of.
    """
    if not typed[:1].isalpha():
        return typed
    found = [text for text in texts if text.startswith(typed) and text != typed]
    return found[0] if len(found) == 1 and typed not in texts else typed
