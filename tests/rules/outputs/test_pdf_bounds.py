"""The PDF is read, and prepared for the printer, by another Python, within bounds of size, time and memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.flow.options import Options
from rapport.flow.pipeline import build
from rapport.ground.problems import Severity
from rapport.outputs.engines import pdf_boxes as press
from rapport.rules.outputs import pdf_facts as measures


@pytest.mark.parametrize(
    ("module", "bound", "value", "wanted", "said"),
    [
        (measures, "HEAVIEST", 1000, "pdf", "Le lecteur du PDF ne lit pas un fichier de plus de 0"),
        (measures, "SECONDS", 0.001, "pdf", "Le lecteur du PDF n'a pas fini en 0"),
        (press, "SECONDS", 0.001, "print", "La préparation du PDF pour l'imprimeur n'a pas fini en 0"),
    ],
)
def test_what_goes_beyond_a_bound_is_told_in_french(
    petite: Path, monkeypatch: pytest.MonkeyPatch, module: object, bound: str, value: float, wanted: str, said: str
):
    """Nothing is published, and nobody waits."""
    (petite / ".cache").unlink(missing_ok=True)  # what is kept would be believed
    monkeypatch.setattr(module, bound, value)
    result = build(petite, Options(formats=(wanted,)), lambda _: None)
    errors = [one for one in result.problems if one.severity is Severity.ERROR]
    assert [one.code for one in errors] == ["REN01"]
    assert errors[0].message.startswith(said)
    assert errors[0].hint
    assert not [*petite.glob("output/2024*")]


def test_within_the_bounds_it_is_published(petite: Path):
    (petite / ".cache").unlink(missing_ok=True)
    assert not build(petite, Options(formats=("pdf", "print")), lambda _: None).failed
