"""A claim that nothing binds is offered the numbers that its sentence names, and what they say of it, if they are sure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.numbers.claims.naming import proposal_for
from rapport.numbers.claims.spotting import claims_in
from rapport.numbers.register import Register
from rapport.sources.model import Report
from rapport.sources.reading import load
from rapport.sources.spans import attributes_for


@pytest.fixture(scope="module")
def frozen(whole: Path) -> Report:
    """Return the first edition, frozen."""
    return load(whole)[0]


def offered(sentence: str, report: Report) -> list[dict[str, Any] | None]:
    """Return what binds each claim of a sentence."""
    found = (proposal_for(claim, sentence, report, Register(report)) for claim in claims_in(sentence, report.edition.year))
    return [dict(one.attributes) if one else None for one in found]


OF_AI = {"rank": "adherents_par_type.count", "key": "AI"}
OF_MEMBERS = {"of": "adherents_par_type.ETTI.count", "in": "adherents.total"}


@pytest.mark.parametrize(
    ("sentence", "attributes"),
    [
        ("Plus de la moitié des adhérents sont des ETTI.", OF_MEMBERS),
        ("Plus de la moitié des entreprises adhérentes sont des entreprises de travail temporaire d'insertion.", OF_MEMBERS),
        ("L'ETTI gagne du terrain. Un tiers des adhérents sont des AI. Les EI suivent.",
         {"of": "adherents_par_type.AI.count", "in": "adherents.total"}),
        ("Parmi les nouveaux adhérents, un cinquième sont des AI.", {"of": "nouveaux_adherents_par_type.AI.share"}),
        ("Parmi les adhérents, les AI sont les premières.", OF_AI),
        ("L'AI, première famille du réseau, compte près de 250 adhérents.", OF_AI),
        ("Première famille d'adhérents, les AI sont partout.", OF_AI),
        ("Les associations intermédiaires, première famille d'adhérents, sont partout.", OF_AI),
        ("Les adhérents comptent plus d'ETTI que d'AI.",
         {"of": "adherents_par_type.ETTI.count", "than": "adherents_par_type.AI.count"}),  # in the sentence's order
        ("Parmi les adhérents, les AI sont six fois plus nombreuses que les ETTI.",
         {"of": "adherents_par_type.AI.count", "than": "adherents_par_type.ETTI.count"}),
        ("Les entreprises adhérentes ont doublé depuis deux ans.", {"evolution": "adherents.total", "since": "-2"}),
        ("Par rapport à 2021, les entreprises adhérentes sont en hausse.", {"evolution": "adherents.total", "since": "2021"}),
    ],
)  # fmt: skip
def test_numbers_that_a_sentence_names_are_offered(sentence: str, attributes: dict[str, str], frozen: Report):
    assert attributes in offered(sentence, frozen)


@pytest.mark.parametrize(
    "sentence",
    [
        "Plus de la moitié des adhérents sont en ville.",  # no row
        "Plus de la moitié des adhérents sont des AI ou des ETTI.",  # two rows
        "La moitié des ETTI a moins de dix ans.",  # a row, of nothing that is said
        "Les adhérents comptent des ETTI, et plus de la moitié des adhérents sont en ville.",  # named by another clause
        "Les adhérents sont des ETTI. Plus de la moitié ont moins de dix ans.",  # named by another sentence
        "Les adhérents sont des ETTI, et la première région est ailleurs.",  # « et » puts nothing in apposition
        "La première région est la Bretagne.",  # of a table whose only numbers are those of its rows: 1, 2, 3
        "La deuxième région, en superficie, est la Normandie.",
    ],
)
def test_nothing_is_offered_that_isnt_sure(sentence: str, frozen: Report):
    assert {*map(str, offered(sentence, frozen))} == {"None"}


def test_what_would_be_false_is_said(petite: Path, told: Any):
    """The form says what the data say: whoever pastes it isn't told so at the next check alone."""
    path = petite / "content/edito.md"
    path.write_text(path.read_text("utf-8") + "\nUn quart des heures se passent à l'atelier Vélo.\n", "utf-8")
    out = told(petite, "check").out
    bound = '[Un quart]{.claim of="heures_par_atelier.velo.hours" in="heures.total"}'
    assert f"Liez-le : {bound}, mais ce serait faux : les données disent 50 % (620 sur 1 240)" in out.replace(
        "\u202f", " "
    ).replace("\xa0", " ")


OF_CENTRES = """essai:
  title: Heures de stage par centre
  source: Cahier des présences, décembre 2024
  key: centre
  columns:
    centre: {label: Centre}
    stages: {label: Heures de stage, unit: heures, decimals: exact}
  totals:
    - {column: stages, equals: stages.total}
"""
IN_ALL = """stages.total:
  label: Heures de stage de tous les centres
  unit: heures
  decimals: exact
  values: {2024: 100}
  source: Cahier des présences, décembre 2024
  total_of: essai.stages
"""


