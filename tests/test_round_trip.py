"""What the program exports it reads back: every printed figure, reason, choice and indicator at its address."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Content
from disclosure_editor.document.disclosure import Path as ContentPath
from disclosure_editor.document.texts import compact
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import ValueType
from disclosure_editor.exchange.blocks import Grid
from disclosure_editor.exchange.export import Format, export
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.reading import read_source
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.recognition.recognise import recognise

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.disclosure"))
GENERATED = ["energy-monitoring-2021-budget-corrected", "energy-monitoring-2021-self-assessment", "complete-2024-final"]
LIBRARY = Library()
WORDS = "本年在职人员增加减少经费项目调整工资设备采购运行维护培训办公基数（）、"


def opened(name: str) -> Workbook:
    return open_workbook(EXAMPLES / f"{name}.disclosure", LIBRARY)


def read_back(workbook: Workbook, folder: Path, kind: Format) -> Workbook:
    (path,) = export(Publication(workbook), folder, "导出", [kind])
    disclosure = recognise(read_source(path), LIBRARY).disclosure
    return Workbook(LIBRARY.edition(disclosure.edition), disclosure, LIBRARY.catalogues)


def printed(workbook: Workbook, *, text: bool) -> set[Address]:
    """The addresses of the values that tables and forms print, and (with `text`) the sentences."""
    addresses: set[Address] = set()
    for block in Publication(workbook).blocks():
        if isinstance(block, Grid):
            addresses.update(cell.address for cell in block.cells if cell.address is not None)
        elif text:
            addresses.update(run.address for run in block.runs if run.address is not None and not run.missing)
    return addresses


def differing(workbook: Workbook, again: Workbook, *, text: bool) -> list[tuple[str, str, str]]:
    """The printed values that are not the same: other numbers (nothing is zero), other words but for blanks.

    A text that says what would be printed without it need not be stated again.
    """
    found: list[tuple[str, str, str]] = []
    needed = printed(again, text=text) if publication_text(workbook) == publication_text(again) else None
    for address in sorted(printed(workbook, text=text)):
        if needed is not None and address not in needed:
            continue
        before, after = workbook.cell(address), again.cell(address)
        if before.malformed or (before.amount is None and after.amount is None):
            same = compact(before.text) == compact(after.text)
        else:
            same = (before.amount or 0) == (after.amount or 0)
        if not same:
            found.append((str(address), before.text, after.text))
    return found


def publication_text(workbook: Workbook) -> str:
    return compact(write_text(Publication(workbook).blocks()))


def rows(workbook: Workbook) -> dict[str, list[str]]:
    """The rows that forms and tables print."""
    lists = [
        side for table in workbook.edition.tables.values() if table.published or table.shapes for side in table.sides
    ]
    lists += [
        child
        for table in workbook.edition.tables.values()
        if table.shapes
        for child in workbook.edition.children(table.id)
    ]
    return {str(side.row_list): [row.name for row in workbook.rows(side.row_list)] for side in lists}


@pytest.mark.parametrize("kind", list(Format), ids=lambda kind: kind.value)
@pytest.mark.parametrize("name", NAMES)
def test_an_export_is_read_back(name, kind, tmp_path):
    workbook = opened(name)

    again = read_back(workbook, tmp_path, kind)

    assert again.edition.id == workbook.edition.id
    assert again.year == workbook.year
    assert rows(again) == rows(workbook)
    assert differing(workbook, again, text=kind is not Format.EXCEL) == []


@settings(max_examples=12)
@given(name=st.sampled_from(GENERATED), seed=st.integers(0, 10_000))
def test_a_generated_document_is_read_back_from_text(name, seed, tmp_path_factory):
    workbook = generated(name, seed)

    again = read_back(workbook, tmp_path_factory.mktemp("text"), Format.TEXT)

    assert rows(again) == rows(workbook)
    assert differing(workbook, again, text=True) == []


@pytest.mark.parametrize("kind", [Format.WORD, Format.EXCEL], ids=lambda kind: kind.value)
@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_document_is_read_back_from_office_files(name, kind, tmp_path):
    workbook = generated(name, seed=7)

    again = read_back(workbook, tmp_path, kind)

    assert rows(again) == rows(workbook)
    assert differing(workbook, again, text=kind is not Format.EXCEL) == []


def generated(name: str, seed: int) -> Workbook:
    """An example with a third of its figures and reasons changed at random; totals follow where they are computed."""
    workbook, chance = opened(name), random.Random(seed)
    contents: dict[ContentPath, Content | None] = {}
    for address, text in sorted(workbook.disclosure.values()):
        column = workbook.edition.column(address)
        if column is None or chance.random() > 0.34:
            continue
        if column.type is ValueType.AMOUNT:
            follows = workbook.formulas(address)
            contents[address] = None if follows else f"{chance.randint(0, 500_000) / 100:.2f}"
        elif column.type is ValueType.TEXT and "原因" in column.id and text.strip():
            contents[address] = (
                "".join(chance.choice(WORDS) for _ in range(chance.randint(2, 40))).strip("、（）") or "增加"
            )
    workbook.apply(workbook.edit("改数", contents))
    return workbook
