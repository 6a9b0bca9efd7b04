"""What a file may be to be read: bounds, each with its reason, and the refusal that names them.

Files come from the internet. What stays within these bounds is read in a few seconds and some 200 MB; whatever does
not, for a library's fault, is stopped at `SECONDS` and `MEMORY`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from disclosure_editor.document.refusals import Refusal


class UnreadableSource(Refusal):
    """A file that can't be read; the message names it, says why and what to do, in Chinese."""


@dataclass(frozen=True, eq=False)
class Bound:
    """The most that a file may have of something.

    Attributes:
        most: the greatest number that is accepted.
        states: what is counted, for the refusal.
        unit: what one of it is called.
        size: of the unit, where the number isn't told one by one (bytes in megabytes).
    """

    most: int
    states: str
    unit: str
    size: int = 1

    def __str__(self) -> str:
        return f"{self.states}超过 {self.most // self.size:,} {self.unit}"


_MEGABYTE = 1024 * 1024

FILE_BYTES = Bound(64 * _MEGABYTE, "文件大小", "MB", _MEGABYTE)
"""A publication of a hundred pages has one or two megabytes; one with photographs or as scanned pages has some ten."""

ZIP_ENTRIES = Bound(4000, "内部的部件数", "个")
"""A Word file has some twenty parts and one for each picture, an Excel file one or two for each sheet."""

UNPACKED_BYTES = Bound(256 * _MEGABYTE, "解压后的大小", "MB", _MEGABYTE)
"""Pictures hardly shrink when packed, so this is `FILE_BYTES` of pictures and more text than can be read."""

UNPACKED_RATIO = Bound(200, "解压后与压缩时的大小之比", "倍")
"""Tables in XML shrink to a twentieth or fiftieth; bombs begin at a thousandth, the best that the method can do."""

RATIO_MATTERS_FROM = 16 * _MEGABYTE
"""Unpacked bytes below which no ratio is suspicious: a small part of blanks may shrink to nothing and harms nobody."""

PART_BYTES = Bound(32 * _MEGABYTE, "正文或一张工作表的大小", "MB", _MEGABYTE)
"""Publications of a hundred pages have some five megabytes of text with its looks."""

XML_MARKS = Bound(1_500_000, "正文或一张工作表里的标记数", "个")
"""A tree of XML takes some 120 bytes for each; publications of a hundred pages have some 200,000."""

SHEETS = Bound(300, "工作表数", "张")
"""A workbook has nine official tables and one sheet for each project's form."""

ROWS = Bound(20_000, "一个表格的行数", "行")
"""The longest tables, projects by economic classification, have some hundred rows."""

COLUMNS = Bound(500, "一个表格的列数", "列")
"""The widest official table has 31 columns; a Word table has 63 at most."""

CELLS = Bound(100_000, "表格的单元格数", "个")
"""Of the whole file, blank ones too: a publication with fifty forms has some ten thousand."""

RECORDED_CELLS = Bound(500_000, "工作表里记录的单元格数", "个")
"""Of the whole file, with those that only have a look: whole columns are formatted at a click."""

PARAGRAPHS = Bound(50_000, "段落数", "段")
"""Of the whole file: a publication has some five hundred."""

CHARACTERS = Bound(5_000_000, "文字总数", "字")
"""Of the whole file: a publication has some fifty thousand."""

NESTED_TABLES = Bound(8, "表格套表格的层数", "层")
"""Web pages of old lay themselves out with tables, three or four deep."""

SECONDS = 10
"""How long a file may take to be read: what keeps an officer waiting longer is told and given up."""

MEMORY = 500 * _MEGABYTE
"""Bytes that reading may take: office computers with 4 GB have no more to spare."""


def require(count: int, bound: Bound, name: str) -> None:
    """Refuse a file that has more than it may.

    Raises:
        UnreadableSource: it has.
    """
    if count > bound.most:
        raise UnreadableSource(f"“{name}”读不了：{bound}，超出本程序能读的范围。请删去与公开无关的内容，另存后再导入。")


class Tally:
    """Counts what a reader has taken out of a file.

    Attributes:
        name: the file's name, for messages.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._counts: Counter[Bound] = Counter()

    def add(self, bound: Bound, count: int = 1) -> None:
        """Count something.

        Raises:
            UnreadableSource: with it the file has more than it may.
        """
        self._counts[bound] += count
        require(self._counts[bound], bound, self.name)

    def text(self, text: str) -> str:
        """Count a text's characters, and give it back."""
        self.add(CHARACTERS, len(text))
        return text
