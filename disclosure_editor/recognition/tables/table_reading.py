"""Reads one table: the value of each cell at its address, and what of it has none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.document.disclosure import Remark
from disclosure_editor.editions.model import Column, FixedRow, RepeatedRows, RowKind, Side, Table, ValueType
from disclosure_editor.editions.subjects import Catalogue
from disclosure_editor.exchange.source import Place, SourceCell
from disclosure_editor.recognition.found import Found, FoundRows
from disclosure_editor.recognition.likeness import header_key
from disclosure_editor.recognition.tables.header_matching import Heading
from disclosure_editor.recognition.tables.placed_lines import PlacedLine
from disclosure_editor.recognition.tables.reading_remarks import doubtful, no_place, not_understood
from disclosure_editor.recognition.tables.row_codes import code_and_name
from disclosure_editor.recognition.tables.row_names import NamedLine, code_of_line, named_lines, one_line
from disclosure_editor.recognition.tables.side_lines import SideLine, side_lines
from disclosure_editor.recognition.unit_lines import in_ten_thousands


@dataclass
class Cells:
    """What the cells of a table state, as far as it is known.

    Attributes:
        figures, texts: values at their addresses, once each.
        stated, read: how many figures there are, and how many of them have an address.
    """

    figures: dict[Address, Found] = field(default_factory=dict)
    texts: dict[Address, Found] = field(default_factory=dict)
    rows: list[FoundRows] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    stated: int = 0
    read: int = 0


@dataclass(frozen=True)
class _SideRows:
    """A side's lines with their rows."""

    side: Side
    lines: Sequence[SideLine]
    names: list[NamedLine | None]


def read_cells(
    table: Table, lines: Sequence[PlacedLine], workbook: Workbook, exponent: int, known: Mapping[str, str]
) -> Cells:
    """What a table's lines state.

    Args:
        workbook: a document of the table's edition, for its catalogues.
        exponent: the power of ten that makes its amounts ones in 万元.
        known: the codes of subjects that other tables name, by their names without blanks and punctuation.
    """
    return _TableReader(table, workbook, exponent, known).read(lines)


