"""Numbers in own paragraphs that are a cell's: found by value and unit, written anew with their direction."""

from decimal import Decimal
from pathlib import Path

import pytest

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import OwnParagraph
from disclosure_editor.editions.library import Library
from disclosure_editor.narrative.links import known_values, linked_own_runs, links_in
from disclosure_editor.narrative.runs import joined_text

EXAMPLE = Path(__file__).parents[2] / "examples" / "complete-2024-final.disclosure"
CHANGE = Address.parse("三公说明!合计.增减")
STAFF = Address.parse("人员!在职.人数")


@pytest.fixture
def workbook() -> Workbook:
    return open_workbook(EXAMPLE, Library())


def written(workbook: Workbook, text: str, address: Address, value: str) -> str:
    """An own text as it is written once a cell has another value than it had when the text was linked."""
    own = OwnParagraph(text, "", links_in(text, (), known_values(workbook)))
    assert [link.address for link in own.links] == [address]
    workbook.apply(workbook.edit("", {address: value}))
    return joined_text(linked_own_runs(workbook, own, ()))


def test_a_number_is_written_anew_as_it_was_written(workbook):
    assert written(workbook, "在职人员76人，都参加了培训", STAFF, "81") == "在职人员81人，都参加了培训"


@pytest.mark.parametrize("text", ["全年接待76人次", "历时76天", "第76条", "76%的项目"])
def test_a_number_of_another_unit_is_nobodys(workbook, text):
    assert links_in(text, (), known_values(workbook)) == ()


@pytest.mark.parametrize("verb", ["增加", "增加了"])
def test_a_direction_in_words_turns_with_the_sign(workbook, verb):
    amount = workbook.cell(CHANGE).amount
    assert amount == Decimal("17.12")

    text = written(workbook, f"三公经费{verb}17.12万元", CHANGE, "-7.50")

    assert text == f"三公经费{verb.replace('增加', '减少')}7.50万元"


def test_a_negative_number_without_a_direction_keeps_its_sign(workbook):
    assert written(workbook, "三公经费的差额是17.12万元", CHANGE, "-7.50") == "三公经费的差额是-7.50万元"


def test_a_value_that_several_cells_have_is_nobodys(workbook):
    known = known_values(workbook)

    assert links_in("收入总计3,568.77万元", (), known) == ()
