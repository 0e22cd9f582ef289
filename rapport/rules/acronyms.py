"""The acronyms of a text, told from the surnames in capitals, and those that the text itself spells out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from rapport.ground import french
from rapport.ground.patterns import regex

# Two capitals or more, digits inside allowed, joined parts included: SIAE, CUI-PEC, FG2I, « inter-CRA », AuRA.
ACRONYM = regex(
    r"(?:(?<![\w@#/.«-])|(?<=[a-zà-ÿ]-))"
    r"(?:(?=[A-ZÀ-Ý0-9-]*[A-ZÀ-Ý][A-ZÀ-Ý0-9-]*[A-ZÀ-Ý])[A-ZÀ-Ý][A-ZÀ-Ý0-9]+(?:-[A-ZÀ-Ý0-9]+)*|[A-ZÀ-Ý]{1,4}[a-zà-ÿ]{1,2}[A-ZÀ-Ý]{2,6})"
    r"(?![\w@-])"
)
_HIDDEN = regex(
    r"`[^`\n]*`|\]\((?:[^)\n\]]|\](?!\())*+\)|\{\{[^{}\n]*+\}\}|\{[^{}\n]*+\}|https?://\S+|(?<![^\s)}`])[^\s)}`@]++@\S+"
)
# A first name, or a title, before capitals says that they are a surname: « Laurent PINET », « Mme DIAYE », « Ana de ALMEIDA ».
_PARTICLES = r"[\s\u00a0]++(?:(?:d[eu]|des|da|dos|le|la|van|von|el|ben|d['’])[ \u00a0]?){0,2}"
_CAPITALS = r"(?:[A-ZÀ-Ý]{1,3}['’])?(?:[A-ZÀ-Ý]{2,}[A-ZÀ-Ý'’-]*[ \u00a0]?)+"
_LAST = f"(?P<last>{_CAPITALS})"
# Three words in capitals, one of which only links, are a sentence that shouts: « DES ATELIERS POUR TOUS ».
_SHOUTED = regex(r"(?<![\w-])[A-ZÀ-Ý][A-ZÀ-Ý'’-]*(?:[ \u00a0*_]+[A-ZÀ-Ý][A-ZÀ-Ý'’-]*){2,}(?![\w-])")
_TITLED = regex(
    rf"\b(?:MM?\.|M(?:me|lle)s?|Drs?|Prs?|Me|Messieurs|Mesdames|Monsieur|Madame){_PARTICLES}"
    rf"(?P<last>{_CAPITALS}(?:(?:,[ \u00a0]|[ \u00a0]?\bet[ \u00a0]){_CAPITALS})*)"  # MM. ALMEIDA et LE GALL
)
_NAMED = regex(rf"\b(?P<first>[A-ZÀ-Ý][a-zà-ÿ]++(?:-[A-ZÀ-Ý][a-zà-ÿ]++){{0,3}}+)\.?{_PARTICLES}{_LAST}")
_ELIDED = regex(r"\b[BMN]['’][A-ZÀ-Ý]{2,}")  # N'DIAYE, M'BAPPÉ: no word of the language elides so before capitals


@lru_cache(maxsize=8192)
def acronyms_in(
    text: str, surnames: frozenset[str] = frozenset(), words: frozenset[str] = frozenset()
) -> tuple[tuple[str, int], ...]:
    """Return the acronyms of a Markdown text with their offsets; code, targets, attributes and surnames are passed over.

    ``surnames`` are known ones; ``words`` those that the edition writes in small letters: before capitals, « Région » is
    no first name.
    """
    visible = _HIDDEN.sub(_blank, text)

    def without_name(match: re.Match[str]) -> str:
        common = match["first"].casefold() in words or match["first"].casefold() in _LINKING
        return match[0] if common else _blank(match)

    def without_shout(match: re.Match[str]) -> str:
        words = {word.casefold() for word in re.split(r"[ \u00a0*_]+", match[0])}
        return _blank(match) if words & _LINKING else match[0]

    visible = _NAMED.sub(without_name, _ELIDED.sub(_blank, _TITLED.sub(_blank, visible)))
    visible = _SHOUTED.sub(without_shout, visible)
    return tuple((m[0], m.start()) for m in ACRONYM.finditer(visible) if m[0] not in surnames)


_LINKING_WORDS = (
    "le la les un une des du de au aux en et ou par pour avec dans chez sur sous sans ce cet cette ces son sa ses leur leurs nos "
    "notre votre chaque selon depuis via dont tout toute tous toutes à ne pas région réseau délégation"
)
_LINKING = frozenset(_LINKING_WORDS.split())


def surnames_in(text: str, words: Collection[str] = ()) -> Iterator[str]:
    """Yield the surnames in capitals that a first name or a title announces in a text."""
    for match in _TITLED.finditer(text):
        yield from (word for word in re.split(r"[ \u00a0,]+", match["last"]) if word.isupper())
    for match in _NAMED.finditer(text):
        if match["first"].casefold() not in {*words, *_LINKING}:
            yield from match["last"].split()


def spelt_out(acronym: str, text: str) -> bool:
    """Tell whether a text spells an acronym out beside it.

    « appel à manifestation d'intérêt (AMI) », « AMI (appel…) », « AMI : appel… », « un AMI, appel… », « appel… – AMI ».
    """
    letters = [letter for letter in french.folded(acronym) if letter.isalpha()]
    if acronym not in text:
        return False
    text = _EMPHASIS.sub("", text)
    asked = re.escape(acronym)
    if _spelt_apart(asked, text, letters):
        return True
    for match in re.finditer(rf"[ \u00a0]\({asked}\)", text):
        before = _LEADING[0].search(text, max(0, match.start() - _LEADING[1]), match.start())
        initials = _initials(before[0]) if before else []
        if any(_spells(initials[start:], letters) for start in range(len(initials))):
            return True
    following = re.finditer(rf"\b{asked}[ \u00a0]?\(([^()\n]{{4,160}})\)", text)
    return any(_spells(_initials(match[1]), letters) for match in following)


_EMPHASIS = regex(r"[*_]+")
_APART = r"(?:[ \u00a0]?[,:–—][ \u00a0]|[ \u00a0]-[ \u00a0])"  # what stands between an acronym and its words, without brackets
_LINK = 3  # letters of the longest word that only links others: « des », « aux »


def _spelt_apart(asked: str, text: str, letters: list[str]) -> bool:
    """Tell whether the words next to an acronym, a sign between them, are those that it stands for, and no other."""
    after = (_initials_of(match[1]) for match in re.finditer(rf"\b{asked}{_APART}(?:l['’]|l[ae]s? )?([^()\n.;,]{{4,160}})", text))
    before = (_initials_of(match[1]) for match in re.finditer(rf"([^()\n.;,]{{4,160}}?){_APART}{asked}\b", text))
    return any(_read_off(words, letters) == 0 for words in after) or any(
        _read_off(words[start:], letters) == 0 and len(words) - start <= 2 * len(letters)
        for words in before for start in range(len(words))
    )  # fmt: skip


def _initials_of(words: str) -> list[tuple[str, bool]]:
    """Return the first letter of each word, and whether the word may be one that only links others."""
    return [(word[0], len(word) <= _LINK) for word in french.folded(words).split()]


def _read_off(words: list[tuple[str, bool]], letters: list[str]) -> int:
    """Return how many letters the words leave once read in order: a word that is no link, and has no letter, ends them."""
    left = [*letters]
    for initial, links in words if words and words[0][0] == letters[0] else ():
        if left and initial == left[0]:
            left.pop(0)
        elif not links or not left:
            break
    return len(left)


_LEADING = regex(r"[^()\n]{4,}\Z"), 160  # what may stand before an acronym between brackets, and how far it is read


def _initials(words: str) -> list[str]:
    return [word[0] for word in french.folded(words).split()]


def _spells(initials: list[str], letters: list[str]) -> bool:
    """Tell whether words spell letters: the first and the last do, link words between them may be passed over."""
    if not initials or initials[0] != letters[0] or len(initials) > 3 * len(letters):
        return False
    left = iter(initials)
    return all(letter in left for letter in letters)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
