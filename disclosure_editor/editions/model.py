"""An edition as data: its tables, inputs, checks, outline and options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.expressions import Expression


class Kind(Enum):
    """The two kinds of disclosure."""

    BUDGET = "budget"
    FINAL_ACCOUNTS = "final_accounts"

    @property
    def title(self) -> str:
        """Its name for the officer."""
        return {"budget": "预算公开", "final_accounts": "决算公开"}[self.value]


class Severity(Enum):
    """How grave a finding is: an error must be mended, a warning looked at, a notice known."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def title(self) -> str:
        """Its name for the officer."""
        return {"error": "错误", "warning": "警告", "notice": "提示"}[self.value]


class ValueType(Enum):
    """What the values of a column or field are."""

    AMOUNT = "amount"
    """万元."""
    PERCENTAGE = "percentage"
    COUNT = "count"
    """A whole number."""
    NUMBER = "number"
    """Any number, such as an area in square metres."""
    TEXT = "text"
    LONG_TEXT = "long text"
    CODE = "code"
    """A subject's code in a catalogue."""
    CHOICE = "choice"
    LABEL = "label"
    """The fixed words of a fixed row; states nothing."""

    @property
    def numeric(self) -> bool:
        """Whether values are numbers."""
        return self in (ValueType.AMOUNT, ValueType.PERCENTAGE, ValueType.COUNT, ValueType.NUMBER)


