"""All and none: « tous », « chaque », « aucun », « la seule »."""

from __future__ import annotations

import re
from decimal import Decimal

from rapport.ground.patterns import regex
from rapport.numbers.claims.folding import NUMBER, number_of
from rapport.numbers.claims.form import WISHED, Form
from rapport.numbers.claims.meaning import Kind, Meaning, Softness
from rapport.numbers.claims.patterns import after, any_of, before_stem, words


def all_or_none(match: re.Match[str]) -> Meaning:
    """Return what « tous », « aucun » or « un seul » means."""
    words = match[0]
    almost = _ALMOST.search(f"{match.string[: match.start()]}¦{words}")
    soft = Softness.BELOW if almost else Softness.PLAIN
    if re.search(r"\baucune?s?\b|\bzero\b|\bnuls?\b|\bnulles?\b|\bpas une?\b", words):
        return Meaning(Kind.ALL, Decimal(0), softness=soft, denying=True)
    if re.search(r"\bseule?s?\b|\buniques?\b", words):
        found = match.groupdict()
        said = found.get("count") or found.get("count2") or "un"  # « deux seules », « seules deux »
        return Meaning(Kind.ALL, number_of(said) or Decimal(1), named="only")
    return Meaning(Kind.ALL, named="all", softness=soft)


_ALMOST = regex(r"\b(?:presque|quasi(?:ment)?|pratiquement|a peu pres)[ -]?(?:¦|tou|aucun|l[a'])")
_NOT_ALL = any_of(
    r"\b(?:a|pour|de|d'|avec|aupres de|par|vers|entre|contre|sous|destination de|non|en|comme|malgre|apres|"
    "avant|merci|parmi|selon|presque|celui de|face a|ni) ‹(?!chaque region)",
    r"› ?(?:peu(?:t|vent)|doi(?:t|vent)|pourr\w+|devr\w+|sera|seront|a besoin|merite|compte[.]?$|confondu)",
    "‹(?:tous|toutes) (?:les|nos|leurs|ses|ces) (?:jours?|ans|mois|semaines|trimestres|semestres|lundis|"
    "mardis|mercredis|jeudis|vendredis|samedis|dimanches|matins|soirs|apres-midi|week-ends|etes|hivers|deux|trois|"
    "quatre|cinq|six|quinze|"
    "types?|niveaux|publics?|formes|moments|egards|coups|azimuts|bords|genres|sens|fois|etapes|ages?|"
    "possibles?|horizons|regards|moyens|chances|informations?|renseignements|details|occasions|parties|"
    "felicitations|remerciements|voeux|condoleances|autres|couleurs|gouts|domaines|echelons|echelles|"
    "francais|citoyens|habitants|jeunes|enfants|humains|etres|conditions|premiers?|enjeux|dimensions|"
    r"facettes|acteurs|generations|cultures|volontes|bonnes|energies|competences|disciplines|tailles|origines|saisons|"
    r"milieux|supports|"
    r"temps|terrains|profils|envies|besoins|autre|sujets|questions|raisons|vents|sports|passionnes|curieux|amateurs|"
    r"amoureux|chemins|familles (?:qui|sont invit))\b",
    r"›[^.;:!?]{0,30}\b(?:(?:a|ont|ouvr\w+|donn\w+) droit|benefici\w+ (?:d'un |du |de )droits?|par la loi)\b",
    r"\bdans ‹tous les pays›",
    r"\b(?:invit\w+|remerci\w+|salu\w+|merci) [^.]{0,30}‹",
)

# A person of whom nothing past is told: « chaque mécène reçoit un reçu », unlike « chaque service dispose d'un référent ».
_ANYBODY = (
    "‹chaque (?:salarie|benevole|adherent|mecene|patient|eleve|usager|visiteu|stagiaire|membre|societaire|donat|"
    "participant|famille|"
    r"lect|spectat|joueu|equipi|cherch|candidat|intervenant|parent|etudiant|agent|abonne|licencie|resident|client|locataire|"
    r"artiste|collegue|nouve|arrivant|invite|voyageu)\w*›(?![^.;:!?]*\b(?:a|ont|etait|avait) (?:[\w'-]+ )?\w+(?:e|i|u|"
    r"is|it|t)s?\b)"
)
# What is told of what happened: « aucune rupture n'est à déplorer ».
_TOLD = r"(?:deplorer|signaler|noter|relever|constater|recenser|regretter|enregistrer|rapporter)\b"

