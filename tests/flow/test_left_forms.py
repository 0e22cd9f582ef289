"""What is left of numbers and of plain answers is read back to the last sign; what folders hold is looked at again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.flow import pipeline
from rapport.flow.left_answers import STEPS
from rapport.flow.left_plain import MOST
from rapport.flow.options import Options
from rapport.ground.cache import MISFITS
from rapport.ground.digest import digest_of
from rapport.ground.memo import alike
from rapport.ground.problems import Place
from rapport.numbers.number import Registered, Stated
from rapport.numbers.quantity import Quantity
from rapport.sources.wording import BOUNDS
from tests.flow.test_left import as_if_nothing_was_left, rerun
from tests.outputs.variants.test_in_english import in_english
from tests.some import some

PLACE = Place("data/indicators/a.yml", 3, 7)
NUMBER = Registered(
    "a.b", "Vélos", Quantity.of(Decimal("12.50"), 2, "k€/an"), 2, "k€/an", "k€ par an", "to_confirm", "Combien ?", "Bilan", "Net",
    'value("c.d")', PLACE, True, True, True, ("c.d",), ("Combien ?",), (2, 9), {"share": Decimal("0.030")},
    (Stated(Decimal("12.4"), "Affiche"),), ("Membres",), ("31 décembre",),
)  # fmt: skip
plain = st.recursive(
    st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.builds(Place, st.text(), st.integers(), st.integers())),
    lambda held: st.one_of(
        st.lists(held), st.lists(held).map(tuple), st.dictionaries(st.text(), held), st.sets(st.text()), st.frozensets(st.text())
    ),
)


def back(step: str, answer: Any) -> Any:
    return STEPS[step].read(str(STEPS[step].write(answer)))


@pytest.mark.parametrize(
    "number", [NUMBER, replace(NUMBER, decimals="exact", quantity=Quantity.of(-3), bounds=BOUNDS), replace(NUMBER, decimals=-3)]
)
def test_a_number_is_read_back_whole(number: Registered):
    """Each of its fields, whatever is added to them later; its language is that of the register."""
    known = some([field for field in fields(Registered) if field.name != "language"])
    assert all(repr(getattr(NUMBER, field.name)) != repr(field.default) for field in known), (
        "give the new field a value of its own"
    )
    found = back("Checked.number", number)
    assert all(alike(getattr(number, field.name), getattr(found, field.name)) for field in known)
    assert found.language is number.language
    assert digest_of(back("Checked.looked_up", [number, NUMBER])) == digest_of([number, NUMBER])
    assert back("Checked.looked_up", None) is None


@pytest.mark.parametrize("wrong", ['"12.50"', "[]", "{}", "null", "[null]", '[{"ref": "a"}]'])
def test_what_is_no_number_is_none(wrong: str):
    with pytest.raises(MISFITS):
        STEPS["Checked.number"].read(wrong)
    with pytest.raises(MISFITS):
        STEPS["Checked.number"].read(str(STEPS["Checked.number"].write(NUMBER)).replace("12.50", "douze"))


@given(plain)
def test_a_plain_answer_is_read_back_as_it_was(answer: Any):
    assert digest_of(back("Checked.derived", answer)) == digest_of(answer)


def test_an_answer_that_is_long_to_read_is_not_left():
    assert STEPS["Checked.derived"].write("a" * MOST) is None


@pytest.mark.parametrize("answer", [Decimal(1), (1.5,), {"a": NUMBER}, [Path("a")], frozenset({b"a"})])
def test_another_answer_is_not_left(answer: Any):
    assert STEPS["Checked.derived"].write(answer) is None


@pytest.mark.parametrize("wrong", ["1.5", "[]", '["Path", "a"]', '["Place", "a", "b", "c"]', '["dict", "a"]', '{"a": 1}', "["])
def test_what_is_no_plain_answer_is_none(wrong: str):
    with pytest.raises(MISFITS):
        STEPS["Checked.derived"].read(wrong)


# --- folders


def with_map(root: Path) -> Path:
    (root / "assets/map").mkdir(exist_ok=True)
    background = root / "assets/map/regions18.geojson"
    shutil.copy(Path(__file__).parents[1] / "editions/cap/assets/map/regions18.geojson", background)
    charts = root / "data/charts.yml"
    entry = "carte:\n  kind: map\n  title: Une carte\n  table: heures_par_atelier\n  category: name\n  value: hours\n"
    charts.write_text(charts.read_text("utf-8").rstrip() + "\n\n" + entry, "utf-8")
    return background


def fonts_of(root: Path) -> Path:
    folder = root / "assets/fonts"
    if folder.is_symlink():
        source = folder.resolve()
        folder.unlink()
        shutil.copytree(source, folder)
    return folder


def with_twin(root: Path) -> None:
    font = min(fonts_of(root).glob("*.ttf"))
    shutil.copy(font, font.with_name("Autre.ttf"))


def with_kept(root: Path) -> None:
    (root / "editions/2019").mkdir(parents=True)
    (root / "editions/2019/report.yml").write_text("year: 2019\n", "utf-8")


def behind_a_link(root: Path) -> None:
    """Put a kept edition where only a link leads."""
    with_kept(root)
    (root / "editions/2019").rename(root.parent / "ailleurs")
    (root / "editions/2019").symlink_to(root.parent / "ailleurs", target_is_directory=True)


CHANGES: dict[str, tuple[str, Callable[[Path], object], Callable[[Path], object]]] = {
    "the background of a map": ("CHA06", with_map, lambda root: (root / "assets/map/regions18.geojson").unlink()),
    "fonts": ("BRA02", fonts_of, with_twin),
    "a kept edition": ("EDI09", fonts_of, with_kept),
    "a kept edition behind a link": (
        "EDI09", behind_a_link, lambda root: (root.parent / "ailleurs/report.yml").rename(root.parent / "report.yml")
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "before", "change"), CHANGES.values(), ids=CHANGES)
def test_what_a_folder_holds_is_looked_at_again(
    code: str, before: Callable[[Path], object], change: Callable[[Path], object], petite: Path
):
    (petite / ".cache").unlink()
    before(petite)

    def told() -> list[str]:
        return [str(problem) for problem in pipeline.check(petite, Options(), lambda _: None).problems if problem.code == code]

    first = told()
    assert told() == first
    change(petite)
    assert told() != first


# --- variants


def say(name: str, text: str) -> Callable[[Path], object]:
    """Return what adds a paragraph to a section."""
    return lambda root: (path := root / f"content/{name}.md").write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")


def in_the_voice(root: Path) -> None:
    path = root / "content/ateliers.md"
    path.write_text(path.read_text("utf-8").replace("n'en revient pas", "s'en réjouit"), "utf-8")


VARIED = {"VAR01", "VAR02", "VAR03", "VAR09", "VAR10", "VAR11", "VAR12"}
AGAIN: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a word elsewhere": (say("edito", "Un mot de plus."), set()),
    "a word in the section of a voice": (say("ateliers", "Un mot de plus."), {"VAR02"}),
    "what a voice says": (in_the_voice, {"VAR02", "VAR03", "VAR09", "VAR10"}),
    "a chart that a section shows": (say("edito", '{{ chart("heures") }}'), {"VAR02"}),
}


@pytest.mark.parametrize(("edit", "again"), AGAIN.values(), ids=AGAIN)
def test_what_variants_print_is_looked_at_again_when_it_changes(
    edit: Callable[[Path], object], again: set[str], petite: Path, monkeypatch: pytest.MonkeyPatch
):
    """A variant asks for a section, a chart, numbers: a word elsewhere has nothing of them read for it."""
    in_english(petite)
    (petite / ".cache").unlink()
    pipeline.check(petite, Options(), lambda _: None)
    edit(petite)
    seen = rerun(petite, monkeypatch) & VARIED
    assert again <= seen
    assert again or not seen
    found = pipeline.check(petite, Options(), lambda _: None).problems
    assert sorted(found, key=repr) == sorted(as_if_nothing_was_left(petite, petite / ".other"), key=repr)
