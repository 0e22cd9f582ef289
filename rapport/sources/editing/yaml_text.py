"""One value of a YAML text changed where it stands: comments, order, quotes and layout stay as they were typed.

A library that writes YAML back folds long lines, moves comments and drops quotes; here the author's characters are cut
at the marks of the parser, and only there. Each change is read back before it counts.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

import yaml

from rapport.ground.problems import Problem, Severity
from rapport.sources.editing.originals import line_end_of
from rapport.sources.reading.yaml import read_yaml

Key = str | int
Scalar = str | int | bool | Decimal | None
Written = Scalar | Mapping[Key, Any] | list[Any]  # what holds others is written between braces, or brackets
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = 120  # characters of a folded text's line


class Unchangeable(Exception):  # noqa: N818 - told as a problem
    """A value is written in a way that can't be changed without touching what stands around it."""


class YamlText:
    """A YAML text; `set` and `remove` change one value of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._end = line_end_of(text)

    def value(self) -> Any:
        """Return the text's plain value."""
        problems: list[Problem] = []
        read = read_yaml(self.text.replace("\r\n", "\n").replace("\r", "\n"), "", problems)
        if read is None or any(problem.severity is Severity.ERROR for problem in problems):
            raise Unchangeable(self.text)
        return read.value

    def set(self, path: tuple[Key, ...], value: Written, after: Key | None = None) -> None:
        """Give a key its value; a new key goes below ``after``, else to the end of its mapping.

        Raises Unchangeable, the text as it was, when that would touch anything else.
        """
        expected = _with(self.value(), path, value)
        before = self.text
        parent = self._mapping(path[:-1])
        old = _value_node(parent, path[-1]) if parent else None
        if parent is None:
            self.text += ("" if not before or before.endswith("\n") else self._end) + self._line(0, path[-1], value)
        elif old is not None:
            self._replace(old, parent, value)
        elif parent.flow_style:
            self._insert_in_flow(parent, path[-1], value)
        else:
            self._insert_line(parent, path[-1], value, after)
        self._settle(before, expected)

    def remove(self, path: tuple[Key, ...]) -> None:
        """Take a key away, with its line; raises Unchangeable, the text as it was, when it can't be done alone."""
        expected = _without(self.value(), path)
        before = self.text
        parent = self._mapping(path[:-1])
        pair = next((pair for pair in parent.value if pair[0].value == str(path[-1])), None) if parent else None
        if parent is None or pair is None:
            raise Unchangeable(path[-1])
        start, end = pair[0].start_mark.index, end_of(pair[1], before)
        if parent.flow_style:
            start, end = self._with_comma(parent, start, end)
        else:
            start, end = before.rfind("\n", 0, start) + 1, self._line_after(end)
        self.text = before[:start] + before[end:]
        self._settle(before, expected)

    def _with_comma(self, parent: yaml.MappingNode, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of an entry between braces with one of its commas."""
        if found := re.compile(r"\s*,\s*").match(self.text, end, parent.end_mark.index):
            return start, found.end()
        head = self.text[parent.start_mark.index + 1 : start]
        return start - len(head) + len(re.sub(r"\s*,\s*$", "", head)), end

    def _settle(self, before: str, expected: Any) -> None:
        """Keep the change if it reads as meant, undo it otherwise."""
        try:
            kept = _comparable(self.value()) == _comparable(expected)
        except Unchangeable:
            kept = False
        if not kept:
            self.text = before
            raise Unchangeable(before)

    def _mapping(self, path: tuple[Key, ...]) -> yaml.MappingNode | None:
        """Return the mapping at a path, None for the root of an empty text."""
        node = yaml.compose(self.text, Loader=_Loader)
        for key in path:
            node = _value_node(node, key)
        if (node is None and path) or (node is not None and not isinstance(node, yaml.MappingNode)):
            raise Unchangeable(path)
        return node

    def _replace(self, old: yaml.Node, parent: yaml.MappingNode, value: Written) -> None:
        if isinstance(old, yaml.CollectionNode) and not old.flow_style:
            raise Unchangeable(old.value)
        start, end = old.start_mark.index, end_of(old, self.text)
        key = next(key for key, node in parent.value if node is old)
        indent = len(self.text[self.text.rfind("\n", 0, key.start_mark.index) + 1 : key.start_mark.index])
        style = old.style if isinstance(old, yaml.ScalarNode) else None
        written = _folded(value, indent, self._end) if style == ">" and isinstance(value, str) else ""
        written = written or as_yaml(value, style, flow=bool(parent.flow_style))
        if not written and not parent.flow_style:
            start = len(self.text[:start].rstrip(" "))
        elif self.text[:start].endswith(":"):
            written = f" {written}"
        self.text = self.text[:start] + written + self.text[end:]

    def _insert_in_flow(self, parent: yaml.MappingNode, key: Key, value: Written) -> None:
        close = parent.end_mark.index - 1
        if parent.value:
            at = end_of(parent.value[-1][1], self.text)
            comma = re.compile(r"\s*,").match(self.text, at, close)
            at = comma.end() if comma else at
            lead = " " if comma else ", "
        else:
            at, lead = parent.start_mark.index + 1, ""
        self.text = f"{self.text[:at]}{lead}{key}: {as_yaml(value, None, flow=True)}{self.text[at:]}"

    def _insert_line(self, parent: yaml.MappingNode, key: Key, value: Written, after: Key | None) -> None:
        last = next((pair for pair in parent.value if pair[0].value == str(after)), parent.value[-1])
        at = self._line_after(end_of(last[1], self.text))
        lead = "" if at == 0 or self.text[at - 1] == "\n" else self._end
        line = self._line(parent.value[0][0].start_mark.column, key, value)
        self.text = self.text[:at] + lead + line + self.text[at:]

    def _line(self, indent: int, key: Key, value: Written) -> str:
        return f"{' ' * indent}{key}: {as_yaml(value, None, flow=False)}".rstrip(" ") + self._end

    def _line_after(self, index: int) -> int:
        """Return where the line after that of a character begins."""
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1


def _value_node(node: yaml.Node | None, key: Key) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
        item: yaml.Node | None = node.value[key] if key < len(node.value) else None
        return item
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    found: yaml.Node | None = next((value for name, value in pairs if name.value == str(key)), None)
    return found


def end_of(node: yaml.Node, text: str) -> int:
    """Return where a value's last character ends: a block's own mark is where the next thing begins."""
    if isinstance(node, yaml.ScalarNode):
        end: int = node.end_mark.index
        return len(text[:end].rstrip()) if node.style in {"|", ">"} else end
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(last[1] if isinstance(last, tuple) else last, text)


def as_yaml(value: Written, style: str | None, *, flow: bool) -> str:
    """Return a value as YAML, in the quotes that were there (``style``) or in as few as it needs."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {as_yaml(inner, None, flow=True)}".rstrip() for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_yaml(inner, None, flow=True) for inner in value) + "]"
    if not isinstance(value, str):
        plain = "" if value is None else str(value).lower() if isinstance(value, int) else f"{value:f}"
        return f"{style}{plain}{style}" if plain and style in {'"', "'"} else plain
    if style == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and _needs_no_quotes(value, flow=flow):
        return value
    if style != '"' and '"' in value and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def _needs_no_quotes(text: str, *, flow: bool) -> bool:
    """Tell whether a text needs no quotes."""
    if not text or "\n" in text or "\r" in text:
        return False
    problems: list[Problem] = []
    read = read_yaml(f"{{a: {text}, b: c}}" if flow else f"a: {text}\nb: c\n", "", problems)
    return not problems and read is not None and read.value == {"a": text, "b": "c"}


