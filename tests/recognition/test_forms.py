"""Printed forms read from a file's grids: the publications, our own exports, and forms as others write them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure, ParagraphKey
from disclosure_editor.document.storage import load
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Edition, ValueType
from disclosure_editor.exchange.blocks import Grid
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.readers.text.read_text import read_text_file
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.recognition.forms.forms import read_forms
from tests.recognition.form_files import (
    Skin,
    certain,
    covered_blank,
    covered_left_out,
    empty,
    source_of,
    take,
)

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PUBLISHED = ROOT.parent / "shared" / "published"
TRANSCRIBED = {
    "2021-budget-energy-monitoring": "energy-monitoring-2021-budget",
    "2021-budget-pollution-monitoring": "pollution-monitoring-2021-budget",
    "2021-self-assessment-energy-monitoring": "energy-monitoring-2021-self-assessment",
    "2024-final-emergency-management": "emergency-management-2024-final",
}
COUNTED = {
    "2021-budget-energy-monitoring": (3, 28, 9),
    "2021-budget-pollution-monitoring": (3, 32, 6),
    "2021-self-assessment-energy-monitoring": (4, 34, 136),
    "2024-final-emergency-management": (18, 156, 716),
}
"""Forms, rows of indicators, and figures in cells for figures."""

published_here = pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the publications are not here")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


def example(name: str) -> Disclosure:
    return load(EXAMPLES / f"{name}.disclosure")


def tables_of_forms(edition: Edition) -> set[str]:
    shaped = [table for table in edition.tables.values() if table.shapes]
    return {table.id for table in shaped} | {
        row.each for table in shaped for shape in table.shapes for row in shape.rows if row.each
    }


def printed_columns(edition: Edition) -> set[tuple[str, str]]:
    """The columns that forms print as numbers and short texts."""
    printed = "".join(
        cell.text for t in edition.tables.values() for s in t.shapes for row in s.rows for cell in row.cells
    )
    return {
        (side.table, column.id)
        for table in tables_of_forms(edition)
        for side in edition.tables[table].sides
        for column in side.columns
        if column.id in printed and column.type is not ValueType.LONG_TEXT
    }


def forms_of(workbook: Workbook) -> Iterator[list[tuple[int, int, int, int, str]]]:
    """The printed forms, cell by cell."""
    publication = Publication(workbook)
    for section in workbook.edition.outline:
        table = workbook.edition.tables.get(section.table)
        for block in publication.section_blocks(section) if table is not None and table.shapes else ():
            if isinstance(block, Grid):
                yield [(c.row, c.column, c.row_span, c.column_span, c.text) for c in block.cells]


@published_here
@pytest.mark.parametrize("publication", TRANSCRIBED)
def test_all_forms_of_a_publication_are_read(publication: str, library: Library) -> None:
    edition = library.edition(example(TRANSCRIBED[publication]).edition)
    path = PUBLISHED / f"{publication}.txt"
    source = read_text_file(path.read_bytes(), path.name)

    started = time.perf_counter()
    readings = read_forms(source, empty(edition, library), frozenset())
    taken = time.perf_counter() - started

    cards = {table.id for table in edition.tables.values() if table.shapes}
    lines = sum(len(rows.names) for reading in readings for rows in reading.rows if rows.rows.table not in cards)
    figures = tuple(sum(reading.amounts[side] for reading in readings) for side in (0, 1))
    assert (len(readings), lines, *figures) == (*COUNTED[publication], figures[0])
    assert [remark for reading in readings for remark in reading.remarks] == []
    assert taken < 2


@published_here
@pytest.mark.parametrize("publication", TRANSCRIBED)
def test_the_forms_of_a_publication_state_what_was_transcribed(publication: str, library: Library) -> None:
    transcribed = example(TRANSCRIBED[publication])
    edition = library.edition(transcribed.edition)
    path = PUBLISHED / f"{publication}.txt"

    readings = read_forms(read_text_file(path.read_bytes(), path.name), empty(edition, library), frozenset())

    columns = printed_columns(edition)
    read = {value.path: value.text for reading in readings for value in reading.values}
    wanted = {a: text for a, text in transcribed.values() if (a.table, a.column) in columns}
    assert {a: text for a, text in read.items() if (a.table, a.column) in columns} == wanted
    rows: dict[RowList, tuple[str, ...]] = {}
    for reading in readings:
        for found in reading.rows:
            rows[found.rows] = (*rows.get(found.rows, ()), *found.names)
    assert rows == {row_list: transcribed.rows(row_list) for row_list in rows}


@published_here
def test_long_texts_stand_as_they_were_published(library: Library) -> None:
    path = PUBLISHED / "2021-budget-energy-monitoring.txt"
    edition = library.edition("xinjiang-budget-2021")

    readings = read_forms(read_text_file(path.read_bytes(), path.name), empty(edition, library), frozenset())

    project = "昌吉州煤矿安全综合联网监控系统运维工作经费"
    goal = next(v.text for r in readings for v in r.values if v.path == Address("绩效目标", project, "年度目标"))
    assert goal in path.read_text(encoding="utf-8")
    assert goal.startswith("职能：负责全州煤矿安全监控系统的建设、验收和指导管理；")
    assert goal.endswith("3.提升专线链路网络稳定性\n4.保障系统全年稳定运行。")


@published_here
def test_the_shape_of_each_card_is_chosen_and_other_words_are_kept(library: Library) -> None:
    path = PUBLISHED / "2021-budget-energy-monitoring.txt"
    edition = library.edition("xinjiang-budget-2021")

    readings = read_forms(read_text_file(path.read_bytes(), path.name), empty(edition, library), frozenset())

    chosen = {
        value.path: value.text for r in readings for value in r.values if value.path.column in ("表样", "绩效目标表")
    }
    assert chosen == {
        Address("样式", "", "绩效目标表"): "分行式",
        Address("绩效目标", "政府购买节能工作督促指导社会化服务", "表样"): "表头右移式",
    }
    own = [(key, words.text, words.replaced) for reading in readings for key, words in reading.own_words]
    key = ParagraphKey("绩效目标表", "分行式第7行第1格@昌吉州煤矿数字化监控运行工作经费")
    assert own == [(key, "其他资金：0", "其他资金  0")]


@pytest.mark.parametrize("skin", [certain, covered_blank, covered_left_out], ids=lambda skin: skin.__name__)
@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.disclosure")))
def test_what_is_printed_is_read_back(name: str, skin: Skin, library: Library) -> None:
    workbook = open_workbook(EXAMPLES / f"{name}.disclosure", library)
    printed = list(forms_of(workbook))

    readings = read_forms(
        source_of(Publication(workbook).blocks(), skin), empty(workbook.edition, library), frozenset()
    )

    assert list(forms_of(take(empty(workbook.edition, library), readings))) == printed
    assert [remark for reading in readings for remark in reading.remarks] == []
    assert all(stated == read for stated, read in (reading.amounts for reading in readings))


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.disclosure")))
def test_the_publication_as_text_is_read_back(name: str, library: Library) -> None:
    workbook = open_workbook(EXAMPLES / f"{name}.disclosure", library)
    text = write_text(Publication(workbook).blocks())

    readings = read_forms(read_text_file(text.encode(), "公开.txt"), empty(workbook.edition, library), frozenset())

    assert list(forms_of(take(empty(workbook.edition, library), readings))) == list(forms_of(workbook))
