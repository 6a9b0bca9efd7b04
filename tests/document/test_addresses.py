"""Addresses read like the document, and every one written can be read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.document.addresses import Address, RowList, free_row_name, row_key, row_name

names = st.text(min_size=1)
tables = names.filter(lambda name: "!" not in name)
columns = names.filter(lambda name: "." not in name)


def test_a_cell_reads_as_table_row_and_column() -> None:
    assert Address.parse("表三!2080505.基本支出") == Address("表三", "2080505", "基本支出")


def test_a_field_has_no_row() -> None:
    assert Address.parse("单位!全称") == Address("单位", "", "全称")


def test_a_row_may_have_dots_and_exclamation_marks_in_its_name() -> None:
    assert Address.parse("表七!1.1版升级!急.合计") == Address("表七", "1.1版升级!急", "合计")


@given(tables, names, columns)
def test_every_cell_that_is_written_is_read_as_the_same(table: str, row: str, column: str) -> None:
    address = Address(table, row, column)

    assert Address.parse(str(address)) == address


@given(tables, columns)
def test_every_field_that_is_written_is_read_as_the_same(table: str, column: str) -> None:
    address = Address(table, "", column)

    assert Address.parse(str(address)) == address


@pytest.mark.parametrize("text", ["", "表三", "!合计.基本支出", "表三!", "表三!合计."])
def test_a_text_that_is_no_address_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(ValueError, match=r"应写作“表!行\.列”"):
        Address.parse(text)


@pytest.mark.parametrize("row_list", [RowList("表三", ""), RowList("表一", "支出")])
def test_a_row_list_that_is_written_is_read_as_the_same(row_list: RowList) -> None:
    assert RowList.parse(str(row_list)) == row_list


def test_the_first_row_of_a_key_is_named_by_it_alone() -> None:
    assert row_name("2080505") == "2080505"


def test_the_second_row_of_a_key_is_numbered() -> None:
    assert row_name("2080505", 2) == "2080505#2"


@given(st.text(), st.integers(min_value=1))
def test_the_key_of_every_row_is_found_in_its_name(key: str, number: int) -> None:
    assert row_key(row_name(key, number)) == key


@given(st.lists(st.sampled_from(["", "项目", "项目#2", "#1", "1.2#"]), max_size=12))
def test_no_two_rows_get_the_same_name(keys: list[str]) -> None:
    taken: set[str] = set()

    for key in keys:
        taken.add(free_row_name(key, taken))

    assert len(taken) == len(keys)


def test_a_row_without_a_key_still_has_a_name() -> None:
    assert row_name("") == "#1"
