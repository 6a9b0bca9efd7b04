"""The command line: the program's operations without a window."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from disclosure_editor.calculation.opening import new_workbook, open_workbook
from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.carryover.choice import NoDraft
from disclosure_editor.carryover.counts import counts_of
from disclosure_editor.carryover.draft import Draft, drafted, taken_into
from disclosure_editor.checks.checker import Checker
from disclosure_editor.checks.findings import Finding
from disclosure_editor.checks.places import source_places
from disclosure_editor.document.disclosure import Remark, Understanding
from disclosure_editor.document.files import FileNotWritable
from disclosure_editor.document.refusals import Refusal
from disclosure_editor.document.storage import SUFFIX, save
from disclosure_editor.editions.library import Library
from disclosure_editor.editions.locations import templates_folder
from disclosure_editor.editions.model import Severity
from disclosure_editor.editions.reader import MAIN_FILE
from disclosure_editor.exchange.export import Format, export
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text
from disclosure_editor.narrative.writer import Narrative

if TYPE_CHECKING:
    from disclosure_editor.recognition.recognise import Recognition

FINE, FOUND_ERRORS, UNUSABLE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """A parser that words its refusals in Chinese."""

    def error(self, message: str) -> NoReturn:
        del message  # argparse has it in English alone
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        print(f"命令写法有误，应为：{usage}（详见 disclosure-editor --help）。", file=sys.stderr)
        raise SystemExit(UNUSABLE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 fine, 1 findings of severity error, 2 unusable input."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser()
    commands = ("editions", "new", "check", "render", "export", "import", "draft", "edition", "-h", "--help")
    try:
        if not given or given[0] not in commands:
            return _window(given)
        options = parser.parse_args(given)
        run: Callable[[argparse.Namespace], int] = options.run
        status = run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # who reads the output has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it lives as long as the program
        return FINE
    except Refusal as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="disclosure-editor", description="预决算公开编辑器。不带命令时打开窗口，可带一个文件。")
    commands = parser.add_subparsers(required=True, metavar="命令")

    editions = commands.add_parser("editions", help="列出现有的版式")
    editions.set_defaults(run=_editions)

    new = commands.add_parser("new", help="新建文件")
    new.add_argument("--edition", required=True, metavar="ID", help="版式，见 editions")
    new.add_argument("--unit", required=True, metavar="名称", help="单位全称")
    new.add_argument("--year", type=int, metavar="年度", help="不写即为版式的年度")
    new.add_argument("-o", dest="target", required=True, type=Path, metavar="文件")
    new.set_defaults(run=_new)

    check = commands.add_parser("check", help="审核，列出问题")
    check.add_argument("file", type=Path, metavar="文件")
    check.add_argument("--json", action="store_true", help="供程序读取")
    check.set_defaults(run=_check)

    render = commands.add_parser("render", help="把整个公开文件印成文字")
    render.add_argument("file", type=Path, metavar="文件")
    render.set_defaults(run=_render)

    exporting = commands.add_parser("export", help="导出 Word 和 Excel")
    exporting.add_argument("file", type=Path, metavar="文件")
    exporting.add_argument("-o", dest="folder", required=True, type=Path, metavar="文件夹")
    for kind in Format:
        exporting.add_argument(f"--{kind.value}", action="store_true", help=f"导出{kind.title}")
    exporting.set_defaults(run=_export)

    importing = commands.add_parser("import", help="把公开的文件（Word、Excel、PDF、网页、文字）读成本程序的文件")
    importing.add_argument("source", type=Path, metavar="公开的文件")
    importing.add_argument("-o", dest="target", required=True, type=Path, metavar="文件")
    importing.add_argument("--edition", metavar="ID", help="版式，见 editions；不写即按文件的内容辨认")
    importing.add_argument("--json", action="store_true", help="供程序读取")
    importing.set_defaults(run=_import)

    drafting = commands.add_parser("draft", help="由上年的文件（或同一年的预算）生成初稿")
    drafting.add_argument(
        "file", type=Path, metavar="文件", help="上年的文件；生成决算、绩效自评时也可以是同一年的预算"
    )
    drafting.add_argument("--year", required=True, type=int, metavar="年度", help="初稿的年度")
    drafting.add_argument("-o", dest="target", required=True, type=Path, metavar="新文件")
    drafting.add_argument("--edition", metavar="ID", help="初稿的版式，见 editions；不写即为同一系列当年用的版式")
    drafting.add_argument("--into", type=Path, metavar="文件", help="取用到这份已有的文件里，已填的不动，另存为新文件")
    drafting.add_argument("--json", action="store_true", help="供程序读取")
    drafting.set_defaults(run=_draft)

    edition = commands.add_parser("edition", help="版式的工具")
    tools = edition.add_subparsers(required=True, metavar="工具")
    edition_check = tools.add_parser("check", help="检查一个版式文件夹")
    edition_check.add_argument("folder", type=Path, metavar="文件夹")
    edition_check.set_defaults(run=_edition_check)
    return parser


def _window(arguments: list[str]) -> int:
    if len(arguments) > 1 or (arguments and arguments[0].startswith("-")):
        print(f"不认识“{arguments[0]}”。用 disclosure-editor --help 查看写法。", file=sys.stderr)
        return UNUSABLE
    try:
        from disclosure_editor.ui.application import run  # Qt is loaded for the window alone
    except ImportError as error:
        print(
            f"窗口打不开（缺少图形界面的组件：{error}）；可以改用命令行，如 disclosure-editor check 文件。",
            file=sys.stderr,
        )
        return UNUSABLE
    return run(Path(arguments[0]) if arguments else None)


def _editions(_: argparse.Namespace) -> int:
    library = Library()
    for edition_id in library.ids:
        print(f"{edition_id}\t{library.edition(edition_id).title}")
    return FINE


def _new(options: argparse.Namespace) -> int:
    target: Path = options.target
    if target.exists():
        raise FileNotWritable(target, "同名的文件已经存在，为免覆盖没有新建，请换一个文件名")
    save(new_workbook(options.edition, options.unit, Library(), options.year).disclosure, target)
    print(f"已新建 {target}")
    return FINE


def _check(options: argparse.Namespace) -> int:
    workbook = open_workbook(options.file, Library())
    findings = Checker(workbook, Narrative(workbook)).findings()
    if options.json:
        print(json.dumps([_as_data(workbook, finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        _print_findings(workbook, findings)
    return FOUND_ERRORS if any(finding.severity is Severity.ERROR for finding in findings) else FINE


def _as_data(workbook: Workbook, finding: Finding) -> dict[str, object]:
    data: dict[str, object] = {
        "check": finding.check,
        "title": finding.title,
        "severity": finding.severity.value,
        "message": finding.message,
        "at": [str(path) for path in finding.at],
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": None if finding.difference is None else str(finding.difference),
    }
    places = source_places(workbook, finding.at)
    return {**data, "source": list(places)} if places else data


def _print_findings(workbook: Workbook, findings: Sequence[Finding]) -> None:
    for finding in findings:
        places = source_places(workbook, finding.at)
        where = f"（原文位置：{'、'.join(places)}）" if places else ""
        print(f"{finding.severity.title}  {finding.title}\n      {finding.message}{where}")
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    print("，".join(f"{severity.title} {counts[severity]} 个" for severity in Severity))


def _render(options: argparse.Namespace) -> int:
    print(write_text(_publication(options.file).blocks()), end="")
    return FINE


def _publication(file: Path) -> Publication:
    return Publication(open_workbook(file, Library()))


def _export(options: argparse.Namespace) -> int:
    wanted = [kind for kind in Format if getattr(options, kind.value)] or [Format.WORD, Format.EXCEL]
    for path in export(_publication(options.file), options.folder, options.file.stem, wanted):
        print(f"已导出 {path}")
    return FINE


def _import(options: argparse.Namespace) -> int:
    from disclosure_editor.recognition.reading import read_document  # with it come the libraries that read files

    if options.target.exists():
        raise FileNotWritable(options.target, "同名的文件已经存在，为免覆盖没有导入，请换一个文件名")
    if options.target.suffix.lower() != SUFFIX:
        raise FileNotWritable(options.target, f"导入的结果是本程序的文件，文件名应以 {SUFFIX} 结尾")
    read = read_document(options.source, Library(), options.edition)
    save(read.disclosure, options.target)
    remarks = [remark for _, remark in read.disclosure.remarks()]
    if options.json:
        print(json.dumps(_import_data(read, remarks), ensure_ascii=False, indent=1))
        return FINE
    _print_remarks(remarks)
    counts = read.counts
    print(
        f"数字 {counts.amounts[0]} 个，读入 {counts.amounts[1]} 个；"
        f"绩效表 {counts.forms} 张，指标 {counts.indicators} 行；"
        f"文字按句式读入 {counts.matched} 段，照原文保留 {counts.own} 段，没有读入 {counts.lost} 段"
    )
    print(f"已存为 {options.target}")
    return FINE


def _print_remarks(remarks: Sequence[Remark]) -> None:
    """The lines of a report, those first of what was not understood."""
    for understanding in reversed(Understanding):
        for remark in remarks:
            if remark.understanding is understanding:
                print(f"{understanding.title}  {_line(remark)}")


def _draft(options: argparse.Namespace) -> int:
    if options.target.exists():
        raise FileNotWritable(options.target, "同名的文件已经存在，为免覆盖没有生成，请换一个文件名")
    made = _drafted(options, Library())
    save(made.disclosure, options.target)
    remarks = [remark for _, remark in made.disclosure.remarks()]
    counts = counts_of(made.ledger)
    if options.json:
        about = {"edition": made.disclosure.edition, "year": made.workbook.year}
        print(json.dumps({**about, **counts.data, "notes": _notes(remarks)}, ensure_ascii=False, indent=1))
        return FINE
    _print_remarks([remark for remark in remarks if remark.understanding is not Understanding.UNDERSTOOD])
    print(
        f"列出 {counts.rows} 行；取用数字 {counts.figures} 处，沿用 {counts.kept} 处，应修改 {counts.to_revise} 处，"
        f"手工段落 {counts.paragraphs} 段；清空待填 {counts.cleared} 处，没有位置 {counts.no_place} 处"
    )
    print(f"已生成 {options.target}，请打开后逐条核对")
    return FINE


def _drafted(options: argparse.Namespace, library: Library) -> Draft:
    from disclosure_editor.recognition.reading import read_document

    read = read_document(options.file, library).disclosure
    source = Workbook(library.edition(read.edition), read, library.catalogues)
    if options.into is None:
        return drafted(source, library, options.year, options.edition)
    begun = open_workbook(options.into, library)
    if begun.year != options.year or options.edition not in (None, begun.edition.id):
        raise NoDraft(
            f"“{options.into}”是{begun.year}年的，版式是 {begun.edition.id}，--year 应与它一致，--edition 可以不写。"
        )
    return taken_into(source, library, begun)


def _import_data(read: Recognition, remarks: Sequence[Remark]) -> dict[str, object]:
    counts = read.counts
    return {
        "edition": read.disclosure.edition,
        "amounts": {"stated": counts.amounts[0], "read": counts.amounts[1]},
        "tables": counts.tables,
        "forms": counts.forms,
        "indicators": counts.indicators,
        "paragraphs": {"matched": counts.matched, "own": counts.own, "lost": counts.lost},
        "notes": _notes(remarks),
    }


def _notes(remarks: Sequence[Remark]) -> list[str]:
    """What is to be checked, and what was not understood."""
    return [_line(remark) for remark in remarks if remark.understanding is not Understanding.UNDERSTOOD]


def _line(remark: Remark) -> str:
    return f"{remark.message}（原文{remark.place}）" if remark.place else remark.message


def _edition_check(options: argparse.Namespace) -> int:
    from disclosure_editor.exchange.edition_check import edition_problems

    folder: Path = options.folder.resolve()  # a pack is known by its folder's name, which “.” hasn't
    if not (folder / MAIN_FILE).is_file():
        print(f"“{options.folder}”不是版式文件夹：里面应有 {MAIN_FILE}。", file=sys.stderr)
        return UNUSABLE
    problems = edition_problems(folder, _templates_beside(folder))
    for problem in problems:
        print(problem)
    print(f"版式“{folder.name}”有 {len(problems)} 处错误。" if problems else f"版式“{folder.name}”没有错误。")
    return FOUND_ERRORS if problems else FINE


def _templates_beside(folder: Path) -> Path:
    """The templates that belong to a pack: in its tree (``…/resources/editions/ID``), else the program's own."""
    own = folder.parent.parent.parent / "templates"
    return own if own.is_dir() else templates_folder()
