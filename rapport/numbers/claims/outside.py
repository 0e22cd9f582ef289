"""What no number of the edition proves: what is said of the world outside, reported of others, ruled or defined."""

from __future__ import annotations

from rapport.numbers.claims.folding import NUMBER
from rapport.numbers.claims.patterns import any_of, either

# What is said of the world outside, which no number of the report proves.
_WORLD_AFTER = either(
    r"chomage, inflation, prix, couts? de (?:l'energie|la vie|l'immobilier|la construction), pauvrete, precarite, loyers?, "
    r"smic, taux d'interet, temperatures?, "
    r"l'energie, "
    r"population, natalite, mortalite, economi(?:e|que|ques), marche du travail, niveau de vie, pouvoir d'achat, "
    r"verte, externe, mondiale, nationale, inegalites, competences, confiance, autonomie, discriminations, "
    r"emissions mondiales, violences?, barrieres?, exigences?, besoins, audition"
)
_WORLD_BEFORE = either(
    "chomage, inflation, inegalites, tarifs (?:de l'energie|de l'electricite|du gaz|du carburant), (?:l|d)es prix, "
    "prix (?:de l'energie|du gaz|de l'immobilier|alimentaires|du marche), cout de la "
    "vie, pauvrete, "
    "precarite, vieillissement, marches? (?:de l'|du |des |de la )?(?:art|livres?|immobilier|travail|neuf|occasion|bio|disque|"
    "voyage|location|locatif|tourisme|emploi|logement|automobile|velo|jeu|gaz|electricite|matieres|cereales), "
    "(?:l|d)es loyers(?! (?:impaye|percu|encaisse|factur|quittance|du|verse)), smic, economie, temperature"
)
_OWN = r"nos|notre|nous|reseau|federation|adherent\w*|association|societaires?|l'institut|la cooperative"
OUTSIDE = any_of(
    rf"›[^.;:!?]{{0,25}}\b(?:{_WORLD_AFTER})\b",
    rf"\b(?:{_WORLD_BEFORE})\b[^.;:!?]{{0,30}}‹",
    rf"^(?!.*\b(?:{_OWN})\b).*›[^.;:!?]{{0,25}}\b(?:(?<!ile-de-)france|pays)\b",
)

