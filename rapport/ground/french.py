"""French written forms: the one table that prose, tables and charts share.

Sources: Lexique des règles typographiques en usage à l'Imprimerie nationale; the table of forms in the guide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from rapport.ground.folds import FOLDS
from rapport.ground.patterns import regex
from rapport.ground.quotation import quoted

NNBSP = "\u202f"  # narrow no-break space: thousands, before ; ! ?
NBSP = "\u00a0"  # no-break space: before : % € and units, inside « »
MINUS = "\u2212"
BOUND = "\ue001"  # ends the stand-in of a bound number while a text is typeset
STAND_IN = "\ue000\ue002"  # what a stand-in begins with: a call, or a stretch that typography leaves alone
SPACES = f" \t{NBSP}{NNBSP}\u2009"

# Spaces part thousands and nothing else: « 12 34 » is a slip of the pen, not 1234.
_NUMBER = regex(rf"[+\-{MINUS}]?(?:[0-9]{{1,3}}(?:[{SPACES}]+[0-9]{{3}})+|[0-9]+)(?:[.,][0-9]+)?")
_LONGEST = 24  # digits; Decimal's own arithmetic is exact up to 28


def number_of(text: str, longest: int = _LONGEST) -> Decimal:
    """Return the number written in French or plain notation (``1 234,5``, ``1234.5``, ``−3``, ``12 %``).

    Raises ValueError when the text is not one number, or has more digits than can be computed with; the unit sign ``%`` or
    ``€`` at the end is dropped.
    """
    stripped = text.strip(SPACES + "\n").removesuffix("%").removesuffix("€").strip(SPACES)
    if not _NUMBER.fullmatch(stripped) or sum(map(str.isdigit, stripped)) > longest:
        raise ValueError(text)
    plain = re.sub(rf"[{SPACES}]", "", stripped).replace(MINUS, "-").replace(",", ".")
    return Decimal(plain)


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Return a number to these digits after the comma, halves away from zero as readers do."""
    return number.quantize(Decimal(1).scaleb(-max(decimals, 0)), ROUND_HALF_UP)


def format_number(number: Decimal, decimals: int | None = None, *, sign: bool = False) -> str:
    """Return the printed form: U+202F thousands from four digits, decimal comma, U+2212.

    ``decimals`` counts digits after the comma, halves rounded up as readers do (2,5 gives 3); None prints the number's
    own digits. ``sign`` adds ``+``.
    """
    shown = number if decimals is None else rounded(number, decimals)
    whole, _, fraction = f"{abs(shown):f}".partition(".")
    groups = []
    while len(whole) > 3:  # noqa: PLR2004 - thousands
        whole, group = whole[:-3], whole[-3:]
        groups.append(group)
    printed = NNBSP.join([whole, *reversed(groups)])
    if fraction:
        printed += "," + fraction
    if shown < 0:
        return MINUS + printed
    return ("+" if sign and shown > 0 else "") + printed


_UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def words_of(number: int, *, feminine: bool = False) -> str:
    """Return an integer from 0 to 100 in words, traditional spelling; « un » alone agrees: « vingt et une associations ».

    Raises ValueError beyond 100: larger numbers are printed in digits.
    """
    if not 0 <= number <= 100:  # noqa: PLR2004
        raise ValueError(number)
    if feminine:
        return re.sub(r"\bun$", "une", words_of(number))
    if number == 100:  # noqa: PLR2004
        return "cent"
    if number < 20:  # noqa: PLR2004
        return _UNITS[number]
    ten = max(t for t in _TENS if t <= number)
    rest = number - ten
    if not rest:
        return _TENS[ten] + ("s" if ten == 80 else "")  # noqa: PLR2004 - quatre-vingts
    link = " et " if rest in (1, 11) and ten != 80 else "-"  # noqa: PLR2004
    return f"{_TENS[ten]}{link}{_UNITS[rest]}"


# « Vingt et une », and « vingt-et-une » as the reform of 1990 spells it.
NUMBER_WORDS = {words_of(n, feminine=she).replace(" ", by): n for n in range(101) for she in (False, True) for by in " -"}
# The endings of nouns that are feminine, nearly always, and the masculine ones among them; then nouns of our trade.
_FEMININE = regex(
    r".*(?:[tsx]ion|ité|eté|été|tié|ette|elle|esse|euse|trice|ance|ence|ure|ude|ise|ie|ade|ière|mbre|ale|aine|ée|tte|nne|erche)s?"
)
_MASCULINE_WORDS = "lycée musée trophée silence génie incendie été comité côté membre modèle domaine capitaine squelette arbre"
_FEMININE_WORDS = (
    "entreprise structure personne femme fille heure place offre aide équipe part action lettre note visite "
    "ville région rencontre semaine année minute seconde table fiche étude formatrice salariée tonne page "
    "antenne branche filière journée carte mesure clé voix fois main audition adhérente commune coopérative "
    "association plateforme réponse demande"
)
_MASCULINE, _FEMININES = frozenset(_MASCULINE_WORDS.split()), frozenset(_FEMININE_WORDS.split())


