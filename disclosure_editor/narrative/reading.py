"""Templates read back: what stands in a published text at the slots of the template that would have written it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from disclosure_editor.editions.model import Edition
from disclosure_editor.narrative.environment import new_environment, read_source, template_path
from disclosure_editor.narrative.paragraph_lines import with_paragraph_marks
from disclosure_editor.narrative.patterns import (
    Chosen,
    Literal,
    LoopSpec,
    ParagraphPattern,
    Program,
    RowStart,
    SlotSpec,
    Split,
    Value,
    Zero,
    alike,
    paragraph_patterns,
    small_program,
)

_MOST_STEPS = 60_000
"""Of one attempt to match; a text that needs more is no text of that template."""
_NUMBER_AS_TEXT = 1
"""What it costs to take words for a number's text, where there may be another way to read them."""


class SlotReading(NamedTuple):
    """What a text states at a slot.

    Attributes:
        place: the cell as the template names it: an address, ``row.列``, or ``row``.
        slot: the slot's name.
        value: what to state there: a number without its unit, percent sign and separators, with its sign where the
            slot says increase or decrease in words; a text as it stands.
        start, end: where in the text it stands.
        rows: for each inline loop around it the loop and its turn, from 0.
        spec: the slot.
        free: whether any words may stand there.
        spare: whether the template would print something else there if nothing stood at the cell.
    """

    place: str
    slot: str
    value: str
    start: int
    end: int
    rows: tuple[tuple[LoopSpec, int], ...]
    spec: SlotSpec
    free: bool
    spare: bool = False


class TextReading(NamedTuple):
    """A text that a template may have written.

    Attributes:
        slots: in the text's order.
        choices: what the branches taken say of choices.
        differing: how many characters of the text are not the template's, or the other way round.
    """

    slots: tuple[SlotReading, ...]
    choices: tuple[Chosen, ...]
    differing: int

    @property
    def unexplained(self) -> int:
        """How many characters the template left to texts of any words."""
        return sum(slot.end - slot.start for slot in self.slots if slot.free)


class TemplateReader:
    """Reads texts back through an edition's templates, each compiled once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._environment = new_environment(edition.templates)
        self._small: dict[str, Program] = {}
        self._files: dict[str, tuple[ParagraphPattern, ...]] = {}

    def read_small(self, source: str, text: str, tolerance: int = 0) -> TextReading | None:
        """What a small template (a heading, a cell of a form) would have needed to write this text.

        None where it can't have; `tolerance` is the number of characters that may differ.
        """
        if source not in self._small:
            self._small[source] = small_program(self._environment.parse(source), self._edition)
        return read_text(self._small[source], text, tolerance)

    def paragraphs(self, template: str) -> tuple[ParagraphPattern, ...]:
        """The patterns of a template file's paragraphs."""
        if template not in self._files:
            path = template_path(self._edition.templates, template)
            source = with_paragraph_marks(self._environment, read_source(path)) if path is not None else ""
            self._files[template] = paragraph_patterns(self._environment.parse(source), self._edition)
        return self._files[template]


class _Step(NamedTuple):
    """What was met on the way to a state, linked to what was met before."""

    before: _Step | None
    met: Value | Chosen | Zero | RowStart
    start: int
    end: int


class _State(NamedTuple):
    """Where a match stands: an instruction, how much of its literal is read, how much of the text, what was met."""

    instruction: int
    offset: int
    position: int
    cost: int
    steps: _Step | None


def read_text(
    program: Program, text: str, tolerance: int = 0, known: Mapping[str, str] | None = None
) -> TextReading | None:
    """A text read through a pattern; None where it differs from it in more than `tolerance` characters.

    Blanks don't count. Of all ways to read it the first is given that differs least.

    Args:
        known: values that are known by their places; a text that stands where one of them may is taken for it, so that
            it is told from a text that follows it.
    """
    places = [index for index, character in enumerate(text) if character == "\n" or not character.isspace()]
    stream = alike("".join(text[index] for index in places))
    values = {place: alike("".join(value.split())) for place, value in (known or {}).items()}
    found = _Search(program, stream, tolerance, values).found()
    if found is None:
        return None
    return _reading(found, text, stream, places)


