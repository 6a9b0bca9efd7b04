"""The steps from a file to a draft, as the window calls them: reading, and carrying over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # loaded with the first file that is read
    from disclosure_editor.calculation.workbook import Workbook
    from disclosure_editor.document.disclosure import Disclosure, Edit
    from disclosure_editor.editions.library import Library
    from disclosure_editor.recognition.recognise import Progress, Recognition


class Steps(NamedTuple):
    """What an import is made of; each raises `Refusal` where a file or a document doesn't serve.

    Attributes:
        read: see `recognition.reading.read_document`.
        draft, take: see `carryover.draft.draft` and `taking`.
    """

    read: Callable[[Path, Library, str | None, Progress, Callable[[], bool]], Recognition]
    draft: Callable[[Workbook, Library, int, str | None], Disclosure]
    take: Callable[[Workbook, Library, Workbook], Edit]


def program_steps() -> Steps:
    """The program's own."""
    from disclosure_editor.carryover.draft import draft, taking
    from disclosure_editor.recognition.reading import read_document

    return Steps(read_document, draft, taking)
