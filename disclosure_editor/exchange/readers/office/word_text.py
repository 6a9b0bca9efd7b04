"""The text of a Word paragraph as it is shown: without deletions, hidden text and the codes of fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from disclosure_editor.exchange.readers.office.safe_xml import Element, attribute, child, children, name_of

_BLANKS = " \t\r\n"
# Symbol fonts: what their characters show (Wingdings F0xx), ticked and empty boxes above all.
_SYMBOLS = {
    ("wingdings", 0xFC): "√",
    ("wingdings", 0xFB): "×",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0x6F): "□",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x54): "☒",
    ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0xA3): "□",
}
_PRIVATE = range(0xF000, 0xF100)
_DELETED = frozenset({"w:del", "w:moveFrom", "w:rt", "w:rPr", "w:pPr", "w:sdtPr", "w:instrText", "w:delText"})
_PICTURES = frozenset({"a:blip", "v:imagedata"})
_CHARTS = frozenset({"c:chart", "dgm:relIds"})

PICTURE = "这里是图片，图片里的文字和数字没有读，请对照原文件补上。"
EMBEDDED = "这里嵌入了其他程序的内容（例如 Excel 表格），没有读。请在 Word 里把它改成普通表格，或把它另存后单独导入。"
CHART = "这里是图表或图形，里面的文字没有读，请对照原文件补上。"
NOTE = "这里有脚注或尾注，注里的文字没有读，请对照原文件补上。"


@dataclass
class ShownText:
    """What a paragraph shows.

    Attributes:
        text: with a newline for each line break.
        boxes: the contents (``w:txbxContent``) of the text boxes that hang on it.
        unread: what is in it that has no text, in Chinese.
        is_contents_line: whether it points to a heading as the lines of a table of contents do.
        joins_next: whether the mark at its end was deleted, so that the next paragraph goes on in it.
    """

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    is_contents_line: bool = False
    joins_next: bool = False


def shown_text(paragraph: Element) -> ShownText:
    """What a paragraph (``w:p``) shows."""
    reading = _Reading()
    reading.read(paragraph)
    shown = reading.shown
    shown.text = "".join(reading.pieces)
    shown.joins_next = child(paragraph, "w:pPr", "w:rPr", "w:del") is not None
    return shown


class _Reading:
    """A paragraph on its way into text.

    Attributes:
        pieces: the text so far.
        shown: all else so far.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.shown = ShownText()
        # For each field that is open: whether its result has begun; what is before that is its code.
        self._fields: list[bool] = []

    def read(self, element: Element) -> None:
        for inner in element:
            name = name_of(inner)
            if name in _DELETED:
                self._look_into_code(inner, name)
            elif name in _READERS:
                _READERS[name](self, inner)
            else:
                self.read(inner)

    def add(self, text: str) -> None:
        if all(self._fields):
            self.pieces.append(text)

    def read_run(self, run: Element) -> None:
        hidden = child(run, "w:rPr", "w:vanish")
        if hidden is None or attribute(hidden, "w:val") in ("0", "false", "off"):
            self.read(run)

    def read_text(self, element: Element) -> None:
        text = element.text or ""
        self.add(text if _keeps_blanks(element) else text.strip(_BLANKS))

    def read_break(self, element: Element) -> None:
        if attribute(element, "w:type", "textWrapping") == "textWrapping":
            self.add("\n")

    def read_symbol(self, element: Element) -> None:
        try:
            code = int(attribute(element, "w:char"), 16)
        except ValueError:
            return
        own = code - _PRIVATE.start if code in _PRIVATE else code
        known = _SYMBOLS.get((attribute(element, "w:font").casefold(), own))
        if known or (code not in _PRIVATE and 0x20 <= code < 0xD800):
            self.add(known or chr(code))

    def read_field_mark(self, element: Element) -> None:
        kind = attribute(element, "w:fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def read_link(self, element: Element) -> None:
        self._note_target(attribute(element, "w:anchor"))
        self.read(element)

    def read_simple_field(self, element: Element) -> None:
        self._note_target(attribute(element, "w:instr"))
        self.read(element)

    def read_formula(self, element: Element) -> None:
        self.add("".join(text.text or "" for text in element.iter() if name_of(text) == "m:t"))

    def read_drawing(self, element: Element) -> None:
        """A drawing, a picture or an object: its text boxes are kept for later, the rest is told."""
        names = {name_of(inner) for inner in element.iter()}
        if "w:txbxContent" in names:
            self.shown.boxes += _outermost(element, "w:txbxContent")
        elif name_of(element) == "w:object":
            self.shown.unread.append(EMBEDDED)
        elif names & _CHARTS:
            self.shown.unread.append(CHART)
        elif names & _PICTURES:
            self.shown.unread.append(PICTURE)

    def read_alternatives(self, element: Element) -> None:
        """The same thing for newer and for older programs: the newer one, unless only the older one has text."""
        versions = [*children(element, "mc:Choice"), *children(element, "mc:Fallback")]
        chosen = next((version for version in versions if _outermost(version, "w:txbxContent")), None)
        if chosen is None and versions:
            chosen = versions[0]
        if chosen is not None:
            self.read(chosen)

    def read_note(self, _: Element) -> None:
        self.shown.unread.append(NOTE)

    def _look_into_code(self, element: Element, name: str) -> None:
        if name == "w:instrText":
            self._note_target(element.text or "")

    def _note_target(self, target: str) -> None:
        words = target.split()
        if target.startswith("_Toc") or (len(words) > 1 and words[0] == "PAGEREF" and words[1].startswith("_Toc")):
            self.shown.is_contents_line = True


def _keeps_blanks(element: Element) -> bool:
    return element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def _outermost(element: Element, wanted: str) -> list[Element]:
    """The elements of a name that are in no other of that name."""
    if name_of(element) == "mc:AlternateContent":
        versions = [*children(element, "mc:Choice"), *children(element, "mc:Fallback")]
        return next((found for version in versions if (found := _outermost(version, wanted))), [])
    return [
        outer for inner in element for outer in ([inner] if name_of(inner) == wanted else _outermost(inner, wanted))
    ]


_READERS: Mapping[str, Callable[[_Reading, Element], None]] = {
    "w:r": _Reading.read_run,
    "w:t": _Reading.read_text,
    "w:tab": lambda reading, _: reading.add("\t"),
    "w:ptab": lambda reading, _: reading.add("\t"),
    "w:br": _Reading.read_break,
    "w:cr": lambda reading, _: reading.add("\n"),
    "w:noBreakHyphen": lambda reading, _: reading.add("-"),
    "w:sym": _Reading.read_symbol,
    "w:fldChar": _Reading.read_field_mark,
    "w:fldSimple": _Reading.read_simple_field,
    "w:hyperlink": _Reading.read_link,
    "m:oMath": _Reading.read_formula,
    "w:drawing": _Reading.read_drawing,
    "w:pict": _Reading.read_drawing,
    "w:object": _Reading.read_drawing,
    "mc:AlternateContent": _Reading.read_alternatives,
    "w:footnoteReference": _Reading.read_note,
    "w:endnoteReference": _Reading.read_note,
}
"""How the elements of a paragraph are read, by their names; what is not listed is read for what it holds."""
