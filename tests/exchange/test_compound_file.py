from __future__ import annotations

import struct
from pathlib import Path

import pytest

from disclosure_editor.exchange.readers.office.compound_file import CompoundFile, DamagedFile
from tests.exchange.office_files import compound_file

WORKBOOK = (Path(__file__).parent / "files" / "small.xls").read_bytes()
TABLE_OF_SMALL_SECTORS = 60


def test_streams_are_found_by_their_names() -> None:
    assert CompoundFile(compound_file("EncryptionInfo", "EncryptedPackage")).names == {
        "EncryptionInfo",
        "EncryptedPackage",
    }
    assert CompoundFile(compound_file("Workbook")).stream("Workbook") == b""
    assert CompoundFile(compound_file()).names == frozenset()


def test_a_stream_is_read_whole() -> None:
    stream = CompoundFile(WORKBOOK).stream("Workbook")

    beginning_of_globals, end = b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x0a\x00\x00\x00"
    assert stream.startswith(beginning_of_globals)
    assert stream.endswith(end)


def test_a_chain_of_sectors_that_bites_its_tail_is_no_file() -> None:
    data = bytearray(WORKBOOK)
    (table,) = struct.unpack_from("<I", data, TABLE_OF_SMALL_SECTORS)
    # Each small sector follows itself.
    struct.pack_into("<128I", data, 512 * (table + 1), *range(128))

    with pytest.raises(DamagedFile):
        CompoundFile(bytes(data)).stream("Workbook")


@pytest.mark.parametrize("length", [8, 79, 511, 512, 1024, 3000])
def test_a_file_that_was_cut_off_is_no_file(length: int) -> None:
    with pytest.raises(DamagedFile):
        CompoundFile(WORKBOOK[:length])


def test_a_directory_that_goes_round_in_circles_is_read_once() -> None:
    data = compound_file("Workbook", "Book")
    right_of_last = 1024 + 2 * 128 + 72

    assert CompoundFile(data[:right_of_last] + struct.pack("<I", 1) + data[right_of_last + 4 :]).names == {
        "Workbook",
        "Book",
    }
