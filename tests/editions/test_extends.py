"""A pack that extends another states the difference only."""

from disclosure_editor.editions.expressions import parse
from tests.editions.conftest import Packs

NEXT = """\
extends: base
id: next
title: 下一年
year: 2022
"""


def test_what_is_not_stated_is_as_in_the_pack_it_extends(packs: Packs) -> None:
    packs.write("next", {"edition.yaml": NEXT})

    edition = packs.read("next")

    assert (edition.year, edition.region, list(edition.tables)) == (2022, "某地", ["单位", "支出", "拨款", "总表"])


def test_templates_are_looked_for_in_its_own_folder_first(packs: Packs) -> None:
    packs.write("next", {"edition.yaml": NEXT})

    assert [folder.name for folder in packs.read("next").templates] == ["next", "base"]


def test_a_key_of_an_entry_can_be_stated_anew(packs: Packs) -> None:
    packs.write("next", {"edition.yaml": NEXT, "tables.yaml": "tables:\n- {id: 支出, title: 支出新表}\n"})

    table = packs.read("next").tables["支出"]

    assert (table.title, table.note) == ("支出新表", "备注")


def test_a_column_can_be_changed_within_its_table(packs: Packs) -> None:
    tables = "tables:\n- id: 支出\n  columns:\n  - {id: 项目, title: 项目支出}\n"
    packs.write("next", {"edition.yaml": NEXT, "tables.yaml": tables})

    columns = packs.read("next").tables["支出"].sides[0].columns

    assert [(column.id, column.title) for column in columns][-2:] == [("项目", "项目支出"), ("合计", "合计")]


def test_a_new_entry_stands_at_the_end(packs: Packs) -> None:
    checks = "checks:\n- {id: 新, title: 新的, kind: malformed}\n"
    packs.write("next", {"edition.yaml": NEXT, "checks.yaml": checks})

    assert [check.id for check in packs.read("next").checks] == ["平衡", "各行", "残留", "新"]


def test_an_entry_can_be_put_behind_another(packs: Packs) -> None:
    checks = "checks:\n- {id: 新, title: 新的, kind: malformed, after: 平衡}\n- {id: 各行, after: 残留}\n"
    packs.write("next", {"edition.yaml": NEXT, "checks.yaml": checks})

    assert [check.id for check in packs.read("next").checks] == ["平衡", "新", "残留", "各行"]


def test_an_entry_can_be_left_out(packs: Packs) -> None:
    packs.write("next", {"edition.yaml": NEXT, "checks.yaml": "checks:\n- {id: 各行, remove: true}\n"})

    assert [check.id for check in packs.read("next").checks] == ["平衡", "残留"]


def test_a_list_without_ids_is_replaced(packs: Packs) -> None:
    checks = "checks:\n- {id: 残留, options: {words: [××, 待定]}}\n"
    packs.write("next", {"edition.yaml": NEXT, "checks.yaml": checks})

    assert packs.read("next").checks[-1].options["words"] == ("××", "待定")


def test_a_case_of_a_formula_that_has_an_id_can_be_stated_anew(packs: Packs) -> None:
    cases = "cases: [{id: 没有, when: .基本 = 0, is: .项目}, {id: 其余, is: .基本}],"
    packs.replace("tables.yaml", "is: .基本 + .项目,", cases)
    own = "tables:\n- {id: 支出, columns: [{id: 合计, formula: {cases: [{id: 其余, is: .基本 * 2}]}}]}\n"
    packs.write("next", {"edition.yaml": NEXT, "tables.yaml": own})

    formula = packs.read("next").tables["支出"].sides[0].by_id["合计"].formula

    assert formula is not None
    assert formula.expression == parse("if(.基本 = 0, .项目, .基本 * 2)")


def test_an_extending_pack_can_be_extended(packs: Packs) -> None:
    packs.write("next", {"edition.yaml": NEXT, "tables.yaml": "tables:\n- {id: 支出, title: 支出新表}\n"})
    packs.write("third", {"edition.yaml": "extends: next\nid: third\nyear: 2023\n"})

    edition = packs.read("third")

    assert (edition.year, edition.tables["支出"].title) == (2023, "支出新表")
    assert [folder.name for folder in edition.templates] == ["third", "next", "base"]


def test_a_mistake_in_the_extended_pack_is_reported_in_its_file(packs: Packs) -> None:
    packs.write("next", {"edition.yaml": NEXT})
    packs.replace("tables.yaml", "view: form", "view: 表单")

    assert packs.problems("next")[0].startswith("tables.yaml:3: ")


def test_removing_what_is_not_there_is_reported(packs: Packs) -> None:
    packs.write("next", {"edition.yaml": NEXT, "checks.yaml": "checks:\n- {id: 没有, remove: true}\n"})

    assert packs.problems("next") == ["checks.yaml:2: 所继承的版式里没有“没有”，无从去掉（remove）"]


def test_standing_behind_what_is_not_there_is_reported(packs: Packs) -> None:
    checks = "checks:\n- {id: 新, title: 新的, kind: malformed, after: 没有}\n"
    packs.write("next", {"edition.yaml": NEXT, "checks.yaml": checks})

    assert packs.problems("next") == ["checks.yaml:2: 没有“没有”，无从排在它后面（after）"]


def test_removing_what_others_need_is_reported(packs: Packs) -> None:
    packs.write("next", {"edition.yaml": NEXT, "tables.yaml": "tables:\n- {id: 总表, remove: true}\n"})

    assert packs.problems("next") == ["checks.yaml:2: 表“总表”不存在"]


def test_extending_a_missing_pack_is_reported(packs: Packs) -> None:
    packs.write("next", {"edition.yaml": NEXT.replace("base", "missing")})

    assert packs.problems("next")[0].startswith("edition.yaml:1: 所继承的版式“missing”不存在")


def test_extending_a_list_is_reported(packs: Packs) -> None:
    packs.write("next", {"edition.yaml": NEXT.replace("base", "[base]")})

    assert "“extends”应是旁边一个版式文件夹的名称" in packs.problems("next")[0]


def test_extending_in_a_circle_is_reported(packs: Packs) -> None:
    packs.replace("edition.yaml", "id: base", "extends: next\nid: base")
    packs.write("next", {"edition.yaml": NEXT})

    assert packs.problems("next")[0] == "edition.yaml:1: 继承成了圈：next → base → next"
