"""An edition of another region, kind and year, used from end to end; no line of the program knows it."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from disclosure_editor import cli
from disclosure_editor.calculation.edits import NewRow, paste, set_values
from disclosure_editor.calculation.opening import new_workbook, open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.checker import Checker
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.storage import save
from disclosure_editor.editions import library as libraries
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.export import Format, export
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text

FOLDER = Path(__file__).parent
EDITION = "linchuan-final-2023"
PACK = FOLDER / "resources" / "editions" / EDITION

FIGURES = {
    "机构!职责": "组织实施义务教育。",
    "公开1表!财政.决算数": "1,330.5",
    "公开1表!事业.决算数": "20",
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(FOLDER / "resources", FOLDER / "templates", tmp_path)


@pytest.fixture
def workbook(library: Library) -> Workbook:
    """A school's final accounts without a contradiction."""
    book = new_workbook(EDITION, "临川市第一小学", library)
    book.apply(set_values(book, {Address.parse(place): text for place, text in FIGURES.items()}, "填写"))
    subjects = [NewRow("2050202", {"人员": "1000", "公用": "250.5"}), NewRow("2080505", {"人员": "80"})]
    book.apply(paste(book, {}, RowList("公开2表", ""), subjects))
    project = NewRow("校舍维修", {"功能科目": "2050202", "金额": "20", "年初": "25"})
    book.apply(paste(book, {}, RowList("公开3表", ""), [project]))
    return book


@pytest.fixture
def file(workbook: Workbook, tmp_path: Path) -> Path:
    path = tmp_path / "决算.disclosure"
    save(workbook.disclosure, path)
    return path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program with this pack's folders for its own."""
    monkeypatch.setattr(libraries, "resources_folder", lambda: FOLDER / "resources")
    monkeypatch.setattr(libraries, "templates_folder", lambda: FOLDER / "templates")


def text(workbook: Workbook, address: str) -> str:
    return workbook.cell(Address.parse(address)).text


def findings(workbook: Workbook) -> tuple[Finding, ...]:
    return Checker(workbook, Publication(workbook).narrative).findings()


def change(workbook: Workbook, address: str, text: str) -> None:
    workbook.apply(set_values(workbook, {Address.parse(address): text}, "填写"))


def test_its_totals_are_computed(workbook: Workbook) -> None:
    places = (
        "公开3表!总计.金额",
        "公开2表!2050202.专项",
        "公开2表!总计.小计",
        "公开1表!205.决算数",
        "公开1表!本年支出.决算数",
    )

    assert [text(workbook, place) for place in places] == ["20.00", "20.00", "1350.50", "1270.50", "1350.50"]


def test_its_percentages_and_names_are_computed(workbook: Workbook) -> None:
    assert (text(workbook, "公开3表!校舍维修.完成率"), text(workbook, "公开2表!2050202.科目名")) == ("80", "小学教育")


def test_a_document_of_it_without_a_contradiction_has_no_finding(workbook: Workbook) -> None:
    assert findings(workbook) == ()


def test_its_checks_find_what_does_not_balance(workbook: Workbook) -> None:
    change(workbook, "公开2表!2080505.人员", "81")

    found = findings(workbook)

    assert [(finding.check, finding.difference) for finding in found] == [("平衡", Decimal(-1))]


def test_its_formulas_find_a_total_stated_otherwise(workbook: Workbook) -> None:
    change(workbook, "公开2表!总计.人员", "1090")

    found = [finding for finding in findings(workbook) if finding.check == "公开2表.人员"]

    assert [(finding.title, finding.stated, finding.expected) for finding in found] == [
        ("合计＝各行之和", "1090", "1080")
    ]


def test_its_checks_speak_in_its_own_words(workbook: Workbook) -> None:
    change(workbook, "公开3表!校舍维修.功能科目", "2050203")

    assert "专项“校舍维修”的科目不在公开2表里。" in [finding.message for finding in findings(workbook)]


def test_its_text_is_written_from_its_templates(workbook: Workbook) -> None:
    lines = write_text(Publication(workbook).blocks()).splitlines()

    assert "2023年度收入1,350.5万元，支出1,350.5万元。" in [line.strip() for line in lines]
    assert "1.校舍维修：支出20万元，完成年初预算的80%。" in [line.strip() for line in lines]


def test_its_choices_choose_its_words(workbook: Workbook) -> None:
    change(workbook, "机构!口径", "不含结转")

    assert "收入1,350.5万元（不含上年结转），支出" in write_text(Publication(workbook).blocks())


def test_its_tables_are_printed_in_its_form(workbook: Workbook) -> None:
    table = workbook.edition.tables["公开1表"]

    grid = Publication(workbook).table_grid(table)

    printed = {(cell.row, cell.column): cell.text for cell in grid.cells}
    assert (printed[0, 0], printed[0, 2], printed[2, 1], printed[2, 3]) == ("收入", "支出", "1,330.5", "1,270.50")


def test_its_word_and_excel_files_state_the_same(workbook: Workbook, tmp_path: Path) -> None:
    word, excel = export(Publication(workbook), tmp_path / "发布", "决算", [Format.WORD, Format.EXCEL])

    document = Document(str(word))
    in_word = {cell.text.strip() for table in document.tables for row in table.rows for cell in row.cells}
    book = openpyxl.load_workbook(excel)
    in_excel = {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "1,270.50" in in_word
    assert any(Decimal(str(value)) == Decimal("1270.5") for value in in_excel if isinstance(value, int | float))


def test_a_saved_document_of_it_is_opened_again(workbook: Workbook, file: Path, library: Library) -> None:
    assert open_workbook(file, library).disclosure == workbook.disclosure


def test_the_command_line_finds_no_mistake_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["edition", "check", str(PACK)]) == 0


@pytest.mark.usefixtures("installed")
def test_the_command_line_lists_it(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["editions"])

    assert capsys.readouterr().out == f"{EDITION}\t临川市 2023 年单位决算公开\n"


@pytest.mark.usefixtures("installed")
def test_the_command_line_begins_a_document_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "新.disclosure"
    assert cli.main(["new", "--edition", EDITION, "--unit", "临川市第二小学", "-o", str(path)]) == 0
    capsys.readouterr()

    assert cli.main(["check", str(path), "--json"]) == 0
    assert [finding["at"] for finding in json.loads(capsys.readouterr().out)] == [["机构!职责"]]


@pytest.mark.usefixtures("installed")
def test_the_command_line_renders_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["render", str(file)]) == 0
    assert "临川市第一小学2023年度决算" in capsys.readouterr().out


def test_a_pack_that_extends_it_is_next_years(library: Library, tmp_path: Path) -> None:
    (tmp_path / "editions" / "next").mkdir(parents=True)
    shutil.copytree(PACK, tmp_path / "editions" / EDITION)
    shutil.copytree(FOLDER / "resources" / "subjects", tmp_path / "subjects")
    (tmp_path / "editions" / "next" / "edition.yaml").write_text(f"extends: {EDITION}\nid: next\nyear: 2024\n", "utf-8")

    book = new_workbook("next", "临川市第一小学", Library(tmp_path, FOLDER / "templates", tmp_path))

    assert "2024年度收入0万元" in write_text(Publication(book).blocks())
