"""The same tables as other people and programs make them: all is read, or the report says exactly what was not."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Understanding
from disclosure_editor.exchange.readers.office.read_excel import read_excel
from disclosure_editor.exchange.readers.office.read_word import read_word
from disclosure_editor.exchange.readers.text.read_text import read_text_file
from disclosure_editor.exchange.source import Source
from tests.recognition.other_hands import (
    Drawn,
    Example,
    as_excel,
    as_source,
    as_text,
    as_word,
    assert_all_read,
    assert_figures_and_rows,
    example,
    printed_amounts,
    read,
    read_amounts,
    values,
)

BUDGET = example("energy-monitoring-2021-budget")
FINAL = example("complete-2024-final")
CODE_COLUMNS = {"表二": 3, "表三": 3, "表五": 3, "表六": 2, "表七": 3, "表九": 3}
TOTALS = re.compile(r"(收入|支出)?[合总]计")

READERS: dict[str, Callable[[Iterable[Drawn]], Source]] = {
    "word": lambda tables: read_word(as_word(tables), "表.docx"),
    "excel": lambda tables: read_excel(as_excel(tables), "表.xlsx"),
    "text": lambda tables: read_text_file(as_text(tables, covered_as_blanks=True), "表.txt"),
    "text without covered cells": lambda tables: read_text_file(as_text(tables, covered_as_blanks=False), "表.txt"),
}
"""The same tables by way of each kind of file."""


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest) -> Callable[[Iterable[Drawn]], Source]:
    return READERS[request.param]


def changed(original: Example, change: Callable[[Drawn], Drawn]) -> list[Drawn]:
    return [change(table) for table in original.tables.values()]


def moved_columns(table: Drawn) -> Drawn:
    if table.name in ("表三", "表五", "表六"):
        last = table.width - 1
        return table.reordered([*range(table.width - 3), last, last - 2, last - 1])
    if table.name == "表二":
        return table.reordered([*range(4), *range(table.width - 1, 3, -1)])
    return table.reordered([3, 4, 0, 1, 2, *range(15, 4, -1)]) if table.name == "表七" else table


def parted_headings(table: Drawn) -> Drawn:
    """Headings whose words stand in two cells, one below the other."""
    if table.name != "表二":
        return table
    upper, lower = list(table.rows[0]), list(table.rows[1])
    for column in range(4, table.width):
        half = len(upper[column]) // 2
        upper[column], lower[column] = upper[column][:half], upper[column][half:]
    merges = tuple(merge for merge in table.merges if merge[1] < 4)
    return replace(table, rows=(tuple(upper), tuple(lower), *table.body()), merges=merges)


def broken_headings(table: Drawn) -> Drawn:
    """Headings with line breaks in them."""
    rows = tuple(tuple(text.replace("（", "\n（").replace("预算", "\n预算") for text in row) for row in table.rows)
    return replace(table, rows=(*rows[: table.heading], *table.body()))


def codes_in_one_column(table: Drawn) -> Drawn:
    count = CODE_COLUMNS.get(table.name)
    if count is None:
        return table
    rows = [list(row) for row in table.unmerged(repeated=True).rows]
    levels = zip([[], *rows], rows[: table.heading], strict=False)
    heading = [[above[0] if row[0] == "类" else row[0], *row[count:]] for above, row in levels]
    body = [["".join(row[:count]), *row[count:]] for row in rows[table.heading :]]
    return replace(table, rows=tuple(map(tuple, heading + body)), merges=())


def codes_with_names(table: Drawn) -> Drawn:
    count = CODE_COLUMNS.get(table.name)
    if count is None:
        return table
    rows = [list(row) for row in table.unmerged(repeated=True).rows]
    heading = [row[count:] for row in rows[: table.heading]]
    body = [[f"{''.join(row[:count])} {row[count]}".strip(), *row[count + 1 :]] for row in rows[table.heading :]]
    return replace(table, rows=tuple(map(tuple, heading + body)), merges=())


def codes_once_in_a_group(table: Drawn) -> Drawn:
    """A class and section stand in the first of their rows alone."""
    count = CODE_COLUMNS.get(table.name)
    if count is None:
        return table
    rows: list[list[str]] = []
    above: list[str] = []
    for row in map(list, table.body()):
        parts = row[:count]
        same = 0
        while row[0] and same < count - 1 and parts[: same + 1] == above[: same + 1]:
            same += 1
        rows.append([*[""] * same, *row[same:]])
        above = parts
    return table.with_body(rows)


def codes_without_zeros(table: Drawn) -> Drawn:
    """Codes as a spreadsheet has them that took them for numbers."""
    count = CODE_COLUMNS.get(table.name, 0)
    return table.with_body(
        [*(str(int(code)) if code else "" for code in row[:count]), *row[count:]] for row in table.body()
    )


def labels_without_codes(table: Drawn) -> Drawn:
    return table.with_body([re.sub(r"^\d{3} ?(?=[^\d.])", "", text) for text in row] for row in table.body())


def merged_totals(table: Drawn) -> Drawn:
    """The word for the total over all columns to the left of its figures."""
    rows = list(table.rows)
    merges = list(table.merges)
    for number in range(table.heading, len(rows)):
        first = next((column for column, text in enumerate(rows[number]) if text.strip()), 0)
        if first and TOTALS.fullmatch("".join(rows[number][first].split())):
            rows[number] = (rows[number][first], *[""] * first, *rows[number][first + 1 :])
            merges.append((number, 0, 1, first + 1))
    return replace(table, rows=tuple(rows), merges=tuple(merges))


def blank_rows(table: Drawn) -> Drawn:
    blank = ("",) * table.width
    return table.with_body(line for row in table.body() for line in (blank, row, ("　",) * table.width))


def other_spelling(table: Drawn) -> Drawn:
    """Narrow brackets, blanks between the characters of short words."""

    def spelt(text: str) -> str:
        narrow = text.replace("（", "(").replace("）", ")").replace("“", '"').replace("”", '"')
        return " ".join(narrow) if len(narrow) < 6 and not re.search(r"\d", narrow) else narrow

    rows = tuple(tuple(map(spelt, row)) for row in table.rows)
    return replace(table, rows=rows, above=tuple(map(spelt, table.above)))


def wide_figures(table: Drawn) -> Drawn:
    return table.with_figures(lambda text: text.translate({code: code + 0xFEE0 for code in range(0x2E, 0x3A)}))


def titles_in_the_grid(table: Drawn) -> Drawn:
    above = tuple((text.strip(), *[""] * (table.width - 1)) for text in table.above)
    down = len(above)
    merges = [(row, 0, 1, table.width) for row in range(down)]
    merges += [(top + down, left, height, width) for top, left, height, width in table.merges]
    return replace(table, above=(), rows=(*above, *table.rows), merges=tuple(merges), heading=table.heading + down)


def numbered_lines_and_columns(table: Drawn) -> Drawn:
    """A column 行次 and a row 栏次, as the forms of the reporting system have them."""
    rows = [("行次" if not number else "", *row) for number, row in enumerate(table.rows[: table.heading])]
    rows.append(("栏次", *map(str, range(1, table.width + 1))))
    rows += [(str(number), *row) for number, row in enumerate(table.body(), start=1)]
    merges = [(top + (top >= table.heading), left + 1, h, w) for top, left, h, w in table.merges]
    if table.heading > 1:
        merges.append((0, 0, table.heading, 1))
    return replace(table, rows=tuple(rows), merges=tuple(merges))


VARIANTS = (
    moved_columns,
    parted_headings,
    broken_headings,
    codes_once_in_a_group,
    codes_without_zeros,
    labels_without_codes,
    merged_totals,
    blank_rows,
    other_spelling,
    wide_figures,
    titles_in_the_grid,
    numbered_lines_and_columns,
)


@pytest.mark.parametrize("change", VARIANTS, ids=lambda change: change.__name__)
def test_a_budgets_tables_are_read_whatever_they_look_like(
    reader: Callable[[Iterable[Drawn]], Source], change: Callable[[Drawn], Drawn]
) -> None:
    if change is broken_headings and reader in (READERS["text"], READERS["text without covered cells"]):
        pytest.skip("a text breaks its cells in no other way than its lines")
    assert_all_read(read(reader(changed(BUDGET, change)), BUDGET.workbook), BUDGET.workbook)


@pytest.mark.parametrize(
    "change", [merged_totals, blank_rows, other_spelling, titles_in_the_grid, numbered_lines_and_columns],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_a_final_accounts_tables_are_read_whatever_they_look_like(
    reader: Callable[[Iterable[Drawn]], Source], change: Callable[[Drawn], Drawn]
) -> None:
    assert_all_read(read(reader(changed(FINAL, change)), FINAL.workbook), FINAL.workbook)


@pytest.mark.parametrize("change", [codes_in_one_column, codes_with_names], ids=lambda change: change.__name__)
@pytest.mark.parametrize("kind", ["word", "excel"])
def test_codes_may_stand_in_one_column_or_before_their_names(kind: str, change: Callable[[Drawn], Drawn]) -> None:
    assert_all_read(read(READERS[kind](changed(BUDGET, change)), BUDGET.workbook), BUDGET.workbook)


@pytest.mark.parametrize("repeated", [True, False], ids=["repeated", "once"])
@pytest.mark.parametrize("original", [BUDGET, FINAL], ids=["budget", "final"])
@pytest.mark.parametrize("kind", ["word", "excel"])
def test_merged_cells_may_have_been_taken_apart(kind: str, original: Example, repeated: bool) -> None:
    tables = changed(original, lambda table: table.unmerged(repeated=repeated))
    assert_all_read(read(READERS[kind](tables), original.workbook), original.workbook)


@pytest.mark.parametrize("original", [BUDGET, FINAL], ids=["budget", "final"])
def test_tables_may_stand_in_any_order(reader: Callable[[Iterable[Drawn]], Source], original: Example) -> None:
    tables = list(original.tables.values())
    assert_all_read(read(reader([*tables[5:], *tables[4::-1]]), original.workbook), original.workbook)


@pytest.mark.parametrize(
    ("original", "alike"), [(BUDGET, ["表三", "表五", "表九"]), (FINAL, ["基金表", "国资表"])], ids=["budget", "final"]
)
def test_tables_without_titles_are_told_by_their_headings_then_by_their_order(
    original: Example, alike: list[str]
) -> None:
    tables = changed(original, lambda table: replace(table, above=("单位：万元",)))
    readings = read(READERS["word"](tables), original.workbook)
    assert_figures_and_rows(readings, original.workbook)
    assert [reading.table for reading in readings if reading.remarks] == alike
    assert {r.understanding for reading in readings for r in reading.remarks} == {Understanding.DOUBTFUL}


def test_the_sides_of_a_table_may_stand_the_other_way_round() -> None:
    turned = FINAL.tables["基本支出表"].reordered([3, 4, 5, 0, 1, 2])
    tables = changed(FINAL, lambda table: turned if table.name == turned.name else table)
    assert_all_read(read(READERS["excel"](tables), FINAL.workbook), FINAL.workbook)


def as_reported(table: Drawn) -> Drawn:
    """A table as the reporting system prints it: its lines and columns numbered, codes over the columns of levels."""
    heading: list[tuple[str, ...]]
    rows: list[tuple[str, ...]]
    if table.name == "收支总表":
        heading = [("收入", "", "", "支出", "", ""), ("项目", "行次", "金额", "项目（按功能分类）", "行次", "金额")]
        rows = [("栏次", "", "1", "栏次", "", "2")]
        rows += [(row[0], str(n), row[1], row[2], str(40 + n), row[3]) for n, row in enumerate(table.body(), start=1)]
        return replace(table, rows=(*heading, *rows), merges=((0, 0, 1, 3), (0, 3, 1, 3)), heading=2)
    if table.name not in ("收入决算表", "支出决算表", "一般公共预算支出表"):
        return table
    names = table.rows[0][2:]
    heading = [("项目", "", "", "", *names), ("功能分类科目编码", "", "", "科目名称", *[""] * len(names))]
    rows = [("类", "款", "项", "栏次", *map(str, range(1, len(names) + 1)))]
    rows += [(row[0], "", "", *row[1:]) for row in table.body()]
    merges = [(0, 0, 1, 4), (1, 0, 1, 3), *((0, 4 + column, 2, 1) for column in range(len(names)))]
    merges += [(3 + n, 0, 1, 4 if row[0] == "合计" else 3) for n, row in enumerate(table.body())]
    return replace(table, rows=(*heading, *rows), merges=tuple(merges), heading=2)


@pytest.mark.parametrize("kind", ["word", "excel"])
def test_tables_of_the_reporting_system_are_read(kind: str) -> None:
    tables = changed(FINAL, as_reported)
    tables = [
        replace(table, above=(table.above[0], f"公开{number:02}表", "部门：岚泽自治州应急中心\t金额单位：万元"))
        for number, table in enumerate(tables, start=1)
    ]
    readings = read(READERS[kind](tables), FINAL.workbook)
    assert_figures_and_rows(readings, FINAL.workbook)
    assert values(readings)[FINAL.workbook.edition.unit].text == "岚泽自治州应急中心"
    assert [remark.text for reading in readings for remark in reading.remarks] == ["金额", "金额"]


def in_three_blocks(table: Drawn) -> Drawn:
    """The basic expenditure as the reporting system prints it: operating expenditure in two blocks."""
    staff = [row[:3] for row in table.body()[:-1] if any(row[:3])]
    operating = [row[3:] for row in table.body()[:-1] if any(row[3:])]
    half = (len(operating) + 1) // 2
    height = max(len(staff), half)
    blocks = [staff, operating[:half], operating[half:]]
    blank = ("", "", "")
    lines = [[block[n] if n < len(block) else blank for block in blocks] for n in range(height)]
    rows = [tuple(text for cells in line for text in cells) for line in lines]
    upper = ("人员经费", "", "", "公用经费", "", "", "", "", "")
    lower = ("科目编码", "科目名称", "金额") * 3
    totals = table.body()[-1]
    last = (*totals[:3], totals[3], "", "", "", "", totals[5])
    heading = ((0, 0, 1, 3), (0, 3, 1, 6))
    merges = (*heading, (height + 2, 0, 1, 2), (height + 2, 3, 1, 5))
    return replace(table, rows=(upper, lower, *rows, last), merges=merges, heading=2)


@pytest.mark.parametrize("kind", ["word", "excel"])
def test_a_side_may_go_on_in_columns_beside_its_first_ones(kind: str) -> None:
    blocks = in_three_blocks(FINAL.tables["基本支出表"])
    tables = changed(FINAL, lambda table: blocks if table.name == blocks.name else table)
    readings = read(READERS[kind](tables), FINAL.workbook)
    assert_figures_and_rows(readings, FINAL.workbook)
    remarks = [remark for reading in readings for remark in reading.remarks]
    assert {remark.understanding for remark in remarks} == {Understanding.DOUBTFUL}
    assert {remark.text for remark in remarks} == {"金额"}


def test_a_row_without_a_label_is_the_one_beside_the_other_sides() -> None:
    table = FINAL.tables["收支总表"]
    last = list(table.rows[-1])
    last[2] = ""
    table = replace(table, rows=(*table.rows[:-1], tuple(last)))
    (reading,) = read(as_source([table]), FINAL.workbook)
    assert values([reading])[Address("收支总表", "支出总计", "决算数")].text == last[3]
    (remark,) = reading.remarks
    assert remark.understanding is Understanding.DOUBTFUL
    assert remark.at == "收支总表!支出总计.决算数"


def halves(table: Drawn, *, heading: bool) -> tuple[Drawn, Drawn]:
    """A table that goes on in another grid, its heading printed again or not."""
    cut = table.heading + len(table.body()) // 2
    kept = tuple(merge for merge in table.merges if merge[0] + merge[2] <= cut)
    upper = replace(table, rows=table.rows[:cut], below=(), merges=kept)
    above = table.rows[: table.heading] if heading else ()
    merges = tuple(merge for merge in table.merges if heading and merge[0] < table.heading)
    lower = replace(table, above=(), rows=(*above, *table.rows[cut:]), merges=merges, heading=len(above))
    return upper, lower


@pytest.mark.parametrize("heading", [True, False], ids=["with its heading", "without"])
@pytest.mark.parametrize("original", [BUDGET, FINAL], ids=["budget", "final"])
def test_a_table_may_go_on_in_another_grid(original: Example, heading: bool) -> None:
    tables = [half for table in original.tables.values() for half in halves(table, heading=heading)]
    readings = read(READERS["word"](tables), original.workbook)
    assert_all_read(readings, original.workbook)
    assert sum(len(reading.blocks) for reading in readings) > len(tables)


@pytest.mark.parametrize("kind", READERS)
def test_missing_totals_are_missing_and_nothing_else(kind: str) -> None:
    def without_totals(table: Drawn) -> Drawn:
        rows = [row for row in table.body() if not any(TOTALS.fullmatch("".join(text.split())) for text in row)]
        return table.with_body(rows)

    readings = read(READERS[kind](changed(BUDGET, without_totals)), BUDGET.workbook)
    expected = {path: amount for path, amount in printed_amounts(BUDGET.workbook).items() if "计" not in path.row}
    assert read_amounts(readings, BUDGET.workbook) == expected
    assert not [remark for reading in readings for remark in reading.remarks]


@pytest.mark.parametrize("kind", READERS)
def test_a_note_between_rows_is_told_and_breaks_no_table(kind: str) -> None:
    def noted(table: Drawn) -> Drawn:
        rows = [list(row) for row in table.body()]
        rows.insert(1, ["注：以下各项为上级下达数", *[""] * (table.width - 1)])
        return table.with_body(rows)

    table = noted(BUDGET.tables["表三"])
    tables = changed(BUDGET, lambda other: table if other.name == table.name else other)
    readings = read(READERS[kind](tables), BUDGET.workbook)
    assert_figures_and_rows(readings, BUDGET.workbook)
    (remark,) = [remark for reading in readings for remark in reading.remarks]
    assert remark.understanding is Understanding.NOT_UNDERSTOOD
    assert remark.text == "注：以下各项为上级下达数"
    assert remark.place


@pytest.mark.parametrize("kind", ["word", "excel"])
def test_a_sheet_that_is_no_table_of_the_edition_is_left_alone(kind: str) -> None:
    rows = (("项目", "要求", "备注"), ("一", "如实填写", "3"), ("二", "不得空缺", ""))
    other = Drawn("填报说明", ("填报说明",), rows, (), 1)
    readings = read(READERS[kind]([other, *BUDGET.tables.values(), other]), BUDGET.workbook)
    assert_all_read(readings, BUDGET.workbook)
    assert not any(0 in reading.blocks for reading in readings)


def in_yuan(table: Drawn) -> Drawn:
    """The same amounts in 元, by the unit line."""
    first = {"表一": 1, "表四": 1, "表八": 0}.get(table.name, CODE_COLUMNS.get(table.name, 0) + 1)

    def converted(row: tuple[str, ...]) -> list[str]:
        return [
            f"{Decimal(text) * 10000:.2f}" if column >= first and re.fullmatch(r"[\d.]+", text) else text
            for column, text in enumerate(row)
        ]

    above = tuple(text.replace("万元", "元") for text in table.above)
    return replace(table.with_body(map(converted, table.body())), above=above)


@pytest.mark.parametrize("kind", READERS)
def test_amounts_in_yuan_are_converted_exactly_and_told(kind: str) -> None:
    readings = read(READERS[kind](changed(BUDGET, in_yuan)), BUDGET.workbook)
    assert_figures_and_rows(readings, BUDGET.workbook)
    found = values(readings)[Address("表三", "2010450", "基本支出")]
    assert (found.text, Decimal(found.printed)) == ("126.50", Decimal(1265000))
    remarks = [remark for reading in readings for remark in reading.remarks]
    assert [remark.understanding for remark in remarks] == [Understanding.DOUBTFUL] * 9
    assert all("元" in remark.message for remark in remarks)


def test_not_a_digit_is_lost_when_amounts_are_converted() -> None:
    table = BUDGET.tables["表三"].with_body([("201", "04", "50", "事业运行", "1,234,567.89", "0.05", "约30")])
    table = replace(table, above=("表三：", "部门（单位）支出总体情况表", "单位：元"))
    found = values(read(as_source([table]), BUDGET.workbook))
    assert found[Address("表三", "2010450", "合计")].text == "123.456789"
    assert found[Address("表三", "2010450", "基本支出")].text == "0.000005"
    assert found[Address("表三", "2010450", "项目支出")].text == "约30"


def test_malformed_figures_are_kept_as_they_stand() -> None:
    table = BUDGET.tables["表三"].with_body([("201", "04", "50", "事业运行", "1,2.3", "约5", "—")])
    (reading,) = read(as_source([table]), BUDGET.workbook)
    texts = {path.column: found.text for path, found in values([reading]).items() if path.row == "2010450"}
    assert texts == {"合计": "1,2.3", "基本支出": "约5", "项目支出": "—"}
    assert reading.amounts == (3, 3)


def test_a_text_among_figures_is_told_and_not_taken_for_one() -> None:
    table = BUDGET.tables["表三"].with_body([("201", "04", "50", "事业运行", "7", "7", "其中上级安排的部分")])
    (reading,) = read(as_source([table]), BUDGET.workbook)
    assert {found.path.column for found in reading.values if found.path.table == "表三"} == {"合计", "基本支出"}
    assert [remark.text for remark in reading.remarks] == ["其中上级安排的部分"]


def test_rows_that_only_name_their_subject_get_its_code_and_are_told() -> None:
    def named(table: Drawn) -> Drawn:
        rows = [row[3:] for row in table.unmerged(repeated=True).rows]
        return replace(table, rows=tuple(rows), merges=())

    table = named(BUDGET.tables["表五"])
    tables = changed(BUDGET, lambda other: table if other.name == table.name else other)
    readings = read(as_source(tables), BUDGET.workbook)
    assert_figures_and_rows(readings, BUDGET.workbook)
    remarks = [remark for reading in readings for remark in reading.remarks]
    assert [remark.text for remark in remarks] == [row[0] for row in table.body() if row[0] and "计" not in row[0]]
    assert {remark.understanding for remark in remarks} == {Understanding.DOUBTFUL}


def test_a_class_where_the_edition_has_none_is_told() -> None:
    rows = [("201", "", "", "一般公共服务支出", "7", "", ""), ("201", "04", "50", "事业运行", "7", "7", "")]
    (reading,) = read(as_source([BUDGET.tables["表三"].with_body(rows)]), BUDGET.workbook)
    assert reading.amounts == (3, 2)
    (remark,) = reading.remarks
    assert "小计" in remark.message
    assert [found.names for found in reading.rows] == [("2010450",)]


def test_columns_and_rows_in_other_words_are_read_and_told() -> None:
    table = BUDGET.tables["表三"]
    rows = [tuple("支出合计" if "".join(text.split()) == "合计" else text for text in row) for row in table.body()]
    table = table.with_body(rows)
    heading = tuple(tuple(text.replace("基本支出", "基本支出预算") for text in row) for row in table.rows[:3])
    (reading,) = read(as_source([replace(table, rows=(*heading, *table.body()))]), BUDGET.workbook)
    assert reading.amounts == (14, 14)
    assert {remark.text for remark in reading.remarks} == {"基本支出预算", "支出合计"}
    assert {remark.understanding for remark in reading.remarks} == {Understanding.DOUBTFUL}


def test_last_years_column_is_not_taken_for_this_years() -> None:
    table = BUDGET.tables["表三"]
    rows = tuple((*row[:4], "上年合计" if not number else "", *row[4:]) for number, row in enumerate(table.rows))
    rows = tuple((*row[:4], "1.11", *row[5:]) if row[0] == "201" else row for row in rows)
    merges = tuple((top, left + (left > 3), height, width) for top, left, height, width in table.merges)
    table = replace(table, rows=rows, merges=tuple(m for m in merges if m != (0, 0, 1, 4)))
    (reading,) = read(as_source([table]), BUDGET.workbook)
    assert values([reading])[Address("表三", "2010450", "合计")].text == "236.50"
    assert [remark.text for remark in reading.remarks] == ["1.11"]


def test_numbers_of_lines_are_no_figures_even_where_a_table_has_no_labels() -> None:
    table = numbered_lines_and_columns(BUDGET.tables["表八"])
    (reading,) = read(as_source([table]), BUDGET.workbook)
    stated = {path.column: found.text for path, found in values([reading]).items() if path.row}
    assert stated == {column: BUDGET.workbook.cell(Address("表八", "金额", column)).text for column in stated}
    assert reading.amounts == (6, 6)


@pytest.mark.parametrize("original", [BUDGET, FINAL], ids=["budget", "final"])
def test_all_tables_may_stand_on_one_sheet(original: Example) -> None:
    data = as_excel(original.tables.values(), one_sheet=True)
    assert_all_read(read(read_excel(data, "表.xlsx"), original.workbook), original.workbook)


@pytest.mark.parametrize("original", [BUDGET, FINAL], ids=["budget", "final"])
def test_cells_may_have_no_lines_around_them(original: Example) -> None:
    data = as_excel(original.tables.values(), ruled=False)
    assert_all_read(read(read_excel(data, "表.xlsx"), original.workbook), original.workbook)


@pytest.mark.parametrize("original", [BUDGET, FINAL], ids=["budget", "final"])
def test_figures_may_be_texts_led_by_an_apostrophe(original: Example) -> None:
    data = as_excel(original.tables.values(), numbers=False)
    assert_all_read(read(read_excel(data, "表.xlsx"), original.workbook), original.workbook)


SOFFICE = shutil.which("soffice")


def converted(data: bytes, suffix: str, through: str, folder: Path) -> bytes:
    """A file as LibreOffice writes it, by way of another format of its own."""
    for step, (before, after) in enumerate([(suffix, through), (through, suffix)]):
        file = folder / f"{step}.{before}"
        file.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder / 'profile'}"
        target = folder / f"to {step}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", after, "--outdir", str(target), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        data = (target / f"{step}.{after}").read_bytes()
    return data


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
@pytest.mark.parametrize(("suffix", "through"), [("docx", "odt"), ("docx", "doc"), ("xlsx", "ods"), ("xlsx", "xls")])
def test_files_that_libreoffice_wrote_are_read(suffix: str, through: str, tmp_path: Path) -> None:
    make = as_word if suffix == "docx" else as_excel
    data = converted(make(BUDGET.tables.values()), suffix, through, tmp_path)
    source = (read_word if suffix == "docx" else read_excel)(data, f"表.{suffix}")
    assert_all_read(read(source, BUDGET.workbook), BUDGET.workbook)
