"""Quarto when something goes wrong: what an author reads, where, and what is left running or published (nothing)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.outputs.engines import quarto
from rapport.rules.book import SOURCE_RULES

from .conftest import PROJECT, StandIn

posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture
def edition(petite: Path) -> Path:
    """Return the small edition, which asks for Quarto itself, with a journal of its own: two may be rendered at once."""
    kept = petite / ".cache"
    shared = kept.resolve()
    kept.unlink()
    kept.mkdir()
    for entry in shared.iterdir():
        if entry.is_dir():
            (kept / entry.name).symlink_to(entry, target_is_directory=True)
    path = petite / "report.yml"
    path.write_text(path.read_text("utf-8") + "engine: quarto\n", "utf-8")
    return petite


@pytest.fixture
def refused(edition: Path, run: Callable[..., object]) -> Callable[[], str]:
    """Give `refused()`: a build that must fail with one REN01 and publish nothing; what it prints."""

    def build() -> str:
        outcome = run(edition, "build")
        assert outcome.code == 1
        assert [line.split(" ")[1:3] for line in outcome.lines] == [["erreur", "REN01"]], outcome.out
        assert not list(edition.glob("output/*"))
        return outcome.out

    return build


def gone(number: int) -> bool:
    """Tell whether nothing runs under a number any more."""
    for _ in range(50):
        try:
            os.kill(number, 0)
            state = Path(f"/proc/{number}/stat")
            if state.is_file() and state.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_one_run_with_fixed_arguments(edition: Path, standin: StandIn, run: Callable[..., object]):
    """No text of an author's ever comes near the command line."""
    assert run(edition, "build").code == 0
    assert [noted["arguments"] for noted in standin.notes] == [["--version"], ["render", "rapport.qmd"]]


def test_no_quarto(monkeypatch: pytest.MonkeyPatch, refused: Callable[[], str]):
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setattr(quarto.shutil, "which", lambda *_, **__: None)
    said = refused()
    assert said.startswith("report.yml:14:1: erreur REN01 Quarto est introuvable sur cette machine.")
    assert "pip install '.[quarto]'" in said
    assert "engine: embedded" in said


def test_quarto_path_that_leads_nowhere(monkeypatch: pytest.MonkeyPatch, refused: Callable[[], str], tmp_path: Path):
    monkeypatch.setenv("QUARTO_PATH", str(tmp_path / "rien"))
    assert "QUARTO_PATH ne mène à aucun Quarto" in refused()


def test_quarto_path_may_be_its_folder(monkeypatch: pytest.MonkeyPatch, standin: StandIn):
    monkeypatch.setenv("QUARTO_PATH", str(standin.path.parent))
    assert quarto.found_quarto() == (str(standin.path), "1.7.34")


def test_quarto_on_the_path(monkeypatch: pytest.MonkeyPatch, standin: StandIn):
    monkeypatch.delenv("QUARTO_PATH")
    monkeypatch.setenv("PATH", str(standin.path.parent))
    assert quarto.found_quarto()[0] == str(standin.path)


def test_quarto_from_the_extra(monkeypatch: pytest.MonkeyPatch, standin: StandIn):
    """`pip install '.[quarto]'` lays the command beside the Python that runs."""
    monkeypatch.delenv("QUARTO_PATH")
    monkeypatch.setenv("PATH", "")
    standin.path.with_name("python").symlink_to(sys.executable)  # what runs apart is kept by this Python
    monkeypatch.setattr(sys, "executable", str(standin.path.with_name("python")))
    assert quarto.found_quarto()[0] == str(standin.path)


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("1.6.42", "Quarto 1.6.42 est trop ancien : il faut la version 1.7 ou une plus récente."),
        ("0.9", "Quarto 0.9 est trop ancien"),
        ("command not found", "--version » ne donne pas de version de Quarto."),
    ],
)
def test_unfit_version(standin: StandIn, refused: Callable[[], str], version: str, said: str):
    standin.must(version=version)
    out = refused()
    assert said in out
    assert "quarto.org" in out


@pytest.mark.parametrize("version", ["1.7.0", "1.10.2", "2.0", "99.9.9"])
def test_fit_version(standin: StandIn, version: str):
    standin.must(version=version)
    assert quarto.found_quarto()[1] == version


