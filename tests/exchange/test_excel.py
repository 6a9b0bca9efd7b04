"""A publication's tables as an Excel workbook, read back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.document.files import FileNotWritable
from disclosure_editor.exchange.blocks import Block, Grid, GridCell, Paragraph, Run, Sheet, Style
from disclosure_editor.exchange.writers.excel import write_excel

# What openpyxl reads back may be None or another kind of sheet by its types; here it is not.
ReadBack = Any
Writer = Callable[..., ReadBack]


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory, publication: tuple[Block, ...]) -> Path:
    path = tmp_path_factory.mktemp("excel") / "公开.xlsx"
    write_excel(publication, path, title="2021年部门预算公开")
    return path


@pytest.fixture
def workbook(file: Path) -> ReadBack:
    return openpyxl.load_workbook(file)


@pytest.fixture
def written(tmp_path: Path) -> Writer:
    def write(*blocks: Block) -> ReadBack:
        write_excel(blocks, tmp_path / "公开.xlsx", title="题")
        return openpyxl.load_workbook(tmp_path / "公开.xlsx")

    return write


def one_cell(text: str, amount: Decimal | None = None, name: str = "表") -> Grid:
    return Grid((GridCell(0, 0, text, amount=amount),), 1, 1, 0, (1,), Sheet(name))


def stated_numbers(file: Path, sheet: int) -> dict[str, Decimal]:
    """The digits of each number as the file has them, before any program turns them into a float."""
    with zipfile.ZipFile(file) as package:
        xml = package.read(f"xl/worksheets/sheet{sheet}.xml").decode("utf-8")
    found = re.findall(r'<c r="([A-Z]+\d+)"[^>]*t="n"[^>]*><v>([^<]+)</v>', xml)
    return {place: Decimal(digits) for place, digits in found}


def test_each_table_is_a_worksheet_in_the_order_of_the_publication(workbook: ReadBack) -> None:
    assert workbook.sheetnames == ["表一", "表七", "表八", "表九", "绩效目标表：运维工作经费"]


def test_number_title_and_unit_line_stand_above_the_grid_and_the_note_below(workbook: ReadBack) -> None:
    sheet = workbook["表九"]

    assert [sheet["A1"].value, sheet["A2"].value] == ["表九：", "政府性基金预算支出情况表"]
    assert sheet["A3"].value == "编制部门（单位）：昌吉回族自治州能源安全监测中心"
    assert (sheet["C3"].value, sheet["C3"].alignment.horizontal) == ("单位：万元", "right")
    assert sheet["A4"].value == "功能分类科目名称"
    assert sheet["A6"].value == "备注：我单位无政府性基金预算，此表为空表。"
    assert {"A2:C2", "A6:C6"} <= {str(merged) for merged in sheet.merged_cells.ranges}


def test_cells_and_their_merging_are_those_of_the_grid(workbook: ReadBack, sixteen_columns: Grid) -> None:
    sheet = workbook["表七"]
    merged = {
        (area.min_row - 4, area.min_col - 1, area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
        if area.min_row >= 4
    }
    cells = sixteen_columns.cells

    assert merged == {
        (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in cells
        if cell.row_span > 1 or cell.column_span > 1
    }
    for cell in cells:
        if cell.amount is None:
            assert (sheet.cell(cell.row + 4, cell.column + 1).value or "") == cell.text


def test_every_place_of_a_grid_has_borders(workbook: ReadBack, form: Grid) -> None:
    sheet = workbook["绩效目标表：运维工作经费"]

    for row in range(1, form.rows + 1):
        assert sheet.cell(row, 1).border.left.style == "thin"
        assert sheet.cell(row, form.columns).border.right.style == "thin"


def test_every_amount_is_stated_in_the_file_with_exactly_its_digits(file: Path, sixteen_columns: Grid) -> None:
    numbers = stated_numbers(file, 2)
    amounts = {cell.amount for cell in sixteen_columns.cells if cell.amount is not None}

    assert set(numbers.values()) == amounts
    assert stated_numbers(file, 3) == {"B5": Decimal("0.20"), "C5": Decimal("-9.95")}


@given(amount=st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_no_amount_passes_through_a_float(tmp_path_factory: pytest.TempPathFactory, amount: Decimal) -> None:
    path = tmp_path_factory.mktemp("amount") / "表.xlsx"

    write_excel([one_cell(str(amount), amount)], path, title="")

    assert stated_numbers(path, 1) == {"A1": amount}


@pytest.mark.parametrize(
    ("text", "amount", "shown_as"),
    [
        ("85", "85", "0"),
        ("236.50", "236.50", "0.00"),
        ("-9.95", "-9.95", "0.00"),
        ("3,238.70", "3238.70", "#,##0.00"),
        ("12345.678", "12345.678", "0.000"),
        ("98.06%", "98.06", '0.00"%"'),
        ("共85", "85", "#,##0.00"),
        ("1E+2", "1E+2", "#,##0.00"),
    ],
)
def test_an_amount_is_shown_as_the_publication_prints_it(
    written: Writer, text: str, amount: str, shown_as: str
) -> None:
    cell = written(one_cell(text, Decimal(amount))).active["A1"]

    assert (cell.data_type, cell.number_format) == ("n", shown_as)
    assert Decimal(str(cell.value)) == Decimal(amount)


@pytest.mark.parametrize("text", ["=95%", "+3", "-", "@甲", "=SUM(A1:A9)", '=HYPERLINK("http://x","y")'])
def test_a_text_that_looks_like_a_formula_stays_text(written: Writer, text: str) -> None:
    cell = written(one_cell(text)).active["A1"]

    assert (cell.data_type, cell.value, bool(cell.quotePrefix)) == ("s", text, True)


def test_a_formula_in_a_note_stays_text(written: Writer) -> None:
    note = Paragraph(Style.NOTE, (Run("=1+1"),), Sheet("表"))

    assert written(one_cell("甲"), note).active["A2"].data_type == "s"


def test_a_text_that_looks_like_an_error_stays_text(written: Writer) -> None:
    assert written(one_cell("#N/A")).active["A1"].data_type == "s"


def test_a_subject_code_keeps_its_leading_zero(workbook: ReadBack) -> None:
    cell = workbook["表七"]["B6"]

    assert (cell.value, cell.data_type, cell.number_format) == ("04", "s", "@")


def test_pages_are_set_up_for_printing(workbook: ReadBack) -> None:
    wide, upright = workbook["表七"], workbook["表一"]

    assert (wide.page_setup.orientation, upright.page_setup.orientation) == ("landscape", "portrait")
    for sheet in (wide, upright):
        assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_options.horizontalCentered
        assert "&P" in sheet.oddFooter.center.text
    assert wide.print_title_rows == "$4:$5"


def test_the_heading_rows_stay_in_sight(workbook: ReadBack) -> None:
    assert workbook["表七"].freeze_panes == "A6"
    assert workbook["绩效目标表：运维工作经费"].freeze_panes is None


def test_characters_that_run_downwards_do_so(workbook: ReadBack) -> None:
    cell = workbook["绩效目标表：运维工作经费"]["A8"]

    assert (cell.value, cell.alignment.text_rotation) == ("总体目标", 255)


def test_rows_are_high_enough_for_their_text(written: Writer) -> None:
    sheet = written(one_cell("一\n二\n三\n四")).active

    assert sheet.row_dimensions[1].height >= 4 * 15


def test_worksheet_names_are_what_excel_allows_and_all_different(written: Writer) -> None:
    long = "项目支出绩效自评表：" + "很长的项目名称" * 5
    workbook = written(
        one_cell("1", name="收[支]:表*?/\\"), one_cell("2", name=long + "一"), one_cell("3", name=long + "二"),
        one_cell("4", name=""), one_cell("5", name="TABLE"), one_cell("6", name="table"),
    )  # fmt: skip

    assert [workbook[name]["A1"].value for name in workbook.sheetnames] == list("123456")
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in workbook.sheetnames)
    assert len({name.casefold() for name in workbook.sheetnames}) == 6


def test_several_grids_of_one_sheet_stand_below_each_other(written: Writer) -> None:
    workbook = written(one_cell("甲"), one_cell("乙"))

    assert len(workbook.sheetnames) == 1
    assert [workbook.active["A1"].value, workbook.active["A2"].value] == ["甲", "乙"]


def test_a_publication_without_tables_is_still_a_workbook_that_opens(written: Writer) -> None:
    assert written(Paragraph(Style.BODY, (Run("文"),))).active["A1"].value == "题"


def test_the_file_says_nothing_of_how_it_was_made(workbook: ReadBack) -> None:
    properties = workbook.properties

    assert (properties.title, properties.language, properties.creator or "") == ("2021年部门预算公开", "zh-CN", "")


def test_invisible_characters_do_not_keep_the_file_from_being_written(written: Writer) -> None:
    assert written(one_cell("一\x00二")).active["A1"].value == "一二"


def test_a_file_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritable, match="不存在"):
        write_excel([one_cell("甲")], tmp_path / "没有" / "公开.xlsx", title="")
