"""Exporting a publication: the chosen kinds of files into one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path

from disclosure_editor.document.files import FileNotWritable, reason_of, write_atomically
from disclosure_editor.exchange.blocks import Block, Paragraph
from disclosure_editor.exchange.publication import Publication
from disclosure_editor.exchange.writers.text import write_text

Write = Callable[[Sequence[Block], Path, str], None]


class Format(Enum):
    """A kind of file that a publication can be exported as."""

    WORD = "word"
    EXCEL = "excel"
    TEXT = "text"

    @property
    def title(self) -> str:
        """Its name for the officer."""
        return {"word": "Word 文档", "excel": "Excel 表格", "text": "纯文本"}[self.value]

    @property
    def suffix(self) -> str:
        """How its files' names end."""
        return {"word": ".docx", "excel": ".xlsx", "text": ".txt"}[self.value]


def export(
    publication: Publication, folder: Path, name: str, formats: Iterable[Format] = (Format.WORD, Format.EXCEL)
) -> Iterator[Path]:
    """Write a publication as ``folder/name.suffix`` in each format, and tell each file when it stands.

    The folder is made where it isn't there.

    Raises:
        FileNotWritable: one of the files can't be written; those before it stand, the others are as they were.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileNotWritable(folder, f"文件夹建不起来，{reason_of(error)}") from error
    blocks = tuple(publication.blocks())
    title = next(" ".join(block.text.split()) for block in blocks if isinstance(block, Paragraph))
    for kind in formats:
        path = folder / f"{name}{kind.suffix}"
        WRITERS[kind](blocks, path, title)
        yield path


def _word(blocks: Sequence[Block], path: Path, title: str) -> None:
    from disclosure_editor.exchange.writers.word import write_word  # loaded for an export alone: it costs start-up time

    write_word(blocks, path, title=title)


def _excel(blocks: Sequence[Block], path: Path, title: str) -> None:
    from disclosure_editor.exchange.writers.excel import write_excel  # see `_word`

    write_excel(blocks, path, title=title)


def _text(blocks: Sequence[Block], path: Path, title: str) -> None:
    del title  # plain text has no properties to keep it in
    text = write_text(blocks)
    write_atomically(path, lambda temporary: temporary.write_text(text, encoding="utf-8", newline="\n"))


WRITERS: Mapping[Format, Write] = {Format.WORD: _word, Format.EXCEL: _excel, Format.TEXT: _text}
