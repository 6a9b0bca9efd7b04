"""A sheet as its reader gives it, whatever file it came from: cells as shown, merged ranges, what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from disclosure_editor.exchange.source import Place, Unread

LAST_COLUMN = 16_384
LAST_ROW = 1_048_576
HIDDEN_SHEET = "这张工作表是隐藏的，没有读。需要它时，请取消隐藏，保存后再导入。"

_LETTERS = 26
_NAME = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True)
class SheetCell:
    """A cell that has a text or lines around it.

    Attributes:
        name: as the spreadsheet names it, such as B4.
        text: as it is shown.
        ruled: whether lines stand at two of its sides at least, as they do in a table.
    """

    name: str
    text: str
    ruled: bool


@dataclass(frozen=True)
class Merge:
    """A merged range; rows and columns count from 0, the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """A sheet's cells by row and column, from 0."""

    name: str
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unread: list[Unread] = field(default_factory=list)


def cell_name(row: int, column: int) -> str:
    """A cell's name: B4 for the fourth row's second column, which are 3 and 1 here."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def cell_place(name: str) -> tuple[int, int] | None:
    """The row and column of a cell by its name, from 0; None where it is none that a spreadsheet has."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    row = int(match[2])
    if not (1 <= row <= LAST_ROW and column <= LAST_COLUMN):
        return None
    return row - 1, column - 1


def without_hidden(sheet: Sheet) -> Sheet:
    """The sheet as it is seen: hidden rows and columns are gone, those behind them have moved up.

    What they hold is told as not read.
    """
    if not sheet.hidden_rows and not sheet.hidden_columns:
        return sheet
    rows = {row for row, _ in sheet.cells} | {row for merge in sheet.merges for row in (merge.top, merge.bottom + 1)}
    columns = {at for _, at in sheet.cells} | {at for merge in sheet.merges for at in (merge.left, merge.right + 1)}
    row_of, column_of = _moved(rows, sheet.hidden_rows), _moved(columns, sheet.hidden_columns)
    seen: dict[tuple[int, int], SheetCell] = {}
    lost: list[SheetCell] = []
    # A merged cell shows its text even where the row or column that it begins in is hidden.
    anchors = {(merge.top, merge.left) for merge in sheet.merges}
    for (row, column), cell in sheet.cells.items():
        if row not in sheet.hidden_rows and column not in sheet.hidden_columns:
            seen.setdefault((row_of[row], column_of[column]), cell)
        elif (row, column) in anchors and cell.text.strip():
            seen[row_of[row], column_of[column]] = cell
        elif cell.text.strip():
            lost.append(cell)
    merges = [
        Merge(row_of[merge.top], column_of[merge.left], row_of[merge.bottom + 1] - 1, column_of[merge.right + 1] - 1)
        for merge in sheet.merges
    ]
    merges = [merge for merge in merges if merge.top <= merge.bottom and merge.left <= merge.right]
    unread = [*sheet.unread, *_told(sheet.name, lost)]
    return replace(sheet, cells=seen, merges=merges, hidden_rows=set(), hidden_columns=set(), unread=unread)


def _moved(places: set[int], hidden: set[int]) -> dict[int, int]:
    """Where each row or column stands when the hidden ones before it are gone."""
    moved, gone, left = {}, 0, sorted(hidden)
    for place in sorted(places):
        while gone < len(left) and left[gone] < place:
            gone += 1
        moved[place] = place - gone
    return moved


def _told(sheet: str, lost: list[SheetCell]) -> list[Unread]:
    if not lost:
        return []
    names = "、".join(cell.name for cell in lost[:3]) + ("等" if len(lost) > 3 else "")
    reason = f"隐藏的行或列里有 {len(lost)} 个单元格（{names}）有内容，没有读。需要它们时，请取消隐藏，保存后再导入。"
    return [Unread(Place(sheet=sheet, cell=lost[0].name), reason)]
