"""The preview's text: however the blocks change, it is what the last ones give."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from disclosure_editor.document.addresses import Address
from disclosure_editor.exchange.blocks import Block, Grid, GridCell, Paragraph, Run, Sheet, Style
from disclosure_editor.ui.preview_text import PreviewText, link_to, linked_address

ADDRESS = Address("表三", "2080505", "基本支出")

texts = st.sampled_from(["", "甲", "乙\n丙", "13.54", "𠮷田"])
runs = st.builds(Run, texts, st.sampled_from([None, ADDRESS]), st.booleans())
paragraphs = st.builds(
    Paragraph, st.sampled_from([Style.PART, Style.BODY, Style.NOTE]), st.lists(runs, max_size=3).map(tuple)
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    rows = draw(st.integers(1, 3))
    merged = draw(st.booleans()) and rows > 1
    cells = [
        GridCell(row, column, draw(texts), address=draw(st.sampled_from([None, ADDRESS])))
        for row in range(rows)
        for column in range(3)
        if not (merged and row < 2 and column < 2)
    ]
    if merged:
        cells.insert(0, GridCell(0, 0, draw(texts), 2, 2, header=True))
    return Grid(tuple(cells), rows, 3, 1, (1, 2, 3), Sheet("表"))


sequences = st.lists(st.lists(st.one_of(paragraphs, grids()), max_size=5), min_size=2, max_size=4)


def lines(document: QTextDocument) -> list[tuple[str, float, object]]:
    """Every line of a document with what it looks like."""
    found: list[tuple[str, float, object]] = []
    block = document.begin()
    while block.isValid():
        made = block.blockFormat()
        found.append((block.text(), made.topMargin(), made.alignment()))
        block = block.next()
    return found


@pytest.mark.usefixtures("qapp")
@given(sequences)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_text_is_the_same_as_a_fresh_one(sequence: list[list[Block]]) -> None:
    changed, fresh = QTextDocument(), QTextDocument()
    text, expected = PreviewText(changed), PreviewText(fresh)
    for blocks in sequence:
        text.show(blocks)
    expected.show(sequence[-1])
    assert lines(changed) == lines(fresh)
    assert text.blocks == tuple(sequence[-1])
    places = [text.text_block(index).position() for index in range(len(text.blocks))]
    assert places == [expected.text_block(index).position() for index in range(len(text.blocks))]
    assert [text.index_at(place) for place in places] == list(range(len(places)))
    found = [cursor.selectedText() for cursor in text.ranges(ADDRESS)]
    assert found == [cursor.selectedText() for cursor in expected.ranges(ADDRESS)]


@pytest.mark.usefixtures("qapp")
def test_unchanged_paragraphs_are_left_alone() -> None:
    document = QTextDocument()
    text = PreviewText(document)
    before = [Paragraph(Style.BODY, (Run(str(number)),)) for number in range(50)]
    text.show(before)
    touched: list[tuple[int, int, int]] = []
    document.contentsChange.connect(lambda *change: touched.append(change))
    after = [*before[:20], Paragraph(Style.BODY, (Run("改"),)), *before[21:]]
    text.show(after)
    assert sum(added for _, _, added in touched) < 10
    touched.clear()
    text.show(list(after))
    assert touched == []


@pytest.mark.usefixtures("qapp")
def test_a_value_after_a_rare_character_is_found_where_it_stands() -> None:
    text = PreviewText(QTextDocument())
    text.show([Paragraph(Style.BODY, (Run("𠮷田支出"), Run("13.54", ADDRESS), Run("万元")))])
    assert [cursor.selectedText() for cursor in text.ranges(ADDRESS)] == ["13.54"]


@pytest.mark.parametrize(
    "address", [ADDRESS, Address("单位", "", "全称"), Address("表七", "网站（一期）.运维 #2", "项目支出合计")]
)
def test_a_link_leads_back_to_its_address(address: Address) -> None:
    assert linked_address(link_to(address)) == address


def test_other_links_lead_nowhere() -> None:
    assert linked_address("https://example.org") is None
