"""Amounts are read and written exactly, and rounding explains just so much of a difference."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.document.amounts import (
    MalformedAmount,
    format_amount,
    parse_amount,
    plain_amount,
    round_percentage,
    rounding_bound,
)

CENT = Decimal("0.01")
amounts = st.decimals(-(10**12), 10**12, places=4) | st.decimals(-(10**9), 10**9, places=2)
parts_in_thousandths = st.lists(st.integers(0, 10**7), min_size=1, max_size=40)


def published(thousandths: int) -> Decimal:
    """A figure as it is published: rounded to two decimals by itself, halves up."""
    return Decimal((thousandths + 5) // 10) * CENT


@given(amounts, st.integers(0, 6), st.booleans())
def test_an_amount_that_is_written_is_read_as_the_same(amount: Decimal, decimals: int, grouped: bool) -> None:
    assert parse_amount(format_amount(amount, decimals, grouped=grouped)) == amount


@given(amounts)
def test_running_text_states_an_amount_exactly(amount: Decimal) -> None:
    assert parse_amount(plain_amount(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("433.34", "433.34"),
        (" 433.34　", "433.34"),
        ("１２３．４５", "123.45"),
        ("1,234,567.8", "1234567.8"),
        ("1，234", "1234"),
        ("-0.5", "-0.5"),
        ("－5", "-5"),
        ("+3", "3"),
        ("151.", "151"),
        ("000000000000000000151", "151"),
        ("0.30000000000000004", "0.30000000000000004"),
    ],
)
def test_an_amount_is_read_however_it_is_typed(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", " ", "　", "\n"])
def test_a_blank_states_no_amount(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    "text", ["433..34", "12,34", "1,2345", "五", "5万元", "5%", "1e5", "NaN", "-", ".5", "1 2", "9" * 16]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(MalformedAmount):
        parse_amount(text)


@given(st.text())
def test_every_text_is_an_amount_a_blank_or_refused(text: str) -> None:
    try:
        amount = parse_amount(text)
    except MalformedAmount:
        return
    assert amount is None or amount.is_finite()


@pytest.mark.parametrize(
    ("amount", "written"), [("151", "151"), ("151.00", "151"), ("236.50", "236.5"), ("0.380", "0.38"), ("-0.00", "0")]
)
def test_running_text_has_no_needless_digits(amount: str, written: str) -> None:
    assert plain_amount(Decimal(amount)) == written


def test_further_decimals_are_kept_and_not_rounded_away() -> None:
    assert format_amount(Decimal("1234.5678"), 2, grouped=True) == "1,234.5678"


@pytest.mark.parametrize(
    ("ratio", "percentage"), [("0.12345", "12.35"), ("-0.12345", "-12.35"), ("1e30", "1e32"), ("-0.0000001", "0")]
)
def test_a_percentage_is_rounded_half_up(ratio: str, percentage: str) -> None:
    assert round_percentage(Decimal(ratio)) == Decimal(percentage)


@given(parts_in_thousandths)
def test_the_bound_holds_for_every_total_whose_parts_are_rounded_one_by_one(parts: list[int]) -> None:
    total, stated_parts = published(sum(parts)), sum(map(published, parts))

    assert abs(total - stated_parts) <= rounding_bound(1, len(parts))


@given(parts_in_thousandths, parts_in_thousandths)
def test_the_bound_holds_between_two_sums_of_the_same_amount(left: list[int], right: list[int]) -> None:
    right[-1] += max(0, sum(left) - sum(right))
    left[-1] += max(0, sum(right) - sum(left))

    difference = sum(map(published, left), Decimal(0)) - sum(map(published, right), Decimal(0))

    assert abs(difference) <= rounding_bound(len(left), len(right))


@pytest.mark.parametrize("parts", range(2, 30))
def test_the_bound_is_half_of_the_number_of_parts_and_their_total(parts: int) -> None:
    assert rounding_bound(1, parts) == (parts + 1) // 2 * CENT


@pytest.mark.parametrize(("left", "right"), [(1, 1), (1, 0), (0, 0)])
def test_the_same_amount_stated_twice_may_not_differ(left: int, right: int) -> None:
    assert rounding_bound(left, right) == 0
