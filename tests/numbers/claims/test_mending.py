"""`check --fix`: years typed by hand become calls, once they were shown; nothing else of a file moves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

EDITO = """---
title: "2024 en images"
kicker: En 2024, l'édito   # gardé
lead: 2024 et ses vélos
---

À date de décembre 2024, la Fabrique est ouverte. En 2023, elle ouvrait trois jours.
La loi de 2024 et la création en 1998 restent.

{{ people("bureau") }}
"""
FIXED = """---
title: "{{ year() }} en images"
kicker: En {{ year() }}, l'édito   # gardé
lead: 2024 et ses vélos
---

À date de décembre {{ year() }}, la Fabrique est ouverte. En {{ year(-1) }}, elle ouvrait trois jours.
La loi de 2024 et la création en 1998 restent.

{{ people("bureau") }}
"""


@pytest.fixture
def dated(petite: Path) -> Path:
    """Return the small edition with years typed in a text, a head, a chart, a cell, with Windows line ends in one file."""
    (petite / "content/edito.md").write_text(EDITO, "utf-8")
    path = petite / "data/charts.yml"
    path.write_text(path.read_text("utf-8").replace("en {{ year() }}", "en 2024  # l'année"), "utf-8")
    path = petite / "data/tables/heures_par_atelier.csv"
    path.write_bytes(path.read_bytes().replace(b"Cuisine,240", b"Cuisine en 2024,240").replace(b"\n", b"\r\n"))
    return petite


def test_years_are_shown_then_written(dated: Path, told: Callable):
    """Each replacement is shown at its place; comments, layout, line ends stay; the report reads the same."""
    before = (dated / "data/tables/heures_par_atelier.csv").read_bytes()
    outcome = told(dated, "check", "--fix", "--oui")
    assert outcome.code == 0
    assert "content/edito.md:3:12\n  - kicker: En 2024, l'édito   # gardé\n  + kicker: En {{ year() }}, l'édito" in outcome.out
    assert (dated / "content/edito.md").read_text("utf-8") == FIXED
    assert "en {{ year() }}  # l'année" in (dated / "data/charts.yml").read_text("utf-8")
    after = (dated / "data/tables/heures_par_atelier.csv").read_bytes()
    assert after == before.replace(b"en 2024", b"en {{ year() }}")


def test_what_is_left_is_told(dated: Path, told: Callable):
    """A year that opens a YAML text without quotation marks stays for its author."""
    told(dated, "check", "--fix", "--oui")
    assert [line for line in told(dated, "check").out.splitlines() if "AFF05" in line] == [
        "content/edito.md:4:7: info AFF05 « 2024 » est tapé à la main : c'est l'année du rapport."
    ]
    assert "Rien à remplacer." in told(dated, "check", "--fix", "--oui").out


def test_nothing_is_written_unless_agreed(dated: Path, told: Callable, monkeypatch: pytest.MonkeyPatch):
    files = {path: path.read_bytes() for folder in ("content", "data") for path in (dated / folder).rglob("*") if path.is_file()}
    monkeypatch.setattr("rapport.cli.display.agreed", lambda _: False)
    outcome = told(dated, "check", "--fix")
    assert outcome.code == 0
    assert "Rien n'a été écrit." in outcome.out
    assert {path: path.read_bytes() for path in files} == files


def test_a_called_year_is_printed_everywhere(dated: Path, run: Callable):
    """In labels, notes, sources and the categories of charts too: no brace shows."""
    swap = dated / "data/indicators/ateliers.yml"
    text = swap.read_text("utf-8").replace(
        "label: Vélos réparés", 'label: "Vélos réparés en {{ year() }}"\n  note: "Vus en {{ year(-1) }}"'
    )
    swap.write_text(text.replace("source: Registre de l'atelier vélo, décembre 2024", 'source: "Registre {{ year() }}"'), "utf-8")
    table = dated / "data/tables/heures_par_atelier.csv"
    table.write_bytes(table.read_bytes().replace(b"en 2024", b"en {{ year() }}"))
    assert run(dated, "build", "--to", "html").code == 0
    page = (dated / "output/2024/index.html").read_text("utf-8")
    assert "year(" not in page
    for words in ("Vélos réparés en 2024", "Vus en 2023", "Registre 2024", "Cuisine en 2024"):
        assert words in page.replace("\u00a0", " "), words
    assert not [path for path in (dated / "output").rglob("*.csv") if "year(" in path.read_text("utf-8")]
