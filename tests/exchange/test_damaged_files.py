"""A thousand damaged copies of a file of each format are read, or refused with a sentence; see `mutations`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure_editor.exchange.readers.source_limits import MEMORY, SECONDS
from tests.exchange.office_files import RULED_STYLES, excel_file, paragraph, rows, sheet, table, word_file
from tests.exchange.small_pdf import PdfPageWriter, pdf_file

ROOT = Path(__file__).parents[2]
COPIES = 1000
LONGEST = 300


def small_word() -> bytes:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="1"/></w:style>'
    numbered = '<w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        paragraph("收支总体情况", numbered)
        + table(
            ['<w:gridSpan w:val="2"/>|收入', '<w:vMerge w:val="restart"/>|合计'],
            ["项目", "预算数", '<w:vMerge w:val="continue"/>|'],
            ["财政拨款", "236.50", "236.50"],
        )
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>1</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    return word_file(body, styles=styles, numbering=numbering)


def small_excel() -> bytes:
    numbers = '<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" s="1"><f>SUM(B1:B3)</f><v>236.5</v></c></row>'
    data = rows(["收支总体情况表"], ["编制部门：某中心", None, "单位：万元"]) + rows(
        ["项目", "预算数", "", ""], top=3, style=1
    )
    columns = '<cols><col min="1" max="2" width="9"/></cols>'
    return excel_file(
        {"表一": sheet(data + numbers, merges=["A1:C1", "C3:D3"], columns=columns)},
        styles='<numFmts><numFmt numFmtId="0" formatCode="0.00_ ;-0.00"/></numFmts>' + RULED_STYLES,
        strings=["<t>合计</t>", "<r><t>甲</t></r>"],
    )


def small_page() -> bytes:
    return (
        '<html><head><meta charset="gb2312"><title>题</title></head><body><h1>收支总体情况</h1><p>单位：万元<br>尾</p>'
        "<table border=1><tr><th colspan=2>收入</th><th rowspan=2>合计</th></tr><tr><td>项目</td><td>数</td></tr>"
        "<tr><td>财政拨款</td><td>236.50</td><td>236.50</td></tr></table></body></html>"
    ).encode("gb18030")


def small_text() -> bytes:
    return (
        "表一：\n收支总体情况表\n编制部门：某中心    单位：万元\n"
        "\t项目\n\t预算数\n\n\t财政拨款\n\t236.50\n\n\t合计\n\t236.50\n\n"
        "第三部分  预算情况说明\n一、关于收支预算情况的总体说明\n按照全口径预算的原则，收支总预算236.50万元。\n"
    ).encode()


def small_portable() -> bytes:
    page = PdfPageWriter()
    page.lines(90, 90, "收支总体情况表", "单位：万元")
    page.cells([90, 190, 290], [140, 160, 180], [["项目", "预算数"], ["合计", "236.50"]])
    return pdf_file(page)


def small_old_excel() -> bytes:
    return (Path(__file__).parent / "files" / "small.xls").read_bytes()


def small_document() -> bytes:
    data = {
        "format": "disclosure",
        "version": 1,
        "edition": "xinjiang-budget-2021",
        "values": {"单位!全称": "某中心", "表一!收入总计.预算数": "236.50", "表三!2080505.基本支出": "13.54"},
        "rows": {"表三": ["2080505"]},
        "paragraphs": {"职能¶1": {"text": "文", "replaced": ""}},
        "origins": {"单位!全称": {"place": "第1段", "text": "某中心", "unconfirmed": True}},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


@pytest.mark.parametrize(
    ("suffix", "small"),
    [
        (".docx", small_word),
        (".xlsx", small_excel),
        (".xls", small_old_excel),
        (".html", small_page),
        (".txt", small_text),
        (".pdf", small_portable),
        (".disclosure", small_document),
    ],
)
def test_damaged_files_are_read_or_refused_in_time_and_memory(
    tmp_path: Path, suffix: str, small: Callable[[], bytes]
) -> None:
    path = tmp_path / f"去年{suffix}"
    path.write_bytes(small())
    folder = tmp_path / "damaged"
    folder.mkdir()
    command = [sys.executable, "-m", "tests.exchange.mutations", str(path), str(COPIES), str(folder)]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=LONGEST)

    assert ran.returncode == 0, ran.stderr
    result = json.loads(ran.stdout)
    assert result["failures"] == []
    assert result["read"] + result["refused"] == COPIES
    assert min(result["read"], result["refused"]) > COPIES / 100
    assert result["slowest"] < SECONDS
    assert result["memory"] < MEMORY
    shutil.rmtree(folder)
