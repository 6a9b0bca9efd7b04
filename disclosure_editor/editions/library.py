"""The library: the editions and subject catalogues that the program has."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from disclosure_editor.document.refusals import Refusal
from disclosure_editor.editions.families import edition_for, serving
from disclosure_editor.editions.locations import own_subjects_folder, resources_folder, templates_folder
from disclosure_editor.editions.model import Edition, Family
from disclosure_editor.editions.reader import MAIN_FILE, PackError, read_edition
from disclosure_editor.editions.subjects import Catalogue, read_catalogues
from disclosure_editor.editions.validation import catalogue_problems


class UnknownEdition(Refusal):
    """A document or an officer names an edition that isn't there; the message says which there are, in Chinese."""


class Library:
    """Edition packs and catalogues, each read when first asked for.

    Args:
        resources: the folder that holds ``editions/`` and ``subjects/``.
        templates: the folder that holds a folder of templates for each edition.
        own_subjects: the officer's own catalogues; it need not exist.
    """

    def __init__(
        self, resources: Path | None = None, templates: Path | None = None, own_subjects: Path | None = None
    ) -> None:
        self._resources = resources or resources_folder()
        self._templates = templates or templates_folder()
        self._own_subjects = own_subjects or own_subjects_folder()
        self._read: dict[str, Edition] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The editions there are, sorted."""
        return tuple(sorted(path.parent.name for path in (self._resources / "editions").glob(f"*/{MAIN_FILE}")))

    def edition(self, edition_id: str) -> Edition:
        """One edition.

        Raises:
            UnknownEdition: there is none of this name.
            PackError: its pack has mistakes.
            CatalogueError: a subject catalogue has a mistake.
        """
        if edition_id not in self.ids:
            raise UnknownEdition(f"没有版式“{edition_id}”，现有：{'、'.join(self.ids)}。")
        if edition_id not in self._read:
            edition = read_edition(self._resources / "editions" / edition_id, self._templates)
            if problems := list(catalogue_problems(edition, self.catalogues)):
                raise PackError(problems)
            self._read[edition_id] = edition
        return self._read[edition_id]

    def edition_for(self, family: Family, year: int) -> Edition | None:
        """The edition of a family that serves a year: the newest not newer than it; None where all are newer.

        Editions with mistakes are passed over.

        Raises:
            CatalogueError: see `edition`.
        """
        return edition_for(self.readable(), family, year)

    def serving(self, year: int) -> tuple[Edition, ...]:
        """The edition of each family that serves a year, budgets first.

        Raises:
            CatalogueError: see `edition`.
        """
        return serving(self.readable(), year)

    def readable(self) -> tuple[Edition, ...]:
        """The editions that have no mistakes.

        Raises:
            CatalogueError: see `edition`.
        """
        found: list[Edition] = []
        for edition_id in self.ids:
            with suppress(PackError):
                found.append(self.edition(edition_id))
        return tuple(found)

    @cached_property
    def catalogues(self) -> Mapping[str, Catalogue]:
        """The subject catalogues by id.

        Raises:
            CatalogueError: one of them has a mistake.
        """
        return read_catalogues(self._resources / "subjects", self._own_subjects)
