"""Forms out of hard-wrapped lines: texts taken out of printed pages, in which no cells are marked.

A form begins with its title and ends with its last row. The words that its shape always prints are looked for in
their order, over the lines that they are broken into; what stands between them are its values. Its repeated rows are
read cell by cell (`row_search`). Whatever is not certain is remarked on, with the words as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import RowList
from disclosure_editor.document.disclosure import Remark, Understanding
from disclosure_editor.exchange.source import Source
from disclosure_editor.narrative.environment import new_environment
from disclosure_editor.narrative.reading import TemplateReader
from disclosure_editor.recognition.form_areas import Openings
from disclosure_editor.recognition.form_text import FormLine, FormText, runs_of_lines
from disclosure_editor.recognition.found import TableReading
from disclosure_editor.recognition.lined_form import LinedForm, lined_form
from disclosure_editor.recognition.lined_form_reading import LinedReading, read_lined_form
from disclosure_editor.recognition.printed_match import PartsMatch, match_parts
from disclosure_editor.recognition.printed_parts import Words
from disclosure_editor.recognition.shapes import ShapePattern, shape_patterns

_LEAST_WORDS = 0.5
"""So much of a form's own words must be there for it to be one."""


def read_form_lines(source: Source, workbook: Workbook, used: frozenset[int]) -> list[TableReading]:
    """The forms in a file's hard-wrapped lines, without the blocks `used` for something else."""
    return _Reader(workbook).read(source, used)


class _Reader:
    def __init__(self, workbook: Workbook) -> None:
        environment = new_environment()
        shapes = shape_patterns(workbook.edition)
        self._workbook = workbook
        self._templates = TemplateReader(workbook.edition)
        self._openings = Openings(workbook.edition, shapes)
        self._forms = {id(shape): lined_form(shape, workbook.edition, environment) for shape in shapes}
        self._names: dict[RowList, set[str]] = {}

    def read(self, source: Source, used: frozenset[int]) -> list[TableReading]:
        readings: list[TableReading] = []
        for lines in runs_of_lines(source, used):
            taken: set[int] = set()
            for area in self._openings.areas(lines):
                found = self._form_in(lines[area.first : area.end], area.shapes)
                if found is not None:
                    readings.append(found.reading)
                    taken.update(range(area.first, area.first + found.lines))
            if taken:
                remarks = (*readings[-1].remarks, *_remarks_on_rest(lines, taken))
                readings[-1] = replace(readings[-1], remarks=remarks)
        return readings

    def _form_in(self, lines: Sequence[FormLine], shapes: Sequence[ShapePattern]) -> LinedReading | None:
        """The form at the beginning of some lines, of the shape that fits it best; None for none."""
        text = FormText(lines)
        best: tuple[LinedForm, PartsMatch] | None = None
        for shape in shapes:
            form = self._forms[id(shape)]
            match = match_parts(text, form.head, 0, len(text.words))
            if match is None or _words_found(form, match) < _LEAST_WORDS * form.words:
                continue
            if best is None or match.cost < best[1].cost:
                best = form, match
        if best is None:
            return None
        return read_lined_form(self._workbook, self._templates, text, *best, self._names)


def _words_found(form: LinedForm, match: PartsMatch) -> int:
    parts = zip(form.head, match.spans, strict=True)
    return sum(len(part.text) for part, span in parts if isinstance(part, Words) and span is not None)


def _remarks_on_rest(lines: Sequence[FormLine], taken: set[int]) -> list[Remark]:
    """Remarks on lines of blocks that forms stand in, which are not theirs: nobody else will read those blocks."""
    blocks = {lines[number].block for number in taken}
    message = "这一行与表连在一起，没有读入，请抄到合适的地方。"
    return [
        Remark(Understanding.NOT_UNDERSTOOD, message, str(line.place), line.text)
        for number, line in enumerate(lines)
        if line.block in blocks and number not in taken
    ]
