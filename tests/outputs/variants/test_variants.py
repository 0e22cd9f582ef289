"""Variants as formats: asked for by name, each beside the others, all at a release, and never in the way of the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.flow.edition import Flow
from rapport.flow.options import Options
from rapport.ground.cache import Cache
from rapport.outputs.engines.work_folder import Tools
from rapport.sources.signature import WorkTree
from tests.outputs.variants.conftest import with_variants


def test_a_build_makes_the_report_alone_and_keeps_the_variants(petite: Path, run):
    root = with_variants(petite)
    assert run(root, "build", "--to", "essentiel").code == 0
    assert run(root, "build", "--to", "site").code == 0
    published = root / "output/2024"
    assert {path.name for path in published.iterdir()} == {"essentiel-2024.pdf", "site-2024", "donnees", "manifest.json"}


def test_a_variant_may_be_made_each_time(petite: Path, run):
    root = with_variants(petite)
    path = root / "report.yml"
    path.write_text(path.read_text("utf-8").replace("formats: [html, pdf]", "formats: [site]"), "utf-8")
    assert run(root, "build").code == 0
    assert (root / "output/2024/site-2024/site.html").is_file()


def test_a_name_that_is_no_format_is_told_with_the_variants(petite: Path, run):
    said = run(with_variants(petite), "build", "--to", "essentiels").out
    assert "EDI05 Le format « essentiels » n'existe pas." in said
    assert "cards, essentiel, assemblee, site" in said


def test_a_release_makes_all_of_them(petite: Path):
    root = with_variants(petite)
    with Tools(root, Cache(root / ".cache")) as tools:
        released = Options(release=WorkTree(commit="abc1234", day=None, changed=()))  # type: ignore[arg-type]
        assert Flow(root, tools, released).formats() == ("html", "pdf", "essentiel", "assemblee", "site")
        assert Flow(root, tools, Options()).formats() == ("html", "pdf")


def test_the_report_is_the_same_with_and_without_them(petite: Path, run):
    """They add no number to its list, no chart to its data, no page."""
    assert run(petite, "build").code == 0
    before = data_of(petite)
    path = petite / "report.yml"
    path.write_text(path.read_text("utf-8") + "variants:\n  site: {format: fragment, title: Site, sections: [edito]}\n", "utf-8")
    assert run(petite, "build", "--to", "site").code == 0
    assert data_of(petite) == before


def data_of(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "output/2024/donnees").rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("asked", "instead"),
    [
        ("pptx", "C'est le format d'une variante : demandez-la par son nom, « assemblee »."),
        ("fragment", "C'est le format d'une variante : demandez-la par son nom, « site »."),
        ("essentiels", "Admis : html, pdf, print, docx, cards, essentiel, assemblee, site."),
    ],
)
def test_a_format_in_the_place_of_a_variant_leads_to_it(petite: Path, run, asked: str, instead: str):
    assert instead in run(with_variants(petite), "build", "--to", asked).out


def test_a_format_of_variants_leads_to_the_key_where_there_is_none(petite: Path, run):
    assert "décrivez-la dans « variants: »" in run(petite, "build", "--to", "pptx").out
