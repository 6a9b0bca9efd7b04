"""Texts without what doesn't tell them apart."""

from disclosure_editor.document.texts import bare, compact, folded


def test_a_folded_text_has_one_width_and_its_length() -> None:
    assert folded("（１２．５％）≧，") == "(12.5%)≥，"


def test_a_bare_text_has_no_blanks_and_punctuation() -> None:
    assert bare("应急 演练（2次），达 95％。") == "应急演练2次达95%"


def test_a_compact_text_has_no_blanks() -> None:
    assert compact(" 合\u3000 计\n") == "合计"
