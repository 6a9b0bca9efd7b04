"""Paragraphs in the officer's own words: which of their numbers are whose, and which no longer hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from disclosure_editor.document.disclosure import OwnParagraph
from disclosure_editor.narrative.runs import Run
from disclosure_editor.narrative.wording import DOWN, UP

_NUMBER = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?)\s*(?P<percent>%)?"
)
_DOWN = re.compile(f"{DOWN}|降幅")
_UP = re.compile(UP)
_NUMBER_TOKEN = "\ue000"


@dataclass(frozen=True)
class FoundNumber:
    """A number in a text: where it stands, and what it says however it is written.

    Attributes:
        text: as written, with a percent sign that follows.
    """

    start: int
    end: int
    text: str
    value: Decimal
    percent: bool

    @property
    def meaning(self) -> tuple[Decimal, bool]:
        """What two numbers must share to say the same."""
        return self.value, self.percent


def numbers_in(text: str) -> tuple[FoundNumber, ...]:
    """The numbers of a text, in any width of digits, with or without thousands separators."""
    folded = _folded(text)
    return tuple(
        FoundNumber(
            match.start(),
            match.end(),
            text[match.start() : match.end()],
            Decimal(match["number"].replace(",", "")),
            match["percent"] is not None,
        )
        for match in _NUMBER.finditer(folded)
    )


def linked_runs(own_text: str, generated: Sequence[Run]) -> tuple[Run, ...]:
    """An own text as runs: each number that equals exactly one number of the generated runs states the same cell."""
    known = [(number.meaning, run) for run in generated for number in numbers_in(run.text)]
    runs: list[Run] = []
    end = 0
    for number in numbers_in(own_text):
        equal = [run for meaning, run in known if meaning == number.meaning]
        if len(equal) == 1 and equal[0].amount is not None:
            runs.append(Run(own_text[end : number.start]))
            runs.append(Run(number.text, equal[0].address, amount=equal[0].amount))
            end = number.end
    runs.append(Run(own_text[end:]))
    return tuple(run for run in runs if run.text)


def own_paragraph_numbers(own_text: str, generated: Sequence[Run]) -> list[tuple[str, Run | None]]:
    """The numbers of an own text that differ from the generated ones, each with the run it stands in the place of.

    The run is None where the number has no counterpart; a number that only stands elsewhere than in the generated
    text doesn't differ. A change is compared with its direction: 减少3万元 differs from 增加3万元.
    """
    found = _by_literals(own_text, generated)
    return _by_alignment(own_text, generated) if found is None else found


def stale_numbers(own: OwnParagraph, generated_now: str) -> tuple[str, ...]:
    """The numbers that an own text took over from the text it replaced, and that the text generated now has not.

    A number that is linked with its cell is none of them.
    """
    replaced = {number.meaning for number in numbers_in(own.replaced)}
    current = {number.meaning for number in numbers_in(generated_now)}
    stale = [n.text for n in _unlinked(own) if n.meaning in replaced and n.meaning not in current]
    return tuple(dict.fromkeys(stale))


def _unlinked(own: OwnParagraph) -> list[FoundNumber]:
    linked = {link.start for link in own.links}
    return [number for number in numbers_in(own.text) if number.start not in linked]


def _by_literals(own_text: str, generated: Sequence[Run]) -> list[tuple[str, Run | None]] | None:
    """Compare by finding the generated text's own words one after the other; None where they are not all there."""
    differing: list[tuple[str, Run | None]] = []
    end = 0
    for slots, literal in _slots_and_literals(generated):
        place = re.compile(_pattern(literal)).search(_folded(own_text), end) if literal.strip() else None
        if literal.strip() and place is None:
            return None
        captured = own_text[end : place.start() if place else len(own_text)]
        found = _compare(captured, slots)
        if found is None:
            return None
        differing += found
        end = place.end() if place else len(own_text)
    return differing if not own_text[end:].strip() else None


def _slots_and_literals(generated: Sequence[Run]) -> list[tuple[list[Run], str]]:
    """The generated runs as slots, each group of them with the literal behind it (the last with none)."""
    groups: list[tuple[list[Run], str]] = []
    slots: list[Run] = []
    for run in generated:
        if run.address is not None or not run.text.strip():
            slots.append(run)
        else:
            groups.append((slots, run.text))
            slots = []
    return [*groups, (slots, "")]


def _pattern(literal: str) -> str:
    return r"\s*".join(re.escape(character) for character in _folded(literal) if not character.isspace())


def _compare(captured: str, slots: list[Run]) -> list[tuple[str, Run | None]] | None:
    """What differs where these slots stand; None where it can't be told which number is whose."""
    slots = [run for run in slots if run.address is not None]
    found = numbers_in(captured)
    if not any(run.amount is not None for run in slots):
        known = {number.meaning for run in slots for number in numbers_in(run.text)}
        return [(number.text, None) for number in found if number.meaning not in known]
    if len(slots) != 1:
        same = [number.meaning for number in found] == [n.meaning for run in slots for n in numbers_in(run.text)]
        return [] if same else None
    if len(found) > 1:
        return None
    run = slots[0]
    return [(number.text, run) for number in found if _differs(number, captured, run)]


def _differs(number: FoundNumber, around: str, run: Run) -> bool:
    if not number.value and run.amount == 0:
        return False  # 增加0万元 says what 与上年持平 says
    own, generated = _direction(around), _direction(run.text)
    if own and generated and own != generated:
        return True
    return number.meaning not in [other.meaning for other in numbers_in(run.text)]


def _direction(text: str) -> int:
    """1 where a text speaks of an increase, -1 of a decrease, 0 of neither or both."""
    return bool(_UP.search(text)) - bool(_DOWN.search(text))


@dataclass(frozen=True)
class _Token:
    """A character of a text, or a number of it as a whole, with the run that states it."""

    text: str
    number: FoundNumber | None = None
    run: Run | None = None


def _by_alignment(own_text: str, generated: Sequence[Run]) -> list[tuple[str, Run | None]]:
    """Compare by aligning both texts, in which all numbers look the same."""
    own = _tokens([Run(own_text)])
    other = _tokens(generated)
    matcher = SequenceMatcher(None, [t.text for t in own], [t.text for t in other], autojunk=False)
    partner: dict[int, _Token] = {}
    for block in matcher.get_matching_blocks():
        partner.update({block.a + i: other[block.b + i] for i in range(block.size)})
    known = {token.number.meaning for token in other if token.number is not None}
    differing: list[tuple[str, Run | None]] = []
    for index, token in enumerate(own):
        if token.number is None or token.number.meaning in known:
            continue
        counterpart = partner.get(index)
        run = counterpart.run if counterpart is not None else None
        differing.append((token.number.text, run if run is not None and run.amount is not None else None))
    return differing


def _tokens(runs: Iterable[Run]) -> list[_Token]:
    tokens: list[_Token] = []
    for run in runs:
        stated = run if run.address is not None else None
        end = 0
        for number in numbers_in(run.text):
            tokens += _characters(run.text[end : number.start], stated)
            tokens.append(_Token(_NUMBER_TOKEN, number, stated))
            end = number.end
        tokens += _characters(run.text[end:], stated)
    return tokens


def _characters(text: str, run: Run | None) -> list[_Token]:
    return [_Token(character, run=run) for character in _folded(text) if not character.isspace()]


def _folded(text: str) -> str:
    """A text of the same length with digits and punctuation in one width; a full-width comma stays a comma of text."""
    return "".join(_folded_character(character) for character in text)


def _folded_character(character: str) -> str:
    if character == "，":
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
