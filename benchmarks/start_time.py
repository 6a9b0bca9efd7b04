"""How long the program takes to a usable window, beside a window that has nothing in it.

    python benchmarks/start_time.py [--runs N] [FILE]

Starts three programs in turn, each as a process of its own: an empty PySide6 window, this program's window, and this
program's window with a document open. Measures from the start of the process until the window is painted and idle,
and prints the median of each and its ratio to the empty window. The windows are painted off screen unless
QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "energy-monitoring-2021-budget.disclosure"

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
application.processEvents()
print("ready", flush=True)
"""

OURS = """
import sys
from pathlib import Path
from disclosure_editor.ui.application import start
from disclosure_editor.ui.main_window import MainWindow
application = start()
window = MainWindow()
window.show()
if len(sys.argv) > 1:
    window.documents.open(Path(sys.argv[1]))
application.processEvents()
print("ready", flush=True)
"""


def milliseconds(program: str, arguments: list[str], environment: dict[str, str]) -> float:
    """From the start of a process until it says that its window is ready."""
    began = time.perf_counter()
    command = [sys.executable, "-c", program, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = (time.perf_counter() - began) * 1000
        process.kill()
    if line.strip() != "ready":
        raise SystemExit("the window did not open")
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    programs = {
        "an empty window": (BARE, []),
        "this program": (OURS, []),
        "this program with a document": (OURS, [str(options.file.resolve())]),
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        own = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), folder)
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **own}
        for run in range(options.runs + 1):
            for name, (program, arguments) in programs.items():
                taken = milliseconds(program, arguments, environment)
                if run:  # the first run fills the system's file cache
                    times[name].append(taken)
    bare = statistics.median(times["an empty window"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:30} {median:8.0f} ms  {median / bare:5.2f} ×")


if __name__ == "__main__":
    main()
