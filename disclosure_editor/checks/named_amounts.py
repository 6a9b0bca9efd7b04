"""Amounts in texts that stand directly behind the name of a row or behind a term: they must be the tables' figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from disclosure_editor.calculation.edits import set_value
from disclosure_editor.calculation.entries import name_column
from disclosure_editor.calculation.quantities import Measure, Mention, decimals, mentions_with_words, round_like
from disclosure_editor.calculation.workbook import Row, Workbook
from disclosure_editor.checks.findings import Finding, Repair
from disclosure_editor.checks.places import near_name
from disclosure_editor.checks.row_texts import cells_beside, texts_of
from disclosure_editor.checks.wording import figure
from disclosure_editor.document.addresses import Address, RowList, row_key
from disclosure_editor.document.texts import compact, folded
from disclosure_editor.editions.model import Check, FixedRow, Severity, Side, Table, ValueType

_LINKS = re.compile(
    r"(?:项目|经费|资金|费用|支出|预算|决算)?(?:共计|[合总]计|总[额数]|共|为|是|计|有|在|约|近|达|(?:达到|完成|实现)了?|安排"
    r"|了|数量|(?:不?超过)|不[少低高]于|[:（(≥≤<>=])*$"
)
"""What may stand between a name and its number: 信息化运维项目80万元, 实际支出为5万元, 检查企业达到了50家."""
_ABOUT = re.compile(r"约|近|余|多|左右|以内|以上|不超过|不少于")
_MORE = re.compile(r"增加|新增|追加|调增|核增|增长|提高")
_LESS_OR_BEFORE = re.compile(r"减少|调减|核减|下降|降低|节约|压减|结余|同比|上年|去年|上一年")
_CLAUSE_END = re.compile(r"[，,。；;\n]")
SENTENCE_END = re.compile(r"[。；;\n]")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
LEAST_NAME, _LEAST_START = 4, 6
"""Characters of a name that is found within other words, and of a name's beginning that stands for it."""
_NO_NAMES = ("合计", "总计", "小计", "金额", "其他")
_VERBS = re.compile(r"^.*(?:增加|减少|新增|追加|安排|其中|包括|用于|支付|列支|本年|年初|年中)(?:了)?")
_SHOWN = 3
"""So many of the figures that a name has a message shows."""
MEASURES = {ValueType.AMOUNT: Measure.MONEY, ValueType.PERCENTAGE: Measure.PERCENT}


@dataclass(frozen=True)
class _Figures:
    """What an amount in a text is compared with.

    Attributes:
        name: the words that stand before the amount.
        cells: where its figures stand.
        term: whether it is a term with one figure, not the name of rows with several.
    """

    name: str
    cells: tuple[Address, ...]
    term: bool


def named_amounts(workbook: Workbook, check: Check, table: Table, row: str) -> Iterator[Finding]:
    """Amounts in ``columns`` behind a name of ``rows`` or a term of ``terms`` that are none of its figures."""
    terms = _terms(check)
    names: Mapping[str, tuple[Address, ...]] | None = None
    for address, text in texts_of(workbook, check, table, row):
        for mention, words in mentions_with_words(text):
            if mention.rate:
                continue
            figures = _of_term(workbook, table, row, words, terms)
            if figures is None and mention.measure is Measure.MONEY and "rows" in check.options:
                names = _names(workbook, check) if names is None else names
                figures = _of_name(workbook, words, names)
            if figures is not None:
                yield from _compare(workbook, check, address, text, mention, figures)


def _terms(check: Check) -> Mapping[str, str]:
    """What stands for each term: a column, or an address."""
    pairs = (text.partition("=") for text in check.options.get("terms", ()))
    return {compact(folded(term)): target.strip() for term, _, target in pairs}


def _of_term(workbook: Workbook, table: Table, row: str, words: str, terms: Mapping[str, str]) -> _Figures | None:
    """The figure of the longest term that the words before an amount end with."""
    ends = without_links(words)
    term = max((term for term in terms if any(end.endswith(term) for end in ends)), key=len, default="")
    if not term:
        return None
    target = terms[term]
    cells = (Address.parse(target),) if "!" in target else tuple(cells_beside(workbook, table, row, target))
    return _Figures(term, cells, term=True)


def without_links(words: str) -> tuple[str, ...]:
    """The words before a number with and without those that may stand between a name and its amount."""
    match = _LINKS.search(words)
    return (words, words[: match.start()]) if match else (words,)


def _names(workbook: Workbook, check: Check) -> Mapping[str, tuple[Address, ...]]:
    """The amounts of the rows that a check lists, by the rows' names."""
    names: dict[str, tuple[Address, ...]] = {}
    for text in check.options.get("rows", ()):
        side = workbook.edition.side[RowList.parse(text)]
        amounts = [column.id for column in side.columns if column.type is ValueType.AMOUNT]
        for row in workbook.rows(side.row_list):
            cells = tuple(Address(side.table, row.name, column) for column in amounts)
            for name in dict.fromkeys(_names_of(workbook, side, row)):
                names[name] = (*names.get(name, ()), *cells)
    return names


def _names_of(workbook: Workbook, side: Side, row: Row) -> Iterator[str]:
    """What texts may call a row: its title, its project, its subject's official name and the one stated."""
    if isinstance(row.spec, FixedRow):
        titles = [row.spec.title]
    else:
        key = row_key(row.name)
        column = side.by_id[row.spec.key]
        code = column.type is ValueType.CODE
        titles = [(workbook.catalogues[column.catalogue].name(key) or "") if code else key]
        stated = name_column(side, column) if code else None
        titles += [workbook.cell(Address(side.table, row.name, stated.id)).text] if stated else []
    for title in titles:
        name = compact(folded(title))
        if len(name) > 1 and name not in _NO_NAMES:
            yield name


