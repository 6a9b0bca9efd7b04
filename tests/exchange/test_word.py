"""A publication as a Word file, read back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from disclosure_editor.document.files import FileNotWritable
from disclosure_editor.exchange.blocks import Block, Grid, GridCell, Paragraph, Run, Sheet, Style
from disclosure_editor.exchange.writers.word import write_word

# What python-docx reads back may be None by its types; here it is not.
ReadBack = Any
Writer = Callable[[Sequence[Block]], ReadBack]


@pytest.fixture
def written(tmp_path: Path) -> Writer:
    def write(blocks: Sequence[Block]) -> ReadBack:
        write_word(blocks, tmp_path / "公开.docx", title="部门预算公开")
        return docx.Document(str(tmp_path / "公开.docx"))

    return write


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory, publication: tuple[Block, ...]) -> Path:
    path = tmp_path_factory.mktemp("word") / "公开.docx"
    write_word(publication, path, title="2021年部门预算公开")
    return path


@pytest.fixture
def document(file: Path) -> ReadBack:
    return docx.Document(str(file))


def part(file: Path, name: str) -> str:
    with zipfile.ZipFile(file) as package:
        return package.read(name).decode("utf-8")


def paragraph(document: ReadBack, text: str) -> Any:
    return next(found for found in document.paragraphs if found.text.startswith(text))


def spans(table: ReadBack) -> list[tuple[int, int, int, int, str]]:
    """Row, column, row span, column span and text of each cell, as a reader of the file finds them."""
    places: dict[Any, list[tuple[int, int]]] = {}
    for row in range(len(table.rows)):
        for column in range(len(table.columns)):
            places.setdefault(table.cell(row, column)._tc, []).append((row, column))
    found = []
    for tc, covered in places.items():
        (top, left), (bottom, right) = min(covered), max(covered)
        text = table.cell(top, left).text
        assert table.cell(top, left)._tc is tc
        found.append((top, left, bottom - top + 1, right - left + 1, text))
    return sorted(found)


def expected(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return sorted(
        (cell.row, cell.column, cell.row_span, cell.column_span, "\n".join(cell.text.replace("\n", "")) if cell.vertical
         else cell.text)
        for cell in grid.cells
    )  # fmt: skip


def test_every_cell_is_read_back_with_its_place_and_its_merging(
    document: ReadBack, two_sided: Grid, sixteen_columns: Grid, form: Grid
) -> None:
    tables = document.tables

    assert spans(tables[0]) == expected(two_sided)
    assert spans(tables[1]) == expected(sixteen_columns)
    assert spans(tables[4]) == expected(form)


def test_every_amount_is_read_back_as_the_same_decimal(document: ReadBack, sixteen_columns: Grid) -> None:
    table = document.tables[1]
    stated = {(cell.row, cell.column): cell.amount for cell in sixteen_columns.cells if cell.amount is not None}

    assert {place: Decimal(table.cell(*place).text) for place in stated} == stated


def test_a_place_that_no_cell_covers_is_an_empty_cell(written: Writer) -> None:
    grid = Grid((GridCell(0, 0, "甲"),), 1, 3, 0, (1, 1, 1), Sheet("表"))

    assert [cell.text for cell in written([grid]).tables[0].rows[0].cells] == ["甲", "", ""]


def test_heading_rows_repeat_on_every_page_and_no_row_is_divided(document: ReadBack) -> None:
    rows = document.tables[1]._tbl.tr_lst

    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] * 2 + [False] * 15
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_amounts_stand_at_the_right_and_labels_keep_their_indent(document: ReadBack) -> None:
    table = document.tables[0]

    def properties(row: int, column: int) -> Any:
        return table.cell(row, column).paragraphs[0]._p.pPr

    assert properties(2, 1).find(qn("w:jc")).get(qn("w:val")) == "right"
    assert properties(2, 0).find(qn("w:jc")).get(qn("w:val")) == "left"
    assert properties(3, 0).find(qn("w:ind")).get(qn("w:leftChars")) == "100"
    assert properties(0, 0).find(qn("w:jc")).get(qn("w:val")) == "center"


def test_the_widest_table_is_as_wide_as_its_landscape_page(document: ReadBack) -> None:
    section = document.sections[1]
    room = section.page_width - section.left_margin - section.right_margin

    assert sum(column.width for column in document.tables[1].columns) == pytest.approx(room, abs=Mm(0.1))


def test_wide_tables_stand_on_landscape_pages_of_their_own(document: ReadBack) -> None:
    sections = document.sections

    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    assert [section.page_width > section.page_height for section in sections] == [False, True, False]
    assert {tuple(sorted((round(section.page_width.mm), round(section.page_height.mm)))) for section in sections} == {
        (210, 297)
    }


def test_margins_are_those_of_official_documents(document: ReadBack) -> None:
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)

    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]


def test_a_heading_right_before_a_wide_table_stands_on_its_page(written: Writer, sixteen_columns: Grid) -> None:
    body, part_heading = Paragraph(Style.BODY, (Run("文"),)), Paragraph(Style.PART, (Run("第二部分"),))

    document = written([body, part_heading, sixteen_columns])

    # The section break is carried by the last paragraph before the landscape pages.
    assert paragraph(document, "文")._p.pPr.sectPr is not None


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "方正小标宋简体", 22),
        ("Heading 2", "黑体", 16),
        ("Heading 3", "楷体_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_styles_name_their_font_for_chinese_and_latin_text(
    document: ReadBack, style: str, font: str, points: int
) -> None:
    found = document.styles[style]
    fonts = found.element.rPr.rFonts

    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia")} == {font}
    assert found.font.size.pt == points


def test_no_run_has_looks_of_its_own(file: Path) -> None:
    assert "<w:rPr>" not in part(file, "word/document.xml")


def test_body_text_has_the_line_pitch_and_indent_of_official_documents(document: ReadBack) -> None:
    properties = document.styles["Body Text"].element.pPr
    spacing, indent = properties.find(qn("w:spacing")), properties.find(qn("w:ind"))

    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("560", "exact")
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert properties.find(qn("w:jc")).get(qn("w:val")) == "both"


def test_each_font_names_what_stands_in_for_it(file: Path) -> None:
    fonts = ElementTree.fromstring(part(file, "word/fontTable.xml"))
    instead = {font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")) for font in fonts}  # type: ignore[union-attr]

    assert instead["仿宋_GB2312"] == "仿宋,FangSong"
    assert set(instead) == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}


def test_headings_have_the_styles_and_levels_that_word_navigates_by(document: ReadBack) -> None:
    assert paragraph(document, "第一部分").style.name == "Heading 1"
    assert paragraph(document, "一、主要职能").style.name == "Heading 2"
    assert paragraph(document, "（一）机关运行经费").style.name == "Heading 3"
    levels = [document.styles[f"Heading {level}"].element.pPr.find(qn("w:outlineLvl")) for level in (1, 2, 3)]
    assert [level.get(qn("w:val")) for level in levels] == ["0", "1", "2"]


def test_a_numbered_table_has_its_title_on_the_second_level(document: ReadBack) -> None:
    title = paragraph(document, "一般公共预算项目支出情况表")

    assert title._p.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "1"


def test_the_contents_are_a_field_that_shows_its_entries(document: ReadBack) -> None:
    contents = document.element.body.find(qn("w:sdt"))
    instructions = [code.text.strip() for code in contents.iter(qn("w:instrText"))]
    lines = ["".join(text.text for text in line.iter(qn("w:t"))) for line in contents.iter(qn("w:hyperlink"))]

    assert instructions[0].startswith("TOC ")
    assert lines[:3] == ["第一部分  昌吉州能源安全监测中心单位概况", "一、主要职能", "二、机构设置及人员情况"]
    assert "一般公共预算项目支出情况表" in lines


def test_every_entry_of_the_contents_points_to_a_heading_that_exists(document: ReadBack) -> None:
    contents = document.element.body.find(qn("w:sdt"))
    anchors = [link.get(qn("w:anchor")) for link in contents.iter(qn("w:hyperlink"))]
    pages = [code.text.split()[1] for code in contents.iter(qn("w:instrText"))][1:]
    bookmarks = {
        mark.get(qn("w:name")): "".join(text.text for text in mark.getparent().iter(qn("w:t")))
        for mark in document.element.body.iter(qn("w:bookmarkStart"))
    }

    assert anchors == pages == list(bookmarks)
    assert bookmarks[anchors[1]] == "一、主要职能"


def test_every_field_is_closed_and_none_asks_to_be_updated(document: ReadBack, file: Path) -> None:
    marks = [mark.get(qn("w:fldCharType")) for mark in document.element.body.iter(qn("w:fldChar"))]

    assert marks.count("begin") == marks.count("separate") == marks.count("end") > 1
    assert "w:dirty" not in part(file, "word/document.xml")
    assert "updateFields" not in part(file, "word/settings.xml")


def test_contents_without_any_heading_are_still_a_closed_field(written: Writer) -> None:
    document = written([Paragraph(Style.CONTENTS, (Run("目录"),)), Paragraph(Style.BODY, (Run("文"),))])
    marks = [mark.get(qn("w:fldCharType")) for mark in document.element.body.iter(qn("w:fldChar"))]

    assert marks == ["begin", "separate", "end"]


def test_pages_are_numbered_by_a_field_and_the_cover_is_not(document: ReadBack) -> None:
    section = document.sections[0]

    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0].text == "— 1 —"
        assert [code.text.strip() for code in footer._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert section.different_first_page_header_footer
    assert section.first_page_footer.paragraphs[0].text == ""
    assert not any(other.different_first_page_header_footer for other in list(document.sections)[1:])


def test_a_title_above_text_is_no_cover(written: Writer) -> None:
    document = written([Paragraph(Style.TITLE, (Run("题"),)), Paragraph(Style.BODY, (Run("文"),))])

    assert paragraph(document, "题").style.name == "Title"
    assert not document.sections[0].different_first_page_header_footer


def test_number_title_and_unit_line_stay_with_their_table(document: ReadBack) -> None:
    for text in ("表七：", "一般公共预算项目支出情况表", "编制部门（单位）："):
        assert paragraph(document, text).style.paragraph_format.keep_with_next


def test_the_unit_of_amounts_stands_at_the_right_margin(document: ReadBack) -> None:
    lines = [found for found in document.paragraphs if found.text.startswith("编制部门")]
    stops = [line.paragraph_format.tab_stops[0] for line in lines[:2]]

    assert [round(stop.position.mm) for stop in stops] == [156, 225]


def test_each_table_begins_a_page(document: ReadBack) -> None:
    assert paragraph(document, "表九：").paragraph_format.page_break_before
    # After a change of orientation and right below its part's heading, the page is new already.
    assert not paragraph(document, "表七：").paragraph_format.page_break_before
    assert not paragraph(document, "表一：").paragraph_format.page_break_before


def test_the_last_row_stays_with_the_note_below_it(document: ReadBack) -> None:
    last = document.tables[3].rows[-1].cells[0].paragraphs[0]

    assert last.paragraph_format.keep_with_next


def test_two_tables_in_a_row_stay_two(written: Writer) -> None:
    grid = Grid((GridCell(0, 0, "甲"),), 1, 1, 0, (1,), Sheet("表"))

    document = written([grid, grid])

    assert len(document.tables) == 2
    assert len(document.paragraphs) == 2


def test_the_file_says_nothing_of_how_it_was_made(document: ReadBack, file: Path) -> None:
    properties = document.core_properties

    assert (properties.title, properties.language) == ("2021年部门预算公开", "zh-CN")
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")
    with zipfile.ZipFile(file) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name or "customXml" in name]
        assert not any(b"python-docx" in package.read(name) for name in package.namelist())


def test_the_document_is_in_chinese(document: ReadBack) -> None:
    language = next(document.styles.element.iter(qn("w:lang")))

    assert language.get(qn("w:eastAsia")) == "zh-CN"


def test_invisible_characters_do_not_keep_the_file_from_being_written(written: Writer) -> None:
    document = written([Paragraph(Style.BODY, (Run("一\x00二\x0b三"),))])

    assert document.paragraphs[0].text == "一二\n三"


def test_blanks_at_either_end_of_a_text_are_kept(written: Writer) -> None:
    grid = Grid((GridCell(0, 0, "  一般公共预算　"),), 1, 1, 0, (1,), Sheet("表"))

    assert written([grid]).tables[0].cell(0, 0).text == "  一般公共预算　"


def test_a_file_that_cannot_be_written_is_reported(tmp_path: Path, publication: tuple[Block, ...]) -> None:
    with pytest.raises(FileNotWritable, match="不存在"):
        write_word(publication, tmp_path / "没有" / "公开.docx", title="")
