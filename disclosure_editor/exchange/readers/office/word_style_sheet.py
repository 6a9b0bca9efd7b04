"""What a Word file's styles say of the paragraphs that have them: their level as headings, the lists they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from disclosure_editor.exchange.readers.office.safe_xml import Element, attribute, child, children

# Of a table of contents, as Word, WPS and LibreOffice call them; theirs is no text of the document.
_CONTENTS_LINE = re.compile(r"(toc|contents|目录)\s*\d|table of figures|图表目录", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9
"""What Word calls “正文文本” where headings have their level, from 0."""


@dataclass(frozen=True)
class _Style:
    name: str
    based_on: str
    properties: Element | None


class StyleSheet:
    """The paragraph styles of a file."""

    def __init__(self, root: Element | None) -> None:
        """Read ``word/styles.xml``; without one no style says anything."""
        styles = [
            style for style in children(root, "w:style") if attribute(style, "w:type", "paragraph") == "paragraph"
        ]
        self._styles: Mapping[str, _Style] = {attribute(style, "w:styleId"): _read(style) for style in styles}
        self._default = next((attribute(style, "w:styleId") for style in styles if _is_default(style)), "")

    def style_of(self, properties: Element | None) -> str:
        """The style that a paragraph's properties (``w:pPr``) name, else the file's default."""
        named = child(properties, "w:pStyle")
        return self._default if named is None else attribute(named, "w:val")

    def is_contents_line(self, style: str) -> bool:
        """Whether the style is for the lines of a table of contents."""
        names = (style, self._styles[style].name if style in self._styles else "")
        return any(_CONTENTS_LINE.fullmatch(name.strip()) for name in names)

    def heading_level(self, properties: Element | None) -> int:
        """The level of a heading, from 1, as its properties state it, or else its style; 0 for other text."""
        stated = next((found for _, found in self._stating(properties, "w:outlineLvl")), None)
        if stated is not None:
            level = attribute(stated, "w:val")
            return int(level) + 1 if level.isascii() and level.isdigit() and int(level) < _BODY_LEVEL else 0
        for _, style in self._chain(self.style_of(properties)):
            if match := _HEADING.fullmatch(style.name.strip()):
                return int(match[1])
        return 0

    def list_of(self, properties: Element | None) -> tuple[str, int | None, str]:
        """The list that a paragraph is counted in, its level, and the style that says so; nothing where there is none.

        The level is None where it is to be looked up in the list by the style.
        """
        list_id, level, said_by = "", None, ""
        for style, stated in self._stating(properties, "w:numPr"):
            number, depth = child(stated, "w:numId"), child(stated, "w:ilvl")
            if level is None and depth is not None and attribute(depth, "w:val").isdigit():
                level = int(attribute(depth, "w:val")[:2])
            if number is not None:
                list_id, said_by = attribute(number, "w:val"), style
                break
        return ("" if list_id == "0" else list_id), (level if level is not None or said_by else 0), said_by

    def _stating(self, properties: Element | None, wanted: str) -> Iterator[tuple[str, Element]]:
        """Each statement of a property with the style that makes it: the paragraph's own first, named by no style."""
        if (own := child(properties, wanted)) is not None:
            yield "", own
        for key, style in self._chain(self.style_of(properties)):
            if (found := child(style.properties, wanted)) is not None:
                yield key, found

    def _chain(self, style: str) -> Iterator[tuple[str, _Style]]:
        """A style and the ones it is based on; one that is based on itself ends it."""
        met: set[str] = set()
        while style in self._styles and style not in met:
            met.add(style)
            yield style, self._styles[style]
            style = self._styles[style].based_on


def _read(style: Element) -> _Style:
    name, based_on = child(style, "w:name"), child(style, "w:basedOn")
    return _Style(
        "" if name is None else attribute(name, "w:val"),
        "" if based_on is None else attribute(based_on, "w:val"),
        child(style, "w:pPr"),
    )


def _is_default(style: Element) -> bool:
    return attribute(style, "w:default") in ("1", "true", "on")
