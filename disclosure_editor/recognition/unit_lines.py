"""The line between a table's title and its grid: whose table it is, and in which unit its amounts are."""

from __future__ import annotations

import re

from disclosure_editor.document.amounts import EXACT, MalformedAmount, format_amount, parse_amount
from disclosure_editor.document.texts import compact, folded
from disclosure_editor.recognition.likeness import LONGEST_LABEL

_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_TEN_THOUSAND = 4
_MONEY = r"(?:人民币)?([十百千万亿]*元)"
_UNIT = re.compile(rf"单位\s*[:：]?\s*{_MONEY}|\(\s*{_MONEY}\s*\)")
_OWNER = re.compile(
    r"(?:编制|填报|公开|预算|编报)?(?:部门|单位)(?:\(单位\)|\(部门\))?(?:名称)?\s*:\s*"
    r"(?P<name>\S.*?)(?=\s{2,}|\t|\s*(?:金额)?单位\s*[:(]|$)"
)
_AMOUNT_WITH_UNIT = re.compile(rf"(.*\d[^十百千万亿]*?)\s*{_MONEY}", re.DOTALL)
_PUBLIC_NUMBER = re.compile(r"公开\d*表")


def money_exponent(text: str) -> int | None:
    """The power of ten that turns amounts in the unit that a text names into 万元; None where it names none."""
    named = _UNIT.search(folded(text[:LONGEST_LABEL]))
    return _exponent(named[1] or named[2]) if named else None


def _exponent(money: str) -> int:
    """By which power of ten an amount in a unit of money is one in 万元: of 元 -4, of 百万元 2."""
    return sum(_POWERS.get(character, 0) for character in money) - _TEN_THOUSAND


def owner_named(text: str) -> str:
    """The unit that a unit line says the table is of; empty for none."""
    for owner in _OWNER.finditer(folded(text[:LONGEST_LABEL])):
        name = text[owner.start("name") : owner.end("name")].strip()
        if not re.fullmatch(_MONEY, compact(name)):
            return name
    return ""


def is_unit_line(text: str) -> bool:
    """Whether a text says whose table follows, in which unit, or what number it has in the published file."""
    line = folded(text[:LONGEST_LABEL]).strip()
    return bool(_UNIT.search(line) or _OWNER.match(line) or _PUBLIC_NUMBER.fullmatch(compact(line)))


def in_ten_thousands(text: str, exponent: int, decimals: int) -> str:
    """An amount's text in 万元, exactly; as it stands where it is none, or is in 万元 already.

    Args:
        exponent: see `money_exponent`; the unit that the text itself names counts more.
        decimals: how many to write at least.
    """
    own = _AMOUNT_WITH_UNIT.fullmatch(text)
    if own is not None:
        exponent = _exponent(own[2])
    written = own[1] if own is not None else text
    try:
        amount = parse_amount(written)
    except MalformedAmount:
        return text
    if amount is None:
        return text
    return format_amount(amount.scaleb(exponent, EXACT), decimals) if exponent else written.strip()
