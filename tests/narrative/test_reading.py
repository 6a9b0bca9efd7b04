"""Templates read back: what they have written, and what somebody else has."""

from decimal import Decimal
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.editions.library import Library
from disclosure_editor.narrative.patterns import joined_programs
from disclosure_editor.narrative.reading import TemplateReader, TextReading, read_text
from disclosure_editor.narrative.writer import Narrative

EXAMPLES = Path(__file__).parents[2] / "examples"
BUDGET, FINAL = "xinjiang-budget-2021", "xinjiang-final-2024"
READER = TemplateReader(Library().edition(FINAL))


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def budget(library) -> TemplateReader:
    return TemplateReader(library.edition(BUDGET))


@pytest.fixture(scope="module")
def final(library) -> TemplateReader:
    return TemplateReader(library.edition(FINAL))


def read(reader: TemplateReader, template: str, number: str, text: str, tolerance: int = 0, **known: str):
    pattern = next(pattern for pattern in reader.paragraphs(template) if pattern.number == number)
    return read_text(pattern.program, text, tolerance, {place.replace("_", "!"): v for place, v in known.items()})


def values(reading: TextReading | None) -> dict[str, str]:
    assert reading is not None
    return {slot.place: slot.value for slot in reading.slots if "!" in slot.place or "." in slot.place}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.disclosure")), ids=lambda path: path.stem)
def test_whatever_a_template_wrote_is_read_back_to_its_addresses(path, library):
    workbook = open_workbook(path, library)
    narrative, reader = Narrative(workbook), TemplateReader(workbook.edition)
    for section in workbook.edition.outline:
        patterns = {pattern.number: pattern for pattern in reader.paragraphs(section.template or "none.j2")}
        for paragraph in narrative.paragraphs(section):
            if any(run.missing for run in paragraph.generated):
                continue
            pattern = patterns[paragraph.key.name.partition("@")[0]]
            reading = read_text(pattern.program, paragraph.generated_text)

            assert reading is not None, paragraph.generated_text
            assert reading.differing == 0
            starts = accumulate([0, *(len(run.text) for run in paragraph.generated)])
            amounts = {start: run.amount or 0 for start, run in zip(starts, paragraph.generated, strict=False)}
            for slot in reading.slots:
                if slot.slot in ("amount", "count", "percent", "change", "growth") and slot.value:
                    assert Decimal(slot.value) == amounts[slot.start], (paragraph.generated_text, slot)


def test_amounts_reasons_and_changes_go_to_their_addresses(budget):
    text = "2021年，某中心的机关运行经费财政拨款预算15.42万元，比上年预算减少3.31万元，下降17.67%。主要原因是人员减少。"

    found = values(read(budget, "10-1-operating.j2", "1", text))

    assert found == {
        "单位!全称": "某中心",
        "机关运行经费!本年": "15.42",
        "机关运行经费!增减": "-3.31",
        "机关运行经费!增长率": "-17.67",
        "机关运行经费!原因": "人员减少",
    }


def test_what_has_not_changed_is_zero(budget):
    text = "2021年，某中心的机关运行经费财政拨款预算15.42万元，与上年预算持平。"

    assert values(read(budget, "10-1-operating.j2", "1", text))["机关运行经费!增减"] == "0"


def test_width_blanks_and_separators_of_numbers_do_not_count(final):
    text = (
        "2024 年度收入总计4,126.63 万元,其中:本年收入合计 4113.55万元，使用非财政拨款结余(含专用结余)0.00万元，"
        "年初结转和结余13.07万元。"
    )

    found = values(read(final, "overall.j2", "1", text))

    assert found["收支总表!收入总计.决算数"] == "4126.63"
    assert found["收支总表!使用非财政拨款结余.决算数"] == "0.00"


