"""What is typed into a row's cells, as the texts that the row then states."""

from pathlib import Path

import pytest

from disclosure_editor.calculation import edits
from disclosure_editor.calculation.edits import NewRow
from disclosure_editor.calculation.entries import Entry, Refused, printed_parts, subject_column, texts_of_row
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure
from disclosure_editor.editions.model import Side
from disclosure_editor.editions.reader import read_edition
from disclosure_editor.editions.subjects import Catalogue, Subject

PACK = """\
id: 试验
title: 试验用版式
kind: budget
region: 试验
year: 2021
unit: 单位!全称
document_title: 试验
outline: []
tables:
- id: 单位
  view: form
  published: false
  fields: [{id: 全称, type: text}]
- id: 支出表
  columns:
  - {id: 科目, type: code, catalogue: functional, headers: [[类], [款], [项]], widths: [5, 4, 4]}
  - {id: 名称, type: text, header: [名称], formula: {is: name(.科目), severity: warning}}
  - {id: 金额, header: [金额]}
  - {id: 占比, type: percentage, header: [占比]}
  - {id: 方式, type: choice, choices: [甲, 乙], header: [方式]}
  rows:
  - {repeat: 科目}
- id: 跟随表
  columns:
  - {id: 科目, type: code, catalogue: functional, header: [科目]}
  - {id: 备注, type: text, header: [备注]}
  rows:
  - {repeat: 科目, follows: 支出表}
- id: 明细
  columns:
  - {id: 科目, type: text, header: [科目]}
  - {id: 说明, type: text, header: [说明]}
  rows:
  - {repeat: 科目, parent: 支出表}
"""
FUNCTIONAL = Catalogue(
    "functional",
    (3, 2, 2),
    (
        Subject("2010450", "事业运行"),
        Subject("208", "社会保障和就业支出"),
        Subject("2080505", "机关事业单位基本养老保险缴费支出"),
        Subject("2240150", "事业运行"),
    ),
)
ROWS = RowList("支出表", "")


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    (tmp_path / "试验").mkdir()
    (tmp_path / "试验" / "edition.yaml").write_text(PACK, encoding="utf-8")
    edition = read_edition(tmp_path / "试验", tmp_path / "templates")
    return Workbook(edition, Disclosure(edition.id), {"functional": FUNCTIONAL})


@pytest.fixture
def side(workbook: Workbook) -> Side:
    return workbook.edition.side[ROWS]


def add(workbook: Workbook, key: str) -> str:
    edit, name = edits.add_row(workbook, ROWS, None, key)
    workbook.apply(edit)
    return name


def typed(workbook: Workbook, side: Side, row: str | None, column: str, text: str, part: int = 0) -> dict[str, str]:
    own = side.by_id[column]
    return texts_of_row(workbook, side, row, [Entry(own, text, part, max(1, len(own.headers)))])


# Codes and names


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        (0, "2010450", "2010450"),
        (2, "2010450", "2010450"),
        (1, "208", "208"),
        (0, "210", "2100505"),
        (1, "5", "2080505"),
        (2, "6", "2080506"),
        (2, "０６", "2080506"),
        (2, "", "20805"),
        (1, "", "208"),
        (0, "", ""),
        (0, "机关事业单位基本养老保险缴费支出", "2080505"),
        (1, "2240150 事业运行", "2240150"),
    ],
)
def test_a_part_takes_a_part_a_whole_code_or_a_subject(
    workbook: Workbook, side: Side, part: int, text: str, code: str
) -> None:
    name = add(workbook, "2080505")
    assert typed(workbook, side, name, "科目", text, part) == {"科目": code}


