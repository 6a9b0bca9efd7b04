"""The file of a document: written and read without loss, and refused with a reason where it can't be read."""

import difflib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.document import storage
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Disclosure, OwnParagraph, ParagraphKey
from disclosure_editor.document.storage import UnreadableFile, load, read, save, write

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.disclosure"))

texts = st.text(alphabet=st.characters())  # halves of surrogate pairs among them
names = texts.filter(bool)
plain_names = names.filter(lambda name: not set("!.¶") & set(name))
contents = st.one_of(
    st.tuples(st.builds(Address, plain_names, texts, plain_names), texts),
    st.tuples(st.builds(RowList, plain_names, st.just("") | plain_names), st.lists(names, unique=True).map(tuple)),
    st.tuples(st.builds(ParagraphKey, plain_names, names), st.builds(OwnParagraph, texts, texts)),
)
documents = st.lists(contents).map(lambda pairs: Disclosure("版式", dict(pairs)))


def document(**changed: Any) -> str:
    """The text of a small file, with some of its keys changed."""
    data = {"format": "disclosure", "version": 1, "edition": "版式", "values": {"单位!全称": "某中心"}}
    return json.dumps(data | changed, ensure_ascii=False)


@given(documents)
def test_a_document_that_is_written_is_read_as_the_same(disclosure: Disclosure) -> None:
    assert read(write(disclosure)) == disclosure


@given(documents)
def test_every_text_of_a_document_can_be_saved_as_utf_8(disclosure: Disclosure) -> None:
    assert write(disclosure).encode().decode() == write(disclosure)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_saved_again_is_the_same_file(path: Path, tmp_path: Path) -> None:
    save(load(path), tmp_path / path.name)

    assert (tmp_path / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_one_changed_value_is_one_changed_line(path: Path) -> None:
    disclosure = load(path)
    before = write(disclosure).splitlines()
    address, text = next(iter(sorted(disclosure.values())))

    disclosure.apply(disclosure.edit("填写", [(address, text + "改")]))

    changed = [line for line in difflib.ndiff(before, write(disclosure).splitlines()) if line[:1] in "+-"]
    assert [line[:1] for line in changed] == ["-", "+"]


@given(documents)
def test_the_order_in_which_things_were_stated_does_not_show(disclosure: Disclosure) -> None:
    shuffled = Disclosure(disclosure.edition, dict(reversed(list(disclosure.items()))))

    assert write(shuffled) == write(disclosure)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "某.disclosure"
    path.write_text(document(), encoding="utf-8-sig")

    assert load(path).value(Address("单位", "", "全称")) == "某中心"


def test_a_file_of_an_older_version_is_brought_up_to_date_step_by_step() -> None:
    migrations = {
        1: lambda data: data | {"edition": data["edition"] + "二"},
        2: lambda data: data | {"edition": data["edition"] + "三"},
    }

    assert read(document(), version=3, migrations=migrations).edition == "版式二三"


def test_a_file_of_this_version_is_not_migrated() -> None:
    assert read(document(version=2), version=2, migrations={1: lambda data: {}}).edition == "版式"


def test_an_unknown_older_version_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="格式版本 0 不存在"):
        read(document(version=0))


def test_a_newer_file_is_refused_with_the_advice_to_upgrade() -> None:
    with pytest.raises(UnreadableFile, match="由较新的程序保存（格式版本 2，本程序只认识到 1），请先升级本程序"):
        read(document(version=2))


DAMAGED = {
    "cut off": document()[:-20],
    "empty": "",
    "no version": document(version=None),
    "a version that is no number": document(version=True),
    "no edition": document(edition=""),
    "values in a list": document(values=[]),
    "a value that is a number": document(values={"单位!全称": 5}),
    "a value at no address": document(values={"单位": "某中心"}),
    "rows in a text": document(rows={"表三": "2080505"}),
    "a row without a name": document(rows={"表三": [""]}),
    "a row twice": document(rows={"表三": ["2080505", "2080505"]}),
    "a paragraph without its original": document(paragraphs={"一¶1": {"text": "话"}}),
    "a paragraph at no place": document(paragraphs={"一": {"text": "话", "replaced": "话"}}),
    "a place stated twice": document().replace('"单位!全称": "某中心"', '"单位!全称": "某中心", "单位!全称": "另一"'),
    "endlessly nested": "[" * 100_000,
    "an endless number": '{"version": ' + "1" * 10_000 + "}",
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_refused_with_a_reason_and_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "某.disclosure"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableFile, match=r"某.disclosure”已损坏（.*），请改用备份。"):
        load(path)

    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("text", ["[]", "{}", '{"format": "别的"}', "3", "null"])
def test_a_file_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="不是预决算公开编辑器的文件"):
        read(text)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "某.disclosure"
    path.write_bytes(b"PK\x03\x04\xff\xfe\x00")

    with pytest.raises(UnreadableFile, match="不是公开文件或已损坏"):
        load(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到文件"):
        load(tmp_path / "没有.disclosure")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="是文件夹，请选择其中的"):
        load(tmp_path)


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "文件").touch()

    with pytest.raises(UnreadableFile, match="读不出来"):
        load(tmp_path / "文件" / "某.disclosure")


def test_every_version_below_the_present_one_can_be_migrated() -> None:
    assert set(storage.MIGRATIONS) == set(range(1, storage.VERSION))


def test_the_year_of_a_document_is_written_only_where_it_has_one_of_its_own() -> None:
    assert read(write(Disclosure("版式", {}, 2023))).year == 2023
    assert "year" not in write(Disclosure("版式"))


@pytest.mark.parametrize("year", ["2021", 21, True, 2021.0, None])
def test_a_file_with_a_year_that_is_none_is_damaged(year: object) -> None:
    if year is None:
        assert read(document(year=year)).year is None
        return
    with pytest.raises(UnreadableFile, match="year"):
        read(document(year=year))


def test_a_file_too_large_to_be_a_document_is_refused_unread(tmp_path, monkeypatch):
    path = tmp_path / "大.disclosure"
    path.write_text("{" + " " * 100, encoding="utf-8")
    monkeypatch.setattr(storage, "MOST_BYTES", 50)

    with pytest.raises(UnreadableFile, match="请检查是否选错了文件"):
        load(path)
