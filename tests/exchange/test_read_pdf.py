"""PDF files with a text layer: what stands on their pages, and what makes them unreadable."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from disclosure_editor.calculation.opening import open_workbook
from disclosure_editor.document.texts import compact
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.blocks import Grid, Style
from disclosure_editor.exchange.export import Format, export
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.readers.pdf.pdf_contents import PAGES
from disclosure_editor.exchange.readers.pdf.read_pdf import read_pdf
from disclosure_editor.exchange.readers.source_limits import UnreadableSource
from disclosure_editor.exchange.source import Source, SourceGrid, SourceParagraph
from tests.exchange.small_pdf import HEIGHT, PdfPageWriter, pdf_file

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"

Rows = list[list[str]]
SENTENCE = "负责污染源在线监测监控系统的日常运行和监督管理工作"


def shown(source: Source) -> list[str | Rows]:
    """Paragraphs as their texts, tables as the texts of each row's cells."""
    return [block.text if isinstance(block, SourceParagraph) else rows(block) for block in source.blocks]


def rows(grid: SourceGrid) -> Rows:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


def read(*pages: PdfPageWriter) -> Source:
    return read_pdf(pdf_file(*pages), "公开.pdf")


def only_grid(source: Source) -> SourceGrid:
    (grid,) = (block for block in source.blocks if isinstance(block, SourceGrid))
    return grid


def spans(grid: SourceGrid) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]


def page_of(*lines: str, first: float = 100.0, left: float = 90.0) -> PdfPageWriter:
    page = PdfPageWriter()
    page.lines(left, first, *lines)
    return page


# Paragraphs.


def test_lines_that_reach_the_right_edge_go_on() -> None:
    page = PdfPageWriter()
    page.lines(114, 100, SENTENCE[:24], size=12)
    page.lines(90, 120, SENTENCE + "开", SENTENCE[:10] + "。", size=12)
    page.lines(114, 160, SENTENCE[:24], size=12)
    page.lines(90, 180, SENTENCE[:6] + "。", size=12)

    assert shown(read(page)) == [
        SENTENCE[:24] + SENTENCE + "开" + SENTENCE[:10] + "。",
        SENTENCE[:24] + SENTENCE[:6] + "。",
    ]


def test_a_paragraph_goes_on_over_pages_and_past_running_lines() -> None:
    pages = []
    for number in range(1, 5):
        page = PdfPageWriter()
        page.text(200, 40, "监测中心部门预算公开", 9)
        page.lines(90, 120, *[SENTENCE + "开"] * 5)
        page.text(290, 800, f"— {number} —", 9)
        pages.append(page)

    (paragraph,) = read(*pages).blocks

    assert isinstance(paragraph, SourceParagraph)
    assert paragraph.text == (SENTENCE + "开") * 20
    assert [line.place.page for line in paragraph.lines] == [1] * 5 + [2] * 5 + [3] * 5 + [4] * 5


def test_titles_of_tables_stay_though_they_stand_on_every_page() -> None:
    pages = []
    for name in ("运维经费", "会诊经费", "检查经费"):
        page = page_of("项目支出绩效自评表", first=60.0)
        page.cells([90, 200, 300], [80, 100, 120], [["项目名称", name], ["得分", "100"]])
        pages.append(page)

    assert shown(read(*pages))[::2] == ["项目支出绩效自评表"] * 3


def test_a_number_at_the_foot_of_the_only_page_is_its_own() -> None:
    page = page_of("一、主要职能")
    page.text(290, 800, "1", 9)

    assert shown(read(page)) == ["一、主要职能"]


def test_a_table_of_contents_is_left_out() -> None:
    contents = page_of(
        "目  录",
        "第一部分 单位概况........................3",
        "二、关于昌吉州监测中心2021年收入预算情况的",
        "总体说明......................................5",
    )

    assert shown(read(contents, page_of("第一部分 单位概况"))) == ["第一部分 单位概况"]


def test_a_title_of_two_lines_in_the_middle_is_one_if_the_first_is_full() -> None:
    page = PdfPageWriter()
    page.text(90, 100, "第三部分 昌吉回族自治州能源安全监测中心2021年预", 18)
    page.text(246, 130, "算情况的说明", 18)
    page.lines(90, 170, *[SENTENCE + SENTENCE[:11]] * 6, SENTENCE[:5] + "。")

    assert shown(read(page))[0] == "第三部分 昌吉回族自治州能源安全监测中心2021年预算情况的说明"


def test_texts_far_apart_in_a_line_stay_apart() -> None:
    page = page_of("编制部门：监测中心")
    page.text(400, 100, "单位：万元")

    assert shown(read(page)) == ["编制部门：监测中心    单位：万元"]


