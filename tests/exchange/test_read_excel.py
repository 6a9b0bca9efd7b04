from __future__ import annotations

import pytest

from disclosure_editor.exchange.readers.office.read_excel import read_excel
from disclosure_editor.exchange.source import Place, Source, SourceGrid, SourceParagraph
from tests.exchange.office_files import RULED_STYLES, excel_file, rows, sheet

FORMATS = (
    '<numFmts><numFmt numFmtId="164" formatCode="0.00%"/></numFmts><borders><border/></borders><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="2"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>'
)


def read(data: str) -> Source:
    return read_excel(excel_file({"表一": data}, styles=RULED_STYLES), "去年.xlsx")


def shown(source: Source) -> list[str | list[list[str]]]:
    """Each block: a paragraph's text, or a grid's texts row by row."""
    return [block.text if isinstance(block, SourceParagraph) else lines(block) for block in source.blocks]


def lines(grid: SourceGrid) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


def only_cell(cell: str, *, styles: str = FORMATS, properties: str = "") -> str:
    data = sheet(f'<row r="1">{cell}<c r="B1" t="inlineStr"><is><t>旁</t></is></c></row>')
    source = read_excel(excel_file({"表": data}, styles=styles, properties=properties), "x.xlsx")
    (grid,) = source.blocks
    assert isinstance(grid, SourceGrid)
    return grid.cells[0].text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><v>236.5</v></c>', "236.5"),
        ('<c r="A1" s="1"><v>236.5</v></c>', "236.50"),
        ('<c r="A1" s="1"><v>9.9499999999999993</v></c>', "9.95"),
        ('<c r="A1" s="2"><v>0.1365</v></c>', "13.65%"),
        ('<c r="A1" s="3"><v>44228</v></c>', "2021/2/1"),
        ('<c r="A1" s="99"><v>5</v></c>', "5"),
        ('<c r="A1" t="str"><f>A2&amp;"元"</f><v>5元</v></c>', "5元"),
        ('<c r="A1" s="1"><f>SUM(A2:A9)</f><v>7</v></c>', "7.00"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>音</t></rPh></is></c>', "甲乙"),
        ('<c r="A1" t="inlineStr"><is><t>一_x000D_\n二_x005F_</t></is></c>', "一\n二_"),
        ('<c r="A1" t="n"><v>433..34</v></c>', "433..34"),
    ],
)
def test_a_cell_reads_as_it_is_shown(cell: str, text: str) -> None:
    assert only_cell(cell) == text


def test_a_text_may_stand_among_the_strings_that_sheets_share() -> None:
    data = sheet('<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>9</v></c><c r="C1"><v>5</v></c></row>')
    strings = ["<t>甲</t>", "<r><t>基本</t></r><r><t>支出</t></r>"]

    assert shown(read_excel(excel_file({"表": data}, strings=strings), "x.xlsx")) == [[["基本支出", "5"]]]


def test_days_may_be_counted_from_1904() -> None:
    assert only_cell('<c r="A1" s="3"><v>42766</v></c>', properties='<workbookPr date1904="1"/>') == "2021/2/1"


def test_a_formula_is_never_text_and_one_without_a_result_is_told() -> None:
    formula = '<c r="C1"><f>A1+B1</f></c><c r="D1"><f>A1</f><v/></c><c r="E1" t="str"><f>""</f><v/></c>'
    data = sheet(rows(["甲", "乙"]).replace("</row>", formula + "</row>"))

    source = read(data)

    assert shown(source) == [[["甲", "乙"]]]
    assert [one.place for one in source.unread] == [Place(sheet="表一", cell="C1")]
    assert "有 2 个单元格（C1、D1）是公式" in source.unread[0].reason


def test_ruled_rows_are_a_table_and_the_rows_around_it_are_text() -> None:
    source = read(
        sheet(
            rows(["收支总体情况表"], ["编制部门：某中心", None, "单位：万元"])
            + rows(["项目", "预算数", "合计"], ["事业收入", "", "5"], ["", "", ""], top=3, style=1)
            + rows(["备注：此表为空表。"], top=6)
        )
    )

    assert shown(source) == [
        "收支总体情况表",
        "编制部门：某中心\t单位：万元",
        [["项目", "预算数", "合计"], ["事业收入", "", "5"], ["", "", ""]],
        "备注：此表为空表。",
    ]
    assert [block.place.cell for block in source.blocks] == ["A1", "A2", "A3", "A6"]


