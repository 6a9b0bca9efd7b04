"""What an officer does about what was read from a file, as edits: confirming it, and ticking off the report on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Content, Edit, OriginOf, ParagraphKey, Path, RemarkKey


def confirm(workbook: Workbook, paths: Iterable[Address | ParagraphKey], label: str) -> Edit:
    """Confirm what is last year's among these places; the others are left as they are."""
    unconfirmed = workbook.unconfirmed()
    contents: dict[Path, Content | None] = {
        OriginOf(path): replace(unconfirmed[path], unconfirmed=False) for path in paths if path in unconfirmed
    }
    return workbook.edit(label, contents)


def tick_off(workbook: Workbook, keys: Iterable[RemarkKey]) -> Edit:
    """Without these remarks, which are dealt with."""
    contents: dict[Path, Content | None] = dict.fromkeys(keys)
    return workbook.edit("勾掉报告里的说明", contents)