def test_characters_printed_twice_to_look_bold_are_read_once() -> None:
    page = page_of("主要职能")
    page.lines(90.3, 100, "主要职能")

    assert shown(read(page)) == ["主要职能"]


def test_parts_of_characters_are_read_as_the_characters_that_they_look_like() -> None:
    assert shown(read(page_of("⼀般公共预算⽀出")))[0] in ("一般公共预算支出", "般公共预算出")


@pytest.mark.parametrize("turned", [None, 0], ids=["and turned back", "and left so"])
@pytest.mark.parametrize("drawn", [0, 90, 180, 270])
def test_a_page_drawn_sideways_is_read_as_it_is_looked_at(drawn: int, turned: int | None) -> None:
    page = PdfPageWriter(width=HEIGHT, height=595.0, drawn=drawn, turned=turned)
    page.text(100, 100, "收入总表 2021年")
    page.cells([100, 200, 300], [200, 220, 240], [["项目", "预算数"], ["收入", "261.00"]])

    assert shown(read(page)) == ["收入总表 2021年", [["项目", "预算数"], ["收入", "261.00"]]]


# Tables.


def test_rules_around_cells_make_a_table_where_they_stand_in_the_text() -> None:
    page = page_of("表一：")
    page.cells([90, 200, 300], [120, 140, 160], [["项目", "预算数"], ["收入", "261.00"]])
    page.text(90, 190, "备注：无。")

    source = read(page)

    assert shown(source) == ["表一：", [["项目", "预算数"], ["收入", "261.00"]], "备注：无。"]
    assert not only_grid(source).implied
    assert only_grid(source).cells[3].place.page == 1


def test_places_without_a_rule_between_them_are_one_cell() -> None:
    page = PdfPageWriter()
    for x, top in ((100, 100), (160, 120), (220, 100), (280, 120), (340, 100)):
        page.stroke(x, top, x, 160)
    for y, parts in ((100, [(100, 340)]), (120, [(100, 340)]), (140, [(160, 340)]), (160, [(100, 340)])):
        for start, end in parts:
            page.stroke(start, y, end, y)
    page.text(104, 114, "收入", 10)
    page.text(224, 114, "支出", 10)
    page.text(104, 144, "项目", 10)

    assert spans(only_grid(read(page)))[:4] == [
        ("收入", 0, 0, 1, 2), ("支出", 0, 2, 1, 2), ("项目", 1, 0, 2, 1), ("", 1, 1, 1, 1),
    ]  # fmt: skip