def is_feminine(noun: str) -> bool:
    """Tell whether a noun, as a unit is written (« associations locales »), is feminine: by its ending, in doubt masculine."""
    first = noun.replace("’", "'").split(" ")[0].casefold()
    alone = first.removesuffix("s")
    return alone in _FEMININES or (alone not in _MASCULINE and bool(_FEMININE.fullmatch(first)))


def with_unit(printed: str, unit: str) -> str:
    """Return the number followed by its unit, held together by a no-break space."""
    return f"{printed}{NBSP}{unit}" if unit else printed


# Words that stay on the line of their number, typed by hand (a date, a name…).
_HELD = "h|min|ans?|mois|jours?|semaines?|heures?|personnes?|euros?|milliers?|millions?|milliards?|tonnes?|kg|km|m²|ha"
# Words that may leave a bound number, since it doesn't count them; any other does stay on its line.
_LOOSE = "à|au|aux|avec|ce|ces|comme|contre|dans|de|des|dont|du|elle|elles|en|entre|est|et|il|ils|la|le|les|lors|mais|ne|ont|ou"
_LOOSE += "|où|par|pendant|plus|pour|puis|qu|que|qui|sans|se|selon|sera|seront|soit|son|sont|sous|sur|un|une|vers"
_UNITS_SIGNS = r"°[CF]?|‰|\$|£|CHF|ETP|ETPT|[kMGT]?Wh?|[kMGT]o|[kMG]?Hz|[kM]?Pa|dB|[kM]?V|[kM]€|Md€|[kM]?L|UTA|QPV|TTC|HT"
_UNITS_SIGNS += "|km/h|m³|cm²|km²|cm|mm|[gµm]g|[gl]|[chd]l"
# What ends emphasis, a link, code: a sign that follows belongs to the words in them.
_AROUND = r"(?<=[^\s*_~^\\][*_~^])|(?<=[^\s*_~\\][*_~]{2})|(?<=[^\s*_~\\][*_~]{3})|(?<=[^\s*_~\\]\\[*_~])|(?<=\ue003)"
_ENDS = (
    rf"(?=[*_~\])»]*(?:[ \n]|$|(?<=\]){STAND_IN[1]}))"  # a word's, whatever closes behind its sign: emphasis, the words of a link
)
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
_DASHES = "-–—"
_DASH = "(?:-{1,3}|[–—])"  # two or three hyphens are a typist's dash
_ASIDE = rf"(?<=[\w»)%€.…]) {_DASH}[ {NBSP}](?=\S)([^-–—\n|]+?)(?<=\S)[ {NBSP}]{_DASH}(?=[ ,;:.!?)]|$)"

# A bound number that the next word may name; one that prints its unit (« 12 heures ») holds it already, and begins by a zero.
_COUNTING = rf"{STAND_IN[0]}(?!0\d)\d+{BOUND}"

