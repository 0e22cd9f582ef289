"""Numbers of lists and ordinals, which nobody binds, told from the numbers of a sentence."""

from __future__ import annotations

import pytest

from rapport.ground.numerals import numerals_in


@pytest.mark.parametrize(
    "text",
    [
        "+-------+---+\n| 1. un | a |\n| 2. né | b |\n+-------+---+",
        "+---+---------+\n| a | Voici : |\n|   |         |\n| b | 1) un   |\n|   | 2) deux |\n+---+---------+",
        "| a | b |\n|---|---|\n| 3. un | 4) **deux** |",
        "1. un\n\n    plus loin\n2. deux",
        "1. un\n\n    > une parole\n2. deux\n3. trois",
        "> 1. un\n> 2. deux\n> 3. trois",
        "> > 1. un\n> > 2. deux",
        "Dit :\n\n>   1) un\n>   2) deux",
        "- un\n    1. deux\n    2. trois",
        "1. un\n\n   plus loin\n\n   encore\n2. deux",
        "- un\n\n\tplus loin\n2. deux",
        "Nos axes :\n1. un\n2. deux\nplus loin\n3. trois",
        '{{ chart("a") }}\n3. un\n4. deux',
        "```\nun\n```\n3. un\n4. deux",
        "__n° 3__, _ISO 26000_, ___depuis 2019___, __16h15__, _2e_, __le 12 mars 2024__",
        "**depuis 2019** *sans* ~~bruit~~, **n° 3**, *CO2*, **2019**-2020",
        "le 12-03-2024 et le 1-1-1999, 2024-03-12, 12/03/2024",
        "24h/24 et 7j/7, 24 h sur 24, 7 jours sur 7, 24/7",
        "N° 12, N°4, § 5, §3",
        "la 4G, la 5G, un film en 3D",
        "la 1ère fois, les 2èmes, la 3ième, la 1ere, le 2eme, la 1re, le 40e, les 1ers, la 2nde",
    ],
)
def test_numbers_of_items_and_ordinals_are_left(text: str):
    assert [found.written for found in numerals_in(text) if not found.in_words] == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. un\n\n  plus loin\n2. deux", "2"),  # two spaces: a paragraph of its own, and « 2. » in it
        ("1. un\n\nplus loin\n\n    encore\n\nEn tout\n2. deux", "2"),
        ("Le total est de\n318. Merci.", "318"),
        ("+-------------+---+\n| le total    | a |\n| 318. Merci  | b |\n+-------------+---+", "318"),
        ("| a | b |\n|---|---|\n| un | 318. |", "318"),
        ("ouvert 24 heures", "24"),
        ("pendant 7 jours", "7"),
        ("en 3 D", "3"),
        ("Un mot\n3. trois", "3"),
        (
            '{{ value("a.b") }}\n3. venus',
            "3",
        ),  # what isn't read for its numbers is words all the same, and sets nothing to the right
        ('- un\n\n{{ value("a.b") }} venus\n3. partis', "3"),
        ("> - un\ndeux[^n]\n\n[^n]: des mots\n3. partis", "3"),
        ("1. un\n\n<https://fabrique.example> le dit\n3. partis", "3"),
        ("- un\n\n`un` mot\n3. partis", "3"),
        ("1 ère nouvelle", "1"),
        ("depuis 2019**sans** bruit", "2019"),
        ("~~depuis 2019~~sans bruit", "2019"),
        ("un total de _318_", "318"),
        ("par page 12 notes", "12"),  # counted by page
        ("cet axe 12 actions", "12"),
        ("au +33 1 99 00 12 34. 318 vélos", "318"),
        ("écrire à **a@fabrique.example**n° 3", "3"),  # printed « examplen° 3 »
        ("www.fabrique.example*n° 4*", "4"),
        ("a@fabrique.example~~n° 5~~", "5"),
    ],
)
def test_a_number_of_a_sentence_is_none(text: str, written: str):
    assert [found.written for found in numerals_in(text) if not found.in_words] == [written]


@pytest.mark.parametrize(
    "text", ["**a@fabrique.example** n° 3", "<https://fabrique.example>**n° 3**", "`a@b.fr`**n° 3**", "a@b.fr, *n° 3*"]
)
def test_a_number_that_an_address_does_not_touch_keeps_its_word(text: str):
    assert [found.written for found in numerals_in(text)] == []


