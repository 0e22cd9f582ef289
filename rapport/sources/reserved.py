"""The names that the engine keeps for itself in Markdown's attributes: classes, identifiers, keys; and where a text uses them.

The manuscript is marked with them: the filters, the style sheets and the page's script would take an author's for ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from rapport.ground.markdown.fences import code_blocks
from rapport.ground.patterns import regex

# What the filters, the style sheets, the page's script and the Word file look for (test_reserved.py reads them all).
_CLASSES = """
    about acronym annex awaited awaited-block back banner bar bar-contents bar-title bar-toggle bars bearing-ticks bearings
    branch card cell chart chart-data chart-source chart-subtitle chart-title chosen close coloured colophon colophon-contact
    colophon-edition colophon-heading colophon-inner colophon-legend colophon-name colophon-top comment-end comment-start
    contents contents-title copy-link count course cover cover-correction cover-horizon cover-kicker cover-logo cover-stamp
    cover-start cover-text cover-top credit declaration declaration-text detail directory doubtful download drawing email exact
    fold footnote-ref footnotes frame frames glints heading-row hidden hollow horizon js keys kicker label lead legend-mark
    lexicon linked logos logos-title logos-wanted menu-open moves name narrow note number of-whole on-course origin-card
    origin-list origins page part part-header part-number people people-groups person person-name phone pictures region role said
    sea search section section-header shown skip-link sky-high sky-low source stacked status strip summary-label summary-text sun
    swipe table table-scroll table-source term theme timeline to-confirm to-origin toc-headings toc-number toc-part toc-section
    toc-top tree types unfold unknown value visually-hidden wanted waypoints what when where who width-full width-half width-page
"""
CLASSES = frozenset(_CLASSES.split())
KEYS = frozenset({"acronyms", "custom-style", "ground", "key", "level", "number", "question", "ref", "stands"})
KEY_BEGINNINGS = ("data-", "on", "aria-")
_OF_PAGE = """
    accessibilite annexe-chiffres annexe-chiffres-titre annonces contenu cover-above cover-sky haut sommaire sommaire-titre
    valeurs
"""
# Labels of the PDF's own looks (templates/typst/).
_OF_LOOKS = """
    banner-1 banner-2 banner-foot begun callout coloured-1 coloured-2 coloured-foot end grows half hero interview key-numbers
    landscape left-page link listing mark month-begins new-page noted number opening-1 opening-2 part part-position placed
    plate right-page ruled shared small-print spread-end stamp statement to-confirm voice wide xref
"""
OF_PAGE, OF_LOOKS = frozenset(_OF_PAGE.split()), frozenset(_OF_LOOKS.split())
IDENTIFIERS = OF_PAGE | OF_LOOKS
IDENTIFIER_BEGINNINGS = ("appel-", "chart-", "chiffre-", "lex-", "logo-", "note-", "table-")

_NUMBERS = 'Un chiffre s\'écrit {{ value("…") }} ; son doute, status: to_confirm dans data/.'
_TABLES = 'Une table s\'écrit {{ table("…") }}, seule sur sa ligne ; sa forme se choisit dans data/tables.yml.'
INSTEAD = {
    "awaited": _NUMBERS, "number": _NUMBERS, "ref": _NUMBERS, "to-confirm": _NUMBERS, "unknown": _NUMBERS,
    "value": _NUMBERS,
    "chart": 'Un graphique s\'écrit {{ chart("…") }}, seul sur sa ligne.',
    "directory": _TABLES, "lexicon": _TABLES, "logos": _TABLES, "table": _TABLES, "timeline": _TABLES,
    "kicker": "Le surtitre s'écrit dans l'en-tête de la section : kicker: …",
    "lead": "Le chapô s'écrit dans l'en-tête de la section : lead: …",
    "note": "Une note s'écrit [^1], puis son texte : [^1]: …",
    "people": 'Un groupe de personnes s\'écrit {{ people("…") }}, seul sur sa ligne.',
}  # fmt: skip
OTHERWISE = "Retirez-le, ou donnez-lui un autre nom."

_LEAD = r"(?<=[{\s\"'-])"  # what may stand before a mark: Pandoc asks for no space after a quoted value
_MARK = regex(
    _LEAD + r"(?:(?P<sign>[.#])(?P<name>[^\W\d_][\w.:-]*+)"
    r"|(?P<key>[^\W\d][\w.:-]*+)=(?P<value>\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|[^\s}]*+))",
    re.DOTALL,
)
_INFO = regex(r"^[ \t>*+\d.)(:-]*(?:`{3,}|~{3,})[ \t]*(?P<name>[^\W\d_][\w.:-]*+)", re.MULTILINE)
_PARAGRAPH = regex(r"(?:[^\n]++(?:\n(?![^\S\n]*\n))?+)++")


def is_identifier(name: str) -> bool:
    """Tell whether an identifier is the report's own, whatever its sections are called."""
    return name in IDENTIFIERS or name.startswith(IDENTIFIER_BEGINNINGS)


