"""A publication as plain text."""

from disclosure_editor.exchange.blocks import Grid, GridCell, Paragraph, Run, Sheet, Style
from disclosure_editor.exchange.writers.text import write_text

SHEET = Sheet("表")


def grid(*cells: GridCell, rows: int, columns: int) -> Grid:
    return Grid(cells, rows, columns, 0, (1,) * columns, SHEET)


def test_a_paragraph_is_one_line_with_nothing_added() -> None:
    blocks = [
        Paragraph(Style.SECTION, (Run("一、主要职能"),)),
        Paragraph(Style.BODY, (Run("共"), Run("3"), Run("人。"))),
    ]

    assert write_text(blocks) == "一、主要职能\n共3人。\n"


def test_each_cell_is_a_line_behind_a_tab_and_an_empty_line_ends_the_row() -> None:
    cells = grid(
        GridCell(0, 0, "收入"), GridCell(0, 1, ""), GridCell(1, 0, "261.00　"), GridCell(1, 1, "x"), rows=2, columns=2
    )

    assert write_text([cells]) == "\t收入\n\t\n\n\t261.00　\n\tx\n\n"


def test_a_merged_cell_stands_once() -> None:
    cells = grid(
        GridCell(0, 0, "合计", row_span=2), GridCell(0, 1, "支出", column_span=2),
        GridCell(1, 1, "基本"), GridCell(1, 2, "项目"), rows=2, columns=3,
    )  # fmt: skip

    assert write_text([cells]) == "\t合计\n\t支出\n\n\t基本\n\t项目\n\n"


def test_cells_stand_in_reading_order_whatever_order_they_came_in() -> None:
    cells = grid(GridCell(1, 0, "三"), GridCell(0, 1, "二"), GridCell(0, 0, "一"), rows=2, columns=2)

    assert write_text([cells]) == "\t一\n\t二\n\n\t三\n\n"


def test_line_breaks_in_a_cell_stay_and_only_its_first_line_has_a_tab() -> None:
    assert write_text([grid(GridCell(0, 0, "项目资金\n（万元）"), rows=1, columns=1)]) == "\t项目资金\n（万元）\n\n"


def test_no_tab_of_a_text_looks_like_a_cell() -> None:
    line = Paragraph(Style.UNIT_LINE, (Run("编制单位：甲\t单位：万元"),), SHEET)

    assert write_text([line]) == "编制单位：甲    单位：万元\n"


def test_the_place_of_the_contents_is_left_out() -> None:
    assert write_text([Paragraph(Style.CONTENTS, (Run("目  录"),))]) == ""


def test_invisible_characters_that_no_file_can_hold_are_dropped() -> None:
    assert write_text([Paragraph(Style.BODY, (Run("一\x0b二\x00三\ud800"),))]) == "一\n二三\n"


def test_no_publication_is_no_text() -> None:
    assert write_text([]) == ""
