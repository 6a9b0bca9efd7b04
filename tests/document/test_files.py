"""Files are written whole or not at all."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure_editor.document.files import FileNotWritable, write_atomically

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="rights and links of POSIX systems")


def writes(content: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(content, encoding="utf-8")


def fails(error: BaseException) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        path.write_text("half of", encoding="utf-8")
        raise error

    return write


def test_a_new_file_holds_what_was_written(tmp_path: Path) -> None:
    write_atomically(tmp_path / "公开.txt", writes("内容"))

    assert (tmp_path / "公开.txt").read_text(encoding="utf-8") == "内容"


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "公开.txt"
    target.write_text("旧", encoding="utf-8")

    write_atomically(target, writes("新"))

    assert target.read_text(encoding="utf-8") == "新"
    assert list(tmp_path.iterdir()) == [target]


def test_the_writer_sees_a_file_in_the_same_folder_with_the_same_suffix(tmp_path: Path) -> None:
    seen: list[Path] = []

    write_atomically(tmp_path / "公开.docx", seen.append)

    assert [(path.parent, path.suffix) for path in seen] == [(tmp_path, ".docx")]


def test_the_old_file_stands_until_the_new_one_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "公开.txt"
    target.write_text("旧", encoding="utf-8")
    meanwhile: list[str] = []

    def write(path: Path) -> None:
        path.write_text("新", encoding="utf-8")
        meanwhile.append(target.read_text(encoding="utf-8"))

    write_atomically(target, write)

    assert meanwhile == ["旧"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), ValueError("a defect"), KeyboardInterrupt()])
def test_a_failing_writer_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "公开.txt"
    target.write_text("旧", encoding="utf-8")

    with pytest.raises((FileNotWritable, ValueError, KeyboardInterrupt)):
        write_atomically(target, fails(error))

    assert target.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_named_as_such(tmp_path: Path) -> None:
    target = tmp_path / "公开.txt"

    with pytest.raises(FileNotWritable, match="磁盘空间不足") as raised:
        write_atomically(target, fails(OSError(errno.ENOSPC, "No space left on device")))

    assert raised.value.path == target
    assert str(target) in str(raised.value)


def test_an_unknown_failure_is_passed_on_in_the_words_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritable, match="Input/output error"):
        write_atomically(tmp_path / "公开.txt", fails(OSError(errno.EIO, "Input/output error")))


def test_a_defect_of_the_writer_is_not_dressed_up_as_a_problem_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a defect"):
        write_atomically(tmp_path / "公开.txt", fails(ValueError("a defect")))


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "公开.txt").mkdir()

    with pytest.raises(FileNotWritable, match="这是一个文件夹"):
        write_atomically(tmp_path / "公开.txt", writes("内容"))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritable, match=r"文件夹“.*2019”不存在"):
        write_atomically(tmp_path / "2019" / "公开.txt", writes("内容"))


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2019").write_text("", encoding="utf-8")

    with pytest.raises(FileNotWritable, match="不是文件夹"):
        write_atomically(tmp_path / "2019" / "公开.txt", writes("内容"))


def test_a_file_that_another_program_holds_open_asks_to_close_it_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "公开.docx"
    target.write_text("旧", encoding="utf-8")

    def refuse(source: object, destination: object) -> None:
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FileNotWritable, match=r"Word、WPS.*关闭"):
        write_atomically(target, writes("新"))

    assert target.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_takes_no_files_asks_for_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: int = 0o666, exist_ok: bool = True) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(FileNotWritable, match="文件夹不允许写入"):
        write_atomically(tmp_path / "公开.txt", writes("内容"))


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "公开.txt"
    target.write_text("旧", encoding="utf-8")
    # Answered here in the system's place, since an administrator may write to everything.
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(FileNotWritable, match="只读"):
        write_atomically(target, writes("新"))

    assert target.read_text(encoding="utf-8") == "旧"


def test_a_name_that_the_system_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritable, match="太长"):
        write_atomically(tmp_path / ("长" * 300 + ".txt"), writes("内容"))

    assert list(tmp_path.iterdir()) == []


@posix_only
def test_the_file_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    real = tmp_path / "实际.txt"
    real.write_text("旧", encoding="utf-8")
    link = tmp_path / "链接.txt"
    link.symlink_to(real)

    write_atomically(link, writes("新"))

    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "新"


@posix_only
def test_the_rights_of_the_replaced_file_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "公开.txt"
    target.write_text("旧", encoding="utf-8")
    target.chmod(0o640)

    write_atomically(target, writes("新"))

    assert stat.S_IMODE(target.stat().st_mode) == 0o640
