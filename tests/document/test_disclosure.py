"""A document changes by edits alone, and every edit can be taken back."""

import pytest

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure, OwnParagraph, ParagraphKey, StaleEdit

NAME = Address("单位", "", "全称")
ROWS = RowList("表三", "")
PARAGRAPH = ParagraphKey("一", "1")


@pytest.fixture
def disclosure() -> Disclosure:
    return Disclosure("版式", {NAME: "某中心"})


def test_an_edit_changes_nothing_until_it_is_applied(disclosure: Disclosure) -> None:
    disclosure.edit("填写", [(NAME, "另一中心")])

    assert disclosure.value(NAME) == "某中心"


def test_an_applied_edit_puts_values_rows_and_paragraphs_in_place(disclosure: Disclosure) -> None:
    own = OwnParagraph("自己的话", "生成的话")

    disclosure.apply(disclosure.edit("填写", [(NAME, "另一中心"), (ROWS, ("2080505",)), (PARAGRAPH, own)]))

    assert (disclosure.value(NAME), disclosure.rows(ROWS), disclosure.paragraph(PARAGRAPH)) == (
        "另一中心",
        ("2080505",),
        own,
    )


def test_the_inverse_of_an_edit_takes_it_back(disclosure: Disclosure) -> None:
    before = dict(disclosure.items())
    edit = disclosure.edit("填写", [(NAME, None), (ROWS, ("2080505",))])

    disclosure.apply(edit)
    disclosure.apply(edit.inverse())

    assert dict(disclosure.items()) == before


def test_an_edit_that_changes_nothing_is_empty(disclosure: Disclosure) -> None:
    assert not disclosure.edit("填写", [(NAME, "某中心"), (ROWS, None)])


def test_a_stale_edit_is_refused_and_changes_nothing(disclosure: Disclosure) -> None:
    stale = disclosure.edit("填写", [(ROWS, ("2080505",)), (NAME, "甲")])
    disclosure.apply(disclosure.edit("填写", [(NAME, "乙")]))

    with pytest.raises(StaleEdit, match="单位!全称"):
        disclosure.apply(stale)

    assert dict(disclosure.items()) == {NAME: "乙"}


def test_a_stated_blank_is_not_the_same_as_nothing_stated(disclosure: Disclosure) -> None:
    disclosure.apply(disclosure.edit("填写", [(NAME, "")]))

    assert disclosure.value(NAME) == ""


def test_a_place_holds_what_belongs_there_and_nothing_else(disclosure: Disclosure) -> None:
    assert (disclosure.value(NAME), disclosure.rows(ROWS), disclosure.paragraph(PARAGRAPH)) == ("某中心", None, None)


@pytest.mark.parametrize("key", [PARAGRAPH, ParagraphKey("五三", "2@2080505@项目¶二")])
def test_a_paragraphs_name_that_is_written_is_read_as_the_same(key: ParagraphKey) -> None:
    assert ParagraphKey.parse(str(key)) == key


@pytest.mark.parametrize("text", ["", "一", "¶1", "一¶"])
def test_a_text_that_names_no_paragraph_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是段落的名称"):
        ParagraphKey.parse(text)
