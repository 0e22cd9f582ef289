"""Marks of other programs, and of hands that slipped, left in a text or in a cell: told where they stand, and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

CALLED = 'Un mot {{ value("velos.repares") }} ici.'


@pytest.mark.parametrize(("body", "line", "written"), [
    # a list under its paragraph, too far right to be one
    ("Nos axes :\n    - un\n    - deux", 2, "- un"), ("Nos axes :\n\t* un", 2, "* un"),
    ("Nos axes,\ntous :\n      1. un", 3, "1. un"),
    ("::: callout\nNos axes :\n    - un\n:::", 3, "- un"), ("## Axes\nIls sont :\n    - un", 3, "- un"),
    # titles of wikis, lists of Pandoc's, emphasis and code that end nowhere
    ("== Un titre ==", 1, "== Un titre =="), ("Un mot.\n\n=== Un titre ===\n\nUn mot.", 3, "=== Un titre ==="),
    ("h2. Un titre", 1, "h2. Un titre"), ("Un.\n\n(@) un\n(@) deux", 4, "(@) deux"),
    ("Un *mot *, et la suite.", 1, "*mot *"), ("> Un _mot _ ici", 1, "_mot _"), ("- *Un mot *", 1, "*Un mot *"),
    ("Un ``mot ici.", 1, "``"), ("[Le site]https://val.example/a", 1, "[Le site]https://val.example/a"),
    # what other programs hide, or read as marks
    ("Un mot. %% à revoir %%", 1, "%% à revoir %%"), ("Un {# pour moi #} mot.", 1, "{# pour moi #}"),
    ("// pour moi\nUn mot.", 1, "// pour moi"), ("Un <!-- pour moi --> mot.", 1, "<!-- pour moi -->"),
    ("Un ~mot barré~ ici.", 1, "~mot barré~"), ("Un --mot barré-- ici.", 1, "--mot barré--"),
    ("Un ~mot~.", 1, "~mot~"), ("L`été, un mot.", 1, "`"), ("Un `mot ici.", 1, "`"), ("*Un* `mot\n\net la suite`.", 1, "`"),
    ("Selon [@dupont2020].", 1, "[@dupont2020]"), ("Selon [@ana, page].", 1, "[@ana, page]"), ("[-@ana]", 1, "[-@ana]"),
    ("![[salle.jpg]]", 1, "![[salle.jpg]]"), ("Un <img src='salle.jpg'> mot.", 1, "<img src='salle.jpg'>"),
    # notes whose calls were pasted, fields that a word processor lost
    ("Un mot¹ ici.", 1, "¹"), ("Des ateliers² ouverts.", 1, "²"), ("Un.\n\n³ Une note.", 3, "³"),
    ("Voir Erreur ! Source du renvoi introuvable.", 1, "Erreur ! Source du renvoi introuvable."),
    ("Voir Erreur\u00a0! Signet non défini.", 1, "Erreur\u00a0! Signet non défini."),
    ("Il y en a #REF! ici.", 1, "#REF!"),
    # bullets apart, letters, rows of a spreadsheet, items of which nothing is typed
    ("· un\n\n· deux", 3, "·"), ("o un\n\no deux\n\no trois", 1, "o un"), ("✓ Un", 1, "✓"),
    ("➔ Un", 1, "➔"), ("- [x]", 1, "- [x]"),
    ("Nos axes :\nA) un\nB) deux", 2, "A) un"), ("Nos axes :\ni. un\nii. deux", 2, "i. un"),
    ("Axes :\nI) un\nII) deux", 2, "I) un"),
    ("Nom;Lieu\nBois;Val", 1, "Nom;Lieu"), ("Nom;Lieu;\nBois;Val;\nVélo;Val;", 2, "Bois;Val;"),
    ("Un.\n\na;b;c\nd;;e\nf;g;h", 3, "a;b;c"),
    ("-", 1, "-"), ("- un\n-\n- deux", 2, "-"), ("1. un\n\n2.\n\n3. trois", 3, "2."),
    ("> -\n> - un", 1, "-"), ("::: callout\n*\n:::", 2, "*"),
    ("Voir **[là]http://val.example**", 1, "[là]http://val.example**"),
])  # fmt: skip
def test_told_in_a_text(petite: Path, run: Callable, body: str, line: int, written: str):
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{body}\n\n{CALLED}\n", "utf-8")
    told = re.findall(r"(?m)^content/ateliers\.md:(\d+):\d+: avertissement TXT14 « (.*) » paraîtra", run(petite, "check").out)
    assert (str(line + 4), written) in told


@pytest.mark.parametrize("body", [
    "Nos axes :\n- un\n    - deux", "Terme\n:   un sens\n    - un", "1. un\nsuite\n    - deux",
    "Un mot[^a].\n\n[^a]: note\n    - un",
    "A == B, == et ===", "(@ana) a écrit", "h2.Un mot, h9. rien", "Un *mot*, *un autre* et * seul", "`` un `code` ``, `du code`",
    "Un mot\\*, a*b *c*", "[1] https://val.example", "[mot](https://val.example)", "nom_de_x _y", "* un *mot*\n* deux",
    "- Bonjour, dit-il.\n\n– Bonjour.\n\n– Au revoir.", "Un m² et un km², du CO², dix dam³",
    "M.~Dupont, M.~Durand", "Un -- deux --- trois",
    "A. Dupont\nB. Durand", "R&D; oui\nT&D; non", "http://x.example//a//b", "20\u00a0%% et", "``a`b``, `l'un`",
    "Un mot\n-", "- un\n-\n  deux",
    "- un\n- \n    deux", "(i) un\n(ii) deux", "un;deux", "Un `code` et l'`autre`", "C:\\dossier\\nom --option",
    "- un\n\n    suite :\n    - deux", "    - un", "Les prix * et *les autres*",
])  # fmt: skip
def test_left_alone_in_a_text(petite: Path, run: Callable, body: str):
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\nUn.\n\n{body}\n\n{CALLED}\n", "utf-8")
    told = [line for line in run(petite, "check").lines if "TXT14" in line and "du code" not in line]
    assert [line for line in told if "« - un »" not in line or body != "    - un"] == []


@pytest.mark.parametrize(("cell", "told"), [
    ("** Bois **", True), ("__Bois__", True), ("~~Bois~~", True), ("Bois^[Une note.]", True), ("Bois[^1]", True),
    ("*Bois*", True),
    ("Bois * chêne * hêtre", False), ("bois__brut__", False), ("Bois ^ chêne", False), ("~ Bois", False), ("Bois [brut]", False),
])  # fmt: skip
def test_told_in_a_cell(petite: Path, run: Callable, cell: str, *, told: bool):
    """A cell is printed as it is typed: what would mark its words, or make a note, is printed too."""
    path = petite / "data/tables/heures_par_atelier.csv"
    path.write_text(path.read_text("utf-8").replace(",Bois,", f",{cell},"), "utf-8")
    found = [line for line in run(petite, "check").lines if "TXT14" in line]
    assert [line.startswith("data/tables/heures_par_atelier.csv:3:1") for line in found] == [True] * told
