"""The other kinds of checks: how things are written, which rows there are, and what was edited by hand."""

import pytest

from disclosure_editor.calculation.edits import edit_paragraph, set_value
from disclosure_editor.checks.checker import KINDS
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import OwnParagraph, ParagraphKey
from disclosure_editor.editions.check_kinds import CHECK_KINDS
from tests.checks.conftest import Document, Make


def test_every_kind_that_a_pack_may_name_is_evaluated() -> None:
    assert set(KINDS) == set(CHECK_KINDS)


def stated(document: Document) -> list[str]:
    return [finding.stated for finding in document.findings]


# ---- malformed


@pytest.fixture
def malformed(make: Make) -> Document:
    return make("id: 数字, kind: malformed").state(支出="2080505")


def test_a_number_that_is_none_is_found(malformed: Document) -> None:
    found = malformed.put("支出!2080505.基本=五").only

    assert (found.stated, found.at) == ("五", (Address("支出", "2080505", "基本"),))
    assert "不是数字，请改正" in found.message


def test_a_count_with_decimals_is_found(malformed: Document) -> None:
    assert "不是整数，请改正" in malformed.put("单位!人数=1.5").only.message


def test_a_doubled_dot_can_be_mended(malformed: Document) -> None:
    malformed.put("支出!2080505.基本=433..34").repair("改为433.34")

    assert (malformed.findings, malformed.workbook.cell(Address("支出", "2080505", "基本")).text) == ((), "433.34")


def test_what_is_no_number_even_when_mended_is_not_offered(malformed: Document) -> None:
    found = malformed.put("支出!2080505.基本=4..3x").only

    assert [repair.label for repair in found.repairs] == ["清除"]


def test_a_malformed_total_can_be_computed_again(malformed: Document) -> None:
    malformed.put("支出!2080505.基本=7", "支出!总计.基本=七").repair("清除，改由计算得出")

    assert malformed.workbook.cell(Address("支出", "总计", "基本")).text == "7.00"


def test_numbers_and_texts_are_well_formed(malformed: Document) -> None:
    assert malformed.put("支出!2080505.基本=1,234.5", "单位!简称=4..3").findings == ()


# ---- required


@pytest.fixture
def required(make: Make) -> Document:
    return make("id: 应填, kind: required")


def test_what_must_be_entered_is_found_while_it_is_blank(required: Document) -> None:
    found = required.only

    assert (found.at, found.message) == (
        (Address("单位", "", "职能"),),
        f"{required.workbook.place('单位')}“主要职能”还没有填写（照抄即可）。",
    )
    assert required.put("单位!职能=监测。").findings == ()


def test_what_must_be_entered_under_a_condition_is_found_when_it_holds(required: Document) -> None:
    required.put("单位!职能=监测。").state(支出="2080505")
    assert required.findings == ()

    assert required.put("支出!2080505.基本=1").only.at == (Address("单位", "", "人数"),)


# ---- leftovers, years and names


@pytest.mark.parametrize("text", ["XX单位", "由X X负责", "增加（减少）3人"])
def test_a_placeholder_is_found(make: Make, text: str) -> None:
    document = make("id: 残留, kind: leftovers, options: {words: [XX, 增加（减少）]}").put(f"单位!简称={text}")

    assert document.only.at == (Address("单位", "", "简称"),)


def test_a_placeholder_in_a_hand_edited_paragraph_is_found(make: Make) -> None:
    document = make("id: 残留, kind: leftovers, options: {words: [XX]}")
    key = ParagraphKey("一", "1")

    document.workbook.apply(edit_paragraph(document.workbook, key, "支出XX万元。", "支出0万元。"))

    assert document.only.at == (key,)


@pytest.fixture
def years(make: Make) -> Document:
    return make("id: 年度, kind: other years, options: {except: [沿革]}")


def test_another_year_is_found(years: Document) -> None:
    assert stated(years.put("单位!简称=2019年预算")) == ["2019年"]


@pytest.mark.parametrize("text", ["2021年", "2020年", "2019号文", "12019年", "（2019）"])
def test_this_year_and_the_last_and_other_numbers_may_stand(years: Document, text: str) -> None:
    assert years.put(f"单位!简称={text}").findings == ()


def test_any_year_may_stand_where_the_check_excepts_it(years: Document) -> None:
    assert years.put("单位!沿革=1998年、2005年成立").findings == ()


