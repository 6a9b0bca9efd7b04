"""Blocks of cells as Excel and WPS put them on the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.ui.clipboard import read_block, write_block

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=8)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("208\t05\r\n210\t11\r\n", (("208", "05"), ("210", "11"))),
        ("1.18", (("1.18",),)),
        ("1\n2\n", (("1",), ("2",))),
        ("", ()),
        ("\r\n", (("",),)),
        ("1\t\r\n\t2\r\n", (("1", ""), ("", "2"))),
        ("1\r\n\r\n2\r\n", (("1",), ("",), ("2",))),
        ('"第一行\n第二行"\t5\r\n', (("第一行\n第二行", "5"),)),
        ('"他说""好"""\t5', (('他说"好"', "5"),)),
    ],
)
def test_a_block_is_read_as_excel_writes_it(text: str, block: tuple[tuple[str, ...], ...]) -> None:
    assert read_block(text) == block


def test_a_short_line_is_filled_up_with_blanks() -> None:
    assert read_block("1\t2\n3") == (("1", "2"), ("3", ""))


def test_quotes_that_are_no_pairs_are_part_of_the_text() -> None:
    assert read_block('5" 屏幕\t1\n"未完\t2') == (('5" 屏幕', "1"), ('"未完', "2"))
    assert read_block('5" 屏幕\t1') == (('5" 屏幕', "1"),)


def test_a_cell_longer_than_a_csv_field_may_be_is_read() -> None:
    text = "长" * 200_000
    assert read_block(f"{text}\t1") == ((text, "1"),)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=4)))
def test_what_was_copied_is_pasted_again(lines: list[list[str]]) -> None:
    assert read_block(write_block(lines)) == tuple(map(tuple, lines))
