"""Subject catalogues: names and codes looked up, completed, read from files, and held against real publications."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure_editor.editions.locations import resources_folder
from disclosure_editor.editions.subjects import Catalogue, CatalogueError, Subject, read_catalogue, read_catalogues

FOLDER = resources_folder() / "subjects"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
ENERGY_BUDGET = SHARED / "published" / "2021-budget-energy-monitoring.txt"
POLLUTION_BUDGET = SHARED / "published" / "2021-budget-pollution-monitoring.txt"
POLLUTION_FINAL = SHARED / "published" / "2022-final-pollution-monitoring.txt"
EMERGENCY_FINAL = SHARED / "published" / "2024-final-emergency-management.txt"
NINE_TABLES = SHARED / "layouts" / "final-nine-tables.md"

with_publications = pytest.mark.skipif(not SHARED.is_dir(), reason="the publications are not beside this checkout")

Write = Callable[[str | bytes], Path]


@pytest.fixture(scope="module")
def catalogues() -> dict[str, Catalogue]:
    return read_catalogues(FOLDER)


@pytest.fixture(scope="module")
def functional(catalogues: dict[str, Catalogue]) -> Catalogue:
    return catalogues["functional"]


@pytest.fixture(scope="module")
def economic(catalogues: dict[str, Catalogue]) -> Catalogue:
    return catalogues["economic"]


@pytest.fixture
def small() -> Catalogue:
    subjects = (
        Subject("208", "社会保障和就业支出"),
        Subject("20805", "行政事业单位养老支出"),
        Subject("2080505", "机关事业单位基本养老保险缴费支出"),
        Subject("210", "卫生健康支出"),
        Subject("21011", "行政事业单位医疗"),
        Subject("2101101", "行政单位医疗"),
        Subject("2101103", "公务员医疗补助"),
    )
    return Catalogue("functional", (3, 2, 2), subjects)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the next own file and tell where it is."""
    count = iter(range(100))

    def write_file(content: str | bytes) -> Path:
        path = tmp_path / f"{next(count)}.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def names(subjects: tuple[Subject, ...]) -> list[str]:
    return [subject.name for subject in subjects]


# Looking up


def test_a_code_has_its_official_name(functional: Catalogue, economic: Catalogue) -> None:
    assert functional.name("2111101") == "生态环境监测与信息"
    assert functional.name("20805") == "行政事业单位养老支出"
    assert economic.name("30231") == "公务用车运行维护费"


@pytest.mark.parametrize("code", ["", "2", "2089", "2080504", "208050", "其他支出"])
def test_a_code_that_is_none_has_no_name(functional: Catalogue, code: str) -> None:
    assert functional.name(code) is None


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("2080505", ("208", "05", "05")),
        ("20805", ("208", "05", "")),
        ("208", ("208", "", "")),
        ("2080", ("208", "0", "")),
        ("", ("", "", "")),
        ("208050501", ("208", "05", "0501")),
    ],
)
def test_a_code_splits_as_far_as_it_goes(functional: Catalogue, code: str, parts: tuple[str, ...]) -> None:
    assert functional.split(code) == parts


def test_a_catalogue_of_two_levels_splits_into_two_parts(economic: Catalogue) -> None:
    assert economic.split("30107") == ("301", "07")


@given(st.text(max_size=12))
def test_the_parts_of_a_code_joined_are_the_code_again(code: str) -> None:
    assert "".join(Catalogue("functional", (3, 2, 2), ()).split(code)) == code


def test_a_name_that_stands_once_has_one_code(functional: Catalogue) -> None:
    assert functional.codes_named("机关事业单位基本养老保险缴费支出") == ("2080505",)


def test_a_name_that_stands_often_has_all_its_codes(functional: Catalogue) -> None:
    codes = functional.codes_named("事业运行")
    assert {"2010450", "2240150"} <= set(codes)
    assert list(codes) == sorted(codes)


def test_a_part_of_a_name_is_not_the_name(functional: Catalogue) -> None:
    assert functional.codes_named("基本养老保险缴费") == ()


@pytest.mark.parametrize("name", ["维修(护)费", " 维修（护）费 ", "维 修（护）费", "维修（护）\u3000费"])
def test_blanks_and_the_width_of_brackets_make_no_other_name(economic: Catalogue, name: str) -> None:
    assert economic.codes_named(name) == ("30213",)


