"""Templates turned round: the pattern of what a template writes, compiled from its own syntax tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

from disclosure_editor.document.addresses import Address
from disclosure_editor.document.texts import folded
from disclosure_editor.editions.model import Column, Edition, ValueType
from disclosure_editor.narrative.grammar import SLOTS, YEARS
from disclosure_editor.narrative.paragraph_lines import PARAGRAPH
from disclosure_editor.narrative.rows import sides_named
from disclosure_editor.narrative.wording import DOWN, UP

_ALIKE = str.maketrans({"，": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "．": ".", "－": "-", "—": "-", "–": "-"})
"""Besides the width of characters, what officers type for one another."""


def alike(text: str) -> str:
    """A text of the same length, with characters as one that publications use for one another."""
    return folded(text).translate(_ALIKE)


TAG = re.compile(r"\{[{%].*?[%}]\}")
"""A slot or a branch of a small template; what stands between them are its own words."""


def without_blanks(text: str) -> str:
    """A text as patterns compare it: `alike`, without blanks and line breaks."""
    return "".join(alike(text).split())


@dataclass(frozen=True)
class LoopSpec:
    """A loop over the rows of a table: the variable's name and what ``rows(…)`` was given."""

    variable: str
    table: str
    order: str = ""
    level: str | int | None = None


@dataclass(frozen=True)
class SlotSpec:
    """A slot of a template.

    Attributes:
        slot: its name: amount, text, …; ``index`` for a loop's number, ``year`` and ``last_year`` for the years.
        place: the cell as the template names it: an address, ``row.列``, or ``row`` alone.
        arguments: its further arguments by name.
        column: the column of the cell, where it is known.
    """

    slot: str
    place: str = ""
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    column: Column | None = None


@dataclass(frozen=True)
class Literal:
    """Words that stand in the text as they are, without blanks, folded by `alike`."""

    text: str


@dataclass(frozen=True)
class Value:
    """Where a slot's value stands.

    Attributes:
        number: how the number reads; None for words.
        lines: whether the words may be several lines.
        stop: characters that the words don't have.
        spare: whether the template would print something else there if nothing stood at the cell.
    """

    spec: SlotSpec
    number: re.Pattern[str] | None
    lines: bool = False
    stop: str = ""
    spare: bool = False


@dataclass(frozen=True)
class Split:
    """Ways to go on, the likelier first, as numbers of instructions."""

    ways: tuple[int, ...]


@dataclass(frozen=True)
class Chosen:
    """What a branch that was taken says of a choice: the address and the value that was chosen.

    Attributes:
        others: what may have been chosen as well.
    """

    address: str
    value: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Zero:
    """What a branch that was taken says of a number: it is zero, though it isn't printed."""

    spec: SlotSpec


@dataclass(frozen=True)
class RowStart:
    """A loop's next row begins."""

    loop: LoopSpec


Instruction = Literal | Value | Split | Chosen | Zero | RowStart
Program = tuple[Instruction, ...]
"""Instructions that follow one another, except after a split; whatever runs past the end has matched."""


def joined_programs(programs: Sequence[Program]) -> Program:
    """The pattern of texts that stand one behind the other."""
    joined: Program = ()
    for program in programs:
        offset = len(joined)
        joined += tuple(
            Split(tuple(way + offset for way in instruction.ways)) if isinstance(instruction, Split) else instruction
            for instruction in program
        )
    return joined


@dataclass(frozen=True)
class ParagraphPattern:
    """The pattern of one paragraph of a template file.

    Attributes:
        number: the paragraph's number in its template, which its name begins with.
        loops: those around it, from the outermost.
        choices: what its being there says of choices.
        program: its words and slots.
        words: how many characters of its own it has, by which the more telling of two patterns is known.
    """

    number: str
    loops: tuple[LoopSpec, ...]
    choices: tuple[Chosen, ...]
    program: Program
    words: int


def paragraph_patterns(tree: nodes.Template, edition: Edition) -> tuple[ParagraphPattern, ...]:
    """The patterns of a template file's paragraphs, in their order; `tree` is that of the marked source."""
    collector = _Paragraphs(edition)
    collector.collect(tree.body, (), ())
    return tuple(collector.patterns())


def small_program(tree: nodes.Template, edition: Edition) -> Program:
    """The pattern of a small template: a heading, a cell of a form."""
    return _Compiler(edition).program(tree.body)


def words_of(program: Program) -> int:
    """How many characters of its own a pattern has."""
    return sum(len(instruction.text) for instruction in program if isinstance(instruction, Literal))


@dataclass
class _Open:
    number: str
    loops: tuple[LoopSpec, ...]
    choices: tuple[Chosen, ...]
    body: list[nodes.Node]


