"""Lines that were broken by their width become the paragraphs that they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.blocks import Grid
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.readers.text.hard_wrapped import joined_text, printed_width, without_printed_gaps
from disclosure_editor.exchange.readers.text.line_breaking import line_breaking
from disclosure_editor.exchange.readers.text.read_text import read_text_file
from disclosure_editor.exchange.readers.text.text_lines import lines_of
from disclosure_editor.exchange.source import Source, SourceParagraph

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT.parent / "shared" / "published" / "2022-final-pollution-monitoring.txt"
EXAMPLE = ROOT / "examples" / "pollution-monitoring-2022-final.disclosure"

WIDTH = 26
LONG = "负责污染源在线监测监控系统的日常运行和监督管理工作开展重点污染源自动监控设施运行情况现场检查监督考核工作"


def wrapped(paragraph: str, *, indent: int = 2) -> Iterator[str]:
    """The lines that print makes of a paragraph of Chinese characters whose first line is indented."""
    first, rest = paragraph[: WIDTH - indent], paragraph[WIDTH - indent :]
    yield first
    yield from (rest[start : start + WIDTH] for start in range(0, len(rest), WIDTH))


def read(text: str) -> Source:
    return read_text_file(text.encode(), "公开.txt")


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


def pages_of_prose() -> list[str]:
    """Enough lines for their width to be seen."""
    return list(wrapped(LONG * 6 + "。"))


def test_a_line_goes_on_while_the_next_word_had_no_place_in_it() -> None:
    paragraphs = [LONG * 4 + "。", LONG + "。", "本单位无下属预算单位。"]
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph)]

    assert texts(read("\n\n".join(lines))) == paragraphs


def test_a_paragraph_keeps_its_lines_with_their_places() -> None:
    lines = pages_of_prose()

    (paragraph,) = read("\n\n".join(lines)).blocks

    assert isinstance(paragraph, SourceParagraph)
    assert [line.text for line in paragraph.lines] == lines
    assert [line.place.line for line in paragraph.lines] == list(range(1, 2 * len(lines), 2))
    assert [line.gap for line in paragraph.lines] == [False] + [True] * (len(lines) - 1)


def test_blanks_that_stand_for_gaps_of_print_go() -> None:
    assert without_printed_gaps("2022 年度收入总计 984.12 万元，其中：增加 VOC 重点") == (
        "2022年度收入总计984.12万元，其中：增加VOC重点"
    )
    assert without_printed_gaps("项 目 支 出 绩 效 自 评 表") == "项目支出绩效自评表"
    assert without_printed_gaps("Windows 11 系统") == "Windows 11系统"


def test_the_blank_behind_the_number_of_a_part_stays() -> None:
    assert without_printed_gaps("第一部分 单位概况") == "第一部分 单位概况"
    assert without_printed_gaps("第二部分 2021 年预算公开表") == "第二部分 2021年预算公开表"


def test_wide_gaps_part_texts_and_stay() -> None:
    assert without_printed_gaps("编制部门：监控中心    单位：万元") == "编制部门：监控中心    单位：万元"


def test_a_heading_stands_alone_though_it_fills_its_line() -> None:
    heading = "八、政府性基金预算财政拨款收入支出决算情况总体说明"
    lines = [*pages_of_prose(), heading[:24], "我单位本年度无政府性基金预算财政拨款收入支出及结", "转和结余。"]

    assert texts(read("\n\n".join(lines)))[-2:] == [heading[:24], lines[-2] + lines[-1]]


def test_items_of_a_list_begin_paragraphs() -> None:
    item = "1.社会保障和就业支出行政事业单位养老支出机关单。"
    lines = [*pages_of_prose(), item, "2.卫生健康支出行政事业单位医疗支出公务员医疗补", "助决算数。"]

    assert texts(read("\n\n".join(lines)))[-2:] == [item, lines[-2] + lines[-1]]


def test_a_number_in_brackets_within_a_sentence_begins_none() -> None:
    lines = list(wrapped(LONG * 3 + "（1）负责信息发布（2）负责上传经批准的各项内容" + LONG + "。"))

    assert len(texts(read("\n\n".join(lines)))) == 1


def test_what_may_not_begin_a_line_goes_on() -> None:
    lines = [*pages_of_prose()[:-1], "本年减少了一半", "，下降五成。"]

    assert texts(read("\n\n".join(lines)))[-1].endswith("本年减少了一半，下降五成。")


def test_a_page_break_ends_no_paragraph() -> None:
    lines = pages_of_prose()
    text = "\n".join(lines[:4]) + "\n\f" + "\n".join(lines[4:])

    (paragraph,) = read(text).blocks

    assert isinstance(paragraph, SourceParagraph)
    assert paragraph.text == "".join(lines)
    assert {line.place.page for line in paragraph.lines} == {1, 2}


def test_page_numbers_are_left_out() -> None:
    lines = pages_of_prose()
    text = "\n".join([*lines[:4], "- 1 -"]) + "\n\f" + "\n".join([*lines[4:8], "- 2 -"]) + "\n\f" + "\n".join(lines[8:])

    assert texts(read(text)) == ["".join(lines)]


def test_a_number_amid_a_page_stays() -> None:
    lines = [*pages_of_prose(), "执行数", "40", "决算数"]

    assert texts(read("\n\n".join(lines)))[-3:] == ["执行数", "40", "决算数"]


def test_paragraphs_are_told_by_their_indentation_where_the_file_keeps_it() -> None:
    # The first paragraph ends at the very end of a line, so that nothing but the indentation tells the next one.
    first = LONG * 4
    first = first[: WIDTH - 2 + 5 * WIDTH]
    lines = [*wrapped(first), *wrapped(LONG * 2)]
    lines[0], lines[6] = "　　" + lines[0], "　　" + lines[6]

    assert texts(read("\n".join(lines))) == [first, LONG * 2]


def test_a_blank_line_parts_paragraphs_where_lines_stand_close() -> None:
    first = (LONG * 4)[: WIDTH - 2 + 5 * WIDTH]
    text = "\n".join(wrapped(first)) + "\n\n" + "\n".join(wrapped(LONG * 4 + "。"))

    assert texts(read(text)) == [first, LONG * 4 + "。"]


def test_words_of_latin_letters_are_parted_by_a_blank_and_nothing_else_is() -> None:
    assert joined_text(["使用 Microsoft", "Windows 系统", "12", "套"]) == "使用 Microsoft Windows 系统12套"


def test_a_text_of_whole_paragraphs_is_not_taken_for_a_broken_one() -> None:
    paragraphs = [LONG * count + "。" for count in (1, 3, 2, 5, 1, 4, 2, 6, 3, 1)]

    assert line_breaking(list(lines_of("\n".join(paragraphs)))) is None
    assert texts(read("\n".join(paragraphs))) == paragraphs


@given(st.lists(st.integers(min_value=30, max_value=300), min_size=10, max_size=20))
def test_any_paragraphs_come_back_from_their_indented_lines(lengths: list[int]) -> None:
    paragraphs = [(LONG * 6)[:length] + "。" for length in lengths]
    lines = [line for paragraph in paragraphs for line in _indented(paragraph)]

    assert texts(read("\n".join(lines))) == paragraphs


def _indented(paragraph: str) -> Iterator[str]:
    first, *rest = wrapped(paragraph)
    if len(rest) > 1 and rest[-1] == "。":
        # A full stop begins no line.
        rest[-2:] = ["".join(rest[-2:])]
    yield "　　" + first
    yield from rest


def test_widths_are_those_of_print() -> None:
    assert printed_width("收入合计") == 8
    assert printed_width("收入 984.12 万元") == 4 + 6 + 4 + 2 * 0.5


@pytest.fixture(scope="module")
def published() -> Source:
    if not PUBLISHED.exists():
        pytest.skip("the publications are not here")
    return read_text_file(PUBLISHED.read_bytes(), PUBLISHED.name)


# What the unit published in other words than the example, or with other figures.
OTHER_WORDS = (
    "依据国家相关规范对传输到监控平台的数据",
    "负责突发环境事件应急指挥系统的日常维护",
    "11.节能环保支出(类)环境监测与监察(款)核与辐射安全监督(项)",
    "12.节能环保支出(类)环境监测与监察(款)其他环境监测与监察支出(项)",
    "根据预算绩效管理要求，我单位2022年度开展预算绩效评价项目20个",
)


def test_the_published_narrative_comes_out_as_its_paragraphs(published: Source) -> None:
    rendered = {
        line
        for block in Publication(open_workbook(EXAMPLE, Library())).blocks()
        if not isinstance(block, Grid)
        for line in block.text.split("\n")
    }
    forms_begin = next(number for number, text in enumerate(texts(published)) if text == "项目支出绩效自评表")
    forms_end = next(number for number, text in enumerate(texts(published)) if text.startswith("第三部分"))
    narrative = texts(published)[:forms_begin] + texts(published)[forms_end:]

    assert [text[:40] for text in narrative if text not in rendered and not text.startswith(OTHER_WORDS)] == []
    assert len(narrative) == 91


def test_no_line_of_the_published_forms_is_lost_and_none_is_moved(published: Source) -> None:
    lines = [line for block in published.blocks if isinstance(block, SourceParagraph) for line in block.lines]
    stated = [line.strip() for line in PUBLISHED.read_text(encoding="utf-8").split("\n") if line.strip()]

    assert [line.text.strip() for line in lines] == [line for line in stated if line not in ("40", "65")]
    assert [line.place.line for line in lines] == sorted(line.place.line for line in lines)


def test_each_published_form_begins_a_paragraph(published: Source) -> None:
    assert texts(published).count("项目支出绩效自评表") == 20
