"""What stands at a place of a text or of a PDF: one number, or why not; nothing is chosen for the author."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from rapport.numbers.pieces.found import found
from rapport.numbers.pieces.standing import NotStanding, SeveralStand
from rapport.sources.evidence import EvidencePlace
from rapport.sources.piece_contents import PieceContents, PieceLine

TEXT = """Bilan de l'atelier

Vélos réparés : 318 dans l'année
2610
Les adhérents
543
entreprises adhérentes

quatre salariés, dont deux à mi-temps
Anne LE GOFF
Paul MAREC Zoé MOREL
54% 19% 12%
"""
LINES = PieceContents(tuple(PieceLine(n, 0, text) for n, text in enumerate(TEXT.split("\n"), 1)))
PAGES = PieceContents(
    (
        PieceLine(1, 1, "Nous comptons 12 salariés"),
        PieceLine(1, 2, "12 vélos"),
        PieceLine(2, 2, "et 12 bénévoles"),
        PieceLine(1, 3, ""),
    ),
    blank_pages=(3,),
)


def at(contents: PieceContents, **place: Any) -> tuple[Decimal, str]:
    standing = found(contents, EvidencePlace(**place))
    return standing.value, standing.at


@pytest.mark.parametrize(
    ("place", "value", "where"),
    [
        ({"line": 3}, 318, "ligne 3"),
        ({"near": "vélos réparés"}, 318, "ligne 3"),
        ({"near": "Entreprises adhérentes"}, 543, "ligne 6"),
        ({"near": "réparés : 318 dans l'année"}, 318, "ligne 3"),
        ({"line": 4, "text": "26"}, 26, "ligne 4"),
        ({"line": 4, "text": "10"}, 10, "ligne 4"),
        ({"line": 9, "rank": 2}, 2, "ligne 9"),
        ({"line": 12, "rank": 3}, 12, "ligne 12"),
        ({"line": 9, "text": "quatre"}, 4, "ligne 9"),
        ({"count": True, "lines": (10, 11, 11)}, 3, "lignes 10 et 11, comptées"),
    ],
)  # fmt: skip
def test_a_place_of_a_text(place: dict[str, Any], value: int, where: str):
    assert at(LINES, **place) == (value, where)


@pytest.mark.parametrize(
    ("place", "value", "where"),
    [({"page": 1, "near": "salariés"}, 12, "page 1, ligne 1"), ({"page": 2, "line": 2}, 12, "page 2, ligne 2")],
)
def test_a_place_of_a_pdf(place: dict[str, Any], value: int, where: str):
    assert at(PAGES, **place) == (value, where)


SEVERAL = [
    (LINES, {"line": 12}, "3 nombres sont écrits à cet endroit : 54\u00a0%, 19\u00a0%, 12\u00a0%."),
    (LINES, {"line": 9}, "2 nombres sont écrits à cet endroit : 4, 2."),
    (PAGES, {"page": 2, "near": "12"}, "2 nombres sont écrits à cet endroit : 12, 12."),  # the same number twice on a page
]
NONE = [
    (LINES, {"near": "vélos vendus"}, "Les mots « vélos vendus » ne sont pas dans la pièce."),
    (LINES, {"line": 40}, "La pièce n'a pas de ligne 40."),
    (LINES, {"line": 1}, "La ligne 1 ne dit aucun nombre."),
    (LINES, {"line": 12, "rank": 4}, "La ligne 12 n'a pas de nombre n° 4."),
    (LINES, {"line": 4, "text": "27"}, "La ligne 4 ne dit aucun nombre « 27 »."),
    (LINES, {"line": 4, "text": "vingt vélos"}, "La ligne 4 ne dit aucun nombre « vingt vélos »."),
    (LINES, {"line": 4, "text": "vélos"}, "« vélos » n'est pas un nombre."),
    (LINES, {"count": True, "lines": (2,)}, "La ligne 2, à compter, ne dit rien."),
    (LINES, {"count": True}, "L'endroit ne dit pas ce qui est compté."),
    (LINES, {}, "L'endroit ne dit pas la ligne, ni les mots à côté du nombre."),
    (PAGES, {"page": 9, "near": "vélos"}, "La pièce n'a pas de page 9 : la dernière est la page 3."),
    (PAGES, {"page": 3, "near": "vélos"}, "La page 3 n'a pas de texte : c'est une image, une numérisation."),
    (PAGES, {"line": 1}, "Chaque page a sa ligne 1."),
]


@pytest.mark.parametrize(("contents", "place", "said"), SEVERAL)
def test_several_numbers_are_nobody_s_choice_but_the_author_s(contents: PieceContents, place: dict[str, Any], said: str):
    with pytest.raises(SeveralStand) as told:
        at(contents, **place)
    assert told.value.message == said
    assert "rank:" in told.value.hint


@pytest.mark.parametrize(("contents", "place", "said"), NONE)
def test_nothing_is_read_where_nothing_stands(contents: PieceContents, place: dict[str, Any], said: str):
    with pytest.raises(NotStanding) as told:
        at(contents, **place)
    assert told.value.message == said
    assert not isinstance(told.value, SeveralStand)
    assert told.value.hint, "whatever is refused, there is something to do"


def test_words_around_are_those_of_the_line_without_the_number():
    standing = found(LINES, EvidencePlace(line=3))
    assert standing.words == "velos repares dans l annee"
    assert len(standing.around) == 16


def text(*lines: str) -> PieceContents:
    return PieceContents(tuple(PieceLine(n, 0, line) for n, line in enumerate(lines, 1)))


@pytest.mark.parametrize(
    "lines",
    [
        ("Entreprises adhérentes", "Vélos : 318"),
        ("Vélos réparés : 318", "Entreprises adhérentes"),
        ("Entreprises adhérentes", "Associations", "543"),
        ("318", "Vélos", "Entreprises adhérentes"),
        ("Entreprises adhérentes", "", "318 vélos réparés"),
    ],
)
def test_a_label_without_a_number_never_takes_that_of_another(lines: tuple[str, ...]):
    with pytest.raises(NotStanding, match="ne dit aucun nombre"):
        found(text(*lines), EvidencePlace(near="entreprises adhérentes"))


@pytest.mark.parametrize(
    ("lines", "asked"),
    [
        (("543", "entreprises adhérentes"), False),
        (("Entreprises", "adhérentes", "", "543"), False),
        (("Les adhérents", "543", "Entreprises adhérentes"), True),
        (("Vélos", "543 €", "Entreprises adhérentes"), True),
    ],
)
def test_a_number_alone_on_its_line_is_that_of_the_words_beside(lines: tuple[str, ...], asked: bool):  # noqa: FBT001
    standing = found(text(*lines), EvidencePlace(near="entreprises adhérentes"))
    assert standing.value == 543
    assert ("entre deux libellés" in standing.remark) is asked


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Résultat (12 000)", "parenthèses"),
        ("Solde de l'exercice (4 500 €)", "parenthèses"),
        ("Résultat – 12 000 €", "tiret"),
        ("Variation - 850", "tiret"),
        ("Trésorerie —12 000 €", "tiret"),
        ("12 620 380", "colonnes"),
        ("Adhérents 620 380", "colonnes"),
        ("Heures 12 620 380", "colonnes"),
        ("Résultat : 12 000", ""),
        ("Nous avons formé 1 031 personnes", ""),
        ("Budget 620 380 €", ""),
        ("- 12 vélos donnés", ""),
        ("Vélos 318", ""),
        ("Résultat : (12 000 €)", ""),
    ],
)
def test_a_number_that_may_be_read_otherwise_is_a_question(line: str, said: str):
    remark = found(text(line), EvidencePlace(line=1)).remark
    assert (said in remark) if said else remark == ""


@pytest.mark.parametrize(
    ("written", "value"), [("(12 000)", -12000), ("12 000", 12000), ("12", 12), ("000", 0)]
)  # fmt: skip
def test_the_author_says_how_it_reads(written: str, value: int):
    standing = found(text("Résultat (12 000)"), EvidencePlace(line=1, text=written))
    assert (standing.value, standing.remark) == (value, "")
