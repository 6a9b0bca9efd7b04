"""The document: stated values, row lists and hand-edited paragraphs, and the edits that change them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from disclosure_editor.document.addresses import Address, RowList

ROW_MARK = "@"

YEARS = range(1950, 2200)
"""The years that a document can be of."""


@dataclass(frozen=True)
class ParagraphKey:
    """Which paragraph of the publication: the section it stands in and its name there.

    A paragraph's name is its number, with ``@`` and a row's name behind it for each row that it is repeated for.
    """

    section: str
    name: str

    def with_rows(self, names: Mapping[str, str]) -> ParagraphKey:
        """The same paragraph of the rows that these were renamed to (new names by old ones)."""
        number, *rows = self.name.split(ROW_MARK)
        return ParagraphKey(self.section, ROW_MARK.join([number, *(names.get(row, row) for row in rows)]))

    def __str__(self) -> str:
        return f"{self.section}¶{self.name}"

    @classmethod
    def parse(cls, text: str) -> ParagraphKey:
        """Read what `str` wrote.

        Raises:
            ValueError: there is no ``¶`` in the text.
        """
        section, mark, name = text.partition("¶")
        if not (mark and section and name):
            raise ValueError(f"“{text}”不是段落的名称")
        return cls(section, name)


@dataclass(frozen=True)
class Link:
    """Where a number of an own paragraph's text stands, and the cell whose value it is."""

    start: int
    end: int
    address: Address

    def with_row(self, names: Mapping[tuple[str, str], str]) -> Link:
        """The same link, with its row under its new name (new names by tables and old ones)."""
        row = names.get((self.address.table, self.address.row))
        return self if row is None else replace(self, address=self.address._replace(row=row))


@dataclass(frozen=True)
class OwnParagraph:
    """A paragraph in other words than the generated ones, kept with the generated text that it replaced.

    Attributes:
        links: the numbers in it that are written anew when their cells change, in the text's order.
    """

    text: str
    replaced: str
    links: tuple[Link, ...] = ()

    def with_rows(self, names: Mapping[tuple[str, str], str]) -> OwnParagraph:
        """The same paragraph, linked with the rows that these were renamed to (new names by tables and old ones)."""
        return replace(self, links=tuple(link.with_row(names) for link in self.links))


@dataclass(frozen=True)
class OriginOf:
    """Where it is kept what file a value or a paragraph was read from."""

    path: Address | ParagraphKey

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True)
class Origin:
    """What a value or a paragraph was read from; it goes as soon as the officer changes that.

    Attributes:
        place: where it stands in the file it was read from, in the officer's words: 第120行, 第3页, 工作表“表一”B4.
        text: how it stands there; empty where that is what the document states.
        unconfirmed: whether it is last year's, in a draft, and nobody has confirmed it yet.
    """

    place: str
    text: str = ""
    unconfirmed: bool = False


class Understanding(Enum):
    """How well a part of a file was understood that a document was read from."""

    UNDERSTOOD = "understood"
    DOUBTFUL = "doubtful"
    """Read, but to be checked."""
    NOT_UNDERSTOOD = "not understood"

    @property
    def title(self) -> str:
        """Its name for the officer."""
        return {"understood": "已识别", "doubtful": "待核对", "not understood": "未识别"}[self.value]


@dataclass(frozen=True)
class RemarkKey:
    """The number of a remark of the report on a file that was read."""

    number: int

    def __str__(self) -> str:
        return f"{self.number}"


@dataclass(frozen=True)
class Remark:
    """One line of the report on the file that a document was read from, kept until the officer deletes it.

    Attributes:
        message: what was read or not, and what to do, in Chinese.
        place: where in the file, as in `Origin`; empty for the whole of it.
        text: what stands there.
        at: where in the document it belongs, as an address is written; empty for nowhere.
    """

    understanding: Understanding
    message: str
    place: str = ""
    text: str = ""
    at: str = ""


Spot = Address | RowList | ParagraphKey
"""Where something that is published stands."""

Path = Spot | OriginOf | RemarkKey
"""Where something of a document stands, published or said of what is."""

Publishable = str | tuple[str, ...] | OwnParagraph
"""What can stand at a `Spot`: a value as typed, a list of row names, an own paragraph."""

Content = Publishable | Origin | Remark
"""What can stand anywhere."""


@dataclass(frozen=True)
class Change:
    """One place of a document before and after; None where nothing stands."""

    path: Path
    before: Content | None
    after: Content | None


