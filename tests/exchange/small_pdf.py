"""Writes small PDF files: texts at places of a page, rules and areas, as other programs write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595.0, 842.0

_CHINESE_FONT = (
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]/FontDescriptor 5 0 R"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>"
)
_ITS_LOOKS = (
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    "/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
)


@dataclass
class PdfPageWriter:
    """One page; lengths in points from its upper left corner.

    Attributes:
        drawn: by how many degrees its contents are drawn turned to the left.
        turned: by how many degrees a reader is told to turn it to the right; None for as many.
    """

    width: float = WIDTH
    height: float = HEIGHT
    drawn: int = 0
    turned: int | None = None
    content: list[str] = field(default_factory=list)

    @property
    def sides(self) -> tuple[float, float]:
        """The width and height of the page before it is turned."""
        return (self.height, self.width) if self.drawn in (90, 270) else (self.width, self.height)

    @property
    def matrix(self) -> str:
        """What turns the contents."""
        return {
            0: "1 0 0 1 0 0",
            90: f"0 1 -1 0 {self.height} 0",
            180: f"-1 0 0 -1 {self.width} {self.height}",
            270: f"0 -1 1 0 0 {self.width}",
        }[self.drawn]

    def text(self, x: float, y: float, text: str, size: float = 12.0) -> None:
        """A text whose baseline begins at a place."""
        code = text.encode("utf-16-be").hex()
        self.content.append(f"BT /F {size} Tf 1 0 0 1 {x} {self.height - y} Tm <{code}> Tj ET")

    def lines(self, x: float, y: float, *texts: str, size: float = 12.0, apart: float = 20.0) -> None:
        """Lines below one another."""
        for number, text in enumerate(texts):
            self.text(x, y + number * apart, text, size)

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line, as LibreOffice draws borders."""
        self.content.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def area(self, x: float, y: float, width: float, height: float) -> None:
        """A filled area, as Word draws borders: so thin that it looks like a line."""
        self.content.append(f"{x} {self.height - y - height} {width} {height} re f")

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """The border of a cell drawn as one box."""
        self.content.append(f"0.5 w {x} {self.height - y - height} {width} {height} re S")

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """A picture of one grey point, as large as told."""
        place = f"{width} 0 0 {height} {x} {self.height - y - height} cm"
        self.content.append(f"q {place} BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q")

    def grid(self, columns: Sequence[float], rows: Sequence[float]) -> None:
        """The strokes of a table without merged cells."""
        for x in columns:
            self.stroke(x, rows[0], x, rows[-1])
        for y in rows:
            self.stroke(columns[0], y, columns[-1], y)

    def cells(self, columns: Sequence[float], rows: Sequence[float], texts: Sequence[Sequence[str]]) -> None:
        """A table without merged cells, with a text of one line in each cell."""
        self.grid(columns, rows)
        for y, line in zip(rows, texts, strict=False):
            for x, text in zip(columns, line, strict=False):
                self.text(x + 4, y + 14, text, 10)


def pdf_file(*pages: PdfPageWriter) -> bytes:
    """A file of these pages; its font is one that every reader has, so that none is in the file."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        _CHINESE_FONT,
        _ITS_LOOKS,
    ]
    for number, page in enumerate(pages):
        width, height = page.sides
        turned = page.drawn if page.turned is None else page.turned
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Rotate {turned}"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents {7 + 2 * number} 0 R>>"
        )
        content = "\n".join([f"{page.matrix} cm", *page.content])
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    return _file(objects)


def _file(objects: Sequence[str]) -> bytes:
    data = b"%PDF-1.4\n"
    places: list[int] = []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj{text}endobj\n".encode("ascii")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
