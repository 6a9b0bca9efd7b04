"""Small Office files written by hand, so that a test states exactly what is in them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for path, content in parts.items():
            file.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def word_file(
    body: str, *, styles: str = "", numbering: str = "", parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A .docx with this body."""
    return archive(
        {
            "_rels/.rels": _relationships({"rId1": ("officeDocument", "word/document.xml")}),
            "word/document.xml": f"{HEAD}<w:document {_NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
            "word/_rels/document.xml.rels": _relationships(
                {"rId1": ("styles", "styles.xml"), "rId2": ("numbering", "/word/numbering.xml")}
            ),
            "word/styles.xml": f"{HEAD}<w:styles {_NAMESPACES}>{styles}</w:styles>",
            "word/numbering.xml": f"{HEAD}<w:numbering {_NAMESPACES}>{numbering}</w:numbering>",
            **(parts or {}),
        }
    )


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of Word."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of Word."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table(*rows: Sequence[str]) -> str:
    """A table of Word; a cell is a text, or its properties and its text parted by ``|``."""
    drawn = (f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(drawn)}</w:tbl>"


def _cell(stated: str) -> str:
    properties, _, text = stated.rpartition("|")
    return cell(paragraph(text), properties)


def cell(content: str, properties: str = "") -> str:
    """A cell of a Word table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def excel_file(
    sheets: Mapping[str, str],
    *,
    styles: str = "",
    strings: Sequence[str] = (),
    states: Mapping[str, str] | None = None,
    properties: str = "",
) -> bytes:
    """An .xlsx with these sheets; of each the XML that its ``worksheet`` holds."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"'
        + (f' state="{states[name]}"' if states and name in states else "")
        + "/>"
        for number, name in enumerate(names, start=1)
    )
    links = {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)}
    links |= {"rIdS": ("styles", "styles.xml"), "rIdT": ("sharedStrings", "sharedStrings.xml")}
    items = "".join(f"<si>{item}</si>" for item in strings)
    return archive(
        {
            "_rels/.rels": _relationships({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": (
                f'{HEAD}<workbook xmlns="{_S}" xmlns:r="{_R}">{properties}<sheets>{listed}</sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": _relationships(links),
            "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{_S}">{styles}</styleSheet>',
            "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{_S}">{items}</sst>',
            **{
                f"xl/worksheets/sheet{number}.xml": f'{HEAD}<worksheet xmlns="{_S}">{sheets[name]}</worksheet>'
                for number, name in enumerate(names, start=1)
            },
        }
    )


RULED_STYLES = (
    '<borders><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/>'
    "</border></borders>"
    '<cellXfs><xf numFmtId="0" borderId="0"/><xf numFmtId="0" borderId="1"/></cellXfs>'
)
"""Styles of a workbook: 0 is plain, 1 has lines all around."""


def rows(*texts: Sequence[str | None], top: int = 1, style: int = 0) -> str:
    """Rows of a sheet with these texts, from row `top` on; None is no cell, an empty text a cell without a value."""
    return "".join(
        f'<row r="{number}">'
        + "".join(
            _sheet_cell(f"{chr(ord('A') + column)}{number}", text, style)
            for column, text in enumerate(row)
            if text is not None
        )
        + "</row>"
        for number, row in enumerate(texts, start=top)
    )


def _sheet_cell(name: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{name}" s="{style}"/>'
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def sheet(data: str, *, merges: Sequence[str] = (), columns: str = "", after: str = "") -> str:
    """What a sheet's part holds."""
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in merges)
    return f"{columns}<sheetData>{data}</sheetData><mergeCells>{merged}</mergeCells>{after}"


def _relationships(links: Mapping[str, tuple[str, str]]) -> str:
    stated = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>' for key, (kind, target) in links.items()
    )
    return f'{HEAD}<Relationships xmlns="{_RELS}">{stated}</Relationships>'


def compound_file(*streams: str) -> bytes:
    """An OLE file with these streams, all of them empty: its header, its table of sectors, its directory."""
    listed = [("Root Entry", 5, 1), *((name, 2, _NOTHING) for name in streams)]
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, _END, 0, _END, 0),
    )
    header += struct.pack("<109I", 0, *(_NOTHING,) * 108)
    following = struct.pack("<128I", 0xFFFFFFFD, _END, *(_NOTHING,) * 126)
    directory = b""
    for number, (name, kind, child) in enumerate(listed):
        right = number + 1 if 0 < number < len(listed) - 1 else _NOTHING
        text = name.encode("utf-16-le")
        directory += struct.pack(
            "<64sHBBIII36xIQ", text, len(text) + 2, kind, 1, _NOTHING, right, child if streams else _NOTHING, _END, 0
        )
    return header + following + directory.ljust(512, b"\0")


_NOTHING, _END = 0xFFFFFFFF, 0xFFFFFFFE
