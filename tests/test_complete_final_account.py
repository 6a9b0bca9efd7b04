"""A complete final account: nothing is found in it, and whatever figure of its nine tables is wrong is found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from disclosure_editor.calculation.edits import add_row, repeated_names, set_value, set_values, state_rows
from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Severity, ValueType
from disclosure_editor.exchange.blocks import Paragraph
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.narrative.writer import Narrative

EXAMPLE = Path(__file__).parents[1] / "examples" / "complete-2024-final.disclosure"
CORRUPTIONS = 100
CENT = Decimal("0.01")

Slip = Callable[[random.Random, Decimal, Sequence[Decimal]], Decimal]


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    """The example; who edits it takes the edit back."""
    return open_workbook(EXAMPLE, Library())


@pytest.fixture(scope="module")
def checker(workbook: Workbook) -> Checker:
    return Checker(workbook, Narrative(workbook))


@pytest.fixture(scope="module")
def typed_once() -> Workbook:
    """The example as an officer types it: what follows from other figures is not stated."""
    workbook = open_workbook(EXAMPLE, Library())
    following = [
        address
        for address in printed_amounts(workbook)
        if workbook.stated(address) is not None and workbook.computed(address).amount == workbook.cell(address).amount
    ]
    workbook.apply(set_values(workbook, dict.fromkeys(following, ""), "恢复自动"))
    return workbook


def printed_amounts(workbook: Workbook) -> Iterator[Address]:
    """Every cell for an amount in the nine tables, filled or not."""
    for table in workbook.edition.tables.values():
        for side in table.sides if table.published else ():
            for row in workbook.rows(side.row_list):
                for column in side.columns:
                    if column.type is ValueType.AMOUNT:
                        yield Address(table.id, row.name, column.id)


def a_cent(_: random.Random, amount: Decimal, __: Sequence[Decimal]) -> Decimal:
    return amount + CENT


def a_factor_of_ten(chance: random.Random, amount: Decimal, _: Sequence[Decimal]) -> Decimal:
    return amount * chance.choice((Decimal(10), Decimal("0.1")))


def transposed_digits(chance: random.Random, amount: Decimal, _: Sequence[Decimal]) -> Decimal:
    text = str(amount)
    places = [place for place in range(len(text) - 1) if text[place : place + 2].isdecimal()]
    place = chance.choice(places) if places else 0
    return Decimal(text[:place] + text[place : place + 2][::-1] + text[place + 2 :])


def another_figure(chance: random.Random, _: Decimal, others: Sequence[Decimal]) -> Decimal:
    return chance.choice(others)


SLIPS: tuple[Slip, ...] = (a_cent, a_factor_of_ten, transposed_digits, another_figure)


def found_with(workbook: Workbook, checker: Checker, address: Address, amount: Decimal) -> list[Finding]:
    """What is found while a cell states this amount; the cell is then as it was."""
    edit = set_value(workbook, address, str(amount))
    workbook.apply(edit)
    found = list(checker.findings())
    workbook.apply(edit.inverse())
    return found


def tells(found: Sequence[Finding], address: Address) -> bool:
    """Whether a finding that is more than a notice of a rounding tail names the cell."""
    return any(address in finding.at and finding.severity is not Severity.NOTICE for finding in found)


def unnoticed(workbook: Workbook, slips: Sequence[tuple[Address, Decimal]]) -> list[str]:
    checker = Checker(workbook, Narrative(workbook))
    missed = [(a, amount) for a, amount in slips if not tells(found_with(workbook, checker, a, amount), a)]
    return [f"{address} = {amount}" for address, amount in missed]


def test_nothing_is_found_in_it(checker: Checker) -> None:
    assert checker.findings() == ()


def test_it_is_published_whole(workbook: Workbook) -> None:
    blocks = list(Publication(workbook).blocks())
    text = [run for block in blocks if isinstance(block, Paragraph) for run in block.runs]

    assert not [run.text for run in text if run.missing]
    assert len(workbook.rows(RowList("自评", ""))) == 17
    assert {"201", "206", "208", "210", "211", "212", "215", "221", "223", "224", "229"} == {
        row.name for row in workbook.rows(RowList("支出决算表", "")) if len(row.name) == 3
    }


def test_all_figures_of_the_nine_tables_are_stated(workbook: Workbook) -> None:
    shown = [address for address in printed_amounts(workbook) if workbook.cell(address).text]

    assert len({address.table for address in shown}) == 9
    assert [address for address in shown if workbook.stated(address) is None] == []


@pytest.mark.parametrize("table", ["收入决算表", "支出决算表"])
def test_the_tables_of_everything_have_the_subjects_of_all_funds(workbook: Workbook, table: str) -> None:
    budgets = {RowList(name, "") for name in ("一般公共预算支出表", "基金表", "国资表")}
    others = RowList("其他资金科目", "")
    codes = {name for row_list in (*budgets, others) for name in repeated_names(workbook, row_list)}

    assert repeated_names(workbook, RowList(table, "")) == tuple(sorted(codes))
    assert len(codes) == 23
    assert add_row(workbook, RowList(table, ""), key="2013250")[0].changes[0].path == others


@pytest.mark.parametrize(
    ("table", "code", "check"),
    [
        ("支出决算表", "2060702", "支出科目齐全"),
        ("支出决算表", "2120803", "基金支出科目"),
        ("支出决算表", "2230199", "国资支出科目"),
        ("收入决算表", "2060702", "收入科目齐全"),
        ("收入决算表", "2120803", "基金收入科目"),
        ("收入决算表", "2230199", "国资收入科目"),
    ],
)
def test_a_subject_missing_where_rows_are_stated_apart_is_found(
    workbook: Workbook, checker: Checker, table: str, code: str, check: str
) -> None:
    names = repeated_names(workbook, RowList(table, ""))
    edit = state_rows(workbook, RowList(table, ""), [name for name in names if name != code])
    workbook.apply(edit)
    found = checker.findings()
    workbook.apply(edit.inverse())

    (finding,) = [finding for finding in found if finding.check == check]
    assert code in finding.message
    assert f"{table}的行是单独填写的" in finding.message


def test_a_hundred_slips_are_found(workbook: Workbook, checker: Checker) -> None:
    chance = random.Random(2024)
    cells = list(printed_amounts(workbook))
    amounts = [amount for address in cells if (amount := workbook.cell(address).amount)]
    missed = []
    made = tails = 0
    while made < CORRUPTIONS:
        address, slip = chance.choice(cells), chance.choice(SLIPS)
        before = workbook.cell(address).amount or Decimal(0)
        amount = slip(chance, before, amounts)
        if amount == before:
            continue
        found = found_with(workbook, checker, address, amount)
        if slip is a_cent and found and not tells(found, address):
            tails += 1  # the figure is summed with others that were rounded too: a cent is no mistake there
            continue
        made += 1
        if not tells(found, address):
            missed.append(f"{address} = {amount} ({slip.__name__})")

    assert missed == []
    assert tails < CORRUPTIONS / 2


def test_a_slip_in_any_cell_is_found(workbook: Workbook) -> None:
    slips = [(address, (workbook.cell(address).amount or Decimal(0)) + 1) for address in printed_amounts(workbook)]

    assert len(slips) > 1000
    assert unnoticed(workbook, slips) == []


def test_a_cent_is_never_taken_for_nothing(workbook: Workbook, checker: Checker) -> None:
    """Within a rounding tail it is told as one; where the same figure stands twice it is an error."""
    twice = Address("收支总表", "本年支出合计", "决算数")
    summed = Address("一般公共预算支出表", "224", "合计")
    by_a_cent = {address: workbook.cell(address).amount or Decimal(0) for address in (twice, summed)}
    found = {a: found_with(workbook, checker, a, amount + CENT) for a, amount in by_a_cent.items()}

    assert tells(found[twice], twice)
    assert [finding.severity for finding in found[summed] if summed in finding.at] == [Severity.NOTICE]


def test_a_wrong_figure_in_a_computed_cell_is_found_where_every_figure_is_typed_once(typed_once: Workbook) -> None:
    computed = [
        address
        for address in printed_amounts(typed_once)
        if any(formula.severity is not None for formula in typed_once.formulas(address))
    ]
    slips = [(address, (typed_once.cell(address).amount or Decimal(0)) + 1) for address in computed]

    assert len(computed) > 400
    assert unnoticed(typed_once, slips) == []


def test_a_figure_that_is_typed_once_and_wrong_is_found_elsewhere(typed_once: Workbook) -> None:
    """Each of them is part of a total that stands elsewhere too; only what has no second source is left."""
    checker = Checker(typed_once, Narrative(typed_once))
    typed = [address for address in printed_amounts(typed_once) if typed_once.stated(address) is not None]
    slips = [(address, (typed_once.cell(address).amount or Decimal(0)) + 1) for address in typed]
    missed = [
        str(address)
        for address, amount in slips
        if all(finding.severity is Severity.NOTICE for finding in found_with(typed_once, checker, address, amount))
    ]

    assert len(typed) > 70
    assert missed == [
        "收支总表!结余分配.决算数",
        "三公表!金额.购置预算数",
        "三公表!金额.运行预算数",
        "三公表!金额.接待预算数",
    ]
