"""The report on a draft: what was carried over, what is to be gone over, what found no place, what was wrong before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.carryover.building import DraftBuilder, section_title
from disclosure_editor.carryover.ledger import Carried, Fate, Manner
from disclosure_editor.checks.checker import Checker
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Publishable, Remark, Spot, Understanding
from disclosure_editor.document.texts import YEAR
from disclosure_editor.editions.model import Carrying, Severity
from disclosure_editor.narrative.writer import Narrative

_SHOWN = 200
"""So many characters of a text stand in a remark."""


def remarks_on(builder: DraftBuilder, *, into: bool) -> Iterator[Remark]:
    """The lines of the report, the document as a whole first.

    Args:
        into: whether a document that was there before was filled in; where nothing was, there is nothing to tell.
    """
    ledger = builder.ledger
    if into and not (ledger.values or ledger.rows or ledger.paragraphs):
        return
    yield _on_the_whole(builder, into=into)
    yield from _on_rows(builder)
    yield from _on_figures(builder)
    yield from _on_kept(builder)
    yield from _on_revised(builder)
    yield from _on_paragraphs(builder)
    yield from _on_cleared(builder)
    yield from _on_unplaced(builder)
    yield from _on_unused(builder)
    yield from _on_contradictions(builder)


def _on_the_whole(builder: DraftBuilder, *, into: bool) -> Remark:
    draft = builder.draft
    if into:
        message = f"从{builder.series}取用了没有填的内容，取用的都有标记，确认或改写后标记消失。"
        return Remark(Understanding.UNDERSTOOD, message)
    what = f"{draft.year}年{draft.edition.family.series}"
    return Remark(
        Understanding.UNDERSTOOD, f"由{builder.series}生成{what}的初稿，沿用的内容都有标记，确认或改写后标记消失。"
    )


def _on_rows(builder: DraftBuilder) -> Iterator[Remark]:
    for rows in builder.ledger.rows:
        what = builder.draft.place(rows.row_list.table)
        listed = f"“{what}”：列出{builder.source.year}年的{len(rows.names)}行"
        compared = _is_for_comparison(builder, rows.row_list)
        message = f"{listed}，用来比较。" if compared else f"{listed}，今年没有的请删去，新增的请加上。"
        yield Remark(Understanding.UNDERSTOOD, message, at=str(rows.row_list))
        dated = [name for name in rows.names if YEAR.search(name)]
        if dated and not compared and not _are_children(builder, rows.row_list):
            message = f"“{what}”有{len(dated)}行的名称写有年度，请改为今年的名称：{'、'.join(dated)[:_SHOWN]}。"
            yield Remark(Understanding.DOUBTFUL, message, at=str(rows.row_list))


def _on_figures(builder: DraftBuilder) -> Iterator[Remark]:
    for table, values in _by_table(builder.ledger.of(Manner.FIGURE)).items():
        message = f"“{builder.draft.place(table)}”：{len(values)}处取自{builder.series}。"
        yield Remark(Understanding.UNDERSTOOD, message, at=str(values[0].address))
    if missing := builder.ledger.years_apart:
        tables = "、".join(dict.fromkeys(f"“{builder.draft.place(address.table)}”" for address in missing))
        message = (
            f"这是{builder.source.year}年的文件，不是上年（{builder.draft.year - 1}年）的：{tables}的上年数没有取用，"
            "请由上年的文件取用或填写。"
        )
        yield Remark(Understanding.DOUBTFUL, message, at=str(missing[0]))


def _on_kept(builder: DraftBuilder) -> Iterator[Remark]:
    for table, values in _by_table(builder.ledger.of(Manner.KEPT)).items():
        message = f"“{builder.draft.place(table)}”：沿用{len(values)}处。"
        yield Remark(Understanding.UNDERSTOOD, message, at=str(values[0].address))


def _on_revised(builder: DraftBuilder) -> Iterator[Remark]:
    for (table, column), values in _by_column(builder.ledger.of(Manner.REVISE)).items():
        found = builder.draft.edition.column(values[0].address)
        title = found.title if found is not None else column
        dated = sum(bool(YEAR.search(value.text)) for value in values)
        also = f"，其中{dated}处写有年度" if dated else ""
        what = f"“{builder.draft.place(table)}”的“{title}”"
        message = f"{what}沿用了{len(values)}处{also}，说的是{builder.source.year}年，请逐处修改或确认。"
        yield Remark(Understanding.DOUBTFUL, message, at=str(values[0].address))


def _on_paragraphs(builder: DraftBuilder) -> Iterator[Remark]:
    for paragraph in builder.ledger.paragraphs:
        place = f"{builder.series}：{section_title(builder.source, paragraph.source)}"
        text = paragraph.text[:_SHOWN]
        if paragraph.key is None:
            message = "手工修改的这一段在本版式里没有位置，没有沿用；需要的请抄到合适的地方。"
            yield Remark(Understanding.NOT_UNDERSTOOD, message, place, text)
        elif text:
            message = "这一段是手工修改过的，沿用上年的写法；与表里相同的数会随表更新，其余请核对。"
            yield Remark(Understanding.DOUBTFUL, message, place, text, str(paragraph.key))
    anew = [path for path in builder.ledger.with_fate(Fate.WRITTEN_ANEW) if not isinstance(path, Address | RowList)]
    if anew:
        sections = "、".join(dict.fromkeys(section_title(builder.source, key) for key in anew))
        message = f"手工修改过的{len(anew)}段（{sections}）与版式的句式只有数不同，改由版式写出。"
        yield Remark(Understanding.UNDERSTOOD, message)


def _on_cleared(builder: DraftBuilder) -> Iterator[Remark]:
    cleared = [path for path in builder.ledger.with_fate(Fate.CLEARED) if isinstance(path, Address)]
    if cleared:
        message = f"{builder.source.year}年的金额、比例、得分、完成情况等{len(cleared)}处没有沿用，请填写今年的。"
        yield Remark(Understanding.UNDERSTOOD, message)


def _on_unplaced(builder: DraftBuilder) -> Iterator[Remark]:
    stated = dict(builder.source.disclosure.published())
    figures: dict[str, list[Address]] = {}
    for path in builder.ledger.with_fate(Fate.NO_PLACE):
        if isinstance(path, Address) and _is_figure(builder.source, path):
            figures.setdefault(path.table, []).append(path)
        elif isinstance(path, Address | RowList):
            place = f"{builder.series}：{_title(builder.source, path)}"
            message = "这一处在今年的版式里没有位置，没有沿用。"
            yield Remark(Understanding.NOT_UNDERSTOOD, message, place, _shown(stated, path))
    for table, paths in figures.items():
        titles = dict.fromkeys(_column_title(builder.source, path) for path in paths)
        message = (
            f"今年的版式没有“{builder.source.place(table)}”的{'、'.join(titles)}，原有的{len(paths)}个数没有沿用。"
        )
        yield Remark(Understanding.UNDERSTOOD, message)


def _on_unused(builder: DraftBuilder) -> Iterator[Remark]:
    """What such a document has besides: not lost, but of no use here; by table."""
    unused = [path for path in builder.ledger.with_fate(Fate.NOT_USED) if isinstance(path, Address)]
    tables = dict.fromkeys(path.table for path in unused)
    if tables:
        names = "、".join(f"“{builder.source.place(table)}”" for table in tables)
        message = f"{builder.series}里的{len(unused)}处没有用到：{names}。"
        yield Remark(Understanding.UNDERSTOOD, message)


def _on_contradictions(builder: DraftBuilder) -> Iterator[Remark]:
    """The errors of the other document: those in what was carried over one by one, the rest by their number."""
    source = builder.source
    findings = [f for f in Checker(source, Narrative(source)).findings() if f.severity is Severity.ERROR]
    used: Mapping[Address, Carried] = {source: value for value in builder.ledger.values for source in value.sources}
    elsewhere = 0
    for finding in findings:
        value = used.get(finding.at[0]) if finding.at and isinstance(finding.at[0], Address) else None
        if value is None:
            elsewhere += 1
            continue
        message = f"{builder.series}里有矛盾，取用的“{value.text[:_SHOWN]}”请核对：{finding.message}"
        yield Remark(Understanding.DOUBTFUL, message, builder.origin(value.sources).place, at=str(value.address))
    if elsewhere:
        message = f"{builder.series}另有{elsewhere}个错误，不在取用的内容里；打开那份文件可以看到。"
        yield Remark(Understanding.DOUBTFUL, message)


def _by_table(values: Iterable[Carried]) -> dict[str, list[Carried]]:
    found: dict[str, list[Carried]] = {}
    for value in values:
        found.setdefault(value.address.table, []).append(value)
    return found


def _by_column(values: Iterable[Carried]) -> dict[tuple[str, str], list[Carried]]:
    found: dict[tuple[str, str], list[Carried]] = {}
    for value in values:
        found.setdefault((value.address.table, value.address.column), []).append(value)
    return found


def _is_figure(workbook: Workbook, address: Address) -> bool:
    column = workbook.edition.column(address)
    return column is not None and column.type.numeric


def _column_title(workbook: Workbook, address: Address) -> str:
    """A figure's row, where that is printed by the form, and its column."""
    column = workbook.edition.column(address)
    title = f"“{column.title if column is not None else address.column}”"
    fixed = workbook.edition.has_fixed_row(address.table, address.row)
    return f"“{workbook.row_title(address.table, address.row)}”的{title}" if fixed else title


def _is_for_comparison(builder: DraftBuilder, row_list: RowList) -> bool:
    """Whether a list has another year's or document's rows by the pack's rule, and none of this year's own."""
    repeated = builder.draft.edition.side[row_list].repeated
    return repeated is not None and repeated.carry not in (None, Carrying.KEEP)


def _are_children(builder: DraftBuilder, row_list: RowList) -> bool:
    repeated = builder.draft.edition.side[row_list].repeated
    return repeated is not None and bool(repeated.parent)


def _title(workbook: Workbook, path: Address | RowList) -> str:
    return workbook.title(path) if isinstance(path, Address) else f"{workbook.place(path.table)}的行"


def _shown(stated: Mapping[Spot, Publishable], path: Spot) -> str:
    content = stated.get(path, "")
    text = "、".join(content) if isinstance(content, tuple) else content if isinstance(content, str) else content.text
    return text[:_SHOWN]
