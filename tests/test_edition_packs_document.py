"""The manual of edition packs is right: its examples are a pack without mistakes, and it leaves nothing out."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosure_editor.calculation.opening import new_workbook
from disclosure_editor.editions.carrying import CARRYINGS
from disclosure_editor.editions.check_kinds import CHECK_KINDS
from disclosure_editor.editions.expressions import FUNCTIONS, parse
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.locations import resources_folder
from disclosure_editor.editions.nodes import Entry, Node
from disclosure_editor.editions.reader import KINDS, LEVELS
from disclosure_editor.editions.tables import FORMULA_SEVERITIES, ROW_KINDS, SEVERITIES, TYPES, VIEWS
from disclosure_editor.exchange.edition_check import edition_problems
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.narrative.grammar import SLOTS, TESTS, YEARS

MANUAL = (Path(__file__).parents[1] / "docs" / "edition-packs.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(?P<language>\w+)[ ]?(?P<file>\S*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
MENTIONED = set(re.findall(r"`([^`\n]+)`", FENCE.sub("", MANUAL)))


def blocks(language: str) -> Iterator[tuple[str, str]]:
    for match in FENCE.finditer(MANUAL):
        if match["language"] == language:
            yield match["file"], match["text"]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder with the pack that the manual's examples make, and the one that extends it."""
    for file, text in (*blocks("yaml"), *blocks("jinja")):
        if file:
            root = tmp_path / ("templates" if file.endswith(".j2") else "resources/editions")
            path = root / (file if "/" in file else f"demo-2025/{file}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    shutil.copytree(resources_folder() / "subjects", tmp_path / "resources" / "subjects")
    return tmp_path


@pytest.mark.parametrize("edition", ["demo-2025", "demo-2026", "demo-review-2025"])
def test_the_manuals_examples_are_a_pack_without_mistakes(written: Path, edition: str) -> None:
    problems = edition_problems(written / "resources" / "editions" / edition, written / "templates")

    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize("edition", ["demo-2025", "demo-2026"])
def test_a_document_of_the_manuals_pack_can_be_printed(written: Path, edition: str) -> None:
    library = Library(written / "resources", written / "templates", written)

    printed = write_text(Publication(new_workbook(edition, "某中心", library)).blocks())

    assert f"{edition[-4:]}年，某中心收入总计0万元" in printed


@pytest.mark.parametrize("line", [line for _, text in blocks("formula") for line in text.splitlines()])
def test_every_formula_of_the_manual_can_be_read(line: str) -> None:
    formula, _, explanation = line.partition("  ")

    assert parse(formula)
    assert explanation.strip()


def mentions(name: str) -> bool:
    """Whether the manual names something in its text, alone or as a call."""
    return any(name == words or words.startswith(f"{name}(") for words in MENTIONED)


@pytest.mark.parametrize(
    "words", [CHECK_KINDS, TYPES, VIEWS, ROW_KINDS, LEVELS, KINDS, SEVERITIES, FORMULA_SEVERITIES, CARRYINGS]
)
def test_every_word_that_a_key_takes_is_in_the_manual(words: dict[str, object]) -> None:
    assert [word for word in words if not mentions(word)] == []


def test_every_option_of_a_check_is_in_the_manual() -> None:
    options = {option for kind in CHECK_KINDS.values() for option in kind.known}

    assert [option for option in sorted(options) if not mentions(option)] == []


def test_every_function_of_formulas_is_in_the_manual() -> None:
    formulas = "".join(text for _, text in blocks("formula"))

    assert [name for name in FUNCTIONS if f"{name}(" not in formulas] == []


def test_everything_that_a_template_can_call_is_in_the_manual() -> None:
    assert [name for name in (*SLOTS, *TESTS, *YEARS) if not mentions(name)] == []


def test_the_examples_use_everything_that_a_template_can_call() -> None:
    templates = "".join(text for _, text in blocks("jinja"))

    assert [name for name in (*SLOTS, *TESTS) if f"{name}(" not in templates] == []


def test_every_key_of_a_pack_is_in_the_manual(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    take = Entry.node

    def node(entry: Entry, key: str) -> Node | None:
        asked.add(key)
        return take(entry, key)

    monkeypatch.setattr(Entry, "node", node)
    edition_problems(written / "resources" / "editions" / "demo-review-2025", written / "templates")

    assert len(asked) > 50
    assert [key for key in sorted(asked | {"extends", "remove: true"}) if not mentions(key)] == []


def test_every_link_within_the_manual_leads_somewhere() -> None:
    headings = [line.lstrip("# ") for line in MANUAL.splitlines() if line.startswith("## ")]
    anchors = {re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings}

    assert set(re.findall(r"\(#([^)]+)\)", MANUAL)) <= anchors
