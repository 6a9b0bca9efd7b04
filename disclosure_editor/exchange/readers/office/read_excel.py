"""Reads an Excel file (.xlsx): each visible sheet's paragraphs and tables, values as shown and never formulas.

The file is read as XML, part by part, and not with openpyxl: that makes an object for every cell of a merged range
before anything can be counted, passes figures through floats, and refuses files of other programs for a style's sake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosure_editor.exchange.readers.office.number_formats import BUILT_IN, shown_number
from disclosure_editor.exchange.readers.office.office_package import OfficePackage
from disclosure_editor.exchange.readers.office.safe_xml import (
    Element,
    attribute,
    child,
    children,
    damaged,
    name_of,
    parsed_in_pieces,
)
from disclosure_editor.exchange.readers.office.sheet_blocks import sheet_blocks
from disclosure_editor.exchange.readers.office.sheets import (
    HIDDEN_SHEET,
    LAST_COLUMN,
    Merge,
    Sheet,
    SheetCell,
    cell_name,
    cell_place,
    without_hidden,
)
from disclosure_editor.exchange.readers.source_limits import RECORDED_CELLS, SHEETS, Tally
from disclosure_editor.exchange.source import Place, Source, SourceBlock, Unread
from disclosure_editor.exchange.writers.characters import printable

_MAIN_PART = "xl/workbook.xml"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SIDES = frozenset({"x:left", "x:right", "x:start", "x:end", "x:top", "x:bottom"})
_TABLE_SIDES = 2
_TRUE = frozenset({"1", "true", "on"})
_TRUTHS = {"1": "TRUE", "0": "FALSE"}
_DRAWING = "这张工作表上有图片、图表或文本框，里面的内容没有读，请对照原文件补上。"


def read_excel(data: bytes, name: str) -> Source:
    """The file's visible sheets: lines above and below tables as paragraphs, tables as grids.

    Raises:
        UnreadableSource: it is damaged, encrypted, or larger than what is read.
    """
    workbook = _Workbook(OfficePackage(data, name), name)
    tally = Tally(name)
    blocks: list[SourceBlock] = []
    unread: list[Unread] = []
    for whole in workbook.sheets(tally, unread):
        sheet = without_hidden(whole)
        blocks += sheet_blocks(sheet, tally)
        unread += sheet.unread
    return Source(name, tuple(blocks), tuple(unread))


class _Workbook:
    """What the sheets of a file share."""

    def __init__(self, package: OfficePackage, name: str) -> None:
        self._package = package
        self._name = name
        self._main = package.related("", "officeDocument") or _MAIN_PART
        root = package.xml(self._main)
        if root is None or name_of(root) != "x:workbook":
            raise damaged(name)
        self._root = root
        self._links = package.relationships(self._main)
        self._from_1904 = any(attribute(own, "date1904") in _TRUE for own in children(root, "x:workbookPr"))
        self._strings = self._shared_strings()
        self._styles = _Styles(package.xml(self._path_of("styles")))

    def sheets(self, tally: Tally, unread: list[Unread]) -> Iterator[Sheet]:
        """The visible sheets one by one; hidden ones are told in `unread`."""
        targets = {link.key: link for link in self._links}
        for entry in children(child(self._root, "x:sheets"), "x:sheet"):
            title = attribute(entry, "name")
            tally.add(SHEETS)
            if attribute(entry, "state", "visible") != "visible":
                unread.append(Unread(Place(sheet=title), HIDDEN_SHEET))
                continue
            link = targets.get(attribute(entry, "r:id"))
            data = self._package.part(link.target) if link and link.kind == "worksheet" else None
            if data is not None:
                yield _Worksheet(title, self._strings, self._styles, tally, from_1904=self._from_1904).read(data)

    def _path_of(self, kind: str) -> str:
        return next((link.target for link in self._links if link.kind == kind), "")

    def _shared_strings(self) -> list[str]:
        data = self._package.part(self._path_of("sharedStrings"))
        return [] if data is None else [_rich_text(item) for item in parsed_in_pieces(data, self._name, "x:si")]


class _Styles:
    """How cells look, by the number of their style."""

    def __init__(self, root: Element | None) -> None:
        stated = {
            attribute(own, "numFmtId"): attribute(own, "formatCode")
            for own in children(child(root, "x:numFmts"), "x:numFmt")
        }
        ruled = [_lines(border) >= _TABLE_SIDES for border in children(child(root, "x:borders"), "x:border")]
        self._looks: list[tuple[str, bool]] = []
        for look in children(child(root, "x:cellXfs"), "x:xf"):
            key, border = attribute(look, "numFmtId", "0"), _whole(attribute(look, "borderId"))
            code = stated.get(key) or BUILT_IN.get(_whole(key), "General")
            self._looks.append((code, border < len(ruled) and ruled[border]))

    def look(self, style: str) -> tuple[str, bool]:
        """A cell's number format, and whether lines stand around it."""
        number = _whole(style)
        return self._looks[number] if number < len(self._looks) else ("General", False)


