"""What an officer does to a document, as edits: typing, pasting; adding, copying, renaming, moving, deleting rows.

Every function gives an `Edit` and applies nothing. What it reads, it reads through the workbook, so that who keeps an
edit (a finding with its repairs) learns when it is out of date. Tables that share their rows are kept together: a row
added to a table that follows others is added to the first of them, and a row's new name is its new name wherever it
stands. A row that two tables state stays in what follows both until both have renamed or removed it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList, free_row_name, row_key
from disclosure_editor.document.disclosure import Content, Edit, OriginOf, OwnParagraph, ParagraphKey, Path
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
    taken = _taken(workbook, row_list, contents)
    for row in added:
        name = free_row_name(row.key.strip(), taken)
        taken.add(name)
        names.insert(place, name)
        place += 1
        for column, text in row.texts.items():
            contents[Address(row_list.table, name, column)] = text.strip() or None
    if added:
        contents[owning] = tuple(names)
    return workbook.edit(label, contents)


def sources(workbook: Workbook, row_list: RowList) -> tuple[RowList, ...]:
    """The lists where this list's rows are stated: its own, or those of the tables it follows."""
    if workbook.stated_rows(row_list) is not None:
        return (row_list,)
    return _followed(workbook, row_list) or (row_list,)


def owner(workbook: Workbook, row_list: RowList) -> RowList:
    """The list where rows added to this one are stated: the first of its sources."""
    return sources(workbook, row_list)[0]


def sharing(workbook: Workbook, row_list: RowList, name: str) -> tuple[Side, ...]:
    """The sides where a row of this list stands and is stated in no other lists than here, its own side among them."""
    here = set(_having(workbook, row_list, name))
    there = ((side, _having(workbook, side.row_list, name)) for side in _repeating(workbook))
    return tuple(side for side, lists in there if lists and here.issuperset(lists))


def add_row(workbook: Workbook, row_list: RowList, after: str | None = None, key: str = "") -> tuple[Edit, str]:
    """A new row behind the row `after` (None: at the end), with the name it gets."""
    owning = owner(workbook, row_list)
    names = list(repeated_names(workbook, owning))
    name = free_row_name(key.strip(), _taken(workbook, row_list, {}))
    names.insert(names.index(after) + 1 if after in names else len(names), name)
    return workbook.edit("增加一行", {owning: tuple(names)}), name


def copy_row(workbook: Workbook, row_list: RowList, name: str, key: str) -> tuple[Edit, str]:
    """A new row behind the row `name` that states under another key what that one states, with the name it gets.

    The rows that belong to it are copied too; what other tables with the same rows state of it is not.
    """
    edit, added = add_row(workbook, row_list, name, key)
    contents: dict[Path, Content | None] = {change.path: change.after for change in edit.changes}
    side = workbook.edition.side[row_list]
    contents |= _repeated_statements(workbook, side, name, added)
    for child_side in workbook.edition.children(side.table):
        children = workbook.children(child_side, name)
        if not children:
            continue
        names = list(repeated_names(workbook, child_side.row_list))
        place = names.index(children[-1]) + 1
        for child in children:
            copy = free_row_name(added, set(names))
            names.insert(place, copy)
            place += 1
            contents |= _repeated_statements(workbook, child_side, child, copy)
        contents[child_side.row_list] = tuple(names)
    return workbook.edit("复制一项", contents), added


def remove_rows(workbook: Workbook, row_list: RowList, names: Sequence[str]) -> Edit:
    """Without these repeated rows, and without all that was stated in them, in every table that shares them.

    A table that follows but has rows of its own, or has them from another table too, keeps them.
    """
    contents: dict[Path, Content | None] = {}
    for name in names:
        for side in sharing(workbook, row_list, name):
            _forget(workbook, side, name, contents)
            for child_side in workbook.edition.children(side.table):
                for child in workbook.children(child_side, name):
                    _forget(workbook, child_side, child, contents)
    return workbook.edit("删除行", contents)


def move_row(workbook: Workbook, row_list: RowList, name: str, by: int) -> Edit:
    """With a repeated row `by` places further down (negative: up) among the rows of this list, as far as they reach.

    Those are the rows stated in the same list as it. Rows of that list that are not shown in this one stay where they
    are.
    """
    everything = repeated_names(workbook, row_list)
    if name not in everything:
        return workbook.edit("移动行", {})
    owning = _having(workbook, row_list, name)[0]
    shown = [other for other in everything if _having(workbook, row_list, other)[0] == owning]
    moved = [other for other in shown if other != name]
    place = max(0, min(len(moved), shown.index(name) + by))
    moved.insert(place, name)
    names = list(repeated_names(workbook, owning))
    places = [index for index, other in enumerate(names) if other in moved]
    for index, other in zip(places, moved, strict=True):
        names[index] = other
    return workbook.edit("移动行", {owning: tuple(names)})


def state_rows(workbook: Workbook, row_list: RowList, names: Sequence[str]) -> Edit:
    """With a row list of its own, whatever it follows."""
    return workbook.edit("本表行单独填写", {row_list: tuple(dict.fromkeys(names))})


