"""The repeated rows of a grid: where one can be added, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence

from disclosure_editor.calculation import edits
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, row_key
from disclosure_editor.document.disclosure import Edit
from disclosure_editor.editions.model import Side
from disclosure_editor.ui.table_layout import GridLayout


class TableRows:
    """The repeated rows of the sides that a grid shows."""

    def __init__(self, workbook: Workbook, layout: GridLayout) -> None:
        self._workbook = workbook
        self._layout = layout

    def names(self, side: Side) -> list[str]:
        """The names of a side's repeated rows that the grid shows."""
        names = edits.repeated_names(self._workbook, side.row_list)
        return [name for name in names if not self._layout.parent_row or row_key(name) == self._layout.parent_row]

    def grow(self, side: Side) -> bool:
        """Whether rows can be added here: not where only some rows of another table are shown."""
        return side.repeated is not None and (side.repeated.where is None or not self.follows(side))

    def follows(self, side: Side) -> bool:
        """Whether the rows are other tables'."""
        return edits.owner(self._workbook, side.row_list) != side.row_list

    def sorted(self, side: Side) -> bool:
        """Whether the rows stand in the order of their codes, whatever order they were added in."""
        return side.repeated is not None and bool(side.repeated.subtotals)

    def where_from(self, side: Side) -> str:
        """Whose rows are shown, in a sentence."""
        sources = edits.sources(self._workbook, side.row_list)
        tables = list(dict.fromkeys(self._workbook.place(source.table) for source in sources))
        first, everything = tables[0], "、".join(tables)
        if self.grow(side):
            return f"本表与{everything}共用行" + (f"，在本表增加的行列在{first}" if len(tables) > 1 else "")
        return f"本表的行由{everything}自动列出：请在{first}增加，或点“单独填写行”"

    def added_to(self, side: Side) -> str:
        """In which table rows added here are stated, in words; empty where that is this one."""
        if not self.follows(side):
            return ""
        owning = edits.owner(self._workbook, side.row_list)
        return f"加在{self._workbook.place(owning.table)}，共用行的表里都有"

    def hint(self) -> str:
        """How the first row gets into a grid that has no rows yet; empty for one that has some, or has fixed ones."""
        growing = [side for side in self._layout.sides if side.repeated is not None]
        if not growing or any(self.names(side) for side in growing):
            return ""
        side = growing[0]
        if not self.grow(side):
            return f"{self.where_from(side)}。"
        return "还没有行。按 Enter 或点“＋ 增加行”。" + (f"{self.where_from(side)}。" if self.follows(side) else "")

    def sharing(self, side: Side, names: Sequence[str]) -> str:
        """The other tables where these rows are the same rows, for a message."""
        sides = [other for name in names for other in edits.sharing(self._workbook, side.row_list, name)]
        return "、".join(dict.fromkeys(other.table for other in sides if other.table != side.table))

    def add(self, side: Side, after: str | None) -> tuple[Edit, str]:
        """A new row behind another, or behind the last one shown; with the name it gets."""
        names = self.names(side)
        return edits.add_row(
            self._workbook, side.row_list, after or (names[-1] if names else None), self._layout.parent_row
        )

    def move(self, side: Side, name: str, by: int) -> Edit:
        """A row past its neighbour in the grid, whatever rows the grid does not show between them."""
        names = self.names(side)
        neighbour = names[max(0, min(len(names) - 1, names.index(name) + by))]
        everywhere = edits.repeated_names(self._workbook, side.row_list)
        places = everywhere.index(neighbour) - everywhere.index(name)
        return edits.move_row(self._workbook, side.row_list, name, places)

    def is_last(self, side: Side, name: str) -> bool:
        """Whether it is the last row shown."""
        return self.names(side)[-1:] == [name]

    def filled(self, side: Side, name: str) -> bool:
        """Whether anything is stated in a row, its key included unless it is given by the parent row."""
        stated = any(self._workbook.stated(Address(side.table, name, column.id)) for column in side.columns)
        return stated or (not self._layout.parent_row and bool(row_key(name)))
