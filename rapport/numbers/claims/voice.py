"""Who is ahead, of a verb in the passive: « les dons sont dépassés par les ventes » puts the dons behind."""

from __future__ import annotations

import re

from rapport.ground.patterns import regex
from rapport.numbers.claims.folding import folded
from rapport.numbers.claims.patterns import one_of, words
from rapport.numbers.claims.since import Surroundings
from rapport.numbers.claims.verbs import DEVANCER, OVER

_PARTICIPLES = frozenset(form for form in OVER | DEVANCER if re.search(r"(?:e|es|ee|ees)$", form)) | words(
    "compense compenses compensee compensees couvert couverts couverte couvertes suivi suivis suivie suivies precede precedes "
    "precedee precedees"
)
_PARTICIPLE = regex(rf"(?<![\w'])(?:{one_of(_PARTICIPLES)})(?![\w'])")
_ADVERBS = r"(?:(?:\w+ment|de peu|de loin|de pres|encore|toujours|deja|bien|donc|ainsi|juste|tout juste|pas|plus|jamais)‹? )*"
_BEING = regex(rf"(?<!s')\b(?:est|sont|etait|etaient|fut|furent|sera|seront|ete|etre|etant)‹? ‹?{_ADVERBS}‹?$")
_HAVING = regex(rf"\b(?:a|ont|avait|avaient|aura|auront|ayant|avoir)‹? ‹?{_ADVERBS}‹?$")
_BY = regex(rf"›? ?{_ADVERBS}(?:, )?(?:de peu |de loin |de pres )?›? ?(?:par|de|du|des)\b|›? ?d'")
_NEAR = 80  # characters


def is_passive(said: str, around: Surroundings) -> bool:
    """Tell whether the verb of a claim is in the passive, by its words or by what stands next to them."""
    typed = f"{around.before[-_NEAR:]}‹{said}›{around.after[:_NEAR]}"
    plain = folded(typed)
    start, end = plain.text.rindex("‹", 0, plain.text.index("›") + 1), plain.text.index("›")
    for found in _PARTICIPLE.finditer(plain.text, start, end):
        if _BEING.search(plain.text[: found.start()]):
            return True
        present = found[0].endswith("e") and typed[plain.at(found.end() - 1)] == "e" and not found[0].endswith("ee")
        if not present and not _HAVING.search(plain.text[: found.start()]) and _BY.match(plain.text, found.end()):
            return True
    return False