class Reserved(NamedTuple):
    """A reserved name in a text: the offset of its mark, how it is written (.chart, #haut, ref=), what to write instead."""

    start: int
    written: str
    instead: str


@lru_cache(maxsize=4096)
def reserved_in(text: str, sections: frozenset[str] = frozenset()) -> tuple[Reserved, ...]:
    """Return the reserved names that a text gives between braces, or to a block of code, in order.

    The names of the ``sections`` are reserved as identifiers. What Pandoc could take for an attribute is one here: a few too
    many between backticks, none too few.

    Source: Pandoc's reader (Text.Pandoc.Readers.Markdown: `attributes`, `codeBlockFenced`).
    """
    found = [
        Reserved(info.start("name"), f".{info['name']}", _instead(info["name"]))
        for info in _INFO.finditer(text)
        if info["name"] in CLASSES
    ]
    if "{" in text:
        bare = _without_code(text)
        for paragraph in _PARAGRAPH.finditer(bare):
            first, last = paragraph[0].find("{"), paragraph[0].rfind("}")
            if 0 <= first < last:
                found += _marks(bare, paragraph.start() + first, paragraph.start() + last, sections)
    return tuple(sorted(set(found)))


def _marks(text: str, start: int, end: int, sections: frozenset[str]) -> Iterator[Reserved]:
    for mark in _MARK.finditer(text, start, end):
        if mark["sign"]:
            classes, identifiers = ([mark["name"]], []) if mark["sign"] == "." else ([], [mark["name"]])
        else:
            key, value = mark["key"], _read(mark["value"])
            classes, identifiers = value.split() if key == "class" else [], [value] if key == "id" else []
            if key in KEYS or key.lower().startswith(KEY_BEGINNINGS):
                yield Reserved(mark.start(), f"{key}=", _instead(key))
        yield from (Reserved(mark.start(), f".{name}", _instead(name)) for name in classes if name in CLASSES)
        yield from (
            Reserved(mark.start(), f"#{name}", OTHERWISE)
            for name in identifiers
            if is_identifier(name) or name.removesuffix("-titre") in sections
        )


def _without_code(text: str) -> str:
    """Return the text with spaces over its blocks of code that are surely that, the line that opens each apart."""
    kept, position = [], 0
    for block in code_blocks(text):
        if block.sure:
            inside = text.find("\n", block.start, block.end)
            kept += [text[position:inside], re.sub(r"[^\n]", " ", text[inside : block.end])]
            position = block.end
    return "".join([*kept, text[position:]])


def _read(value: str) -> str:
    """Return a value as Pandoc understands it: quotes, escapes and entities undone."""
    inner = value[1:-1] if value[:1] in {'"', "'"} and value[-1:] == value[:1] and len(value) > 1 else value
    return unescape(re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL))


def _instead(name: str) -> str:
    return INSTEAD.get(name, OTHERWISE)
