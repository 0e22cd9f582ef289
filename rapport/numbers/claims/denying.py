"""Words that deny what they would say: « ne sont pas majoritaires », « n'arrive plus en tête », « pas aussi nombreux que »."""

from __future__ import annotations

import re

from rapport.ground.patterns import regex
from rapport.numbers.claims.folding import folded
from rapport.numbers.claims.meaning import Kind, Meaning, Softness
from rapport.numbers.claims.patterns import any_of, either
from rapport.numbers.claims.since import Surroundings
from rapport.numbers.claims.spotting import meanings_of

_NE = r"\b(?:ne |n')"
# « Ne … que » and « pas seulement » deny nothing; « pas loin de », « pas moins de 60 » soften.
_NOT = (
    r"(?:pas|plus|guere|point|jamais|nullement|aucunement)\b"
    r"(?! (?:que\b|qu'|seulement|uniquement|loin\b|mal d[e']|moins d(?:e |')(?:\d|la moitie\b)))"
)
_LIGHT = either(r"encore, toujours, vraiment, tout a fait, tout, \w+ment, l[ea]s?, une?, des?, du, d', l', en, a, au, aux, parmi")
_DONE = r"\w{3,}(?:e|i|u|is|it|t)(?:e?s)?"  # a participle: « n'ont pas dépassé »
_BEING = r"(?:y |l'|en )?(?:a|ont|est|sont|avai\w+|etai\w+|soit|soient)"
_APART = r"(?:, [^.;:!?,‹›]{1,40},)?"  # « n'ont pas, cette année, dépassé »
_MOVES = "hausse|augmentation|progression|baisse|diminution|reduction|recul"
_DENIED = regex(
    any_of(
        # Within the words, or cut by their brackets: « ne dépassent pas », « ne ‹dépassent› pas », « ne sont ‹pas premiers ».
        rf"{_NE}(?:(?!que )[\w'-]+ ){{0,2}}‹(?!plus d[eu' ])(?:[\w'-]+ ){{0,3}}?{_NOT}",
        rf"{_NE}[^.;:!?,‹›]{{0,20}}‹[^›]*› {_NOT}",
        r"‹(?:non(?! seulement)|pas(?! (?:a pas|loin|moins d|mal d))) ",
        rf"‹sans (?:\w+ )?(?:{_MOVES})\b|\bsans (?:\w+ )?‹(?:{_MOVES})\b",
        # Before them: « n'arrive pas ‹en tête› »; what another verb says of whom is denied something is said of them.
        rf"{_NE}(?:s[e'] ?|(?:en|y|l[ea]s?) |l'|{_BEING} )?[\w'-]+ {_NOT}{_APART}(?: (?:{_LIGHT}))* ?‹",
        rf"(?<!qui ){_NE}{_BEING} {_NOT}{_APART}(?: (?:{_LIGHT}))*(?: (?:{_DONE}))(?: (?:{_LIGHT}))* ?‹",
        # By another word than « ne »: « loin d'être ‹majoritaires› », « sans ‹dépasser› les autres », « cessent d'être ».
        r"\b(?:(?<!pas )(?<!non )loin|cess\w+) (?:encore )?(?:de ?|d'(?:etre |avoir )?)‹",
        r"\bsans (?:jamais |pour autant |toutefois )?(?:(?:etre|avoir) ?‹|‹\w+(?:er|ir|re)\b)",
        rf"\bni (?:{_LIGHT} )?‹",
        rf"\bni [^.;:!?]{{1,40}} ni [^.;:!?]{{1,40}}{_NE}(?:{_BEING} )?‹",
    )
)
_INSIDE = regex(rf"{_NE}(?:[\w'-]+ ){{1,4}}?{_NOT}")
_NEAR = 80  # characters before and after words, where they are denied


_OF_NONE = regex(
    rf"\b(?:aucune?|nul(?:le)?|pas une?(?: seule?)?|personne|rien)\b(?:(?!{_NE})[^.;:!?]){{0,60}}{_NE}(?:[a-z'-]+ ){{0,2}}‹"
    rf"|‹(?:aucune?|nul(?:le)?|pas une?)\b[^›]*{_NE}"
)


def is_true_of_none(words: str, around: Surroundings) -> bool:
    """Tell whether a sentence says its words of none of several: « aucun atelier ne [progresse] »."""
    return bool(_OF_NONE.search(f"{folded(around.before[-_NEAR:]).text}‹{folded(words).text}›"))


def is_denied(words: str, meaning: Meaning, around: Surroundings) -> bool:
    """Tell whether words, or what stands next to them in their sentence, deny what they mean.

    What is denied of those that the words count is no denial: « la moitié ne paient pas ».
    """
    said = folded(words).text
    if meaning.denying or (meaning.kind is Kind.TREND and meaning.degree == "record") or _is_soft(said, meaning):
        return False
    if found := _INSIDE.search(said):
        return not meanings_of(words[: found.start()], (meaning.kind,))
    before, after = folded(around.before[-_NEAR:]).text, folded(around.after[:_NEAR]).text
    return bool(_DENIED.search(f"{before}‹{said}›{after}"))


def _is_soft(said: str, meaning: Meaning) -> bool:
    """Tell whether the « pas » of words softens them: « pas moins de 60 »."""
    return meaning.softness in {Softness.LEAST, Softness.BELOW} and bool(re.search(r"\bpas (?:loin|moins)\b", said))
