"""Each edit of the workshop is the one that a person would have made in the file, and nothing else moves."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.forms import Crossed, Field, NoSuchPlace, Refused
from rapport.sources.reading import load
from tests.conftest import PROJECT

INDICATORS, PEOPLE, HOURS = "data/indicators/ateliers.yml", "data/tables/people.csv", "data/tables/heures_par_atelier.csv"
NADIA = "2024,bureau,Nadia BERTHIER,Présidente,01 99 00 12 34,bureau@fabrique-du-val.example\n"
PAUL = "2024,bureau,Paul MAREC,Trésorier,,\n"
EDITS: list[tuple[str, dict[str, str], str, str, str]] = [
    ("number:heures.total", {"value": "1 241"}, INDICATORS, "values: {2024: 1240}", "values: {2024: 1241}"),
    ("number:heures.total", {"value": "1241,5"}, INDICATORS, "values: {2024: 1240}", "values: {2024: 1241.5}"),
    ("number:heures.total", {"value": "n.d."}, INDICATORS, "values: {2024: 1240}", "values: {2024: n.d.}"),
    ("number:heures.total", {"value": ""}, INDICATORS, "values: {2024: 1240}", "values: {2024: }"),
    ("number:heures.total", {"last": "1100"}, INDICATORS, "values: {2024: 1240}", "values: {2024: 1240, 2023: 1100}"),
    ("number:heures.total", {"source": "Un autre cahier"}, INDICATORS, "source: Cahier des présences, décembre 2024\n  total_of",
     "source: Un autre cahier\n  total_of"),
    ("number:velos.repares", {"decimals": "-1"}, INDICATORS, "unit: vélos\n  decimals: exact", "unit: vélos\n  decimals: -1"),
    ("number:velos.repares", {"status": "to_confirm", "question": "Combien : 318 ou 319 ?"}, INDICATORS,
     "values: {2024: 318}\n", 'values: {2024: 318}\n  status: to_confirm\n  question: "Combien : 318 ou 319 ?"\n'),
    ("number:heures.part_velo", {"note": "Arrondi."}, INDICATORS, "status: derived\n", "status: derived\n  note: Arrondi.\n"),
    ("row:heures_par_atelier:1:velo", {"hours": "621"}, HOURS, "Vélo,620", "Vélo,621"),
    ("row:heures_par_atelier:1:velo", {"name": "Vélo, bois"}, HOURS, "Vélo,620", '"Vélo, bois",620'),
    ("row:people:1:bureau.Paul MAREC", {"role": "Trésorier, adjoint"}, PEOPLE, "MAREC,Trésorier", 'MAREC,"Trésorier, adjoint"'),
    ("row:people:1:+", {"group": "bureau", "name": "Zoé ÉMERY"}, PEOPLE, PAUL, f"{PAUL}2024,bureau,Zoé ÉMERY,,,\n"),
    ("section:edito", {"title": "Le mot : deux ans après"}, "content/edito.md", "title: Le mot de la présidente",
     'title: "Le mot : deux ans après"'),
    ("section:edito", {"kicker": ""}, "content/edito.md", "kicker: Édito\n", ""),
    ("section:ateliers", {"lead": '{{ value("velos.repares") }} vélos.'}, "content/ateliers.md",
     "title: L'année des ateliers\n",
     "title: L'année des ateliers\nlead: '{{ value(\"velos.repares\") }} vélos.'\n"),
    ("part:partie-1", {"lead": "Deux toits."}, "report.yml", "Trois métiers, un seul toit.", "Deux toits."),
    ("chart:heures", {"subtitle": "Heures, {{ year() }}"}, "data/charts.yml", "Heures de bénévolat en", "Heures,"),
    ("table:people", {"source": "Assemblée de mai"}, "data/tables.yml", "Assemblée générale, mars 2024", "Assemblée de mai"),
    ("cover:", {"subtitle": "Rapport 2024"}, "report.yml", "Rapport d'activité 2024", "Rapport 2024"),
    ("text:content/edito.md:10", {"text": "### Et après"}, "content/edito.md", "### Et demain", "### Et après"),
    ("text:content/edito.md:6", {"text": ""}, "content/edito.md",
     "La Fabrique a ouvert ses portes à tous les habitants du Val, sans rendez-vous.\n\n", ""),
    ("text:content/ateliers.md:8", {"text": '- {{ value("velos.repares") }} vélos'}, "content/ateliers.md",
     '- {{ value("velos.repares") }} vélos réparés\n- {{ value("heures.total") }} heures données',
     '- {{ value("velos.repares") }} vélos'),
]  # fmt: skip
SOME = ["number:heures.total", "row:people:1:bureau.Paul MAREC", "section:edito", "text:content/edito.md:6"]
HOSTILE = [
    "<script>alert(1)</script>",
    "#{1/0}",
    "{% for x in y %}",
    "{{ 7 * 7 }}",
    "*/ a: &b",
    "- [x",
    "# pas un titre",
    "'\"\\",
    "a: b #c",
]


def texts(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in (root / "content", root / "data", root / "report.yml")
        for path in ([folder] if folder.is_file() else sorted(folder.rglob("*.*")))
    }


def saved(desk: Desk, target: str, given: Mapping[str, str]) -> str:
    was = {field.name: field.value for field in desk.form(target).fields if field.kind != "shown"}
    return desk.save(target, {**was, **given}, was)


def line_ends(root: Path, end: str) -> None:
    for name in texts(root):
        path = root / name
        path.write_bytes(path.read_text("utf-8").replace("\n", end).encode())


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("target", "given", "path", "old", "new"), EDITS, ids=lambda value: str(value)[:24])
def test_an_edit_is_the_one_made_by_hand(
    petite: Path, target: str, given: Mapping[str, str], path: str, old: str, new: str, end: str
):
    line_ends(petite, end)
    before = texts(petite)
    desk = Desk(petite)
    assert saved(desk, target, given) != "Rien n'a changé."
    expected = dict(before)
    assert before[path].decode().count(old.replace("\n", end)) == 1
    expected[path] = before[path].decode().replace(old.replace("\n", end), new.replace("\n", end)).encode()
    assert texts(petite) == expected
    desk.undo()
    assert texts(petite) == before


@pytest.mark.parametrize("target", SOME)
def test_nothing_that_was_typed_writes_nothing(petite: Path, target: str):
    before = texts(petite)
    assert saved(Desk(petite), target, {}) == "Rien n'a changé."
    assert texts(petite) == before


@pytest.mark.parametrize(("target", "missing"), [
    ("row:people:1:+", {"group", "name"}),
    ("row:heures_par_atelier:1:+", {"workshop"}),
    ("new:section", {"title", "text"}),
    ("new:number", {"label", "source"}),
    ("new:photo", {"picture", "alt", "credit"}),
])  # fmt: skip
def test_nothing_that_was_typed_of_something_new_says_what_is_missing(petite: Path, target: str, missing: set[str]):
    before = texts(petite)
    with pytest.raises(Refused) as refused:
        saved(Desk(petite), target, {})
    assert set(refused.value.faults) == missing
    assert texts(petite) == before


@pytest.mark.parametrize(("name", "kind"), [
    ("Nadia BERTHIER", "line"),
    ("Nadia BERTHIER, qui a dit oui en mars et le redit à qui veut l'entendre", "text"),
    ('"Nadia\nBERTHIER"', "text"),
], ids=["a name", "a sentence", "two lines"])  # fmt: skip
def test_a_row_to_be_added_has_the_room_of_the_others(petite: Path, name: str, kind: str):
    path = petite / PEOPLE
    path.write_text(path.read_text("utf-8").replace("Nadia BERTHIER,", f'"{name.strip(chr(34))}",'), "utf-8")
    kinds = {field.name: field.kind for field in Desk(petite).form("row:people:1:+").fields}
    assert (kinds["name"], kinds["role"]) == (kind, "line")


@pytest.mark.parametrize(("target", "given", "field"), [
    ("number:heures.total", {"value": "abc"}, "value"),
    ("number:heures.total", {"value": "12 vélos"}, "value"),
    ("number:heures.total", {"last": "1.2.3"}, "last"),
    ("number:heures.total", {"status": "certain"}, "status"),
    ("number:heures.total", {"status": "to_confirm"}, "question"),
    ("number:heures.total", {"decimals": "beaucoup"}, "decimals"),
    ("number:heures.total", {"decimals": "--1"}, "decimals"),
    ("number:heures.total", {"decimals": "²"}, "decimals"),
    ("number:heures.total", {"decimals": "99"}, "decimals"),
    ("number:heures.total", {"decimals": "9" * 5000}, "decimals"),
    ("number:heures.total", {"label": ""}, "label"),
    ("row:heures_par_atelier:1:velo", {"hours": "beaucoup"}, "hours"),
    ("row:heures_par_atelier:1:velo", {"status": "certain"}, "status"),
    ("row:people:1:+", {"group": "bureau"}, "name"),
    ("row:people:1:+", {"group": "bureau", "name": "Paul MAREC"}, "group"),
    ("section:edito", {"title": ""}, "title"),
    ("section:edito", {"status": "peut-être"}, "status"),
    ("number:heures.total", {"value": "12 %"}, "value"),
    ("number:heures.total", {"last": "1 100 €"}, "last"),
    ("number:heures.total", {"unit": "", "value": "1240", "last": "3\u00a0%"}, "last"),
    ("row:heures_par_atelier:1:velo", {"hours": "620 €"}, "hours"),
])  # fmt: skip
def test_a_refused_value_is_told_at_its_field_and_nothing_is_written(
    petite: Path, target: str, given: Mapping[str, str], field: str
):
    before = texts(petite)
    with pytest.raises(Refused) as refused:
        saved(Desk(petite), target, given)
    assert list(refused.value.faults) == [field]
    assert all(fault and fault[-1] in ".?," for fault in refused.value.faults.values())
    assert texts(petite) == before


@pytest.mark.parametrize("target", [
    "number:rien", "row:rien:1:x", "row:people:1:rien", "row:people:9:bureau.Paul MAREC", "row:people:x:y", "section:rien",
    "chart:rien",
    "table:rien", "part:rien", "text:content/rien.md:3", "text:../build.py:1", "text:data/mots.txt:1", "text:content/edito.md:99",
    "text:content/edito.md", "rien", "", "number", "text:/etc/passwd:1",
    "text:content/edito.md:" + "9" * 5000, "text:content/edito.md:²", "text:content/edito.md:-1", "row:people:²:x",
    "row:people:" + "9" * 5000 + ":x",
])  # fmt: skip
def test_what_isn_t_in_the_report_opens_nothing(petite: Path, target: str):
    with pytest.raises(NoSuchPlace):
        Desk(petite).form(target)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("target", ["number:heures.total", "row:people:1:bureau.Paul MAREC", "section:edito", "chart:heures"])
def test_whatever_is_typed_is_read_back_as_typed(petite: Path, target: str, text: str):
    key = {"number": "note", "row": "role", "section": "lead", "chart": "note"}[target.partition(":")[0]]
    desk = Desk(petite)
    saved(desk, target, {key: text})
    assert next(field.value for field in desk.form(target).fields if field.name == key) == text
    load(petite)


@pytest.mark.parametrize("target", SOME)
@pytest.mark.parametrize("name", ["year", "inconnu", "values", "formula", "first"])
def test_a_field_that_no_form_has_changes_nothing(petite: Path, target: str, name: str):
    before = texts(petite)
    assert saved(Desk(petite), target, {name: "2023"}) == "Rien n'a changé."
    assert texts(petite) == before


@pytest.mark.parametrize("text", ["\x00", "a\x1bb", "\x07"])
@pytest.mark.parametrize("target", SOME)
def test_what_no_file_may_hold_is_refused(petite: Path, target: str, text: str):
    before = texts(petite)
    key = {"number": "note", "row": "role", "section": "lead", "text": "text"}[target.partition(":")[0]]
    with pytest.raises(Refused) as refused:
        saved(Desk(petite), target, {key: text})
    assert list(refused.value.faults) == [key]
    assert texts(petite) == before


def test_a_value_changed_elsewhere_is_told_and_another_is_kept(petite: Path):
    desk = Desk(petite)
    was = {field.name: field.value for field in desk.form("number:heures.total").fields}
    path = petite / INDICATORS
    path.write_text(
        path.read_text("utf-8").replace("2024: 1240", "2024: 1250").replace("Heures de bénévolat", "Heures données"), "utf-8"
    )
    with pytest.raises(Crossed) as crossed:
        desk.save("number:heures.total", {**was, "value": "1260"}, was)
    assert crossed.value.theirs == {"value": "1250"}
    assert desk.save("number:heures.total", {**was, "note": "Vu."}, was).startswith("Enregistré")
    assert "2024: 1250" in path.read_text("utf-8")
    assert "label: Heures données" in path.read_text("utf-8")
    assert "note: Vu." in path.read_text("utf-8")


def test_two_browsers_write_two_paragraphs_of_one_file(petite: Path):
    desk = Desk(petite)
    first, second = (desk.form(f"text:content/edito.md:{line}").fields for line in (6, 11))
    for fields, text in ((first, "Premier.\n\nEt un autre."), (second, "Second.")):
        was = {field.name: field.value for field in fields}
        desk.save("text:content/edito.md:6", {**was, "text": text}, was)
    written = (petite / "content/edito.md").read_text("utf-8")
    assert "Premier.\n\nEt un autre.\n" in written
    assert "\nSecond.\n:::" in written


@pytest.mark.parametrize("restarted", [False, True])
def test_two_browsers_write_one_paragraph(petite: Path, *, restarted: bool):
    desk = Desk(petite)
    was = {field.name: field.value for field in desk.form("text:content/edito.md:6").fields}
    desk.save("text:content/edito.md:6", {**was, "text": "Le premier."}, was)
    if restarted:
        desk = Desk(petite)
    with pytest.raises(Crossed) as crossed:
        desk.save("text:content/edito.md:6", {**was, "text": "Le second."}, was)
    assert crossed.value.theirs == {"text": "Le premier."}
    assert "Le premier." in (petite / "content/edito.md").read_text("utf-8")


def test_a_checkout_under_an_open_form_is_told(petite: Path):
    """Another branch is laid: the file is another, or gone."""
    desk = Desk(petite)
    was = {field.name: field.value for field in desk.form("text:content/edito.md:6").fields}
    (petite / "content/edito.md").write_text("---\ntitle: Une autre branche\n---\n\nTout autre chose.\n", "utf-8")
    with pytest.raises(Crossed):
        desk.save("text:content/edito.md:6", {**was, "text": "Perdu ?"}, was)
    (petite / "content/edito.md").unlink()
    with pytest.raises((NoSuchPlace, OSError)):
        desk.save("text:content/edito.md:6", {**was, "text": "Perdu ?"}, was)
    assert not (petite / "content/edito.md").exists()


def test_a_broken_file_can_still_be_mended_from_here(petite: Path):
    desk = Desk(petite)
    desk.report()
    saved(desk, "text:content/edito.md:6", {"text": '{{ value("rien") }}'})
    (petite / "data/charts.yml").write_text("heures: [", "utf-8")
    saved(desk, "text:content/edito.md:6", {"text": "Corrigé."})
    assert "Corrigé." in (petite / "content/edito.md").read_text("utf-8")


def test_a_piece_that_is_laid_changed_or_taken_away_is_read_again(petite: Path):
    """An open workshop sees the file that is there now, though its name is the same."""
    piece = petite / "pieces/bilan.txt"
    piece.parent.mkdir()
    (petite / "data/pieces.yml").write_text("bilan: {title: Bilan, file: pieces/bilan.txt}\n", "utf-8")
    desk = Desk(petite)
    assert desk.report().evidence.at_hand == {}
    for text in ("Vélos : 318\n", "Vélos : 1318\n"):
        piece.write_text(text, "utf-8")
        assert desk.report().evidence.at_hand == {"bilan": hashlib.sha256(text.encode()).hexdigest()}
    piece.unlink()
    assert desk.report().evidence.at_hand == {}


@pytest.mark.parametrize(("act", "expected"), [
    ("up", "{1}{0}"), ("down", "{0}{1}"), ("remove", "{0}"),
])  # fmt: skip
def test_rows_are_arranged_as_they_were_typed(petite: Path, act: str, expected: str):
    before = (petite / PEOPLE).read_text("utf-8")
    Desk(petite).arrange("row:people:1:bureau.Paul MAREC", act)
    assert (petite / PEOPLE).read_text("utf-8") == before.replace(NADIA + PAUL, expected.format(NADIA, PAUL))


def any_answer(rng: random.Random, field: Field) -> str:
    if field.kind == "choice":
        return rng.choice([value for value, _ in field.known if value != "to_confirm"])
    if field.kind == "number":
        return rng.choice(["12", "1 234,5", "n.d.", "0"])
    return rng.choice([*HOSTILE, "Un texte.", "Deux mots : et plus", "", "é «\u00a0à\u00a0»"])


def test_two_hundred_random_edits_load_and_are_all_undone(petite: Path):
    """The edition can be read all along; undone one by one, the files are what they were, to the byte."""
    rng = random.Random(20)
    desk = Desk(petite)
    before = texts(petite)
    targets = ["number:heures.total", "number:velos.repares", "number:heures.part_velo", "row:heures_par_atelier:1:bois",
               "row:people:1:bureau.Paul MAREC", "section:edito", "section:ateliers", "part:partie-1", "chart:heures",
               "table:people", "text:content/edito.md:6", "text:content/ateliers.md:5"]  # fmt: skip
    steps = [before]
    for number in range(200):
        target = rng.choice(targets)
        try:
            field = rng.choice([one for one in desk.form(target).fields if one.kind not in {"shown", "hidden"}])
            saved(desk, target, {field.name: any_answer(rng, field)})
        except (Refused, NoSuchPlace):
            assert texts(petite) == steps[-1]
            continue
        if number % 5 == 0:
            load(petite)
        if texts(petite) != steps[-1]:
            steps.append(texts(petite))
    assert len(steps) > 100
    for step in reversed(steps[:-1]):
        desk.undo()
        assert texts(petite) == step


def people(*rows: str) -> str:
    return "year,group,name,role,phone,email\n" + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize(("path", "table", "column", "before", "after"), [
    (PEOPLE, "people", "name",
     ["2024,bureau,Zoé,a,,", "2023,bureau,Ancien,a,,", "2024,bureau,Émile,b,,", "2024,bureau,elan,c,,",
      '2024,bureau,"d\'Or, A",d,,'],
     ['2024,bureau,"d\'Or, A",d,,', "2023,bureau,Ancien,a,,", "2024,bureau,elan,c,,", "2024,bureau,Émile,b,,",
      "2024,bureau,Zoé,a,,"]),
    (PEOPLE, "people", "role",  # ties keep their order, blanks are last
     ["2024,bureau,C,,,", "2024,bureau,B,élue,,", "2024,bureau,A,Elue,,", "2024,bureau,D,agent,,"],
     ["2024,bureau,D,agent,,", "2024,bureau,B,élue,,", "2024,bureau,A,Elue,,", "2024,bureau,C,,,"]),
    (PEOPLE, "people", "role",  # sorted already: the other way round, ties and blanks as before
     ["2024,bureau,D,agent,,", "2024,bureau,B,élue,,", "2024,bureau,A,Elue,,", "2024,bureau,C,,,"],
     ["2024,bureau,B,élue,,", "2024,bureau,A,Elue,,", "2024,bureau,D,agent,,", "2024,bureau,C,,,"]),
])  # fmt: skip
def test_a_list_is_sorted_in_one_change(petite: Path, path: str, table: str, column: str, before: list[str], after: list[str]):
    (petite / path).write_text(people(*before), "utf-8")
    desk = Desk(petite)
    others = {name: text for name, text in texts(petite).items() if name != path}
    assert desk.sort(table, column).startswith("Lignes triées par « ")
    assert (petite / path).read_text("utf-8") == people(*after)
    assert {name: text for name, text in texts(petite).items() if name != path} == others
    desk.undo()
    assert (petite / path).read_text("utf-8") == people(*before)


def test_numbers_are_sorted_as_numbers(petite: Path):
    head, *rows = (petite / HOURS).read_text("utf-8").splitlines()
    where = head.split(",").index("hours")
    Desk(petite).sort("heures_par_atelier", "hours")
    values = [line.split(",")[where] for line in (petite / HOURS).read_text("utf-8").splitlines()[1:]]
    assert values == sorted((row.split(",")[where] for row in rows), key=float)


@pytest.mark.parametrize(("table", "column"), [("people", "rien"), ("rien", "name"), ("people", "year"), ("", "")])
def test_a_column_that_is_none_sorts_nothing(petite: Path, table: str, column: str):
    before = texts(petite)
    with pytest.raises(NoSuchPlace):
        Desk(petite).sort(table, column)
    assert texts(petite) == before


@pytest.mark.parametrize(("given", "fault"), [
    ({"name": ""}, ("name", "À remplir : c'est ce qui nomme la ligne.")),
    ({"group": " "}, ("group", "À remplir : c'est ce qui nomme la ligne.")),
    ({"name": "Paul MAREC"}, ("group", "La ligne « bureau.Paul MAREC » existe déjà.")),
    ({"name": "Paul  MAREC ", "role": "Autre"}, ("group", "La ligne « bureau.Paul MAREC » existe déjà.")),
])  # fmt: skip
def test_a_row_is_not_renamed_to_what_a_new_one_may_not_be(petite: Path, given: dict[str, str], fault: tuple[str, str]):
    desk, target = Desk(petite), "row:people:1:bureau.Nadia BERTHIER"
    before = (petite / PEOPLE).read_bytes()
    was = {field.name: field.value for field in desk.form(target).fields}
    with pytest.raises(Refused) as refused:
        desk.save(target, {**was, **given}, was)
    assert refused.value.faults == dict([fault])
    assert (petite / PEOPLE).read_bytes() == before


@pytest.mark.parametrize("typed", ["Présidente\net trésorière", "Présidente", "Une\ndeux\ntrois"])
def test_a_cell_of_several_lines_is_changed_whatever_ends_them(petite: Path, typed: str):
    desk, path, target = Desk(petite), petite / PEOPLE, "row:people:1:bureau.Nadia BERTHIER"
    before = path.read_text("utf-8").replace("Présidente", '"Présidente\net plus"').replace("\n", "\r\n")
    path.write_bytes(before.encode())
    was = {field.name: field.value for field in desk.form(target).fields}
    assert was["role"] == "Présidente\net plus"
    desk.save(target, {**was, "role": typed}, was)
    cell = '"' + typed.replace("\n", "\r\n") + '"'
    assert path.read_bytes().decode() == before.replace('"Présidente\r\net plus"', cell)


@pytest.mark.parametrize(("body", "expected"), [
    ("---\ntitle: Vide\n---\n", "---\ntitle: Vide\n---\n\nBonjour.\n"),
    ("---\ntitle: Vide\n---", "---\ntitle: Vide\n---\n\nBonjour."),
    ("---\ntitle: Vide\n---\n\n\n", "---\ntitle: Vide\n---\n\nBonjour.\n"),
    ("---\r\ntitle: Vide\r\n---\r\n", "---\r\ntitle: Vide\r\n---\r\n\r\nBonjour.\r\n"),
])  # fmt: skip
def test_a_section_without_a_text_is_given_one(petite: Path, body: str, expected: str):
    desk, path, target = Desk(petite), petite / "content/edito.md", "text:content/edito.md:0"
    path.write_bytes(body.encode())
    was = {field.name: field.value for field in desk.form(target).fields}
    assert was["text"] == ""
    desk.save(target, {**was, "text": "Bonjour."}, was)
    assert path.read_bytes().decode() == expected


@pytest.mark.parametrize(("path", "written", "target", "title"), [
    ("data/tables.yml", "title: Les personnes", "row:people:1:bureau.Paul MAREC", "Les personnes en 2024 : Paul MAREC"),
    ("data/tables.yml", "title: Les personnes", "table:people", "Table « Les personnes en 2024 »"),
    ("content/edito.md", "title: Le mot de la présidente", "section:edito", "Section « Le mot de la présidente en 2024 »"),
    ("report.yml", "part: Les ateliers", "part:partie-1", "Partie « Les ateliers en 2024 »"),
])  # fmt: skip
def test_a_form_is_called_by_a_title_as_it_is_printed(petite: Path, path: str, written: str, target: str, title: str):
    text = (petite / path).read_text("utf-8")
    assert written in text
    (petite / path).write_text(text.replace(written, f"{written} en {{{{ year() }}}}", 1), "utf-8")
    desk = Desk(petite)
    assert desk.form(target).title == title
    places = next(field.known for field in desk.form("new:section").fields if field.name == "after")
    assert not any("{{" in said for _, said in places)


def test_a_number_of_a_survey_is_shown_and_typed_by_nobody(petite: Path):
    case = PROJECT / "tests/rules/cases/ENQ07-answers-elsewhere"
    shutil.copytree(case, petite, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    fields = Desk(petite).form("number:enquete.heures").fields
    assert (fields[0].label, fields[0].kind) == ("Donné par l'enquête : survey.ateliers.heures", "shown")
    assert not {"value", "last"} & {field.name for field in fields}


@pytest.mark.parametrize("target", ["number:heures.total", "row:people:1:bureau.Paul MAREC", "section:edito", "new:section"])
def test_the_files_are_looked_at_once_for_a_form_and_once_for_its_save(
    petite: Path, monkeypatch: pytest.MonkeyPatch, target: str
):
    desk = Desk(petite)
    looked: list[str] = []
    look_again = desk._checked.look_again
    monkeypatch.setattr(desk._checked, "look_again", lambda: (looked.append("look"), look_again()))
    was = {field.name: field.value for field in desk.form(target).fields}
    assert len(looked) == 1
    with suppress(Refused):
        desk.save(target, {**was, "title": "Autrement", "role": "Autre", "note": "Autre."}, was)
    assert len(looked) == 2
