"""A draft while it is made: what it states already is left alone, and what is stated is entered in the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.carryover.ledger import Carried, CarriedParagraph, CarriedRows, Fate, Ledger, Manner
from disclosure_editor.carryover.taking import Taken
from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.document.disclosure import Content, Origin, OriginOf, OwnParagraph, ParagraphKey, Path
from disclosure_editor.editions.model import Side, ValueType

_LABEL = "取用"


class DraftBuilder:
    """Fills a document from another one.

    Attributes:
        source: the other document.
        draft: the one being filled.
        ledger: what was done so far.
    """

    def __init__(self, source: Workbook, draft: Workbook) -> None:
        self.source = source
        self.draft = draft
        self.ledger = Ledger()
        self._listed = frozenset(path for path, _ in draft.disclosure.items() if isinstance(path, RowList))
        self._possible: dict[RowList, dict[str, None]] = {}

    def possible_rows(self, side: Side) -> Collection[str]:
        """The repeated rows that a side of the draft has or may get when figures are entered, in their order."""
        if side.row_list not in self._possible:
            self._possible[side.row_list] = dict.fromkeys(self._find_possible_rows(side))
        return self._possible[side.row_list]

    def _find_possible_rows(self, side: Side) -> tuple[str, ...]:
        stated = self.draft.stated_rows(side.row_list)
        if stated is None and side.repeated is not None:
            followed = (self.draft.edition.side[row_list] for row_list in side.repeated.follows)
            stated = tuple(dict.fromkeys(name for other in followed for name in self.possible_rows(other)))
        return tuple(name for name in stated or () if not self.draft.edition.has_fixed_row(side.table, name))

    def has_row(self, address: Address) -> bool:
        """Whether the draft has, or may get, the row of an address; a field needs none."""
        if not address.row or self.draft.edition.has_fixed_row(address.table, address.row):
            return True
        sides = self.draft.edition.sides_for(address)
        return any(address.column in side.by_id and address.row in self.possible_rows(side) for side in sides)

    def is_held_back(self, side: Side) -> bool:
        """Whether the rows of a side were stated before and are not named by subjects, so that they are left alone."""
        key = side.by_id[side.repeated.key] if side.repeated is not None else None
        return side.row_list in self._listed and key is not None and key.type is not ValueType.CODE

    def state_rows(self, row_list: RowList, names: tuple[str, ...]) -> None:
        """Begin a list with these rows, where it has none stated yet."""
        if names and row_list not in self._listed:
            self._put({row_list: names})
            self._possible.clear()
            self.ledger.rows.append(CarriedRows(row_list, names))

    def state(self, address: Address, taken: Taken, manner: Manner) -> bool:
        """State a value that was found in the other document; False where the draft states one already."""
        if self.draft.stated(address) is not None:
            return False
        carried = Carried(address, taken.text, manner, taken.sources)
        self._put({address: taken.text, OriginOf(address): self.origin(taken.sources)})
        self.ledger.values.append(carried)
        self.ledger.settle(taken.sources, Fate.CARRIED)
        return True

    def withdraw(self, address: Address) -> None:
        """Take back what was stated at an address, since the draft computes the same."""
        self._put({address: None})
        taken_back = [value for value in self.ledger.values if value.address == address]
        self.ledger.values[:] = [value for value in self.ledger.values if value.address != address]
        kept = {source for value in self.ledger.values for source in value.sources}
        for value in taken_back:
            self.ledger.fates.update({source: Fate.WRITTEN_ANEW for source in value.sources if source not in kept})

    def state_paragraph(self, source: ParagraphKey, key: ParagraphKey, own: OwnParagraph) -> None:
        """Keep a paragraph in the unit's own words."""
        if self.draft.paragraph(key) is None:
            before = self.source.disclosure.origin(source)
            place = before.place if before is not None else section_title(self.source, source)
            origin = Origin(f"{self.series}：{place}", before.text if before is not None else "", unconfirmed=True)
            self._put({key: own, OriginOf(key): origin})
            self.ledger.paragraphs.append(CarriedParagraph(source, key, own.text))
        self.ledger.settle([source], Fate.CARRIED)

    def origin(self, sources: tuple[Address, ...]) -> Origin:
        """Where a value stood: the other document, and the place in the file that was read from or else in it."""
        if not sources:
            return Origin(self.series, unconfirmed=True)
        before = self.source.disclosure.origin(sources[0]) if len(sources) == 1 else None
        if before is not None:
            return Origin(f"{self.series}：{before.place}", before.text, unconfirmed=True)
        more = f"等{len(sources)}处" if len(sources) > 1 else ""
        return Origin(f"{self.series}：{self.source.title(sources[0])}{more}", unconfirmed=True)

    @property
    def series(self) -> str:
        """The other document in the officer's words: 2021年部门（单位）预算公开."""
        return f"{self.source.year}年{self.source.edition.family.series}"

    def _put(self, contents: dict[Path, Content | None]) -> None:
        self.draft.apply(self.draft.edit(_LABEL, contents))


def section_title(workbook: Workbook, key: ParagraphKey) -> str:
    """The entry of the outline that a paragraph stands in."""
    titles = {section.id: section.title for section in workbook.edition.outline}
    return titles.get(key.section, key.section)


def parents_first(sides: tuple[Side, ...]) -> Iterator[Side]:
    """Sides with repeated rows, each behind those whose rows it follows or belongs to."""
    waiting = [side for side in sides if side.repeated is not None]
    while waiting:
        lists = {side.row_list for side in waiting}
        tables = {side.table for side in waiting}
        ready = [side for side in waiting if not _needs(side, lists, tables - {side.table})]
        yield from ready or waiting
        waiting = [side for side in waiting if side not in ready] if ready else []


def _needs(side: Side, lists: set[RowList], tables: set[str]) -> bool:
    assert side.repeated is not None
    return bool(set(side.repeated.follows) & lists) or side.repeated.parent in tables


def with_parents(names: tuple[str, ...], parents: frozenset[str]) -> tuple[str, ...]:
    """Those rows that belong to one of these."""
    return tuple(name for name in names if row_key(name) in parents)
