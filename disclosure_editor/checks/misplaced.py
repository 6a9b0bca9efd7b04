"""What a document states where neither its edition nor its rows and text have a place for it: it is not printed."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding, Repair
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import OwnParagraph, ParagraphKey, Publishable, Spot
from disclosure_editor.editions.model import Check
from disclosure_editor.narrative.writer import Narrative


def misplaced(workbook: Workbook, narrative: Narrative, check: Check) -> Iterator[Finding]:
    """Values of rows that are gone, rows of tables that have none, hand-edited paragraphs that the text lacks now."""
    workbook.memo.depend(("paths",))
    columns: dict[tuple[str, str], frozenset[str]] = {}
    lost = [
        (path, content)
        for path, content in workbook.disclosure.published()
        if not _has_place(path, workbook, narrative, columns)
    ]
    if lost:
        workbook.memo.depend(("content",))  # which the findings quote
    for path, content in sorted(lost, key=lambda item: str(item[0])):
        shown = _shown(content)
        message = f"文件里“{path}”处的内容“{shown}”在本版式里没有位置，不会印出；不需要时请清除。"
        repair = Repair("清除", workbook.edit("清除没有位置的内容", {path: None}))
        yield Finding(check.id, check.title, check.severity, message, (path,), shown, repairs=(repair,))


def _shown(content: Publishable) -> str:
    if isinstance(content, OwnParagraph):
        return content.text
    return content if isinstance(content, str) else "、".join(content)


def _has_place(
    path: Spot, workbook: Workbook, narrative: Narrative, columns: dict[tuple[str, str], frozenset[str]]
) -> bool:
    """Whether something of a document has a place; `columns` keeps those of the rows met before."""
    match path:
        case Address(table, row, column):
            if (table, row) not in columns:
                columns[table, row] = _columns(workbook, table, row)
            return column in columns[table, row]
        case RowList():
            side = workbook.edition.side.get(path)
            return side is not None and side.repeated is not None
        case ParagraphKey():
            return narrative.paragraph(path) is not None


def _columns(workbook: Workbook, table: str, row: str) -> frozenset[str]:
    """The columns that a row has; without a row, the table's fields."""
    found = workbook.edition.tables.get(table)
    if found is None:
        return frozenset()
    if not row:
        return frozenset(found.field_by_id)
    sides = (side for side in found.sides if workbook.row(side.row_list, row) is not None)
    return frozenset(column for side in sides for column in side.by_id)