# Completing


def test_the_beginning_of_a_code_finds_the_subjects_under_it(small: Catalogue) -> None:
    assert small.search("21011") == (
        ("21011", "行政事业单位医疗"),
        ("2101101", "行政单位医疗"),
        ("2101103", "公务员医疗补助"),
    )


def test_items_come_before_sections_and_classes(small: Catalogue) -> None:
    assert [subject.code for subject in small.search("2")] == [
        "2080505", "2101101", "2101103", "20805", "21011", "208", "210",
    ]  # fmt: skip


def test_any_part_of_a_name_finds_it(small: Catalogue) -> None:
    assert names(small.search("养老")) == ["机关事业单位基本养老保险缴费支出", "行政事业单位养老支出"]


def test_a_name_that_begins_with_the_text_comes_before_one_that_holds_it(functional: Catalogue) -> None:
    begins = [name.startswith("统计") for name in names(functional.search("统计", limit=100))]
    assert begins == sorted(begins, reverse=True)
    assert set(begins) == {True, False}


def test_what_equals_the_text_comes_first(functional: Catalogue) -> None:
    assert functional.search("208")[0] == ("208", "社会保障和就业支出")
    assert functional.search("应急管理")[0] == ("2240109", "应急管理")


@pytest.mark.parametrize("text", ["208 05 05", "２０８０５０５", "基本 养老\u3000保险", " 2080505\t"])
def test_blanks_and_wide_digits_hide_nothing(small: Catalogue, text: str) -> None:
    assert [subject.code for subject in small.search(text)] == ["2080505"]


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_nothing_typed_finds_nothing(small: Catalogue, text: str) -> None:
    assert small.search(text) == ()


def test_a_search_ends_at_its_limit(functional: Catalogue) -> None:
    assert len(functional.search("行政运行")) == 20
    assert functional.search("行政运行", limit=3) == functional.search("行政运行")[:3]


@given(st.text(alphabet="0123456789支出行政医疗其他 ", min_size=1, max_size=6))
def test_a_search_finds_what_holds_the_text_and_nothing_else(economic: Catalogue, text: str) -> None:
    wanted = "".join(text.split())
    holding = {each for each in economic.subjects if wanted and (each.code.startswith(wanted) or wanted in each.name)}
    assert set(economic.search(text, limit=1000)) == holding


# Own files


def test_an_own_file_adds_subjects_and_overrides_names(write: Write) -> None:
    official = write("code,name\n208,社会保障和就业支出\n20805,行政事业单位养老支出\n")
    own = write("code,name\n2080577,本地试点支出\n20805,行政事业单位离退休\n")
    catalogue = read_catalogue("functional", (3, 2, 2), official, own)
    assert catalogue.subjects == (
        ("208", "社会保障和就业支出"),
        ("20805", "行政事业单位离退休"),
        ("2080577", "本地试点支出"),
    )
    assert catalogue.codes_named("行政事业单位养老支出") == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_file_may_be_in_any_encoding_that_excel_saves(write: Write, encoding: str) -> None:
    own = write("code,name\r\n30199,其他工资福利支出\r\n".encode(encoding))
    assert read_catalogue("economic", (3, 2), own).name("30199") == "其他工资福利支出"


def test_blanks_blank_rows_and_empty_cells_at_the_end_are_tolerated(write: Write) -> None:
    own = write(" Code , name ,,\n,,\n\n 30199\u3000, 其他工资福利支出 ,\n\u3000\n")
    assert read_catalogue("economic", (3, 2), own).subjects == (("30199", "其他工资福利支出"),)


def test_a_chinese_heading_and_wide_digits_are_understood(write: Write) -> None:
    own = write("编码,名称\n３０１９９,其他工资福利支出\n")
    assert read_catalogue("economic", (3, 2), own).name("30199") == "其他工资福利支出"


