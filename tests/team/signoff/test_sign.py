"""Who validated what: written, listed, held to, and safe from accidents."""

from __future__ import annotations

import base64
import json
import os
import re
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rapport.cli.main import main
from rapport.ground.problems import BuildStopped
from rapport.sources.reading import load
from rapport.sources.reading.encodings import decoded_twice
from rapport.sources.reading.files import Files
from rapport.sources.reading.text import strangers_in
from rapport.sources.signature import mark_of, packed
from rapport.team.signoff.lines import headings_of, rewritten, signing_of
from rapport.team.signoff.standings import State, excerpts, standings_of
from tests.conftest import PROJECT
from tests.sources.editing.test_journal import killed

FILE = "data/signoff.yml"
YAML = "data/indicators/ateliers.yml"
BY = ("--by", "Léa FORT", "--on", "2025-05-12")
Told = Callable[..., "object"]
Git = Callable[..., str]


SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp", "Zs"]) | st.sampled_from(
    " {}[],:#'\"&*!|>%@`-"
)


def readable(text: str) -> bool:
    """Tell whether an author's file may hold a text: the command refuses the others, in the last test here."""
    return not [*strangers_in(text)] and decoded_twice(text) is None


WORDS = st.text(SIGNS, max_size=30).map(lambda text: " ".join(text.split())).filter(readable)
DOUBTFUL = (
    (PROJECT / "tests/editions/petite" / YAML)
    .read_text("utf-8")
    .replace("  values: {2024: 318}", "  values: {2024: 318}\n  status: to_confirm\n  question: Sûr ?")
)


def lines(root: Path) -> list[str]:
    return [line for line in (root / FILE).read_text("utf-8").splitlines() if line.startswith("- ")]


def states(root: Path) -> dict[str, State]:
    return {f"{what} {name}": standing.state for (what, name), standing in standings_of(load(root)[0]).items()}


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_name_signs_all_that_bears_it(petite: Path, told: Told):
    """A section, a table, an indicator, or all the indicators of a family."""
    assert told(petite, "sign", "heures", "edito", "people", "velos.repares", *BY).code == 0
    signed = {name for name, state in states(petite).items() if state is State.SIGNED}
    assert signed == {
        "indicator heures.total",
        "indicator heures.part_velo",
        "section edito",
        "table people",
        "indicator velos.repares",
    }
    for line in lines(petite):
        assert "by: Léa FORT, when: 2025-05-12" in line
    assert told(petite, "check").code == 0


@pytest.mark.parametrize(
    ("by", "others"), [("Léa FORT", "Zoé Martin (1), A. Noël (1)"), ("zoe martin", "A. Noël (1)"), ("A. NOËL", "Zoé Martin (1)")]
)
def test_who_else_answers_for_what_is_signed_is_named(by: str, others: str, petite: Path, told: Told):
    for name, owner in (("edito", "Zoé Martin"), ("ateliers", "A. Noël")):
        path = petite / f"content/{name}.md"
        path.write_text(path.read_text("utf-8").replace("---\n", f"---\nowner: {owner}\n", 1), "utf-8")
    out = told(petite, "sign", "--all", "--by", by).out
    assert f"d'autres en répondent : {others}. Les ont-ils relus ?" in out
    assert "répondent" not in told(petite, "sign", "--all", "--by", by).out  # nothing is signed again


def test_a_kind_tells_homonyms_apart(petite: Path, told: Told):
    """In the real edition, « adherents » is a section and a family."""
    (petite / "content/edito.md").rename(petite / "content/velos.md")
    swap(petite / "report.yml", "- edito", "- velos")
    assert "1 section" in told(petite, "sign", "section:velos", *BY).out
    assert "1 indicateur" in told(petite, "sign", "chiffre:velos", *BY).out


