"""What names the rows of a table: subjects known and of the right kind, no row twice, none missing elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

from disclosure_editor.calculation.edits import add_row, owner, remove_rows, repeated_names
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding, Repair
from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.editions.model import Check, RowKind, Side, Table, ValueType


def _codes(workbook: Workbook, table: Table) -> Iterator[tuple[Address, str, str]]:
    """Every subject of a table's detail rows: its place, its code and its catalogue's id."""
    for side in table.sides:
        codes = [column for column in side.columns if column.type is ValueType.CODE]
        details = [row for row in workbook.rows(side.row_list) if row.kind is RowKind.DETAIL] if codes else []
        for row, column in product(details, codes):
            address = Address(table.id, row.name, column.id)
            yield address, workbook.cell(address).text, column.catalogue


def _own_rows(workbook: Workbook, address: Address) -> bool:
    """Whether a row is stated in this table, not taken over from one that it follows."""
    side = workbook.side_of(address)
    return side is not None and owner(workbook, side.row_list) == side.row_list


def unknown_subjects(workbook: Workbook, check: Check, table: Table) -> Iterator[Finding]:
    """Codes that the catalogue lacks, and rows with figures but without a code."""
    for address, code, catalogue in _codes(workbook, table):
        own = _own_rows(workbook, address)
        if not code and _has_figures(workbook, address, stated=not own):
            message = f"{workbook.title(address)}还没有填写，这一行却有金额。"
            yield Finding(check.id, check.title, check.severity, message, (address,))
        elif code and own and workbook.catalogues[catalogue].name(code) is None:
            message = f"{workbook.title(address)}“{code}”不在科目表里，请核对；确有此科目时可加入自己的科目表。"
            yield Finding(check.id, check.title, check.severity, message, (address,), code)


def _has_figures(workbook: Workbook, address: Address, stated: bool) -> bool:
    """Whether a row has figures other than zero; with `stated`, such as somebody stated there."""
    side = workbook.side_of(address)
    values = [workbook.cell(address._replace(column=c.id)) for c in (side.columns if side else ()) if c.type.numeric]
    return any(value.amount and (value.stated or not stated) for value in values)


def classes(workbook: Workbook, check: Check, table: Table) -> Iterator[Finding]:
    """Codes whose class is not among the fixed rows of the side that the check names (``rows``)."""
    allowed = {
        row for name in check.options.get("rows", ()) for row in workbook.edition.side[RowList.parse(name)].fixed
    }
    wanted = check.options.get("catalogue", ("",))[0]
    for address, code, catalogue_id in _codes(workbook, table):
        if not code or catalogue_id != wanted or not _own_rows(workbook, address):
            continue
        catalogue = workbook.catalogues[catalogue_id]
        class_code = catalogue.split(code)[0]
        if class_code not in allowed:
            known = catalogue.name(class_code) is not None
            lacking = "、".join(workbook.place(RowList.parse(name).table) for name in check.options.get("rows", ()))
            told = (
                f"不是{catalogue.title or '本表科目'}的类，请改正"
                if not known
                else f"这一类在{lacking}里没有行，请核对"
            )
            message = f"{workbook.title(address)}是“{code}”，“{class_code}”{told}。"
            yield Finding(check.id, check.title, check.severity, message, (address,), code)


def duplicates(workbook: Workbook, check: Check, table: Table) -> Iterator[Finding]:
    """Rows of a table that share a key."""
    for side in table.sides:
        if side.repeated is None or side.repeated.parent or owner(workbook, side.row_list) != side.row_list:
            continue
        names = repeated_names(workbook, side.row_list)
        for key, number in Counter(row_key(name) for name in names).items():
            if not key or number < 2:
                continue
            at = tuple(Address(side.table, n, side.repeated.key) for n in names if row_key(n) == key)
            message = f"{workbook.title(at[0])}“{key}”有{number}行，请合并，或确认确需分列。"
            yield Finding(check.id, check.title, check.severity, message, at, key)


def same_rows(workbook: Workbook, check: Check, table: Table) -> Iterator[Finding]:
    """Rows that one of two tables has and the other lacks (``with``), or has less often."""
    if check.scope is None or table.id != check.scope.table:
        return
    other_list = RowList.parse(check.options["with"][0])
    own, other = workbook.edition.side[check.scope], workbook.edition.side[other_list]
    yield from _missing(workbook, check, own, other)
    yield from _missing(workbook, check, other, own)


def _missing(workbook: Workbook, check: Check, having: Side, lacking: Side) -> Iterator[Finding]:
    there = Counter(row_key(name) for name in repeated_names(workbook, lacking.row_list))
    seen: Counter[str] = Counter()
    for name in repeated_names(workbook, having.row_list):
        key = row_key(name)
        seen[key] += 1
        if not key or seen[key] <= there[key] or having.repeated is None:
            continue
        has, lacks = _short(workbook, having), _short(workbook, lacking)
        title = workbook.row_title(having.table, name)
        counted = (f"有{seen[key]}行", f"只有{there[key]}行") if there[key] else ("有", "没有")
        message = f"{has}{counted[0]}“{title}”，{lacks}{counted[1]}，请补上或删去。"
        at = (Address(having.table, name, having.repeated.key), lacking.row_list)
        repairs = [Repair(f"在{has}删去这一行", remove_rows(workbook, having.row_list, [name]))]
        if _can_take(workbook, lacking, key, seen[key]):
            edit = add_row(workbook, lacking.row_list, key=key)[0]
            repairs.insert(0, Repair(f"在{lacks}增加这一行", edit))
        yield Finding(check.id, check.title, check.severity, message, at, key, repairs=tuple(repairs))


def _can_take(workbook: Workbook, side: Side, key: str, number: int) -> bool:
    """Whether a row added for a side would be shown there, and be missing where it is added.

    Rows that a condition leaves out of a table that follows another are no omission that a new row would mend.
    """
    owning = owner(workbook, side.row_list)
    while side.row_list != owning:
        if side.repeated is None or side.repeated.where is not None or not side.repeated.follows:
            return False
        side = workbook.edition.side[side.repeated.follows[0]]
    return sum(row_key(name) == key for name in repeated_names(workbook, owning)) < number


def _short(workbook: Workbook, side: Side) -> str:
    return workbook.place(side.table)
