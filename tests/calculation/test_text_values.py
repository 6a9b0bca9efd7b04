"""What texts state besides words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosure_editor.calculation.text_values import (
    amount_in,
    begins_with,
    date_in,
    has_word,
    items_in,
    sign_in,
    unit_in,
    value_in,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("≤85万元", "85"),
        ("85", "85"),
        ("１，２３４．５万元", "1234.5"),
        ("每人300元，共85万元", "85"),
        ("1.5亿元", "15000"),
        ("2021年投入85.5万元", "85.5"),
        ("≤85（万元）", "85"),
        ("共 3 项，5千元", "0.5"),
    ],
)
def test_the_amount_of_money_is_found_in_a_text(text: str, amount: str) -> None:
    assert amount_in(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", "12次", "≥95%", "2021年", "不超过", "≥1.5万人次", "100亿斤", "〔2021〕5号", "3000元/人", "9" * 99]
)
def test_a_number_of_something_else_is_no_amount(text: str) -> None:
    assert amount_in(text) is None


@pytest.mark.parametrize(
    ("text", "sign", "value", "unit"),
    [
        (">=15次", ">=", "15", "次"),
        ("≥95%", ">=", "95", "%"),
        ("<=2 天", "<=", "2", "天"),
        ("=500万元/个", "=", "500", "万元/个"),
        ("＞1,325.46万元", ">", "1325.46", "万元"),
        ("不低于 90％", ">=", "90", "%"),
        ("9.5", "", "9.5", ""),
        ("=6 个月", "=", "6", "个月"),
        ("2小时以内", "<=", "2", "小时"),
        ("30天以内", "<=", "30", "天"),
        ("控制在5%以内", "<=", "5", "%"),
        ("5个工作日内", "<=", "5", "个工作日"),
        ("=<5次", "<=", "5", "次"),
        ("90%以上", ">=", "90", "%"),
        ("50余人", ">=", "50", "人"),
        ("≤85万元", "<=", "85", "万元"),
        ("849000元", "", "84.9", "万元"),
        ("≥1.5万人", ">=", "15000", "人"),
        ("PM10下降率≥5%", ">=", "5", "%"),
        ("PM2.5浓度≤35", "<=", "35", ""),
        ("=2000", "=", "2000", ""),
        ("16学时", "", "16", "学时"),
        ("有效提升", "", None, ""),
        ("达到5A级", "", None, ""),
        ("10-15次", "", None, ""),
        ("90%-95%", "", None, ""),
        ("每月10日前", "", None, ""),
        ("9" * 99 + "次", "", None, ""),
        ("2024年12月1日", "", None, ""),
        ("<=10月前", "<=", None, ""),
        ("", "", None, ""),
    ],
)
def test_a_target_states_a_comparison_a_number_and_a_unit(text: str, sign: str, value: str | None, unit: str) -> None:
    assert (sign_in(text), unit_in(text)) == (sign, unit)
    assert value_in(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024年12月1日", 20241201),
        ("=2024年9月30日前", 20240930),
        ("2022 年 12 月 31 日", 20221231),
        ("2024-3-5", 20240305),
        ("2024年2月底前", 20240229),
        ("<=10月前", 20231031),
        ("2021年1-12月", 20211231),
        ("2021年1月1日至12月31日", 20211231),
        ("2024年11月1日—8日", 20241108),
        ("2021.1.1-2021.12.31", 20211231),
        ("2023年2月30日", None),
        ("每月8日", None),
        ("2012.34万元", None),
        ("9.5", None),
        ("3个月", None),
        ("12次", None),
        ("2024年", None),
    ],
)
def test_a_date_is_a_number_that_compares(text: str, date: int | None) -> None:
    assert date_in(text, 2023) == (None if date is None else Decimal(date))


def test_a_list_is_counted_by_its_separators() -> None:
    assert items_in("办公室、组织人事科，矿山执法科") == 3
    assert items_in("办公室（党建、人事科）、财务科") == 2
    assert items_in("") == 0
    assert items_in("办公室、财务科等") is None


def test_words_are_looked_for_in_either_width() -> None:
    assert has_word("服务对象满意度（%）", ["满意度(%)"])
    assert not has_word("合格率", ["满意度", ""])
    assert begins_with(" ≥95%", ["≥"])
    assert not begins_with("95%", [""])
