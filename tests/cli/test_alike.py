"""Problems alike are told as one at a release: none is lost, none that says something of its own is hidden."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from rapport.cli.alike import folded
from rapport.ground.problems import Place, Problem, Severity
from tests.some import some

NAMES = ["ateliers", "benevoles", "contacts", "dons", "edito"]


def unsigned(names: Sequence[str], tail: str = "section « {} »") -> list[Problem]:
    """Return what a release says of sections that nobody signed."""
    return [
        Problem(
            "SIG05",
            Severity.ERROR,
            f"« {name} » n'est pas signé : {tail.format(name)}.",
            Place(f"content/{name}.md", line, 1),
            f'python build.py sign {name} --by "Prénom NOM"',
        )
        for line, name in enumerate(names, 2)
    ]


@pytest.mark.parametrize("tails", [["section « {} »"], ["table « {} »", "7 indicateurs et 1 section", "section « {} »"]])
def test_those_that_differ_by_a_name_alone_are_one(tails: list[str]):
    problems = [unsigned([name], tails[rank % len(tails)])[0] for rank, name in enumerate(NAMES)]
    (one,) = folded(problems)
    assert (one.place, one.message) == (problems[0].place, problems[0].message)
    assert one.hint.startswith(f"{problems[0].hint}\n    4 autres de même : ")
    assert all(f"{name} (content/{name}.md:2)" in " ".join(one.hint.split()) for name in some(NAMES[1:]))


@pytest.mark.parametrize(
    ("message", "hint"),
    [
        ("Le sigle « {} » n'est pas au lexique.", "Ajoutez-le au lexique."),
        ("« {} » est encore à confirmer.", "python build.py sign {}"),
        ("« {} » n'est pas là : 12 nombres ne sont pas relus.", "Déposez-le : python build.py tie {}"),
    ],
)
def test_of_any_code(message: str, hint: str):
    found = [
        Problem("X", Severity.ERROR, message.format(n), Place("a.md", line), hint.format(n)) for line, n in enumerate(NAMES, 1)
    ]
    assert len(folded(found)) == 1
    assert len(folded(found[:3])) == 3  # few: each is told


def test_what_says_something_of_its_own_stays():
    """Another cause, another gravity, another remedy, places of its own: each keeps its line, in its order."""
    told = unsigned(NAMES)
    causes = [Problem("RUL01", Severity.ERROR, f"Or {what} diffèrent.", Place("data/rules.yml", 3)) for what in NAMES]
    remedies = [Problem("LEX", Severity.ERROR, "Sigle inconnu.", Place("a.md", 1), f"Écrivez {name}.") for name in NAMES]
    others = [Problem("LEX", Severity.ERROR, "Sigle.", Place("a.md", n), "", ((Place("b.csv", n), "ici"),)) for n in range(5)]
    milder = unsigned(["zinc"])[0].with_severity(Severity.WARNING)
    nameless = [Problem("SIG09", Severity.ERROR, "Git ignore ce fichier.", Place(f"content/{name}.md")) for name in NAMES]
    kept = [*causes, *remedies, *others, *nameless, milder]
    assert folded([*told, *kept])[1:] == kept


def test_a_refused_release_is_read_at_a_glance(petite: Path, run: Callable):
    """On screen each kind is one message; for a program nothing is left out."""
    shown = run(petite, "build", "--release").out
    whole = json.loads(run(petite, "build", "--release", "--format", "json").out)
    unsigned_ones = [problem for problem in whole if problem["code"] == "SIG05"]
    assert len(unsigned_ones) >= 4
    assert shown.count("erreur SIG05") == 1
    assert f"{len(unsigned_ones) - 1} autres de même : " in shown
    assert all(f"{problem['file']}:{problem['line']}" in " ".join(shown.split()) for problem in some(unsigned_ones))
