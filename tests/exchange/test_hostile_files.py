"""Files that were made to do harm, or that nobody makes: each is refused with a sentence that says why."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from disclosure_editor.exchange.readers import source_limits
from disclosure_editor.exchange.readers.source_limits import Bound, Tally, UnreadableSource, require
from disclosure_editor.exchange.reading import read_source
from disclosure_editor.exchange.source import Source
from tests.exchange.office_files import HEAD, archive, cell, excel_file, paragraph, rows, sheet, table, word_file

Refused = Callable[[str, bytes], str]

TEXT = paragraph("甲")


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, bytes], Source]:
    def reading(name: str, data: bytes) -> Source:
        path = tmp_path / name
        path.write_bytes(data)
        return read_source(path)

    return reading


@pytest.fixture
def refused(read: Callable[[str, bytes], Source]) -> Refused:
    def refusal(name: str, data: bytes) -> str:
        with pytest.raises(UnreadableSource) as caught:
            read(name, data)
        assert f"“{name}”" in str(caught.value)
        return str(caught.value)

    return refusal


def with_part(path: str, content: str | bytes) -> bytes:
    return word_file(TEXT, parts={path: content})


class TestArchives:
    def test_one_that_unpacks_to_more_than_memory_holds(self, refused: Refused) -> None:
        bomb = with_part("word/media/a.bin", bytes(source_limits.UNPACKED_BYTES.most + 1))

        assert len(bomb) < 1_000_000
        assert "解压后的大小超过 256 MB" in refused("炸弹.docx", bomb)

    def test_one_that_unpacks_to_many_times_its_size(self, refused: Refused) -> None:
        bomb = with_part("word/media/a.bin", bytes(20_000_000))

        assert "解压后与压缩时的大小之比超过 200 倍" in refused("炸弹.docx", bomb)

    def test_one_whose_text_is_too_long(self, refused: Refused) -> None:
        noise = "".join(f"<w:p>{number}</w:p>" for number in range(2_600_000))
        huge = word_file(noise)

        assert "正文或一张工作表的大小超过 32 MB" in refused("长.docx", huge)

    def test_one_of_too_many_parts(self, refused: Refused) -> None:
        many = archive({f"word/{number}": "" for number in range(source_limits.ZIP_ENTRIES.most + 1)})

        assert "内部的部件数超过 4,000 个" in refused("多.docx", many)

    def test_one_whose_parts_share_their_bytes(self, refused: Refused) -> None:
        assert "已损坏" in refused("叠.docx", _overlapping())

    def test_one_with_a_password(self, refused: Refused) -> None:
        data = bytearray(word_file(TEXT))
        for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = data.find(mark)
            while start >= 0:
                data[start + place] |= 1
                start = data.find(mark, start + 1)

        assert "加了密码" in refused("密.docx", bytes(data))

    def test_one_packed_in_a_way_that_office_never_uses(self, refused: Refused) -> None:
        written = BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as file:
            file.writestr("word/document.xml", HEAD)

        assert "已损坏" in refused("奇.docx", written.getvalue())

    def test_one_whose_parts_point_out_of_it(self, read: Callable[[str, bytes], Source], tmp_path: Path) -> None:
        (tmp_path / "secret.xml").write_text(HEAD + "<styles/>")
        links = (
            f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="1" Type="x/styles" Target="../../../secret.xml"/>'
            '<Relationship Id="2" Type="x/numbering" Target="http://127.0.0.1:9/n.xml" TargetMode="External"/>'
            "</Relationships>"
        )

        assert len(read("外.docx", with_part("word/_rels/document.xml.rels", links)).blocks) == 1


def _overlapping() -> bytes:
    """An archive whose list names the same bytes many times."""
    data = archive({"word/document.xml": "甲" * 10_000})
    start = data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    entry, times = data[start:end], 50
    closing = bytearray(data[end:])
    struct.pack_into("<HHI", closing, 8, times, times, len(entry) * times)
    return data[:start] + entry * times + bytes(closing)


class TestMarkup:
    def test_entities_that_multiply(self, refused: Refused) -> None:
        entities = '<!ENTITY a0 "哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
        laughs = f"<?xml version='1.0'?><!DOCTYPE w [{entities}]><w>&a9;</w>"

        assert "文档类型定义（DTD）" in refused("笑.docx", with_part("word/document.xml", laughs))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-7"])
    def test_entities_from_elsewhere(self, refused: Refused, tmp_path: Path, encoding: str) -> None:
        (tmp_path / "secret.txt").write_text("机密")
        target = (tmp_path / "secret.txt").as_uri()
        page = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY x SYSTEM "{target}">]><w>&x;</w>'

        message = refused("外.docx", with_part("word/document.xml", page.encode(encoding)))

        assert "机密" not in message

    def test_entities_in_a_sheet(self, refused: Refused) -> None:
        part = f"<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet>{sheet(rows(['甲', '乙']))}</worksheet>"
        with zipfile.ZipFile(BytesIO(excel_file({"表": ""}))) as file:
            parts = {name: file.read(name) for name in file.namelist()}

        assert "DTD" in refused("表.xlsx", archive({**parts, "xl/worksheets/sheet1.xml": part}))

    def test_marks_without_end(self, refused: Refused) -> None:
        names = random.Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=1_500_001)

        assert "标记数超过 1,500,000 个" in refused("标.docx", word_file("".join(f"<w:{name}/>" for name in names)))
        assert "标记数超过 1,500,000 个" in refused("标.html", b"<html>" + b"<p>" * 1_500_001)

    def test_tables_in_tables_in_tables(self, refused: Refused) -> None:
        nested = TEXT
        for _ in range(20):
            nested = f"<w:tbl><w:tr>{cell(nested)}</w:tr></w:tbl>"

        assert "表格套表格的层数超过 8 层" in refused("套.docx", word_file(nested))

    def test_elements_in_elements_in_elements(self, refused: Refused) -> None:
        deep = "<w:sdt><w:sdtContent>" * 5000 + TEXT + "</w:sdtContent></w:sdt>" * 5000

        assert "已损坏" in refused("深.docx", word_file(deep))

    def test_markup_that_breaks_off(self, refused: Refused) -> None:
        assert "已损坏" in refused("断.docx", with_part("word/document.xml", HEAD + "<w:document><w:body>"))


class TestTables:
    def test_more_cells_than_are_read(self, refused: Refused) -> None:
        line = "<w:tr>" + "<w:tc/>" * 60 + "</w:tr>"

        assert "表格的单元格数超过 100,000 个" in refused("格.docx", word_file(f"<w:tbl>{line * 1700}</w:tbl>"))

    @pytest.mark.parametrize("span", ["100000", "999999999", "9" * 5000])
    def test_cells_wider_than_any_table(self, refused: Refused, span: str) -> None:
        wide = table([f'<w:gridSpan w:val="{span}"/>|甲', "乙"])

        assert "一个表格的列数超过 500 列" in refused("宽.docx", word_file(wide))

    def test_a_sheet_of_too_many_columns(self, refused: Refused) -> None:
        data = "<row>" + "<c><v>1</v></c>" * 600 + "</row>"

        assert "一个表格的列数超过 500 列" in refused("宽.xlsx", excel_file({"表": sheet(data)}))

    def test_a_sheet_with_cells_in_its_corners_is_but_these(self, read: Callable[[str, bytes], Source]) -> None:
        corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'

        assert len(read("角.xlsx", excel_file({"表": sheet(corners)})).blocks) == 2

    def test_a_sheet_of_too_many_rows(self, refused: Refused) -> None:
        data = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 20_010))

        assert "一个表格的行数超过 20,000 行" in refused("行.xlsx", excel_file({"表": sheet(data)}))

    def test_a_sheet_of_too_many_cells(self, refused: Refused) -> None:
        data = f"<row>{'<c/>' * 500_001}</row>"

        assert "工作表里记录的单元格数超过 500,000 个" in refused("格.xlsx", excel_file({"表": sheet(data)}))

    def test_a_text_that_all_cells_share(self, refused: Refused) -> None:
        line = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
        data = excel_file({"表": sheet(line * 100)}, strings=[f"<t>{'长' * 30_000}</t>"])

        assert "文字总数超过 5,000,000 字" in refused("长.xlsx", data)

    def test_merged_ranges_without_end(self, refused: Refused) -> None:
        merges = [f"A{row}:XFD{row + 5}" for row in range(1, 2000)]
        data = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="SD{n}"><v>1</v></c></row>' for n in range(1, 2000))

        assert "超过" in refused("并.xlsx", excel_file({"表": sheet(data, merges=merges)}))

    def test_a_web_page_of_too_many_columns(self, refused: Refused) -> None:
        assert "一个表格的列数超过 500 列" in refused("宽.html", b"<table><tr>" + b"<td>1" * 600)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_files_that_were_cut_off_are_refused(refused: Refused, share: float) -> None:
    for name, data in (("断.docx", word_file(TEXT)), ("断.xlsx", excel_file({"表": sheet(rows(["甲", "5"]))}))):
        assert "没有下载完整" in refused(name, data[: int(len(data) * share)])


def test_every_bound_tells_its_number_in_the_refusal() -> None:
    bounds = [bound for bound in vars(source_limits).values() if isinstance(bound, Bound)]

    assert len(bounds) > 10
    for bound in bounds:
        require(bound.most, bound, "x")
        with pytest.raises(
            UnreadableSource, match=f"“x”读不了：{bound.states}超过 {bound.most // bound.size:,} {bound.unit}"
        ):
            require(bound.most + 1, bound, "x")


def test_a_tally_counts_over_a_whole_file() -> None:
    tally = Tally("x")
    tally.add(source_limits.SHEETS, source_limits.SHEETS.most)

    with pytest.raises(UnreadableSource, match="工作表数超过 300 张"):
        tally.add(source_limits.SHEETS)