def test_a_name_with_a_comma_may_stand_in_quotes(write: Write) -> None:
    own = write('code,name\n30188,"甲,乙"\n')
    assert read_catalogue("economic", (3, 2), own).name("30188") == "甲,乙"


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        ("", 1, "第一行应为“code,name”"),
        ("30199,其他工资福利支出\n", 1, "现为“30199,其他工资福利支出”"),
        ("code;name\n30199;其他\n", 1, "逗号分隔"),
        ("code,name\n301,工资\n3019,其他\n", 3, "3、5 位数字，现为“3019”"),
        ("code,name\n\n301a9,其他\n", 3, "现为“301a9”"),
        ("code,name\n30199.0,其他\n", 2, "现为“30199.0”"),
        ("code,name\n30199\n", 2, "现为 1 项：“30199”"),
        ("code,name\n30199,\n", 2, "现为 1 项"),
        ("code,name\n,其他\n", 2, "现为“”"),
        ("code,name\n30199,其他,说明\n", 2, "现为 3 项"),
        ("code,name\n30199,其他\n301,工资\n30199,另外\n", 4, "重复：第 2 行已有“其他”"),
        ('code,name\n30199,"其他\n', 2, "引号不成对"),
        (b"code,name\n301,\xff\xff\n", 2, "UTF-8 或 GBK"),
        ("code,name\n301,工资\n".encode("utf-16"), 1, "UTF-8 或 GBK"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(write: Write, content: str | bytes, line: int, problem: str) -> None:
    path = write(content)
    with pytest.raises(CatalogueError) as refused:
        read_catalogue("economic", (3, 2), FOLDER / "economic.csv", path)
    assert (refused.value.path, refused.value.line) == (path, line)
    assert problem in refused.value.problem
    assert str(refused.value).startswith(f"{path} 第 {line} 行：")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="无法读取") as refused:
        read_catalogue("economic", (3, 2), tmp_path / "none.csv")
    assert refused.value.line is None


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("own") / "own.csv"
    path.write_bytes(b"code,name\n301," + content)
    with suppress(CatalogueError):
        assert read_catalogue("economic", (3, 2), path).name("301")


# The index


def test_the_index_lists_both_catalogues(catalogues: dict[str, Catalogue]) -> None:
    assert {key: (c.id, c.title, c.parts) for key, c in catalogues.items()} == {
        "functional": ("functional", "支出功能分类科目", (3, 2, 2)),
        "economic": ("economic", "部门预算支出经济分类科目", (3, 2)),
    }


def test_the_own_folder_need_hold_only_what_it_adds(tmp_path: Path, functional: Catalogue) -> None:
    (tmp_path / "economic.csv").write_text("code,name\n30188,本地补贴\n", encoding="utf-8")
    found = read_catalogues(FOLDER, tmp_path)
    assert found["economic"].name("30188") == "本地补贴"
    assert found["economic"].name("301") == "工资福利支出"
    assert found["functional"] == functional


def test_an_own_folder_that_is_not_there_adds_nothing(tmp_path: Path, catalogues: dict[str, Catalogue]) -> None:
    assert read_catalogues(FOLDER, tmp_path / "none") == catalogues


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        ("code,name\n", 1, "第一行应为“id,title,parts,file”"),
        ("id,title,parts,file\na,甲,3 2\n", 2, "每行应为 4 项，现为 3 项"),
        ("id,title,parts,file\na,甲,3-2,a.csv\n", 2, "现为“3-2”"),
    ],
)
def test_a_malformed_index_is_refused_with_its_line(tmp_path: Path, content: str, line: int, problem: str) -> None:
    (tmp_path / "index.csv").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        read_catalogues(tmp_path)
    assert refused.value.line == line
    assert problem in refused.value.problem


# The files that come with the program


@pytest.mark.parametrize("id", ["functional", "economic"])
def test_a_shipped_file_is_in_the_form_that_it_asks_of_others(id: str) -> None:
    data = (FOLDER / f"{id}.csv").read_bytes()
    lines = data.decode("utf-8").splitlines()
    assert lines[0] == "code,name"
    codes = [line.partition(",")[0] for line in lines[1:]]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("id", ["functional", "economic"])
def test_every_shipped_subject_stands_under_one_that_is_there(catalogues: dict[str, Catalogue], id: str) -> None:
    catalogue = catalogues[id]
    for code, name in catalogue.subjects:
        *above, last = (part for part in catalogue.split(code) if part)
        assert last
        assert not above or catalogue.name("".join(above)), f"{code} {name}"
        assert name == "".join(name.split())


