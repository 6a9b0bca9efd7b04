"""Forms out of hard-wrapped lines: the self-assessments published for 2022, then forms written and printed here."""

from __future__ import annotations

import re
import time
from pathlib import Path
from random import Random

import pytest

from disclosure_editor.calculation.opening import new_workbook, open_workbook
from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.document.disclosure import Disclosure, Understanding
from disclosure_editor.document.texts import compact
from disclosure_editor.editions.library import Library
from disclosure_editor.exchange.blocks import Grid
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.readers.text.read_text import read_text_file
from disclosure_editor.exchange.readers.text.text_lines import lines_of
from disclosure_editor.exchange.source import Place, Source, SourceLine, SourceParagraph
from disclosure_editor.recognition.forms.shapes import plain, shape_patterns
from disclosure_editor.recognition.found import TableReading
from disclosure_editor.recognition.lines.form_lines import read_form_lines
from tests.recognition.wrapped_files import lines_of_grid

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT.parent / "shared" / "published" / "2022-final-pollution-monitoring.txt"
EDITION = "xinjiang-final-2022"
CARDS, ROWS = RowList("自评", ""), RowList("自评指标", "")
LONG_TEXTS = ("年度目标", "实际完成情况")

published_here = pytest.mark.skipif(not PUBLISHED.is_file(), reason="the publications are not here")


def source_of(text: str) -> Source:
    """Lines as a file's reader gives them, each as a paragraph of its own."""
    lines = [line for line in lines_of(text) if line.text.strip()]
    return Source("测试.txt", tuple(SourceParagraph(line.text.strip(), line.place, (line,)) for line in lines))


def values_of(readings: list[TableReading]) -> dict[Address, str]:
    return {found.path: found.text for reading in readings for found in reading.values}


def names_of(readings: list[TableReading], rows: RowList) -> tuple[str, ...]:
    return tuple(name for reading in readings for found in reading.rows if found.rows == rows for name in found.names)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def example(library: Library) -> Disclosure:
    """The transcription of the publication, whose long texts are in other words."""
    return open_workbook(ROOT / "examples" / "pollution-monitoring-2022-final.disclosure", library).disclosure


@pytest.fixture(scope="module")
def published(library: Library) -> list[TableReading]:
    return read_form_lines(source_of(PUBLISHED.read_text("utf-8")), new_workbook(EDITION, "", library), frozenset())


# ---- The publication


@published_here
def test_all_forms_of_the_publication_and_all_their_rows_are_read(
    published: list[TableReading], example: Disclosure
) -> None:
    values = values_of(published)
    assert len(published) == 20
    assert sum(bool(value) for address, value in values.items() if address.column == "三级指标") == 199
    assert names_of(published, CARDS) == example.rows(CARDS)
    assert names_of(published, ROWS) == example.rows(ROWS)


@published_here
def test_every_value_of_the_forms_is_the_published_one(published: list[TableReading], example: Disclosure) -> None:
    tables = (CARDS.table, ROWS.table)
    stated = {
        address: value
        for address, value in example.values()
        if address.table in tables and address.column not in LONG_TEXTS
    }
    read = {address: value for address, value in values_of(published).items() if address.column not in LONG_TEXTS}
    assert len(stated) == 1910
    assert read == stated


@published_here
def test_the_long_texts_are_those_of_the_publication(published: list[TableReading]) -> None:
    text = compact(PUBLISHED.read_text("utf-8"))
    between = re.findall(r"预期目标实际完成情况(.*?)一级指标二级指标三级指标", text)
    values = values_of(published)
    read = [
        tuple(values[Address("自评", name, column)] for column in LONG_TEXTS) for name in names_of(published, CARDS)
    ]
    assert [compact(goal + achieved) for goal, achieved in read] == between
    assert all(achieved.startswith(("截止2022年12月31日", "本项目于2022年12月26日")) for _, achieved in read)
    assert not [goal for goal, _ in read if "截止2022年" in goal]


@published_here
def test_only_a_page_number_is_left_over_and_told(published: list[TableReading]) -> None:
    remarks = [remark for reading in published for remark in reading.remarks]
    assert [(remark.text, remark.place) for remark in remarks] == [("40", "第2585行")]
    assert sum(reading.amounts[0] - reading.amounts[1] for reading in published) == 1


