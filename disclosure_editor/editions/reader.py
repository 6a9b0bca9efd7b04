"""Reading an edition pack's folder into an `Edition`, with every mistake in it reported."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.refusals import Refusal
from disclosure_editor.editions.carrying import read_forerunner
from disclosure_editor.editions.expressions import parse
from disclosure_editor.editions.model import Check, Edition, Family, Kind, Options, Position, Section, Table
from disclosure_editor.editions.nodes import Entry, Node, Problem, Problems, merge, read_yaml, texts_of
from disclosure_editor.editions.tables import SEVERITIES, read_table
from disclosure_editor.editions.validation import validate

MAIN_FILE = "edition.yaml"
LEVELS = {"part": 1, "section": 2, "subsection": 3, "none": 0}
ZERO_CHANGES = {"unchanged": False, "increase": True}
KINDS = {"budget": Kind.BUDGET, "final_accounts": Kind.FINAL_ACCOUNTS}


class PackError(Refusal):
    """A pack with mistakes; `problems` holds them all."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read_edition(folder: Path, templates: Path) -> Edition:
    """Read the pack in `folder`; the packs it extends are beside it, as its templates are in ``templates/<id>``.

    Raises:
        PackError: the pack, or one it extends, has mistakes.
    """
    problems = Problems()
    raw, lineage = _raw_pack(folder, problems, ())
    if raw is None:
        raise PackError(problems.found)
    entry = Entry(raw, problems, "版式")
    edition = _edition(entry, folder, tuple(templates / name for name in lineage))
    entry.done()
    if not problems.found:
        validate(edition, problems)
        _check_unit(edition, raw, problems)
    if problems.found:
        raise PackError(problems.found)
    return edition


def _check_unit(edition: Edition, raw: Node, problems: Problems) -> None:
    assert isinstance(raw.content, dict)
    if edition.column(edition.unit) is None:
        where = raw.content.get("unit", raw)
        problems.add(where.position, f"“unit”应是单位全称的地址，如 单位!全称；写的“{where.content}”不存在")


def _raw_pack(folder: Path, problems: Problems, seen: tuple[str, ...]) -> tuple[Node | None, tuple[str, ...]]:
    """All files of a pack as one node, laid over the pack it extends; with the ids of both, its own first."""
    main = folder / MAIN_FILE
    if not main.is_file():
        problems.add(Position(main, 1), f"版式文件夹中应有 {MAIN_FILE}")
        return None, ()
    own: dict[str, Node] = {}
    top = Node(Position(main, 1), own)
    for path in [main, *sorted(p for p in folder.glob("*.yaml") if p != main)]:
        node = read_yaml(path, problems)
        if node is None:
            continue
        if not isinstance(node.content, dict):
            problems.add(node.position, f"文件的最外层应是“名称: 内容”的对照表，这里是{node.kind}")
            continue
        for key, value in node.content.items():
            own[key] = _joined(own[key], value, problems) if key in own else value
    base_id = own.pop("extends", None)
    if base_id is None:
        return top, (folder.name,)
    name = base_id.content if isinstance(base_id.content, str) else ""
    base_folder = folder.parent / name
    if not name or not base_folder.is_dir():
        problems.add(base_id.position, f"所继承的版式“{name}”不存在，“extends”应是旁边一个版式文件夹的名称")
        return None, ()
    if name in (*seen, folder.name):
        problems.add(base_id.position, f"继承成了圈：{' → '.join((*seen, folder.name, name))}")
        return None, ()
    base, lineage = _raw_pack(base_folder, problems, (*seen, folder.name))
    return (merge(base, top, problems) if base else None), (folder.name, *lineage)


def _joined(first: Node, second: Node, problems: Problems) -> Node:
    """The same key of two files of a pack: lists are joined, mappings united."""
    if isinstance(first.content, tuple) and isinstance(second.content, tuple):
        return Node(first.position, first.content + second.content, first.key_position)
    if isinstance(first.content, dict) and isinstance(second.content, dict):
        for key in first.content.keys() & second.content.keys():
            node = second.content[key]
            problems.add(node.key_position or node.position, f"“{key}”在另一个文件里已经写过")
        return Node(first.position, first.content | second.content, first.key_position)
    problems.add(second.key_position or second.position, "另一个文件里已经写过这一项")
    return first


