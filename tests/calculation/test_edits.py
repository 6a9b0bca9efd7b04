"""What an officer does to a document, as edits that keep its tables together and can be taken back."""

import pytest

from disclosure_editor.calculation.edits import (
    NewRow,
    add_row,
    copy_row,
    edit_paragraph,
    follow_rows,
    move_row,
    paste,
    remove_rows,
    restore_paragraph,
    set_value,
    set_values,
    state_rows,
)
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Edit, OwnParagraph, ParagraphKey
from disclosure_editor.document.storage import read, write
from tests.calculation.conftest import Book

EXPENDITURE, INCOME, GRANTS, PROJECTS, TARGETS, INDICATORS = (
    RowList(name, "") for name in ("支出", "收入", "拨款", "项目", "绩效", "指标")
)


@pytest.fixture
def filled(book: Book) -> Book:
    book.put(
        {
            "支出!2080505.基本": "10.5",
            "支出!2110101.基本": "20",
            "收入!2110101.基金": "2",
            "项目!甲.金额": "3",
            "绩效!甲.目标": "完成",
            "指标!甲.指标值": "12次",
            "指标!甲#2.指标值": "95%",
            "指标!乙.指标值": "3次",
        },
        {"支出": "2080505 2110101", "项目": "甲 乙", "指标": "甲 乙 甲#2"},
    )
    return book


def rename(book: Book, address: str, key: str) -> None:
    book.apply(set_value(book, Address.parse(address), key))


def test_a_value_is_stated_without_blanks_around_it(book: Book) -> None:
    book.apply(set_value(book, Address("单位", "", "全称"), " 某中心　\n"))

    assert book.stated_values() == {"单位!全称": "某中心"}


def test_a_blank_takes_a_statement_back(filled: Book) -> None:
    filled.apply(set_value(filled, Address("项目", "甲", "金额"), ""))

    assert "项目!甲.金额" not in filled.stated_values()


def test_a_new_key_takes_what_the_row_states_with_it(filled: Book) -> None:
    rename(filled, "支出!2110101.科目", "2110301")

    assert (filled.names("支出"), filled.text("支出!2110301.基本")) == (["2080505", "2110301"], "20")
    assert "支出!2110101.基本" not in filled.stated_values()


def test_a_new_key_is_the_rows_key_in_every_table_that_shares_it(filled: Book) -> None:
    rename(filled, "收入!2110101.科目", "2110301")

    assert (filled.names("收入"), filled.text("收入!2110301.基金"), filled.text("支出!2110301.基本")) == (
        ["2080505", "2110301"],
        "2",
        "20",
    )


def test_a_new_key_reaches_tables_with_rows_of_their_own(filled: Book) -> None:
    filled.apply(state_rows(filled, INCOME, ["2110101", "2080506"]))
    rename(filled, "支出!2110101.科目", "2110301")

    assert (filled.names("收入"), filled.text("收入!2110301.基金")) == (["2110301", "2080506"], "2")


def test_a_new_key_of_rows_of_its_own_stays_in_that_table(filled: Book) -> None:
    filled.apply(state_rows(filled, INCOME, ["2110101"]))
    rename(filled, "收入!2110101.科目", "2110301")

    assert (filled.names("收入"), filled.names("支出")) == (["2110301"], ["2080505", "2110101"])


def test_children_go_with_their_parent_to_its_new_key(filled: Book) -> None:
    rename(filled, "项目!甲.项目名", "丙")

    assert (filled.names("指标"), filled.text("指标!丙#2.指标值"), filled.text("绩效!丙.目标")) == (
        ["丙", "乙", "丙#2"],
        "95%",
        "完成",
    )


def test_children_whose_parent_gets_a_numbered_name_go_with_it(filled: Book) -> None:
    rename(filled, "项目!甲.项目名", "乙")

    assert filled.names("项目") == ["乙#2", "乙"]
    assert filled.names("指标") == ["乙#2#1", "乙", "乙#2#2"]


