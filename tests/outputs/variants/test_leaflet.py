"""The four-page variant: what it is, what it says and in which order, and that it comes from the numbers alone."""

from __future__ import annotations

import re
from pathlib import Path

import page
import pypdfium2
import pytest

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.outputs.engines.work_folder import Tools
from tests.conftest import whole_edition
from tests.outputs.read_aloud import read_aloud
from tests.outputs.variants.conftest import with_variants
from tests.test_end_to_end import stream_ends_in_a_return


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A], ids=lambda p: p.name)
def test_it_is_accessible_and_archivable(made: Path, profile: page.ValidationProfile):
    path = made / "essentiel-2024.pdf"
    failures = [
        f"{failure.rule_id}: {failure.message}"
        for failure in page.validate_pdf(path, profile=profile).failures
        if not (
            "STREAM-LENGTH" in failure.rule_id
            and failure.object_id
            and stream_ends_in_a_return(path.read_bytes(), failure.object_id.object_number)
        )
    ]
    assert failures == []


def test_it_is_one_sheet_of_a3_folded(made: Path):
    document = pypdfium2.PdfDocument(made / "essentiel-2024.pdf")
    sizes = [tuple(round(side / 72 * 25.4) for side in sheet.get_size()) for sheet in document]
    title = document.get_metadata_value("Title")
    document.close()
    assert sizes == [(210, 297)] * 4
    assert title == "L’essentiel 2024 – La Fabrique du Val"


def test_it_is_read_aloud_in_its_order(made: Path):
    """Headings tell the parts, a number comes before its words, the chart says its values, who speaks comes with the words."""
    said = "\n".join(read_aloud(made / "essentiel-2024.pdf"))
    headings = re.findall(r"^\s*(H[1-6])\W+(.*)$", said, re.MULTILINE)
    assert [level for level, _ in headings] == ["H1", "H2", "H2", "H2", "H2", "H2"]
    order = ["318", "Vélos réparés", "L’année en chiffres", "1240", "heures données en 2024", "Ce que l’on retient"]
    order += ["La porte est ouverte", "Nadia BERTHIER", "Présidente", "n’en revient pas", "fabrique-du-val.example"]
    flat = " ".join(said.split("\n"))
    assert "{{" not in flat
    places = [flat.find(text) for text in order]
    assert -1 not in places, [text for text, at in zip(order, places, strict=True) if at < 0]
    assert places == sorted(places)


def test_a_number_that_changes_changes_it(petite: Path, run):
    root = with_variants(petite)
    path = root / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("318", "319"), "utf-8")
    assert run(root, "build", "--to", "essentiel").code == 0
    document = pypdfium2.PdfDocument(root / "output/2024/essentiel-2024.pdf")
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    assert text.count("319") == 3  # in large letters, in a message, in the voice
    assert "318" not in text


def test_the_same_sources_give_the_same_bytes(made: Path, petite: Path, run):
    root = with_variants(petite)
    cache = root / ".cache"
    cache.unlink()  # nothing is taken from what was made before
    assert run(root, "build", "--to", "essentiel").code == 0
    assert (root / "output/2024/essentiel-2024.pdf").read_bytes() == (made / "essentiel-2024.pdf").read_bytes()


def test_it_may_have_neither_chart_nor_voice_and_ten_numbers(petite: Path, run):
    """What an edition doesn't have leaves no hole that a rule would see: four pages, all of them seen."""
    root = with_variants(petite)
    path = root / "report.yml"
    text = path.read_text("utf-8").replace("    chart: heures\n    voice: {section: ateliers, who: Nadia BERTHIER}\n", "")
    more = "    messages:\n"
    numbers = "".join(f"      - heures_par_atelier.{name}.hours\n" for name in ("velo", "bois", "cuisine"))
    path.write_text(text.replace(more, f"{numbers}      - heures.total\n{more}"), "utf-8")
    assert run(root, "build", "--to", "essentiel").code == 0


MAPPED = """
variants:
  essentiel:
    format: pdf
    title: L'essentiel
    numbers: [adherents.total, delegations.total, formation.personnes, animation.evenements, juridique.sollicitations,
      plaidoyer.amendements]
    messages: [Le réseau a tenu bon., Les adhérents se sont retrouvés., La fédération les appuie.]
    map: delegations_carte
"""


def test_the_map_of_the_report_has_its_key(tmp_path: Path, shared_cache: Path):
    """A number on the map is told in letters beside it: fourteen delegations, each once."""
    root = whole_edition(tmp_path / "rapport")
    report = root / "report.yml"
    report.write_text(report.read_text("utf-8") + MAPPED, "utf-8")
    with Tools(root, Cache(shared_cache)) as tools:
        (pdf,) = Flow(root, tools).made("essentiel").values()
    document = pypdfium2.PdfDocument(pdf)
    lines = document[2].get_textpage().get_text_range().splitlines()
    document.close()
    key = [line.strip() for line in lines if re.match(r"\d+ [A-ZÎ][\w-]{3}", line)]
    assert len(key) == 14
    assert key[0] == "1 Auvergne-Rhône-Alpes"