@pytest.fixture
def other_names(make: Make) -> Document:
    document = make("id: 名称, kind: other names, options: {names: [单位!全称, 单位!简称]}")
    return document.put("单位!全称=昌吉州能源安全监测中心", "单位!简称=州监测中心")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("由塔城地区环境监测中心承担", "塔城地区环境监测中心"),
        ("按照塔城环保局关于县环境监测中心的批复", "县环境监测中心"),
        ("昌吉州昌吉州能源安全监测中心", "昌吉州昌吉州能源安全监测中心"),
    ],
)
def test_another_units_name_is_found(other_names: Document, text: str, wrong: str) -> None:
    assert stated(other_names.put(f"单位!沿革={text}")) == [wrong]


@pytest.mark.parametrize(
    "text",
    ["昌吉州能源安全监测中心负责", "我单位（昌吉州能源安全监测中心）", "能源安全监测中心", "州监测中心", "财政局"],
)
def test_the_units_own_names_may_stand(other_names: Document, text: str) -> None:
    assert other_names.put(f"单位!沿革={text}").findings == ()


def test_a_short_own_name_is_an_own_name(make: Make) -> None:
    document = make("id: 名称, kind: other names, options: {names: [单位!全称, 单位!简称]}")
    document.put("单位!全称=新疆维吾尔自治区昌吉市教育局", "单位!简称=市教育局")

    assert document.put("单位!沿革=市教育局负责").findings == ()


# ---- rows


def test_an_unknown_subject_is_found(make: Make) -> None:
    document = make("id: 科目, kind: unknown subject").state(支出="2080505 2089999")

    assert stated(document) == ["2089999"]


def test_a_row_with_figures_but_no_subject_is_found(make: Make) -> None:
    document = make("id: 科目, kind: unknown subject").state(支出="#1")
    assert document.findings == ()

    assert "这一行却有金额" in document.put("支出!#1.基本=5").only.message


def test_figures_of_a_row_without_a_subject_are_found_where_they_are_stated(make: Make) -> None:
    document = make("id: 科目, kind: unknown subject").state(支出="#1").put("拨款!#1.金额=5")

    assert document.only.at == (Address("拨款", "#1", "科目"),)


def test_a_subject_of_another_class_is_found(make: Make) -> None:
    document = make("id: 类级, kind: class, options: {rows: 类, catalogue: functional}").state(支出="2080505 3110101")

    assert "“311”不是功能分类科目的类" in document.only.message


def test_a_subject_of_a_class_that_has_no_row_is_found(make: Make) -> None:
    document = make("id: 类级, kind: class, options: {rows: 类, catalogue: functional}").state(支出="2080505 2130101")

    assert "“213”这一类在类里没有行" in document.only.message


@pytest.fixture
def duplicates(make: Make) -> Document:
    return make("id: 重复, kind: duplicates")


def test_a_key_that_stands_twice_is_found_once(duplicates: Document) -> None:
    found = duplicates.state(支出="2080505 2110101 2080505#2").only

    assert found.at == (Address("支出", "2080505", "科目"), Address("支出", "2080505#2", "科目"))


def test_rows_without_a_key_are_no_duplicates(duplicates: Document) -> None:
    assert duplicates.state(支出="#1 #2").findings == ()


def test_duplicates_are_found_where_rows_are_stated_later(duplicates: Document) -> None:
    assert duplicates.findings == ()

    assert duplicates.state(拨款="2080505 2080505#2").only.at[0] == Address("拨款", "2080505", "科目")


@pytest.fixture
def same_rows(make: Make) -> Document:
    return make("id: 同, kind: same rows, for: 支出, options: {with: 拨款}").state(支出="2080505 2110101")


def test_two_tables_that_share_rows_have_the_same(same_rows: Document) -> None:
    assert same_rows.findings == ()


def test_a_row_that_one_table_lacks_is_found(same_rows: Document) -> None:
    found = same_rows.state(拨款="2080505").only

    assert (found.at, found.message) == (
        (Address("支出", "2110101", "科目"), RowList("拨款", "")),
        "支出有“2110101 行政运行”，拨款没有，请补上或删去。",
    )


def test_a_row_that_the_other_table_lacks_is_found(same_rows: Document) -> None:
    assert same_rows.state(拨款="2080505 2110101 2080506").only.at[0] == Address("拨款", "2080506", "科目")


def test_a_key_that_stands_less_often_is_found(same_rows: Document) -> None:
    found = same_rows.state(支出="2080505 2110101 2080505#2", 拨款="2080505 2110101").only

    assert found.message == "支出有2行“2080505 养老保险”，拨款只有1行，请补上或删去。"


def test_the_order_of_rows_may_differ(same_rows: Document) -> None:
    assert same_rows.state(拨款="2110101 2080505").findings == ()


