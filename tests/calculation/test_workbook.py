"""A document as its edition sees it: stated over computed, rows shared between tables, and nothing out of date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.calculation.edits import add_row, follow_rows, owner, set_value, state_rows
from disclosure_editor.calculation.workbook import CellValue
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure, OwnParagraph, ParagraphKey
from disclosure_editor.editions.model import Edition
from tests.calculation.conftest import CATALOGUES, Book


@pytest.fixture
def filled(book: Book) -> Book:
    book.put({"支出!2080505.基本": "10.5", "支出!2110101.基本": "20"}, {"支出": "2080505 2110101"})
    return book


def test_a_total_is_computed_until_somebody_states_another(filled: Book) -> None:
    assert filled.text("支出!总计.合计") == "30.50"

    filled.put({"支出!总计.合计": "31"})

    assert filled.text("支出!总计.合计") == "31"


def test_a_stated_figure_is_shown_as_it_was_typed(filled: Book) -> None:
    filled.put({"支出!总计.合计": "1,031.5000"})

    assert filled.text("支出!总计.合计") == "1,031.5000"


def test_what_is_computed_from_a_stated_figure_follows_it(filled: Book) -> None:
    filled.put({"支出!总计.合计": "31"})

    assert filled.text("总表!收入总计.数") == "31.00"


def test_what_would_be_computed_can_be_asked_beside_a_stated_figure(filled: Book) -> None:
    filled.put({"支出!总计.合计": "31"})

    assert filled.computed(Address("支出", "总计", "合计")).text == "30.50"


def test_taking_a_statement_back_computes_again(filled: Book) -> None:
    filled.put({"支出!总计.合计": "31"})
    filled.apply(set_value(filled, Address("支出", "总计", "合计"), " "))

    assert filled.text("支出!总计.合计") == "30.50"


def test_subtotals_do_not_count_in_totals(filled: Book) -> None:
    filled.put({"总表!其他.数": "1"})

    assert (filled.text("总表!其中.数"), filled.text("总表!收入总计.数")) == ("30.50", "31.50")


def test_each_side_of_a_table_adds_up_its_own_rows(filled: Book) -> None:
    filled.put({"总表!其他.数": "1"})

    assert filled.text("总表!支出总计.数") == "30.50"


def test_a_class_has_the_rows_whose_codes_begin_with_it(filled: Book) -> None:
    assert (filled.text("总表!208.数"), filled.text("总表!211.数")) == ("10.50", "20.00")


def test_a_malformed_number_is_kept_and_named_so(filled: Book) -> None:
    filled.put({"支出!2110101.基本": "2..0"})

    assert filled.cell(Address("支出", "2110101", "基本")) == CellValue("2..0", stated=True, malformed=True)


def test_nothing_is_computed_from_a_malformed_number(filled: Book) -> None:
    filled.put({"支出!2110101.基本": "2..0"})

    shown = [filled.text(place) for place in ("支出!2110101.合计", "支出!总计.基本", "总表!收入总计.数", "总表!211.数")]
    assert shown == ["", "", "", ""]


def test_a_count_must_be_whole(book: Book) -> None:
    book.put({"单位!人数": "12.5"})

    assert book.cell(Address("单位", "", "人数")).malformed


def test_a_text_may_look_like_anything(book: Book) -> None:
    book.put({"单位!全称": "2..0"})

    assert book.cell(Address("单位", "", "全称")) == CellValue("2..0", stated=True)


def test_the_name_of_a_subject_comes_from_its_catalogue(filled: Book) -> None:
    assert filled.text("支出!2080505.名称") == "养老保险"


def test_a_rows_key_is_the_value_of_its_key_column(filled: Book) -> None:
    filled.put({}, {"支出": "2080505 2080505#2"})

    assert [filled.text(f"支出!{name}.科目") for name in filled.names("支出")] == ["2080505", "2080505"]


def test_a_choice_is_its_first_value_until_another_is_made(book: Book) -> None:
    assert book.text("单位!样式") == "甲式"


def test_a_default_stands_where_nothing_is_stated(book: Book) -> None:
    assert book.text("单位!备注") == "无"


def test_a_place_that_the_edition_does_not_know_is_empty(book: Book) -> None:
    assert book.text("没有!这个.地方") == ""


def test_a_table_has_the_rows_of_the_one_it_follows(filled: Book) -> None:
    assert filled.names("收入") == ["2080505", "2110101"]


def test_of_the_rows_it_follows_a_table_has_those_that_fulfil_its_condition(filled: Book) -> None:
    filled.put({"收入!2080505.基金": "3"})

    assert filled.names("拨款") == ["2110101"]


def test_rows_of_its_own_come_before_those_it_follows(filled: Book) -> None:
    filled.put({}, {"收入": "2110301"})

    assert (filled.names("收入"), filled.names("拨款")) == (["2110301"], ["2110301"])


def test_no_rows_of_its_own_is_a_statement_too(filled: Book) -> None:
    filled.apply(state_rows(filled, RowList("收入", ""), []))

    assert filled.names("收入") == []


def test_a_table_can_go_back_to_the_rows_it_follows(filled: Book) -> None:
    filled.put({}, {"收入": "2110301"})
    filled.apply(follow_rows(filled, RowList("收入", "")))

    assert filled.names("收入") == ["2080505", "2110101"]


def test_a_row_named_like_a_fixed_one_is_not_taken_for_it(filled: Book) -> None:
    filled.put({"支出!总计.基本": "30.5"}, {"支出": "2080505 总计 2110101"})

    assert (filled.names("支出"), filled.text("支出!总计.合计")) == (["2080505", "2110101"], "30.50")


def test_a_place_is_named_in_the_officers_words(filled: Book) -> None:
    assert filled.title(Address("支出", "2080505", "基本")) == "支出“2080505 养老保险”的“基本”"


def test_a_field_is_named_without_a_row(book: Book) -> None:
    assert book.title(Address("单位", "", "全称")) == "单位“全称”"


def test_a_cell_is_found_on_the_side_that_its_row_stands_on(book: Book) -> None:
    sides = [book.side_of(Address("总表", row, "数")) for row in ("其他", "208")]

    assert [side.id if side else None for side in sides] == ["左", "右"]


def test_an_edit_tells_what_it_made_unknown(filled: Book) -> None:
    filled.cell(Address("总表", "收入总计", "数"))
    filled.cell(Address("单位", "", "简称"))

    unknown = filled.apply(set_value(filled, Address("支出", "2110101", "基本"), "21"))

    assert ("cell", Address("总表", "收入总计", "数")) in unknown
    assert ("cell", Address("单位", "", "简称")) not in unknown


def test_who_asks_for_the_owner_of_rows_learns_of_a_list_of_their_own(filled: Book) -> None:
    following = RowList("收入", "")
    filled.memo.define("owner", lambda: owner(filled, following))
    assert filled.memo.get("owner") == RowList("支出", "")

    filled.apply(state_rows(filled, following, ["2110301"]))

    assert filled.memo.get("owner") == following


def test_own_paragraphs_are_known_as_soon_as_they_are_written(book: Book) -> None:
    key = ParagraphKey("一", "1")
    assert book.own_paragraphs() == ()

    book.apply(book.disclosure.edit("修改", [(key, OwnParagraph("我的", "他的"))]))

    assert book.own_paragraphs() == (key,)


def test_a_row_added_to_a_follower_is_seen_by_all_who_share_it(filled: Book) -> None:
    edit, name = add_row(filled, RowList("收入", ""), key="2110301")
    filled.names("收入")
    filled.apply(edit)

    assert (name, filled.names("拨款")) == ("2110301", ["2080505", "2110101", "2110301"])


def test_a_row_that_belongs_to_another_is_named_after_it_and_by_its_own_name(book: Book) -> None:
    book.put({"指标!运维.指标值": "演练次数"}, {"项目": "运维", "指标": "运维 运维#2"})

    assert book.row_title("指标", "运维") == "运维：演练次数"
    assert book.row_title("指标", "运维#2") == "运维"


def test_a_row_added_for_one_project_leaves_what_is_known_of_others(book: Book) -> None:
    indicators = RowList("指标", "")
    book.put({}, {"项目": "甲 乙", "指标": "甲 乙 甲#2"})
    side = book.edition.side[indicators]
    assert [book.children(side, name) for name in ("甲", "乙")] == [("甲", "甲#2"), ("乙",)]

    forgotten = book.apply(add_row(book, indicators, "甲", "甲")[0])

    assert ("children", indicators, "甲") in forgotten
    assert ("children", indicators, "乙") not in forgotten
    assert book.children(side, "甲") == ("甲", "甲#3", "甲#2")


@given(st.lists(st.lists(st.sampled_from(["甲", "甲#2", "甲#3", "乙", "乙#2", "丙"]), unique=True), max_size=4))
def test_the_rows_of_each_project_are_those_that_are_stated(edition: Edition, lists: list[list[str]]) -> None:
    book = Book(edition, Disclosure(edition.id), CATALOGUES)
    for names in lists:
        book.apply(book.edit("行", {RowList("指标", ""): tuple(names)}))
        for parent in ("甲", "乙", "丙"):
            expected = tuple(name for name in names if name.partition("#")[0] == parent)
            assert book.children(edition.side[RowList("指标", "")], parent) == expected
