"""Paragraphs: written, named, traced, kept, and replaced by the officer's own words."""

import pytest

from disclosure_editor.calculation.edits import edit_paragraph, remove_rows
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import ParagraphKey
from disclosure_editor.narrative.environment import TemplateError
from disclosure_editor.narrative.writer import Narrative
from tests.narrative.small_pack import TEMPLATES, fill, open_document, section, state_rows, write_pack


def texts(workbook: Workbook, name: str) -> list[str]:
    return [paragraph.text for paragraph in Narrative(workbook).paragraphs(section(workbook, name))]


def fill_items(workbook: Workbook) -> None:
    state_rows(workbook, "科目表", "2111101", "2080505")
    fill(
        workbook,
        ("科目表!2080505.合计", "6.32"),
        ("科目说明!2080505.增减", "6.32"),
        ("科目说明!2080505.增长率", "100"),
        ("科目说明!2080505.原因", "缴费增加"),
        ("科目表!2111101.合计", "306.90"),
        ("科目说明!2111101.增减", "-3"),
    )


def test_a_section_is_written_paragraph_by_paragraph(workbook):
    fill(workbook, ("单位!全称", "监控中心"), ("收支!拨款.预算数", "12.00"))
    fill(workbook, ("收支!208.预算数", "5"), ("收支!211.预算数", "7"))

    assert texts(workbook, "说明") == [
        "监控中心收入12万元。",
        "支出包括：社会保障和就业支出5万元、节能环保支出7万元。",
        "其他收入未安排。",
    ]


def test_without_numbers_the_text_says_so(workbook):
    fill(workbook, ("收支!其他.预算数", "1"))

    assert texts(workbook, "说明") == ["（请填写：单位全称）收入1万元。", "没有支出。"]


def test_a_paragraph_is_written_for_each_row_in_the_order_of_keys(workbook):
    fill_items(workbook)

    assert texts(workbook, "科目节") == [
        (
            "1.社会保障和就业（208）机关事业单位基本养老保险缴费支出6.32万元，"
            "比上年预算数增加6.32万元，增长100%，主要原因是缴费增加。"
        ),
        "2.节能环保（211）生态环境监测与信息306.9万元，比上年预算数减少3万元，主要原因是（请填写：增减原因）。",
    ]


def test_numbers_know_their_cells(workbook):
    fill(workbook, ("收支!拨款.预算数", "12"))

    (first, *_) = Narrative(workbook).paragraphs(section(workbook, "说明"))
    assert [str(run.address) for run in first.runs if run.amount is not None] == ["收支!收入总计.预算数"]


def test_names_of_paragraphs_stay_when_numbers_change(workbook):
    fill_items(workbook)
    narrative = Narrative(workbook)
    before = [str(p.key) for p in narrative.paragraphs(section(workbook, "科目节"))]
    last_of_text = narrative.paragraphs(section(workbook, "说明"))[-1].key

    fill(workbook, ("科目表!2080505.合计", "0"), ("收支!208.预算数", "5"))

    assert before == ["科目节¶1@2080505", "科目节¶1@2111101"]
    assert [str(p.key) for p in narrative.paragraphs(section(workbook, "科目节"))] == ["科目节¶1@2111101"]
    assert narrative.paragraphs(section(workbook, "说明"))[-1].key == last_of_text


def test_only_what_an_edit_touches_is_written_again(workbook):
    fill_items(workbook)
    narrative = Narrative(workbook)
    text = narrative.paragraphs(section(workbook, "说明"))
    items = narrative.paragraphs(section(workbook, "科目节"))

    fill(workbook, ("科目表!2111101.合计", "307"))

    assert narrative.paragraphs(section(workbook, "说明")) is text
    assert narrative.paragraphs(section(workbook, "科目节")) is not items


def test_a_cell_knows_the_paragraphs_that_state_it(workbook):
    fill_items(workbook)
    narrative = Narrative(workbook)

    assert narrative.mentions(Address("科目说明", "2111101", "本年")) == (ParagraphKey("科目节", "1@2111101"),)
    assert narrative.mentions(Address("科目表", "2111101", "名称")) == ()


def test_own_words_stand_in_the_place_of_the_generated_ones(workbook):
    fill(workbook, ("单位!全称", "监控中心"), ("收支!拨款.预算数", "1,012.50"))
    narrative = Narrative(workbook)
    generated = narrative.paragraphs(section(workbook, "说明"))[0]

    workbook.apply(edit_paragraph(workbook, generated.key, "2021年共收入1,012.5万元。", generated.text))

    own = narrative.paragraphs(section(workbook, "说明"))[0]
    assert (own.own, own.text, own.generated_text) == (True, "2021年共收入1,012.5万元。", "监控中心收入1012.5万元。")
    assert [(run.text, str(run.address)) for run in own.runs if run.address] == [("1,012.5", "收支!收入总计.预算数")]


def test_own_words_whose_row_is_gone_have_no_place(workbook):
    fill_items(workbook)
    narrative = Narrative(workbook)
    for paragraph in narrative.paragraphs(section(workbook, "科目节")):
        workbook.apply(edit_paragraph(workbook, paragraph.key, "自己写的。", paragraph.text))

    workbook.apply(remove_rows(workbook, RowList("科目表", ""), ["2080505"]))

    assert narrative.paragraph(ParagraphKey("科目节", "1@2080505")) is None
    assert narrative.paragraph(ParagraphKey("科目节", "1@2111101")) is not None


def test_a_mistake_in_a_template_has_its_file_and_line(tmp_path):
    edition = write_pack(tmp_path, templates={**TEMPLATES, "text.j2": "第一行\n\n{{ amount('收支!没有.预算数') }}\n"})
    workbook = open_document(edition)

    with pytest.raises(TemplateError) as caught:
        Narrative(workbook).paragraphs(section(workbook, "说明"))
    assert (caught.value.position.file.name, caught.value.position.line) == ("text.j2", 3)
    assert "收支!没有.预算数" in caught.value.message


def test_a_tag_over_two_lines_is_a_mistake_with_its_line(tmp_path):
    edition = write_pack(tmp_path, templates={**TEMPLATES, "text.j2": "第一行\n{{ amount(\n'收支!拨款.预算数') }}\n"})
    workbook = open_document(edition)

    with pytest.raises(TemplateError) as caught:
        Narrative(workbook).paragraphs(section(workbook, "说明"))
    assert caught.value.position.line == 3


def test_loops_within_loops_name_both_rows(tmp_path):
    nested = (
        "{% for row in rows('收支!收入') %}\n{% for other in rows('目标') %}\n"
        "{{ label(row) }}{{ label(other) }}\n{% endfor %}\n{% endfor %}"
    )
    workbook = open_document(write_pack(tmp_path, templates={**TEMPLATES, "text.j2": nested}))
    state_rows(workbook, "目标", "甲", "乙")

    keys = [paragraph.key.name for paragraph in Narrative(workbook).paragraphs(section(workbook, "说明"))]
    assert keys == ["1@拨款@甲", "1@拨款@乙", "1@其他@甲", "1@其他@乙"]
