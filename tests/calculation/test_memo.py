"""Values are computed once, and anew when something that they were computed from has changed."""

from collections import Counter

import pytest

from disclosure_editor.calculation.memo import CircularComputation, Memo


class Sheet:
    """Numbers by name, doubled and added up on demand."""

    def __init__(self) -> None:
        self.numbers = {"a": 1, "b": 2}
        self.computed: Counter[str] = Counter()
        self.memo = Memo()
        self.memo.define("number", lambda name: self.numbers[name])
        self.memo.define("double", self.double)
        self.memo.define("sum", self.sum)
        self.memo.define("circle", lambda name: self.memo.get("circle", name))
        self.memo.define("first positive", self.first_positive)

    def double(self, name: str) -> int:
        self.computed[f"double {name}"] += 1
        return 2 * int(self.memo.get("number", name))

    def sum(self) -> int:
        self.computed["sum"] += 1
        return sum(int(self.memo.get("double", name)) for name in self.numbers)

    def first_positive(self) -> str:
        self.computed["first"] += 1
        return next((name for name in self.numbers if self.memo.get("number", name) > 0), "")

    def change(self, name: str, number: int) -> set[tuple[object, ...]]:
        self.numbers[name] = number
        return set(self.memo.touch([("number", name)]))


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def test_a_value_is_computed_when_it_is_asked_for(sheet: Sheet) -> None:
    assert sheet.memo.get("sum") == 6


def test_a_value_is_computed_once(sheet: Sheet) -> None:
    sheet.memo.get("sum")
    sheet.memo.get("sum")

    assert sheet.computed == {"sum": 1, "double a": 1, "double b": 1}


def test_a_change_reaches_what_depends_on_it_over_others(sheet: Sheet) -> None:
    sheet.memo.get("sum")
    sheet.change("a", 10)

    assert sheet.memo.get("sum") == 24


def test_a_change_leaves_alone_what_does_not_depend_on_it(sheet: Sheet) -> None:
    sheet.memo.get("sum")
    sheet.change("a", 10)
    sheet.memo.get("sum")

    assert sheet.computed == {"sum": 2, "double a": 2, "double b": 1}


def test_a_change_tells_which_values_it_made_unknown(sheet: Sheet) -> None:
    sheet.memo.get("sum")

    assert sheet.change("a", 10) == {("number", "a"), ("double", "a"), ("sum",)}


def test_what_has_not_been_asked_for_is_not_unknown_anew(sheet: Sheet) -> None:
    sheet.memo.get("double", "b")

    assert sheet.change("a", 10) == set()


def test_a_value_depends_on_what_it_read_the_last_time(sheet: Sheet) -> None:
    assert sheet.memo.get("first positive") == "a"
    sheet.change("a", 0)
    assert sheet.memo.get("first positive") == "b"
    sheet.change("b", 0)

    assert sheet.memo.get("first positive") == ""


def test_a_source_can_be_named_without_being_computed() -> None:
    memo = Memo()
    answers = iter(["before", "after"])

    def answer() -> str:
        memo.depend(("outside",))
        return next(answers)

    memo.define("answer", answer)
    memo.get("answer")
    memo.touch([("outside",)])

    assert memo.get("answer") == "after"


def test_a_value_that_needs_itself_is_refused_with_the_way_round(sheet: Sheet) -> None:
    with pytest.raises(CircularComputation) as circle:
        sheet.memo.get("circle", "a")

    assert circle.value.keys == (("circle", "a"), ("circle", "a"))


def test_a_failed_computation_is_tried_again(sheet: Sheet) -> None:
    del sheet.numbers["b"]
    with pytest.raises(KeyError):
        sheet.memo.get("double", "b")

    sheet.numbers["b"] = 3

    assert sheet.memo.get("double", "b") == 6