class _TableReader:
    """Reads one table's lines."""

    def __init__(self, table: Table, workbook: Workbook, exponent: int, known: Mapping[str, str]) -> None:
        self._table = table
        self._catalogues = workbook.catalogues
        self._exponent = exponent
        self._known = known
        self._decimals = workbook.edition.options.decimals
        self._cells = Cells()
        self._title = f"“{table.title}”"

    def read(self, lines: Sequence[PlacedLine]) -> Cells:
        """All that the lines state."""
        sides = [self._named(lines, side) for side in self._table.sides]
        for rows in sides[1:]:
            _name_beside(sides[0], rows)
        for rows in sides:
            self._read_side(rows)
        self._note_unread_texts(lines, sides)
        self._note_doubtful_columns(lines)
        return self._cells

    def _named(self, lines: Sequence[PlacedLine], side: Side) -> _SideRows:
        own = side_lines(lines, self._table.sides, side)
        return _SideRows(side, own, named_lines(own, side, self._catalogue(side), self._known))

    def _catalogue(self, side: Side) -> Catalogue | None:
        column = side.by_id[side.repeated.key] if side.repeated is not None else None
        return self._catalogues[column.catalogue] if column is not None and column.catalogue else None

    def _read_side(self, rows: _SideRows) -> None:
        upper = self._upper_levels(rows)
        repeated = [named.name for named in rows.names if named and isinstance(named.spec, RepeatedRows)]
        if rows.side.repeated is not None:
            names = tuple(name for name in repeated if name not in upper)
            self._cells.rows.append(FoundRows(RowList(self._table.id, rows.side.id), names))
        for line, named in zip(rows.lines, rows.names, strict=True):
            if named is not None and named.name in upper and not _has_subtotals(named.spec):
                self._note_figures(line, f"本版式的{self._title}没有类、款小计行")
            elif named is None:
                self._note_figures(line, "没有认出是哪一行")
            else:
                self._read_line(rows.side, line, named)
        self._read_codes(rows)

    def _upper_levels(self, rows: _SideRows) -> set[str]:
        """The names of the rows that are classes and sections of others."""
        catalogue = self._catalogue(rows.side)
        if catalogue is None:
            return set()
        names = [named.name for named in rows.names if named and isinstance(named.spec, RepeatedRows)]
        return {code for name in names for code in catalogue.upper_levels(row_key(name))}

    def _read_line(self, side: Side, line: SideLine, named: NamedLine) -> None:
        self._doubt_name(line, named)
        for column, cell in line.figures:
            self._state(Address(self._table.id, named.name, column.id), column, cell)
        for text in line.strays:
            self._note_stray(line, text.place, text.cell)
        for text in line.texts:
            if text.column is not None and text.column.column.type.numeric:
                self._note_text(text.column.column, text.cell)
            elif text.column is not None and isinstance(named.spec, RepeatedRows):
                self._state_text(text.column.column, side, named, text.cell)

    def _state(self, address: Address, column: Column, cell: SourceCell) -> None:
        """Keep a figure for its address, exactly as it stands there or converted into 万元."""
        self._cells.stated += 1
        printed = cell.text.strip()
        is_amount = column.type is ValueType.AMOUNT
        text = in_ten_thousands(printed, self._exponent, self._decimals) if is_amount else printed
        there = self._cells.figures.get(address)
        if there is not None and there.text != text:
            message = f"{self._title}的同一格在原文件里有两个数，读入了“{there.text}”，没有读入“{text}”，请核对。"
            self._cells.remarks.append(not_understood(message, cell.place, printed))
            return
        self._cells.read += 1
        if there is None:
            self._cells.figures[address] = Found(address, text, cell.place, printed if printed != text else "")

    def _state_text(self, column: Column, side: Side, named: NamedLine, cell: SourceCell) -> None:
        """Keep a text of a repeated row, such as its subject's name."""
        if column.type in (ValueType.CODE, ValueType.LABEL) or (side.repeated and column.id == side.repeated.key):
            return
        text = one_line(cell.text)
        catalogue = self._catalogue(side)
        if catalogue is not None and (coded := code_and_name(text, catalogue)).name and coded.code:
            text = coded.name
        address = Address(self._table.id, named.name, column.id)
        self._cells.texts.setdefault(address, Found(address, text, cell.place))

    def _read_codes(self, rows: _SideRows) -> None:
        """The codes that name no rows, such as the subject of a project."""
        key = rows.side.repeated.key if rows.side.repeated is not None else ""
        for column in rows.side.columns:
            if column.type is not ValueType.CODE or column.id == key:
                continue
            catalogue = self._catalogues[column.catalogue]
            above: tuple[str, ...] = ()
            for line, named in zip(rows.lines, rows.names, strict=True):
                parts, _ = code_of_line(line, column, above, catalogue, key)
                above = catalogue.split("".join(parts)) if parts else above
                if parts and named is not None:
                    address = Address(self._table.id, named.name, column.id)
                    found = Found(address, "".join(parts), _first_place(line, column))
                    self._cells.texts.setdefault(address, found)

    def _doubt_name(self, line: SideLine, named: NamedLine) -> None:
        if line.line.doubtful and line.figures:
            message = f"{self._title}的这一行，格数与表头的列数不同，各数属于哪一列是推断的，请核对。"
            cell = line.figures[0][1]
            self._cells.remarks.append(doubtful(message, cell.place, _row_words(line)))
        if named.certain or not (line.figures or line.texts):
            return
        cell = named.label or (line.texts[0].cell if line.texts else line.figures[0][1])
        said = f"“{cell.text.strip()}”" if named.label is not None else "没有名称的一行"
        title = named.spec.title if isinstance(named.spec, FixedRow) else named.name
        message = f"{self._title}中{said}按“{title}”读入，请核对。"
        at = Address(self._table.id, named.name, line.figures[0][0].id) if line.figures else None
        self._cells.remarks.append(doubtful(message, cell.place, cell.text.strip(), at))

    def _note_figures(self, line: SideLine, why: str) -> None:
        for column, cell in line.figures:
            self._cells.stated += 1
            self._cells.remarks.append(no_place(self._title, cell, _row_words(line), column.title, why))
        for text in line.strays:
            self._note_stray(line, text.place, text.cell)

    def _note_text(self, column: Column, cell: SourceCell) -> None:
        message = f"{self._title}“{column.title}”列里的文字不是数，没有读入，需要的请自行填写。"
        self._cells.remarks.append(not_understood(message, cell.place, cell.text.strip()))

    def _note_stray(self, line: SideLine, place: int, cell: SourceCell) -> None:
        self._cells.stated += 1
        column = _column_words(line.line.heading, place)
        self._cells.remarks.append(no_place(self._title, cell, _row_words(line), column, "没有认出是哪一列"))

    def _note_unread_texts(self, lines: Sequence[PlacedLine], sides: Sequence[_SideRows]) -> None:
        """Tell of lines of which nothing was understood, and of columns whose texts were left out."""
        strangers: defaultdict[str, list[SourceCell]] = defaultdict(list)
        for number, line in enumerate(lines):
            own = [(rows.lines[number], rows.names[number]) for rows in sides]
            if not any(named for _, named in own):
                texts = [text for side_line, _ in own for text in side_line.texts]
                if texts and not any(side_line.figures or side_line.strays for side_line, _ in own):
                    words = "；".join(text.text for text in texts)
                    message = f"{self._title}中的一行文字没有读入，需要的请自行填写。"
                    self._cells.remarks.append(not_understood(message, texts[0].cell.place, words))
                continue
            for side_line, named in own:
                for text in side_line.texts:
                    if text.column is None and not (named and text.cell is named.label) and not text.text.isdecimal():
                        strangers[_column_words(line.heading, text.place)].append(text.cell)
        for column, cells in strangers.items():
            of = f"“{column}”列" if column else "没有表头的一列"
            message = f"{self._title}没有{of}，其中的文字没有读入。"
            self._cells.remarks.append(not_understood(message, cells[0].place, cells[0].text.strip()))

    def _note_doubtful_columns(self, lines: Sequence[PlacedLine]) -> None:
        headings = {id(line.heading): (line.heading, line) for line in reversed(lines)}
        for heading, line in headings.values():
            for place, column in enumerate(heading.columns):
                if column is None or not column.column.type.numeric or _is_same(heading.paths[place], column.path):
                    continue
                printed = _column_words(heading, place)
                message = f"{self._title}的“{printed}”列按“{column.column.title}”读入，请核对。"
                self._cells.remarks.append(doubtful(message, line.line.filled[0].place, printed))


