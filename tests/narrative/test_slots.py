"""What each slot writes, at values, at zero and at nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.narrative.environment import TemplateError
from disclosure_editor.narrative.rows import RowHandle, detail_rows, sides_named
from disclosure_editor.narrative.runs import Run, joined_text
from disclosure_editor.narrative.writer import Narrative
from tests.narrative.small_pack import PACK, fill, open_document, state_rows, write_pack

INCOME = "收支!拨款.预算数"


def written(workbook: Workbook, source: str, row: RowHandle | None = None) -> str:
    return joined_text(Narrative(workbook).render(source, row))


def row_of(workbook: Workbook, table: str, name: str) -> RowHandle:
    return next(row for row in detail_rows(workbook, sides_named(workbook.edition, table)) if row.name == name)


@pytest.mark.parametrize(
    ("stated", "text"),
    [("151.00", "151"), ("236.50", "236.5"), ("0.38", "0.38"), ("1,234.5", "1234.5"), ("", "0"), ("12..3", "12..3")],
)
def test_an_amount_is_written_in_as_few_digits_as_state_it(workbook, stated, text):
    fill(workbook, (INCOME, stated))

    assert written(workbook, f"{{{{ amount('{INCOME}') }}}}") == text


@pytest.mark.parametrize(
    ("stated", "prefix", "text"),
    [
        ("108.79", "比上年", "比上年增加108.79万元"),
        ("-0.09", "比上年", "比上年减少0.09万元"),
        ("0", "比上年", "与上年持平"),
        ("", "比上年", "与上年持平"),
        ("3", "", "增加3万元"),
        ("0", "", "与上年持平"),
        ("0", "比上年预算数", "与上年预算数持平"),
        ("0", "较上年", "与上年持平"),
        ("1..2", "比上年", "比上年1..2万元"),
    ],
)
def test_a_change_is_written_by_its_sign(workbook, stated, prefix, text):
    fill(workbook, (INCOME, stated))

    assert written(workbook, f"{{{{ change('{INCOME}', '{prefix}') }}}}") == text


@pytest.mark.parametrize(
    ("stated", "text"),
    [("18.7", "，增长18.70%"), ("-3.1", "，下降3.10%"), ("340", "，增长340%"), ("0", ""), ("", "")],
)
def test_growth_is_written_by_its_sign_and_left_out_where_there_is_none(workbook, stated, text):
    state_rows(workbook, "科目表", "2080505")
    fill(workbook, ("科目说明!2080505.增长率", stated))

    assert written(workbook, "{{ growth(row.增长率) }}", row_of(workbook, "科目说明", "2080505")) == text


@pytest.mark.parametrize(("stated", "text"), [("90.61", "90.61%"), ("4.2", "4.20%"), ("100", "100%"), ("", "0%")])
def test_a_percentage_has_two_decimals_unless_it_is_whole(workbook, stated, text):
    state_rows(workbook, "科目表", "2080505")
    fill(workbook, ("科目说明!2080505.增长率", stated))

    assert written(workbook, "{{ percent(row.增长率) }}", row_of(workbook, "科目说明", "2080505")) == text


def final_accounts(folder, *statements):
    """A document of an edition that writes numbers as final accounts do."""
    options = "options: {text_decimals: 2, zero_change: increase, grouped: true}"
    count = "{id: 人数, type: count, unit: 人}"
    pack = PACK.replace("tables:\n", f"{options}\ntables:\n", 1).replace(
        "  - {id: 表样", f"  - {count}\n  - {{id: 表样", 1
    )
    workbook = open_document(write_pack(folder, pack))
    fill(workbook, *statements)
    return workbook


@pytest.mark.parametrize(
    ("stated", "slot", "text"),
    [
        ("4126.6", "amount", "4,126.60"),
        ("", "amount", "0.00"),
        ("663.63", "change", "比上年增加663.63万元"),
        ("0", "change", "比上年增加0.00万元"),
        ("-1234.5", "change", "比上年减少1,234.50万元"),
    ],
)
def test_an_edition_may_want_decimals_and_zero_as_an_increase(tmp_path, stated, slot, text):
    workbook = final_accounts(tmp_path, (INCOME, stated))

    assert written(workbook, f"{{{{ {slot}('{INCOME}') }}}}") == text


@pytest.mark.parametrize(("stated", "text"), [("100", "100.00%，增长100.00%"), ("", "0.00%，增长0.00%")])
def test_such_an_edition_writes_whole_percentages_with_decimals_too(tmp_path, stated, text):
    workbook = final_accounts(tmp_path)
    state_rows(workbook, "科目表", "2080505")
    fill(workbook, ("科目说明!2080505.增长率", stated))
    row = row_of(workbook, "科目说明", "2080505")

    assert written(workbook, "{{ percent(row.增长率) }}{{ growth(row.增长率) }}", row) == text


def test_a_count_has_no_decimals(tmp_path):
    workbook = final_accounts(tmp_path, ("单位!人数", "1234"))

    assert written(workbook, "{{ count('单位!人数') }}人，{{ change('单位!人数', '') }}") == "1,234人，增加1,234人"


def test_the_rows_of_a_level_are_the_subjects_of_it(workbook):
    state_rows(workbook, "科目表", "2080505", "2110101", "229")

    assert written(workbook, "{% for row in rows('科目表', level='class') %}{{ code(row) }}{% endfor %}") == "229"
    assert written(workbook, "{% for row in rows('科目表', level='item') %}{{ code(row) }}，{% endfor %}") == (
        "2080505，2110101，"
    )


def test_rows_that_no_code_names_have_no_level(workbook):
    with pytest.raises(TemplateError, match="不以科目编码为行名"):
        written(workbook, "{% for row in rows('收支!收入', level='class') %}{{ label(row) }}{% endfor %}")


def test_a_text_that_is_not_there_is_asked_for(workbook):
    assert Narrative(workbook).render("由{{ text('单位!职能') }}") == (
        Run("由"),
        Run("（请填写：主要职能）", Address("单位", "", "职能"), missing=True),
    )


def test_what_an_officer_types_is_never_a_template_nor_a_mark(workbook):
    fill(workbook, ("单位!全称", "{{ year }}{% if %}\ue0000\ue001"))

    assert written(workbook, "{{ text('单位!全称') }}，{{ year }}") == "{{ year }}{% if %}\ue0000\ue001，2021"


@given(typed=st.text(st.characters(exclude_categories=["Cs"])).map(str.strip).filter(bool))
def test_any_text_comes_out_as_it_was_typed(typed, tmp_path_factory):
    workbook = open_document(write_pack(tmp_path_factory.getbasetemp()))
    fill(workbook, ("单位!全称", typed))

    assert written(workbook, "前{{ text('单位!全称') }}后") == f"前{typed}后"


def test_a_subject_is_named_by_each_part_of_its_code(workbook):
    state_rows(workbook, "科目表", "2080505")
    row = row_of(workbook, "科目表", "2080505")

    source = (
        "{{ subject(row.科目, 'class', without='支出') }}|{{ subject(row.科目, 1) }}|{{ subject(row.科目, 'item') }}"
    )
    assert written(workbook, source, row) == "社会保障和就业|行政事业单位养老支出|机关事业单位基本养老保险缴费支出"
    assert written(workbook, "{{ code(row) }} {{ code(row.科目, 1) }}-{{ code(row, 'item') }}", row) == "2080505 05-05"


def test_the_last_part_of_a_subject_has_the_name_that_the_officer_stated(workbook):
    state_rows(workbook, "科目表", "2111101")
    fill(workbook, ("科目表!2111101.名称", "环境监测与信息"))

    row = row_of(workbook, "科目表", "2111101")
    assert written(workbook, "{{ subject(row.科目, 'item') }}", row) == "环境监测与信息"


def test_an_unknown_subject_is_marked_as_missing(workbook):
    state_rows(workbook, "科目表", "2999999")
    row = row_of(workbook, "科目表", "2999999")

    (run,) = Narrative(workbook).render("{{ subject(row.科目, 'class') }}", row)
    assert (run.text, run.missing) == ("299", True)


def test_an_economic_subject_has_its_official_name_unless_its_own_says_more(workbook):
    state_rows(workbook, "经济", "30107", "30107#2", "30108", "30110", "30999")
    fill(
        workbook,
        ("经济!30107.名称", "基础性绩效工资"),
        ("经济!30107#2.名称", "奖励性绩效工资"),
        ("经济!30108.名称", "养老保险"),
        ("经济!30110.名称", "机关事业单位基本养老保险缴费"),
        ("经济!30999.名称", "别的支出"),
    )

    names = [
        written(workbook, "{{ official_name(row) }}", row)
        for row in detail_rows(workbook, sides_named(workbook.edition, "经济"))
    ]
    assert names == [
        "基础性绩效工资",
        "奖励性绩效工资",
        "机关事业单位基本养老保险缴费",
        "机关事业单位基本养老保险缴费",
        "别的支出",
    ]


def test_a_label_is_a_fixed_rows_title_and_a_repeated_rows_name(workbook):
    state_rows(workbook, "目标", "运维项目")
    state_rows(workbook, "科目表", "2080505")

    assert written(workbook, "{{ label(row) }}", row_of(workbook, "收支!支出", "210")) == "卫生健康支出"
    assert written(workbook, "{{ label(row) }}", row_of(workbook, "目标", "运维项目")) == "运维项目"
    label = written(workbook, "{{ label(row) }}", row_of(workbook, "科目表", "2080505"))
    assert label == "机关事业单位基本养老保险缴费支出"


def test_conditions_ask_for_numbers_texts_and_choices(workbook):
    fill(workbook, (INCOME, "-2"), ("单位!表样", "横式"))
    tests = {
        f"positive('{INCOME}')": False,
        f"nonzero('{INCOME}')": True,
        f"zero('{INCOME}')": False,
        f"decreased('{INCOME}')": True,
        f"increased('{INCOME}')": False,
        f"given('{INCOME}')": True,
        "given('单位!职能')": False,
        "chosen('单位!表样', '横式')": True,
        "any_row('收支!收入', '预算数')": True,
        "any_row('收支!支出', '预算数')": False,
    }

    for test, expected in tests.items():
        assert written(workbook, f"{{% if {test} %}}是{{% endif %}}") == ("是" if expected else ""), test


@pytest.mark.parametrize(
    "source",
    [
        "{{ amount('收支!没有.预算数') }}",
        "{{ amount('预算数') }}",
        "{{ range(3) }}",
        "{{ row.__class__ }}",
        "{{ text('单位!全称') | upper }}",
        "{% for row in rows('没有') %}{% endfor %}",
        "{% for row in rows('收支') %}{{ text(row.没有) }}{% endfor %}",
        "{{ ordinal(100) }}",
    ],
)
def test_what_the_edition_does_not_have_is_an_error_with_a_place(workbook, source):
    with pytest.raises(TemplateError):
        Narrative(workbook).render(source)


def test_ordinals_are_chinese(workbook):
    source = "{{ ordinal(1) }}{{ ordinal(10) }}{{ ordinal(11) }}{{ ordinal(20) }}{{ ordinal(99) }}"

    assert written(workbook, source) == "一十十一二十九十九"
