"""Documents as they come from a file: with origins, unconfirmed in a draft, and with the report on the file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.carryover.draft import taking
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import (
    Content,
    Disclosure,
    Origin,
    OriginOf,
    ParagraphKey,
    Remark,
    RemarkKey,
    Understanding,
)
from disclosure_editor.document.disclosure import Path as ContentPath
from disclosure_editor.document.refusals import Refusal
from disclosure_editor.document.storage import load, save
from disclosure_editor.editions.library import Library
from disclosure_editor.recognition.counts import Counts
from disclosure_editor.recognition.recognise import Recognition
from disclosure_editor.ui.import_steps import Steps
from tests.ui.conftest import EXAMPLES

if TYPE_CHECKING:
    from disclosure_editor.recognition.recognise import Progress

PUBLISHED = EXAMPLES / "energy-monitoring-2021-budget.disclosure"

UNIT = Address("单位", "", "全称")
DUTIES = Address("单位", "", "主要职能")
BASIC = Address("表三", "2080505", "基本支出")
PROJECT = "昌吉州煤矿安全综合联网监控系统运维工作经费"
GOAL = Address("绩效目标", PROJECT, "年度目标")
TARGET = Address("绩效指标", PROJECT, "指标值")
OWN = ParagraphKey("三", "1")
READ: tuple[Address | ParagraphKey, ...] = (UNIT, DUTIES, BASIC, GOAL, TARGET, OWN)
"""What is read from the file in these documents."""

REMARKS = (
    Remark(Understanding.UNDERSTOOD, "读自“上年.docx”。"),
    Remark(Understanding.DOUBTFUL, "这一段不是版式的句式，请核对。", "第12页", "上年的一段话。", str(OWN)),
    Remark(Understanding.DOUBTFUL, "这个数读得不一定对。", "第5页", "13.5 4", str(BASIC)),
    Remark(Understanding.NOT_UNDERSTOOD, "这张表在版式里没有，没有读入。", "第30页", "序号 名称 数量"),
)


def document_from_file(*, unconfirmed: bool, remarks: tuple[Remark, ...] = REMARKS) -> Disclosure:
    """The published budget as though it had been read from a file, or were a draft."""
    disclosure = load(PUBLISHED)
    contents: dict[ContentPath, Content | None] = {
        OriginOf(path): Origin(f"第{page}页", f"原来的第{page}处", unconfirmed)
        for page, path in enumerate(READ, start=1)
    }
    contents |= {RemarkKey(number): remark for number, remark in enumerate(remarks, start=1)}
    disclosure.apply(disclosure.edit("读入", contents))
    return disclosure


def draft_file(folder: Path) -> Path:
    """A draft that was saved."""
    path = folder / "初稿.disclosure"
    save(document_from_file(unconfirmed=True), path)
    return path


def review_file(folder: Path) -> Path:
    """A publication that was imported for review, and saved."""
    path = folder / "审核.disclosure"
    save(document_from_file(unconfirmed=False), path)
    return path


NOTHING_COUNTED = Counts((0, 0), {}, 0, 0, 0, 0, 0)


class FakeSteps:
    """Steps of an import that do what a test says.

    Attributes:
        refusal: what reading ends with, for files that are not read as a named edition.
        hold: set when reading may go on; while it isn't, reading waits as for a large file.
        asked: the file and edition of each reading, the year and edition of each draft.
        let_go: set when a reading that waits was let go of.
    """

    def __init__(self) -> None:
        self.refusal: BaseException | None = None
        self.draft_refusal: Refusal | None = None
        self.hold = threading.Event()
        self.hold.set()
        self.waits = threading.Event()
        self.let_go = threading.Event()
        self.asked: list[tuple[object, str | None]] = []

    @property
    def steps(self) -> Steps:
        return Steps(self._read, self._draft, taking)

    def _read(
        self, path: Path, library: Library, edition_id: str | None, progress: Progress, cancelled: Callable[[], bool]
    ) -> Recognition:
        self.asked.append((path, edition_id))
        progress("读文件", 0)
        while not self.hold.wait(0.005):
            self.waits.set()
            if cancelled():
                self.let_go.set()
                raise Refusal("已停止")
        progress("辨认版式", 40)
        if self.refusal is not None and edition_id is None:
            raise self.refusal
        return Recognition(document_from_file(unconfirmed=False), NOTHING_COUNTED)

    def _draft(self, workbook: Workbook, library: Library, year: int, edition_id: str | None) -> Disclosure:
        self.asked.append((year, edition_id))
        if self.draft_refusal is not None:
            raise self.draft_refusal
        disclosure = document_from_file(unconfirmed=True)
        disclosure.year = year
        return disclosure
