"""A pack is read from its folder, and every mistake in it is reported with its file, line and what was expected."""

from decimal import Decimal

import pytest

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.expressions import parse
from disclosure_editor.editions.library import Library, UnknownEdition
from disclosure_editor.editions.model import Kind, RowKind, Severity, ValueType, View
from tests.editions.conftest import Packs


def test_a_pack_without_a_mistake_is_read(packs: Packs) -> None:
    edition = packs.read()

    assert (edition.id, edition.kind, edition.year, edition.unit) == (
        "base",
        Kind.BUDGET,
        2021,
        Address("单位", "", "全称"),
    )
    assert list(edition.tables) == ["单位", "支出", "拨款", "总表"]


def test_a_columns_formula_and_its_finding_are_read(packs: Packs) -> None:
    formula = packs.read().tables["支出"].sides[0].by_id["合计"].formula

    assert formula is not None
    assert (formula.expression, formula.title, formula.severity) == (
        parse(".基本 + .项目"),
        "合计＝基本＋项目",
        Severity.ERROR,
    )


def test_a_formula_for_all_amounts_leaves_texts_alone(packs: Packs) -> None:
    row = packs.read().tables["支出"].sides[0].fixed["总计"]

    assert set(row.formulas) == {"基本", "项目", "合计"}


def test_a_formula_of_its_own_comes_before_that_for_all_amounts(packs: Packs) -> None:
    packs.replace("tables.yaml", '{"*": sum(*.@)}', '{"*": sum(*.@), 合计: .基本 + .项目}')

    row = packs.read().tables["支出"].sides[0].fixed["总计"]

    assert {name: formula.expression for name, formula in row.formulas.items()} == {
        "合计": parse(".基本 + .项目"),
        "基本": parse("sum(*.@)"),
        "项目": parse("sum(*.@)"),
    }


def test_a_named_list_gives_rows_their_formulas(packs: Packs) -> None:
    row = packs.read().tables["总表"].sides[1].fixed["201"]

    assert (row.label, row.kind, row.formulas["支"].expression) == (
        "201 一般公共服务支出",
        RowKind.DETAIL,
        parse("sum(支出!{科目~#}.合计)"),
    )


def test_what_is_left_out_has_its_usual_value(packs: Packs) -> None:
    table = packs.read().tables["支出"]

    assert (table.title, table.view, table.published, table.sides[0].by_id["项目"].type) == (
        "支出",
        View.GRID,
        True,
        ValueType.AMOUNT,
    )


def test_a_choice_begins_with_its_first_value(packs: Packs) -> None:
    assert packs.read().tables["单位"].field_by_id["样式"].default == "甲式"


def test_the_growth_from_zero_is_read(packs: Packs) -> None:
    packs.replace("edition.yaml", "{decimals: 2}", "{decimals: 2, zero_base: 100}")

    assert packs.read().options.zero_base == Decimal(100)


def test_a_file_with_a_byte_order_mark_is_read(packs: Packs) -> None:
    path = packs.folder / "base" / "checks.yaml"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")

    assert [check.id for check in packs.read().checks] == ["平衡", "各行", "残留"]