def test_borders_may_be_thin_areas_or_boxes() -> None:
    areas, boxes = PdfPageWriter(), PdfPageWriter()
    for row in range(2):
        for column in range(2):
            x, y = 100 + column * 100, 100 + row * 20
            areas.area(x, y, 0.48, 20)
            areas.area(x, y, 100, 0.48)
            boxes.frame(x, y, 100, 20)
    areas.area(300, 100, 0.48, 40)
    areas.area(100, 140, 200, 0.48)
    for page in (areas, boxes):
        for number, text in enumerate(["项目", "预算数", "收入", "1.00"]):
            page.text(104 + number % 2 * 100, 114 + number // 2 * 20, text, 10)

        assert shown(read(page)) == [[["项目", "预算数"], ["收入", "1.00"]]]


def test_a_table_may_be_open_at_its_sides() -> None:
    page = PdfPageWriter()
    page.stroke(200, 100, 200, 140)
    for y in (100, 120, 140):
        page.stroke(100, y, 300, y)
    page.text(104, 114, "项目", 10)
    page.text(204, 134, "1.00", 10)

    assert shown(read(page)) == [[["项目", ""], ["", "1.00"]]]


def test_a_line_below_words_or_a_box_around_text_is_no_table() -> None:
    page = page_of("一、主要职能")
    page.stroke(90, 103, 162, 103)
    page.frame(80, 60, 300, 100)

    assert shown(read(page)) == ["一、主要职能"]


def test_lines_of_a_cell_are_one_where_the_next_word_had_no_place() -> None:
    page = PdfPageWriter()
    page.grid([100, 158, 400], [100, 160])
    page.lines(104, 114, "机关事业", "单位养老", "支出", size=12, apart=15)
    page.lines(162, 114, "1.对系统进行维护；", "2.保障稳定运行。", size=12, apart=15)

    assert shown(read(page)) == [[["机关事业单位养老支出", "1.对系统进行维护；\n2.保障稳定运行。"]]]


def test_an_amount_that_had_to_be_broken_stays_whole() -> None:
    page = PdfPageWriter()
    page.grid([100, 146, 400], [100, 140])
    page.lines(104, 114, "13,238.", "70", size=12, apart=15)

    assert rows(only_grid(read(page)))[0][0] == "13,238.70"


COLUMNS = [90.0, 200.0, 300.0]
HEAD = ["项目", "预算数"]


def long_table(page: PdfPageWriter, first: float, texts: Sequence[Sequence[str]]) -> None:
    page.cells(COLUMNS, [first + 20 * number for number in range(len(texts) + 1)], texts)


def figures(start: int, count: int) -> Rows:
    return [[f"科目{number}", f"{number}.00"] for number in range(start, start + count)]


def test_a_table_that_goes_on_on_the_next_page_is_one_without_the_heading_repeated() -> None:
    first, second = page_of("表一："), PdfPageWriter()
    long_table(first, 120, [HEAD, *figures(0, 30)])
    long_table(second, 60, [HEAD, *figures(30, 10)])
    second.text(90, 400, "备注：无。")

    assert shown(read(first, second)) == ["表一：", [HEAD, *figures(0, 40)], "备注：无。"]


def test_a_table_goes_on_without_its_heading_if_the_row_had_no_place_before() -> None:
    first, second = page_of("表一："), PdfPageWriter()
    long_table(first, 120, [HEAD, *figures(0, 30)])
    long_table(second, 60, figures(30, 10))

    assert shown(read(first, second)) == ["表一：", [HEAD, *figures(0, 40)]]


def test_a_table_of_the_same_columns_on_a_page_of_its_own_is_another_one() -> None:
    first, second = PdfPageWriter(), PdfPageWriter()
    long_table(first, 120, [["项目名称", "运维经费"], *figures(0, 3)])
    long_table(second, 60, [["项目名称", "会诊经费"], *figures(3, 32)])

    assert len(read(first, second).blocks) == 2


def test_a_title_within_the_rules_begins_another_table() -> None:
    pages = []
    for name in ("运维经费", "会诊经费"):
        page = PdfPageWriter()
        page.grid([90, 300], [60, 80])
        page.text(150, 74, "项目支出绩效自评表", 10)
        long_table(page, 80, [["项目名称", name], *figures(0, 33)])
        pages.append(page)

    assert [rows(block)[:2] for block in read(*pages).blocks if isinstance(block, SourceGrid)] == [
        [["项目支出绩效自评表"], ["项目名称", "运维经费"]],
        [["项目支出绩效自评表"], ["项目名称", "会诊经费"]],
    ]


def test_a_row_that_a_page_parts_is_one() -> None:
    first, second = page_of("表一："), PdfPageWriter()
    long_table(first, 120, [HEAD, *figures(0, 30)])
    first.grid([90, 200, 300], [740, 770])
    first.lines(94, 754, "机关事业单位基本养", "老保险缴费支出决算", size=11, apart=14)
    first.text(204, 754, "13.54", 11)
    second.grid([90, 200, 300], [60, 80])
    second.text(94, 74, "数的说明", 11)
    long_table(second, 80, figures(30, 3))

    table = rows(only_grid(read(first, second)))

    assert table[31] == ["机关事业单位基本养老保险缴费支出决算数的说明", "13.54"]
    assert table[32:] == figures(30, 3)


def test_a_cell_merged_over_rows_of_two_pages_is_one() -> None:
    first, second = page_of("表一："), PdfPageWriter()
    long_table(first, 120, [HEAD, *figures(0, 30)])
    first.grid([90, 200], [740, 780])
    first.grid([200, 300], [740, 760, 780])
    first.text(94, 754, "产出指标", 10)
    second.grid([90, 200], [60, 100])
    second.grid([200, 300], [60, 80, 100])
    second.text(204, 74, "质量", 10)

    cell = next(cell for cell in only_grid(read(first, second)).cells if cell.text == "产出指标")

    assert (cell.row, cell.row_span) == (31, 4)


# Files that can't be read, or not wholly.


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "这不是完好的 PDF 文件"),
        (b"%PDF-1.7\nnothing of it", "这不是完好的 PDF 文件"),
        ("收入总计".encode(), "这不是完好的 PDF 文件"),
    ],
    ids=["empty", "damaged", "text"],
)
def test_what_is_no_pdf_file_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableSource, match=f"“公开.pdf”读不了：{why}"):
        read_pdf(data, "公开.pdf")


def test_a_file_of_too_many_pages_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="页数超过 500 页"):
        read(*[PdfPageWriter()] * (PAGES.most + 1))


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="里面没有文字"):
        read(PdfPageWriter())


