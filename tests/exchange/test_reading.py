from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure_editor.exchange.readers.source_limits import FILE_BYTES, UnreadableSource
from disclosure_editor.exchange.reading import read_source
from disclosure_editor.exchange.source import SourceGrid, SourceParagraph
from tests.exchange.office_files import archive, compound_file, excel_file, paragraph, rows, sheet, word_file
from tests.exchange.small_pdf import PdfPageWriter, pdf_file

Write = Callable[[str, bytes], Path]

WORD = word_file(paragraph("部门预算"))
EXCEL = excel_file({"表": sheet(rows(["部门预算"]))})
PAGE = "<!doctype html><html><body><p>部门预算</p></body></html>".encode()
TEXT = "部门预算\n".encode()
OLD_EXCEL = (Path(__file__).parent / "files" / "small.xls").read_bytes()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writing(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return writing


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableSource) as caught:
        read_source(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *(("去年.docx", WORD), ("去年.DOCX", WORD), ("去年.docm", WORD), ("去年", WORD), ("去年.bak", WORD)),
        *(("去年.xlsx", EXCEL), ("去年.xlsm", EXCEL), ("去年", EXCEL)),
        *(("去年.html", PAGE), ("去年.htm", PAGE), ("去年", PAGE), ("去年.htm", "<P>部门预算".encode("gbk"))),
        *(("去年.html", b"\xef\xbb\xbf  <!-- saved --> " + PAGE), ("去年.html", PAGE.decode().encode("utf-16"))),
        *(("去年.txt", TEXT), ("去年.TXT", "部门预算".encode("gb18030")), ("去年", TEXT)),
    ],
)
def test_a_file_is_read_by_what_it_holds(write: Write, name: str, data: bytes) -> None:
    source = read_source(write(name, data))

    assert [block.text for block in source.blocks if isinstance(block, SourceParagraph)] == ["部门预算"]
    assert source.name == name


