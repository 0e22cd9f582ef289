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
    bounds,
    brand,
    cards,
    charts,
    claims,
    comparisons,
    drawings,
    edition,
    framing,
    headings,
    indicators,
    jumps,
    letters,
    lexicon,
    links,
    maps,
    markup,
    notes,
    numbers,
    people,
    privacy,
    reserved,
    said_years,
    signoff,
    sizes,
    sourcing,
    tables,
    text,
    years,
)

FAMILIES = (
    assertions,
    bounds,
    brand,
    cards,
    charts,
    claims,
    comparisons,
    drawings,
    edition,
    framing,
    headings,
    indicators,
    jumps,
    letters,
    lexicon,
    links,
    maps,
    markup,
    notes,
    numbers,
    people,
    privacy,
    reserved,
    said_years,
    signoff,
    sizes,
    sourcing,
    tables,
    text,
    years,
)

__all__ = ["FAMILIES", "SOURCE_RULES", "Finding", "Rule", "RuleBook", "Sources", "waived"]