# Who counts the country, and writes papers that aren't the report's.
BODIES = (
    r"cour|senat|assemblee nationale|parlement|gouvernement|ministere|insee|dares|drees|ademe|igas|inserm|ocde|eurostat|onu|oms|"
    r"unesco|banque (?:de france|mondiale|centrale)|haut conseil|haute autorite|defenseur|conseil d'etat|conseil economique|"
    r"conseil constitutionnel|observatoire (?:nationa|europeen|francais|des? )"
)
# A sentence that reports what others say, of the whole country, or that lays down a rule, states no fact of the report's.
_OTHERS = any_of(
    "dit-on",
    "comme (?:l'on|on) dit",
    "(?:selon|d'apres) (?:une etude|un sondage|une enquete (?:nationale|publiee))",
    rf"(?:selon|d'apres) (?:l[ae]s? |l')(?:{BODIES})",
    rf"(?:rappel|not|estim|constat|relev|indiqu|soulign|calcul|observ)\w* (?:l[ae]s? |l')(?:{BODIES})",
    "dans (?:le|l'ensemble du|notre|tout le) pays",
    "rien ne dit",
    r"(?:l[ea]s?|des|un|une|aux|chaque) francais(?:es?)?\b",
    "les europeens",
    r"on (?:estime|considere|evalue|sait|dit|calcule) qu[e']",
    "(?:a l'echelle|au niveau|au plan) (?:nationale?|mondiale?|europeen(?:ne)?|de la planete)",
    r"menages (?:francais|modestes|du pays)",
    "menages? sur",
)
# The world set as the frame of what is said (« En France, une transfusion sur deux… »), or the markets and papers that tell
# of it, unless the sentence speaks of its own: « nos achats suivent les cours mondiaux ».
_FRAME = "dans (?:le|l'|tout le|toute l'|tous les|toutes les|notre) ?|en |a travers (?:le|l') ?"
_LANDS = "monde|france|europe|planete|continents?|afrique|asie|amerique|occident|hexagone"
_PEOPLE = (
    "communes|villes|departements|hopitaux|ecoles|lycees|universites|entreprises|associations|menages|foyers|familles|"
    "travailleu[rs]\\w*|salaries|femmes|hommes|jeunes|enfants|agricult[a-z]+|medecins|soignants|enseignants|eleves|etudiants|"
    "retraites|consommateurs|citoyens|maires|elus"
)
_WORLD = any_of(
    rf"(?:^|, )(?:partout )?(?:{_FRAME})(?:{_LANDS}),",
    r"\b(?:sur|de) (?:la planete|le globe)\b",
    r"\bd(?:es|ans (?:l[ae]s?|de nombreuses)) (?:[\w'-]+ ){1,2}d(?:e |')(?:europe|france|la planete)\b",
    r"\bsur l(?:e|es) marches? (?:mondia|europeen|internationa)\w+",
    r"\btoute (?:l'europe|la france|la planete)\b",
    r"\bde l'humanite\b",
    # Of what a land is said: « la France compte… », « les communes françaises comptent… ».
    r"^(?:la (?:france|planete)|l'(?:europe|union europeenne|humanite|afrique|asie|amerique|hexagone)) \w",
    rf"^les (?:{_PEOPLE}) (?:francais|europeen|occidenta)\w*",
    rf"\bsur (?:{NUMBER}) (?:[\w'-]+ ){{0,6}}(?:en |dans (?:le |l'))(?:{_LANDS})\b",
    rf"\bpartout (?:{_FRAME})(?:{_LANDS})\b",
    rf"\b(?:(?:{_FRAME})(?:{_LANDS})|dans (?:l'ensemble de |toute )?la zone euro|dans l'union europeenne) ?[.!?]?$",
    rf"^l(?:e |a |')(?:nombre|part|proportion|effectif|taux) d[^.;:!?,]{{1,40}} (?:{_FRAME})(?:{_LANDS}) \w",
    r"^la vie \w",
    r"^(?:l[ae]s? |l')(?:cours|marches?|conjoncture|demande|production|consommation|economie|echanges|population|jeunesse|"
    r"agriculture|industrie) (?:[\w'-]+ )?(?:mondia|nationa|europeen|internationa|francais)\w+",
    r"\b(?:disent|assurent|affirment|annoncent|rappellent) (?:tou(?:te)?s )?les (?:etudes|sondages|enquetes|statistiques)\b",
    r"\b(?:disent|assurent|affirment|annoncent|rappellent|selon|d'apres) les (?:experts|chercheurs|scientifiques|economistes|"
    r"medecins|specialistes)\b",
)
ELSEWHERE = rf"\b(?:{_OTHERS})\b|^(?!.*\b(?:{_OWN})\b)(?=.*(?:{_WORLD}))"
# Securities, which are no duty: « placé en obligations vertes ».
_BONDS = r"(?:d'etat|d'entreprises?|souveraines?|vertes?|convertibles?|cotees?|perpetuelles?|detenues?|emises?)"
_RULES = either(
    r"selon les statuts, plafond\w*, fixee?s? a, regle(?:ment)?\b, "
    r"recommande(?:nt)? (?:de|que|aux?|une?)\b, recommande(?:nt)? (?:d'|qu'), "
    r"impose\w*, eligibles?, quorum\w*, "
    r"(?:vote|scrutin|statuts?) exig\w*, s'entend\w*, "
    rf"obligat(?!ions? {_BONDS})(?<!en obligat)(?<!d'obligat)\w*, dans la limite d\w*, statutaire\w*, interdi\w*, "
    r"(?:est|sont|soit|soient) (?:pas )?(?:exigee?|requi)s?\b, est renouvele, se vote, hors taxes, "
    # Definitions: « on appelle précaire un ménage qui… », « est dite majoritaire la liste qui… ».
    r"on (?:appelle|nomme|designe|qualifie|entend par)\b, ^(?:est|sont) (?:dit|consider|reput|qualifi|defini)\w*, "
    r"(?:est|sont) (?:dite?|consideree?|reputee?|qualifiee?|definie?)s? "
    r"[^.;:!?]{3,60}\b(?:qui|dont|lorsqu|quand|si|s'il|des lors)\b"
)
RULED = rf"\b(?:{_RULES})"