class _Paragraphs:
    """Cuts a template's tree into its paragraphs, each with the loops and branches around it."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._found: list[_Open] = []

    def patterns(self) -> Iterator[ParagraphPattern]:
        for found in self._found:
            scope = {loop.variable: loop for loop in found.loops}
            program = _Compiler(self._edition, scope).program(found.body)
            yield ParagraphPattern(found.number, found.loops, found.choices, program, words_of(program))

    def collect(self, body: Sequence[nodes.Node], loops: tuple[LoopSpec, ...], choices: tuple[Chosen, ...]) -> None:
        for node in body:
            if isinstance(node, nodes.If | nodes.For) and _has_paragraphs(node):
                self._enter(node, loops, choices)
            elif isinstance(node, nodes.Output):
                for part in node.nodes:
                    self._add(part, loops, choices)
            elif self._found:
                self._found[-1].body.append(node)

    def _enter(self, node: nodes.If | nodes.For, loops: tuple[LoopSpec, ...], choices: tuple[Chosen, ...]) -> None:
        if isinstance(node, nodes.For):
            self.collect(node.body, (*loops, loop_spec(node)), choices)
            return
        for body, taken in branches(node, self._edition):
            self.collect(body, loops, (*choices, *taken))

    def _add(self, part: nodes.Node, loops: tuple[LoopSpec, ...], choices: tuple[Chosen, ...]) -> None:
        match part:
            case nodes.Call(node=nodes.Name(name=name), args=[nodes.Const(value=number), *_]) if name == PARAGRAPH:
                self._found.append(_Open(str(number), loops, choices, []))
            case _ if self._found:
                self._found[-1].body.append(nodes.Output([part]))


def _has_paragraphs(node: nodes.Node) -> bool:
    calls = node.find_all(nodes.Call)
    return any(isinstance(call.node, nodes.Name) and call.node.name == PARAGRAPH for call in calls)


def loop_spec(node: nodes.For) -> LoopSpec:
    """What a ``for`` loops over."""
    assert isinstance(node.target, nodes.Name)
    assert isinstance(node.iter, nodes.Call)
    given = _arguments(node.iter, ("table", "order", "level"))
    level = given.get("level")
    return LoopSpec(node.target.name, str(given.get("table", "")), str(given.get("order", "")), level)


def branches(node: nodes.If, edition: Edition) -> Iterator[tuple[Sequence[nodes.Node], tuple[Chosen, ...]]]:
    """The bodies of an ``if``, each with what its being taken says of choices; the last one for none of the others."""
    tests: list[nodes.Node] = []
    for test, body in [(node.test, node.body), *((other.test, other.body) for other in node.elif_)]:
        yield body, _choices([*((refused, False) for refused in tests), (test, True)], edition)
        tests.append(test)
    yield node.else_, _choices([(refused, False) for refused in tests], edition)


def _choices(tests: Sequence[tuple[nodes.Node, bool]], edition: Edition) -> tuple[Chosen, ...]:
    """What conditions that hold, or don't, say of choices: the values that are left, the first of them taken."""
    left: dict[str, tuple[str, ...]] = {}
    for call, holds in (told for test, taken in tests for told in _told(test, taken)):
        assert isinstance(call.node, nodes.Name)
        match call.node.name, [argument.value for argument in call.args if isinstance(argument, nodes.Const)]:
            case "chosen", [str() as address, str() as value]:
                values = left.get(address, _choices_of(edition, address))
                left[address] = tuple(other for other in values if (other == value) == holds)
            case "given", [str() as address] if values := left.get(address, _choices_of(edition, address)):
                left[address] = tuple(value for value in values if bool(value) == holds)
    return tuple(
        Chosen(address, values[0], values[1:])
        for address, values in left.items()
        if values and len(values) < len(_choices_of(edition, address))
    )


def _told(test: nodes.Node, holds: bool) -> Iterator[tuple[nodes.Call, bool]]:
    """The single tests that must hold, or not, for a condition to."""
    match test:
        case nodes.Not():
            yield from _told(test.node, not holds)
        case nodes.And() if holds:
            yield from _told(test.left, holds)
            yield from _told(test.right, holds)
        case nodes.Or() if not holds:
            yield from _told(test.left, holds)
            yield from _told(test.right, holds)
        case nodes.Call(node=nodes.Name()):
            yield test, holds


def _choices_of(edition: Edition, address: str) -> tuple[str, ...]:
    try:
        column = edition.column(Address.parse(address))
    except ValueError:
        return ()
    return column.choices if column is not None else ()


def _arguments(call: nodes.Call, names: Sequence[str]) -> dict[str, str | int]:
    given: dict[str, nodes.Expr] = dict(zip(names, call.args, strict=False))
    given.update({keyword.key: keyword.value for keyword in call.kwargs})
    return {name: node.value for name, node in given.items() if isinstance(node, nodes.Const)}


