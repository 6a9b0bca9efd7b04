"""Which row lists a document states so that each table has the rows that were found for it."""

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address, RowList
from disclosure_editor.document.disclosure import Content, Disclosure, Path
from disclosure_editor.recognition.found import FoundRows
from disclosure_editor.recognition.tables.followed_rows import rows_to_state
from tests.recognition.other_hands import LIBRARY


def to_state(edition: str, values: dict[str, str], **rows: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    workbook = Workbook(LIBRARY.edition(edition), Disclosure(edition), LIBRARY.catalogues)
    contents: dict[Path, Content | None] = {Address.parse(path): text for path, text in values.items()}
    workbook.apply(workbook.edit("读入", contents))
    found = [FoundRows(RowList(table, ""), names) for table, names in rows.items()]
    return {str(one.rows): one.names for one in rows_to_state(found, workbook)}


def test_a_table_that_has_the_rows_it_follows_states_none() -> None:
    codes = ("2010450", "2080505")
    assert to_state("xinjiang-budget-2021", {}, 表二=codes, 表三=codes) == {"表三": codes}


def test_rows_that_a_condition_leaves_out_need_no_stating() -> None:
    values = {"表二!2010450.一般公共预算拨款": "5"}
    codes = ("2010450", "2080505")
    stated = to_state("xinjiang-budget-2021", values, 表二=codes, 表三=codes, 表五=("2010450",), 表九=())
    assert stated == {"表三": codes}


def test_a_table_with_rows_of_its_own_states_them() -> None:
    stated = to_state("xinjiang-budget-2021", {}, 表二=("2010450", "2120801"), 表三=("2010450",))
    assert stated == {"表三": ("2010450",), "表二": ("2010450", "2120801")}


def test_rows_that_no_printed_table_has_go_to_the_list_that_is_not_printed() -> None:
    stated = to_state(
        "xinjiang-final-2022", {}, 收入决算表=("2013299", "2240101"), 支出决算表=("2013299", "2240101"),
        一般公共预算支出表=("2240101",),
    )  # fmt: skip
    assert stated == {"一般公共预算支出表": ("2240101",), "其他资金科目": ("2013299",)}
