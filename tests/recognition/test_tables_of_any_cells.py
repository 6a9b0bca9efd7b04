"""Whatever stands in a grid, reading it ends, and every figure is read or told."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.disclosure import Disclosure, Understanding
from disclosure_editor.exchange.source import Place, Source, SourceBlock, SourceCell, SourceGrid, SourceParagraph
from disclosure_editor.recognition.tables.tables import read_tables
from tests.recognition.other_hands import LIBRARY, Drawn, as_source, example

PLACE = Place(line=7)
EDITIONS = ("xinjiang-budget-2021", "xinjiang-final-2022")
TABLES = [*example("energy-monitoring-2021-budget").tables.values(), *example("complete-2024-final").tables.values()]
WORDS = sorted({text for table in TABLES for row in table.rows[:6] for text in row})
LINES = sorted({text for table in TABLES for text in table.above})

texts = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["", "　", "合计", "总计", "小计", "栏次", "1", "2.5", "1,234.50", "约5", "—", "201", "2080505", "301"]
    ),
    st.text(alphabet="项目支出收入合计0123456789.,（）：\n\t　 ab\U0001f600", max_size=12),
)


@st.composite
def grids(draw: st.DrawFn) -> SourceGrid:
    """A grid of any cells, some of them reaching over others that are there all the same."""
    rows, columns = draw(st.integers(0, 9)), draw(st.integers(1, 7))
    spans = st.integers(1, 3)
    cells = [
        SourceCell(row, column, draw(texts), PLACE, draw(spans), draw(spans))
        for row in range(rows)
        for column in range(draw(st.integers(0, columns)) if draw(st.booleans()) else columns)
    ]
    return SourceGrid(tuple(cells), rows, columns, PLACE, implied=draw(st.booleans()))


blocks = st.one_of(
    grids(),
    st.one_of(st.sampled_from(LINES), texts).map(lambda text: SourceParagraph(text, PLACE)),
    st.sampled_from(TABLES).map(lambda table: as_source([table]).blocks[-1]),
)


def check(found: list[SourceBlock]) -> None:
    source = Source("任意", tuple(found))
    for name in EDITIONS:
        edition = LIBRARY.edition(name)
        readings = read_tables(source, Workbook(edition, Disclosure(edition.id), LIBRARY.catalogues))
        assert len({reading.table for reading in readings}) == len(readings)
        for reading in readings:
            stated, read = reading.amounts
            unread = [r for r in reading.remarks if r.understanding is Understanding.NOT_UNDERSTOOD]
            assert stated - read <= len(unread)
            assert all(edition.column(found.path) is not None for found in reading.values)


@given(st.lists(blocks, max_size=6))
@settings(max_examples=150)
def test_any_file_is_read_to_its_end(found: list[SourceBlock]) -> None:
    check(found)


@st.composite
def damaged_tables(draw: st.DrawFn) -> Drawn:
    """A printed table some of whose cells hold something else."""
    table = draw(st.sampled_from(TABLES))
    rows = [list(row) for row in table.rows]
    for _ in range(draw(st.integers(0, 12))):
        rows[draw(st.integers(0, len(rows) - 1))][draw(st.integers(0, table.width - 1))] = draw(texts)
    merges = tuple(merge for merge in table.merges if draw(st.integers(0, 9)))
    return Drawn(table.name, table.above, tuple(map(tuple, rows)), merges, table.heading, table.below)


@given(st.lists(damaged_tables(), max_size=4))
@settings(max_examples=100)
def test_every_figure_of_a_damaged_table_is_read_or_told(tables: list[Drawn]) -> None:
    check(list(as_source(tables).blocks))
