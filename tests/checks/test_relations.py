"""Relations between figures: what is found where they are broken, explained by rounding, or not entered yet."""

from decimal import Decimal

import pytest

from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Severity
from tests.checks.conftest import Document, Make

BALANCE = "id: 平衡, relation: 类!208.数 = 支出!总计.合计"


@pytest.fixture
def filled(make: Make) -> Document:
    return make().state(支出="2080505 2110101").put("支出!2080505.基本=10", "支出!2110101.基本=20")


def test_a_document_whose_figures_fit_together_has_no_finding(filled: Document) -> None:
    assert filled.findings == ()


def test_a_stated_total_that_its_parts_do_not_give_is_an_error(filled: Document) -> None:
    found = filled.put("支出!总计.基本=31").only

    assert (found.check, found.title, found.severity) == ("支出.基本", "总计＝各行之和", Severity.ERROR)
    assert (found.stated, found.expected, found.difference) == ("31", "30", Decimal(1))


def test_a_finding_names_the_place_to_go_to_first(filled: Document) -> None:
    found = filled.put("支出!总计.基本=31").only

    assert found.at == (
        Address("支出", "总计", "基本"),
        Address("支出", "2080505", "基本"),
        Address("支出", "2110101", "基本"),
    )


def test_a_finding_says_where_what_and_by_how_much(filled: Document) -> None:
    assert filled.put("支出!总计.基本=31").only.message == (
        "支出“总计”的“基本”填的是31，应为30（总计＝各行之和），相差1。"
    )


def test_a_difference_that_rounding_explains_is_a_notice(filled: Document) -> None:
    found = filled.put("支出!总计.基本=30.01").only

    assert (found.severity, "尾差" in found.message) == (Severity.NOTICE, True)


def test_a_difference_beyond_rounding_is_an_error(filled: Document) -> None:
    assert filled.put("支出!总计.基本=30.02").only.severity is Severity.ERROR


def test_the_same_amount_stated_twice_has_no_rounding(make: Make) -> None:
    document = make("id: 一致, relation: 单位!人数 = 支出!总计.合计").state(支出="2080505")

    assert document.put("支出!2080505.基本=10", "支出!总计.基本=10.01").findings[0].severity is Severity.ERROR


def test_a_literal_counts_as_no_stated_figure(make: Make) -> None:
    document = make("id: 一致, for: 支出, relation: .基本 = .项目 + 0").state(支出="2080505")

    assert document.put("支出!2080505.基本=10", "支出!2080505.项目=10.01").only.severity is Severity.ERROR


def test_a_total_whose_table_is_not_filled_in_is_incomplete_and_not_wrong(make: Make) -> None:
    assert make().state(支出="2080505").put("支出!总计.基本=30").findings == ()


def test_a_printed_total_of_parts_that_are_blank_is_found(make: Make) -> None:
    found = make().state(支出="2080505").put("支出!2080505.项目=5", "支出!总计.基本=30").only

    assert (found.severity, found.stated, found.expected) == (Severity.ERROR, "30", "0")


def test_a_total_over_a_malformed_part_is_no_finding(filled: Document) -> None:
    assert filled.put("支出!总计.基本=30", "支出!2110101.基本=2..0").findings == ()


def test_the_same_figure_written_otherwise_is_no_finding(filled: Document) -> None:
    assert filled.put("支出!总计.基本=30.000").findings == ()


def test_taking_the_computed_figure_resolves_the_finding(filled: Document) -> None:
    filled.put("支出!总计.基本=31").repair("取用计算的数")

    assert (filled.findings, filled.workbook.stated(Address("支出", "总计", "基本"))) == ((), None)


def test_the_computed_figure_is_not_offered_where_it_is_the_stated_one(filled: Document) -> None:
    findings = filled.put("支出!总计.基本=31", "支出!总计.合计=30").findings

    offered = {found.check: [repair.label for repair in found.repairs] for found in findings}
    assert offered == {"支出.基本": ["取用计算的数"], "支出.合计": []}


def test_a_proposal_may_be_overruled(filled: Document) -> None:
    assert filled.put("支出!2080505.项目=5").findings == ()