# Each with the signs of which a text must hold one for it to find anything; looking for them first halves the time.
_TYPESET: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...] = tuple(
    (regex(pattern), replacement, signs)
    for pattern, replacement, signs in (
        (r"\.\.\.", "…", ("...",)),
        (r"\b1ère(s?)\b", r"1re\1", ("1ère",)),
        (r"\b(\d+)(?:è|iè|e)me(s?)\b", r"\1e\2", ("me",)),
        (r"(?<=\w)'(?=\w)", "’", ("'",)),
        (rf"(?<=\w)'(?=[«“\"\[*_{STAND_IN}])", "’", ("'",)),
        (rf"«[{SPACES}]*", f"«{NBSP}", ("«",)),
        (rf"(?<![{SPACES}])[{SPACES}]*+»", f"{NBSP}»", ("»",)),
        (rf"(?<=[^\s{SPACES}(\[])[ {NBSP}{NNBSP}]+([;!?])(?!\[)", rf"{NNBSP}\1", (";", "!", "?")),
        (rf"(?<=[^\s{SPACES}(\[])[ {NBSP}{NNBSP}]+:(?=[\s*_~\])»]|$)", f"{NBSP}:", (":",)),
        (rf"(?:(?<=[\w»”)%€…{BOUND}\]])|{_AROUND})([!?])(?![\[(])", rf"{NNBSP}\1", ("!", "?")),
        (rf"(?:(?<=[\w»”)%€…{BOUND}])|{_AROUND});{_ENDS}", f"{NNBSP};", (";",)),
        (rf"(?:(?<=[\w»”)%€…{BOUND}])|{_AROUND}):{_ENDS}", f"{NBSP}:", (":",)),
        (rf"(?<![^\s{SPACES}(«\[])-(?=\d)", MINUS, ("-",)),
        # Dashes: « mot – incise – suite », the incidental phrase held by its two dashes; then those that stand alone.
        (_ASIDE, rf" –{NBSP}\1{NBSP}–", (*_DASHES,)),
        (rf"(?<=[^\W\d_]|[»)%€.…])[ {NBSP}]{_DASH} (?=[^\s|])", f"{NBSP}– ", (*_DASHES,)),
        (r"(?<!\d\d\d\d)(?<=\d)[ ](?=\d{3}(?!\d))", NNBSP, ()),
        (rf"(?<=[\d{BOUND}])[{SPACES}]*(?=%|(?:k|M|Md)?€)", NBSP, ("%", "€")),
        (rf"\b(\d{{1,2}})[{SPACES}]?h[{SPACES}]?(\d{{2}})\b(?![{SPACES}]?h\b)", rf"\1{NBSP}h{NBSP}\2", ("h",)),
        (r"\b(\d{1,2})h(?![\w’'])", rf"\1{NBSP}h", ("h",)),
        (r"\b([nN]°)[ ]?(?=\d)", rf"\1{NBSP}", ("°",)),
        (rf"(?:(?<=\d)|(?<=\der)|(?<=\d\^er\^)) (?=(?:{'|'.join(MONTHS)})\b)", NBSP, ()),
        (r"\b(MM?\.|Mmes?|Mlles?|Dr|Pr|Me) (?=[A-ZÀ-Ý])", rf"\1{NBSP}", ()),
        (r"\b([Aa]rt(?:icles?|\.)|[Pp]ages?|p\.|[Cc]hapitres?|[Aa]linéas?) (?=\d)", rf"\1{NBSP}", ()),
        (r", (?=etc\.)", f",{NBSP}", ("etc.",)),
        (rf"(?<=[\d{BOUND}])[ ](?=(?:{_HELD})\b)", NBSP, ()),
        (rf"(?<=[\d{BOUND}])[ ](?=(?:{_UNITS_SIGNS})(?![\w’'-]))", NBSP, ()),
        (rf"({_COUNTING})[ ](?=(?!(?:{_LOOSE})\b)[a-zà-ÿœ])", rf"\1{NBSP}", (BOUND,)),
    )
)

# Where a line ends between a bound number and its noun: a whole word with its signs (not « n° 3 »), before what opens no block.
PARTED = regex(
    rf"(?<=[^\n])({_COUNTING})\n *(?!(?:{_LOOSE})\b)([a-zà-ÿœ][^ \t\n]*)"
    rf"(?: (?=(?![ivxlcdmIVXLCDM]+[.)])[^\W\d_]{{2,}}|[àaôy] |«)|(?=[ \t]*\n[ \t]*(?:\n|\Z))|[ \t]*\Z)"
)
_BEFORE_QUOTES = 5  # of these come first: an apostrophe before a quotation mark


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """Return plain prose with French spaces, quotes, apostrophes and ellipses; typesetting twice changes nothing."""
    text = _replaced(text, _TYPESET[:_BEFORE_QUOTES])
    return _replaced(quoted(text), _TYPESET[_BEFORE_QUOTES:])


def _replaced(text: str, replacements: Iterable[tuple[re.Pattern[str], str, tuple[str, ...]]]) -> str:
    for pattern, replacement, signs in replacements:
        if not signs or any(sign in text for sign in signs):
            text = pattern.sub(replacement, text)
    return text


def curled(name: str) -> str:
    """Return a name with the apostrophes that French prints; its other signs are its own."""
    return re.sub(r"(?<=\w)'(?=\w)", "’", name)


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return the text without accents, case or punctuation, to compare names."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join(decomposed.translate(FOLDS).split())


def listed(items: list[str], link: str = "et") -> str:
    """Return the items as a French enumeration: ``a, b et c``."""
    if len(items) < 2:  # noqa: PLR2004
        return "".join(items)
    return f"{', '.join(items[:-1])} {link} {items[-1]}"


def roman(number: int) -> str:
    """Return a number from 1 to 39 in roman numerals."""
    tens, units = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]


_SPELLED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})  # no accent to drop


def anchor_of(term: str) -> str:
    """Return a term as an anchor: ``CUI-PEC`` gives ``cui-pec``, ``DDETS (PP)`` gives ``ddets-pp``, ``Œuvre`` ``oeuvre``."""
    plain = unicodedata.normalize("NFKD", term.casefold().translate(_SPELLED)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
