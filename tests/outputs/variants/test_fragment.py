"""The page to paste into a site: its marks, its pictures, its numbers as data, and nothing that would act on the site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html


@pytest.fixture(scope="session")
def text(made: Path) -> str:
    return (made / "site-2024/site.html").read_text("utf-8")


def test_it_brings_neither_script_nor_look(text: str):
    assert re.findall(r"<(?:script|style|link rel|html|head|body)\b|\s(?:style|class|on\w+|data-[\w-]+)=", text) == []


def test_its_headings_begin_at_the_second_level_and_skip_none(text: str):
    """One of the sections stands in a part of the report, where its title is of the third level."""
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", text)]
    assert levels == [2, 3, 4, 2, 3, 3]


def test_its_links_lead_somewhere(text: str):
    """A link within a section leads to it; one to the rest of the report is words; an outside one stays."""
    tree = html.fragment_fromstring(text)
    names = set(tree.xpath("//@id"))
    targets = [str(target) for target in tree.xpath("//a/@href")]
    assert [target for target in targets if target.startswith("#") and target[1:] not in names] == []
    assert "https://fabrique-du-val.example" in targets
    assert "les ateliers" in tree.text_content()
    assert all(name.startswith("site-") for name in names)
    assert [label for label in tree.xpath("//@aria-labelledby") if label not in names] == []


def test_its_pictures_stand_beside_it_with_their_words(made: Path, text: str):
    tree = html.fragment_fromstring(text)
    shown = [(picture.get("src"), picture.get("alt")) for picture in tree.iter("img")]
    assert [Path(name).name for name, _ in shown] == ["heures.png", "image-3.png"]
    assert all(alt for _, alt in shown)
    beside = {path.name for path in (made / "site-2024/images").iterdir()}
    assert beside == {"heures.png", "heures.svg", "image-3.png", "image-3.svg"}
    assert (made / "site-2024/images/heures.png").read_bytes().startswith(b"\x89PNG")


def test_its_numbers_are_data(made: Path, text: str):
    """Each number says its exact value; the file beside says the same, with unit, status and source."""
    tree = html.fragment_fromstring(text)
    bound = {(element.get("value"), element.text_content()) for element in tree.iter("data")}
    assert {("318", "318"), ("1240", "1\u202f240"), ("50", "50\u00a0%")} <= bound
    told = json.loads((made / "site-2024/donnees/indicateurs.json").read_text("utf-8"))
    numbers = {one["id"]: one for one in told["indicateurs"]}
    assert numbers["velos.repares"]["valeur"] == 318
    assert numbers["heures.part_velo"]["unite"] == "%"
    assert numbers["heures.total"]["source"] == "Cahier des présences, décembre 2024"
    assert (told["organisation"], told["annee"]) == ("La Fabrique du Val", 2024)


def test_it_says_what_it_is_in_the_words_of_schema_org(text: str):
    tree = html.fragment_fromstring(text)
    kinds = [kind.rpartition("/")[2] for kind in tree.xpath("//@itemtype")]
    assert tree.get("itemtype") == "https://schema.org/Report"
    assert sorted(kinds) == ["DataDownload", "Dataset", "Organization", "Report"]
    assert tree.xpath("string(//a[@itemprop='contentUrl']/@href)") == "donnees/indicateurs.json"


def test_what_is_to_confirm_says_so_without_a_style_sheet(petite: Path, run):
    from tests.outputs.variants.conftest import with_variants

    root = with_variants(petite)
    path = root / "data/indicators/ateliers.yml"
    doubted = "  status: to_confirm\n  question: Combien de vélos ?\n  source: Registre"
    path.write_text(path.read_text("utf-8").replace("  source: Registre", doubted), "utf-8")
    assert run(root, "build", "--to", "site").code == 0
    text = (root / "output/2024/site-2024/site.html").read_text("utf-8")
    assert '318<abbr title="à confirmer">°</abbr></data>' in text
    assert "°\u00a0: à confirmer." in text
