"""The workbook: every row and value of a document as its edition sees them, computed where nothing is stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from disclosure_editor.calculation.evaluation import Context, Evaluation, Quantity, is_true
from disclosure_editor.calculation.memo import Key, Memo
from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.document.amounts import MalformedAmount, format_amount, parse_amount, plain_amount
from disclosure_editor.document.disclosure import (
    Change,
    Content,
    Disclosure,
    Edit,
    Origin,
    OriginOf,
    OwnParagraph,
    ParagraphKey,
    Path,
    Remark,
    RemarkKey,
)
from disclosure_editor.editions.expressions import Expression, Reference
from disclosure_editor.editions.model import (
    Column,
    Edition,
    FixedRow,
    Formula,
    RepeatedRows,
    RowKind,
    Side,
    ValueType,
)
from disclosure_editor.editions.subjects import Catalogue


@dataclass(frozen=True)
class Row:
    """One row of a table's side as it stands in the document.

    Attributes:
        name: its name in addresses.
        spec: what the edition says of it.
        subtotal: whether it is there for the class or section of the subjects of repeated rows.
    """

    name: str
    spec: FixedRow | RepeatedRows
    subtotal: bool = False

    @property
    def kind(self) -> RowKind:
        """What it is in its table; repeated rows are details."""
        if isinstance(self.spec, FixedRow):
            return self.spec.kind
        return RowKind.SUBTOTAL if self.subtotal else RowKind.DETAIL

    @property
    def repeated(self) -> bool:
        """Whether the officer can add and delete it."""
        return isinstance(self.spec, RepeatedRows) and not self.subtotal

    @property
    def formulas(self) -> Mapping[str, Formula]:
        """Its formulas by column, in place of the columns' own."""
        return self.spec.subtotals if self.subtotal and isinstance(self.spec, RepeatedRows) else self.spec.formulas


@dataclass(frozen=True)
class CellValue:
    """What stands at an address.

    Attributes:
        text: as shown; empty where nothing stands.
        amount: the number it states; None for none, or where the text is no number.
        parts: how many stated figures the amount was summed from; 1 for a stated one.
        stated: whether somebody stated it; otherwise it is computed, or a default.
        malformed: the text stands where a number belongs and is none.
        broken: nothing can be computed, since a malformed number stands in the way.
    """

    text: str
    amount: Decimal | None = None
    parts: int = 0
    stated: bool = False
    malformed: bool = False
    broken: bool = False


EMPTY = CellValue("")


def subtotalled(spec: RepeatedRows, names: Sequence[str], catalogue: Catalogue) -> Iterator[Row]:
    """Rows named by subjects in the order of their codes, each class and section before what belongs to it.

    A row without a code stands last. A row that was added for a class or section of others is its subtotal.
    """
    codes = {name: row_key(name) for name in names}
    upper = {code for name in names for code in catalogue.upper_levels(codes[name])}
    given: set[str] = set()
    for name in sorted(names, key=lambda name: (not codes[name], codes[name])):
        for code in catalogue.upper_levels(codes[name]):
            if code not in given:
                given.add(code)
                yield Row(code, spec, subtotal=True)
        if name not in upper:
            yield Row(name, spec)


def _parents_of_changed(change: Change) -> set[str]:
    """The keys for which a row list names other rows, or the same ones in another order, after a change."""
    before, after = ((c if isinstance(c, tuple) else ()) for c in (change.before, change.after))
    keys = {row_key(name) for name in set(before) ^ set(after)}
    if before != after:
        order = ([name for name in names if name in set(before) & set(after)] for names in (before, after))
        keys |= {row_key(old) for old, new in zip(*order, strict=True) if old != new}
    return keys


