"""Two texts that were printed beside one another and follow one another in the file."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_editor.exchange.source import Place
from disclosure_editor.recognition.lines.form_text import FormLine, FormText
from disclosure_editor.recognition.lines.texts_beside import Boundary, boundary_between

WIDE = [
    "根据实施方案要求，建成一套机动车排放检验系统，",
    "数据传输率达到要求，实现数据实时监控，加强监管",
    "能力建设。",
]
NARROW = ["截止年底完成了系统的建设，数据传", "输率达到要求，实现了数据实时监控", "并且加强了能力建设。"]


def boundary(lines: Sequence[str], gaps: Sequence[bool] = ()) -> tuple[Boundary, str]:
    text = FormText(
        [FormLine(line, Place(line=n), n, gaps[n] if gaps else False, False) for n, line in enumerate(lines)]
    )
    found = boundary_between(text, 0, len(text.words))
    return found, text.lines[text.line_of(found.word)].text if found.word < len(text.words) else ""


def test_the_second_text_begins_where_lines_become_narrower() -> None:
    found, first = boundary([*WIDE, "年底建设完成了系统的全部，数据传", *NARROW[1:]])
    assert first == "年底建设完成了系统的全部，数据传"
    assert not found.doubtful


def test_it_begins_where_a_report_of_what_was_done_begins() -> None:
    found, first = boundary([*WIDE, "截止年底完成了"])
    assert first == "截止年底完成了"
    assert not found.doubtful


def test_a_first_text_of_several_paragraphs_is_one() -> None:
    paragraphs = ["目标一：建成系统。", *WIDE, "目标二：", *WIDE]
    assert boundary([*paragraphs, *NARROW])[1] == NARROW[0]


def test_lines_without_a_blank_one_between_them_are_of_two_texts() -> None:
    lines = ["建成系统一套，数据实时", "监控企业现场检查到位，", "系统一套建成投入使用，", "数据监控企业现场检查。"]
    assert boundary(lines, [True, True, False, True])[1] == lines[2]
    assert boundary(lines, [True, False, True, True])[1] == lines[1]


def test_where_nothing_tells_it_is_doubtful() -> None:
    found, _ = boundary(["建成系统一套", "采购设备一台", "培训人员十名", "制定制度五项"])
    assert found.doubtful
