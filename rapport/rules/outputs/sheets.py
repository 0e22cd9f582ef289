"""The style sheets of a page, as far as they decide what is seen: what they declare of an element, on a wide screen by day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from rapport.ground.patterns import regex
from rapport.rules.outputs.hiding import PIXELS, deciding_among

Declared = Callable[[Any], Mapping[str, str]]
_WIDTH = 1280  # pixels of the screen that the page is read on
_DATA = regex(r"(?<=;base64,)[A-Za-z0-9+/=]+")  # of fonts: the library reads an address letter by letter
_FEATURE = regex(r"\(\s*(?:(min|max)-)?width\s*(?::|(>=|<=|>|<))\s*([\d.]+)(px|r?em)\s*\)")
_AT_REST = regex(
    r"\(\s*(?:prefers-color-scheme\s*:\s*light|prefers-reduced-motion\s*:\s*no-preference|hover\s*:\s*hover|pointer\s*:\s*fine"
    r"|any-hover\s*:\s*hover|orientation\s*:\s*landscape|color)\s*\)"
)


class Given(NamedTuple):
    """A property that is declared, its value, whether it is important."""

    name: str
    value: str
    important: bool


class Ruled(NamedTuple):
    """A rule of a style sheet: whom it chooses, in the library's words, and what it declares of them."""

    prelude: list[Any]
    declared: tuple[Given, ...]


class Sheets:
    """The style sheets of a page."""

    def __init__(self, texts: Iterable[str]) -> None:
        from cssselect2 import Matcher  # noqa: PLC0415 - `check` reads no page
        from tinycss2 import serialize  # noqa: PLC0415

        from rapport.rules.outputs.selectors import selectors_of  # noqa: PLC0415

        self._named: dict[str, str] = {}
        self._elements: dict[Any, Any] = {}
        self._matcher = Matcher()
        rules = [*rules_in("\n".join(texts))]
        for prelude, declared in rules:
            if serialize(prelude).strip() in {":root", "html"}:
                self._named.update({one.name: one.value for one in declared if one.name.startswith("--")})
        resolved = [Ruled(prelude, self._resolved_all(declared)) for prelude, declared in rules]
        deciding = deciding_among((one.name, one.value) for rule in resolved for one in rule.declared)
        for rule in resolved:
            kept = tuple(one for one in rule.declared if one.name in deciding)
            for selector in selectors_of(rule.prelude) if kept else ():
                self._matcher.add_selector(selector, kept)

    def of(self, element: Any) -> dict[str, str]:
        """Return what is declared of an element, its own attributes included, the weightiest of each property."""
        bearing = [one for *_, declared in self._matcher.match(self._wrapped(element)) for one in declared]
        if style := element.get("style"):
            bearing += self._resolved_all(declarations_of(style))
        return {one.name: one.value for important in (False, True) for one in bearing if one.important is important}

    def _wrapped(self, element: Any) -> Any:
        """Return an element as selectors see it; its siblings are known with it."""
        if element not in self._elements:
            from rapport.rules.outputs.selectors import ChosenElement  # noqa: PLC0415

            parent = element.getparent()
            around = [ChosenElement.from_html_root(element)] if parent is None else self._wrapped(parent).iter_children()
            self._elements.update({one.etree_element: one for one in around})
        return self._elements[element]

    def _resolved_all(self, declared: Iterable[Given]) -> tuple[Given, ...]:
        return tuple(one._replace(value=self._resolved(one.value)) for one in declared)

    def _resolved(self, value: str, depth: int = 8) -> str:
        """Return a value less the names that the root gives to others, as it is by day."""
        while "var(" in value and depth:
            value = re.sub(r"var\(\s*(--[\w-]+)[^()]*\)", lambda found: self._named.get(found[1], "unknown"), value)
            depth -= 1
        return re.sub(r"light-dark\(((?:[^(),]|\([^()]*\))+),.*\)\s*\Z", r"\1", value).strip() if "light-dark" in value else value


@lru_cache(maxsize=1000)
def declarations_of(text: str) -> tuple[Given, ...]:
    """Return the properties that a text declares, in order."""
    from tinycss2 import parse_blocks_contents  # noqa: PLC0415 - `check` reads no page

    return _given(parse_blocks_contents(text, skip_comments=True, skip_whitespace=True))


def _given(contents: Iterable[Any]) -> tuple[Given, ...]:
    from tinycss2 import serialize  # noqa: PLC0415

    found = []
    for one in contents:
        if one.type == "declaration":
            try:
                value = serialize(one.value).strip().lower()
            except RecursionError:  # brackets in brackets, hundreds deep: no browser takes them for a value
                continue
            found.append(Given(one.lower_name, value, one.important))
    return tuple(found)


def rules_in(sheet: str) -> Iterator[Ruled]:
    """Yield the rules that hold on a wide screen by day, in order."""
    from tinycss2 import parse_stylesheet  # noqa: PLC0415

    yield from _rules_within(parse_stylesheet(_DATA.sub("", sheet), skip_comments=True, skip_whitespace=True), [])


def _rules_within(contents: list[Any], parent: list[Any]) -> Iterator[Ruled]:
    from tinycss2 import parse_blocks_contents  # noqa: PLC0415

    from rapport.rules.outputs.selectors import nested  # noqa: PLC0415

    if parent:
        yield Ruled(parent, _given(contents))
    for one in contents:
        if one.type == "qualified-rule" or (one.type == "at-rule" and one.content is not None and _holds(one)):
            inner = parse_blocks_contents(one.content, skip_comments=True, skip_whitespace=True)
            yield from _rules_within(inner, nested(one.prelude, parent) if one.type == "qualified-rule" else parent)


def _holds(rule: Any) -> bool:
    """Tell whether what an at-rule holds bears on the page."""
    from tinycss2 import serialize  # noqa: PLC0415

    from rapport.rules.outputs.selectors import parted  # noqa: PLC0415

    if rule.lower_at_keyword == "media":
        return any(_is_met(serialize(query).lower()) for query in parted(rule.prelude))
    asked = serialize(rule.prelude).strip().lower()
    return rule.lower_at_keyword in {"layer", "container", "scope"} or (
        rule.lower_at_keyword == "supports" and not asked.startswith("not")
    )


def _is_met(query: str) -> bool:
    plain = query.strip().removeprefix("only ").strip()
    if plain.startswith("not "):
        return not _is_met(plain.removeprefix("not "))
    return all(_feature_met(one.strip()) for one in re.split(r"\s+and\s+", plain))


def _feature_met(asked: str) -> bool:
    if (found := _FEATURE.fullmatch(asked)) is not None:
        bound, least = float(found[3]) * PIXELS[found[4]], found[1] == "min" or found[2] in {">=", ">"}
        return bound <= _WIDTH if least else bound >= _WIDTH
    return asked in {"screen", "all"} or _AT_REST.fullmatch(asked) is not None


def sheets_of(root: Any) -> Sheets:
    """Return the style sheets of a page."""
    return Sheets(element.text or "" for element in root.iter("style"))


def own_of(style: str) -> dict[str, str]:
    """Return what the attribute of an element declares."""
    return {one.name: one.value for one in declarations_of(style)}