class Workbook:
    """A document seen through its edition.

    Attributes:
        edition, disclosure, catalogues: what it is made of; the document changes through `apply` alone.
        memo: values computed from the document; checks and the narrative keep theirs in it too.
    """

    def __init__(self, edition: Edition, disclosure: Disclosure, catalogues: Mapping[str, Catalogue]) -> None:
        self.edition = edition
        self.disclosure = disclosure
        self.catalogues = catalogues
        self.memo = Memo()
        self.memo.define("cell", self._compute_cell)
        self.memo.define("computed", self._compute)
        self.memo.define("rows", self._compute_rows)
        self.memo.define("rows by", self._rows_by)
        self.memo.define("children", self._compute_children)
        self.memo.define("filled in", self._is_filled_in)
        self.memo.define("rows by name", lambda row_list: {row.name: row for row in self.rows(row_list)})
        self.memo.define("stated", disclosure.value)
        self.memo.define("paragraph", disclosure.paragraph)
        self.memo.define("paragraphs", lambda: tuple(sorted((key for key, _ in disclosure.own_paragraphs()), key=str)))
        self.memo.define("origins", lambda: dict(disclosure.origins()))
        self.memo.define("unconfirmed", lambda: {path: o for path, o in self.origins().items() if o.unconfirmed})
        self.memo.define("remarks", disclosure.remarks)
        self._evaluation = Evaluation(self)

    @property
    def year(self) -> int:
        """The year that the document is of: its own, else its edition's."""
        return self.edition.year if self.disclosure.year is None else self.disclosure.year

    def apply(self, edit: Edit) -> set[Key]:
        """Make an edit and tell which computed values it made unknown.

        Raises:
            StaleEdit: see `Disclosure.apply`.
        """
        self.disclosure.apply(edit)
        sources: list[Key] = [("content",)]
        if any(change.before is None or change.after is None for change in edit.changes):
            sources.append(("paths",))
        for change in edit.changes:
            match change.path:
                case Address():
                    sources += [("stated", change.path), ("cell", change.path)]
                case RowList():
                    sources.append(("rows", change.path))
                    sources += [("children", change.path, parent) for parent in _parents_of_changed(change)]
                case ParagraphKey():
                    sources += [("paragraph", change.path), ("paragraphs",)]
                case OriginOf():
                    sources.append(("origins",))
                case RemarkKey():
                    sources.append(("remarks",))
        return self.memo.touch(sources)

    def copy(self) -> Workbook:
        """The same document apart: what is done to either doesn't touch the other."""
        own = self.disclosure
        return Workbook(self.edition, Disclosure(own.edition, dict(own.items()), own.year), self.catalogues)

    def edit(self, label: str, contents: Mapping[Path, Content | None]) -> Edit:
        """The edit that puts these contents in place; it is not applied."""
        return self.disclosure.edit(label, contents)

    def rows(self, row_list: RowList) -> tuple[Row, ...]:
        """The rows of a table's side, fixed and repeated, in their order."""
        rows: tuple[Row, ...] = self.memo.get("rows", row_list)
        return rows

    def row(self, row_list: RowList, name: str) -> Row | None:
        """The row of a table's side with this name; None where it has none."""
        rows: Mapping[str, Row] = self.memo.get("rows by name", row_list)
        return rows.get(name)

    def rows_with(self, row_list: RowList, column: str, text: str) -> tuple[str, ...]:
        """The detail rows of a side whose cell in a column shows this text (``#``: whose name it is)."""
        repeated = self.edition.side[row_list].repeated
        if repeated is not None and repeated.parent and repeated.key == column:
            children: tuple[str, ...] = self.memo.get("children", row_list, text)
            return children
        found: Mapping[str, tuple[str, ...]] = self.memo.get("rows by", row_list, column)
        return found.get(text, ())

    def children(self, side: Side, name: str) -> tuple[str, ...]:
        """The rows of a child side that belong to the row `name` of its parent table.

        They are known anew only where that row gets others, so that a row added for one project costs no other one.
        """
        return self.rows_with(side.row_list, side.repeated.key, name) if side.repeated is not None else ()

    def is_filled_in(self, row_list: RowList) -> bool:
        """Whether the detail rows of a side, or of those that it follows, have figures that are more than totals.

        Those are figures that somebody entered where nothing is computed, and what is computed from such.
        """
        filled: bool = self.memo.get("filled in", row_list)
        return filled

    def cell(self, address: Address) -> CellValue:
        """What stands at an address; empty where the edition knows no such place."""
        value: CellValue = self.memo.get("cell", address)
        return value

    def stated(self, address: Address) -> str | None:
        """What somebody stated at an address."""
        text: str | None = self.memo.get("stated", address)
        return text

    def stated_rows(self, row_list: RowList) -> tuple[str, ...] | None:
        """The row names that somebody stated for a table's side; None where it has the rows that it follows."""
        self.memo.depend(("rows", row_list))
        return self.disclosure.rows(row_list)

    def paragraph(self, key: ParagraphKey) -> OwnParagraph | None:
        """The hand-edited paragraph at a place."""
        own: OwnParagraph | None = self.memo.get("paragraph", key)
        return own

    def own_paragraphs(self) -> tuple[ParagraphKey, ...]:
        """Where paragraphs were edited by hand."""
        keys: tuple[ParagraphKey, ...] = self.memo.get("paragraphs")
        return keys

    def origins(self) -> Mapping[Address | ParagraphKey, Origin]:
        """What was read from a file, with where it stands there; the same object until that changes."""
        origins: Mapping[Address | ParagraphKey, Origin] = self.memo.get("origins")
        return origins

    def unconfirmed(self) -> Mapping[Address | ParagraphKey, Origin]:
        """What of a draft is last year's and nobody has confirmed; the same object until any origin changes."""
        unconfirmed: Mapping[Address | ParagraphKey, Origin] = self.memo.get("unconfirmed")
        return unconfirmed

    def remarks(self) -> tuple[tuple[RemarkKey, Remark], ...]:
        """What is left of the report on the file that the document was read from; the same object until it changes."""
        remarks: tuple[tuple[RemarkKey, Remark], ...] = self.memo.get("remarks")
        return remarks

    def row_title(self, table: str, name: str) -> str:
        """A row's name for the officer: a subject with its code and name, a project's name, a fixed row's title.

        A row that belongs to another is named after that and by its own name: 运维经费：演练次数.
        """
        side = next(self.edition.sides_for(Address(table, name, "")), None)
        if side is None:
            return name
        if name in side.fixed:
            return side.fixed[name].title
        assert side.repeated is not None
        key, column = row_key(name), side.by_id[side.repeated.key]
        if side.repeated.named_by:
            own = self.cell(Address(table, name, side.repeated.named_by)).text.strip()
            return f"{key}：{own}" if own else key or "（未填名称的行）"
        if column.type is not ValueType.CODE:
            return key or "（未填名称的行）"
        official = self.catalogues[column.catalogue].name(key)
        return f"{key} {official}" if official else key or "（未填科目的行）"

    def title(self, address: Address) -> str:
        """A value's place in the officer's words: 表三“2080505 …”的“基本支出”."""
        column = self.edition.column(address)
        of = "的" if address.row else ""
        return f"{self.place(address.table, address.row)}{of}“{column.title if column else address.column}”"

    def place(self, table_id: str, row: str = "") -> str:
        """A table, or a row of it, in the officer's words: 表三“2080505 …”."""
        table = self.edition.tables.get(table_id)
        name = table.id if table and table.published else table.title if table else table_id
        return f"{name}“{self.row_title(table_id, row)}”" if row else name

    def side_of(self, address: Address) -> Side | None:
        """The side that a cell stands in; None for a field or an unknown place."""
        candidates = [side for side in self.edition.sides_for(address) if address.column in side.by_id]
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        return next((s for s in candidates if self.row(s.row_list, address.row) is not None), None)

    def formulas(self, address: Address) -> tuple[Formula, ...]:
        """What a cell must equal: first what it is computed from, then what holds for it besides."""
        column = self.edition.column(address)
        if column is None:
            return ()
        if not address.row:
            return (column.formula,) if column.formula else ()
        side = self.side_of(address)
        if side is None:
            return ()
        own = self._row_formulas(side, address.row).get(address.column)
        return tuple(formula for formula in (own, column.formula) if formula is not None)

    def _row_formulas(self, side: Side, name: str) -> Mapping[str, Formula]:
        if name in side.fixed:
            return side.fixed[name].formulas
        if side.repeated is None:
            return {}
        if not side.repeated.subtotals:
            return side.repeated.formulas
        row = self.row(side.row_list, name)
        return row.formulas if row is not None else side.repeated.formulas

    def context(self, address: Address) -> Context:
        """The place that the formulas and conditions of a cell are evaluated for."""
        side = self.side_of(address) if address.row else None
        return Context(address.table, side.id if side else "", address.row, address.column)

    def addresses(self, reference: Reference, context: Context) -> Iterator[Address]:
        """The cells that a reference names, as seen from a place."""
        return self._evaluation.addresses(reference, context)

    def evaluate(self, expression: Expression, context: Context) -> Quantity | str:
        """What an expression gives for a place of the document."""
        return self._evaluation.evaluate(expression, context)

    def holds(self, condition: Expression | None, context: Context) -> bool:
        """Whether a condition is fulfilled for a place; no condition is."""
        return condition is None or is_true(self._evaluation.evaluate(condition, context))

    def computed(self, address: Address) -> CellValue:
        """What the cell would show if nothing were stated in it."""
        value: CellValue = self.memo.get("computed", address)
        return value

    def _compute(self, address: Address) -> CellValue:
        column = self.edition.column(address)
        formulas = self.formulas(address)
        if column is None:
            return EMPTY
        if not formulas:
            return CellValue(column.default)
        result = self.evaluate(formulas[0].expression, self.context(address))
        if isinstance(result, str):
            return CellValue(result or column.default)
        if result.amount is None:
            return CellValue("", broken=result.broken)
        return CellValue(self._written(result.amount, column.type), result.amount, result.parts)

    def _written(self, amount: Decimal, value_type: ValueType) -> str:
        if value_type is ValueType.AMOUNT:
            return format_amount(amount, self.edition.options.decimals)
        return plain_amount(amount)

    def _compute_cell(self, address: Address) -> CellValue:
        column = self.edition.column(address)
        if column is None:
            return EMPTY
        if (key := self._key(address, column)) is not None:
            return key
        text = self.stated(address)
        if text is None:
            return self._compute(address)
        if not column.type.numeric:
            return CellValue(text, stated=True)
        try:
            amount = parse_amount(text)
        except MalformedAmount:
            return CellValue(text, stated=True, malformed=True)
        if amount is not None and column.type is ValueType.COUNT and amount != amount.to_integral_value():
            return CellValue(text, stated=True, malformed=True)
        return CellValue(text.strip(), amount, 1, stated=True)

    def _key(self, address: Address, column: Column) -> CellValue | None:
        """The value of a row's key column, which is the row's name; and a fixed row's label. None elsewhere."""
        if not address.row:
            return None
        for side in self.edition.sides_for(address):
            if side.by_id.get(address.column) is not column:
                continue
            fixed = side.fixed.get(address.row)
            if fixed is not None:
                return CellValue(fixed.label) if column is side.label_column else None
            if side.repeated is not None and side.repeated.key == column.id:
                return CellValue(row_key(address.row), stated=True)
        return None

    def _compute_rows(self, row_list: RowList) -> tuple[Row, ...]:
        side = self.edition.side[row_list]
        rows: list[Row] = []
        for spec in side.rows:
            if isinstance(spec, FixedRow):
                rows.append(Row(spec.id, spec))
            else:
                names = self._repeated_names(row_list, spec)
                # A file may name a row like a fixed one of the table; there the name is the fixed row's.
                names = tuple(name for name in names if not self.edition.has_fixed_row(row_list.table, name))
                if spec.subtotals:
                    rows.extend(subtotalled(spec, names, self.catalogues[side.by_id[spec.key].catalogue]))
                else:
                    rows.extend(Row(name, spec) for name in names)
        return tuple(rows)

    def _rows_by(self, row_list: RowList, column: str) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for row in self.rows(row_list):
            if row.kind is RowKind.DETAIL:
                text = row.name if column == "#" else self.cell(Address(row_list.table, row.name, column)).text
                found[text] = (*found.get(text, ()), row.name)
        return found

    def _is_filled_in(self, row_list: RowList) -> bool:
        side = self.edition.side[row_list]
        columns = [column.id for column in side.columns if column.type.numeric]
        rows = [row.name for row in self.rows(row_list) if row.kind is RowKind.DETAIL]
        if any(self._is_more_than_a_total(Address(row_list.table, row, column)) for row in rows for column in columns):
            return True
        return any(self.is_filled_in(followed) for followed in (side.repeated.follows if side.repeated else ()))

    def _is_more_than_a_total(self, address: Address) -> bool:
        cell = self.cell(address)
        return bool(cell.text) and not (cell.stated and any(formula.severity for formula in self.formulas(address)))

    def _compute_children(self, row_list: RowList, parent: str) -> tuple[str, ...]:
        names = (name for name in self.disclosure.rows(row_list) or () if row_key(name) == parent)
        return tuple(name for name in names if not self.edition.has_fixed_row(row_list.table, name))

    def _repeated_names(self, row_list: RowList, spec: RepeatedRows) -> tuple[str, ...]:
        stated = self.disclosure.rows(row_list)
        if stated is not None:
            return stated
        rows = (row for followed in spec.follows for row in self.rows(followed) if row.repeated)
        names = dict.fromkeys(row.name for row in rows)
        contexts = [Context(row_list.table, row_list.side, name, spec.key) for name in names]
        return tuple(n for n, c in zip(names, contexts, strict=True) if self.holds(spec.where, c))
