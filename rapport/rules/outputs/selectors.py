"""Which elements a selector of a style sheet chooses, on a page that nobody touches: no pointer over it, nothing typed in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

Test = Callable[[Any], bool]
_PART = re.compile(
    r"(?P<combinator>\s*[>+~]\s*|\s+)|(?P<tag>[\w-]+|\*)|#(?P<id>(?:[\w-]|\\.|[^\x00-\x7f])+)|\.(?P<class>(?:[\w-]|\\.|[^\x00-\x7f])+)"
    r"|\[\s*(?P<name>[\w:-]+)\s*(?:(?P<operator>[~|^$*]?=)\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\]\s]+)\s*[iIsS]?\s*)?\]"
    r"|(?P<pseudo>::?[\w-]+)(?P<opening>\()?"
)
_NTH = re.compile(r"([+-]?\d*)n(?:([+-]\d+))?|([+-]?\d+)")
_PLACES = {"first": "1", "last": "1"}
_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda given, value: given == value,
    "~=": lambda given, value: value in given.split(),
    "|=": lambda given, value: given == value or given.startswith(f"{value}-"),
    "^=": lambda given, value: bool(value) and given.startswith(value),
    "$=": lambda given, value: bool(value) and given.endswith(value),
    "*=": lambda given, value: bool(value) and value in given,
}


class Selector(NamedTuple):
    """A selector: its compounds from the last one back, each with the combinator before it; its specificity, its keys.

    What it chooses has one of its keys: an identifier, a class or a tag; the empty one where it may be anything.
    """

    compounds: tuple[tuple[str, tuple[Test, ...]], ...]
    weight: tuple[int, int, int]
    keys: tuple[str, ...]

    def chooses(self, element: Any) -> bool:
        """Tell whether it chooses an element."""
        return _matches(element, self.compounds)


def parts_of(text: str, separator: str = ",") -> list[str]:
    """Return what a separator parts, outside of brackets and quotes."""
    parts, depth, quote, start = [], 0, "", 0
    for at, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == separator and not depth:
            parts.append(text[start:at].strip())
            start = at + 1
    return [*parts, text[start:].strip()]


def selectors_of(prelude: str, *, inner: bool = False) -> Iterator[Selector]:
    """Yield the selectors of a rule that choose elements of a page at rest; what isn't understood chooses nothing.

    The ``inner`` ones are what « :has » asks for, from an element on.
    """
    for text in parts_of(prelude):
        if text and (found := _selector_of(text, inner=inner)) is not None:
            yield found


def _selector_of(text: str, *, inner: bool) -> Selector | None:
    compounds: list[tuple[str, list[Test]]] = [("", [])]
    weight, at = [0, 0, 0], 0
    keys: list[tuple[str, ...]] = [("",)]
    if inner:
        first = re.match(r"[>+~]?\s*", text)
        at = first.end() if first else 0
        compounds, keys = [("", [lambda one: one.get(_SCOPE) is not None]), (text[:at].strip() or " ", [])], [("",), ("",)]
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            return None
        at = found.end()
        if found["combinator"]:
            compounds.append((found["combinator"].strip() or " ", []))
            keys.append(("",))
            continue
        end = _closing(text, at) if found["opening"] else at
        inside = text[at : end - 1] if found["opening"] else ""
        test, heavier = _test_of(found, inside)
        at = end
        if test is None:
            return None
        compounds[-1][1].append(test)
        weight = [one + other for one, other in zip(weight, heavier, strict=True)]
        keys[-1] = keys[-1] if keys[-1] != ("",) else _keys_of(found, inside)
    turned = [(compounds[n][0], tuple(compounds[n][1])) for n in range(len(compounds) - 1, -1, -1)]
    return Selector(tuple(turned), (weight[0], weight[1], weight[2]), keys[-1])


_SCOPE = "data-scope-of-has"


def _keys_of(found: re.Match[str], inside: str) -> tuple[str, ...]:
    if found["pseudo"] in {":is", ":where"}:
        keys = tuple(dict.fromkeys(key for one in selectors_of(inside) for key in one.keys))
        return keys if "" not in keys else ("",)
    if found["id"]:
        return (f"#{found['id']}",)
    return (f".{found['class']}" if found["class"] else (found["tag"] or "").replace("*", "").lower(),)


def _closing(text: str, at: int) -> int:
    depth = 1
    while at < len(text) and depth:
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at


def _test_of(found: re.Match[str], inside: str) -> tuple[Test | None, tuple[int, int, int]]:
    """Return what a simple selector asks of an element, and its specificity; None where none is chosen at rest."""
    if (tag := found["tag"]) is not None:
        return (lambda one: tag == "*" or one.tag == tag.lower()), (0, 0, int(tag != "*"))
    if (name := found["id"]) is not None:
        return (lambda one: one.get("id") == name), (1, 0, 0)
    if (name := found["class"]) is not None:
        return (lambda one: f".{name}" in _class_keys(one.get("class"))), (0, 1, 0)
    if (name := found["name"]) is not None:
        operator, value = found["operator"], (found["value"] or "").strip("\"'")
        if operator is None:
            return (lambda one: one.get(name) is not None), (0, 1, 0)
        return (lambda one: one.get(name) is not None and _OPERATORS[operator](one.get(name), value)), (0, 1, 0)
    return _pseudo(found["pseudo"], inside)


def _pseudo(name: str, inside: str) -> tuple[Test | None, tuple[int, int, int]]:
    if name in {":is", ":where", ":not", ":has"}:
        inner = [*selectors_of(inside, inner=name == ":has")]
        weight = max((one.weight for one in inner), default=(0, 0, 0)) if name != ":where" else (0, 0, 0)
        if name == ":not":
            return (lambda one: not any(other.chooses(one) for other in inner)), weight
        if name == ":has":
            return (lambda one: _holds(one, inner)), weight
        if all(
            len(one.compounds) == len(one.compounds[0][1]) == len(one.keys) == 1 and one.keys[0][:1] not in {"", "#"}
            for one in inner
        ):
            keys = frozenset(key for one in inner for key in one.keys)  # most of them name tags and classes alone
            return (lambda one: one.tag in keys or any(key in keys for key in _class_keys(one.get("class")))), weight
        return (lambda one: any(other.chooses(one) for other in inner)), weight
    if name == ":root":
        return (lambda one: one.getparent() is None), (0, 1, 0)
    if name == ":empty":
        return (lambda one: not len(one) and not one.text), (0, 1, 0)
    if (found := re.fullmatch(r":(?:(first|last|only)-(child|of-type)|nth-(?:(last)-)?(child|of-type))", name)) is not None:
        return _placed(found, inside), (0, 1, 0)
    return None, (0, 0, 0)  # :hover, :target, ::before: nothing at rest, or no element


@lru_cache(maxsize=1000)
def _class_keys(given: str | None) -> tuple[str, ...]:
    return tuple(f".{name}" for name in (given or "").split())


def _placed(found: re.Match[str], inside: str) -> Test | None:
    alike = (found[2] or found[4]) == "of-type"
    asked = {"odd": "2n+1", "even": "2n"}.get(inside.strip(), inside.replace(" ", "")) or "1"
    counted = _NTH.fullmatch(asked)
    if counted is None:
        return None
    step = int({"": "1", "+": "1", "-": "-1"}.get(counted[1], counted[1])) if counted[3] is None else 0
    first = int(counted[3] or counted[2] or 0)

    def is_there(one: Any, *, last: bool) -> bool:
        others = one.itersiblings(preceding=not last)
        place = 1 + sum(isinstance(other.tag, str) and (not alike or other.tag == one.tag) for other in others)
        return bool(place == first if step == 0 else (place - first) % step == 0 and (place - first) // step >= 0)

    if found[1] == "only":
        return lambda one: is_there(one, last=False) and is_there(one, last=True)
    backwards = "last" in {found[1], found[3]}
    return lambda one: is_there(one, last=backwards)


def _holds(element: Any, inner: list[Selector]) -> bool:
    """Tell whether what « :has » asks for is in an element, or beside it."""
    element.set(_SCOPE, "")
    try:
        return any(
            isinstance(one.tag, str) and selector.chooses(one) for selector in inner for one in _reached(element, selector)
        )
    finally:
        del element.attrib[_SCOPE]


def _reached(element: Any, selector: Selector) -> Iterator[Any]:
    """Return where what a selector asks for, from an element on, may be: among its children, beside it, anywhere in it."""
    joined = [combinator for combinator, _ in selector.compounds[:-1]]  # from the last compound back to the element
    if {*joined} <= {"+", "~"}:
        return iter(element.itersiblings())
    if joined[-1] == ">" and {*joined[:-1]} <= {"+", "~"}:
        return iter(element)
    return iter((*element.iterdescendants(), *element.itersiblings()))


def _matches(element: Any, compounds: tuple[tuple[str, tuple[Test, ...]], ...]) -> bool:
    combinator, tests = compounds[0]
    if not all(test(element) for test in tests):
        return False
    if len(compounds) == 1:
        return True
    parent = element.getparent()
    if combinator == ">":
        return parent is not None and _matches(parent, compounds[1:])
    if combinator == "+":
        before = next((one for one in element.itersiblings(preceding=True) if isinstance(one.tag, str)), None)
        return before is not None and _matches(before, compounds[1:])
    others = element.itersiblings(preceding=True) if combinator == "~" else element.iterancestors()
    return any(isinstance(one.tag, str) and _matches(one, compounds[1:]) for one in others)
