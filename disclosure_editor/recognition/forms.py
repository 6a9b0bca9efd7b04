"""The printed forms in a file's grids, read."""

from __future__ import annotations

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.exchange.source import Source
from disclosure_editor.recognition.cell_reading import CellReader
from disclosure_editor.recognition.form_reading import RowNames, read_form
from disclosure_editor.recognition.found import TableReading
from disclosure_editor.recognition.shape_alignment import find_forms
from disclosure_editor.recognition.shape_choices import ShapedReading, with_choices
from disclosure_editor.recognition.shapes import shape_patterns
from disclosure_editor.recognition.source_rows import source_stream


def read_forms(source: Source, workbook: Workbook, used: frozenset[int]) -> list[TableReading]:
    """The forms that a file's grids are, one reading for each; blocks of these numbers belong to something else.

    The workbook is of the file's edition and year; it isn't changed.
    """
    forms = find_forms(source_stream(source, used), shape_patterns(workbook.edition))
    reader, names = CellReader(workbook.edition, workbook.year), RowNames()
    return with_choices(
        workbook,
        [ShapedReading(form.shape, form.rows[0].row.place, read_form(workbook, form, reader, names)) for form in forms],
    )