class _Compiler:
    """Turns nodes into instructions."""

    def __init__(self, edition: Edition, scope: Mapping[str, LoopSpec] | None = None) -> None:
        self._edition = edition
        self._scope = dict(scope or {})
        self._program: list[Instruction] = []
        self._given: tuple[str, ...] = ()

    def program(self, body: Sequence[nodes.Node]) -> Program:
        self._body(body)
        return tuple(self._program)

    def _body(self, body: Sequence[nodes.Node]) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        self._output(part)
                case nodes.If():
                    self._if(node)
                case nodes.For():
                    self._for(node)

    def _if(self, node: nodes.If) -> None:
        tests = [node.test, *(other.test for other in node.elif_), None]
        split = self._reserve()
        starts: list[int] = []
        jumps: list[int] = []
        outer = self._given
        for test, (body, taken) in zip(tests, branches(node, self._edition), strict=True):
            starts.append(len(self._program))
            self._program += taken
            if test is not None:
                self._take_test(test)
            self._body(body)
            self._given = outer
            jumps.append(self._reserve())
        end = len(self._program)
        for jump in jumps:
            self._program[jump] = Split((end,))
        self._program[split] = Split(tuple(starts))

    def _take_test(self, test: nodes.Node) -> None:
        """Note what a branch says of cells: those that must be given, and those that are zero."""
        for call, holds in _told(test, True):
            assert isinstance(call.node, nodes.Name)
            place = _place(call.args[0]) if call.args else ""
            if call.node.name == "given" and holds:
                self._given = (*self._given, place)
            elif (call.node.name, holds) in (("zero", True), ("nonzero", False)):
                self._program.append(Zero(SlotSpec("zero", place, column=self._column(place))))

    def _for(self, node: nodes.For) -> None:
        spec = loop_spec(node)
        outer = dict(self._scope)
        self._scope[spec.variable] = spec
        first = self._reserve()
        start = len(self._program)
        self._program.append(RowStart(spec))
        self._body(node.body)
        again = self._reserve()
        end = len(self._program)
        self._program[again] = Split((end, start))
        self._program[first] = Split((start, end))
        self._scope = outer

    def _reserve(self) -> int:
        self._program.append(Split(()))
        return len(self._program) - 1

    def _output(self, node: nodes.Node) -> None:
        match node:
            case nodes.TemplateData(data=data):
                if words := without_blanks(data):
                    self._program.append(Literal(words))
            case nodes.Name(name=name) if name in YEARS:
                self._program.append(Value(SlotSpec(name), _YEAR))
            case nodes.Getattr(node=nodes.Name(name="loop")):
                self._program.append(Value(SlotSpec("index"), _WHOLE))
            case nodes.Call(node=nodes.Name(name=name)) if name in SLOTS:
                self._program.append(self._value(name, node))

    def _value(self, name: str, call: nodes.Call) -> Value:
        signature = SLOTS[name]
        arguments = _arguments(call, [parameter.name for parameter in signature])
        place = _place(call.args[0]) if call.args else ""
        column = self._column(place)
        spec = SlotSpec(name, place, {k: v for k, v in arguments.items() if k != signature[0].name}, column)
        if name in _NUMBERS:
            return Value(spec, _NUMBERS[name])
        if name == "change":
            return Value(spec, _change(column))
        long = column is not None and column.type is ValueType.LONG_TEXT
        return Value(spec, None, lines=long, stop=_STOPS.get(name, ""), spare=place in self._given)

    def _column(self, place: str) -> Column | None:
        variable, _, name = place.partition(".")
        if variable in self._scope:
            sides = sides_named(self._edition, self._scope[variable].table)
            return next((side.by_id[name] for side in sides if name in side.by_id), None)
        try:
            return self._edition.column(Address.parse(place))
        except ValueError:
            return None


def _place(node: nodes.Node) -> str:
    match node:
        case nodes.Const(value=str() as text):
            return text
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=nodes.Name(name=name), attr=str() as column):
            return f"{name}.{column}"
        case nodes.Getitem(node=nodes.Name(name=name), arg=nodes.Const(value=str() as column)):
            return f"{name}.{column}"
    return ""


_DIGITS = r"(?P<number>-?\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|-?\d+(?:\.\d+)?)"
_DIRECTION = rf"(?:增加\(减少\)|增减|(?P<up>{UP})|(?P<down>{DOWN}))(?:了)?"

_YEAR = re.compile(r"(?P<number>\d{4})")
_WHOLE = re.compile(r"(?P<number>\d+)")
_NUMBERS: Mapping[str, re.Pattern[str]] = {
    "amount": re.compile(_DIGITS),
    "count": re.compile(_DIGITS),
    "percent": re.compile(rf"{_DIGITS}%"),
    "growth": re.compile(rf",?{_DIRECTION}{_DIGITS}%|"),
    "code": _WHOLE,
    "ordinal": re.compile("(?P<number>[一二三四五六七八九十]+)"),
}
"""How the numbers of slots read in print, folded and without blanks; growth may be left out."""

_STOPS = {"label": "\n,;。:", "subject": "\n,;。:", "official_name": "\n,;。:"}
"""Characters that the names of rows don't have."""


def _change(column: Column | None) -> re.Pattern[str]:
    unit = re.escape(alike(column.unit)) if column is not None and column.unit else "万元"
    compared = r"(?:[比较][^,;。:\d]{0,10}?)?"
    return re.compile(
        rf"{compared}{_DIRECTION}{_DIGITS}(?:{unit})?|(?P<same>[与和较比]?[^,;。:\d]{{0,10}}?(?:持平|无变化|没有变化|无增减|无增加或减少|没有增减))"
    )
