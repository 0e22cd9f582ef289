"""French dates in English, as charts print them: « 1er mars 1998 » is « 1 March 1998 », « mi-mars » is « mid-March »."""

from __future__ import annotations

import re

from rapport.ground import english, french
from rapport.ground.french import folded
from rapport.ground.patterns import regex

_MONTH_OF = dict(zip(map(folded, french.MONTHS), english.MONTHS, strict=True))
_WORDS = {"le": "", "du": "", "de": "", "au": "to", "a": "to", "-": "to", "et": "and", "1er": "1", **_MONTH_OF}
_PARTS = {"debut": "early", "mi": "mid-", "fin": "late"}  # of a month
_DAY, _YEAR = regex(r"0?[1-9]|[12][0-9]|3[01]"), regex(r"(?:19|20)[0-9]{2}")


def date_of(text: str) -> str | None:
    """Return a French date, or a stretch of time (« du 3 au 5 juin »), in English; None for what says anything else too."""
    said: list[str] = []
    dated = False
    for word in re.findall(r"[^\s–-]+|[–-]", text):
        known = "-" if word == "–" else folded(word) or word
        after_part = bool(said) and said[-1] in _PARTS.values()
        if known in _PARTS and not after_part:
            said.append(_PARTS[known])
        elif known == "-" and after_part:
            continue
        elif known in _WORDS or _DAY.fullmatch(word) or _YEAR.fullmatch(word):
            said.append(_WORDS.get(known, word.removeprefix("0")))
            dated = dated or known in _MONTH_OF or bool(_YEAR.fullmatch(word))
        else:
            return None
    return " ".join(" ".join(said).split()).replace("mid- ", "mid-") if dated else None
