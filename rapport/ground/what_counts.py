"""What is counted behind a number in French prose, and what isn't: « 12 bénévoles », « la salle 12 du haut »."""

from __future__ import annotations

from rapport.ground import french

S = r"[ \u00a0\u202f\u2009]"
YEAR = r"(?:1[89]|20|21)\d\d"
# What is numbered, never counted, when its number follows it; « cet axe 12 actions » and « au second semestre 12 élus » count.
_POINTED = "cet cette ce chaque par une un premier première second seconde deuxième troisième quatrième dernier dernière"
NUMBERED = "".join(f"(?<!{word} )" for word in _POINTED.split())
# Nothing that is counted follows: a noun (« bénévoles », « nouveaux »), an acronym, a unit. Other words go on with the sentence.
GOING_ON = (
    rf"nous|vous|ils|elles|les|nos|vos|ses|leurs|ces|aux|des(?!{S}\d)|dans|sans|sous|après|dès|puis|mais|plus|alors|lors|chez|vers"
    "|depuis|toujours|pas|très"
)
UNITS = r"[ckm]?[glmL]|k?m[²³23]|ha|t|[kMGT]Wh|milli(?:on|ard)"  # those that don't end as the nouns do
COUNTED = rf"(?!(?:{GOING_ON})\b)(?:[^\W\d_]|[·•])+[sxz]\b|[A-Z]{{2,}}\b|(?:{UNITS})\b(?!['’])|d['’]entre\b"
COUNTING_NOTHING = rf"(?!\d|[,.]\d|{S}(?:\d{{3}}\b|sur{S}\d)|{S}?(?:%|[kM]?€)|[{french.SPACES}*_\[]+(?:{COUNTED}))"
# Nor does a verb in the plural, whose subject it would be: « la semaine 12 ont répondu ».
NO_SUBJECT = rf"(?!{S}(?:se{S}|s['’])\w+nt\b|{S}(?:(?:ne|y|en){S}|n['’])?(?:\w*ont|(?!souvent\b|\w*[vt]ient\b)\w+[^m\W]ent)\b)"
AND_MORE = rf"(?:(?:{S}?[-–/]{S}?|,{S}|{S}(?:et|ou|à){S})\d{{1,3}}(?!\d))"
