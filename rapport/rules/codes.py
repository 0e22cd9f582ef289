"""Every code that a problem can bear: its family, severity, documentation, and the room where it is found.

The rules bring theirs as their family is imported (`book`); `OUTSIDE` lists what is found by no rule: a file that can't be
read, a workbook that comes back spoilt, a tool that refuses. The guide, SARIF, JUnit and the command `rules` read this list.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any, NamedTuple

from rapport.ground.problems import Severity
from rapport.rules.book import SOURCE_RULES, Rule
from rapport.rules.language.rules import LANGUAGE_RULES
from rapport.rules.online.rules import ONLINE_RULES
from rapport.rules.outputs import data, drawn, pages, seen, standards, variants, word
from rapport.rules.outputs.parity import OUTPUT_RULES
from rapport.rules.signoff import RELEASE_RULES

OUTPUT_FAMILIES = (data, drawn, pages, seen, standards, variants, word)  # they register their rules as they are imported

RULES: Mapping[str, Rule[Any]] = ChainMap[str, Rule[Any]](
    SOURCE_RULES.rules, LANGUAGE_RULES.rules, OUTPUT_RULES.rules, ONLINE_RULES.rules, RELEASE_RULES.rules
)  # a view: a rule that a book has is here

FAMILIES: Mapping[str, str] = {
    "AFF": "Faits dits en mots",
    "ANN": "Comparaison avec l'an dernier",
    "BRA": "Charte",
    "CAR": "Cartes",
    "CHA": "Graphiques",
    "COR": "Corrections après publication",
    "DOC": "Document Word",
    "ECR": "Écriture des fichiers",
    "EDI": "Édition",
    "ENQ": "Enquêtes",
    "FIC": "Fiches",
    "IMP": "Classeurs et documents rendus",
    "IND": "Indicateurs",
    "LAN": "Langue",
    "LEC": "Lecture des fichiers",
    "LEX": "Lexique",
    "LNK": "Liens et images",
    "NEW": "Nouvelle édition",
    "OUT": "Fichiers produits",
    "PAG": "Pages du PDF",
    "PER": "Personnes",
    "PIE": "Pièces",
    "REN": "Rendu",
    "RUL": "Recoupements",
    "SIG": "Signatures",
    "TAB": "Tables",
    "TXT": "Textes",
    "VAR": "Variantes",
}


class Code(NamedTuple):
    """A code: what a problem that bears it says to look at (French), its usual severity, and where it is found."""

    documentation: str
    room: str
    severity: Severity = Severity.ERROR


_ADVICE = Severity.WARNING
OUTSIDE: Mapping[str, Code] = {
    "LEC01": Code("Le fichier nommé n'existe pas : vérifiez son nom et son dossier.", "sources"),
    "LEC02": Code("Le fichier n'est pas un texte, dépasse 20 Mo ou ne peut pas être ouvert.", "sources"),
    "LEC03": Code("Le fichier n'est pas enregistré en UTF-8. Choisissez « CSV UTF-8 » dans votre tableur.", "sources", _ADVICE),
    "LEC04": Code("Une ligne YAML ne peut pas être lue : guillemet non fermé, tabulation, retrait de travers.", "sources"),
    "LEC05": Code("Une clé ou un nom est écrit deux fois : gardez-en un seul.", "sources"),
    "LEC06": Code("Une clé manque, n'existe pas ou n'a pas la bonne valeur ; le message propose la bonne.", "sources"),
    "LEC07": Code("Un tableau ne correspond pas à sa description dans `data/tables.yml`.", "sources"),
    "LEC08": Code(
        "Une section annoncée dans `report.yml` n'a pas de fichier, ou pas d'en-tête ; rien ne lit un fichier de `content/` "
        "ou de `data/`.",
        "sources",
    ),
    "LEC09": Code(
        "Un caractère invisible s'est glissé dans le fichier, sans doute par un copier-coller : effacez-le.", "sources"
    ),
    "LEC10": Code("La charte (`assets/_brand.yml`) nomme une couleur, un logo ou une police inutilisable.", "sources"),
    "LEC11": Code(
        "L'édition est d'un autre format, ou demande une autre version du moteur : le message dit laquelle prendre, ou de lancer "
        "`migrate`.",
        "sources",
    ),
    "LEC12": Code(
        "Un texte est trop long, ou emboîte trop de niveaux (crochets, mises en relief, listes, citations, blocs) : le message "
        "dit la limite.",
        "sources",
    ),
    "LEC13": Code(
        "Un fichier de réponses à une enquête, ou le registre des adhérents, ne se lit pas comme `data/surveys.yml` le décrit.",
        "sources",
    ),
    "LEC14": Code(
        "Deux personnes ont modifié un fichier à la fois, et un dossier partagé ou Git a gardé les deux : n'en laissez qu'un.",
        "sources",
    ),
    "LEC15": Code(
        "Un dossier partagé n'a pas encore apporté un fichier, ou seulement une partie : attendez sa mise à jour, puis relancez.",
        "sources",
    ),
    "LEC16": Code(
        "Un nom de fichier ne voyage pas : Windows le refuse, le prend pour un autre ou le trouve trop long ; renommez-le.",
        "sources",
    ),
    "EDI01": Code("Un écart accepté ou une gravité vise une règle qui n'existe pas.", "rules"),
    "EDI02": Code("Un écart accepté n'excuse plus rien, ou rien au lieu qu'il nomme ; retirez-le.", "rules", _ADVICE),
    "EDI05": Code("Un format ou un moteur de rendu demandé n'existe pas.", "flow"),
    "EDI11": Code(
        "Un écart accepté sans lieu n'excuse aucune erreur (avertissement) ; s'il excuse plusieurs erreurs ou remarques, il dit "
        "combien (information) ; à la publication, chacune est dite.",
        "rules",
        _ADVICE,
    ),
    "NEW01": Code(
        "L'édition ne peut pas être gardée : pas publiée, changée depuis, pas finie, ou pas enregistrée dans git.", "team"
    ),
    "NEW02": Code("Un fichier est écrit d'une façon que la nouvelle année ne peut pas compléter sans toucher au reste.", "team"),
    "ECR01": Code(
        "Une écriture interrompue ne peut pas être menée à son terme ; ce qui en restait est mis de côté.", "sources", _ADVICE
    ),
    "IMP01": Code("Un classeur ou un document Word rendu n'est pas lisible, ou n'est pas parti du rapport.", "team"),
    "IMP02": Code("Le classeur ou le document est celui d'une autre édition, ou d'une autre version du programme.", "team"),
    "IMP03": Code("Une feuille ou une colonne du classeur a disparu, ou a changé de nom.", "team"),
    "IMP04": Code("Une cellule contient une formule : collez sa valeur.", "team"),
    "IMP05": Code("Des cellules sont fusionnées.", "team"),
    "IMP06": Code("Une cellule ne contient pas ce qui est attendu : un nombre, un statut.", "team"),
    "IMP07": Code("Une ligne du classeur n'existe pas dans le rapport, ou y est déjà.", "team"),
    "IMP08": Code("La valeur a changé dans le fichier depuis que le classeur est parti.", "team"),
    "IMP09": Code(
        "Ce qui, dans le classeur, ne se modifie pas est laissé de côté ; ce qui est masqué est repris, et dit.", "team", _ADVICE
    ),
    "IMP10": Code("Le fichier ne peut pas être modifié sans toucher au reste : reportez la valeur à la main.", "team"),
    "IMP11": Code(
        "Un nombre du classeur est peut-être cent ou mille fois trop grand ou trop petit : 0,45 ou 45 %, « k€ » ou « € ».", "team"
    ),
    "PIE04": Code("Plusieurs nombres sont écrits à l'endroit d'une pièce : dites lequel.", "flow"),
    "PIE05": Code("Aucun nombre n'est écrit à l'endroit d'une pièce, ou il ne peut pas être cru.", "flow"),
    "PIE06": Code("Une pièce manque, est ouverte, protégée, numérisée ou abîmée : le message dit pourquoi.", "flow"),
    "PIE12": Code(
        "Un nombre est lu là où personne ne le voit, se lit de deux façons, ou est parmi des mots qui ont changé.",
        "flow",
        _ADVICE,
    ),
    "PIE13": Code("Un nombre sans pièce n'est pas écrit près de son libellé, ou un autre y est : vérifiez-le.", "flow", _ADVICE),
    "FIC03": Code("Une fiche n'a pas pu être faite ; les autres le sont, et le message dit sa ligne du registre.", "flow"),
    "FIC04": Code("Des fiches d'adhérents ont plus de deux pages : raccourcissez une section.", "flow", _ADVICE),
    "REN01": Code("Un outil a refusé le texte composé, ou `output/` ne peut pas être écrit : le message dit pourquoi.", "flow"),
    "REN03": Code("Un fichier a changé pendant la construction : rien n'a été publié, relancez-la.", "flow"),
}


def family_of(code: str) -> str:
    """Return the family of a code, its letters."""
    return code.rstrip("0123456789")


def codes() -> dict[str, Code]:
    """Return every code that a problem can bear, in order."""
    ruled = {code: Code(rule.documentation, "rules", rule.severity) for code, rule in RULES.items()}
    return dict(sorted({**OUTSIDE, **ruled}.items()))