@pytest.mark.parametrize(
    ("text", "told"), [("事业运行", "2个科目"), ("不知所云", "不是科目编码"), ("20a", "不是科目编码")]
)
def test_a_text_that_names_no_single_subject_is_refused(workbook: Workbook, side: Side, text: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        typed(workbook, side, None, "科目", text)


def test_a_lower_part_needs_the_ones_above(workbook: Workbook, side: Side) -> None:
    with pytest.raises(Refused, match="前面的各级编码"):
        typed(workbook, side, None, "科目", "05", 2)


def test_a_name_beside_no_code_names_the_code(workbook: Workbook, side: Side) -> None:
    found = typed(workbook, side, None, "名称", "社会保障和就业支出")
    assert found == {"科目": "208", "名称": ""}


def test_a_name_that_stands_often_names_none(workbook: Workbook, side: Side) -> None:
    assert typed(workbook, side, None, "名称", "事业运行") == {"名称": "事业运行"}


def test_the_official_name_beside_its_code_is_left_to_be_computed(workbook: Workbook, side: Side) -> None:
    name = add(workbook, "2010450")
    assert typed(workbook, side, name, "名称", "事业运行") == {"名称": ""}
    assert typed(workbook, side, name, "名称", "运行") == {"名称": "运行"}


def test_the_columns_of_a_subject_are_known_by_their_formula(side: Side) -> None:
    code = side.by_id["科目"]
    assert [subject_column(side, column) for column in side.columns] == [code, code, None, None, None]


def test_a_code_is_printed_in_fewer_columns_than_it_has_levels() -> None:
    assert printed_parts(FUNCTIONAL, "2080505", 3) == ("208", "05", "05")
    assert printed_parts(FUNCTIONAL, "2080505", 2) == ("208", "0505")
    assert printed_parts(FUNCTIONAL, "2080505", 1) == ("2080505",)


# Other columns


def test_a_percentage_is_stated_without_its_sign(workbook: Workbook, side: Side) -> None:
    assert typed(workbook, side, None, "占比", " 12.50 ％") == {"占比": "12.50"}


@pytest.mark.parametrize(
    ("text", "stated"), [("500.00万元", "500.00"), ("１２ 万元", "12"), ("5元", "5元"), ("万元", "万元"), ("", "")]
)
def test_a_number_is_stated_without_its_unit(workbook: Workbook, side: Side, text: str, stated: str) -> None:
    assert texts_of_row(workbook, side, None, [Entry(side.by_id["金额"], text)]) == {"金额": stated}


def test_a_choice_is_one_of_its_texts(workbook: Workbook, side: Side) -> None:
    assert typed(workbook, side, None, "方式", "乙") == {"方式": "乙"}
    with pytest.raises(Refused, match="甲、乙"):
        typed(workbook, side, None, "方式", "丙")


# The edits they lead to


def test_pasting_states_values_and_adds_rows_in_one_edit(workbook: Workbook) -> None:
    first, last = add(workbook, "208"), add(workbook, "2010450")
    before = dict(workbook.disclosure.items())
    texts = {Address("支出表", first, "金额"): "1"}
    edit = edits.paste(workbook, texts, ROWS, [NewRow("2080505", {"金额": "2"}), NewRow("208", {"金额": "3"})], first)
    workbook.apply(edit)
    assert workbook.disclosure.rows(ROWS) == (first, "2080505", "208#2", last)
    assert workbook.stated(Address("支出表", "208", "金额")) == "1"
    assert workbook.stated(Address("支出表", "208#2", "金额")) == "3"
    workbook.apply(edit.inverse())
    assert dict(workbook.disclosure.items()) == before


def test_rows_are_added_where_the_followed_table_states_them(workbook: Workbook) -> None:
    add(workbook, "208")
    following = RowList("跟随表", "")
    workbook.apply(edits.paste(workbook, {}, following, [NewRow("2010450", {"备注": "新"})], "208"))
    assert workbook.disclosure.rows(ROWS) == ("208", "2010450")
    assert workbook.disclosure.rows(following) is None
    assert workbook.stated(Address("跟随表", "2010450", "备注")) == "新"


def test_rows_pasted_with_keys_get_names_of_their_own(workbook: Workbook) -> None:
    names = [add(workbook, ""), add(workbook, "")]
    texts = {Address("支出表", name, "科目"): "2080505" for name in names}
    workbook.apply(edits.paste(workbook, texts, ROWS, [NewRow("2080505", {})]))
    assert workbook.disclosure.rows(ROWS) == ("2080505", "2080505#2", "2080505#3")


def test_rows_change_their_keys_with_all_that_belongs_to_them(workbook: Workbook) -> None:
    for key in ("208", "2010450"):
        add(workbook, key)
        children, child = edits.add_row(workbook, RowList("明细", ""), None, key)
        workbook.apply(children)
        workbook.apply(
            edits.set_values(
                workbook,
                {
                    Address("支出表", key, "金额"): f"金额{key}",
                    Address("跟随表", key, "备注"): f"备注{key}",
                    Address("明细", child, "说明"): f"说明{key}",
                },
                "填写",
            )
        )
    keys = {Address("支出表", "208", "科目"): "2010450", Address("支出表", "2010450", "科目"): "208"}
    workbook.apply(edits.set_values(workbook, keys, "粘贴"))
    assert workbook.disclosure.rows(ROWS) == ("2010450", "208")
    assert workbook.stated(Address("支出表", "2010450", "金额")) == "金额208"
    assert workbook.stated(Address("跟随表", "2010450", "备注")) == "备注208"
    assert workbook.stated(Address("明细", "2010450", "说明")) == "说明208"
    assert workbook.stated(Address("明细", "208", "说明")) == "说明2010450"


def test_tables_with_the_same_rows_are_known(workbook: Workbook) -> None:
    workbook.apply(edits.add_row(workbook, ROWS, key="208")[0])
    assert [side.table for side in edits.sharing(workbook, RowList("跟随表", ""), "208")] == ["支出表", "跟随表"]
    workbook.apply(edits.state_rows(workbook, RowList("跟随表", ""), ["208"]))
    assert [side.table for side in edits.sharing(workbook, RowList("跟随表", ""), "208")] == ["跟随表"]


def test_a_whole_code_with_blanks_for_its_other_parts_stays_whole(workbook: Workbook, side: Side) -> None:
    code = side.by_id["科目"]
    line = [Entry(code, text, part, 3) for part, text in enumerate(("2080505", "", ""))]
    assert texts_of_row(workbook, side, None, line) == {"科目": "2080505"}


def test_a_class_with_blanks_for_the_other_parts_is_the_class_alone(workbook: Workbook, side: Side) -> None:
    code = side.by_id["科目"]
    line = [Entry(code, text, part, 3) for part, text in enumerate(("208", "", ""))]
    assert texts_of_row(workbook, side, add(workbook, "2010450"), line) == {"科目": "208"}


@pytest.mark.parametrize(
    ("text", "stated"),
    [("１２．５", "12.5"), ("1,234.50", "1,234.50"), ("－３", "-3"), ("４３３．．34", "４３３．．34")],
)
def test_a_number_is_stated_in_the_digits_in_which_it_is_printed(
    workbook: Workbook, side: Side, text: str, stated: str
) -> None:
    assert typed(workbook, side, None, "金额", text) == {"金额": stated}
