"""The five publications, read as they stand: nothing is lost, everything is at its address and is written again."""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.checks.places import source_places
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Kind, ValueType
from disclosure_editor.exchange.blocks import Grid
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.reading import read_source
from disclosure_editor.exchange.source import Source, SourceGrid
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.narrative.writer import Narrative
from disclosure_editor.recognition.recognise import Recognition, recognise

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the publications are not here")


@dataclass(frozen=True)
class Expected:
    """What a publication holds.

    Attributes:
        example: the document that was transcribed from it by hand.
        forms, indicators: its printed forms and their lines.
        share: the least share of its characters that is written again, in percent.
    """

    example: str
    edition: str
    year: int
    forms: int
    indicators: int
    share: str


PUBLICATIONS = {
    "2021-budget-energy-monitoring": Expected(
        "energy-monitoring-2021-budget", "xinjiang-budget-2021", 2021, 3, 28, "99.9"
    ),
    "2021-budget-pollution-monitoring": Expected(
        "pollution-monitoring-2021-budget", "xinjiang-budget-2021", 2021, 3, 32, "99.5"
    ),
    "2021-self-assessment-energy-monitoring": Expected(
        "energy-monitoring-2021-self-assessment", "xinjiang-self-assessment-2021", 2021, 4, 34, "99.9"
    ),
    "2022-final-pollution-monitoring": Expected(
        "pollution-monitoring-2022-final", "xinjiang-final-2022", 2022, 20, 255, "99.4"
    ),
    "2024-final-emergency-management": Expected(
        "emergency-management-2024-final", "xinjiang-final-2024", 2024, 18, 156, "99.4"
    ),
}
FIGURES = {
    "2021-budget-energy-monitoring": (7, 12, 14, 11, 14, 51, 8, 6, 0),
    "2021-budget-pollution-monitoring": (7, 14, 15, 11, 15, 41, 8, 0, 0),
}
"""The figures in each of the nine tables, counted in the files."""
BUDGETS = [name for name in PUBLICATIONS if "budget" in name]


@dataclass(frozen=True)
class Read:
    """A publication that was read, with the document transcribed from it."""

    name: str
    expected: Expected
    source: Source
    recognition: Recognition
    workbook: Workbook
    example: Workbook


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module", params=PUBLICATIONS)
def read(request, library) -> Read:
    return _read(request.param, library)


def _read(name: str, library: Library) -> Read:
    expected = PUBLICATIONS[name]
    source = read_source(SHARED / "published" / f"{name}.txt")
    recognition = recognise(source, library)
    disclosure = recognition.disclosure
    workbook = Workbook(library.edition(disclosure.edition), disclosure, library.catalogues)
    example = open_workbook(ROOT / "examples" / f"{expected.example}.disclosure", library)
    return Read(name, expected, source, recognition, workbook, example)


def test_the_edition_and_the_year_are_known(read):
    assert read.workbook.edition.id == read.expected.edition
    assert read.workbook.year == read.expected.year


def test_every_form_and_every_line_of_it_is_read(read):
    counts = read.recognition.counts

    assert (counts.forms, counts.indicators) == (read.expected.forms, read.expected.indicators)


def test_the_lines_of_forms_have_the_rows_that_a_careful_hand_gave_them(read):
    for table in read.example.edition.tables.values():
        for side in (*table.sides, *read.example.edition.children(table.id)) if table.shapes else ():
            rows = [[row.name for row in workbook.rows(side.row_list)] for workbook in (read.workbook, read.example)]
            assert rows[0] == rows[1]


def test_every_stated_amount_is_read(read):
    stated, found = read.recognition.counts.amounts

    assert stated == found
    assert stated > 100


def test_no_paragraph_is_lost_and_nearly_all_are_recognised(read):
    counts = read.recognition.counts

    assert counts.lost == 0
    assert counts.matched >= 0.95 * (counts.matched + counts.own)


def test_it_is_written_again_as_it_was_published(read, tmp_path):
    rendered = tmp_path / "rendered.txt"
    rendered.write_text(write_text(Publication(read.workbook).blocks()), encoding="utf-8")
    tool, published = SHARED / "tools" / "compare_narrative.py", SHARED / "published" / f"{read.name}.txt"

    compared = subprocess.run(
        [sys.executable, "-X", "utf8", str(tool), str(published), str(rendered), "--min", read.expected.share],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert compared.returncode == 0, compared.stdout + compared.stderr


def test_amounts_stand_where_a_careful_hand_put_them(read):
    differing = []
    for address in _printed_amounts(read.example):
        stated, found = read.example.cell(address), read.workbook.cell(address)
        if stated.malformed or (stated.amount or 0) != (found.amount or 0):
            differing += (
                [] if stated.malformed and stated.text == found.text else [(str(address), stated.text, found.text)]
            )

    assert differing == []


def _printed_amounts(workbook: Workbook) -> Iterator[Address]:
    """The cells for amounts in the forms, and in the tables where the publications have these: in the budgets."""
    for block in Publication(workbook).blocks():
        for cell in block.cells if isinstance(block, Grid) else ():
            table = workbook.edition.tables[cell.address.table] if cell.address is not None else None
            if table is None or (table.published and workbook.edition.kind is not Kind.BUDGET):
                continue
            column = workbook.edition.column(cell.address) if cell.address is not None else None
            if cell.address is not None and column is not None and column.type is ValueType.AMOUNT:
                yield cell.address


@pytest.mark.parametrize("name", BUDGETS)
def test_every_figure_of_the_nine_tables_is_at_an_address(name, library):
    read = _read(name, library)
    blocks = [block for block in read.source.blocks if isinstance(block, SourceGrid)]
    printed = Counter(cell.text.strip() for grid in blocks for cell in grid.cells if _is_figure(cell.text))
    tables = {table.id for table in read.workbook.edition.tables.values() if table.published and not table.shapes}
    stated = Counter(
        text.strip()
        for address, text in read.workbook.disclosure.values()
        if address.table in tables and _is_amount(read.workbook, address)
    )

    assert not stated - printed
    assert stated.total() == sum(FIGURES[name])


def _is_figure(text: str) -> bool:
    return re.fullmatch(r"\d+(\.+\d+)?", text.strip()) is not None


def _is_amount(workbook: Workbook, address: Address) -> bool:
    column = workbook.edition.column(address)
    return column is not None and column.type is ValueType.AMOUNT


def test_what_contradicts_itself_is_reported_with_its_place_in_the_file(read):
    findings = Checker(read.workbook, Narrative(read.workbook)).findings()
    known = Checker(read.example, Narrative(read.example)).findings()

    errors = [finding for finding in findings if finding.severity.value == "error"]
    assert len(errors) >= 0.8 * sum(finding.severity.value == "error" for finding in known)
    for finding in errors:
        assert source_places(read.workbook, finding.at), finding.message


def test_reading_takes_less_than_two_seconds(read, library):
    began = time.process_time()
    recognise(read_source(SHARED / "published" / f"{read.name}.txt"), library)

    assert time.process_time() - began < 2


def test_a_change_of_the_text_tells_last_years_figure(library):
    workbook = _read("2024-final-emergency-management", library).workbook

    assert workbook.cell(Address.parse("总体说明!收入总计.上年")).amount == Decimal("3463.00")
    assert workbook.cell(Address.parse("项级说明!2080501.上年")).amount == Decimal("3.28")
