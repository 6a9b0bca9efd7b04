"""Numbers in the officer's own words, against the generated ones."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import OwnParagraph
from disclosure_editor.narrative.own_text import linked_runs, numbers_in, own_paragraph_numbers, stale_numbers
from disclosure_editor.narrative.runs import Run


def number(name: str, text: str, amount: str) -> Run:
    return Run(text, Address("表", name, "数"), amount=Decimal(amount))


TOTAL = number("合计", "261", "261")
SHARE = number("占比", "100%", "100")
CHANGE = number("增减", "比上年增加108.79万元", "108.79")
REASON = Run("新增3个项目", Address("表", "合计", "原因"))
GENERATED = (
    Run("2021年预算"),
    TOTAL,
    Run("万元，占"),
    SHARE,
    Run("，"),
    CHANGE,
    Run("，主要原因是"),
    REASON,
    Run("。"),
)


def differing(own: str) -> list[tuple[str, Address | None]]:
    return [(text, run.address if run else None) for text, run in own_paragraph_numbers(own, GENERATED)]


@pytest.mark.parametrize(
    "own",
    [
        "2021年预算261万元，占100%，比上年增加108.79万元，主要原因是新增3个项目。",
        "２０２１年预算 261.00 万元，占100%，比上年增加108.790万元，主要原因是新增3个项目。",
        "2021年预算261万元，占100%，比上年增加108.79万元，主要原因是人员多了。",
        "全年261万元。",
    ],
)
def test_the_same_numbers_in_other_words_do_not_differ(own):
    assert differing(own) == []


def test_another_number_is_paired_with_the_cell_it_stands_for():
    own = "2021年预算236.5万元，占90.61%，比上年增加108.79万元，主要原因是新增3个项目。"

    assert differing(own) == [("236.5", TOTAL.address), ("90.61%", SHARE.address)]


def test_another_direction_is_another_number():
    own = "2021年预算261万元，占100%，比上年减少108.79万元，主要原因是新增3个项目。"

    assert differing(own) == [("108.79", CHANGE.address)]


def test_swapped_numbers_differ():
    own = "2021年预算100万元，占261%，比上年增加108.79万元，主要原因是新增3个项目。"

    assert differing(own) == [("100", TOTAL.address), ("261%", SHARE.address)]


def test_in_a_sentence_of_other_words_numbers_are_paired_by_their_surroundings():
    own = "按照批复，2021年我单位预算262万元，占100%，比上年增加了108.79万元。"

    assert differing(own) == [("262", TOTAL.address)]


def test_a_number_without_counterpart_has_no_cell():
    own = "2021年预算261万元，占100%，比上年增加108.79万元，主要原因是新增3个项目和15辆车。"

    assert differing(own) == [("15", None)]


def test_a_number_that_stands_twice_is_linked_to_neither():
    generated = (number("甲", "5", "5"), Run("、"), number("乙", "5", "5"), Run("、"), number("丙", "6", "6"))

    linked = linked_runs("甲5，丙6.0。", generated)
    assert [(run.text, run.address and run.address.row) for run in linked] == [
        ("甲5，丙", None),
        ("6.0", "丙"),
        ("。", None),
    ]


def test_a_year_of_the_text_is_no_cell():
    assert [run.address for run in linked_runs("2021年", GENERATED)] == [None]


@given(st.text("0123456789.,，。万元 增加%", max_size=40))
def test_an_own_text_is_published_as_written(own):
    assert "".join(run.text for run in linked_runs(own, GENERATED)) == own


def test_numbers_are_found_however_they_are_written():
    found = numbers_in("１，２３４．５和1,234.50、3.1％")

    assert [(n.text, n.value, n.percent) for n in found] == [
        ("１", Decimal(1), False),
        ("２３４．５", Decimal("234.5"), False),
        ("1,234.50", Decimal("1234.50"), False),
        ("3.1％", Decimal("3.1"), True),
    ]


def test_a_number_is_stale_where_the_generated_text_has_moved_on():
    own = OwnParagraph("我单位收入261万元，支出150万元，人员12人。", "收入261万元，支出150万元。")

    assert stale_numbers(own, "收入300万元，支出150.00万元。") == ("261",)
