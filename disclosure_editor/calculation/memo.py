"""Values computed on demand, each remembering what it was computed from, so that a change costs what it touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from disclosure_editor.document.refusals import Refusal

Key = tuple[Hashable, ...]
"""What is computed: its kind, then its arguments."""


class CircularComputation(Refusal):
    """A value was found to depend on itself, which is a mistake of the edition; `keys` is the way round."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__(f"版式的公式绕回了自己：{' → '.join(str(key[-1]) for key in keys)}，请联系版式的编写人。")
        self.keys = keys


class Memo:
    """Computed values by key.

    A kind's function is called with the key's arguments; every `get` that it makes is recorded as a dependency.
    `touch` names sources that have changed: what depends on them, directly or not, is computed anew when next asked.
    """

    def __init__(self) -> None:
        self._functions: dict[Hashable, Callable[..., Any]] = {}
        self._values: dict[Key, Any] = {}
        self._dependents: defaultdict[Key, set[Key]] = defaultdict(set)
        self._computing: list[Key] = []

    def define(self, kind: Hashable, function: Callable[..., Any]) -> None:
        """Say how values of a kind are computed."""
        self._functions[kind] = function

    def get(self, *key: Hashable) -> Any:
        """The value of a key, computed where it isn't known.

        Raises:
            CircularComputation: it would be needed for itself.
        """
        self.depend(key)
        if key in self._values:
            return self._values[key]
        if key in self._computing:
            raise CircularComputation((*self._computing[self._computing.index(key) :], key))
        self._computing.append(key)
        try:
            value = self._functions[key[0]](*key[1:])
        finally:
            self._computing.pop()
        self._values[key] = value
        return value

    def depend(self, source: Key) -> None:
        """Record that what is being computed depends on a source."""
        if self._computing:
            self._dependents[source].add(self._computing[-1])

    def touch(self, sources: Iterable[Key]) -> set[Key]:
        """Forget what depends on these sources, and tell which values that were."""
        forgotten: set[Key] = set()
        waiting = list(sources)
        while waiting:
            source = waiting.pop()
            if self._values.pop(source, self) is not self:
                forgotten.add(source)
            waiting.extend(self._dependents.pop(source, ()))
        return forgotten