@pytest.mark.parametrize("text", [
    "Le 12 et le 13 mars 2024.", "12 & 13 mars", "le 11-Novembre", "du 3 au 5 Mai", "75011 Paris, 17 rue du Val",
    "Du CO~2~, de l'H~2~O et des m^2^", "des km^2^ et du CH~4~ ~barré~", "à 14:30, dès 9:05",
    "l'axe 1 et l'axe 2", "pages 3 à 5, p. 7", "Chapitre 2, annexe 4", "SIRET 123 456 789 00012, BP 12, Cerfa n° 12345*05",
    "au +33 1 99 00 12 34. Merci",
    "75011 Paris Cedex 11", "CS 90123, 69443 Lyon cedex 03", "92055 La Défense CEDEX 5.", "ISBN 978-2-07-036822-8",
    "ISBN : 2-07-036822-X", "ISSN 1234-567X", "TVA FR12 123456789", "IBAN FR76 3000 4000 0500 0000 0000 123",
    "TVA : FR 12 123 456 789.",
    "entre 8 et 10 heures du matin", "à 9 heures du soir, dès 14 heures de l'après-midi",
    "17 bis, avenue du Val", "Les années 90", "Les départements 59, 62 et 2A.", "Le Covid-19 et la COP 28",
    "Le 8 mars et le 9, nous étions là", "le 8 mars, puis les 15 et 16", "du 3 mars au 5, puis du 12 au 14 mai",
    "le 8 mars 2024, le mardi 12 et le jeudi 14", "Fermé le lundi 4 et le mardi 5", "les jeudis 4, 11 et 18",
    "le **mardi 12** matin",
    "En semaine 12, puis dans les semaines 14 à 16.", "La semaine 12 a vu une fête",
    "la phase 2 du projet, l'étape 3 et le lot 4",
    "version 2.1 du tableau 3", "Nos 4 et 5 de la lettre", "les n^os^ 4, 5 et 6", "les n°s 4 et 5", "n°s 12",
    "Un mot&#8230; et &#x2026; puis &#160;",
    "La phase 2 des travaux, le module 3 aux Mureaux", "Le mardi 12 l'équipe était là", "le tableau 2 m'a aidée",
    "la semaine 12 les équipes, la 2e session 3 nos élèves", "le mardi 02 au soir, le jeudi 31",
    "Nous serons là le 8\nmars et le 9", "dans la semaine\n12 et à la\npage 3", "le 12,\n13 et 14 mars", "Appelez le\n115.",
    "le règlement (UE) 2016/679, la directive (UE) 2019/1937", "Règlement délégué (UE) 2023/2772", "la décision 2012/21/UE",
    "l'ODD 8, les ODD 8, 10 et 12", "Convention collective (IDCC 3016)", "IDCC 3016 s'applique", "code NAF 88.99", "RNCP 35506",
    "le recours au 49.3", "Le 49.3 est loin, le 49-3 a servi", "les numéros 12 à 14 du journal", "les numéros 12, 13 et 14",
    "numéro 12", "Le 12 mars à Lyon et le 13 à Paris", "le 12 mars 2024 à Lyon, le 13 à Lille, puis le jeudi 14 à Paris.",
    "Rendez-vous le 13.", "Le 13 à Paris, le 14 à Lille", "le 12 mars. Le 13 ici", "Elle vient le 3, au matin", "le 2 de ce mois",
    "En juin, à Lyon, du 12 au 14.", "le 3 et le 5",
    "### 1. Agir", "## 2.3 Former", "#### 10) Loger", "## 3/ Dire", "l'avenant 182", "le programme 177", "la zone 3 nous va",
    "le groupe 2 et les niveaux 3 à 5 ont suivi", "l'encadré 4, la figure 12",
    "Les trophées 2024 remis à Lyon", "En 2024 salariés et bénévoles", "L'an 2024 personne", "Les années 2024, 2025", "les 2024",
    "Fin 2024 plusieurs élus", "les objectifs 2024 atteints", "En 2024 l'équipe, en 2025 t'a-t-on dit",
    "plus de 2020 à 2024 sans", "Avec 2025 viennent les élus", "soit 2024 ou 2025", "aux Jeux 2024 ouverts à tous",
    "Nos postes sont passés à Windows 11.", "sous Windows 11 ou macOS 14.5, en HTML 5", "Avec Excel 16, tout va",
    "La semaine de 35 heures a vieilli", "la semaine de 32 heures, testée ici", "le passage aux 35 heures.",
    "Depuis les 35 heures, rien",
    "Le lot 3 et le lot 4 ont changé", "l'avenant 182 et le programme 177 comptent", "l'étape 1 et l'étape 2 finissent",
])  # fmt: skip
def test_days_addresses_and_names_are_left(text: str):
    assert numerals_in(text) == ()


