"""The parts of an Office file (.docx, .xlsx): a zip archive, unpacked part by part within bounds."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from disclosure_editor.exchange.readers.office.safe_xml import Element, attribute, children, damaged, parsed
from disclosure_editor.exchange.readers.source_limits import (
    PART_BYTES,
    RATIO_MATTERS_FROM,
    UNPACKED_BYTES,
    UNPACKED_RATIO,
    ZIP_ENTRIES,
    UnreadableSource,
    require,
)

_ENTRY_MARK = b"PK\x01\x02"
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# What the library raises for archives that aren't what they say.
_UNPACKING_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class Relationship:
    """What one part says of another.

    Attributes:
        key: its name in the part that says it.
        kind: the last word of its type, such as ``styles``.
        target: the other part's path in the package.
    """

    key: str
    kind: str
    target: str


class OfficePackage:
    """An Office file's parts by their paths.

    Attributes:
        name: the file's name, for messages.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Look through the archive's list of parts; none is unpacked yet.

        Raises:
            UnreadableSource: it is no archive, damaged, encrypted or beyond the bounds.
        """
        self.name = name
        self._archive = _opened(data, name)
        # Other programs write paths in other cases and with the other slash.
        self._parts = {_plain_path(entry.filename): entry for entry in self._archive.infolist()}

    def __contains__(self, path: str) -> bool:
        return _plain_path(path) in self._parts

    def has_folder(self, folder: str) -> bool:
        """Whether a part stands in a folder of the package."""
        return any(path.startswith(f"{folder}/") for path in self._parts)

    def part(self, path: str) -> bytes | None:
        """What a part holds; None where there is none.

        Raises:
            UnreadableSource: it is too large or damaged.
        """
        entry = self._parts.get(_plain_path(path))
        if entry is None:
            return None
        require(entry.file_size, PART_BYTES, self.name)
        try:
            return self._archive.read(entry)
        except _UNPACKING_ERRORS:
            raise damaged(self.name) from None

    def xml(self, path: str) -> Element | None:
        """A part that is XML; None where there is none.

        Raises:
            UnreadableSource: it is too large or damaged.
        """
        data = self.part(path)
        return None if data is None else parsed(data, self.name)

    def relationships(self, path: str = "") -> list[Relationship]:
        """What a part says of other parts of the file, or the file itself; what is elsewhere is left out."""
        folder, _, base = path.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        return [
            Relationship(
                attribute(link, "Id"),
                attribute(link, "Type").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, attribute(link, "Target"))).lstrip("/"),
            )
            for link in children(root, "rel:Relationship")
            if attribute(link, "TargetMode") != "External"
        ]

    def related(self, path: str, kind: str) -> str | None:
        """The path of the first part that a part names as this kind."""
        return next((link.target for link in self.relationships(path) if link.kind == kind), None)


def _plain_path(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").casefold()


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    # Before the library makes objects of the list: each entry of it begins with this mark.
    require(data.count(_ENTRY_MARK), ZIP_ENTRIES, name)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _UNPACKING_ERRORS:
        raise damaged(name) from None
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    require(unpacked, UNPACKED_BYTES, name)
    if unpacked > RATIO_MATTERS_FROM:
        require(unpacked // max(packed, 1), UNPACKED_RATIO, name)
    # Parts that share their bytes: how a small archive of many entries is made a bomb.
    if packed > len(data) or any(entry.compress_type not in _PLAIN_METHODS for entry in entries):
        raise damaged(name)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableSource(f"“{name}”加了密码，读不了。请用原来的程序打开它，去掉密码，另存后再导入。")
    return archive
