"""The preview's text: a publication's blocks in a text document, changed only where the blocks are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, unquote

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextTable

from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Origin, ParagraphKey
from disclosure_editor.exchange.blocks import Block, Grid, GridCell, Paragraph
from disclosure_editor.ui.origin_words import origin_words
from disclosure_editor.ui.preview_formats import (
    SPACER_BLOCK,
    SPACER_TEXT,
    block_format,
    carried_format,
    cell_format,
    cell_text_format,
    run_format,
    table_format,
)

_LINE_BREAK = "\u2028"
_SCHEME = "cell:"

Carried = Mapping[Address | ParagraphKey, Origin]
"""What is last year's and not confirmed."""

_Name = Address | str
"""A value's address, or the key of a paragraph or of a form's cell, as blocks have them."""
_Marks = Mapping[_Name, Origin]
_NOTHING: Carried = MappingProxyType({})


def link_to(address: Address) -> str:
    """The link that leads to a cell."""
    return _SCHEME + quote(str(address), safe="")


def linked_address(link: str) -> Address | None:
    """Where a link of the preview leads."""
    if not link.startswith(_SCHEME):
        return None
    return Address.parse(unquote(link.removeprefix(_SCHEME)))


@dataclass(frozen=True)
class DeletedParagraph(Paragraph):
    """Stands where the officer has deleted a paragraph; it is shown here alone and never published."""


@dataclass
class _Entry:
    """One block of the publication in the text.

    Attributes:
        start: stands in the entry's own first text block: a paragraph's only one, a grid's spacer above it.
        table: the grid's table.
        names: what could be last year's in it.
    """

    block: Block
    start: QTextCursor
    table: QTextTable | None = None
    names: frozenset[_Name] = frozenset()

    def __post_init__(self) -> None:
        self.names = _names(self.block)

    @property
    def position(self) -> int:
        """Where the entry begins."""
        return self.start.block().position()


