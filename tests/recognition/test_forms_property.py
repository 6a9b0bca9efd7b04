"""Whatever stands in a document's forms: what is printed is read back to the same values, rows and choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList, free_row_name
from disclosure_editor.document.amounts import parse_amount
from disclosure_editor.document.disclosure import Content, Disclosure, Path
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Column, Side, Table, ValueType, View
from disclosure_editor.exchange.blocks import Block
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.narrative.form_cells import cards, chosen_shape, lines
from disclosure_editor.recognition.forms.forms import read_forms
from disclosure_editor.recognition.forms.shapes import shape_patterns
from tests.recognition.form_files import Skin, certain, covered_blank, covered_left_out, empty, source_of, take

EDITIONS = ("xinjiang-budget-2021", "xinjiang-self-assessment-2021", "xinjiang-final-2022", "xinjiang-final-2024")
SKINS: tuple[Skin, ...] = (certain, covered_blank, covered_left_out)

WORD = st.text("数量质量时效成本指标维护次率完成目标资金项目一二3≥<=%（）、，.12", min_size=1, max_size=14).filter(
    lambda text: any("一" <= character <= "鿿" for character in text)
)
NAME = st.text("运维监测平台专项经费网络煤矿一二三", min_size=2, max_size=12)
LINES = st.lists(WORD, min_size=1, max_size=4).map("\n".join)
AMOUNT = st.decimals(0, 99999, places=2).map(str)
MERGED = st.sampled_from(["产出指标", "效益指标", "满意度指标"])


@cache
def library() -> Library:
    return Library()


@cache
def printed(edition: str) -> frozenset[tuple[str, str]]:
    """The columns that forms print."""
    return frozenset(
        (slot.column.id if slot.side is None else slot.side.table, slot.column.id)
        for shape in shape_patterns(library().edition(edition))
        for slot in shape.slots
    )


def value_of(column: Column) -> st.SearchStrategy[str]:
    if column.type is ValueType.CHOICE:
        return st.sampled_from(column.choices)
    if column.type.numeric:
        return AMOUNT
    return LINES if column.type is ValueType.LONG_TEXT else WORD


@st.composite
def documents(draw: st.DrawFn) -> Workbook:
    edition = library().edition(draw(st.sampled_from(EDITIONS)))
    contents: dict[Path, Content | None] = {}
    for table in edition.tables.values():
        if table.shapes and table.view is View.CARDS:
            fill_cards(draw, edition.children(table.id), table, contents, printed(edition.id))
    workbook = Workbook(edition, Disclosure(edition.id), library().catalogues)
    workbook.apply(workbook.edit("填写", contents))
    return workbook


def fill_cards(
    draw: st.DrawFn,
    children: tuple[Side, ...],
    table: Table,
    contents: dict[Path, Content | None],
    shown: frozenset[tuple[str, str]],
) -> None:
    """Cards, each with some of the rows that belong to it."""
    side = next(side for side in table.sides if side.repeated is not None)
    names: list[str] = []
    below: dict[RowList, list[str]] = {child.row_list: [] for child in children}
    for key in draw(st.lists(NAME, max_size=3)):
        names.append(free_row_name(key, set(names)))
        fill_row(draw, side, names[-1], contents, shown)
        for child in children:
            for _ in range(draw(st.integers(0, 4))):
                own = below[child.row_list]
                own.append(free_row_name(names[-1], set(own)))
                fill_row(draw, child, own[-1], contents, shown)
    contents[side.row_list] = tuple(names)
    contents.update({row_list: tuple(own) for row_list, own in below.items()})


def fill_row(
    draw: st.DrawFn,
    side: Side,
    row: str,
    contents: dict[Path, Content | None],
    shown: frozenset[tuple[str, str]],
) -> None:
    """State something in the columns that are printed; a blank label would be one with that above it."""
    assert side.repeated is not None
    for column in side.columns:
        if column.id == side.repeated.key or (column.id != "表样" and (side.table, column.id) not in shown):
            continue
        label = column.id in ("一级指标", "二级指标")
        if label or column.id == "三级指标" or draw(st.booleans()):
            contents[Address(side.table, row, column.id)] = draw(MERGED if label else value_of(column))


def shown_values(workbook: Workbook) -> Mapping[Address, object]:
    """What the forms show, numbers as such, with the shapes that they have."""
    found: dict[Address, object] = {}
    patterns = {(shape.table.id, shape.shape.id): shape for shape in shape_patterns(workbook.edition)}
    for table in workbook.edition.tables.values():
        for card in cards(workbook, table) if table.shapes else ():
            name = card.name if card is not None else ""
            shape = patterns[table.id, chosen_shape(workbook, table, name).id]
            found[Address(table.id, name, "表样")] = shape.shape.id
            for row in shape.rows:
                handles = lines(workbook, row.each, card) if row.each else [card]
                for slot in (slot for cell in row.cells for slot in cell.slots if not slot.key):
                    for address in (slot.at(handle.name if handle is not None else "") for handle in handles):
                        text = workbook.cell(address).text
                        found[address] = (parse_amount(text) or 0) if slot.column.type.numeric else text
    return found


def printed_forms(workbook: Workbook) -> Iterator[Block]:
    publication = Publication(workbook)
    for section in workbook.edition.outline:
        table = workbook.edition.tables.get(section.table)
        if table is not None and table.shapes:
            yield from publication.section_blocks(section)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), st.sampled_from(SKINS))
def test_what_is_printed_is_read_back(workbook: Workbook, skin: Skin) -> None:
    source = source_of(printed_forms(workbook), skin)

    readings = read_forms(source, empty(workbook.edition, library()), frozenset())
    read = take(empty(workbook.edition, library()), readings)

    assert [remark for reading in readings for remark in reading.remarks] == []
    assert shown_values(read) == shown_values(workbook)
