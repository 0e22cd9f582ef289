"""What is begun while the rules are still being tried: nothing that exceeds a bound; nothing stays of a refused build."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from rapport.flow.edition import BOUNDS, Flow
from rapport.manuscript.charts import Drawer
from rapport.outputs.engines.fragments import Conversions
from rapport.outputs.engines.work_folder import Tools
from rapport.rules import links, sizes
from rapport.rules.book import SOURCE_RULES

Run = Callable[..., Any]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is given to the tools, as they are given it."""
    found: list[str] = []

    def noted(kind: type[Any], name: str) -> None:
        own = getattr(kind, name)

        def note(self: Any, *things: Any, **named: Any) -> Any:
            found.append(kind.__name__)
            return own(self, *things, **named)

        monkeypatch.setattr(kind, name, note)

    noted(Drawer, "begin")
    noted(Conversions, "begin")
    noted(Tools, "pdf")
    return found


def outsized(code: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have an edition exceed the bound of a rule; its cache is its own: kept answers know nothing of a bound moved by a test."""
    if (root / ".cache").is_symlink():
        (root / ".cache").unlink()
    if code == "CHA07":
        monkeypatch.setattr(sizes, "SHAPES", 1)
    elif code == "TAB07":
        monkeypatch.setattr(sizes, "CELLS", 1)
    elif code == "LNK09":
        monkeypatch.setattr(links, "HEAVIEST", 1)
    else:
        (root / "assets/etabli.svg").write_text("<p>Ce n'est pas un dessin.</p>", "utf-8")


@pytest.mark.parametrize("code", BOUNDS)
def test_what_exceeds_a_bound_is_given_to_no_tool(
    code: str, petite: Path, run: Run, given: Sequence[str], monkeypatch: pytest.MonkeyPatch
):
    if code == "TAB07":
        text = petite / "content/ateliers.md"
        text.write_text(text.read_text("utf-8") + '\n{{ table("heures_par_atelier") }}\n', "utf-8")
    outsized(code, petite, monkeypatch)
    outcome = run(petite, "build")
    assert (outcome.code, code in outcome.out, list(given)) == (1, True, [])


def test_every_bound_is_a_rule():
    assert set(BOUNDS) <= set(SOURCE_RULES.rules)


def test_a_sound_edition_is_begun(petite: Path, run: Run, given: Sequence[str]):
    assert run(petite, "build").code == 0
    assert {"Drawer", "Conversions", "Tools"} <= {*given}


@pytest.mark.parametrize("spoilt", ["un nombre tapé : 4321 vélos", "::: inconnu\nmot\n:::", "[lien](#nulle-part)"])
def test_a_build_that_is_refused_leaves_nothing(spoilt: str, petite: Path, run: Run, given: Sequence[str]):
    """Typst may have begun: what it was making goes with its folder, and an output folder that wasn't there isn't."""
    text = petite / "content/ateliers.md"
    text.write_text(f"{text.read_text('utf-8')}\n{spoilt}\n", "utf-8")
    assert run(petite, "build").code == 1
    assert "Conversions" in given
    assert not (petite / "output").exists()


def test_an_error_of_what_is_begun_is_heard_of_once_it_is_asked_for(petite: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Flow, "annex_json", lambda _: "{}")
    outcome = run(petite, "build")
    assert outcome.code == 1
    assert "REN01" in outcome.out
    assert not list((petite / "output").glob("2*"))
