"""The checker: every finding of a document, evaluated anew only where an edit touches it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from disclosure_editor.calculation.evaluation import Context
from disclosure_editor.calculation.workbook import Row, Workbook
from disclosure_editor.checks import forms, own_words, rows
from disclosure_editor.checks.as_published import as_published
from disclosure_editor.checks.copied import copied, shared_passages
from disclosure_editor.checks.dates import dates
from disclosure_editor.checks.findings import Finding
from disclosure_editor.checks.listed_amounts import listed_amounts
from disclosure_editor.checks.misplaced import misplaced
from disclosure_editor.checks.named_amounts import named_amounts
from disclosure_editor.checks.reasons import reasons
from disclosure_editor.checks.relations import check_formula, check_relation
from disclosure_editor.checks.row_texts import rows_with_texts, texts_of
from disclosure_editor.checks.similar_names import similar_names
from disclosure_editor.checks.text_numbers import contradicted_numbers, unstated_numbers
from disclosure_editor.checks.unfinished import doubled_ends, too_short, unfinished
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.check_kinds import RELATION
from disclosure_editor.editions.model import Check, RowKind, Severity, Side, Table
from disclosure_editor.narrative.writer import Narrative

TableRule = Callable[[Workbook, Check, Table], Iterable[Finding]]
RowRule = Callable[[Workbook, Check, Table, str], Iterable[Finding]]
WritingRule = Callable[[Workbook, Check, forms.Writing], Iterable[Finding]]
DocumentRule = Callable[[Workbook, Narrative, Check], Iterable[Finding]]

TABLE_RULES: dict[str, TableRule] = {
    "unknown subject": rows.unknown_subjects,
    "class": rows.classes,
    "duplicates": rows.duplicates,
    "same rows": rows.same_rows,
    "as published": as_published,
    "shared passages": shared_passages,
}
"""The kinds of checks that look at one table after the other."""

WRITING_RULES: dict[str, WritingRule] = {
    "leftovers": forms.leftovers,
    "other years": forms.other_years,
    "other names": forms.other_names,
}
"""The kinds of checks that look at whatever somebody wrote: in one row after the other, and in paragraphs."""

CELL_RULES: dict[str, RowRule] = {
    "malformed": forms.malformed,
    "required": forms.required,
}
"""The kinds of checks that look at every cell, one row after the other."""

ROW_RULES: dict[str, RowRule] = {
    **CELL_RULES,
    "unfinished": unfinished,
    "too short": too_short,
    "doubled ends": doubled_ends,
    "copied": copied,
    "dates": dates,
    "contradicted numbers": contradicted_numbers,
    "unstated numbers": unstated_numbers,
    "named amounts": named_amounts,
    "listed amounts": listed_amounts,
    "reasons": reasons,
}
"""The kinds of checks that look at one row after the other; most of them at its texts (see `checks.row_texts`)."""

DOCUMENT_RULES: dict[str, DocumentRule] = {
    "similar names": similar_names,
    "own figures": own_words.own_figures,
    "stale": own_words.stale,
    "misplaced": misplaced,
}
"""The kinds of checks that look at the document as a whole, its text among it."""

KINDS = (RELATION, *TABLE_RULES, *WRITING_RULES, *ROW_RULES, *DOCUMENT_RULES)

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


class Checker:
    """Evaluates an edition's checks and formulas over a workbook.

    Each piece of work is a value of the workbook's memo, so `findings` costs what has changed since it was last asked.
    """

    def __init__(self, workbook: Workbook, narrative: Narrative) -> None:
        self._workbook = workbook
        self._narrative = narrative
        self._checks = {check.id: check for check in workbook.edition.checks}
        memo = workbook.memo
        memo.define("findings of formulas", self._formula_findings)
        memo.define("findings of a cell", self._cell_findings)
        memo.define("findings of a check", self._check_findings)
        memo.define("findings of a relation", self._relation_finding)
        memo.define("places of a relation", lambda check_id: tuple(self._contexts(self._checks[check_id])))
        memo.define("findings in a table", self._table_findings)
        memo.define("findings in paragraphs", self._paragraph_findings)
        memo.define("findings in a row", self._row_findings)

    def findings(self) -> tuple[Finding, ...]:
        """Everything found, the gravest first, each severity in the order of the edition's tables and checks."""
        get = self._workbook.memo.get
        found: list[Finding] = []
        for table in self._workbook.edition.tables:
            found.extend(get("findings of formulas", table))
        for check in self._checks:
            found.extend(get("findings of a check", check))
        return tuple(sorted(found, key=lambda finding: ORDER[finding.severity]))

    def _formula_findings(self, table_id: str) -> tuple[Finding, ...]:
        get = self._workbook.memo.get
        return tuple(f for address in self._formula_cells(table_id) for f in get("findings of a cell", address))

    def _formula_cells(self, table_id: str) -> Iterator[Address]:
        """Every place of a table that may have a formula."""
        table = self._workbook.edition.tables[table_id]
        for field in table.fields:
            if field.formula:
                yield Address(table_id, "", field.id)
        for side in table.sides:
            for row in self._workbook.rows(side.row_list):
                for column in side.columns:
                    if column.formula or column.id in row.formulas:
                        yield Address(table_id, row.name, column.id)

    def _cell_findings(self, address: Address) -> tuple[Finding, ...]:
        formulas = self._workbook.formulas(address)
        found = (check_formula(self._workbook, address, formula) for formula in formulas)
        kept: dict[str, Finding] = {}
        for finding in found:
            if finding is not None:
                kept.setdefault(finding.expected, finding)
        return tuple(kept.values())

    def _check_findings(self, check_id: str) -> tuple[Finding, ...]:
        check, get = self._checks[check_id], self._workbook.memo.get
        if check.kind in DOCUMENT_RULES:
            return tuple(DOCUMENT_RULES[check.kind](self._workbook, self._narrative, check))
        if check.kind == RELATION:
            found = (get("findings of a relation", check_id, place) for place in get("places of a relation", check_id))
            return tuple(finding for finding in found if finding is not None)
        tables = [check.scope.table] if check.scope else self._workbook.edition.tables
        in_tables = (finding for table in tables for finding in get("findings in a table", check_id, table))
        everywhere = check.kind in WRITING_RULES and check.scope is None
        return (*in_tables, *(get("findings in paragraphs", check_id) if everywhere else ()))

    def _relation_finding(self, check_id: str, context: Context) -> Finding | None:
        return check_relation(self._workbook, self._checks[check_id], context)

    def _table_findings(self, check_id: str, table_id: str) -> tuple[Finding, ...]:
        check, table = self._checks[check_id], self._workbook.edition.tables[table_id]
        if check.kind in TABLE_RULES:
            return tuple(TABLE_RULES[check.kind](self._workbook, check, table))
        every = check.kind in CELL_RULES
        rows = forms.every_row(self._workbook, table) if every else rows_with_texts(self._workbook, check, table)
        get = self._workbook.memo.get
        return tuple(f for row in rows for f in get("findings in a row", check_id, table_id, row))

    def _row_findings(self, check_id: str, table_id: str, row: str) -> tuple[Finding, ...]:
        check, table = self._checks[check_id], self._workbook.edition.tables[table_id]
        if check.kind in WRITING_RULES:
            writing = texts_of(self._workbook, check, table, row)
            return tuple(WRITING_RULES[check.kind](self._workbook, check, writing))
        return tuple(ROW_RULES[check.kind](self._workbook, check, table, row))

    def _paragraph_findings(self, check_id: str) -> tuple[Finding, ...]:
        check = self._checks[check_id]
        return tuple(WRITING_RULES[check.kind](self._workbook, check, forms.own_paragraphs(self._workbook)))

    def _contexts(self, check: Check) -> Iterator[Context]:
        """The places that a relation is evaluated for: each of its rows, or a form, with each of its columns."""
        if check.scope is None:
            yield Context()
            return
        columns = check.columns or ("",)
        for side, row in self._rows(check):
            for column in columns:
                yield Context(side.table, side.id, row.name, column)
        if not self._workbook.edition.tables[check.scope.table].sides:
            for column in columns:
                yield Context(check.scope.table, column=column)

    def _rows(self, check: Check) -> Iterator[tuple[Side, Row]]:
        assert check.scope is not None
        for side in self._workbook.edition.tables[check.scope.table].sides:
            if check.scope.side and side.id != check.scope.side:
                continue
            for row in self._workbook.rows(side.row_list):
                if check.row in ("", row.name) and (check.row or row.kind is RowKind.DETAIL):
                    yield side, row
