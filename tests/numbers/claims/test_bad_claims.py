"""Claims that can't be judged, wherever they stand: told in French at their place, printed as typed, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.sources.spans import bared, spans_in, stray_in

PART = 'of="heures_par_atelier.velo.hours" in="heures.total"'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"[la moitié]{{.claim {PART}}}", ["la moitié"]),
        (f"**[la moitié]{{.claim {PART}}}**", ["la moitié"]),
        (f"[*la* moitié]{{.claim {PART}}}", ["*la* moitié"]),
        ("[près\nde la moitié]{.claim of=“a”\nin='b'}", ["près\nde la moitié"]),
        (f"[voir [la moitié]{{.claim {PART}}}](#ici)", ["la moitié"]),
        ("[a [b]{.claim of=x} c]{.claim of=« y »}", ["b", "a [b]{.claim of=x} c"]),
        ('[a]{.claim .note of=x} et [b]{.literal because="non"}', ["a"]),
        ("[a]{.claimed of=x} et [b]{of=x}", []),
        ("[a\n\nb]{.claim of=x}", []),
    ],
)  # fmt: skip
def test_spans(text: str, words: list[str]):
    """Over lines, in bold, in a link, nested, with typographic quotation marks."""
    assert [span.words for span in spans_in(text)] == words
    assert bared(text).count("\n") == text.count("\n")
    if words:
        assert ".claim " not in bared(text)


@pytest.mark.parametrize(
    "words", ["Une large part", "une part importante", "un certain nombre", "Nombreuses", "en partie significative"]
)
def test_words_that_measure_nothing_are_told_for_that(petite: Path, run: Callable, words: str):
    """No number holds them or denies them: they are no claim, which isn't the same as words that aren't understood."""
    with (petite / "content/edito.md").open("a", encoding="utf-8") as file:
        file.write(f"\n[{words}]{{.claim {PART}}} des heures.\n")
    outcome = run(petite, "check")
    (line,) = [line for line in outcome.lines if "AFF02" in line]
    assert f"« {words} » ne dit pas combien" in line
    assert "« la majorité »" in outcome.out


@pytest.mark.parametrize("text", ["**gras**{.claim of=x}", "[a]{.claim of=x", "mot {.claim of=x}", "[lien](#ici){.claim of=x}"])
def test_braces_that_bind_no_words(text: str):
    """They are found, and stay as they were typed."""
    assert stray_in(text) == [text.index("{")]
    assert bared(text) == text


BAD = """## Titre [beaucoup]{.claim of="heures_par_atelier.velo.hours" in="heures.total"}

Paragraphe [premier]{.claim of="velos.repares"}, [la [moitié]{.claim of="velos.repares"} de tout]{.claim of="velos.repares"}, [lien
[la moitié]{.claim of="inconnu.total" in="heures.total"}](#ateliers), **[la
moitié]{.claim of="velos.repares" in="heures.nulles"}**, **fort**{.claim of="velos.repares"}, {{ share("attendus.total", of="heures.total") }},
[un tiers]{.claim of="attendus.total" in="heures.total"}.

::: cards
### Carte [devant]{.claim rank="heures_par_atelier.hours" key="velo"}

Texte de la carte.
:::

| Colonne | Part |
|---|---|
| Cellule | [un quart]{.claim of="velos.repares" in="heures.part_velo"} |