def test_old_workbooks_and_pdf_files_are_read_too(write: Write) -> None:
    assert any(isinstance(block, SourceGrid) for block in read_source(write("去年.xls", OLD_EXCEL)).blocks)
    page = PdfPageWriter()
    page.text(90, 90, "部门预算")
    assert read_source(write("去年.pdf", pdf_file(page))).blocks


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("表.docx", EXCEL, "“表.docx”不是它的后缀所说的Word 文档，内容其实是Excel 工作簿"),
        ("文.xlsx", WORD, "内容其实是Word 文档，可能改过名，也可能没有下载完整。请重新取得原文件"),
        ("文.xlsx", WORD, "如果确认内容没有问题，请把后缀改成 .docx 再导入。"),
        ("表.xls", PAGE, "“表.xls”不是它的后缀所说的Excel 97-2003 工作簿，内容其实是网页"),
        ("表.xls", EXCEL, "请把后缀改成 .xlsx 再导入"),
        ("文.docx", PAGE, "内容其实是网页"),
        ("文.docx", TEXT, "内容其实是文本文件"),
        ("文.pdf", TEXT, "内容其实是文本文件"),
        ("文.txt", PAGE, "请把后缀改成 .html 再导入"),
        ("文.html", TEXT, "请把后缀改成 .txt 再导入"),
        ("文.txt", WORD, "内容其实是Word 文档"),
        ("文.docx", compound_file("WordDocument"), "“文.docx”不是它的后缀所说的Word 文档，其实是Word 97-2003 文档"),
        ("文.docx", archive({"a.txt": "x"}), "其实是压缩包，不能导入。请先解压缩"),
        ("文.docx", b"{\\rtf1 x}", "其实是RTF 文档"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_its_name_says_is_refused(write: Write, name: str, data: bytes, said: str) -> None:
    assert said in refusal(write(name, data))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("文.doc", compound_file("WordDocument"), "“文.doc”是Word 97-2003 文档，不能导入。请用 Word 或 WPS"),
        ("文.wps", compound_file("WordDocument"), "“文.wps”是WPS 文字文档，不能导入。请用 Word 或 WPS"),
        ("表.et", compound_file("Workbook"), "“表.et”是WPS 表格，不能导入。请用 Excel 或 WPS 打开它，另存为"),
        ("文.rtf", b"{\\rtf1 x}", "“文.rtf”是RTF 文档"),
        ("文", b"{\\rtf1 x}", "“文”是RTF 文档"),
        ("图.jpg", b"\xff\xd8\xff\xe0", "“图.jpg”是图片，不能导入。图片里的文字读不出来"),
        ("图.bmp", b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28", "是图片"),
        ("图.webp", b"RIFF\0\0\0\0WEBP", "是图片"),
        ("表.csv", TEXT, "“表.csv”是CSV 文件"),
        ("文.zip", archive({"a.docx": WORD}), "请先解压缩"),
        ("文.rar", b"Rar!\x1a\x07", "请先解压缩"),
        ("表.xlsb", archive({"xl/workbook.bin": ""}), "是二进制 Excel 工作簿"),
        ("文.odt", archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "是OpenDocument 文档"),
        ("表.ods", archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "是OpenDocument 表格"),
        ("文.ofd", archive({"OFD.xml": ""}), "是OFD 文件，不能导入。请用 OFD 阅读器"),
        ("讲.pptx", archive({"ppt/presentation.xml": ""}), "是演示文稿"),
        ("文.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "是单个文件网页"),
        ("文.xml", b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
         "是XML 文件"),
        ("今年.disclosure", b"{}", "“今年.disclosure”是本程序的公开文件，不能导入。请直接打开它，不用导入。"),
        ("程序.py", TEXT, "“程序.py”不是能导入的文件。能导入的有：.docx、.xlsx、.xls、.pdf、.html、.txt。"),
        ("程序.exe", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff", "不是能导入的文件"),
    ],
)  # fmt: skip
def test_a_kind_of_file_that_is_not_read_is_refused_with_what_to_do(
    write: Write, name: str, data: bytes, said: str
) -> None:
    assert said in refusal(write(name, data))


@pytest.mark.parametrize("name", ["文.docx", "表.xlsx", "文"])
def test_an_office_file_with_a_password_is_refused_with_what_to_do(write: Write, name: str) -> None:
    encrypted = compound_file("EncryptionInfo", "EncryptedPackage")

    assert "加了密码的 Office 文件，不能导入。请用 Word、Excel 或 WPS 打开它，去掉密码" in refusal(
        write(name, encrypted)
    )


def test_a_text_may_begin_like_a_picture(write: Write) -> None:
    assert len(read_source(write("型号.txt", "BMW 5 系轿车一辆，车牌号不详\n".encode("gbk"))).blocks) == 1


def test_a_damaged_file_is_refused_whatever_its_library_meets(write: Write) -> None:
    assert "“去年.xls”已损坏、没有下载完整" in refusal(write("去年.xls", OLD_EXCEL[:3000]))
    assert "“去年.xls”已损坏" in refusal(write("去年.xls", compound_file("Workbook")))


def test_a_file_without_text_is_refused(write: Write) -> None:
    for name, data in (
        ("空.docx", word_file("<w:p/>")),
        ("空.xlsx", excel_file({"表": ""})),
        ("空.html", b"<html></html>"),
    ):
        assert "里没有能读的文字和表格" in refusal(write(name, data))


def test_an_empty_file_is_refused(write: Write) -> None:
    assert "“空.docx”是空文件，可能没有下载完整" in refusal(write("空.docx", b""))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "找不到文件" in refusal(tmp_path / "没有.docx")
    assert "请检查磁盘和文件名" in refusal(tmp_path / "坏\0名.docx")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "是文件夹，请选择其中的一个文件" in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")

    assert "不是普通文件" in refusal(tmp_path / "管道.txt")


def test_a_file_that_may_not_be_read_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("去年.docx", WORD)

    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)

    assert "没有权限读取" in refusal(path)


def test_a_file_that_is_too_large_is_refused_and_no_more_of_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(FILE_BYTES.most * 4)

    assert "文件大小超过 64 MB" in refusal(path)


@pytest.mark.parametrize(
    ("name", "data", "others"),
    [
        ("去年.txt", TEXT, ["lxml", "xlrd", "pypdfium2", "openpyxl", "docx", "jinja2"]),
        ("去年.docx", WORD, ["xlrd", "pypdfium2", "openpyxl", "docx", "jinja2"]),
        ("去年.xls", OLD_EXCEL, ["pypdfium2", "openpyxl", "docx", "jinja2"]),
    ],
)
def test_a_format_costs_its_own_library_alone(write: Write, name: str, data: bytes, others: list[str]) -> None:
    program = (
        "import sys; from pathlib import Path; from disclosure_editor.exchange.reading import read_source;"
        f"read_source(Path(sys.argv[1])); print([name for name in {others} if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(write(name, data))], capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == "[]"
