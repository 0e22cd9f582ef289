"""A reference is a noun followed by its number, a count a number followed by what is counted; a year may be either."""

from __future__ import annotations

import pytest

from rapport.ground.numerals import numerals_in


@pytest.mark.parametrize("text", [
    "sur la RN 7 et la D 952", "le GR 34", "la ligne 14 du métro", "bac +2", "niveau bac + 3", "Bac+5 exigé", "le 93",
    "dans le 93", "les habitants du 93", "du 93 et du 94", "le 59 et le 62", "le 2A, le 974", "Le 93 compte", "bus 27",
    "le bus 27 et le tram 4 ont", "les bus 27 et 30 desservent", "en face du quai 4", "l'article L. 5132-1", "salle 12",
    "salle 204", "la chambre 204 est", "12 bis, rue du Val", "2ᵉ étage", "1ᵉʳ étage, 2ⁿᵈ tour", "le 1ᵉʳ mars 2024",
    "le vol 314 et le train 8512", "l'A 6, l'E 15", "le RER 5", "la porte 3 du hangar 12", "la section 3, l'action 7",
    "au point 12 de l'ordre du jour", "les points 3 et 4", "de type 2", "le scénario 3 prévoit", "l'hypothèse 1 tient",
    "l'option 2 bis", "(fiche 14, rubrique 4)", "l'objectif 4", "la convention 108 du Conseil",
    "chap. 3, fig. 4 et vol. 2", "code postal 26000", "nº 12, № 12", "14 cours Gambetta", "4, place du Marché",
    "5 place de la Mairie", "3 route de Lyon", "12 bd Voltaire, 12, av. de la Gare", "6 passage du Nord",
    "12 faubourg Saint-Antoine", "La route 66 va", "L'épisode 2, la saison 3", "le dossard 42", "bureau 312",
    "la vague 2 de l'enquête", "le critère 3 s'applique", "- Action 7 : former", "la RN 7 bis",
    "prendre le bus 27 puis le métro",
])  # fmt: skip
def test_a_noun_and_its_number_are_left(text: str):
    assert [found.written for found in numerals_in(text) if not found.in_words] == []


@pytest.mark.parametrize("text", [
    "318 vélos", "il en porte 12", "elle porte 12 projets", "En bus 12, en train 30", "par salle 12", "une salle 12",
    "en salle 12 élus", "le total 318", "au total 318", "le budget 450", "Le CA 450", "la TVA 20 %", "la TVA 20",
    "dans la salle 12 personnes", "dans le bus 27 passagers", "la route 66 km", "la porte 3 m", "12 cours de français",
    "12 places", "1 place d'hébergement", "14 cours de la Croix-Rouge", "1 route", "le 93 %", "le 12 ont dit oui",
    "les 93", "aux 93", "de 93", "93", "Le 93,5", "le 93 sur 100", "le score passe du 12 à 15", "le 15 de moyenne",
    "bac +2 points", "+2 %", "bac +2,5", "+ 12", "la section 12 élus", "Dossiers 318", "- Actions 12", "Actions : 12",
    "les actions 318", "le volume 12", "le taux 12", "la moyenne 12", "la note 14", "Nous en avons 12", "l'ACI 12",
    "le bureau 12", "le vélo 62", "la RN 7 000 visites", "bus 27 %", "le tram 4 millions", "le métro 12 ont", "trains 318",
    "au quai 4 ETP", "le point 12,5", "le dossier 3 000", "l'action 12 €", "l'objectif 318", "l'objectif 80 %",
    "la cible 318", "2 étages", "2² m", "place 4 vélos", "les 12, 13 et 14", "Paris 13, Lyon 12", "AI 12, ACI 8",
    "GR 34 km",
])  # fmt: skip
def test_a_number_and_what_it_counts_are_told(text: str):
    assert [found.written for found in numerals_in(text) if not found.in_words] != []


