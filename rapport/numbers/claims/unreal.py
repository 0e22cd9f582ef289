"""What is wanted, required, supposed or to come: whatever a sentence says there is no fact, of any kind but a year."""

from __future__ import annotations

from rapport.numbers.claims.meaning import Kind
from rapport.numbers.claims.patterns import any_of, compiled, either

# Verbs of will and duty, of which what follows is the object (« souhaitons réunir une centaine de »).
_WANTED = either(
    r"vis(?:e|ent|er|ant|ait|aient|ons), viseront, objectifs?, ambitionn\w*, ambition (?:de|d'), souhait\w*, veut, "
    r"veulent, voulons, "
    r"voulait, voulaient, voudr\w+, esper(?:e|ent|ons|ait), pourr\w+, devr\w+, peut, peuvent, pouvons, doit, doivent, "
    r"devons, faut, "
    r"faudr\w+, il fallait, afin d(?:e|'), afin que, pour que?, prevoi\w*, exig(?:e|ent|eait|ee?s?), requi(?:s|se|ert), "
    r"(?<!comme )(?<!que )prevue?s?, reclam(?:e|ent|ons|ait), "
    r"plaid(?:e|ent|ons), appell?(?:e|ent|ons) a, promet(?:s|tent|tons)?, envisag(?:e|ent|eons|eait), propos(?:e|ent|ons) "
    r"de, invit(?:e|ent|ons), "
    r"capables? de, susceptibles? de, en mesure de, suffi(?:t|sent), quorum\w*, l'espoir, la crainte, "
    r"(?:tabl|mis|pari)(?:e|ent|ait|aient|ons) sur, s'attend\w*, entend(?:ent|ons|ait|aient)? \w+(?:er|ir|dre|tre|duire), "
    r"craign\w+, craint, redout\w+, apprehend\w+, rev(?:e|ent|ons) (?:de|d'|que|qu')"
)
_PURPOSE = (
    r"\b(?:pour|sans|afin de) (?:ne (?:pas|plus) )?(?!premier|dernier)(?:\w{3,}(?:er|ir)|\w+dre|etre|avoir|"
    r"faire)\b[^.,;:!?]{0,30}‹"
)

# « serait », « doublerait »; « montrait », « opérait » are told of the past.
_CONDITIONAL = (
    r"\b(?!(?:oper|consider|ger|gener|liber|esper|acceler|toler|prefer|refer|differ|adher|moder|recuper|cooper|"
    r"attir|retir|tir|inspir|aspir|respir|desir|vir)ai)\w*(?:[^aeiou]e|[^aeiou]i|d|rr|dev|au|ett|att|ait|oit)rai(?:t|ent)\b"
)
FUTURE = r"\b(?!(?:opera|camera)\b)\w*(?:[^aeiou ]er|uer|ier|eer|[^aeiou ]ir|dr|vr|rr|ettr|aitr|aur)(?:a|ont)\b"

# « Si la fréquentation devait baisser », « si elle baisse, nous fermerons » ; « si la moitié paie, un quart doit » concedes.
_IF = r"(?:^|[,;:] ?|\b(?:et|que|mais|ou|comme) )(?:si(?! bien| peu)|s'ils?)"
_SUPPOSED = any_of(
    r"\b(?:des|sitot|aussitot|(?<!en )tant|jusqu'a ce|a moins|en attendant) qu(?:e |')[^,;:]{0,60}‹",
    r"\b(?:quand bien meme|a condition|a supposer|pourvu) [^,;:]{0,80}‹",
    rf"{_IF} [^,;:]{{0,60}}\w+(?:ait|aient) [^,;:]{{0,40}}‹",
    rf"{_IF} [^,;:]{{0,60}}‹[^›]*(?:ait|aient)\b",
    rf"{_IF} [^,;:]{{0,80}}‹.*(?:{FUTURE}|{_CONDITIONAL}|\b(?:pourr|devr|faudr)\w+)",
)

