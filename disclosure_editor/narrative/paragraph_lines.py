"""Which lines of a template are paragraphs, and names for them that changing numbers leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError

PARAGRAPH = "paragraph"
"""The function that marks a paragraph's beginning; templates don't write it, it is put in front of their lines."""

_OPENING = ("block_begin", "variable_begin", "comment_begin")
_CLOSING = ("block_end", "variable_end", "comment_end")
_TEXT = "data"


class _Tag(NamedTuple):
    """A tag or a text of a source: its kind, the lines it reaches over, its words (of a text, the text itself)."""

    kind: str
    first: int
    last: int
    words: tuple[str, ...]


@dataclass
class _Lines:
    """What the lines of a source hold, by number.

    Attributes:
        loops: for each line with text or a slot, the variables of the loops that were begun on lines before it.
        inner: lines that begin within a tag or a comment.
    """

    loops: dict[int, tuple[str, ...]] = field(default_factory=dict)
    inner: set[int] = field(default_factory=set)


def with_paragraph_marks(environment: Environment, source: str, file: str | None = None) -> str:
    """The source with a mark in front of each line that is a paragraph; lines keep their numbers.

    A paragraph is a line that is neither blank nor tags alone. Its name is its number among these lines, joined with
    the names of the rows that loops around it, begun on earlier lines, repeat it for.

    Raises:
        TemplateSyntaxError: a tag is not closed, or closed on another line.
    """
    lines = _read(environment, source, file)
    marked: list[str] = []
    ordinal = 0
    for number, line in enumerate(source.split("\n"), start=1):
        if number in lines.inner:
            raise TemplateSyntaxError("标签和注释不能跨行，请写在一行里", number, None, file)
        if number not in lines.loops:
            marked.append(line)
            continue
        ordinal += 1
        arguments = ", ".join([str(ordinal), *lines.loops[number]])
        marked.append(f"{{{{ {PARAGRAPH}({arguments}) }}}}{line.strip()}")
    return "\n".join(marked)


def _read(environment: Environment, source: str, file: str | None) -> _Lines:
    lines = _Lines()
    loops: list[tuple[str, int]] = []
    for tag in _tags(environment, source, file):
        if tag.kind == _TEXT:
            for number, text in enumerate(tag.words[0].split("\n"), start=tag.first):
                if text.strip():
                    lines.loops.setdefault(number, _begun_before(loops, number))
            continue
        lines.inner.update(range(tag.first + 1, tag.last + 1))
        if tag.kind == "variable_begin":
            lines.loops.setdefault(tag.first, _begun_before(loops, tag.first))
        elif tag.words[:1] == ("for",) and len(tag.words) > 1:
            loops.append((tag.words[1], tag.first))
        elif tag.words[:1] == ("endfor",) and loops:
            loops.pop()
    return lines


def _begun_before(loops: list[tuple[str, int]], line: int) -> tuple[str, ...]:
    return tuple(variable for variable, begun in loops if begun < line)


def _tags(environment: Environment, source: str, file: str | None) -> Iterator[_Tag]:
    kind, first, words = "", 0, list[str]()
    for line, token, value in environment.lexer.tokeniter(source, None, file):
        if token == _TEXT:
            yield _Tag(_TEXT, line, line + value.count("\n"), (value,))
        elif token in _OPENING:
            kind, first, words = token, line, []
        elif token in _CLOSING:
            yield _Tag(kind, first, line, tuple(words))
        elif token == "raw_begin":
            raise TemplateSyntaxError("模板里不能用 raw", line, None, file)
        elif token != "whitespace":
            words.append(value)
