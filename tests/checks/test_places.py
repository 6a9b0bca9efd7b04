"""Where a document's places stand in the file that it was read from."""

import pytest

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.places import read_from, source_places
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Origin, OriginOf, ParagraphKey
from tests.checks.conftest import Make

BASIC, TOTAL = Address("支出", "2080505", "基本"), Address("支出", "2080505", "合计")
UNIT = Address("单位", "", "全称")
PARAGRAPH = ParagraphKey("一", "1")


@pytest.fixture
def read(make: Make) -> Workbook:
    workbook = make().workbook
    workbook.apply(
        workbook.edit(
            "",
            {
                RowList("支出", ""): ("2080505",),
                BASIC: "3",
                OriginOf(BASIC): Origin("第3页"),
                OriginOf(UNIT): Origin("第1页", "某 中心"),
                OriginOf(PARAGRAPH): Origin("第3页"),
            },
        )
    )
    return workbook


def test_a_value_was_read_from_its_own_place(read: Workbook) -> None:
    assert read_from(read, UNIT) == Origin("第1页", "某 中心")
    assert read_from(read, PARAGRAPH) == Origin("第3页")


def test_what_was_not_read_stands_where_its_row_does(read: Workbook) -> None:
    assert read_from(read, TOTAL) == Origin("第3页")


def test_what_stands_nowhere_in_the_file_has_no_place(read: Workbook) -> None:
    for path in (
        Address("单位", "", "简称"),
        Address("支出", "总计", "合计"),
        RowList("支出", ""),
        ParagraphKey("二", "1"),
    ):
        assert read_from(read, path) is None


def test_each_place_is_told_once(read: Workbook) -> None:
    assert source_places(read, (UNIT, BASIC, TOTAL, PARAGRAPH, RowList("支出", ""))) == ("第1页", "第3页")
