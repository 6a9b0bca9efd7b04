"""The code of a line's subject, however its columns print it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from disclosure_editor.document.texts import compact, folded
from disclosure_editor.editions.subjects import Catalogue
from disclosure_editor.recognition.likeness import LONGEST_LABEL

_CODE_AND_NAME = re.compile(r"[\[(]?((?:\d[\s-]?)*\d)[\])]?[\s:、.—-]*(.*)", re.DOTALL)
_SHORTEST = 3


class CodedName(NamedTuple):
    """A subject's code, empty for none, and what stands behind it."""

    code: str
    name: str


def code_and_name(text: str, catalogue: Catalogue) -> CodedName:
    """The code that a text begins with and the rest: ``2010450 事业运行``, ``[2010450]事业运行``, ``201 04 50``.

    A code with a name behind it must be as long as the catalogue's are; one that stands alone need not.
    """
    stripped = text.strip()
    if len(stripped) > LONGEST_LABEL:
        return CodedName("", stripped)
    found = _CODE_AND_NAME.fullmatch(folded(stripped))
    code = re.sub(r"\D", "", found[1]) if found is not None else ""
    if found is None or len(code) < _SHORTEST or (found[2] and len(code) not in accumulate(catalogue.parts)):
        return CodedName("", stripped)
    return CodedName(code, stripped[found.start(2) :].strip())


def joined_code(parts: Sequence[str], above: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    """A code's parts, filled up from the line above where only its last ones are printed again.

    A part may have lost its leading zeros, or repeat those before it (201, 20104, 2010450). Empty for no code.

    Args:
        parts: the texts of the columns for its levels.
        above: the parts of the code in the line above.
    """
    digits = [compact(folded(part)) for part in parts]
    if not any(digits) or not all(part.isdecimal() for part in digits if part):
        return ()
    last = max(place for place, part in enumerate(digits) if part)
    if last and len(digits[last]) > catalogue.parts[min(last, len(catalogue.parts) - 1)]:
        return catalogue.split(digits[last])
    first = next(place for place, part in enumerate(digits) if part)
    if first and (len(above) <= first or not all(above[:first])):
        return ()
    filled = [*above[:first], *digits[first : last + 1]]
    lengths = (*catalogue.parts, *[0] * len(filled))
    return tuple(part.zfill(length) for part, length in zip(filled, lengths, strict=False))


def code_of_name(name: str, catalogue: Catalogue) -> str:
    """The code of the only subject of the lowest level with a name; empty where there is none, or several."""
    codes = [code for code in catalogue.codes_named(name) if len(code) == sum(catalogue.parts)]
    return codes[0] if len(codes) == 1 else ""
