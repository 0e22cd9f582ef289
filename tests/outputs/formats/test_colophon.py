"""How to reach the organisation, and who took the photographs: on the back cover, at the foot of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from rapport.outputs.formats.colophon import contact_lines, photographers
from rapport.rules.outputs.pdf_reading import measured
from rapport.sources.model import Piece

RELEASE = {"release": {"version": "1", "day": "2025-06-01", "commit": "1a2b3c4d5e"}, "inputs": {}, "outputs": {}}


@pytest.mark.parametrize(
    ("line", "targets"),
    [
        ("17 rue Froment", []),
        ("contact@val.example", ["mailto:contact@val.example"]),
        ("Tél. : 01 99 00 12 34", ["tel:+33199001234"]),
        ("01 99 00 12 34, contact@val.example", ["tel:+33199001234", "mailto:contact@val.example"]),
        ("+262 262 12 34 56", ["tel:+262262123456"]),
        ("75011 Paris, 2e étage", []),
    ],
)
def test_what_reaches_the_organisation_is_a_link(line: str, targets: list[str]):
    (parts,) = contact_lines((line,))
    assert [target for _, target in parts if target] == targets
    assert "".join(text for text, _ in parts).replace("\u00a0", " ") == line


def test_each_photographer_is_named_once():
    lines = [rf"[Photographie{chr(160)}: {name}]{{.credit}}" for name in ("Léa FORT", r"Studio \*Nord\*", "Léa FORT")]
    assert photographers([Piece("a", "\n".join(lines), ())]) == f"Photographies{chr(160)}: Léa FORT et Studio *Nord*."
    assert photographers([Piece("a", "Rien.", ())]) == ""


def test_a_draft_asks_for_the_address_that_a_release_leaves_out(petite: Path, run: Callable):
    for release in (False, True):
        (petite / "manifest.json").write_text(json.dumps(RELEASE if release else {}), "utf-8")
        assert run(petite, "build", "--to", "html", "--to", "pdf").code == 0
        pages = measured(petite / "output/2024/rapport-activite-2024.pdf")["pages"]
        html = (petite / "output/2024/index.html").read_text("utf-8")
        assert ("Adresse à compléter" in pages[-1]["text"]) is not release
        assert ("à compléter" in html) is not release
    assert "révision 1a2b3c4d5e" in pages[-1]["text"].replace("\n", " ")


def test_the_back_cover_is_a_left_hand_page_with_contacts(petite: Path, run: Callable):
    report = petite / "report.yml"
    report.write_text(
        report.read_text("utf-8") + "address: [3 rue du Val, 'Tél. 01 99 00 12 34', contact@val.example]\n", "utf-8"
    )
    assert run(petite, "build", "--to", "html", "--to", "pdf").code == 0
    document = pypdfium2.PdfDocument(petite / "output/2024/rapport-activite-2024.pdf")
    assert len(document) % 4 == 0
    said = " ".join(measured(petite / "output/2024/rapport-activite-2024.pdf")["pages"][-1]["text"].split())
    assert "3 rue du Val" in said
    assert "Adresse à compléter" not in said
    html = (petite / "output/2024/index.html").read_text("utf-8")
    assert re.search(r'<address>3 rue du Val<br>Tél\.\s<a href="tel:\+33199001234">', html)
    assert '<a href="mailto:contact@val.example">contact@val.example</a>' in html


@pytest.mark.parametrize(
    "address", ["", "address: [17 rue du Val]\n", "address: [17 rue du Val, '01 99 00 12 34', val@val.example]\n"]
)
def test_both_blocks_of_the_back_cover_begin_on_one_line(address: str, petite: Path, run: Callable):
    path = petite / "report.yml"
    path.write_text(path.read_text("utf-8") + address, "utf-8")
    assert run(petite, "build", "--to", "pdf").code == 0
    document = pypdfium2.PdfDocument(petite / "output/2024/rapport-activite-2024.pdf")
    page = document[len(document) - 1].get_textpage()
    heads, words = [], []
    for head in ("NOUS JOINDRE", "PROPOS DE CETTE"):
        found = page.search(head).get_next()
        assert found is not None
        under = page.get_text_range(found[0], -1).index("\n") + 1
        for bases, letter in ((heads, found[0]), (words, found[0] + under)):
            bases.append(page.get_charbox(letter)[1])
    assert heads == pytest.approx([heads[0]] * 2, abs=0.2)
    assert words == pytest.approx([words[0]] * 2, abs=0.2)
