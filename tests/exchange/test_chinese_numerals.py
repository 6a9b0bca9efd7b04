import pytest

from disclosure_editor.exchange.readers.office.chinese_numerals import counted, spelled


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "〇"),
        (3, "三"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (21, "二十一"),
        (105, "一百零五"),
        (110, "一百一十"),
        (2021, "二千零二十一"),
        (12345, "12345"),
    ],
)
def test_numbers_are_counted_as_they_are_said(number: int, said: str) -> None:
    assert counted(number) == said


def test_years_are_spelled_digit_by_digit() -> None:
    assert spelled("2021年") == "二〇二一年"
