"""What is read of ``files/small.xls``: two lines, a ruled table, a note, a hidden row and sheet, by LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_editor.exchange.readers.office.read_old_excel import read_old_excel
from disclosure_editor.exchange.readers.source_limits import UnreadableSource
from disclosure_editor.exchange.source import Place, SourceGrid, SourceParagraph

SMALL = Path(__file__).parent / "files" / "small.xls"
# The record with which a workbook says that it is encrypted, in place of one that nobody needs.
WRITER, ENCRYPTED = b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00"


@pytest.fixture(scope="module")
def data() -> bytes:
    return SMALL.read_bytes()


def test_lines_above_and_below_a_table_are_paragraphs(data: bytes) -> None:
    source = read_old_excel(data, "去年.xls")

    paragraphs = [block for block in source.blocks if isinstance(block, SourceParagraph)]
    assert [(block.text, block.place.cell) for block in paragraphs] == [
        ("收支总体情况表", "A1"),
        ("编制部门：某中心\t单位：万元", "A2"),
        ("备注：含上年结转。", "A10"),
    ]


def test_numbers_dates_and_results_of_formulas_read_as_they_are_shown(data: bytes) -> None:
    (grid,) = (block for block in read_old_excel(data, "去年.xls").blocks if isinstance(block, SourceGrid))

    assert [cell.text for cell in grid.cells if cell.text] == [
        *("项目", "预算数", "占比"),
        *("财政拨款", "236.50", "13.65%"),
        "事业收入",
        *("合计", "473.00"),
        *("日期", "2021年2月1日", "TRUE"),
        "合并",
    ]
    assert (grid.place, grid.cells[4].place) == (Place(sheet="表一", cell="A3"), Place(sheet="表一", cell="B4"))


def test_merged_ranges_are_one_cell(data: bytes) -> None:
    (grid,) = (block for block in read_old_excel(data, "去年.xls").blocks if isinstance(block, SourceGrid))

    assert [(cell.row, cell.column_span) for cell in grid.cells if cell.text == "合并"] == [(5, 2)]


def test_hidden_rows_and_sheets_are_told_and_not_read(data: bytes) -> None:
    unread = read_old_excel(data, "去年.xls").unread

    assert [str(one.place) for one in unread] == ["工作表“表一”A11", "工作表“底稿”"]


def test_an_encrypted_workbook_is_refused_with_what_to_do(data: bytes) -> None:
    assert data.count(WRITER) == 1

    with pytest.raises(UnreadableSource, match=r"“去年\.xls”加了密码，读不了。请用 Excel 或 WPS 打开它"):
        read_old_excel(data.replace(WRITER, ENCRYPTED), "去年.xls")
