"""The file format `.disclosure`: a document as JSON text, one stated value a line, in a stable order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import (
    YEARS,
    Content,
    Disclosure,
    Link,
    Origin,
    OriginOf,
    OwnParagraph,
    ParagraphKey,
    Remark,
    RemarkKey,
    Understanding,
)
from disclosure_editor.document.disclosure import Path as ContentPath
from disclosure_editor.document.files import write_atomically
from disclosure_editor.document.refusals import Refusal

FORMAT = "disclosure"
VERSION = 1
SUFFIX = ".disclosure"

MOST_BYTES = 50_000_000
"""Of a document's file: the largest real one has 1 MB, and a hostile one must not fill the memory."""

_TOO_LARGE = "“{path}”有 {size} MB，公开文件不会超过 {most} MB，请检查是否选错了文件。"
_FOLDER = f"“{{path}}”是文件夹，请选择其中的 {SUFFIX} 文件。"
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

Migration = Callable[[dict[str, Any]], dict[str, Any]]
MIGRATIONS: Mapping[int, Migration] = {}
"""By version: what turns a file of that version into one of the next."""


class UnreadableFile(Refusal):
    """A file that is no document this program can open; the message says why, in Chinese, and what to do."""


def load(path: Path) -> Disclosure:
    """Read a document from its file.

    Raises:
        UnreadableFile: it is missing, damaged, of another kind, or written by a newer version of the program.
    """
    try:
        if (size := path.stat().st_size) > MOST_BYTES and path.is_file():
            raise UnreadableFile(_TOO_LARGE.format(path=path, size=size // 1_000_000, most=MOST_BYTES // 1_000_000))
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UnreadableFile(f"找不到文件“{path}”，请检查文件名和所在的文件夹。") from None
    except IsADirectoryError:
        raise UnreadableFile(_FOLDER.format(path=path)) from None
    except PermissionError:
        if path.is_dir():  # which is how Windows refuses to read one
            raise UnreadableFile(_FOLDER.format(path=path)) from None
        raise UnreadableFile(f"没有权限读取“{path}”，请检查文件是否被其他程序占用。") from None
    except UnicodeDecodeError:
        raise UnreadableFile(f"“{path}”不是公开文件或已损坏（不是 UTF-8 文本），请改用备份或另选文件。") from None
    except OSError as error:
        raise UnreadableFile(f"“{path}”读不出来（{error.strerror}），请检查磁盘或换一份备份。") from None
    try:
        return read(text)
    except UnreadableFile as error:
        raise UnreadableFile(f"“{path}”{error}") from None


def read(text: str, version: int = VERSION, migrations: Mapping[int, Migration] | None = None) -> Disclosure:
    """Read a document from the text of its file, bringing an older version up to date first.

    Raises:
        UnreadableFile: see `load`; the message lacks the file's name.
    """
    try:
        data = json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"已损坏（第{error.lineno}行读不懂），请改用备份。") from None
    except (ValueError, RecursionError):
        raise UnreadableFile("已损坏（内容读不懂），请改用备份。") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UnreadableFile(f"不是预决算公开编辑器的文件（应有 “format”: “{FORMAT}”），请另选文件。")
    found = data.get("version")
    if not isinstance(found, int) or isinstance(found, bool):
        raise UnreadableFile("已损坏（没有格式版本号），请改用备份。")
    if found > version:
        raise UnreadableFile(f"由较新的程序保存（格式版本 {found}，本程序只认识到 {version}），请先升级本程序。")
    steps = MIGRATIONS if migrations is None else migrations
    while found < version:
        if found not in steps:
            raise UnreadableFile(f"的格式版本 {found} 不存在，文件可能已损坏，请改用备份。")
        data = steps[found](data)
        found += 1
    return _from_data(data)


def save(disclosure: Disclosure, path: Path) -> None:
    """Write a document to its file; the file is the old one or the new one, never half of it.

    Raises:
        FileNotWritable: the file can't be written; an existing one is as it was.
    """
    text = write(disclosure)
    write_atomically(path, lambda temporary: temporary.write_text(text, encoding="utf-8", newline="\n"))


def write(disclosure: Disclosure) -> str:
    """A document as the text of its file; equal documents give equal texts."""
    values: dict[str, str] = {}
    rows: dict[str, list[str]] = {}
    paragraphs: dict[str, dict[str, Any]] = {}
    origins: dict[str, dict[str, str | bool]] = {}
    for path, content in sorted(disclosure.items(), key=lambda item: (type(item[0]).__name__, str(item[0]))):
        if isinstance(content, OwnParagraph):
            paragraphs[str(path)] = _paragraph_data(content)
        elif isinstance(content, tuple):
            rows[str(path)] = list(content)
        elif isinstance(content, Origin):
            origins[str(path)] = {"place": content.place, "text": content.text, "unconfirmed": content.unconfirmed}
        elif isinstance(content, str):
            values[str(path)] = content
    data: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "edition": disclosure.edition,
        **({} if disclosure.year is None else {"year": disclosure.year}),
        "values": values,
        "rows": rows,
        "paragraphs": paragraphs,
    }
    if origins:
        data["origins"] = origins
    if remarks := [_remark_data(remark) for _, remark in disclosure.remarks()]:
        data["remarks"] = remarks
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    # Half of a surrogate pair, as a cut emoji leaves it, can't be written as UTF-8; nothing typed may be lost for it.
    return _HALF_CHARACTER.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _paragraph_data(own: OwnParagraph) -> dict[str, Any]:
    data: dict[str, Any] = {"text": own.text, "replaced": own.replaced}
    if own.links:
        data["links"] = [[link.start, link.end, str(link.address)] for link in own.links]
    return data


