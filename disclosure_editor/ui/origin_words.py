"""What a value or a paragraph was read from, in the officer's words."""

from __future__ import annotations

from disclosure_editor.document.disclosure import Origin

_MOST = 60
"""How many characters of the file's own words are quoted in one line, where there is room."""


def origin_words(origin: Origin, most: int = _MOST) -> str:
    """One line for a tooltip or the status bar: 沿用上年，待确认：第3页，原文“236.5”.

    Args:
        most: how many characters of the file's own words are quoted.
    """
    words = shortened(origin.text, most)
    quoted = f"“{words}”" if words else ""
    if not origin.unconfirmed:
        return f"原文：{origin.place}{quoted}"
    where = "，".join(filter(None, (origin.place, f"原文{quoted}" if quoted else "")))
    return f"沿用上年，待确认：{where}" if where else "沿用上年，待确认"


def shortened(text: str, most: int = _MOST) -> str:
    """The beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