FORMS = (
    Form(
        Kind.ALL,
        words("tous toutes tout toute totalite integralite ensemble 100 exception"),
        any_of(
            rf"\b(?:tous|toutes) (?:les|nos|leurs|ses|ces) (?:(?P<count>{NUMBER}) )?[a-z'-]+",
            r"\b(?:tout le personnel|toute l'equipe|tout l'effectif)\b",
            r"(?<!quasi-)(?<!quasi )\b(?:la |l')?(?:totalite|integralite) (?:des?|du)\b",
            r"(?:^|(?<=[,:] ))(?:tous|toutes) (?:sans exception )?(?=(?:ont|sont|etaient|avaient|l'ont|se sont|y ont|en ont)\b)",
            r"\b(?<![\d,])100 % (?:des?|du)\b",
            r"\bl'ensemble d(?:es|e nos|e ses) (?=\d+ |deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze)",
            r"\bl'ensemble des [a-z]+ (?:[a-z']+ ){0,6}?(?=(?:a|ont|est|sont) )",
            r"(?<=nt )(?:(?:desormais|aujourd'hui|maintenant|toujours|encore|deja|ainsi|donc|enfin) )?"
            r"(?:presque |quasiment )?(?:tous|toutes)(?: sans exception)?\b",
            r"(?<!tous )(?<!toutes )\bsans (?:aucune )?exception\b",
        ),
        all_or_none,
        apart=(WISHED, _NOT_ALL),
    ),
    Form(
        Kind.ALL,
        words("chaque chacun chacune"),
        any_of(
            r"\bchaque [a-z'-]+(?= (?:[\w'-]+ ){0,4}?(?:a|ont|est|sont|dispose|possede|compte|emploie|tient|accueille|"
            r"recoit|porte|beneficie|"
            r"propose|gere|anime|publie|connait|s'est|a son|a sa|etait|avait)\b)",
            r"\bchaque [a-z'-]+$",
            r"\bchacune? d(?:es?|'entre)\b",
            r"(?<=nt )chacune?\b(?! de leur| de son| a (?:son|sa|leur)\b)",
        ),
        all_or_none,
        apart=(WISHED, _NOT_ALL),
        unless=any_of(
            "‹chaque (?:ann?ee|an|jour|mois|semaine|fois|matin|soir|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
            "dimanche|trimestre|semestre|saison|ete|hiver|automne|printemps|rentree|instant|moment|nuit|heure|etape|"
            r"pas|personne|individu|chose|jeune|enfant|habitant|citoyen\w*|histoire|voix|projet|situation|cas|minute|"
            r"euro|geste|matinee|occasion)\b",
            r"‹[^›]*›\s?(?:nous|vous)\b",
            _ANYBODY,
            # What is done for whoever comes: « chaque bénévole reçoit un badge à son arrivée ».
            r"› (?:[\w'-]+ ){0,2}?(?:est|sont|reste|restent|demeure) "
            r"(?:uniques?|differente?s?|precieu(?:x|se)s?|singuli\w+|libres?|tenue?s?|invitee?s?|appelee?s?|"
            r"encouragee?s?|priee?s?)\b",
            r"›[^.;:!?]{0,30}\bdonne(?:nt)? droit\b",
            r"›[^.;:!?]*\b(?:a|des|lors de) (?:son|sa|leur) (?:arrivee|entree|adhesion|inscription|embauche|accueil|depart)\b",
        ),
    ),
    Form(
        Kind.ALL,
        words("aucun aucune zero nul nulle nuls nulles pas"),
        any_of(
            r"\baucune?(?: des?)?(?! quelque| pres\b| plus\b) [a-z'-]+",
            r"\bdont aucune?\b",
            "(?:^|(?<=[.:,] ))nul(?:le)? (?!doute|part|besoin|autre|ne |n')[a-z]{4,}",
            r"\bpas une?(?: seule?)?(?: [a-z'-]+){0,3} n(?:e|'a|'ont|'est)\b",
            r"\bzero [a-z]{4,}",
            r"\b(?:est|reste|demeure|sont) nuls?\b",
        ),
        all_or_none,
        apart=(WISHED,),
        unless=any_of(
            "‹(?:aucune? (?:doute|cas|raison|sens|facon|maniere|idee|pretexte|mal|moment|titre|egard|frais|"
            "difficulte|probleme|importance|interet|exception|tabou|obligation|condition|diplome|prerequis|"
            r"experience|engagement|pitie|limite|jugement|commentaire|lien|regret|secret|jardin|autre)\b|zero"
            r" (?:dechets?|chomeurs?|artificialisation|carbone|defaut|tolerance|phyto\w*|papier|gaspi\w*|emission|"
            "heure))",
            # A condition that isn't set: « aucun diplôme n'est demandé ».
            rf"›[^.;:!?]{{0,40}}\bn'(?:est|etait) (?:exige|requis|demande|necessaire|oblig|possible|permis|prevu|impos|attendu|"
            rf"a (?!{_TOLD})|trop)",
            # A rule of the house: « aucune inscription n'est prise par téléphone ».
            r"›[^.;:!?]{0,40}\bn'est (?:[\w'-]+ )?(?:prise?|acceptee?|delivree?|admise?|remboursee?|remise?|transmise?|"
            "autorisee?|diffusee?|communiquee?|facturee?|toleree?|pratiquee?|effectuee?|conservee?|exigible|reprise?|"
            r"echangee?)\b",
            r"›[^.;:!?]{0,40}\bn'est (?:[\w'-]+ )?(?!rest|demeur|laiss)\w+(?:e|is|it|u)e? "
            r"(?:par|sans|avant|apres|au-dela|hors|en dehors|aux?|a|pendant)\b",
            r"\b(?:demand|exig|requi|necessit|reclam|suppos)\w* ‹aucun",
            after("territoires?, objectif, demarche, label, charte, match, en, sans, pour"),
            r"interdi\w* ‹",
            r"› [^.]{0,30}(?:ne remplac|ne saurait|ne doit|ne peut|ne merite|ne vaut)",
        ),
    ),
    Form(
        Kind.ALL,
        words("seul seule seuls seules unique"),
        any_of(
            rf"\b(?P<count>{NUMBER}|une|un) seule?s?\b",
            rf"\b(?:seule?s?) (?P<count2>{NUMBER}|une?)\b",
            "^(?:seule?s? )(?:les?|la|l')",
            r"\b(?:est|sont|etait|reste|demeure)(?: donc| ainsi)? (?:le|la|les) seule?s? (?:a|qui|dont|de)\b",
            r"\b(?:(?:le|la|les) seule?s?|l'unique) [a-z'-]+ (?:a|qui|dont|de|du|des|d')(?= |\b)",
        ),
        all_or_none,
        unless=any_of(
            before_stem(
                "et (?:meme|unique), en (?:scene|ligne), objectif, mot, coup, clic, tenant, lieu, but, interlocuteur, "
                "toit, regret, endroit, geste, souffle, numero, dossier suffit, guichet, tour"
            ),
            r"\b(?:d'|par|en|a|sous|pour|non) ?‹",
            "‹[^›]*seule?s? (?:fait|idee|nom|vue|mention|regret|bemol|ombre|condition|critere|but|objectif|moyen|"
            "remede|issue|certitude|boussole|ambition|"
            r"chose|facon|maniere|limite|exigence|reserve|souci|etre|maitre)s?\b",
            # One is enough: « un seul don peut sauver », « une seule adresse pour nous écrire », « un seul mot d'ordre : ».
            r"›[^.;:!?]{0,30}\bpeu(?:t|vent)\b",
            r"‹une? seule?›[^.,;:!?]{0,25}(?: ?:| pour (?:\w+ |[sld]')?\w+(?:er|ir|re)\b)",
            r"\bau moins ‹",
            r"\bplus d'‹",
            r"‹[^›]*(?: du| de la)?› (?:du |de la )?(?:village|bourg|rue|vallee|ile|hameau)\b",  # of a place
        ),
    ),
)

# Words that count when braces say what: « tous », « la totalité », « aucune ».
ALONE = (
    Form(
        Kind.ALL,
        words("tous toutes tout toute totalite chacun chacune aucun aucune zero nul nulle"),
        r"^(?:(?:presque|quasi(?:ment)?|pratiquement|a peu pres)[ -])?(?:tous|toutes|toute?|la totalite|chacune?|aucune?|zero|"
        r"nul(?:le)?s?)\b",
        all_or_none,
    ),
)