def test_a_title_within_the_lines_belongs_to_the_table() -> None:
    data = rows(["绩效目标表", "", ""], ["项目名称", "", "运维经费"], style=1)

    (grid,) = read(sheet(data, merges=["A1:C1", "A2:B2"])).blocks

    assert isinstance(grid, SourceGrid)
    assert [(cell.text, cell.column_span) for cell in grid.cells] == [
        ("绩效目标表", 2),
        ("项目名称", 1),
        ("运维经费", 1),
    ]


def test_where_nothing_is_ruled_a_table_is_what_has_several_texts_in_a_row() -> None:
    source = read(
        sheet(
            rows(
                ["收支总体情况表"],
                ["编制单位：某中心", None, "单位：万元"],
                ["项目", "预算数"],
                ["财政拨款", "261.00"],
                ["事业收入"],
                ["合计", "261.00"],
                ["其他收入"],
                ["备注：含上年结转。"],
            )
        )
    )

    assert shown(source) == [
        "收支总体情况表",
        "编制单位：某中心\t单位：万元",
        [["项目", "预算数"], ["财政拨款", "261.00"], ["事业收入", ""], ["合计", "261.00"], ["其他收入", ""]],
        "备注：含上年结转。",
    ]


@pytest.mark.parametrize("style", [0, 1])
def test_tables_that_blank_rows_part_are_told_apart(style: int) -> None:
    first = rows(["项目", "预算数"], ["合计", "5"], style=style)
    second = rows(["科目", "支出"], ["基本", "3"], top=5, style=style)

    assert shown(read(sheet(first + second))) == [
        [["项目", "预算数"], ["合计", "5"]],
        [["科目", "支出"], ["基本", "3"]],
    ]


@pytest.mark.parametrize("style", [0, 1])
def test_a_table_goes_on_behind_a_blank_row_with_figures(style: int) -> None:
    data = rows(["项目", "预算数"], ["拨款", "5"], style=style) + rows(["合计", "5"], top=5, style=style)

    assert shown(read(sheet(data))) == [[["项目", "预算数"], ["拨款", "5"], ["合计", "5"]]]


def test_a_note_between_two_rows_of_a_table_is_a_row_of_it_and_one_between_two_tables_is_not() -> None:
    def written(last: list[str]) -> Source:
        head = rows(["项目", "数"], ["拨款", "5"], style=1)
        return read(sheet(head + rows(["注：含结转"], top=3) + rows(last, top=4, style=1)))

    assert shown(written(["合计", "5"])) == [[["项目", "数"], ["拨款", "5"], ["注：含结转", ""], ["合计", "5"]]]
    assert shown(written(["科目", "数"])) == [[["项目", "数"], ["拨款", "5"]], "注：含结转", [["科目", "数"]]]


def test_a_table_may_have_lines_around_its_heading_alone() -> None:
    head, body = rows(["项目", "数"], style=1), rows(["拨款", "5"], ["收费"], ["合计", "5"], ["制表：张三"], top=2)

    assert shown(read(sheet(head + body))) == [
        [["项目", "数"], ["拨款", "5"], ["收费", ""], ["合计", "5"]],
        "制表：张三",
    ]


def test_a_table_may_have_lines_around_its_first_and_last_rows_alone() -> None:
    data = (
        rows(["项目", "数"], style=1) + rows(["类", "款"], ["拨款", "5"], top=2) + rows(["合计", "5"], top=4, style=1)
    )

    assert shown(read(sheet(data))) == [[["项目", "数"], ["类", "款"], ["拨款", "5"], ["合计", "5"]]]


def test_a_title_across_an_unruled_table_parts_it() -> None:
    data = rows(["项目", "数"], ["合计", "5"], ["支出表", None], ["科目", "支出"], ["基本", "3"])

    assert shown(read(sheet(data, merges=["A3:B3"]))) == [
        [["项目", "数"], ["合计", "5"]],
        "支出表",
        [["科目", "支出"], ["基本", "3"]],
    ]


def test_merged_ranges_are_one_cell_with_the_text_of_their_first() -> None:
    data = rows(["收入", "藏", "支出"], ["项目", "数", ""], style=1)

    (grid,) = read(sheet(data, merges=["A1:B1", "C1:C2"])).blocks

    assert isinstance(grid, SourceGrid)
    assert [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells] == [
        ("收入", 0, 0, 1, 2),
        ("支出", 0, 2, 2, 1),
        ("项目", 1, 0, 1, 1),
        ("数", 1, 1, 1, 1),
    ]