@published_here
def test_the_blocks_are_those_of_the_forms_alone(published: list[TableReading]) -> None:
    blocks = source_of(PUBLISHED.read_text("utf-8")).blocks
    used = sorted({number for reading in published for number in reading.blocks})
    assert used == list(range(used[0], used[-1] + 1))
    texts = [block.text for block in blocks if isinstance(block, SourceParagraph)]
    assert texts[used[0] - 1].endswith("具体项目自评情况附项目支出绩效自评表。")
    assert texts[used[-1] + 1].startswith("第三部分")


@published_here
def test_every_value_knows_the_line_it_stands_in(published: list[TableReading]) -> None:
    lines = PUBLISHED.read_text("utf-8").split("\n")
    for reading in published:
        for found in reading.values:
            start = compact(found.printed or found.text)[:2]
            assert start[:1] in lines[found.place.line - 1], found


@published_here
def test_the_file_as_its_reader_gives_it_reads_the_same_without_a_remark(library: Library, example: Disclosure) -> None:
    source = read_text_file(PUBLISHED.read_bytes(), PUBLISHED.name)
    empty = new_workbook(EDITION, "", library)
    started = time.process_time()
    readings = read_form_lines(source, empty, frozenset())
    assert time.process_time() - started < 5, "a whole publication is read in a fraction of a second"
    assert names_of(readings, ROWS) == example.rows(ROWS)
    assert not [remark for reading in readings for remark in reading.remarks]
    assert {reading.amounts[0] - reading.amounts[1] for reading in readings} == {0}


# ---- One form

FORM = """\
项 目 支 出 绩 效 自 评 表
(2022 年度)

项目名称 PC 客户端升级

主管部门
昌吉州环境监测

中心
实施单位 昌吉州环境监测中心

项目资金

（万元）

年初预算

数
全年预算数 全年执行数 分值 执行率 得分

年度资金总额 0.00 1,030.00 1,029.91 10 99.99% 10.00 分

其中：当年财

政拨款
0.00 1,030.00 1,029.91 — — —

上年结

转资金
0.00 0.00 0.00 — — —

其他资金 0.00 0.00 0.00 — — —

年度

总体

目标

预期目标 实际完成情况

根据《办法》要求，内网布线 8 个，联通点位 100 个，利用

平台延伸业务范围，用于办公文件及时传输。

截止 2022 年 12 月 31 日，布线 8个，联

通点位 100 个，文件传输及时。

一级指

标
二级指标 三级指标 年度指标值 实际完成值 分值 得分

偏差原

因分析

及改进

措施

年度

绩效

指标

完成

情况

产出指

标

数量指标

网络布线

核心点
>=8 个 8 个 30 30

成本指标
预算成本

控制率
=100% 90% 20 18

项目申

报不精

准。
 效益指

标

经济效益指标

社会效益指标
提升信息

传达时效
提升 提升 40 40

满意度

指标
满意度指标

总分 100
98.00

分
"""


def read(text: str, library: Library) -> tuple[TableReading, dict[tuple[str, str], str]]:
    """The one form in a text, and its values by row and column."""
    (reading,) = read_form_lines(source_of(text), new_workbook(EDITION, "", library), frozenset())
    return reading, {(found.path.row, found.path.column): found.text for found in reading.values}


def remarks_of(reading: TableReading) -> list[str]:
    return [remark.message for remark in reading.remarks]


def test_a_form_is_read_whose_cells_are_broken_over_lines(library: Library) -> None:
    reading, values = read(FORM, library)
    card = "PC 客户端升级"
    assert [rows.names for rows in reading.rows] == [(card,), (card, *(f"{card}#{n}" for n in range(2, 6)))]
    assert values[card, "主管部门"] == values[card, "实施单位"] == "昌吉州环境监测中心"
    assert (values[card, "全年预算数"], values[card, "全年执行数"]) == ("1,030.00", "1,029.91")
    assert (values[card, "执行率"], values[card, "预算得分"], values[card, "总分"]) == ("99.99", "10.00", "98.00")
    assert values[card, "年度目标"].endswith("用于办公文件及时传输。")
    assert values[card, "实际完成情况"] == "截止2022年12月31日，布线8个，联通点位100个，文件传输及时。"
    row = {
        column: values.get((f"{card}#2", column)) for column in ("一级指标", "三级指标", "实际值", "得分", "偏差原因")
    }
    assert list(row.values()) == ["产出指标", "预算成本控制率", "90%", "18", "项目申报不精准。"]
    empty = {column for row, column in values if row == f"{card}#3"}
    assert empty == {"一级指标", "二级指标"}
    assert not reading.remarks


def test_the_same_form_without_blank_lines_reads_the_same(library: Library) -> None:
    reading, values = read("\n".join(line for line in FORM.split("\n") if line.strip()), library)
    assert values == read(FORM, library)[1]
    assert not reading.remarks


