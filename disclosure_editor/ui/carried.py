"""What of a draft is last year's and not confirmed yet: how much in each entry of the outline, and in what order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from itertools import chain

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import ParagraphKey
from disclosure_editor.editions.model import Section, Table
from disclosure_editor.ui.places import edited_tables, section_for, table_names

ReadPath = Address | ParagraphKey
"""Where something stands that was read from a file."""


class Carried:
    """Counts and finds what awaits its confirmation."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._outline = workbook.edition.outline
        self._tables = {section.id: table_names(workbook.edition, section) for section in self._outline}
        self._known: object = None
        self._counts: Counter[str] = Counter()
        self._homes: dict[str, Section | None] = {}

    def count(self, sections: Iterable[Section]) -> int:
        """How much awaits it in some entries, once where two of them edit the same table."""
        self._look()
        shown = tuple(sections)
        places = {_paragraphs_of(section.id) for section in shown}
        places.update(*(self._tables[section.id] for section in shown))
        return sum(self._counts[place] for place in places)

    def paths(self, section: Section) -> tuple[ReadPath, ...]:
        """What awaits it in an entry, in no particular order, what isn't shown there any more among it."""
        tables = self._tables[section.id]
        return tuple(path for path in self._workbook.unconfirmed() if _is_in(path, section, tables))

    def summary(self) -> tuple[tuple[Section | None, int], ...]:
        """The entries with what awaits it there, each value once; None stands for what no entry has a place for."""
        self._look()
        by_section: Counter[str] = Counter()
        for place, count in self._counts.items():
            section = self._home(place)
            by_section[section.id if section else ""] += count
        found = [(section, by_section[section.id]) for section in self._outline if by_section[section.id]]
        rest = [(None, by_section[""])] if by_section[""] else []
        return (*found, *rest)

    def listed(self, section: Section | None) -> tuple[ReadPath, ...]:
        """What awaits it in an entry of the summary, in no particular order."""
        paths = self._workbook.unconfirmed() if section is None else self.paths(section)
        return tuple(path for path in paths if self._home(_place_of(path)) == section)

    def in_order(self, section: Section | None) -> tuple[ReadPath, ...]:
        """What awaits it in an entry of the summary and can be gone to, in the order in which the entry shows it."""
        return tuple(self._ordered(section, set(self.listed(section)))) if section is not None else ()

    def next_after(self, section: Section | None, path: ReadPath | None) -> ReadPath | None:
        """The next of them behind a place: in its entry, then in the following ones, then from the beginning on."""
        if section is not None:
            wanted = {*self.paths(section), *((path,) if path is not None else ())}
            here = tuple(self._ordered(section, wanted))
            behind = here[here.index(path) + 1 :] if path in here else here
            if behind:
                return behind[0]
        place = self._outline.index(section) + 1 if section is not None else 0
        following = (*self._outline[place:], *self._outline[:place])
        return next(chain.from_iterable(self.in_order(other) for other in following if self.count([other])), None)

    def _look(self) -> None:
        unconfirmed = self._workbook.unconfirmed()
        if unconfirmed is not self._known:
            self._known = unconfirmed
            self._counts = Counter(_place_of(path) for path in unconfirmed)

    def _home(self, place: str) -> Section | None:
        """The one entry to which a table or an entry's paragraphs are counted."""
        if place not in self._homes:
            path = ParagraphKey(place[1:], "") if place.startswith("¶") else Address(place, "", "")
            self._homes[place] = section_for(self._workbook.edition, path)
        return self._homes[place]

    def _ordered(self, section: Section, wanted: Set[ReadPath]) -> Iterator[ReadPath]:
        if not wanted:
            return
        for table in edited_tables(self._workbook.edition, section):
            yield from (address for address in self._addresses(table) if address in wanted)
        keys = (path for path in wanted if isinstance(path, ParagraphKey))
        yield from sorted(keys, key=lambda key: key.name)

    def _addresses(self, table: Table) -> Iterator[Address]:
        """The places of a table as it is edited: row by row, each with the rows that belong to it, then its fields."""
        below = self._workbook.edition.children(table.id)
        for side in table.sides:
            for row in self._workbook.rows(side.row_list):
                yield from (Address(table.id, row.name, column.id) for column in side.columns)
                for child_side in below:
                    for name in self._workbook.children(child_side, row.name):
                        yield from (Address(child_side.table, name, column.id) for column in child_side.columns)
        yield from (Address(table.id, "", column.id) for column in table.fields)


def _is_in(path: ReadPath, section: Section, tables: frozenset[str]) -> bool:
    return path.table in tables if isinstance(path, Address) else path.section == section.id


def _place_of(path: ReadPath) -> str:
    return path.table if isinstance(path, Address) else _paragraphs_of(path.section)


def _paragraphs_of(section_id: str) -> str:
    """A name that no table has."""
    return f"¶{section_id}"
