"""Four digits that look like a year and count: « a accueilli 2016 adhérents », « 2016 et 2017 salariés ».

What follows a year goes on with the sentence; what follows a count is a noun in the plural. In « les trophées 2019 remis », the
plural is a participle's, which agrees with the noun before the year.
"""

from __future__ import annotations

import re

from rapport.ground.french import MONTHS
from rapport.ground.patterns import regex
from rapport.ground.what_counts import COUNTED, GOING_ON, UNITS, YEAR, S

_NEAR = 80  # letters before a number by which it is known
_MARKS = r"[\s*_\[\]]"
_MEASURES = (
    rf"(?:heure|jour|journée|minute|euro|kilo|kilogramme|tonne|litre|mètre|kilomètre|hectare|an|personne)s\b"
    rf"|(?:{UNITS})\b(?!['’])"
)
_MEASURED = regex(rf"{_MARKS}+(?:{_MEASURES})")
# Words that end as plurals do and begin a clause, or say something of one thing: « la campagne 2019 plusieurs élus », « remis ».
_NO_NOUN = (
    rf"{GOING_ON}|plusieurs|certaine?s|quelques|trois|six|dix|tous|toutes|mes|tes|jamais|désormais|parfois|ailleurs|moins|hors|assez"
    r"|mieux|auprès|tandis|toutefois|quelquefois|autrefois|envers|\w*(?:mis|pris|quis|clos|clus|sis)|\w{5,}eux|\w+ais"
)
_COUNTED = regex(rf"{_MARKS}+(?!(?:{_NO_NOUN})\b)(?P<word>(?:{COUNTED})|[^\W\d_]+(?:[-.(·•][^\W\d_]+)+\)?s?\b)(?!\w)")
_AGREEING = regex(r"(?:[ée]e?|i[te]?e?|ue?|erte?|[ai]ble|ante?|el(?:le)?|ive?|if)s\Z|(?:ouvert|offert|remis|mis|pris)e?s?\Z")
_RUN_BEFORE = regex(rf"(?:{YEAR}{_MARKS}*(?:{S}(?:et|ou|à){S}|{S}?[-–/]{S}?){_MARKS}*)+\Z")
_RUN_AFTER = regex(rf"(?:{_MARKS}*(?:{S}(?:et|ou|à){S}|{S}?[-–/]{S}?){_MARKS}*{YEAR}\b)+")
_BEFORE = regex(r"(?:([^\W\d_]+)(['’]|[\s*_\[«(\]]+))?([^\W\d_]+)['’]?[\s*_\[]*\Z")
_OF_TIME = "an année années exercice exercices en depuis dès courant fin début mi milieu été automne hiver printemps rentrée"
_YEARLY = frozenset([*_OF_TIME.split(), *MONTHS])  # what a year alone stands behind
_PLURALS = "les nos vos ses leurs ces aux moins plus désormais toujours jamais parfois alors puis"
_PLURALS += " sommes étions serons avons avions aurons êtes étiez avez aviez aurez"
_COUNTING = frozenset(_PLURALS.split())  # what a count stands behind, and ends as plurals do
_BEING = regex(r"\b(?:sommes|sont|étions|étaient|serons|seront)[\s*_\[]+\Z", re.IGNORECASE)
_EACH = frozenset({"chaque", "par", "cette", "cet"})


def is_count(line: str, start: int, end: int) -> bool:
    """Tell whether four digits of a line, which look like a year, count what follows them."""
    after = _RUN_AFTER.match(line, end)
    end = after.end() if after else end
    if _MEASURED.match(line, end) or _BEING.search(line[max(start - _NEAR, 0) : start]):
        return True
    counted = _COUNTED.match(line, end)
    return counted is not None and _takes_a_count(line[max((first := _first(line, start)) - _NEAR, 0) : first], counted["word"])


def _first(line: str, start: int) -> int:
    """Return where the years that one word parts from another begin: « 2016 et 2017 »."""
    near = max(start - _NEAR, 0)
    before = _RUN_BEFORE.search(line[near:start])
    return near + before.start() if before else start


def _takes_a_count(before: str, word: str) -> bool:
    """Tell whether a number that a plural follows counts, behind these words."""
    found = _BEFORE.search(before)
    if found is None:  # nothing, or a sign: « 2016 adhérents ont répondu », but « 2016 Premiers adhérents »
        return word[0].islower() or word.isupper()
    earlier, last = (found[1] or "").lower(), found[3].lower()
    if last in _YEARLY:
        return earlier in _EACH
    if last in {"de", "d"}:
        return not (earlier[-1:] in {"s", "x"} and _AGREEING.search(word)) or earlier in {"plus", "près", "moins"}
    if last in _COUNTING or not last.endswith(("s", "x")):
        return earlier not in {"d", "de", "du"} or not _AGREEING.search(word)
    subject = re.search(r"\b(?:nous|vous|sont|étaient|furent|été)\b[^.;:!?]{0,30}\Z", before, re.IGNORECASE)
    return subject is not None and not last.endswith(("eaux", "aux"))
