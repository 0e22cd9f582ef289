"""A Word file that comes back: its corrections in the sources as they would have been typed there, or listed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest
from lxml import etree

from rapport.cli.main import main
from tests.conftest import Outcome
from tests.team.returned.conftest import SECTION
from tests.team.returned.reviewer import RELATIONS, Reviewer, W, text_of

Told = Callable[..., Outcome]
Work = Callable[[Reviewer], None]

WORDS = {
    "réparé ": "réparé près de ",
    "beaucoup ; le": "presque tout ; le",
    "c'est entendu": "c'est bien entendu",
    "une autre chose : la gare": "tout autre chose : la gare",
    "une deuxième demande": "une deuxième demande, plus longue",
    "Rien ne se perd.": "Rien ne se perd, « ou presque ».",
    "premier rôle": "tout premier rôle",
    "rendez-vous seulement": "rendez-vous uniquement",
    "Les demandes": "Les demandes de l'année",
}


def by_hand(*pairs: tuple[str, str]) -> str:
    """Return the section with texts replaced, each of which stands there once."""
    text = SECTION
    for before, after in pairs:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def imported(root: Path, path: Path, *options: str) -> str:
    """Import a file and return the section as it is now."""
    assert main(["import", str(path), "--oui", *options], root) == 0
    return (root / "content/relire.md").read_text("utf-8")


@pytest.mark.parametrize("tracked", [True, False])
def test_words_come_back_as_an_author_types_them(root: Path, reviewed: Callable[..., Path], *, tracked: bool):
    def work(reviewer: Reviewer) -> None:
        reviewer.change("ont réparé", "ont réparé près de")
        reviewer.change("beaucoup", "presque tout", "Les ateliers ont")
        reviewer.change("c’est entendu", "c’est bien entendu")
        reviewer.change("une autre", "tout autre")
        reviewer.change("deuxième demande", "deuxième demande, plus longue")
        reviewer.change("se perd.", "se perd, «\u00a0ou presque\u00a0».")
        reviewer.change("premier rôle", "tout premier rôle")
        reviewer.change_note("seulement", "uniquement")
        reviewer.change("Les demandes", "Les demandes de l’année")
        reviewer.change("assez longue", "trop longue")
        reviewer.change("Ce que l’on relit", "Ce que l’on relit ici")

    written = imported(root, reviewed(work, tracked))
    expected = by_hand(*WORDS.items(), ("assez longue", "trop longue"), ("Ce que l'on relit", "Ce que l'on relit ici"))
    assert written.split("---\n", 2)[2] == expected.split("---\n", 2)[2]
    assert "title: Ce que l'on relit ici" in written
    assert "trop longue pour être pliée" in written.replace("\n  ", " ")


@pytest.mark.parametrize("tracked", [True, False])
def test_emphasis_and_links_come_back(root: Path, reviewed: Callable[..., Path], *, tracked: bool):
    def work(reviewer: Reviewer) -> None:
        reviewer.emphasise("la gare", around="autre chose")
        reviewer.emphasise("habitants", "i", "autre chose")
        reviewer.emphasise("matériel", on=False)
        reviewer.link("outils", "https://outils.example")

    written = imported(root, reviewed(work, tracked))
    assert written == by_hand(
        ("la gare", "**la gare**"), ("habitants", "*habitants*"), ("**matériel**", "matériel"),
        ("ses outils[^", "ses [outils](https://outils.example)[^"),
    )  # fmt: skip


@pytest.mark.parametrize("tracked", [True, False])
def test_paragraphs_are_split_joined_added_removed(root: Path, reviewed: Callable[..., Path], *, tracked: bool):
    def work(reviewer: Reviewer) -> None:
        reviewer.split("Les bénévoles y sont")
        reviewer.join("une deuxième demande")
        reviewer.add("Rien ne se crée non plus.", below="Rien ne se perd")
        reviewer.remove("Un dernier paragraphe")

    written = imported(root, reviewed(work, tracked))
    assert written == by_hand(
        ("année. Les *bénévoles*", "année.\n\nLes *bénévoles*"), ("simple\n- une deuxième", "simpleune deuxième"),
        ("se perd.\n", "se perd.\n\nRien ne se crée non plus.\n"), ("\nUn dernier paragraphe pour finir.\n", ""),
    )  # fmt: skip


ENDS = [
    ("\n## Fin\n\nUn.\n\nDeux.\n", ["Fin", "Un.", "Deux."], ""),
    ("\n- un\n- deux\n- trois\n", ["deux", "trois"], "\n- un\n"),
    ("\n::: callout\nUn.\n\nDeux.\n\nTrois.\n:::\n", ["Deux.", "Trois."], "\n::: callout\nUn.\n:::\n"),
]


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize(("end", "gone", "left"), ENDS)
def test_all_that_ends_a_text_is_taken_away_together(end: str, gone: list[str], left: str, root: Path, *, tracked: bool):
    section = root / "content/relire.md"
    section.write_text(SECTION + end, "utf-8")
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    reviewer = Reviewer(next((root / "output").glob("*/*.docx")).read_bytes(), tracked=tracked)
    for words in gone:
        reviewer.remove(reviewer.called(words))
    path = root.parent / "relecture.docx"
    path.write_bytes(reviewer.saved())
    assert imported(root, path) == SECTION + left


def test_a_paragraph_is_moved(root: Path, reviewed: Callable[..., Path]):
    path = reviewed(lambda reviewer: reviewer.move("Un dernier paragraphe", below="Les ateliers ont réparé"))
    written = imported(root, path)
    moved = by_hand(
        ("\nUn dernier paragraphe pour finir.\n", ""), ("entendu.\n", "entendu.\n\nUn dernier paragraphe pour finir.\n")
    )
    assert written == moved


@pytest.mark.parametrize("heading", ["### À retenir", "## Les outils", "#### À savoir"])
def test_what_follows_a_paragraph_that_went_stands_under_the_heading_as_it_did(heading: str, root: Path):
    """Right below the heading when the paragraph that went stood there."""
    section = root / "content/relire.md"
    end = f"\n{heading}\nUne phrase qui part.\n\nUne phrase qui reste.\n"
    levels = "" if heading.startswith("## ") else "\n## Encore\n" + "\n### Là\n" * heading.startswith("####")
    section.write_text(SECTION + levels + end, "utf-8")
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    reviewer = Reviewer(next((root / "output").glob("*/*.docx")).read_bytes())
    reviewer.remove("Une phrase qui part")
    path = root.parent / "relecture.docx"
    path.write_bytes(reviewer.saved())
    assert imported(root, path) == SECTION + levels + f"\n{heading}\nUne phrase qui reste.\n"


def test_a_changed_number_is_asked_about_and_the_words_around_it_come_back(root: Path, reviewed: Callable[..., Path], told: Told):
    def work(reviewer: Reviewer) -> None:
        reviewer.change("318", "320", "cette année")
        reviewer.change("cette année", "l’an dernier")

    outcome = told(root, "import", str(reviewed(work)), "--oui")
    assert "318 est devenu 320\u00a0: corriger «\u00a0velos.repares\u00a0»\u202f?" in outcome.out
    assert (root / "content/relire.md").read_text("utf-8") == by_hand(("cette année", "l'an dernier"))


def test_what_cannot_come_back_is_told(root: Path, reviewed: Callable[..., Path], told: Told):
    def work(reviewer: Reviewer) -> None:
        reviewer.change("Données du graphique", "Chiffres du graphique")
        reviewer.emphasise("quartier", "u")

    outcome = told(root, "import", str(reviewed(work)), "--oui")
    assert outcome.out.count("Non repris\u00a0:") == 2
    assert "(souligné)" in outcome.out
    assert (root / "content/relire.md").read_text("utf-8") == SECTION


def test_nothing_changed_changes_nothing(root: Path, raw: bytes, told: Told):
    path = root.parent / "tel-quel.docx"
    path.write_bytes(raw)
    assert told(root, "import", str(path)).out == "Rien ne change.\n"


def test_an_import_is_taken_back(root: Path, reviewed: Callable[..., Path], told: Told):
    imported(root, reviewed(lambda reviewer: reviewer.change("la gare", "la grande gare", "autre chose")))
    assert "Annulé" in told(root, "import", "--annuler").out
    assert (root / "content/relire.md").read_text("utf-8") == SECTION


@pytest.mark.parametrize("choice", ["un autre", "2", "relire", "content/relire.md"])
def test_part_of_the_corrections_is_taken(choice: str, root: Path, reviewed: Callable[..., Path]):
    """Those of a person, one by its number, those of a section by its name or its file."""

    def work(reviewer: Reviewer) -> None:
        reviewer.change("sans rendez-vous", "sans inscription")
        reviewer.name = "Un autre"
        reviewer.change("Un dernier", "Un tout dernier")

    before = (root / "content/edito.md").read_text("utf-8")
    assert imported(root, reviewed(work), "--seulement", choice) == by_hand(("Un dernier", "Un tout dernier"))
    assert (root / "content/edito.md").read_text("utf-8") == before


def test_two_reviewers_one_after_the_other(root: Path, raw: bytes, told: Told):
    """What only one of them changed comes back; what both changed is shown with both texts, or is one when they agree."""
    path = root.parent / "relecture.docx"
    first, second = Reviewer(raw, "Une"), Reviewer(raw, "Deux")
    first.change("Un dernier paragraphe", "Un tout dernier paragraphe")
    first.change("une autre chose", "tout autre chose")
    first.change("se perd", "se perdra")
    second.change("une autre chose", "une seule chose")
    second.change("se perd", "se perdra")
    second.change("troisième demande", "dernière demande")
    for reviewer in (first, second):
        path.write_bytes(reviewer.saved())
        outcome = told(root, "import", str(path), "--oui")
    assert "ce texte a changé dans les sources depuis l’export" in outcome.out
    assert "Les sources disent\u00a0: Ce paragraphe parle d’tout autre chose\u00a0: la gare" in outcome.out
    assert "1 correction à reporter et 1 non reprise." in outcome.out
    assert (root / "content/relire.md").read_text("utf-8") == by_hand(
        ("Un dernier", "Un tout dernier"), ("une autre chose", "tout autre chose"), ("se perd", "se perdra"),
        ("troisième demande", "dernière demande"),
    )  # fmt: skip


def test_a_changed_number_is_taken_when_it_is_said(root: Path, reviewed: Callable[..., Path], told: Told):
    def work(reviewer: Reviewer) -> None:
        reviewer.change("318", "1 325", "cette année")
        reviewer.change("50", "51", "au vélo")

    before = (root / "data/indicators/ateliers.yml").read_text("utf-8")
    outcome = told(root, "import", str(reviewed(work)), "--oui", "--chiffres")
    assert "318 → 1\u202f325" in outcome.out
    assert "« heures.part_velo »" in outcome.out.replace("\u00a0", " ")
    assert "calculé" in outcome.out
    assert (root / "data/indicators/ateliers.yml").read_text("utf-8") == before.replace("{2024: 318}", "{2024: 1325}")
    assert (root / "content/relire.md").read_text("utf-8") == SECTION


def test_the_corrections_side_by_side(root: Path, reviewed: Callable[..., Path], told: Told, tmp_path: Path):
    def work(reviewer: Reviewer) -> None:
        reviewer.change("une autre chose", "<script>une seule chose")
        reviewer.change("318", "320", "cette année")

    page = tmp_path / "relecture.html"
    told(root, "import", str(reviewed(work)), "--page", str(page))
    text = page.read_text("utf-8")
    assert "&lt;script&gt;une" in text
    assert "<script" not in text
    assert "318 est devenu 320" in text
    assert text.count("<article>") == 2


def test_what_is_quoted_in_a_claim_stays_in_it(root: Path, reviewed: Callable[..., Path]):
    path = reviewed(lambda reviewer: reviewer.change("rôle", "«\u00a0rôle\u00a0»", "le premier"))
    assert imported(root, path) == by_hand(("le premier rôle]", "le premier « rôle »]"))


def test_emphasis_that_goes_on_closes_once(root: Path, reviewed: Callable[..., Path]):
    def work(reviewer: Reviewer) -> None:
        reviewer.emphasise(" aussi", around="Les ateliers ont")
        reviewer.change("matériel aussi", "matériel prêté aussi", "Les ateliers ont")

    assert imported(root, reviewed(work)) == by_hand(("le **matériel**\naussi.", "le **matériel\nprêté aussi**."))


def test_of_paragraphs_that_changed_one_after_the_other_each_is_beside_its_own(root: Path, raw: bytes, told: Told):
    """A correction that was made meanwhile is known, whatever else changed just above it."""
    section = root / "content/relire.md"
    made = section.read_text("utf-8").replace("ont réparé", "avaient déjà réparé").replace("une autre chose", "tout autre chose")
    section.write_text(made, "utf-8")
    path = root.parent / "relecture.docx"
    for words, said in (("tout autre chose", "Rien ne change."), ("une chose", "Les sources disent")):
        reviewer = Reviewer(raw)
        reviewer.change("une autre chose", words)
        path.write_bytes(reviewer.saved())
        out = told(root, "import", str(path)).out.replace("\u00a0", " ")
        assert said in out
        assert "avaient déjà" not in out


def test_what_isnt_an_import_is_named_when_one_is_taken_back(root: Path, reviewed: Callable[..., Path], told: Told):
    imported(root, reviewed(lambda reviewer: reviewer.comment("quartier", "Lequel ?", "Ce paragraphe parle")))
    assert told(root, "status", "--close", "1").code == 0
    outcome = told(root, "import", "--annuler")
    assert outcome.code == 1
    assert "l'atelier annule les modifications une à une" in outcome.err.replace("’", "'")


def test_words_whose_look_changed_are_shown_as_they_are(root: Path, reviewed: Callable[..., Path], told: Told, tmp_path: Path):
    def work(reviewer: Reviewer) -> None:
        for one in reviewer.paragraph("Présidente").iter(f"{W}r"):
            one.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}"><w:highlight w:val="yellow"/></w:rPr>'))

    page = tmp_path / "page.html"
    told(root, "import", str(reviewed(work, False)), "--page", str(page))
    assert "Mise en forme" in page.read_text("utf-8")
    assert "Présidente" in page.read_text("utf-8").partition("Mise en forme")[2]


@pytest.mark.parametrize(
    ("words", "mark", "around", "before", "after"),
    [
        ("aussi", "b", "matériel", "**matériel**\naussi.", "**matériel**\n**aussi**."),
        ("y", "i", "sont pour beaucoup", "*bénévoles* y sont", "*bénévoles* *y* sont"),
        ("le", "b", "matériel", "le **matériel**", "**le** **matériel**"),
        (" aussi", "b", "matériel", "**matériel**\naussi.", "**matériel\naussi**."),
    ],
)
@pytest.mark.parametrize("tracked", [True, False])
def test_a_plain_space_parts_what_is_emphasised(
    words: str, mark: str, around: str, before: str, after: str, root: Path, reviewed: Callable[..., Path], *, tracked: bool
):
    def work(reviewer: Reviewer) -> None:
        paragraph = reviewer.paragraph(around)
        start = text_of(paragraph).index(f" {words} " if words in {"y", "le"} else words) + (words in {"y", "le"})
        for run in reviewer._between(paragraph, start, start + len(words)):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                run.insert(0, properties)
            etree.SubElement(properties, f"{W}{mark}")

    assert main(["import", str(reviewed(work, tracked)), "--oui"], root) == 0
    assert (root / "content/relire.md").read_text("utf-8") == SECTION.replace(before, after)


@pytest.mark.parametrize("work", [
    lambda reviewer: reviewer.link("troisième", "https://ailleurs.example/a"),
    lambda reviewer: reviewer.parts.update({RELATIONS: reviewer.parts[RELATIONS].replace(b"fabrique-du-val.", b"ailleurs.")}),
])  # fmt: skip
def test_where_a_link_leads_now_is_shown(work: Work, root: Path, reviewed: Callable[..., Path], told: Told, tmp_path: Path):
    """The words that stay don't say it."""
    page = tmp_path / "corrections.html"
    outcome = told(root, "import", str(reviewed(work, False)), "--page", str(page))
    assert "Lien vers https://ailleurs.example" in outcome.out
    assert "Lien vers https://ailleurs.example" in page.read_text("utf-8")


