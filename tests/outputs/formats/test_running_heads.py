"""Head of the pages that go on with a section: its title, on one line above the text, however long it is."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main

TRIMMED = 8 / 25.4 * 72  # points from the edge: what a trimmer or an office printer may take


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Ce que nous avons fait", "CE QUE NOUS AVONS FAIT"),
        ("Ce que **nous** avons fait[^a]", "CE QUE NOUS AVONS FAIT"),
        (f"Ce que nous avons fait {'au fil des saisons et des rencontres ' * 6}ensemble", "CE QUE NOUS AVONS FAIT AU FIL"),
    ],
)
def test_a_page_that_goes_on_bears_its_sections_title(title: str, head: str, petite: Path):
    text = "\n\n".join(f"## Étape {letter}\n\n{'mot ' * 150}" for letter in "abcdefgh")
    note = "\n\n[^a]: Une note.\n" if "[^a]" in title else "\n"
    (petite / "content/suite.md").write_text(f'---\ntitle: "{title}"\n---\n\n{text}{note}', "utf-8")
    path = petite / "report.yml"
    path.write_text(f"{path.read_text('utf-8')}  - suite\n", "utf-8")
    assert main(["build", "--to", "pdf"], petite) == 0
    (made,) = (petite / "output/2024").glob("*.pdf")
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made)]
    (last,) = [page for page in pages if "Étape h" in page.get_text_bounded()]
    lines = last.get_text_bounded().split("\r\n")
    assert lines[0].startswith(head)
    assert lines[1].startswith("Étape") or lines[1].startswith("mot")
    edge = 297 / 25.4 * 72 - last.get_charbox(0)[3]
    assert edge >= TRIMMED
    text_below = last.get_charbox(len(lines[0]) + 2)[3]
    assert last.get_charbox(0)[1] - text_below > 16  # points: the head isn't a line of the text, nor jammed against it
