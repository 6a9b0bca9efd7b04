"""The plain tables of publications: every figure at its address, every row by its name, whatever the kind of file."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Understanding
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.readers.office.read_excel import read_excel
from disclosure_editor.exchange.readers.office.read_word import read_word
from disclosure_editor.exchange.readers.text.read_text import read_text_file
from disclosure_editor.exchange.source import Source, SourceParagraph
from disclosure_editor.exchange.writers.excel import write_excel
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.exchange.writers.word import write_word
from disclosure_editor.recognition.found import TableReading
from disclosure_editor.recognition.tables.titles import plain_tables
from tests.recognition.other_hands import (
    EXAMPLES,
    as_source,
    assert_all_read,
    example,
    printed_amounts,
    read,
    read_amounts,
    values,
)

PUBLISHED = Path(__file__).parents[3] / "shared" / "published"
ENERGY = "energy-monitoring-2021-budget"
POLLUTION = "pollution-monitoring-2021-budget"
FINAL = "complete-2024-final"
BUDGETS = {ENERGY: "2021-budget-energy-monitoring.txt", POLLUTION: "2021-budget-pollution-monitoring.txt"}
FIGURES = {ENERGY: 123, POLLUTION: 111}
FILLED = [path.stem for path in sorted(EXAMPLES.glob("*.disclosure")) if "self-assessment" not in path.stem]


def published(name: str) -> Source:
    path = PUBLISHED / BUDGETS[name]
    if not path.exists():
        pytest.skip("no published files here")
    return read_text_file(path.read_bytes(), path.name)


def remarks(readings: list[TableReading]) -> list[str]:
    return [f"{remark.message}（{remark.text}）" for reading in readings for remark in reading.remarks]


@pytest.mark.parametrize("name", BUDGETS)
def test_every_figure_of_a_published_budget_has_its_address(name: str) -> None:
    workbook = example(name).workbook
    readings = read(published(name), workbook)
    assert [reading.table for reading in readings] == [table.id for table in plain_tables(workbook.edition)]
    assert all(stated == read for stated, read in (reading.amounts for reading in readings))
    assert sum(stated for stated, _ in (reading.amounts for reading in readings)) == FIGURES[name]
    assert remarks(readings) == []


@pytest.mark.parametrize("name", BUDGETS)
def test_a_published_budget_states_what_its_transcription_states(name: str) -> None:
    workbook = example(name).workbook
    tables = {table.id for table in plain_tables(workbook.edition)}
    readings = read(published(name), workbook)
    stated = {path: text for path, text in workbook.disclosure.values() if path.table in tables}
    assert {path: found.text for path, found in values(readings).items() if path.table in tables} == stated
    rows = {found.rows: found.names for reading in readings for found in reading.rows}
    assert rows == {
        RowList(table, ""): workbook.disclosure.rows(RowList(table, "")) for table in ("表三", "表六", "表七")
    }


def test_a_value_is_told_with_its_line_in_the_file() -> None:
    found = values(read(published(POLLUTION), example(POLLUTION).workbook))[Address("表五", "合计", "合计")]
    assert (found.text, found.printed) == ("433..34", "")
    lines = (PUBLISHED / BUDGETS[POLLUTION]).read_text(encoding="utf-8").splitlines()
    assert lines[found.place.line - 1].strip() == "433..34"


def test_the_unit_line_tells_the_unit_and_the_remark_below_a_table_is_its_note() -> None:
    workbook = example(POLLUTION).workbook
    source = published(POLLUTION)
    readings = {reading.table: reading for reading in read(source, workbook)}
    assert values([readings["表一"]])[workbook.edition.unit].text == "昌吉州环境污染监控中心"
    assert values([readings["表八"]])[Address("表八", "", "备注")].text == "备注：我单位无“三公”经费预算，此表为空表"
    texts = [source.blocks[number] for number in sorted(readings["表八"].blocks)]
    assert [block.text[:4] for block in texts if isinstance(block, SourceParagraph)] == [
        "表八：",
        "一般公共",
        "编制部门",
        "备注：我",
    ]


@pytest.mark.parametrize("name", FILLED)
@pytest.mark.parametrize("kind", ["word", "excel", "text"])
def test_what_the_program_exports_it_reads_back(name: str, kind: str, tmp_path: Path) -> None:
    workbook = example(name).workbook
    blocks = list(Publication(workbook).blocks())
    file = tmp_path / name
    if kind == "word":
        write_word(blocks, file, title=name)
        source = read_word(file.read_bytes(), name)
    elif kind == "excel":
        write_excel(blocks, file, title=name)
        source = read_excel(file.read_bytes(), name)
    else:
        source = read_text_file(write_text(blocks).encode(), name)
    readings = read(source, workbook)
    assert remarks(readings) == []
    malformed = {path for path in values(readings) if workbook.cell(path).malformed}
    clean = [replace(r, values=tuple(v for v in r.values if v.path not in malformed)) for r in readings]
    expected = {path: amount for path, amount in printed_amounts(workbook).items() if path not in malformed}
    assert read_amounts(clean, workbook) == expected


def test_all_nine_tables_of_a_final_account_are_read_with_classes_and_sections() -> None:
    final = example(FINAL)
    readings = read(as_source(final.tables.values()), final.workbook)
    assert_all_read(readings, final.workbook)
    assert values(readings)[Address("支出决算表", "20805", "本年支出合计")].text == "187.44"


def test_a_name_is_stated_where_it_is_not_the_catalogues() -> None:
    pollution = example(POLLUTION)
    found = values(read(as_source(pollution.tables.values()), pollution.workbook))
    assert found[Address("表六", "30107#2", "名称")].text == "奖励性绩效工资"
    assert Address("表六", "30101", "名称") not in found


def test_a_publications_tables_are_read_at_once() -> None:
    workbook = example(ENERGY).workbook
    source = published(ENERGY)
    durations = []
    for _ in range(3):
        begin = time.process_time()
        read(source, workbook)
        durations.append(time.process_time() - begin)
    assert min(durations) < 0.3


def test_a_document_that_is_read_into_is_not_changed() -> None:
    energy = example(ENERGY)
    before = dict(energy.workbook.disclosure.items())
    read(as_source(energy.tables.values()), energy.workbook)
    assert dict(energy.workbook.disclosure.items()) == before


def test_what_is_no_table_of_the_edition_is_left_to_others() -> None:
    energy = example(ENERGY)
    other = replace(energy.tables["表三"], name="附", above=("人员信息",)).with_body([])
    other = replace(other, rows=(("姓名", "职务", "电话"), ("张三", "科员", "123")), merges=(), heading=1)
    source = as_source([other, *energy.tables.values()])
    readings = read(source, energy.workbook)
    assert_all_read(readings, energy.workbook)
    assert not any({0, 1} & reading.blocks for reading in readings)


def test_figures_without_a_row_or_column_are_told_one_by_one() -> None:
    energy = example(ENERGY)
    table = energy.tables["表三"]
    rows = [
        (*row, "上年预算数" if not number else "7.5" if number == 3 else "") for number, row in enumerate(table.rows)
    ]
    rows.insert(5, ("", "", "", "", "9.99", "", "", ""))
    table = replace(table, rows=tuple(rows), merges=(*table.merges, (0, 7, 3, 1)))
    (reading,) = (r for r in read(as_source([table]), energy.workbook) if r.table == "表三")
    assert reading.amounts == (16, 14)
    told = {remark.text: remark for remark in reading.remarks}
    assert {text: remark.understanding for text, remark in told.items()} == {
        "7.5": Understanding.NOT_UNDERSTOOD,
        "9.99": Understanding.NOT_UNDERSTOOD,
    }
    assert "事业运行" in told["7.5"].message
    assert "上年预算数" in told["7.5"].message
    assert "合计" in told["9.99"].message
