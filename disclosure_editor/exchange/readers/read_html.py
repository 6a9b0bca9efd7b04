"""Reads a web page (.html) that was saved: its paragraphs and tables in reading order."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree

from disclosure_editor.exchange.readers.found_cells import grid_of
from disclosure_editor.exchange.readers.html_pieces import (
    Border,
    ContentsLink,
    LineBreak,
    Page,
    Picture,
    Table,
    Text,
    shown_line,
)
from disclosure_editor.exchange.readers.office.safe_xml import Element
from disclosure_editor.exchange.readers.source_limits import (
    COLUMNS,
    PARAGRAPHS,
    PART_BYTES,
    XML_MARKS,
    Tally,
    UnreadableSource,
    require,
)
from disclosure_editor.exchange.readers.text.text_encoding import decoded
from disclosure_editor.exchange.source import Place, Source, SourceBlock, SourceCell, SourceParagraph, Unread
from disclosure_editor.exchange.writers.characters import printable

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 4096
# Told from the bytes themselves, whatever the page says of them.
_TOLD_ANYWAY = frozenset({"utf-8", "gb18030", "gbk", "gb2312", "hz", "utf-16", "utf-16-le", "utf-16-be", "iso8859-1"})
_ROW_PARENTS = frozenset({"table", "thead", "tbody", "tfoot"})


def read_html(data: bytes, name: str) -> Source:
    """The page's paragraphs and tables; a line break ends a paragraph outside of tables.

    Raises:
        UnreadableSource: it is no text, nested too deeply, or larger than what is read.
    """
    require(len(data), PART_BYTES, name)
    require(data.count(b"<"), XML_MARKS, name)
    root = _parsed(_text_of(data, name), name)
    if root is None:
        return Source(name, ())
    reading = _Reading(Page(root, name), name)
    reading.read(root)
    return Source(name, tuple(reading.blocks), tuple(reading.unread()))


def _text_of(data: bytes, name: str) -> str:
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared:
        try:
            codec = codecs.lookup(declared[1].decode("ascii", "replace"))
            if codec.name not in _TOLD_ANYWAY and getattr(codec, "_is_text_encoding", True):
                return data.decode(codec.name)
        except (LookupError, UnicodeError, ValueError):
            pass
    return decoded(data, name)


def _parsed(text: str, name: str) -> Element | None:
    # Nothing that the page names is ever loaded: scripts, pictures, frames and styles are left where they are.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, collect_ids=False
    )
    try:
        root: Element | None = etree.fromstring(printable(text).encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableSource(
            f"“{name}”读不了：网页里的内容一层套一层，层数太多。请在浏览器里打开它，复制正文到 Word，另存后再导入。"
        )
    return root


class _Reading:
    """A page on its way into blocks.

    Attributes:
        blocks: what was found so far.
    """

    def __init__(self, page: Page, name: str) -> None:
        self.blocks: list[SourceBlock] = []
        self._page = page
        self._tally = Tally(name)
        self._pictures = 0

    def read(self, root: Element) -> None:
        """Read what an element holds."""
        line: list[Text] = []
        level, is_text = 0, True
        for piece in self._page.pieces(root):
            if isinstance(piece, Text):
                line.append(piece)
            elif isinstance(piece, ContentsLink):
                is_text = False
            elif isinstance(piece, Picture):
                self._pictures += 1
            else:
                self._end_paragraph(line if is_text else [], level)
                line, is_text = [], True
                level = piece.level if isinstance(piece, Border) else level
                if isinstance(piece, Table):
                    self._read_table(piece.element)
        self._end_paragraph(line if is_text else [], level)

    def unread(self) -> Iterator[Unread]:
        """What the page has that was not read."""
        if self._pictures:
            reason = f"网页里有 {self._pictures} 张图片，图片里的文字和数字没有读，请对照网页补上。"
            yield Unread(Place(), reason)

    def _next_place(self) -> Place:
        self._tally.add(PARAGRAPHS)
        return Place(paragraph=len(self.blocks) + 1)

    def _end_paragraph(self, line: list[Text], level: int) -> None:
        text = shown_line(line)
        if text.strip():
            self.blocks.append(SourceParagraph(self._tally.text(text), self._next_place(), level=level))

    def _read_table(self, table: Element) -> None:
        for caption in table.iterchildren("caption"):
            self.read(caption)
        place = self._next_place()
        cells = []
        for cell, element in _drawn_cells(table, place, self._tally):
            text = self._tally.text("\n".join(self._lines(element)).strip("\n"))
            cells.append(SourceCell(cell.row, cell.column, text, cell.place, cell.row_span, cell.column_span))
        grid = grid_of(cells, place, self._tally)
        if grid is not None:
            self.blocks.append(grid)

    def _lines(self, cell: Element) -> list[str]:
        """A cell's lines; a table in it is one of a line for each row."""
        lines: list[str] = []
        line: list[Text] = []
        for piece in self._page.pieces(cell):
            if isinstance(piece, Text):
                line.append(piece)
            elif isinstance(piece, Picture | ContentsLink):
                self._pictures += isinstance(piece, Picture)
            else:
                text = shown_line(line)
                # The border of a block leaves no empty line; one break after another does.
                if text.strip() or (isinstance(piece, LineBreak) and lines):
                    lines.append(text)
                line = []
                if isinstance(piece, Table):
                    lines += self._table_lines(piece.element)
        last = shown_line(line)
        return [*lines, last] if last.strip() or not lines else lines

    def _table_lines(self, table: Element) -> list[str]:
        rows: dict[int, list[str]] = {}
        for cell, element in _drawn_cells(table, Place(), self._tally):
            rows.setdefault(cell.row, []).append(" ".join(text for text in self._lines(element) if text.strip()))
        return ["\t".join(text for text in texts if text) for texts in rows.values()]


def _drawn_cells(table: Element, place: Place, tally: Tally) -> Iterator[tuple[SourceCell, Element]]:
    """A table's cells at their places, still without text, each with its element."""
    rows = [row for row in table.iter("tr") if _belongs(row, table)]
    free_from: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for element in row.iterchildren("td", "th"):
            while free_from.get(column, 0) > number:
                column += 1
            wanted = _span(element, "colspan", COLUMNS.most)
            width = 1
            while width < wanted and free_from.get(column + width, 0) <= number:
                width += 1
            require(column + width, COLUMNS, tally.name)
            height = _span(element, "rowspan", len(rows) - number)
            for covered in range(column, column + width):
                free_from[covered] = number + height
            here = Place(paragraph=place.paragraph, line=number + 1)
            yield SourceCell(number, column, "", here, height, width), element
            column += width


def _belongs(row: Element, table: Element) -> bool:
    """Whether a row is the table's own and no row of a table in it."""
    parent = row.getparent()
    return parent is table or (parent is not None and parent.tag in _ROW_PARENTS and parent.getparent() is table)


def _span(element: Element, attribute: str, most: int) -> int:
    """How many rows or columns a cell says that it takes, within the table; 0 means all that are left."""
    stated = (element.get(attribute) or "1").strip()
    if not stated.isascii() or not stated.isdigit():
        return 1
    number = int(stated[:9])
    return max(1, min(number or most, most))