class _Search:
    """Looks for the way through a pattern that differs least from a text: what costs nothing first, in order."""

    def __init__(self, program: Program, stream: str, tolerance: int, known: Mapping[str, str]) -> None:
        self._program = program
        self._stream = stream
        self._tolerance = tolerance
        self._known = known

    def found(self) -> _State | None:
        """The end of that way; None where there is none."""
        waiting = deque([_State(0, 0, 0, 0, None)])
        seen: set[tuple[int, int, int]] = set()
        for _ in range(_MOST_STEPS):
            if not waiting:
                return None
            state = waiting.popleft()
            key = (state.instruction, state.offset, state.position)
            if key in seen or state.cost > self._tolerance:
                continue
            seen.add(key)
            if state.instruction < len(self._program):
                free, costly = self._next(state)
                waiting.extendleft(reversed(free))
                waiting.extend(costly)
                continue
            rest = len(self._stream[state.position :].strip("\n"))
            if not rest:
                return state
            waiting.append(state._replace(position=len(self._stream), cost=state.cost + rest))
        return None

    def _next(self, state: _State) -> tuple[list[_State], list[_State]]:
        """The states that follow one, without further cost and with."""
        match self._program[state.instruction]:
            case Literal(text):
                return self._after_literal(text, state)
            case Split(ways):
                return [state._replace(instruction=way, offset=0) for way in ways], []
            case Chosen() | Zero() | RowStart() as met:
                steps = _Step(state.steps, met, state.position, state.position)
                return [_State(state.instruction + 1, 0, state.position, state.cost, steps)], []
            case Value() as value:
                if value.number is not None:
                    return self._after_number(value, value.number, state), []
                return self._after_text(value, state)

    def _after_literal(self, text: str, state: _State) -> tuple[list[_State], list[_State]]:
        stream, offset, position = self._stream, state.offset, state.position
        while offset < len(text) and position < len(stream) and text[offset] == stream[position]:
            offset, position = offset + 1, position + 1
        if offset == len(text):
            return [_State(state.instruction + 1, 0, position, state.cost, state.steps)], []
        if position < len(stream) and stream[position] == "\n":
            return [state._replace(offset=offset, position=position + 1)], []
        dearer = state.cost + 1
        if offset + 1 == len(text):
            following = [_State(state.instruction + 1, 0, position, dearer, state.steps)]
        else:
            following = [state._replace(offset=offset + 1, position=position, cost=dearer)]
        if position < len(stream):
            following.append(state._replace(offset=offset, position=position + 1, cost=dearer))
        return [], following

    def _after_number(self, value: Value, number: re.Pattern[str], state: _State) -> list[_State]:
        position = state.position
        while position < len(self._stream) and self._stream[position] == "\n":
            position += 1
        found = number.match(self._stream, position)
        return [self._past(value, state, position, found.end())] if found is not None else []

    def _after_text(self, value: Value, state: _State) -> tuple[list[_State], list[_State]]:
        """A text ends as soon as what follows can begin; `offset` is 1 while it is being read."""
        position, steps, cost = state.position, state.steps, state.cost
        ways: list[_State] = []
        if state.offset == 0:
            known = self._known.get(value.spec.place, "")
            if known and self._stream.startswith(known, position):
                ways.append(self._past(value, state, position, position + len(known)))
            steps = _Step(steps, value, position, position)
            if self._tolerance and value.spec.column is not None and value.spec.column.type.numeric:
                cost += _NUMBER_AS_TEXT
        if position >= len(self._stream) or self._stream[position] in (value.stop or ("" if value.lines else "\n")):
            return ways, []
        assert steps is not None
        ended = _Step(steps.before, value, steps.start, position + 1)
        ways.append(_State(state.instruction + 1, 0, position + 1, cost, ended))
        ways.append(_State(state.instruction, 1, position + 1, cost, steps))
        return (ways, []) if cost == state.cost else ([], ways)

    def _past(self, value: Value, state: _State, start: int, end: int) -> _State:
        """Behind a value."""
        return _State(state.instruction + 1, 0, end, state.cost, _Step(state.steps, value, start, end))


def _reading(state: _State, text: str, stream: str, places: list[int]) -> TextReading:
    steps = list(_steps(state.steps))
    slots: list[SlotReading] = []
    turns: dict[str, tuple[LoopSpec, int]] = {}
    for step in steps:
        match step.met:
            case RowStart(loop):
                turns[loop.variable] = (loop, turns[loop.variable][1] + 1 if loop.variable in turns else 0)
            case Value(spec) as value:
                start = places[step.start] if step.start < len(places) else len(text)
                end = places[step.end - 1] + 1 if step.end > step.start else start
                stated = _stated(value, stream[step.start : step.end], text[start:end])
                variable = spec.place.partition(".")[0]
                rows = (turns[variable],) if variable in turns else ()
                free = value.number is None
                slots.append(SlotReading(spec.place, spec.slot, stated, start, end, rows, spec, free, value.spare))
            case Zero(spec):
                variable = spec.place.partition(".")[0]
                rows = (turns[variable],) if variable in turns else ()
                slots.append(SlotReading(spec.place, spec.slot, "0", 0, 0, rows, spec, free=False))
    choices = tuple(step.met for step in steps if isinstance(step.met, Chosen))
    return TextReading(tuple(slots), choices, state.cost)


def _steps(last: _Step | None) -> Iterator[_Step]:
    found: list[_Step] = []
    while last is not None:
        found.append(last)
        last = last.before
    return reversed(found)


def _stated(value: Value, streamed: str, text: str) -> str:
    """What to state in the document for what stands in the text."""
    if value.number is None:
        return text.strip()
    found = value.number.match(streamed)
    groups = found.groupdict() if found is not None else {}
    if groups.get("same"):
        return "0"
    number = (groups.get("number") or "").replace(",", "")
    if not number.strip("0."):
        return number
    directed = "up" in groups
    if directed and (number.startswith("-") or not (groups["up"] or groups["down"])):
        return ""  # an increase or a decrease, and nobody knows which
    return f"-{number}" if directed and groups["down"] else number
