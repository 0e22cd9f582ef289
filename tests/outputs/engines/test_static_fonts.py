"""The weights of static fonts: each that the templates ask for is cut, so that none depends on which file is found first."""

from __future__ import annotations

import re

from rapport.outputs.engines.static_fonts import BASE, HEADINGS
from tests.conftest import PROJECT
from tests.some import some

TEMPLATES = [*(PROJECT / "templates").rglob("*.typ")]


def asked(pattern: str) -> set[int]:
    """Return the upright weights that the Typst templates ask for on the lines where a pattern is found."""
    lines = [line for path in some(TEMPLATES) for line in path.read_text("utf-8").splitlines() if re.search(pattern, line)]
    return {int(weight) for line in lines for weight in re.findall(r"weight: (?:if [\w-]+ \{ )?(\d{3})", line)}


def test_every_weight_of_text_is_cut():
    """Halfway between two weights, Typst takes that of the file that the folder lists first."""
    assert asked(r"^(?!.*\bdisplay\()") == {*BASE[False]}


def test_every_weight_of_headings_is_cut():
    assert {*some(asked(r"\bdisplay\("))} <= {*HEADINGS[False]}
