"""Builds the elements of a Word file that python-docx has no words for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from disclosure_editor.exchange.writers.characters import printable

Element = Any
"""An lxml element; lxml comes without types."""

_PIECES = re.compile(r"[\n\t]|[^\n\t]+")
_BREAKS = {"\n": "w:br", "\t": "w:tab"}


def element(tag: str, attributes: Mapping[str, object] | None = None, *children: Element) -> Element:
    """A new element, such as ``element("w:jc", {"w:val": "center"})``, with these children."""
    made: Element = OxmlElement(tag, {qn(name): str(value) for name, value in (attributes or {}).items()})
    made.extend(children)
    return made


def text_run(text: str) -> Element:
    """A run with the text; line breaks and tabs become the elements that Word has for them."""
    return element("w:r", {}, *(_piece(piece) for piece in _PIECES.findall(printable(text))))


def _piece(text: str) -> Element:
    if text in _BREAKS:
        return element(_BREAKS[text])
    # Without this, Word drops blanks at either end.
    made = element("w:t", {"xml:space": "preserve"})
    made.text = text
    return made


def field_begin(instruction: str) -> list[Element]:
    """The runs that open a field, up to where its result begins."""
    code = element("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    return [_field_mark("begin"), element("w:r", {}, code), _field_mark("separate")]


def field_end() -> Element:
    """The run that ends a field's result."""
    return _field_mark("end")


def _field_mark(kind: str) -> Element:
    return element("w:r", {}, element("w:fldChar", {"w:fldCharType": kind}))
