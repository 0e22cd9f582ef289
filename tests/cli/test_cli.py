"""The command line: exit codes that scripts can trust, French for people, forms that machines read."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from rapport.cli import display
from rapport.cli import main as cli
from rapport.cli.display import as_github, as_json, as_text
from rapport.ground.problems import Place, Problem, Severity
from rapport.rules.codes import RULES
from rapport.rules.language.remarks import ProofreaderAnswers
from tests.some import some

PROJECT = Path(__file__).resolve().parents[2]
ENGLISH = re.compile(
    r"\b(usage|error|invalid|choose|choice|argument|arguments|required|expected|unrecognized|ambiguous|could|match|options?:|show|help|exit|ignored|one|of|the)\b",
    re.IGNORECASE,
)

Run = Callable[..., Any]


@pytest.fixture
def spoilt(petite: Path) -> Path:
    """Return the small edition with a total that its parts don't make."""
    path = petite / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("1240", "1300"), "utf-8")
    return petite


def ended(arguments: list[str], root: Path) -> int:
    """Return the exit code of a command, however it ends."""
    try:
        return cli.main(arguments, root)
    except SystemExit as end:
        return int(end.code or 0)


# --- exit codes ----------------------------------------------------------------------------------------------------


def test_0_nothing_to_do(petite: Path, run: Run):
    assert run(petite, "check").code == 0
    assert run(petite, "build").code == 0


@pytest.mark.parametrize("command", ["check", "build"])
def test_1_the_author_has_work(command: str, spoilt: Path, run: Run):
    outcome = run(spoilt, command)
    assert outcome.code == 1
    assert "erreur IND02" in outcome.out
    assert not (spoilt / "output/2024").exists()


