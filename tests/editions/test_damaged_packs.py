"""Packs damaged at random: what is wrong is told with its file and line, and nothing else ever happens."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from disclosure_editor.exchange.edition_check import edition_problems

ROOT = Path(__file__).parents[2]
EDITION = "xinjiang-budget-2021"
SLIPS = "{}[]:'\"#@*.!%&-,＝表一x0 \t"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "templates" / EDITION, tmp_path / "templates" / EDITION)
    folder = tmp_path / "resources" / "editions" / EDITION
    shutil.copytree(ROOT / "resources" / "editions" / EDITION, folder)
    return folder


def damaged(text: str, chance: random.Random) -> str:
    """The text with one line lost, doubled, moved, cut, shifted or mistyped."""
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    line = lines[place]
    start, end = sorted(chance.randrange(len(line) + 1) for _ in range(2))
    match chance.randrange(7):
        case 0:
            del lines[place]
        case 1:
            lines.insert(place, chance.choice(lines))
        case 2:
            other = chance.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
        case 3:
            lines[place] = line[:start] + line[end:]
        case 4:
            lines[place] = "  " + line
        case 5:
            lines[place] = line.lstrip()
        case _:
            lines[place] = line[:start] + chance.choice(SLIPS) + line[start:]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_pack_is_refused_with_places_or_read(seed: int, pack: Path) -> None:
    templates = pack.parents[2] / "templates"
    files = [*sorted(pack.glob("*.yaml")), *sorted((templates / EDITION).glob("*.j2"))]
    chance = random.Random(seed)
    refused = 0
    for _ in range(20):
        file = chance.choice(files)
        whole = file.read_text(encoding="utf-8")
        file.write_text(damaged(whole, chance), encoding="utf-8")
        problems = edition_problems(pack, templates)
        file.write_text(whole, encoding="utf-8")
        assert all(problem.message and problem.position.line >= 1 for problem in problems)
        assert all(problem.position.file.is_relative_to(pack.parents[2]) for problem in problems)
        refused += bool(problems)
    assert refused > 0
    assert edition_problems(pack, templates) == []
