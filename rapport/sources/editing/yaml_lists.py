"""Lines added to a YAML text as a person would type them, or taken away: an item of a list, an entry at the end of a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from rapport.sources.editing.originals import line_end_of
from rapport.sources.editing.yaml_text import Key, Scalar, Unchangeable, YamlText, as_yaml, end_of

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def with_item(text: str, key: str, after: int, item: str) -> str:
    """Return a text with an item below another of a list, on a line of its own; raises Unchangeable."""
    root = yaml.compose(text, Loader=_Loader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = next((node for name, node in pairs if name.value == key), None)
    if not isinstance(found, yaml.SequenceNode) or found.flow_style or not 0 <= after < len(found.value):
        raise Unchangeable(key)
    lines = text.splitlines(keepends=True)
    node = found.value[after]
    head = lines[node.start_mark.line]
    indent = head[: len(head) - len(head.lstrip(" "))]
    last = text.count("\n", 0, end_of(node, text))
    end = line_end_of(text)
    if not lines[last].endswith(("\n", "\r")):
        lines[last] += end
    lines.insert(last + 1, f"{indent}- {as_yaml(item, None, flow=False)}{end}")
    made = "".join(lines)
    before = YamlText(text).value()
    expected = dict(before) | {key: [*before[key][: after + 1], item, *before[key][after + 1 :]]}
    if YamlText(made).value() != expected:
        raise Unchangeable(key)
    return made


def without_item(text: str, key: str, item: str) -> str:
    """Return a text without an item of a list that has a line of its own; raises Unchangeable."""
    root = yaml.compose(text, Loader=_Loader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = next((node for name, node in pairs if name.value == key), None)
    items = found.value if isinstance(found, yaml.SequenceNode) and not found.flow_style else []
    line = next((node.start_mark.line for node in items if node.value == item), None)
    lines = text.splitlines(keepends=True)
    made = "".join(lines[:line] + lines[line + 1 :]) if line is not None else text
    before = YamlText(text).value()
    if line is None or YamlText(made).value() != dict(before) | {key: [one for one in before[key] if one != item]}:
        raise Unchangeable(key)
    return made


def with_entry(text: str, name: str, entry: Mapping[str, Scalar | Mapping[Key, Scalar]]) -> str:
    """Return a text with an entry at its end, a key a line, what is empty left out; raises Unchangeable."""
    end = line_end_of(text) if text else "\n"
    before = YamlText(text).value() if text.strip() else {}
    if not isinstance(before, dict) or name in before:
        raise Unchangeable(name)
    lines = [f"{name}:"]
    lines += [
        f"  {key}: {as_yaml(value, None, flow=False)}".rstrip()
        for key, value in entry.items()
        if isinstance(value, Mapping) or value not in {"", None}
    ]
    gap = "" if not text else end if text.endswith(("\n", "\r")) else end * 2
    made = text + gap + "".join(line + end for line in lines)
    read = YamlText(made).value()
    if list(read) != [*before, name] or any(read[key] != before[key] for key in before):
        raise Unchangeable(name)
    return made