@pytest.mark.parametrize(("text", "written"), [
    ("Windows 11 postes", ["11"]), ("Windows 11 %", ["11"]), ("sous Windows 12 000 fois", ["12 000"]),
    ("Montreuil 12, Lyon 8", ["12", "8"]),
    ("Excel 12 **salariés**", ["12"]), ("Office 12 sur 20", ["12", "20"]), ("11 Windows", ["11"]), ("Windows 7,5", ["7,5"]),
    ("la semaine de 35 heures de bénévolat", ["35"]), ("une semaine de 12 heures", ["12"]),
    ("la semaine de 12 heures données", ["12"]),
    ("les 35 heures données", ["35"]), ("les 35 heures de Léa.", ["35"]), ("les 12 heures.", ["12"]), ("35 heures.", ["35"]),
    ("la semaine de 12 ateliers", ["12"]), ("la semaine de 35 heures par mois", ["35"]),
    ("les 12 et 13", ["12", "13"]), ("12 marseillais", ["12"]), ("le 5 et les 12 bénévoles de mars", ["12"]),
    ("90 années", ["90"]), ("les 2016 salariés", ["2016"]), ("Nos 2024 bénévoles", ["2024"]), ("plus de 2000 visites", ["2000"]),
    ("près de 1950 **nouveaux** venus", ["1950"]), ("au moins 2100 SIAE", ["2100"]), ("elle compte 1999 membres", ["1999"]),
    ("avec 2000 heures de travail", ["2000"]), ("a donné 1900 heures", ["1900"]), ("2050 euros de dons", ["2050"]),
    ("**2000** heures", ["2000"]),
    ("compte *1999* membres", ["1999"]), ("PLUS DE 2000 VISITES", ["2000"]),
    ("près de **2050** adhérent·es", ["2050"]), ("sur 2000 km", ["2000"]), ("soit 2024 kg", ["2024"]),
    ("accueillir 2000 personnes", ["2000"]),
    ("le 8 mars et les 9 bénévoles", ["9"]), ("le 8 mars et 9 élus", ["9"]), ("le 8 mars, le 318", ["318"]),
    ("lundi 12 personnes", ["12"]), ("le mardi 12 000 visites", ["12 000"]), ("Le jeudi 12 % des gens", ["12"]),
    ("Le lundi 4 et 5 **grandes** tables", ["4", "5"]), ("le dimanche 12,5 km", ["12,5"]), ("mardi 318 venus", ["318"]),
    ("en semaine 12 bénévoles", ["12"]), ("par semaine 12", ["12"]), ("à la dernière étape 4 vélos", ["4"]),
    ("12 semaines", ["12"]),
    ("En semaine 12 ETP", ["12"]), ("le mardi 12 SIAE sont là", ["12"]), ("le 8 mars et le 9 **ACI** ont fermé", ["9"]),
    ("le jeudi 30 kg de pain", ["30"]), ("le samedi 12 km²", ["12"]), ("pour la phase 2 millions", ["2"]),
    ("le semestre 1 million d'euros", ["1"]), ("une étape 4 m² plus loin", ["4"]), ("en semaine 12 d’entre eux", ["12"]),
    ("au second semestre 12 chacun", ["12"]), ("la dernière semaine 12 de moins", ["12"]), ("jeudi 1 personne", ["1"]),
    ("le mardi 45 venue", ["45"]), ("la phase 12 des 30 structures", ["12", "30"]),
    ("au deuxième trimestre 120 vélos", ["120"]), ("au semestre 12 % de plus", ["12"]),
    ("nos 4 adhérents", ["4"]), ("nos 12", ["12"]),
    ("8 ODD", ["8"]), ("ODD 8 %", ["8"]), ("ODD 8,5", ["8,5"]), ("ODD 8 bénévoles", ["8"]), ("CDI 12, CDD 8", ["12", "8"]),
    ("IDCC 3016 salariés", ["3016"]), ("code APE 12 structures", ["12"]), ("la décision 12/15", ["12", "15"]),
    ("la directive (UE) 12 pages", ["12"]), ("règlement (UE) 12/15", ["12", "15"]), ("le 49.3 %", ["49.3"]),
    ("de 49.3", ["49.3"]), ("le 49.3 de moyenne", ["49.3"]), ("le 49,3", ["49,3"]), ("au 49.3 kWh", ["49.3"]),
    ("le 3.5", ["3.5"]), ("les numéros 12 à 14 élus", ["12", "14"]), ("numéros 12 000", ["12 000"]),
    ("le numéro 12 exemplaires", ["12"]), ("Le 12 mars à Lyon et le 13 % à Paris", ["13"]),
    ("le 12 mars à Lyon et 13 à Paris", ["13"]), ("Le 12 mars à Lyon et les 13 élus", ["13"]),
    ("le 12 mars à Lyon, le 13 sur 20", ["13", "20"]), ("le 13 de moyenne", ["13"]), ("le 13 %", ["13"]),
    ("du 12 au 14 bénévoles", ["12", "14"]),
    ("le 12 adhérents", ["12"]), ("le 13,5 ici", ["13,5"]), ("le 12 ont répondu", ["12"]), ("le 12 000", ["12 000"]),
    ("le 12 mars à Lyon et le 45 à Paris", ["45"]), ("le 12 mars et le 45", ["45"]), ("le 12 mars ici, le 13,5 là", ["13,5"]),
    ("### 12 élus", ["12"]), ("### 318. Agir", ["318"]), ("### 1.5 tonne", ["1.5"]), ("## 1.2 Million", ["1.2"]),
    ("## 1. 12 élus", ["12"]), ("la semaine 12,5", ["12,5"]), ("le mardi 12 ont dit oui", ["12"]),
    ("mardi 12 sur 20 sont là", ["12", "20"]), ("la semaine 12 s'inscrivent", ["12"]), ("en équipe 12 se forment", ["12"]),
    ("le niveau 4 000", ["4 000"]), ("une mesure 12", ["12"]),
    ("et la semaine 12 élus", ["12"]), ("et au groupe 12 ont dit oui", ["12"]), ("et le programme 120 jeunes", ["120"]),
    ("nos 4 et 5 élus", ["4", "5"]), ("Parmi nos 12, 5 sont là", ["12", "5"]), ("## Semaine\n12 venus", ["12"]),
    ("un prix de 2019\n€ par mois", ["2019"]), ("- en 2019\n% du total", ["2019"]), ("- (en 2019)\n- % du total", []),
    ("> sur 2000\n> km", ["2000"]), ("1. soit 2024\n   kg", ["2024"]), ("- un\n\n    près de 2050\n    **dons**", ["2050"]),
    ("[^n]: avec 2000\n    heures", ["2000"]), ("En 2019\n\n€", []), ("| 2019 |\n€", []), ("## En 2019\n€", []),
    ("Voir 2019\n\n    € un\n    peu", []), ("- un\n:::\nDes élus\n3. venus", ["3"]), ("- un\n## Peu\nDes élus\n3. venus", ["3"]),
    ("1. un\n:::\n3. venus", []),
    ("Semaine\n\n12", ["12"]), ("| semaine |\n12", ["12"]), ("la semaine\n12. Tout", ["12"]),
    ("&#51;&#x31;8", ["51", "8"]), ("&#0056;", ["0056"]),
    ("Vingt-et-une associations, vingt et une", ["Vingt-et-une", "vingt et une"]), ("mi-vingt-et-un", []),
    ("Soixante-et-onze vélos", ["Soixante-et-onze"]), ("les trente-et-un jours", ["trente-et-un"]),
    ("ISBN de 12 livres", ["12"]), ("un ISSN pour 12", ["12"]), ("FR12 318 vélos", ["318"]), ("10 heures de matinée", ["10"]),
    ("12 heures du bénévolat", ["12"]),
    ("1 240 rue", ["1 240"]), ("30 départements", ["30"]), ("les départements 120", ["120"]), ("12 rues", ["12"]),
])  # fmt: skip
def test_numbers_beside_such_words_are_not(text: str, written: list[str]):
    assert [numeral.written for numeral in numerals_in(text)] == written


@pytest.mark.parametrize("text", [
    "Tapez `a 5\nb 6` puis rien", "Tapez `` a ` 5 `` puis rien", "~~~\n42 lignes\n~~~", "Voir :\n\n````\n```\n7\n```\n````",
])  # fmt: skip
def test_numbers_of_code_are_left(text: str):
    """Whatever Pandoc reads as code: words over two lines, words that hold a backtick, both kinds of fences."""
    assert numerals_in(text) == ()


def test_a_backtick_alone_hides_nothing():
    assert [found.written for found in numerals_in("Un ` seul, 42 et ```\n43")] == ["42", "43"]
