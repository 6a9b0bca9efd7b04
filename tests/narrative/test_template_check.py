"""Mistakes in templates are found with their line, before anybody writes with them."""

import pytest

from disclosure_editor.narrative.template_check import check_templates
from tests.narrative.small_pack import PACK, TEMPLATES, write_pack


def problems(folder, source: str) -> list[tuple[str, int]]:
    edition = write_pack(folder, templates={**TEMPLATES, "text.j2": source})
    return [(problem.message, problem.position.line) for problem in check_templates(edition)]


def test_good_templates_have_no_problems(tmp_path):
    assert check_templates(write_pack(tmp_path)) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{% set a = 1 %}", "Assign"),
        ("{% include 'x' %}", "Include"),
        ("{% macro m() %}{% endmacro %}", "Macro"),
        ("{{ 1 + 2 }}", "Add"),
        ("{{ text('单位!全称') | upper }}", "过滤器“upper”"),
        ("{{ range(3) }}", "“range(…)”"),
        ("{{ '文字' }}", "“文字”"),
        ("{{ loop.index }}", "“….index”"),
        ("{{ row.预算数 }}", "“….预算数”"),
        ("{{ amount('单位!没有') }}", "没有“单位!没有”这个地址"),
        ("{{ amount('收支!没有.预算数') }}", "没有“收支!没有.预算数”这个地址"),
        ("{{ amount('预算数') }}", "不是地址"),
        ("{{ amount('单位!全称') }}", "要取数字"),
        ("{{ amount() }}", "缺少参数"),
        ("{{ text('单位!全称', 1) }}", "最多有1个参数"),
        ("{{ text('单位!全称', what='x') }}", "没有参数“what”"),
        ("{{ label('收支') }}", "rows(…) 循环里的行"),
        ("{% for row in rows('没有') %}{% endfor %}", "没有可列出各行的表“没有”"),
        ("{% for row in rows('收支', order='up') %}{% endfor %}", "行的次序"),
        ("{% for row in '收支' %}{% endfor %}", "循环应写作"),
        ("{% for a, b in rows('收支') %}{% endfor %}", "应是一个名称"),
        ("{% for row in rows('收支') %}{% else %}无{% endfor %}", "不能用 else"),
        ("{% for row in rows('收支!收入') %}{{ amount(row.上年) }}{% endfor %}", "“收支!收入”没有“上年”列"),
        ("{% for row in rows('收支') %}{{ subject(row.预算数, 'class') }}{% endfor %}", "不是科目编码"),
        ("{% for row in rows('科目表') %}{{ subject(row.科目, 'part') }}{% endfor %}", "科目编码的一级"),
        ("{% if amount('收支!拨款.预算数') %}{% endif %}", "条件应由"),
        ("{% if positive('收支!拨款.预算数') == 1 %}{% endif %}", "条件应由"),
        ("{% if any_row('收支', '没有') %}{% endif %}", "没有“没有”列"),
        ("{% if year %}{% endif %}", "条件应由"),
        ("{% if zero('收支!拨款.预算数') %}", "写法有误"),
        ("\ue000", "私用区"),
    ],
)
def test_a_mistake_is_reported_with_its_line(tmp_path, line, message):
    found = problems(tmp_path, f"第一行。\n{line}\n")

    assert {number for text, number in found if message in text} == {2}, found


def test_headings_unit_lines_and_cells_are_checked_too(tmp_path):
    pack = (
        PACK.replace("二、说明", "\"{{ text('单位!甲') }}\"")
        .replace("{{ text(row.目标) }}", "{{ text(row.乙) }}")
        .replace("\\t单位：万元", "{{ 丙 }}")
    )

    found = "\n".join(problem.message for problem in check_templates(write_pack(tmp_path, pack)))
    assert "“单位!甲”" in found
    assert "“乙”列" in found
    assert "“丙”" in found