def test_what_stands_around_a_form_is_nobody_elses(library: Library) -> None:
    text = f"自评情况附项目支出绩效自评表。\n\n{FORM}第三部分 专业名词解释\n\n总分：各项得分之和 100 分。\n"
    reading, values = read(text, library)
    lines = source_of(text).blocks
    assert [block for number, block in enumerate(lines) if number not in reading.blocks] == [lines[0], *lines[-2:]]
    assert values == read(FORM, library)[1]


def test_words_without_a_place_are_told_with_their_line(library: Library) -> None:
    text = FORM.replace("其他资金 0.00", "备注内容\n\n其他资金 0.00")
    reading, values = read(text, library)
    (remark,) = reading.remarks
    assert (remark.understanding, remark.text) == (Understanding.NOT_UNDERSTOOD, "备注内容")
    assert remark.place == f"第{text.split(chr(10)).index('备注内容') + 1}行"
    assert values == read(FORM, library)[1]


def test_lines_of_a_block_that_a_form_takes_are_not_lost(library: Library) -> None:
    lines = tuple(line for line in lines_of(f"{FORM}附注另行公布") if line.text.strip())
    joined = SourceParagraph("".join(line.text for line in lines), lines[0].place, lines)
    (reading,) = read_form_lines(Source("文件", (joined,)), new_workbook(EDITION, "", library), frozenset())
    assert [remark.text for remark in reading.remarks] == ["附注另行公布"]


def test_a_label_in_other_words_is_kept_as_the_units_own(library: Library) -> None:
    reading, values = read(FORM.replace("其他资金 0.00", "其他来源资金 0.00"), library)
    assert values == read(FORM, library)[1]
    ((key, own),) = reading.own_words
    assert (key.section, own.text, own.replaced) == ("自评表", "其他来源资金", "其他资金")


def test_a_missing_label_is_told(library: Library) -> None:
    reading, values = read(FORM.replace("主管部门\n昌吉州环境监测\n\n中心\n", ""), library)
    assert "没有找到表样里的“主管部门”，请核对这张表。" in remarks_of(reading)
    assert ("PC 客户端升级", "主管部门") not in values


def test_a_malformed_figure_is_kept_as_stated(library: Library) -> None:
    _, values = read(FORM.replace("年度资金总额 0.00 1,030.00", "年度资金总额 0.00 1030..00"), library)
    assert values["PC 客户端升级", "全年预算数"] == "1030..00"


def test_a_figure_that_is_not_there_is_told(library: Library) -> None:
    reading, values = read(FORM.replace("其他资金 0.00 0.00 0.00", "其他资金 0.00 0.00"), library)
    assert any("没有读到“其他资金全年执行数”" in message for message in remarks_of(reading))
    assert ("PC 客户端升级", "执行其他资金") not in values


def test_figures_that_do_not_add_up_are_told(library: Library) -> None:
    reading, values = read(FORM.replace(">=8 个 8 个 30 30", ">=8 个 8 个 31 30"), library)
    assert values["PC 客户端升级", "分值"] == "31"
    assert "各行的“分值”读出来共91，按表上的合计应是90，请核对有没有读错的行。" in remarks_of(reading)


def test_a_score_above_its_weight_is_read_as_stated(library: Library) -> None:
    _, values = read(FORM.replace(">=8 个 8 个 30 30", ">=8 个 8 个 30 35"), library)
    assert (values["PC 客户端升级", "分值"], values["PC 客户端升级", "得分"]) == ("30", "35")


def test_two_forms_of_one_name_are_two(library: Library) -> None:
    readings = read_form_lines(source_of(FORM + FORM), new_workbook(EDITION, "", library), frozenset())
    assert names_of(readings, CARDS) == ("PC 客户端升级", "PC 客户端升级#2")
    assert len(names_of(readings, ROWS)) == 10


def test_a_form_without_a_name_is_told(library: Library) -> None:
    reading, _ = read(FORM.replace("项目名称 PC 客户端升级", "项目名称"), library)
    assert reading.rows[0].names == ("#1",)
    assert "这张“项目支出绩效自评表”没有读到名称，请填写。" in remarks_of(reading)


def test_a_title_alone_is_no_form(library: Library) -> None:
    text = "附件：项目支出绩效自评表\n\n项目支出绩效自评表\n\n一、收入决算情况说明\n"
    assert not read_form_lines(source_of(text), new_workbook(EDITION, "", library), frozenset())


