"""A sign-off from the workshop is the one that `sign` writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.forms import NoSuchPlace, Refused
from rapport.sources.signature import FILE
from tests.conftest import Outcome


@pytest.mark.parametrize("name", ["edito", "heures", "people", "velos.repares"])
def test_a_sign_off_is_the_line_of_the_command(petite: Path, tmp_path: Path, told: Callable[..., Outcome], name: str):
    other = tmp_path / "autre"
    shutil.copytree(petite, other, symlinks=True)
    assert told(other, "sign", name, "--by", "Nadia BERTHIER").code == 0
    desk = Desk(petite)
    assert desk.save(f"sign:{name}", {"by": "Nadia  BERTHIER "}, {"by": ""}).startswith("Enregistré")
    assert (petite / FILE).read_bytes() == (other / FILE).read_bytes()
    assert "signé" in next(field.label for field in desk.form(f"sign:{name}").fields)
    desk.undo()
    assert not (petite / FILE).exists()


@pytest.mark.parametrize(("name", "title"), [
    ("edito", "Signer « Le mot de la présidente »"), ("velos.repares", "Signer « Vélos réparés »"),
    ("heures", "Signer « Heures de bénévolat, et 1 de la même famille »"),
])  # fmt: skip
def test_what_is_signed_is_said_in_its_own_words(petite: Path, name: str, title: str):
    form = Desk(petite).form(f"sign:{name}")
    assert (form.title, form.save) == (title, "Signer")


@pytest.mark.parametrize(("given", "field"), [
    ({"by": " "}, "by"), ({"by": "Nadia\x07"}, "by"), ({"by": "Nadia", "because": "non"}, "because"),
])  # fmt: skip
def test_what_can_t_be_signed_is_told(petite: Path, given: Mapping[str, str], field: str):
    """The number is in doubt, so a reason is asked for."""
    path = petite / "data/indicators/ateliers.yml"
    doubt = "values: {2024: 318}\n  status: to_confirm\n  question: Combien ?\n"
    path.write_text(path.read_text("utf-8").replace("values: {2024: 318}\n", doubt), "utf-8")
    with pytest.raises(Refused) as refused:
        Desk(petite).save("sign:velos.repares", given, {})
    assert list(refused.value.faults) == [field]
    assert not (petite / FILE).exists()


def test_nothing_of_that_name_is_signed(petite: Path):
    with pytest.raises(NoSuchPlace):
        Desk(petite).form("sign:rien")
