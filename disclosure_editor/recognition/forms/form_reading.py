"""One printed form read: its values and rows, and what of it wasn't understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList, free_row_name
from disclosure_editor.document.disclosure import Link, OwnParagraph, ParagraphKey, Remark, Understanding
from disclosure_editor.editions.model import ValueType
from disclosure_editor.exchange.source import Place as FilePlace
from disclosure_editor.exchange.source import SourceCell
from disclosure_editor.narrative.form_cells import cell_key, printing_section
from disclosure_editor.recognition.forms.cell_alignment import NUMBER_LIKE, Assigned, assign, assign_by_columns
from disclosure_editor.recognition.forms.cell_reading import CellReader, CellReading
from disclosure_editor.recognition.forms.shape_alignment import FormRows, MatchedRow
from disclosure_editor.recognition.forms.shapes import CellPattern, Place, RowPattern, plain
from disclosure_editor.recognition.forms.source_rows import SourceRow
from disclosure_editor.recognition.found import Found, FoundRows, TableReading
from disclosure_editor.recognition.unit_lines import in_ten_thousands, is_unit_line, money_exponent


class RowNames:
    """The names of the rows read so far, by their lists, so that no two rows get the same."""

    def __init__(self) -> None:
        self._taken: dict[RowList, set[str]] = {}

    def new(self, rows: RowList, key: str) -> str:
        """The name of another row with this key."""
        taken = self._taken.setdefault(rows, set())
        name = free_row_name(key, taken)
        taken.add(name)
        return name


@dataclass(frozen=True)
class _Read:
    """A cell of the shape as it was read: with the line of the repeated row it stands in, if it does."""

    cells: tuple[CellPattern, ...]
    source: SourceCell
    text: str
    reading: CellReading
    line: int | None = None
    again: bool = False
    """Whether the same cell of the file was read before, in the line above."""


@dataclass
class _Gathered:
    """What was read of a form before its rows have names."""

    cells: list[_Read] = field(default_factory=list)
    left: list[SourceCell] = field(default_factory=list)
    figures: int = 0
    """Cells that state a figure, and those of them that were read."""
    read: int = 0
    lines: dict[str, int] = field(default_factory=dict)
    """By the table of repeated rows, how many of its lines there are."""
    exponent: int = 0
    """See `money_exponent`: of the amounts in the form."""


def read_form(
    workbook: Workbook, form: FormRows, beside: Sequence[SourceRow], reader: CellReader, names: RowNames
) -> TableReading:
    """What a form states; rows `beside` it in its grid belong to no form."""
    return _FormReader(workbook, form, reader, names).reading(beside)


class _FormReader:
    def __init__(self, workbook: Workbook, form: FormRows, reader: CellReader, names: RowNames) -> None:
        self._workbook = workbook
        self._form = form
        self._reader = reader
        self._names = names
        self._found = _Gathered()
        self._header: list[Assigned] = []
        self._above: dict[int, tuple[str, SourceCell]] = {}

    def reading(self, beside: Sequence[SourceRow]) -> TableReading:
        for matched in (*self._form.rows, *(MatchedRow(row, None) for row in beside)):
            self._gather(matched)
        card = self._card_name()
        lines, rows = self._line_names(card)
        values, own = self._values(card, lines), self._own_words(card, lines)
        table = self._form.shape.table
        return TableReading(
            table.id,
            tuple(values),
            tuple(rows),
            tuple(self._remarks(card)),
            frozenset(matched.row.block for matched in self._form.rows),
            (self._found.figures, self._found.read),
            tuple(own),
        )

    # Reading the cells

    def _gather(self, matched: MatchedRow) -> None:
        row, pattern = matched
        if pattern is None:
            if is_unit_line(row.filled[0]):
                self._found.exponent = money_exponent(row.filled[0]) or self._found.exponent
            elif row.places is not None and not self._is_repeated_heading(row.filled):
                self._leave([cell for cell in row.cells if cell.text.strip()])
            return
        if pattern.each:
            self._gather_line(matched, pattern)
            return
        self._header = assign(row, pattern)
        for assigned in self._header:
            self._take(assigned, None)

    def _is_repeated_heading(self, texts: Sequence[str]) -> bool:
        """Whether all these texts are the shape's own, as where a heading is repeated on a new page."""
        own = {cell.words for row in self._form.shape.rows for cell in row.cells}
        return own.issuperset(texts)

    def _gather_line(self, matched: MatchedRow, pattern: RowPattern) -> None:
        """Read one of the repeated rows; one that states nothing is none."""
        row = matched.row
        columns = None if row.implied else self._columns(pattern)
        assigned = (
            assign(row, self._as_headed(pattern)) if columns is None else assign_by_columns(row, pattern, columns)
        )
        own = [found for found in assigned if _own(found.places)]
        if not any(found.text.strip() and any(place.cell.slots for place in found.places) for found in own):
            self._leave([cell for found in assigned for cell in found.cells if _is_left(found)])
            return
        line = self._found.lines.get(pattern.each, 0)
        self._found.lines[pattern.each] = line + 1
        for found in assigned:
            self._take(found, line, None if columns is None else row.number)

    def _columns(self, pattern: RowPattern) -> list[range | None] | None:
        """For each cell of a repeated row the columns of the file that the heading above it takes.

        None where the heading doesn't tell, or where it has one cell for two.
        """
        columns: list[range | None] = []
        for cell in pattern.cells:
            over = [found for found in self._header if _overlaps(found, cell)]
            here = over[0].cells[0] if len(over) == 1 and len(over[0].cells) == 1 else None
            columns.append(range(here.column, here.column + here.column_span) if here is not None else None)
        known = [reach for reach in columns if reach is not None]
        return columns if len(known) == len(set(known)) and len(known) * 2 > len(columns) else None

    def _as_headed(self, pattern: RowPattern) -> RowPattern:
        """The pattern of a repeated row with its places in the order of the heading above it."""
        order: dict[CellPattern, int] = {}
        for cell in pattern.cells:
            over = [found.cells[0].column for found in self._header if found.cells and _overlaps(found, cell)]
            if len(over) != 1:
                return pattern
            order[cell] = over[0]
        own = iter(sorted(pattern.cells, key=order.__getitem__))
        if list(pattern.cells) == sorted(pattern.cells, key=order.__getitem__):
            return pattern
        return replace(pattern, places=tuple(p if p.covered else Place(next(own)) for p in pattern.places))

    def _take(self, found: Assigned, line: int | None, row: int | None = None) -> None:
        """Read what stands at a place; `row` is the row of the file where the file's columns are known."""
        cells = tuple(place.cell for place in found.places if not place.covered)
        if not cells:
            self._leave([cell for cell in found.cells if _is_left(found)])
            return
        text, source = found.text.strip(), found.cells[0] if found.cells else None
        again = source is not None and row is not None and source.row < row
        if again and any(cell.numeric for cell in cells):
            return
        if line is not None and len(cells) == 1 and cells[0].merge:
            text, source, again = self._merged(cells[0], text, source, row, again)
        if source is None or not text:
            return
        reading = self._reader.read(cells, text)
        read = reading is not None and any(value.slot.column.type.numeric for value in reading.values)
        has_digits = any(cell.numeric for cell in cells) and any(character.isdigit() for character in text)
        self._found.figures += (read or has_digits) and not again
        self._found.read += read and not again
        if cells[0].fixed and (exponent := _other_unit(cells[0], text)) is not None:
            self._found.exponent = exponent
        elif reading is None:
            self._leave(list(found.cells), counted=True)
        else:
            self._found.cells.append(_Read(cells, source, text, reading, line, again))

    def _merged(
        self, cell: CellPattern, text: str, source: SourceCell | None, row: int | None, again: bool
    ) -> tuple[str, SourceCell | None, bool]:
        """What stands at a cell that is one with equal ones above it: a blank says what is said above.

        What begins anew at the left ends what is one at its right. In a file whose columns are known, and whose cells
        are merged there, a blank is a blank.
        """
        if text:
            joined = "".join(text.split("\n"))
            if self._above.get(cell.number, ("", None))[0] != joined:
                for other in [number for number in self._above if number >= cell.number]:
                    del self._above[other]
            if source is not None and not again:
                self._above[cell.number] = joined, source
            return joined, source, again
        known = self._above.get(cell.number)
        merges = row is not None and self._merges_cells()
        return (*known, True) if known is not None and not merges else (text, source, again)

    def _merges_cells(self) -> bool:
        """Whether cells of the file's repeated rows reach over several rows."""
        return any(
            cell.row_span > 1
            for matched in self._form.rows
            if matched.pattern is not None and matched.pattern.each
            for cell in matched.row.cells
        )

    def _leave(self, cells: Sequence[SourceCell], counted: bool = False) -> None:
        """Keep the cells that were not understood."""
        self._found.left += cells
        if not counted:
            self._found.figures += sum(bool(NUMBER_LIKE.fullmatch(plain(cell.text))) for cell in cells)

    # Naming the rows

    def _card_name(self) -> str:
        side = self._form.shape.card_side
        if side is None:
            return ""
        return self._names.new(side.row_list, self._key_of(None, side.table))

    def _key_of(self, line: int | None, table: str) -> str:
        """What the key column of the card, or of a line of repeated rows, states."""
        stated = (
            value.text
            for read in self._found.cells
            if read.line == line
            for value in read.reading.values
            if value.slot.key and value.slot.side is not None and value.slot.side.table == table
        )
        return "".join(part.strip() for part in next(stated, "").split("\n"))

    def _line_names(self, card: str) -> tuple[dict[str, list[str]], list[FoundRows]]:
        """The names of the lines by their tables, and all rows of the form."""
        shape = self._form.shape
        rows = [FoundRows(shape.card_side.row_list, (card,))] if shape.card_side is not None else []
        lines: dict[str, list[str]] = {}
        for table, number in self._found.lines.items():
            side = next((s for s in self._workbook.edition.tables[table].sides if s.repeated is not None), None)
            if side is None or side.repeated is None:
                continue
            keys = [card if side.repeated.parent else self._key_of(line, table) for line in range(number)]
            lines[table] = [self._names.new(side.row_list, key) for key in keys]
            rows.append(FoundRows(side.row_list, tuple(lines[table])))
        return lines, rows

    # What it comes to

    def _row_of(self, read: _Read, card: str, lines: dict[str, list[str]]) -> str:
        each = read.cells[0].each
        return lines[each][read.line] if read.line is not None and each in lines else card

    def _values(self, card: str, lines: dict[str, list[str]]) -> Iterator[Found]:
        stated: set[Address] = set()
        for read in self._found.cells:
            for value in read.reading.values:
                path = value.slot.at(self._row_of(read, card, lines))
                column = value.slot.column
                named = value.slot.key or path in stated
                if named or (column.type is ValueType.TEXT and value.text == column.default):
                    continue
                stated.add(path)
                text = value.text
                if column.type is ValueType.AMOUNT:
                    text = in_ten_thousands(text, self._found.exponent, self._workbook.edition.options.decimals)
                yield Found(path, text, read.source.place, read.text if read.text != text else "")

    def _own_words(self, card: str, lines: dict[str, list[str]]) -> Iterator[tuple[ParagraphKey, OwnParagraph]]:
        section = printing_section(self._workbook.edition, self._form.shape.table.id)
        if section is None:
            return
        for read in self._found.cells:
            if read.reading.generated is None or len(read.cells) > 1:
                continue
            cell = read.cells[0]
            names = [card] if self._form.shape.card_side is not None else []
            names += [lines[cell.each][read.line]] if read.line is not None and cell.each in lines else []
            key = cell_key(section.id, self._form.shape.shape, cell.row, cell.number, names)
            row = self._row_of(read, card, lines)
            links = tuple(
                Link(value.start, value.start + len(value.text), value.slot.at(row))
                for value in sorted(read.reading.values, key=lambda value: value.start)
                if value.slot.column.type.numeric
            )
            yield key, OwnParagraph(read.text, read.reading.generated, links)

    def _remarks(self, card: str) -> Iterator[Remark]:
        table, side = self._form.shape.table, self._form.shape.card_side
        at = table.id
        if side is not None and side.repeated is not None:
            at = str(Address(table.id, card, side.repeated.key))
            if not self._key_of(None, table.id):
                place = str(self._place())
                yield Remark(Understanding.DOUBTFUL, f"这张“{table.title}”没有读到名称，请填写。", place, at=at)
        name = f"“{table.title}”（{card}）" if card else f"“{table.title}”"
        for cell in self._found.left:
            message = f"{name}里的这一格没有读懂，请对照原文填写。"
            yield Remark(Understanding.NOT_UNDERSTOOD, message, str(cell.place), cell.text.strip(), at)

    def _place(self) -> FilePlace:
        return self._form.rows[0].row.place


def _own(places: Sequence[Place]) -> bool:
    return any(not place.covered for place in places)


def _is_left(found: Assigned) -> bool:
    """Whether a cell has no place in the shape, and something in it."""
    return not found.places and bool(found.text.strip())


def _overlaps(found: Assigned, cell: CellPattern) -> bool:
    """Whether what was found in the heading stands above a cell of the shape."""
    if len(found.places) != 1 or found.places[0].covered:
        return False
    over = found.places[0].cell
    return over.column < cell.column + cell.spec.columns and cell.column < over.column + over.spec.columns


def _other_unit(cell: CellPattern, text: str) -> int | None:
    """The power of ten for another unit than the shape's, where a cell's own words name the unit of amounts."""
    own, printed = money_exponent(cell.spec.text), money_exponent(text)
    return printed if own is not None and printed is not None and own != printed else None