def decomposed(reviewer: Reviewer) -> None:
    """Write the accents of all letters apart from them, as some programs of a Mac do; one of them in a run of its own."""
    for one in reviewer.root.iter(f"{W}t"):
        one.text = normalize("NFD", one.text or "")
    paragraph = reviewer.paragraph("ont re\u0301pare\u0301")
    reviewer.cut(paragraph, text_of(paragraph).index("\u0301"))


@pytest.mark.parametrize("words", ["", "bénévoles", "près", "à l'œuvre"])
def test_accents_written_apart_change_nothing_by_themselves(words: str, root: Path, reviewed: Callable[..., Path], told: Told):
    def work(reviewer: Reviewer) -> None:
        if words:
            reviewer.change("dernier paragraphe", words)
        decomposed(reviewer)

    path = reviewed(work, False)
    if not words:
        assert told(root, "import", str(path), "--oui").out == "Rien ne change.\n"
    else:
        assert imported(root, path) == by_hand(("dernier paragraphe", words))


@pytest.mark.parametrize(("written", "asked"), [("318\u00a0", False), ("3 18", False), ("3\u202f18", False), ("31 9", True)])
def test_the_blanks_of_a_number_ask_nothing(written: str, root: Path, reviewed: Callable[..., Path], told: Told, *, asked: bool):
    path = reviewed(lambda reviewer: reviewer.change("318", written, "cette année"), False)
    out = told(root, "import", str(path), "--oui").out
    assert ("Question" in out) is asked
    assert (root / "content/relire.md").read_text("utf-8") == SECTION
