"""How far each entry of the outline is: with errors, with warnings, to be filled in, or done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.disclosure import ParagraphKey, Spot
from disclosure_editor.editions.model import Section, Severity, Table
from disclosure_editor.exchange.blocks import Block, Paragraph
from disclosure_editor.narrative.environment import TemplateError
from disclosure_editor.narrative.runs import Run
from disclosure_editor.ui.places import edited_tables, table_names
from disclosure_editor.ui.session import Session


class State(Enum):
    """How far an entry is; the value is the icon's name, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    PENDING = "pending"
    DONE = "done"

    @property
    def title(self) -> str:
        """What it means, for the officer."""
        return {"error": "有错误", "warning": "有警告", "pending": "待填", "done": "完成"}[self.value]


GRAVITY = {state: place for place, state in enumerate(State)}
_OF_SEVERITY = {Severity.ERROR: State.ERROR, Severity.WARNING: State.WARNING}


def worst(states: Sequence[State]) -> State:
    """The gravest of several states."""
    return min(states, key=GRAVITY.__getitem__, default=State.DONE)


class SectionStates:
    """Tells the state of each entry, looking anew only at text that has changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._missing: dict[str, tuple[tuple[Block, ...], tuple[Run, ...]]] = {}

    def states(self, findings: Sequence[Finding]) -> Mapping[str, State]:
        """The states by the entries' ids."""
        workbook = self._session.workbook
        of_place: dict[str, State] = {}
        for finding in findings:
            state = _OF_SEVERITY.get(finding.severity)
            for path in finding.at if state else ():
                place = _place(path)
                of_place[place] = worst([state, of_place.get(place, State.DONE)])  # type: ignore[list-item]
        filled = {address.table for address, text in workbook.disclosure.values() if text}
        found: dict[str, State] = {}
        for section in workbook.edition.outline:
            names = [*table_names(workbook.edition, section), _paragraph_place(section.id)]
            graves = [of_place[name] for name in names if name in of_place]
            found[section.id] = worst(graves) if graves else self._progress(section, filled)
        return found

    def first_unfinished(self, section: Section, findings: Sequence[Finding]) -> str:
        """The id of the first table of an entry in which something was found or misses in its text; empty for none."""
        edition = self._session.workbook.edition
        grave = (finding for finding in findings if finding.severity in _OF_SEVERITY)
        marked = {_place(path) for finding in grave for path in finding.at}
        marked |= {run.address.table for run in self._missing_in(section) if run.address is not None}
        tables = edited_tables(edition, section)
        own = ((table.id, {table.id, *(side.table for side in edition.children(table.id))}) for table in tables)
        return next((name for name, names in own if not marked.isdisjoint(names)), "")

    def _progress(self, section: Section, filled: set[str]) -> State:
        tables = edited_tables(self._session.workbook.edition, section)
        if tables and not any(table.id in filled or _shows_anything(self._session.workbook, table) for table in tables):
            return State.PENDING
        return State.PENDING if self._missing_in(section) else State.DONE

    def _missing_in(self, section: Section) -> tuple[Run, ...]:
        """The places in the section's text for values that aren't there yet."""
        try:
            blocks = self._session.publication.section_blocks(section)
        except TemplateError:
            return ()
        known = self._missing.get(section.id)
        if known is None or known[0] is not blocks:
            paragraphs = (block for block in blocks if isinstance(block, Paragraph))
            known = blocks, tuple(run for paragraph in paragraphs for run in paragraph.runs if run.missing)
            self._missing[section.id] = known
        return known[1]


def _place(path: Spot) -> str:
    return _paragraph_place(path.section) if isinstance(path, ParagraphKey) else path.table


def _paragraph_place(section_id: str) -> str:
    """A name that no table has."""
    return f"¶{section_id}"


def _shows_anything(workbook: Workbook, table: Table) -> bool:
    """Whether a table in which nothing is stated shows computed values all the same."""
    for column in table.fields:
        if workbook.cell(Address(table.id, "", column.id)).text:
            return True
    for side in table.sides:
        for row in workbook.rows(side.row_list):
            cells = (Address(table.id, row.name, c.id) for c in side.columns if c is not side.label_column)
            if any(workbook.cell(address).text for address in cells):
                return True
    return False
