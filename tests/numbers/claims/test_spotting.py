"""Words that claim something, told from the same words used otherwise; verbs in the forms that a report uses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.numbers.claims.meaning import Kind
from rapport.numbers.claims.spotting import _WORD, FORMS, _by_trigger, claims_in, meanings_of
from tests.some import some

UP = [
    "progresse",
    "progressent",
    "progressait",
    "ont progressé",
    "augmentera",
    "croît",
    "croissent",
    "s'accroît",
    "bondit",
    "grimpe",
]
DOWN = ["recule", "reculent", "ont diminué", "chute", "s'érode", "fléchit", "décroît", "se réduit", "régressait", "plongent"]


@pytest.mark.parametrize(("verb", "direction"), [*((verb, 1) for verb in UP), *((verb, -1) for verb in DOWN)])
def test_verbs_that_say_a_trend(verb: str, direction: int):
    meanings = [meaning for meaning in meanings_of(f"les adhésions {verb}") if meaning.kind is Kind.TREND]
    assert meanings
    assert meanings[0].direction == direction


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("Le public le plus diplômé est celui des EI.", "le plus diplômé", 1),
        ("Les salariés les plus qualifiés sont en ETTI.", "les plus qualifiés", 1),
        ("C'est le public le moins formé du réseau.", "le moins formé", -1),
        ("Le secteur le plus subventionné est la culture.", "le plus subventionné", 1),
        ("Le territoire le plus investi reste la Bretagne.", "le plus investi", 1),
    ],
)
def test_participles_rank_in_the_masculine_as_in_the_feminine(text: str, words: str, place: int):
    (claim,) = claims_in(text, 2024)
    assert (claim.kind, claim.words) == (Kind.RANK, words)
    assert {meaning.place for meaning in meanings_of(words)} == {place}


@pytest.mark.parametrize(
    "text",
    ["Les publics les plus fragilisés sont accueillis.", "Accompagner les publics les moins diplômés.", "Un public plus formé."],
)
def test_those_whom_one_is_there_for_are_no_rank(text: str):
    assert not claims_in(text, 2024)


@pytest.mark.parametrize(
    ("text", "value", "named"),
    [
        ("la seule structure du réseau", 1, "only"),
        ("les deux seules structures qui forment", 2, "only"),
        ("seules deux structures forment", 2, "only"),
        ("seules trois des structures forment", 3, "only"),
        ("une seule structure forme", 1, "only"),
        ("aucune structure ne forme", 0, ""),
        ("toutes les structures forment", None, "all"),
    ],
)
def test_the_only_ones_are_not_all(text: str, value: int | None, named: str):
    """« La seule » says how many there are, « toutes » that none is left out."""
    found = {(meaning.value, meaning.named) for meaning in meanings_of(text) if meaning.kind is Kind.ALL}
    assert found == {(value, named)}


@pytest.mark.parametrize(
    "text",
    [
        "Pour la première fois, le réseau se réunit.",
        "Le premier alinéa de la loi.",
        "La Première ministre a reçu la fédération.",
        "Des ateliers tous publics.",
        "Le rapport cite « la moitié du chemin ».",
        "L'objectif est de doubler les adhésions.",
        "Une Française sur deux a un emploi.",
        "Rendez-vous devant la gare.",
    ],
)
def test_words_that_claim_nothing(text: str):
    assert [claim.words for claim in claims_in(text, 1998)] == []


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("PRÈS DE LA MOITIÉ DES HEURES", "PRÈS DE LA MOITIÉ", "share"),
        ("Près\u00a0de la moitié des heures", "Près\u00a0de la moitié", "share"),
        ("Plus du quart des heures", "Plus du quart", "share"),
        ("Les heures ont triplé.", "triplé", "multiple"),
        ("Près de soixante-dix formateurs", "Près de soixante-dix", "rough"),
        ("C’est la première région du réseau.", "la première", "rank"),
    ],
)
def test_words_are_found_as_they_are_typed(text: str, words: str, kind: str):
    """Capitals, no-break spaces, apostrophes, numbers in words: the stretch is the author's own."""
    (found,) = claims_in(text, 1998)
    assert (found.words, found.kind) == (words, kind)
    assert text[found.start : found.end].strip() == words


