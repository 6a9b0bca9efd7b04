"""Which row of a table's side each line of a grid is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure_editor.document.addresses import free_row_name
from disclosure_editor.document.texts import bare
from disclosure_editor.editions.model import Column, FixedRow, RepeatedRows, RowKind, Side, ValueType
from disclosure_editor.editions.subjects import Catalogue
from disclosure_editor.exchange.source import SourceCell
from disclosure_editor.recognition.tables.row_codes import CodedName, code_and_name, code_of_name, joined_code
from disclosure_editor.recognition.tables.row_labels import Label, fixed_row, label_of, match_labels
from disclosure_editor.recognition.tables.side_lines import SideLine, Text


@dataclass(frozen=True)
class NamedLine:
    """A line whose row is known.

    Attributes:
        name: the row's in addresses.
        spec: the row, or the rows that it is one of.
        label: the cell that says so; None where nothing in the line does.
        certain: whether it says so in the edition's words.
    """

    name: str
    spec: FixedRow | RepeatedRows
    label: SourceCell | None
    certain: bool = True


def named_lines(
    lines: Sequence[SideLine], side: Side, catalogue: Catalogue | None, known: Mapping[str, str]
) -> list[NamedLine | None]:
    """The row of each line; None where it has none.

    Args:
        catalogue: of the subjects that name the side's repeated rows, if they do.
        known: the codes of subjects that other tables name, by their names without blanks and punctuation.
    """
    if side.repeated is None:
        return _fixed_lines(lines, side)
    if catalogue is None:
        return list(_lines_by_text(lines, side, side.repeated))
    return list(_lines_by_code(lines, side, side.repeated, catalogue, known))


def _fixed_lines(lines: Sequence[SideLine], side: Side) -> list[NamedLine | None]:
    rows = list(side.fixed.values())
    if len(rows) == 1 and not rows[0].label.strip():
        first = next((number for number, line in enumerate(lines) if line.figures), None)
        return [NamedLine(rows[0].id, rows[0], None) if number == first else None for number in range(len(lines))]
    code = next((column for column in side.columns if column.type is ValueType.CODE), None)
    labels = [_label(line, code) for line in lines]
    matches = match_labels([label for label, _ in labels], rows, coded=code is not None)
    return [
        NamedLine(match.row.id, match.row, cell, match.certain) if match is not None else None
        for match, (_, cell) in zip(matches, labels, strict=True)
    ]


def _label(line: SideLine, code_column: Column | None) -> tuple[Label, SourceCell | None]:
    """What a line says that it is, and the cell that says so."""
    codes = [text for text in line.texts if text.text.isdecimal()]
    words = [text for text in line.texts if not text.text.isdecimal()]
    label = label_of(words[0].text) if words else Label("", "")
    code = "".join(line.code_texts(code_column)) if code_column is not None else ""
    code = code if code.isdecimal() else codes[0].text if codes else label.code
    return Label(code, label.words), next((text.cell for text in (*words, *codes)), None)


def _lines_by_text(lines: Sequence[SideLine], side: Side, spec: RepeatedRows) -> Iterator[NamedLine | None]:
    """Rows named by the text of a column, or a fixed one by its label."""
    taken: set[str] = set()
    key = ""
    for line in lines:
        own = next((text for text in line.texts if text.column is not None and text.column.column.id == spec.key), None)
        total = _total(line, side)
        if total is not None:
            yield total
            continue
        has_more = len(line.texts) > 1 or line.figures
        if own is not None and has_more:
            key = one_line(own.text)
        if not key or not has_more or (own is None and not (line.figures and line.texts)):
            yield None
            continue
        name = free_row_name(key, taken)
        taken.add(name)
        yield NamedLine(name, spec, own.cell if own is not None else None, certain=own is not None)


def _lines_by_code(
    lines: Sequence[SideLine], side: Side, spec: RepeatedRows, catalogue: Catalogue, known: Mapping[str, str]
) -> Iterator[NamedLine | None]:
    """Rows named by their subject's code, or a fixed one by its label."""
    column = side.by_id[spec.key]
    taken: set[str] = set()
    above: tuple[str, ...] = ()
    for line in lines:
        parts, cell = code_of_line(line, column, above, catalogue)
        code, certain = "".join(parts), True
        if not code:
            total = _total(line, side)
            if total is not None:
                yield total
                continue
            cell, code = _by_name(line, catalogue, known)
            certain = False
        if not code:
            yield None
            continue
        above = catalogue.split(code)
        name = free_row_name(code, taken)
        taken.add(name)
        yield NamedLine(name, spec, cell, certain)


def code_of_line(
    line: SideLine, column: Column, above: Sequence[str], catalogue: Catalogue, key: str = ""
) -> tuple[tuple[str, ...], SourceCell | None]:
    """The parts of the code that a line states in a column, or before a name; with the cell where that is so.

    Args:
        key: the column whose texts name the rows; they begin with no code.
    """
    texts = line.code_texts(column)
    if len(texts) > 1 and (parts := joined_code(texts, above, catalogue)):
        return parts, None
    for text in line.texts:
        if text.column is not None and text.column.column.id == key:
            continue
        coded = coded_text(text, column, catalogue)
        if coded.code and (coded.name or text.column is None or text.column.column is column):
            return (coded.code,), text.cell
    return (), None


def coded_text(text: Text, column: Column, catalogue: Catalogue) -> CodedName:
    """The code and the name that a cell states; a part of a code that has a column of its own is none."""
    if text.column is not None and text.column.column is column and text.column.part >= 0 and text.text.isdecimal():
        return CodedName("", text.text)
    return code_and_name(text.text, catalogue)


def _by_name(line: SideLine, catalogue: Catalogue, known: Mapping[str, str]) -> tuple[SourceCell | None, str]:
    """The subject that a line only names."""
    if line.figures:
        for text in line.texts:
            if code := known.get(bare(text.text)) or code_of_name(text.text, catalogue):
                return text.cell, code
    return None, ""


def _total(line: SideLine, side: Side) -> NamedLine | None:
    """The fixed row that a line of a side with repeated rows is."""
    rows = list(side.fixed.values())
    for text in line.texts:
        found = fixed_row(label_of(text.text), rows)
        if found is not None and (found.certain or found.row.kind is RowKind.TOTAL):
            return NamedLine(found.row.id, found.row, text.cell, found.certain)
    return None


def one_line(text: str) -> str:
    """A name without the line breaks of the cell that it stood in."""
    return "".join(line.strip() for line in text.splitlines())
