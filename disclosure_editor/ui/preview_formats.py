"""The looks of the preview: what each kind of paragraph and cell is shown like."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from disclosure_editor.exchange.blocks import Align, Grid, GridCell, Style

BODY_FAMILIES = ["FangSong", "仿宋", "STFangsong", "Noto Serif CJK SC", "SimSun", "serif"]
HEADING_FAMILIES = ["SimHei", "黑体", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
TEXT_COLOUR = QColor("#1c1c1c")
LINK_COLOUR = QColor("#1d5a9e")
MISSING_COLOUR = QColor("#c8372d")
FAINT_COLOUR = QColor("#8a929c")
CARRIED_COLOUR, CARRIED_BACKGROUND = QColor("#7a45b8"), QColor("#eee5f7")
"""Of the line under what is last year's and not confirmed, and behind it."""
_LINE, _HEADER = QColor("#9aa5b1"), QColor("#f2f4f7")

_ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
}


class _Look(NamedTuple):
    """A kind of paragraph: its size beside that of running text, weight, alignment and the room around it."""

    size: int = 0
    heading: bool = False
    bold: bool = False
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    above: int = 0
    below: int = 4
    indent: bool = False


_CENTER, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight

_LOOKS = {
    Style.TITLE: _Look(3, heading=True, bold=True, alignment=_CENTER, above=24, below=20),
    Style.CONTENTS: _Look(1, heading=True, alignment=_CENTER, above=12, below=12),
    Style.PART: _Look(2, heading=True, bold=True, alignment=_CENTER, above=22, below=12),
    Style.SECTION: _Look(1, heading=True, bold=True, above=14, below=6),
    Style.SUBSECTION: _Look(0, bold=True, above=8, below=4, indent=True),
    Style.BODY: _Look(indent=True),
    Style.TABLE_NUMBER: _Look(0, heading=True, above=14),
    Style.TABLE_TITLE: _Look(1, heading=True, bold=True, alignment=_CENTER, below=6),
    Style.UNIT_LINE: _Look(-1, below=2),
    Style.NOTE: _Look(-1, above=4, below=8),
    Style.SIGNATURE: _Look(0, alignment=_RIGHT, above=24),
}

_CHARACTER = 16
"""The width of a character of running text, for the indent of its first line."""

_PADDING = 3
"""The room around a cell's text."""

_COLUMNS, _COLUMN_WIDTH = 8, 58
"""How many columns the page has room for, and the width of one where there are more."""


def _spacer_block() -> QTextBlockFormat:
    spacer = QTextBlockFormat()
    spacer.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    return spacer


def _spacer_text() -> QTextCharFormat:
    spacer = QTextCharFormat()
    spacer.setFontPointSize(1)
    return spacer


SPACER_BLOCK, SPACER_TEXT = _spacer_block(), _spacer_text()
"""The empty lines that Qt's tables stand between."""


@cache
def block_format(style: Style) -> QTextBlockFormat:
    """How paragraphs of a style stand on the page."""
    look = _LOOKS[style]
    made = QTextBlockFormat()
    made.setAlignment(look.alignment)
    made.setTopMargin(look.above)
    made.setBottomMargin(look.below)
    made.setLeftMargin(6)
    made.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if look.indent:
        made.setTextIndent(2 * _CHARACTER)
    if style in (Style.PART, Style.SECTION, Style.SUBSECTION):
        made.setHeadingLevel({Style.PART: 1, Style.SECTION: 2, Style.SUBSECTION: 3}[style])
    return made


@cache
def run_format(
    style: Style, *, link: str = "", number: bool = False, missing: bool = False, faint: bool = False
) -> QTextCharFormat:
    """What a piece of a paragraph looks like; what states a value is a link, and a number looks like one."""
    look = _LOOKS[style]
    made = QTextCharFormat()
    made.setFontFamilies(HEADING_FAMILIES if look.heading else BODY_FAMILIES)
    made.setProperty(QTextFormat.Property.FontSizeAdjustment, look.size)
    if look.bold:
        made.setFontWeight(QFont.Weight.Bold)
    if link:
        made.setAnchor(True)
        made.setAnchorHref(link)
        made.setForeground(QBrush(LINK_COLOUR if number else TEXT_COLOUR))
    if missing:
        made.setForeground(QBrush(MISSING_COLOUR))
        made.setFontWeight(QFont.Weight.Bold)
    if faint:
        made.setForeground(QBrush(FAINT_COLOUR))
    return made


def carried_format(looks: QTextCharFormat, tip: str) -> QTextCharFormat:
    """The same looks for what is last year's and not confirmed, with a tooltip that says so."""
    made = QTextCharFormat(looks)
    made.setBackground(QBrush(CARRIED_BACKGROUND))
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
    made.setUnderlineColor(CARRIED_COLOUR)
    made.setToolTip(tip)
    return made


def table_format(grid: Grid) -> QTextTableFormat:
    """How a grid stands on the page: as wide as the window, its columns as in print."""
    made = QTextTableFormat()
    made.setBorder(1)
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderBrush(QBrush(_LINE))
    made.setBorderCollapse(True)
    made.setCellPadding(_PADDING)
    made.setCellSpacing(0)
    made.setHeaderRowCount(min(grid.header_rows, grid.rows))
    # A table of many columns keeps a width and the page scrolls; figures in narrow strips can't be read.
    if grid.columns > _COLUMNS:
        made.setWidth(QTextLength(QTextLength.Type.FixedLength, grid.columns * _COLUMN_WIDTH))
    else:
        made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    total = sum(grid.widths) or 1
    if len(grid.widths) == grid.columns:
        made.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, width * 100 / total) for width in grid.widths]
        )
    made.setBottomMargin(8)
    return made


def cell_format(cell: GridCell, present: QTextCharFormat) -> QTextTableCellFormat:
    """How a cell is filled and where its text stands in it; at present it holds the cell's spans, which stay.

    The size and family are those of a blank cell's line.
    """
    made = QTextTableCellFormat(present.toTableCellFormat())
    made.setFontFamilies(BODY_FAMILIES)
    made.setProperty(QTextFormat.Property.FontSizeAdjustment, -1)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    if cell.header:
        made.setBackground(QBrush(_HEADER))
    return made


class CellLooks(NamedTuple):
    """What a cell's text looks like."""

    block: QTextBlockFormat
    text: QTextCharFormat


def cell_text_format(cell: GridCell, link: str) -> CellLooks:
    """What a cell's text looks like; a value is a link to the cell where it is filled in."""
    align = Align.CENTER if cell.vertical else cell.align
    return CellLooks(_cell_block(align, cell.indent, cell.amount is not None), _cell_text(link))


@cache
def _cell_block(align: Align, indent: int, number: bool) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setAlignment(_ALIGNMENTS[align])
    made.setLeftMargin(indent * 10)
    made.setNonBreakableLines(number)
    return made


@cache
def _cell_text(link: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontFamilies(BODY_FAMILIES)
    made.setProperty(QTextFormat.Property.FontSizeAdjustment, -1)
    made.setForeground(QBrush(TEXT_COLOUR))
    if link:
        made.setAnchor(True)
        made.setAnchorHref(link)
    return made
