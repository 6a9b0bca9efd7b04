"""The printed forms in a file's grids, read."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.exchange.source import Source
from disclosure_editor.recognition.forms.cell_reading import CellReader
from disclosure_editor.recognition.forms.form_reading import RowNames, read_form
from disclosure_editor.recognition.forms.shape_alignment import FormRows, find_forms
from disclosure_editor.recognition.forms.shape_choices import ShapedReading, with_choices
from disclosure_editor.recognition.forms.shapes import shape_patterns
from disclosure_editor.recognition.forms.source_rows import SourceRow, Stream, source_stream
from disclosure_editor.recognition.found import TableReading


def read_forms(source: Source, workbook: Workbook, used: frozenset[int]) -> list[TableReading]:
    """The forms that a file's grids are, one reading for each; blocks of these numbers belong to something else.

    The workbook is of the file's edition and year; it isn't changed.
    """
    stream = source_stream(source, used)
    forms = find_forms(stream, shape_patterns(workbook.edition))
    reader, names = CellReader(workbook.edition, workbook.year), RowNames()
    readings = [
        ShapedReading(form.shape, form.rows[0].row.place, read_form(workbook, form, beside, reader, names))
        for form, beside in zip(forms, _rows_beside(stream, forms), strict=True)
    ]
    return with_choices(workbook, readings)


def _rows_beside(stream: Stream, forms: Sequence[FormRows]) -> list[list[SourceRow]]:
    """For each form the rows of its grids that belong to no form: those behind it, and before a grid's first form."""
    taken = {id(matched.row) for form in forms for matched in form.rows}
    first: dict[int, int] = {}
    for number, form in reversed(list(enumerate(forms))):
        first.update({matched.row.block: number for matched in form.rows if matched.row.places is not None})
    ends = {id(form.rows[-1].row): number for number, form in enumerate(forms)}
    beside: list[list[SourceRow]] = [[] for _ in forms]
    last = -1
    for row in stream:
        last = ends.get(id(row), last)
        if row is not None and id(row) not in taken and row.places is not None and row.block in first:
            beside[max(last, first[row.block])].append(row)
    return beside
