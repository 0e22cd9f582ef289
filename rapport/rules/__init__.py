"""2 and 6. The rules: what the sources and the outputs must keep. One file a family, one decorated generator a rule.

A rule yields findings; its French docstring is its documentation (`build.py rules`), its code is written by hand and
never renumbered. Its cases are the folders `tests/rules/<CODE>-…/`.
"""

from __future__ import annotations

from rapport.rules.book import SOURCE_RULES, Finding, Rule, RuleBook, Sources
from rapport.rules.waivers import waived

# isort: split
# A family registers its rules as it is imported.
from rapport.rules import (
    assertions,
    brand,
    call_places,
    cards,
    charts,
    claims,
    corrections,
    drawings,
    edition,
    factsheets,
    fonts,
    framing,
    glance,
    headings,
    indicator_bounds,
    indicators,
    last_year,
    last_year_jumps,
    last_year_shown,
    lexicon,
    links,
    maps,
    markup,
    notes,
    people,
    photographs,
    pieces,
    privacy,
    produced_names,
    reserved,
    said_years,
    signoff,
    sizes,
    sourcing,
    surveys,
    tables,
    text,
    text_glyphs,
    text_labels,
    text_numbers,
    translated,
    variants,
)

FAMILIES = (
    assertions,
    brand,
    call_places,
    cards,
    charts,
    claims,
    corrections,
    drawings,
    edition,
    factsheets,
    fonts,
    framing,
    glance,
    headings,
    indicator_bounds,
    indicators,
    last_year,
    last_year_jumps,
    last_year_shown,
    lexicon,
    links,
    maps,
    markup,
    notes,
    people,
    photographs,
    pieces,
    privacy,
    produced_names,
    reserved,
    said_years,
    signoff,
    sizes,
    sourcing,
    surveys,
    tables,
    text,
    text_glyphs,
    text_labels,
    text_numbers,
    translated,
    variants,
)

__all__ = ["FAMILIES", "SOURCE_RULES", "Finding", "Rule", "RuleBook", "Sources", "waived"]
