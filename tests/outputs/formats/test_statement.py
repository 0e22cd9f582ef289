"""The accessibility statement: only what is known, and the state that the law gives to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from rapport.cli.main import main
from rapport.sources.accessibility import Accessibility

PROJECT = Path(__file__).resolve().parents[3]


def statement(root: Path, facts: str = "") -> str:
    """Return the statement of the small edition's page, as read, with these facts in `report.yml`."""
    path = root / "report.yml"
    path.write_text(path.read_text("utf-8") + facts, "utf-8")
    assert main(["build", "--quiet", "--to", "html"], root) == 0
    html = (root / "output/2024/index.html").read_text("utf-8")
    found = re.search(r'<details class="declaration" id="accessibilite">.*?</details>', html, re.DOTALL)
    assert found
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", found[0]))


def test_nothing_is_invented(petite: Path):
    """Without an audit a page isn't conformant, and what the team hasn't given is left to be filled."""
    text = statement(petite)
    assert "Accessibilité : non conforme" in text
    assert "aucun audit n’en a encore mesuré la conformité" in text
    assert "[date à compléter]" in text
    assert "[adresse à compléter]" in text
    assert "Défenseur des droits" in text


FACTS = """
accessibility:
  contact: acces@fabrique-du-val.example
  established: 3 novembre 2025
  audit: "Atelier 42, en octobre 2025"
  rate: {rate}
"""


@pytest.mark.parametrize(
    ("rate", "state"),
    [
        ("100", "totalement conforme"),
        ("96,5", "partiellement conforme"),
        ("50", "partiellement conforme"),
        ("49,9", "non conforme"),
    ],
)
def test_the_state_is_that_of_the_audit(petite: Path, rate: str, state: str):
    text = statement(petite, FACTS.format(rate=rate))
    assert f"Accessibilité : {state}" in text
    assert f"{rate}\u00a0% des critères sont respectés" in text.replace(" %", "\u00a0%")
    assert "Atelier 42, en octobre 2025" in text.replace("\u00a0", " ")
    assert "établie le 3" in text
    assert "acces@fabrique-du-val.example" in text
    assert "à compléter" not in text


def test_faults_are_listed_as_text(petite: Path):
    text = statement(petite, FACTS.format(rate=80) + '  faults: ["La carte <b>n\'a</b> pas de légende"]\n')
    assert "La carte &lt;b&gt;n’a&lt;/b&gt; pas de légende" in text
    assert "en raison des défauts énumérés ci-dessous" in text
    assert "L’audit n’en a relevé aucun" not in text


def test_a_rate_is_a_share(petite: Path, run):
    path = petite / "report.yml"
    path.write_text(path.read_text("utf-8") + FACTS.format(rate=130), "utf-8")
    found = run(petite, "check")
    assert found.code == 1
    assert "rate" in found.out


def test_the_french_page_names_real_checks():
    """A table of criteria is worth what checks it: tests and keys that it names are there."""
    text = (PROJECT / "docs/accessibilite.md").read_text("utf-8")
    tests = {path.name for path in (PROJECT / "tests").rglob("test_*.py")}
    assert set(re.findall(r"`(?:tests/[\w/]*)?(test_\w+\.py)`", text)) <= tests
    (example,) = re.findall(r"```yaml\n(accessibility:.*?)```", text, re.DOTALL)
    given = yaml.safe_load(example)["accessibility"]
    assert given.keys() == Accessibility.model_fields.keys()
    assert Accessibility.model_validate(given)
