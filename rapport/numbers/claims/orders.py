"""Orders: « arrive en tête », « domine », « devance », « loin devant »."""

from __future__ import annotations

import re

from rapport.numbers.claims.form import WISHED, Form
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.patterns import after, any_of, before_stem, one_of, words
from rapport.numbers.claims.verbs import DEVANCER, HEAD


def _head(_: re.Match[str]) -> Meaning:
    return Meaning(Kind.RANK, place=1)


def _outstanding(match: re.Match[str]) -> Meaning:
    last = re.search("marche|rouge|traine", match[0])
    return Meaning(Kind.RANK, place=-1 if last else 1, places=3 if "podium" in match[0] else 1)


def _beside(match: re.Match[str]) -> Meaning:
    return Meaning(Kind.RANK, direction=-1 if re.search("derriere|apres|talonn|sui[tv]", match[0]) else 1)


# Verbs that give a place in an order.
_ORDERED = "arriv|vien|finiss|termin|class|plac|point|suiv|figur"

FORMS = (
    Form(
        Kind.RANK,
        words("tete"),
        r"\b(?:(?:arriv|figur|vien|caracol|plac|class|pass|rest|mont|pointe)\w* )?(?:(?:largement|nettement|"
        r"toujours|encore|ainsi|donc) )?en tete\b(?: du classement| du palmares| de liste| des \w+)?",
        _head,
        unless=any_of(
            after(
                r"avoir, garder, garde, gardent, gardons, ont, a, ayant, avons, ayons, gardez, idees?, chanson, trott\w+, "
                r"revien\w+"
            ),
            "›(?:-a-tete| a tete| de (?:page|gondole|cortege|liste|reseau|pont)| d'affiche|s? bien)",
            r"\bou ‹",
        ),
    ),
    Form(
        Kind.RANK,
        frozenset(word for word in HEAD),
        rf"\b(?:{one_of(HEAD)})\b",
        _head,
        unless=any_of(
            r"\b(?:rouge|vert|bleu|jaune|ocre|noir|blanc|gris|brun|couleur|silence|bois)s? ‹",
            after("a, de, pour, se laisser, faire, sans, langage, position, groupe, vent"),
            before_stem(
                "la vallee, la ville, le site, la place, la plaine, les debats, ses emotions, le sujet, son sujet, "
                "la technique, la scene, le port, la baie, la mer, la composition"
            ),
        ),
    ),
    Form(
        Kind.RANK,
        words("numero leader leaders sommet podium marche rouge palme traine"),
        any_of(
            r"\b(?:le )?(?:numero (?:un|1)|n° ?1)\b",
            r"\b(?:est|reste|demeure|devient|etait|sont|,) (?:le |un des |l'un des )?leaders?\b",
            r"\b(?:au sommet (?:du classement|des ventes)|(?:sur le|complet\w* le|monte\w* sur le) podium)\b",
            r"\b(?:ferm\w+ la marche|lanterne rouge|a la traine|la palme revient)\b",
        ),
        _outstanding,
        unless=any_of(
            r"\b(?:numero|n°) ‹",
            r"› (?:mondial|francais|europeen)",
            r"\b(?:urgence|vert|revue|lettre|journal|bulletin)\b[^.;]{0,15}‹",
        ),
    ),
    Form(
        Kind.RANK,
        DEVANCER,
        rf"\b(?:{one_of(DEVANCER)})\b",
        _beside,
        apart=(WISHED,),
        unless=any_of(
            "› (?:l'appel|les (?:questions|attentes|desirs|besoins))",
        ),
    ),
    Form(
        Kind.RANK,
        words("devant derriere"),
        r"\b(?:(?:juste|loin|largement|nettement|tout) )?(?:devant|derriere)\b",
        _beside,
        unless=any_of(
            "› (?:le |la |les |l'|un |une |des |notre |leur |son |sa |ses |nos |leurs |cet? |cette |chaque |plus de |"
            "pres de |quelque )?(?:parlement|assemblee|senat|prefecture|ministere|ministre|public|elus?|juges?|"
            "tribunal|notaire|institutions?|responsables|financeurs?|decideurs?|pouvoirs|acteurs|ministres|commission|"
            "salle|porte|portes|ordinateur|ecran|jury|jurys|camera|deputes?|senateurs?|"
            "conseil|loi|maire|mairie|batiment|gare|guichet|hopital|vitrines?|ecole|eglise|siege|tableau|miroir|presse|"
            "etudiants?|eleves|parterre|pairs?|"
            "autorites?|clients|partenaires|difficultes?|urgence|afflux|hausse|refus|besoins?|comite|chiffres|chaque|"
            "eux|lui|elle|nous|soi|rideau|comptoir|bureau|machine|decor|volant|fourneaux?|mots|sigle|acronyme|"
            "reussite)",
            r"\b(?:parl\w+|present\w+|auditionn\w+|plaid\w+|defend\w+|se tien\w+|intervenu\w*|interven\w+|rassembl\w+|"
            r"reuni\w+|manifest\w+|assis\w*|debout|pos\w+|ensemble|se cach\w+) (?:\w+ ){0,2}‹|\b(?:la|de) ‹",
            r"\bau-‹",
            rf"^(?!.*\b(?:{_ORDERED})\w* ‹(?:loin|juste|largement|nettement) ).*›[.]?$",
            rf"^ ?‹(?:devant|derriere)›(?!.*\b(?:\d|(?:{_ORDERED}|compt|rassembl|premi|deuxi|troisi|tete|rang|place)))",
        ),
        provided=any_of(
            "‹(?:juste|loin|largement|nettement)",
            r"(?:^|, |; |\( ?|: )‹",
            r"\b(?:pass|arriv|vien|fini|termin|rest|se plac|se class|figur|point|se situ|demeur|est|sont|etai)\w* "
            r"(?:[\w'-]+ ){0,3}‹",
            r"\b(?:tete|premier|premiere|deuxieme|troisieme|rang|place|position|poste|source|motif|mode|financeur|"
            r"principal\w*)\b[^.;]{0,60}‹",
            r"\d[^.;]{0,25}‹",
        ),
    ),
    Form(
        Kind.RANK,
        words("vient viennent arrive arrivent suivent suivi suivie suivis suivies suit"),
        any_of(
            r"\b(?:viennent|vient) ensuite\b",
            r"(?<=, )suivie?s? (?:(?:de (?:pres|loin) )?(?:de|d'|du|des|par))(?= |\b)",
            r"\bsuivent (?:les|la|le)\b",
            r"(?:^|, |; |puis )\b(?:arrive(?:nt)?|vien(?:t|nent)) ensuite\b|\bvien(?:t|nent) (?:juste )?apres\b",
        ),
        lambda _: Meaning(Kind.RANK, direction=-1),
        unless=any_of(
            "› ?(?:pres|un|une) (?:par|echange|debat|temps|atelier|table|visite|formation|cocktail)",
            r"\b(?:formation|rencontre|conference|seance|presentation|intervention|matinee|pleniere|projection|"
            "accueil)s?,? ‹",
        ),
    ),
)

# Words that order two rows when braces say which: « suit », « précède », « est suivie ».
ALONE = (
    Form(
        Kind.RANK,
        frozenset(),
        r"^(?:(?:est|sont|etait|etaient) )?(?:[\w]+ment )?(?:sui(?:t|vent|vait|vaient|vie?s?)|preced(?:e|ent|ait|aient|ee?s?))\b",
        _beside,
    ),
    Form(
        Kind.RANK,
        frozenset(),
        r"\b(?:ex[ -]aequo|a egalite|au meme rang)\b",
        lambda _: Meaning(Kind.RANK, named="tied"),
    ),
)