# « Notre ambition pour 2030 : un tiers de jeunes »; « objectif atteint : » tells what was done.
_OF_WHAT = r"(?: (?:d(?:e la|es?|u) |de l'|d')[\w'-]+)?"
# What was to come has come: « la baisse prévue s'est confirmée », « la hausse attendue n'a pas eu lieu ».
_COME = either(
    r"(?:s'est|se sont) (?:[\w'-]+ )?(?:confirm|produi|realis|verifi|concretis|materialis)\w*, "
    r"se (?:confirm|verifi|concretis)\w*, "
    r"(?:a|ont) (?:bien |finalement )?(?:eu lieu|ete (?:[\w'-]+ )?(?:tenu|attein|confirm|constat|observ|depass|limit|conten|"
    r"ramen|evit|verifi)\w*), "
    r"n'(?:a|ont) (?:finalement )?pas eu lieu, (?:est|sont|etait) (?:bien )?(?:arrivee?s?|intervenue?s?|au rendez-vous), "
    r"(?:a )?attein\w* \d, s'(?:eleve|etablit) a"
)
_NOT_COME = rf"(?![^.;:!?]{{0,60}}\b(?:{_COME}))"
_AIMED = any_of(
    r"\b(?:objectif|ambition|but|enjeu|cap|defi|priorite|projet|souhait|idee)s? (?:est|etait|reste|restait|demeure) "
    r"(?:\w+ )?(?:de |d'|que |qu')[^.;:!?]{0,60}‹",
    r"\b(?:objectif|ambition|cible|cap|promesse|souhait|voeu|defi)s?(?: (?:pour|de|d'|en|a)\b[^.;:!?]{0,25})? ?: [^.;:!?]{0,60}‹",
    # « L'hypothèse d'une baisse », « l'augmentation annoncée par le ministre ».
    r"\b(?:hypothese|eventualite|perspective|menace|scenario|rumeur|probabilite|crainte|annonce|promesse)s? (?:de |d')?‹",
    r"\b(?:hypothese|scenario|projection|simulation|prevision)s? (?:\w+ )?(?:retien|anticip|suppos|part)\w* [^.,;:!?]{0,30}‹",
    rf"›{_OF_WHAT} (?:annonce|promis|prevu|attendu|envisage|redoute|espere|reclame|souhaite)e?s?\b{_NOT_COME}",
    rf"›{_OF_WHAT} que (?:craign|redout|annonc|prevoi|esper|reclam|demand)\w+",
)
# Who is told what to do: « Comptez une vingtaine d'euros »; whom one waits for: « une centaine de clubs sont attendus ».
_TOLD = r"(?:^ ?|[;:] )(?!(?:chez|assez|rez|nez)\b)\w{2,}ez\b(?! pas moins)[^.;:!?]*‹"
_AWAITED = r"›[^.,;:!?]{0,40}\b(?:est|sont|etait|etaient) (?:[\w'-]+ )?(?:attendu|prevu|espere|souhaite|requis|exige)e?s?\b"
# « L'accord des deux tiers suffit » is a condition; « faute de moyens, la moitié fermeraient » a hypothesis.
_CONDITION = any_of(
    r"\b(?:accord|signature|consentement|vote|voix|presence|avis|autorisation|majorite) (?:d[e']|du|des) ?"
    r"‹[^›]*›[^.,;:!?]{0,40}\bsuffi(?:t|sent|sait|saient)\b",
    rf"\b(?:(?:faute|a defaut|en l'absence|en cas) d(?:e |es |u |')|sans )[^.;:!?]{{0,60}}‹[^.;:!?]*{_CONDITIONAL}",
)
# « N'est pas forcément plus cher que » says how little it goes without saying.
_NOT_NECESSARILY = r"\b(?:pas|jamais|guere) (?:forcement|necessairement|systematiquement|obligatoirement) (?:[\w'-]+ ){0,2}?‹"

_NEAR = 500  # characters looked at before and after words: a sentence may have no end

_UNREAL = any_of(
    rf"\b(?:{_WANTED})\b[^.,;:!?]{{0,45}}‹",
    _AIMED,
    _CONDITION,
    _NOT_NECESSARILY,
    _AWAITED,
    _PURPOSE,
    _SUPPOSED,
    rf"{_CONDITIONAL}[^.;:!?]*‹",
    rf"{FUTURE}[^.,;:!?]{{0,60}}‹",
    rf"›[^.,;:!?]{{0,40}}{FUTURE}",
    # An aim begins with its verb: « Faire reculer… », « Doubler le nombre de… ».
    r"^ ?(?!premier|dernier|entre\b)\w{3,}(?:er|ir|dre|ire) (?:‹|(?:l[ea]s?|l'|une?|de|des|du|d'|nos|notre|leurs?|au|aux|\w+er|"
    r"\w+ir) ?[^.,;:!?]*‹)",
)
# Answers to a survey are told in the conditional: « la moitié recommanderait ».
_WOULD = rf"›[^.;:!?]*{_CONDITIONAL}"


def is_unreal(sentence: str, start: int, end: int, kind: Kind) -> bool:
    """Tell whether words of a folded sentence are wanted, supposed, asked for or to come.

    What readers are told to discover is ranked all the same: « Découvrez la première association du département ».
    """
    around = f"{sentence[:start]}‹{sentence[start:end]}›{sentence[end:]}"
    near = max(start - _NEAR, 0), end + _NEAR  # « ^ » is the sentence's own beginning all the same
    said = [_UNREAL, *([] if kind is Kind.SHARE else [_WOULD]), *([] if kind is Kind.RANK else [_TOLD])]
    return any(compiled(pattern).search(around, *near) for pattern in said)
