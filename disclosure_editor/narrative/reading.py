"""Templates read back: what stands in a published text at the slots of the template that would have written it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
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
    """

    place: str
    slot: str
    value: str
    start: int
    end: int
    rows: tuple[tuple[LoopSpec, int], ...]
    spec: SlotSpec


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
    met: Value | Chosen | RowStart
    start: int
    end: int


class _State(NamedTuple):
    """Where a match stands: an instruction, how much of its literal is read, how much of the text, what was met."""

    instruction: int
    offset: int
    position: int
    cost: int
    steps: _Step | None


def read_text(program: Program, text: str, tolerance: int = 0) -> TextReading | None:
    """A text read through a pattern; None where it differs from it in more than `tolerance` characters.

    Blanks don't count. Of all ways to read it the first is given that differs least.
    """
    places = [index for index, character in enumerate(text) if character == "\n" or not character.isspace()]
    stream = alike("".join(text[index] for index in places))
    found = _search(program, stream, tolerance)
    if found is None:
        return None
    return _reading(found, text, stream, places)


def _search(program: Program, stream: str, tolerance: int) -> _State | None:
    waiting = deque([_State(0, 0, 0, 0, None)])
    seen: set[tuple[int, int, int]] = set()
    for _ in range(_MOST_STEPS):
        if not waiting:
            return None
        state = waiting.popleft()
        key = (state.instruction, state.offset, state.position)
        if key in seen or state.cost > tolerance:
            continue
        seen.add(key)
        if state.instruction == len(program):
            rest = len(stream[state.position :].strip("\n"))
            if not rest:
                return state
            if rest <= tolerance - state.cost:
                waiting.append(state._replace(position=len(stream), cost=state.cost + rest))
            continue
        free, costly = _next_states(program, stream, state, tolerance)
        waiting.extendleft(reversed(free))
        waiting.extend(costly)
    return None


def _next_states(program: Program, stream: str, state: _State, tolerance: int) -> tuple[list[_State], list[_State]]:
    """The states that follow one, without further cost and with."""
    match program[state.instruction]:
        case Literal(text):
            return _after_literal(text, stream, state)
        case Split(ways):
            return [state._replace(instruction=way, offset=0) for way in ways], []
        case Chosen() | RowStart() as met:
            steps = _Step(state.steps, met, state.position, state.position)
            return [_State(state.instruction + 1, 0, state.position, state.cost, steps)], []
        case Value() as value:
            if value.number is not None:
                return _after_number(value, stream, state), []
            return _after_text(value, stream, state, _NUMBER_AS_TEXT if tolerance else 0)


def _after_literal(text: str, stream: str, state: _State) -> tuple[list[_State], list[_State]]:
    offset, position = state.offset, state.position
    while offset < len(text) and position < len(stream) and text[offset] == stream[position]:
        offset, position = offset + 1, position + 1
    if offset == len(text):
        return [_State(state.instruction + 1, 0, position, state.cost, state.steps)], []
    if position < len(stream) and stream[position] == "\n":
        return [state._replace(offset=offset, position=position + 1)], []
    dearer = state.cost + 1
    following = [state._replace(offset=offset + 1, position=position, cost=dearer)]
    if position < len(stream):
        following.append(state._replace(offset=offset + 1, position=position + 1, cost=dearer))
        following.append(state._replace(offset=offset, position=position + 1, cost=dearer))
    return [], [_past(text, following_state) for following_state in following]


def _past(text: str, state: _State) -> _State:
    """The same state, at the next instruction where its literal is read."""
    return state._replace(instruction=state.instruction + 1, offset=0) if state.offset >= len(text) else state


def _after_number(value: Value, stream: str, state: _State) -> list[_State]:
    assert value.number is not None
    position = state.position
    while position < len(stream) and stream[position] == "\n":
        position += 1
    found = value.number.match(stream, position)
    if found is None:
        return []
    steps = _Step(state.steps, value, position, found.end())
    return [_State(state.instruction + 1, 0, found.end(), state.cost, steps)]


def _after_text(value: Value, stream: str, state: _State, number_as_text: int) -> tuple[list[_State], list[_State]]:
    """A text ends as soon as what follows can begin; `offset` is 1 while it is being read."""
    position, steps, cost = state.position, state.steps, state.cost
    if state.offset == 0:
        steps = _Step(steps, value, position, position)
        cost += number_as_text if value.spec.column is not None and value.spec.column.type.numeric else 0
    stop = value.stop or ("" if value.lines else "\n")
    if position >= len(stream) or stream[position] in stop:
        return [], []
    assert steps is not None
    ended = _Step(steps.before, value, steps.start, position + 1)
    ways = [
        _State(state.instruction + 1, 0, position + 1, cost, ended),
        _State(state.instruction, 1, position + 1, cost, steps),
    ]
    return (ways, []) if cost == state.cost else ([], ways)


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
                slots.append(SlotReading(spec.place, spec.slot, stated, start, end, rows, spec))
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
    return f"-{number}" if groups.get("down") and number.strip("0.") else number