def follow_rows(workbook: Workbook, row_list: RowList) -> Edit:
    """With the rows of the tables it follows again."""
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


def _repeating(workbook: Workbook) -> tuple[Side, ...]:
    return tuple(side for side in workbook.edition.sides if side.repeated is not None)


def _followed(workbook: Workbook, row_list: RowList) -> tuple[RowList, ...]:
    """The lists where the rows are stated that a list follows, whether it follows them now or has rows of its own."""
    repeated = workbook.edition.side[row_list].repeated
    follows = repeated.follows if repeated else ()
    return tuple(dict.fromkeys(source for followed in follows for source in sources(workbook, followed)))


def _having(workbook: Workbook, row_list: RowList, name: str) -> tuple[RowList, ...]:
    """Those sources of a list that have a row of this name; none where another row of the list has that name."""
    if _is_another(workbook, row_list, name):
        return ()
    return tuple(source for source in sources(workbook, row_list) if _has(workbook, source, name))


def _has(workbook: Workbook, row_list: RowList, name: str) -> bool:
    row = workbook.row(row_list, name)
    return row is not None and row.repeated


def _is_another(workbook: Workbook, row_list: RowList, name: str) -> bool:
    """Whether the row of this name is a fixed one or a subtotal, whatever rows of that name the list follows."""
    row = workbook.row(row_list, name)
    return row is not None and not row.repeated


def _fixed_names(workbook: Workbook, owning: RowList) -> frozenset[str]:
    """The names that rows stated in a list can't have, since fixed rows of the tables where they stand have them."""
    tables = {side.table for side in _repeating(workbook) if owning in sources(workbook, side.row_list)}
    return frozenset(name for side in workbook.edition.sides if side.table in tables for name in side.fixed)


def _taken(workbook: Workbook, row_list: RowList, pending: Mapping[Path, Content | None]) -> set[str]:
    """The names that a row added to a list can't have."""
    taken = set(_fixed_names(workbook, owner(workbook, row_list)))
    for source in sources(workbook, row_list):
        stated = pending.get(source)
        taken.update(stated if isinstance(stated, tuple) else repeated_names(workbook, source))
    return taken


def _set(workbook: Workbook, texts: Mapping[Address, str]) -> dict[Path, Content | None]:
    """The contents that state these values; rows whose key is among them get their new names last."""
    contents: dict[Path, Content | None] = {}
    renamed: dict[RowList, dict[str, str]] = {}
    for address, text in texts.items():
        side = workbook.side_of(address) if address.row else None
        if side is None or side.repeated is None or side.repeated.key != address.column:
            contents[address] = text.strip() or None
        elif address.row not in side.fixed and text.strip() != row_key(address.row):
            for source in _having(workbook, side.row_list, address.row):
                renamed.setdefault(source, {})[address.row] = text.strip()
    return contents | _renaming(workbook, renamed, contents) if renamed else contents


class _NewName(NamedTuple):
    """A row of a side with its new name."""

    side: Side
    old: str
    new: str


def _renaming(
    workbook: Workbook, keys: Mapping[RowList, Mapping[str, str]], pending: Mapping[Path, Content | None]
) -> dict[Path, Content | None]:
    """The contents that make rows' new keys (by list and old name) their names wherever the rows stand.

    All rows are renamed at once, so that two of them may change places.
    """
    rows: list[_NewName] = []
    for side in _repeating(workbook):
        rows += (_NewName(side, old, new) for old, new in _renamed(workbook, side.row_list, keys).items())
    rows += _renamed_children(workbook, rows)
    contents = _moved(workbook, rows, pending) | _renamed_paragraphs(workbook, rows)
    for row_list in dict.fromkeys(row.side.row_list for row in rows):
        names = {row.old: row.new for row in rows if row.side.row_list == row_list}
        stated = pending.get(row_list, workbook.stated_rows(row_list))
        if isinstance(stated, tuple):
            contents[row_list] = tuple(names.get(old, old) for old in stated)
    return contents


def _renamed(workbook: Workbook, row_list: RowList, keys: Mapping[RowList, Mapping[str, str]]) -> dict[str, str]:
    """The new names of a list's rows, by their old ones, when rows of some lists get new keys.

    A row that is stated in other lists has a new name when all of them give it one. A table that follows them but has
    rows of its own has them renamed too, where it has them: it is the same subject or project.
    """
    followed = {source: _renamed(workbook, source, keys) for source in _followed(workbook, row_list)}
    names: dict[str, str] = {}
    for old in dict.fromkeys(old for renamed in keys.values() for old in renamed):
        having = [renamed for source, renamed in followed.items() if _has(workbook, source, old)]
        if having and all(old in renamed for renamed in having) and not _is_another(workbook, row_list, old):
            names[old] = having[0][old]
    if sources(workbook, row_list) != (row_list,):
        return names
    carried = {old: row_key(new) for old, new in names.items()}
    return _new_names(workbook, row_list, {**carried, **keys.get(row_list, {})})


