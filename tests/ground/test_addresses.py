"""One rule of schemes for every address: in links, in report.yml, in the brand, and in the filters behind the check."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from rapport.ground.addresses import SCHEMES, fault_of_contact, fault_of_link, fault_of_page, scheme_of
from rapport.ground.markdown.targets import targets_in

PROJECT = Path(__file__).resolve().parents[2]
GOOD = [
    "https://exemple.fr", "HTTP://exemple.fr:8080/a?b=c#d", "https://exemple.fr/a_(b)%20c", "mailto:a@b.fr?subject=x",
    "tel:+33199001234", "#partie-1",
]  # fmt: skip
BAD = [
    "javascript:alert()", "JaVaScRiPt:alert()", " javascript:alert()", "\x01javascript:alert()", "java\tscript:alert()",
    "java\nscript:alert()", "vbscript:a", "data:text/html,a", "file:///etc/passwd", "blob:https://exemple.fr/a", "ftp://exemple.fr",
    "//exemple.fr", "\\\\exemple.fr", "/a", "a.html", "javascript%3Aalert()", "https:exemple.fr", "https:///a",
    "https:\\\\exemple.fr", "https://exemple.fr\n/a", "tel:javascript", "mailto:",
    "view-source:https://exemple.fr", "", "www.exemple.fr",
]  # fmt: skip


@pytest.mark.parametrize("address", GOOD)
def test_where_a_reader_may_be_led(address: str):
    assert fault_of_link(address) == ""


@pytest.mark.parametrize("address", BAD)
def test_where_a_reader_is_never_led(address: str):
    assert fault_of_link(address)
    assert fault_of_page(address)
    assert fault_of_contact(address)
    assert not re.search(r"[\x00-\x1f]", fault_of_link(address)), "the message is one line"


def test_the_filters_have_the_same_schemes():
    text = (PROJECT / "templates/filter/addresses.lua").read_text("utf-8")
    written = re.search(r"^local SCHEMES = \{(.*)\}", text, re.MULTILINE)
    assert written
    assert tuple(re.findall(r"(\w+) = true", written[1])) == SCHEMES


def test_a_scheme_is_read_as_browsers_read_it():
    assert scheme_of(" \x00Java\n\tScript:x") == "javascript"
    assert scheme_of("page.html#a:b") == ""


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](javascript:x)", ["javascript:x"]),
        ("[a [b [c]]]( <java&#115;cript:x> 'titre')", ["javascript:x"]),
        ('[a](x (y) z "titre")', ["x (y) z"]),
        ("![a](assets/a b.png)", ["assets/a b.png"]),
        ("[a]:\n   data:x\n", ["data:x"]),
        ("> 1. [a]: data:x\n", ["data:x"]),
        ("- [a]: une suite de mots\n", ["une suite de mots"]),
        ("<VBScript:x> <a@b.fr> (<data:x>)", ["VBScript:x", "data:x"]),
        ("\\[a](b) [^1]: note", []),
        ("texte](x)", []),
    ],
)
def test_links_are_found_as_pandoc_finds_them(text: str, targets: list[str]):
    assert [target.address for target in targets_in(text)] == targets


@pytest.mark.parametrize(
    "address", ["javascript:alert()", "JAVASCRIPT:alert()", "data:text/html,a", "//exemple.fr", "exemple.fr", "mailto:a@b.fr"]
)
@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("report.yml", "website: https://fabrique-du-val.example", "website: '{}'", "LEC06"),
        ("report.yml", "year: 2024", "year: 2024\naccessibility:\n  contact: '{}'", "LEC06"),
        ("assets/_brand.yml", "  link: https://fabrique-du-val.example", "  link: '{}'", "LEC10"),
    ],
)
def test_a_page_of_the_edition_is_refused_where_it_is_written(
    petite: Path, run: Callable[..., SimpleNamespace], address: str, name: str, old: str, new: str, code: str
):
    """No severity and no waiver lets it through: it is not even read."""
    path = petite / name
    text = path.read_text("utf-8")
    assert old in text
    changed = text.replace(old, new.format(address))
    path.write_text(changed, "utf-8")
    line = next(number for number, row in enumerate(changed.splitlines(), 1) if address in row and "'" in row)
    (problem,) = run(petite, "check").lines[:1]
    assert re.match(rf"{re.escape(name)}:{line}:\d+: erreur {code} ", problem)
    assert "adresse" in problem