def _of_name(workbook: Workbook, words: str, names: Mapping[str, tuple[Address, ...]]) -> _Figures | None:
    """The figures of the row that the words before an amount name; None where they name none."""
    for end in dict.fromkeys(without_links(words)):
        name = next((end[start:] for start in range(len(end)) if end[start:] in names), "")
        if name and _stands_alone(end, name) and not _longer_subject(workbook, end, name):
            return _Figures(name, names[name], term=False)
    return _of_beginning(words, names)


def _stands_alone(end: str, name: str) -> bool:
    """Whether a name is not the tail of another word: a short one stands behind punctuation or a verb."""
    rest = end[: -len(name)]
    return len(name) >= LEAST_NAME or not rest or not _han(rest[-1]) or _VERBS.fullmatch(rest) is not None


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _longer_subject(workbook: Workbook, end: str, name: str) -> bool:
    """Whether a text ends with the name of another subject that ends like this one: 其他商品和服务支出."""
    return any(
        len(subject.name) > len(name) and end.endswith(subject.name)
        for catalogue in workbook.catalogues.values()
        for subject in catalogue.subjects
    )


def _of_beginning(before: str, names: Mapping[str, tuple[Address, ...]]) -> _Figures | None:
    """The figures of the only row whose name begins with the words before an amount: 会议系统及音视频运维15万."""
    for end in reversed(without_links(before)):
        words = _VERBS.sub("", re.split(r"[，,。；;：:、“”()\d]", end)[-1])
        if len(words) >= _LEAST_START:
            found = [name for name in names if name.startswith(words)]
            if len(found) == 1:
                return _Figures(words, names[found[0]], term=False)
    return None


def _compare(
    workbook: Workbook, check: Check, address: Address, text: str, mention: Mention, figures: _Figures
) -> Iterator[Finding]:
    """What is wrong with an amount in a text, if anything is."""
    cells: dict[Decimal, Address] = {}
    for cell in figures.cells:
        if (amount := _amount(workbook, cell, mention)) is not None:
            cells.setdefault(amount, cell)
    if not cells or mention.value in cells:
        return
    rounding, severity = _rounding(mention.value, cells, check.severity)
    if (rounding and _about(text, mention)) or _may_be_a_change(workbook, text, mention, figures, max(cells)):
        return
    shown = list(cells.items())[:_SHOWN]
    unit = {Measure.MONEY: "万元", Measure.PERCENT: "%"}.get(mention.measure, "")
    listed = "、".join(f"{near_name(workbook, cell, address)}是{figure(amount)}{unit}" for amount, cell in shown)
    message = f"{workbook.title(address)}里写的是“{figures.name}{mention.text}”，{listed}{rounding}，请核对。"
    only = shown[0][0] if len(shown) == 1 else None
    yield Finding(
        check.id,
        check.title,
        severity,
        message,
        (address, *(cell for _, cell in shown)),
        mention.text,
        "、".join(figure(amount) for amount, _ in shown),
        None if only is None else mention.value - only,
        () if only is None else tuple(_repair(workbook, address, text, mention, only)),
    )


def _amount(workbook: Workbook, cell: Address, mention: Mention) -> Decimal | None:
    """The figure of a cell where it is of the same sort as the one in the text."""
    column = workbook.edition.column(cell)
    if column is None or not column.type.numeric:
        return None
    measure = MEASURES.get(column.type, Measure.COUNT)
    same = measure is mention.measure or (measure is Measure.COUNT and mention.measure is Measure.BARE)
    return workbook.cell(cell).amount if same else None


def _rounding(stated: Decimal, amounts: Iterable[Decimal], severity: Severity) -> tuple[str, Severity]:
    """In which way rounding explains a difference, in words, and how grave the difference then is."""
    for amount in amounts:
        if decimals(stated) < decimals(amount):
            if round_like(amount, stated) == stated:
                return "，文字里的数四舍五入了", severity
            if round_like(amount, stated, ROUND_DOWN) == stated:
                return "，文字里的数舍去了小数", severity
        elif round_like(stated, amount) == amount:
            return "，表里的数是四舍五入的", Severity.NOTICE
    return "", severity


def _about(text: str, mention: Mention) -> bool:
    """Whether a text says that a number is not exact: 近80万元, 80余万元, 80万元左右."""
    return _ABOUT.search(text[max(mention.start - 3, 0) : mention.end + 2]) is not None


def _may_be_a_change(workbook: Workbook, text: str, mention: Mention, figures: _Figures, highest: Decimal) -> bool:
    """Whether an amount may be another than the row's of this year: what it changed by, or last year's.

    An increase by more than the figure itself is none: without one it would have been negative.
    """
    before = text[: mention.start]
    clause = _CLAUSE_END.split(before)[-1]
    part = clause if figures.term else SENTENCE_END.split(before)[-1]
    other_year = any(int(year) != workbook.year for year in _YEAR.findall(folded(clause)))
    if other_year or _LESS_OR_BEFORE.search(part):
        return True
    return _MORE.search(part) is not None and mention.value <= highest


def _repair(workbook: Workbook, address: Address, text: str, mention: Mention, amount: Decimal) -> Iterator[Repair]:
    """Putting the table's figure into the text, where the text counts in the same unit."""
    if mention.unit in ("万元", "万", "%", ""):
        mended = f"{figure(amount)}{mention.unit}"
        edit = set_value(workbook, address, f"{text[: mention.start]}{mended}{text[mention.end :]}")
        yield Repair(f"文字里改为{mended}", edit)