def test_the_functional_classes_are_the_official_ones(functional: Catalogue) -> None:
    classes = [int(code) for code, _ in functional.subjects if len(code) == 3]
    assert classes == [*range(201, 218), 219, 220, 221, 222, 223, 224, 227, *range(229, 235)]


def test_the_economic_classes_are_the_official_ones(economic: Catalogue) -> None:
    classes = [int(code) for code, _ in economic.subjects if len(code) == 3]
    assert classes == [301, 302, 303, 307, 309, 310, 311, 312, 313, 399]


# Real publications: every subject that they name is in the catalogue, but for their own mistakes


def table_rows(path: Path) -> Iterator[list[str]]:
    """The rows of a published text's tables: each cell a line that begins with a tab, a blank line between rows."""
    row: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("\t"):
            row.append(line.strip())
        elif row and not line.strip():
            yield row
            row = []
    if row:
        yield row


def running_text(path: Path) -> str:
    """The text without its line breaks and blanks, which in one of the publications fall within words."""
    return "".join(path.read_text(encoding="utf-8").split())


def coded_rows(path: Path, parts: tuple[int, ...]) -> set[tuple[str, str]]:
    """Code and name of every table row that begins with a code, one part in a cell."""
    form = re.compile(r"\|".join(rf"\d{{{length}}}" for length in parts))
    return {
        ("".join(row[: len(parts)]), row[len(parts)])
        for row in table_rows(path)
        if len(row) > len(parts) and form.fullmatch("|".join(row[: len(parts)]))
    }


