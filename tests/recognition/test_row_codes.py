"""Codes of subjects as tables print them: in parts, in one column, before a name."""

import pytest

from disclosure_editor.recognition.tables.row_codes import code_and_name, code_of_name, joined_code
from tests.recognition.other_hands import LIBRARY

FUNCTIONAL = LIBRARY.catalogues["functional"]
ECONOMIC = LIBRARY.catalogues["economic"]


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("2010450", "2010450", ""),
        ("2010450 事业运行", "2010450", "事业运行"),
        ("2010450事业运行", "2010450", "事业运行"),
        ("[2010450]事业运行", "2010450", "事业运行"),
        ("２０１０４５０　事业运行", "2010450", "事业运行"),
        ("201 04 50", "2010450", ""),
        ("201-04-50 事业运行", "2010450", "事业运行"),
        ("3110399", "3110399", ""),
        ("事业运行", "", "事业运行"),
        ("2021年项目", "", "2021年项目"),
        ("12", "", "12"),
        ("", "", ""),
    ],
)
def test_a_code_may_stand_alone_or_before_its_name(text: str, code: str, name: str) -> None:
    assert code_and_name(text, FUNCTIONAL) == (code, name)


@pytest.mark.parametrize(
    ("parts", "above", "code"),
    [
        (("201", "04", "50"), (), "2010450"),
        (("201", "4", "50"), (), "2010450"),
        (("208", "", ""), (), "208"),
        (("201", "20104", "2010450"), (), "2010450"),
        (("", "05", "06"), ("208", "05", "05"), "2080506"),
        (("", "", "06"), ("208", "05", "05"), "2080506"),
        (("", "", "06"), (), ""),
        (("", "", ""), ("208", "05", "05"), ""),
        (("合计", "", ""), (), ""),
        (("类", "款", "项"), (), ""),
    ],
)
def test_parts_of_a_code_are_joined(parts: tuple[str, ...], above: tuple[str, ...], code: str) -> None:
    assert "".join(joined_code(parts, above, FUNCTIONAL)) == code


def test_a_code_of_two_parts_is_joined_too() -> None:
    assert joined_code(("301", "1"), (), ECONOMIC) == ("301", "01")


def test_only_a_name_that_one_subject_has_tells_its_code() -> None:
    assert code_of_name("机关事业单位基本养老保险缴费支出", FUNCTIONAL) == "2080505"
    assert code_of_name("行政运行", FUNCTIONAL) == ""
    assert code_of_name("没有的科目", FUNCTIONAL) == ""
