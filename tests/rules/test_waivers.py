"""What waivers excuse is listed one by one at a release: whoever publishes reads each, one alone as well as several."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rapport.ground.problems import Place, Problem, Severity
from rapport.rules.waivers import waived
from rapport.sources.model import Report
from rapport.sources.reading import load

EDITO = Place("content/edito.md", 9, 1)
WARNED = Problem("AFF03", Severity.WARNING, "« premier » dit un fait que rien ne prouve.", EDITO)


@pytest.fixture
def excusing(petite: Path) -> Report:
    """Return the small edition, with two waivers: of a rule anywhere, of another at a place."""
    path = petite / "report.yml"
    anywhere = "  - {rule: AFF03, because: relu par la direction}\n"
    there = "  - {rule: TXT05, place: content/edito.md, because: le mot est voulu}\n"
    path.write_text(f"{path.read_text('utf-8')}waivers:\n{anywhere}{there}", "utf-8")
    return load(petite)[0]


@pytest.mark.parametrize(
    "excused",
    [WARNED, replace(WARNED, severity=Severity.INFO), Problem("TXT05", Severity.ERROR, "Cet encadré n'existe pas.", EDITO)],
)
def test_one_that_excuses_a_single_finding_names_it_at_a_release(excused: Problem, excusing: Report):
    (found,) = waived([excused], excusing.edition, {"AFF03", "TXT05"}, complete=False, listed=True)
    assert (found.code, found.severity) == ("EDI11", Severity.INFO)
    assert f"La dérogation à {excused.code} excuse 1 remarque : « " in found.message
    assert found.related == ((EDITO, excused.message),)


def test_one_that_excuses_a_single_finding_says_nothing_before(excusing: Report):
    assert waived([WARNED], excusing.edition, {"AFF03", "TXT05"}, complete=False) == []


def test_the_errors_that_it_leaves_are_not_among_them(excusing: Report):
    error = replace(WARNED, severity=Severity.ERROR)
    found = waived([WARNED, error], excusing.edition, {"AFF03", "TXT05"}, complete=False, listed=True)
    assert [(one.code, len(one.related)) for one in found] == [("AFF03", 0), ("EDI11", 0), ("EDI11", 1)]
