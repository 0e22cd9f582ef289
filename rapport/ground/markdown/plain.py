"""Escapes for Markdown: a text whose signs must be printed as they are."""

from __future__ import annotations

from rapport.ground.patterns import regex

_SIGNS = regex(r"([\\`*_\[\]<>|~#])")


def plain(text: str) -> str:
    """Return a text that Markdown leaves as it is."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split("\n")).replace("&", "&amp;"))
