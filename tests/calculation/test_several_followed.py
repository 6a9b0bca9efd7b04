"""A table that follows several others: it has the rows of all of them, each once, and keeps together with each."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_editor.calculation.edits import (
    NewRow,
    add_row,
    follow_rows,
    move_row,
    owner,
    paste,
    remove_rows,
    repeated_names,
    set_value,
    set_values,
    sharing,
    sources,
    state_rows,
)
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure, Edit
from disclosure_editor.document.storage import write
from disclosure_editor.editions.model import Edition
from disclosure_editor.editions.reader import read_edition
from disclosure_editor.editions.subjects import Catalogue
from tests.calculation.conftest import Book

PACK = """
id: several
title: 决算
kind: final_accounts
region: 某地
year: 2024
unit: 单位!全称
document_title: 决算公开
tables:
- {id: 单位, view: form, fields: [{id: 全称, type: text}]}
- id: 一般
  columns: [{id: 科目, type: code, catalogue: functional}, {id: 支出}]
  rows: [repeat: 科目]
- id: 基金
  columns: [{id: 科目, type: code, catalogue: functional}, {id: 支出}]
  rows:
  - {id: 合计, label: 合计, kind: total, formulas: {支出: sum(*.@)}}
  - repeat: 科目
- id: 全部
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 支出, formula: "sum(一般!{#=#}.支出) + sum(基金!{#=#}.支出)"}
  - {id: 备注, type: text}
  rows:
  - {repeat: 科目, follows: [一般, 基金]}
- id: 排列
  columns:
  - {id: 科目, type: code, catalogue: functional}
  - {id: 支出, formula: "sum(全部!{#=#}.支出)"}
  - {id: 备注, type: text}
  rows:
  - {repeat: 科目, follows: [基金, 全部], subtotals: {支出: "sum({科目~#}.@)"}}
- id: 有数
  columns: [{id: 科目, type: code, catalogue: functional}, {id: 备注, type: text}]
  rows:
  - {repeat: 科目, follows: [一般, 基金], where: "sum(全部!{#=#}.支出) != 0"}
- id: 明细
  columns: [{id: 科目, type: text}, {id: 说明, type: text}]
  rows:
  - {repeat: 科目, parent: 全部}
