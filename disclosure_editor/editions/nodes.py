"""YAML as nodes that know where they stand, read with every mistake collected instead of the first one raised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from disclosure_editor.editions.model import Position

T = TypeVar("T")
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TRUE, FALSE = ("true", "yes", "是"), ("false", "no", "否")


@dataclass(frozen=True)
class Problem:
    """A mistake in a pack: where it is, what is wrong there and what was expected, in Chinese."""

    position: Position
    message: str

    def __str__(self) -> str:
        return f"{self.position.file}:{self.position.line}: {self.message}"


class Problems:
    """The mistakes found so far."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, position: Position, message: str) -> None:
        """Note one more."""
        self.found.append(Problem(position, message))


@dataclass(frozen=True)
class Node:
    """A YAML node; scalars are text, whatever they look like.

    Attributes:
        content: a text, a list of nodes, or a mapping of keys to (key's position, node).
    """

    position: Position
    content: str | tuple[Node, ...] | dict[str, Node]
    key_position: Position | None = None

    @property
    def kind(self) -> str:
        """What it is, in Chinese."""
        return "文字" if isinstance(self.content, str) else "列表" if isinstance(self.content, tuple) else "对照表"


def read_yaml(path: Path, problems: Problems) -> Node | None:
    """Read one file; None, with a problem noted, where it can't be."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
        if root is not None:
            return _node(root, path, problems)
        problems.add(Position(path, 1), "文件是空的")
    except OSError as error:
        problems.add(Position(path, 1), f"读不出这个文件（{error.strerror}）")
    except UnicodeDecodeError:
        problems.add(Position(path, 1), "不是 UTF-8 文本，请另存为 UTF-8")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.add(Position(path, line), f"YAML 写法有误：{_in_chinese(error.problem or '')}")
    except yaml.reader.ReaderError:
        problems.add(Position(path, 1), "含有不可见的控制字符，请删去")
    except RecursionError:
        problems.add(Position(path, 1), "YAML 写法有误：层次太深，或引用（*）绕回了自己")
    return None


_YAML_MISTAKES = {
    "mapping values are not allowed": "这里不该有“: ”；含有冒号的文字要用引号括起来",
    "could not find expected ':'": "名称后面缺少“: ”",
    "cannot start any token": "文字开头的 @、`、% 或制表符要用引号括起来；缩进只能用空格",
    "unexpected end of stream": "引号没有结束",
    "did not find expected key": "缩进与上文不齐，或引号、逗号没有成对",
    "did not find expected ',' or": "方括号、花括号没有成对，或各项之间缺少逗号",
    "did not find expected '-' indicator": "列表的各项应以“- ”开头并对齐",
    "undefined alias": "文字以 * 开头时要用引号括起来",
    "while scanning an anchor": "文字以 & 开头时要用引号括起来",
    "another document": "一个文件里只能有一份内容，不能用 --- 分开",
}
"""What the parser says, in part, and what that usually means in a pack."""


def _in_chinese(problem: str) -> str:
    meaning = next((meaning for words, meaning in _YAML_MISTAKES.items() if words in problem), "")
    return f"{meaning}（{problem}）" if meaning else problem


def _node(raw: yaml.Node, path: Path, problems: Problems) -> Node:
    position = Position(path, raw.start_mark.line + 1)
    if isinstance(raw, yaml.ScalarNode):
        return Node(position, str(raw.value))
    if isinstance(raw, yaml.SequenceNode):
        return Node(position, tuple(_node(item, path, problems) for item in raw.value))
    entries: dict[str, Node] = {}
    assert isinstance(raw, yaml.MappingNode)
    for raw_key, raw_value in raw.value:
        key_position = Position(path, raw_key.start_mark.line + 1)
        key = str(raw_key.value)
        if key in entries:
            problems.add(key_position, f"“{key}”写了两次")
        value = _node(raw_value, path, problems)
        entries[key] = Node(value.position, value.content, key_position)
    return Node(position, entries)


def merge(base: Node, own: Node, problems: Problems) -> Node:
    """What an extending pack states laid over what it extends.

    Mappings are merged key by key, lists of entries with an ``id`` entry by entry (``remove: true`` leaves one out,
    ``after: id`` puts one behind another), everything else is replaced.
    """
    if isinstance(base.content, dict) and isinstance(own.content, dict):
        entries = dict(base.content)
        for key, value in own.content.items():
            entries[key] = merge(entries[key], value, problems) if key in entries else value
        return Node(own.position, entries, own.key_position)
    if isinstance(base.content, tuple) and isinstance(own.content, tuple) and _ids(base) and _ids(own):
        return Node(own.position, tuple(_merged_entries(base.content, own.content, problems)), own.key_position)
    return own


def _entry_id(node: Node) -> str:
    if isinstance(node.content, dict) and "id" in node.content:
        content = node.content["id"].content
        return content if isinstance(content, str) else ""
    return ""


def _ids(node: Node) -> bool:
    return isinstance(node.content, tuple) and all(_entry_id(item) for item in node.content)


def _merged_entries(base: tuple[Node, ...], own: tuple[Node, ...], problems: Problems) -> Iterator[Node]:
    merged = {_entry_id(item): item for item in base}
    for item in own:
        name = _entry_id(item)
        assert isinstance(item.content, dict)
        if "remove" in item.content:
            if merged.pop(name, None) is None:
                problems.add(item.position, f"所继承的版式里没有“{name}”，无从去掉（remove）")
            continue
        plain = {key: value for key, value in item.content.items() if key != "after"}
        stripped = Node(item.position, plain, item.key_position)
        merged[name] = merge(merged[name], stripped, problems) if name in merged else stripped
        if after := item.content.get("after"):
            merged = _placed(merged, name, after, problems)
    return iter(merged.values())


def _placed(entries: dict[str, Node], name: str, after: Node, problems: Problems) -> dict[str, Node]:
    """The entries with one of them behind another."""
    others = [other for other in entries if other != name]
    if after.content not in others:
        problems.add(after.position, f"没有“{after.content}”，无从排在它后面（after）")
        return entries
    place = others.index(str(after.content)) + 1
    return {other: entries[other] for other in (*others[:place], name, *others[place:])}


def texts_of(node: Node, what: str, problems: Problems) -> tuple[str, ...]:
    """A node's list of texts, or its one text as a list of one; empty, with a problem noted, where it is neither."""
    if isinstance(node.content, str):
        return (node.content,)
    if isinstance(node.content, tuple) and all(isinstance(item.content, str) for item in node.content):
        return tuple(str(item.content) for item in node.content)
    problems.add(node.position, f"{what}应是文字的列表，这里是{node.kind}")
    return ()


