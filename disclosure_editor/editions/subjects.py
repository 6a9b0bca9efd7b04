"""Subject catalogues: the official names of functional and economic classification subjects, by code."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from disclosure_editor.document.refusals import Refusal
from disclosure_editor.document.texts import compact

INDEX_FILE = "index.csv"
_INDEX_HEADER = ("id", "title", "parts", "file")
_HEADERS = {("code", "name"), ("编码", "名称")}
_ENCODINGS = ("utf-8-sig", "gb18030")  # what Excel saves as “CSV UTF-8” and as plain “CSV” on a Chinese Windows


class CatalogueError(Refusal, ValueError):
    """A catalogue file that cannot be read as one.

    Attributes:
        path: the file.
        line: the line of the mistake, from 1; None where it is the file as a whole.
        problem: what was expected and what was found, in Chinese.
    """

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        super().__init__(f"{path}{f' 第 {line} 行' if line else ''}：{problem}")


class Subject(NamedTuple):
    """One subject of a catalogue: its whole code and its official name."""

    code: str
    name: str


class _Key(NamedTuple):
    """A subject as `Catalogue.search` compares it."""

    subject: Subject
    folded_name: str


@dataclass(frozen=True)
class Catalogue:
    """A classification of subjects: official names by code.

    Attributes:
        id: the catalogue's name in packs, such as ``functional``.
        parts: how many digits each level of a code has: (3, 2, 2) for class, section and item.
        subjects: every subject once, sorted by code, so that a class comes before what it holds.
        title: the classification's name for people, such as 支出功能分类科目.
    """

    id: str
    parts: tuple[int, ...]
    subjects: tuple[Subject, ...]
    title: str = ""

    def name(self, code: str) -> str | None:
        """The official name of the subject with this whole code; None where the catalogue has none."""
        return self._names.get(code)

    def split(self, code: str) -> tuple[str, ...]:
        """The code's parts as tables print them: 2080505 is ("208", "05", "05"), 208 is ("208", "", "").

        There are as many as the catalogue has levels, and joined they are the code again: a code that is too short
        ends in a short part or in empty ones, one that is too long in a long part.
        """
        ends = tuple(accumulate(self.parts))
        starts = (0, *ends[:-1])
        return tuple(code[start:end] for start, end in zip(starts, (*ends[:-1], None), strict=True))

    def upper_levels(self, code: str) -> tuple[str, ...]:
        """The codes of the class, the section, … that a code belongs to, without itself: 208, 20805 for 2080505."""
        return tuple(code[:end] for end in accumulate(self.parts[:-1]) if end < len(code))

    def codes_named(self, name: str) -> tuple[str, ...]:
        """The codes of all subjects with this official name, in order; blanks and the width of brackets do not count.

        Many names stand more than once: 行政运行 is an item of most sections.
        """
        return self._codes.get(_folded(name), ())

    def search(self, text: str, limit: int = 20) -> tuple[Subject, ...]:
        """At most `limit` subjects that a text typed so far may mean, the best first.

        A subject matches whose code begins with the text or whose name contains it; blanks do not count. What is
        equal to the text comes first, then what begins with it, then the rest; among equals the lowest level (the
        item, which is what tables list) before sections and classes, and then by code.
        """
        wanted = _folded(text)
        if not wanted:
            return ()
        found = [
            (rank, -len(key.subject.code), key.subject)
            for key in self._keys
            if (rank := _rank(wanted, key)) is not None
        ]
        return tuple(subject for _, _, subject in sorted(found)[:limit])

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return dict(self.subjects)

    @cached_property
    def _keys(self) -> tuple[_Key, ...]:
        return tuple(_Key(subject, _folded(subject.name)) for subject in self.subjects)

    @cached_property
    def _codes(self) -> Mapping[str, tuple[str, ...]]:
        codes: dict[str, tuple[str, ...]] = {}
        for subject, folded_name in self._keys:
            codes[folded_name] = (*codes.get(folded_name, ()), subject.code)
        return codes


def read_catalogues(folder: Path, own_folder: Path | None = None) -> dict[str, Catalogue]:
    """Read all catalogues that ``index.csv`` in `folder` lists, by id.

    A file of the same name in `own_folder` adds subjects or overrides their names.

    Raises:
        CatalogueError: the index or a catalogue's file is missing or malformed.
    """
    catalogues = {}
    for catalogue_id, title, parts, file in _index_rows(folder / INDEX_FILE):
        own_files = [own_folder / file] if own_folder and (own_folder / file).is_file() else []
        catalogues[catalogue_id] = read_catalogue(catalogue_id, parts, folder / file, *own_files, title=title)
    return catalogues


def read_catalogue(id: str, parts: tuple[int, ...], path: Path, *own_files: Path, title: str = "") -> Catalogue:
    """Read a catalogue's file, then the officer's own ones, which add subjects or override their names.

    A file is CSV with the header ``code,name`` (or ``编码,名称``), in UTF-8 or, as Excel saves it, GBK; blank rows,
    blanks around a value and empty cells at a row's end do not count.

    Raises:
        CatalogueError: a file is missing or malformed.
    """
    names: dict[str, str] = {}
    for file in (path, *own_files):
        names.update(_read_names(file, parts))
    subjects = tuple(Subject(code, names[code]) for code in sorted(names))
    return Catalogue(id, parts, subjects, title)


def _read_names(path: Path, parts: tuple[int, ...]) -> dict[str, str]:
    """One file's names by code."""
    rows = _rows(path)
    line, header = next(rows, (1, ()))
    if tuple(cell.lower() for cell in header) not in _HEADERS:
        expected = "第一行应为“code,name”或“编码,名称”（逗号分隔）"
        raise CatalogueError(path, line, f"{expected}，现为“{','.join(header)}”")
    lengths = tuple(accumulate(parts))
    names: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, row in rows:
        code, name = _read_subject(path, line, row, lengths)
        if code in names:
            raise CatalogueError(path, line, f"科目编码 {code} 重复：第 {lines[code]} 行已有“{names[code]}”")
        names[code], lines[code] = name, line
    return names


