"""A block stuck to its paragraph is read as people mean it, in every format; what isn't a block stays in its sentence."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.ground.markdown.glued import glued_in
from rapport.outputs.engines.pandoc import READER, pandoc_path
from rapport.outputs.engines.work_folder import Tools

# A text, and the lines (from 0) that a blank line, or the marks of a quotation, must part from the one above.
GLUED = {
    "Nos axes :\n- écouter\n- agir": {1: ""},
    "Nos axes :\n* écouter\n* agir": {1: ""},
    "Nos axes :\n1. écouter\n2. agir": {1: ""},
    "Nos axes :\n1) écouter\n2) agir": {1: ""},
    "Un mot\n## Titre\nUn autre": {1: ""},
    "- un\n- deux\n### Titre": {2: ""},
    "- un\n1. deux\n2. trois": {1: ""},
    "Texte\n::: callout\nUn\n:::\nSuite\n::: {.small}\nDeux\n:::": {1: "", 5: ""},
    "::: cards\n### Un\nTexte\n### Deux\nTexte\n:::": {3: ""},
    "Il a dit :\n> Oui.\n> - un": {1: "", 2: ">"},
    "> Nos axes :\n> - un\n> - deux\n- trois": {1: ">", 3: ""},
    "Le détail :\n| a | b |\n|---|---|\n| 1 | 2 |": {1: ""},
    "Le détail :\n+---+---+\n| a | b |\n+---+---+\nSuite": {1: ""},
    "+---+---+\n| a | b |\n+---+---+\n+---+---+\n| a | b |\n+---+---+": {3: ""},
    "+---+\n| a |\n+---+\n| b | c |\n|---|---|\n| 1 | 2 |": {3: ""},
    "+---+\n| a |\n+---+\n|b|c|\n|:--|--:|\n\nSuite": {3: ""},
    "+---+\n| a |\n+---+\nb | c\n--|--\n1 | 2\n\n+---+\n| d |\n+---+": {3: ""},
    "Un mot\nsur deux lignes\n---\n::: callout\nUn": {2: ""},
    "Un mot\n***\nUn autre": {1: ""},
    "| a |\n|---|\n| 1 |\n\n: Légende\n::: cards\n### Un\nTexte\n:::": {5: ""},
    "Table: Légende\n## Titre": {1: ""},
    "Terme\n:   ce qu'il veut dire\n- un\n- deux": {2: ""},
    "Terme\n:   ce qu'il veut dire\n> Oui.": {2: ""},
    "Un mot[^1].\n[^1]: La note.": {1: ""},
    "Un mot[^1].\n\n[^1]: La note.\n\n    Elle va plus loin :\n1. écouter": {5: ""},
    "[^1]: La note.\n\n    Plus loin.\n\n    Encore :\n- écouter\n- agir": {5: ""},
    "::: steps\n1. un\n2. deux\n:::\nNos axes :\n1. écouter": {5: ""},
    "- un\n| a |\n|---|\nNos axes :\n- écouter": {1: "", 4: ""},
    "Un mot\nTerme\n:   ce qu'il veut dire": {1: ""},
    "1. un\nTerme\n:   ce qu'il veut dire\n1. deux": {1: "", 3: ""},
    "- un\n: et la suite\n- deux": {2: ""},
    "|Nos axes :\n- écouter": {1: ""},
    "1. un\n~ et la suite\n1. deux": {2: ""},
    "[^1]: Une note.\n[^2]: Une autre.\n::: callout": {1: "", 2: ""},
    "Un [mot].\n[mot]: https://e.example": {1: ""},
    "Un mot\n    sur deux lignes\n- un\n- deux": {2: ""},
    "Un mot\n  sur deux lignes :\n1. un": {2: ""},
    "[^1]: La note.\n\nUn mot\n\tplus loin\n    encore\n+ un": {5: ""},
}
APART = (
    "Le total est de\n318. Merci.",
    "Une hausse de\n+ 3 points",
    "Il en reste\n> 50 % du total",
    "```\nNos axes :\n- un\n## deux\n```",
    "- un\n- deux\n- trois",
    "- un\n  suite\n- deux",
    "- un\n    - deux\n- trois",
    "1. un\n2. deux\n10. trois",
    "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+",
    "a    b\n---  ---\n- c  d",
    "Titre\n---",
    "Terme\n:   un sens\n:   un autre",
    "Terme\n:   un sens\nqui va plus loin\n:   un autre",
    "Un mot\nsur trois lignes\n: la suite",
    "- un\n- deux\n:   la suite",
    "| a |\n|---|\n| b |\n:   Légende",
    "+----+\n| a  |\n+----+\n| b  |\n| -- |\n+----+",
    "- un\n\n    plus loin\n- deux",
    "[^1]: La note.\n\n- un\n\n    plus loin\n- deux",
    "| a |\n|---|\n| 1 |\n\n: Légende\nsur deux lignes",
    "| a | b |\n|---|---|\n| 1 | 2 |\n- un",
    "## Titre\n- un",
    ":::\n- un",
    "(a) premier\n(b) second",
    "- un\n\n    un paragraphe\n    - deux",
    "1. un\n    suite\n    - deux",
)


@pytest.mark.parametrize("text", GLUED)
def test_a_glued_block_is_parted(text: str):
    assert glued_in(text) == GLUED[text]


@pytest.mark.parametrize("text", APART)
def test_what_is_no_block_stays(text: str):
    assert glued_in(text) == {}


@pytest.mark.parametrize(("text", "lists"), [
    ('Nous avons :\n{{ value("velos.repares") }}\n- venus\n- partis', 1),  # a number is a word of its sentence, even alone
    ('{{ value("heures.part_velo", unit=true) }}\n1. venus\n2. partis', 1),
    ('- un\n{{ value("heures.total") }}\n\nEn tout :\n{{ value("heures.total", unit=true) }}\n* venus', 2),
    ('{{ chart("heures") }}\n- un', 1),  # what is shown apart leaves nothing to be stuck to
    ('1. un\n{{ table("heures_par_atelier") }}\nNos axes :\n1. écouter', 2),
])  # fmt: skip
def test_a_call_alone_is_words_or_a_block(petite: Path, text: str, lists: int):
    (petite / "content/ateliers.md").write_text(f"---\ntitle: L'année\n---\n\n{text}\n", "utf-8")
    flow = Flow(petite, Tools(petite, Cache(petite / ".cache")))
    (piece,) = [piece for piece in flow.manuscript().pieces if piece.id == "ateliers"]
    asked = [pandoc_path(), f"--from={READER}", "--to=html"]
    read = subprocess.run(asked, input=piece.markdown.encode(), capture_output=True, check=True).stdout.decode()
    assert len(re.findall(r"<[ou]l\b", read)) == lists, read
    assert not re.search(r"(?:- |\d\. )(?:venus|partis|un|écouter)", read)


def test_every_format_shows_the_blocks(petite: Path, run: Callable, pdf_text: Callable[[Path], str]):
    body = """Nos axes :
