"""The looks of a publication in Word: its styles and fonts, as GB/T 9704 (党政机关公文格式) asks for."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from disclosure_editor.exchange.blocks import Style
from disclosure_editor.exchange.writers.word_xml import Element, element

# Sizes in half points, as Word states them: 二号 22 pt, 小二 18 pt, 三号 16 pt, 四号 14 pt, 小四 12 pt, 五号 10.5 pt.
_SIZE_2, _SIZE_2_SMALL, _SIZE_3, _SIZE_4, _SIZE_4_SMALL = 44, 36, 32, 28, 24
TABLE_SIZES = (21, 18, 15)
"""The sizes that a table's text may have, in half points: 五号, 小五, 六号."""

# Line pitch in twentieths of a point; 28 pt gives the 22 lines a page of GB/T 9704, 5.2.2.
_BODY_PITCH, _TITLE_PITCH = 560, 700

TITLE_FONT, BODY_FONT, SUBSECTION_FONT = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312"
SECTION_FONT, SONG = "黑体", "宋体"


@dataclass(frozen=True)
class _Font:
    """A font and what stands in for it where it is missing, by name and by shape."""

    name: str
    instead: str
    panose: str
    family: str
    pitch: str = "variable"


_FONTS = (
    _Font(TITLE_FONT, "方正小标宋_GBK,宋体,SimSun", "02010601030101010101", "auto"),
    _Font(BODY_FONT, "仿宋,FangSong", "02010609030101010101", "modern", "fixed"),
    _Font(SUBSECTION_FONT, "楷体,KaiTi", "02010609030101010101", "modern", "fixed"),
    _Font(SECTION_FONT, "SimHei", "02010609060101010101", "modern", "fixed"),
    _Font(SONG, "SimSun", "02010600030101010101", "auto"),
)


@dataclass(frozen=True)
class _Look:
    """One paragraph style.

    Attributes:
        id, name: as Word keeps them; a built-in style must bear its English name, which Word shows in Chinese.
        font, size: size in half points.
        align: Word's word for it; "both" is justified.
        based_on: the id of the style that this one starts from; all of its font, size and pitch is stated here.
        pitch: exact line pitch in twentieths of a point; 0 for single spacing.
        before, after: room above and below, in twentieths of a point.
        first_line: indent of the first line, in hundredths of a character.
        level: outline level from 0; None outside the contents.
        keep_next: never the last on a page.
        new_page: always the first on a page.
        left, right: indents in hundredths of a character.
        leader_tab: a dotted tab at the right margin, as a table of contents has.
        together: no room between paragraphs of this style.
    """

    id: str
    name: str
    font: str = BODY_FONT
    size: int = _SIZE_3
    align: str = "both"
    based_on: str = "Normal"
    pitch: int = _BODY_PITCH
    before: int = 0
    after: int = 0
    first_line: int = 0
    level: int | None = None
    keep_next: bool = False
    new_page: bool = False
    left: int = 0
    right: int = 0
    leader_tab: bool = False
    together: bool = False


def _table_look(size: int) -> _Look:
    return _Look(f"TableText{size}", f"表内文字 {size / 2:g}", size=size, align="left", pitch=0)


