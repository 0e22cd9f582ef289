"""What a reviewer does that no source of a report has is listed: colours, sizes, fonts, pictures, heads and feet of pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import Outcome
from tests.team.returned.conftest import SECTION
from tests.team.returned.reviewer import RELATIONS, R, Reviewer, W
from tests.team.returned.test_libreoffice import pytestmark as needs_libreoffice
from tests.team.returned.test_libreoffice import saved_by_libreoffice
from tests.team.returned.test_return import by_hand, imported

Told = Callable[..., Outcome]
Work = Callable[[Reviewer], None]
LOOKS = {
    "a colour": ("color", {"val": "FF0000"}, "en couleur"),
    "a size": ("sz", {"val": "40"}, "taille"),
    "capitals": ("caps", {}, "capitales"),
    "small capitals": ("smallCaps", {}, "capitales"),
    "hidden words": ("vanish", {}, "masqué"),
    "a font": ("rFonts", {"ascii": "Comic Sans MS", "hAnsi": "Comic Sans MS"}, "police"),
}


def dressed(reviewer: Reviewer, words: str, around: str, name: str) -> None:
    """Give words a look."""
    tag, values, _ = LOOKS[name]
    reviewer.emphasise(words, tag, around)
    for one in reviewer.paragraph(around).iter(f"{W}{tag}"):
        if one.getparent().getparent().tag == f"{W}r" and not one.attrib:
            one.attrib.update({f"{W}{key}": value for key, value in values.items()})


def shown(told: Told, root: Path, path: Path) -> str:
    """Return what an import says, with plain spaces; the section stays as it was."""
    outcome = told(root, "import", str(path), "--oui")
    assert outcome.code == 0
    return outcome.out.replace("\u00a0", " ")


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize("name", LOOKS)
def test_a_look_is_listed(name: str, root: Path, reviewed: Callable[..., Path], told: Told, *, tracked: bool):
    path = reviewed(lambda reviewer: dressed(reviewer, "quartier", "une autre chose", name), tracked)
    out = shown(told, root, path)
    assert out.count("Non repris :") == 1
    assert f"une mise en forme ({LOOKS[name][2]}) n’a pas d’équivalent dans les sources" in out
    assert (root / "content/relire.md").read_text("utf-8") == SECTION


@needs_libreoffice
@pytest.mark.parametrize("name", LOOKS)
def test_a_look_is_listed_through_libreoffice(name: str, root: Path, reviewed: Callable[..., Path], told: Told):
    path = reviewed(lambda reviewer: dressed(reviewer, "quartier", "une autre chose", name), False)
    out = shown(told, root, saved_by_libreoffice(path))
    assert out.count("Non repris :") == 1
    assert f"une mise en forme ({LOOKS[name][2]})" in out


@pytest.mark.parametrize("name", ["a colour", "a size", "a font"])
def test_words_come_back_without_their_look(name: str, root: Path, reviewed: Callable[..., Path], told: Told):
    """As what is pasted from elsewhere has: the words are brought back, what is left out is said."""

    def work(reviewer: Reviewer) -> None:
        reviewer.change("une autre chose", "tout autre chose")
        dressed(reviewer, "tout autre", "tout autre", name)

    out = shown(told, root, reviewed(work, False))
    assert f"Sans sa mise en forme ({LOOKS[name][2]}), que les sources n’ont pas." in out
    assert "1 correction à reporter." in out
    assert (root / "content/relire.md").read_text("utf-8") == by_hand(("une autre", "tout autre"))


def picture(reviewer: Reviewer) -> None:
    """Put another picture in the place of one."""
    name = next(one for one in reviewer.parts if one.startswith("word/media/") and one.endswith(".png"))
    reviewer.parts[name] = next(one for key, one in reviewer.parts.items() if key.endswith(".png") and key != name)


def picture_by_tie(reviewer: Reviewer) -> None:
    """Put another picture there as Word does, under a name of its own."""
    reviewer.parts["word/media/neuve.png"] = b"another picture"
    tie = f'<Relationship Id="rIdNeuve" Type="{R}/image" Target="media/neuve.png"/></Relationships>'
    reviewer.parts[RELATIONS] = reviewer.parts[RELATIONS].replace(b"</Relationships>", tie.encode())
    blip = next(reviewer.root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))
    blip.set(f"{{{R}}}embed", "rIdNeuve")


def said_otherwise(reviewer: Reviewer) -> None:
    """Change the text that says a picture."""
    drawing = next(reviewer.root.iter(f"{W}drawing"))
    said = next(one for one in drawing.iter("{*}docPr"))
    said.set("descr", "Un autre texte")


def without_picture(reviewer: Reviewer) -> None:
    """Take a picture away."""
    drawing = next(reviewer.root.iter(f"{W}drawing"))
    drawing.getparent().remove(drawing)


def foot_of(reviewer: Reviewer) -> str:
    """Return the part that is the foot of the pages."""
    return next(name for name in reviewer.parts if name.startswith("word/footer"))


def foot_words(reviewer: Reviewer) -> None:
    """Write at the foot of the pages."""
    name = foot_of(reviewer)
    reviewer.parts[name] = reviewer.parts[name].replace(b"</w:p>", b"<w:r><w:t>CONFIDENTIEL</w:t></w:r></w:p>", 1)


def head_words(reviewer: Reviewer) -> None:
    """Give the pages a head."""
    words = "<w:p><w:r><w:t>Version de travail</w:t></w:r></w:p>"
    reviewer.parts["word/header9.xml"] = f'<w:hdr xmlns:w="{W[1:-1]}">{words}</w:hdr>'.encode()


def watermark(reviewer: Reviewer) -> None:
    """Lay a watermark on the pages, as Word does."""
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="BROUILLON"/></v:shape>'
    words = f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"
    reviewer.parts["word/header9.xml"] = f'<w:hdr xmlns:w="{W[1:-1]}">{words}</w:hdr>'.encode()


def without_foot(reviewer: Reviewer) -> None:
    """Take the foot of the pages away."""
    name = foot_of(reviewer)
    root = etree.fromstring(reviewer.parts[name])
    for one in root.iter(f"{W}t"):
        one.text = ""
    reviewer.parts[name] = etree.tostring(root)


ONE, EDGE = "0 correction à reporter et 1 non reprise.", "En-tête ou pied de page"
LISTED: dict[str, tuple[Work, str, str]] = {
    "another picture": (picture, ONE, "une image a été remplacée"),
    "another picture under its own name": (picture_by_tie, ONE, "une image a été remplacée"),
    "another text that says a picture": (said_otherwise, ONE, "le texte de remplacement d’une image a changé"),
    "no picture any more": (without_picture, ONE, "une image a été retirée"),
    "words at the foot": (foot_words, EDGE, "CONFIDENTIEL"),
    "a head": (head_words, EDGE, "non repris (le programme l’écrit) : Version de travail"),
    "a watermark": (watermark, EDGE, "BROUILLON"),
    "no foot any more": (without_foot, EDGE, "retrait non repris (le programme l’écrit)"),
}


@pytest.mark.parametrize("name", LISTED)
def test_pictures_and_the_edges_of_pages_are_listed(name: str, root: Path, reviewed: Callable[..., Path], told: Told):
    work, *said = LISTED[name]
    out = shown(told, root, reviewed(work, False))
    assert [words for words in said if words not in out] == []


@needs_libreoffice
def test_pictures_and_edges_are_listed_through_libreoffice(root: Path, reviewed: Callable[..., Path], told: Told):
    def work(reviewer: Reviewer) -> None:
        picture(reviewer)
        foot_words(reviewer)

    out = shown(told, root, saved_by_libreoffice(reviewed(work, False)))
    assert "une image a été remplacée" in out
    assert "CONFIDENTIEL" in out
    assert "0 correction à reporter et 1 non reprise." in out


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize(
    ("number", "raised"), [("1", "er"), ("2", "e"), ("3", "ème"), ("1", "re"), ("XX", "e"), ("2", "nd"), ("2", "ndes")]
)
def test_an_ordinal_that_word_raises_comes_back_as_it_is_typed(
    number: str, raised: str, root: Path, reviewed: Callable[..., Path], *, tracked: bool
):
    def work(reviewer: Reviewer) -> None:
        reviewer.change("dernier paragraphe", f"{number}{raised} paragraphe")
        reviewer.emphasise(raised, "vertAlign", f"Un {number}{raised} paragraphe")
        for one in reviewer.root.iter(f"{W}vertAlign"):
            one.set(f"{W}val", "superscript")

    written = imported(root, reviewed(work, tracked))
    assert written == by_hand(("dernier paragraphe", f"{number}{raised} paragraphe"))


@pytest.mark.parametrize(("words", "raised"), [("12 m2", "m2"), ("le xe", "xe"), ("n 5", "5"), ("au 2d", "u 2d")])
def test_any_other_letter_that_is_raised_is_listed(
    words: str, raised: str, root: Path, reviewed: Callable[..., Path], told: Told
):
    def work(reviewer: Reviewer) -> None:
        reviewer.change("dernier paragraphe", words)
        reviewer.emphasise(raised, "vertAlign", f"Un {words} pour finir")

    assert "exposant ou indice" in shown(told, root, reviewed(work))
