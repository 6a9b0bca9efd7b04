"""The streams of a compound file, the container of Office files before 2007 and of encrypted ones ([MS-CFB]).

Read here and not by the library that reads workbooks: that follows a chain of sectors for ever if it bites its tail.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = struct.Struct("<8s16xHHHHH6xIIIIIIIII")
_ENTRY = struct.Struct("<64sHBBIII36xIQ")
_NONE = 0xFFFFFFFF
_LAST_SECTOR = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
# The header lists the first sectors of the table itself.
_IN_HEADER, _FIRST_SECTOR = 109, 512
_LARGEST_SHIFT = 16


class DamagedFile(ValueError):
    """What should be a compound file has parts that don't fit together."""


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """A compound file's streams, those at its top."""

    def __init__(self, data: bytes) -> None:
        """Read the file's tables and its directory.

        Raises:
            DamagedFile: they don't fit together.
        """
        if len(data) < _HEADER.size or not data.startswith(SIGNATURE):
            raise DamagedFile
        fields = _HEADER.unpack_from(data)
        self._data = data
        shift, small_shift = fields[4], fields[5]
        if not 6 <= small_shift < shift <= _LARGEST_SHIFT:
            raise DamagedFile
        self._sector, self._small_sector = 1 << shift, 1 << small_shift
        directory, self._cutoff, small_table, more_tables = fields[8], fields[10], fields[11], fields[13]
        self._next = self._table(self._table_sectors(more_tables))
        self._entries = [_entry(chunk) for chunk in self._pieces(self._chained(directory), _ENTRY.size)]
        if not self._entries or self._entries[0].kind != _ROOT:
            raise DamagedFile
        root = self._entries[0]
        self._small_next = self._table(list(self._chain(small_table, self._next)))
        self._small = self._chained(root.start)
        self._streams = {entry.name: entry for entry in self._top(root.child) if entry.kind == _STREAM}

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams at the top."""
        return frozenset(self._streams)

    def stream(self, name: str) -> bytes:
        """What a stream at the top holds.

        Raises:
            KeyError: there is none of that name.
            DamagedFile: it is shorter than the file says.
        """
        entry = self._streams[name]
        if entry.size >= self._cutoff:
            held = self._chained(entry.start)
        else:
            size = self._small_sector
            places = (number * size for number in self._chain(entry.start, self._small_next))
            held = b"".join(self._small[place : place + size] for place in places)
        if len(held) < entry.size:
            raise DamagedFile
        return held[: entry.size]

    def _table_sectors(self, more: int) -> list[int]:
        """The sectors that hold the table of which sector follows which."""
        if len(self._data) < _FIRST_SECTOR:
            raise DamagedFile
        found = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, _HEADER.size))
        met: set[int] = set()
        while more < _LAST_SECTOR and more not in met:
            met.add(more)
            *listed, more = struct.unpack(f"<{self._sector // 4}I", self._at(more))
            found += listed
        used = [sector for sector in found if sector < _LAST_SECTOR]
        if len(set(used)) < len(used):
            raise DamagedFile
        return used

    def _table(self, sectors: list[int]) -> list[int]:
        joined = b"".join(self._at(sector) for sector in sectors)
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        held = self._data[start : start + self._sector]
        if not held:
            raise DamagedFile
        # Some programs leave the rest of the last sector out.
        return held.ljust(self._sector, b"\0")

    def _chained(self, start: int) -> bytes:
        return b"".join(self._at(sector) for sector in self._chain(start, self._next))

    def _chain(self, start: int, following: list[int]) -> Iterator[int]:
        """The sectors that follow one another from `start`; a chain that comes back to itself is none."""
        met: set[int] = set()
        while start < _LAST_SECTOR:
            if start in met or start >= len(following):
                raise DamagedFile
            met.add(start)
            yield start
            start = following[start]

    def _pieces(self, data: bytes, size: int) -> Iterator[bytes]:
        return (data[place : place + size] for place in range(0, len(data) - size + 1, size))

    def _top(self, child: int) -> Iterator[_Entry]:
        """The entries of the folder that an entry begins: a tree of names."""
        waiting, met = [child], set[int]()
        while waiting:
            number = waiting.pop()
            if number < len(self._entries) and number not in met:
                met.add(number)
                entry = self._entries[number]
                yield entry
                waiting += (entry.left, entry.right)


def _entry(chunk: bytes) -> _Entry:
    name, length, kind, _, left, right, child, start, size = _ENTRY.unpack(chunk)
    text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    # Of the size older files use but the lower half, and leave anything in the other.
    return _Entry(text, kind, left, right, child, start, size & _NONE)
