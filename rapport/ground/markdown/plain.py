"""Between Markdown and plain words: a text whose signs must be printed as they are, a text without its marks."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>|~#])")
_MARKED = re.compile(r"[\\`*_\[<~^]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = 0xE100  # private letters: an escaped sign, out of the way of the marks
_HIDDEN_SIGN = re.compile("[\ue121-\ue17e]")
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"`+([^`\n]+)`+", r"\1"),
        (r"\^\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\[\^[^\[\]\s]+\]", ""),  # notes
        (r"!?\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)(?:\{[^{}]*\})?|\{[^{}]*\})", r"\1"),  # links, pictures, spans
        (r"<((?:https?|mailto):[^>\s]*)>", r"\1"),
        (r"(\*\*|__|~~)(?=\S)(.*?\S)\1", r"\2"),
        (r"(?<![\w*_])([*_])(?=[^\s*_])([^*_]*?[^\s*_])\1(?![\w*_])", r"\2"),
        (r"(?<=[^\s~])~([^\s~]+)~|(?<=[^\s^])\^([^\s^]+)\^", r"\1\2"),  # below and above the line: CO~2~, m^2^
    )
)


def plain(text: str) -> str:
    """Return a text that Markdown leaves as it is."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split("\n")).replace("&", "&amp;"))


def unmarked(text: str) -> str:
    """Return the words of a one-line Markdown text, without its notes: for an alternative text, an annex, data."""
    if not _MARKED.search(text):
        return text
    words = _ESCAPED.sub(lambda sign: chr(_HIDDEN + ord(sign[1])), text)
    for mark, kept in _MARKS:
        words = mark.sub(kept, words)
    return _HIDDEN_SIGN.sub(lambda sign: chr(ord(sign[0]) - _HIDDEN), words)
