"""Reading how a form is printed: its rows of merged cells."""

from __future__ import annotations

from disclosure_editor.editions.model import Shape, ShapeCell, ShapeRow
from disclosure_editor.editions.nodes import Entry, Node


def read_shape(entry: Entry) -> Shape:
    """Read one shape: ``widths`` of its columns and its ``rows`` (a list of cells, or ``each`` with ``cells``)."""
    position = entry.where("widths")
    widths = tuple(int(text) if text.isdecimal() else 0 for text in entry.texts("widths"))
    if not widths or 0 in widths:
        entry.problem("“widths”应是各列相对宽度的列表，如 [6, 12, 20]", position)
    rows = tuple(_row(node, entry, len(widths)) for node in entry.nodes("rows"))
    shape = Shape(entry.text("id"), widths, rows)
    entry.done()
    return shape


def _row(node: Node, parent: Entry, columns: int) -> ShapeRow:
    if isinstance(node.content, tuple):
        return ShapeRow(tuple(_cell(item, parent) for item in node.content))
    entry = Entry(node, parent.problems, "表样的行")
    row = ShapeRow(tuple(_cell(item, parent) for item in entry.nodes("cells")), entry.text("each"))
    entry.done()
    if sum(cell.columns for cell in row.cells) > columns:
        entry.problem(f"这一行的格子超出了{columns}列")
    return row


def _cell(node: Node, parent: Entry) -> ShapeCell:
    if isinstance(node.content, str):
        return ShapeCell(node.content)
    entry = Entry(node, parent.problems, "表样的格子")
    rows = entry.text("rows", "1")
    if not (rows.isdecimal() or rows == "rest"):
        entry.problem(f"“rows”应为整数或 rest，写的是“{rows}”")
    cell = ShapeCell(
        text=entry.text("text", ""),
        columns=entry.whole("columns", 1),
        rows=int(rows) if rows.isdecimal() else 0,
        header=entry.flag("header"),
        center=entry.flag("center"),
        vertical=entry.flag("vertical"),
        merge=entry.flag("merge"),
    )
    entry.done()
    return cell