class PreviewText:
    """Keeps a text document in step with a sequence of blocks.

    The document is the entries in their order and an empty line at the end, so that every entry ends where the next
    one begins.
    """

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._entries: list[_Entry] = []
        self._carried = _NOTHING
        self._marks: _Marks = {}
        self.clear()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is shown."""
        return tuple(entry.block for entry in self._entries)

    def clear(self) -> None:
        """Show nothing."""
        self._document.clear()
        self._entries = []
        _format_block(QTextCursor(self._document), None)

    def show(self, blocks: Sequence[Block], carried: Carried = _NOTHING) -> None:
        """Show these blocks, with what is carried over from last year marked, leaving alone what is shown already."""
        if carried is self._carried:
            self._show_blocks(blocks)
            return
        before, self._carried = self._marks, carried
        self._marks = {path if isinstance(path, Address) else str(path): o for path, o in carried.items()}
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()  # so that the page is laid out anew but once
        self._show_blocks(blocks)
        self._mark(_changed(before, self._marks))
        cursor.endEditBlock()

    def _show_blocks(self, blocks: Sequence[Block]) -> None:
        old = self._entries
        same_first = _common(zip((entry.block for entry in old), blocks, strict=False))
        rest = min(len(old), len(blocks)) - same_first
        backwards = zip((entry.block for entry in reversed(old)), reversed(blocks), strict=False)
        same_last = min(_common(backwards), rest)
        changed, wanted = old[same_first : len(old) - same_last], blocks[same_first : len(blocks) - same_last]
        if not changed and not wanted:
            return
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        if len(changed) == len(wanted) and all(_fits(e, b) for e, b in zip(changed, wanted, strict=True)):
            for entry, block in zip(changed, wanted, strict=True):
                if entry.block != block:
                    _update(entry, block, self._marks)
        else:
            self._replace(same_first, len(changed), wanted)
        cursor.endEditBlock()

    def _mark(self, changed: AbstractSet[_Name]) -> None:
        """Mark anew what is now last year's and wasn't, or the other way round."""
        for entry in self._entries:
            if not entry.names.isdisjoint(changed):
                _update(entry, entry.block, self._marks, changed)

    def text_block(self, index: int) -> QTextBlock:
        """The line of text of the paragraph at this place among the blocks, or the one above a grid."""
        return self._entries[index].start.block()

    def index_at(self, position: int) -> int | None:
        """The place among the blocks of what stands at a position of the text."""
        found = None
        for index, entry in enumerate(self._entries):
            if entry.position > position:
                break
            found = index
        return found

    def cell_at(self, position: int) -> GridCell | None:
        """The cell of a grid in which a position of the text is."""
        index = self.index_at(position)
        entry = self._entries[index] if index is not None else None
        if entry is None or entry.table is None or isinstance(entry.block, Paragraph):
            return None
        place = entry.table.cellAt(position)
        within = (cell for cell in entry.block.cells if place.isValid() and _covers(cell, place.row(), place.column()))
        return next(within, None)

    def lines(self, names: AbstractSet[str]) -> Iterator[QTextBlock]:
        """The first lines of the paragraphs and cells of these names that are shown."""
        for entry in self._entries if names else ():
            if isinstance(entry.block, Paragraph):
                if entry.block.key in names:
                    yield entry.start.block()
            elif entry.table is not None:
                for cell in entry.block.cells:
                    if cell.key in names:
                        yield entry.table.cellAt(cell.row, cell.column).firstCursorPosition().block()

    def ranges(self, address: Address) -> Iterator[QTextCursor]:
        """Where a value stands, selected: in sentences and in grids."""
        for entry in self._entries:
            if isinstance(entry.block, Paragraph):
                yield from _run_ranges(entry, entry.block, address)
            elif entry.table is not None:
                for cell in entry.block.cells:
                    if cell.address == address:
                        yield _cell_range(entry.table, cell)

    def _replace(self, first: int, count: int, wanted: Iterable[Block]) -> None:
        """Put other blocks in the place of `count` entries."""
        following = first + count
        end = self._entries[following].position if following < len(self._entries) else self._last_position()
        cursor = QTextCursor(self._document)
        if count:
            cursor.setPosition(self._entries[first].position)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            cursor.setPosition(end)
        made = [_insert(cursor, block, self._marks) for block in wanted]
        self._entries[first:following] = made
        next_entry = first + len(made)
        # What was removed may have left its format to the line that followed it.
        if next_entry < len(self._entries):
            entry = self._entries[next_entry]
            _format_block(entry.start, entry.block)
        else:
            _format_block(QTextCursor(self._document.lastBlock()), None)

    def _last_position(self) -> int:
        return self._document.lastBlock().position()


def _covers(cell: GridCell, row: int, column: int) -> bool:
    return 0 <= row - cell.row < cell.row_span and 0 <= column - cell.column < cell.column_span


def _common(pairs: Iterable[tuple[Block, Block]]) -> int:
    """How many pairs at the beginning are equal."""
    count = 0
    for first, second in pairs:
        if first is not second and first != second:
            break
        count += 1
    return count


def _fits(entry: _Entry, block: Block) -> bool:
    """Whether an entry can take another block's content without being made anew."""
    if isinstance(entry.block, Paragraph) or isinstance(block, Paragraph):
        return type(entry.block) is type(block)
    shape, wanted = entry.block, block
    return (shape.rows, shape.columns, shape.header_rows, shape.widths) == (
        wanted.rows,
        wanted.columns,
        wanted.header_rows,
        wanted.widths,
    ) and [_place(cell) for cell in shape.cells] == [_place(cell) for cell in wanted.cells]


def _place(cell: GridCell) -> tuple[int, int, int, int]:
    return cell.row, cell.column, cell.row_span, cell.column_span


def _names(block: Block) -> frozenset[_Name]:
    """What could be last year's in a block: the values that it states, and paragraphs and cells worded by hand."""
    if isinstance(block, Grid):
        found = {name for cell in block.cells for name in (cell.address, cell.key) if name}
    else:
        found = {name for name in (block.key, *(run.address for run in block.runs)) if name}
    return frozenset(found)


def _changed(before: _Marks, after: _Marks) -> AbstractSet[_Name]:
    """What is marked now and wasn't, or isn't any more, or is as something else."""
    return {name for name in before.keys() | after.keys() if before.get(name) is not after.get(name)}


def _origin_of(cell: GridCell, marks: _Marks) -> Origin | None:
    """Where what is last year's of a cell was read; None where nothing is."""
    return (marks.get(cell.address) if cell.address else None) or (marks.get(cell.key) if cell.key else None)


