"""Paragraphs in the unit's own words in the draft: kept with this year's numbers, or left to the template."""

from __future__ import annotations

import pytest

from disclosure_editor.carryover.draft import Draft, drafted
from disclosure_editor.carryover.ledger import Fate
from disclosure_editor.carryover.years import in_another_year
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Link, OwnParagraph, ParagraphKey
from disclosure_editor.editions.library import Library
from disclosure_editor.narrative.writer import TITLE, Narrative
from tests.carryover.conftest import Officer, Open

CORRECTED, FINAL = "energy-monitoring-2021-budget-corrected", "pollution-monitoring-2022-final"
OVERALL = ParagraphKey("一", "1")


@pytest.fixture
def last(example: Open, library: Library) -> Officer:
    return Officer(example(CORRECTED).disclosure, library)


def reword(officer: Officer, key: ParagraphKey, text: str) -> None:
    """Put other words in a paragraph's place, as a hand does."""
    written = Narrative(officer.workbook).paragraph(key)
    assert written is not None
    officer.workbook.apply(officer.workbook.edit("修改段落", {key: OwnParagraph(text, written.generated_text)}))


def next_year(officer: Officer, library: Library) -> tuple[Draft, Officer]:
    made = drafted(officer.workbook, library, officer.workbook.year + 1)
    return made, Officer(made.disclosure, library)


def fate(made: Draft, key: ParagraphKey) -> Fate:
    return made.ledger.fates[key]


def test_the_template_with_other_numbers_is_left_to_the_template(last: Officer, library: Library) -> None:
    text = last.text("一")[0].replace("261万元", "262.5万元").replace("，", ", ", 1)
    reword(last, OVERALL, text)

    made, draft = next_year(last, library)

    assert fate(made, OVERALL) is Fate.WRITTEN_ANEW
    assert draft.workbook.paragraph(OVERALL) is None


def test_other_words_write_themselves_with_this_years_numbers(last: Officer, library: Library) -> None:
    words = "，本单位收入和支出全部纳入预算，收支总预算261万元，依据《2021年预算编制通知》编制。"
    reword(last, OVERALL, f"2021年{words}")

    made, draft = next_year(last, library)
    draft.state({"表三!2010450.基本支出": "200", "表三!2080505.基本支出": "20.5"})

    assert fate(made, OVERALL) is Fate.CARRIED
    assert draft.text("一")[0] == f"2022年{words}".replace("261", "220.5")


def test_years_that_the_unit_wrote_itself_stay() -> None:
    links = (Link(18, 19, Address("甲", "", "乙")),)
    own = OwnParagraph("2021年按照《2020年管理办法》安排3万元。", "2021年安排3万元。", links)

    moved = in_another_year(own, 2)

    assert moved.text == "2023年按照《2020年管理办法》安排3万元。"
    assert (moved.replaced, moved.links) == ("2023年安排3万元。", links)


def test_other_words_are_to_be_confirmed_and_told_of(last: Officer, library: Library) -> None:
    reword(last, OVERALL, "本单位收支全部纳入预算管理。")

    made, draft = next_year(last, library)

    origin = draft.workbook.disclosure.origin(OVERALL)
    assert origin is not None
    assert (origin.place, origin.unconfirmed) == ("2021年部门（单位）预算公开：一、收支总体", True)
    (remark,) = [remark for _, remark in made.disclosure.remarks() if remark.at == str(OVERALL)]
    assert remark.text == "本单位收支全部纳入预算管理。"


def test_a_title_that_is_the_templates_is_left_to_it(last: Officer, library: Library) -> None:
    reword(last, TITLE, "昌吉回族自治州能源安全监测中心\n2020年部门（单位）预算公开")
    made, draft = next_year(last, library)
    assert fate(made, TITLE) is Fate.WRITTEN_ANEW

    reword(last, TITLE, "昌吉州能源安全监测中心预算信息")
    made, draft = next_year(last, library)
    assert draft.workbook.paragraph(TITLE) == OwnParagraph(
        "昌吉州能源安全监测中心预算信息", "昌吉回族自治州能源安全监测中心\n2022年部门（单位）预算公开"
    )


def test_what_last_years_file_left_out_is_written_again(last: Officer, library: Library) -> None:
    reword(last, TITLE, "")
    reword(last, OVERALL, "")

    made, draft = next_year(last, library)

    assert (fate(made, TITLE), fate(made, OVERALL)) == (Fate.WRITTEN_ANEW, Fate.WRITTEN_ANEW)
    assert list(draft.workbook.disclosure.own_paragraphs()) == []


def test_a_paragraph_that_stands_for_the_next_one_too_goes_with_it(last: Officer, library: Library) -> None:
    lines = last.text("一")
    key = next(key for key in (ParagraphKey("一", str(n)) for n in range(2, 9)) if is_written(last, key))
    reword(last, OVERALL, lines[0] + lines[1])
    reword(last, key, "")
    made, _ = next_year(last, library)
    assert (fate(made, OVERALL), fate(made, key)) == (Fate.WRITTEN_ANEW, Fate.WRITTEN_ANEW)

    reword(last, OVERALL, f"{lines[0]}预算经主管部门批复。{lines[1]}")
    made, draft = next_year(last, library)
    assert (fate(made, OVERALL), fate(made, key)) == (Fate.CARRIED, Fate.CARRIED)
    assert draft.text("一")[0].startswith("按照全口径预算的原则，昌吉回族自治州能源安全监测中心2022年所有收入")


def is_written(officer: Officer, key: ParagraphKey) -> bool:
    written = Narrative(officer.workbook).paragraph(key)
    return written is not None and bool(written.text)


def test_a_reworded_head_of_a_form_stays_and_a_reworded_figure_does_not(last: Officer, library: Library) -> None:
    card = "昌吉州煤矿数字化监控运行工作经费"
    head, figure = (ParagraphKey("绩效目标表", f"分行式第{row}行第1格@{card}") for row in (3, 6))
    reword(last, head, "项目名称（全称）")
    reword(last, figure, "项目总额：十五万元")

    made, draft = next_year(last, library)

    assert fate(made, head) is Fate.CARRIED
    assert fate(made, figure) is Fate.CLEARED
    assert draft.workbook.paragraph(head) is not None
    assert draft.workbook.paragraph(figure) is None


def test_words_for_which_a_newer_edition_has_no_paragraph_are_told(example: Open, library: Library) -> None:
    last = Officer(example(FINAL, 2023).disclosure, library)
    spending = ParagraphKey("四", "2")
    reword(last, spending, "支出方面，全年财政拨款支出执行良好，各项任务按期完成。")

    made = drafted(last.workbook, library, 2024)

    assert fate(made, spending) is Fate.NO_PLACE
    (remark,) = [remark for _, remark in made.disclosure.remarks() if remark.text.startswith("支出方面")]
    assert "没有位置" in remark.message


def test_a_paragraph_of_a_newer_edition_takes_the_words_of_the_one_it_was(example: Open, library: Library) -> None:
    last = Officer(example(FINAL, 2023).disclosure, library)
    key = ParagraphKey("十二", "1")
    reword(last, key, f"{last.text('十二')[0]}全部采购均公开进行。")

    made = drafted(last.workbook, library, 2024)

    assert fate(made, key) is Fate.CARRIED
    own = made.workbook.paragraph(key)
    assert own is not None
    assert own.text.startswith("2024年度政府采购支出总额")
    assert own.text.endswith("全部采购均公开进行。")
