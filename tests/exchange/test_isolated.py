from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from disclosure_editor.exchange.isolated import ReadingStopped, read_source_apart
from disclosure_editor.exchange.readers.source_limits import UnreadableSource
from disclosure_editor.exchange.reading import read_source
from disclosure_editor.exchange.source import Source
from tests.exchange.office_files import paragraph, word_file

LONG_SECONDS = 30


# What stands in for a reader; each is found again by the other process, by its name.


def never_ready(path: Path) -> Source:
    while True:
        pass


def always_hungry(path: Path) -> Source:
    taken = []
    while True:
        taken.append(b"x" * 20_000_000)


def crashing(path: Path) -> Source:
    os._exit(3)


def raising(path: Path) -> Source:
    raise ZeroDivisionError


def killed(path: Path) -> Source:
    os.kill(os.getpid(), signal.SIGTERM)
    raise AssertionError


def answering_nonsense(path: Path) -> Source:
    return 5  # type: ignore[return-value]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "去年.docx"
    written.write_bytes(word_file(paragraph("部门预算")))
    return written


def children() -> list[psutil.Process]:
    """The processes that read for this one and haven't ended."""
    own = psutil.Process().children(recursive=True)
    return [child for child in own if "spawn_main" in " ".join(child.cmdline()) and child.status() != "zombie"]


def test_a_file_reads_the_same_in_another_process(path: Path) -> None:
    assert read_source_apart(path) == read_source(path)
    assert children() == []


def test_a_refusal_comes_back_as_it_is(path: Path) -> None:
    path.write_bytes(b"{\\rtf1}")

    with pytest.raises(UnreadableSource, match="其实是RTF 文档") as caught:
        read_source_apart(path)

    with pytest.raises(UnreadableSource) as here:
        read_source(path)
    assert str(caught.value) == str(here.value)


def test_reading_that_takes_too_long_is_given_up(path: Path) -> None:
    began = time.monotonic()

    with pytest.raises(UnreadableSource, match=r"读取“去年\.docx”超过 0\.5 秒还没有完成，已经放弃。请"):
        read_source_apart(path, seconds=0.5, read=never_ready)

    assert time.monotonic() - began < LONG_SECONDS
    assert children() == []


def test_reading_that_takes_too_much_memory_is_given_up(path: Path) -> None:
    with pytest.raises(UnreadableSource, match="用的内存超过 200 MB，已经放弃"):
        read_source_apart(path, seconds=LONG_SECONDS, memory=200 * 1024 * 1024, read=always_hungry)

    assert children() == []


def test_reading_can_be_stopped(path: Path) -> None:
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    with pytest.raises(ReadingStopped, match="已停止读取"):
        read_source_apart(path, cancelled, seconds=LONG_SECONDS, read=never_ready)

    assert len(asked) == 4
    assert children() == []


@pytest.mark.parametrize("read", [crashing, raising, killed, answering_nonsense])
def test_a_reader_that_breaks_off_is_a_refusal(path: Path, read: object, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnreadableSource, match="意外中止，文件可能已损坏。请"):
        read_source_apart(path, read=read)  # type: ignore[arg-type]

    assert capfd.readouterr() == ("", "")


def test_no_reader_outlives_the_program_that_waits_for_it(path: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom disclosure_editor.exchange.isolated import read_source_apart\n"
        "from tests.exchange.test_isolated import never_ready\n"
        "if __name__ == '__main__':\n read_source_apart(Path(sys.argv[1]), seconds=60, read=never_ready)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)], cwd=Path(__file__).parents[2]) as waiting:
        reader = _first_reader(psutil.Process(waiting.pid))
        waiting.kill()

    reader.wait(LONG_SECONDS)


def _first_reader(parent: psutil.Process) -> psutil.Process:
    deadline = time.monotonic() + LONG_SECONDS
    while time.monotonic() < deadline:
        for child in parent.children():
            # Only once it is at work does it know whom it works for.
            if "spawn_main" in " ".join(child.cmdline()) and child.cpu_times().user > 0.3:
                return child
    raise AssertionError


def test_the_process_that_reads_loads_nothing_of_the_program_but_the_reader() -> None:
    program = (
        "import sys; import disclosure_editor.__main__; import disclosure_editor.exchange.isolated;"
        "print(*sorted(name for name in sys.modules if name.startswith('disclosure_editor.')))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    rooms = {name.split(".")[1] for name in ran.stdout.split()}
    assert rooms == {"__main__", "document", "exchange"}
    assert not any(name.rpartition(".")[2].startswith("read_") for name in ran.stdout.split())
