"""How long an edit takes, from the typed figure to updated totals, findings and preview on the screen.

    python benchmarks/edit_latency.py [--edits N] [FILE …]

Opens each document in the real window, goes to random cells of its tables, types another figure in each with keys as
an officer would, and measures from the Enter key until everything is painted. Prints the median, the 95th percentile
and the maximum in milliseconds. The window is painted off screen unless QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import ValueType
from disclosure_editor.ui.main_window import MainWindow

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "examples").glob("*.disclosure"))


def amounts_of(window: MainWindow) -> list[Address]:
    """The cells with an amount, or with a score, that the open document prints, in tables and in forms."""
    session = window.session
    assert session is not None
    workbook = session.workbook
    tables = workbook.edition.tables
    forms = {row.each for table in tables.values() for shape in table.shapes for row in shape.rows}
    return [
        Address(table.id, row.name, column.id)
        for table in tables.values()
        if table.published or table.shapes or table.id in forms
        for side in table.sides
        for row in workbook.rows(side.row_list)
        for column in side.columns
        if column.type in (ValueType.AMOUNT, ValueType.NUMBER)
        and workbook.cell(Address(table.id, row.name, column.id)).text
    ]


def focused(application: QApplication) -> QWidget:
    """What takes the keys."""
    widget = application.focusWidget()
    assert widget is not None, "no cell has the focus"
    return widget


def type_figure(application: QApplication, window: MainWindow, address: Address, figure: str) -> float:
    """Type a figure into a cell and give the milliseconds from Enter until all is painted."""
    assert window.workspace is not None
    window.workspace.go_to(address)
    application.processEvents()
    field = focused(application)
    if isinstance(field, QLineEdit):
        field.selectAll()
    for character in figure:
        QTest.keyClicks(focused(application), character)
    application.processEvents()
    began = time.perf_counter()
    QTest.keyClick(focused(application), Qt.Key.Key_Return)
    application.processEvents()
    return (time.perf_counter() - began) * 1000


def measure(application: QApplication, path: Path, edits: int) -> list[float]:
    """The milliseconds of so many edits of one document; every other one is undone at once, which counts too."""
    window = MainWindow()
    window.show()
    window.activateWindow()
    window.documents.open(path)
    application.processEvents()
    chance = random.Random(path.name)
    cells = amounts_of(window)
    session = window.session
    assert session is not None
    times: list[float] = []
    for number in range(edits):
        address = chance.choice(cells)
        figure = f"{chance.randint(1, 99_999)}.{chance.randint(0, 99):02}"
        before = session.undo_stack.index()
        times.append(type_figure(application, window, address, figure))
        assert session.undo_stack.index() > before, f"nothing was typed at {address}"
        if number % 2:
            began = time.perf_counter()
            session.undo_stack.undo()
            application.processEvents()
            times.append((time.perf_counter() - began) * 1000)
    session.undo_stack.setClean()
    window.close()
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--edits", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            os.environ[variable] = folder
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        application = QApplication([])
        print(f"{'document':60} {'edits':>6} {'median':>8} {'p95':>8} {'max':>8}  ms")
        for path in options.files or EXAMPLES:
            times = measure(application, path, options.edits)
            p95 = statistics.quantiles(times, n=20)[-1]
            print(f"{path.stem:60} {len(times):6} {statistics.median(times):8.1f} {p95:8.1f} {max(times):8.1f}")


if __name__ == "__main__":
    main()
