"""What the workshop adds is written as a person would have, at its place, and can be read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.forms import NoSuchPlace, Refused
from rapport.numbers.chart_rows import KINDS
from rapport.sources.editing.yaml_lists import with_entry, with_item
from rapport.sources.editing.yaml_text import Unchangeable
from rapport.sources.reading import load
from tests.some import some

SECTION = {"title": "L'été à la Fabrique : 3 mois", "after": "edito", "text": "Un été.", "owner": "Nadia BERTHIER"}
NUMBER = {
    "label": "Repas servis",
    "name": "repas.servis",
    "unit": "repas",
    "decimals": "exact",
    "value": "1 200",
    "source": "Cuisine, 2024",
}
MEALS = """\
  label: Repas servis
  unit: repas
  decimals: exact
  values: {2024: 1200}
  status: published
  source: Cuisine, 2024
"""
CHART = {"title": "Le vélo d'abord", "kind": "bars", "numbers": "heures_par_atelier hours", "section": "edito"}


def added(root: Path, target: str, given: Mapping[str, str]) -> str:
    desk = Desk(root)
    was = {field.name: field.value for field in desk.form(target).fields}
    return desk.save(target, {**was, **given}, was)


def test_a_section_has_its_file_and_its_line(petite: Path):
    before = (petite / "report.yml").read_text("utf-8")
    added(petite, "new:section", SECTION)
    text = '---\ntitle: "L\'été à la Fabrique : 3 mois"\nowner: Nadia BERTHIER\n---\n\nUn été.\n'
    assert (petite / "content/l-ete-a-la-fabrique-3-mois.md").read_text("utf-8") == text
    listed = before.replace("  - edito\n", "  - edito\n  - l-ete-a-la-fabrique-3-mois\n")
    assert (petite / "report.yml").read_text("utf-8") == listed
    assert [section.id for section in load(petite)[0].sections][:2] == ["edito", "l-ete-a-la-fabrique-3-mois"]
    Desk(petite).undo()
    assert (petite / "report.yml").read_text("utf-8") == before
    assert not (petite / "content/l-ete-a-la-fabrique-3-mois.md").exists()


@pytest.mark.parametrize(("title", "name"), [
    ("Nos « nouvelles » actions à l'œuvre", "nos-nouvelles-actions-a-l-oeuvre"),
    ("L’ŒUVRE ex æquo – Łódź, Ørsted", "l-oeuvre-ex-aequo-lodz-orsted"),
    ("Straße 2 ½", "strasse-2-1-2"),
    ("Æ {{ year() }} 日本", "ae"),
    ("Aux…", "section-aux"),  # Windows keeps such names for its devices
    ("« Nul ! »", "section-nul"),
    ("COM 1", "com-1"),
    ("Com1", "section-com1"),
])  # fmt: skip
def test_a_section_is_read_whatever_the_letters_of_its_title(petite: Path, title: str, name: str):
    added(petite, "new:section", {**SECTION, "title": title})
    assert name in [section.id for section in load(petite)[0].sections]


@pytest.mark.parametrize(
    ("after", "line"), [("part Les ateliers", "    lead: Trois métiers, un seul toit.\n"), ("ateliers", "  - ateliers\n")]
)
def test_a_section_comes_below_whatever_was_chosen(petite: Path, after: str, line: str):
    before = (petite / "report.yml").read_text("utf-8")
    added(petite, "new:section", {**SECTION, "title": "Été", "after": after})
    assert (petite / "report.yml").read_text("utf-8") == before.replace(line, f"{line}  - ete\n")


def test_an_indicator_goes_with_its_family_or_opens_a_file(petite: Path):
    path = petite / "data/indicators/ateliers.yml"
    before = path.read_text("utf-8")
    added(petite, "new:number", NUMBER)
    assert (petite / "data/indicators/repas.yml").read_text("utf-8") == f"repas.servis:\n{MEALS}"
    added(petite, "new:number", {**NUMBER, "name": "heures.repas"})
    assert path.read_text("utf-8") == f"{before}\nheures.repas:\n{MEALS}"
    assert {"repas.servis", "heures.repas"} <= set(load(petite)[0].indicators)


@pytest.mark.parametrize(("family", "label", "name"), [
    ("velos", "Nombre de vélos donnés en {{ year() }}", "velos.velos_donnes"),
    ("heures", "Heures d'accueil, l'été", "heures.heures_accueil_ete"),
    ("chiffres", "Cœurs de métier", "chiffres.coeurs_metier"),
    ("", "Dont femmes", "chiffres.dont_femmes"),
    ("heures", "Total", "heures.total_2"),
    ("velos", "Un", "velos.un"),
    ("velos", "Personnes accompagnées vers un emploi durable dans l'année", "velos.personnes_accompagnees_vers_emploi"),
])  # fmt: skip
def test_an_indicator_without_a_name_takes_it_from_what_it_counts(petite: Path, family: str, label: str, name: str):
    before = {*load(petite)[0].indicators}
    added(petite, "new:number", {**NUMBER, "name": "", "family": family, "label": label})
    assert {*load(petite)[0].indicators} - before == {name}


def test_families_are_known_by_what_their_numbers_count(petite: Path):
    form = Desk(petite).form("new:number")
    known = next(field.known for field in form.fields if field.name == "family")
    assert known[-1] == ("chiffres", "aucun autre")
    assert [said.partition(" : ")[0] for _, said in some(known[:-1])] == [family for family, _ in known[:-1]]
    assert "Vélos réparés" in dict(known)["velos"]


def test_a_chart_has_its_entry_and_is_called(petite: Path):
    charts, section = petite / "data/charts.yml", petite / "content/edito.md"
    before = charts.read_text("utf-8"), section.read_text("utf-8")
    added(petite, "new:chart", CHART)
    entry = "  kind: bars\n  title: Le vélo d'abord\n  table: heures_par_atelier\n  category: name\n  value: hours\n"
    assert charts.read_text("utf-8") == f"{before[0]}\nheures_par_atelier_hours:\n{entry}  sort: descending\n"
    assert section.read_text("utf-8") == f'{before[1]}\n{{{{ chart("heures_par_atelier_hours") }}}}\n'
    load(petite)
    Desk(petite).undo()
    assert (charts.read_text("utf-8"), section.read_text("utf-8")) == before


@pytest.mark.parametrize(("target", "given", "field"), [
    ("new:section", {**SECTION, "title": ""}, "title"), ("new:section", {**SECTION, "title": "Édito"}, "title"),
    ("new:section", {**SECTION, "title": "…"}, "title"), ("new:section", {**SECTION, "text": " "}, "text"),
    ("new:section", {**SECTION, "after": "99"}, "after"), ("new:section", {**SECTION, "after": "../.."}, "after"),
    ("new:number", {**NUMBER, "name": "heures.total"}, "name"), ("new:number", {**NUMBER, "name": "Repas"}, "name"),
    ("new:number", {**NUMBER, "name": "../x.y"}, "name"), ("new:number", {**NUMBER, "value": "beaucoup"}, "value"),
    ("new:number", {**NUMBER, "source": ""}, "source"), ("new:number", {**NUMBER, "status": "to_confirm"}, "question"),
    ("new:number", {**NUMBER, "decimals": "peu"}, "decimals"), ("new:number", {**NUMBER, "decimals": "99"}, "decimals"),
    ("new:number", {**NUMBER, "decimals": "-13"}, "decimals"), ("new:number", {**NUMBER, "decimals": "٣"}, "decimals"),
    ("new:number", {**NUMBER, "name": "", "family": "../x"}, "family"),
    ("new:number", {**NUMBER, "name": "", "label": "…"}, "name"),
    ("new:chart", {**CHART, "kind": "camembert"}, "kind"), ("new:chart", {**CHART, "numbers": "people name"}, "numbers"),
    ("new:chart", {**CHART, "category": "people name"}, "category"), ("new:chart", {**CHART, "group": "people role"}, "group"),
    ("new:chart", {**CHART, "kind": "multiples"}, "group"), ("new:chart", {**CHART, "kind": "before_after"}, "group"),
    ("new:chart", {**CHART, "category": "heures_par_atelier hours"}, "category"),
    ("new:chart", {**CHART, "section": "../report"}, "section"), ("new:chart", {**CHART, "sort": "hasard"}, "sort"),
])  # fmt: skip
def test_what_can_t_be_added_is_told_at_its_field(petite: Path, target: str, given: Mapping[str, str], field: str):
    before = {path: path.read_bytes() for path in petite.glob("**/*.*") if path.is_file() and ".cache" not in path.parts}
    with pytest.raises(Refused) as refused:
        added(petite, target, given)
    assert list(refused.value.faults) == [field]
    assert {path: path.read_bytes() for path in before} == before


def test_nothing_else_can_be_added(petite: Path):
    with pytest.raises(NoSuchPlace):
        Desk(petite).form("new:rien")


@pytest.mark.parametrize("text", ["sections: [a, b]\n", "sections: a\n", "autre:\n  - a\n", ""])
def test_a_list_written_otherwise_is_left_alone(text: str):
    with pytest.raises(Unchangeable):
        with_item(text, "sections", 0, "c")


@pytest.mark.parametrize(("text", "after", "expected"), [
    ("s:\n- a # oui\n- b\nt: 1\n", 0, "s:\n- a # oui\n- c\n- b\nt: 1\n"),
    ("s:\r\n  - a\r\n  - p: x\r\n    q: >-\r\n      long\r\n      texte\r\n\r\nt: 1\r\n", 1,
     "s:\r\n  - a\r\n  - p: x\r\n    q: >-\r\n      long\r\n      texte\r\n  - c\r\n\r\nt: 1\r\n"),
    ("s:\n  - a", 0, "s:\n  - a\n  - c\n"),
])  # fmt: skip
def test_an_item_is_put_below_another(text: str, after: int, expected: str):
    assert with_item(text, "s", after, "c") == expected


def test_an_entry_that_is_there_already_is_refused():
    with pytest.raises(Unchangeable):
        with_entry("a:\n  b: 1\n", "a", {"b": "2"})


@pytest.mark.parametrize(("changed", "expected"), [
    (("  - edito\n", "  - accueil\n  - edito\n"), "  - edito\n  - l-ete-a-la-fabrique-3-mois\n"),
    (("sections:\n", "sections:\n  - accueil\n"), "  - edito\n  - l-ete-a-la-fabrique-3-mois\n"),
    (("  - edito\n", "  - edito # le mot\n  - accueil\n"), "  - edito # le mot\n  - l-ete-a-la-fabrique-3-mois\n  - accueil\n"),
])  # fmt: skip
def test_a_section_keeps_to_its_neighbour_when_others_came_meanwhile(petite: Path, changed: tuple[str, str], expected: str):
    desk = Desk(petite)
    was = {field.name: field.value for field in desk.form("new:section").fields}
    listed = petite / "report.yml"
    (petite / "content/accueil.md").write_text("---\ntitle: Accueil\n---\n\nBonjour.\n", "utf-8")
    listed.write_text(listed.read_text("utf-8").replace(*changed), "utf-8")
    desk.save("new:section", {**was, **SECTION}, was)
    assert expected in listed.read_text("utf-8")
    assert "l-ete-a-la-fabrique-3-mois" in [section.id for section in load(petite)[0].sections]


def test_a_section_is_not_put_after_one_that_is_gone(petite: Path):
    with pytest.raises(Refused) as refused:
        added(petite, "new:section", {**SECTION, "after": "disparue"})
    assert refused.value.faults == {"after": "Cette section n'est plus dans le rapport."}
    assert not (petite / "content/l-ete-a-la-fabrique-3-mois.md").exists()


def test_a_chart_of_groups_names_their_column(petite: Path):
    chosen = {"kind": "multiples", "category": "heures_par_atelier name", "group": "heures_par_atelier workshop", "sort": "none"}
    added(petite, "new:chart", {**CHART, **chosen})
    entry = "  kind: multiples\n  title: Le vélo d'abord\n  table: heures_par_atelier\n  category: name\n  value: hours\n"
    assert (petite / "data/charts.yml").read_text("utf-8").endswith(f"{entry}  group: workshop\n  sort: none\n")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_chart_has_its_small_drawing(petite: Path, kind: str):
    drawn = Desk(petite).sample(kind)
    assert drawn.startswith(b"<svg")
    assert len(drawn) > 1500


def test_a_kind_that_isn_t_has_no_drawing(petite: Path):
    with pytest.raises(NoSuchPlace):
        Desk(petite).sample("camembert")