def _update(entry: _Entry, block: Block, marks: _Marks, marked_anew: AbstractSet[_Name] = frozenset()) -> None:
    """Show another block of the same shape in an entry, or the same one with other marks."""
    before, entry.block = entry.block, block
    if block is not before:
        entry.names = _names(block)
    if isinstance(block, Paragraph):
        line = entry.start.block()
        cursor = QTextCursor(line)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        _format_block(cursor, block)
        _write_runs(cursor, block, marks)
    elif isinstance(before, Grid) and entry.table is not None:
        for old, new in zip(before.cells, block.cells, strict=True):
            if (old is not new and old != new) or new.address in marked_anew or new.key in marked_anew:
                _write_cell(entry.table, new, _origin_of(new, marks))


def _insert(cursor: QTextCursor, block: Block, marks: _Marks) -> _Entry:
    """Make an entry before the line that the cursor stands at the beginning of, and leave the cursor there."""
    if isinstance(block, Paragraph):
        position = cursor.position()
        cursor.insertBlock()
        line = QTextCursor(cursor.document())
        line.setPosition(position)
        _format_block(line, block)
        _write_runs(line, block, marks)
        return _Entry(block, QTextCursor(line.block()))
    position = cursor.position()
    table = cursor.insertTable(block.rows, block.columns, table_format(block))
    for cell in block.cells:
        if cell.row_span > 1 or cell.column_span > 1:
            table.mergeCells(cell.row, cell.column, cell.row_span, cell.column_span)
    for cell in block.cells:
        _write_cell(table, cell, _origin_of(cell, marks))
    spacer = QTextCursor(cursor.document())
    spacer.setPosition(position)
    _format_block(spacer, None)
    cursor.setPosition(table.lastPosition() + 1)
    return _Entry(block, QTextCursor(spacer.block()), table)


def _format_block(cursor: QTextCursor, block: Block | None) -> None:
    """Give a line the looks of its paragraph; without one, or above a grid, those of a spacer."""
    if isinstance(block, Paragraph):
        cursor.setBlockFormat(block_format(block.style))
        cursor.setBlockCharFormat(run_format(block.style))
    else:
        cursor.setBlockFormat(SPACER_BLOCK)
        cursor.setBlockCharFormat(SPACER_TEXT)


def _write_runs(cursor: QTextCursor, paragraph: Paragraph, marks: _Marks) -> None:
    whole = marks.get(paragraph.key) if paragraph.key else None
    for run in paragraph.runs:
        link = link_to(run.address) if run.address else ""
        origin = (marks.get(run.address) if run.address else None) or whole
        looks = run_format(
            paragraph.style,
            link=link,
            number=run.amount is not None,
            missing=run.missing,
            faint=isinstance(paragraph, DeletedParagraph),
        )
        cursor.insertText(_one_line(run.text), carried_format(looks, origin_words(origin)) if origin else looks)


def _write_cell(table: QTextTable, cell: GridCell, origin: Origin | None) -> None:
    place = table.cellAt(cell.row, cell.column)
    place.setFormat(cell_format(cell, place.format()))
    cursor = place.firstCursorPosition()
    cursor.setPosition(place.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    looks = cell_text_format(cell, link_to(cell.address) if cell.address else "")
    cursor.setBlockFormat(looks.block)
    text = _LINE_BREAK.join(cell.text.replace("\n", "")) if cell.vertical else _one_line(cell.text)
    cursor.insertText(text, carried_format(looks.text, origin_words(origin)) if origin else looks.text)


def _one_line(text: str) -> str:
    """A text whose line breaks begin no new paragraph; the gap at a tab is made of blanks."""
    return text.replace("\r", "").replace("\n", _LINE_BREAK).replace("\t", "\u3000\u3000")


def _run_ranges(entry: _Entry, paragraph: Paragraph, address: Address) -> Iterator[QTextCursor]:
    if all(run.address != address for run in paragraph.runs):
        return
    position = entry.position
    for run in paragraph.runs:
        length = _length(_one_line(run.text))
        if run.address == address:
            cursor = QTextCursor(entry.start)
            cursor.setPosition(position)
            cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
            yield cursor
        position += length


def _length(text: str) -> int:
    """A text's length as Qt counts it, where a rare character takes two places."""
    return len(text.encode("utf-16-le")) // 2


def _cell_range(table: QTextTable, cell: GridCell) -> QTextCursor:
    place = table.cellAt(cell.row, cell.column)
    cursor = place.firstCursorPosition()
    cursor.setPosition(place.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    return cursor
