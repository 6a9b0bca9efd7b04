"""What a header and broken cells show of the widths of columns."""

from __future__ import annotations

import math

from disclosure_editor.recognition.lines.column_widths import ColumnWidth, breaks_cost, width_of_broken, width_shown


def test_a_header_shows_what_fits_and_its_break_what_does_not() -> None:
    assert width_shown(["偏差原", "因分析", "及改进", "措施"]) == ColumnWidth(6, 8)
    assert width_shown(["三级指标"]) == ColumnWidth(8, math.inf)


def test_a_cell_broken_as_its_column_demands_costs_nothing() -> None:
    assert breaks_cost(["项目申", "报不精", "准。"], ColumnWidth(6, 8)) == 0
    assert breaks_cost(["因疫情", "原因，电", "量采集"], ColumnWidth(6, 8)) == 0, "punctuation is squeezed"


def test_a_break_where_more_would_have_fitted_is_unlikely() -> None:
    assert breaks_cost(["准。", "实验室使"], ColumnWidth(8)) > 0
    assert breaks_cost(["产出指", "标"], ColumnWidth(12)) > 0


def test_a_line_that_would_not_have_fitted_is_unlikely() -> None:
    assert breaks_cost(["实验室使"], ColumnWidth(6, 8)) > 0
    assert breaks_cost(["满意度指标"], ColumnWidth(6, 8)) > 0


def test_a_latin_word_is_not_broken() -> None:
    assert breaks_cost(["对企业", "I/M制"], ColumnWidth(8, 10)) == 0


def test_many_broken_cells_show_their_column_even_if_some_are_others() -> None:
    cells = [("网络布线", "核心点"), ("信息点位", "联通数"), ("点位连通", "率"), ("故障处置", "率"), ("设备", "台")]
    assert width_of_broken(cells, ColumnWidth(6)) == ColumnWidth(8, 10)


def test_few_cells_show_nothing_beyond_the_header() -> None:
    assert width_of_broken([("网络布线", "核心点")], ColumnWidth(6, 12)) == ColumnWidth(6, 12)


def test_cells_that_contradict_the_header_show_nothing() -> None:
    cells = [("网络布线核心点", "数")] * 5
    assert width_of_broken(cells, ColumnWidth(6, 8)) == ColumnWidth(6, 8)
