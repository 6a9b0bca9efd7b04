"""Tells what kind of file some bytes are by what they hold, whatever the file is called."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure_editor.exchange.readers.office.compound_file import SIGNATURE, CompoundFile, DamagedFile
from disclosure_editor.exchange.readers.source_limits import UnreadableSource


@dataclass(frozen=True)
class FileKind:
    """A kind of file.

    Attributes:
        title: what officers call it.
        suffixes: how its files' names end; the first is the usual one.
        advice: of a kind that can't be read, what to do instead, in Chinese; else empty.
    """

    title: str
    suffixes: tuple[str, ...]
    advice: str = ""


_AS_WORD = "请用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”，再导入另存的文件。"
_AS_EXCEL = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”，再导入另存的文件。"
_UNPACK = "请先解压缩，再导入里面的 Word、Excel、PDF 或文本文件。"

WORD = FileKind("Word 文档", (".docx", ".docm", ".dotx", ".dotm"))
EXCEL = FileKind("Excel 工作簿", (".xlsx", ".xlsm", ".xltx", ".xltm"))
OLD_EXCEL = FileKind("Excel 97-2003 工作簿", (".xls", ".xlt"))
PDF = FileKind("PDF 文件", (".pdf",))
HTML = FileKind("网页", (".html", ".htm", ".xhtml"))
TEXT = FileKind("文本文件", (".txt",))

OLD_WORD = FileKind("Word 97-2003 文档", (".doc", ".dot"), _AS_WORD)
WPS_WORD = FileKind("WPS 文字文档", (".wps", ".wpt"), _AS_WORD)
WPS_EXCEL = FileKind("WPS 表格", (".et", ".ett"), _AS_EXCEL)
RICH_TEXT = FileKind("RTF 文档", (".rtf",), _AS_WORD)
OPEN_WORD = FileKind("OpenDocument 文档", (".odt", ".ott"), _AS_WORD)
OPEN_EXCEL = FileKind("OpenDocument 表格", (".ods", ".ots"), _AS_EXCEL)
BINARY_EXCEL = FileKind("二进制 Excel 工作簿", (".xlsb",), _AS_EXCEL)
CSV = FileKind("CSV 文件", (".csv", ".tsv"), _AS_EXCEL)
OFD = FileKind("OFD 文件", (".ofd",), "请用 OFD 阅读器打开它，另存为 PDF 或文本文件，再导入另存的文件。")
SLIDES = FileKind(
    "演示文稿", (".pptx", ".ppt", ".dps"), "请把其中与公开有关的文字和表格复制到 Word，另存为 .docx 再导入。"
)
WEB_ARCHIVE = FileKind("单个文件网页", (".mht", ".mhtml"), _AS_WORD)
OFFICE_XML = FileKind("XML 文件", (".xml",), "请用 Word、Excel 或 WPS 打开它，另存为 .docx 或 .xlsx，再导入。")
PICTURE = FileKind(
    "图片",
    (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp"),
    "图片里的文字读不出来，请导入原来的 Word、Excel 或 PDF 文件，或先用文字识别软件转成 Word。",
)
ARCHIVE = FileKind("压缩包", (".zip", ".rar", ".7z", ".gz", ".tar"), _UNPACK)
OWN = FileKind("本程序的公开文件", (".disclosure",), "请直接打开它，不用导入。")
ENCRYPTED = FileKind(
    "加了密码的 Office 文件", (), "请用 Word、Excel 或 WPS 打开它，去掉密码（文件—信息—保护文档），保存后再导入。"
)
OTHER_OFFICE = FileKind("其他程序存的文件", (".msg", ".vsd"), _AS_WORD)

READABLE = (WORD, EXCEL, OLD_EXCEL, PDF, HTML, TEXT)
_ALL = (
    *READABLE,
    *(OLD_WORD, WPS_WORD, WPS_EXCEL, RICH_TEXT, OPEN_WORD, OPEN_EXCEL, BINARY_EXCEL, CSV, OFD, SLIDES, WEB_ARCHIVE),
    *(OFFICE_XML, PICTURE, ARCHIVE, OWN, OTHER_OFFICE),
)
BY_SUFFIX = {suffix: kind for kind in _ALL for suffix in kind.suffixes}

# The streams by which a compound file is told.
_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("Workbook", OLD_EXCEL),
    ("Book", OLD_EXCEL),
    ("WordDocument", OLD_WORD),
    ("PowerPoint Document", SLIDES),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BEGINNINGS = (
    (b"{\\rtf", RICH_TEXT),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
)
_PDF_WITHIN = 1024
_SAMPLE = 4096
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|(?:html|head|body|meta|title|div|table|p|span|font|center|h[1-6])[\s>])",
    re.IGNORECASE,
)
_OFFICE_XML = re.compile(r"\s*<\?xml.*(?:schemas.microsoft.com/office|urn:schemas-microsoft-com:office)", re.DOTALL)
_WEB_ARCHIVE = re.compile(r"\s*(?:From|MIME-Version|Content-Type):", re.IGNORECASE)


def kind_of(data: bytes, name: str) -> FileKind:
    """What the bytes of a file are; text where nothing else fits.

    Raises:
        UnreadableSource: it is an archive that is damaged, encrypted or beyond the bounds.
    """
    if data.startswith(SIGNATURE):
        return _kind_of_compound(data)
    if data.startswith(_ZIP):
        return _kind_of_archive(data, name)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return PDF
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    # Any text may begin with these letters; what follows them tells.
    if (data[:2] == b"BM" and data[6:10] == bytes(4)) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return PICTURE
    return _kind_of_text(data)


def _kind_of_compound(data: bytes) -> FileKind:
    try:
        names = CompoundFile(data).names
    except DamagedFile:
        return OTHER_OFFICE
    return next((kind for stream, kind in _STREAMS if stream in names), OTHER_OFFICE)


def _kind_of_archive(data: bytes, name: str) -> FileKind:
    from disclosure_editor.exchange.readers.office.office_package import OfficePackage  # costs the XML library

    package = OfficePackage(data, name)
    if "xl/workbook.bin" in package:
        return BINARY_EXCEL
    for folder, kind in (("word", WORD), ("xl", EXCEL), ("ppt", SLIDES)):
        if package.has_folder(folder):
            return kind
    if "OFD.xml" in package:
        return OFD
    if "mimetype" in package:
        stated = package.part("mimetype") or b""
        return OPEN_EXCEL if b"spreadsheet" in stated else OPEN_WORD
    return ARCHIVE


def _kind_of_text(data: bytes) -> FileKind:
    sample = _decoded_sample(data[:_SAMPLE])
    if _OFFICE_XML.match(sample) and "<html" not in sample.lower():
        return OFFICE_XML
    if _MARKUP.match(_COMMENT.sub("", sample)):
        return HTML
    if _WEB_ARCHIVE.match(sample) and "boundary" in sample:
        return WEB_ARCHIVE
    return TEXT


def _decoded_sample(sample: bytes) -> str:
    """The beginning of a text, as far as it is to be told apart: its ASCII characters."""
    return sample.replace(b"\xef\xbb\xbf", b"").replace(b"\xff\xfe", b"").replace(b"\0", b"").decode("latin-1")


def require_readable(kind: FileKind, suffix: str, name: str) -> None:
    """Refuse a file that is of a kind that can't be read, or of another than its name says.

    Raises:
        UnreadableSource: it is.
    """
    named = BY_SUFFIX.get(suffix)
    if named and named.advice and kind in (named, TEXT, OLD_WORD, OLD_EXCEL, ARCHIVE, OTHER_OFFICE):
        raise UnreadableSource(f"“{name}”是{named.title}，不能导入。{named.advice}")
    if kind is OTHER_OFFICE:
        raise UnreadableSource(
            f"“{name}”已损坏、没有下载完整，或者是由 Word、Excel 以外的程序存的，读不出来。"
            "请用原来的程序打开它，另存为 .docx 或 .xlsx，再导入另存的文件。"
        )
    if kind.advice:
        raise UnreadableSource(f"“{name}”{_called(kind, named)}{kind.title}，不能导入。{kind.advice}")
    if named is not kind and (named is not None or (kind is TEXT and suffix)):
        usual = kind.suffixes[0]
        if named is None:
            raise UnreadableSource(f"“{name}”不是能导入的文件。能导入的有：{readable_suffixes()}。")
        raise UnreadableSource(
            f"“{name}”不是它的后缀所说的{named.title}，内容其实是{kind.title}，可能改过名，也可能没有下载完整。"
            f"请重新取得原文件；如果确认内容没有问题，请把后缀改成 {usual} 再导入。"
        )


def _called(kind: FileKind, named: FileKind | None) -> str:
    return "不是它的后缀所说的" + named.title + "，其实是" if named and named is not kind and kind.suffixes else "是"


def readable_suffixes() -> str:
    """The suffixes of all files that can be read, for messages."""
    return "、".join(suffix for kind in READABLE for suffix in kind.suffixes[:1])