"""
CATALOGUES = {"functional": Catalogue("functional", (3, 2, 2), ())}
GENERAL, FUND, ALL, SORTED, NONZERO = (RowList(name, "") for name in ("一般", "基金", "全部", "排列", "有数"))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder: Path = tmp_path_factory.mktemp("packs") / "several"
    folder.mkdir()
    (folder / "edition.yaml").write_text(PACK, encoding="utf-8")
    return read_edition(folder, folder)


def filled_book(pack: Edition) -> Book:
    """2080505 in both tables, 2010301 in the first one alone, 2120803 in the second one alone."""
    book = Book(pack, Disclosure(pack.id), CATALOGUES)
    book.put(
        {
            "一般!2080505.支出": "1",
            "一般!2010301.支出": "2",
            "基金!2120803.支出": "4",
            "基金!2080505.支出": "8",
            "全部!2080505.备注": "养老",
            "全部!2010301.备注": "运行",
            "全部!2120803.备注": "土地",
            "明细!2080505.说明": "明细",
        },
        {"一般": "2080505 2010301", "基金": "2120803 2080505", "明细": "2080505 2010301"},
    )
    return book


@pytest.fixture
def filled(pack: Edition) -> Book:
    return filled_book(pack)


def rename(book: Book, address: str, key: str) -> None:
    book.apply(set_value(book, Address.parse(address), key))


def notes(book: Book) -> dict[str, str]:
    return {name: book.text(f"全部!{name}.备注") for name in book.names("全部")}


def test_it_has_the_rows_of_all_each_once_in_the_order_of_the_tables(filled: Book) -> None:
    assert filled.names("全部") == ["2080505", "2010301", "2120803"]
    assert filled.text("全部!2080505.支出") == "9.00"


def test_with_subtotals_its_rows_stand_in_the_order_of_their_codes(filled: Book) -> None:
    assert filled.names("排列") == ["2010301", "2080505", "2120803"]
    assert filled.text("排列!208.支出") == "9.00"


def test_its_condition_chooses_among_the_rows_of_all(filled: Book) -> None:
    filled.put({"一般!2010301.支出": "0"})

    assert filled.names("有数") == ["2080505", "2120803"]


def test_a_row_added_to_one_of_the_tables_appears(filled: Book) -> None:
    filled.apply(add_row(filled, FUND, key="2296099")[0])

    assert filled.names("全部")[-1] == filled.names("排列")[-1] == "2296099"


def test_it_is_filled_in_when_one_of_the_tables_is(pack: Edition) -> None:
    book = Book(pack, Disclosure(pack.id), CATALOGUES)
    assert not book.is_filled_in(SORTED)
    book.put({"基金!2120803.支出": "4"}, {"基金": "2120803"})

    assert book.is_filled_in(SORTED)


def test_its_sources_are_the_lists_behind_the_tables(filled: Book) -> None:
    assert (sources(filled, SORTED), owner(filled, SORTED)) == ((FUND, GENERAL), FUND)
    filled.apply(state_rows(filled, ALL, ["2080505"]))

    assert (sources(filled, SORTED), sources(filled, ALL)) == ((FUND, ALL), (ALL,))


def test_a_row_added_is_added_to_the_first_table(filled: Book) -> None:
    filled.apply(add_row(filled, ALL, after="2080505", key="2010302")[0])

    assert filled.names("一般") == ["2080505", "2010302", "2010301"]
    assert filled.names("基金") == ["2120803", "2080505"]


def test_a_row_added_is_another_than_those_that_there_are(filled: Book) -> None:
    edit, name = add_row(filled, ALL, key="2120803")
    filled.apply(edit)

    assert (name, filled.names("一般")[-1]) == ("2120803#2", "2120803#2")
    assert filled.names("全部") == ["2080505", "2010301", "2120803#2", "2120803"]


def test_a_row_added_has_the_name_of_no_fixed_row_where_it_stands(filled: Book) -> None:
    assert add_row(filled, SORTED, key="合计")[1] == "合计#2"


def test_rows_pasted_are_added_to_the_first_table_beside_those_that_there_are(filled: Book) -> None:
    texts = {Address("全部", "2010301", "科目"): "2010302"}
    rows = [NewRow("2010301", {"备注": "新"}), NewRow("2120803", {"备注": "又"})]
    filled.apply(paste(filled, texts, ALL, rows))

    assert filled.names("一般") == ["2080505", "2010302", "2010301", "2120803#2"]
    assert notes(filled) == {
        "2080505": "养老",
        "2010302": "运行",
        "2010301": "新",
        "2120803#2": "又",
        "2120803": "土地",
    }


def test_a_new_key_is_the_rows_key_in_every_table_that_has_it(filled: Book) -> None:
    rename(filled, "全部!2080505.科目", "2080506")

    assert (filled.names("一般"), filled.names("基金")) == (["2080506", "2010301"], ["2120803", "2080506"])
    assert (filled.text("全部!2080506.支出"), filled.text("全部!2080506.备注")) == ("9.00", "养老")
    assert filled.names("明细") == ["2080506", "2010301"]


def test_a_row_renamed_in_one_of_two_tables_stays_with_what_is_stated_for_it(filled: Book) -> None:
    rename(filled, "基金!2080505.科目", "2080506")

    assert notes(filled) == {"2080505": "养老", "2010301": "运行", "2120803": "土地", "2080506": ""}
    assert filled.text("明细!2080505.说明") == "明细"


def test_a_row_renamed_in_the_only_table_that_has_it_is_renamed(filled: Book) -> None:
    rename(filled, "基金!2120803.科目", "2296099")

    assert notes(filled) == {"2080505": "养老", "2010301": "运行", "2296099": "土地"}


def test_a_row_renamed_in_both_tables_at_once_is_renamed(filled: Book) -> None:
    keys = {Address(table, "2080505", "科目"): "2080506" for table in ("一般", "基金")}
    filled.apply(set_values(filled, keys, "改编码"))

    assert notes(filled) == {"2080506": "养老", "2010301": "运行", "2120803": "土地"}


def test_a_row_that_gets_another_tables_subject_becomes_one_row_with_it(filled: Book) -> None:
    filled.apply(set_value(filled, Address("全部", "2120803", "备注"), ""))
    rename(filled, "一般!2010301.科目", "2120803")

    assert notes(filled) == {"2080505": "养老", "2120803": "运行"}
    assert filled.text("全部!2120803.支出") == "6.00"


def test_of_rows_that_become_one_nothing_stated_is_lost(filled: Book) -> None:
    rename(filled, "全部!2010301.科目", "2120803")

    assert notes(filled) == {"2080505": "养老", "2120803": "土地"}
    assert filled.stated_values()["全部!2010301.备注"] == "运行"


def test_a_subtotals_figures_are_not_those_of_a_row_renamed_like_it(filled: Book) -> None:
    filled.put({"排列!201.支出": "2.5", "排列!2120803.支出": "7"}, {"一般": "201 2080505", "基金": "2120803 2010301"})
    rename(filled, "基金!2120803.科目", "2120804")
    rename(filled, "一般!201.科目", "229")

    assert (filled.text("排列!201.支出"), filled.text("排列!2120804.支出")) == ("2.5", "7")


def test_rows_of_its_own_are_renamed_with_those_of_every_table_that_has_them(filled: Book) -> None:
    filled.apply(state_rows(filled, ALL, ["2080505", "2120803"]))
    rename(filled, "一般!2080505.科目", "2080506")
    assert filled.names("全部") == ["2080505", "2120803"]

    rename(filled, "基金!2080505.科目", "2080506")
    assert notes(filled) == {"2080506": "养老", "2120803": "土地"}


def test_a_removed_row_is_removed_from_every_table_that_has_it(filled: Book) -> None:
    filled.apply(remove_rows(filled, ALL, ["2080505"]))

    assert (filled.names("一般"), filled.names("基金"), filled.names("明细")) == (["2010301"], ["2120803"], ["2010301"])
    assert not [place for place in filled.stated_values() if "2080505" in place]


def test_a_row_removed_from_one_of_two_tables_stays_with_what_is_stated_for_it(filled: Book) -> None:
    filled.apply(remove_rows(filled, GENERAL, ["2080505", "2010301"]))

    assert notes(filled) == {"2120803": "土地", "2080505": "养老"}
    assert "一般!2080505.支出" not in filled.stated_values()
    assert filled.text("明细!2080505.说明") == "明细"


def test_rows_removed_from_rows_of_its_own_stay_in_the_tables(filled: Book) -> None:
    filled.apply(state_rows(filled, ALL, ["2080505", "2120803"]))
    filled.apply(remove_rows(filled, ALL, ["2080505"]))
    filled.apply(follow_rows(filled, ALL))

    assert filled.names("全部") == ["2080505", "2010301", "2120803"]


def test_tables_where_a_row_stands_for_another_tables_too_do_not_share_it(filled: Book) -> None:
    shared = {name: [side.table for side in sharing(filled, FUND, name)] for name in ("2080505", "2120803", "2010301")}

    assert shared == {"2080505": ["基金"], "2120803": ["基金", "全部", "排列", "有数"], "2010301": []}
    assert [side.table for side in sharing(filled, ALL, "2080505")] == ["一般", "基金", "全部", "排列", "有数"]


def test_a_row_moves_among_those_of_its_table(filled: Book) -> None:
    filled.apply(move_row(filled, ALL, "2080505", 1))
    assert filled.names("全部") == ["2010301", "2080505", "2120803"]

    assert not move_row(filled, ALL, "2080505", 1)
    assert not move_row(filled, ALL, "2120803", -1)


def test_rows_of_its_own_take_the_place_of_all_tables_rows(filled: Book) -> None:
    filled.apply(state_rows(filled, ALL, ["2080505", "2013299"]))
    filled.apply(add_row(filled, ALL, key="2296099")[0])

    assert filled.names("全部") == ["2080505", "2013299", "2296099"]
    assert filled.names("一般") == ["2080505", "2010301"]


def stated_notes(book: Book) -> set[str]:
    """What is stated in the column 备注, wherever a row of that name stands or none."""
    return {text for address, text in book.disclosure.values() if address[::2] == ("全部", "备注")}


KEYS = ("", "2010301", "2010302", "2080505", "2120803", "2120803#2", "201", "合计")
LISTS = (GENERAL, FUND, ALL, SORTED, NONZERO)
operations = st.lists(
    st.tuples(
        st.sampled_from(("add", "paste", "rename", "remove", "move", "state", "follow")),
        st.sampled_from(LISTS),
        st.integers(0, 9),
        st.sampled_from(KEYS),
    ),
    max_size=8,
)


def edit_of(book: Book, what: str, row_list: RowList, place: int, key: str) -> Edit:
    """What an operation does; the row is counted among those that the list has at the time."""
    names = repeated_names(book, row_list)
    name = names[place % len(names)] if names else ""
    match what:
        case "add":
            return add_row(book, row_list, name, key)[0]
        case "paste":
            return paste(book, {}, row_list, [NewRow(key, {}), NewRow("2010301", {})], name)
        case "rename":
            return set_value(book, Address(row_list.table, name, "科目"), key)
        case "remove":
            return remove_rows(book, row_list, [name] if name else [])
        case "move":
            return move_row(book, row_list, name, place - 5)
        case "state":
            return state_rows(book, row_list, [*names, key] if key else names)
    return follow_rows(book, row_list)


@settings(max_examples=150)
@given(operations)
def test_whatever_is_done_it_has_the_rows_of_all_and_keeps_what_is_stated_for_them(
    pack: Edition, operations: list[tuple[str, RowList, int, str]]
) -> None:
    book = filled_book(pack)
    for number, (what, row_list, place, key) in enumerate(operations):
        book.put({f"全部!{name}.备注": f"{name}，第{number}步" for name in book.names("全部")})
        noted, before = notes(book), write(book.disclosure)
        edit = edit_of(book, what, row_list, place, key)
        book.apply(edit)

        assert [Book(pack, book.disclosure, CATALOGUES).rows(other) for other in LISTS] == [*map(book.rows, LISTS)]
        if book.stated_rows(ALL) is None:
            assert book.names("全部") == list(dict.fromkeys(book.names("一般") + book.names("基金")))
        if what == "rename":
            assert stated_notes(book).issuperset(noted.values())
        else:
            assert {name: note for name, note in notes(book).items() if name in noted}.items() <= noted.items()
        after = write(book.disclosure)
        book.apply(edit.inverse())
        assert write(book.disclosure) == before
        book.apply(edit)
        assert write(book.disclosure) == after