def test_today_when_no_day_is_given(petite: Path, told: Told):
    told(petite, "sign", "edito", "--by", "Léa FORT")
    assert f"when: {date.today().isoformat()}" in lines(petite)[0]  # noqa: DTZ011


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        (("edito",), 'Dites qui signe : --by "Prénom NOM".', 2),
        (("--by", "Léa FORT"), "Dites ce qui est signé : un nom, plusieurs, ou --all", 2),
        (("edito", "--all", *BY), "Ou des noms, ou --all : pas les deux.", 2),
        (("edito", "--by", "Léa FORT", "--on", "12 mai"), "« 12 mai » n'est pas un jour : écrivez-le année-mois-jour.", 2),
        (("edito", "--by", "Léa FORT", "--because", "non"), "Dites la raison en quelques mots", 2),
        (("edito", "--by", "Léa\x07"), "sans caractère de commande", 2),
        (
            ("edit", *BY),
            "« edit » n'est le nom ni d'une section, ni d'une table, ni d'un indicateur, ni d'une famille. Noms proches : edito.",
            1,
        ),
    ],
)
def test_a_command_that_lacks_something(arguments: tuple[str, ...], words: str, code: int, petite: Path, told: Told):
    said = told(petite, "sign", *arguments)
    assert said.code == code
    assert words in said.err
    assert not (petite / FILE).exists()


def test_the_list(petite: Path, told: Told):
    told(petite, "sign", "heures", "--by", "Léa FORT", "--on", "2025-05-01")
    swap(petite / YAML, "{2024: 1240}", "{2024: 1241}")
    swap(petite / YAML, "{2024: 318}", "{2023: 318}")
    assert told(petite, "sign", "--list").out.splitlines() == [
        "ateliers            à signer : section « L'année des ateliers »",
        "edito               à signer : section « Le mot de la présidente »",
        "heures              signé : 1 indicateur (Léa FORT, 1er mai 2025) · changé depuis : 1 indicateur",
        "heures_par_atelier  à signer : 1 table",
        "partie-1            à signer : section « Les ateliers »",
        "people              à signer : 1 table",
        "velos               sans valeur : 1 indicateur",
        "1 signé, 1 changé depuis, 5 à signer, 1 sans valeur.",
    ]
    assert "people" not in told(petite, "sign", "--list", "heures").out


def test_signing_again_replaces_what_no_longer_stands(petite: Path, told: Told):
    told(petite, "sign", "velos", *BY)
    told(petite, "sign", "velos", "--by", "Paul MAREC", "--on", "2025-05-13")
    assert len(lines(petite)) == 2
    before = (petite / FILE).read_bytes()
    assert "Déjà signé, et inchangé : 1 indicateur." in told(petite, "sign", "velos", "--by", "léa fort").out
    assert (petite / FILE).read_bytes() == before, "a signature that stands keeps its day"
    swap(petite / YAML, "{2024: 318}", "{2024: 320}")
    said = told(petite, "check")
    assert said.code == 1
    assert "signé par Léa FORT le 12 mai 2025, a changé (valeur) : « 318 » → « 320 »." in said.out
    assert "signé par Paul MAREC le 13 mai 2025, a changé (valeur) : « 318 » → « 320 »." in said.out
    told(petite, "sign", "velos", "--by", "Paul MAREC", "--on", "2025-05-20")
    assert [re.findall("by: ([^,]+)", line) for line in lines(petite)] == [["Paul MAREC"]], "nobody vouches for 318 any more"
    assert told(petite, "check").code == 0


def test_rewrapping_a_text_is_no_change(petite: Path, told: Told):
    told(petite, "sign", "edito", *BY)
    swap(petite / "content/edito.md", "La Fabrique a ouvert ses portes", "La Fabrique\na ouvert   ses portes")
    assert states(petite)["section edito"] is State.SIGNED
    swap(petite / "content/edito.md", "ses portes", "sa porte")
    assert states(petite)["section edito"] is State.CHANGED


def test_a_section_is_signed_with_its_charts(petite: Path, told: Told):
    told(petite, "sign", "ateliers", *BY)
    swap(petite / "data/charts.yml", "[Une heure sur deux]", "[Une heure sur trois]")
    assert "« Une heure sur deux se passe à l'atelier vélo » → « Une heure sur trois" in told(petite, "check").out


