"""Problems in the forms that machines read: whole, escaped, and true to the run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from rapport.cli.commands.reporting import steps_to_release
from rapport.cli.display import REPORTS, as_github, as_text, show, tally
from rapport.cli.problem_formats import as_gitlab, as_junit, as_sarif
from rapport.cli.summary import LIMIT, as_summary, github_links
from rapport.flow.options import Result
from rapport.ground.problems import Place, Problem, Severity
from rapport.rules.codes import FAMILIES, RULES, codes, family_of

SARIF = Draft7Validator(json.loads((Path(__file__).parent / "schemas/sarif-2.1.0-in-use.json").read_text("utf-8")))

TOTAL = Problem(
    "IND02",
    Severity.ERROR,
    "« a.b » vaut 543, la somme de ses parties vaut 541.",
    Place("data/indicators/été 2024.yml", 12, 3),
    "Écart : 2 (tolérance d'arrondi : 0).",
    ((Place("data/tables/a.csv", 4), "dernière ligne"), (Place("report.yml"), "déclaration")),
)
WARNING = Problem("TXT01", Severity.WARNING, "100 % d'écart : a,b\nsuite", Place("content/a.md", 3))
UNREADABLE = Problem("LEC04", Severity.ERROR, "Ligne illisible.", Place("report.yml"))
ALL = [TOTAL, WARNING, UNREADABLE]

places = st.builds(Place, st.text(min_size=1), st.integers(0, 10**6), st.integers(0, 500))
problems = st.lists(
    st.builds(
        Problem,
        st.sampled_from([*RULES, "LEC04", "REN01"]),
        st.sampled_from(Severity),
        st.text(min_size=1),
        places,
        st.text(),
        st.lists(st.tuples(places, st.text()), max_size=2).map(tuple),
    ),
    max_size=4,
)


# --- text and GitHub ----------------------------------------------------------------------------------------------


def test_text():
    assert as_text([TOTAL]).splitlines() == [
        "data/indicators/été 2024.yml:12:3: erreur IND02 « a.b » vaut 543, la somme de ses parties vaut 541.",
        "    Écart : 2 (tolérance d'arrondi : 0).",
        "    voir data/tables/a.csv:4 (dernière ligne)",
        "    voir report.yml (déclaration)",
    ]


def test_tally():
    assert tally(ALL) == "2 erreurs, 1 avertissement, 0 info"


def test_github_annotation():
    """File, line, column and title are properties, escaped; the message keeps its lines."""
    one, two, three = as_github(ALL).splitlines()
    assert one.startswith("::error file=data/indicators/été 2024.yml,line=12,col=3,title=IND02::« a.b » vaut 543")
    assert one.endswith("541.%0AÉcart : 2 (tolérance d'arrondi : 0).")
    assert two == "::warning file=content/a.md,line=3,title=TXT01::100 %25 d'écart : a,b%0Asuite"
    assert three == "::error file=report.yml,title=LEC04::Ligne illisible."


@given(problems)
def test_github_commands_are_one_a_line(found: Sequence[Problem]):
    """Whatever an author wrote, no line is a command of theirs."""
    lines = as_github(found).split("\n") if found else []
    assert len(lines) == len(found)
    assert all(re.match(r"::(error|warning|notice) file=[^,:]*(,line=\d+)?(,col=\d+)?,title=\w+::", line) for line in lines)
    assert not any("\r" in line for line in lines)


# --- SARIF ----------------------------------------------------------------------------------------------------------


def test_sarif_rules():
    """Every code is described, in French, at its own level."""
    (run,) = json.loads(as_sarif([]))["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == list(codes())
    for code, rule in rules.items():
        assert rule["fullDescription"]["text"] == codes()[code].documentation
        assert codes()[code].documentation.startswith(rule["shortDescription"]["text"].rstrip("."))
        assert re.fullmatch(r"([A-Z][a-z0-9]+)+" if code in RULES else code, rule["name"])
    assert rules["IND02"]["defaultConfiguration"]["level"] == "error"
    assert rules["LNK05"]["defaultConfiguration"]["level"] == "note"
    assert run["results"] == []


def test_sarif_result():
    (run,) = json.loads(as_sarif(ALL))["runs"]
    total, warning, unreadable = run["results"]
    assert (total["ruleId"], total["level"], warning["level"], unreadable["level"]) == ("IND02", "error", "warning", "error")
    assert total["message"]["text"].splitlines() == [TOTAL.message, TOTAL.hint]
    assert total["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data/indicators/%C3%A9t%C3%A9%202024.yml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 12, "startColumn": 3},
    }
    assert [related["message"]["text"] for related in total["relatedLocations"]] == ["dernière ligne", "déclaration"]
    assert "region" not in unreadable["locations"][0]["physicalLocation"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["IND02", "TXT01", "LEC04"]


def test_sarif_follows_its_schema_whatever_is_found():
    """The rules are those of any run: they are held to the schema once, what is found each time."""
    whole = json.loads(as_sarif([]))
    assert [error.message for error in SARIF.iter_errors(whole)] == []
    rules = whole["runs"][0]["tool"]["driver"]["rules"]

    @settings(max_examples=25)
    @given(problems)
    def follows(found: Sequence[Problem]) -> None:
        log = json.loads(as_sarif(found))
        assert log["runs"][0]["tool"]["driver"]["rules"] == rules
        log["runs"][0]["tool"]["driver"]["rules"] = []
        assert [error.message for error in SARIF.iter_errors(log)] == []

    follows()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log.update(version="2.0.0"),
        lambda log: log["runs"][0].pop("tool"),
        lambda log: log["runs"][0]["results"][0].pop("message"),
        lambda log: log["runs"][0]["results"][0].update(level="fatal"),
        lambda log: log["runs"][0]["results"][0].update(line=3),
        lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
    ],
)
def test_schema_refuses_what_sarif_refuses(spoil: Callable[[dict], object]):
    """The schema that we keep is no rubber stamp."""
    log = json.loads(as_sarif(ALL))
    spoil(log)
    assert not SARIF.is_valid(log)


# --- JUnit ----------------------------------------------------------------------------------------------------------


def test_junit_cases():
    """A suite a family, a case a rule; what wasn't tried is skipped, a warning is said but fails nothing."""
    suites = ET.fromstring(as_junit(ALL, {*RULES} - {"OUT01"}))
    assert {suite.get("name") for suite in suites} == {FAMILIES[family_of(code)] for code in [*RULES, "LEC04"]}
    cases = {case.get("name", "")[:5]: case for case in suites.iter("testcase")}
    assert set(cases) == {*RULES, "LEC04"}
    failure = cases["IND02"].find("failure")
    assert failure is not None
    assert failure.get("message") == f"{TOTAL.place}: {TOTAL.message}"
    assert "voir data/tables/a.csv:4" in (failure.text or "")
    assert cases["TXT01"].find("failure") is None
    assert "content/a.md:3: avertissement" in (cases["TXT01"].findtext("system-out") or "")
    assert cases["OUT01"].find("skipped") is not None
    assert cases["OUT02"].find("skipped") is None
    assert (suites.get("tests"), suites.get("failures"), suites.get("skipped")) == (str(len(RULES) + 1), "2", "1")
    assert sum(int(suite.get("failures", "")) for suite in suites) == 2