def test_another_value_is_as_grave_as_the_case_that_counts_says(make: Make) -> None:
    document = make().put("单位!人数=10", "单位!编制=12")

    assert document.only.severity is Severity.ERROR
    assert document.put("单位!简称=中心").findings == ()


def test_a_name_that_is_not_its_codes_is_found_with_the_official_one(filled: Document) -> None:
    found = filled.put("支出!2080505.名称=养老").only

    assert (found.severity, found.stated, found.expected) == (Severity.WARNING, "养老", "养老保险")
    assert filled.repair("改为“养老保险”").findings == ()


def test_a_name_written_otherwise_is_no_finding(filled: Document) -> None:
    assert filled.put("支出!2080505.名称=养老 保险。").findings == ()


def test_a_name_of_an_unknown_code_is_no_finding(make: Make) -> None:
    assert make().state(支出="2089999").put("支出!2089999.名称=自定义").findings == ()


def test_a_remark_that_should_not_be_there_is_found(filled: Document) -> None:
    assert filled.put("单位!备注=此表为空表。").only.expected == ""


def test_a_broken_relation_between_tables_is_found(make: Make) -> None:
    document = make(BALANCE).state(支出="2080505 2110101").put("支出!2080505.基本=10", "支出!2110101.基本=20")

    found = document.only
    assert (found.check, found.stated, found.expected, found.difference) == ("平衡", "10", "30", Decimal(-20))
    assert found.message == "类“社保”的“数”为10，支出“总计”的“合计”为30，两者应相等，相差20。"


def test_a_relation_that_holds_is_no_finding(make: Make) -> None:
    assert make(BALANCE).state(支出="2080505").put("支出!2080505.基本=10").findings == ()


def test_a_relation_with_a_side_that_is_not_entered_is_no_finding(make: Make) -> None:
    assert make(BALANCE).state(支出="2110101").put("支出!2110101.基本=10").findings == ()


def test_a_relation_counts_only_under_its_condition(make: Make) -> None:
    document = make(f"{BALANCE}, when: 单位!人数 > 0").state(支出="2080505 2110101")
    document.put("支出!2080505.基本=10", "支出!2110101.基本=20")

    assert document.findings == ()
    assert document.put("单位!人数=1").only.check == "平衡"


def test_a_relation_is_evaluated_for_each_row_of_its_table(make: Make) -> None:
    document = make("id: 逐行, for: 支出, relation: .基本 <= 15").state(支出="2080505 2110101 2080506")
    document.put("支出!2080505.基本=10", "支出!2110101.基本=20", "支出!2080506.基本=16")

    assert [found.at[0].row for found in document.findings if isinstance(found.at[0], Address)] == [
        "2110101",
        "2080506",
    ]


def test_a_relation_is_evaluated_for_one_row(make: Make) -> None:
    document = make("id: 一行, for: 类.211, relation: .数 <= 15").state(支出="2080505 2110101")

    assert document.put("支出!2080505.基本=20", "支出!2110101.基本=20").only.at == (Address("类", "211", "数"),)


def test_a_relation_is_evaluated_for_each_of_its_columns(make: Make) -> None:
    document = make("id: 各列, for: 支出.总计, columns: [基本, 合计], relation: .@ <= 15").state(支出="2080505")
    document.put("支出!2080505.基本=20")

    assert [found.at[0] for found in document.findings] == [
        Address("支出", "总计", "基本"),
        Address("支出", "总计", "合计"),
    ]


def test_a_relation_is_evaluated_for_each_of_the_fields_of_a_form(make: Make) -> None:
    document = make("id: 各项, for: 单位, columns: [人数, 编制], relation: .@ >= 0").put("单位!人数=-1", "单位!编制=-1")

    assert [found.at[0] for found in document.findings] == [Address("单位", "", "人数"), Address("单位", "", "编制")]


def test_totals_are_no_rows_of_a_relation(make: Make) -> None:
    document = make("id: 逐行, for: 支出, relation: .基本 <= 15").state(支出="2080505 2110101")

    assert document.put("支出!2080505.基本=10", "支出!2110101.基本=10").findings == ()


