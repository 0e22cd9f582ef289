"""Typst sets the pages again until they agree with each other, five times at most; beyond, it gives the fifth, and warns."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.outputs.engines.agreement import disagreement
from rapport.outputs.engines.work_folder import Tools
from tests.conftest import whole_edition

HEAD, PHRASE = "\n---\n", "Une phrase de plus, qui prend sa place et pousse ce qui la suit sur la page. "
LENGTHS = (0, 4)  # phrases more at the end of each text


def longer(root: Path, phrases: int) -> None:
    """Make every section of an edition longer."""
    for path in sorted((root / "content").glob("*.md")) if phrases else ():
        path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{PHRASE * phrases}\n", "utf-8")


@pytest.mark.parametrize("phrases", LENGTHS)
@pytest.mark.parametrize("edition", ["petite", "whole"])
def test_pages_agree_within_five_passes(edition: str, phrases: int, petite: Path, tmp_path: Path, shared_cache: Path):
    root = petite if edition == "petite" else whole_edition(tmp_path / "whole", shared_cache)
    longer(root, phrases)
    with Tools(root, Cache(tmp_path / "none")) as tools:
        (pdf,) = Flow(root, tools).made("pdf").values()
        assert pdf.startswith(b"%PDF")
        assert disagreement(pdf, tools.cache) is None


# Something that counts itself has one more at each pass.
COUNTED = "context { let n = query(<z>).len(); v(n * 1mm); for _ in range(n + 1) [#metadata(none)<z>] }"
COUNTING = {
    "typst/exhibits.typ": ("#let exhibit-title(title, subtitle, width, size: 14.5pt) = {\n", "content/ateliers.md:1"),
    "typst/text.typ": ("#let ruled-opening(kicker, heading, lead, size, ..under) = {\n", "content/edito.md:1"),
    "report.typ": ("  arrange(body)\n", "rapport-activite-2024.pdf"),
}


@pytest.mark.parametrize("template", COUNTING)
def test_pages_that_never_agree_are_told_each_time(template: str, petite: Path, capsys: pytest.CaptureFixture[str]):
    """The second build takes the PDF from the cache; the PDF is made all the same."""
    before, place = COUNTING[template]
    path = petite / "templates" / template
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, f"{before}  {COUNTED}\n"), "utf-8")
    for _ in range(2):
        assert main(["build", "--to", "pdf"], petite) == 0
        told = capsys.readouterr().out
        assert f"{place}: avertissement PAG11 Les pages du PDF ne s'accordent pas entre elles" in told
    assert ("à partir de la page" in told) == place.startswith("content/")
