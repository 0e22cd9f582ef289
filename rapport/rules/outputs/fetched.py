"""What a browser fetches for a page: the addresses of its pictures, styles, scripts and frames, wherever HTML and CSS hold them.

Text isn't looked at: a page may write of `url(https://…)`. Comments and scripts are read as pages too, as parsers don't agree
on where they end; the worst is an address too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapport.ground.patterns import regex

_SOURCES = frozenset({"src", "poster", "background", "lowsrc", "dynsrc", "data", "manifest", "codebase", "archive", "classid"})
_RAW = frozenset({"script", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext", "style"})
_CODE = frozenset({"script", "style"})
_SETS = frozenset({"srcset", "imagesrcset"})
_LINKS = frozenset({"href", "xlink:href"})
_FOLLOWED = frozenset({"a", "area"})  # by the reader alone
_ANIMATED = frozenset({"from", "to", "by", "values"})  # of SVG: they may be given to any attribute
# Attributes that hold CSS: HTML's own, and those of SVG that may name a resource.
_STYLES = frozenset(
    {"style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start", "marker-mid", "marker-end"}
)
_READ = _SOURCES | _SETS | _LINKS | _ANIMATED | _STYLES | {"srcdoc", "content"}
_ASKING = regex(r"[(@\\]")  # what names an address in CSS has one of these, or is written with an escape
_BEGINNING = regex(r"(?=<(?:body|html)\b)", re.IGNORECASE)
_REMOTE = regex(r"(?:https?|ftp|wss?):|[/\\]{2}", re.IGNORECASE)
_REFRESHED = regex(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_COMMENT = regex(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = regex(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_NAMED = regex(r"(?:\b(?:url|src)\(\s*['\"]?|@import\s*['\"])([^'\")]*)", re.IGNORECASE)
_CHOSEN = regex(r"\bimage(?:-set)?\(([^;{}]*)", re.IGNORECASE)
_QUOTED = regex(r"\"([^\"]*)\"|'([^']*)'")


def fetched_by(page: str) -> list[str]:
    """Return the addresses of the network that a browser asks for as it shows a page, each once, in order."""
    return list(dict.fromkeys(_of_page(page)))


def _of_page(page: str) -> list[str]:
    from lxml import etree  # noqa: PLC0415 - `check` reads no page

    if not page.strip():
        return []
    reader = _Page()
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    etree.fromstring(page.encode(), parser)
    if any("misplaced <" in complaint.message for complaint in parser.error_log):
        # A second `<body>` was passed over, with its attributes, which a browser keeps: what begins so is a page too.
        _, *others = filter(None, _BEGINNING.split(page))
        reader.found += [found for other in others for found in _of_page(other)]
    return reader.found


class _Page:
    """A page as its parser tells it; ``found`` are the addresses so far."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._open = ""
        self._said: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.end(tag)
        self._open = tag
        for name, value in attributes.items():
            if (known := name.lower()) in _READ:
                self.found += _of_attribute(tag, known, value)

    def data(self, text: str) -> None:
        if self._open in _RAW:
            self._said.append(text)

    def end(self, _: str) -> None:
        """Read the text of an element in which HTML reads no others: parsers don't agree on where it ends."""
        text, self._said = "".join(self._said), []
        if self._open in _CODE:
            self.found += _of_css(text)
        if self._open != "style" and "<" in text:
            self.found += _of_page(text)
        self._open = ""

    def comment(self, text: str) -> None:
        self.found += _of_page(f"{text}>")  # some take for one what ends at the first of these

    def close(self) -> None:
        self.end("")


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
        yield from _of_page(value)
    elif tag == "meta" and name == "content" and (found := _REFRESHED.search(value)):
        yield from _remote(found[1])


def _of_css(text: str) -> Iterator[str]:
    """Yield the addresses of a style, with its comments and without: a string may hold the beginning of one."""
    if not _ASKING.search(text):
        return
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