MISTAKES = [
    # file, what is changed, into what, where it is reported, what is said
    ("edition.yaml", "year: 2021", "year: 二一", "edition.yaml:5", "“year”应为整数，写的是“二一”"),
    ("edition.yaml", "kind: budget", "kind: 预算", "edition.yaml:3", "“kind”应为budget、final_accounts之一"),
    ("edition.yaml", "title: 基础\n", "", "edition.yaml:1", "版式缺少“title”"),
    ("edition.yaml", "title: 基础", "titel: 基础", "edition.yaml:2", "版式不认识“titel”，可用的有："),
    ("edition.yaml", "title: 基础", "title: [基础]", "edition.yaml:2", "“title”应是文字，这里是列表"),
    ("edition.yaml", "id: base", "id: 别的", "edition.yaml:1", "“id”应与文件夹名“base”相同，写的是“别的”"),
    ("edition.yaml", "单位!全称", "单位!简称", "edition.yaml:6", "“unit”应是单位全称的地址"),
    ("edition.yaml", "单位!全称", "全称", "edition.yaml:6", "“全称”不是地址"),
    ("edition.yaml", "decimals: 2", "decimals: 两位", "edition.yaml:8", "“decimals”应为整数"),
    ("edition.yaml", "{decimals: 2}", "{zero_base: 百}", "edition.yaml:8", "应为数字，写的是“百”"),
    ("edition.yaml", "{decimals: 2}", "{grouped: 好}", "edition.yaml:8", "“grouped”应为 true 或 false"),
    ("edition.yaml", "title: 基础", "title: 基础\ntitle: 又", "edition.yaml:3", "“title”写了两次"),
    ("tables.yaml", "- id: 拨款", "- id: 支出", "tables.yaml:20", "表“支出”写了两次"),
    ("tables.yaml", "  - {id: 项目}", "  - {id: 基本}", "tables.yaml:13", "“支出”的列“基本”写了两次"),
    ("tables.yaml", "{id: 收入, label: 收入}", '{id: "201", label: 收入}', "tables.yaml:26", "“总表”的行“201”写了两次"),
    ("tables.yaml", "  - id: 右", "  - id: 左", "tables.yaml:26", "“总表”的一侧“左”写了两次"),
    ("tables.yaml", "view: form", "view: 表单", "tables.yaml:3", "“view”应为grid、form、cards之一，写的是“表单”"),
    ("tables.yaml", "type: choice, ", "type: 选项, ", "tables.yaml:6", "“type”应为amount、percentage、count"),
    ("tables.yaml", ", choices: [甲式, 乙式]", "", "tables.yaml:6", "“样式”是选项（choice），应写出可选的 choices"),
    ("tables.yaml", "乙式]", "乙式], default: 丙式", "tables.yaml:6", "default “丙式”不在 choices 里"),
    ("tables.yaml", "{id: 项目}", "{id: 项.目}", "tables.yaml:13", "列名“项.目”里不能有"),
    ("tables.yaml", "{id: 项目}", "{id: 项目, widths: 宽}", "tables.yaml:13", "“widths”应是大于零的整数"),
    ("tables.yaml", "{id: 项目}", "{id: 项目, 备注: 无}", "tables.yaml:13", "列不认识“备注”"),
    ("tables.yaml", "{id: 项目}", "项目", "tables.yaml:13", "列应是“名称: 内容”的对照表，这里是文字"),
    ("tables.yaml", "kind: total", "kind: 合计", "tables.yaml:17", "“kind”应为detail、subtotal、total"),
    ("tables.yaml", "is: .基本 + .项目,", "is: .基本 + .专项,", "tables.yaml:14", "“支出”没有“专项”"),
    ("tables.yaml", "is: .基本 + .项目,", "is: 小计.基本,", "tables.yaml:14", "“支出”没有“小计”行"),
    ("tables.yaml", "is: .基本 + .项目,", "is: .基本 + ,", "tables.yaml:14", "结尾处应有更多内容"),
    ("tables.yaml", "is: .基本 + .项目, ", "", "tables.yaml:14", "公式缺少“is”"),
    ("tables.yaml", "sum(*.@)", "sum(拨款!*.@)", "tables.yaml:17", "“拨款”没有“基本”列"),
    ("tables.yaml", '{"*": sum(*.@)}', "{总数: sum(*.@)}", "tables.yaml:17", "公式写给了不存在的列“总数”"),
    ("tables.yaml", "sum(支出!{科目~#}", "sum(支出!{编码~#}", "tables.yaml:34", "选行条件里的“编码”不是“支出”的列"),
    ("tables.yaml", "sum(支出!{科目~#}", "sum(支出表!{科目~#}", "tables.yaml:34", "表“支出表”不存在"),
    ("tables.yaml", "required: .项目 = 0", "required: .专项 = 0", "tables.yaml:12", "“支出”没有“专项”"),
    ("tables.yaml", "repeat: 科目\n", "repeat: 编码\n", "tables.yaml:16", "关键列“编码”不在本侧的列里"),
    ("tables.yaml", "repeat: 科目\n", "repeat: 科目\n  - repeat: 科目\n", "tables.yaml:7", "只能有一处重复行"),
    ("tables.yaml", "follows: 支出", "follows: 总表", "tables.yaml:25", "“总表”不是有重复行的表"),
    ("tables.yaml", "follows: 支出", "follows: 拨款", "tables.yaml:25", "跟随（follows）成了圈：拨款 → 拨款"),
    ("tables.yaml", "follows: 支出", "follows: [支出, 总表]", "tables.yaml:25", "“总表”不是有重复行的表"),
    ("tables.yaml", "follows: 支出", "follows: [支出, 拨款]", "tables.yaml:25", "跟随（follows）成了圈：拨款 → 拨款"),
    ("tables.yaml", "follows: 支出", "follows: {表: 支出}", "tables.yaml:25", "“follows”应是文字的列表，这里是对照表"),
    ("tables.yaml", "follows: 支出, ", "", "tables.yaml:25", "应与 follows 一起写"),
    ("tables.yaml", "follows: 支出, ", "parent: 项目表, follows: 支出, ", "tables.yaml:25", "“项目表”不是有重复行的表"),
    ("tables.yaml", "{list: 类,", "{list: 款,", "tables.yaml:34", "没有名为“款”的列表（lists）"),
    ("tables.yaml", "note: 备注", "note: 说明", "tables.yaml:7", "备注“说明”应是本表 fields 里的一项"),
    ("tables.yaml", "note: 备注", "note: 备注\n  total_label: 项", "tables.yaml:7", "total_label “项”不是本表的列"),
    ("tables.yaml", "view: form", "view: cards", "tables.yaml:2", "应有重复行（repeat）"),
    ("checks.yaml", "支出!总计.合计", "支出!总计.总数", "checks.yaml:2", "“支出”的“总计”行没有“总数”列"),
    ("checks.yaml", "支出!总计.合计", ".合计", "checks.yaml:2", "这里没有本行、本表，请写明“表!行.列”"),
    ("checks.yaml", "总表!收入.收 = 支出!总计.合计", "总表!收入.收", "checks.yaml:2", "“relation”应是一个关系"),
    ("checks.yaml", "总表!收入.收 = ", "总表!收入.收 + = ", "checks.yaml:2", "第11个字符“=”处应为地址、数字或函数"),
    ("checks.yaml", "title: 收支平衡, ", "", "checks.yaml:2", "审核公式缺少“title”"),
    ("checks.yaml", "id: 各行", "id: 平衡", "checks.yaml:3", "审核公式“平衡”写了两次"),
    ("checks.yaml", "for: 拨款", "for: 拨款表", "checks.yaml:3", "审核公式的范围（for）“拨款表”不存在"),
    ("checks.yaml", "for: 拨款", "for: 拨款.合计", "checks.yaml:3", "“拨款”没有“合计”行"),
    ("checks.yaml", "for: 拨款", "for: 总表", "checks.yaml:3", "可用的有：左、右"),
    ("checks.yaml", "columns: [金额], ", "", "checks.yaml:3", "这里的 @ 没有所指的列"),
    ("checks.yaml", "columns: [金额]", "columns: [总额]", "checks.yaml:3", "columns 里的“总额”不是“拨款”的列"),
    ("checks.yaml", "kind: leftovers", "kind: 残留", "checks.yaml:4", "没有“残留”这一种审核，可用的有：relation、"),
    ("checks.yaml", "{words: [XX]}", "{word: [XX]}", "checks.yaml:4", "options 不认识“word”，可用的有：words"),
    ("checks.yaml", ", options: {words: [XX]}", "", "checks.yaml:4", "应写出 options 里的“words”"),
    ("checks.yaml", "kind: leftovers,", "kind: leftovers, advice: 改,", "checks.yaml:4", "只用于 relation 这一种审核"),
    ("checks.yaml", "title: 收支平衡", "title: 平, severity: 错", "checks.yaml:2", "“severity”应为error、warning"),
    ("checks.yaml", "title: 收支平衡", "title: 平衡, message: '{额}'", "checks.yaml:2", "花括号只能写 {place} {left}"),
    ("checks.yaml", "title: 收支平衡", "title: 平衡, message: '{place.x}'", "checks.yaml:2", "花括号只能写 {place}"),
    ("outline.yaml", "inputs: [单位]", "inputs: [机构]", "outline.yaml:2", "所列的表“机构”不存在"),
    ("outline.yaml", "text.j2", "文字.j2", "outline.yaml:2", "模板“文字.j2”不存在"),
    ("outline.yaml", "table: 支出", "table: 表三", "outline.yaml:3", "所列的表“表三”不存在"),
    ("tables.yaml", "note: 备注", "note: 备注\n  shape_choice: 单位!表", "tables.yaml:7", "“单位!表”不存在"),
    ("tables.yaml", "note: 备注", "note: 备注\n  shape_choice: .样", "tables.yaml:7", "“.样”应是一项一张的表里的列"),
    ("outline.yaml", "table: 支出", "level: 章", "outline.yaml:3", "“level”应为part、section、subsection、none之一"),
    ("outline.yaml", "{id: 支出", "{id: 一", "outline.yaml:3", "目录项“一”写了两次"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "position", "message"), MISTAKES)
