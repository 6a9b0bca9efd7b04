"""Which edition a file was published in: the one whose words it has, for the year that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from disclosure_editor.document.refusals import Refusal
from disclosure_editor.document.texts import YEAR, bare, folded
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.model import Edition
from disclosure_editor.exchange.source import Source, SourceGrid, SourceParagraph
from disclosure_editor.narrative.environment import read_source, template_path
from disclosure_editor.narrative.patterns import TAG

_YEARS = (re.compile(r"(?<!\d)20\d\d(?=年(?:度|部门|单位))"), YEAR)
"""A year that something is published for, and (where there is none) any year."""
_TITLED_YEAR = re.compile(r"(?<!\d)20\d\d(?=年\S*(?:表|预算|决算|说明)$)")
_MIXED = 3
"""So many titles of another year make a file one of two years."""
_SHORT_LINE = 60
"""Longer paragraphs are running text, which names other years too."""
_LEAST_WORDS = 3
"""Of an edition's words that a file must have to be one of its publications."""
_WHOLE = 0.1
"""By how much an edition gains all of whose words a file has: the smaller of two editions that share a form."""
_OTHER_YEAR = 0.3
"""What the words of an edition count that came after the file's year."""


class NoEdition(Refusal):
    """No edition has enough of the file's words."""


def choose_edition(source: Source, library: Library) -> Edition:
    """The edition that a file was published in.

    Raises:
        NoEdition: it is a publication of none.
        PackError, CatalogueError: see `Library.edition`.
    """
    text, year = bare("".join(_texts(source))), year_of(source)
    editions = library.readable()
    scores = {edition.id: _score(edition, text, year) for edition in editions}
    best = max(editions, key=lambda edition: scores[edition.id], default=None)
    if best is None or scores[best.id] == 0:
        titles = "、".join(edition.title for edition in editions)
        raise NoEdition(
            f"“{source.name}”不像预决算公开文件：没有找到各版式（{titles}）的标题和表头。请检查是否选错了文件。"
        )
    return best


def year_of(source: Source) -> int | None:
    """The year that a file's headings and forms are of, else its sentences; None where none of them names one."""
    lines = ["".join(folded(text).split()) for text in _texts(source)]
    for longest in (_SHORT_LINE, max(map(len, lines), default=0)):
        for pattern in _YEARS:
            years = Counter(year for line in lines if len(line) <= longest for year in pattern.findall(line))
            if years:
                return int(years.most_common(1)[0][0])
    return None


def other_years(source: Source) -> tuple[int, ...]:
    """The other years whose tables or text a file seems to hold: those that its short lines name nearly as often."""
    lines = ["".join(folded(text).split()) for text in _texts(source) if len(text.strip()) <= _SHORT_LINE]
    years = Counter(int(year) for line in lines for year in _TITLED_YEAR.findall(line))
    most = max(years.values(), default=0)
    own = year_of(source)
    return tuple(year for year, count in sorted(years.items()) if year != own and 2 * count >= most and count >= _MIXED)


def _score(edition: Edition, text: str, year: int | None) -> float:
    """How much a file is of an edition: for each sort of words, of those in it the number and the share."""
    score, met, known = 0.0, 0, 0
    for words in _words(edition):
        found = sum(word in text for word in words)
        score += found * found / len(words) if words else 0
        met, known = met + found, known + len(words)
    if met < _LEAST_WORDS:
        return 0
    fits = _OTHER_YEAR if year is not None and edition.year > year else 1.0
    nearness = 1 / (1 + abs(edition.year - year) / 50) if year is not None else 1.0
    return score * fits * nearness * (1 + _WHOLE * met / known)


def _words(edition: Edition) -> Iterator[frozenset[str]]:
    """What publications of an edition print, whoever publishes them: headings, sentences, titles, labels of forms."""
    paths = (template_path(edition.templates, section.template) for section in edition.outline if section.template)
    yield _phrases(section.heading for section in edition.outline)
    yield _phrases(read_source(path) for path in paths if path is not None)
    yield _phrases(table.title for table in edition.tables.values() if table.published)
    shapes = (shape for table in edition.tables.values() for shape in table.shapes)
    yield _phrases(cell.text for shape in shapes for row in shape.rows for cell in row.cells)


def _phrases(texts: Iterable[str]) -> frozenset[str]:
    parts = (bare(part) for text in texts for part in TAG.split(text))
    return frozenset(part for part in parts if len(part) >= 4)


def _texts(source: Source) -> Iterator[str]:
    for block in source.blocks:
        match block:
            case SourceParagraph():
                yield block.text
            case SourceGrid():
                yield from _cells(block)


def _cells(grid: SourceGrid) -> Iterable[str]:
    return (cell.text for cell in grid.cells)