@given(problems)
def test_junit_is_always_xml(found: Sequence[Problem]):
    """No text of an author breaks the XML: no stray tag, no control character."""
    text = as_junit(found, set(RULES))
    ET.fromstring(text.encode())
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)


# --- GitLab -----------------------------------------------------------------------------------------------------------


@given(problems)
def test_gitlab_entries(found: Sequence[Problem]):
    entries = json.loads(as_gitlab([*found, *found]))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    assert all(entry["location"]["lines"]["begin"] >= 1 for entry in entries)
    assert {entry["severity"] for entry in entries} <= {"info", "minor", "major", "critical", "blocker"}


def test_gitlab_fingerprint_outlives_a_moved_line():
    """The same problem two lines lower is no new problem."""
    lower = Problem(TOTAL.code, TOTAL.severity, TOTAL.message, Place(TOTAL.place.path, 14, 3), TOTAL.hint)
    (one,), (two,) = json.loads(as_gitlab([TOTAL])), json.loads(as_gitlab([lower]))
    assert one["fingerprint"] == two["fingerprint"]


# --- the summary ------------------------------------------------------------------------------------------------------


def test_summary_of_an_unreadable_edition():
    text = as_summary(Result([UNREADABLE]), lambda _: "")
    assert "| 1 | 0 | 0 |" in text
    assert "ne peuvent pas tous être lus" in text
    assert "| fichier | erreur | `LEC04` | Ligne illisible. |" in text


def test_summary_names_sections_and_questions(petite: Path, run, tmp_path: Path):
    """Problems are under the title of their section, with what an author typed left as typed."""
    path = petite / "content/edito.md"
    path.write_text(path.read_text("utf-8") + '\n{{ value("a|b.<i>*c*") }}\n', "utf-8")
    data = petite / "data/indicators/ateliers.yml"
    asked = "exact\n  status: to_confirm\n  question: Est-ce bien cela ?\n"
    data.write_text(data.read_text("utf-8").replace("exact\n", asked, 1), "utf-8")
    assert run(petite, "check", "--summary", str(tmp_path / "resume.md")).code == 1
    text = (tmp_path / "resume.md").read_text("utf-8")
    assert text.startswith("## Rapport d’activité 2024 : contrôles\n")
    assert "### Le mot de la présidente (`content/edito.md`)" in text
    assert r"a\|b.\<i\>\*c\*" in text
    assert "❌" in text
    assert "3 questions en attente de réponse : `python build.py questions`." in text  # its own, an address, a contact


