"""Forms out of hard-wrapped lines: texts taken out of printed pages, in which no cells are marked.

A form begins with its title and ends with its last row. The words that its shape always prints are looked for in
their order, over the lines that they are broken into; what stands between them are its values. Its repeated rows are
read cell by cell (`row_search`). Whatever is not certain is remarked on, with the words as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.disclosure import Remark, Understanding
from disclosure_editor.exchange.source import Source
from disclosure_editor.narrative.environment import new_environment
from disclosure_editor.recognition.forms.cell_reading import CellReader
from disclosure_editor.recognition.forms.form_reading import RowNames
from disclosure_editor.recognition.forms.shape_choices import ShapedReading, with_choices
from disclosure_editor.recognition.forms.shapes import ShapePattern, shape_patterns
from disclosure_editor.recognition.found import TableReading
from disclosure_editor.recognition.lines.form_areas import Openings
from disclosure_editor.recognition.lines.form_text import FormLine, FormText, runs_of_lines
from disclosure_editor.recognition.lines.lined_form import LinedForm, lined_form
from disclosure_editor.recognition.lines.lined_form_reading import end_of, read_lined_form
from disclosure_editor.recognition.lines.located_form import LocatedForm, locate
from disclosure_editor.recognition.lines.printed_match import PartsMatch, match_parts
from disclosure_editor.recognition.lines.printed_parts import Words
from disclosure_editor.recognition.lines.rows_of_forms import PrintedRows, rows_of_forms

_LEAST_WORDS = 0.5
"""So much of a form's own words must be there for it to be one."""


def read_form_lines(source: Source, workbook: Workbook, used: frozenset[int]) -> list[TableReading]:
    """The forms in a file's hard-wrapped lines, without the blocks `used` for something else."""
    return with_choices(workbook, list(_Reader(workbook).read(source, used)))


class _Reader:
    def __init__(self, workbook: Workbook) -> None:
        environment = new_environment()
        shapes = shape_patterns(workbook.edition)
        self._edition = workbook.edition
        self._cells = CellReader(workbook.edition, workbook.year)
        self._openings = Openings(workbook.edition, shapes)
        self._forms = {shape: lined_form(shape, workbook.edition, environment) for shape in shapes}

    def read(self, source: Source, used: frozenset[int]) -> Iterator[ShapedReading]:
        """The forms of a file, one after the other."""
        runs = [(lines, list(self._forms_in(lines))) for lines in runs_of_lines(source, used)]
        rows = iter(rows_of_forms([form for _, forms in runs for form in forms]))
        names = RowNames()
        for lines, forms in runs:
            rows_here = [next(rows) for _ in forms]
            readings = [
                ShapedReading(
                    form.form.shape, form.text.place(0), read_lined_form(form, found, self._edition, self._cells, names)
                )
                for form, found in zip(forms, rows_here, strict=True)
            ]
            yield from _with_remarks(readings, _remarks_on_rest(lines, forms, rows_here))

    def _forms_in(self, lines: Sequence[FormLine]) -> Iterator[LocatedForm]:
        for area in self._openings.areas(lines):
            form = self._form_in(lines[area.first : area.end], area.shapes)
            if form is not None:
                yield form

    def _form_in(self, lines: Sequence[FormLine], shapes: Sequence[ShapePattern]) -> LocatedForm | None:
        """The form at the beginning of some lines, of the shape that fits it best; None for none."""
        text = FormText(lines)
        best: tuple[LinedForm, PartsMatch] | None = None
        for form in (self._forms[shape] for shape in shapes):
            if _words_there(form, text) < _LEAST_WORDS * form.words:
                continue
            match = match_parts(text, form.head, 0, len(text.words))
            if match is None or _words_found(form, match) < _LEAST_WORDS * form.words:
                continue
            if best is None or match.cost < best[1].cost:
                best = form, match
        return locate(text, *best) if best is not None else None


def _words_there(form: LinedForm, text: FormText) -> int:
    """How many characters of a form's own can be found in a text, in whatever order."""
    return sum(len(part.text) for part in form.head if isinstance(part, Words) and part.text in text.stream)


def _words_found(form: LinedForm, match: PartsMatch) -> int:
    parts = zip(form.head, match.spans, strict=True)
    return sum(len(part.text) for part, span in parts if isinstance(part, Words) and span is not None)


def _with_remarks(readings: Sequence[ShapedReading], remarks: Sequence[Remark]) -> Iterator[ShapedReading]:
    """The readings, the last of them with these remarks too."""
    yield from readings[:-1]
    for shape, place, reading in readings[-1:]:
        yield ShapedReading(shape, place, replace(reading, remarks=(*reading.remarks, *remarks)))


def _remarks_on_rest(
    lines: Sequence[FormLine], forms: Sequence[LocatedForm], rows: Sequence[PrintedRows | None]
) -> list[Remark]:
    """Remarks on lines of blocks that forms stand in, which are not theirs: nobody else will read those blocks."""
    taken: set[FormLine] = set()
    for form, found in zip(forms, rows, strict=True):
        taken.update(form.text.lines[: form.text.line_of(end_of(form, found) - 1) + 1])
    blocks = {line.block for line in taken}
    message = "这一行与表连在一起，没有读入，请抄到合适的地方。"
    return [
        Remark(Understanding.NOT_UNDERSTOOD, message, str(line.place), line.text)
        for line in lines
        if line.block in blocks and line not in taken
    ]
