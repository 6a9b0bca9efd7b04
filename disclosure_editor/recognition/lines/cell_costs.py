"""How well words look like a cell of a column of a form's rows: what it costs to take them for one, 0 for very well."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from disclosure_editor.calculation.quantities import dates
from disclosure_editor.document.texts import compact, folded
from disclosure_editor.editions.model import ValueType
from disclosure_editor.recognition.forms.shapes import plain
from disclosure_editor.recognition.lines.row_columns import ENDING, ColumnKind, RowColumn
from disclosure_editor.recognition.lines.row_conditions import holds

_UNLIKELY = 5.0
_ODD = 2.0
_OTHER_ENDING = 2.5
_UNKNOWN_LEVEL, _LEVEL_OF_OTHERS = 1.5, 1.5
_WORD_FOR_QUANTITY = 0.5
_TEXT_THERE = 1.0
_UNFINISHED_TEXT = 0.7
_FIGURE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_SIGN = re.compile(r"[<>=≤≥]")
_QUANTITY = re.compile(r"[<>=≤≥]{0,2}(?:不[少低]于|不[超高]过|大于|小于)?-?\d[\d,]*(?:\.\d+)?[^\d，。；<>=]{0,8}")
_CHANGE = re.compile(r"[\u4e00-\u9fff]{1,4}[<>=≤≥]{0,2}\d[\d,]*(?:\.\d+)?[^\d，。；<>=]{0,4}")
"""A quantity behind a word: 提升3%."""
_BEFORE_DATE = re.compile(r"[<>=≤≥]{0,2}(?:不[晚迟]于)?")
_BEHIND_DATE = re.compile(r"[^\d<>=，。；]{0,4}")
"""What may stand beside dates where one belongs: 2024年6月底前完成."""
_PAGE_NUMBER = re.compile(r"[-—–第]+ ?\d{1,4} ?[-—–页]+")
_BLANK_IN_CHINESE = re.compile(r"[\u4e00-\u9fff] [\u4e00-\u9fff]")
_SENTENCE_ENDS = ("。", "；", "！", "？", ";")
_MOST = {ColumnKind.LEVEL: 9, ColumnKind.FIGURE: 16, ColumnKind.QUANTITY: 24, ColumnKind.NAME: 150}
_LONGEST_TEXT = 400
_LONGEST_WORD = 8
_NOTHING = ("/", "-", "—", "无")


def can_go_on(column: RowColumn, pieces: Sequence[str]) -> bool:
    """Whether lines can be the beginning of a cell."""
    if sum(map(len, pieces)) > _MOST.get(column.kind, _LONGEST_TEXT) or _PAGE_NUMBER.fullmatch(pieces[-1]):
        return False
    return column.kind is not ColumnKind.NAME or not _has_sign(pieces[-1])


def content_cost(column: RowColumn, pieces: Sequence[str]) -> float | None:
    """How little the lines of a cell look like one of a column, whatever its width; None for not at all."""
    if _PAGE_NUMBER.fullmatch(pieces[0]):
        return None
    match column.kind:
        case ColumnKind.LEVEL:
            return _level_cost(column, pieces)
        case ColumnKind.NAME:
            return _name_cost(column, pieces)
        case ColumnKind.FIGURE:
            return _figure_cost(column, pieces)
        case ColumnKind.QUANTITY:
            return _quantity_cost(column, pieces)
        case ColumnKind.TEXT:
            return _text_cost(column, pieces)


def _level_cost(column: RowColumn, pieces: Sequence[str]) -> float | None:
    text = compact("".join(pieces))
    if not text.isalpha() or text.isascii() or not ENDING <= len(text) <= _MOST[ColumnKind.LEVEL]:
        return None
    words = " ".join(pieces).split()
    ended = sum(begun.endswith(column.ending) for begun in accumulate(words[:-1]))
    whole = text.endswith(column.ending) and text != column.ending
    unknown = _UNKNOWN_LEVEL if column.words and text not in column.words else 0.0
    others = _LEVEL_OF_OTHERS if not column.words and text in column.words_of_others else 0.0
    return _UNLIKELY * ended + (0.0 if whole else _OTHER_ENDING) + unknown + others


def _name_cost(column: RowColumn, pieces: Sequence[str]) -> float | None:
    if any(map(_has_sign, pieces)) or _FIGURE.fullmatch(folded("".join(pieces))):
        return None
    words = [word for piece in pieces for word in piece.split()]
    unended = pieces[-1].endswith((*_SENTENCE_ENDS, "，", "、"))
    labels = sum(word.endswith(column.ending) and len(word) > len(column.ending) for word in words)
    character = len(words) == len(words[0]) == 1 and words[0].isalnum()
    apart = _ODD * sum(len(_BLANK_IN_CHINESE.findall(piece)) for piece in pieces)
    return _UNLIKELY * labels + apart + (_ODD if unended or character else 0.0)


@lru_cache(maxsize=4096)
def _has_sign(piece: str) -> bool:
    """Whether a quantity with a sign begins in a line."""
    return any(_SIGN.match(word) for word in folded(piece).split())


def figure_in(column: RowColumn, text: str) -> str:
    """The figure that a cell prints, without the words and the sign that stand behind it."""
    text = plain(text)
    for piece in column.cell.pieces:
        text = text.removesuffix(piece)
    return text.removesuffix("%") if column.slot.column.type is ValueType.PERCENTAGE else text


def _figure_cost(column: RowColumn, pieces: Sequence[str]) -> float | None:
    if not (pieces[0][0].isdigit() or pieces[0][0] in "+-"):
        return None
    return 0.0 if _FIGURE.fullmatch(figure_in(column, "".join(pieces))) else None


def _quantity_cost(column: RowColumn, pieces: Sequence[str]) -> float | None:
    text = compact(folded("".join(pieces)))
    if _QUANTITY.fullmatch(text) or _is_date(text) or text in _NOTHING:
        return 0.0
    if _CHANGE.fullmatch(text):
        return _WORD_FOR_QUANTITY if text == folded("".join(pieces)) else _ODD
    if any(word.endswith(column.ending) for word in " ".join(pieces).split()[:-1]):
        return 2 * _UNLIKELY
    if _SIGN.search(text[1:]) and not _SIGN.match(text[1:]):
        return None
    if (
        text == column.ending
        or any(character.isdigit() for character in text)
        or any(end in text for end in _SENTENCE_ENDS)
    ):
        return _UNLIKELY
    like_level = _ODD if text.endswith(column.ending) else 0.0
    one_word = len(pieces) == 1 and 1 < len(text) == len(pieces[0]) <= _LONGEST_WORD
    return _WORD_FOR_QUANTITY + like_level + (0.0 if one_word else _ODD)


def _is_date(text: str) -> bool:
    found = dates(text)
    if not found or not _BEFORE_DATE.fullmatch(text[: found[0].start]):
        return False
    return all(date.until for date in found[1:]) and _BEHIND_DATE.fullmatch(text[found[-1].end :]) is not None


def _text_cost(column: RowColumn, pieces: Sequence[str]) -> float:
    text = compact("".join(pieces))
    if column.slot.column.type is ValueType.CHOICE:
        return 0.0 if text in column.slot.column.choices else _UNLIKELY
    if text.endswith(column.ending):
        return _UNLIKELY
    signs = _ODD if len(pieces) > 1 and any(map(_has_sign, pieces)) else 0.0
    if text.endswith(_SENTENCE_ENDS) or len(text) <= _LONGEST_WORD:
        return signs
    goes_on = any(piece.endswith(_SENTENCE_ENDS) for piece in pieces[:-1])
    return signs + _UNFINISHED_TEXT + (_ODD if goes_on else 0.0)


def presence_cost(column: RowColumn, row: Mapping[str, str], present: bool) -> float:
    """What it costs that a text is there or isn't, by whether the edition's own condition asks for one.

    Args:
        row: the texts of the row's other cells by column.
    """
    if column.slot.column.type is ValueType.CHOICE:
        return 0.0 if present else _TEXT_THERE
    required = column.slot.column.required
    wanted = holds(required, row) if required is not None else None
    if wanted is None:
        return _TEXT_THERE if present else 0.0
    return 0.0 if wanted is present else _ODD