def _new_names(workbook: Workbook, row_list: RowList, keys: Mapping[str, str]) -> dict[str, str]:
    """The new names of those rows of a list that get new keys, by their old ones."""
    present = repeated_names(workbook, row_list)
    taken = (set(present) - set(keys)) | _fixed_names(workbook, row_list)
    names: dict[str, str] = {}
    for old, key in keys.items():
        if old in present:
            names[old] = free_row_name(key, taken)
            taken.add(names[old])
    return names


def _renamed_children(workbook: Workbook, parents: Sequence[_NewName]) -> list[_NewName]:
    """The rows that belong to renamed ones, under their parents' new names."""
    keys: dict[RowList, dict[str, str]] = {}
    for parent in parents:
        for side in workbook.edition.children(parent.side.table):
            for child in workbook.children(side, parent.old):
                keys.setdefault(side.row_list, {})[child] = parent.new
    names = {row_list: _new_names(workbook, row_list, renamed) for row_list, renamed in keys.items()}
    sides = workbook.edition.side
    return [_NewName(sides[row_list], old, new) for row_list, n in names.items() for old, new in n.items()]


def _moved(
    workbook: Workbook, rows: Sequence[_NewName], pending: Mapping[Path, Content | None]
) -> dict[Path, Content | None]:
    """The contents that take what rows state from their old names to their new ones.

    Where a row gets the name of one that stays (it becomes the same subject or project as a row of another list), what
    that one states stays, and what both state stays behind.
    """
    left: dict[Path, Content | None] = {}
    reached: dict[Path, Content | None] = {}
    leaving = {(side.row_list, old) for side, old, _ in rows}
    for side, old, new in rows:
        there = workbook.row(side.row_list, new) is not None or _having(workbook, side.row_list, new)
        joined = there and (side.row_list, new) not in leaving
        for column in side.columns:
            source, target = Address(side.table, old, column.id), Address(side.table, new, column.id)
            stated = pending.get(source, workbook.stated(source))
            occupied = target in reached or (joined and pending.get(target, workbook.stated(target)) is not None)
            if stated is not None and not occupied:
                left[source] = None
                reached[target] = stated
                if source not in pending:
                    _move_origin(workbook, source, target, left, reached)
        _leave_origin(workbook, side, old, left)
    return left | reached


def _move_origin(
    workbook: Workbook,
    source: Address | ParagraphKey,
    target: Address | ParagraphKey,
    left: dict[Path, Content | None],
    reached: dict[Path, Content | None],
) -> None:
    """Take along what something was read from that keeps its words under another name."""
    origin = workbook.origins().get(source)
    if origin is not None:
        left[OriginOf(source)] = None
        reached[OriginOf(target)] = origin


def _leave_origin(workbook: Workbook, side: Side, name: str, contents: dict[Path, Content | None]) -> None:
    """Forget what a row's key was read from."""
    assert side.repeated is not None
    key = Address(side.table, name, side.repeated.key)
    if key in workbook.origins():
        contents[OriginOf(key)] = None


def _renamed_paragraphs(workbook: Workbook, rows: Sequence[_NewName]) -> dict[Path, Content | None]:
    """The contents that keep hand-edited paragraphs, and the numbers in them, with the rows that they are about.

    A paragraph names its rows without their tables; a name that unrelated tables have too is left alone.
    """
    related = {row.side.row_list for row in rows}
    unrelated = {
        name
        for side in workbook.edition.sides
        if side.row_list not in related
        for name in repeated_names(workbook, side.row_list)
    }
    names = {row.old: row.new for row in rows if row.old not in unrelated}
    cells = {(row.side.table, row.old): row.new for row in rows}
    left: dict[Path, Content | None] = {}
    reached: dict[Path, Content | None] = {}
    for key in workbook.own_paragraphs():
        own = workbook.paragraph(key)
        renamed, linked = key.with_rows(names), own.with_rows(cells) if own is not None else None
        if renamed != key or linked != own:
            left[key] = None
            reached[renamed] = linked
            _move_origin(workbook, key, renamed, left, reached)
    return left | reached


def _repeated_statements(workbook: Workbook, side: Side, source: str, target: str) -> dict[Path, Content | None]:
    """The contents that state in one row of a side what another one states."""
    contents: dict[Path, Content | None] = {}
    for column in side.columns:
        stated = workbook.stated(Address(side.table, source, column.id))
        if stated is not None:
            contents[Address(side.table, target, column.id)] = stated
    return contents


def _forget(workbook: Workbook, side: Side, name: str, contents: dict[Path, Content | None]) -> None:
    """Add to the contents what leaves nothing stated of a row."""
    for column in side.columns:
        address = Address(side.table, name, column.id)
        if workbook.stated(address) is not None:
            contents[address] = None
    _leave_origin(workbook, side, name, contents)
    stated = contents.get(side.row_list, workbook.stated_rows(side.row_list))
    if isinstance(stated, tuple) and name in stated:
        contents[side.row_list] = tuple(other for other in stated if other != name)
