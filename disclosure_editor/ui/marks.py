"""Marks: the values that findings speak of, with how grave and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from disclosure_editor.checks.findings import Finding
from disclosure_editor.document.addresses import Address
from disclosure_editor.editions.model import Severity

GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
"""The gravest first."""


class Marks(NamedTuple):
    """What to mark in the editors.

    Attributes:
        severities: the gravest of the findings that speak of a value.
        messages: what those findings say, one a line.
    """

    severities: Mapping[Address, Severity]
    messages: Mapping[Address, str]


def marks_of(findings: Iterable[Finding]) -> Marks:
    """The marks of findings."""
    severities: dict[Address, Severity] = {}
    messages: dict[Address, list[str]] = {}
    for finding in findings:
        for path in finding.at:
            if isinstance(path, Address):
                known = severities.setdefault(path, finding.severity)
                severities[path] = min(known, finding.severity, key=GRAVITY.__getitem__)
                messages.setdefault(path, []).append(finding.message)
    return Marks(severities, {address: "\n".join(dict.fromkeys(lines)) for address, lines in messages.items()})