class Entry:
    """A mapping being read: each key is taken once, and `done` reports those that nobody asked for."""

    def __init__(self, node: Node, problems: Problems, what: str) -> None:
        self.position = node.position
        self.problems = problems
        self._what = what
        self._left: dict[str, Node] = {}
        if isinstance(node.content, dict):
            self._left = dict(node.content)
        else:
            self.problem(f"{what}应是“名称: 内容”的对照表，这里是{node.kind}")
        self._known: list[str] = []

    def problem(self, message: str, position: Position | None = None) -> None:
        """Note a mistake, at the entry's own place where no other is given."""
        self.problems.add(position or self.position, message)

    def node(self, key: str) -> Node | None:
        """Take a key's node."""
        self._known.append(key)
        return self._left.pop(key, None)

    def where(self, key: str) -> Position:
        """Where a key's value stands; the entry's own place where there is none."""
        node = self._left.get(key)
        return node.position if node else self.position

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text; without a default it must be there."""
        node = self.node(key)
        if node is None:
            if default is None:
                self.problem(f"{self._what}缺少“{key}”")
            return default or ""
        if not isinstance(node.content, str):
            self.problem(f"“{key}”应是文字，这里是{node.kind}", node.position)
            return default or ""
        return node.content

    def flag(self, key: str, default: bool = False) -> bool:
        """Take a yes or no."""
        position = self.where(key)
        text = self.text(key, "true" if default else "false")
        if text not in TRUE + FALSE:
            self.problem(f"“{key}”应为 true 或 false，写的是“{text}”", position)
        return text in TRUE

    def whole(self, key: str, default: int | None = None) -> int:
        """Take a whole number."""
        position = self.where(key)
        text = self.text(key, None if default is None else str(default))
        if not text.isdecimal():
            if text:
                self.problem(f"“{key}”应为整数，写的是“{text}”", position)
            return default or 0
        return int(text)

    def choice(self, key: str, choices: dict[str, T], default: str | None = None) -> T:
        """Take one of the words that `choices` gives meanings to."""
        position = self.where(key)
        text = self.text(key, default)
        if text not in choices:
            if text:
                self.problem(f"“{key}”应为{'、'.join(choices)}之一，写的是“{text}”", position)
            return next(iter(choices.values()))
        return choices[text]

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts, or one text as a list of one; empty where there is none."""
        node = self.node(key)
        return () if node is None else texts_of(node, f"“{key}”", self.problems)

    def entries(self, key: str, what: str) -> list[Entry]:
        """Take a list of mappings; empty where there is none."""
        return [Entry(node, self.problems, what) for node in self.nodes(key)]

    def nodes(self, key: str) -> tuple[Node, ...]:
        """Take a list of anything; empty where there is none."""
        node = self.node(key)
        if node is None:
            return ()
        if not isinstance(node.content, tuple):
            self.problem(f"“{key}”应是列表，这里是{node.kind}", node.position)
            return ()
        return node.content

    def pairs(self, key: str) -> list[tuple[str, Node]]:
        """Take a mapping as its keys and nodes; empty where there is none."""
        node = self.node(key)
        if node is None:
            return []
        if not isinstance(node.content, dict):
            self.problem(f"“{key}”应是“名称: 内容”的对照表，这里是{node.kind}", node.position)
            return []
        return list(node.content.items())

    def parsed(self, key: str, parse: Callable[[str], T]) -> T | None:
        """Take a text and read it with `parse`, whose ValueError is noted at its place; None where there is none."""
        position = self.where(key)
        text = self.text(key, "")
        if not text:
            return None
        try:
            return parse(text)
        except ValueError as error:
            self.problem(f"“{key}”：{error}", position)
            return None

    def done(self) -> None:
        """Report the keys that nobody took."""
        for key, node in self._left.items():
            known = "、".join(dict.fromkeys(self._known))
            self.problem(f"{self._what}不认识“{key}”，可用的有：{known}", node.key_position or node.position)
