"""Parses XML from files that nobody vouches for: no entity is expanded, no other file or address is ever opened."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import TypedDict

from lxml import etree

from disclosure_editor.exchange.readers.source_limits import PART_BYTES, XML_MARKS, UnreadableSource, require

Element = etree._Element

# Office files have no document type; whoever writes one is after its entities. In the encodings that XML must know.
_DOCUMENT_TYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))

# Namespaces by the prefix that they have in the standards, each in its transitional and its strict form
# (ISO/IEC 29500-1 and -4), so that readers name elements as `w:p`.
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "urn:schemas-microsoft-com:vml": "v",
}


class _Options(TypedDict):
    resolve_entities: bool
    load_dtd: bool
    no_network: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool
    collect_ids: bool


_HARMLESS = _Options(
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)
"""How every part is parsed: nothing outside of it is looked at."""


def parsed(data: bytes, name: str) -> Element:
    """The root of an XML document.

    Args:
        data: the document.
        name: of the file that it is part of, for messages.

    Raises:
        UnreadableSource: it is too large, no XML, or defines entities.
    """
    _require_harmless(data, name)
    parser = etree.XMLParser(
        **_HARMLESS,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise damaged(name) from None
    _require_no_document_type(root, name)
    return root


def parsed_in_pieces(data: bytes, name: str, *wanted: str) -> Iterator[Element]:
    """The elements of these names (such as ``x:row``) one by one; each is forgotten when the next is asked for.

    Raises:
        UnreadableSource: see `parsed`.
    """
    _require_harmless(data, name)
    pieces = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=[f"{{*}}{one.partition(':')[2]}" for one in wanted],
        **_HARMLESS,
    )
    looked = False
    try:
        for _, element in pieces:
            if not looked:
                _require_no_document_type(element, name)
                looked = True
            if name_of(element) in wanted:
                yield element
                _forget(element)
    except etree.XMLSyntaxError:
        raise damaged(name) from None


def name_of(element: Element) -> str:
    """An element's name with the prefix that its standard gives it, such as ``w:p``; unknown ones have their own."""
    tag = element.tag
    return _prefixed(tag) if isinstance(tag, str) else ""


def attribute(element: Element, wanted: str, otherwise: str = "") -> str:
    """An element's attribute by its prefixed name, such as ``w:val``."""
    for key, value in element.attrib.items():
        if _prefixed(str(key)) == wanted:
            return str(value)
    return otherwise


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of a name, and its first of the next, and so on; None where one isn't there."""
    for wanted in path:
        if element is None:
            return None
        element = next((inner for inner in element if name_of(inner) == wanted), None)
    return element


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """All children of a name."""
    if element is not None:
        yield from (inner for inner in element if name_of(inner) == wanted)


def damaged(name: str) -> UnreadableSource:
    """The refusal of a file whose content isn't what its format asks for."""
    return UnreadableSource(
        f"“{name}”已损坏或者没有下载完整，读不出来。"
        "请用 Word、Excel 或 WPS 打开它，能打开就另存一份再导入，不能就换一份。"
    )


@lru_cache(maxsize=4096)
def _prefixed(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    if not namespace:
        return local
    return f"{_PREFIXES.get(namespace[1:], namespace[1:])}:{local}"


def _require_harmless(data: bytes, name: str) -> None:
    require(len(data), PART_BYTES, name)
    require(data.count(b"<"), XML_MARKS, name)
    if any(mark in data for mark in _DOCUMENT_TYPES):
        raise _with_entities(name)


def _require_no_document_type(root: Element, name: str) -> None:
    """Once more, as the parser sees it: in whatever encoding the document was."""
    if root.getroottree().docinfo.doctype:
        raise _with_entities(name)


def _with_entities(name: str) -> UnreadableSource:
    return UnreadableSource(
        f"“{name}”里有 Office 文件不该有的文档类型定义（DTD），可能有害，没有读。"
        "如果确认来源可靠，请用 Word、Excel 或 WPS 打开它，另存一份再导入。"
    )


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