@dataclass(frozen=True)
class Edit:
    """Changes that are made, undone and redone together.

    Attributes:
        label: what the officer did, in Chinese, for the undo menu.
    """

    label: str
    changes: tuple[Change, ...]

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.label, tuple(Change(c.path, c.after, c.before) for c in reversed(self.changes)))

    def __bool__(self) -> bool:
        return any(change.before != change.after for change in self.changes)


class StaleEdit(Exception):
    """An edit was made for another state of the document than the one it meets."""


@dataclass
class Disclosure:
    """One unit's document of one year in one edition: what its officer has stated, and nothing else.

    Everything is text as it was typed; an amount is read from it where it is needed (`parse_amount`). What can be
    computed is not in here unless somebody stated another figure.

    Attributes:
        edition: the edition's id.
        year: its year, where that is not the edition's (which serves later years until there is a newer edition).
    """

    edition: str
    _content: dict[Path, Content] = field(default_factory=dict)
    year: int | None = None

    def value(self, address: Address) -> str | None:
        """What is stated at an address; None where nothing is, which is not the same as a stated blank."""
        content = self._content.get(address)
        return content if isinstance(content, str) else None

    def rows(self, row_list: RowList) -> tuple[str, ...] | None:
        """The stated row names of a table; None where none are stated."""
        content = self._content.get(row_list)
        return content if isinstance(content, tuple) else None

    def paragraph(self, key: ParagraphKey) -> OwnParagraph | None:
        """The hand-edited paragraph at a place; None where the text is the generated one."""
        content = self._content.get(key)
        return content if isinstance(content, OwnParagraph) else None

    def content(self, path: Path) -> Content | None:
        """Whatever stands at a path."""
        return self._content.get(path)

    def items(self) -> Iterator[tuple[Path, Content]]:
        """Everything stated, in no particular order."""
        return iter(self._content.items())

    def values(self) -> Iterator[tuple[Address, str]]:
        """Every stated value with its address."""
        for path, content in self._content.items():
            if isinstance(path, Address) and isinstance(content, str):
                yield path, content

    def published(self) -> Iterator[tuple[Spot, Publishable]]:
        """Everything stated that is, or would be, published."""
        for path, content in self._content.items():
            if isinstance(path, Spot) and isinstance(content, str | tuple | OwnParagraph):
                yield path, content

    def own_paragraphs(self) -> Iterator[tuple[ParagraphKey, OwnParagraph]]:
        """Every hand-edited paragraph with its place."""
        for path, content in self._content.items():
            if isinstance(path, ParagraphKey) and isinstance(content, OwnParagraph):
                yield path, content

    def origin(self, path: Path) -> Origin | None:
        """What a value or a paragraph was read from; None for what nobody read from a file."""
        content = self._content.get(OriginOf(path)) if isinstance(path, Address | ParagraphKey) else None
        return content if isinstance(content, Origin) else None

    def origins(self) -> Iterator[tuple[Address | ParagraphKey, Origin]]:
        """Every value and paragraph that was read from a file, with its origin."""
        for path, content in self._content.items():
            if isinstance(path, OriginOf) and isinstance(content, Origin):
                yield path.path, content

    def remarks(self) -> tuple[tuple[RemarkKey, Remark], ...]:
        """The report on the file that the document was read from, in its order."""
        found = [(k, c) for k, c in self._content.items() if isinstance(k, RemarkKey) and isinstance(c, Remark)]
        return tuple(sorted(found, key=lambda item: item[0].number))

    def edit(self, label: str, contents: Mapping[Path, Content | None] | Iterable[tuple[Path, Content | None]]) -> Edit:
        """The edit that puts these contents in place, leaving out what is there already; it is not applied.

        What changes is no longer what was read from a file, so its origin goes, unless these contents state another.
        """
        wanted = dict(contents)
        changes = [Change(path, self._content.get(path), after) for path, after in wanted.items()]
        changes = [change for change in changes if change.before != change.after]
        for path in [OriginOf(change.path) for change in changes if isinstance(change.path, Address | ParagraphKey)]:
            if path in self._content and path not in wanted:
                changes.append(Change(path, self._content[path], None))
        return Edit(label, tuple(changes))

    def apply(self, edit: Edit) -> None:
        """Make an edit's changes.

        Raises:
            StaleEdit: something stands elsewhere than the edit was made for; the document is left as it was.
        """
        for change in edit.changes:
            if self._content.get(change.path) != change.before:
                raise StaleEdit(str(change.path))
        for change in edit.changes:
            if change.after is None:
                self._content.pop(change.path, None)
            else:
                self._content[change.path] = change.after
