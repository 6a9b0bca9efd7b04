"""The document that a file is made into: tables, rows, statements of the text, each with its origin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from disclosure_editor.calculation.edits import repeated_names
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import (
    Content,
    Origin,
    OriginOf,
    OwnParagraph,
    ParagraphKey,
    Path,
    Remark,
    RemarkKey,
)
from disclosure_editor.document.texts import compact
from disclosure_editor.exchange.source import Place
from disclosure_editor.narrative.patterns import Chosen, alike
from disclosure_editor.narrative.writer import Narrative
from disclosure_editor.recognition.found import Found, TableReading
from disclosure_editor.recognition.solving import Solver
from disclosure_editor.recognition.text.published_text import comparable
from disclosure_editor.recognition.text.statements import Statement

_LABEL = "读入文件"


class DocumentBuilder:
    """States in an empty document what a file says, each value with the place it was read at.

    What a table states stands; what the text says otherwise is not stated, so that its paragraph, kept as published,
    disagrees with the table and is found.
    """

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._read: frozenset[str] = frozenset()
        self._zeros: frozenset[Address] = frozenset()

    def take_tables(self, readings: Iterable[TableReading]) -> None:
        """State what tables and forms say, but for the unit's name, which the whole file is asked for."""
        readings = list(readings)
        self._read = frozenset(reading.table for reading in readings)
        order = {table: index for index, table in enumerate(self.workbook.edition.tables)}
        rows = {found.rows: found.names for reading in readings for found in reading.rows}
        merged = _merged_rows(readings)
        for row_list in sorted(rows, key=lambda row_list: order.get(row_list.table, 0)):
            self.take_rows(row_list, merged[row_list])
        contents: dict[Path, Content | None] = {}
        for reading in readings:
            for found in reading.values:
                if found.path != self.workbook.edition.unit:
                    contents[found.path] = found.text
                    contents[OriginOf(found.path)] = _origin(found)
        self._state(contents)

    def take_rows(self, row_list: RowList, names: tuple[str, ...]) -> None:
        """State a table's rows where they are not those that it has anyway."""
        if repeated_names(self.workbook, row_list) != names:
            self._state({row_list: names})

    def take_names(self, names: Mapping[Address, str]) -> None:
        """State the names that the text gives subjects."""
        contents: dict[Path, Content | None] = {}
        contents.update(names.items())
        self._state(contents)

    def take_choices(self, choices: Iterable[Chosen]) -> list[Chosen]:
        """State of every choice what most of the paragraphs say; give those that may have been others as well."""
        votes: dict[Address, Counter[Chosen]] = {}
        for chosen in choices:
            votes.setdefault(Address.parse(chosen.address), Counter())[chosen] += 1
        unsure: list[Chosen] = []
        for address, counted in votes.items():
            chosen = counted.most_common(1)[0][0]
            if self.workbook.cell(address).text != chosen.value:
                self._state({address: chosen.value})
                unsure += [chosen] if chosen.others else []
        return unsure

    def take_all(self, statements: Sequence[Statement]) -> None:
        """State what the text says; what it says is zero without printing it is known then, but not stated.

        A figure that showed by itself when it was come to, since another was still missing, is stated in a second turn.
        """
        self._zeros = frozenset(statement.path for statement in statements if statement.slot == "zero")
        printed = [statement for statement in statements if statement.slot != "zero"]
        for statement in (*printed, *printed):
            self.take(statement)

    def take(self, statement: Statement) -> None:
        """State what the text says, unless it is there already, or something else is.

        A change that shows already since last year's figure is blank says that this was zero.
        """
        cell = self.workbook.cell(statement.path)
        if statement.amount is None:
            if compact(alike(cell.text)) != compact(alike(statement.text)) and not cell.stated:
                self._state_from_text(statement.path, statement.text, statement)
            return
        if cell.stated or (cell.amount == statement.amount and statement.slot != "change"):
            return
        solution = Solver(self.workbook, self._read, self._zeros).solve(
            statement.path, statement.text, statement.amount
        )
        shown = cell.amount == statement.amount or (not statement.amount and self.workbook.formulas(statement.path))
        if solution.path != statement.path or not shown:
            self._state_from_text(solution.path, solution.text, statement)

    def drop_computed_texts(self, readings: Iterable[TableReading]) -> None:
        """Take back the texts of tables that the document writes by itself now that the unit is known."""
        contents: dict[Path, Content | None] = {}
        for found in (found for reading in readings for found in reading.values):
            column = self.workbook.edition.column(found.path)
            if column is None or column.type.numeric or not self.workbook.formulas(found.path):
                continue
            if compact(self.workbook.computed(found.path).text) == compact(self.workbook.cell(found.path).text):
                contents[found.path] = None
        self._state(contents)

    def drop_spare(self, paths: Iterable[Address], narrative: Narrative) -> None:
        """Take back what was stated where the text is the same without it."""
        for path in paths:
            edit = self.workbook.edit(_LABEL, {path: None})
            mentions = narrative.mentions(path)
            before = [_text(narrative, key) for key in mentions]
            self.workbook.apply(edit)
            if [_text(narrative, key) for key in mentions] != before:
                self.workbook.apply(edit.inverse())

    def take_paragraph(self, key: ParagraphKey, own: OwnParagraph, place: Place) -> None:
        """Keep a paragraph as it was published."""
        self._state({key: own, OriginOf(key): Origin(str(place), "" if own.text else own.replaced)})

    def take_own_words(self, words: Iterable[tuple[ParagraphKey, OwnParagraph]]) -> None:
        """Keep printed words of forms as they were published."""
        self._state(dict(words))

    def fields_in_tables(self, readings: Iterable[TableReading]) -> Iterator[Statement]:
        """What the tables' cells tell of the fields that they repeat."""
        solver = Solver(self.workbook, self._read)
        for found in (found for reading in readings for found in reading.values):
            path = solver.repeated_field(found.path)
            if path is not None:
                yield Statement(path, "text", found.text, None, found.place, found.printed)

    def units_above_tables(self, readings: Iterable[TableReading]) -> Iterator[Statement]:
        """The unit's name as it stands above the tables."""
        for found in (found for reading in readings for found in reading.values):
            if found.path == self.workbook.edition.unit:
                yield Statement(found.path, "text", found.text, None, found.place, found.printed)

    def take_remarks(self, remarks: Iterable[Remark]) -> None:
        """Keep the report."""
        self._state({RemarkKey(number): remark for number, remark in enumerate(remarks, start=1)})

    def _state_from_text(self, path: Address, text: str, statement: Statement) -> None:
        self._state({path: text, OriginOf(path): Origin(str(statement.place), statement.words)})

    def _state(self, contents: Mapping[Path, Content | None]) -> None:
        edit = self.workbook.edit(_LABEL, contents)
        if edit:
            self.workbook.apply(edit)


def _text(narrative: Narrative, key: ParagraphKey) -> str:
    written = narrative.paragraph(key)
    return comparable(written.generated_text) if written is not None else ""


def _origin(found: Found) -> Origin:
    return Origin(str(found.place), found.printed)


def _merged_rows(readings: Iterable[TableReading]) -> dict[RowList, tuple[str, ...]]:
    """The rows of each list: those of its readings one behind the other, each once."""
    merged: dict[RowList, dict[str, None]] = {}
    for reading in readings:
        for found in reading.rows:
            merged.setdefault(found.rows, {}).update(dict.fromkeys(found.names))
    return {row_list: tuple(names) for row_list, names in merged.items()}
