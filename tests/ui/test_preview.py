"""The preview in the window: numbers lead to their cells, cells light up their sentences, paragraphs can be edited."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation.edits import edit_paragraph, set_value
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import ParagraphKey
from disclosure_editor.exchange.blocks import Paragraph
from disclosure_editor.narrative.writer import WrittenParagraph
from disclosure_editor.ui.main_window import MainWindow
from disclosure_editor.ui.preview import DELETED, Preview
from disclosure_editor.ui.session import Session
from tests.ui.hand import CONTROL, LEFT, choose_section, click_in_preview, dialog, press, type_chinese, workspace_of

INCOME = Address("收入说明", "一般公共预算", "本年")
LAST_YEAR = Address("一般公共预算规模", "合计", "上年")


@pytest.fixture
def preview(window: MainWindow) -> Preview:
    choose_section(window, "二")
    return workspace_of(window).preview


def text_of(preview: Preview) -> str:
    return preview.browser.toPlainText()


def paragraph(session: Session, section: str, containing: str) -> WrittenParagraph:
    found = next(s for s in session.workbook.edition.outline if s.id == section)
    return next(p for p in session.publication.narrative.paragraphs(found) if containing in p.text)


def paragraphs_of(session: Session) -> list[Paragraph]:
    return [block for block in session.publication.blocks() if isinstance(block, Paragraph)]


def lit(preview: Preview) -> list[str]:
    return [selection.cursor.selectedText() for selection in preview.browser.extraSelections()]


def test_it_shows_the_entry_chosen(window: MainWindow, preview: Preview) -> None:
    assert "收入预算情况说明" in text_of(preview)
    choose_section(window, "表三")
    assert "部门（单位）支出总体情况表" in text_of(preview)
    assert "收入预算情况说明" not in text_of(preview)


def test_a_part_shows_all_that_stands_in_it(window: MainWindow, preview: Preview) -> None:
    choose_section(window, "第一部分")
    assert "一、主要职能" in text_of(preview)
    assert "二、机构设置及人员情况" in text_of(preview)


def test_an_entry_without_text_shows_the_text_that_it_feeds(window: MainWindow, preview: Preview) -> None:
    choose_section(window, "单位与样式")
    assert "一、主要职能" in text_of(preview)


def test_one_of_many_forms_is_on_the_page_when_its_value_is_the_current_one(window: MainWindow) -> None:
    workspace = workspace_of(window)
    choose_section(window, "绩效目标表")
    names = [row.name for row in workspace.session.workbook.rows(RowList("绩效目标", ""))]
    last = Address("绩效目标", names[-1], "年度目标")

    workspace.go_to(last)

    place = workspace.preview.position_of(last)
    assert place is not None
    assert workspace.preview.browser.is_visible(place.block())
    assert workspace.preview.browser.verticalScrollBar().value() > 0


def test_the_whole_publication_is_shown_on_request(qtbot: QtBot, window: MainWindow, preview: Preview) -> None:
    button = window.findChild(QToolButton, "whole publication")
    assert button is not None
    qtbot.mouseClick(button, LEFT)
    assert "名词解释" in text_of(preview)
    assert "部门（单位）支出总体情况表" in text_of(preview)
    assert preview.browser.verticalScrollBar().value() > 0


def test_an_edit_is_in_the_text_at_once(window: MainWindow, session: Session, preview: Preview) -> None:
    session.do(set_value(session.workbook, INCOME, "777"))
    assert "一般公共预算777万元" in text_of(preview)
    window.undo()
    assert "777" not in text_of(preview)


def test_a_number_leads_to_its_cell(qtbot: QtBot, window: MainWindow, preview: Preview) -> None:
    choose_section(window, "表一")
    choose_section(window, "二")
    workspace_of(window).go_to(Address("收入说明", "合计", "本年"))
    click_in_preview(qtbot, window, INCOME)
    assert workspace_of(window).current_address == INCOME


def test_a_number_of_another_table_changes_the_entry(qtbot: QtBot, window: MainWindow, preview: Preview) -> None:
    choose_section(window, "六")
    address = next(
        run.address
        for written in window.session.publication.narrative.paragraphs(choose_section(window, "六"))  # type: ignore[union-attr]
        for run in written.runs
        if run.address is not None and run.amount is not None
    )
    click_in_preview(qtbot, window, address)
    current = workspace_of(window).tree.current
    assert current is not None
    assert current.section.id == "表六"
    assert workspace_of(window).current_address == address


def test_the_current_cell_lights_up_its_sentences(window: MainWindow, session: Session, preview: Preview) -> None:
    workspace_of(window).go_to(INCOME)
    written = paragraph(session, "二", "一般公共预算")
    assert written.text in lit(preview)
    assert session.workbook.cell(INCOME).text.rstrip("0").rstrip(".") in lit(preview)


def test_ctrl_shift_f_goes_from_sentence_to_sentence(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    choose_section(window, "表三")
    workspace = workspace_of(window)
    address = Address("收入说明", "一般公共预算", "本年")
    keys = session.publication.narrative.mentions(address)
    assert keys
    workspace.go_to(address)
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert f"共 {len(keys)} 处" in window.status.currentMessage()
    written = session.publication.narrative.paragraph(keys[0])
    assert written is not None
    assert written.text in text_of(workspace.preview)


def test_a_missing_value_is_red(window: MainWindow, session: Session, preview: Preview) -> None:
    choose_section(window, "主要职能")
    session.do(set_value(session.workbook, Address("单位", "", "主要职能"), ""))
    document = preview.browser.document()
    colours = set()
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        for _ in range(block.length() - 1):
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
            colours.add(cursor.charFormat().foreground().color().name())
        block = block.next()
    assert "#c8372d" in colours


def test_a_double_click_edits_a_paragraph_by_hand(
    qtbot: QtBot, window: MainWindow, session: Session, preview: Preview
) -> None:
    written = paragraph(session, "二", "政府性基金预算")
    preview.browser.paragraph_chosen.emit(preview.browser.document().find("政府性基金").position())
    shown = dialog()
    own = shown.findChild(QPlainTextEdit, "own")
    assert own is not None
    assert own.toPlainText() == written.text
    own.selectAll()
    type_chinese(own, "本年没有政府性基金预算。")
    press(qtbot, shown, "用这段文字")
    assert "本年没有政府性基金预算。" in text_of(preview)
    kept = session.workbook.paragraph(written.key)
    assert kept is not None
    assert kept.replaced == written.generated_text


def test_an_own_paragraph_is_marked_and_can_be_restored(
    qtbot: QtBot, window: MainWindow, session: Session, preview: Preview
) -> None:
    written = paragraph(session, "二", "政府性基金预算")
    session.do(edit_paragraph(session.workbook, written.key, "自己的话。", written.generated_text))
    assert [block.text() for block in preview._own_lines()] == ["自己的话。"]
    preview.edit_paragraph(written.key)
    press(qtbot, dialog(), "恢复自动文字")
    assert written.generated_text in text_of(preview)
    assert list(preview._own_lines()) == []


def test_a_paragraph_can_be_deleted_and_restored(
    qtbot: QtBot, window: MainWindow, session: Session, preview: Preview
) -> None:
    before = text_of(preview)
    written = paragraph(session, "二", "政府性基金预算")
    preview.edit_paragraph(written.key)
    own = dialog().findChild(QPlainTextEdit, "own")
    assert own is not None
    qtbot.keyClick(own, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(own, Qt.Key.Key_Delete)
    press(qtbot, dialog(), "删去这一段")
    assert text_of(preview) == before.replace(written.text, DELETED)
    assert not any(DELETED in b.text or written.text in b.text for b in paragraphs_of(session))
    preview.browser.paragraph_chosen.emit(preview.browser.document().find(DELETED).position())
    press(qtbot, dialog(), "恢复自动文字")
    assert text_of(preview) == before


def test_each_deleted_paragraph_of_a_section_keeps_its_place(
    window: MainWindow, session: Session, preview: Preview
) -> None:
    section = choose_section(window, "二")
    written = session.publication.narrative.paragraphs(section)
    before = text_of(preview)
    for one in (written[0], written[-1]):
        session.do(edit_paragraph(session.workbook, one.key, "", one.generated_text))
    expected = before.replace(written[0].text, DELETED).replace(written[-1].text, DELETED)
    assert text_of(preview) == expected


def test_the_menu_of_a_paragraph_offers_to_edit_and_to_restore(
    qtbot: QtBot, window: MainWindow, session: Session, preview: Preview
) -> None:
    written = paragraph(session, "二", "政府性基金预算")
    session.do(edit_paragraph(session.workbook, written.key, "自己的话。", written.generated_text))
    place = preview.browser.cursorRect(preview.browser.document().find("自己的话")).center()
    preview.browser.menu_wanted.emit(
        preview.browser.cursorForPosition(place).position(), "", preview.browser.mapToGlobal(place)
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entries = {action.text(): action for action in menu.actions()}
    assert "修改这一段…" in entries
    entries["恢复自动文字"].trigger()
    menu.close()
    assert session.workbook.paragraph(written.key) is None


def test_the_page_stays_where_it_is_while_the_text_changes(
    qtbot: QtBot, window: MainWindow, session: Session, preview: Preview
) -> None:
    button = window.findChild(QToolButton, "whole publication")
    assert button is not None
    button.click()
    bar = preview.browser.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before, top = bar.value(), preview.browser.cursorForPosition(preview.browser.rect().topLeft()).block().text()
    session.do(set_value(session.workbook, LAST_YEAR, "1"))
    assert preview.browser.cursorForPosition(preview.browser.rect().topLeft()).block().text() == top
    assert abs(bar.value() - before) < preview.browser.height()


def test_an_edit_reaches_every_view_fast_enough(window: MainWindow, session: Session, preview: Preview) -> None:
    button = window.findChild(QToolButton, "whole publication")
    assert button is not None
    button.click()
    choose_section(window, "表三")
    address = Address("表三", "2010450", "基本支出")
    times = []
    for number in range(8):
        edit = set_value(session.workbook, address, str(100 + number))
        began = time.perf_counter()
        session.do(edit)
        QApplication.processEvents()
        times.append(time.perf_counter() - began)
    # A bound with room for a slow machine; a whole text made anew takes several times as long.
    assert sorted(times)[len(times) // 2] < 0.25


FUNDS = ParagraphKey("绩效目标表", "分行式第7行第1格@昌吉州煤矿安全综合联网监控系统运维工作经费")


def double_click_cell(qtbot: QtBot, preview: Preview, key: ParagraphKey) -> None:
    """Double-click on a cell of a form that is on the page."""
    preview.show_paragraph(key)
    browser = preview.browser
    line = next(preview.lines_of(key))
    place = browser.cursorRect(QTextCursor(line))
    qtbot.mouseDClick(browser.viewport(), LEFT, pos=QPoint(place.right() + 4, place.center().y()))


def test_a_cell_of_a_form_can_be_worded_by_hand_and_put_back(
    qtbot: QtBot, window: MainWindow, session: Session, preview: Preview
) -> None:
    choose_section(window, "绩效目标表")

    double_click_cell(qtbot, preview, FUNDS)
    own = dialog().findChild(QPlainTextEdit, "own")
    assert own is not None
    assert own.toPlainText() == "其他资金  0"
    own.setPlainText("其他资金：0")
    press(qtbot, dialog(), "用这段文字")
    assert text_of(preview).count("其他资金：0") == 2  # the second project's form has these words as it was published

    double_click_cell(qtbot, preview, FUNDS)
    press(qtbot, dialog(), "恢复自动文字")
    assert text_of(preview).count("其他资金：0") == 1


def test_a_value_in_a_form_is_filled_in_and_not_reworded(qtbot: QtBot, window: MainWindow, preview: Preview) -> None:
    choose_section(window, "绩效目标表")

    double_click_cell(
        qtbot, preview, ParagraphKey(FUNDS.section, "分行式第4行第2格@昌吉州煤矿安全综合联网监控系统运维工作经费")
    )

    assert QApplication.activeModalWidget() is None
    assert "随填报内容自动生成" in window.status.currentMessage()


def test_a_finding_in_a_worded_cell_leads_to_it(window: MainWindow, session: Session, preview: Preview) -> None:
    session.do(edit_paragraph(session.workbook, FUNDS, "其他资金：5", "其他资金  0"))
    choose_section(window, "一")
    finding = next(f for f in workspace_of(window).findings if FUNDS in f.at)
    assert (finding.stated, finding.expected) == ("5", "0")

    workspace_of(window).go_to(FUNDS)

    line = next(preview.lines_of(FUNDS))
    assert preview.browser.is_visible(line)
    assert line.text() == "其他资金：5"
