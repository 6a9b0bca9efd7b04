"""Makes a new Word file that says nothing of the template it was made from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from disclosure_editor.exchange.writers.characters import printable
from disclosure_editor.exchange.writers.word_xml import Element, element

_STYLES_WITH_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
# Parts of python-docx's template that describe the template: a preview picture, its own styles, its bibliography.
_LEFTOVERS = frozenset(
    {
        _STYLES_WITH_EFFECTS,
        RELATIONSHIP_TYPE.CUSTOM_XML,
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
        RELATIONSHIP_TYPE.NUMBERING,
        RELATIONSHIP_TYPE.THUMBNAIL,
    }
)


def new_document(title: str) -> Document:
    """An empty Chinese document with this title and no author, in the current format of Word."""
    document = docx.Document()
    _drop_leftovers(document)
    _set_properties(document, title)
    _set_settings(document.settings.element)
    return document


def _drop_leftovers(document: Document) -> None:
    for links in (document.part.rels, document.part.package.rels):
        for key in [key for key, link in links.items() if link.reltype in _LEFTOVERS]:
            del links[key]


def _set_properties(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title = printable(title)
    properties.language = "zh-CN"
    # An author is the officer's to name; the template's own must not be published.
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def _set_settings(settings: Element) -> None:
    changes: dict[str, Callable[[Element], object]] = {
        "w:zoom": lambda found: (found.attrib.clear(), found.set(qn("w:percent"), "100")),
        "w:characterSpacingControl": lambda found: found.set(qn("w:val"), "compressPunctuation"),
        "w:themeFontLang": lambda found: found.set(qn("w:eastAsia"), "zh-CN"),
        "w:rsids": settings.remove,
        "w:savePreviewPicture": settings.remove,
        "w:proofState": settings.remove,
    }
    for child in list(settings):
        for tag, change in changes.items():
            if child.tag == qn(tag):
                change(child)
    _set_compatibility(settings.find(qn("w:compat")))


def _set_compatibility(compatibility: Element) -> None:
    """The layout rules of Word 2013 and later; with older ones Word opens the file in “兼容模式”."""
    for child in list(compatibility):
        compatibility.remove(child)
    mode = {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": 15}
    compatibility.append(element("w:compatSetting", mode))