class _Worksheet:
    """One sheet on its way into cells."""

    def __init__(self, title: str, strings: Sequence[str], styles: _Styles, tally: Tally, *, from_1904: bool) -> None:
        self._sheet = Sheet(title)
        self._strings = strings
        self._styles = styles
        self._tally = tally
        self._from_1904 = from_1904
        self._row = -1
        self._without_value: list[str] = []

    def read(self, data: bytes) -> Sheet:
        """The sheet's cells, merged ranges and hidden rows and columns."""
        for element in parsed_in_pieces(data, self._tally.name, "x:col", "x:row", "x:mergeCell", "x:drawing"):
            kind = name_of(element)
            if kind == "x:row":
                self._read_row(element)
            elif kind == "x:col":
                self._read_columns(element)
            elif kind == "x:mergeCell":
                self._read_merge(element)
            else:
                self._sheet.unread.append(Unread(Place(sheet=self._sheet.name), _DRAWING))
        if self._without_value:
            self._sheet.unread.append(self._formulas_without_value())
        return self._sheet

    def _read_row(self, element: Element) -> None:
        number = _whole(element.get("r", ""))
        self._row = number - 1 if number else self._row + 1
        if element.get("hidden") in _TRUE or element.get("ht") == "0":
            self._sheet.hidden_rows.add(self._row)
        column = -1
        cells = list(children(element, "x:c"))
        self._tally.add(RECORDED_CELLS, len(cells))
        for cell in cells:
            place = cell_place(cell.get("r", ""))
            column = place[1] if place else column + 1
            if column < LAST_COLUMN:
                self._read_cell(cell, self._row, column)

    def _read_cell(self, cell: Element, row: int, column: int) -> None:
        code, ruled = self._styles.look(cell.get("s", ""))
        text = self._text(cell, code, cell_name(row, column)) if len(cell) else ""
        if text or ruled:
            self._sheet.cells[row, column] = SheetCell(cell_name(row, column), text, ruled)

    def _text(self, cell: Element, code: str, name: str) -> str:
        """What a cell shows; nothing for a formula that was never computed."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _rich_text(child(cell, "x:is"))
        value = child(cell, "x:v")
        stated = "" if value is None else value.text or ""
        if not stated:
            # A formula's result may be an empty text, but no empty number.
            if child(cell, "x:f") is not None and (value is None or kind == "n"):
                self._without_value.append(name)
            return ""
        if kind == "s":
            number = _whole(stated)
            return self._strings[number] if stated.strip() and number < len(self._strings) else ""
        if kind == "b":
            return _TRUTHS.get(stated.strip(), stated)
        if kind == "n" and stated.strip():
            return shown_number(stated.strip(), code, from_1904=self._from_1904)
        return _text_of(stated)

    def _read_columns(self, element: Element) -> None:
        first, last = _whole(element.get("min", "")), _whole(element.get("max", ""))
        if element.get("hidden") in _TRUE or element.get("width") == "0":
            self._sheet.hidden_columns.update(range(max(first, 1) - 1, min(last, LAST_COLUMN)))

    def _read_merge(self, element: Element) -> None:
        begin, _, end = element.get("ref", "").partition(":")
        first, last = cell_place(begin), cell_place(end)
        if first and last and first[0] <= last[0] and first[1] <= last[1]:
            self._tally.add(RECORDED_CELLS)
            self._sheet.merges.append(Merge(*first, *last))

    def _formulas_without_value(self) -> Unread:
        names = self._without_value
        listed = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        reason = (
            f"有 {len(names)} 个单元格（{listed}）是公式，文件里没有保存计算结果，没有读。"
            "请用 Excel 或 WPS 打开文件，保存一次后再导入。"
        )
        return Unread(Place(sheet=self._sheet.name, cell=names[0]), reason)


def _lines(border: Element) -> int:
    """At how many sides a border has a line."""
    drawn = (side for side in border if name_of(side) in _SIDES)
    return sum(attribute(side, "style", "none") != "none" for side in drawn)


def _rich_text(item: Element | None) -> str:
    """A text that may be in pieces of several looks; how it is pronounced is left out."""
    pieces: list[str] = []
    for inner in () if item is None else item:
        kind = name_of(inner)
        if kind == "x:t":
            pieces.append(inner.text or "")
        elif kind == "x:r":
            pieces += (text.text or "" for text in children(inner, "x:t"))
    return _text_of("".join(pieces))


def _text_of(stated: str) -> str:
    """A text as it is shown: characters that XML can't hold are written by their numbers."""
    return printable(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), stated))


def _whole(text: str) -> int:
    """The whole number that an attribute states; 0 where it states none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