def test_quartos_refusal_is_at_the_authors_line(standin: StandIn, refused: Callable[[], str]):
    standin.must("fail")
    said = refused()
    assert said.startswith("content/ateliers.md:18: erreur REN01 Quarto a refusé le manuscrit : ERROR: Unable to read")
    assert "\x1b" not in said
    assert ".cache/quarto.log" in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_the_log_is_written_through_nothing(kind: str, edition: Path, standin: StandIn, refused: Callable[[], str]):
    """A link left under its name would have another file overwritten, a named pipe would be waited for."""
    (edition.parent / "à soi.md").write_text("à garder", "utf-8")
    log = edition / ".cache/quarto.log"
    log.unlink(missing_ok=True)
    if kind == "link":
        log.symlink_to(edition.parent / "à soi.md")
    else:
        os.mkfifo(log)
    standin.must("fail")
    assert "Quarto a refusé le manuscrit : ERROR: Unable to read" in refused()
    assert (edition.parent / "à soi.md").read_text("utf-8") == "à garder"
    assert "Unable to read" in log.read_text("utf-8")


def test_typsts_refusal_is_at_the_authors_line(standin: StandIn, refused: Callable[[], str]):
    standin.must("fail-typst")
    said = refused()
    assert said.startswith("content/ateliers.md:5: erreur REN01 Quarto a refusé le manuscrit : error: unknown variable: rien")
    assert "rapport.typ:" in said  # the tool's own words


@pytest.mark.parametrize("engine", ["embedded", "quarto"])
@pytest.mark.usefixtures("standin")
def test_a_spoilt_picture_is_told_where_it_is_asked_for(edition: Path, refused: Callable[[], str], engine: str):
    # A drawing that can be read, and has no size: only Typst says so.
    (edition / "assets/etabli.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'/>", "utf-8")
    report = edition / "report.yml"
    report.write_text(report.read_text("utf-8").replace("engine: quarto", f"engine: {engine}"), "utf-8")
    said = refused()
    assert said.startswith("content/ateliers.md:18: erreur REN01")
    assert "SVG" in said


@posix
@pytest.mark.usefixtures("standin")
@pytest.mark.parametrize("wanted", ["html", "pdf"])
def test_a_picture_of_elsewhere_is_told_where_it_is_asked_for(
    edition: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, wanted: str
):
    """No rule is there to tell it: the wall does, in Quarto's own run too."""
    monkeypatch.delitem(SOURCE_RULES.rules, "LNK02")
    section = edition / "content/ateliers.md"
    line = section.read_text("utf-8").count("\n") + 2
    with section.open("a", encoding="utf-8") as file:
        file.write("\n![a \\] b](&#46;&#46;/secret.svg)\n")
    outcome = run(edition, "build", "--to", wanted)
    assert outcome.code == 1
    assert outcome.out.startswith(f"content/ateliers.md:{line}: erreur REN01 L'image « ../secret.svg » n'est pas dans assets/.")
    assert not list(edition.glob("output/*"))


@posix
def test_a_render_that_hangs_is_ended_with_its_children(
    edition: Path, standin: StandIn, refused: Callable[[], str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(quarto, "TIME_LIMIT", 3.0)
    standin.must("hang")
    assert "Quarto n'a pas fini en 3\u00a0secondes\u00a0: il a été arrêté." in refused()
    (noted,) = [noted for noted in standin.notes if "child" in noted]
    assert gone(noted["own"])
    assert gone(noted["child"])
    assert "pandoc begins" in (edition / ".cache/quarto.log").read_text("utf-8")  # streamed, not kept until the end


@posix
def test_ctrl_c_ends_quarto_with_its_children(edition: Path, standin: StandIn):
    standin.must("hang")
    code = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); from rapport.cli.main import main; from pathlib import Path\n"
    code += f"sys.exit(main(['build', '--quiet'], Path({str(edition)!r})))"
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) as build:
        for _ in range(600):
            if noted := [noted for noted in standin.notes if "child" in noted]:
                break
            time.sleep(0.1)
        build.send_signal(signal.SIGINT)
        said = build.communicate(timeout=60)[1].decode()
    assert build.returncode == 130
    assert "rien n'a été publié" in said
    assert gone(noted[0]["own"])
    assert gone(noted[0]["child"])
    assert not list(edition.glob("output/*"))


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        ("silent", "Quarto s'est arrêté sans erreur, mais n'a pas produit index.html."),
        ("truncated", "Quarto a produit un index.html incomplet."),
    ],
)
def test_what_is_missing_or_cut_short_is_told(standin: StandIn, refused: Callable[[], str], mood: str, said: str):
    standin.must(mood)
    assert said in refused()


