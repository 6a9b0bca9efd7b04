"""A document of another series into this one of the same year: by what the pack says that it takes from such."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure_editor.calculation.edits import repeated_names
from disclosure_editor.calculation.evaluation import Context
from disclosure_editor.carryover.building import DraftBuilder, parents_first, with_parents
from disclosure_editor.carryover.ledger import Fate, Manner
from disclosure_editor.carryover.taking import Taken, take
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.carrying import ALL_ROWS, misfits, source_sides
from disclosure_editor.editions.expressions import Expression
from disclosure_editor.editions.model import Forerunner, Side


def take_from_forerunner(builder: DraftBuilder, forerunner: Forerunner) -> None:
    """Fill a document from one of another series: rows where it lists none, values where it states none.

    Rows that it listed before are left alone.
    """
    added = _take_rows(builder, forerunner)
    for address, value in forerunner.values.items():
        sides = source_sides(forerunner, builder.source.edition, address)
        for target in _targets(forerunner, address, added):
            taken = _found(builder, value.expression, sides, target.row)
            if taken is not None:
                _state(builder, target, taken)
    rest = [path for path, _ in builder.source.disclosure.published()]
    builder.ledger.settle([path for path in rest if path not in builder.ledger.fates], Fate.NOT_USED)


def _take_rows(builder: DraftBuilder, forerunner: Forerunner) -> dict[RowList, tuple[str, ...]]:
    """Begin the lists that have no rows yet; gives what was added to which."""
    edition, added = builder.draft.edition, dict[RowList, tuple[str, ...]]()
    for side in parents_first(tuple(edition.side[row_list] for row_list in forerunner.rows)):
        sources = [source for source in forerunner.rows[side.row_list] if source in builder.source.edition.side]
        names = tuple(dict.fromkeys(name for source in sources for name in repeated_names(builder.source, source)))
        if side.repeated is not None and side.repeated.parent:
            names = with_parents(names, _added_parents(added, side.repeated.parent))
        if builder.draft.stated_rows(side.row_list) is None:
            builder.state_rows(side.row_list, names)
            added[side.row_list] = names
            builder.ledger.settle(sources, Fate.CARRIED)
    return added


def _added_parents(added: dict[RowList, tuple[str, ...]], table: str) -> frozenset[str]:
    return frozenset(name for row_list, names in added.items() if row_list.table == table for name in names)


def _targets(forerunner: Forerunner, address: Address, added: dict[RowList, tuple[str, ...]]) -> Iterator[Address]:
    if address.row != ALL_ROWS:
        yield address
        return
    for row_list in forerunner.rows:
        if row_list.table == address.table:
            yield from (address._replace(row=name) for name in added.get(row_list, ()))


def _found(builder: DraftBuilder, expression: Expression, sides: tuple[Side, ...], row: str) -> Taken | None:
    """What an expression finds, as seen from the row of this name in the first side that it is written for."""
    edition = builder.source.edition
    for side in sides or (None,):
        if misfits(edition, expression, side.table if side else "", side):
            continue
        place = Context(side.table, side.id, row) if side else Context()
        return take(builder.source, expression, place)
    return None


def _state(builder: DraftBuilder, address: Address, taken: Taken) -> None:
    if builder.draft.computed(address).text.strip() == taken.text and builder.draft.formulas(address):
        builder.ledger.settle(taken.sources, Fate.WRITTEN_ANEW)
        return
    column = builder.draft.edition.column(address)
    figure = column is not None and column.type.numeric
    builder.state(address, taken, Manner.FIGURE if figure else Manner.KEPT)
