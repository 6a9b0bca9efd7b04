"""The report on a file that was read: what was understood, what is to be checked, what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import Remark, Understanding
from disclosure_editor.editions.model import Section
from disclosure_editor.exchange.source import Place, Source, SourceGrid
from disclosure_editor.narrative.patterns import Chosen
from disclosure_editor.recognition.edition_choice import other_years
from disclosure_editor.recognition.found import TableReading
from disclosure_editor.recognition.text.paragraphs import Match
from disclosure_editor.recognition.text.published_text import KeptParagraph, PublishedText, sections_with_text
from disclosure_editor.recognition.text.sections import Segment

_SHOWN = 200
"""So many characters of the file stand in a remark."""


def remarks_on(
    source: Source,
    workbook: Workbook,
    tables: Sequence[TableReading],
    segments: Sequence[tuple[Segment, Sequence[Match]]],
    published: Sequence[PublishedText],
    unsure: Sequence[Chosen],
    unknown_rows: Sequence[tuple[str, Place]],
) -> Iterator[Remark]:
    """The lines of the report: first the file as a whole, then its tables, its text, and what is left.

    Args:
        unsure: choices that may have been others as well.
        unknown_rows: texts about rows that aren't known, with their places.
    """
    yield Remark(Understanding.UNDERSTOOD, f"读自“{source.name}”，按“{workbook.edition.title}”辨认。")
    if years := other_years(source):
        mixed = "、".join(str(year) for year in years)
        message = f"文件里还有{mixed}年的内容，可能与{workbook.year}年的混在一起，请分开保存以后再导入。"
        yield Remark(Understanding.NOT_UNDERSTOOD, message)
    yield from _on_tables(workbook, tables)
    yield from _on_text(segments, published)
    for chosen in unsure:
        title = workbook.title(Address.parse(chosen.address))
        others = "”、“".join(chosen.others)
        message = f"{title}按原文也可能是“{others}”，先选了“{chosen.value}”，请核对。"
        yield Remark(Understanding.DOUBTFUL, message, at=chosen.address)
    for words, place in unknown_rows:
        message = "这里说的科目或项目没有认出来，其中的数没有读入，请自己填写。"
        yield Remark(Understanding.NOT_UNDERSTOOD, message, str(place), words[:_SHOWN])
    for text in published:
        yield from (_on_kept(kept) for kept in text.kept)
        for numbered in text.lost:
            message = "这段文字在版式里没有位置，没有读入；需要的请抄到合适的地方。"
            paragraph = numbered.paragraph
            yield Remark(Understanding.NOT_UNDERSTOOD, message, str(paragraph.place), paragraph.text[:_SHOWN])
    yield from _on_unused(source, tables)
    for unread in source.unread:
        yield Remark(Understanding.NOT_UNDERSTOOD, unread.reason, str(unread.place))


def _on_tables(workbook: Workbook, tables: Sequence[TableReading]) -> Iterator[Remark]:
    read = Counter(reading.table for reading in tables)
    for table_id, forms in read.items():
        table = workbook.edition.tables[table_id]
        readings = [reading for reading in tables if reading.table == table_id]
        stated, found = (sum(reading.amounts[side] for reading in readings) for side in (0, 1))
        name = f"{forms}张“{table.title}”" if table.shapes else f"“{table.title}”"
        message = f"{name}：{stated}个数，读入{found}个。"
        kind = Understanding.UNDERSTOOD if stated == found else Understanding.DOUBTFUL
        place = next((value.place for reading in readings for value in reading.values), Place())
        yield Remark(kind, message, str(place), at=table_id)
        for reading in readings:
            yield from reading.remarks
    absent = [t for t in workbook.edition.tables.values() if t.published and t.id not in read and not t.shapes]
    if absent:
        names = "、".join(f"“{table.title}”" for table in absent)
        message = f"文件里没有这些表：{names}。表里的数只有文字里写到的；有表的文件请另行导入或填写。"
        yield Remark(Understanding.DOUBTFUL, message, at=absent[0].id)


def _on_text(
    segments: Sequence[tuple[Segment, Sequence[Match]]], published: Sequence[PublishedText]
) -> Iterator[Remark]:
    yield from _on_absent(segments)
    for (segment, matches), text in zip(segments, published, strict=True):
        recognised = sum(len(match.paragraphs) for match in matches if match.patterns)
        if recognised and segment.heading is not None:
            title = _title(segment.sections)
            place = str(segment.heading.paragraph.place)
            own = sum(not kept.recognised for kept in text.kept)
            also = f"，{own}段保留原来的文字" if own else ""
            at = next((section.id for section in segment.sections if section.template), "")
            yield Remark(Understanding.UNDERSTOOD, f"“{title}”：按句式读入{recognised}段{also}。", place, at=at)
        for paragraph in text.missing:
            message = f"文件里没有这一段，初稿按版式写出：{paragraph.generated_text[:_SHOWN]}"
            yield Remark(Understanding.DOUBTFUL, message, at=str(paragraph.key))


def _on_absent(segments: Sequence[tuple[Segment, Sequence[Match]]]) -> Iterator[Remark]:
    """The sections with headings and text of their own that the file doesn't have."""
    absent: list[Section] = []
    for segment, matches in segments:
        read = sections_with_text(segment, matches)
        absent += (s for s in segment.sections if s.heading and s.template and s not in read)
    if absent:
        names = "、".join(f"“{section.title}”" for section in absent)
        yield Remark(Understanding.DOUBTFUL, f"文件里没有这些节：{names}。", at=absent[0].id)


def _title(sections: Sequence[Section]) -> str:
    return next((section.title for section in sections if section.title), "")


def _on_kept(kept: KeptParagraph) -> Remark:
    if kept.recognised:
        message = "这一段与表里的数或版式的句式不一致，已照原文保留，请核对。"
    else:
        message = "这一段不是版式的句式，已照原文保留；其中与表里相同的数会随表更新，其余请自己核对。"
    text = kept.text or kept.written.generated_text
    return Remark(Understanding.DOUBTFUL, message, str(kept.place), text[:_SHOWN], str(kept.key))


def _on_unused(source: Source, tables: Sequence[TableReading]) -> Iterator[Remark]:
    """The tables of the file that no table of the edition was read from."""
    used = {number for reading in tables for number in reading.blocks}
    for number, block in enumerate(source.blocks):
        if isinstance(block, SourceGrid) and number not in used and (words := _words(block)):
            message = "这张表在版式里没有，没有读入。"
            yield Remark(Understanding.NOT_UNDERSTOOD, message, str(block.place), words)


def _words(grid: SourceGrid) -> str:
    return " ".join(text for cell in grid.cells if (text := cell.text.strip()))[:_SHOWN]