@pytest.mark.parametrize("text", [
    "a accueilli 2016 adhérents", "[2000](x) visites", "2016 et 2017 salariés", "Elle forme 2016 et 2017 salariés",
    "Le réseau accueille 2016 adhérents.", "Nous accueillons 2016 adhérents", "nous avons formé 2016 jeunes",
    "Nous sommes 2016 adhérents", "ils sont 2000 bénévoles", "ils regroupent 2016 structures",
    "un réseau de 2016 adhérents", "Le réseau passe de 2016 à 2017 salariés", "entre 2016 et 2017 salariés",
    "pour 2016 adhérents", "2016 adhérents ont répondu", "On y compte **2016** nouveaux adhérents", "[2000]{.x} visites",
    "La fédération réunit 1950 entreprises", "a reçu 2016 candidatures", "soit 2024 vélos", "au total, 2016 vélos",
    "Total : 2016 vélos", "(2016 vélos)", "un repas servi à 2016 enfants", "avec l'aide de 2016 donateurs",
    "2016 salarié(e)s", "a formé 2016 adhérent·es", "emploie 2016 ETP", "sur 1900 postes", "dont 1900 femmes",
    "aide 1900 familles", "Plus de *2000* visites", "l'ouverture de 2016 postes", "le suivi de 2016 parcours",
    "le nombre de 2016 adhérents", "vend 2000 vélos, répare 1900 grille-pains", "| 2016 adhérents | 12 mars |",
    "Les équipes ont réparé 2016 vélos", "En 2023, 2016 adhérents ont voté", "a 2016 adhérents",
    "compte désormais 2016 membres", "accueille chaque année 2016 stagiaires", "2 000 visites", "Il y a 1800 places",
    "Les 2016 adhérents", "Ces 2016 adhérents", "quelque 2016 adhérents", "ont été accueillis 2016 adhérents",
    "Les adhérents sont 2016.", "2016 km parcourus", "2016 kg, 2000 m²", "1900 euros", "2000 personnes",
])  # fmt: skip
def test_four_digits_that_count_are_no_year(text: str):
    assert [found.written for found in numerals_in(text) if not found.in_words] != []


@pytest.mark.parametrize("text", [
    "En 2016 et 2017 salariés et bénévoles", "Les trophées 2024 remis à Lyon", "Depuis 2019 plusieurs adhérents",
    "depuis 2019 adhérents et bénévoles", "Les travaux de 2024 achevés", "Les actions 2024 réalisées",
    "Les formations 2024 suivies", "aux Jeux 2024 ouverts à tous", "Le rapport 2024 présente nos", "En 2024 l'équipe",
    "Le budget 2024 soumis au vote", "L'exercice 2024 clos", "Les rapports d'activité 2024 disponibles",
    "Les comptes annuels 2024 certifiés", "Les plans de formation 2024 financés", "Le programme 2024 ambitieux",
    "Le congrès 2024 nous", "2016 Premiers salariés", "Depuis le 1ᵉʳ mars 2024", "1er janvier 2024",
    "l'année 2024 plusieurs structures ont", "mars 2024 plusieurs", "rentrée 2024 adhérents", "Objectifs 2024 atteints",
    "Rapport 2024", "(2024)", "en 2023-2024 salariés", "Les chiffres 2023 et 2024 comparés",
    "Les données 2024 provisoires", "Les adhérents 2024 : ceux", "La loi de 2016 dispose", "entre 2016 et 2020, les",
    "de 2016 à 2024, nos", "l'assemblée générale 2024 a", "Édition 2024", "exercice 2024 toutes structures",
    "Les élections municipales de 2026 passées", "Fin 2024 plusieurs élus", "Les crédits 2025 votés",
    "La campagne 2024 a permis", "Les ateliers 2024 complets", "À l'horizon 2030 tous", "Depuis 2015 salariés",
    "[2024](x)", "Plan 2030 vers", "le 11 novembre 1918 les",
])  # fmt: skip
def test_a_year_is_left(text: str):
    assert [found.written for found in numerals_in(text) if not found.in_words] == []