def test_children_left_behind_by_another_parent_keep_their_names(filled: Book) -> None:
    filled.apply(state_rows(filled, TARGETS, ["甲"]))  # the rows of 乙 in 指标 belong to no card now
    rename(filled, "绩效!甲.项目名", "乙")

    assert filled.names("指标") == ["乙#2", "乙", "乙#3"]
    assert filled.text("指标!乙.指标值") == "3次"


def test_a_childs_name_that_was_written_oddly_is_no_obstacle(filled: Book) -> None:
    filled.put({"指标!甲#1.指标值": "5次"}, {"指标": "甲#1 甲#02"})
    rename(filled, "项目!甲.项目名", "丙")

    assert (filled.names("指标"), filled.text("指标!丙.指标值")) == (["丙", "丙#2"], "5次")


def test_two_rows_can_change_places(filled: Book) -> None:
    keys = {Address("支出", "2080505", "科目"): "2110101", Address("支出", "2110101", "科目"): "2080505"}
    filled.apply(set_values(filled, keys, "对调"))

    assert (filled.names("支出"), filled.text("支出!2110101.基本")) == (["2110101", "2080505"], "10.5")


def test_rows_renamed_through_different_tables_do_not_collide(filled: Book) -> None:
    keys = {Address("支出", "2080505", "科目"): "2110301", Address("收入", "2110101", "科目"): "2110301"}
    filled.apply(set_values(filled, keys, "改编码"))

    assert filled.names("支出") == ["2110301", "2110301#2"]
    assert filled.text("支出!2110301#2.基本") == "20"


def test_a_value_typed_together_with_a_new_key_goes_with_it(filled: Book) -> None:
    texts = {Address("支出", "2110101", "基本"): "21", Address("支出", "2110101", "科目"): "2110301"}
    filled.apply(set_values(filled, texts, "填写"))

    assert filled.text("支出!2110301.基本") == "21"
    assert "支出!2110101.基本" not in filled.stated_values()


def test_a_key_taken_back_leaves_a_row_without_one(filled: Book) -> None:
    rename(filled, "支出!2110101.科目", "")

    assert (filled.names("支出"), filled.text("支出!#1.科目"), filled.text("支出!#1.基本")) == (
        ["2080505", "#1"],
        "",
        "20",
    )


def test_a_key_typed_again_changes_nothing(filled: Book) -> None:
    assert not set_value(filled, Address("支出", "2110101", "科目"), " 2110101 ")


def test_a_fixed_row_has_no_key_to_change(filled: Book) -> None:
    assert not set_value(filled, Address("支出", "总计", "科目"), "2110301")


@pytest.mark.parametrize("key", ["合计", "合计#2"])
def test_no_row_gets_the_name_of_a_fixed_one(filled: Book, key: str) -> None:
    edit, name = add_row(filled, PROJECTS, key=key)
    filled.apply(edit)
    filled.put({f"项目!{name}.金额": "4"})

    assert (filled.text(f"项目!{name}.项目名"), filled.text("项目!合计.金额")) == (key, "7.00")


def test_a_row_renamed_like_a_fixed_one_stays_another(filled: Book) -> None:
    rename(filled, "项目!甲.项目名", "合计")

    assert (filled.names("项目"), filled.text("项目!合计.金额")) == (["合计#2", "乙"], "3.00")


def test_hand_edited_paragraphs_of_a_row_go_with_it(filled: Book) -> None:
    own = OwnParagraph("我的", "他的")
    filled.apply(filled.disclosure.edit("修改", [(ParagraphKey("五", "2@2110101"), own)]))
    rename(filled, "支出!2110101.科目", "2110301")

    assert filled.own_paragraphs() == (ParagraphKey("五", "2@2110301"),)


def test_hand_edited_paragraphs_of_another_tables_row_stay(filled: Book) -> None:
    filled.put({}, {"项目": "甲 2110101"})
    key = ParagraphKey("五", "2@2110101")
    filled.apply(filled.disclosure.edit("修改", [(key, OwnParagraph("我的", "他的"))]))
    rename(filled, "支出!2110101.科目", "2110301")

    assert filled.own_paragraphs() == (key,)