def _is_same(printed: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a column's lowest text is the edition's, or was one until it was parted in two."""
    keys = [header_key(text) for text in printed]
    return any("".join(keys[first:]) == wanted[-1] for first in range(len(keys)))


def _has_subtotals(spec: FixedRow | RepeatedRows) -> bool:
    return isinstance(spec, RepeatedRows) and bool(spec.subtotals)


def _row_words(line: SideLine) -> str:
    return " ".join(text.text for text in line.texts)


def _column_words(heading: Heading, place: int) -> str:
    path = heading.paths[place] if place < len(heading.paths) else ()
    return one_line(path[-1]) if path else ""


def _first_place(line: SideLine, column: Column) -> Place:
    places = (
        cell.place
        for printed, cell in zip(line.line.heading.columns, line.line.covering, strict=True)
        if printed is not None and printed.column is column and cell is not None and cell.text.strip()
    )
    return next(places, line.line.line.filled[0].place)


def _name_beside(first: _SideRows, rows: _SideRows) -> None:
    """Name lines without a label by the row of the first side that they are printed beside."""
    free = {row.id: row for row in rows.side.fixed.values() if all(n is None or n.name != row.id for n in rows.names)}
    for number, (line, named) in enumerate(zip(rows.lines, rows.names, strict=True)):
        beside = first.names[number]
        if named is not None or line.texts or not line.figures or beside is None:
            continue
        row = next((row for row in free.values() if _stands_beside(row, rows.side, beside, first.side)), None)
        if row is not None:
            rows.names[number] = NamedLine(row.id, row, None, certain=False)
            del free[row.id]


def _stands_beside(row: FixedRow, side: Side, beside: NamedLine, first: Side) -> bool:
    """Whether the edition prints a row beside the other one: it says so, or both are the last totals."""
    if row.beside:
        return row.beside == beside.name
    return _last_total(side) == row.id and _last_total(first) == beside.name


def _last_total(side: Side) -> str:
    return next((row.id for row in reversed(list(side.fixed.values())) if row.kind is RowKind.TOTAL), "")