_LOOKS = (
    _Look("Normal", "Normal", based_on=""),
    _Look("Title", "Title", TITLE_FONT, _SIZE_2, "center", pitch=_TITLE_PITCH),
    # On a page of its own, a title stands in the upper half.
    _Look("CoverTitle", "封面标题", TITLE_FONT, _SIZE_2, "center", "Title", _TITLE_PITCH, before=4400),
    _Look("Heading1", "heading 1", TITLE_FONT, _SIZE_2, "center", pitch=_TITLE_PITCH, after=_BODY_PITCH, level=0,
          keep_next=True, new_page=True),
    _Look("Heading2", "heading 2", SECTION_FONT, first_line=200, level=1, keep_next=True),
    _Look("Heading3", "heading 3", SUBSECTION_FONT, first_line=200, level=2, keep_next=True),
    _Look("BodyText", "Body Text", first_line=200),
    _Look("Signature", "Signature", align="right", right=200, before=_BODY_PITCH, together=True),
    _Look("TOCHeading", "TOC Heading", TITLE_FONT, _SIZE_2, "center", pitch=_TITLE_PITCH, after=_BODY_PITCH,
          keep_next=True, new_page=True),
    _Look("TOC1", "toc 1", SECTION_FONT, _SIZE_4, "left", leader_tab=True),
    _Look("TOC2", "toc 2", BODY_FONT, _SIZE_4, "left", left=200, leader_tab=True),
    _Look("TOC3", "toc 3", BODY_FONT, _SIZE_4, "left", left=400, leader_tab=True),
    _Look("TableNumber", "表号", SECTION_FONT, align="left", keep_next=True),
    _Look("TableTitle", "表题", TITLE_FONT, _SIZE_2_SMALL, "center", after=120, keep_next=True),
    _Look("UnitLine", "编制单位行", size=_SIZE_4_SMALL, align="left", pitch=400, keep_next=True),
    _Look("TableNote", "表注", size=_SIZE_4_SMALL, align="left", pitch=400, before=60),
    _Look("Footer", "footer", SONG, _SIZE_4, pitch=0),
    *map(_table_look, TABLE_SIZES),
    # What Word asks for between two tables and at a section's end, as low as it can be.
    _Look("Gap", "表间空行", size=2, pitch=20),
)  # fmt: skip

PARAGRAPH_STYLES = {
    Style.TITLE: "Title",
    Style.CONTENTS: "TOCHeading",
    Style.PART: "Heading1",
    Style.SECTION: "Heading2",
    Style.SUBSECTION: "Heading3",
    Style.BODY: "BodyText",
    Style.TABLE_NUMBER: "TableNumber",
    Style.TABLE_TITLE: "TableTitle",
    Style.UNIT_LINE: "UnitLine",
    Style.NOTE: "TableNote",
    Style.SIGNATURE: "Signature",
}
"""The id of the style that a paragraph of a publication has."""

TABLE_STYLE = "DisclosureTable"
COVER_TITLE, GAP = "CoverTitle", "Gap"

CELL_MARGIN, CELL_MARGIN_ABOVE = 70, 10
"""The margins at either side of a cell's text, and above and below it, in twentieths of a point."""


def table_text_style(size: int) -> str:
    """The id of the style of a table's text in this size (one of TABLE_SIZES)."""
    return _table_look(size).id


def apply_styles(document: Document, text_width: int) -> None:
    """Replace the document's styles and fonts by those of a publication.

    Args:
        document: a new document of python-docx.
        text_width: from margin to margin on an upright page, in twentieths of a point.
    """
    styles: Element = document.styles.element
    for child in list(styles):
        styles.remove(child)
    styles.append(_defaults())
    styles.extend(_paragraph_style(look, text_width) for look in _LOOKS)
    styles.append(_default_character_style())
    styles.extend(_table_styles())
    _replace_font_table(document)


def _defaults() -> Element:
    language = element("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"})
    run = element("w:rPr", {}, _fonts(BODY_FONT), *_sizes(_SIZE_3), language)
    return element("w:docDefaults", {}, element("w:rPrDefault", {}, run), element("w:pPrDefault"))


def _fonts(name: str) -> Element:
    return element("w:rFonts", {"w:ascii": name, "w:eastAsia": name, "w:hAnsi": name, "w:cs": "Times New Roman"})


def _sizes(size: int) -> list[Element]:
    return [element("w:sz", {"w:val": size}), element("w:szCs", {"w:val": size})]


def _paragraph_style(look: _Look, text_width: int) -> Element:
    attributes: dict[str, object] = {"w:type": "paragraph", "w:styleId": look.id}
    if not look.based_on:
        attributes["w:default"] = 1
    # Word's own styles have English names in the file, ours Chinese ones.
    if not look.name.isascii():
        attributes["w:customStyle"] = 1
    style = element("w:style", attributes, element("w:name", {"w:val": look.name}))
    if look.based_on:
        style.append(element("w:basedOn", {"w:val": look.based_on}))
    if look.level is not None:
        style.append(element("w:next", {"w:val": PARAGRAPH_STYLES[Style.BODY]}))
    style.append(element("w:qFormat"))
    # Word asks for its own order: first the paragraph's properties, then the characters'.
    style.append(element("w:pPr", {}, *_paragraph_properties(look, text_width)))
    colour = element("w:color", {"w:val": "000000"})
    style.append(element("w:rPr", {}, _fonts(look.font), colour, *_sizes(look.size)))
    return style