def _read_subject(path: Path, line: int, row: tuple[str, ...], lengths: tuple[int, ...]) -> Subject:
    """One row of a catalogue's file, checked against the lengths that a code may have."""
    if len(row) != 2:
        raise CatalogueError(path, line, f"每行应为“科目编码,科目名称”两项，现为 {len(row)} 项：“{','.join(row)}”")
    code = unicodedata.normalize("NFKC", row[0])
    if not re.fullmatch(r"[0-9]+", code) or len(code) not in lengths:
        allowed = "、".join(map(str, lengths))
        raise CatalogueError(path, line, f"科目编码应为 {allowed} 位数字，现为“{row[0]}”")
    return Subject(code, row[1])


def _index_rows(path: Path) -> Iterator[tuple[str, str, tuple[int, ...], str]]:
    """Id, title, parts and file name of each catalogue that the index lists."""
    rows = _rows(path)
    line, header = next(rows, (1, ()))
    if header != _INDEX_HEADER:
        raise CatalogueError(path, line, f"第一行应为“{','.join(_INDEX_HEADER)}”，现为“{','.join(header)}”")
    for line, row in rows:
        if len(row) != len(_INDEX_HEADER):
            raise CatalogueError(path, line, f"每行应为 {len(_INDEX_HEADER)} 项，现为 {len(row)} 项：“{','.join(row)}”")
        catalogue_id, title, parts, file = row
        if not re.fullmatch(r"[1-9]( [1-9])*", parts):
            raise CatalogueError(path, line, f"各级编码位数应如“3 2 2”，现为“{parts}”")
        yield catalogue_id, title, tuple(map(int, parts.split())), file


def _rows(path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row of a CSV file that is not blank, with its line: values stripped, empty cells at its end left out."""
    reader = csv.reader(io.StringIO(_read_text(path), newline=""), strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield reader.line_num, tuple(cells)
    except csv.Error as error:
        raise CatalogueError(path, reader.line_num, "不是有效的 CSV 行：引号不成对，或含有无法识别的字符") from error


def _read_text(path: Path) -> str:
    """A file's text in whichever of the encodings Excel saves it in."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueError(path, None, f"无法读取科目文件（{error.strerror}）") from error
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    raise CatalogueError(path, line, "文字编码应为 UTF-8 或 GBK，请在 Excel 中另存为“CSV UTF-8（逗号分隔）”")


def _rank(wanted: str, key: _Key) -> int | None:
    """How well a subject fits a folded text, 0 best; None where it does not."""
    if wanted in (key.subject.code, key.folded_name):
        return 0
    if key.subject.code.startswith(wanted) or key.folded_name.startswith(wanted):
        return 1
    return 2 if wanted in key.folded_name else None


def _folded(text: str) -> str:
    """A text without blanks, its digits and brackets in one width, for comparing."""
    return compact(unicodedata.normalize("NFKC", text)).casefold()
