"""What is typed or pasted into a row's cells, as the texts that the row then states.

A code is printed in parts, and each of them takes a part, a whole code or a subject's name; the column with a
subject's name takes a subject too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from disclosure_editor.calculation.workbook import CellValue, Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.amounts import MalformedAmount, parse_amount
from disclosure_editor.editions.expressions import Call, Reference
from disclosure_editor.editions.model import Column, Side, ValueType
from disclosure_editor.editions.subjects import Catalogue, Subject


class Refused(ValueError):
    """A text that a cell cannot take; the message says what was expected, in Chinese."""


def differs(stated: CellValue, computed: CellValue) -> bool:
    """Whether something else is stated than would be computed: another number, however it is written, or text."""
    if computed.amount is not None:
        return computed.amount != stated.amount
    return computed.text != stated.text


class Entry(NamedTuple):
    """A text on its way into a cell of a row.

    Attributes:
        part: which printed part of a code, of `parts`.
    """

    column: Column
    text: str
    part: int = 0
    parts: int = 1


def subject_column(side: Side, column: Column) -> Column | None:
    """The code column whose subject a column shows: itself, or the one whose subject's name it is; None for neither."""
    if column.type is ValueType.CODE:
        return column
    expression = column.formula.expression if column.formula else None
    match expression:
        case Call("name", (Reference(table="", row="", column=code),)):
            found = side.by_id.get(code)
            return found if found is not None and found.type is ValueType.CODE else None
    return None


def name_column(side: Side, code: Column) -> Column | None:
    """The column with the names of a code column's subjects; None where the side shows none."""
    return next((c for c in side.columns if c is not code and subject_column(side, c) is code), None)


def printed_parts(catalogue: Catalogue, code: str, parts: int) -> tuple[str, ...]:
    """A code as so many columns print it; the last has whatever the columns before it leave."""
    levels = catalogue.split(code)
    return (*levels[: parts - 1], "".join(levels[parts - 1 :])) if parts > 1 else (code,)


def subject_text(subject: Subject) -> str:
    """A subject as it is offered for choice: 2080505 机关事业单位基本养老保险缴费支出."""
    return f"{subject.code} {subject.name}"


def texts_of_row(workbook: Workbook, side: Side, row: str | None, entries: Sequence[Entry]) -> dict[str, str]:
    """What a row (None: a new one) is to state after these entries, by column id.

    Raises:
        Refused: one of the texts is none that its cell can take.
    """

    def present(column: Column) -> str:
        return workbook.cell(Address(side.table, row, column.id)).text if row is not None else ""

    texts: dict[str, str] = {}
    names: list[tuple[Column, Column, str]] = []
    whole: set[str] = set()
    for entry in entries:
        subject = subject_column(side, entry.column)
        if subject is None:
            texts[entry.column.id] = as_stated(entry.column, entry.text)
        elif subject is entry.column:
            catalogue = workbook.catalogues[subject.catalogue]
            # A code in a cell merged over its parts comes with blanks for the others.
            if entry.text.strip() or subject.id not in whole:
                texts[subject.id] = _code(catalogue, texts.get(subject.id, present(subject)), entry)
            if _gives_whole_code(catalogue, entry):
                whole.add(subject.id)
        else:
            names.append((entry.column, subject, entry.text.strip()))
    for column, subject, name in names:
        code = texts.get(subject.id, present(subject))
        texts.update(_named(workbook.catalogues[subject.catalogue], column, subject, code, name))
    return texts


def as_stated(column: Column, text: str) -> str:
    """What a text states in its column: without blanks around it, a number in plain digits and without its unit, one
    of the choices.

    Raises:
        Refused: it is none of the choices.
    """
    text = text.strip()
    if column.type is ValueType.PERCENTAGE:
        text = text.removesuffix("%").removesuffix("％").rstrip()
    if column.type.numeric:
        return _in_plain_digits(_without_unit(text, column.unit))
    if column.type is ValueType.CHOICE and text and text not in column.choices:
        raise Refused(f"“{column.title}”只能是{'、'.join(column.choices)}之一，填的是“{text}”")
    return text


def _without_unit(text: str, unit: str) -> str:
    """A number without the unit behind it; a text that isn't but a number with it stays as it is."""
    bare = text.removesuffix(unit).rstrip()
    try:
        parse_amount(bare)
    except MalformedAmount:
        return text
    return bare or text


def _in_plain_digits(text: str) -> str:
    """A number as an input method in full width gives it (１２．５), as it is printed; what is no number as it is."""
    try:
        parse_amount(text)
    except MalformedAmount:
        return text
    return unicodedata.normalize("NFKC", text).strip()


def _code(catalogue: Catalogue, code: str, entry: Entry) -> str:
    """The whole code after a text was entered in one of its parts."""
    parts = printed_parts(catalogue, code, entry.parts)
    plain = unicodedata.normalize("NFKC", entry.text).strip()
    if not plain:
        return "".join(parts[: entry.part])
    if chosen := _chosen(catalogue, plain):
        return chosen
    if not (plain.isascii() and plain.isdigit()):
        return _code_named(catalogue, plain)
    digits = _digits(catalogue, entry.parts)[entry.part]
    if entry.parts == 1 or len(plain) > digits:
        return plain
    if not all(parts[: entry.part]):
        raise Refused("请先填写前面的各级编码，或直接键入完整的科目编码")
    # Excel drops the zero that a part below the first begins with.
    padded = plain.zfill(digits) if entry.part else plain
    return "".join((*parts[: entry.part], padded, *parts[entry.part + 1 :]))


def _gives_whole_code(catalogue: Catalogue, entry: Entry) -> bool:
    plain = unicodedata.normalize("NFKC", entry.text).strip()
    is_part = plain.isdigit() and len(plain) <= _digits(catalogue, entry.parts)[entry.part]
    return bool(plain) and not is_part


def _digits(catalogue: Catalogue, parts: int) -> tuple[int, ...]:
    return (*catalogue.parts[: parts - 1], sum(catalogue.parts[parts - 1 :]))


def _chosen(catalogue: Catalogue, text: str) -> str:
    """The code of a subject that was chosen from those offered; empty for any other text."""
    code, _, name = text.partition(" ")
    official = catalogue.name(code)
    return code if official and unicodedata.normalize("NFKC", official) == unicodedata.normalize("NFKC", name) else ""


def _code_named(catalogue: Catalogue, name: str) -> str:
    codes = catalogue.codes_named(name)
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise Refused(f"有{len(codes)}个科目名为“{name}”（{'、'.join(codes[:4])}…），请按编码填写")
    raise Refused(f"“{name}”不是科目编码：请键入数字编码，或从列出的科目中选择")


def _named(catalogue: Catalogue, column: Column, subject: Column, code: str, name: str) -> Mapping[str, str]:
    """What a name entered beside a code states: the subject chosen, the official name, or a name of the officer's."""
    if chosen := _chosen(catalogue, name):
        return {subject.id: chosen, column.id: ""}
    if code:
        return {column.id: "" if catalogue.name(code) == name else name}
    codes = catalogue.codes_named(name)
    return {subject.id: codes[0], column.id: ""} if len(codes) == 1 else {column.id: name}
