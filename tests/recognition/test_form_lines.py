"""Forms out of hard-wrapped lines: the published self-assessments of 2022 first, then forms printed here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from disclosure_editor.calculation.opening import new_workbook, open_workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.document.texts import compact
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.source import Source, SourceParagraph
from disclosure_editor.exchange.text_lines import lines_of
from disclosure_editor.recognition.form_lines import read_form_lines
from disclosure_editor.recognition.found import TableReading

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT.parent / "shared" / "published" / "2022-final-pollution-monitoring.txt"
EDITION = "xinjiang-final-2022"
CARDS, ROWS = RowList("自评", ""), RowList("自评指标", "")
LONG_TEXTS = ("年度目标", "实际完成情况")

published_here = pytest.mark.skipif(not PUBLISHED.is_file(), reason="the publications are not here")


def source_of(text: str) -> Source:
    """Lines as a file's reader gives them, each as a paragraph of its own."""
    lines = [line for line in lines_of(text) if line.text.strip()]
    return Source("测试.txt", tuple(SourceParagraph(line.text.strip(), line.place, (line,)) for line in lines))


def values_of(readings: list[TableReading]) -> dict[Address, str]:
    return {found.path: found.text for reading in readings for found in reading.values}


def names_of(readings: list[TableReading], rows: RowList) -> tuple[str, ...]:
    return tuple(name for reading in readings for found in reading.rows if found.rows == rows for name in found.names)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def example(library: Library) -> Disclosure:
    """The transcription of the publication, whose long texts are in other words."""
    return open_workbook(ROOT / "examples" / "pollution-monitoring-2022-final.disclosure", library).disclosure


@pytest.fixture(scope="module")
def published(library: Library) -> list[TableReading]:
    return read_form_lines(source_of(PUBLISHED.read_text("utf-8")), new_workbook(EDITION, "", library), frozenset())


# ---- The publication


@published_here
def test_all_forms_of_the_publication_and_all_their_rows_are_read(
    published: list[TableReading], example: Disclosure
) -> None:
    values = values_of(published)
    assert len(published) == 20
    assert sum(bool(value) for address, value in values.items() if address.column == "三级指标") == 199
    assert names_of(published, CARDS) == example.rows(CARDS)
    assert names_of(published, ROWS) == example.rows(ROWS)


@published_here
def test_every_value_of_the_forms_is_the_published_one(published: list[TableReading], example: Disclosure) -> None:
    tables = (CARDS.table, ROWS.table)
    stated = {
        address: value
        for address, value in example.values()
        if address.table in tables and address.column not in LONG_TEXTS
    }
    read = {address: value for address, value in values_of(published).items() if address.column not in LONG_TEXTS}
    assert len(stated) == 1910
    assert read == stated


@published_here
def test_the_long_texts_are_those_of_the_publication(published: list[TableReading]) -> None:
    text = compact(PUBLISHED.read_text("utf-8"))
    between = re.findall(r"预期目标实际完成情况(.*?)一级指标二级指标三级指标", text)
    values = values_of(published)
    read = [
        tuple(values[Address("自评", name, column)] for column in LONG_TEXTS) for name in names_of(published, CARDS)
    ]
    assert [compact(goal + achieved) for goal, achieved in read] == between
    assert all(achieved.startswith(("截止2022年12月31日", "本项目于2022年12月26日")) for _, achieved in read)
    assert not [goal for goal, _ in read if "截止2022年" in goal]


@published_here
def test_only_a_page_number_is_left_over_and_told(published: list[TableReading]) -> None:
    remarks = [remark for reading in published for remark in reading.remarks]
    assert [(remark.text, remark.place) for remark in remarks] == [("40", "第2585行")]
    assert sum(reading.amounts[0] - reading.amounts[1] for reading in published) == 1


@published_here
def test_the_blocks_are_those_of_the_forms_alone(published: list[TableReading]) -> None:
    blocks = source_of(PUBLISHED.read_text("utf-8")).blocks
    used = sorted({number for reading in published for number in reading.blocks})
    assert used == list(range(used[0], used[-1] + 1))
    texts = [block.text for block in blocks if isinstance(block, SourceParagraph)]
    assert texts[used[0] - 1].endswith("具体项目自评情况附项目支出绩效自评表。")
    assert texts[used[-1] + 1].startswith("第三部分")


@published_here
def test_every_value_knows_the_line_it_stands_in(published: list[TableReading]) -> None:
    lines = PUBLISHED.read_text("utf-8").split("\n")
    for reading in published:
        for found in reading.values:
            start = compact(found.printed or found.text)[:2]
            assert start[:1] in lines[found.place.line - 1], found
