"""Words that claim in one construction and not in another: kinds of mistakes, each with sentences on both sides."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.numbers.claims.meaning import Kind
from rapport.numbers.claims.spotting import claims_in, meanings_of
from tests.some import some

CLAIMS = {
    "a movement that a verb carries": (
        Kind.TREND,
        "La dette à long terme amorce une décrue.",
        "Les dons en ligne connaissent un regain depuis l'automne.",
        "Les adhésions individuelles accusent un fléchissement.",
    ),
    "an attempt that fails": (
        Kind.TREND,
        "La fréquentation tarde à remonter.",
        "Les inscriptions peinaient à progresser au printemps.",
        "Le nombre de dons peine à augmenter.",
    ),
    "an amount of one's own, moved": (
        Kind.TREND,
        "L'association a réduit ses délais de paiement.",
        "Nous avons fortement accru nos heures de permanence.",
        "Les équipes ont diminué leur consommation d'eau.",
    ),
    "an amount, whoever counts it": (
        Kind.TREND,
        "La consommation d'eau a diminué de trois litres par jour.",
        "Le coût par élève augmente.",
        "L'érosion du nombre de licenciés se confirme.",
    ),
    "what something is said to be": (
        Kind.RANK,
        "Les retraités représentent le deuxième groupe de visiteurs.",
        "La vente à emporter demeure notre première recette.",
        "Les croisiéristes forment la troisième clientèle du port.",
    ),
    "the first ones, counted": (
        Kind.RANK,
        "Nos deux principaux financeurs ont renouvelé leur aide.",
        "Les cinq principales dépenses figurent ci-dessous.",
        "Principal poste de dépense : les salaires",
    ),
    "a majority by its size": (
        Kind.SHARE,
        "L'immense majorité des demandes vient du canton.",
        "Les familles sont dans leur écrasante majorité locataires.",
        "L'écrasante majorité a payé en ligne.",
    ),
    "a span, of any length": (
        Kind.TIME,
        "La troupe a joué partout en quinze ans.",
        "Il y a sept ans, le budget tenait sur une page.",
        "Depuis 12 ans, le taux est publié.",
    ),
    "none is to be told of": (
        Kind.ALL,
        "Aucun accident n'est à signaler.",
        "Aucune plainte n'est à relever.",
        "Aucun retard n'est à déplorer.",
    ),
    "less by so much": (
        Kind.COMPARISON,
        "Le loyer moyen est inférieur de 12 euros à celui du parc privé.",
        "Le délai est supérieur de deux jours à celui du siège.",
        "Les ventes sont inférieures d'un point aux achats.",
    ),
    "one measured thing that moves": (
        Kind.TREND,
        "Le covoiturage progresse.",
        "L'absentéisme recule.",
        "La chirurgie ambulatoire progresse.",
        "Ce poste augmente.",
        "La première recule, la seconde progresse.",
        "L'écart se creuse entre les deux sites.",
    ),
    "foreseen, and come about": (
        Kind.TREND,
        "La baisse prévue s'est confirmée au second semestre.",
        "La hausse attendue des inscriptions n'a pas eu lieu.",
        "Comme prévu, les dépenses ont baissé.",
    ),
    "said of one's own in the country": (
        Kind.TREND,
        "Le nombre de nos adhérents baisse en France.",
        "Le nombre de clubs affiliés diminue en Île-de-France.",
        "Contre 410 000 euros au budget, la dépense a baissé.",
    ),
    "more than before": (
        Kind.TREND,
        "Plus nombreux qu'avant, les visiteurs viennent de loin.",
        "Les donateurs sont moins nombreux que par le passé.",
        "Les incidents sont plus rares qu'auparavant.",
    ),
    "an amount that another covers": (
        Kind.COMPARISON,
        "Les dépenses courantes sont couvertes par les cotisations.",
        "Les recettes ne suffisent pas à compenser la baisse des dons.",
        "Les droits d'entrée suffisent à payer l'entretien.",
    ),
    "securities, which are no duty": (
        Kind.SHARE,
        "L'essentiel de l'épargne est placé en obligations vertes.",
        "La moitié des obligations détenues arrive à échéance.",
        "Un tiers du fonds est en obligations d'État.",
    ),
}

NOTHING = {
    "the world as a frame": (
        "En Europe, un enfant sur cinq vit dans la pauvreté.",
        "Dans le monde, la moitié des sols est dégradée.",
        "La demande mondiale de cacao a doublé.",
        "Le taux d'abandon augmente en fin d'année, disent les enquêtes.",
    ),
    "feared, dreamt of, aimed at": (
        "Nous redoutons une chute des adhésions.",
        "Les syndics craignent que les charges n'augmentent encore.",
        "Nous rêvons que le nombre de bénévoles double.",
        "Notre cap pour 2030 : la moitié des trajets à vélo.",
    ),
    "a condition": (
        "La signature des trois quarts des membres suffit à convoquer l'assemblée.",
        "Faute de relève, un tiers des antennes fermerait.",
        "En cas de canicule, la moitié des salles serait fermée.",
        "Un produit local n'est pas nécessairement plus cher que le produit importé.",
        "Le loyer ne doit pas être supérieur au plafond.",
        "L'atelier n'exige aucun diplôme.",
        "Aucune plainte n'est à négliger.",
    ),
    "one is enough": (
        "Une seule adresse pour s'inscrire.",
        "Un seul geste peut sauver.",
        "Un seul mot d'ordre : la qualité",
    ),
    "an idiom made of a number": (
        "Les deux tiers du temps, la salle reste ouverte aux curieux.",
        "Moitié tarif pour les étudiants, le mercredi.",
        "Les plus de soixante ans entrent librement.",
        "Un produit de premier choix attend les clients.",
        "Le double du contrat est remis à chaque stagiaire.",
        "En trente ans de métier, elle a tout vu.",
    ),
    "a movement without an amount": (
        "L'érosion des berges inquiète les riverains.",
        "La pénalité augmente de deux euros par jour de retard.",
        "Dans un contexte de hausse des coûts, la solidarité compte.",
        "La directrice hausse le ton.",
        "La chapelle sera reconstruite à l'identique.",
    ),
    "one thing that moves, and isn't counted": (
        "L'égalité progresse.",
        "La colère n'a pas baissé.",
        "Une baisse d'attention suffit à troubler la leçon.",
        "Le cycliste chute dans le virage.",
        "La route se rétrécit à l'entrée du bourg.",
    ),
    "foreseen, and yet to come": (
        "La baisse prévue pèsera sur le budget.",
        "Une augmentation prévue des tarifs a été débattue.",
        "Nous misons sur une progression des ventes en ligne.",
        "Une centaine de clubs sont attendus à Brest.",
    ),
    "the country's, wherever it is named": (
        "Le nombre d'agriculteurs diminue en France.",
        "Le nombre de bibliothèques en France diminue.",
        "Le nombre d'internes baisse dans toute la France.",
        "Le marché du livre ralentit.",
    ),
    "one thing, halved": (
        "Moitié école, moitié atelier, le lieu forme aux métiers du cuir.",
        "Le lieu est moitié salle de bal, moitié cantine.",
        "Le chalet, moitié pierre et moitié paille, a rouvert.",
    ),
    "whom one tells what to do": (
        "Comptez une vingtaine de places par rangée.",
        "Emportez au moins deux litres d'eau.",
        "Retrouvez la moitié des conférences en ligne.",
    ),
    "a date of what happened once": (
        "L'atelier, ouvert en 2024, reçoit les familles.",
        "C'est en 2024 que la régie s'est installée à Lens.",
        "Le café, repris en 2024, sert le midi.",
    ),
    "rules of a house": (
        "Aucune inscription n'est prise par téléphone.",
        "Aucun livre n'est prêté sans carte.",
        "Chaque mécène choisit son projet.",
        "Chaque part sociale donne droit à une voix.",
        "Les salles de plus de cinq cents places sont contrôlées.",
    ),
    "only, or rather": (
        "Plus qu'une banque, une aventure humaine.",
        "Il ne reste plus que deux places.",
        "Les dons n'en représentent plus que le tiers de la somme voulue.",
    ),
}


def _each(sorts: dict[str, tuple[str, ...]]) -> list[object]:
    return [pytest.param(text, id=f"{sort}: {text[:30]}") for sort, texts in some(sorts.items()) for text in texts]


@pytest.mark.parametrize(
    ("kind", "text"),
    [pytest.param(kind, text, id=f"{sort}: {text[:30]}") for sort, (kind, *texts) in CLAIMS.items() for text in texts],
)
def test_these_claim(kind: Kind, text: str):
    assert kind in {claim.kind for claim in claims_in(text, 2024)}


@pytest.mark.parametrize("text", _each({sort: texts for sort, texts in NOTHING.items() if sort != "only, or rather"}))
def test_these_claim_nothing(text: str):
    assert not claims_in(text, 2024)


@pytest.mark.parametrize("text", _each({"only": NOTHING["only, or rather"]}))
def test_only_and_rather_compare_nothing(text: str):
    assert Kind.COMPARISON not in {claim.kind for claim in claims_in(text, 2024)}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("multiplié par deux et demi", Decimal("2.5")),
        ("multipliée par trois et demie", Decimal("3.5")),
        ("multipliés par vingt et un", Decimal(21)),
        ("multiplié par quatre", Decimal(4)),
    ],
)
def test_and_joins_a_half_or_a_unit_and_counts_nothing(words: str, value: Decimal):
    assert {meaning.value for meaning in meanings_of(words)} == {value}


def test_a_movement_that_fails_is_denied():
    (meaning,) = meanings_of("peine à remonter")
    assert (meaning.direction, meaning.denied) == (1, True)


def test_principal_ones_are_as_many_as_the_words_say():
    assert {meaning.places for meaning in meanings_of("nos deux principaux financeurs")} == {2}
    assert {meaning.places for meaning in meanings_of("les dix principales dépenses")} == {10}
