"""Checking an edition pack as a whole: its files, its checks, its templates, and that nothing needs itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from disclosure_editor.calculation.edits import add_row
from disclosure_editor.calculation.memo import CircularComputation
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.editions.carrying import forerunner_problems
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Edition, Position
from disclosure_editor.editions.nodes import Problem
from disclosure_editor.editions.reader import PackError, read_edition
from disclosure_editor.editions.validation import catalogue_problems
from disclosure_editor.narrative.template_check import check_templates


def edition_problems(folder: Path, templates: Path) -> list[Problem]:
    """Every mistake in the pack of a folder whose templates are in ``templates/<id>``, with file and line."""
    try:
        edition = read_edition(folder, templates)
    except PackError as error:
        return error.problems
    problems = [
        *catalogue_problems(edition, Library().catalogues),
        *forerunner_problems(edition, _named(edition, folder.parent, templates)),
        *check_templates(edition),
    ]
    return problems or list(_circles(edition))


def _named(edition: Edition, packs: Path, templates: Path) -> dict[str, Edition]:
    """The editions beside one that it takes figures from, as far as they have no mistakes of their own."""
    found: dict[str, Edition] = {}
    for name in {forerunner.edition for forerunner in edition.forerunners}:
        with suppress(PackError):
            found[name] = read_edition(packs / name, templates)
    return found


def _circles(edition: Edition) -> Iterator[Problem]:
    """Compute every place of a small document, and report what needs itself."""
    workbook = Workbook(edition, Disclosure(edition.id), Library().catalogues)
    for side in edition.sides:
        if side.repeated is not None and not (side.repeated.follows or side.repeated.parent):
            workbook.apply(add_row(workbook, side.row_list, key="0")[0])
    try:
        for address in _places(workbook):
            workbook.computed(address)
    except CircularComputation as circle:
        way = [key[1] for key in circle.keys if isinstance(key[1], Address | RowList)]
        yield Problem(_position(workbook, way[0]), f"公式绕回了自己：{' → '.join(map(str, way))}")


def _position(workbook: Workbook, place: Address | RowList) -> Position:
    if isinstance(place, Address):
        return workbook.formulas(place)[0].position
    repeated = workbook.edition.side[place].repeated
    assert repeated is not None
    return repeated.position


def _places(workbook: Workbook) -> Iterator[Address]:
    for table in workbook.edition.tables.values():
        yield from (Address(table.id, "", field.id) for field in table.fields)
        for side in table.sides:
            for row in workbook.rows(side.row_list):
                yield from (Address(table.id, row.name, column.id) for column in side.columns)