@pytest.mark.parametrize(
    ("relation", "holds"),
    [
        (".基本 = 10", True),
        (".基本 != 10", False),
        (".基本 >= 10", True),
        (".基本 > 10", False),
        (".基本 <= 9", False),
        (".基本 < 11", True),
        ("count(项目!{科目=.科目}.项目名) > 0", False),
    ],
)
def test_each_comparison_is_what_it_says(make: Make, relation: str, holds: bool) -> None:
    document = make(f'id: 比较, for: 支出, relation: "{relation}"').state(支出="2080505").put("支出!2080505.基本=10")

    assert (document.findings == ()) is holds


def test_nothing_found_where_something_must_be_is_an_error_and_no_rounding(make: Make) -> None:
    document = make('id: 有项目, for: 支出, relation: "count(项目!{科目=.科目}.项目名) > 0"').state(支出="2080505")

    assert (document.only.severity, "尾差" in document.only.message) == (Severity.ERROR, False)


def test_a_check_has_its_own_severity_words_and_advice(make: Make) -> None:
    words = "message: '“{place}”为{left}，不是{right}，差{difference}', advice: 请核对。"
    document = make(f"id: 自述, severity: warning, for: 支出, relation: .基本 = 8, {words}").state(支出="2080505")

    found = document.put("支出!2080505.基本=10").only
    assert (found.severity, found.message) == (Severity.WARNING, "“2080505 养老保险”为10，不是8，差2。请核对。")


def test_a_relation_to_a_number_says_what_the_figure_should_be(make: Make) -> None:
    document = make("id: 占比, for: 单位, relation: .人数 = 100").put("单位!人数=99")

    assert document.only.message == "“人数”为99，应为100，相差1。"


def test_a_checks_words_can_name_the_column(make: Make) -> None:
    words = "message: '{column}是{left}'"
    document = make(f"id: 各项, for: 支出, columns: [基本], relation: .@ >= 0, {words}").state(支出="2080505")

    assert document.put("支出!2080505.基本=-1").only.message == "基本是-1。"


def test_texts_can_be_compared(make: Make) -> None:
    document = make("id: 同名, relation: 单位!简称 = 单位!全称").put("单位!全称=某中心", "单位!简称=别的")

    found = document.only
    assert (found.stated, found.expected, found.message) == (
        "别的",
        "某中心",
        f"{document.workbook.place('单位')}“简称”：写的是“别的”，应为“某中心”。",
    )


def test_a_text_that_is_not_entered_differs_from_nothing(make: Make) -> None:
    assert make("id: 同名, relation: 单位!简称 = 单位!全称").put("单位!全称=某中心").findings == ()


def test_a_text_can_be_required_to_be_blank(make: Make) -> None:
    document = make("id: 空, relation: 单位!简称 = ''")

    assert document.findings == ()
    assert document.put("单位!简称=某").only.expected == ""


def test_a_stated_side_can_take_the_other_sides_figure(make: Make) -> None:
    document = make("id: 一致, relation: 单位!人数 = 支出!总计.合计")
    document.state(支出="2080505").put("支出!2080505.基本=10", "单位!人数=12")

    assert document.repair("单位“人数”改为10").findings == ()


def test_a_computed_side_is_not_overwritten(make: Make) -> None:
    document = make("id: 一致, relation: 单位!人数 = 支出!总计.合计").state(支出="2080505")
    document.put("支出!2080505.基本=10", "单位!人数=12")

    assert [repair.label for repair in document.only.repairs] == ["单位“人数”改为10"]


def test_a_side_stated_otherwise_than_computed_can_be_computed_again(make: Make) -> None:
    document = make("id: 一致, relation: 单位!人数 = 支出!总计.合计").state(支出="2080505")
    document.put("支出!2080505.基本=12", "支出!总计.合计=10", "单位!人数=12")

    document.repair("支出“总计”的“合计”取用计算的数12")

    assert document.findings == ()


def test_findings_come_the_gravest_first(make: Make) -> None:
    document = make("id: 提示, severity: notice, relation: 单位!人数 = 1", "id: 错误, relation: 单位!人数 = 2")

    assert [found.check for found in document.put("单位!人数=3").findings] == ["错误", "提示"]