DOUBT = "  values: {2024: 318}\n  status: to_confirm\n  question: Sûr ?"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("unit: vélos", "unit: bicyclettes"),
        ("decimals: exact\n  values: {2024: 318}", "values: {2024: 318}"),
        ("  values: {2024: 318}", DOUBT),
    ],
)
def test_what_makes_a_number_is_signed_with_it(old: str, new: str, petite: Path, told: Told):
    told(petite, "sign", "velos", *BY)
    swap(petite / YAML, old, new)
    assert states(petite)["indicator velos.repares"] is State.CHANGED


def test_a_calculated_number_changes_with_its_parts(petite: Path, told: Told):
    told(petite, "sign", "heures.part_velo", *BY)
    swap(petite / "data/tables/heures_par_atelier.csv", ",620", ",720")
    assert "a changé (valeur) : « 50 » → « 58 »." in told(petite, "check").out


def test_what_is_gone_is_signed_off_no_more(petite: Path, told: Told):
    told(petite, "sign", "--all", *BY)
    swap(petite / YAML, "velos.repares:", "velos.remis:")
    for name in ("edito", "ateliers"):
        swap(petite / f"content/{name}.md", "velos.repares", "velos.remis")
    assert "SIG03" in told(petite, "check").out
    assert "« velos.repares » n'existe plus : sa signature par Léa FORT est retirée." in told(petite, "sign", "velos", *BY).out
    told(petite, "sign", "--all", *BY)
    assert told(petite, "check").code == 0


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_a_doubt_is_accepted_with_its_reason(petite: Path, told: Told):
    swap(petite / YAML, "  values: {2024: 318}", DOUBT)
    assert "Encore à confirmer : velos.repares." in told(petite, "sign", "velos", *BY).out
    assert "1 à confirmer, sans accord pour les publier tels quels" in told(petite, "sign", "--list").out
    said = told(petite, "sign", "velos", *BY, "--because", "l'atelier répondra en juin").out
    assert "À confirmer, acceptés tels quels : 1 indicateur (velos.repares)." in plain(said)
    assert "Raison : « l'atelier répondra en juin »." in plain(said)
    assert "because: l'atelier répondra en juin" in lines(petite)[0]
    assert "sans accord" not in told(petite, "sign", "--list").out


def test_what_has_no_value_yet_cannot_be_signed(petite: Path, told: Told):
    swap(petite / YAML, "{2024: 318}", "{2024: }")
    assert "Sans valeur pour l'édition, donc pas signé : velos.repares." in told(petite, "sign", "velos", *BY).out
    assert not (petite / FILE).exists() or lines(petite) == []


