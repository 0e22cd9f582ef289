"""A Word file dropped on the workshop: shown, taken whole or in part, taken back in one step; what isn't ours is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from rapport.cli.main import main
from rapport.flow.atelier import site as bounds
from tests.conftest import Outcome
from tests.flow.atelier.test_site import Site, site  # noqa: F401 - a fixture
from tests.team.returned.reviewer import reviewed
from tests.team.returned.test_hostile import SPOILT, remade

SECOND = "Paul <relecteur>"  # a name is text, whatever it holds
EDITO, TOTAL, NOTES = "content/edito.md", "data/indicators/ateliers.yml", "data/notes.yml"


@pytest.fixture
def raw(petite: Path) -> bytes:
    """Return the Word file that left the edition."""
    assert main(["build", "--quiet", "--to", "docx"], petite) == 0
    return next((petite / "output").glob("*/*.docx")).read_bytes()


def brought(to: Site, content: bytes, name: str = "relecture.docx", **more: str) -> tuple[int, dict[str, str]]:
    """Drop a file."""
    headers = {**to.headers, "Content_Type": "application/octet-stream", **more}
    status, body, _ = to.asked("POST", f"/-/word?{urlencode({'name': name})}", content, **headers)
    return status, json.loads(body)


def shown(of: Site, told: dict[str, str]) -> tuple[str, list[str], list[str]]:
    """Return the panel of a file, the names of what can be ticked in it: corrections, numbers."""
    status, page = of.read(f"/-/word?ticket={told['ticket']}")
    assert status == 200
    names = [re.findall(f'name="{one}" value="([^"]+)"', page) for one in ("take", "number")]
    return unescape(page), names[0], names[1]


def text(of: Site, path: str) -> str:
    return (of.root / path).read_text("utf-8")


def test_a_file_is_shown_taken_in_part_then_whole_and_undone(site: Site, raw: bytes):  # noqa: F811
    before = text(site, EDITO)
    status, told = brought(site, reviewed(raw, SECOND), "C:\\Relecture de Nadia.docx")
    assert (status, told["said"]) == (200, "Relecture de Nadia.docx est lu.")
    page, takes, numbers = shown(site, told)
    assert "par Paul <relecteur>" in page
    assert "Celles de Paul <relecteur>" in page
    assert "318 est devenu 319" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Tous\u202f?" in page
    assert (len(takes), len(numbers)) == (2, 1)
    assert text(site, EDITO) == before
    status, done = site.write("/-/bring-back", {"ticket": told["ticket"], "take": takes[0]})
    assert (status, done["said"], done["undo"]) == (200, "1 correction : c'est écrit.", "Corrections de Relecture de Nadia.docx")
    assert text(site, EDITO) == before.replace("sans rendez-vous", "sans inscription")
    assert "face à" in done["page"]
    assert "inscription" not in done["page"]
    rest = {"ticket": told["ticket"], "take": takes[1], "number": numbers[0], "notes": "1"}
    status, done = site.write("/-/bring-back", rest)
    assert status == 200
    assert done["said"].startswith("2 corrections et 1 remarque : c'est écrit. Chiffre 318 → 319")
    assert "page" not in done
    assert text(site, EDITO) == before.replace("sans rendez-vous", "sans inscription").replace("près de", "face à")
    assert "2024: 319" in text(site, TOTAL)
    assert "Tous ?" in text(site, NOTES)
    site.write("/-/undo", {})
    assert "2024: 318" in text(site, TOTAL)
    assert not (site.root / NOTES).exists()
    site.write("/-/undo", {})
    assert text(site, EDITO) == before


def test_the_corrections_are_seen_side_by_side(site: Site, raw: bytes):  # noqa: F811
    """On a page apart, without those that are written already; a file that is no longer open says so."""
    _, told = brought(site, reviewed(raw, SECOND))
    page, takes, _ = shown(site, told)
    address = f"/-/side-by-side?ticket={told['ticket']}"
    assert address in page
    status, beside = site.read(address)
    assert status == 200
    assert "<ins>inscription</ins>" in beside
    assert "par Paul &lt;relecteur&gt;" in beside
    assert "<script" not in beside
    site.write("/-/bring-back", {"ticket": told["ticket"], "take": takes[0]})
    assert "inscription" not in site.read(address)[1]
    status, refused = site.read("/-/side-by-side?ticket=99")
    assert status != 200
    assert "Ce document n'est plus ouvert." in json.loads(refused)["said"]


def test_what_others_wrote_meanwhile_is_told_and_kept(site: Site, raw: bytes):  # noqa: F811
    told = brought(site, reviewed(raw, SECOND))[1]
    _, takes, _ = shown(site, told)
    path = site.root / EDITO
    path.write_text(text(site, EDITO).replace("sans rendez-vous", "le samedi"), "utf-8")
    after = text(site, EDITO)
    status, done = site.write("/-/bring-back", {"ticket": told["ticket"], "take": " ".join(takes)})
    assert (status, done["said"]) == (200, "1 correction : c'est écrit.")
    assert "le samedi" in unescape(done["page"])
    assert "a changé dans les sources" in unescape(done["page"])
    assert text(site, EDITO) == after.replace("près de", "face à")


def test_the_command_and_the_workshop_write_the_same(site: Site, raw: bytes, told: Callable[..., Outcome]):  # noqa: F811
    path = site.root.parent / "relecture.docx"
    path.write_bytes(reviewed(raw, SECOND))
    assert told(site.root, "import", str(path), "--oui").code == 0
    by_command = {name: text(site, name) for name in (EDITO, NOTES)}
    assert told(site.root, "import", "--annuler").code == 0
    ticket = brought(site, reviewed(raw, SECOND))[1]
    _, takes, _ = shown(site, ticket)
    site.write("/-/bring-back", {"ticket": ticket["ticket"], "take": " ".join(takes), "notes": "1"})
    assert {name: text(site, name) for name in (EDITO, NOTES)} == by_command


def test_a_file_without_a_change_says_so(site: Site, raw: bytes):  # noqa: F811
    page, takes, _ = shown(site, brought(site, raw)[1])
    assert "Rien ne change." in page
    assert takes == []


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no Word file": (lambda _: b"<html>", "que l'on puisse lire"),
    "empty": (lambda _: b"", "que l'on puisse lire"),
    "old format": (lambda _: b"\xd0\xcf\x11\xe0" * 20, ".doc, ou protégé"),
    "cut in two": (lambda raw: raw[: len(raw) // 2], "que l'on puisse lire"),
    "macros": (lambda raw: remade(raw, lambda parts: parts.update({"word/vbaProject.bin": b"x"})), "contient des macros"),
    "entities": (lambda raw: remade(raw, SPOILT["entities"][0]), "DOCTYPE"),
    "elsewhere": (lambda raw: remade(raw, SPOILT["picture elsewhere"][0]), "fait appel à un fichier extérieur"),
    "another edition": (lambda raw: remade(raw, SPOILT["another edition"][0]), "celui de La Fabrique du Val, 2023"),
    "bomb": (lambda raw: remade(raw, lambda parts: parts.update({"word/a.xml": b" " * 101_000_000})), "c'est trop"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_ours_is_refused_in_french(name: str, site: Site, raw: bytes):  # noqa: F811
    spoil, said = REFUSED[name]
    before = {path: path.read_bytes() for path in (site.root / "content").iterdir()}
    status, told = brought(site, spoil(raw))
    assert status == 409
    assert said in told["said"]
    assert before == {path: path.read_bytes() for path in (site.root / "content").iterdir()}


def test_a_file_is_only_taken_from_a_page_of_ours_and_of_a_size(site: Site, monkeypatch: pytest.MonkeyPatch):  # noqa: F811
    assert brought(site, b"x", X_Key="autre")[0] == 403
    assert brought(site, b"x", Origin="https://ailleurs.example")[0] == 403
    assert brought(site, b"x", Cookie="")[0] == 403
    monkeypatch.setitem(bounds.BROUGHT, "/-/word", (10, "Ce document"))
    status, told = brought(site, b"x" * 11)
    assert (status, told["said"]) == (413, "Ce document pèse plus de 0 Mo.")
    status, told = site.write("/-/bring-back", {"ticket": "7", "take": "1-1"})
    assert (status, told["said"]) == (409, "Ce document n'est plus ouvert. Déposez-le de nouveau.")
    assert site.read("/-/word?ticket=7")[0] == 409
    assert "Déposez le document" in site.read("/-/word")[1]


def test_of_a_file_without_marks_the_differences_are_kept_when_ticked(site: Site, raw: bytes):  # noqa: F811
    before = text(site, EDITO)
    told = brought(site, remade(reviewed(raw, SECOND), lambda parts: parts.pop("customXml/item1.xml")))[1]
    page, takes, numbers = shown(site, told)
    assert "a perdu les repères" in page
    assert (takes, numbers) == ([], [])
    assert site.write("/-/bring-back", {"ticket": told["ticket"]})[1]["said"] == "Rien à écrire."
    assert not (site.root / NOTES).exists()
    status, done = site.write("/-/bring-back", {"ticket": told["ticket"], "notes": "1"})
    assert (status, done["said"]) == (200, "4 remarques : c'est écrit.")
    assert "À reporter" in text(site, NOTES)
    assert text(site, EDITO) == before