@dataclass(frozen=True)
class Position:
    """Where in a pack something is written."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}"


@dataclass(frozen=True)
class Formula:
    """What a cell is computed from until somebody states another value.

    Attributes:
        title: the relation in the officer's words, for the finding where a stated value differs.
        severity: of that finding; None where a difference is no finding (the computed value is but a proposal).
        by_case: every case's condition with its severity, where a case has one of its own; the first that holds counts,
            the last has no condition.
    """

    expression: Expression
    title: str
    severity: Severity | None
    position: Position
    by_case: tuple[tuple[Expression | None, Severity | None], ...] = ()


class Carrying(Enum):
    """What becomes of last year's values in this year's draft."""

    KEEP = "keep"
    REVISE = "revise"
    """Kept too, but it speaks of last year and is to be gone over."""
    CLEAR = "clear"


CarryRule = Carrying | Expression
"""What a value of the draft is: last year's own, none, or what an expression finds in last year's document."""


@dataclass(frozen=True)
class Column:
    """A column of a table's side, or a field of a form.

    Attributes:
        id: its name in addresses.
        title: its name for the officer, in messages and forms.
        headers: for each printed column (a code is printed in parts) the header's levels from top to bottom; the last
            level reaches down to the lowest.
        formula: for every row that has none of its own in this column.
        unit: 万元, 人, 平方米, …
        help: a sentence for the officer.
        choices: for a choice, the first being the default.
        catalogue: for a code, the id of its catalogue.
        required: the condition under which a blank is reported; None for never.
        widths: of the printed columns, relative.
        default: the value while nothing is stated and nothing computed.
        carry: what it takes from last year's document; None for what its table or else its type says.
        position: where the pack states it.
    """

    id: str
    title: str
    type: ValueType
    position: Position
    headers: tuple[tuple[str, ...], ...] = ()
    formula: Formula | None = None
    unit: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()
    catalogue: str = ""
    required: Expression | None = None
    widths: tuple[int, ...] = (10,)
    default: str = ""
    carry: CarryRule | None = None


class RowKind(Enum):
    """What a row is in its table."""

    DETAIL = "detail"
    """Counts in ``*``."""
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    """At the bottom of its side, or at its top where the edition states it first."""


@dataclass(frozen=True)
class FixedRow:
    """A row that the form prints, with the label it prints.

    Attributes:
        id: its name in addresses.
        label: as printed.
        formulas: by column id, in place of the column's own.
        title: its name for the officer and in lists of the narrative.
        indent: levels of indentation of its label.
        beside: the id of the row of the first side on whose line it is printed; empty for the next line.
        carry: what it takes from last year's document by column id, in place of the column's own rule.
    """

    id: str
    label: str
    kind: RowKind
    formulas: Mapping[str, Formula]
    title: str
    indent: int = 0
    beside: str = ""
    carry: Mapping[str, CarryRule] = field(default_factory=dict)


@dataclass(frozen=True)
class RepeatedRows:
    """Rows that the officer adds, named by the value of a key column.

    Attributes:
        key: the id of the column that names them.
        follows: the row lists that they are the rows of, each row once, until rows of their own are stated.
        where: which of the followed rows (evaluated for a row of this table).
        parent: the table whose rows these belong to (key column = that row's name); several may share a key.
        named_by: the column whose text tells those apart for the officer; empty where the key does.
        formulas: by column id, in place of the column's own.
        subtotals: the formulas of the rows for the classes and sections of their subjects; without any there are no
            such rows.
        carry: whether last year's rows are this year's to begin with, or the lists of last year's document whose rows
            are; None for those that were stated.
        position: where the pack states them.
    """

    key: str
    position: Position
    follows: tuple[RowList, ...] = ()
    where: Expression | None = None
    parent: str = ""
    named_by: str = ""
    formulas: Mapping[str, Formula] = field(default_factory=dict)
    subtotals: Mapping[str, Formula] = field(default_factory=dict)
    carry: Carrying | tuple[RowList, ...] | None = None


@dataclass(frozen=True)
class Side:
    """A table's columns with their rows; a two-sided table prints two of them side by side."""

    table: str
    id: str
    columns: tuple[Column, ...]
    rows: tuple[FixedRow | RepeatedRows, ...]

    @property
    def row_list(self) -> RowList:
        """Where its repeated rows are stated."""
        return RowList(self.table, self.id)

    @cached_property
    def repeated(self) -> RepeatedRows | None:
        """Its repeated rows, if it has any; it has them at one place only."""
        return next((row for row in self.rows if isinstance(row, RepeatedRows)), None)

    @cached_property
    def fixed(self) -> Mapping[str, FixedRow]:
        """Its fixed rows by id."""
        return {row.id: row for row in self.rows if isinstance(row, FixedRow)}

    @cached_property
    def by_id(self) -> Mapping[str, Column]:
        """Its columns by id."""
        return {column.id: column for column in self.columns}

    @cached_property
    def label_column(self) -> Column | None:
        """The column that prints fixed rows' labels: the label column, else the first text column."""
        labels = [column for column in self.columns if column.type is ValueType.LABEL]
        texts = [column for column in self.columns if column.type is ValueType.TEXT]
        return next(iter(labels + texts), None)


@dataclass(frozen=True)
class ShapeCell:
    """A cell of a form's printed shape.

    Attributes:
        text: a template of the cell's text.
        rows: how many rows it takes; 0 for all that are left.
        merge: in repeated rows, whether equal texts below one another are one cell.
    """

    text: str
    columns: int = 1
    rows: int = 1
    header: bool = False
    center: bool = False
    vertical: bool = False
    merge: bool = False


@dataclass(frozen=True)
class ShapeRow:
    """A row of a form's printed shape; with `each`, one for every row of that table that belongs to the card.

    Of a table whose rows belong to none it is one for every row.
    """

    cells: tuple[ShapeCell, ...]
    each: str = ""


@dataclass(frozen=True)
class Shape:
    """How a form is printed: one grid for each row of a table of cards, or one for the table."""

    id: str
    widths: tuple[int, ...]
    rows: tuple[ShapeRow, ...]


class View(Enum):
    """How a table is edited."""

    GRID = "grid"
    FORM = "form"
    """Its fields, one below the other."""
    CARDS = "cards"
    """A form for each of its rows, with the rows of its child table."""


@dataclass(frozen=True)
class Table:
    """A table of the publication, or a form of inputs.

    Attributes:
        id: its name in addresses.
        title: as printed above it.
        number: the line that introduces it (表一：).
        unit_line: the template of the line between title and grid.
        note: the id of the field that states the remark below it; empty for none.
        published: whether it is printed as a table.
        total_label: the ids of the adjacent columns over which the labels of total rows are printed; none for the
            label column.
        shapes: how it is printed where it is no plain table, by the value of `shape_choice` or, where the cards are to
            choose for themselves, of the column `shape_column` of the card's row.
        carry: what its columns and fields take from last year's document that say nothing themselves.
        position: where the pack states it.
    """

    id: str
    title: str
    view: View
    sides: tuple[Side, ...]
    fields: tuple[Column, ...]
    position: Position
    number: str = ""
    unit_line: str = ""
    note: str = ""
    published: bool = True
    landscape: bool = False
    total_label: tuple[str, ...] = ()
    shapes: tuple[Shape, ...] = ()
    shape_choice: Address | None = None
    shape_column: str = ""
    help: str = ""
    carry: Carrying | None = None

    @cached_property
    def field_by_id(self) -> Mapping[str, Column]:
        """Its fields by id."""
        return {column.id: column for column in self.fields}

    def shape_choice_of(self, card: str) -> Address | None:
        """Where it is chosen how a card's form is printed; None where nothing is to be chosen."""
        return Address(self.id, card, self.shape_column) if self.shape_column else self.shape_choice


@dataclass(frozen=True)
class Section:
    """One entry of the publication's outline.

    Attributes:
        id: its name, in paragraphs' names.
        level: 1 part, 2 section, 3 sub-section; 0 for text without a heading.
        heading: a template; empty for none.
        template: the file with its text, relative to the edition's templates; empty for none.
        table: the id of the table printed here.
        inputs: ids of the tables that feed its text, for the window's tree.
        position: where the pack states it.
    """

    id: str
    level: int
    title: str
    position: Position
    heading: str = ""
    template: str = ""
    table: str = ""
    inputs: tuple[str, ...] = ()
    style: str = ""


@dataclass(frozen=True)
class Check:
    """A relation that must hold, or a form of writing that must be kept.

    Attributes:
        id: stable, for programs.
        title: for the officer.
        kind: which check of `disclosure_editor.checks` evaluates it.
        relation: for a relation, its comparison.
        scope: the table (or ``table!row``) whose rows it is evaluated for; None for once.
        columns: the columns ``@`` stands for, one evaluation each; empty for once.
        when: the condition for an evaluation to count.
        message: what is wrong, in place of the words made from the relation; ``{place}``, ``{left}``, ``{right}``,
            ``{difference}`` and ``{column}`` stand for the row, both sides' figures and what ``@`` stands for.
        advice: what to do, as a sentence added to the message.
        options: whatever else its kind takes.
    """

    id: str
    title: str
    kind: str
    severity: Severity
    position: Position
    relation: Expression | None = None
    scope: RowList | None = None
    row: str = ""
    columns: tuple[str, ...] = ()
    when: Expression | None = None
    message: str = ""
    advice: str = ""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class CarriedValue:
    """What of another document a value is taken from."""

    expression: Expression
    position: Position


@dataclass(frozen=True)
class Forerunner:
    """What a document takes from one of the same year and another family, such as its year's budget.

    Attributes:
        edition: the id of an edition of that family; what is said here is said of its tables.
        rows: by list, the lists of the other document whose rows it begins with.
        values: what is taken for which address; ``*`` for a row stands for all rows that the list gets.
    """

    id: str
    edition: str
    rows: Mapping[RowList, tuple[RowList, ...]]
    values: Mapping[Address, CarriedValue]
    position: Position


@dataclass(frozen=True)
class Options:
    """How an edition writes numbers.

    Attributes:
        decimals: of computed amounts in tables.
        text_decimals: at least so many decimals have amounts, percentages and other numbers in text; counts have none.
        grouped: thousands separators in print.
        zero_base: the growth in percent that is printed where last year's figure was zero.
        zero_change: whether the text says of what has not changed that it increased by 0.00, not that it is unchanged.
    """

    decimals: int = 2
    text_decimals: int = 0
    grouped: bool = False
    zero_base: Decimal | None = None
    zero_change: bool = False


class Family(NamedTuple):
    """Editions that follow one another, each serving its year and those after it until the next one.

    Attributes:
        series: what is published, in the officer's words.
    """

    region: str
    kind: Kind
    series: str


@dataclass(frozen=True)
class Edition:
    """One kind's official format for a region and year.

    Attributes:
        title: as an officer names it.
        family: the editions before and after it.
        year: the first one that it serves.
        unit: the address of the unit's full name.
        templates: folders with its templates, its own before those of the editions it extends.
        forerunners: what it takes from documents of other families.
    """

    id: str
    title: str
    family: Family
    year: int
    unit: Address
    document_title: str
    tables: Mapping[str, Table]
    checks: tuple[Check, ...]
    outline: tuple[Section, ...]
    options: Options
    folder: Path
    templates: tuple[Path, ...]
    forerunners: tuple[Forerunner, ...] = ()

    @property
    def kind(self) -> Kind:
        """Whether it is for budgets or final accounts."""
        return self.family.kind

    @property
    def region(self) -> str:
        """Where it is published."""
        return self.family.region

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """All sides of all tables."""
        return tuple(side for table in self.tables.values() for side in table.sides)

    @cached_property
    def side(self) -> Mapping[RowList, Side]:
        """Sides by where their rows are stated."""
        return {side.row_list: side for side in self.sides}

    @cached_property
    def _fixed_side(self) -> Mapping[tuple[str, str], Side]:
        return {(side.table, row): side for side in self.sides for row in side.fixed}

    def has_fixed_row(self, table: str, name: str) -> bool:
        """Whether a table, on any of its sides, has a fixed row of this name."""
        return (table, name) in self._fixed_side

    def sides_for(self, address: Address) -> Iterator[Side]:
        """The sides of a table that a cell's address can belong to: a fixed row's own, else those that repeat rows."""
        fixed = self._fixed_side.get((address.table, address.row))
        if fixed is not None:
            yield fixed
            return
        table = self.tables.get(address.table)
        for side in table.sides if table else ():
            if side.repeated is not None:
                yield side

    def column(self, address: Address) -> Column | None:
        """The column or field that a value belongs to; None where the edition knows no such place."""
        table = self.tables.get(address.table)
        if table is None:
            return None
        if not address.row:
            return table.field_by_id.get(address.column)
        for side in self.sides_for(address):
            if address.column in side.by_id:
                return side.by_id[address.column]
        return None

    def children(self, table: str) -> tuple[Side, ...]:
        """The sides whose rows belong to rows of this table."""
        return tuple(side for side in self.sides if side.repeated and side.repeated.parent == table)
