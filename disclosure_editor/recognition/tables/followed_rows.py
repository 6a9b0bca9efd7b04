"""Which tables' row lists a document must state: not those that a table has anyway, from the tables that it follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from disclosure_editor.calculation.edits import repeated_names
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import RowList
from disclosure_editor.editions.model import Edition, RepeatedRows
from disclosure_editor.recognition.found import FoundRows


def rows_to_state(found: Iterable[FoundRows], workbook: Workbook) -> Iterator[FoundRows]:
    """The rows that make each table have those that were found for it.

    Rows that no followed table has go to the first of these, as if the officer had added them, where that one is not
    printed.

    Args:
        workbook: a document that states the values that were found, and no rows; it is changed.
    """
    names = {rows.rows: rows.names for rows in found}
    own = {row_list: rows for row_list, rows in names.items() if not _spec(workbook.edition, row_list).follows}
    for row_list, rows in (own | _added(names, workbook.edition)).items():
        if not rows:
            continue
        _state(workbook, row_list, rows)
        yield FoundRows(row_list, rows)
    for row_list, rows in names.items():
        if row_list not in own and not _has(workbook, row_list, rows):
            _state(workbook, row_list, rows)
            yield FoundRows(row_list, rows)


def _added(names: dict[RowList, tuple[str, ...]], edition: Edition) -> dict[RowList, tuple[str, ...]]:
    """The rows of tables that are not printed, by the printed ones that follow them."""
    added: dict[RowList, dict[str, None]] = {}
    for row_list, rows in names.items():
        follows = _spec(edition, row_list).follows
        if follows and not edition.tables[follows[0].table].published:
            others = {name for followed in follows for name in names.get(followed, ())}
            added.setdefault(follows[0], {}).update(dict.fromkeys(name for name in rows if name not in others))
    return {row_list: tuple(rows) for row_list, rows in added.items()}


def _has(workbook: Workbook, row_list: RowList, rows: Sequence[str]) -> bool:
    """Whether a table has these rows; with classes and sections among them they stand in the order of their codes."""
    there = repeated_names(workbook, row_list)
    if _spec(workbook.edition, row_list).subtotals:
        return sorted(there) == sorted(rows)
    return there == tuple(rows)


def _state(workbook: Workbook, row_list: RowList, rows: tuple[str, ...]) -> None:
    edit = workbook.edit("行", {row_list: rows})
    if edit:
        workbook.apply(edit)


def _spec(edition: Edition, row_list: RowList) -> RepeatedRows:
    spec = edition.side[row_list].repeated
    assert spec is not None
    return spec
