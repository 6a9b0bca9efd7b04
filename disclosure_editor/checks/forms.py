"""How things are written: numbers, missing entries, leftovers of templates, other years and other units' names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding, Repair
from disclosure_editor.checks.places import place_name
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.amounts import MalformedAmount, parse_amount
from disclosure_editor.document.disclosure import ParagraphKey, Spot
from disclosure_editor.document.texts import YEAR, compact
from disclosure_editor.editions.model import Check, Column, RowKind, Side, Table, ValueType

_NAME_TAIL = 4
"""How many characters at the end of a unit's name tell that a text speaks of a unit of this sort."""
_BEFORE_A_NAME = re.compile(r"与|关于|的|对|由|(?<=[局委院站所会厅部心队])和")
_DOUBLED_DOTS = re.compile(r"\.{2,}")


Writing = Iterable[tuple[Spot, str]]
"""What somebody wrote: texts with their places."""


def every_row(workbook: Workbook, table: Table) -> tuple[str, ...]:
    """The names of a table's rows; its fields are a row without a name."""
    fields = [""] if table.fields else []
    return tuple(dict.fromkeys([*fields, *(row.name for side in table.sides for row in workbook.rows(side.row_list))]))


def own_paragraphs(workbook: Workbook) -> Iterator[tuple[Spot, str]]:
    """The texts of the paragraphs edited by hand."""
    for key in workbook.own_paragraphs():
        own = workbook.paragraph(key)
        if own is not None:
            yield key, own.text


def _cells(workbook: Workbook, table: Table, row: str) -> Iterator[tuple[Address, Column, RowKind]]:
    """Every place of a row with its column and what the row is; a field counts as a detail."""
    if not row:
        yield from ((Address(table.id, "", field.id), field, RowKind.DETAIL) for field in table.fields)
        return
    for side in workbook.edition.sides_for(Address(table.id, row, "")):
        kind = _kind(workbook, side, row)
        if kind is not None:
            yield from ((Address(table.id, row, column.id), column, kind) for column in side.columns)


def _kind(workbook: Workbook, side: Side, row: str) -> RowKind | None:
    """What a row is on a side; None where it isn't there.

    The document's rows are asked only where that depends on them, so that another row costs this one nothing.
    """
    if row in side.fixed:
        return side.fixed[row].kind
    repeating = [other for other in workbook.edition.tables[side.table].sides if other.repeated is not None]
    if repeating == [side] and side.repeated is not None and not side.repeated.subtotals:
        return RowKind.DETAIL
    own = workbook.row(side.row_list, row)
    return own.kind if own is not None else None


def malformed(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Texts that stand where a number belongs and are none."""
    for address, column, _ in _cells(workbook, table, row):
        if not column.type.numeric or workbook.stated(address) is None:
            continue
        cell = workbook.cell(address)
        if not cell.malformed:
            continue
        computed = workbook.computed(address).text
        repairs = [Repair("清除，改由计算得出" if computed else "清除", set_value(workbook, address, ""))]
        mended = _mended(cell.text)
        if mended:
            repairs.insert(0, Repair(f"改为{mended}", set_value(workbook, address, mended)))
        whole = "整数" if column.type is ValueType.COUNT else "数字"
        message = f"{workbook.title(address)}写的是“{cell.text}”，不是{whole}，请改正。"
        yield Finding(
            check.id, check.title, check.severity, message, (address,), cell.text, computed, None, tuple(repairs)
        )


def _mended(text: str) -> str:
    """What a text with dots typed twice was meant to say; empty where that is no number either."""
    mended = _DOUBLED_DOTS.sub(".", text)
    try:
        parse_amount(mended)
    except MalformedAmount:
        return ""
    return mended if mended != text else ""


def required(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Blanks where the edition asks for an entry."""
    for address, column, kind in _cells(workbook, table, row):
        if column.required is None or kind is not RowKind.DETAIL or workbook.cell(address).text.strip():
            continue
        if workbook.holds(column.required, workbook.context(address)):
            advice = f"（{column.help.rstrip('。')}）" if column.help else ""
            message = f"{workbook.title(address)}还没有填写{advice}。"
            yield Finding(check.id, check.title, check.severity, message, (address,))


def leftovers(workbook: Workbook, check: Check, writing: Writing) -> Iterator[Finding]:
    """Words that a template leaves for its user to replace or choose from."""
    words = check.options.get("words", ())
    for path, text in writing:
        plain = compact(text)
        for word in words:
            if word in plain:
                message = f"{place_name(workbook, path)}里留有“{word}”，应改成实际的内容或删去。"
                yield Finding(check.id, check.title, check.severity, message, (path,), word)


def other_years(workbook: Workbook, check: Check, writing: Writing) -> Iterator[Finding]:
    """Years other than the document's and the one before; in columns that the check excepts any year may stand.

    A paragraph edited by hand may have the years of the text that it replaced.
    """
    year = workbook.year
    for path, text in writing:
        if isinstance(path, Address) and path.column in check.options.get("except", ()):
            continue
        own = workbook.paragraph(path) if isinstance(path, ParagraphKey) else None
        allowed = YEAR.findall(own.replaced) if own else []
        for found in dict.fromkeys(YEAR.findall(text)):
            if found not in (allowed or (str(year), str(year - 1))):
                message = f"{place_name(workbook, path)}里写的是{found}年，本文件是{year}年的，请核对。"
                yield Finding(check.id, check.title, check.severity, message, (path,), f"{found}年", f"{year}年")


def other_names(workbook: Workbook, check: Check, writing: Writing) -> Iterator[Finding]:
    """Names that end like the unit's but are not among those that the check lists as its own (``names``)."""
    texts_of_names = [workbook.cell(address).text for address in _addresses(check)]
    own = [name for name in texts_of_names if name]
    tails = "|".join(dict.fromkeys(re.escape(name[-_NAME_TAIL:]) for name in own if len(name) > _NAME_TAIL))
    if not tails:
        return
    pattern = re.compile(rf"[\u4e00-\u9fff（）]*?(?:{tails})")
    for path, text in writing:
        if isinstance(path, Address) and (path.table, path.column) in [(a.table, a.column) for a in _addresses(check)]:
            continue
        for match in pattern.findall(text):
            wrong = _wrong_name(match, own)
            if wrong:
                message = f"{place_name(workbook, path)}里写的是“{wrong}”，本单位是“{own[0]}”，请核对。"
                yield Finding(check.id, check.title, check.severity, message, (path,), wrong, own[0])


def _addresses(check: Check) -> list[Address]:
    return [Address.parse(name) for name in check.options.get("names", ())]


def _wrong_name(found: str, own: list[str]) -> str:
    """The part of a text that is like a unit's name and isn't one of its own; empty where it is.

    The end of the full name counts as its own: 能源安全监测中心 or 监测中心 for 昌吉州能源安全监测中心.
    """
    for name in own:
        if found.endswith(name):
            before = found[: -len(name)]
            doubled = next((name[:n] for n in range(len(name) - _NAME_TAIL, 1, -1) if before.endswith(name[:n])), "")
            return doubled + name if doubled else ""
    found = _BEFORE_A_NAME.split(found)[-1]
    full = max(own, key=len)
    if full.endswith(found):
        return ""
    shared = _shared_tail(found, full)
    return "" if shared > _NAME_TAIL and shared * 2 >= len(full) else found


def _shared_tail(left: str, right: str) -> int:
    """How many characters two texts share at their ends."""
    pairs = zip(reversed(left), reversed(right), strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))