@pytest.mark.parametrize(
    "text",
    [
        "Nous souhaitons réunir une trentaine de familles.",
        "Le tarif serait divisé par trois si l'aide passait.",
        "Plus de mille arbres seront plantés.",
        "Réduire de moitié les achats de papier",
        "Le règlement exige que la majorité des membres soit présente.",
        "Si les dons reculent, deux postes disparaîtront.",
        "Pour tripler la surface, il manque un terrain.",
    ],
)
def test_what_is_wanted_supposed_or_to_come_claims_nothing(text: str):
    assert [claim.words for claim in claims_in(text, 1998)] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Si la moitié des membres votent, un tiers préside.", "share"),  # conceded, not supposed
        ("Un tiers des lecteurs recommanderait la revue.", "share"),  # what a survey answers
        ("Les réclamations ont triplé.", "multiple"),  # a noun of the same root as a wish
        ("Les charges d'énergie progressent.", "trend"),  # the report's own, not the world's
        ("La participation s'est effritée.", "trend"),
        ("Les délais se sont allongés.", "trend"),
        ("Le budget passe de 1,2 à 1,4 million.", "trend"),
        ("Les recettes ont franchi la barre des 2 millions.", "rough"),
        ("L'association a reçu jusqu'à 60 familles.", "rough"),
        ("Le club se classe 14e sur 30.", "rank"),
        ("Le spectacle fait mieux que celui de juin.", "comparison"),
        ("Sur vingt apprentis, pas un n'a renoncé.", "all"),
    ],
)
def test_what_is_told_is_found(text: str, kind: str):
    assert kind in {claim.kind for claim in claims_in(text, 1998)}


def test_every_form_can_be_reached_by_its_triggers():
    """A trigger is one word of a folded text: another would never be seen, and its form never tried."""
    for form in some(FORMS):
        for word in some(form.triggers):
            assert _WORD.findall(word)[-1] in _by_trigger()
            assert "'" not in word


@pytest.mark.parametrize(("sentence", "words"), [
    ("Le nombre de stagiaires recule légèrement.", "recule légèrement"), ("La part des salariés diminue.", "diminue"),
    ("Le nombre d'étudiants progresse.", "progresse"), ("L'effectif des équipes recule.", "recule"),
    ("Le nombre de chantiers augmente.", "augmente"), ("La part des femmes s'élève à un tiers.", "un tiers"),
    ("La proportion tombe à un cinquième.", "un cinquième"), ("Leur part s'établit à la moitié.", "la moitié"),
])  # fmt: skip
def test_what_is_counted_moves_and_comes_to_a_share(sentence: str, words: str):
    """« Les salariés progressent » is said of somebody, « à la moitié du parcours » of a moment: this is said of numbers."""
    assert [claim.words for claim in claims_in(sentence, 2024)] == [words]


@pytest.mark.parametrize("sentence", [
    "Les stagiaires progressent.", "Les patients progressent.", "Le chantier progresse.",
    "À la moitié du parcours, on fait le point.",
    "Le dossier est confié à un tiers.", "Adopté à un tiers des voix.",
])  # fmt: skip
def test_somebody_who_moves_and_a_moment_claim_nothing(sentence: str):
    assert claims_in(sentence, 2024) == ()


@pytest.mark.parametrize(("words", "kind", "key", "value"), [
    ("l'essentiel", Kind.SHARE, "named", "essential"), ("Pour l'essentiel", Kind.SHARE, "named", "essential"),
    ("les trois-quarts", Kind.SHARE, "value", Decimal("0.75")), ("un gros quart", Kind.SHARE, "value", Decimal("0.25")),
    ("dix fois", Kind.MULTIPLE, "value", Decimal(10)), ("1,5 fois plus", Kind.MULTIPLE, "value", Decimal("1.5")),
    ("Une fois et demie", Kind.MULTIPLE, "value", Decimal("1.5")), ("quatre fois", Kind.MULTIPLE, "value", Decimal(4)),
    ("stable", Kind.TREND, "direction", 0), ("inchangés", Kind.TREND, "direction", 0),
    ("perdent du terrain", Kind.TREND, "direction", -1), ("s'effondre", Kind.TREND, "direction", -1),
    ("nᵒ 1", Kind.RANK, "place", 1), ("N° 1", Kind.RANK, "place", 1), ("le principal", Kind.RANK, "place", 1),
    ("en queue", Kind.RANK, "place", -1), ("à parité", Kind.COMPARISON, "direction", 0),
    ("équivaut à", Kind.COMPARISON, "direction", 0), ("au-dessous de", Kind.COMPARISON, "direction", -1),
    ("chaque", Kind.ALL, "named", "all"), ("l'intégralité", Kind.ALL, "named", "all"),
    ("seule", Kind.ALL, "value", Decimal(1)), ("pas une", Kind.ALL, "value", Decimal(0)), ("nul", Kind.ALL, "value", Decimal(0)),
])  # fmt: skip
def test_words_alone_between_brackets_mean_what_braces_prove(words: str, kind: Kind, key: str, value: object):
    assert [getattr(meaning, key) for meaning in meanings_of(words) if meaning.kind is kind][:1] == [value]