- écouter
- agir
## Un titre collé
Un texte :
1. lire
2. écrire

Un autre[^1]
[^1]: Une note collée.
::: callout
### Trois
Un texte encadré
:::
Entre deux
::: small
Petit
:::

::: cards
### Carte
Du texte
### Seconde
Fin
:::
Il dit :
> Oui, merci.
"""
    ateliers = petite / "content/ateliers.md"
    ateliers.write_text(f"{ateliers.read_text('utf-8')}\n{body}", "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
    assert "TXT" not in outcome.out
    page = (petite / "output/2024/index.html").read_text("utf-8")
    section = re.search(r'<section class="section" id="ateliers".*?</section>\n</section>', page, re.DOTALL)
    assert section
    shown = unescape(section[0])
    for element in (
        "<li>écouter</li>",
        ">Un titre collé</h",
        "<li>lire</li>",
        '<div class="callout"',
        ">Trois</h",
        ">Seconde</h",
    ):
        assert element in shown
    assert "<blockquote>" in shown
    words = pdf_text(petite / "output/2024/rapport-activite-2024.pdf")
    for text in (re.sub(r"<[^>]+>", "", shown), words):
        assert not re.search(r":::|#|\[\^|^\s*- ", text, re.MULTILINE)
    assert len(re.findall(r"^[\W\d]*(écouter|agir|lire|écrire)\s*$", words, re.MULTILINE)) == 4
