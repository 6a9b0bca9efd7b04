"""Cards of projects with their figures and indicators, filled in by keys, mouse and clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from disclosure_editor.calculation import edits
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.editions.model import Severity
from disclosure_editor.ui.cards_editor import CardsEditor
from disclosure_editor.ui.cell_inputs import TextInput
from disclosure_editor.ui.session import Session
from disclosure_editor.ui.table_editor import TableEditor
from tests.ui.grid_pack import DocumentSession, new_workbook
from tests.ui.hand import CONTROL, LEFT, type_chinese

Key = Qt.Key
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
FUNDS, INDICATORS = 0, 1
FIRST, SECOND, THIRD, WEIGHT, TARGET, SCORE, RULE = range(7)


class Desk:
    """What an officer does with the cards."""

    def __init__(self, qtbot: QtBot, session: DocumentSession) -> None:
        self.qtbot, self.session = qtbot, session
        self.cards = CardsEditor(cast(Session, session), session.workbook.edition.tables["自评"])
        self.cards.message.connect(self._hear)
        self.told: list[str] = []
        session.changed.connect(self.cards.refresh)
        qtbot.addWidget(self.cards)
        self.cards.resize(1000, 800)
        self.cards.show()
        self.cards.activateWindow()
        qtbot.waitExposed(self.cards)

    def _hear(self, message: str) -> None:
        self.told.append(message)

    def grid(self, place: int) -> TableEditor:
        """The small grid with the funds, or that of the indicators."""
        return self.cards.findChildren(TableEditor)[place]

    def click(self, place: int, row: int, column: int) -> None:
        view = self.grid(place).view
        index = view.model().index(row, column)
        view.scrollTo(index)
        self.qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())

    def at(self, place: int) -> tuple[int, int]:
        index = self.grid(place).view.currentIndex()
        return index.row(), index.column()

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus(), key, modifiers)

    def type(self, text: str) -> None:
        """Type a text where the cursor is, as a keyboard or an input method does."""
        if text.isascii():
            for character in text:
                self.qtbot.keyClicks(self.focus(), character)
            return
        target = self.focus()
        QApplication.sendEvent(target, QInputMethodEvent("pinyin", []))
        type_chinese(target, text)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.key(Key.Key_V, CONTROL)

    def row(self, place: int, row: int) -> list[str]:
        model = self.grid(place).view.model()
        return [model.index(row, column).data() or "" for column in range(model.columnCount())]

    def rows(self, place: int) -> int:
        return self.grid(place).view.model().rowCount()

    def stated(self, address: str) -> str | None:
        return self.session.workbook.stated(Address.parse(address))

    def names(self, table: str) -> list[str]:
        return [row.name for row in self.session.workbook.rows(RowList(table, "")) if row.repeated]

    def line(self, name: str) -> QLineEdit:
        found = self.cards.findChild(QLineEdit, name)
        assert found is not None
        return found

    def press(self, name: str) -> None:
        button = self.cards.findChild(QToolButton, name)
        assert button is not None
        self.qtbot.mouseClick(button, LEFT)

    def choose_beside_add(self, text: str) -> None:
        """Choose from the menu behind the arrow of the button that adds a card."""
        button = self.cards.findChild(QToolButton, "add")
        assert button is not None
        assert button.menu() is not None
        next(action for action in button.menu().actions() if text in action.text()).trigger()


@pytest.fixture
def session(tmp_path: Path) -> DocumentSession:
    """Two projects: 奖补 with three indicators, 储备 with none."""
    session = DocumentSession(new_workbook(tmp_path))
    workbook = session.workbook
    for name in ("奖补", "储备"):
        session.do(edits.add_row(workbook, RowList("自评", ""), None, name)[0])
    for texts in (
        ("产出指标", "数量指标", "奖补个数", "20", "=1个"),
        ("产出指标", "质量指标", "准确率", "30", "=100%"),
        ("满意度指标", "满意度指标", "企业满意度", "40", ">=90%"),
    ):
        edit, name = edits.add_row(workbook, RowList("自评指标", ""), None, "奖补")
        session.do(edit)
        columns = ("一级指标", "二级指标", "三级指标", "分值", "目标值")
        values = {Address("自评指标", name, column): text for column, text in zip(columns, texts, strict=True)}
        session.do(edits.set_values(workbook, values, "填写"))
    session.do(edits.set_value(workbook, Address("自评", "奖补", "年初拨款"), "500"))
    session.undo_stack.clear()
    return session


@pytest.fixture
def desk(qtbot: QtBot, session: DocumentSession) -> Desk:
    return Desk(qtbot, session)


Told = Callable[[], Address | None]


# The small grid


def test_figures_with_a_line_and_a_column_stand_in_a_small_grid(desk: Desk) -> None:
    assert desk.row(FUNDS, 0) == ["年度资金总额", "500.00", ""]
    assert desk.row(FUNDS, 1) == ["其中：财政拨款", "500", ""]
    assert desk.row(FUNDS, 2) == ["其他资金", "", ""]
    header = desk.grid(FUNDS).view.model()
    assert [header.headerData(place, Qt.Orientation.Horizontal) for place in range(3)] == [
        "（万元）",
        "年初预算数",
        "全年执行数",
    ]
    assert desk.cards.findChild(QLineEdit, "年初拨款") is None


def test_a_figure_of_the_small_grid_is_typed_and_enter_goes_down(desk: Desk) -> None:
    desk.click(FUNDS, 1, 2)
    desk.type("480")
    desk.key(Key.Key_Return)
    desk.type("20")
    desk.key(Key.Key_Return)
    assert (desk.stated("自评!奖补.执行拨款"), desk.stated("自评!奖补.执行其他")) == ("480", "20")
    assert desk.row(FUNDS, 0)[2] == "500.00"
    assert desk.line("执行率").placeholderText() == "100"


def test_tab_goes_from_the_field_before_through_what_is_to_be_typed_to_the_field_behind(desk: Desk) -> None:
    desk.line("主管部门").setFocus()
    desk.key(Key.Key_Tab)
    assert desk.at(FUNDS) == (1, 1)
    for figure in ("1", "2", "3", "4"):
        desk.type(figure)
        desk.key(Key.Key_Tab)
    assert desk.focus() is desk.line("预算分值")
    addresses = [f"自评!奖补.{column}" for column in ("年初拨款", "执行拨款", "年初其他", "执行其他")]
    assert [desk.stated(address) for address in addresses] == ["1", "2", "3", "4"]
    desk.key(Key.Key_Backtab, SHIFT)
    assert desk.at(FUNDS) == (2, 2)
    for _ in range(4):
        desk.key(Key.Key_Backtab, SHIFT)
    assert desk.focus() is desk.line("主管部门")


def test_arrows_go_through_the_small_grid(desk: Desk) -> None:
    desk.click(FUNDS, 0, 1)
    desk.key(Key.Key_Down)
    desk.key(Key.Key_Right)
    assert desk.at(FUNDS) == (1, 2)


def test_a_stated_sum_shows_what_is_computed_and_delete_takes_that(desk: Desk) -> None:
    desk.click(FUNDS, 0, 1)
    desk.type("499")
    desk.key(Key.Key_Return)
    model = desk.grid(FUNDS).view.model()
    assert model.computed_text(model.index(0, 1)) == "自动 500.00"  # type: ignore[attr-defined]
    desk.click(FUNDS, 0, 1)
    desk.key(Key.Key_Delete)
    assert desk.stated("自评!奖补.年初预算数") is None


def test_the_menu_of_the_small_grid_restores_and_takes_what_is_computed(desk: Desk) -> None:
    desk.click(FUNDS, 0, 1)
    menu = desk.grid(FUNDS).build_menu()
    next(action for action in menu.actions() if action.text() == "取用计算值").trigger()
    assert desk.stated("自评!奖补.年初预算数") == "500.00"
    assert not [action for action in menu.actions() if "增加行" in action.text()]


def test_a_block_is_pasted_into_the_small_grid(desk: Desk) -> None:
    desk.click(FUNDS, 1, 1)
    desk.paste("500.00\t490.00\r\n0.00\t10万元\r\n")
    assert [desk.row(FUNDS, row)[1:] for row in range(3)] == [
        ["500.00", "500.00"],
        ["500.00", "490.00"],
        ["0.00", "10"],
    ]
    assert desk.session.undo_stack.count() == 1


def test_pasted_lines_find_their_lines_in_the_small_grid_by_the_labels(desk: Desk) -> None:
    desk.click(FUNDS, 0, 0)
    desk.paste("年度资金总额\t510.00\t500.00\t10\r\n  其他资金\t10.00\t0.00\t—\r\n")
    assert desk.stated("自评!奖补.年初预算数") == "510.00"
    assert desk.stated("自评!奖补.年初其他") == "10.00"
    assert desk.stated("自评!奖补.年初拨款") == "500"
    assert "跳过2格" in desk.told[-1]


def test_the_cell_in_use_is_the_current_address_of_the_card(desk: Desk, qtbot: QtBot) -> None:
    told: list[Address | None] = []
    desk.cards.current_changed.connect(told.append)
    desk.click(FUNDS, 1, 2)
    assert told[-1] == Address("自评", "奖补", "执行拨款") == desk.cards.current_address()
    desk.line("预算分值").setFocus()
    assert told[-1] == Address("自评", "奖补", "预算分值") == desk.cards.current_address()
    desk.click(FUNDS, 1, 2)
    assert told[-1] == Address("自评", "奖补", "执行拨款")
    desk.click(INDICATORS, 1, WEIGHT)
    assert told[-1] == Address("自评指标", "奖补#2", "分值") == desk.cards.current_address()


def test_a_figure_of_the_small_grid_is_gone_to(desk: Desk) -> None:
    address = Address("自评", "储备", "执行其他")
    assert desk.cards.show_address(address)
    assert desk.cards.current_row == "储备"
    assert desk.at(FUNDS) == (2, 2)
    assert desk.cards.current_address() == address


def test_the_small_grid_shows_the_figures_of_the_current_card(desk: Desk) -> None:
    desk.cards.row_list.setFocus()
    desk.key(Key.Key_Down)
    assert desk.row(FUNDS, 1)[1] == ""
    desk.click(FUNDS, 1, 1)
    desk.type("7")
    desk.key(Key.Key_Return)
    assert desk.stated("自评!储备.年初拨款") == "7"
    assert desk.stated("自评!奖补.年初拨款") == "500"


def test_a_marked_figure_tells_what_was_found(desk: Desk) -> None:
    address = Address("自评", "奖补", "年初预算数")
    desk.cards.set_marks({address: Severity.ERROR}, {address: "总额不等于各项之和"})
    assert "总额不等于各项之和" in desk.grid(FUNDS).view.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_figures_one_after_the_other_share_a_line_and_are_narrow(desk: Desk) -> None:
    fields = [desk.line(name) for name in ("预算分值", "执行率", "总分")]
    assert len({field.mapTo(desk.cards, field.rect().topLeft()).y() for field in fields}) == 1
    assert all(field.width() < 160 for field in fields)


# Indicators


def test_indicators_stand_in_the_order_in_which_the_form_prints_them(desk: Desk) -> None:
    model = desk.grid(INDICATORS).view.model()
    headings = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert headings == ["一级指标", "二级指标", "三级指标", "分值", "目标值", "得分", "赋分规则", "目标金额"]


def test_the_grid_of_indicators_is_as_high_as_its_rows(desk: Desk) -> None:
    view = desk.grid(INDICATORS).view
    before = view.height()
    assert view.verticalScrollBar().maximum() == 0
    desk.click(INDICATORS, 2, FIRST)
    desk.key(Key.Key_Plus, CONTROL)
    assert view.height() == before + view.rowHeight(3)
    for _ in range(40):
        desk.key(Key.Key_Plus, CONTROL)
    assert view.height() < desk.cards.height()
    assert view.verticalScrollBar().maximum() > 0


def test_a_long_text_wraps_and_figures_stay_narrow(desk: Desk) -> None:
    view = desk.grid(INDICATORS).view
    low = view.rowHeight(0)
    desk.session.do(
        edits.set_value(desk.session.workbook, Address("自评指标", "奖补", "三级指标"), "提升煤矿本质安全水平" * 6)
    )
    assert view.rowHeight(0) > low
    assert view.columnWidth(THIRD) > 2 * view.columnWidth(WEIGHT)
    assert view.horizontalScrollBar().maximum() == 0


def test_tab_goes_through_a_grid_without_rows(desk: Desk) -> None:
    desk.cards.row_list.setCurrentRow(1)
    desk.grid(INDICATORS).view.setFocus()
    desk.key(Key.Key_Tab)
    assert desk.focus() is not desk.grid(INDICATORS).view
    desk.grid(INDICATORS).view.setFocus()
    desk.key(Key.Key_Backtab, SHIFT)
    assert desk.focus().objectName() == "年度目标"


def test_indicators_are_entered_by_keys_alone(desk: Desk) -> None:
    desk.cards.row_list.setCurrentRow(1)
    desk.grid(INDICATORS).view.setFocus()
    desk.key(Key.Key_Return)
    for texts in (("产出指标", "数量指标", "储备次数", "10", "=2次"), ("产出指标", "时效指标", "及时率", "20", "100%")):
        for text in texts:
            desk.type(text)
            desk.key(Key.Key_Tab)
        desk.key(Key.Key_Tab)
    assert desk.names("自评指标")[3:] == ["储备", "储备#2", "储备#3"]
    assert desk.row(INDICATORS, 1)[:6] == ["产出指标", "时效指标", "及时率", "20", "100%", "20"]
    assert desk.at(INDICATORS) == (2, FIRST)
    desk.key(Key.Key_Tab)
    assert desk.names("自评指标")[3:] == ["储备", "储备#2", "储备#3"]


def test_a_stated_score_shows_the_computed_one_beside_it(desk: Desk) -> None:
    desk.click(INDICATORS, 1, SCORE)
    desk.type("25")
    desk.key(Key.Key_Return)
    model = desk.grid(INDICATORS).view.model()
    assert model.computed_text(model.index(1, SCORE)) == "自动 30"  # type: ignore[attr-defined]
    assert "按 Delete" in model.index(1, SCORE).data(Qt.ItemDataRole.ToolTipRole)
    assert desk.grid(INDICATORS).view.rowHeight(1) > desk.grid(INDICATORS).view.rowHeight(0)
    desk.click(INDICATORS, 1, SCORE)
    desk.key(Key.Key_Delete)
    assert desk.row(INDICATORS, 1)[SCORE] == "30"
    assert desk.grid(INDICATORS).view.rowHeight(1) == desk.grid(INDICATORS).view.rowHeight(0)


def test_a_row_is_high_enough_for_both_figures_however_wide_the_column_is(desk: Desk) -> None:
    desk.click(INDICATORS, 1, SCORE)
    desk.type("25")
    desk.key(Key.Key_Return)
    view = desk.grid(INDICATORS).view
    index, low = view.model().index(1, SCORE), view.rowHeight(0)
    below = set()
    for width in range(50, 130):
        view.setColumnWidth(SCORE, width)
        both = view.itemDelegate().computed_below(index, view.visualRect(index).width())  # type: ignore[attr-defined]
        assert (view.rowHeight(1) > low) == both
        below.add(both)
    assert below == {True, False}


def test_a_stated_figure_that_equals_the_computed_one_is_nothing_to_show(desk: Desk) -> None:
    desk.click(INDICATORS, 1, SCORE)
    desk.type("30.00")
    desk.key(Key.Key_Return)
    model = desk.grid(INDICATORS).view.model()
    assert model.computed_text(model.index(1, SCORE)) == ""  # type: ignore[attr-defined]


# Texts that other rows state


def test_the_rest_of_a_text_that_another_row_states_is_there_at_once(desk: Desk) -> None:
    desk.click(INDICATORS, 2, FIRST)
    desk.type("产")
    field = desk.focus()
    assert isinstance(field, TextInput)
    assert (field.toPlainText(), field.textCursor().selectedText()) == ("产出指标", "出指标")
    desk.key(Key.Key_Return)
    assert desk.stated("自评指标!奖补#3.一级指标") == "产出指标"


def test_what_is_typed_on_replaces_the_rest(desk: Desk) -> None:
    desk.click(INDICATORS, 2, FIRST)
    desk.type("产")
    desk.type("量指标")
    desk.key(Key.Key_Tab)
    assert desk.stated("自评指标!奖补#3.一级指标") == "产量指标"


def test_the_rest_is_taken_away_by_backspace(desk: Desk) -> None:
    desk.click(INDICATORS, 2, FIRST)
    desk.type("产")
    desk.key(Key.Key_Backspace)
    desk.key(Key.Key_Return)
    assert desk.stated("自评指标!奖补#3.一级指标") == "产"


def test_targets_are_never_completed(desk: Desk) -> None:
    desk.click(INDICATORS, 2, TARGET)
    desk.type(">=9")
    desk.key(Key.Key_Return)
    assert desk.stated("自评指标!奖补#3.目标值") == ">=9"


def test_a_text_is_chosen_from_those_of_other_rows(desk: Desk, qtbot: QtBot) -> None:
    desk.click(INDICATORS, 2, FIRST)
    menu = desk.grid(INDICATORS).build_menu()
    next(action for action in menu.actions() if "选用已填的内容" in action.text()).trigger()
    field = desk.grid(INDICATORS).view.viewport().findChild(TextInput)
    assert isinstance(field, TextInput)
    assert field.popup().isVisible()
    qtbot.keyClick(field.popup(), Key.Key_Down)
    qtbot.keyClick(field.popup(), Key.Key_Return)
    assert desk.stated("自评指标!奖补#3.一级指标") == "产出指标"


def test_the_input_of_a_text_grows_with_it_within_the_grid(desk: Desk) -> None:
    view = desk.grid(INDICATORS).view
    desk.click(INDICATORS, 2, FIRST)
    desk.type("甲")
    field = desk.focus()
    cell = view.visualRect(view.currentIndex())
    assert field.width() <= cell.width() + 1
    desk.type("乙丙丁" * 20)
    assert field.width() > cell.width()
    assert field.height() > 2 * cell.height()
    assert view.viewport().rect().contains(field.geometry())
    desk.key(Key.Key_Return)
    assert desk.stated("自评指标!奖补#3.一级指标") == "甲" + "乙丙丁" * 20


def test_what_is_typed_while_the_list_is_open_goes_into_the_cell(desk: Desk, qtbot: QtBot) -> None:
    desk.click(INDICATORS, 2, FIRST)
    desk.key(Key.Key_F2)
    desk.key(Key.Key_Down, ALT)
    field = desk.grid(INDICATORS).view.viewport().findChild(TextInput)
    assert isinstance(field, TextInput)
    assert field.popup().isVisible()
    qtbot.keyClick(field.popup(), Key.Key_X)
    assert not field.popup().isVisible()
    desk.key(Key.Key_Return)
    assert desk.stated("自评指标!奖补#3.一级指标") == "满意度指标x"


def test_texts_are_offered_across_projects_but_not_the_rows_own(desk: Desk) -> None:
    desk.cards.row_list.setCurrentRow(1)
    desk.grid(INDICATORS).commands.add_row()
    model = desk.grid(INDICATORS).view.model()
    assert model.texts_beside(model.index(0, FIRST)) == ("产出指标", "满意度指标")  # type: ignore[attr-defined]
    assert model.texts_beside(model.index(0, WEIGHT)) == ()  # type: ignore[attr-defined]


# Pasting from forms and spreadsheets


FORM = (
    "产出指标\t数量指标\t储备次数\t\t10\t=2次\t10\r\n"
    "\t\t储备种类\t\t10\t=5种\t8\r\n"
    "\t质量指标\t合格率\t\t10\t=100%\t10\r\n"
    "效益指标\t\t保障能力\t\t20\t提升\t20\r\n"
)


def pasted(desk: Desk, text: str) -> list[list[str]]:
    """What stands in the indicators of 储备 after pasting into the first cell of the first row."""
    desk.cards.row_list.setCurrentRow(1)
    desk.grid(INDICATORS).commands.add_row()
    desk.click(INDICATORS, 0, FIRST)
    desk.paste(text)
    return [desk.row(INDICATORS, row)[:RULE] for row in range(desk.rows(INDICATORS))]


READ = [
    ["产出指标", "数量指标", "储备次数", "10", "=2次", "10"],
    ["产出指标", "数量指标", "储备种类", "10", "=5种", "8"],
    ["产出指标", "质量指标", "合格率", "10", "=100%", "10"],
    ["效益指标", "", "保障能力", "20", "提升", "20"],
]


def test_a_form_is_pasted_with_its_merged_cells_in_its_own_order(desk: Desk) -> None:
    assert pasted(desk, FORM) == READ
    assert desk.stated("自评指标!储备#2.一级指标") == "产出指标"
    assert "新增3行" in desk.told[-1]


def test_pasting_a_form_is_taken_back_in_one_step(desk: Desk) -> None:
    pasted(desk, FORM)
    desk.session.undo_stack.undo()
    assert desk.names("自评指标")[3:] == ["储备"]


def test_a_block_with_a_column_for_each_text_is_pasted_as_it_is(desk: Desk) -> None:
    lines = [line.split("\t") for line in FORM.splitlines()]
    text = "\r\n".join("\t".join(line[:3] + line[4:]) for line in lines)
    assert pasted(desk, text) == READ


def test_headings_pasted_along_tell_the_columns(desk: Desk) -> None:
    text = (
        "指标\t三级指标\t目标值\t一级指标\t二级指标\r\n甲\t储备次数\t=2次\t产出指标\t数量指标\r\n乙\t种类\t5种\t\t\r\n"
    )
    assert pasted(desk, text) == [
        ["产出指标", "数量指标", "储备次数", "", "=2次", ""],
        ["产出指标", "数量指标", "种类", "", "5种", ""],
    ]


def test_headings_leave_the_columns_alone_that_they_do_not_name(desk: Desk) -> None:
    desk.click(INDICATORS, 0, SCORE)
    desk.paste("三级指标\t目标值\r\n奖补户数\t=2户\r\n")
    assert desk.row(INDICATORS, 0)[:SCORE] == ["产出指标", "数量指标", "奖补户数", "20", "=2户"]


def test_the_words_before_the_indicators_of_a_form_are_left_out(desk: Desk) -> None:
    lines = FORM.splitlines()
    text = "\r\n".join([f"绩效指标\t{lines[0]}", *(f"\t{line}" for line in lines[1:])])
    assert pasted(desk, text) == READ


def test_blanks_over_the_first_text_stay_blank(desk: Desk) -> None:
    assert pasted(desk, "\t\t甲\r\n产出指标\t\t乙\r\n\t\t丙\r\n") == [
        ["", "", "甲", "", "", ""],
        ["产出指标", "", "乙", "", "", ""],
        ["产出指标", "", "丙", "", "", ""],
    ]


def test_a_pasted_score_loses_its_unit(desk: Desk) -> None:
    assert pasted(desk, "产出指标\t数量指标\t甲\t10分\t1个\t9.5 分\r\n")[0][WEIGHT:] == ["10", "1个", "9.5"]


# Adding a project


def test_a_card_is_copied_with_its_indicators_and_named_at_once(desk: Desk) -> None:
    desk.cards.row_list.setFocus()
    desk.choose_beside_add("复制")
    assert desk.names("自评") == ["奖补", "奖补（副本）", "储备"]
    assert desk.cards.current_row == "奖补（副本）"
    assert desk.focus() is desk.line("项目名称")
    assert desk.line("项目名称").selectedText() == "奖补（副本）"
    desk.type("奖补二期")
    desk.key(Key.Key_Return)
    assert desk.names("自评") == ["奖补", "奖补二期", "储备"]
    assert desk.rows(INDICATORS) == 3
    assert desk.stated("自评指标!奖补二期#3.三级指标") == "企业满意度"
    assert desk.stated("自评!奖补二期.年初拨款") == "500"


def test_a_copy_is_taken_back_in_one_step(desk: Desk) -> None:
    desk.cards.row_list.setFocus()
    desk.key(Key.Key_D, CONTROL)
    assert desk.session.undo_stack.count() == 1
    desk.session.undo_stack.undo()
    assert desk.names("自评") == ["奖补", "储备"]
    assert desk.names("自评指标") == ["奖补", "奖补#2", "奖补#3"]
    assert desk.cards.row_list.count() == 2


def test_the_list_of_cards_has_the_keys_of_rows(desk: Desk) -> None:
    desk.cards.row_list.setFocus()
    desk.key(Key.Key_Down, ALT)
    assert desk.names("自评") == ["储备", "奖补"]
    assert desk.cards.current_row == "奖补"
    desk.key(Key.Key_Delete)
    assert desk.names("自评") == ["储备"]
    desk.cards.row_list.setFocus()
    desk.key(Key.Key_Plus, CONTROL)
    assert desk.names("自评") == ["储备", "#1"]
    assert desk.focus() is desk.line("项目名称")


def test_nothing_can_be_copied_where_there_is_no_card(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, DocumentSession(new_workbook(tmp_path)))
    button = desk.cards.findChild(QToolButton, "add")
    assert button is not None
    assert button.menu() is not None
    assert [action.isEnabled() for action in button.menu().actions()] == [True, False]


def test_the_page_goes_along_with_the_cell_in_use(desk: Desk) -> None:
    desk.cards.resize(900, 320)
    desk.click(INDICATORS, 0, FIRST)
    for _ in range(30):
        desk.key(Key.Key_Plus, CONTROL)
    view = desk.grid(INDICATORS).view

    def is_in_sight() -> bool:
        cell = view.visualRect(view.currentIndex())
        top = view.viewport().mapTo(desk.cards, cell.topLeft()).y()
        return 0 <= top <= desk.cards.height() - cell.height()

    desk.qtbot.waitUntil(is_in_sight, timeout=1000)
