"""What is printed behind words of ours: sources, credits, units; their numbers are told where they are typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

INDICATORS = "data/indicators/ateliers.yml"


def replaced(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (INDICATORS, "source: Registre de", "source: Les 45 carnets de"),
        (INDICATORS, "source: Cahier", "source: 1. Cahier"),
        ("data/charts.yml", "  highlight: Vélo", "  highlight: Vélo\n  source: 1. Le cahier"),
        ("data/tables.yml", "source: Cahier", "source: 2) Cahier"),
        (INDICATORS, "unit: vélos", "unit: 1. vélos"),
    ],
)
def test_a_number_behind_words_is_told(petite: Path, run: Callable, path: str, old: str, new: str):
    """They were refused at index.html, or let through as the numbers of a list."""
    with (petite / "data/charts.yml").open("a", encoding="utf-8") as charts:
        charts.write("deux:\n  kind: bars\n  title: Des vélos et des heures\n  indicators: [heures.total, velos.repares]\n")
    section = petite / "content/ateliers.md"
    section.write_text(
        f'{section.read_text("utf-8")}\n{{{{ chart("deux") }}}}\n\n{{{{ value("velos.repares", unit=true) }}}}\n', "utf-8"
    )
    before = run(petite, "check").out
    assert "TXT18" not in before
    replaced(petite, path, old, new)
    found = [line for line in run(petite, "check").lines if "erreur TXT18" in line]
    assert len(found) == 1
    assert found[0].startswith(f"{path}:")


@pytest.mark.parametrize("subtitle", ["Rapport annuel", "''", "Une année d'ateliers"])
@pytest.mark.parametrize("to", [("html", "pdf"), ("pdf", "html", "docx")])
def test_the_year_is_printed_everywhere(petite: Path, run: Callable, subtitle: str, to: tuple[str, ...]):
    """The cover of the PDF has it by itself: the page and the Word file say it where no title does."""
    replaced(petite, "report.yml", "Rapport d'activité 2024", subtitle)
    replaced(petite, "data/charts.yml", " en {{ year() }}", "")
    built = run(petite, "build", *(option for name in to for option in ("--to", name)))
    assert built.code == 0, built.out
    page = (petite / "output/2024/index.html").read_text("utf-8")
    assert "2024" in page.partition('class="cover-kicker"')[2].partition("</p>")[0]
