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


UNKNOWN = Problem("TXT05", Severity.ERROR, "Cet encadré n'existe pas.", EDITO)


@pytest.mark.parametrize(
    ("excused", "counted"),
    [(WARNED, "1 remarque"), (replace(WARNED, severity=Severity.INFO), "1 remarque"), (UNKNOWN, "1 erreur")],
)
def test_one_that_excuses_a_single_finding_names_it_at_a_release(excused: Problem, counted: str, excusing: Report):
    (found,) = waived([excused], excusing.edition, {"AFF03", "TXT05"}, complete=False, listed=True)
    assert (found.code, found.severity) == ("EDI11", Severity.INFO)
    assert f"L'écart accepté pour {excused.code} excuse {counted} : « " in found.message
    assert found.related == ((EDITO, excused.message),)


def test_one_that_excuses_a_single_finding_says_nothing_before(excusing: Report):
    assert waived([WARNED], excusing.edition, {"AFF03", "TXT05"}, complete=False) == []


def test_the_errors_that_it_leaves_are_not_among_them(excusing: Report):
    error = replace(WARNED, severity=Severity.ERROR)
    found = waived([WARNED, error], excusing.edition, {"AFF03", "TXT05"}, complete=False, listed=True)
    assert [(one.code, len(one.related)) for one in found] == [("AFF03", 0), ("EDI11", 0), ("EDI11", 1)]


@pytest.mark.parametrize(
    ("severities", "counted"),
    [
        ((Severity.ERROR, Severity.ERROR), "2 erreurs"),
        ((Severity.ERROR, Severity.WARNING, Severity.INFO), "1 erreur et 2 remarques"),
        ((Severity.WARNING, Severity.INFO), "2 remarques"),
    ],
)
def test_what_is_excused_is_counted_as_what_it_is(severities: tuple[Severity, ...], counted: str, excusing: Report):
    """« 2 remarques » of two errors would hide from whoever publishes that errors were excused."""
    found = [
        replace(UNKNOWN, severity=severity, place=Place("content/edito.md", line)) for line, severity in enumerate(severities)
    ]
    (told,) = waived(found, excusing.edition, {"AFF03", "TXT05"}, complete=False)
    assert told.message == f"L'écart accepté pour TXT05 excuse {counted} : « le mot est voulu »."