[Dernière moitié]{.claim of="velos.repares"
"""  # noqa: E501 - as an author types
NUMBERS = """
heures.nulles:
  label: Heures perdues
  unit: heures
  decimals: exact
  values: {2024: 0}
  source: Cahier

attendus.total:
  label: Vélos attendus
  unit: vélos
  values: {2023: 4, 2024: }
  source: Registre
"""
TOLD = {
    "7:11": "« beaucoup » ne dit pas combien : aucun chiffre ne le prouve, ni ne le dément.",
    "9:13": "Le sens de « premier » n'est pas compris.",
    "9:51": "Une part se dit d'un tout : « in= » manque.",
    "9:55": "Une affirmation est prise dans une autre.",
    "10:2": "Aucun indicateur ne s'appelle « inconnu.total ».",
    "10:74": "« heures.nulles » vaut zéro : rien n'en est une part.",
    "11:66": "« .claim » ne suit pas des mots entre crochets, ou ses accolades ne se ferment pas.",
    "15:12": "Devant ou derrière qui ? « before= » manque.",
    "22:14": "« velos.repares » et « heures.part_velo » : des nombres de personnes ou de choses et des pourcentages",
    "24:18": "« .claim » ne suit pas des mots entre crochets, ou ses accolades ne se ferment pas.",
}


@pytest.fixture
def bad(petite: Path) -> Path:
    """Return the small edition with claims that can't be judged in a heading, a link, bold, a card, a table, over two lines."""
    (petite / "content/edito.md").write_text(
        f'---\ntitle: Le mot\nlead: "Un mot"\nkicker: Édito\n---\n\n{BAD}\n{{{{ people("bureau") }}}}\n', "utf-8"
    )
    with (petite / "data/indicators/ateliers.yml").open("a", encoding="utf-8") as file:
        file.write(NUMBERS)
    return petite


def test_each_is_told_at_its_place(bad: Path, run: Callable):
    out = run(bad, "check").out
    found = dict(re.findall(r"^content/edito\.md:(\d+:\d+): \w+ AFF02 (.*)$", out, re.MULTILINE))
    assert {place: said for place, said in found.items() if place not in TOLD} == {}
    for place, said in TOLD.items():
        assert found.get(place, "").startswith(said), (place, found)


def test_each_is_printed_as_typed(bad: Path, run: Callable):
    """When the edition lowers the rules, the report comes out whole, in every format."""
    with (bad / "report.yml").open("a", encoding="utf-8") as file:
        file.write("severities: {AFF01: info, AFF02: info, EDI07: warning}\n")
    outcome = run(bad, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
    assert (
        "12:2: info AFF02 « un tiers » ne peut pas encore être vérifié : un chiffre qui le prouve est à renseigner."
        in outcome.out
    )
    page = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", (bad / "output/2024/index.html").read_text("utf-8"))).replace("\u00a0", " ")
    printed = [
        "Titre beaucoup",
        "Paragraphe premier, la moitié de tout, lien la moitié, la moitié",
        "XX, un tiers",
        "Carte devant",
    ]
    for words in [*printed, "un quart", "Dernière moitié"]:
        assert words in page, words


def test_build_refuses_what_check_refuses(bad: Path, run: Callable):
    """The same problems, and what was published before stays."""
    told = [line for line in run(bad, "check").out.splitlines() if " AFF02 " in line]
    outcome = run(bad, "build", "--to", "html")
    assert outcome.code == 1
    assert [line for line in outcome.out.splitlines() if " AFF02 " in line] == told
    assert not (bad / "output/2024").exists()


@pytest.mark.parametrize(("written", "waits"), [
    ('{{ share("velos.repares", of="heures.total") }}', "des mots à calculer"),
    ('{{ times("heures.total", than="velos.repares") }}', "des mots à calculer"),
    ('[un tiers]{.claim of="velos.repares" in="heures.total"}', "des mots à prouver"),
    ('[plus de vélos que d\'heures]{.claim of="velos.repares" than="heures.total"}', "des mots à prouver"),
])  # fmt: skip
def test_words_that_wait_for_a_number_are_told_beside_it(petite: Path, run: Callable, written: str, waits: str):
    numbers, text = petite / "data/indicators/ateliers.yml", petite / "content/edito.md"
    numbers.write_text(numbers.read_text("utf-8").replace("values: {2024: 1240}", "values: {2024: }"), "utf-8")
    text.write_text(f"{text.read_text('utf-8')}\nOn a {written}.\n", "utf-8")
    line = text.read_text("utf-8").count("\n")
    outcome = run(petite, "check")
    assert outcome.code == 0
    assert re.search(rf"EDI07 Une valeur est à renseigner(?:.|\n)*voir content/edito\.md:{line}:\d+ \({waits}\)", outcome.out)


@pytest.mark.parametrize(
    "typed",
    [
        "- Ici, [une heure\n  sur deux]{.claim " + PART + "} au vélo.",
        "> Ici, [une heure\n> sur deux]{.claim " + PART + "} au vélo.",
        "1. Ici, [la   moitié]{.claim " + PART + "} des heures.",
        "Ici, [une\u00a0 heure sur\ndeux]{.claim " + PART + "}.",
    ],
)
def test_words_split_over_indented_lines_are_understood(petite: Path, run: Callable, typed: str):
    """The indent of a list, and the mark of a quotation, are no part of the words."""
    with (petite / "content/edito.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{typed}\n")
    assert "AFF0" not in run(petite, "check").out