def _edition(entry: Entry, folder: Path, templates: tuple[Path, ...]) -> Edition:
    position = entry.where("id")
    edition_id = entry.text("id")
    if edition_id and edition_id != folder.name:
        entry.problem(f"“id”应与文件夹名“{folder.name}”相同，写的是“{edition_id}”", position)
    lists = dict(entry.pairs("lists"))
    tables: dict[str, Table] = {}
    for item in entry.entries("tables", "表"):
        table = read_table(item, lists)
        if table.id in tables:
            item.problem(f"表“{table.id}”写了两次")
        tables[table.id] = table
    kind = entry.choice("kind", KINDS)
    return Edition(
        id=edition_id,
        title=entry.text("title"),
        family=Family(entry.text("region"), kind, entry.text("series", kind.title)),
        year=entry.whole("year"),
        unit=entry.parsed("unit", Address.parse) or Address("", "", ""),
        document_title=entry.text("document_title"),
        tables=tables,
        checks=tuple(_check(item) for item in entry.entries("checks", "审核公式")),
        outline=tuple(_section(item) for item in entry.entries("outline", "目录项")),
        options=_options(entry),
        folder=folder,
        templates=templates,
        forerunners=tuple(read_forerunner(item) for item in entry.entries("carry", "由别的公开文件取数")),
    )


def _options(entry: Entry) -> Options:
    node = entry.node("options")
    if node is None:
        return Options()
    options = Entry(node, entry.problems, "options")
    read = Options(
        decimals=options.whole("decimals", 2),
        text_decimals=options.whole("text_decimals", 0),
        grouped=options.flag("grouped"),
        zero_base=options.parsed("zero_base", _decimal),
        zero_change=options.choice("zero_change", ZERO_CHANGES, "unchanged"),
    )
    options.done()
    return read


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise ValueError(f"应为数字，写的是“{text}”")
    return number


def _check(entry: Entry) -> Check:
    position = entry.position
    scope, row = _scope(entry)
    check = Check(
        id=entry.text("id"),
        title=entry.text("title"),
        kind=entry.text("kind", "relation"),
        severity=entry.choice("severity", SEVERITIES, "error"),
        position=position,
        relation=entry.parsed("relation", parse),
        scope=scope,
        row=row,
        columns=entry.texts("columns"),
        when=entry.parsed("when", parse),
        message=entry.parsed("message", _message) or "",
        advice=entry.text("advice", ""),
        options={name: texts_of(node, f"“{name}”", entry.problems) for name, node in entry.pairs("options")},
    )
    entry.done()
    return check


def _message(text: str) -> str:
    """A check's own words, tried out with the figures that they may name."""
    try:
        text.format(place="", column="", left="", right="", difference="")
    except (KeyError, IndexError, ValueError, AttributeError, TypeError):
        raise ValueError(f"“{text}”里的花括号只能写 {{place}} {{left}} {{right}} {{difference}} {{column}}") from None
    return text


def _scope(entry: Entry) -> tuple[RowList | None, str]:
    """What a check is evaluated for: ``table`` or ``table!side``, or one row of it (``table.row``)."""
    text = entry.text("for", "")
    if not text:
        return None, ""
    place, _, row = text.partition(".")
    return RowList.parse(place), row


def _section(entry: Entry) -> Section:
    level = entry.choice("level", LEVELS, "section")
    section_id = entry.text("id")
    heading = entry.text("heading", "")
    section = Section(
        id=section_id,
        level=level,
        title=entry.text("title", section_id),
        position=entry.position,
        heading=heading,
        template=entry.text("template", ""),
        table=entry.text("table", ""),
        inputs=entry.texts("inputs"),
        style=entry.text("style", ""),
    )
    entry.done()
    return section