# ---- The file, edited by hand or broken ----


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {what: indicator, name: {}, year: 2024}\n", "« name » attend un texte."),
        ("velos: signé\n", "LEC06 Le fichier doit être une liste de signatures."),
        ("- velos\n", "LEC06 La signature n° 1 : des lignes « clé: valeur » sont attendues."),
        ("- {what: indicator, name: velos.repares, year: 2024, by: Léa}\n", "il manque « when: »"),
        ("- {what: chiffre, name: x, year: 2024, by: L, when: 2025-01-01, mark: a}\n", "« what » vaut « chiffre »"),
        ("- {what: table, name: x, year: 2024, by: L, when: hier, mark: a}\n", "« when » vaut « hier »"),
        ("- {what: table, name: people, year: 2024, by: L, when: 2025-01-01, packed: '!', mark: a}\n", "SIG02"),
        ("- {what: table, name: people, year: 2024, by: L, when: 2025-01-01, packed: aGVsbG8=, mark: a}\n", "SIG02"),
        ("<<<<<<< HEAD\n- {}\n=======\n- {}\n>>>>>>> autre\n", "LEC14 Une fusion de Git est en suspens"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_and_located(text: str, words: str, petite: Path, told: Told):
    (petite / FILE).write_text(text, "utf-8")
    said = told(petite, "check")
    assert said.code == 1
    assert words in said.out
    assert f"{FILE}:1" in said.out


@pytest.mark.parametrize(
    "part",
    [
        "x",
        "3",
        "null",
        "[]",
        "[1, 2, 3]",
        '["a", "b"]',
        '["a", "b", []]',
        '["a", ["b"], {}]',
        '["a", "b", {"c": 3}]',
        "[" * 10_000,
    ],
)
def test_a_signature_that_was_made_up_with_its_mark_is_told(part: str, petite: Path, told: Told):
    """The mark is a check of the line, no secret: what it vouches for may still be nothing that a table can be."""
    when = date(2025, 5, 12)
    mark = mark_of("table", "people", 2024, "L", when, "", [part])
    line = {
        "what": "table",
        "name": "people",
        "year": 2024,
        "by": "L",
        "when": when.isoformat(),
        "packed": packed([part]),
        "mark": mark,
    }
    (petite / FILE).write_text(f"- {json.dumps(line)}\n", "utf-8")
    said = told(petite, "check")
    assert said.code == 1
    assert "erreur SIG01 « people », signé par L le 12 mai 2025, a changé (forme)" in said.out


def test_a_signature_nested_too_deep_is_told(petite: Path, told: Told):
    deep = base64.b64encode(zlib.compress(b"[" * 100_000)).decode()
    text = f"- {{what: table, name: people, year: 2024, by: L, when: 2025-01-01, packed: {deep}, mark: a}}\n"
    (petite / FILE).write_text(text, "utf-8")
    assert "SIG02" in told(petite, "check").out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"318"', '"319"'), ("Léa FORT", "Léa FORTE"), ("2025-05-12", "2025-05-13"), ("repares", "repares2"),
        ("vélos", "vélo"), ("mark: ", "mark: 0"),
    ],
)  # fmt: skip
def test_no_word_of_a_signature_can_be_changed(old: str, new: str, petite: Path, told: Told):
    told(petite, "sign", "velos", *BY)
    swap(petite / FILE, old, new)
    assert "a été modifiée à la main : elle ne vaut plus rien." in told(petite, "check").out


def test_a_line_that_is_one_no_more(petite: Path, told: Told):
    told(petite, "sign", "velos", *BY)
    swap(petite / FILE, "what: indicator, ", "what: indicator,\n  ")
    swap(petite / YAML, "{2024: 318}", "{2024: 320}")
    before = (petite / FILE).read_bytes()
    said = told(petite, "sign", "velos", *BY)
    assert said.code == 1
    assert "une signature n'est plus sur une seule ligne" in said.err
    assert (petite / FILE).read_bytes() == before


def test_remarks_and_line_ends_of_the_file_stay(petite: Path, told: Told):
    told(petite, "sign", "--prepare")
    text = (
        (petite / FILE).read_text("utf-8").replace("# --- edito ---", "# --- edito ---\n# Relu en réunion.").replace("\n", "\r\n")
    )
    (petite / FILE).write_bytes(text.encode())
    told(petite, "sign", "edito", "velos", *BY)
    after = (petite / FILE).read_bytes().decode()
    assert "# Relu en réunion.\r\n" in after
    assert after.count("\r\n") == after.count("\n")
    assert [line for line in after.split("\r\n") if not line.startswith("- ")] == text.split("\r\n")


# ---- Branches ----


def signed_in_parallel(petite: Path, told: Told, git: Git, one: tuple[str, str], other: tuple[str, str]) -> None:
    """Have two people sign on two branches."""
    for branch, (name, by) in (("une", one), ("autre", other)):
        git("checkout", "--quiet", "-b", branch, "principale")
        assert told(petite, "sign", name, "--by", by, "--on", "2025-05-12").code == 0
        git("add", "--all")
        git("commit", "--quiet", "--message", by)
    assert (petite / FILE).is_file()


