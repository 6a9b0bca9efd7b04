"""The columns of a printed form."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.exchange.printed_columns import PrintedColumn, printed_columns
from tests.narrative.small_pack import PACK, fill, open_document, write_pack

LINE = '      - {text: "{{ text(row.值) }}"}\n'


def opened(folder: Path, pack: str) -> Workbook:
    return open_document(write_pack(folder, pack))


def test_the_form_tells_order_width_and_merging(tmp_path: Path) -> None:
    pack = PACK.replace(LINE, "      - {text: 注}\n      - {text: \"{{ text(row['值']) }}\", columns: 2}\n")
    workbook = opened(tmp_path, pack.replace("widths: [5, 10, 10, 20]", "widths: [5, 10, 10, 5, 10, 10]"))

    assert printed_columns(workbook, "指标") == (
        PrintedColumn("一级", 1, True),
        PrintedColumn("二级", 1, True),
        PrintedColumn("", 1, False, "注"),
        PrintedColumn("值", 2, False),
    )


@pytest.mark.parametrize(("chosen", "first"), [("竖式", "一级"), ("横式", "值")])
def test_the_form_is_the_one_that_the_officer_chose(tmp_path: Path, chosen: str, first: str) -> None:
    line = '    - [{text: "{{ text(row.项目名称) }}"}, {text: "{{ amount(row.资金) }}"}]\n'
    other = '    - each: 指标\n      cells: [{text: "{{ text(row.值) }}"}, {text: "{{ text(row.一级) }}"}]\n'
    workbook = opened(tmp_path, PACK.replace(line, line + other))
    fill(workbook, ("单位!表样", chosen))

    assert printed_columns(workbook, "指标")[0].column == first


def test_a_form_that_was_chosen_but_has_no_such_line_leaves_it_to_another(tmp_path: Path) -> None:
    workbook = opened(tmp_path, PACK)
    fill(workbook, ("单位!表样", "横式"))

    assert [printed.column for printed in printed_columns(workbook, "指标")] == ["一级", "二级", "值"]


def test_no_form_prints_a_plain_table(tmp_path: Path) -> None:
    assert printed_columns(opened(tmp_path, PACK), "收支") == ()
