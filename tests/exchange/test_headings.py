"""The merged cells of a table's heading."""

from disclosure_editor.exchange.headings import HeadingCell, heading_cells

Path = tuple[str, ...]


def cells(*paths: Path) -> list[HeadingCell]:
    return list(heading_cells(paths, max(map(len, paths))))


def test_a_text_repeated_at_the_next_level_reaches_down() -> None:
    assert cells(("合计", "合计", "预算数"), ("合计", "合计", "决算数"), ("公车", "小计", "预算数")) == [
        HeadingCell(0, 1, 0, 1, "合计"),
        HeadingCell(2, 2, 0, 0, "公车"),
        HeadingCell(2, 2, 1, 1, "小计"),
        HeadingCell(0, 0, 2, 2, "预算数"),
        HeadingCell(1, 1, 2, 2, "决算数"),
        HeadingCell(2, 2, 2, 2, "预算数"),
    ]


def test_a_text_repeated_to_the_end_reaches_to_the_lowest_row() -> None:
    assert cells(("合计", "合计"), ("公车", "小计", "预算数"))[0] == HeadingCell(0, 0, 0, 2, "合计")


def test_a_text_that_only_some_columns_repeat_stands_at_both_levels() -> None:
    assert cells(("合计", "合计"), ("合计", "其中")) == [
        HeadingCell(0, 1, 0, 0, "合计"),
        HeadingCell(0, 0, 1, 1, "合计"),
        HeadingCell(1, 1, 1, 1, "其中"),
    ]