def test_a_mistake_is_reported_where_it_is_with_what_was_expected(
    packs: Packs, file: str, old: str, new: str, position: str, message: str
) -> None:
    packs.replace(file, old, new)

    assert any(p.startswith(f"{position}: ") and message in p for p in packs.problems()), packs.problems()


SHAPES = """\
  shapes:
  - id: 一式
    widths: [1, 2]
    rows:
    - [{text: 甲, columns: 2}]
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("widths: [1, 2]", "widths: [宽]", 11, "“widths”应是各列相对宽度的列表"),
        ("columns: 2", "columns: 两", 13, "“columns”应为整数"),
        ("columns: 2", "rows: 剩下", 13, "“rows”应为整数或 rest，写的是“剩下”"),
        ("columns: 2", "merge: 好", 13, "“merge”应为 true 或 false"),
        ("- [{text: 甲, columns: 2}]", "- {each: 表三, cells: [甲]}", 7, "each 的“表三”应是属于它的表（parent）"),
        ("- [{text: 甲, columns: 2}]", "- {each: 拨款, cells: [甲, 乙, 丙]}", 13, "这一行的格子超出了2列"),
    ],
)
def test_a_mistake_in_a_printed_shape_is_reported(packs: Packs, old: str, new: str, line: int, message: str) -> None:
    packs.replace("tables.yaml", "  note: 备注\n", "  note: 备注\n" + SHAPES.replace(old, new))

    assert any(p.startswith(f"tables.yaml:{line}: ") and message in p for p in packs.problems()), packs.problems()


YAML_MISTAKES = [
    ("checks:\n- {id: 平衡, title: 收支: 平衡}\n", 2),
    ("checks:\n- {id: 平衡\n- {id: 各行}\n", 3),
    ("checks:\n- id: '平衡\n", 3),
    ("checks:\n- title: 甲\n   id: 乙\n", 3),
    ("checks:\n\t- id: 甲\n", 2),
    ("checks:\n- id: @\n", 2),
    ("checks: []\n---\nchecks: []\n", 2),
]


@pytest.mark.parametrize(("text", "line"), YAML_MISTAKES)
def test_bad_yaml_is_reported_with_its_line_and_in_chinese(packs: Packs, text: str, line: int) -> None:
    packs.write("base", {"checks.yaml": text})

    found = [problem for problem in packs.problems() if problem.startswith(f"checks.yaml:{line}: YAML 写法有误：")]

    assert found
    assert "（" in found[0], "the parser's own words are explained"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "文件是空的"),
        (b"- a\n", "文件的最外层应是“名称: 内容”的对照表，这里是列表"),
        ("checks: 甲".encode("gbk"), "不是 UTF-8 文本"),
        (b"checks: \x01\n", "含有不可见的控制字符"),
        (b"checks: &x [*x]\n", "层次太深，或引用（*）绕回了自己"),
    ],
)
def test_a_file_that_holds_no_pack_is_reported(packs: Packs, content: bytes, message: str) -> None:
    (packs.folder / "base" / "checks.yaml").write_bytes(content)

    assert any(p.startswith("checks.yaml:1: ") and message in p for p in packs.problems()), packs.problems()


def test_a_folder_without_a_pack_is_reported(packs: Packs) -> None:
    packs.write("leer", {})

    assert packs.problems("leer") == ["edition.yaml:1: 版式文件夹中应有 edition.yaml"]


def test_all_mistakes_are_reported_together(packs: Packs) -> None:
    packs.replace("edition.yaml", "year: 2021", "year: 二一")
    packs.replace("tables.yaml", "view: form", "view: 表单")
    packs.replace("checks.yaml", "title: 收支平衡, ", "")

    assert {problem.split(":")[0] for problem in packs.problems()} == {"edition.yaml", "tables.yaml", "checks.yaml"}


def test_the_same_name_in_two_files_is_reported(packs: Packs) -> None:
    packs.write("base", {"more.yaml": 'lists:\n  类:\n  - {id: "202", label: 外交}\ntitle: 又\n'})

    assert packs.problems() == [
        "more.yaml:2: “类”在另一个文件里已经写过",
        "more.yaml:4: 另一个文件里已经写过这一项",
    ]


def test_two_sides_that_repeat_rows_must_not_share_a_columns_name(packs: Packs) -> None:
    packs.replace("tables.yaml", "rows: [{id: 收入, label: 收入}]", "rows: [{repeat: 项}]")
    packs.replace("tables.yaml", "{id: 支}]\n    rows:", "{id: 收}]\n    rows:\n    - {repeat: 类}")
    packs.replace("tables.yaml", '{支: "sum(支出!{科目~#}.合计)"}', '{收: "sum(支出!{科目~#}.合计)"}')
    packs.replace("checks.yaml", "总表!收入.收", "总表!201.收")

    assert packs.problems() == ["tables.yaml:26: “总表”两侧都有重复行，列名不能相同：收"]


def test_the_library_refuses_an_edition_that_it_has_not(packs: Packs) -> None:
    library = Library(packs.folder, packs.folder, packs.folder)

    with pytest.raises(UnknownEdition, match="没有版式“base”"):
        library.edition("base")


def test_rows_and_their_place_are_read(packs: Packs) -> None:
    repeated = packs.read().side[RowList("拨款", "")].repeated

    assert repeated is not None
    assert (repeated.key, repeated.follows, repeated.position.line) == ("科目", (RowList("支出", ""),), 25)


def test_a_circle_of_tables_is_found_through_any_of_those_that_one_follows(packs: Packs) -> None:
    packs.replace("tables.yaml", "follows: 支出", "follows: [支出, 更多]")
    more = "tables:\n- {id: 更多, columns: [{id: 项, type: text}], rows: [{repeat: 项, follows: [支出, 拨款]}]}\n"
    packs.write("base", {"more.yaml": more})

    assert packs.problems() == [
        "more.yaml:2: 跟随（follows）成了圈：更多 → 拨款 → 更多",
        "tables.yaml:25: 跟随（follows）成了圈：拨款 → 更多 → 拨款",
    ]


def test_tables_that_follow_the_same_ones_are_no_circle(packs: Packs) -> None:
    more = "tables:\n- {id: 更多, columns: [{id: 项, type: text}], rows: [{repeat: 项, follows: [拨款, 支出]}]}\n"
    packs.write("base", {"more.yaml": more})

    repeated = packs.read().side[RowList("更多", "")].repeated

    assert repeated is not None
    assert repeated.follows == (RowList("拨款", ""), RowList("支出", ""))


def test_the_cases_of_a_formula_are_tried_one_after_the_other(packs: Packs) -> None:
    packs.replace("tables.yaml", "is: .基本 + .项目,", "cases: [{when: .基本 = 0, is: .项目}, {is: .基本}],")

    formula = packs.read().tables["支出"].sides[0].by_id["合计"].formula

    assert formula is not None
    assert (formula.expression, formula.title) == (parse("if(.基本 = 0, .项目, .基本)"), "合计＝基本＋项目")


@pytest.mark.parametrize("cases", ["[{when: .基本 = 0, is: .项目}]", "[{is: .项目}, {is: .基本}]"])
def test_only_the_last_case_of_a_formula_has_no_condition(packs: Packs, cases: str) -> None:
    packs.replace("tables.yaml", "is: .基本 + .项目,", f"cases: {cases},")

    assert [p for p in packs.problems() if "只有最后一种不写" in p] != []


def test_a_pack_that_spells_a_year_is_told_to_write_the_documents(packs: Packs) -> None:
    packs.replace("edition.yaml", "document_title: 预算公开", "document_title: 2021年预算公开")
    packs.replace("tables.yaml", "- {id: 备注, type: text}", "- {id: 备注, type: text, default: 2021年1月}")

    assert [problem for problem in packs.problems() if "写死了2021年" in problem] == [
        "edition.yaml:1: “2021年预算公开”里写死了2021年，以后各年也用这个版式：请写 {{ year }}，或改写成公式",
        "tables.yaml:19: “2021年1月”里写死了2021年，以后各年也用这个版式：请写 {{ year }}，或改写成公式",
    ]


def test_a_pack_belongs_to_a_series_that_it_may_name(packs: Packs) -> None:
    assert packs.read().family.series == "预算公开"
    packs.replace("edition.yaml", "kind: budget", "kind: budget\nseries: 部门预算公开")
    assert packs.read().family.series == "部门预算公开"
