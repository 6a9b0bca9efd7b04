"""What an officer does to a document, as edits: typing, pasting, adding, renaming, moving and deleting rows.

Every function gives an `Edit` and applies nothing. Tables that share their rows are kept together: a row added to a
table that follows another is added there, and a row's new name is its new name wherever it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList, free_row_name, row_key, row_name
from disclosure_editor.document.disclosure import Content, Edit, OwnParagraph, ParagraphKey, Path
from disclosure_editor.editions.model import Side


class NewRow(NamedTuple):
    """A row to be added.

    Attributes:
        key: the value of its key column; several rows may share one.
        texts: what it states besides, by column id.
    """

    key: str
    texts: Mapping[str, str]


def set_value(workbook: Workbook, address: Address, text: str) -> Edit:
    """State a value as typed; a blank takes the statement back. In a key column it renames the row."""
    return set_values(workbook, {address: text}, f"填写{workbook.title(address)}")


def set_values(workbook: Workbook, texts: Mapping[Address, str], label: str) -> Edit:
    """State several values together (see `set_value`); rows are renamed after the other values are set."""
    return workbook.edit(label, _set(workbook, texts))


def paste(
    workbook: Workbook,
    texts: Mapping[Address, str],
    row_list: RowList,
    added: Sequence[NewRow],
    after: str | None = None,
    label: str = "粘贴",
) -> Edit:
    """State several values (see `set_values`) and add rows with theirs behind the row `after` (None: at the end)."""
    contents = _set(workbook, texts)
    owning = owner(workbook, row_list)
    before = repeated_names(workbook, owning)
    place = before.index(after) + 1 if after in before else len(before)
    pending = contents.get(owning)
    names = list(pending if isinstance(pending, tuple) else before)
    for row in added:
        name = free_row_name(row.key.strip(), set(names))
        names.insert(place, name)
        place += 1
        for column, text in row.texts.items():
            contents[Address(row_list.table, name, column)] = text.strip() or None
    if added:
        contents[owning] = tuple(names)
    return workbook.edit(label, contents)


def owner(workbook: Workbook, row_list: RowList) -> RowList:
    """The list where this list's rows are stated: its own, or that of the table it follows."""
    side = workbook.edition.side[row_list]
    followed = side.repeated.follows if side.repeated else None
    if followed is None or workbook.disclosure.rows(row_list) is not None:
        return row_list
    return owner(workbook, followed)


def sharing(workbook: Workbook, row_list: RowList) -> tuple[Side, ...]:
    """The sides whose rows are stated where this list's are, its own side among them."""
    owning = owner(workbook, row_list)
    sides = (side for side in workbook.edition.sides if side.repeated is not None)
    return tuple(side for side in sides if owner(workbook, side.row_list) == owning)


def add_row(workbook: Workbook, row_list: RowList, after: str | None = None, key: str = "") -> tuple[Edit, str]:
    """A new row behind the row `after` (None: at the end), with the name it gets."""
    owning = owner(workbook, row_list)
    names = list(repeated_names(workbook, owning))
    name = free_row_name(key, set(names))
    names.insert(names.index(after) + 1 if after in names else len(names), name)
    return workbook.edit("增加一行", {owning: tuple(names)}), name


def remove_rows(workbook: Workbook, row_list: RowList, names: Sequence[str]) -> Edit:
    """Without these repeated rows, and without all that was stated in them."""
    owning = owner(workbook, row_list)
    gone = set(names)
    contents: dict[Path, Content | None] = {}
    contents[owning] = tuple(n for n in repeated_names(workbook, owning) if n not in gone)
    for name in names:
        for side, own_name in _same_row(workbook, owning, name):
            _forget(workbook, side, own_name, contents)
    return workbook.edit("删除行", contents)


def move_row(workbook: Workbook, row_list: RowList, name: str, by: int) -> Edit:
    """With a repeated row `by` places further down (negative: up), as far as there is room."""
    owning = owner(workbook, row_list)
    names = list(repeated_names(workbook, owning))
    if name not in names:
        return workbook.edit("移动行", {})
    place = names.index(name)
    names.remove(name)
    names.insert(max(0, min(len(names), place + by)), name)
    return workbook.edit("移动行", {owning: tuple(names)})


def state_rows(workbook: Workbook, row_list: RowList, names: Sequence[str]) -> Edit:
    """With a row list of its own, whatever it follows."""
    return workbook.edit("本表行单独填写", {row_list: tuple(names)})


def follow_rows(workbook: Workbook, row_list: RowList) -> Edit:
    """With the rows of the table it follows again."""
    return workbook.edit("本表行恢复自动", {row_list: None})


def edit_paragraph(workbook: Workbook, key: ParagraphKey, text: str, generated: str) -> Edit:
    """With a paragraph in the officer's own words; the generated words take them back."""
    own = None if text == generated else OwnParagraph(text, generated)
    return workbook.edit("修改段落", {key: own})


