"""Cells of printed forms in the officer's own words."""

from pathlib import Path

import pytest

from disclosure_editor.calculation.edits import edit_paragraph, restore_paragraph, set_value
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.misplaced import misplaced
from disclosure_editor.checks.own_words import own_figures, stale
from disclosure_editor.checks.places import place_name
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Link, OwnParagraph, ParagraphKey
from disclosure_editor.editions.model import Check, Position, Severity
from disclosure_editor.exchange.blocks import Grid, GridCell
from disclosure_editor.exchange.publication import Publication
from tests.narrative.small_pack import PACK, fill, open_document, section, state_rows, write_pack

FUNDS = ParagraphKey("绩效", "竖式第3行第1格@运维")
FIRST = ParagraphKey("绩效", "竖式第5行第1格@运维@运维#2")
OWN_SHAPE = PACK.replace(
    "  shape_choice: 单位!表样",
    "  shape_choice: .样",
).replace(
    "  - {id: 目标, title: 年度目标, type: long_text}\n",
    "  - {id: 目标, title: 年度目标, type: long_text}\n"
    "  - {id: 样, type: choice, choices: [竖式, 横式], formula: {is: 单位!表样, severity: proposal}}\n",
)
CHECK = Check("甲", "甲", "own figures", Severity.ERROR, Position(Path("x"), 1))


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    workbook = open_document(write_pack(tmp_path))
    state_rows(workbook, "目标", "运维", "监测")
    state_rows(workbook, "指标", "运维", "运维#2")
    fill(workbook, ("目标!运维.资金", "85"), ("指标!运维.一级", "产出"), ("指标!运维#2.一级", "产出"))
    return workbook


def reword(workbook: Workbook, key: ParagraphKey, text: str) -> None:
    written = Publication(workbook).narrative.paragraph(key)
    assert written is not None
    workbook.apply(edit_paragraph(workbook, key, text, written.generated_text))


def cells(publication: Publication, workbook: Workbook, card: int = 0) -> dict[str, GridCell]:
    grid = publication.section_blocks(section(workbook, "绩效"))[card]
    assert isinstance(grid, Grid)
    return {cell.key: cell for cell in grid.cells}


def test_a_cell_is_printed_in_the_officers_words_and_its_figures_stay_linked(workbook: Workbook) -> None:
    publication = Publication(workbook)
    reword(workbook, FUNDS, "项目资金85万元")

    cell = cells(publication, workbook)[str(FUNDS)]

    assert (cell.text, cell.address) == ("项目资金85万元", Address("目标", "运维", "资金"))
    assert cells(publication, workbook, 1)["绩效¶竖式第3行第1格@监测"].text == "资金：0"


def test_the_generated_words_can_be_put_back(workbook: Workbook) -> None:
    publication = Publication(workbook)
    reword(workbook, FUNDS, "项目资金85万元")

    workbook.apply(restore_paragraph(workbook, FUNDS))

    assert cells(publication, workbook)[str(FUNDS)].text == "资金：85"


def test_a_cell_of_a_repeated_row_has_its_own_words(workbook: Workbook) -> None:
    publication = Publication(workbook)
    reword(workbook, FIRST, "效益")

    found = cells(publication, workbook)

    assert (found["绩效¶竖式第5行第1格@运维@运维"].text, found[str(FIRST)].text) == ("产出", "效益")


def test_own_words_stay_with_a_renamed_row(workbook: Workbook) -> None:
    reword(workbook, FUNDS, "项目资金85万元")
    reword(workbook, FIRST, "效益")

    workbook.apply(set_value(workbook, Address("目标", "运维", "项目名称"), "维护"))

    assert set(workbook.own_paragraphs()) == {
        ParagraphKey("绩效", "竖式第3行第1格@维护"),
        ParagraphKey("绩效", "竖式第5行第1格@维护@维护#2"),
    }


def test_a_number_that_is_not_the_cells_is_found(workbook: Workbook) -> None:
    publication = Publication(workbook)
    reword(workbook, FUNDS, "项目资金58万元")

    (finding,) = own_figures(workbook, publication.narrative, CHECK)

    assert (finding.stated, finding.expected) == ("58", "85")
    assert finding.at == (FUNDS, Address("目标", "运维", "资金"))
    assert place_name(workbook, FUNDS) in finding.message
    assert place_name(workbook, FUNDS) == "目标“运维”里手工修改的格子"


def test_a_number_that_holds_no_longer_is_found(workbook: Workbook) -> None:
    publication = Publication(workbook)
    reword(workbook, FUNDS, "项目资金85万元")
    fill(workbook, ("目标!运维.资金", "90"))

    (finding,) = stale(workbook, publication.narrative, CHECK)

    assert finding.stated == "85"


def test_own_words_have_a_place_as_long_as_their_cell_is_printed(workbook: Workbook) -> None:
    narrative = Publication(workbook).narrative
    reword(workbook, FUNDS, "项目资金85万元")
    reword(workbook, FIRST, "效益")
    assert list(misplaced(workbook, narrative, CHECK)) == []

    fill(workbook, ("单位!表样", "横式"))

    assert {finding.at[0] for finding in misplaced(workbook, narrative, CHECK)} == {FUNDS, FIRST}


@pytest.mark.parametrize(
    "name",
    [
        "竖式第3行第1格",
        "竖式第3行第1格@没有",
        "竖式第3行第1格@运维@运维",
        "竖式第3行第9格@运维",
        "竖式第9行第1格@运维",
        "竖式第5行第1格@监测@运维",
        "竖式第5行第1格@运维",
        "1@运维",
    ],
)
def test_a_name_of_no_cell_is_no_paragraph(workbook: Workbook, name: str) -> None:
    assert Publication(workbook).narrative.paragraph(ParagraphKey("绩效", name)) is None


def test_a_card_whose_name_begins_like_another_ones_is_told_apart(workbook: Workbook) -> None:
    state_rows(workbook, "目标", "运维", "运维@州")
    fill(workbook, ("目标!运维@州.资金", "7"))

    written = Publication(workbook).narrative.paragraph(ParagraphKey("绩效", "竖式第3行第1格@运维@州"))

    assert written is not None
    assert written.text == "资金：7"


def test_each_card_can_have_a_shape_of_its_own(tmp_path: Path) -> None:
    workbook = open_document(write_pack(tmp_path, OWN_SHAPE))
    state_rows(workbook, "目标", "运维", "监测")
    fill(workbook, ("目标!监测.样", "横式"))
    publication = Publication(workbook)

    def widths() -> list[int]:
        blocks = publication.section_blocks(section(workbook, "绩效"))
        return [block.columns for block in blocks if isinstance(block, Grid)]

    assert widths() == [4, 2]
    fill(workbook, ("单位!表样", "横式"))
    assert widths() == [2, 2]


def test_a_linked_number_in_own_words_stays_with_a_renamed_row(workbook: Workbook) -> None:
    publication = Publication(workbook)
    link = Link(4, 6, Address("目标", "运维", "资金"))
    workbook.apply(workbook.edit("改写", {FUNDS: OwnParagraph("项目资金85万元", "资金：85", (link,))}))

    workbook.apply(set_value(workbook, Address("目标", "运维", "项目名称"), "维护"))
    fill(workbook, ("目标!维护.资金", "90"))

    assert cells(publication, workbook)["绩效¶竖式第3行第1格@维护"].text == "项目资金90万元"
