"""Unit lines: whose table it is, in which unit its amounts are, and what these are in 万元."""

import pytest

from disclosure_editor.recognition.unit_lines import in_ten_thousands, is_unit_line, money_exponent, owner_named


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("编制部门（单位）： 昌吉州能源安全监测中心           单位：万元", "昌吉州能源安全监测中心"),
        ("编制部门（单位）：昌吉州能源安全监测中心\t单位：万元", "昌吉州能源安全监测中心"),
        ("部门:昌吉州应急管理局 金额单位:元", "昌吉州应急管理局"),
        ("填报单位：昌吉州能源安全监测中心", "昌吉州能源安全监测中心"),
        ("单位：万元", ""),
        ("金额单位：人民币元", ""),
        ("", ""),
    ],
)
def test_a_unit_line_names_the_unit(line: str, owner: str) -> None:
    assert owner_named(line) == owner


@pytest.mark.parametrize(
    ("text", "exponent"),
    [
        ("单位：万元", 0),
        ("金额单位：元", -4),
        ("单位:人民币元", -4),
        ("预算数（元）", -4),
        ("单位：千元", -1),
        ("单位：百元", -2),
        ("单位：十万元", 1),
        ("单位：千万元", 3),
        ("单位：亿元", 4),
    ],
)
def test_a_text_names_the_unit_of_amounts(text: str, exponent: int) -> None:
    assert money_exponent(text) == exponent


@pytest.mark.parametrize("text", ["编制单位：昌吉州能源安全监测中心", "预算数", "五万元以上的设备"])
def test_a_text_without_a_unit_of_amounts_names_none(text: str) -> None:
    assert money_exponent(text) is None


@pytest.mark.parametrize("text", ["单位：万元", "公开01表", "部门：昌吉州应急管理局", "编制部门（单位）：甲"])
def test_what_stands_above_a_table_is_a_unit_line(text: str) -> None:
    assert is_unit_line(text)


@pytest.mark.parametrize("text", ["一般公共预算支出情况表", "项目", "2080505", ""])
def test_titles_and_headings_are_no_unit_lines(text: str) -> None:
    assert not is_unit_line(text)


@pytest.mark.parametrize(
    ("printed", "exponent", "text"),
    [
        ("2365000.00", -4, "236.50"),
        ("1", -4, "0.0001"),
        ("1,234,567.89", -4, "123.456789"),
        ("-50000", -4, "-5.00"),
        ("0.5", 4, "5000.00"),
        ("236.5", 0, "236.5"),
        ("236.5万元", 0, "236.5"),
        ("50000元", 0, "5.00"),
        ("约50000", -4, "约50000"),
        ("—", -4, "—"),
        ("", -4, ""),
    ],
)
def test_an_amount_is_converted_exactly_or_left_as_it_is(printed: str, exponent: int, text: str) -> None:
    assert in_ten_thousands(printed, exponent, 2) == text
