from __future__ import annotations

import pytest

from disclosure_editor.exchange.readers.read_html import read_html
from disclosure_editor.exchange.readers.source_limits import UnreadableSource
from disclosure_editor.exchange.source import Place, Source, SourceGrid, SourceParagraph


def read(page: str, encoding: str = "utf-8") -> Source:
    return read_html(page.encode(encoding), "去年.html")


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


def grid(source: Source) -> SourceGrid:
    (found,) = (block for block in source.blocks if isinstance(block, SourceGrid))
    return found


def shape(source: Source) -> list[tuple[int, int, int, int, str]]:
    return [(one.row, one.column, one.row_span, one.column_span, one.text) for one in grid(source).cells]


def test_blocks_and_breaks_make_paragraphs() -> None:
    source = read("<html><body>零<p>一<b>甲</b></p><div>二<div>三</div>四</div>五<br>六<ul><li>七</ul></body></html>")

    assert texts(source) == ["零", "一甲", "二", "三", "四", "五", "六", "七"]
    assert [block.place for block in source.blocks][:2] == [Place(paragraph=1), Place(paragraph=2)]


def test_headings_have_their_level() -> None:
    source = read("<h1>部分</h1><p>文</p><h3>小<br>节</h3>尾")

    assert [(block.text, block.level) for block in source.blocks if isinstance(block, SourceParagraph)] == [
        *(("部分", 1), ("文", 0)),
        *(("小", 3), ("节", 3), ("尾", 0)),
    ]


def test_what_is_not_shown_is_not_read() -> None:
    page = (
        "<head><title>题</title><style>p{}</style></head><script>var a='<p>脚本</p>'</script><!-- 注 -->"
        "<noscript>无</noscript><p style='DISPLAY : none'>藏</p><p hidden>藏</p><span style='mso-hide:all'>藏</span>"
        "<form><select><option>选</select><input value='填'><button>按</button></form>"
        "<![if !supportLists]><p>一、<![endif]>正文</p><o:p>&nbsp;</o:p>"
    )

    assert texts(read(page)) == ["一、正文"]


def test_blanks_of_the_source_are_one_and_none_between_chinese_characters_at_its_line_ends() -> None:
    assert texts(read("<p>  2021年\n  部门 \t 预算\n公开\r\nPDF  文件 </p>")) == ["2021年部门 预算公开 PDF 文件"]


def test_blanks_that_hold_stay() -> None:
    assert texts(read("<p>&nbsp;&nbsp;一般　公共</p>")) == ["  一般　公共"]


def test_text_that_is_set_already_keeps_its_lines() -> None:
    assert texts(read("<pre>第一行\n  第二行</pre>")) == ["第一行", "  第二行"]


def test_cells_span_rows_and_columns_as_the_page_says() -> None:
    source = read(
        "<table><caption>表一</caption><thead><tr><th colspan=2>收入<th rowspan=2>合计</tr></thead>"
        "<tbody><tr><td>项目<td>数<tr><td>拨<br>款<td><p>5</p><p>元</p><td>5</table>"
    )

    assert texts(source) == ["表一"]
    assert shape(source) == [
        (0, 0, 1, 2, "收入"),
        (0, 2, 2, 1, "合计"),
        (1, 0, 1, 1, "项目"),
        (1, 1, 1, 1, "数"),
        (2, 0, 1, 1, "拨\n款"),
        (2, 1, 1, 1, "5\n元"),
        (2, 2, 1, 1, "5"),
    ]
    assert grid(source).cells[-1].place == Place(paragraph=2, line=3)


def test_spans_that_leave_the_table_or_run_into_another_end_there() -> None:
    source = read("<table><tr><td>甲<td rowspan=0>乙<td rowspan=9999>丙<tr><td colspan=3>丁</table>")

    assert shape(source) == [
        *((0, 0, 1, 1, "甲"), (0, 1, 2, 1, "乙"), (0, 2, 2, 1, "丙")),
        (1, 0, 1, 1, "丁"),
    ]


def test_a_table_that_lays_out_the_page_is_looked_into() -> None:
    source = read(
        "<table><tr><td>栏目</td><td><p>正文</p><table><tr><td>项目<td>数<tr><td>合计<td>5</table>尾</td></tr></table>"
    )

    assert texts(source) == ["栏目", "正文", "尾"]
    assert [one.text for one in grid(source).cells] == ["项目", "数", "合计", "5"]


def test_a_small_table_in_a_cell_is_lines_of_that_cell() -> None:
    inner = "<table><tr><td>1<td>2</table>"
    source = read(f"<table><tr><td>甲{inner}乙<td>丙<tr><td>丁<td>戊</table>")

    assert grid(source).cells[0].text == "甲\n1\t2\n乙"


def test_the_lines_of_a_table_of_contents_are_no_text() -> None:
    assert texts(read('<p>目录</p><p><a href="#_Toc1">一、职能 1</a></p><p><a href="http://x">来源</a></p>')) == [
        "目录",
        "来源",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("stated", ["utf-8", "gb2312", "nonsense", "zlib_codec", None])
def test_the_encoding_is_found_whatever_the_page_says(encoding: str, stated: str | None) -> None:
    head = f'<meta http-equiv=Content-Type content="text/html; charset={stated}">' if stated else ""

    assert texts(read(f"<html><head>{head}</head><body><p>部门预算公开</p></body></html>", encoding)) == [
        "部门预算公开"
    ]


def test_an_encoding_that_cannot_be_told_from_others_is_the_one_that_the_page_states() -> None:
    assert texts(read("<meta charset=big5><p>預算公開說明</p>", "big5")) == ["預算公開說明"]


def test_a_page_that_is_xml_says_nothing_else_for_it() -> None:
    page = '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><p>甲</p></html>'

    assert texts(read(page)) == ["甲"]


def test_pictures_are_told() -> None:
    assert ["2 张图片" in one.reason for one in read("<p>甲</p><img src=a><table><tr><td><img></table>").unread] == [
        True
    ]


def test_a_page_nested_beyond_measure_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="层数太多"):
        read("<div>" * 100_000 + "深")
    with pytest.raises(UnreadableSource, match="表格套表格的层数超过 8 层"):
        read("<table><tr><td>" * 20 + "深")