def test_a_row_is_added_at_the_end(filled: Book) -> None:
    filled.apply(add_row(filled, EXPENDITURE, key="2110301")[0])

    assert filled.names("支出") == ["2080505", "2110101", "2110301"]


def test_a_row_is_added_behind_another(filled: Book) -> None:
    filled.apply(add_row(filled, EXPENDITURE, after="2080505", key="2110301")[0])

    assert filled.names("支出") == ["2080505", "2110301", "2110101"]


def test_a_row_added_to_a_follower_is_added_to_the_table_it_follows(filled: Book) -> None:
    filled.apply(add_row(filled, GRANTS, key="2110301")[0])

    assert (filled.names("支出")[-1], filled.disclosure.rows(GRANTS)) == ("2110301", None)


def test_a_second_row_of_a_key_is_another_row(filled: Book) -> None:
    _, name = add_row(filled, EXPENDITURE, key="2080505")

    assert name == "2080505#2"


def test_a_removed_row_leaves_nothing_stated_in_any_table_that_shares_it(filled: Book) -> None:
    filled.apply(remove_rows(filled, INCOME, ["2110101"]))

    assert filled.names("支出") == ["2080505"]
    assert not [place for place in filled.stated_values() if "2110101" in place]


def test_a_removed_row_takes_its_children_along(filled: Book) -> None:
    filled.apply(remove_rows(filled, PROJECTS, ["甲"]))

    assert (filled.names("项目"), filled.names("指标")) == (["乙"], ["乙"])
    assert not [place for place in filled.stated_values() if "甲" in place]


def test_rows_that_a_follower_states_itself_survive_a_removal(filled: Book) -> None:
    filled.apply(state_rows(filled, INCOME, ["2110101"]))
    filled.apply(remove_rows(filled, EXPENDITURE, ["2110101"]))

    assert (filled.names("收入"), filled.text("收入!2110101.基金")) == (["2110101"], "2")


def test_a_row_is_moved_down_and_up(filled: Book) -> None:
    filled.put({}, {"支出": "1 2 3 4"})
    filled.apply(move_row(filled, EXPENDITURE, "1", 2))
    filled.apply(move_row(filled, EXPENDITURE, "4", -1))

    assert filled.names("支出") == ["2", "3", "4", "1"]


@pytest.mark.parametrize(("by", "names"), [(9, ["2", "3", "1"]), (-9, ["1", "2", "3"])])
def test_a_row_moves_no_further_than_there_is_room(filled: Book, by: int, names: list[str]) -> None:
    filled.put({}, {"支出": "1 2 3"})
    filled.apply(move_row(filled, EXPENDITURE, "1", by))

    assert filled.names("支出") == names


def test_a_row_moved_in_a_follower_moves_past_the_rows_shown_there(filled: Book) -> None:
    filled.put({"收入!2.基金": "1"}, {"支出": "1 2 3"})
    assert filled.names("拨款") == ["1", "3"]

    filled.apply(move_row(filled, GRANTS, "1", 1))

    assert (filled.names("拨款"), filled.names("支出")) == (["3", "1"], ["3", "2", "1"])


def test_a_row_that_is_not_there_does_not_move(filled: Book) -> None:
    assert not move_row(filled, EXPENDITURE, "总计", 1)


def test_pasted_rows_stand_behind_the_chosen_one_with_their_values(filled: Book) -> None:
    rows = [NewRow("2080506", {"基本": "1"}), NewRow("2080505", {"基本": "2"})]
    filled.apply(paste(filled, {}, EXPENDITURE, rows, after="2080505"))

    assert filled.names("支出") == ["2080505", "2080506", "2080505#2", "2110101"]
    assert (filled.text("支出!2080506.基本"), filled.text("支出!2080505#2.基本")) == ("1", "2")


def test_pasting_over_rows_and_beyond_them_is_one_edit(filled: Book) -> None:
    texts = {Address("支出", "2110101", "科目"): "2110301", Address("支出", "2110101", "基本"): "7"}
    filled.apply(paste(filled, texts, EXPENDITURE, [NewRow("2110101", {"基本": "8"})]))

    assert filled.names("支出") == ["2080505", "2110301", "2110101"]
    assert (filled.text("支出!2110301.基本"), filled.text("支出!2110101.基本")) == ("7", "8")


