"""The marks of a Word file's lists: a level whose mark nobody sees goes on with the item above it, whichever program wrote it."""

from __future__ import annotations

import pytest
from lxml import etree

from rapport.sources.reading.proofs.numbering import kinds_of, marks_of

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_list(form: str, mark: str) -> etree._Element:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/></w:lvl>'
    of = '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>'
    return etree.fromstring(
        f'<w:numbering xmlns:w="{SPACE}"><w:abstractNum w:abstractNumId="9">{level}</w:abstractNum>{of}</w:numbering>'
    )


@pytest.mark.parametrize("mark", ["", " ", "\u00a0", "\u2003", "\u200b", "\uf020", "\uf0a0", " \uf020"])
@pytest.mark.parametrize("form", ["bullet", "none"])
def test_a_blank_mark_is_none(form: str, mark: str):
    said = a_list(form, mark)
    assert (kinds_of(said), marks_of(said)) == ({("1", "0"): ""}, {("1", "0"): (f"{form}/", "0")})


@pytest.mark.parametrize("mark", ["•", "–", "o", "\uf0b7", "\uf020\uf0b7"])
def test_a_mark_that_is_seen_is_one(mark: str):
    assert kinds_of(a_list("bullet", mark)) == {("1", "0"): "ul"}
