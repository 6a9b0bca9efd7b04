"""The command line: what each command does, prints and exits with, and that no input brings it to a traceback."""

import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from disclosure_editor.cli import main
from disclosure_editor.document.disclosure import Origin, OriginOf
from disclosure_editor.document.storage import load, save

ROOT = Path(__file__).parents[1]
PUBLISHED = ROOT / "examples" / "energy-monitoring-2021-budget.disclosure"
CORRECTED = ROOT / "examples" / "energy-monitoring-2021-budget-corrected.disclosure"
EDITION = "xinjiang-budget-2021"
PACK = ROOT / "resources" / "editions" / EDITION

Capture = pytest.CaptureFixture[str]


def refusal(capture: Capture) -> str:
    """What was refused: one sentence in Chinese on the error stream, nothing on the other."""
    output = capture.readouterr()
    assert output.out == ""
    assert output.err.endswith("。\n")
    assert output.err.count("\n") == 1
    return output.err


def run(*arguments: object) -> int:
    """A command's exit status, however it ends."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as ended:
        return int(ended.code or 0)


def test_editions_are_listed_by_id_and_title(capsys: Capture) -> None:
    assert run("editions") == 0
    assert f"{EDITION}\t新疆 2021 年部门（单位）预算公开" in capsys.readouterr().out.splitlines()


def test_a_new_document_is_of_its_unit_and_edition(tmp_path: Path) -> None:
    assert run("new", "--edition", EDITION, "--unit", "某中心", "-o", tmp_path / "某.disclosure") == 0

    disclosure = load(tmp_path / "某.disclosure")
    assert (disclosure.edition, [text for _, text in disclosure.values()]) == (EDITION, ["某中心"])


def test_a_new_document_is_of_the_year_that_was_asked_for(tmp_path: Path, capsys: Capture) -> None:
    new = ("new", "--edition", EDITION, "--unit", "某中心")

    assert run(*new, "--year", "2023", "-o", tmp_path / "某") == 0
    assert load(tmp_path / "某").year == 2023
    capsys.readouterr()
    assert run(*new, "--year", "2020", "-o", tmp_path / "另") == 2
    assert "2021年起" in refusal(capsys)


def test_a_new_document_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "新文件"
    assert main(["new", "--edition", "xinjiang-budget-2021", "--unit", "某单位", "-o", str(target)]) == 0
    assert target.is_file()


def test_an_existing_file_is_never_made_anew(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "某.disclosure"
    target.write_text("有内容", encoding="utf-8")

    assert run("new", "--edition", EDITION, "--unit", "某中心", "-o", target) == 2
    assert "已经存在" in refusal(capsys)
    assert target.read_text(encoding="utf-8") == "有内容"


def test_an_unknown_edition_is_refused_with_those_there_are(tmp_path: Path, capsys: Capture) -> None:
    assert run("new", "--edition", "没有", "--unit", "某中心", "-o", tmp_path / "某") == 2
    assert EDITION in refusal(capsys)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_refused(tmp_path: Path, capsys: Capture) -> None:
    assert run("new", "--edition", EDITION, "--unit", "某中心", "-o", tmp_path / "没有" / "某") == 2
    assert "不存在" in refusal(capsys)


def test_a_document_with_errors_exits_with_one(capsys: Capture) -> None:
    assert run("check", PUBLISHED) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("错误 ")


def test_a_document_without_errors_exits_with_zero(capsys: Capture) -> None:
    assert run("check", CORRECTED) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("错误 0 个")


def test_findings_for_programs_have_the_agreed_keys(capsys: Capture) -> None:
    assert run("check", PUBLISHED, "--json") == 1

    findings = json.loads(capsys.readouterr().out)
    keys = {"check", "title", "severity", "message", "at", "stated", "expected", "difference"}
    assert {frozenset(finding) for finding in findings} == {frozenset(keys)}
    assert {finding["severity"] for finding in findings} <= {"error", "warning", "notice"}


def test_a_finding_for_programs_states_both_sides_and_where(capsys: Capture) -> None:
    run("check", PUBLISHED, "--json")

    finding = next(f for f in json.loads(capsys.readouterr().out) if f["check"] == "表六与表五")
    assert finding["at"] == ["表六!合计.合计", "表五!合计.基本支出"]
    assert Decimal(finding["stated"]) - Decimal(finding["expected"]) == Decimal(finding["difference"]) == 110


def test_a_document_without_findings_for_programs_is_a_list(tmp_path: Path, capsys: Capture) -> None:
    assert run("check", CORRECTED, "--json") == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)


def test_the_publication_is_rendered_as_text(capsys: Capture) -> None:
    assert run("render", CORRECTED) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "部门（单位）收支总体情况表" in lines
    assert any("收支预算情况的总体说明" in line for line in lines)


def test_an_export_is_word_and_excel(tmp_path: Path, capsys: Capture) -> None:
    assert run("export", CORRECTED, "-o", tmp_path / "发布") == 0

    assert sorted(path.suffix for path in (tmp_path / "发布").iterdir()) == [".docx", ".xlsx"]
    assert capsys.readouterr().out.count("已导出") == 2


def test_an_export_is_what_was_asked_for(tmp_path: Path) -> None:
    assert run("export", CORRECTED, "-o", tmp_path, "--text") == 0

    assert [path.name for path in tmp_path.iterdir()] == [f"{CORRECTED.stem}.txt"]


def test_an_exported_text_is_what_is_rendered(tmp_path: Path, capsys: Capture) -> None:
    run("export", CORRECTED, "-o", tmp_path, "--text")
    capsys.readouterr()
    run("render", CORRECTED)

    assert (tmp_path / f"{CORRECTED.stem}.txt").read_text(encoding="utf-8") == capsys.readouterr().out


def test_an_export_into_a_file_is_refused(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "文件").write_text("有内容", encoding="utf-8")

    assert run("export", CORRECTED, "-o", tmp_path / "文件") == 2
    assert "文件夹建不起来" in refusal(capsys)
    assert (tmp_path / "文件").read_text(encoding="utf-8") == "有内容"


def test_a_pack_without_mistakes_is_told_so(capsys: Capture) -> None:
    assert run("edition", "check", PACK) == 0
    assert capsys.readouterr().out == f"版式“{EDITION}”没有错误。\n"


def test_a_pack_can_be_checked_from_within(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PACK)

    assert run("edition", "check", ".") == 0


def test_a_packs_mistakes_are_printed_with_file_and_line(tmp_path: Path, capsys: Capture) -> None:
    pack = tmp_path / "resources" / "editions" / "mine"
    pack.mkdir(parents=True)
    (pack / "edition.yaml").write_text(f"extends: {EDITION}\nid: mine\nyaer: 2022\n", encoding="utf-8")
    shutil.copytree(PACK, pack.parent / EDITION)

    assert run("edition", "check", pack) == 1
    assert f"{pack / 'edition.yaml'}:3: 版式不认识“yaer”" in capsys.readouterr().out


def test_formulas_that_need_each_other_are_printed_with_their_place(tmp_path: Path, capsys: Capture) -> None:
    pack = tmp_path / "circle"
    pack.mkdir()
    (pack / "edition.yaml").write_text(
        "{id: circle, title: 圈, kind: budget, region: 某地, year: 2021, unit: 单位!全称, document_title: 圈}", "utf-8"
    )
    (pack / "tables.yaml").write_text(
        "tables:\n"
        "- id: 单位\n  view: form\n  fields:\n  - {id: 全称, type: text}\n"
        "  - {id: 甲, formula: .乙}\n  - {id: 乙, formula: .甲}\n",
        "utf-8",
    )

    assert run("edition", "check", pack) == 1
    assert "tables.yaml:7: 公式绕回了自己：单位!乙 → 单位!甲 → 单位!乙" in capsys.readouterr().out


def test_rows_that_need_themselves_are_printed_with_their_place(tmp_path: Path, capsys: Capture) -> None:
    pack = tmp_path / "circle"
    pack.mkdir()
    (pack / "edition.yaml").write_text(
        "{id: circle, title: 圈, kind: budget, region: 某地, year: 2021, unit: 单位!全称, document_title: 圈}", "utf-8"
    )
    (pack / "tables.yaml").write_text(
        "tables:\n"
        "- {id: 单位, view: form, fields: [{id: 全称, type: text}]}\n"
        "- {id: 甲, columns: [{id: 项, type: text}, {id: 数}], rows: [{repeat: 项}]}\n"
        "- {id: 乙, columns: [{id: 项, type: text}, {id: 数}],\n"
        "   rows: [{repeat: 项, follows: 甲, where: sum(乙!*.数) != 0}]}\n",
        "utf-8",
    )

    assert run("edition", "check", pack) == 1
    assert "tables.yaml:5: 公式绕回了自己：乙" in capsys.readouterr().out


@pytest.mark.parametrize("folder", ["tests", "没有这个文件夹", "pyproject.toml"])
def test_what_is_no_pack_is_refused(folder: str, capsys: Capture) -> None:
    assert run("edition", "check", ROOT / folder) == 2
    assert "不是版式文件夹" in refusal(capsys)


def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "坏.disclosure"
    path.write_bytes(PUBLISHED.read_bytes()[:1000])
    return path


def of_another_kind(tmp_path: Path) -> Path:
    path = tmp_path / "别的.disclosure"
    path.write_bytes(b"PK\x03\x04\xff")
    return path


def newer(tmp_path: Path) -> Path:
    path = tmp_path / "新.disclosure"
    path.write_text(PUBLISHED.read_text(encoding="utf-8").replace('"version": 1', '"version": 9'), encoding="utf-8")
    return path


def of_an_unknown_edition(tmp_path: Path) -> Path:
    path = tmp_path / "版式.disclosure"
    path.write_text(PUBLISHED.read_text(encoding="utf-8").replace(EDITION, "没有"), encoding="utf-8")
    return path


BAD_FILES = {
    "missing": (lambda folder: folder / "没有.disclosure", "找不到文件"),
    "a folder": (lambda folder: folder, "是文件夹"),
    "damaged": (damaged, "已损坏"),
    "of another kind": (of_another_kind, "不是公开文件或已损坏"),
    "newer": (newer, "请先升级本程序"),
    "of an unknown edition": (of_an_unknown_edition, "没有版式“没有”"),
}


@pytest.mark.parametrize("bad", BAD_FILES)
@pytest.mark.parametrize("command", [["check"], ["check", "--json"], ["render"], ["export", "-o", "发布"]])
def test_a_file_that_cannot_be_opened_is_refused_with_one_sentence(
    command: list[str], bad: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make, reason = BAD_FILES[bad]
    path = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    assert run(command[0], path, *command[1:]) == 2
    assert reason in refusal(capsys)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "一", "二"],
        ["new", "-o", "某"],
        ["new", "--edition"],
        ["render", "--json", "某"],
        ["export", "某"],
        ["edition"],
        ["edition", "draw", "某"],
        ["--json", "某"],
        ["一", "二"],
    ],
)
def test_a_command_written_wrongly_is_refused_in_chinese(arguments: list[str], capsys: Capture) -> None:
    assert run(*arguments) == 2

    said = refusal(capsys)
    assert said.startswith(("命令写法有误，应为：disclosure-editor", "不认识“"))


def test_a_finding_tells_where_it_stands_in_the_file_that_was_read(tmp_path: Path, capsys: Capture) -> None:
    disclosure = load(PUBLISHED)
    for path, _ in list(disclosure.values()):
        disclosure.apply(disclosure.edit("读入", [(OriginOf(path), Origin("第12页", "原文"))]))
    save(disclosure, tmp_path / "读入.disclosure")

    run("check", tmp_path / "读入.disclosure")
    assert "（原文位置：第12页）\n" in capsys.readouterr().out
    run("check", tmp_path / "读入.disclosure", "--json")
    found = json.loads(capsys.readouterr().out)
    assert all(finding["source"] == ["第12页"] for finding in found if "source" in finding)
    assert sum("source" in finding for finding in found) > len(found) / 2
    run("check", PUBLISHED, "--json")
    assert all("source" not in finding for finding in json.loads(capsys.readouterr().out))


def test_help_is_given(capsys: Capture) -> None:
    assert run("--help") == 0
    assert "预决算公开编辑器" in capsys.readouterr().out


def test_redirected_output_is_utf_8_on_every_system(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "disclosure_editor", "editions"]

    output = subprocess.run(command, env=environment, capture_output=True, check=True, cwd=tmp_path).stdout

    assert "新疆 2021 年" in output.decode("utf-8")


def test_a_draft_is_written_with_a_summary(tmp_path: Path, capsys: Capture) -> None:
    assert run("draft", PUBLISHED, "--year", "2022", "-o", tmp_path / "初稿") == 0

    draft = load(tmp_path / "初稿")
    assert (draft.edition, draft.year) == (EDITION, 2022)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2].startswith("列出 68 行；取用数字 11 处")
    assert lines[-1] == f"已生成 {tmp_path / '初稿'}，请打开后逐条核对"
    assert any(line.startswith("待核对  “项目支出绩效目标表”的“年度目标”沿用了3处") for line in lines)


def test_a_draft_for_programs_is_counted(tmp_path: Path, capsys: Capture) -> None:
    assert run("draft", PUBLISHED, "--year", "2022", "-o", tmp_path / "初稿", "--json") == 0

    data = json.loads(capsys.readouterr().out)
    assert (data["edition"], data["year"], data["rows"], data["figures"]) == (EDITION, 2022, 68, 11)
    assert {"kept", "to_revise", "cleared", "written_anew", "not_used", "no_place", "paragraphs"} < set(data)
    assert all(isinstance(note, str) for note in data["notes"])


def test_a_draft_of_another_series_names_its_edition(tmp_path: Path) -> None:
    edition = "xinjiang-self-assessment-2021"

    assert run("draft", PUBLISHED, "--year", "2021", "--edition", edition, "-o", tmp_path / "自评") == 0

    assert load(tmp_path / "自评").edition == edition


def test_figures_can_be_taken_into_a_document_that_there_is(tmp_path: Path, capsys: Capture) -> None:
    into = ROOT / "examples" / "energy-monitoring-2021-self-assessment.disclosure"
    before = into.read_bytes()

    assert run("draft", PUBLISHED, "--year", "2021", "--into", into, "-o", tmp_path / "核对") == 0
    assert into.read_bytes() == before
    assert run("check", tmp_path / "核对") == 1
    assert "部门预算没有公开项目“专家会诊安全生产专项”，年初预算数却是47.92" in capsys.readouterr().out
    assert run("draft", PUBLISHED, "--year", "2022", "--into", into, "-o", tmp_path / "另") == 2
    assert "2021年的" in refusal(capsys)


def test_an_existing_file_is_not_drafted_over(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "某.disclosure"
    target.write_text("有内容", encoding="utf-8")

    assert run("draft", PUBLISHED, "--year", "2022", "-o", target) == 2
    assert "已经存在" in refusal(capsys)
    assert target.read_text(encoding="utf-8") == "有内容"


@pytest.mark.parametrize("year", ["2021", "2020"])
def test_a_draft_of_no_later_year_is_refused(tmp_path: Path, capsys: Capture, year: str) -> None:
    assert run("draft", PUBLISHED, "--year", year, "-o", tmp_path / "初稿") == 2
    assert f"年度应大于2021，写的是{year}" in refusal(capsys)
    assert list(tmp_path.iterdir()) == []


def test_a_draft_of_no_document_is_refused(tmp_path: Path, capsys: Capture) -> None:
    assert run("draft", tmp_path / "没有", "--year", "2022", "-o", tmp_path / "初稿") == 2
    assert "找不到文件" in refusal(capsys)