def test_a_pdf_cut_short_is_told(edition: Path, standin: StandIn, run: Callable[..., object]):
    standin.must("truncated")
    assert "Quarto a produit un rapport-activite-2024.pdf incomplet." in run(edition, "build", "--to", "pdf").out


def test_a_talkative_run_is_no_trouble(edition: Path, standin: StandIn, run: Callable[..., object]):
    """A pipe that nobody reads would fill, and stop it."""
    standin.must("noisy")
    assert run(edition, "build", "--to", "html").code == 0
    assert "19999 of no consequence" in (edition / ".cache/quarto.log").read_text("utf-8")


@pytest.mark.usefixtures("standin")
def test_one_format_asks_for_one(edition: Path, run: Callable[..., object]):
    assert run(edition, "build", "--to", "html").code == 0
    assert {path.name for path in (edition / "output/2024").iterdir()} == {"index.html", "donnees", "manifest.json"}


@posix
@pytest.mark.usefixtures("standin")
@pytest.mark.parametrize("name", [
    "édition 'à part' $(touch fait); #1", "rapport [2024]", "[!a-z]", "rapport*", "rapport ?", "{2024,2025}", "!(brouillon)",
    "a|b",
])  # fmt: skip
@pytest.mark.parametrize("engine", ["embedded", "quarto"])
def test_odd_folder_names_are_only_names(petite: Path, tmp_path: Path, run: Callable[..., object], name: str, engine: str):
    odd = tmp_path / name
    petite.rename(odd)
    outcome = run(odd, "build", "--engine", engine)
    assert outcome.code == 0, outcome.out
    assert {"index.html", "rapport-activite-2024.pdf"} <= {path.name for path in (odd / "output/2024").iterdir()}
    assert not list(tmp_path.rglob("fait"))


@pytest.mark.usefixtures("standin")
def test_formats_that_quarto_is_not_asked_for(edition: Path, run: Callable[..., object]):
    """The Word file is the embedded engine's, beside Quarto's page."""
    outcome = run(edition, "build", "--to", "html", "--to", "docx")
    assert outcome.code == 0, outcome.out
    assert {"index.html", "rapport-activite-2024.docx"} <= {path.name for path in (edition / "output/2024").iterdir()}


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("1.7.34", "Le PDF n'est ni balisé pour les lecteurs d'écran (PDF/UA-1) ni archivable (PDF/A-3a)"),
        ("1.9.38", "Le PDF n'est pas archivable (PDF/A-3a)"),
        ("1.10.18", ""),
        ("1.11.0", ""),
    ],
)
def test_what_the_pdf_lacks_is_told(edition: Path, standin: StandIn, run: Callable[..., object], version: str, said: str):
    """Each version of Quarto keeps what it can; what it can't is a warning, never a failure."""
    standin.must(version=version)
    outcome = run(edition, "build")
    assert outcome.code == 0, outcome.out
    assert [line.split(": ", 1)[1] for line in outcome.lines if said and said in line] == [
        line.split(": ", 1)[1] for line in outcome.lines
    ]
    assert bool(outcome.lines) == bool(said)


@pytest.mark.usefixtures("standin")
def test_the_same_sources_give_the_same_bytes(edition: Path, run: Callable[..., object]):
    made = []
    for _ in range(2):
        shutil.rmtree(edition / "output", ignore_errors=True)
        assert run(edition, "build").code == 0
        made.append([(edition / "output/2024" / name).read_bytes() for name in ("index.html", "rapport-activite-2024.pdf")])
    assert made[0] == made[1]
