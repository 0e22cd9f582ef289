"""Another federation, wholly invented, in its second year: another brand, other sections, other words, one engine.

`tests/editions/ricochets` keeps the edition of the year before in `editions/2030/`, with the data that it published.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
import yaml
from fontTools.ttLib import TTFont
from lxml import html as lxml_html

from rapport.cli.main import main
from rapport.ground import french
from rapport.team.editions.keeping import kept_files
from tests.conftest import PROJECT, WHOLE

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


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, fonts: Path) -> Mapping[str, bytes]:
    """Return last year's edition, built and kept: its files by their path from the root of this year's."""
    root = tmp_path_factory.mktemp("last") / "ricochets"
    shutil.copytree(OTHER / LAST, root, ignore=shutil.ignore_patterns("donnees"))
    dress(root, fonts)
    assert main(["build", "--quiet"], root) == 0
    return kept_files(root, 2030)


def dress(root: Path, fonts: Path) -> None:
    """Give an edition the templates of the day and the fonts of the brand."""
    shutil.copytree(PROJECT / "templates", root / "templates")
    shutil.copytree(fonts, root / "assets/fonts")


def laid(folder: Path, fonts: Path, kept: Mapping[str, bytes]) -> Path:
    """Lay this year's edition, with last year's kept in it."""
    root = folder / "ricochets"
    shutil.copytree(OTHER, root, ignore=shutil.ignore_patterns("editions"))
    dress(root, fonts)
    for path, contents in kept.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(contents)
    return root


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, fonts: Path, kept: Mapping[str, bytes]) -> Built:
    root = laid(tmp_path_factory.mktemp("other"), fonts, kept)
    assert main(["build", "--quiet"], root) == 0
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
    "49 ludothèques ont répondu à l’enquête, soit 78 % du réseau",
    "Péniche c 31 300 €",
    "Place 14 244 32 700 €",
    "données de 2031 : 49 structures sur 63 (78 %). Part sans pondération (arrondi au plus fort reste), sur 49 structures.",
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


def test_nothing_of_another_edition_shows(built: Built):
    """Neither its name, nor its title, nor a colour or a section of it."""
    own = yaml.safe_load((WHOLE / "report.yml").read_text("utf-8"))
    brand = yaml.safe_load((WHOLE / "assets/_brand.yml").read_text("utf-8"))
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


def test_what_was_published_last_year_is_what_its_sources_still_give(kept: Mapping[str, bytes]):
    """The data on file were written once; the engine of the day writes the same."""
    on_file = OTHER / LAST / "donnees"
    names = {path.relative_to(OTHER).as_posix() for path in on_file.rglob("*") if path.is_file()}
    assert names == {path for path in kept if path.startswith(f"{LAST}/donnees/")}
    assert [name for name in sorted(names) if kept[name] != (OTHER / name).read_bytes()] == []


def test_the_kept_edition_is_made_again_to_the_byte(built: Built):
    root = built.root / LAST
    told = json.loads((root / "manifest.json").read_text("utf-8"))
    assert main(["build", "--quiet"], root) == 0
    assert json.loads((root / "output/2030/manifest.json").read_text("utf-8"))["outputs"] == told["outputs"]


def test_a_past_value_that_was_changed_is_told_with_both_places(
    tmp_path: Path, fonts: Path, kept: Mapping[str, bytes], capsys: pytest.CaptureFixture[str]
):
    root = laid(tmp_path, fonts, kept)
    path = root / "data/indicators/reseau.yml"
    path.write_text(path.read_text("utf-8").replace("{2030: 612, 2031: 598}", "{2030: 621, 2031: 598}"), "utf-8")
    assert main(["check", "--quiet"], root) == 1
    told = capsys.readouterr().out
    assert "ANN01" in told
    line = path.read_text("utf-8").split("\n").index("  values: {2030: 621, 2031: 598}") + 1
    assert f"data/indicators/reseau.yml:{line}" in told
    with (root / LAST / "donnees/indicateurs.csv").open(encoding="utf-8-sig", newline="") as file:
        kept = next(number for number, row in enumerate(csv.reader(file, delimiter=";"), 1) if row[0] == "benevoles.total")
    assert f"{LAST}/donnees/indicateurs.csv:{kept}" in told


def test_a_report_without_its_past_is_silent(
    tmp_path: Path, fonts: Path, kept: Mapping[str, bytes], capsys: pytest.CaptureFixture[str]
):
    """No kept edition: nothing to compare with, and nothing to say."""
    root = laid(tmp_path, fonts, kept)
    shutil.rmtree(root / "editions")
    assert main(["check", "--quiet"], root) == 0
    assert "ANN01" not in capsys.readouterr().out


def test_its_rivers_and_its_members_have_their_factsheets(built: Built) -> None:
    """A river's says its crew, whom to call, what is on and who its members are, and nothing of another river."""
    assert main(["factsheets", "--only", "Amont", "--only", "Confluent", "--only", "L001", "--quiet"], built.root) == 0
    made = built.root / "output/fiches-2031"
    upstream, confluence, own = (
        plain(" ".join(lxml_html.parse(made / name).getroot().find(".//main").text_content().split()))
        for name in ("rivieres/amont.html", "rivieres/confluent.html", "ludotheques/le-de-des-aulnes-l001.html")
    )
    for words in ("compte 17 ludothèques", "Colombe VERDIER-ROUX", "Ignace POTRIQUET", "01 99 00 61 11", "Fête des sources"):
        assert words.replace(" ", "") in "".join(upstream.split())
    assert "La Toupie des Aulnes" in upstream
    assert "Le Dé des Aulnes" not in upstream
    assert "Zélie QUENTRIC" not in upstream
    assert "Pont des Trois-Eaux" in confluence
    assert "Rien n’est renseigné pour l’instant" in confluence.replace("'", "’")
    assert "40000€" in "".join(own.split())
