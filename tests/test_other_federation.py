"""Another federation, wholly invented, in its second year: another brand, other sections, other words, one engine.

`tests/editions/ricochets` keeps the edition of the year before in `editions/2030/`, with the data that it published.
"""

from __future__ import annotations

import csv
import re
import shutil
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
import yaml
from fontTools.ttLib import TTFont

from rapport import french
from rapport.cli import main

PROJECT = Path(__file__).resolve().parents[1]
OTHER = PROJECT / "tests/editions/ricochets"
LAST = "editions/2030"


class Built(NamedTuple):
    """The edition of the year, built: its folder, the words of its page, those of its PDF."""

    root: Path
    page: str
    words: str
    pdf: str


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the fonts of the brand: those at hand, one family under a name of its own."""
    folder = tmp_path_factory.mktemp("fonts")
    for style in ("", "-Italic"):
        for ending in ("ttf", "woff2"):
            source = PROJECT / f"assets/fonts/IBMPlexSans{style}.{ending}"
            shutil.copy(source, folder)
            font = TTFont(source)
            for name in font["name"].names:
                told = name.toUnicode().replace("IBM Plex Sans", "Ricochet Sans").replace("IBMPlexSans", "RicochetSans")
                name.string = told
            font.save(folder / f"RicochetSans{style}.{ending}")
    return folder


def laid(folder: Path, fonts: Path) -> Path:
    """Lay the two editions, each with the templates of the day and the fonts of the brand."""
    root = folder / "ricochets"
    shutil.copytree(OTHER, root)
    for edition in (root, root / LAST):
        shutil.copytree(PROJECT / "templates", edition / "templates")
        shutil.copytree(fonts, edition / "assets/fonts")
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> Built:
    root = laid(tmp_path_factory.mktemp("other"), fonts)
    assert main(["build", "--quiet", "--strict"], root) == 0
    page = (root / "output/2031/index.html").read_text("utf-8")
    return Built(root, page, plain(re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", "", page, flags=re.DOTALL)), pdf_of(root))


def pdf_of(root: Path) -> str:
    document = pypdfium2.PdfDocument(root / "output/2031/rapport-activite-2031.pdf")
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return plain(text)


def plain(text: str) -> str:
    """Return a text as it reads: entities, kinds of spaces and line ends apart."""
    return re.sub(r"\s+", " ", unescape(text).replace("\u00ad", "").replace("\ufffe", ""))


@pytest.mark.parametrize("words", [
    "Jouer au fil de l’eau",
    "Avec soixante-trois ludothèques et 437 communes",
    "151 900 personnes se sont assis à nos tables, en hausse de 2,4 % en un an",
    "La part des adultes, elle, est en hausse de 3 points",
    "(ils étaient 612, soit −14)",
    "1 612 haltes (+8,5 %) et 91 200 km (+6 %)",
    "Haltes 2030 Haltes 2031 Évolution",
    "Automne 351 352 +0,3 %",
    "Total 1 486 1 612 +8,5 %",
    "Communes 402 000 € 402 000 € stable",
    "Le résultat passe de −4 200 € à +11 350 €",
    "Rupture de série en 2031 (Jeux prêtés) : les prêts entre ludothèques comptent aussi.",
    "Ysoline MARCHADOUR",
])  # fmt: skip
def test_page_and_pdf_say_the_same(words: str, built: Built):
    wanted = words.replace(french.NBSP, " ").replace(french.NNBSP, " ")
    for text in (built.words, built.pdf):
        assert wanted.replace(" ", "") in text.replace(" ", "")


def test_the_look_is_the_brand_s(built: Built):
    brand = yaml.safe_load((OTHER / "assets/_brand.yml").read_text("utf-8"))
    for colour in ("iris", "menthe", "soleil", "prune"):
        assert brand["color"]["palette"][colour].casefold() in built.page.casefold()
    assert "Ricochet Sans" in built.page
    raw = (built.root / "output/2031/rapport-activite-2031.pdf").read_bytes()
    assert b"RicochetSans" in raw


def test_nothing_of_the_project_s_own_edition_shows(built: Built):
    """Neither its name, nor its title, nor a colour or a section of it."""
    own = yaml.safe_load((PROJECT / "report.yml").read_text("utf-8"))
    brand = yaml.safe_load((PROJECT / "assets/_brand.yml").read_text("utf-8"))
    colours = {colour for colour in brand["color"]["palette"].values() if colour.casefold() != "#ffffff"}
    found = [word for word in (own["organisation"], own["title"], str(own["year"])) if word in built.words or word in built.pdf]
    found += [colour for colour in colours if colour.casefold() in built.page.casefold()]
    for path in (built.root / "output/2031/donnees").rglob("*"):
        if path.is_file() and own["organisation"] in path.read_text("utf-8"):
            found.append(path.name)
    assert found == []


def test_last_year_tells_the_source_that_it_had(built: Built):
    """The origin of an « N−1 » is what its own edition said of it."""
    told = re.search(r'"benevoles\.total@2030":(\{.*?\})', built.page)
    assert told is not None
    assert "Carnets de bord, décembre 2030" in told[1]
    evolution = re.search(r'"publics\.joueurs@2030\.\.2031":(\{.*?\})', built.page)
    assert evolution is not None
    assert {"151 900", "148 300"} <= set(re.findall(r"\d+ \d+", plain(evolution[1]))), "both years"


def test_the_kept_edition_is_made_again_to_the_byte(built: Built):
    """What was published last year is what its kept sources still give."""
    assert main(["build", "--quiet"], built.root / LAST) == 0
    made, kept = built.root / LAST / "output/2030/donnees", OTHER / LAST / "donnees"
    names = {path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file()}
    assert names == {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert [name for name in sorted(names) if (made / name).read_bytes() != (kept / name).read_bytes()] == []


def test_a_past_value_that_was_changed_is_told_with_both_places(
    tmp_path: Path, fonts: Path, capsys: pytest.CaptureFixture[str]
):
    root = laid(tmp_path, fonts)
    path = root / "data/indicators/reseau.yml"
    path.write_text(path.read_text("utf-8").replace("{2030: 612, 2031: 598}", "{2030: 621, 2031: 598}"), "utf-8")
    assert main(["check", "--quiet"], root) == 1
    told = capsys.readouterr().out
    assert "ANN01" in told
    line = path.read_text("utf-8").split("\n").index("  values: {2030: 621, 2031: 598}") + 1
    assert f"data/indicators/reseau.yml:{line}" in told
    with (root / LAST / "donnees/indicateurs.csv").open(encoding="utf-8", newline="") as file:
        kept = next(number for number, row in enumerate(csv.reader(file), 1) if row[0] == "benevoles.total")
    assert f"{LAST}/donnees/indicateurs.csv:{kept}" in told


def test_a_report_without_its_past_is_silent(tmp_path: Path, fonts: Path, capsys: pytest.CaptureFixture[str]):
    """No kept edition: nothing to compare with, and nothing to say."""
    root = laid(tmp_path, fonts)
    shutil.rmtree(root / "editions")
    assert main(["check", "--quiet"], root) == 0
    assert "ANN01" not in capsys.readouterr().out
