from __future__ import annotations

from disclosure_editor.exchange.readers.office.read_word import read_word
from disclosure_editor.exchange.source import Place, Source, SourceGrid, SourceParagraph
from tests.exchange.office_files import HEAD, cell, paragraph, run, table, word_file


def read(body: str, *, styles: str = "", numbering: str = "") -> Source:
    return read_word(word_file(body, styles=styles, numbering=numbering), "去年.docx")


def texts(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, SourceParagraph)]


def grid(source: Source) -> SourceGrid:
    (found,) = (block for block in source.blocks if isinstance(block, SourceGrid))
    return found


def shape(source: Source) -> list[tuple[int, int, int, int, str]]:
    return [(one.row, one.column, one.row_span, one.column_span, one.text) for one in grid(source).cells]


def numbered(list_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def numbering(*levels: tuple[str, str], extra: str = "") -> str:
    drawn = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:suff w:val="nothing"/></w:lvl>'
        for place, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{drawn}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{extra}'
    )


def test_paragraphs_and_tables_come_in_the_order_of_the_body_each_with_its_place() -> None:
    source = read(paragraph("一") + paragraph("") + table(["甲", "乙"]) + paragraph("二"))

    assert [(type(block), block.place) for block in source.blocks] == [
        (SourceParagraph, Place(paragraph=1)),
        (SourceGrid, Place(paragraph=3)),
        (SourceParagraph, Place(paragraph=4)),
    ]
    assert [one.place for one in grid(source).cells] == [Place(paragraph=3, line=1)] * 2


def test_merged_cells_span_the_columns_and_rows_that_they_cover() -> None:
    source = read(
        table(
            ['<w:gridSpan w:val="2"/>|收入', '<w:vMerge w:val="restart"/>|合计'],
            ["项目", "预算数", "<w:vMerge/>|"],
            ["拨款", "261.00", '<w:vMerge w:val="continue"/>|'],
        )
    )

    assert shape(source) == [
        (0, 0, 1, 2, "收入"),
        (0, 2, 3, 1, "合计"),
        (1, 0, 1, 1, "项目"),
        (1, 1, 1, 1, "预算数"),
        (2, 0, 1, 1, "拨款"),
        (2, 1, 1, 1, "261.00"),
    ]
    assert (grid(source).rows, grid(source).columns) == (3, 3)


def test_a_cell_that_continues_one_of_another_width_stands_for_itself() -> None:
    source = read(table(['<w:vMerge w:val="restart"/>|甲', "乙"], ['<w:gridSpan w:val="2"/><w:vMerge/>|丙']))

    assert shape(source)[-1] == (1, 0, 1, 2, "丙")


def test_cells_merged_across_in_the_old_way_are_one() -> None:
    source = read(table(['<w:hMerge w:val="restart"/>|甲', "<w:hMerge/>|"], ["乙", "丙"]))

    assert shape(source)[0] == (0, 0, 1, 2, "甲")


def test_columns_of_the_drawing_that_no_row_uses_are_left_out() -> None:
    source = read(table(['<w:gridSpan w:val="2"/>|甲', "乙"], ['<w:gridSpan w:val="2"/>|丙', "丁"]))

    assert grid(source).columns == 2


def test_a_row_that_begins_late_or_ends_early_is_filled_with_blank_cells() -> None:
    late = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell(paragraph("乙")) + "</w:tr>"
    source = read("<w:tbl>" + late + table(["甲", "丙", "丁"])[len("<w:tbl>") :])

    assert shape(source)[:3] == [(0, 0, 1, 1, ""), (0, 1, 1, 1, "乙"), (0, 2, 1, 1, "")]


def test_what_content_controls_and_markup_hold_is_read_as_if_they_were_not_there() -> None:
    row = "<w:sdt><w:sdtContent><w:tr>" + cell(paragraph("丙")) + "</w:tr></w:sdtContent></w:sdt>"
    source = read(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>"
        f"<w:p><w:sdt><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt><w:smartTag>{run('二')}</w:smartTag></w:p>"
        f"<w:tbl>{row}</w:tbl>"
    )

    assert texts(source) == ["甲", "乙二"]
    assert shape(source) == [(0, 0, 1, 1, "丙")]


