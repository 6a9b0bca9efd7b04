"""Which of an edition's tables a text names: a heading above a grid, a sheet's name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from disclosure_editor.document.texts import bare, folded
from disclosure_editor.editions.model import Edition, Table
from disclosure_editor.recognition.likeness import LONGEST_LABEL, likeness

_NUMBER = re.compile(r"附?表([一二三四五六七八九十]+|\d+)")
_CONTINUED = re.compile(r"\(?续表?\)?")
_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))
_BY_NUMBER = 0.5
_LONGEST_REST = 30
"""What a heading may say besides the title: the unit, the year, the table's number."""


class Titles:
    """The titles of an edition's published tables."""

    def __init__(self, edition: Edition) -> None:
        self._tables = tuple(table for table in edition.tables.values() if table.published)
        self._titles = {table.id: bare(table.title) for table in self._tables}
        self._numbers = {table.id: number for table in self._tables if (number := table_number(table.number))}

    def named(self, text: str) -> Mapping[str, float]:
        """The tables that a text may name by their ids, with 1 for a title as it is printed and less for less."""
        if len(text) > LONGEST_LABEL or text.rstrip().endswith(("。", "；", "，")):
            return {}
        said = bare(_CONTINUED.sub("", "".join(folded(text).split())))
        scores = {table: score for table, score in self._by_title(said).items() if score}
        number = table_number(text)
        for table, own_number in self._numbers.items():
            if number == own_number:
                scores[table] = min(1.0, scores.get(table, 0.0) + _BY_NUMBER)
        return scores

    def named_by_sheet(self, sheet: str) -> Mapping[str, float]:
        """The tables that a sheet's name may mean: by a title, by a number, or by the edition's own short name."""
        said = bare(sheet)
        own = [table.id for table in self._tables if said.startswith(bare(table.id))]
        longest = max(own, key=len, default="")
        return {**({longest: 1.0} if longest else {}), **self.named(sheet)}

    def _by_title(self, said: str) -> dict[str, float]:
        exact = {table: title for table, title in self._titles.items() if title == said}
        if exact:
            return dict.fromkeys(exact, 1.0)
        within = {table: title for table, title in self._titles.items() if title in said}
        longest = {
            table: title
            for table, title in within.items()
            if not any(title != other and title in other for other in within.values())
        }
        if longest:
            return {t: 0.95 for t, title in longest.items() if len(said) <= len(title) + _LONGEST_REST}
        return {t: 0.9 * score for t, title in self._titles.items() if (score := self._likeness(said, title)) >= 0.75}

    def _likeness(self, said: str, title: str) -> float:
        return likeness(said, title) if len(said) >= 4 and "表" in said else 0.0


def table_number(text: str) -> int:
    """The number of a table that a text begins with: 2 for 表二：; 0 where it begins with none."""
    number = _NUMBER.match("".join(folded(text).split()))
    if number is None:
        return 0
    written = number[1]
    if written.isdecimal():
        return int(written)
    tens, mark, ones = written.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if mark else 0) + _DIGITS.get(ones, 0)


def is_table_number(text: str) -> bool:
    """Whether a text is a table's number and nothing else."""
    number = _NUMBER.match("".join(folded(text).split()))
    return number is not None and not bare("".join(folded(text).split())[number.end() :])


def plain_tables(edition: Edition) -> tuple[Table, ...]:
    """The edition's tables that are printed as rows and columns, in their order."""
    return tuple(table for table in edition.tables.values() if table.published and table.sides and not table.shapes)
