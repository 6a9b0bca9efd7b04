from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.exchange.readers.office.number_formats import BUILT_IN, plain_number, shown_number

ACCOUNTS = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("stated", "code", "shown"),
    [
        ("236.5", "0.00", "236.50"),
        ("236.5", "General", "236.5"),
        ("236.5", "G/通用格式", "236.5"),
        ("85", "#,##0.00", "85.00"),
        ("12345.678", "#,##0.00", "12,345.68"),
        ("1234567", "#,##0", "1,234,567"),
        ("1.005", "0.00", "1.01"),
        ("0.1365", "0.00%", "13.65%"),
        ("98.06", '0.00"%"', "98.06%"),
        ("4", "00", "04"),
        ("5.5", "0.##", "5.5"),
        ("5", "0.##", "5"),
        ("0.5", "#.00", ".50"),
        ("5", '0"次"', "5次"),
        ("5", '"共"General"项"', "共5项"),
        ("2021", "0年", "2021年"),
        ("5", "@", "5"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(stated: str, code: str, shown: str) -> None:
    assert shown_number(stated, code) == shown


@pytest.mark.parametrize(
    ("stated", "shown"),
    [("0.30000000000000004", "0.3"), ("9.9499999999999993", "9.95"), ("236.49999999999997", "236.5")],
)
def test_the_noise_of_floats_is_no_part_of_a_number(stated: str, shown: str) -> None:
    assert shown_number(stated, "General") == shown


@pytest.mark.parametrize(
    ("stated", "code", "shown"),
    [
        ("-5", "#,##0.00_);(#,##0.00)", "-5.00"),
        ("-5", "0.00;[Red]0.00", "-5.00"),
        ("-5", "0.00_ ;[Red]-0.00", "-5.00"),
        ("-1234.5", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "-1,234.50"),
        ("5", '"¥"#,##0.00', "5.00"),
        ("5", "[$¥-804]#,##0.00", "5.00"),
        ("0", ACCOUNTS, "0.00"),
        ("-0.001", "0.00", "0.00"),
    ],
)
def test_what_only_dresses_a_number_is_left_out(stated: str, code: str, shown: str) -> None:
    assert shown_number(stated, code) == shown


def test_a_format_that_hides_zero_shows_nothing() -> None:
    assert [shown_number("0", code) for code in ("0.00;-0.00;;@", ";;;", "#")] == ["", "", ""]


@pytest.mark.parametrize(
    ("stated", "code", "shown"),
    [("12345", "0!.0,", "1.2"), ("123456", '0\\.0,"万"', "12.3万"), ("2360000", '0.00,,"百万"', "2.36百万")],
)
def test_a_number_is_shown_in_ten_thousands_where_its_format_does_so(stated: str, code: str, shown: str) -> None:
    assert shown_number(stated, code) == shown


@pytest.mark.parametrize(
    ("stated", "code", "shown"),
    [
        ("44228", BUILT_IN[14], "2021/2/1"),
        ("44228", BUILT_IN[31], "2021年2月1日"),
        ("44228", '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二一年二月一日"),
        ("44248", '[DBNum1]m"月"d"日"', "二月二十一日"),
        ("44228.5", "yyyy-mm-dd hh:mm:ss", "2021-02-01 12:00:00"),
        ("44228.75", BUILT_IN[34], "下午6时00分"),
        ("44228", "aaaa", "星期一"),
        ("44228", "d-mmm-yy", "1-Feb-21"),
        ("1", "yyyy/m/d", "1900/1/1"),
    ],
)
def test_days_are_dates_where_the_format_is_one(stated: str, code: str, shown: str) -> None:
    assert shown_number(stated, code) == shown


def test_a_file_may_count_its_days_from_1904() -> None:
    assert shown_number("42766", "yyyy/m/d", from_1904=True) == "2021/2/1"


@pytest.mark.parametrize("code", ["0.00E+00", "# ?/?", '[>=10000]0!.0,"万";0', "[h]:mm"])
def test_where_a_format_is_none_of_ours_all_digits_are_shown(code: str) -> None:
    assert shown_number("12345.25", code) == "12345.25"


@pytest.mark.parametrize("stated", ["1E400", "1E-99999", "NaN", "inf", "一"])
def test_what_is_no_number_that_a_spreadsheet_has_stays_as_it_is_stated(stated: str) -> None:
    assert plain_number(stated) is None
    assert shown_number(stated, "0.00") == stated


@given(stated=st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_an_amount_with_two_decimals_reads_the_same_in_its_usual_formats(stated: object) -> None:
    plain = str(stated).replace("-0.00", "0.00")

    assert shown_number(str(stated), "0.00") == plain
    assert shown_number(str(stated), ACCOUNTS).replace(",", "") == plain
    assert shown_number(repr(float(str(stated))), "0.00") == plain


@given(
    number=st.decimals(min_value=-(10**6), max_value=10**6, places=4),
    code=st.text('0#?.,;%-()_*"\\[]E/@ymdhs年!', max_size=12),
)
def test_no_format_is_too_strange(number: object, code: str) -> None:
    assert isinstance(shown_number(str(number), code), str)