@pytest.mark.parametrize(
    ("key", "pasted"),
    [
        ('Centre "Vert"', """of='essai.Centre "Vert".stages' in="stages.total\""""),
        ("Côte d'Opale", """of="essai.Côte d'Opale.stages" in="stages.total\""""),
        ('L\'atelier "Vert"', """of=“essai.L'atelier "Vert".stages” in="stages.total\""""),
        ("Haute Île", """of="essai.Haute Île.stages" in="stages.total\""""),
    ],
)
def test_what_is_offered_is_read_as_it_is_pasted(key: str, pasted: str, petite: Path, told: Any):
    """Whatever quotation marks a row's name holds; then nothing more is asked."""
    quoted = key.replace('"', '""')
    (petite / "data/tables/essai.csv").write_text(f'year,centre,stages\n2024,"{quoted}",52\n2024,Bleu,48\n', "utf-8")
    for name, more in (("data/tables.yml", OF_CENTRES), ("data/indicators/ateliers.yml", IN_ALL)):
        (petite / name).write_text(f"{(petite / name).read_text('utf-8')}\n{more}", "utf-8")
    path = petite / "content/edito.md"
    before = path.read_text("utf-8")
    path.write_text(f"{before}\nPlus de la moitié des heures de stage vont à {key}.\n", "utf-8")
    bound = f"[Plus de la moitié]{{.claim {pasted}}}"
    assert f"Liez-le : {bound} ;" in told(petite, "check").out
    path.write_text(f"{before}\n{bound} des heures de stage vont à {key}.\n", "utf-8")
    assert "AFF0" not in told(petite, "check").out


@pytest.mark.parametrize(
    ("sentence", "offered_key"),
    [
        ("Le premier centre par les heures de stage est Haute Île.", "Haute Île"),
        ("Haute Île est le premier centre du réseau par les heures de stage.", "Haute Île"),
        ("Le deuxième centre du réseau est Bleu, par les heures de stage.", "Bleu"),
        ("Le premier centre de stage a ouvert à Haute Île.", ""),
        ("Haute Île est le premier centre à proposer des heures de stage.", ""),
    ],
)
def test_a_house_is_ranked_by_what_is_said_of_it_not_numbered(sentence: str, offered_key: str, petite: Path, told: Any):
    (petite / "data/tables/essai.csv").write_text("year,centre,stages\n2024,Haute Île,52\n2024,Bleu,48\n", "utf-8")
    for name, more in (("data/tables.yml", OF_CENTRES), ("data/indicators/ateliers.yml", IN_ALL)):
        (petite / name).write_text(f"{(petite / name).read_text('utf-8')}\n{more}", "utf-8")
    path = petite / "content/edito.md"
    path.write_text(f"{path.read_text('utf-8')}\n{sentence}\n", "utf-8")
    out = told(petite, "check").out
    assert ("AFF03" in out) is bool(offered_key)
    assert f'{{.claim rank="essai.stages" key="{offered_key}"}}' in out or not offered_key


@pytest.mark.parametrize("key", ["Centre {Vert}", 'L\'un "deux" “trois”'])
def test_a_name_that_braces_do_not_take_is_not_offered(key: str):
    assert attributes_for({"of": f"essai.{key}.stages"}) == ""


def test_a_number_unknown_for_the_year_of_the_sentence_is_said(petite: Path, told: Any):
    """Pasted before it is known, it would only be told at the next check."""
    path = petite / "content/edito.md"
    path.write_text(path.read_text("utf-8") + "\nLes heures de bénévolat ont doublé par rapport à 2019.\n", "utf-8")
    bound = '[doublé]{.claim evolution="heures.total" since="2019"}'
    out = told(petite, "check").out.replace("\u00a0", " ").replace("\u202f", " ")
    assert f"Liez-le : {bound}, une fois son chiffre connu (l'indicateur « heures.total » n'a pas de valeur pour 2019)" in out


@pytest.mark.parametrize(
    ("sentence", "words", "attributes"),
    [
        ("Le bois a doublé cette fois.", "doublé", 'evolution="…"'),
        ("Le bois a été multiplié par trois.", "multiplié par trois", 'evolution="…"'),
        ("Les absences ont baissé de moitié.", "baissé de moitié", 'evolution="…"'),
        ("Le bois coûte le double.", "le double", 'of="…" than="…"'),
        ("Il y a deux fois plus de bois que de fer.", "deux fois plus", 'of="…" than="…"'),
        ("Il y a plus de fer qu'avec le bois.", "plus de fer", 'of="…" than="…"'),
        ("On y voit plus d'outils au sol qu'au mur.", "plus d'outils au sol", 'of="…" than="…"'),
        ("On y voit autant d’outils rangés qu’à l'atelier.", "autant d’outils rangés", 'of="…" than="…"'),
    ],
)
def test_the_form_to_fill_in_suits_the_words(sentence: str, words: str, attributes: str, petite: Path, run: Callable):
    """What has moved is told of a year, and brackets don't cut « qu'» from what it leans on."""
    path = petite / "content/edito.md"
    path.write_text(f"{path.read_text('utf-8')}\n{sentence}\n", "utf-8")
    assert f"Liez-le : [{words}]{{.claim {attributes}}}" in run(petite, "check").out
