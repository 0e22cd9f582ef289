"""A release: everything signed, nothing left to settle, all of it in git, and said so in the colophon."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rapport.flow.judging import judged
from rapport.flow.options import Options
from rapport.ground.problems import Place, Problem, Severity
from rapport.rules.outputs.pdf_reading import measured
from rapport.sources.reading import load
from rapport.sources.signature import WorkTree

BY = ("--by", "Léa FORT", "--on", "2025-05-12")
Told = Callable[..., "object"]
Git = Callable[..., str]
MARK = "document de travail"
RELEASE = re.compile(r"Version 1 du 1er juin 2025, révision ([0-9a-f]{10})\.")


def plain(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def page(root: Path) -> str:
    return plain((root / "output/2024/index.html").read_text("utf-8"))


def pdf(root: Path) -> list[str]:
    return [plain(page["text"]) for page in measured(root / "output/2024/rapport-activite-2024.pdf")["pages"]]


def ready(petite: Path, told: Told, git: Git) -> None:
    """Sign everything and commit it, on a day that doesn't move."""
    told(petite, "sign", "--all", *BY)
    git("add", "--all")
    git("commit", "--quiet", "--message=Signé")


def test_a_release_says_its_version_its_day_and_its_commit(petite: Path, told: Told, git: Git):
    ready(petite, told, git)
    said = told(petite, "build", "--release")
    assert said.code == 0, said.out
    commit = git("rev-parse", "HEAD").strip()
    for text in (page(petite), pdf(petite)[-1]):
        assert RELEASE.findall(text) == [commit[:10]]
    assert MARK not in page(petite).casefold()
    assert not any(MARK in text.casefold() for text in pdf(petite))
    manifest = json.loads((petite / "output/2024/manifest.json").read_text("utf-8"))
    assert manifest["release"] == {"version": "1", "day": "2025-06-01", "commit": commit[:10]}


def test_the_same_commit_gives_the_same_release(petite: Path, told: Told, git: Git, tmp_path: Path):
    """Elsewhere, and whatever day it is."""
    ready(petite, told, git)
    other = tmp_path / "ailleurs"
    git("clone", "--quiet", str(petite), str(other))
    shutil.copytree(petite / "assets/fonts", other / "assets/fonts")
    for root in (petite, other):
        assert told(root, "build", "--release").code == 0
    for name in ("index.html", "rapport-activite-2024.pdf", "donnees/datapackage.json"):
        assert (petite / "output/2024" / name).read_bytes() == (other / "output/2024" / name).read_bytes()


def test_a_working_document_says_so_on_each_page(petite: Path, told: Told, git: Git):
    """And nothing else moves: the pages of the release are the same, less the mark and what the draft says to be lacking."""
    ready(petite, told, git)
    assert told(petite, "build").code == 0
    working, shown = pdf(petite), page(petite)
    assert all(MARK in text.casefold() for text in working)
    assert shown.casefold().count(MARK) >= 2
    assert not RELEASE.search(shown)
    assert told(petite, "build", "--release").code == 0
    released = pdf(petite)
    assert len(working) == len(released)
    for one, other in zip(working, released, strict=True):
        without = re.sub(rf"{MARK}\.?|Adresse\s+à\s+compléter", "", one, flags=re.IGNORECASE)
        assert without.split() == RELEASE.sub("", other).split()


def test_a_build_after_a_release_is_a_working_document_again(petite: Path, told: Told, git: Git):
    """What a command answered before isn't given again for another one."""
    ready(petite, told, git)
    for arguments, marked in ((("build",), True), (("build", "--release"), False), (("build",), True)):
        assert told(petite, *arguments).code == 0
        assert (MARK in page(petite).casefold()) == marked


