"""Wrong figures: whatever cell of the nine tables states one, a finding says so and names the cell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from disclosure_editor.calculation.edits import set_value, set_values
from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Severity, ValueType
from disclosure_editor.narrative.writer import Narrative

EXAMPLES = Path(__file__).parents[1] / "examples"
CORRECTED = ("energy-monitoring-2021-budget-corrected", "pollution-monitoring-2021-budget-corrected")
SLIPS = [Decimal(slip) for slip in ("1", "-1", "10", "0.01", "-0.09", "100.5")]


@pytest.fixture(params=CORRECTED)
def workbook(request: pytest.FixtureRequest) -> Workbook:
    return open_workbook(EXAMPLES / f"{request.param}.disclosure", Library())


def printed_amounts(workbook: Workbook) -> Iterator[Address]:
    for table in workbook.edition.tables.values():
        for side in table.sides if table.published else ():
            for row in workbook.rows(side.row_list):
                for column in side.columns:
                    if column.type is ValueType.AMOUNT:
                        yield Address(table.id, row.name, column.id)


def is_computed(workbook: Workbook, address: Address) -> bool:
    """Whether a cell follows from others; where it is but proposed, any figure may be the officer's meaning."""
    formulas = workbook.formulas(address)
    return bool(formulas) and formulas[0].severity is not None


def findings_with(workbook: Workbook, checker: Checker, address: Address, amount: Decimal) -> list[Finding]:
    """What is found only while a cell states this amount."""
    before = {(f.check, f.at, f.stated, f.expected) for f in checker.findings()}
    edit = set_value(workbook, address, str(amount))
    workbook.apply(edit)
    found = [f for f in checker.findings() if (f.check, f.at, f.stated, f.expected) not in before]
    workbook.apply(edit.inverse())
    return found


def names(found: list[Finding], address: Address) -> bool:
    return any(address in f.at and f.severity is not Severity.WARNING for f in found)


def unnoticed(workbook: Workbook, cells: list[Address]) -> list[str]:
    """Those of the cells in which a slip is not found, or found without naming the cell."""
    checker = Checker(workbook, Narrative(workbook))
    slips = random.Random(2021)
    missed = []
    for address in cells:
        amount = (workbook.cell(address).amount or Decimal(0)) + slips.choice(SLIPS)
        if not names(findings_with(workbook, checker, address, amount), address):
            missed.append(f"{address} = {amount}")
    return missed


def test_a_wrong_figure_in_a_computed_cell_is_found(workbook: Workbook) -> None:
    cells = [address for address in printed_amounts(workbook) if is_computed(workbook, address)]

    assert len(cells) > 200
    assert unnoticed(workbook, cells) == []


def test_a_wrong_figure_in_tables_that_state_all_theirs_is_found(workbook: Workbook) -> None:
    """As in a publication that was typed off: nothing is computed any more, every figure stands twice somewhere."""
    shown = {address: text for address in printed_amounts(workbook) if (text := workbook.cell(address).text)}
    workbook.apply(set_values(workbook, shown, "照抄"))
    # 表八 alone may state more than 表六: what projects spend on it stands nowhere else.
    cells = [address for address in shown if address.table != "表八" or is_computed(workbook, address)]

    assert len(cells) > 100
    assert unnoticed(workbook, cells) == []


def test_a_total_of_a_table_without_rows_is_found(workbook: Workbook) -> None:
    total = Address("表九", "合计", "项目支出")
    found = findings_with(workbook, Checker(workbook, Narrative(workbook)), total, Decimal("12.5"))

    assert [(f.severity, f.stated, f.expected) for f in found if f.at[0] == total] == [(Severity.ERROR, "12.5", "0")]