@pytest.mark.parametrize("words", ["une fois", "autrefois", "le plus", "1 fois"])
def test_words_alone_that_say_no_amount(words: str):
    assert [meaning for meaning in meanings_of(words) if meaning.kind is Kind.MULTIPLE] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Les dons ont augmenté de moitié.", "1.5"),
        ("Les dons progressent fortement de moitié.", "1.5"),
        ("Une hausse de moitié", "1.5"),
        ("Les dons ont diminué de moitié.", "0.5"),
        ("Une réduction de moitié", "0.5"),
    ],
)
def test_half_of_it_is_added_or_taken_as_the_verb_says(text: str, value: str):
    found = [claim.meaning.value for claim in claims_in(text, 2024) if claim.kind is Kind.MULTIPLE]
    assert found == [Decimal(value)]


@pytest.mark.parametrize(
    ("verb", "direction", "degree"),
    [("s'est nettement raccourci", -1, "strong"), ("s'est un peu rallongé", 1, "slight"), ("se sont peu à peu rallongés", 1, "")],
)
def test_an_adverb_within_a_verb_says_its_degree(verb: str, direction: int, degree: str):
    found = [(claim.meaning.direction, claim.meaning.degree, claim.words) for claim in claims_in(f"Le retard {verb}.", 2024)]
    assert found == [(direction, degree, verb)]


@pytest.mark.parametrize("text", [
    "La moitié nord du département reste mal desservie.",
    "La moitié est du pays attend encore.",
    "La moitié occidentale de la région compte deux délégations.",
    "L'insertion progresse dans les mentalités.",
    "Le droit à la formation avance et progresse dans les esprits.",
    "La coopération recule dans les discours.",
    "Chacun de nous porte une part du projet.",
    "Chacune d'entre nous y a sa place.",
    "À chacun de vous, merci.",
    "Le rapport 2023 de la Cour des comptes le rappelle.",
    "L'enquête 2024 de l'Insee le confirme.",
    "Le bilan 2024 du ministère paraît à l'automne.",
])  # fmt: skip
def test_places_minds_and_papers_of_others_claim_nothing(text: str):
    assert [claim.words for claim in claims_in(text, 2024)] == []


@pytest.mark.parametrize(("text", "kind"), [
    ("La moitié est en contrat durable.", Kind.SHARE),
    ("La moitié des adhérents a répondu.", Kind.SHARE),
    ("La moitié est de moins de trente ans.", Kind.SHARE),
    ("La part des femmes progresse dans les conseils.", Kind.TREND),
    ("Les adhésions reculent dans les régions du sud.", Kind.TREND),
    ("L'effectif progresse dans les ateliers.", Kind.TREND),
    ("Chacune des délégations a tenu son assemblée.", Kind.ALL),
    ("Le rapport 2024 de la fédération compte cinquante pages.", Kind.TIME),
    ("Le logement, principal frein à l'emploi", Kind.RANK),
    ("Les espaces verts, principale activité du réseau, recrutent.", Kind.RANK),
    ("Les dons, principales ressources de l'association, tiennent.", Kind.RANK),
])  # fmt: skip
def test_the_same_words_of_the_report_claim(text: str, kind: Kind):
    assert kind in {claim.kind for claim in claims_in(text, 2024)}
