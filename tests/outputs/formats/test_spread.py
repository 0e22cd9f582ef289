"""Pages spread over their height: what is spread never goes over its foot, where its notes are, and the passes of Typst agree."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main

SIZES = {
    f"Section {letter}": size for letter, size in zip("abcdefghijklmn", range(60, 200, 10), strict=True)
}  # words a paragraph


def laid(root: Path, titles: int, notes: int) -> None:
    """Add sections of growing sizes to the small edition, with long notes under their first paragraph."""
    path = root / "report.yml"
    for name, size in SIZES.items():
        text = f"---\ntitle: {name}\n---\n"
        for title in "abcdef"[:titles]:
            called = range(notes if title == "a" else 0)
            text += f"\n## Titre {title}\n\n{'mot ' * size}{''.join(f'[^{n}]' for n in called)}\n"
            text += "".join(f"\n[^{n}]: {'note ' * 40}\n" for n in called)
        (root / f"content/{name[-1]}.md").write_text(text, "utf-8")
        path.write_text(f"{path.read_text('utf-8')}  - {name[-1]}\n", "utf-8")


@pytest.mark.parametrize(("titles", "notes"), [(3, 0), (3, 8), (4, 2), (6, 4)])
def test_the_contents_say_where_sections_are(titles: int, notes: int, petite: Path):
    laid(petite, titles, notes)
    assert main(["build", "--to", "pdf"], petite) == 0
    (made,) = (petite / "output/2024").glob("*.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made)]
    listed = {name: int(folio) for name, folio in re.findall(r"(Section [a-n])\s+(\d+)\b", pages[1])}
    found = {name: next(n for n, text in enumerate(pages[2:], 3) if re.search(rf"{name}\s+Titre a", text)) for name in SIZES}
    assert listed == found
    assert len(pages) % 4 == 0
