"""What stands around a table's grid: its title, whose it is and in which unit, and the remarks below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Remark
from disclosure_editor.editions.model import Edition, Table
from disclosure_editor.exchange.source import Source, SourceGrid, SourceParagraph
from disclosure_editor.recognition.found import Found
from disclosure_editor.recognition.tables.pieces import Lead, Piece
from disclosure_editor.recognition.tables.reading_remarks import doubtful, not_understood
from disclosure_editor.recognition.tables.table_body import Body, is_note
from disclosure_editor.recognition.tables.table_places import PlacedTable
from disclosure_editor.recognition.tables.titles import Titles, is_table_number
from disclosure_editor.recognition.unit_lines import is_unit_line, money_exponent, owner_named

_LONGEST_CONTINUED = 20
_UNITS = {-4: "元", -3: "十元", -2: "百元", -1: "千元", 1: "十万元", 2: "百万元", 3: "千万元", 4: "亿元"}


@dataclass(frozen=True)
class Around:
    """What stands around a table's lines.

    Attributes:
        values: of the unit line and of the remarks below.
        blocks: the numbers of the paragraphs that say it.
    """

    values: tuple[Found, ...]
    remarks: tuple[Remark, ...]
    blocks: frozenset[int]


def usual_exponent(source: Source) -> int | None:
    """The power of ten for tables that name no unit: that of every unit that a file names; None where it names none.

    Where it names several, amounts are taken to be in 万元.
    """
    texts = [block.text for block in source.blocks if isinstance(block, SourceParagraph)]
    texts += [cell.text for block in source.blocks if isinstance(block, SourceGrid) for cell in block.cells]
    named = {exponent for text in texts if (exponent := money_exponent(text)) is not None}
    return min(named) if len(named) == 1 else 0 if named else None


def money_exponent_of(placed: PlacedTable, usual: int | None) -> int:
    """The power of ten that makes the table's amounts ones in 万元, by its unit line or its heading, else the usual."""
    texts = [lead.text for piece in placed.pieces for lead in piece.leads]
    texts += [text for path in placed.heading.paths for text in path]
    return next((exponent for text in texts if (exponent := money_exponent(text)) is not None), usual or 0)


def around_table(
    placed: PlacedTable, body: Body, source: Source, edition: Edition, titles: Titles, usual: int | None
) -> Around:
    """What stands around a table's lines."""
    leads = [lead for piece in placed.pieces for lead in _own_leads(piece, placed.table, titles)]
    values = [*_owner(leads, edition)]
    remarks = [*_title_remarks(placed), *_unit_remarks(placed, usual)]
    notes = [(cell.text.strip(), cell.place) for cell in body.notes]
    below = _notes_below(source, placed.pieces[-1].block) if placed.table.note else {}
    notes += [(paragraph.text.strip(), paragraph.place) for paragraph in below.values()]
    if placed.table.note and notes:
        address = Address(placed.table.id, "", placed.table.note)
        values.append(Found(address, "\n".join(text for text, _ in notes), notes[0][1]))
    else:
        message = f"“{placed.table.title}”的表下说明没有读入，本版式的这张表没有说明。"
        remarks += [not_understood(message, place, text) for text, place in notes]
    blocks = {lead.block for lead in leads if lead.block >= 0} | set(below)
    return Around(tuple(values), tuple(remarks), frozenset(blocks))


def _title_remarks(placed: PlacedTable) -> Iterator[Remark]:
    if placed.guessed:
        message = f"这张表没有标题，表头与几张表都相似，按先后次序作为“{placed.table.title}”读入，请核对。"
        yield doubtful(message, placed.pieces[0].place)


def _unit_remarks(placed: PlacedTable, usual: int | None) -> Iterator[Remark]:
    exponent = money_exponent_of(placed, usual)
    if usual is None and placed.table.unit_line:
        message = f"文件里没有写明“{placed.table.title}”的金额单位，按万元读入，请核对。"
        yield doubtful(message, placed.pieces[0].place, "")
    if exponent:
        message = f"“{placed.table.title}”的金额以{_UNITS[exponent]}为单位，读入时已准确换算成万元，请核对。"
        yield doubtful(message, placed.pieces[0].place, _UNITS[exponent])


def _own_leads(piece: Piece, table: Table, titles: Titles) -> Iterator[Lead]:
    """The texts above a piece that are its number, title and unit line, up to the first that is none."""
    for lead in piece.leads:
        named = titles.named(lead.text).get(table.id, 0.0) > 0
        continued = "续" in lead.text and len(lead.text) <= _LONGEST_CONTINUED
        if not (named or continued or is_unit_line(lead.text) or is_table_number(lead.text) or lead.block < 0):
            return
        yield lead


def _owner(leads: Sequence[Lead], edition: Edition) -> Iterator[Found]:
    for lead in leads:
        if owner := owner_named(lead.text):
            yield Found(edition.unit, owner, lead.place)
            return


def _notes_below(source: Source, grid: int) -> dict[int, SourceParagraph]:
    """The remarks right below a grid, by their numbers among the blocks."""
    notes: dict[int, SourceParagraph] = {}
    for number in range(grid + 1, len(source.blocks)):
        block = source.blocks[number]
        if not isinstance(block, SourceParagraph) or (block.text.strip() and not is_note(block.text)):
            break
        if block.text.strip():
            notes[number] = block
    return notes
