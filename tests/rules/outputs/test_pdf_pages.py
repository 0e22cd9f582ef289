"""A page of the PDF that is as it was isn't read again; whatever is drawn or told on it makes it another."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.outputs.engines.typst import compiler_of, pdf_by
from rapport.rules.outputs import pdf_reading
from rapport.rules.outputs.pdf_facts import PdfFacts

ROOT = Path(__file__).parents[3]
PICTURE = '#figure(image("{name}.svg", alt: "{alt}"))'
LETTERS = "Portez ce vieux whisky au juge blond qui fume 0123456789."  # a letter that is new to a font makes it another one
PAGES = [
    f"= Premier\n{LETTERS} #link(<fin>)[La fin].",
    f'= Deuxième\nIl y a 12 mots, #link("https://exemple.org")[un lien].\n\n{PICTURE.format(name="rond", alt="Un rond")}',
    "= Troisième <fin>\nUn mot de plus.",
]


def read(folder: Path, pages: list[str]) -> PdfFacts:
    return pdf_reading.measured(written(folder, pages), seen=True)


def written(folder: Path, pages: list[str]) -> Path:
    for name, shape in (("rond", '<circle cx="5" cy="5" r="4"/>'), ("plein", '<rect width="10" height="10"/>')):
        (folder / f"{name}.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{shape}</svg>')
    document = folder / "main.typ"
    head = '#set document(title: "Essai")\n#set text(lang: "fr", font: "IBM Plex Sans")\n'
    document.write_text(head + "\n#pagebreak()\n".join(pages), "utf-8")
    path = folder / "essai.pdf"
    path.write_bytes(pdf_by(compiler_of(document, folder, ROOT / "assets/fonts"), 1_700_000_000))
    return path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 mots", "21 mots"),
        ("12 mots", "#text(fill: white)[12 mots]"),
        ("exemple.org", "exemple.com"),
        ("Un rond", "Du rond"),
        ("rond.svg", "plein.svg"),
        ("un lien", "#emph[un lien]"),
    ],
)
def test_what_a_page_shows_or_tells_makes_it_another(old: str, new: str, tmp_path: Path):
    before = [page["digest"] for page in read(tmp_path, PAGES)["pages"]]
    after = [page["digest"] for page in read(tmp_path, [page.replace(old, new) for page in PAGES])["pages"]]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]


def test_a_page_that_others_move_is_the_same(tmp_path: Path):
    before = [page["digest"] for page in read(tmp_path, PAGES)["pages"]]
    after = [page["digest"] for page in read(tmp_path, [f"= Premier\n{LETTERS} La fin.", *PAGES])["pages"]]
    assert after[2:] == before[1:]


def test_what_is_known_of_a_page_is_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    anew: list[str] = []
    facts_of = pdf_reading._page_facts
    known = {page["digest"]: page for page in read(tmp_path, PAGES)["pages"]}
    edited = written(tmp_path, [PAGES[0], PAGES[1].replace("12", "21"), PAGES[2]])
    whole = pdf_reading.measured(edited, seen=True)
    monkeypatch.setattr(pdf_reading, "_page_facts", lambda *given, **how: anew.append(given[1]) or facts_of(*given, **how))
    assert pdf_reading.measured(edited, seen=True, known=known) == whole
    assert anew == [whole["pages"][1]["digest"]]
