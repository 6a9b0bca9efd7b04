"""What a pack says of carrying over, and the mistakes that it may make there."""

import pytest

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.carrying import forerunner_problems, rule_for
from disclosure_editor.editions.expressions import parse
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Carrying, Edition
from disclosure_editor.exchange.edition_check import edition_problems
from tests.editions.conftest import Packs

FORERUNNER = """\
extends: base
id: review
kind: final_accounts
carry:
- id: 预算
  from: base
  rows: {支出: 拨款}
  values:
    单位!全称: 单位!全称
    支出!*.基本: .金额
"""


def rule(edition: Edition, table: str, column: str, row: str = "") -> object:
    found = edition.tables[table]
    if not row:
        return rule_for(found, None, found.field_by_id[column])
    side = next(side for side in found.sides if column in side.by_id and (row in side.fixed or side.repeated))
    return rule_for(found, side.fixed.get(row) or side.repeated, side.by_id[column])


def test_without_a_word_figures_are_cleared_texts_gone_over_names_and_choices_kept(packs: Packs) -> None:
    edition = packs.read()

    assert rule(edition, "支出", "基本", "2080505") is Carrying.CLEAR
    assert rule(edition, "单位", "全称") is Carrying.REVISE
    assert rule(edition, "单位", "样式") is Carrying.KEEP
    assert rule(edition, "支出", "名称", "2080505") is Carrying.KEEP


def test_a_column_says_more_than_its_table_and_a_row_more_than_its_column(packs: Packs) -> None:
    packs.replace("tables.yaml", "- id: 单位\n  view: form", "- id: 单位\n  carry: keep\n  view: form")
    packs.replace("tables.yaml", "{id: 样式, type: choice,", "{id: 样式, carry: clear, type: choice,")
    packs.replace("tables.yaml", "{id: 收}]", "{id: 收, carry: .收}]")
    packs.replace("tables.yaml", "{id: 收入, label: 收入}", "{id: 收入, label: 收入, carry: {收: 支出!总计.合计}}")
    edition = packs.read()

    assert rule(edition, "单位", "全称") is Carrying.KEEP
    assert rule(edition, "单位", "样式") is Carrying.CLEAR
    assert rule(edition, "总表", "收", "收入") == parse("支出!总计.合计")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{id: 基本, carry: keeps,", "“carry”：应为 keep、revise、clear 之一，或上年文件里的一个算式"),
        ("{id: 基本, carry: .没有,", "“支出”没有“没有”"),
        ("{id: 基本, carry: 没有!甲.乙,", "表“没有”不存在"),
    ],
)
def test_a_column_that_takes_what_is_not_there_is_told_with_its_line(packs: Packs, written: str, message: str) -> None:
    packs.replace("tables.yaml", "{id: 基本,", written)

    (problem,) = packs.problems()
    assert problem.startswith(f"tables.yaml:12: {message}")


def test_rows_are_those_of_lists_of_last_years_document(packs: Packs) -> None:
    packs.replace("tables.yaml", "- repeat: 科目\n", "- {repeat: 科目, carry: [拨款, 支出]}\n")

    repeated = packs.read().side[RowList("支出", "")].repeated
    assert repeated is not None
    assert repeated.carry == (RowList("拨款", ""), RowList("支出", ""))


@pytest.mark.parametrize("named", ["没有", "总表!左", "revise"])
def test_rows_that_are_of_no_list_are_told(packs: Packs, named: str) -> None:
    packs.replace("tables.yaml", "- repeat: 科目\n", f"- {{repeat: 科目, carry: {named}}}\n")

    assert any(problem.startswith("tables.yaml:16: ") and "carry" in problem for problem in packs.problems())


def test_a_table_has_no_expression_of_its_own(packs: Packs) -> None:
    packs.replace("tables.yaml", "- id: 单位\n  view: form", "- id: 单位\n  carry: 单位!全称\n  view: form")

    assert packs.problems() == ["tables.yaml:3: “carry”：表的 carry 应为 keep、revise、clear 之一，写的是“单位!全称”"]


def test_a_row_names_the_columns_that_it_has(packs: Packs) -> None:
    packs.replace("tables.yaml", "{id: 收入, label: 收入}", "{id: 收入, label: 收入, carry: {没有: keep}}")

    assert packs.problems() == ["tables.yaml:30: carry 写给了不存在的列“没有”"]


def test_what_is_taken_from_another_series_is_read(packs: Packs) -> None:
    packs.write("review", {"edition.yaml": FORERUNNER})

    (forerunner,) = packs.read("review").forerunners
    assert (forerunner.id, forerunner.edition) == ("预算", "base")
    assert forerunner.rows == {RowList("支出", ""): (RowList("拨款", ""),)}
    assert forerunner.values[Address("支出", "*", "基本")].expression == parse(".金额")


def problems_of(packs: Packs, old: str, new: str) -> list[str]:
    assert FORERUNNER.count(old) == 1
    packs.write("review", {"edition.yaml": FORERUNNER.replace(old, new)})
    found = edition_problems(packs.folder / "review", packs.folder / "templates")
    return [f"{problem.position}: {problem.message}" for problem in found]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("from: base", "from: 没有", 5, "没有版式“没有”"),
        ("kind: final_accounts\n", "", 4, "上年的同一种文件不必写在这里"),
        ("{支出: 拨款}", "{支出: 总表}", 5, "“总表”不是“基础”里有可增减的行的表"),
        ("支出!*.基本", "支出!*.没有", 10, "“支出!*.没有”应是本版式的填报项"),
        ("单位!全称:", "单位!没有:", 9, "“单位!没有”应是本版式的填报项"),
        (".金额", ".没有", 10, "“拨款”没有“没有”（版式“基础”）"),
        (": 单位!全称", ": 单位!没有", 9, "“单位”没有“没有”（版式“基础”）"),
        (".金额", "[甲]", 10, "“支出!*.基本”：应是一个算式，这里是列表"),
    ],
)
def test_a_mistake_in_what_is_taken_from_another_series_is_told(
    packs: Packs, old: str, new: str, line: int, message: str
) -> None:
    found = problems_of(packs, old, new)

    assert any(problem.startswith(f"edition.yaml:{line}: {message}") for problem in found), found


@pytest.mark.parametrize("edition_id", Library().ids)
def test_the_programs_own_packs_take_from_one_another_what_there_is(edition_id: str) -> None:
    library = Library()
    known = {edition.id: edition for edition in library.readable()}

    assert list(forerunner_problems(library.edition(edition_id), known)) == []
