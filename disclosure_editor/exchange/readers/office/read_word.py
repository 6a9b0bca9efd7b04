"""Reads a Word file (.docx): its paragraphs and tables in the order of its body.

The file is read as XML, part by part, and not with python-docx: that loads every part of it, pictures too, before
anything can be counted, and has no words for deletions, text boxes and automatic numbers.
"""

from __future__ import annotations

from disclosure_editor.exchange.readers.found_cells import grid_of
from disclosure_editor.exchange.readers.office.office_package import OfficePackage
from disclosure_editor.exchange.readers.office.safe_xml import Element, child, damaged, name_of
from disclosure_editor.exchange.readers.office.word_numbering import Numbering
from disclosure_editor.exchange.readers.office.word_rows import DrawnCell, cells_in, drawn_cells
from disclosure_editor.exchange.readers.office.word_style_sheet import StyleSheet
from disclosure_editor.exchange.readers.office.word_text import ShownText, shown_text
from disclosure_editor.exchange.readers.source_limits import CELLS, NESTED_TABLES, PARAGRAPHS, Tally, require
from disclosure_editor.exchange.source import Place, Source, SourceBlock, SourceCell, SourceParagraph, Unread

_MAIN_PART = "word/document.xml"
# What holds paragraphs and tables without being either; deletions are no such thing.
_CONTAINERS = frozenset({"w:body", "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag", "w:tc"})
_OTHER_DOCUMENT = "这里插入了另一个文件，没有读，请把那个文件单独导入。"


def read_word(data: bytes, name: str) -> Source:
    """The file's paragraphs and tables; headings have their level, automatic numbers stand in the text.

    Raises:
        UnreadableSource: it is damaged, encrypted, or larger than what is read.
    """
    package = OfficePackage(data, name)
    main = package.related("", "officeDocument") or _MAIN_PART
    body = child(package.xml(main), "w:body")
    if body is None:
        raise damaged(name)
    parts = {link.kind: link.target for link in package.relationships(main)}
    styles = StyleSheet(package.xml(parts["styles"]) if "styles" in parts else None)
    numbering = Numbering(package.xml(parts["numbering"]) if "numbering" in parts else None)
    reading = _Reading(name, styles, numbering)
    reading.read(body)
    return Source(name, tuple(reading.blocks), tuple(reading.unread))


class _Reading:
    """A file's body on its way into blocks.

    Attributes:
        blocks, unread: what was found so far.
    """

    def __init__(self, name: str, styles: StyleSheet, numbering: Numbering) -> None:
        self.blocks: list[SourceBlock] = []
        self.unread: list[Unread] = []
        self._tally = Tally(name)
        self._styles = styles
        self._numbering = numbering
        self._count = 0
        # What a paragraph whose end was deleted hands to the next.
        self._begun = ""

    def read(self, container: Element) -> None:
        """Read the paragraphs and tables that an element holds."""
        for element in container:
            kind = name_of(element)
            if kind == "w:p":
                self._read_paragraph(element)
            elif kind == "w:tbl":
                self._read_table(element)
            elif kind == "w:altChunk":
                self.unread.append(Unread(Place(paragraph=self._count + 1), _OTHER_DOCUMENT))
            elif kind == "mc:AlternateContent" and len(element):
                # The same thing for newer and for older programs.
                self.read(element[0])
            elif kind in _CONTAINERS:
                self.read(element)

    def _next_place(self) -> Place:
        self._tally.add(PARAGRAPHS)
        self._count += 1
        return Place(paragraph=self._count)

    def _read_paragraph(self, element: Element) -> None:
        place = self._next_place()
        shown, label = self._shown(element, place)
        if shown.joins_next:
            self._begun += label + shown.text
            return
        text = self._begun + label + shown.text if shown.text.strip() else self._begun
        self._begun = ""
        properties = child(element, "w:pPr")
        contents_line = shown.is_contents_line or self._styles.is_contents_line(self._styles.style_of(properties))
        if text.strip() and not contents_line:
            level = self._styles.heading_level(properties)
            self.blocks.append(SourceParagraph(self._tally.text(text), place, level=level))
        for box in shown.boxes:
            self.read(box)

    def _shown(self, element: Element, place: Place) -> tuple[ShownText, str]:
        """What a paragraph shows, and the number that Word puts before it."""
        shown = shown_text(element)
        self.unread += [Unread(place, reason) for reason in dict.fromkeys(shown.unread)]
        list_id, level, style = self._styles.list_of(child(element, "w:pPr"))
        if level is None:
            level = self._numbering.level_of_style(list_id, style) or 0
        return shown, self._numbering.next_label(list_id, level) if list_id else ""

    def _read_table(self, table: Element) -> None:
        if _is_layout(table, self._tally.name):
            for cell in drawn_cells(table, self._tally.name):
                if cell.content is not None:
                    self.read(cell.content)
            return
        place = self._next_place()
        cells = [self._cell(cell, place) for cell in drawn_cells(table, self._tally.name)]
        grid = grid_of(cells, place, self._tally)
        if grid is not None:
            self.blocks.append(grid)

    def _cell(self, cell: DrawnCell, table: Place) -> SourceCell:
        place = Place(paragraph=table.paragraph, line=cell.row + 1)
        text = "" if cell.content is None else "\n".join(self._lines(cell.content, place)).strip("\n")
        return SourceCell(cell.row, cell.column, self._tally.text(text), place, cell.row_span, cell.column_span)

    def _lines(self, content: Element, place: Place) -> list[str]:
        """The paragraphs of a cell; a table in it is one of a line for each row."""
        lines: list[str] = []
        for element in content:
            kind = name_of(element)
            if kind == "w:p":
                lines += self._cell_paragraph(element, place)
            elif kind == "w:tbl":
                lines += self._table_lines(element, place)
            elif kind in _CONTAINERS:
                lines += self._lines(element, place)
        return lines

    def _cell_paragraph(self, element: Element, place: Place) -> list[str]:
        shown, label = self._shown(element, place)
        lines = [label + shown.text if shown.text or not label else label.rstrip()]
        for box in shown.boxes:
            lines += self._lines(box, place)
        return lines

    def _table_lines(self, table: Element, place: Place) -> list[str]:
        rows: dict[int, list[str]] = {}
        for cell in drawn_cells(table, self._tally.name):
            self._tally.add(CELLS)
            if cell.content is not None:
                text = " ".join(line for line in self._lines(cell.content, place) if line.strip())
                rows.setdefault(cell.row, []).append(text)
        return ["\t".join(text for text in texts if text) for texts in rows.values()]


def _is_layout(table: Element, name: str) -> bool:
    """Whether the tables in a table have more cells than itself: it only holds them in their place."""
    tables = [inner for inner in table.iter() if name_of(inner) == "w:tbl"]
    require(max((_depth(inner, table) for inner in tables), default=0), NESTED_TABLES, name)
    return sum(cells_in(inner) for inner in tables[1:]) > cells_in(table)


def _depth(inner: Element, table: Element) -> int:
    depth = 1
    while inner is not table:
        parent = inner.getparent()
        if parent is None:
            break
        depth += name_of(parent) == "w:tbl"
        inner = parent
    return depth
