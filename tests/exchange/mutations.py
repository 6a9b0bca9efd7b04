"""Reads a thousand damaged copies of one file, and prints what came of them: run as a program by the tests.

    python -m tests.exchange.mutations FILE COUNT FOLDER

A program of its own, so that whatever happens to it (an exception, a crash, a loop without end) is seen from outside,
and so that the memory that it took is its own. Prints JSON: how many were read, how many refused, how many seconds the
slowest took, how many bytes of memory all of them took at most, and every exception that was no refusal.
"""

from __future__ import annotations

import json
import random
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from disclosure_editor.document.storage import SUFFIX, UnreadableFile, load
from disclosure_editor.exchange.readers.source_limits import UnreadableSource
from disclosure_editor.exchange.reading import read_source

SEED = 20210201
Damage = Callable[[bytearray, random.Random], None]

# What means something in one of the formats, put where it doesn't belong.
_TOKENS = (
    *(b"<", b">", b"</", b"&", b"&#0;", b'"', b"'", b"\0", b"\xff\xff\xff\xff", b"\xed\xa0\x80", b"999999999", b"-1"),
    *(b"1E999", b"NaN", b"<w:tbl>", b"</w:tc>", b"<w:p/>", b"<td>", b"<table>", b"</tr>", b"XFD1048576", b"A0", b":"),
    *(b"\r", b"\t", b"\n", b"{", b"}", b"[", b"]", b",", b"null", b"endobj", b"stream", b">>", b"<<", b"(", b"\\"),
)

_VALUES = (
    "",
    "0",
    "-1",
    "1",
    "3",
    "99",
    "999999999",
    "1E999",
    "NaN",
    "一",
    "A1:XFD1048576",
    "B2",
    "%9%1",
    "true",
    "none",
)


def main(arguments: list[str]) -> None:
    """Read the damaged copies of a file; see the module."""
    path, count, folder = Path(arguments[0]), int(arguments[1]), Path(arguments[2])
    original = path.read_bytes()
    result: dict[str, Any] = {"read": 0, "refused": 0, "slowest": 0.0, "failures": []}
    damaged = folder / path.name
    for number in range(count):
        damaged.write_bytes(mutated(original, random.Random(SEED + number)))
        began = time.perf_counter()
        try:
            load(damaged) if path.suffix == SUFFIX else read_source(damaged)
            result["read"] += 1
        except (UnreadableSource, UnreadableFile):
            result["refused"] += 1
        except BaseException:  # noqa: BLE001 - each is what is looked for
            result["failures"].append(f"{number}: {traceback.format_exc()}")
        result["slowest"] = max(result["slowest"], time.perf_counter() - began)
    result["memory"] = _most_memory()
    sys.stdout.write(json.dumps(result))


def mutated(original: bytes, chance: random.Random) -> bytes:
    """A damaged copy: of an archive, every other time its parts are damaged and the archive is whole."""
    if original.startswith(b"PK") and chance.random() < 0.7:
        return _with_damaged_part(original, chance)
    data = bytearray(original)
    _damage(data, chance)
    return bytes(data)


def _with_damaged_part(original: bytes, chance: random.Random) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(original)) as file, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        names = file.namelist()
        chosen = chance.choice(names)
        for name in names:
            data = bytearray(file.read(name))
            if name == chosen and chance.random() < 0.3:
                _damage(data, chance)
            elif name == chosen:
                data = bytearray(_with_damaged_tree(bytes(data), chance))
            copy.writestr(name, bytes(data))
    return written.getvalue()


def _with_damaged_tree(part: bytes, chance: random.Random) -> bytes:
    """The part with elements that are gone, doubled, moved, called or filled otherwise: still XML, yet no document."""
    root = etree.fromstring(part)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        elements = list(root.iter())
        one, other = chance.choice(elements), chance.choice(elements)
        change = chance.randrange(6)
        if change == 0 and (parent := one.getparent()) is not None:
            parent.remove(one)
        elif change == 1:
            other.append(deepcopy(one))
        elif change == 2:
            one.tag = other.tag
        elif change == 3:
            one.text = chance.choice(_VALUES)
        elif one.attrib:
            key = chance.choice(list(one.attrib))
            one.set(key, chance.choice((*_VALUES, *other.attrib.values())))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _damage(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 1, 2, 3, 10))):
        if data:
            chance.choice(_DAMAGES)(data, chance)


def _flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.randrange(256)


def _overwrite_number(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    value = chance.choice((0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
    data[place : place + 4] = value.to_bytes(4, "little")


def _insert(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    data[place:place] = chance.choice(_TOKENS) * chance.choice((1, 1, 1, 50))


def _replace_digits(data: bytearray, chance: random.Random) -> None:
    places = [place for place, byte in enumerate(data) if chr(byte).isascii() and chr(byte).isdigit()]
    if places:
        place = chance.choice(places)
        data[place : place + 1] = chance.choice((b"", b"-", b"0", b"999999999", b"4294967296", b"x"))


def _remove(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    del data[place : place + chance.choice((1, 4, 64, 1024))]


def _repeat(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(data))
    data[place:place] = data[place : place + chance.choice((8, 64, 512))] * chance.choice((1, 20))


def _swap(data: bytearray, chance: random.Random) -> None:
    first, second = sorted(chance.sample(range(len(data) + 1), 2))
    length = min(chance.choice((1, 16, 256)), second - first, len(data) - second)
    one, other = data[first : first + length], data[second : second + length]
    data[first : first + length], data[second : second + length] = other, one


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


_DAMAGES: tuple[Damage, ...] = (
    *(_flip, _overwrite, _overwrite_number, _insert, _insert, _replace_digits, _remove, _repeat, _swap, _cut),
)


def _most_memory() -> int:
    """The most memory that this process ever had, in bytes."""
    if sys.platform == "win32":
        import psutil

        return int(psutil.Process().memory_info().peak_wset)
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    main(sys.argv[1:])
