"""A format, a kind of chart, an engine, a rule, a command: one module and one line each; the rest of the house reads the line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from rapport.cli import display, guide
from rapport.cli.commands import COMMANDS, DONE
from rapport.cli.main import parser_of
from rapport.cli.schemas import schemas
from rapport.ground.cache import Cache
from rapport.ground.problems import Severity
from rapport.manuscript.charts import bars, vega
from rapport.numbers.chart_rows import KINDS
from rapport.outputs.engines import ENGINES, engine_of
from rapport.outputs.formats import FORMATS
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.codes import RULES


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch):
    """Give `module("name", key=value…)`: a module that Python can import."""

    def made(name: str, **held: object) -> str:
        one = ModuleType(name)
        vars(one).update(held)
        monkeypatch.setitem(sys.modules, name, one)
        return name

    return made


def replaced(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


class Abstract:
    """A format that says the title, and what the engine made of the text in its markup."""

    label = "résumé d'une ligne"

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def file_name(self, _report: object) -> str:
        return "resume.txt"

    def assemble(self, steps, body: str, work: Path) -> Path:
        path = work / "resume.txt"
        path.write_text(steps.view.edition.title + body, "utf-8")
        return path


@pytest.mark.parametrize(("markup", "said"), [("abstract", "Mains habiles"), ("html", "</section>")])
def test_a_format(petite: Path, run, module, monkeypatch: pytest.MonkeyPatch, markup: str, said: str):
    replaced(petite / "report.yml", "formats: [html, pdf]", "formats: [html, abstract]")
    refused = run(petite, "check")
    assert "EDI05 Le format « abstract » n'existe pas." in refused.out
    assert f"Admis : {', '.join(FORMATS)}." in refused.out
    monkeypatch.setitem(FORMATS, "abstract", module("abstract", FORMAT=Abstract(markup)))
    assert run(petite, "check").code == 0
    assert run(petite, "build").code == 0
    written = (petite / "output/2024/resume.txt").read_text("utf-8")
    assert written.startswith("Mains habiles")
    assert said in written
    assert (petite / "output/2024/index.html").is_file()
    assert "| `abstract` | résumé d'une ligne |" in guide.tables(RULES, KINDS)["formats"]


def test_a_kind_of_chart(petite: Path, run, module, monkeypatch: pytest.MonkeyPatch):
    replaced(petite / "data/charts.yml", "kind: bars", "kind: ladder")
    monkeypatch.setitem(KINDS, "ladder", module("ladder", LABEL="Échelle", build=bars.build))
    monkeypatch.setattr(vega.Plotter, "_drawn", lambda self, written: vega.drawn(written, self._locale))  # in this Python
    assert run(petite, "check").code == 0
    assert run(petite, "build", "--to", "html").code == 0
    assert 'id="chart-heures"' in (petite / "output/2024/index.html").read_text("utf-8")
    assert "ladder" in json.loads(schemas()["charts"])["$defs"]["ChartSpec"]["properties"]["kind"]["enum"]
    assert "| `ladder` | Échelle |" in guide.tables(RULES, KINDS)["graphiques"]


def test_an_engine(petite: Path, run, module, monkeypatch: pytest.MonkeyPatch):
    assert "Le moteur « gutenberg » n'existe pas." in run(petite, "build", "--engine", "gutenberg").out
    asked = []

    def made(formats, steps):
        asked.extend(formats)
        return engine_of("embedded").made(formats, steps)

    engine = SimpleNamespace(name="gutenberg", together=(), made=made)
    monkeypatch.setitem(ENGINES, "gutenberg", module("gutenberg", ENGINE=engine))
    assert run(petite, "build", "--to", "html", "--engine", "gutenberg").code == 0
    assert asked == ["html"]
    options = parser_of("doctor").parse_args(["doctor", "--engine", "gutenberg"])
    assert options.engine == "gutenberg"


@pytest.fixture
def whispered() -> Iterator[None]:
    """Declare a rule as a family's module does; the book forgets it afterwards."""

    def whispered_title(sources: Sources) -> Iterator[Finding]:
        """Le titre du rapport se dit à voix haute."""
        if not sources.report.edition.title.isupper():
            yield Finding("Le titre est murmuré.", sources.report.edition.at("title"), "Écrivez-le en capitales.")

    SOURCE_RULES.rule("TXT99", Severity.WARNING)(whispered_title)
    yield
    del SOURCE_RULES.rules["TXT99"]


@pytest.mark.usefixtures("whispered")
def test_a_rule(petite: Path, run, told):
    assert "avertissement TXT99 Le titre est murmuré." in run(petite, "check").out
    assert "TXT99  whispered_title (avertissement)\n    Le titre du rapport se dit à voix haute." in told(petite, "rules").out
    assert "| `TXT99` | avertissement | Le titre du rapport se dit à voix haute. |" in guide.tables(RULES, KINDS)["règles"]
    (sarif,) = json.loads(run(petite, "check", "--format", "sarif").out)["runs"]
    assert {rule["id"]: rule["name"] for rule in sarif["tool"]["driver"]["rules"]}["TXT99"] == "WhisperedTitle"
    edition = petite / "report.yml"
    edition.write_text(f"{edition.read_text('utf-8')}\nseverities: {{TXT99: error}}\n", "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert "erreur TXT99" in outcome.out


def test_no_program_is_answered_by_the_rule_of_a_test(petite: Path, run, monkeypatch: pytest.MonkeyPatch):
    """Editions share a cache, and a program that a later test starts asks it for the answer of the real engine."""
    kept: list[bytes] = []
    monkeypatch.setattr(Cache, "put", lambda _cache, _key, made: kept.append(made))
    assert run(petite, "check").code == 0
    assert [answer for answer in kept if b'"tried"' in answer] == []


def test_a_command(petite: Path, told, module, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def add_options(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--fort", action="store_true", help="crier")

    def greets(options: argparse.Namespace, root: Path) -> int:
        display.say(f"Bonjour de {root.name}{' !' * options.fort}")
        return DONE

    monkeypatch.setitem(COMMANDS, "salut", "dire bonjour")
    module("rapport.cli.commands.salut", add_options=add_options, run=greets)
    outcome = told(petite, "salut", "--fort")
    assert (outcome.code, outcome.out) == (DONE, "Bonjour de petite !\n")
    with pytest.raises(SystemExit):
        told(petite, "--help")
    assert "dire bonjour" in capsys.readouterr().out
