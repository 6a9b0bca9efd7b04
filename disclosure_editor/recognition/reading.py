"""A file of any format that can be read, as a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.refusals import Refusal
from disclosure_editor.document.storage import SUFFIX, load
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.isolated import never, read_source_apart
from disclosure_editor.narrative.writer import Narrative
from disclosure_editor.recognition.counts import document_counts
from disclosure_editor.recognition.recognise import Progress, Recognition, recognise


class OtherEdition(Refusal):
    """A document of this program was to be read in another edition than its own."""


def read_document(
    path: Path,
    library: Library,
    edition_id: str | None = None,
    progress: Progress = lambda _phase, _percent: None,
    cancelled: Callable[[], bool] = never,
) -> Recognition:
    """The document that a file states; one of this program's own files is that document.

    Args:
        edition_id: the edition, where it isn't to be chosen by the file's own words.
        progress: see `Progress`.
        cancelled: asked again and again while the file is read; true stops the reading.

    Raises:
        UnreadableSource, ReadingStopped, UnreadableFile: the file can't be read.
        OtherEdition: a document of this program is of another edition.
        NoEdition, UnknownEdition, PackError, CatalogueError: see where they are raised.
    """
    if path.suffix.lower() == SUFFIX:
        disclosure = load(path)
        if edition_id not in (None, disclosure.edition):
            raise OtherEdition(f"“{path}”是本程序的文件，版式是 {disclosure.edition}，不能按 {edition_id} 读。")
        workbook = Workbook(library.edition(disclosure.edition), disclosure, library.catalogues)
        return Recognition(disclosure, document_counts(workbook, Narrative(workbook)))
    progress("读文件", 0)
    return recognise(read_source_apart(path, cancelled), library, edition_id, progress)
