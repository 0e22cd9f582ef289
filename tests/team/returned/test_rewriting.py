"""Marks of a paragraph that was corrected: what goes within a claim, bold or a link, and what stays outside."""

from __future__ import annotations

import pytest

from rapport.ground.markdown.atoms import atoms_of
from rapport.manuscript.proof.binding import BoundParagraph, Letter, seen
from rapport.manuscript.proof.texts import PrintedText
from rapport.team.returned.rewriting import rewritten

CLAIM = '{.claim rule="r"}'
AT = "https://exemple.org"


def bound_to(source: str) -> BoundParagraph:
    """Return a paragraph printed as it is typed."""
    atoms = atoms_of(source) or []
    letters = [Letter(atom.printed, *seen(atom), "") for atom in atoms]
    return BoundParagraph(PrintedText("a.md", source, 1, 1), atoms, letters, range(len(atoms)))


def corrected(source: str, before: str, after: str, link: str = "") -> str:
    """Return a paragraph in which words were replaced, or made a link; what is new looks like what it replaces."""
    bound = bound_to(source)
    start = "".join(letter.text for letter in bound.letters).index(before)
    old = bound.letters[start : start + len(before)]
    new = [letter._replace(link=link) for letter in old] if link else [old[0]._replace(text=letter) for letter in after]
    (block,) = rewritten([bound], [[*bound.letters[:start], *new, *bound.letters[start + len(before) :]]])
    return block.text


@pytest.mark.parametrize(
    ("source", "before", "after", "expected"),
    [
        (f"on [va plus]{CLAIM} loin", "va", "« va »", f"on [« va » plus]{CLAIM} loin"),
        (f"on [va plus]{CLAIM} loin", "plus", "« plus »", f"on [va « plus »]{CLAIM} loin"),
        (f"on [va plus]{CLAIM} loin", "va", "(va)", f"on [(va) plus]{CLAIM} loin"),
        (f"on [va plus]{CLAIM} loin", "va plus", "« va plus »", f"on « [va plus]{CLAIM} » loin"),
        (f"on [va plus]{CLAIM} loin", "va ", "", f"on [plus]{CLAIM} loin"),
        (f"on [va plus]{CLAIM} loin", " plus", "", f"on [va]{CLAIM} loin"),
        (f"on [va plus]{CLAIM} loin", "va", "va va", f"on [va va plus]{CLAIM} loin"),
        (f"on [va plus]{CLAIM} loin", "on", "on on", f"on on [va plus]{CLAIM} loin"),
        ("on **va plus** loin", "va ", "", "on **plus** loin"),
        (f"on [va plus]({AT}) loin", "va ", "", f"on [plus]({AT}) loin"),
    ],
)
def test_signs_and_blanks_at_an_edge(source: str, before: str, after: str, expected: str):
    assert corrected(source, before, after) == expected


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("**On va plus loin.**", "loin", f"**On va plus [loin]({AT}).**"),
        ("on **va plus** loin", "va", f"on **[va]({AT}) plus** loin"),
        ("on **va plus** loin", "va plus", f"on [**va plus**]({AT}) loin"),
        ("on **va** plus loin", "va plus", f"on [**va** plus]({AT}) loin"),
        (f"on [va plus]{CLAIM} loin", "plus", f"on [va [plus]({AT})]{CLAIM} loin"),
        (f"on [va plus]{CLAIM} loin", "on va plus", f"[on [va plus]{CLAIM}]({AT}) loin"),
    ],
)
def test_a_link_goes_within_what_is_longer(source: str, words: str, expected: str):
    assert corrected(source, words, words, AT) == expected