def test_1_an_edition_that_cannot_be_read(tmp_path: Path, run: Run):
    assert run(tmp_path, "build").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["bulid"], ["--srtict"], ["check", "--to", "html"], ["build", "--format", "xml"], ["build", "--to"],
        ["build", "--edition"], ["build", "too", "many"], ["check", "--strict=1"], ["build", "--e", "x"], ["rules", "--quiet"],
        ["--edition"], ["build", "--engine"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_2_a_bad_command_is_told_in_french(arguments: list[str], petite: Path, capsys: pytest.CaptureFixture[str]):
    assert ended(arguments, petite) == 2
    out, said = capsys.readouterr()
    assert out == ""
    assert said.startswith("Commande non comprise : ")
    assert "--help" in said
    assert not ENGLISH.search(said.replace("--help", "").replace("--edition", "").replace("--format", ""))


LOST: dict[str, Callable[[], Any]] = {
    "a module that isn't there": lambda: __import__("rapport.no_such_module"),
    "a file that isn't there": lambda: Path("no such file").read_bytes(),
    "anything": lambda: {}["bug"],
}


@pytest.mark.parametrize("lost", LOST)
def test_1_a_folder_that_goes_away_in_the_middle_is_no_bug_of_ours(
    lost: str, petite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    """A disk that is taken out, a shared folder that is lost or moved: whatever fails then."""

    def gone(*_: object) -> None:
        petite.rename(petite.with_name("moved"))
        LOST[lost]()

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("rapport.flow.pipeline.check", gone)
    assert cli.main(["check"], petite) == 1
    said = capsys.readouterr().err
    assert f"« {petite} » n'est plus là" in said
    assert not [*tmp_path.glob("rapport-*.log")]


def test_3_a_bug_of_ours_leaves_a_log_to_send(
    petite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    """No traceback on the screen; all of it in a file whose name is given."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("rapport.flow.pipeline.check", lambda *_: {}["bug"])
    assert cli.main(["check"], petite) == 3
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "pas de vos fichiers" in said
    (log,) = tmp_path.glob("rapport-*.log")
    assert str(log) in said
    assert "KeyError" in log.read_text("utf-8")


def test_130_an_interruption_is_no_bug(petite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rapport.flow.pipeline.build", interrupted)
    assert cli.main([], petite) == 130
    assert "Interrompu" in capsys.readouterr().err


# --- commands ------------------------------------------------------------------------------------------------------


def test_build_is_the_default(petite: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main([], petite) == 0
    assert (petite / "output/2024/index.html").is_file()
    assert "output/2024/index.html" in capsys.readouterr().out


def test_a_format_asked_alone_is_made_alone(petite: Path):
    assert cli.main(["--quiet", "--to", "html"], petite) == 0
    assert (petite / "output/2024/index.html").is_file()
    assert not list((petite / "output/2024").glob("*.pdf"))


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["build", "--help"], ["check", "-h"], ["rules", "-h"]], ids=" ".join)
def test_help_is_in_french(arguments: list[str], petite: Path, capsys: pytest.CaptureFixture[str]):
    assert ended(arguments, petite) == 0
    out = capsys.readouterr().out
    assert out.startswith("usage : ")
    told = re.sub(r"--?[\w-]+|build\.py|^usage :|\boptions :", "", out)
    assert not ENGLISH.search(told)


def test_every_command_is_told_in_the_help(petite: Path, capsys: pytest.CaptureFixture[str]):
    ended(["--help"], petite)
    out = capsys.readouterr().out
    (commands,) = [action.choices for action in cli.parser_of()._actions if action.dest == "command"]
    assert {"build", "check", "rules", "test"} <= set(commands or ())
    for name in some(commands or ()):
        assert re.search(rf"^ +{name}\s+\w", out, re.MULTILINE), name


def test_rules_are_explained(petite: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["rules"], petite) == 0
    out = capsys.readouterr().out
    for code, rule in some(RULES.items()):
        assert f"{code}  {rule.name} ({rule.severity.french})\n    {rule.documentation}" in out


def test_another_edition_may_be_named(petite: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    """From any folder, by a relative path too."""
    monkeypatch.chdir(petite.parent)
    assert run(tmp_path / "nowhere", "check", "--edition", str(petite)).code == 0
    assert run(tmp_path / "nowhere", "check", "--edition", petite.name).code == 0


@pytest.mark.parametrize(
    "form", [["--edition", "{}", "check"], ["--edition={}", "check", "--strict"], ["--edition", "{}", "sign", "--list"]]
)
def test_an_edition_may_be_named_before_the_command(
    form: list[str], petite: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """As in the command that makes a kept edition again, which has none."""
    assert cli.main([part.format(petite) for part in form], tmp_path / "nowhere") == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "form", [["--edition"], ["--edition", "check"], ["--edition", "{}", "chek"], ["--edition", "{}", "test"]]
)
def test_what_is_no_command_is_still_refused(form: list[str], petite: Path, tmp_path: Path):
    assert ended([part.format(petite) for part in form], tmp_path / "nowhere") != 0


def test_strict_makes_errors_of_warnings(petite: Path, run: Run):
    (petite / "data/tables/orpheline.csv").write_text("year,a\n2024,1\n", "utf-8")
    assert run(petite, "check").code == 0
    outcome = run(petite, "check", "--strict")
    assert outcome.code == 1
    assert "erreur LEC07" in outcome.out


@pytest.mark.parametrize("asked", [["--to", "html,docx"], ["--to", "html", "--to", "docx"], ["--to=docx,html,html"]])
def test_several_formats_are_made_at_once(petite: Path, run: Run, asked: list[str]):
    assert run(petite, "build", *asked).code == 0
    assert {path.suffix for path in petite.glob("output/*/*") if path.is_file()} == {".html", ".docx", ".json"}


def test_an_unknown_format_is_an_error_of_the_author(petite: Path, run: Run):
    assert "--to rtf: erreur EDI05 Le format « rtf »" in run(petite, "build", "--to", "html,rtf").out
    assert run(petite, "build", "--to", "rtf").code == 1
    assert "EDI05" in run(petite, "build", "--to", "rtf").out
    assert "EDI05" in run(petite, "build", "--engine", "magie").out


# --- forms ---------------------------------------------------------------------------------------------------------

PROBLEM = Problem(
    "IND02",
    Severity.ERROR,
    "Un, deux : 100 %\r\nà la ligne",
    Place("data/a,b.yml", 3, 5),
    "Un conseil,\nlong.",
    ((Place("x.csv", 4), "voir"),),
)
BARE = Problem("OUT01", Severity.INFO, "Message", Place("index.html"))


def test_text_gives_place_gravity_code_and_advice():
    assert as_text([PROBLEM]).startswith("data/a,b.yml:3:5: erreur IND02 Un, deux")
    assert as_text([BARE]) == "index.html: info OUT01 Message"
    assert "    voir x.csv:4 (voir)" in as_text([PROBLEM])
    assert "\033[31merreur\033[0m" in as_text([PROBLEM], colour=True)


def test_github_annotations_stay_on_one_line():
    """A line end, a comma or a colon of ours must not end the command: no injection by a message."""
    first, second = as_github([PROBLEM, BARE]).split("\n")
    assert first == (
        "::error file=data/a%2Cb.yml,line=3,col=5,title=IND02::Un, deux : 100 %25%0D%0Aà la ligne%0AUn conseil,%0Along."
    )
    assert second == "::notice file=index.html,title=OUT01::Message"


def test_json_holds_everything():
    first, second = json.loads(as_json([PROBLEM, BARE]))
    assert first["code"] == "IND02"
    assert (first["severity"], first["file"], first["line"], first["column"]) == ("error", "data/a,b.yml", 3, 5)
    assert first["message"] == PROBLEM.message
    assert first["related"] == [{"file": "x.csv", "line": 4, "message": "voir"}]
    assert (second["line"], second["column"], second["hint"]) == (None, None, "")


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("form", sorted(display.REPORTS))
def test_forms_are_alone_on_the_output(form: str, command: str, spoilt: Path, capsys: pytest.CaptureFixture[str]):
    """Whatever reads the output finds the form and nothing else, problems or none."""
    assert cli.main([command, "--format", form], spoilt) == 1
    out, said = capsys.readouterr()
    if form == "json":
        assert "IND02" in {problem["code"] for problem in json.loads(out)}
    if form == "github":
        assert all(line.startswith("::") for line in out.splitlines())
    if form != "text":
        assert said == ""


def test_json_without_problems_is_an_empty_list(petite: Path, capsys: pytest.CaptureFixture[str]):
    assert cli.main(["check", "--format", "json"], petite) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_steps_are_told_on_the_error_stream(petite: Path, capsys: pytest.CaptureFixture[str]):
    cli.main(["build"], petite)
    out, said = capsys.readouterr()
    assert "Lecture des sources" in said
    assert "Lecture des sources" not in out
    cli.main(["build", "--quiet"], petite)
    assert capsys.readouterr().err == ""


def test_no_colour_in_a_file(spoilt: Path, run: Run):
    assert "\033" not in run(spoilt, "check").out


@pytest.mark.parametrize("command_", ["rules", "check"])
def test_a_pipe_closed_early_is_no_bug(command_: str, petite: Path):
    """`build.py rules | head -1` says nothing on the error stream, be the output long or short."""
    code = f"import sys, pathlib\nfrom rapport.cli.main import main\nsys.exit(main([{command_!r}], pathlib.Path(sys.argv[1])))"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(petite)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    ) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.close()
        said = command.stderr.read()
        assert command.wait() in {0, 141}
    assert said == b""


def test_french_is_printed_on_any_terminal(spoilt: Path):
    """A terminal set to ASCII must not stop a build."""
    code = "import sys, pathlib\nfrom rapport.cli.main import main\nsys.exit(main(['check'], pathlib.Path(sys.argv[1])))"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    command = subprocess.run(
        [sys.executable, "-c", code, str(spoilt)], cwd=PROJECT, capture_output=True, env=environment, check=False
    )
    assert command.returncode == 1
    assert "« heures.total »" in command.stdout.decode("utf-8")


@pytest.mark.parametrize(("arguments", "asked"), [(["check"], 1), (["build", "--to", "html"], 0)], ids=["check", "build"])
def test_check_asks_the_proofreaders_and_a_build_does_not(
    arguments: list[str], asked: int, petite: Path, monkeypatch: pytest.MonkeyPatch
):
    """Reading a whole edition for the first time takes longer than making it."""
    calls: list[object] = []

    def heard(*given: object, **_: object) -> Future[ProofreaderAnswers]:
        calls.append(given)
        answered: Future[ProofreaderAnswers] = Future()
        answered.set_result(ProofreaderAnswers())
        return answered

    monkeypatch.setattr("rapport.flow.proofreading.proofread", heard)
    assert cli.main(arguments, petite) == 0
    assert len(calls) == asked


def test_questions_say_where_they_are_written(petite: Path, told: Run):
    """What is written is named, whole, with how many questions there are: they are to be sent, not looked for."""
    outcome = told(petite, "questions")
    written = [petite / f"output/questions-2024.{ending}" for ending in ("md", "csv")]
    assert outcome.out.splitlines()[:-1] == [path.relative_to(petite).as_posix() for path in written]
    assert re.fullmatch(r"[1-9]\d* questions à poser\.", outcome.out.splitlines()[-1])
    assert all(path.stat().st_size for path in written)