def test_summary_of_many_problems():
    """GitHub refuses a summary beyond 1 MiB."""
    many = [Problem("TXT01", Severity.ERROR, "x" * 2000, Place("content/a.md", n)) for n in range(3 * LIMIT)]
    text = as_summary(Result(many), lambda _: "")
    assert f"… et {2 * LIMIT} autres." in text
    assert len(text.encode()) < 2**20


GITHUB = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b", "GITHUB_SHA": "c0ffee", "GITHUB_RUN_ID": "7"}


def test_summary_links_to_the_commit():
    link, artifacts = github_links(GITHUB)
    assert link(Place("content/été.md", 3)) == "https://github.com/a/b/blob/c0ffee/content/%C3%A9t%C3%A9.md?plain=1#L3"
    assert link(Place("report.yml")) == "https://github.com/a/b/blob/c0ffee/report.yml"
    assert artifacts == "https://github.com/a/b/actions/runs/7#artifacts"
    link, artifacts = github_links({})
    assert (link(Place("report.yml", 1)), artifacts) == ("", "")


def test_summary_goes_where_github_shows_it(petite: Path, run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """After what other commands of the step wrote there; only in the form made for GitHub."""
    page = tmp_path / "page.md"
    page.write_text("avant\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    run(petite, "check")
    assert page.read_text("utf-8") == "avant\n"
    run(petite, "check", "--format", "github")
    assert page.read_text("utf-8").startswith("avant\n## Rapport")


def test_summary_that_cannot_be_written(petite: Path, run, tmp_path: Path):
    """Told, and the checks are told all the same."""
    outcome = run(petite, "check", "--summary", str(tmp_path))
    assert "ne peut pas être écrit" in outcome.err
    assert outcome.code == 0


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(REPORTS))
def test_nothing_to_tell(form: str, capsys: pytest.CaptureFixture[str]):
    """A program always gets a document that it can read, even an empty one."""
    show([], form, set(RULES))
    out = capsys.readouterr().out
    if form in {"sarif", "gitlab", "json"}:
        json.loads(out)
    elif form == "junit":
        assert ET.fromstring(out).get("failures") == "0"
    else:
        assert out == ""


def test_check_says_which_rules_it_tried(petite: Path, run):
    """`check` builds nothing and goes nowhere: the rules on outputs, on a release and on outside links are skipped."""
    suites = ET.fromstring(run(petite, "check", "--format", "junit").out)
    skipped = {case.get("name", "")[:5] for case in suites.iter("testcase") if case.find("skipped") is not None}
    apart = {"PAG05", "PAG08", *(f"SIG0{number}" for number in range(1, 5))}  # tried on the sources
    later = {*(f"LNK0{number}" for number in range(4, 9)), *(f"VAR0{number}" for number in range(4, 9)), "VAR15", "VAR16"}
    assert skipped == {code for code in RULES if code.startswith(("OUT", "DOC", "PAG", "SIG")) or code in later} - apart


def test_a_refused_release_says_what_is_left_in_order():
    """What a release waits for is counted kind by kind, the others' messages first, with the command that does it."""
    codes = ["SIG05", "IND04", "SIG05", "SIG06", "SIG07", "PIE10"]
    found = [Problem(code, Severity.ERROR, "…", Place("a.yml", line)) for line, code in enumerate(codes, 1)]
    told = [*steps_to_release(Result([*found, WARNING]))]
    assert [line.partition(" : ")[0] for line in told] == [
        "Il reste, dans cet ordre :",
        "  1. 2 messages à régler",
        "  2. 2 signatures manquent ; toutes à la fois",
        "  3. un « à confirmer » à accepter",
        "  4. un enregistrement dans git.",
    ]
    assert 'sign --all --by "Prénom NOM" --because' in told[3]
    assert [*steps_to_release(Result([WARNING]))] == []


@pytest.mark.parametrize(("count", "lines"), [(0, 1), (30, 31), (31, 2), (66, 2)])
def test_very_many_other_places_are_counted_and_json_has_them_all(count: int, lines: int):
    many = Problem("LEX04", Severity.INFO, "…", Place("a.csv", 1), "", tuple((Place("a.csv", n), "CLE") for n in range(count)))
    assert len(as_text([many]).splitlines()) == lines
    assert len(json.loads(REPORTS["json"]([many], ()))[0]["related"]) == count