def test_a_kept_edition_keeps_its_stamp(petite: Path, told: Told, git: Git):
    """Its manifest says of which commit it is: it is built again to the same bytes from any other."""
    ready(petite, told, git)
    assert told(petite, "build", "--release").code == 0
    made = {name: (petite / "output/2024" / name).read_bytes() for name in ("index.html", "rapport-activite-2024.pdf")}
    shutil.copy(petite / "output/2024/manifest.json", petite / "manifest.json")
    shutil.rmtree(petite / "output")
    git("add", "--all")
    git("commit", "--quiet", "--message=Autre chose")
    assert told(petite, "build").code == 0
    assert made == {name: (petite / "output/2024" / name).read_bytes() for name in made}


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("unsigned", "SIG05 « edito » n'est pas signé : section « edito »."),
        ("changed", "SIG01 « edito », signé par Léa FORT le 12 mai 2025, a changé (texte)"),
        ("doubtful", "SIG06 « velos.repares » est encore à confirmer, et personne n'a accepté de le publier tel quel."),
        ("warning", "erreur CHA03"),
        ("uncommitted", "SIG07 1 fichier pas encore enregistré dans git : data/rules.yml."),
        ("untracked", "SIG07 1 fichier pas encore enregistré dans git : content/brouillon.md."),
    ],
)
def test_what_keeps_a_report_from_being_released(spoil: str, words: str, petite: Path, told: Told, git: Git):
    text = petite / "content/edito.md"
    numbers = petite / "data/indicators/ateliers.yml"
    if spoil == "doubtful":
        doubt = "  values: {2024: 318}\n  status: to_confirm\n  question: Sûr ?"
        numbers.write_text(numbers.read_text("utf-8").replace("  values: {2024: 318}", doubt), "utf-8")
    if spoil == "warning":
        charts = petite / "data/charts.yml"
        charts.write_text(charts.read_text("utf-8") + charts.read_text("utf-8").replace("heures:\n", "autre:\n", 1), "utf-8")
    ready(petite, told, git)
    if spoil == "unsigned":
        signed = petite / "data/signoff.yml"
        kept = [line for line in signed.read_text("utf-8").splitlines(keepends=True) if "name: edito" not in line]
        signed.write_text("".join(kept), "utf-8")
    if spoil == "changed":
        text.write_text(text.read_text("utf-8").replace("sans rendez-vous", "sur rendez-vous"), "utf-8")
    if spoil == "uncommitted":
        (petite / "data/rules.yml").write_text((petite / "data/rules.yml").read_text("utf-8") + "\n# Relu.\n", "utf-8")
    if spoil == "untracked":
        (petite / "content/brouillon.md").write_text("---\ntitle: Plus tard\n---\n\nÀ écrire.\n", "utf-8")
    if spoil in {"unsigned", "changed"}:
        git("commit", "--quiet", "--all", "--message=Plus tard")
    said = told(petite, "build", "--release")
    assert said.code == 1
    assert words in said.out
    assert "Rien n'a été publié" in said.out
    assert not (petite / "output/2024").exists()


def test_what_systems_and_office_programs_leave_stops_no_release(petite: Path, told: Told, git: Git):
    """Nobody keeps them in Git, and nothing reads them: a Finder that was open is no change of the report."""
    ready(petite, told, git)
    for name in (".DS_Store", "content/._edito.md", "assets/Thumbs.db", "data/desktop.ini", "data/tables/~$people.xlsx"):
        (petite / name).write_bytes(b"\0\1")
    (petite / "data/tables/.~lock.people.csv#").write_text(",Léa,", "utf-8")
    said = told(petite, "build", "--release")
    assert said.code == 0, said.out
    (petite / "data/tables/~people.csv").write_text("x", "utf-8")  # a file like another
    assert "data/tables/~people.csv" in told(petite, "build", "--release").out


def test_an_accepted_doubt_is_released(petite: Path, told: Told, git: Git):
    numbers = petite / "data/indicators/ateliers.yml"
    doubt = "  values: {2024: 318}\n  status: to_confirm\n  question: Sûr ?"
    numbers.write_text(numbers.read_text("utf-8").replace("  values: {2024: 318}", doubt), "utf-8")
    told(petite, "sign", "velos", *BY, "--because", "l'atelier répondra en juin")
    told(petite, "sign", "--all", "--by", "Paul MAREC", "--on", "2025-05-12")
    git("add", "--all")
    git("commit", "--quiet", "--message=Signé")
    said = told(petite, "build", "--release")
    assert said.code == 0, said.out


