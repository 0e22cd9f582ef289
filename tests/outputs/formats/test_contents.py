"""The contents of the PDF: titles of every width, and the number of a page beside each."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main

COUNT = 16
LEAST = 8.0  # points


@pytest.mark.parametrize(
    ("in_part", "about"), [(False, "Le bilan à vélo des habitants du Val "), (True, "Le bilan à vélo des habitants " * 2)]
)
def test_a_page_number_stands_apart_from_the_title_before_it(petite: Path, in_part: bool, about: str):  # noqa: FBT001 - a parameter
    """Titles that end with a year: a number that touched it would make another one of it, to readers and to OUT07."""
    for number in range(COUNT):
        title = f"{about}{'i' * (2 * number + 1)} depuis 2019"
        (petite / f"content/texte-{number}.md").write_text(f"---\ntitle: {title}\n---\n\nUn texte.\n", "utf-8")
    report = petite / "report.yml"
    listed = "".join(f"  - texte-{number}\n" for number in range(COUNT))
    text = report.read_text("utf-8")
    report.write_text(
        text.rstrip("\n") + f"\n{listed}" if in_part else text.replace("  - edito\n", f"  - edito\n{listed}"), "utf-8"
    )
    assert main(["build", "--quiet", "--to", "html", "--to", "pdf"], petite) == 0
    read = pypdfium2.PdfDocument(petite / "output/2024/rapport-activite-2024.pdf")[1].get_textpage()
    told = read.get_text_range()
    years = re.finditer(r"2019\s*(\d)", told)
    gaps = [read.get_charbox(one.start(1))[0] - read.get_charbox(one.start() + 3)[2] for one in years]
    assert len(gaps) == COUNT, told
    assert min(gaps) > LEAST
