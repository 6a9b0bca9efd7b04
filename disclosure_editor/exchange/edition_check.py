"""Checking an edition pack as a whole: its files, its checks, its templates, and that nothing needs itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from disclosure_editor.calculation.edits import add_row
from disclosure_editor.calculation.memo import CircularComputation
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import unknown_kinds
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Edition, ValueType
from disclosure_editor.editions.nodes import Problem
from disclosure_editor.editions.reader import PackError, read_edition
from disclosure_editor.narrative.template_check import check_templates


def edition_problems(folder: Path, templates: Path) -> list[Problem]:
    """Every mistake in the pack of a folder whose templates are in ``templates/<id>``, with file and line."""
    try:
        edition = read_edition(folder, templates)
    except PackError as error:
        return error.problems
    problems = [*unknown_kinds(edition.checks), *_unknown_catalogues(edition), *check_templates(edition)]
    return problems or list(_circles(edition))


def _unknown_catalogues(edition: Edition) -> Iterator[Problem]:
    known = Library().catalogues
    for table in edition.tables.values():
        for column in (*table.fields, *(column for side in table.sides for column in side.columns)):
            if column.type is ValueType.CODE and column.catalogue not in known:
                yield Problem(
                    table.position, f"“{column.id}”的科目表“{column.catalogue}”不存在，可用的有：{'、'.join(known)}"
                )
            elif column.headers and column.type is ValueType.CODE:
                wanted = len(known[column.catalogue].parts)
                if len(column.headers) != wanted:
                    yield Problem(table.position, f"“{column.id}”的编码分{wanted}级，headers 应写{wanted}列")


def _circles(edition: Edition) -> Iterator[Problem]:
    """Compute every place of a small document, and report what needs itself."""
    workbook = Workbook(edition, Disclosure(edition.id), Library().catalogues)
    for side in edition.sides:
        if side.repeated is not None and side.repeated.follows is None and not side.repeated.parent:
            workbook.apply(add_row(workbook, side.row_list, key="0")[0])
    for address in _places(workbook):
        try:
            workbook.computed(address)
        except CircularComputation as circle:
            formulas = workbook.edition.column(address)
            position = edition.tables[address.table].position
            if formulas is not None and formulas.formula is not None:
                position = formulas.formula.position
            way = " → ".join(str(key[1]) for key in circle.keys if key[0] == "cell")
            yield Problem(position, f"“{address}”的公式绕回了自己：{way}")
            return


def _places(workbook: Workbook) -> Iterator[Address]:
    for table in workbook.edition.tables.values():
        yield from (Address(table.id, "", field.id) for field in table.fields)
        for side in table.sides:
            for row in workbook.rows(side.row_list):
                yield from (Address(table.id, row.name, column.id) for column in side.columns)
