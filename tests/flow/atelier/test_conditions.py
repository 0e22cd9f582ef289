"""What a publication waits for, in plain words, each thing with what opens it; a version kept; what changed since."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from rapport.flow.atelier.answers import Answers
from rapport.flow.atelier.conditions import _OWN, Condition, conditions_of
from rapport.flow.atelier.desk import Desk
from rapport.ground.problems import Place, Problem, Severity
from rapport.rules.book import SOURCE_RULES
from rapport.rules.pieces import STRICTER
from rapport.rules.signoff import RELEASE_RULES
from tests.git_settings import known_to_git, without_git_settings

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git isn't installed")
PROJECT = Path(__file__).resolve().parents[3]
TOTAL = "data/indicators/ateliers.yml"


@pytest.fixture
def versioned(petite: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the small edition, committed once."""
    without_git_settings(monkeypatch, known_to_git(tmp_path))
    (petite / ".gitignore").write_text("output/\n.cache\n.edits/\n", "utf-8")
    (petite / "assets/fonts").unlink()
    shutil.copytree(PROJECT / "assets/fonts", petite / "assets/fonts", ignore=shutil.ignore_patterns("*.woff2"))
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "un"]):
        subprocess.run(["git", *words], cwd=petite, check=True)
    return petite


def told(root: Path) -> list[Condition]:
    found = Desk(root).asked(conditions_of)
    assert isinstance(found, list)
    return found


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def rewrite(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def test_every_rule_of_a_release_is_said_in_plain_words():
    assert [*_OWN] == [*RELEASE_RULES.rules]


def test_each_condition_opens_what_meets_it(versioned: Path):
    rewrite(versioned, TOTAL, "values: {2024: 318}", "values: {2024: }")
    rewrite(
        versioned,
        TOTAL,
        "  source: Cahier des présences, décembre 2024",
        "  status: to_confirm\n  question: Combien ?\n  source: Cahier",
    )
    rewrite(versioned, "content/edito.md", "sans rendez-vous", '{{ value("rien.du_tout") }}')
    errors, signed, sure, kept, filled, _ = told(versioned)
    assert any(door.place.startswith("content/edito.md:7") for door in errors.doors)
    assert "sign:heures" in [door.target for door in signed.doors]
    assert [(plain(door.said), door.target, plain(door.help)) for door in sure.doors] == [
        ("Confirmer « Heures de bénévolat »", "number:heures.total", "Combien ?"),
        ("Publier « Heures de bénévolat » tel quel, et dire pourquoi", "sign:heures.total", ""),
    ]
    assert [(door.said, door.panel) for door in kept.doors] == [("Garder cette version", "keeping")]
    assert [(plain(door.said), door.target) for door in filled.doors] == [("Remplir « Vélos réparés »", "number:velos.repares")]


@pytest.mark.parametrize(
    ("code", "severity", "counts"),
    [
        ("PAG01", Severity.ERROR, True),  # of the finished file: the sources alone say nothing of it
        ("LAN01", Severity.WARNING, True),
        ("PAG02", Severity.WARNING, False),  # advice, which stops no release
        ("PAG05", Severity.INFO, False),
        ("TXT12", Severity.ERROR, False),  # of the sources, which are asked anew: it may be mended since
    ],
)
def test_what_is_shown_beside_the_sources_is_left_to_settle(
    code: str,
    severity: Severity,
    counts: bool,  # noqa: FBT001 - a case
    versioned: Path,
):
    problem = Problem(code, severity, "Un mot.", Place("content/edito.md", 7, 1))
    first, *_ = Desk(versioned).asked(lambda checked: conditions_of(checked, [problem]))
    assert ([door.said for door in first.doors] == ["Un mot."]) is counts


def test_a_warning_is_left_to_settle_before_a_release(versioned: Path):
    rewrite(versioned, "content/edito.md", "sans rendez-vous", "sans rendez-vous, en 2023")
    first, *_ = told(versioned)
    assert any("2023" in door.said for door in first.doors)


CASES = PROJECT / "tests/rules/cases"


@pytest.mark.parametrize("case", ["PIE02-changed-piece", "PIE03-unread-place", "PIE10-piece-elsewhere"])
def test_what_only_a_release_refuses_is_left_to_settle(case: str, versioned: Path):
    shutil.copytree(CASES / case, versioned, dirs_exist_ok=True)
    first, *_ = told(versioned)
    found = Desk(versioned).asked(lambda checked: checked.problems())
    assert isinstance(found, tuple)
    messages = [problem.message for problem in found if problem.code == case[:5]]
    assert messages
    assert [door.said for door in first.doors if door.said in messages] == messages


def test_what_a_release_refuses_may_be_excused(versioned: Path):
    shutil.copytree(CASES / "PIE10-piece-elsewhere", versioned, dirs_exist_ok=True)
    before = told(versioned)[0]
    rewrite(
        versioned,
        "report.yml",
        "formats:",
        "waivers:\n- {rule: PIE10, place: data/pieces.yml, because: Le registre reste au siège.}\nformats:",
    )
    after = told(versioned)[0]
    assert [door.said for door in before.doors if door not in after.doors] == [
        "« pieces/registre.txt » n'est pas là : un nombre est tenu pour ce qui a été enregistré, sans être relu."
    ]


def test_the_rules_stricter_at_release_are_those_that_say_so():
    said = {code for code, rule in SOURCE_RULES.rules.items() if "publication, c'est une erreur" in rule.documentation}
    assert said | {"PIE09"} == {*STRICTER}  # of PIE09, it is said of those that an edition wants all tied


def test_no_code_and_no_command_is_shown(versioned: Path):
    (versioned / "content/perdu.txt").write_text("x", "utf-8")
    page = str(Answers(Desk(versioned)).read("/-/release", {}, None).body)
    seen = re.sub(r"<[^>]*>", " ", page)
    assert not re.search(r"\b[A-Z]{3}\d\d\b|build\.py|--by|heures\.total|git commit", seen)
    assert "data-publish" not in page


def test_a_version_is_kept_from_the_panel(versioned: Path):
    rewrite(versioned, TOTAL, "2024: 1240", "2024: 1250")
    answers = Answers(Desk(versioned))
    page = str(answers.read("/-/keeping", {}, None).body)
    assert f"<code>{TOTAL}</code>" in page
    assert 'value="Rapport 2024 : mise à jour"' in page
    answer = answers.write("/-/keep", {"target": "keep:", "field:said": "Les heures"})
    assert isinstance(answer.body, dict)
    assert answer.body["said"] == "Version gardée : 1 fichier."
    log = subprocess.run(["git", "log", "--format=%s"], cwd=versioned, check=True, capture_output=True, text=True).stdout
    assert log.splitlines() == ["Les heures", "un"]
    again = answers.write("/-/keep", {"target": "keep:", "field:said": "Encore"})
    assert isinstance(again.body, dict)
    assert again.body["said"] == "Rien n'a changé depuis la dernière version gardée."
    assert "Rien n'a changé depuis la dernière version gardée." in str(answers.read("/-/keeping", {}, None).body)


def test_what_changed_since_a_version(versioned: Path):
    answers = Answers(Desk(versioned))
    assert "Rien n'a changé dans ce que le rapport dit." in str(answers.read("/-/changes", {}, None).body)
    rewrite(versioned, TOTAL, "2024: 318", "2024: 330")
    rewrite(versioned, "content/edito.md", "sans rendez-vous", "sur rendez-vous")
    rewrite(versioned, "data/tables/people.csv", "Trésorier", "Trésorier par <b>intérim</b>")
    rewrite(versioned, "data/charts.yml", "sort: descending", "sort: ascending")
    page = str(answers.read("/-/changes", {}, None).body).replace("\u00a0", " ")
    for said in (
        'data-target="number:velos.repares"', "<td>318 vélos</td><td>330 vélos", "(+12 vélos)",
        "</span>sans<span", "</span>sur<span",
        'data-target="section:edito"', 'data-target="chart:heures"', "</span>du plus grand au plus petit<span",
        'data-target="row:people:1:bureau.Paul MAREC"', "Trésorier par &lt;b&gt;intérim",
    ):  # fmt: skip
        assert said in page
    assert "<b>" not in page


def test_what_changed_since_a_release_and_last_year(versioned: Path):
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=versioned, check=True, capture_output=True, text=True
    ).stdout.strip()
    kept = versioned / "editions/2023"
    shutil.copytree(versioned, kept, ignore=shutil.ignore_patterns(".cache", ".git", "editions"))
    for path in [kept / "report.yml", *(kept / "data").rglob("*.yml"), *(kept / "data").rglob("*.csv")]:
        path.write_text(path.read_text("utf-8").replace("2024", "2023").replace("318", "265"), "utf-8")
    for words in (["add", "-A"], ["commit", "-qm", "deux"]):
        subprocess.run(["git", *words], cwd=versioned, check=True)
    manifest = {"inputs": {}, "outputs": {}, "release": {"version": "1", "day": "2025-05-12", "commit": commit}}
    (versioned / "output/2024").mkdir(parents=True)
    (versioned / "output/2024/manifest.json").write_text(json.dumps(manifest), "utf-8")
    answers = Answers(Desk(versioned))
    page = str(answers.read("/-/changes", {}, None).body)
    assert page.index("Depuis la publication du 12 mai 2025 (version 1)") < page.index("Depuis la dernière version gardée")
    assert "Depuis l&#39;édition 2023" in page
    last = str(answers.read("/-/changes", {"since": "2023"}, None).body).replace("\u00a0", " ")
    assert "<td>265 vélos</td>" in last
    manifest["release"]["commit"] = "--output=x"  # type: ignore[index]
    (versioned / "output/2024/manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert "publication du" not in str(answers.read("/-/changes", {"since": "--output=x"}, None).body)


@pytest.mark.parametrize("path", ["/-/changes", "/-/keeping", "/-/release"])
def test_without_git_all_is_told(petite: Path, path: str):
    answer = Answers(Desk(petite)).read(path, {}, None)
    assert answer.status == 200
    assert {
        "/-/changes": "encore rien à quoi comparer",
        "/-/keeping": "suivi par git",
        "/-/release": "Garder une première version",
    }[path] in str(answer.body)