def test_blocks_used_for_something_else_are_left_to_it(library: Library) -> None:
    source = source_of(FORM)
    used = frozenset(range(len(source.blocks)))
    assert not read_form_lines(source, new_workbook(EDITION, "", library), used)


def test_lines_of_which_the_reader_says_nothing_are_read_too(library: Library) -> None:
    blocks = tuple(
        SourceParagraph(line.strip(), Place(paragraph=number)) for number, line in enumerate(FORM.split("\n")) if line
    )
    (reading,) = read_form_lines(Source("文件", blocks), new_workbook(EDITION, "", library), frozenset())
    assert {(f.path.row, f.path.column): f.text for f in reading.values} == read(FORM, library)[1]


# ---- Forms printed here

PRINTED = {
    "pollution-monitoring-2022-final": (70, 140, 0.99),
    "energy-monitoring-2021-self-assessment": (70, 140, 0.98),
    "pollution-monitoring-2021-budget": (60, 110, 0.99),
    "energy-monitoring-2021-budget": (60, 110, 0.8),
    "emergency-management-2024-final": (110, 170, 0.97),
}
"""How wide the page is, in halves of a character, and what share of the values is read at least."""


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("seed", [1, 2])
def test_forms_of_every_edition_are_read_and_whatever_is_wrong_is_remarked_on(
    name: str, seed: int, library: Library
) -> None:
    narrowest, widest, least = PRINTED[name]
    book = open_workbook(ROOT / "examples" / f"{name}.disclosure", library)
    patterns = shape_patterns(book.edition)
    slots = [slot for pattern in patterns for slot in pattern.slots if slot.side is not None and not slot.key]
    printed = {(slot.side.table, slot.column.id) for slot in slots if slot.side is not None}
    random = Random(seed)
    width = random.uniform(narrowest, widest)
    grids = [block for block in Publication(book).blocks() if isinstance(block, Grid) and is_form(block)]
    lines = [line for grid in grids for line in lines_of_grid(grid, width, random, spaced=seed % 2 == 0)]
    readings = read_form_lines(source_of("\n".join(lines)), new_workbook(book.edition.id, "", library), frozenset())

    stated = {a: compact(v) for a, v in book.disclosure.values() if (a.table, a.column) in printed and v}
    read_back = {a: compact(v) for a, v in values_of(readings).items() if (a.table, a.column) in printed}
    right = sum(stated[address] == read_back.get(address) for address in stated)
    differing = [a for a in {**stated, **read_back} if stated.get(a) != read_back.get(a)]
    wrong = {row_key(address.row) for address in differing if address.row}
    assert len(readings) == len(grids)
    assert right >= least * len(stated)
    remarked = {row_key(name) for reading in readings if reading.remarks for r in reading.rows for name in r.names}
    assert wrong <= remarked


def is_form(grid: Grid) -> bool:
    title = plain(grid.cells[0].text)
    return "绩效" in title and title.endswith("表")


# ---- Damaged files


@pytest.mark.parametrize(
    "damage", ["lines lost", "lines twice", "lines moved", "characters", "cut off", "lines joined"]
)
def test_a_damaged_form_is_read_as_far_as_it_goes(damage: str, library: Library) -> None:
    empty = new_workbook(EDITION, "", library)
    for seed in range(8):
        random = Random(seed)
        lines = FORM.split("\n") * 2
        match damage:
            case "lines lost":
                lines = [line for line in lines if random.random() > 0.1]
            case "lines twice":
                lines = [line for line in lines for _ in range(1 + (random.random() < 0.1))]
            case "lines moved":
                random.shuffle(lines)
            case "characters":
                lines = ["".join(c if random.random() > 0.05 else random.choice("指1>。 ") for c in x) for x in lines]
            case "cut off":
                lines = lines[: random.randrange(len(lines))]
            case "lines joined":
                lines = [" ".join(lines[n : n + 3]) for n in range(0, len(lines), 3)]
        source = source_of("\n".join(lines))
        for reading in read_form_lines(source, empty, frozenset()):
            assert all(found.text for found in reading.values)
            assert len({found.path for found in reading.values}) == len(reading.values)


def test_a_file_of_nothing_but_titles_is_soon_done_with(library: Library) -> None:
    lines = ["项目支出绩效自评表", "(2022年度)", "项目名称 甲", "主管部门 乙 实施单位 丙"] * 2000
    source = Source("文件", tuple(SourceParagraph(x, Place(), (SourceLine(x, Place()),)) for x in lines))
    started = time.process_time()
    assert not read_form_lines(source, new_workbook(EDITION, "", library), frozenset())
    assert time.process_time() - started < 5
