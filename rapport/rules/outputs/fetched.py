"""What a browser fetches for a page: the addresses of its pictures, styles, scripts and frames, wherever HTML and CSS hold them.

Text isn't looked at: a page may write of `url(https://…)`. Comments and scripts are read as pages too, as parsers don't agree
on where they end; the worst is an address too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_SOURCES = frozenset({"src", "poster", "background", "lowsrc", "dynsrc", "data", "manifest", "codebase", "archive", "classid"})
_SETS = frozenset({"srcset", "imagesrcset"})
_LINKS = frozenset({"href", "xlink:href"})
_FOLLOWED = frozenset({"a", "area"})  # by the reader alone
_ANIMATED = frozenset({"from", "to", "by", "values"})  # of SVG: they may be given to any attribute
# Attributes that hold CSS: HTML's own, and those of SVG that may name a resource.
_STYLES = frozenset(
    {"style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start", "marker-mid", "marker-end"}
)
_REMOTE = re.compile(r"(?:https?|ftp|wss?):|[/\\]{2}", re.IGNORECASE)
_REFRESHED = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_NAMED = re.compile(r"(?:\b(?:url|src)\(\s*['\"]?|@import\s*['\"])([^'\")]*)", re.IGNORECASE)
_CHOSEN = re.compile(r"\bimage(?:-set)?\(([^;{}]*)", re.IGNORECASE)
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def fetched_by(page: str) -> list[str]:
    """Return the addresses of the network that a browser asks for as it shows a page, each once, in order."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    return list(dict.fromkeys(reader.found))


class _Page(HTMLParser):
    """A page being read; ``found`` are the addresses so far."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.found += _of_attribute(tag, name, value or "")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:  # a style or a script, of which HTML reads nothing
            self.found += _of_css(data)
        if self.cdata_elem == "script":
            self.found += fetched_by(data)

    def handle_comment(self, data: str) -> None:
        self.found += fetched_by(data)

    def unknown_decl(self, data: str) -> None:
        self.found += fetched_by(data)


def _of_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    if name in _SOURCES or (name in _LINKS and tag not in _FOLLOWED):
        yield from _remote(value)
    elif name in _SETS:
        for part in re.split(r"[\s,]+", value):
            yield from _remote(part)
    elif name in _STYLES:
        yield from _of_css(value)
    elif name in _ANIMATED:
        yield from _of_css(value)
        for part in value.split(";"):
            yield from _remote(part)
    elif name == "srcdoc":
        yield from fetched_by(value)
    elif tag == "meta" and name == "content" and (found := _REFRESHED.search(value)):
        yield from _remote(found[1])


def _of_css(text: str) -> Iterator[str]:
    """Yield the addresses of a style, with its comments and without: a string may hold the beginning of one."""
    for style in dict.fromkeys((text, _COMMENT.sub("", text))):
        plain = _ESCAPE.sub(_unescaped, style)
        for found in _NAMED.finditer(plain):
            yield from _remote(found[1])
        for chosen in _CHOSEN.finditer(plain):
            for found in _QUOTED.finditer(chosen[1]):
                yield from _remote(found[1] or found[2] or "")


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else 0
    return chr(code) if 0 < code <= 0x10FFFF else (found[2] or "").strip("\n")  # noqa: PLR2004 - Unicode's last


def _remote(address: str) -> Iterator[str]:
    """Yield an address when it leads to the network, as a browser reads it: it drops spaces around and line ends within."""
    plain = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
    if _REMOTE.match(plain):
        yield plain