def test_two_people_sign_different_things(petite: Path, told: Told, git: Git):
    """Git's own merge, no attribute and no driver: the headings keep their lines apart."""
    told(petite, "sign", "--prepare")
    git("add", "--all")
    git("commit", "--quiet", "--message=Les rubriques")
    signed_in_parallel(petite, told, git, ("edito", "Léa FORT"), ("heures", "Paul MAREC"))
    git("merge", "--no-edit", "une")
    assert {name for name, state in states(petite).items() if state is State.SIGNED} == {
        "section edito", "indicator heures.total", "indicator heures.part_velo",
    }  # fmt: skip
    assert told(petite, "check").code == 0


@pytest.mark.parametrize("prepared", [True, False])
def test_two_people_sign_the_same_thing(prepared: object, petite: Path, told: Told, git: Git):
    """`merge=union`, which the project's .gitattributes gives to the file, keeps both; even in a file that neither had."""
    (petite / ".gitattributes").write_bytes((PROJECT / ".gitattributes").read_bytes())
    if prepared:
        told(petite, "sign", "--prepare")
    git("add", "--all")
    git("commit", "--quiet", "--message=Le début")
    signed_in_parallel(petite, told, git, ("velos", "Léa FORT"), ("velos", "Paul MAREC"))
    git("merge", "--no-edit", "une")
    assert sorted(re.findall("by: ([^,]+)", line)[0] for line in lines(petite)) == ["Léa FORT", "Paul MAREC"]
    assert told(petite, "check").code == 0


def test_one_signs_what_the_other_changes(petite: Path, told: Told, git: Git):
    """The merge has no conflict, and yet nobody validated what it gives: told."""
    told(petite, "sign", "--prepare")
    git("add", "--all")
    git("commit", "--quiet", "--message=Les rubriques")
    git("checkout", "--quiet", "-b", "une")
    told(petite, "sign", "velos", *BY)
    git("commit", "--quiet", "--all", "--message=Signé")
    git("checkout", "--quiet", "-b", "autre", "principale")
    swap(petite / YAML, "{2024: 318}", "{2024: 320}")
    git("commit", "--quiet", "--all", "--message=320")
    git("merge", "--no-edit", "une")
    assert "a changé (valeur) : « 318 » → « 320 »." in told(petite, "check").out


def test_a_merge_left_in_suspense(petite: Path, told: Told, git: Git):
    """Without the attribute, on a site that doesn't know it, git stops: the marks that it leaves are told as such."""
    told(petite, "sign", "--prepare")
    git("add", "--all")
    git("commit", "--quiet", "--message=Les rubriques")
    signed_in_parallel(petite, told, git, ("velos", "Léa FORT"), ("velos", "Paul MAREC"))
    git("merge", "--no-edit", "une", fails=True)
    said = told(petite, "check")
    assert "LEC14 Une fusion de Git est en suspens : ces lignes sont en double." in said.out
    text = "".join(
        line
        for line in (petite / FILE).read_text("utf-8").splitlines(keepends=True)
        if line[:7] not in {"<<<<<<<", "=======", ">>>>>>>"}
    )
    (petite / FILE).write_text(text, "utf-8")
    assert told(petite, "check").code == 0
    assert len(lines(petite)) == 2


# ---- Faults ----


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
@pytest.mark.parametrize("prepared", [True, False])
def test_killed_at_any_step_it_is_signed_or_not(prepared: object, petite: Path, told: Told):
    if prepared:
        told(petite, "sign", "--prepare")
    before = (petite / FILE).read_bytes() if prepared else None
    found = []
    for step in range(100):
        ended = not killed(petite, step, lambda root: main(["sign", "edito", *BY], root))
        told(petite, "rules")
        found.append((petite / FILE).read_bytes() if (petite / FILE).exists() else None)
        assert not (petite / ".edits").exists()
        if ended:
            break
        if before is None:
            (petite / FILE).unlink(missing_ok=True)
        else:
            (petite / FILE).write_bytes(before)
    with_it = found[-1]
    assert with_it
    assert b"edito" in with_it
    assert set(found) == {before, with_it}


def test_a_full_disk_signs_nothing(petite: Path, told: Told, monkeypatch: pytest.MonkeyPatch):
    told(petite, "sign", "edito", *BY)
    before = (petite / FILE).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    said = told(petite, "sign", "velos", *BY)
    assert said.code == 1
    assert "Rien n'a été signé : data/signoff.yml ne peut pas être écrit" in said.err
    assert (petite / FILE).read_bytes() == before