def _folded(text: str, indent: int, end: str) -> str:
    """Return a text folded under ``>-``; nothing when folding would change it."""
    lines = textwrap.wrap(text, _WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
    if not lines or " ".join(lines) != text or text != text.strip():
        return ""
    return ">-" + "".join(f"{end}{' ' * (indent + 2)}{line}" for line in lines)


def _with(value: Any, path: tuple[Key, ...], new: Any) -> Any:
    changed = {} if value is None else deepcopy(value)
    _below(changed, path)[path[-1]] = dict(new) if isinstance(new, Mapping) else new
    return changed


def _without(value: Any, path: tuple[Key, ...]) -> Any:
    changed = deepcopy(value)
    _below(changed, path).pop(path[-1], None)
    return changed


def _below(value: Any, path: tuple[Key, ...]) -> dict[Key, Any]:
    """Return the mapping that holds the last key of a path; a list's items are keys from 0."""
    for key in path[:-1]:
        known = key in value if isinstance(value, dict) else isinstance(value, list) and key in range(len(value))
        if not known:
            raise Unchangeable(key)
        value = value[key]
    if not isinstance(value, dict):
        raise Unchangeable(path[-1])
    return value


def _comparable(value: Any) -> Any:
    """Return a value whose numbers are told from texts by nothing: the reader leaves decimals as text."""
    if isinstance(value, dict):
        return {str(key): _comparable(inner) for key, inner in value.items()} or None
    if isinstance(value, list):
        return [_comparable(inner) for inner in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if value is None or isinstance(value, bool) else str(value)