def test_rows_pasted_into_a_follower_are_added_to_the_table_it_follows(filled: Book) -> None:
    filled.apply(paste(filled, {}, INCOME, [NewRow("2110301", {"基金": "9"})]))

    assert (filled.names("支出")[-1], filled.text("收入!2110301.基金")) == ("2110301", "9")


def test_no_pasted_row_gets_the_name_of_a_fixed_one(filled: Book) -> None:
    filled.apply(paste(filled, {}, PROJECTS, [NewRow("合计", {"金额": "9"})]))

    assert (filled.names("项目")[-1], filled.text("项目!合计.金额")) == ("合计#2", "12.00")


def test_rows_of_its_own_name_no_row_twice(filled: Book) -> None:
    filled.apply(state_rows(filled, INCOME, ["2110101", "2110101"]))

    assert filled.names("收入") == ["2110101"]


def test_own_words_are_kept_with_those_they_replace(book: Book) -> None:
    key = ParagraphKey("一", "1")
    book.apply(edit_paragraph(book, key, "我的", "他的"))

    assert book.paragraph(key) == OwnParagraph("我的", "他的")


@pytest.mark.parametrize("back", ["typed", "restored"])
def test_the_generated_words_take_own_ones_back(book: Book, back: str) -> None:
    key = ParagraphKey("一", "1")
    book.apply(edit_paragraph(book, key, "我的", "他的"))

    book.apply(edit_paragraph(book, key, "他的", "他的") if back == "typed" else restore_paragraph(book, key))

    assert book.paragraph(key) is None


EDITS = {
    "rename": lambda book: set_value(book, Address("支出", "2110101", "科目"), "2110301"),
    "rename with children": lambda book: set_value(book, Address("项目", "甲", "项目名"), "乙"),
    "add": lambda book: add_row(book, GRANTS, key="2110301")[0],
    "remove": lambda book: remove_rows(book, PROJECTS, ["甲", "乙"]),
    "move": lambda book: move_row(book, EXPENDITURE, "2110101", -1),
    "state rows": lambda book: state_rows(book, INCOME, ["2110301"]),
    "follow rows": lambda book: follow_rows(book, EXPENDITURE),
    "paste": lambda book: paste(book, {}, INCOME, [NewRow("2110301", {"基金": "9"})]),
}


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_can_be_taken_back(filled: Book, name: str) -> None:
    before = write(filled.disclosure)
    edit: Edit = EDITS[name](filled)

    filled.apply(edit)
    changed = write(filled.disclosure)
    filled.apply(edit.inverse())

    assert changed != before
    assert write(filled.disclosure) == before
    assert read(changed)


def test_a_copied_row_states_the_same_with_the_rows_that_belong_to_it(filled: Book) -> None:
    edit, name = copy_row(filled, TARGETS, "甲", "甲（副本）")
    filled.apply(edit)

    assert (name, filled.names("绩效"), filled.text("绩效!甲（副本）.目标")) == (
        "甲（副本）",
        ["甲", "甲（副本）", "乙"],
        "完成",
    )
    assert filled.names("指标") == ["甲", "乙", "甲#2", "甲（副本）", "甲（副本）#2"]
    assert [filled.text(f"指标!{row}.指标值") for row in ("甲（副本）", "甲（副本）#2")] == ["12次", "95%"]


def test_a_copied_row_leaves_other_tables_figures_alone(filled: Book) -> None:
    filled.apply(copy_row(filled, TARGETS, "甲", "丙")[0])

    assert (filled.names("项目"), filled.text("项目!丙.金额")) == (["甲", "丙", "乙"], "")


def test_a_copied_row_is_taken_back_in_one_step(filled: Book) -> None:
    before = filled.stated_values()
    edit, _ = copy_row(filled, TARGETS, "甲", "乙")
    filled.apply(edit)
    assert filled.names("绩效") == ["甲", "乙#2", "乙"]
    filled.apply(edit.inverse())

    assert (filled.stated_values(), filled.names("指标")) == (before, ["甲", "乙", "甲#2"])
