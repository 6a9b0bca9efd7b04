"""Templates read and compiled: a sandbox that knows nothing but our slots, tests and loops."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound
from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateSyntaxError as JinjaSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from disclosure_editor.document.refusals import Refusal
from disclosure_editor.editions.model import Edition, Position
from disclosure_editor.narrative.paragraph_lines import with_paragraph_marks
from disclosure_editor.narrative.rows import RowHandle
from disclosure_editor.narrative.runs import Run
from disclosure_editor.narrative.slots import MARK_END, MARK_START, MARKS, ParagraphStart, Slots


class TemplateError(Refusal):
    """A template that can't be read or written; `position` says where, the message what is wrong, in Chinese."""

    def __init__(self, position: Position, message: str) -> None:
        super().__init__(f"{position}：{message}")
        self.position = position
        self.message = message


class Piece(NamedTuple):
    """What a template wrote for one paragraph.

    Attributes:
        name: the paragraph's name in its section; empty for text that stands in no paragraph.
    """

    name: str
    runs: tuple[Run, ...]


class _ParagraphLoader(BaseLoader):
    """Finds an edition's template files and marks their paragraphs."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        path = template_path(self.folders, template)
        if path is None:
            raise TemplateNotFound(template)
        return with_paragraph_marks(environment, read_source(path), str(path)), str(path), None


def template_path(folders: tuple[Path, ...], name: str) -> Path | None:
    """Where the template of this name stands: in the first folder that has it."""
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def read_source(path: Path) -> str:
    """A template's text.

    Raises:
        TemplateError: it is no UTF-8 text, or holds characters that texts don't have.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise TemplateError(Position(path, 1), "不是 UTF-8 文本，请另存为 UTF-8") from None
    for number, line in enumerate(source.split("\n"), start=1):
        if MARK_START in line or MARK_END in line:
            raise TemplateError(Position(path, number), "含有私用区字符（U+E000、U+E001），请删去")
    return source


def new_environment(folders: tuple[Path, ...] = ()) -> Environment:
    """An environment for an edition's templates, with no function, filter or test of Jinja's own."""
    environment = SandboxedEnvironment(
        loader=_ParagraphLoader(folders),
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


class TemplateSet:
    """An edition's templates for a document of one year, each compiled once."""

    def __init__(self, edition: Edition, year: int) -> None:
        self._environment = new_environment(edition.templates)
        self._years = {"year": year, "last_year": year - 1}
        self._small: dict[str, Template] = {}

    def write_file(self, name: str, slots: Slots) -> tuple[Piece, ...]:
        """The paragraphs that a template file writes.

        Raises:
            TemplateError: it can't be read, or calls what the edition doesn't have.
        """
        with _located(Position(Path(name), 1)):
            template = self._environment.get_template(name)
            return tuple(_pieces(self._written(template, slots, {}), slots))

    def write(self, source: str, slots: Slots, rows: Mapping[str, RowHandle], position: Position) -> tuple[Run, ...]:
        """What a small template (a heading, a cell) writes; `position` is where the pack states it.

        Raises:
            TemplateError: it can't be read, or calls what the edition doesn't have.
        """
        with _located(position):
            template = self._small.get(source)
            if template is None:
                template = self._small[source] = self._environment.from_string(source)
            written = self._written(template, slots, rows)
            return tuple(run for piece in _pieces(written, slots) for run in piece.runs)

    def _written(self, template: Template, slots: Slots, rows: Mapping[str, RowHandle]) -> str:
        return template.render({**slots.functions(), **self._years, **rows})


@contextmanager
def _located(position: Position) -> Iterator[None]:
    """Turn what goes wrong in a template into a `TemplateError` that knows its line; `position` where none is known."""
    try:
        yield
    except JinjaSyntaxError as error:
        place = Position(Path(error.filename), error.lineno) if error.filename else position
        raise TemplateError(place, f"模板写法有误：{error.message}") from None
    except TemplateNotFound as error:
        raise TemplateError(position, f"模板“{error.name}”不存在") from None
    except (JinjaError, ValueError, TypeError) as error:
        raise TemplateError(_line_of(error, position), f"模板无法写出：{error}") from error


def _line_of(error: Exception, position: Position) -> Position:
    """The line of a template file that was being written when the error arose."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).suffix == ".j2"]
    return Position(Path(frames[-1].filename), frames[-1].lineno or 1) if frames else position


def _pieces(written: str, slots: Slots) -> Iterator[Piece]:
    """The output of a template cut into paragraphs and runs."""
    name, runs = "", list[Run]()
    for number, part in enumerate(MARKS.split(written)):
        noted = slots.noted[int(part)] if number % 2 else Run(part)
        if isinstance(noted, ParagraphStart):
            yield Piece(name, tuple(runs))
            name, runs = noted.name, []
        elif noted.text:
            runs.append(noted)
    yield Piece(name, tuple(runs))


def trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs without the blanks and line breaks that a template has at their ends, neighbouring literals as one."""
    joined: list[Run] = []
    for run in runs:
        if joined and run.address is None and joined[-1].address is None and run.missing == joined[-1].missing:
            joined[-1] = Run(joined[-1].text + run.text, missing=run.missing)
        else:
            joined.append(run)
    if joined and joined[0].address is None:
        joined[0] = Run(joined[0].text.lstrip(" \t\r\n"))
    if joined and joined[-1].address is None:
        joined[-1] = Run(joined[-1].text.rstrip(" \t\r\n"))
    return tuple(run for run in joined if run.text)
