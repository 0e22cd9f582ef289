"""The tense of a sentence: whether it tells of what has happened, as « En 1999, la fédération a signé » does."""

from __future__ import annotations

from rapport.ground.patterns import regex
from rapport.numbers.claims.folding import folded
from rapport.numbers.claims.patterns import any_of, either
from rapport.numbers.claims.unreal import FUTURE

_ADVERBS = r"(?:(?:\w+ment|été|pas|plus|jamais|déjà|aussi|bien|ensuite|enfin|ainsi|encore|tous|toutes|tout|mieux|d'abord)\s)*"
# Participles: those in « é » tell themselves from nouns and prepositions, the others are listed by what they end with.
_DONE = (
    r"(?:\w{2,}é|\w*(?:pris|mis|fait|dit|écrit|ouvert|offert|couvert|reçu|tenu|venu|rendu|vendu|défendu|attendu|vécu|connu|"
    r"rejoint|atteint|conduit|produit|construit|réduit|élu|lu|voulu|conclu|cru|vu|pu|dû|paru|réuni|fini|fourni|établi|abouti|"
    r"rempli|grandi|élargi|agrandi|accueilli|choisi|réussi|servi|suivi|sorti|parti|menti|senti|investi|converti|permis|acquis|"
    r"appris|compris|repris|remis|promis|admis|soumis|transmis)|eu)e?s?"
)
_GONE = (
    r"(?:né|venu|devenu|revenu|intervenu|parvenu|arrivé|parti|entré|sorti|resté|passé|monté|descendu|tombé|allé|décédé|mort|"
    r"paru|apparu)e?s?"
)
_ACTED = regex(
    any_of(
        rf"\b(?:a|ont|ai|avons|avait|avaient)\s{_ADVERBS}{_DONE}\b",
        rf"\b(?:s['’]est|se\ssont|s['’]étai(?:t|ent)|nous\ssommes)\s{_ADVERBS}{_DONE}\b",
        rf"\b(?:est|sont)\s{_ADVERBS}{_GONE}\b",
    )
)
_WAS = regex(
    any_of(
        r"\b(?:était|étaient|fut|furent|eut|eurent)\b",
        # The imperfect: « elle signait », « nous signions »; not the conditional, nor nouns of that ending.
        r"\b(?i:elles?|ils?|on|qui)\s(?:\w+\s)?(?!\w*rai)\w{2,}ai(?:t|ent)\b(?<!\bsait)(?<!\bfait)(?<!plait)",
        r"\b[Nn]ous\s(?:\w+\s)?(?!\w*rions\b)\w{3,}ions\b",
    )
)
_TO_COME = either(
    "pour, d'ici, d'ici a, jusqu'en, jusqu'a, horizon, a l'horizon, a partir de, a compter de, objectifs?, prevue?s?, "
    "prochaine?s?, avant, vers, cap"
)
_STILL_TO_COME = regex(
    rf"(?:\b(?:{_TO_COME})(?: (?:l'annee|la rentree|l'ete|le|la|janvier|fin))*|\b(?:prevu|program)\w* (?:en|pour)) $"
)
_FUTURE = regex(FUTURE)


# A proper noun and its year: « le Congrès de 1999 », « les Assises 1999 », « aux Jeux olympiques de 1999 ».
_NAMED = regex(
    r"\b(?:[Ll][ea]s?\s|[Ll]['’]|[Aa]ux?\s|[Dd](?:u|es)\s|[Nn](?:os|otre)\s|[Cc]e(?:s|t|tte)?\s)(?:\w+\s)?"
    r"[A-ZÀ-Ý][\w’'-]*\s(?:(?:de\s|d['’])?[a-zà-ÿ-]{3,}\s)?(?:de\s)?$"
)


def names(sentence: str, at: int) -> bool:
    """Tell whether the year at a place of a sentence belongs to a name."""
    return bool(_NAMED.search(sentence[:at]))


def has_acted(sentence: str) -> bool:
    """Tell whether a sentence tells of an act in the compound past (« le tarif a changé »), not of a state (« il comptait »)."""
    return bool(_ACTED.search(sentence))


def has_happened(sentence: str, at: int) -> bool:
    """Tell whether a sentence tells of a past act, which the year at a place in it dates, and isn't aimed at that year."""
    if not (has_acted(sentence) or _WAS.search(sentence)):
        return False
    return not (_STILL_TO_COME.search(folded(sentence[:at]).text) or _FUTURE.search(folded(sentence).text))
