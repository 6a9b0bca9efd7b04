"""The slots and tests of templates: every value a template states goes through one, which notes its address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from disclosure_editor.calculation.entries import name_column
from disclosure_editor.calculation.workbook import CellValue, Workbook
from disclosure_editor.document.addresses import Address, row_key
from disclosure_editor.document.amounts import format_amount
from disclosure_editor.editions.model import Column, Options, ValueType
from disclosure_editor.editions.subjects import Catalogue
from disclosure_editor.narrative.grammar import PARTS, ROWS, SLOTS, TESTS, Argument
from disclosure_editor.narrative.paragraph_lines import PARAGRAPH
from disclosure_editor.narrative.rows import RowHandle, SlotError, detail_rows, rows_of_level, sides_named
from disclosure_editor.narrative.runs import Run
from disclosure_editor.narrative.wording import (
    DECREASED,
    INCREASED,
    PLACEHOLDER,
    ordinal_text,
    percentage_text,
    unchanged_text,
)

# What a slot leaves in the output: the number of what it noted, between characters that no text has. The value
# itself never passes through the output, so nothing an officer types can be taken for a mark.
MARK_START, MARK_END = "\ue000", "\ue001"
MARKS = re.compile(f"{MARK_START}(\\d+){MARK_END}")

Place = Address | str
"""A cell as templates name it: ``row.列``, or an address as text."""


class ParagraphStart:
    """Where a paragraph begins in the output, with its name in its section."""

    def __init__(self, name: str) -> None:
        self.name = name


class Slots:
    """The slots and tests for one rendering of one template.

    Attributes:
        noted: what the marks in the output stand for.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.noted: list[Run | ParagraphStart] = []

    def functions(self) -> dict[str, Callable[..., object]]:
        """Everything that a template may call, by name."""
        return {name: getattr(self, name) for name in (*SLOTS, *TESTS, ROWS, PARAGRAPH)}

    # Slots

    def amount(self, address: Place) -> str:
        """An amount in as few digits as state it exactly, with the decimals that the edition wants; 0 for none."""
        place, cell = self._cell(address)
        return self._note(cell.text if cell.malformed else self._number(cell.amount, place), place, cell.amount)

    def count(self, address: Place) -> str:
        """A whole number; 0 where there is none."""
        return self.amount(address)

    def percent(self, address: Place) -> str:
        """A percentage with its sign: 90.61%."""
        place, cell = self._cell(address)
        text = cell.text if cell.malformed else self._percentage(cell.amount or Decimal(0))
        return self._note(text, place, cell.amount)

    def text(self, address: Place) -> str:
        """The text as it stands; a placeholder where there is none."""
        place, cell = self._cell(address)
        return self._text(cell.text.strip(), place, cell.amount)

    def change(self, address: Place, prefix: str = "比上年") -> str:
        """A signed amount as a comparison: 比上年增加108.79万元, 比上年减少0.09万元, 与上年持平."""
        place, cell = self._cell(address)
        unit = self._column(place).unit
        if cell.malformed:
            return self._note(f"{prefix}{cell.text}{unit}", place)
        amount = cell.amount or Decimal(0)
        if not amount and not self._options.zero_change:
            return self._note(unchanged_text(prefix), place, cell.amount)
        direction = INCREASED if amount >= 0 else DECREASED
        return self._note(f"{prefix}{direction}{self._number(abs(amount), place)}{unit}", place, cell.amount)

    def growth(self, address: Place, up: str = "，增长", down: str = "，下降") -> str:
        """A signed percentage as growth: ，增长18.70%.

        Where nothing has grown, nothing or, as the edition says of what has not changed, ，增长0.00%.
        """
        place, cell = self._cell(address)
        if cell.malformed:
            return self._note(f"{up}{cell.text}", place)
        amount = cell.amount or Decimal(0)
        if not amount and not self._options.zero_change:
            return ""
        return self._note(f"{up if amount >= 0 else down}{self._percentage(abs(amount))}", place, cell.amount)

    def label(self, row: RowHandle) -> str:
        """A fixed row's title; a repeated row's name: its subject's, or its key where that is no code."""
        if row.title is not None:
            return self._note(row.title)
        repeated = row.side.repeated
        assert repeated is not None
        key = row.side.by_id[repeated.key]
        name = name_column(row.side, key) if key.type is ValueType.CODE else None
        return self.text(row[name.id if name is not None else key.id])

    def code(self, row: RowHandle | Place, part: str | int | None = None) -> str:
        """The digits of a row's key, or of the code that stands at an address; all of them or one part."""
        if isinstance(row, RowHandle):
            column = row.code_column
            if column is None or row.title is not None:
                return self._note(row.key)
            row = row[column.id]
        place, cell = self._cell(row)
        parts = (cell.text,) if part is None else self._catalogue(place).split(cell.text)
        level = 0 if part is None else _level(part)
        return self._text(parts[level] if level < len(parts) else "", place)

    def subject(self, address: Place, part: str | int, without: str = "") -> str:
        """The name of one part of a code; of the last part the name that the officer stated for the row."""
        place, cell = self._cell(address)
        catalogue = self._catalogue(place)
        level = _level(part)
        if level == len(catalogue.parts) - 1 and (stated := self._stated_name(place)) is not None:
            return self._note(self._workbook.cell(stated).text.strip().removesuffix(without), stated)
        code = "".join(catalogue.split(cell.text)[: level + 1])
        name = catalogue.name(code)
        if name is None:
            return self._text(code, place, missing=True)
        return self._note(name.removesuffix(without), place)

    def official_name(self, row: RowHandle) -> str:
        """The catalogue's name of a row's subject, or the row's own where that says more.

        That is where the code stands in several rows, where the own name is the official one of another code, and
        where the catalogue doesn't know the code.
        """
        column = row.code_column
        name = name_column(row.side, column) if column is not None else None
        if column is None or name is None:
            raise SlotError(f"“{row.side.table}”没有科目编码列或名称列")
        place, named = row[column.id], row[name.id]
        code, own = self._workbook.cell(place).text, self._workbook.cell(named).text.strip()
        catalogue = self._catalogue(place)
        official = catalogue.name(code)
        if official is None or (own and (self._repeated(row, code) or _is_another(catalogue, own, code))):
            return self._text(own, named)
        return self._note(official, named)

    def ordinal(self, number: int) -> str:
        """A loop's number in Chinese."""
        return self._note(ordinal_text(number))

    def paragraph(self, name: int, *rows: RowHandle) -> str:
        """The beginning of a paragraph: its number in the template and the rows that it is repeated for."""
        return self._mark(ParagraphStart("@".join([str(name), *(row.name for row in rows)])))

    # Tests and loops

    def positive(self, address: Place) -> bool:
        """Whether a number is greater than zero; one that can't be read counts, so that the text shows it."""
        cell = self._cell(address)[1]
        return cell.malformed or (cell.amount or 0) > 0

    def nonzero(self, address: Place) -> bool:
        """Whether a number is other than zero."""
        cell = self._cell(address)[1]
        return cell.malformed or bool(cell.amount)

    def zero(self, address: Place) -> bool:
        """Whether a number is zero or not there."""
        return not self.nonzero(address)

    def increased(self, address: Place) -> bool:
        """Whether a change is an increase."""
        return (self._cell(address)[1].amount or 0) > 0

    def decreased(self, address: Place) -> bool:
        """Whether a change is a decrease."""
        return (self._cell(address)[1].amount or 0) < 0

    def given(self, address: Place) -> bool:
        """Whether anything stands there."""
        return bool(self._cell(address)[1].text.strip())

    def chosen(self, address: Place, value: str) -> bool:
        """Whether this choice was made."""
        return self._cell(address)[1].text == value

    def any_row(self, table: str, column: str) -> bool:
        """Whether any detail row has a number other than zero in a column."""
        return any(self.nonzero(row[column]) for row in self.rows(table))

    def rows(self, table: str, order: str = "", level: str | int | None = None) -> Iterator[RowHandle]:
        """The detail rows of a table, or of one of its sides; with the order ``key`` sorted by their names.

        With a level the rows whose subjects are of it: the classes, the sections or the items.
        """
        sides = sides_named(self._workbook.edition, table)
        if not sides:
            raise SlotError(f"没有可列出各行的表“{table}”")
        found = (
            detail_rows(self._workbook, sides) if level is None else rows_of_level(self._workbook, sides, _level(level))
        )
        return iter(sorted(found, key=lambda row: row.name)) if order == "key" else found

    # Reading the document

    def _cell(self, place: Place) -> tuple[Address, CellValue]:
        address = Address.parse(place) if isinstance(place, str) else place
        self._column(address)
        return address, self._workbook.cell(address)

    def _column(self, address: Address) -> Column:
        column = self._workbook.edition.column(address)
        if column is None:
            raise SlotError(f"没有“{address}”这个地址")
        return column

    def _catalogue(self, address: Address) -> Catalogue:
        column = self._column(address)
        if not column.catalogue:
            raise SlotError(f"“{address}”不是科目编码")
        return self._workbook.catalogues[column.catalogue]

    def _stated_name(self, code: Address) -> Address | None:
        """Where the officer stated the name of a row's subject; None where it is the catalogue's."""
        side = self._workbook.side_of(code)
        name = name_column(side, side.by_id[code.column]) if side is not None else None
        if name is None:
            return None
        address = Address(code.table, code.row, name.id)
        return address if (self._workbook.stated(address) or "").strip() else None

    def _repeated(self, row: RowHandle, code: str) -> bool:
        rows = self._workbook.rows(row.side.row_list)
        return Counter(row_key(other.name) for other in rows if other.repeated)[code] > 1

    # Writing

    @property
    def _options(self) -> Options:
        return self._workbook.edition.options

    def _number(self, amount: Decimal | None, place: Address) -> str:
        whole = self._column(place).type is ValueType.COUNT
        decimals = 0 if whole else self._options.text_decimals
        return format_amount(amount or Decimal(0), decimals, grouped=self._options.grouped)

    def _percentage(self, percentage: Decimal) -> str:
        return percentage_text(percentage, self._options.text_decimals)

    def _text(self, text: str, place: Address, amount: Decimal | None = None, *, missing: bool = False) -> str:
        if not text:
            text, missing = f"{PLACEHOLDER}{self._column(place).title}）", True
        return self._mark(Run(text, place, missing, amount))

    def _note(self, text: str, place: Address | None = None, amount: Decimal | None = None) -> str:
        return self._mark(Run(text, place, amount=amount)) if text else ""

    def _mark(self, noted: Run | ParagraphStart) -> str:
        self.noted.append(noted)
        return f"{MARK_START}{len(self.noted) - 1}{MARK_END}"


def _level(part: str | int) -> int:
    if part not in PARTS:
        raise SlotError(f"科目编码没有“{part}”这一级，可用的有：{Argument.PART.value}")
    return PARTS[part]


def _is_another(catalogue: Catalogue, name: str, code: str) -> bool:
    """Whether a name is the official one of another code of the same length."""
    codes = [other for other in catalogue.codes_named(name) if len(other) == len(code)]
    return bool(codes) and code not in codes