def restore_paragraph(workbook: Workbook, key: ParagraphKey) -> Edit:
    """With a paragraph as generated."""
    return workbook.edit("恢复自动生成的段落", {key: None})


def repeated_names(workbook: Workbook, row_list: RowList) -> tuple[str, ...]:
    """The names of a side's repeated rows."""
    return tuple(row.name for row in workbook.rows(row_list) if row.repeated)


def children_of(workbook: Workbook, side: Side, table: str, name: str) -> tuple[str, ...]:
    """The rows of a child side that belong to the row `name` of a table."""
    if side.repeated is None or side.repeated.parent != table:
        return ()
    return tuple(child for child in repeated_names(workbook, side.row_list) if row_key(child) == name)


def _same_row(workbook: Workbook, row_list: RowList, name: str) -> list[tuple[Side, str]]:
    """Every side that has this row because it shares the list, and the child rows that belong to it."""
    found: list[tuple[Side, str]] = []
    for side in workbook.edition.sides:
        if side.repeated is None:
            continue
        if side.row_list == row_list or _shares(workbook, side, row_list):
            found.append((side, name))
            for child_side in workbook.edition.children(side.table):
                children = children_of(workbook, child_side, side.table, name)
                found.extend((child_side, child) for child in children)
    return found


def _shares(workbook: Workbook, side: Side, row_list: RowList) -> bool:
    """Whether a side's rows are, by the edition, those of this list, directly or over another table."""
    followed = side.repeated.follows if side.repeated else None
    if followed is None:
        return False
    return followed == row_list or _shares(workbook, workbook.edition.side[followed], row_list)


def _set(workbook: Workbook, texts: Mapping[Address, str]) -> dict[Path, Content | None]:
    """The contents that state these values; rows whose key is among them get their new names last."""
    contents: dict[Path, Content | None] = {}
    renamed: dict[RowList, dict[str, str]] = {}
    for address, text in texts.items():
        side = workbook.side_of(address) if address.row else None
        if side is None or side.repeated is None or side.repeated.key != address.column:
            contents[address] = text.strip() or None
        elif address.row not in side.fixed and text.strip() != row_key(address.row):
            renamed.setdefault(side.row_list, {})[address.row] = text.strip()
    for row_list, keys in renamed.items():
        contents.update(_renaming(workbook, row_list, keys, contents))
    return contents


def _renaming(
    workbook: Workbook, row_list: RowList, keys: Mapping[str, str], pending: Mapping[Path, Content | None]
) -> dict[Path, Content | None]:
    """The contents that make rows' new keys (by their old names) their names wherever the rows stand.

    All rows are renamed at once, so that two of them may change places.
    """
    owning = owner(workbook, row_list)
    taken = set(repeated_names(workbook, owning)) - set(keys)
    moved: list[tuple[Side, str, str]] = []
    for name, key in keys.items():
        new = free_row_name(key, taken)
        taken.add(new)
        for shared, old in _same_row(workbook, owning, name):
            belongs = shared.repeated is not None and shared.repeated.parent
            moved.append((shared, old, _child_name(old, name, new) if belongs else new))
    contents = _moved(workbook, moved, pending)
    for shared_list in {side.row_list for side, _, _ in moved}:
        names = {old: new for side, old, new in moved if side.row_list == shared_list}
        stated = pending.get(shared_list, workbook.disclosure.rows(shared_list))
        if isinstance(stated, tuple):
            contents[shared_list] = tuple(names.get(old, old) for old in stated)
    return contents


def _child_name(child: str, old_parent: str, new_parent: str) -> str:
    """A child row's name under its parent's new name, its number kept."""
    number = 1
    while row_name(old_parent, number) != child:
        number += 1
    return row_name(new_parent, number)


def _moved(
    workbook: Workbook, moved: Sequence[tuple[Side, str, str]], pending: Mapping[Path, Content | None]
) -> dict[Path, Content | None]:
    """The contents that take what rows state from their old names to their new ones."""
    left: dict[Path, Content | None] = {}
    reached: dict[Path, Content | None] = {}
    for side, old, new in moved:
        for column in side.columns:
            source = Address(side.table, old, column.id)
            stated = pending.get(source, workbook.disclosure.value(source))
            if stated is not None:
                left[source] = None
                reached[Address(side.table, new, column.id)] = stated
    return left | reached


def _forget(workbook: Workbook, side: Side, name: str, contents: dict[Path, Content | None]) -> None:
    """Add to the contents what leaves nothing stated of a row."""
    for column in side.columns:
        address = Address(side.table, name, column.id)
        if workbook.disclosure.value(address) is not None:
            contents[address] = None
    stated = contents.get(side.row_list, workbook.disclosure.rows(side.row_list))
    if isinstance(stated, tuple) and name in stated:
        contents[side.row_list] = tuple(other for other in stated if other != name)
