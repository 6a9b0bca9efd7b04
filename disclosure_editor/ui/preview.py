"""The preview: the text as it will be published, every number leading to its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import quote, unquote

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from disclosure_editor.calculation.edits import restore_paragraph
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import ParagraphKey
from disclosure_editor.editions.model import Section
from disclosure_editor.exchange.blocks import Block, Paragraph, Style
from disclosure_editor.narrative.environment import TemplateError
from disclosure_editor.narrative.form_cells import find_cell
from disclosure_editor.narrative.runs import Run
from disclosure_editor.narrative.writer import WrittenParagraph
from disclosure_editor.ui.buttons import tool_button
from disclosure_editor.ui.carried import ReadPath
from disclosure_editor.ui.confirming import confirm_paths
from disclosure_editor.ui.paragraph_dialog import ParagraphDialog
from disclosure_editor.ui.places import Entry, fed_sections, section_name
from disclosure_editor.ui.preview_browser import PreviewBrowser
from disclosure_editor.ui.preview_text import DeletedParagraph, PreviewText, linked_address
from disclosure_editor.ui.session import Session

DELETED = "（本段已删去）"


class Preview(QWidget):
    """The publication's text: the entry shown in the outline with what stands below it, or all of it.

    Attributes:
        address_chosen: emitted with the address of a number that was clicked.
        message: emitted with a sentence for the status bar.
    """

    address_chosen = Signal(object)
    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._entry: Entry | None = None
        self._current: Address | None = None
        self._shown_mention = -1
        self._title = QLabel()
        self._whole = tool_button(
            "全文", "显示整个公开文件，而不只是所选的一节", name="whole publication", checkable=True
        )
        self._whole.toggled.connect(self._on_whole_toggled)
        self._browser = PreviewBrowser(self._own_lines, self)
        self._browser.anchorClicked.connect(self._on_link)
        self._browser.paragraph_chosen.connect(self._on_paragraph_chosen)
        self._browser.menu_wanted.connect(self._show_menu)
        self._mentions = QLabel()
        self._mentions.setWordWrap(True)
        self._mentions.setMargin(6)
        self._mentions.linkActivated.connect(self._on_mention)
        self._text = PreviewText(self._browser.document())
        self._lay_out()

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(10, 4, 6, 4)
        header.addWidget(self._title, 1)
        header.addWidget(self._whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(self._browser, 1)
        layout.addWidget(self._mentions)
        self._mentions.hide()

    @property
    def browser(self) -> PreviewBrowser:
        """The page."""
        return self._browser

    @property
    def whole(self) -> bool:
        """Whether all of the publication is shown."""
        return self._whole.isChecked()

    def show_entry(self, entry: Entry) -> None:
        """Show an entry of the outline; where the whole publication is shown, scroll to it."""
        self._entry = entry
        self._shown_mention = -1
        self.refresh()
        if self.whole:
            self._scroll_to_entry()
        else:
            self._browser.verticalScrollBar().setValue(0)
            self._follow()

    def refresh(self) -> None:
        """Show the text as it is now; what stands on the page stays in its place."""
        try:
            blocks = self._wanted_blocks()
        except TemplateError as error:
            self.message.emit(f"预览没有更新：{error}")
            return
        self._show(blocks)
        self._title.setText(self._heading())
        self._light_up()

    def show_current(self, address: Address | None) -> None:
        """Light up the sentences that state a cell."""
        if address != self._current:
            self._current = address
            self._shown_mention = -1
            self._light_up()
            self._follow()

    def show_next_mention(self) -> None:
        """Go to the sentence that states the current cell; asked again, to the next one."""
        keys = self._mentioning()
        if not keys:
            self.message.emit("没有句子引用这个数。")
            return
        self._shown_mention = (self._shown_mention + 1) % len(keys)
        self.show_paragraph(keys[self._shown_mention])
        self.message.emit(f"引用它的句子：第 {self._shown_mention + 1} 处，共 {len(keys)} 处")

    def show_paragraph(self, key: ParagraphKey) -> None:
        """Scroll to a paragraph or a cell of a form, showing its section where it isn't shown."""
        line = next(self.lines_of(key), None)
        if line is None:
            section = next((s for s in self._session.workbook.edition.outline if s.id == key.section), None)
            if section is None:
                return
            self._entry = Entry(section)
            self.refresh()
            line = next(self.lines_of(key), None)
        if line is not None and not self._browser.is_visible(line):
            self._browser.scroll_to(line)

    def edit_paragraph(self, key: ParagraphKey) -> None:
        """Let the officer put a paragraph or a cell of a form into their own words."""
        written = self._session.publication.narrative.paragraph(key)
        if written is not None:
            ParagraphDialog(self._session, written, self).open()

    def _wanted_blocks(self) -> list[Block]:
        publication = self._session.publication
        if self.whole:
            # Without the place of the table of contents: there are no pages to list here.
            title = next(publication.blocks())
            return [title, *self._blocks_of(self._session.workbook.edition.outline)]
        if self._entry is None:
            return []
        own = self._blocks_of(self._entry.sections())
        return own or self._blocks_of(fed_sections(self._session.workbook.edition, self._entry.section))

    def _blocks_of(self, sections: Iterable[Section]) -> list[Block]:
        return [block for section in sections for block in self._with_deleted(section)]

    def _with_deleted(self, section: Section) -> list[Block]:
        """A section's blocks, with a line for each paragraph deleted by hand so that it can be restored."""
        publication = self._session.publication
        blocks: list[Block] = list(publication.section_blocks(section))
        paragraphs = publication.narrative.paragraphs(section)
        if all(paragraph.runs for paragraph in paragraphs):
            return blocks
        place = next((i for i, block in enumerate(blocks) if publication.paragraph_of(block) is not None), None)
        place = (1 if section.heading else 0) if place is None else place
        for paragraph in paragraphs:
            if not paragraph.runs:
                blocks.insert(place, DeletedParagraph(Style.BODY, (Run(DELETED),), key=str(paragraph.key)))
                place += 1
            while place < len(blocks) and publication.paragraph_of(blocks[place]) == paragraph.key:
                place += 1
        return blocks

    def _show(self, blocks: list[Block]) -> None:
        bar = self._browser.verticalScrollBar()
        top = self._browser.cursorForPosition(QPoint(0, 0))
        before = self._browser.cursorRect(top).top()
        self._text.show(blocks, self._session.workbook.unconfirmed())
        moved = self._browser.cursorRect(top).top() - before
        if moved:
            bar.setValue(bar.value() + moved)

    def _heading(self) -> str:
        if self.whole:
            return "预览：全文"
        return f"预览：{section_name(self._entry.section)}" if self._entry else "预览"

    def _light_up(self) -> None:
        address = self._current
        keys = {str(key) for key in self._mentioning()}
        blocks = self._text.blocks
        lines = [self._text.text_block(i) for i, b in enumerate(blocks) if isinstance(b, Paragraph) and b.key in keys]
        self._browser.light_up(lines, self._text.ranges(address) if address else ())
        self._list_mentions()

    def _follow(self) -> None:
        """Scroll to the current value in a long table, or in one of many forms, that states it off the page."""
        if self._current is None or self.whole:
            return
        lines = [place.block() for place in self._text.ranges(self._current)]
        if lines and not any(self._browser.is_visible(line) for line in lines):
            self._browser.scroll_to(lines[0])

    def _mentioning(self) -> tuple[ParagraphKey, ...]:
        if self._current is None:
            return ()
        try:
            return self._session.publication.narrative.mentions(self._current)
        except TemplateError:
            return ()

    def _list_mentions(self) -> None:
        """Name the sections whose sentences state the current cell, each a link to its first sentence."""
        first: dict[str, ParagraphKey] = {}
        for key in self._mentioning():
            first.setdefault(key.section, key)
        names = {section.id: section_name(section) for section in self._session.workbook.edition.outline}
        links = [f'<a href="{quote(str(key))}">{names[section]}</a>' for section, key in first.items()]
        text = f"当前数写在：{'、'.join(links)}"
        if self._mentions.text() != text:
            self._mentions.setText(text)
        self._mentions.setVisible(bool(links))

    def _on_mention(self, link: str) -> None:
        self.show_paragraph(ParagraphKey.parse(unquote(link)))

    def _on_whole_toggled(self) -> None:
        self._text.clear()
        self.refresh()
        if self.whole:
            self._scroll_to_entry()

    def _scroll_to_entry(self) -> None:
        if self._entry is None:
            return
        first = next((b for s in self._entry.sections() for b in self._session.publication.section_blocks(s)), None)
        index = next((index for index, block in enumerate(self._text.blocks) if block is first), None)
        if index is not None:
            line = self._text.text_block(index)
            top = self._browser.document().documentLayout().blockBoundingRect(line).top()
            self._browser.verticalScrollBar().setValue(int(top))

    def _on_link(self, url: QUrl) -> None:
        address = linked_address(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        if address is not None:
            self.address_chosen.emit(address)

    def _on_paragraph_chosen(self, position: int) -> None:
        key = self._key_at(position)
        written = self._session.publication.narrative.paragraph(key) if key is not None else None
        if written is None or _is_value(written):
            self.message.emit("标题和表格随填报内容自动生成；要改数请点它。")
        else:
            self.edit_paragraph(written.key)

    def _show_menu(self, position: int, link: str, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        address = linked_address(link)
        if address is not None:
            menu.addAction("到这个数的位置", lambda: self.address_chosen.emit(address))
            menu.addSeparator()
        copy = menu.addAction("复制", self._browser.copy)
        copy.setEnabled(self._browser.textCursor().hasSelection())
        key = self._key_at(position)
        if key is not None:
            what = "修改这一段…" if find_cell(self._session.workbook, key) is None else "修改这一格的文字…"
            menu.addAction(what, lambda: self.edit_paragraph(key))
            written = self._session.publication.narrative.paragraph(key)
            if written is not None and written.own:
                menu.addAction("恢复自动文字", lambda: self._restore(written))
        self._add_confirming(menu, key, address)
        menu.popup(place)

    def selected_paths(self) -> tuple[ReadPath, ...]:
        """The paragraph in which the cursor stands, and the values stated there or in the table's cell."""
        cursor = self._browser.textCursor()
        index = self._text.index_at(cursor.position())
        block = self._text.blocks[index] if index is not None else None
        if isinstance(block, Paragraph):
            key = ParagraphKey.parse(block.key) if block.key else None
            stated = tuple(run.address for run in block.runs if run.address is not None)
            return (*stated, key) if key is not None else stated
        address = linked_address(cursor.charFormat().anchorHref())
        return (address,) if address is not None else ()

    def _add_confirming(self, menu: QMenu, key: ParagraphKey | None, address: Address | None) -> None:
        """What can be confirmed at a place of the text."""
        unconfirmed = self._session.workbook.unconfirmed()
        for path, text in ((address, "确认沿用这个数"), (key, "确认沿用这一段")):
            if path is not None and path in unconfirmed:
                menu.addAction(text, partial(self._confirm, path))

    def _confirm(self, path: ReadPath) -> None:
        self.message.emit(confirm_paths(self._session, [path]))

    def _restore(self, written: WrittenParagraph) -> None:
        self._session.do(restore_paragraph(self._session.workbook, written.key))

    def _key_at(self, position: int) -> ParagraphKey | None:
        index = self._text.index_at(position)
        block = self._text.blocks[index] if index is not None else None
        cell = self._text.cell_at(position)
        name = block.key if isinstance(block, Paragraph) else cell.key if cell is not None else ""
        return ParagraphKey.parse(name) if name else None

    def lines_of(self, key: ParagraphKey) -> Iterator[QTextBlock]:
        """The lines of a paragraph, or the line of a form's cell, as far as it is shown."""
        return self._text.lines({str(key)})

    def _own_lines(self) -> Iterator[QTextBlock]:
        return self._text.lines({str(key) for key in self._session.workbook.own_paragraphs()})

    def position_of(self, address: Address) -> QTextCursor | None:
        """Where a value first stands in the text shown."""
        return next(self._text.ranges(address), None)


def _is_value(written: WrittenParagraph) -> bool:
    """Whether it is a cell of a form that prints one value and nothing else, which is to be filled in."""
    return not written.own and len(written.generated) == 1 and written.generated[0].address is not None