def _remark_data(remark: Remark) -> dict[str, str]:
    return {
        "understanding": remark.understanding.value,
        "message": remark.message,
        "place": remark.place,
        "text": remark.text,
        "at": remark.at,
    }


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; one that names a place twice states two values for it, and neither may be dropped unseen."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableFile(f"已损坏（“{twice}”写了两次），请改用备份。")
    return found


def _from_data(data: dict[str, Any]) -> Disclosure:
    edition = data.get("edition")
    if not isinstance(edition, str) or not edition:
        raise UnreadableFile("已损坏（没有写明版式），请改用备份。")
    year = data.get("year")
    _checked(year is None or (type(year) is int and year in YEARS), "year", year)
    content: dict[ContentPath, Content] = {}
    for name, value in _section(data, "values"):
        content[_parsed(Address.parse, name)] = _checked(isinstance(value, str), name, value)
    for name, names in _section(data, "rows"):
        listed = isinstance(names, list) and all(isinstance(n, str) and n for n in names)
        _checked(listed and len(set(names)) == len(names), name, names)
        content[RowList.parse(name)] = tuple(names)
    for name, paragraph in _section(data, "paragraphs"):
        stated = isinstance(paragraph, dict) and all(isinstance(paragraph.get(k), str) for k in ("text", "replaced"))
        _checked(stated, name, paragraph)
        links = _links(name, paragraph.get("links", []), len(paragraph["text"]))
        content[_parsed(ParagraphKey.parse, name)] = OwnParagraph(paragraph["text"], paragraph["replaced"], links)
    for name, origin in _section(data, "origins"):
        content[OriginOf(_parsed_origin(name))] = _origin(name, origin)
    remarks = data.get("remarks", [])
    for number, remark in enumerate(_checked(isinstance(remarks, list), "remarks", remarks), start=1):
        content[RemarkKey(number)] = _remark(remark)
    return Disclosure(edition, content, year)


def _links(name: str, data: Any, length: int) -> tuple[Link, ...]:
    """The links of an own paragraph: one behind the other within its text."""
    links: list[Link] = []
    end = 0
    for link in _checked(isinstance(data, list), name, data):
        _checked(isinstance(link, list) and [type(part) for part in link] == [int, int, str], name, link)
        _checked(end <= link[0] < link[1] <= length, name, link)
        address = _parsed(Address.parse, link[2])
        assert isinstance(address, Address)
        links.append(Link(link[0], link[1], address))
        end = link[1]
    return tuple(links)


def _parsed_origin(name: str) -> Address | ParagraphKey:
    path = _parsed(ParagraphKey.parse if "¶" in name and "!" not in name.partition("¶")[0] else Address.parse, name)
    assert isinstance(path, Address | ParagraphKey)
    return path


def _origin(name: str, data: Any) -> Origin:
    stated = isinstance(data, dict) and all(isinstance(data.get(key), str) for key in ("place", "text"))
    _checked(stated and isinstance(data.get("unconfirmed"), bool), name, data)
    return Origin(data["place"], data["text"], data["unconfirmed"])


def _remark(data: Any) -> Remark:
    texts = ("understanding", "message", "place", "text", "at")
    _checked(isinstance(data, dict) and all(isinstance(data.get(key), str) for key in texts), "remarks", data)
    _checked(data["understanding"] in {kind.value for kind in Understanding}, "remarks", data)
    return Remark(Understanding(data["understanding"]), *(data[key] for key in texts[1:]))


def _section(data: dict[str, Any], name: str) -> list[tuple[str, Any]]:
    section = data.get(name, {})
    if not isinstance(section, dict):
        raise UnreadableFile(f"已损坏（“{name}”一节读不懂），请改用备份。")
    return list(section.items())


def _parsed(parse: Callable[[str], ContentPath], name: str) -> ContentPath:
    try:
        return parse(name)
    except ValueError as error:
        raise UnreadableFile(f"已损坏（{error}），请改用备份。") from None


def _checked(fits: bool, name: str, value: Any) -> Any:
    if not fits:
        raise UnreadableFile(f"已损坏（“{name}”处的内容读不懂），请改用备份。")
    return value