def _paragraph_properties(look: _Look, text_width: int) -> list[Element]:
    """The properties in the order that the format prescribes (ECMA-376, 17.3.1.26)."""
    properties = []
    if look.keep_next:
        properties += [element("w:keepNext"), element("w:keepLines")]
    if look.new_page:
        properties.append(element("w:pageBreakBefore"))
    if look.leader_tab:
        stop = element("w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": text_width})
        properties.append(element("w:tabs", {}, stop))
    properties += [_spacing(look), _indent(look)]
    if look.together:
        properties.append(element("w:contextualSpacing"))
    properties.append(element("w:jc", {"w:val": look.align}))
    if look.level is not None:
        properties.append(element("w:outlineLvl", {"w:val": look.level}))
    return properties


def _spacing(look: _Look) -> Element:
    line = {"w:line": look.pitch or 240, "w:lineRule": "exact" if look.pitch else "auto"}
    return element("w:spacing", {"w:before": look.before, "w:after": look.after, **line})


def _indent(look: _Look) -> Element:
    """Indents in characters, with the same in points for programs that know no characters."""
    chars = {"left": look.left, "right": look.right, "firstLine": look.first_line}
    attributes: dict[str, object] = {}
    for side, hundredths in chars.items():
        attributes[f"w:{side}Chars"] = hundredths
        attributes[f"w:{side}"] = hundredths * look.size // 10
    return element("w:ind", attributes)


def _default_character_style() -> Element:
    name = element("w:name", {"w:val": "Default Paragraph Font"})
    attributes = {"w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont"}
    return element("w:style", attributes, name, element("w:semiHidden"))


def _table_styles() -> list[Element]:
    plain = element(
        "w:style",
        {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        element("w:name", {"w:val": "Normal Table"}),
        element("w:semiHidden"),
        element("w:tblPr", {}, element("w:tblInd", {"w:w": 0, "w:type": "dxa"}), _cell_margins()),
    )
    line = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "000000"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = element("w:tblBorders", {}, *(element(f"w:{side}", line) for side in sides))
    ruled = element(
        "w:style",
        {"w:type": "table", "w:customStyle": 1, "w:styleId": TABLE_STYLE},
        element("w:name", {"w:val": "公开表"}),
        element("w:basedOn", {"w:val": "TableNormal"}),
        element("w:qFormat"),
        element("w:tblPr", {}, element("w:jc", {"w:val": "center"}), borders, _cell_margins()),
    )
    return [plain, ruled]


def _cell_margins() -> Element:
    widths = {"top": CELL_MARGIN_ABOVE, "left": CELL_MARGIN, "bottom": CELL_MARGIN_ABOVE, "right": CELL_MARGIN}
    margins = (element(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side, width in widths.items())
    return element("w:tblCellMar", {}, *margins)


def _replace_font_table(document: Document) -> None:
    """Name what stands in for each font, so that a computer without it chooses one of the same kind."""
    table = element("w:fonts", {}, *map(_font_entry, _FONTS))
    part = document.part
    for key in [key for key, link in part.rels.items() if link.reltype == RELATIONSHIP_TYPE.FONT_TABLE]:
        part.drop_rel(key)
    name, kind = PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE
    part.relate_to(Part(name, kind, serialize_part_xml(table), part.package), RELATIONSHIP_TYPE.FONT_TABLE)


def _font_entry(font: _Font) -> Element:
    return element(
        "w:font",
        {"w:name": font.name},
        element("w:altName", {"w:val": font.instead}),
        element("w:panose1", {"w:val": font.panose}),
        element("w:charset", {"w:val": "86"}),
        element("w:family", {"w:val": font.family}),
        element("w:pitch", {"w:val": font.pitch}),
    )
