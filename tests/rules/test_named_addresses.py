"""Addresses that a section names for its links: what serves nothing there is told where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

SITE = "https://fabrique-du-val.example"
TWICE, IDLE, ELSEWHERE = "est définie deux fois", "Aucun lien n'appelle", "n'est pas un lien ici"


@pytest.mark.parametrize(("here", "there", "told"), [
    (f"Voir [le site].\n\n[le site]: {SITE}/a\n[Le  Site]: {SITE}/b", "", [("edito", 8, TWICE)]),
    (f"[un][x] [deux][x]\n\n[x]: {SITE}/a\n\nUn mot.\n\n[x]: {SITE}/b", "", [("edito", 11, TWICE)]),
    (f"> Voir [x].\n>\n> [x]: {SITE}\n\n[X]: {SITE}", "", [("edito", 9, TWICE)]),
    (f"Un mot.\n\n[x]: {SITE}", "", [("edito", 7, IDLE)]),
    (f"`[x]` et \\[y].\n\n[x]: {SITE}\n[y]: {SITE}", "", [("edito", 7, IDLE), ("edito", 8, IDLE)]),
    (f"::: callout\n[x]: {SITE}\n:::\n\nUn mot.", "", [("edito", 6, IDLE)]),
    (f"Voir [x].\n\n[x]: {SITE}", "Voir [x].", [("ateliers", 5, ELSEWHERE)]),
    ("Voir [le\nsite].", f"Voir [le site].\n\n[Le site]: {SITE}", [("edito", 5, ELSEWHERE)]),
    (f"Voir [un][x].\n\n[x]: {SITE}", "Un mot.\n\nVoir [un][x].", [("ateliers", 7, ELSEWHERE)]),
    (f"[**le** site][X] et ![Un établi][e].\n\n[x]: {SITE}\n    'Un titre'\n\n[e]: assets/etabli.svg",
     f"[X]\n\n[x]: {SITE}/b", []),
    (f"Un mot\n[x]: {SITE}", "Un [sic] mot.", []), (f"```\n[x]: {SITE}\n```", "", []), ("Un mot[^a].\n\n[^a]: Une note.", "", []),
])  # fmt: skip
def test_a_named_address_serves(petite: Path, run: Callable, here: str, there: str, told: list[tuple[str, int, str]]):
    for name, body in (("edito", here), ("ateliers", there or "Un mot.")):
        called = '{{ value("velos.repares") }}\n\n{{ chart("heures") }}\n\n{{ people("bureau") }}'
        (petite / f"content/{name}.md").write_text(f"---\ntitle: Essai\n---\n\n{body}\n\n{called}\n", "utf-8")
    found = re.findall(r"(?m)^content/(\w+)\.md:(\d+):\d+: erreur LNK17 (.*)$", run(petite, "check").out)
    assert [(name, int(line)) for name, line, _ in found] == [(name, line) for name, line, _ in sorted(told)]
    assert all(said in message for (*_, message), (*_, said) in zip(found, sorted(told), strict=True))