def test_ranges_that_overlap_cover_no_cell_twice() -> None:
    (grid,) = read(sheet(rows(["甲", "乙"], ["丙", "丁"], style=1), merges=["A1:A2", "A2:B2", "B9:A1", "A1"])).blocks

    assert isinstance(grid, SourceGrid)
    assert [(cell.text, cell.row_span) for cell in grid.cells] == [("甲", 2), ("乙", 1), ("丁", 1)]


def test_columns_that_stand_empty_are_no_columns() -> None:
    (grid,) = read(sheet(rows(["项目", None, "数"], ["合计", None, "5"]))).blocks

    assert isinstance(grid, SourceGrid)
    assert (grid.columns, grid.cells[3].place) == (2, Place(sheet="表一", cell="C2"))


def test_cells_may_leave_out_where_they_stand() -> None:
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>"

    assert shown(read(sheet(data))) == [[["1", "2"], ["3", "4"]]]


def test_hidden_sheets_are_not_read_and_told() -> None:
    data = excel_file(
        {"底稿": sheet(rows(["甲", "5"])), "表一": sheet(rows(["乙", "5"])), "更底": ""},
        states={"底稿": "hidden", "更底": "veryHidden"},
    )

    source = read_excel(data, "x.xlsx")

    assert shown(source) == [[["乙", "5"]]]
    assert [(one.place.sheet, "隐藏" in one.reason) for one in source.unread] == [("底稿", True), ("更底", True)]


def test_hidden_rows_and_columns_are_not_read_and_what_they_hold_is_told() -> None:
    data = rows(["项目", "底稿", "数"], ["备查", "1", "2"], ["合计", "3", "4"]).replace(
        '<row r="2"', '<row hidden="1" r="2"'
    )

    source = read(sheet(data, columns='<cols><col min="2" max="2" hidden="1"/></cols>'))

    assert shown(source) == [[["项目", "数"], ["合计", "4"]]]
    assert "隐藏的行或列里有 5 个单元格（B1、A2、B2等）" in source.unread[0].reason


def test_a_merged_cell_is_read_though_its_first_row_is_hidden() -> None:
    data = rows(["甲", "1"], ["", "2"], ["乙", "3"], style=1).replace('<row r="1"', '<row hidden="1" r="1"')

    (grid,) = read(sheet(data, merges=["A1:A2"])).blocks

    assert isinstance(grid, SourceGrid)
    assert lines(grid) == [["甲", "2"], ["乙", "3"]]


def test_pictures_on_a_sheet_are_told() -> None:
    source = read(sheet(rows(["甲", "5"]), after='<drawing r="1"/>'))

    assert ["图片" in one.reason for one in source.unread] == [True]


def test_what_the_file_says_of_its_size_is_not_believed() -> None:
    source = read(f'<dimension ref="A1:XFD1048576"/>{sheet(rows(["甲", "5"]))}')

    assert shown(source) == [[["甲", "5"]]]


def test_a_merged_range_of_a_whole_sheet_is_but_the_cells_that_are_there() -> None:
    (grid,) = read(sheet(rows(["标题", ""], ["项目", "数"], style=1), merges=["A1:XFD1", "B2:B1048576"])).blocks

    assert isinstance(grid, SourceGrid)
    assert [(cell.text, cell.row_span, cell.column_span) for cell in grid.cells] == [
        ("标题", 1, 2),
        ("项目", 1, 1),
        ("数", 1, 1),
    ]


def test_styles_that_are_against_the_standard_cost_no_file() -> None:
    styles = '<fonts><font><u val="1"/><sz val="大"/></font></fonts><fills><fill/></fills>' + FORMATS

    assert only_cell('<c r="A1" s="1"><v>236.5</v></c>', styles=styles) == "236.50"


def test_a_file_whose_parts_are_written_with_the_other_slash_is_read() -> None:
    data = sheet(rows(["甲", "5"]))
    good = excel_file({"表": data})
    turned = good.replace(b"xl/worksheets/sheet1.xml", b"xl\\Worksheets\\sheet1.xml")

    assert shown(read_excel(turned, "x.xlsx")) == shown(read_excel(good, "x.xlsx"))
