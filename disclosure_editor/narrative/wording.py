"""How numbers read in running text."""

from __future__ import annotations

from decimal import Decimal

from disclosure_editor.document.amounts import format_amount

INCREASED = "增加"
DECREASED = "减少"

UP = "增加|增长|上升|提高|增幅"
DOWN = "减少|下降|降低|减幅"
"""What texts say of an increase and of a decrease, as ways of a pattern."""

PLACEHOLDER = "（请填写："
"""How the words begin that stand for what isn't stated yet."""

_DIGITS = "零一二三四五六七八九"
_COMPARED = ("比", "较")
_LAST_YEAR = "上年"


def percentage_text(percentage: Decimal, decimals: int = 0) -> str:
    """A percentage as the publications print it: two decimals unless it is whole (340%, 4.20%).

    Args:
        decimals: at least so many has a whole one too.
    """
    whole = percentage == percentage.to_integral_value()
    return f"{format_amount(percentage.to_integral_value() if whole else percentage, decimals if whole else 2)}%"


def unchanged_text(prefix: str) -> str:
    """What a comparison says where nothing has changed: 比上年预算数 → 与上年预算数持平."""
    compared_with = prefix[1:] if prefix[:1] in _COMPARED else ""
    return f"与{compared_with or _LAST_YEAR}持平"


def ordinal_text(number: int) -> str:
    """A whole number from 1 to 99 in Chinese: 一, 十, 十一, 二十.

    Raises:
        ValueError: the number is out of this range.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"序号只到九十九，这里是{number}")
    tens, ones = divmod(number, 10)
    front = "" if tens < 2 else _DIGITS[tens]
    return front + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
