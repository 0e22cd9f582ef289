"""Straight quotation marks as French ones: « » outside, “ ” inside, each turned by what stands on its two sides.

Source: Lexique des règles typographiques en usage à l'Imprimerie nationale, « Guillemets ».
"""

from __future__ import annotations

from itertools import pairwise

from rapport.ground.patterns import regex

_PAIRED = regex(r'(?<!["\d])"((?:[^"\n]|\n(?!\s*\n))+)"(?!")')
_PARAGRAPH = regex(r'(?:[^"\n]|\n(?!\s*\n))*"(?:[^\n]|\n(?!\s*\n))*')
_BEFORE = frozenset("([{«“'’-–—/*_~|>\ue003")  # what may stand before an opening mark, other than a space
_NBSP = "\u00a0"
_DEEPEST = 2


def quoted(text: str) -> str:
    """Return a text whose straight quotation marks are French, paragraph by paragraph; those that can't be told pair up in order.

    Lone ones stay, and those of inches.
    """
    return _PARAGRAPH.sub(lambda paragraph: _quoted(paragraph[0]), text) if '"' in text else text


def _quoted(paragraph: str) -> str:
    turned = _turned(paragraph) if paragraph.count('"') > _DEEPEST else None
    return _PAIRED.sub(rf"«{_NBSP}\1{_NBSP}»", paragraph) if turned is None else turned


def _turned(paragraph: str) -> str | None:
    """Return a paragraph with each mark turned by its sides; None when they don't pair, or lie deeper than two."""
    parts = paragraph.split('"')
    out, depth = [parts[0]], 0
    for number, (before, after) in enumerate(pairwise(parts), 1):
        last = before[-1:] or '"' * (number > 1)
        following = after[:1] or '"' * (number < len(parts) - 1)
        opens = (not last or last.isspace() or last in _BEFORE) and following not in {"", '"'} and not following.isspace()
        closes = bool(last) and not last.isspace()
        if closes and (not opens or (depth and not following.isalnum())):
            depth -= 1
            out.append(f"{_NBSP}»" if depth == 0 else "”")
        elif opens:
            depth += 1
            out.append(f"«{_NBSP}" if depth == 1 else "“")
        if not (closes or opens) or not 0 <= depth <= _DEEPEST:
            return None
        out.append(after)
    return "".join(out) if depth == 0 else None
