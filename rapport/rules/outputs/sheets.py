"""The style sheets of a page, as far as they decide what is seen: what they declare of an element, on a wide screen by day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from rapport.rules.outputs.hiding import deciding_among
from rapport.rules.outputs.selectors import Selector, parts_of, selectors_of

Declared = Callable[[Any], Mapping[str, str]]
_WIDTH = 1280  # pixels of the screen that the page is read on
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NESTING = re.compile(r"&")
_HELD = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|url\([^)]*\)")
_LENGTH = {"px": 1.0, "em": 16.0, "rem": 16.0}
_FEATURE = re.compile(r"\(\s*(?:(min|max)-)?width\s*(?::|(>=|<=|>|<))\s*([\d.]+)(px|r?em)\s*\)")
_AT_REST = re.compile(
    r"\(\s*(?:prefers-color-scheme\s*:\s*light|prefers-reduced-motion\s*:\s*no-preference|hover\s*:\s*hover|pointer\s*:\s*fine"
    r"|any-hover\s*:\s*hover|orientation\s*:\s*landscape|color)\s*\)"
)


class Ruled(NamedTuple):
    """A rule of a style sheet: one selector, its declarations, whether they are important, its place."""

    selector: Selector
    declared: tuple[tuple[str, str, bool], ...]
    order: int


class Sheets:
    """The style sheets of a page."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_key: dict[str, list[Ruled]] = {}
        self._named: dict[str, str] = {}
        rules = [*rules_in("\n".join(texts))]
        for prelude, declared in rules:
            if prelude.strip() in {":root", "html"}:
                self._named.update({name: value for name, value, _ in declared if name.startswith("--")})
        resolved = [(prelude, [(name, self._resolved(value), heavy) for name, value, heavy in own]) for prelude, own in rules]
        deciding = deciding_among((name, value) for _, own in resolved for name, value, _ in own)
        for order, (prelude, own) in enumerate(resolved):
            kept = tuple(one for one in own if one[0] in deciding)
            for selector in selectors_of(prelude) if kept else ():
                for key in selector.keys:
                    self._by_key.setdefault(key, []).append(Ruled(selector, kept, order))

    def of(self, element: Any) -> dict[str, str]:
        """Return what is declared of an element, its own attributes included, the weightiest of each property."""
        keys = ["", str(element.tag), *(f".{name}" for name in (element.get("class") or "").split())]
        keys += [f"#{element.get('id')}"] if element.get("id") else []
        bearing = [one for key in keys for one in self._by_key.get(key, ()) if one.selector.chooses(element)]
        weighed = [
            ((important, False, one.selector.weight, one.order), name, value)
            for one in bearing
            for name, value, important in one.declared
        ]
        own = self._own(element.get("style"))
        weighed += [((important, True, (0, 0, 0), at), name, value) for at, (name, value, important) in enumerate(own)]
        weighed.sort(key=lambda one: one[0])
        return {name: value for _, name, value in weighed}

    def _own(self, style: str | None) -> list[tuple[str, str, bool]]:
        return [(name, self._resolved(value), heavy) for name, value, heavy in declarations_of(style)] if style else []

    def _resolved(self, value: str, depth: int = 8) -> str:
        """Return a value less the names that the root gives to others, as it is by day."""
        while "var(" in value and depth:
            value = re.sub(r"var\(\s*(--[\w-]+)[^()]*\)", lambda found: self._named.get(found[1], "unknown"), value)
            depth -= 1
        return re.sub(r"light-dark\(((?:[^(),]|\([^()]*\))+),.*\)\s*\Z", r"\1", value).strip() if "light-dark" in value else value


def declarations_of(text: str) -> list[tuple[str, str, bool]]:
    """Return the properties that a text declares, each with its value and whether it is important, in order."""
    found = []
    for one in parts_of(text, ";"):
        name, colon, value = one.partition(":")
        if colon:
            plain = re.sub(r"\s*!\s*important\s*\Z", "", value, flags=re.IGNORECASE)
            found.append((name.strip().lower(), plain.strip().lower(), plain != value))
    return found


def rules_in(sheet: str) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
    """Yield the preludes and the declarations of the rules that hold on a wide screen by day, in order."""
    plain = _HELD.sub(
        lambda held: held[0] if held[0][0] in "\"'" and not set(held[0]) & set("{};") else '""', _COMMENT.sub("", sheet)
    )
    yield from _rules_within(plain, "")


def _rules_within(text: str, parent: str) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
    own, at = [], 0
    inner: list[tuple[str, str]] = []
    for found in iter(_Blocks(text)):
        before, _, prelude = text[at : found[0]].rpartition(";")
        own.append(before)
        inner.append((prelude.strip(), text[found[0] + 1 : found[1]]))
        at = found[1] + 1
    own.append(text[at:])
    if parent:
        yield parent, declarations_of(";".join(own))
    for prelude, body in inner:
        if prelude.startswith("@"):
            if _holds(prelude):
                yield from _rules_within(body, parent)
        else:
            yield from _rules_within(body, _nested(prelude, parent))


class _Blocks:
    """The blocks between braces of a text, the outermost ones."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __iter__(self) -> Iterator[tuple[int, int]]:
        depth, start = 0, 0
        for found in re.finditer(r"[{}]", self._text):
            if found[0] == "{":
                start = start if depth else found.start()
                depth += 1
            elif depth:
                depth -= 1
                if not depth:
                    yield start, found.start()


def _nested(prelude: str, parent: str) -> str:
    if not parent:
        return prelude
    return ", ".join(
        _NESTING.sub(f":is({parent})", one) if "&" in one else f":is({parent}) {one}" for one in parts_of(prelude) if one
    )


def _holds(prelude: str) -> bool:
    """Tell whether what an at-rule holds bears on the page."""
    name, _, asked = prelude.partition(" ")
    if name == "@media":
        return any(_is_met(query) for query in parts_of(asked.lower()))
    return name in {"@layer", "@container", "@scope"} or (name == "@supports" and not asked.strip().startswith("not"))


def _is_met(query: str) -> bool:
    plain = query.strip().removeprefix("only ").strip()
    if plain.startswith("not "):
        return not _is_met(plain.removeprefix("not "))
    return all(_feature_met(one.strip()) for one in re.split(r"\s+and\s+", plain))


def _feature_met(asked: str) -> bool:
    if (found := _FEATURE.fullmatch(asked)) is not None:
        bound, least = float(found[3]) * _LENGTH[found[4]], found[1] == "min" or found[2] in {">=", ">"}
        return bound <= _WIDTH if least else bound >= _WIDTH
    return asked in {"screen", "all"} or _AT_REST.fullmatch(asked) is not None


def sheets_of(root: Any) -> Sheets:
    """Return the style sheets of a page."""
    return Sheets(element.text or "" for element in root.iter("style"))


def own_of(style: str) -> dict[str, str]:
    """Return what the attribute of an element declares."""
    return {name: value for name, value, _ in declarations_of(style)}
