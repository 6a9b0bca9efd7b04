"""Reasons given for a change, against the change: its direction, and the amounts that the reason lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, reduce

from disclosure_editor.calculation.quantities import Measure, mentions_with_words
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding
from disclosure_editor.checks.places import near_name
from disclosure_editor.checks.row_texts import cells_beside, texts_of
from disclosure_editor.checks.wording import figure
from disclosure_editor.document.amounts import EXACT
from disclosure_editor.document.texts import compact, folded
from disclosure_editor.editions.model import Check, Table, ValueType

_UP = re.compile(r"增加|增长|上升|提高|上调|调增|新增|追加|增幅|增大|扩大|增多|调高|升高|加大")
_DOWN = re.compile(r"减少|下降|降低|减幅|降幅|调减|核减|压减|压缩|削减|缩减|节约|取消|下调|减免|未安排|不再安排")
_NOT_SO = re.compile(
    r"(?:未|没有|没|无|不再|不)[^，。；;、]{0,2}(?:增加|增长|新增|追加|减少|下降|降低|提高)"
    r"|(?<![较比与同])(?:上年|去年|上一年)(?!度?相比)[^，。；;]*"
)
"""What has words of a change and is none of this year: 未增加人员, 上年增加了一次性项目."""
_BETWEEN = re.compile(r"[由从]\d|增[加长]?[到至]|提高[到至]|达到")
_PARTS = re.compile(r"其中[^。；;]*$")


def reasons(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Reasons in ``columns`` that speak of an increase only where ``change`` is a decrease, or the other way round.

    And reasons for an increase in 万元 that list more than it.
    """
    for address, text in texts_of(workbook, check, table, row):
        cells = [cell for column in check.options["change"] for cell in cells_beside(workbook, table, row, column)]
        changes = [(cell, amount) for cell in cells if (amount := workbook.cell(cell).amount)]
        if not changes:
            continue
        cell, change = changes[0]
        direction, listed = _told(text)
        place, title = workbook.title(address), near_name(workbook, cell, address)
        column = workbook.edition.column(cell)
        assert column is not None
        stated = f"{figure(abs(change))}{column.unit}"
        if direction * change < 0:
            told, found = ("增加", "减少") if direction > 0 else ("减少", "增加")
            message = f"{place}说的是{told}（“{text}”），{title}却是{found}{stated}，请核对。"
            yield Finding(check.id, check.title, check.severity, message, (address, cell), told, f"{found}{stated}")
        elif direction > 0 and column.type is ValueType.AMOUNT and listed > change:
            message = (
                f"{place}里列出的增加额共{figure(listed)}{column.unit}，{title}只有{stated}，"
                "也没有说到减少，请核对；是全年安排数的，请不要写成增加。"
            )
            yield Finding(
                check.id,
                check.title,
                check.severity,
                message,
                (address, cell),
                figure(listed),
                figure(change),
                listed - change,
            )


@lru_cache(maxsize=1024)
def _told(text: str) -> tuple[int, Decimal]:
    """The direction of the change that a text speaks of, 0 for none or both, and the amounts that it lists in all."""
    plain = _NOT_SO.sub("", compact(folded(text)))
    up, down = _UP.search(plain), _DOWN.search(plain)
    money = ((m, words) for m, words in mentions_with_words(text) if m.measure is Measure.MONEY and not m.rate)
    amounts = [m.value for m, words in money if not _PARTS.search(words)]
    listed = Decimal(0) if _BETWEEN.search(plain) else reduce(EXACT.add, amounts, Decimal(0))
    return bool(up) - bool(down), listed
