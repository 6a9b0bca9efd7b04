"""What was read from a file keeps its origin until it is changed, and is confirmed by edits that can be undone."""

import pytest

from disclosure_editor.calculation.edits import copy_row, edit_paragraph, remove_rows, set_value
from disclosure_editor.calculation.origins import confirm, tick_off
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import (
    Content,
    Origin,
    OriginOf,
    ParagraphKey,
    Path,
    Remark,
    RemarkKey,
    Understanding,
)
from tests.calculation.conftest import Book

NAME, COUNT = Address("单位", "", "全称"), Address("单位", "", "人数")
AMOUNT, GOAL, TARGET = Address("项目", "甲", "金额"), Address("绩效", "甲", "目标"), Address("指标", "甲", "指标值")
LAST_YEAR = Origin("第3页", "某 中心", unconfirmed=True)


@pytest.fixture
def draft(book: Book) -> Book:
    book.put(
        {
            "单位!全称": "某中心",
            "单位!人数": "12",
            "项目!甲.金额": "3",
            "绩效!甲.目标": "完成",
            "指标!甲.指标值": "12次",
        },
        {"项目": "甲 乙", "指标": "甲"},
    )
    read: dict[Path, Content | None] = {OriginOf(path): LAST_YEAR for path in (NAME, AMOUNT, GOAL, TARGET)}
    book.apply(book.edit("读入", {**read, OriginOf(COUNT): Origin("第4页")}))
    return book


def test_what_is_last_years_is_known(draft: Book) -> None:
    assert set(draft.unconfirmed()) == {NAME, AMOUNT, GOAL, TARGET}
    assert draft.origins()[COUNT] == Origin("第4页")


def test_a_changed_value_is_no_longer_last_years(draft: Book) -> None:
    draft.apply(set_value(draft, NAME, "另一中心"))

    assert NAME not in draft.origins()


def test_confirming_keeps_where_it_was_read_and_can_be_undone(draft: Book) -> None:
    edit = confirm(draft, (NAME, COUNT, Address("单位", "", "备注")), "确认沿用")
    draft.apply(edit)

    assert draft.origins()[NAME] == Origin("第3页", "某 中心", unconfirmed=False)
    assert set(draft.unconfirmed()) == {AMOUNT, GOAL, TARGET}
    draft.apply(edit.inverse())
    assert NAME in draft.unconfirmed()


def test_what_is_confirmed_already_is_no_edit(draft: Book) -> None:
    assert not confirm(draft, [COUNT], "确认沿用")


def test_the_origins_go_with_a_row_that_is_renamed(draft: Book) -> None:
    draft.apply(set_value(draft, Address("项目", "甲", "项目名"), "丙"))

    assert set(draft.unconfirmed()) == {NAME, *(address._replace(row="丙") for address in (AMOUNT, GOAL, TARGET))}


def test_rows_that_change_names_change_origins(draft: Book) -> None:
    draft.apply(draft.edit("", {Address("项目", "乙", "金额"): "7"}))
    draft.apply(set_value(draft, Address("项目", "甲", "项目名"), "丙"))
    draft.apply(set_value(draft, Address("项目", "乙", "项目名"), "甲"))

    assert AMOUNT not in draft.origins()


def test_the_origin_of_a_rows_key_goes_with_its_name(draft: Book) -> None:
    key = Address("项目", "甲", "项目名")
    draft.apply(draft.edit("", {OriginOf(key): LAST_YEAR}))
    draft.apply(set_value(draft, key, "丙"))

    assert key not in draft.origins()
    assert key._replace(row="丙") not in draft.origins()


def test_a_removed_row_leaves_no_origins(draft: Book) -> None:
    draft.apply(draft.edit("", {OriginOf(Address("项目", "甲", "项目名")): LAST_YEAR}))
    draft.apply(remove_rows(draft, RowList("项目", ""), ["甲"]))

    assert set(draft.origins()) == {NAME, COUNT}


def test_a_copied_row_is_the_officers_own(draft: Book) -> None:
    edit, copy = copy_row(draft, RowList("项目", ""), "甲", "甲（副本）")
    draft.apply(edit)

    assert Address("项目", copy, "金额") not in draft.origins()


def test_an_own_paragraph_changed_again_is_no_longer_last_years(draft: Book) -> None:
    key = ParagraphKey("一", "1")
    draft.apply(edit_paragraph(draft, key, "上年的话。", ""))
    draft.apply(draft.edit("", {OriginOf(key): LAST_YEAR}))
    assert key in draft.unconfirmed()

    draft.apply(edit_paragraph(draft, key, "今年的话。", ""))

    assert key not in draft.origins()


def test_remarks_are_ticked_off(draft: Book) -> None:
    remarks = [Remark(Understanding.DOUBTFUL, text) for text in ("一", "二", "三")]
    draft.apply(draft.edit("", {RemarkKey(number): remark for number, remark in enumerate(remarks, start=1)}))
    edit = tick_off(draft, [RemarkKey(2)])
    draft.apply(edit)

    assert [remark.message for _, remark in draft.remarks()] == ["一", "三"]
    draft.apply(edit.inverse())
    assert [remark.message for _, remark in draft.remarks()] == ["一", "二", "三"]
