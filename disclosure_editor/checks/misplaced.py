"""What a document states where neither its edition nor its rows and text have a place for it: it is not printed."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding, Repair
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Content, OwnParagraph, ParagraphKey, Path
from disclosure_editor.editions.model import Check
from disclosure_editor.narrative.writer import Narrative


def misplaced(workbook: Workbook, narrative: Narrative, check: Check) -> Iterator[Finding]:
    """Values of rows that are gone, rows of tables that have none, hand-edited paragraphs that the text lacks now."""
    workbook.memo.depend(("content",))
    for path, content in sorted(workbook.disclosure.items(), key=lambda item: str(item[0])):
        if not _has_place(workbook, narrative, path):
            shown = _shown(content)
            message = f"文件里“{path}”处的内容“{shown}”在本版式里没有位置，不会印出；不需要时请清除。"
            repair = Repair("清除", workbook.edit("清除没有位置的内容", {path: None}))
            yield Finding(check.id, check.title, check.severity, message, (path,), shown, repairs=(repair,))


def _shown(content: Content) -> str:
    if isinstance(content, OwnParagraph):
        return content.text
    return content if isinstance(content, str) else "、".join(content)


def _has_place(workbook: Workbook, narrative: Narrative, path: Path) -> bool:
    match path:
        case Address():
            if workbook.edition.column(path) is None:
                return False
            if not path.row:
                return True
            side = workbook.side_of(path)
            return side is not None and workbook.row(side.row_list, path.row) is not None
        case RowList():
            side = workbook.edition.side.get(path)
            return side is not None and side.repeated is not None
        case ParagraphKey():
            return narrative.paragraph(path) is not None