def test_a_whole_edition_can_be_signed(whole: Path, tmp_path: Path):
    """All of it, in memory: each line is read back as it was meant."""
    report, _ = load(whole)
    signing = signing_of(report, (), "Léa FORT", date(2025, 5, 12), "pour l'essai seulement")
    assert len(signing.signed) > 100
    (tmp_path / "data").mkdir()
    (tmp_path / FILE).write_text(rewritten("", headings_of(report), signing.lines, ()), "utf-8")
    from rapport.sources.reading.signatures import load_signatures

    problems: list[object] = []
    signatures = load_signatures(Files(tmp_path), problems)
    assert problems == []
    assert len(signatures) == len(signing.signed)
    assert all(signature.intact for signature in signatures)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(by=WORDS.filter(bool), because=WORDS)
@example(by=normalize("NFD", "Zoé"), because=normalize("NFD", "relu à deux"))
def test_any_name_and_any_reason_are_read_back(by: str, because: str, petite: Path):
    """As the command takes them: one line, no control character."""
    (petite / YAML).write_text(DOUBTFUL, "utf-8")
    (petite / FILE).unlink(missing_ok=True)
    report, _ = load(petite)
    signing = signing_of(report, ["velos"], by, date(2025, 5, 12), because)
    (petite / FILE).write_text(rewritten("", headings_of(report), signing.lines, ()), "utf-8")
    (signature,) = load(petite)[0].signatures
    assert (signature.by, signature.because, signature.intact) == (normalize("NFC", by), normalize("NFC", because), True)
    assert states(petite)["indicator velos.repares"] is State.SIGNED


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("un deux trois", "un deux quatre", ("un deux trois", "un deux quatre")),
        ("mot " * 20 + "vieux", "mot " * 20 + "neuf", ("…mot mot mot mot mot vieux", "…mot mot mot mot mot neuf")),
        ("mot " * 40, "Mot " * 40, ("mot " * 17 + "mo…", "Mot " * 17 + "Mo…")),
        ("", "neuf", ("", "neuf")),
    ],
)
def test_excerpts(old: str, new: str, expected: tuple[str, str]):
    assert excerpts(old, new) == expected


def test_an_edition_that_cannot_be_read_is_not_signed(petite: Path, told: Told):
    swap(petite / YAML, "velos.repares:", "velos.repares: [")
    with pytest.raises(BuildStopped):
        load(petite)
    assert told(petite, "sign", "edito", *BY).code == 1
    assert not (petite / FILE).exists()


@pytest.mark.parametrize(
    ("by", "because"),
    [("Ada 𐴰", ""), ("Ada", "vérifié le ٣ mai"), ("３ Ada", ""), ("AdaÃ©", "")],
    ids=["rohingya", "arabic", "wide", "accents"],
)
def test_what_no_author_file_may_hold_is_not_signed(by: str, because: str, petite: Path, capsys: pytest.CaptureFixture[str]):
    (petite / FILE).unlink(missing_ok=True)
    assert main(["sign", "--all", "--by", by, *(["--because", because] if because else [])], petite) == 2
    assert "«" in capsys.readouterr().err
    assert not (petite / FILE).exists()


def test_a_chart_is_signed_with_its_section(petite: Path, told: Told):
    charts = petite / "data/charts.yml"
    (name, *_) = yaml.safe_load(charts.read_text("utf-8"))
    charts.write_text(re.sub(f"(?m)^{name}:", "dessin:", charts.read_text("utf-8")), "utf-8")
    for path in (petite / "content").glob("*.md"):
        path.write_text(path.read_text("utf-8").replace(f'chart("{name}")', 'chart("dessin")'), "utf-8")
    said = told(petite, "sign", "edito", "dessin", *BY)
    assert said.code == 1
    assert "« dessin » est un graphique : il se signe avec la section qui le montre." in said.err