def test_no_waiver_and_no_severity_opens_the_way(petite: Path, told: Told, git: Git):
    report = petite / "report.yml"
    more = "waivers:\n  - {rule: SIG05, because: on signera plus tard}\nseverities: {SIG05: info, SIG07: info}\n"
    report.write_text(report.read_text("utf-8") + more, "utf-8")
    git("commit", "--quiet", "--all", "--message=Sans signer")
    said = told(petite, "build", "--release")
    assert said.code == 1
    assert "erreur SIG05" in said.out


def test_a_folder_that_git_does_not_know(petite: Path, told: Told):
    told(petite, "sign", "--all", *BY)
    said = told(petite, "build", "--release")
    assert said.code == 1
    assert "SIG07 Le dossier n'est pas suivi par git" in said.out


def test_a_repository_without_a_commit(petite: Path, told: Told, git: Git):
    shutil.rmtree(petite / ".git")
    git("init", "--quiet")
    told(petite, "sign", "--all", *BY)
    assert "SIG07 Le dossier n'est pas suivi par git, ou rien n'y est enregistré" in told(petite, "build", "--release").out


def test_a_machine_without_git(petite: Path, told: Told, git: Git, monkeypatch: pytest.MonkeyPatch):
    ready(petite, told, git)
    monkeypatch.setenv("PATH", str(petite / "nulle-part"))
    said = told(petite, "build", "--release")
    assert said.code == 1
    assert "git ne dit pas où en sont les fichiers" in said.err


def test_a_release_says_which_personal_data_it_publishes(petite: Path, told: Told, git: Git):
    """Output by output, on the screen, in the summary and in the manifest: counts, never the data themselves."""
    ready(petite, told, git)
    summary = petite.parent / "resume.md"
    said = told(petite, "build", "--release", "--to", "html", "--to", "pdf", "--to", "docx", "--summary", str(summary))
    assert said.code == 0
    held = "2 noms de personnes, 1 téléphone, 1 courriel (data/tables/people.csv)"
    assert "Données personnelles publiées (noms, téléphones, courriels différents ; fichiers d'où ils viennent) :\n" in said.out
    for line in (f"la page : {held}", f"le PDF : {held}", f"le document Word : {held}", "donnees/ : aucune"):
        assert f"  {line}\n" in said.out
        assert f"- {line.replace('_', chr(92) + '_')}\n" in summary.read_text("utf-8")
    manifest = json.loads(next(petite.glob("output/*/manifest.json")).read_text("utf-8"))
    assert manifest["personal"]["pdf"] == {"names": 2, "phones": 1, "emails": 1, "from": ["data/tables/people.csv"]}
    assert manifest["personal"]["donnees"] == {"names": 0, "phones": 0, "emails": 0, "from": []}
    assert told(petite, "build").code == 0
    assert "personal" not in json.loads(next(petite.glob("output/*/manifest.json")).read_text("utf-8"))


@pytest.mark.parametrize(
    ("options", "gravity"),
    [
        (Options(release=WorkTree("c0ffee", date(2025, 6, 1))), Severity.WARNING),
        (Options(strict=True), Severity.ERROR),
        (Options(strict=True, release=WorkTree("c0ffee", date(2025, 6, 1))), Severity.ERROR),
        (Options(), Severity.WARNING),
    ],
    ids=["release", "strict", "both", "draft"],
)
def test_an_airy_page_stops_no_release(options: Options, gravity: Severity, petite: Path):
    """A line more in one section may empty the last page of another: it is told, and only `--strict` makes much of it."""
    edition = load(petite)[0].edition
    found = [Problem(code, Severity.WARNING, "dit", Place("content/edito.md", 1)) for code in ("PAG02", "PAG03", "TXT05")]
    told = {problem.code: problem.severity for problem in judged(found, edition, options, ())}
    others = Severity.ERROR if options.strict or options.release else Severity.WARNING
    assert told == {"PAG02": gravity, "PAG03": others, "TXT05": others}
