"""How blocks share pages and columns share a width."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.exchange.blocks import Align, Block, Grid, GridCell, Paragraph, Run, Sheet, Style
from disclosure_editor.exchange.writers.layout import alignment, column_widths, display_width, line_count, stretches

SHEET = Sheet("表")
BODY = Paragraph(Style.BODY, (Run("文"),))
HEADING = Paragraph(Style.SECTION, (Run("一、"),))
NUMBER = Paragraph(Style.TABLE_NUMBER, (Run("表一"),), SHEET)


def grid(*cells: GridCell, widths: tuple[int, ...] = (), sheet: Sheet = SHEET) -> Grid:
    return Grid(cells, 1, max(len(widths), 2), 0, widths, sheet)


@given(st.lists(st.sampled_from([BODY, HEADING, NUMBER, grid(), grid(sheet=Sheet("另一表"))])))
def test_no_block_is_lost_or_moved(blocks: list[Block]) -> None:
    assert [block for stretch in stretches(blocks) for block in stretch.blocks] == blocks


def test_headings_before_a_sheet_stand_on_its_page() -> None:
    found = stretches([HEADING, BODY, HEADING, NUMBER, grid(), BODY])

    assert [(stretch.sheet, len(stretch.blocks)) for stretch in found] == [(None, 2), (SHEET, 3), (None, 1)]


def test_sheets_of_different_names_are_apart() -> None:
    assert [stretch.sheet for stretch in stretches([grid(), grid(sheet=Sheet("二"))])] == [SHEET, Sheet("二")]


def test_an_amount_stands_at_the_right_unless_its_cell_is_centred() -> None:
    assert alignment(GridCell(0, 0, "1", amount=Decimal(1))) is Align.RIGHT
    assert alignment(GridCell(0, 0, "1", amount=Decimal(1), align=Align.CENTER)) is Align.CENTER
    assert alignment(GridCell(0, 0, "一")) is Align.LEFT


def test_a_chinese_character_is_twice_as_wide_as_a_digit() -> None:
    assert display_width("支出9.5") == 7


def test_a_text_takes_as_many_lines_as_its_width_needs_and_its_own_breaks() -> None:
    assert line_count("一二三四五", 4) == 3
    assert line_count("一\n\n二", 4) == 3


def test_columns_keep_the_proportions_of_the_grid() -> None:
    assert column_widths(grid(widths=(1, 3)), 100, 1, 0) == [25, 75]


def test_a_grid_without_proportions_has_equal_columns() -> None:
    assert column_widths(grid(), 100, 1, 0) == [50, 50]


def test_a_column_is_never_too_narrow_for_its_amount_in_one_line() -> None:
    wide = GridCell(0, 0, "12345.67", amount=Decimal("12345.67"))

    assert column_widths(grid(wide, widths=(1, 9)), 30, 1, 2)[0] == len("12,345.67") + 2


@given(st.lists(st.integers(1, 50), min_size=2, max_size=16), st.integers(40, 12000), st.integers(1, 100))
def test_columns_fill_the_table_exactly(weights: list[int], total: int, half_character: int) -> None:
    cells = grid(GridCell(0, 0, "", amount=Decimal("1234.56")), widths=tuple(weights))

    widths = column_widths(cells, total, half_character, 10)

    assert sum(widths) == total
    assert min(widths) >= 0