@pytest.mark.parametrize(
    ("label", "expenditure"), [("在拨款增加这一行", ["2080505", "2110101"]), ("在支出删去这一行", ["2080505"])]
)
def test_a_missing_row_can_be_added_or_deleted(same_rows: Document, label: str, expenditure: list[str]) -> None:
    same_rows.state(拨款="2080505").repair(label)

    rows = [row.name for row in same_rows.workbook.rows(RowList("支出", "")) if row.repeated]
    assert (same_rows.findings, rows) == ((), expenditure)


def test_a_repair_is_for_the_document_as_it_is_now(same_rows: Document) -> None:
    same_rows.state(拨款="2080505")
    assert same_rows.findings
    same_rows.put("支出!2110101.基本=5").repair("在支出删去这一行")

    assert same_rows.workbook.stated(Address("支出", "2110101", "基本")) is None


def test_a_row_that_a_condition_leaves_out_is_not_offered_to_be_added(make: Make) -> None:
    document = make("id: 同, kind: same rows, for: 支出, options: {with: 有项目}").state(支出="2080505")

    assert [repair.label for repair in document.only.repairs] == ["在支出删去这一行"]


# ---- what was edited by hand, and what has no place


def write(document: Document, text: str) -> Document:
    """Put own words in place of the first paragraph."""
    key = ParagraphKey("一", "1")
    paragraph = document.narrative.paragraph(key)
    assert paragraph is not None
    document.workbook.apply(edit_paragraph(document.workbook, key, text, paragraph.generated_text))
    return document


def test_a_figure_in_own_words_that_is_not_the_documents_is_found(make: Make) -> None:
    document = make("id: 手工, kind: own figures").state(支出="2080505").put("支出!2080505.基本=10")

    found = write(document, "支出12万元。").only

    assert (found.stated, found.expected) == ("12", "10")
    assert found.at == (ParagraphKey("一", "1"), Address("支出", "总计", "合计"))
    assert document.repair("恢复自动文字").findings == ()


def test_own_words_with_the_documents_figures_are_no_finding(make: Make) -> None:
    document = make("id: 手工, kind: own figures").state(支出="2080505").put("支出!2080505.基本=10")

    assert write(document, "今年支出10万元。").findings == ()


def test_a_figure_that_held_when_it_was_written_and_holds_no_longer_is_found(make: Make) -> None:
    document = make("id: 过时, kind: stale").state(支出="2080505").put("支出!2080505.基本=10")
    assert write(document, "今年支出10万元。").findings == ()

    assert document.put("支出!2080505.基本=11").only.stated == "10"


@pytest.fixture
def misplaced(make: Make) -> Document:
    return make("id: 无处, kind: misplaced").state(支出="2080505").put("支出!2080505.基本=10")


def test_everything_that_is_printed_has_its_place(misplaced: Document) -> None:
    assert misplaced.findings == ()


@pytest.mark.parametrize("value", ["没有!这个.地方=5", "支出!2080505.没有=5", "支出!2110101.基本=5", "单位!没有=某"])
def test_a_value_that_has_no_place_is_found_and_can_be_cleared(misplaced: Document, value: str) -> None:
    assert stated(misplaced.put(value)) == [value.partition("=")[2]]
    assert misplaced.repair("清除").findings == ()


def test_rows_of_a_table_that_has_none_are_found(misplaced: Document) -> None:
    assert stated(misplaced.state(类="甲 乙")) == ["甲、乙"]


def test_own_words_of_a_row_that_is_gone_are_found(misplaced: Document) -> None:
    misplaced.state(项目="甲")
    key = ParagraphKey("一", "2@甲")
    misplaced.workbook.apply(misplaced.workbook.disclosure.edit("改", [(key, OwnParagraph("我的话", "他的"))]))
    assert misplaced.findings == ()

    assert stated(misplaced.state(项目="")) == ["我的话"]


def test_own_words_go_with_their_row_to_its_new_name(misplaced: Document) -> None:
    misplaced.state(项目="甲")
    key = ParagraphKey("一", "2@甲")
    misplaced.workbook.apply(misplaced.workbook.disclosure.edit("改", [(key, OwnParagraph("我的话", "他的"))]))

    misplaced.workbook.apply(set_value(misplaced.workbook, Address("项目", "甲", "项目名"), "乙"))

    assert misplaced.findings == ()


def test_a_check_of_one_table_leaves_the_others_alone(make: Make) -> None:
    document = make("id: 重复, kind: duplicates, for: 项目").state(支出="1 1#2", 项目="甲 甲#2")

    assert [finding.stated for finding in document.findings] == ["甲"]