def test_deletions_that_are_tracked_are_not_read_and_insertions_are() -> None:
    source = read(
        f"<w:p>{run('预算')}<w:del><w:r><w:delText>236</w:delText></w:r></w:del><w:ins>{run('261')}</w:ins>"
        f"<w:moveFrom>{run('搬走')}</w:moveFrom><w:moveTo>{run('万元')}</w:moveTo></w:p>"
    )

    assert texts(source) == ["预算261万元"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    source = read(paragraph("上半句，", "<w:rPr><w:del/></w:rPr>") + paragraph("下半句。"))

    assert texts(source) == ["上半句，下半句。"]


def test_deleted_rows_are_no_rows() -> None:
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + cell(paragraph("删")) + "</w:tr>"
    source = read(f"<w:tbl>{gone}<w:tr>{cell(paragraph('留'))}</w:tr></w:tbl>")

    assert shape(source) == [(0, 0, 1, 1, "留")]


def test_the_text_of_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    source = read(
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape>{box}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + table(["甲"]).replace("<w:t ", f"<w:pict>{box}</w:pict><w:t ")
    )

    assert texts(source) == ["正文", "框内"]
    assert shape(source) == [(0, 0, 1, 1, "甲\n框内")]


def test_of_two_versions_of_a_block_the_newer_is_read() -> None:
    source = read(
        f"<mc:AlternateContent><mc:Choice>{paragraph('新')}</mc:Choice><mc:Fallback>{paragraph('旧')}</mc:Fallback>"
        "</mc:AlternateContent>"
    )

    assert texts(source) == ["新"]


def test_line_breaks_are_kept_and_page_breaks_are_not() -> None:
    source = read(
        f'<w:p>{run("某单位")}<w:r><w:br/></w:r>{run("2021年预算")}<w:r><w:br w:type="page"/></w:r></w:p>'
        + table(["甲"]).replace("</w:r>", "<w:cr/></w:r>" + run("乙"))
    )

    assert texts(source) == ["某单位\n2021年预算"]
    assert grid(source).cells[0].text == "甲\n乙"


def test_tabs_hyphens_and_ticked_boxes_are_characters() -> None:
    source = read(
        '<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/>'
        '<w:sym w:font="Wingdings 2" w:char="F0A3"/><w:sym w:font="Symbol" w:char="F0B7"/></w:r></w:p>'
    )

    assert texts(source) == ["甲\t乙-☑□"]


def test_hidden_text_is_not_read() -> None:
    shown = run("也看得见", '<w:vanish w:val="0"/>')
    source = read(f"<w:p>{run('看得见')}{run('看不见', '<w:vanish/>')}{shown}</w:p>")

    assert texts(source) == ["看得见也看得见"]


def test_blanks_at_the_ends_count_only_where_the_file_says_so() -> None:
    source = read('<w:p><w:r><w:t> 甲 </w:t></w:r><w:r><w:t xml:space="preserve">  乙</w:t></w:r></w:p>')

    assert texts(source) == ["甲  乙"]


class TestNumbers:
    def test_automatic_numbers_of_headings_are_restored(self) -> None:
        levels = numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
        body = (
            paragraph("主要职能", numbered(1))
            + paragraph("机构设置", numbered(1))
            + paragraph("内设机构", numbered(1, 1))
            + paragraph("人员情况", numbered(1, 1))
            + paragraph("编制", numbered(1, 2))
            + paragraph("预算情况", numbered(1))
            + paragraph("收入", numbered(1, 1))
        )

        assert texts(read(body, numbering=levels)) == [
            "一、主要职能",
            "二、机构设置",
            "（一）内设机构",
            "（二）人员情况",
            "1.编制",
            "三、预算情况",
            "（一）收入",
        ]

    def test_numbers_that_a_style_gives_are_restored_at_the_level_that_names_the_style(self) -> None:
        levels = numbering(("decimal", "第%1部分 "), ("chineseCounting", "%2、")).replace(
            '<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="H2"/>'
        )
        styles = (
            '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="B"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="B"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        own = styles.replace(
            '<w:basedOn w:val="B"/>', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:basedOn w:val="B"/>'
        )

        assert texts(read(paragraph("职能", '<w:pStyle w:val="H2"/>'), styles=own, numbering=levels)) == ["一、职能"]
        assert texts(read(paragraph("职能", '<w:pStyle w:val="H2"/>'), styles=styles, numbering=levels)) == [
            "第1部分 职能"
        ]

    def test_a_list_may_begin_its_numbers_anew(self) -> None:
        again = (
            '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
            "</w:lvlOverride></w:num>"
        )
        body = "".join(paragraph("项", numbered(list_id)) for list_id in (1, 1, 2, 2))

        assert texts(read(body, numbering=numbering(("decimal", "%1．"), extra=again))) == [
            "1．项",
            "2．项",
            "5．项",
            "6．项",
        ]

    def test_a_paragraph_can_be_taken_out_of_its_styles_list(self) -> None:
        style = (
            '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        body = paragraph("甲", '<w:pStyle w:val="L"/>') + paragraph("乙", '<w:pStyle w:val="L"/>' + numbered(0))

        assert texts(read(body, styles=style, numbering=numbering(("decimal", "%1、")))) == ["1、甲", "乙"]

    def test_bullets_are_no_text(self) -> None:
        assert texts(read(paragraph("甲", numbered(1)), numbering=numbering(("bullet", "\uf06c")))) == ["甲"]

    def test_numbers_stand_in_the_cells_of_tables(self) -> None:
        body = table(["x", "甲"], ["x", "乙"]).replace(f"<w:pPr></w:pPr>{run('x')}", f"<w:pPr>{numbered(1)}</w:pPr>")

        assert [one.text for one in grid(read(body, numbering=numbering(("decimal", "%1")))).cells] == [
            "1",
            "甲",
            "2",
            "乙",
        ]


def test_headings_have_the_level_that_the_paragraph_or_its_style_states() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
        "</w:style>"
    )
    body = (
        paragraph("部分", '<w:pStyle w:val="1"/>')
        + paragraph("小节", '<w:pStyle w:val="a"/>')
        + paragraph("自称", '<w:outlineLvl w:val="1"/>')
        + paragraph("正文", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
    )

    source = read(body, styles=styles)

    assert [block.level for block in source.blocks if isinstance(block, SourceParagraph)] == [1, 3, 2, 0]


def test_the_lines_of_a_table_of_contents_are_no_text() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    body = (
        paragraph("目录")
        + paragraph("一、职能\t1", '<w:pStyle w:val="11"/>')
        + f'<w:p><w:hyperlink w:anchor="_Toc42">{run("二、机构")}</w:hyperlink></w:p>'
        + f"<w:p>{run('三、收入')}<w:r><w:instrText> PAGEREF _Toc7 \\h </w:instrText></w:r></w:p>"
        + paragraph("一、职能")
    )

    assert texts(read(body, styles=styles)) == ["目录", "一、职能"]


def test_of_a_field_its_result_is_text_and_its_code_is_not() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText>IF 1=1 "是" "否"</w:instrText></w:r>'
    inner = mark("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + mark("separate") + run("7") + mark("end")
    body = f"<w:p>{run('共')}{mark('begin')}{code}{inner}{mark('separate')}{run('三')}{mark('end')}{run('页')}</w:p>"

    assert texts(read(body + f"<w:p>{mark('begin')}</w:p>" + paragraph("后文"))) == ["共三页", "后文"]


def test_a_small_table_in_a_cell_is_lines_of_that_cell() -> None:
    inner = table(["1", "2"], ["3", ""])
    source = read(
        f"<w:tbl><w:tr>{cell(paragraph('甲') + inner + paragraph(''))}{cell(paragraph('乙')) * 5}</w:tr></w:tbl>"
    )

    assert grid(source).cells[0].text == "甲\n1\t2\n3"


def test_a_table_that_only_holds_another_is_looked_into() -> None:
    inner = paragraph("表一") + table(["项目", "预算数"], ["合计", "5.00"])
    source = read(f"<w:tbl><w:tr>{cell(inner)}</w:tr></w:tbl>")

    assert texts(source) == ["表一"]
    assert [one.text for one in grid(source).cells] == ["项目", "预算数", "合计", "5.00"]


def test_what_has_no_text_is_told_with_its_place() -> None:
    source = read(
        paragraph("甲")
        + "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r><w:r><w:object/></w:r></w:p>"
        + paragraph("乙").replace("</w:p>", "<w:r><w:footnoteReference/></w:r></w:p>")
        + "<w:altChunk/>"
    )

    assert [str(one.place) for one in source.unread] == ["第2段", "第2段", "第3段", "第4段"]
    assert ["图片" in source.unread[0].reason, "嵌入" in source.unread[1].reason] == [True, True]


def test_a_file_in_the_strict_form_of_the_standard_is_read() -> None:
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{namespace}"><w:body>{paragraph("严格")}</w:body></w:document>'

    assert texts(read_word(word_file("", parts={"word/document.xml": HEAD + body}), "x.docx")) == ["严格"]


def test_a_file_without_styles_and_numbers_is_read() -> None:
    broken = {"word/_rels/document.xml.rels": f"{HEAD}<Relationships/>", "_rels/.rels": f"{HEAD}<Relationships/>"}

    assert texts(read_word(word_file(paragraph("甲", numbered(1)), parts=broken), "x.docx")) == ["甲"]


def test_of_a_file_with_macros_the_text_is_read_and_nothing_else() -> None:
    data = word_file(paragraph("甲"), parts={"word/vbaProject.bin": b"\xcc\x61 AutoOpen"})

    assert texts(read_word(data, "x.docm")) == ["甲"]
