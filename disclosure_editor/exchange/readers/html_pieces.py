"""The pieces of a web page in reading order: texts, line breaks, the ends of paragraphs, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from disclosure_editor.exchange.readers.office.safe_xml import Element
from disclosure_editor.exchange.readers.source_limits import NESTED_TABLES, require

# What is on the page and no text of it.
_NOT_SHOWN = frozenset(
    ["head", "script", "style", "noscript", "template", "iframe", "frameset", "object", "embed", "svg", "math",
     "canvas", "select", "button", "textarea", "input", "nav", "audio", "video", "map", "datalist"]
)  # fmt: skip
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "caption", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
     "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
# How Word, WPS and LibreOffice name the headings that a table of contents points to.
_CONTENTS_TARGET = "#_Toc"
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display:none|visibility:hidden|mso-hide:all", re.IGNORECASE)
# Where the source of a page breaks a line, browsers show a blank, though not between Chinese characters.
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…"
_BROKEN_TEXT = re.compile(rf"(?<=[{_CHINESE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_CHINESE}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True)
class Text:
    """A piece of text, as the source has it.

    Attributes:
        kept: whether its blanks and line breaks are shown as they are.
    """

    text: str
    kept: bool = False


@dataclass(frozen=True)
class LineBreak:
    """A line ends, within a paragraph."""


@dataclass(frozen=True)
class Border:
    """A paragraph ends and another begins, of a heading's level or 0."""

    level: int = 0


@dataclass(frozen=True)
class Table:
    """A table stands here."""

    element: Element


@dataclass(frozen=True)
class Picture:
    """A picture stands here."""


@dataclass(frozen=True)
class ContentsLink:
    """The paragraph is a line of a table of contents."""


Piece = Text | LineBreak | Border | Table | Picture | ContentsLink


class Page:
    """A page whose tables are told apart: those of data, and those that only put things in their places."""

    def __init__(self, root: Element, name: str) -> None:
        """Look through the tables.

        Raises:
            UnreadableSource: they are nested more deeply than is read.
        """
        own: Counter[Element] = Counter()
        for cell in root.iter("td", "th"):
            if (table := next(cell.iterancestors("table"), None)) is not None:
                own[table] += 1
        held: Counter[Element] = Counter()
        for table in root.iter("table"):
            outer = list(table.iterancestors("table"))
            require(len(outer) + 1, NESTED_TABLES, name)
            for ancestor in outer:
                held[ancestor] += own[table]
        self._layout = {table for table, count in held.items() if count > own[table]}

    def pieces(self, root: Element) -> Iterator[Piece]:
        """What an element holds, without itself; a table that only lays the page out is looked into."""
        kept = 0
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if element is root:
                if event == "start":
                    yield from _text(element.text, kept=tag == "pre")
                continue
            if event == "end":
                if tag in _BLOCKS and not self._is_skipped(element, tag):
                    yield Border()
                kept -= tag == "pre"
                yield from _text(element.tail, kept=bool(kept))
                continue
            kept += tag == "pre"
            if self._is_skipped(element, tag):
                walk.skip_subtree()
                if tag == "table" and not _is_hidden(element):
                    yield Table(element)
                continue
            if tag in _BLOCKS:
                yield Border(_HEADINGS.get(tag, 0))
            elif tag == "br":
                yield LineBreak()
            elif tag == "img":
                yield Picture()
            elif tag == "a" and (element.get("href") or "").startswith(_CONTENTS_TARGET):
                yield ContentsLink()
            yield from _text(element.text, kept=bool(kept))

    def _is_skipped(self, element: Element, tag: str) -> bool:
        """Whether what the element holds is no part of the text around it."""
        return tag in _NOT_SHOWN or (tag == "table" and element not in self._layout) or _is_hidden(element)


def shown_line(pieces: list[Text]) -> str:
    """The text of one line as a browser shows it."""
    line = "".join(piece.text for piece in pieces)
    if not any(piece.kept for piece in pieces):
        line = _BLANKS.sub(" ", _BROKEN_TEXT.sub("", line)).strip(" ")
    return line.replace("\xa0", " ").replace("\u200b", "").rstrip("\r\n")


def _text(text: str | None, *, kept: bool) -> Iterator[Piece]:
    if not text:
        return
    if not kept:
        yield Text(text)
        return
    first, *others = re.split(r"\r\n|[\r\n]", text)
    yield Text(first, kept=True)
    for line in others:
        yield LineBreak()
        yield Text(line, kept=True)


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and bool(_HIDDEN.search("".join(style.split()))))