def unknown(catalogue: Catalogue, published: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """What a publication names and the catalogue does not, or names otherwise."""
    return {(code, name) for code, name in published if catalogue.name(code) != name}


def official_paths(functional: Catalogue, path: tuple[str, ...]) -> list[str]:
    """The codes of subjects that stand under these names from the class down; 支出 may be left out at a name's end."""

    def agrees(code: str, name: str) -> bool:
        return functional.name(code) in (name, f"{name}支出")

    codes = [*functional.codes_named(path[-1]), *functional.codes_named(f"{path[-1]}支出")]
    lengths = [3, 5, 7][: len(path)]
    return [
        code
        for code in codes
        if len(code) == lengths[-1]
        and all(agrees(code[:length], name) for length, name in zip(lengths, path, strict=True))
    ]


@with_publications
@pytest.mark.parametrize("path", [ENERGY_BUDGET, POLLUTION_BUDGET], ids=["energy", "pollution"])
def test_the_classes_of_a_budget_are_in_the_catalogue(functional: Catalogue, path: Path) -> None:
    cells = {cell for row in table_rows(path) for cell in row}
    labels = {(m[1], m[2]) for cell in cells if (m := re.fullmatch(r"(2\d\d) ?([^\d.]+)", cell))}
    assert len(labels) == 30
    assert unknown(functional, labels) == {("234", "抗疫特别国债还本支出")}  # 抗疫特别国债安排的支出


@with_publications
@pytest.mark.parametrize(
    ("path", "count", "mistakes"),
    [
        (ENERGY_BUDGET, 5, set()),
        (POLLUTION_BUDGET, 7, {("3110399", "其他污染防治支出")}),  # 211 in every other table
    ],
    ids=["energy", "pollution"],
)
def test_the_items_of_a_budgets_tables_are_in_the_catalogue(
    functional: Catalogue, path: Path, count: int, mistakes: set[tuple[str, str]]
) -> None:
    items = coded_rows(path, (3, 2, 2))
    assert len(items) == count
    assert unknown(functional, items) == mistakes


@with_publications
def test_the_coded_sentences_of_a_budget_are_in_the_catalogue(functional: Catalogue) -> None:
    sentence = re.compile(r"\d\.(\w+)（(\d{3})）(\w+)（(\d\d)）(\w+)（(\d\d)）款")
    found = sentence.findall(running_text(POLLUTION_BUDGET))
    assert len(found) == 6
    published = {
        named
        for class_name, a, section_name, b, item_name, c in found
        for named in ((a, class_name), (a + b, section_name), (a + b + c, item_name))
    }
    assert unknown(functional, published) == {
        ("2111101", "环境监测与信息"),  # 生态环境监测与信息
        ("2101199", "其他行政事业单位医疗"),  # 其他行政事业单位医疗支出
    }


@with_publications
@pytest.mark.parametrize(
    ("path", "count"),
    [(ENERGY_BUDGET, 5), (POLLUTION_FINAL, 12), (EMERGENCY_FINAL, 15)],
    ids=["energy 2021", "pollution 2022", "emergency 2024"],
)
def test_the_item_sentences_of_a_publication_each_name_one_official_item(
    functional: Catalogue, path: Path, count: int
) -> None:
    sentence = re.compile(r"\d\.(\w+)[(（]类[)）](\w+)[(（]款[)）](\w+)[(（]项[)）]")
    found = sentence.findall(running_text(path))
    assert len(found) == count
    assert [named for named in found if len(official_paths(functional, named)) != 1] == []


@with_publications
@pytest.mark.parametrize(
    ("path", "count"), [(POLLUTION_FINAL, 4), (EMERGENCY_FINAL, 6)], ids=["pollution 2022", "emergency 2024"]
)
def test_the_class_sentences_of_the_final_accounts_each_name_one_official_class(
    functional: Catalogue, path: Path, count: int
) -> None:
    found = re.findall(r"\d\.(\w+)[(（]类[)）][\d,]+\.\d\d万元", running_text(path))
    assert len(found) == count
    assert [name for name in found if len(official_paths(functional, (name,))) != 1] == []


@with_publications
def test_the_classes_of_the_nine_final_tables_are_in_the_catalogue(functional: Catalogue) -> None:
    text = NINE_TABLES.read_text(encoding="utf-8")
    found = set(re.findall(r"\| [一二三四五六七八九十]+、(\w+支出) \|", text))
    assert len(found) == 24
    assert {name for name in found if len(official_paths(functional, (name,))) != 1} == set()


@with_publications
@pytest.mark.parametrize(
    ("path", "count", "mistakes"),
    [
        (ENERGY_BUDGET, 24, {("30107", "基础性绩效工资、奖励性绩效工资"), ("30231", "公务用车维护费")}),
        (
            POLLUTION_BUDGET,
            19,
            {
                ("30107", "基础性绩效工资"),
                ("30107", "奖励性绩效工资"),
                ("30112", "其他社会保险缴费"),  # 其他社会保障缴费
                ("30213", "劳务费"),  # 30226
                ("30299", "商品和服务支出"),  # 其他商品和服务支出
            },
        ),
    ],
    ids=["energy", "pollution"],
)
def test_the_economic_subjects_of_a_budgets_table_six_are_in_the_catalogue(
    economic: Catalogue, path: Path, count: int, mistakes: set[tuple[str, str]]
) -> None:
    published = {row for row in coded_rows(path, (3, 2)) if row[0].startswith("3") and not row[1].isdigit()}
    assert len(published) == count
    assert unknown(economic, published) == mistakes


@with_publications
@pytest.mark.parametrize("path", [ENERGY_BUDGET, POLLUTION_BUDGET], ids=["energy", "pollution"])
def test_the_columns_of_a_budgets_table_seven_are_the_economic_classes(economic: Catalogue, path: Path) -> None:
    header = next(row for row in table_rows(path) if "项目支出合计" in row)
    assert header[4:] == [name for code, name in economic.subjects if len(code) == 3]


@with_publications
@pytest.mark.parametrize("path", [POLLUTION_FINAL, EMERGENCY_FINAL], ids=["pollution 2022", "emergency 2024"])
def test_the_economic_subjects_that_final_accounts_list_are_in_the_catalogue(economic: Catalogue, path: Path) -> None:
    lists = re.findall(r"(?:人员|公用)经费[\d,]+\.\d\d万元，包括：(.+?)。", running_text(path))
    assert len(lists) == 2
    assert [name for each in lists for name in each.split("、") if not economic.codes_named(name)] == []


@with_publications
def test_the_economic_subjects_of_the_nine_final_tables_are_in_the_catalogue(economic: Catalogue) -> None:
    text = NINE_TABLES.read_text(encoding="utf-8")
    published = set(re.findall(r"\b(3\d{4}) ([^\s、|]+)", text))
    assert len(published) == 61
    assert unknown(economic, published) == set()