def test_a_loop_gives_every_turn_its_row(final):
    text = (
        "截至2024年12月31日，房屋0.00平方米，价值0.00万元。车辆8辆，价值265.27万元，其中：执法执勤用车3辆、其他用车5辆，"
        "其他用车主要是：一般公务用车。单价100万元（含）以上设备（不含车辆）2台（套）。"
    )

    reading = read(final, "assets.j2", "1", text)

    assert reading is not None
    rows = [(slot.rows[0][1], slot.slot, slot.value) for slot in reading.slots if slot.rows]
    assert rows == [(0, "label", "执法执勤用车"), (0, "count", "3"), (1, "label", "其他用车"), (1, "count", "5")]


def test_a_branch_that_was_taken_tells_the_choice(budget):
    text = "收入预算包括：一般公共预算收入261.00万元。"
    patterns = [p for p in budget.paragraphs("01-overall.j2") if read_text(p.program, text)]

    assert [(choice.address, choice.value) for choice in patterns[0].choices] == [("样式!收入名称", "一般公共预算收入")]


def test_another_word_is_tolerated_where_that_is_asked_for(final):
    text = (
        "2024年全年度收入总计4,126.63万元，其中：本年收入合计4,113.55万元，使用非财政拨款结余（含专用结余）0.00万元，"
        "年初结转结余13.07万元。"
    )

    assert read(final, "overall.j2", "1", text) is None
    reading = read(final, "overall.j2", "1", text, tolerance=5)
    assert reading is not None
    assert reading.differing == len("全年") + len("和")
    assert values(reading)["收支总表!年初结转和结余.决算数"] == "13.07"


def test_a_name_that_is_known_is_told_from_the_words_behind_it(budget):
    text = "某中心由两个单位合并成立，编制数12，实有人数12人。"

    found = values(read(budget, "overview-organisation.j2", "2", text, 单位_简称="某中心"))

    assert (found["单位!简称"], found["单位!沿革"]) == ("某中心", "由两个单位合并成立")


def test_paragraphs_run_together_are_read_as_both(final):
    first, second = final.paragraphs("overall.j2")[:2]
    text = (
        "2024年度收入总计5万元，其中：本年收入合计5万元，使用非财政拨款结余（含专用结余）0.00万元，年初结转和结余0.00万元。"
        "2024年度支出总计5万元，其中：本年支出合计4万元，结余分配0.00万元，年末结转和结余1.00万元。"
    )

    found = values(read_text(joined_programs([first.program, second.program]), text))

    assert found["收支总表!收入总计.决算数"] == "5"
    assert found["收支总表!年末结转和结余.决算数"] == "1.00"


def test_a_cell_of_a_form_is_read_back(budget):
    reading = budget.read_small("其中：财政拨款  {{ amount(row.财政拨款) }}", "其中:财政拨款 85.5")

    assert values(reading) == {"row.财政拨款": "85.5"}


def test_a_text_of_another_template_is_none_of_this_one(budget):
    assert (
        read(budget, "10-1-operating.j2", "1", "本单位2021年没有使用政府性基金预算拨款安排的支出。", tolerance=8)
        is None
    )


@given(st.text(max_size=300))
def test_no_text_makes_reading_fail(text):
    for pattern in READER.paragraphs("overall.j2")[:1]:
        reading = read_text(pattern.program, text, tolerance=3)
        assert reading is None or isinstance(reading, TextReading)


@given(
    change=st.decimals(-999, 999, places=2),
    reason=st.text("增减人员经费项目，、（）0123456789", min_size=1, max_size=30).map(str.strip).filter(bool),
)
def test_a_sentence_is_read_back_whatever_stands_in_it(change, reason):
    direction = "增加" if change >= 0 else "减少"
    text = (
        f"收入支出总体与上年相比，{direction}{abs(change)}万元，{'增长' if change >= 0 else '下降'}1.00%，"
        f"主要原因是：{reason}。"
    )

    found = values(read_text(READER.paragraphs("overall.j2")[2].program, text))

    assert found["总体说明!收入总计.原因"] == reason
    assert Decimal(found["总体说明!收入总计.增减"]) == change
