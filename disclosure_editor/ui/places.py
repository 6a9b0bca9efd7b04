"""Places: in which entry of the publication's outline each table and paragraph is edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.places import place_name
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import ParagraphKey, Spot
from disclosure_editor.editions.model import Edition, Section, Table
from disclosure_editor.narrative.writer import TITLE


@dataclass(frozen=True)
class Entry:
    """An entry of the outline with those below it."""

    section: Section
    children: tuple[Entry, ...] = ()

    def sections(self) -> Iterator[Section]:
        """Its own section, then those below it, in the publication's order."""
        yield self.section
        for child in self.children:
            yield from child.sections()


def outline_entries(edition: Edition) -> tuple[Entry, ...]:
    """The outline as a tree; text without a heading of its own stands beside the entry that it follows, or in the part
    that it begins.
    """
    waiting: list[tuple[int, Section]] = []
    depth = 0
    for section in edition.outline:
        depth = section.level or max(depth, 2)
        waiting.append((depth, section))
    return _entries(waiting, 0)


def _entries(waiting: list[tuple[int, Section]], above: int) -> tuple[Entry, ...]:
    """The entries that stand deeper than `above`, up to the first that doesn't; they are taken out of `waiting`."""
    entries: list[Entry] = []
    while waiting and waiting[0][0] > above:
        depth, section = waiting.pop(0)
        entries.append(Entry(section, _entries(waiting, depth)))
    return tuple(entries)


def section_name(section: Section) -> str:
    """What to call an entry before the officer."""
    return section.title or section.id


def edited_tables(edition: Edition, section: Section) -> tuple[Table, ...]:
    """The tables that are edited in an entry: the one printed in it, then those that feed its text."""
    names = dict.fromkeys(name for name in (section.table, *section.inputs) if name)
    return tuple(edition.tables[name] for name in names)


def fed_sections(edition: Edition, section: Section) -> tuple[Section, ...]:
    """The other entries whose text is fed by the tables that are edited in this one."""
    own = table_names(edition, section)
    return tuple(other for other in edition.outline if other != section and not own.isdisjoint(other.inputs))


def table_names(edition: Edition, section: Section) -> frozenset[str]:
    """The names of all tables that are edited in an entry, those whose rows belong to others' among them."""
    names: set[str] = set()
    for table in edited_tables(edition, section):
        names.add(table.id)
        names.update(side.table for side in edition.children(table.id))
    return frozenset(names)


def section_for(edition: Edition, path: Spot, current: Section | None = None) -> Section | None:
    """The entry in which something is edited: the current one if it can be there, else where the table is printed,
    else the first that it feeds; None where the outline shows it nowhere.
    """
    if path == TITLE:
        return next(iter(edition.outline), None)
    if isinstance(path, ParagraphKey):
        return next((section for section in edition.outline if section.id == path.section), None)
    if current is not None and path.table in table_names(edition, current):
        return current
    holding = [section for section in edition.outline if path.table in table_names(edition, section)]
    printed = (section for section in holding if section.table == path.table)
    return next(printed, None) or next(iter(holding), None)


def spot_named(edition: Edition, name: str) -> Spot | None:
    """What a report's line is about, out of its name: a paragraph, a value, a table or an entry; None for nothing."""
    if name in edition.tables:
        return RowList(name, "")
    if "!" not in name and "¶" not in name:
        section = next((section for section in edition.outline if section.id == name), None)
        return ParagraphKey(section.id, "") if section is not None else None
    if RowList.parse(name) in edition.side:
        return RowList.parse(name)
    read = Address.parse if "!" in name.partition("¶")[0] else ParagraphKey.parse
    try:
        return read(name)
    except ValueError:
        return None


def spot_name(workbook: Workbook, path: Spot) -> str:
    """A value by its row and column, a list of rows by its table, a paragraph by its entry."""
    if not isinstance(path, ParagraphKey):
        return place_name(workbook, path)
    section = section_for(workbook.edition, path)
    return f"“{section_name(section) if section else path.section}”"


def has_place(workbook: Workbook, path: Spot) -> bool:
    """Whether something can be gone to: not a value of a row that isn't there, nor what the outline shows nowhere."""
    if section_for(workbook.edition, path) is None:
        return False
    if not isinstance(path, Address) or not path.row:
        return True
    side = workbook.side_of(path)
    return side is not None and any(row.name == path.row for row in workbook.rows(side.row_list))


def table_of(path: Spot) -> str:
    """The table of an address or a row list; empty for a paragraph."""
    return path.table if isinstance(path, (Address, RowList)) else ""