def test_a_scan_is_refused_by_that_name() -> None:
    page = PdfPageWriter()
    page.picture(50, 50, 400, 600)

    with pytest.raises(UnreadableSource, match="扫描件（图片）"):
        read(page, page)


def test_a_scanned_page_among_others_is_told() -> None:
    scanned = PdfPageWriter()
    scanned.picture(50, 50, 400, 600)

    source = read(page_of("一、主要职能"), scanned)

    assert shown(source) == ["一、主要职能"]
    assert [(unread.place.page, "扫描件" in unread.reason) for unread in source.unread] == [(2, True)]


def test_an_encrypted_file_is_refused_by_that_name() -> None:
    with pytest.raises(UnreadableSource, match="这个 PDF 文件加了密码"):
        read_pdf((DATA / "encrypted.pdf").read_bytes(), "公开.pdf")


# Files that LibreOffice wrote.


def test_a_file_of_libreoffice_with_a_merged_table_over_two_pages_is_read() -> None:
    source = read_pdf((DATA / "merged-table-over-pages.pdf").read_bytes(), "公开.pdf")
    grid = only_grid(source)

    assert [block.text for block in source.blocks if isinstance(block, SourceParagraph)] == [
        "昌吉州能源安全监测中心",
        "2021年部门预算公开",
        "第一部分 单位概况",
        "一、主要职能",
        (
            "为自治州能源（煤矿、油气管道、电力）安全监控系统的建设管理、运行维护、数据采集、综合分析及数据库建设管理等工作提供服务；"
            "为事故预警信息的应急处置提供技术支撑和保障；指导、推动能源安全生产新技术新装备的应用。"
        ),
        "昌吉州能源安全监测中心2021年度实有人数12人，其中在职12人，退休0人。",
        "表二：",
        "部门支出总体情况表",
        "编制部门：昌吉州能源安全监测中心    单位：万元",
        "备注：本表反映部门本年度各项支出情况。",
    ]
    assert (grid.rows, grid.columns) == (63, 7)
    assert spans(grid)[:5] == [
        ("功能分类科目编码", 0, 0, 1, 3), ("功能分类科目名称", 0, 3, 2, 1), ("合计", 0, 4, 2, 1), ("其中", 0, 5, 1, 2),
        ("类", 1, 0, 1, 1),
    ]  # fmt: skip
    assert rows(grid)[-2:] == [
        ["260", "04", "69", "机关事业单位基本养老保险缴费支出", "159.50", "149.25", "10.25"],
        ["合计", "7,770.00", "7,155.00", "615.00"],
    ]


# Written for printing, LibreOffice leaves out the punctuation that stands beyond the right edge.
PUNCTUATION = dict.fromkeys(map(ord, "，。、；：！？"))


@pytest.fixture(scope="module", params=["energy-monitoring-2021-budget", "complete-2024-final"])
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Publication, bytes]:
    """A publication as a PDF file that LibreOffice made of our Word file."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not here")
    folder = tmp_path_factory.mktemp("printed")
    publication = Publication(open_workbook(ROOT / "examples" / f"{request.param}.disclosure", Library()))
    (word,) = export(publication, folder, "公开", [Format.WORD])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return publication, (folder / "公开.pdf").read_bytes()


def test_each_table_of_a_printed_publication_comes_back_cell_by_cell(printed: tuple[Publication, bytes]) -> None:
    publication, data = printed
    stated = [block for block in publication.blocks() if isinstance(block, Grid)]
    found = [block for block in read_pdf(data, "公开.pdf").blocks if isinstance(block, SourceGrid)]

    assert len(found) == len(stated)
    for grid, read_back in zip(stated, found, strict=True):
        assert [(compact(text), *place) for text, *place in spans(read_back)] == [
            (compact(cell.text), cell.row, cell.column, cell.row_span, cell.column_span)
            for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
        ]


def test_each_paragraph_of_a_printed_publication_comes_back(printed: tuple[Publication, bytes]) -> None:
    publication, data = printed
    stated = [
        line
        for block in publication.blocks()
        if not isinstance(block, Grid) and block.style is not Style.CONTENTS
        for line in block.text.split("\n")
        if line.strip()
    ]
    found = [block.text for block in read_pdf(data, "公开.pdf").blocks if isinstance(block, SourceParagraph)]

    assert [compact(text).translate(PUNCTUATION) for text in found] == [
        compact(text).translate(PUNCTUATION) for text in stated
    ]


def test_a_printed_publication_is_read_in_two_seconds(printed: tuple[Publication, bytes]) -> None:
    begin = time.perf_counter()

    read_pdf(printed[1], "公开.pdf")

    assert time.perf_counter() - begin < 2
