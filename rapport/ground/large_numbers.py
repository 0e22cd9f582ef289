"""Large numbers in French words, before what they count."""

from __future__ import annotations

from rapport.ground.french import words_of

# The long scale (decree 61-501 of 1961): as far as a number of 28 digits goes.
_NAMES = ("quadrilliard", "quadrillion", "trilliard", "trillion", "billiard", "billion", "milliard", "million", "mille")
_THOUSANDS = tuple((1000 ** (len(_NAMES) - at), name) for at, name in enumerate(_NAMES))


def count_of(number: int, noun: str) -> str:
    """Return a positive integer in words before a noun, as a feminine one: « deux cents unités », « trois millions d'unités »."""
    said: list[str] = []
    rest = number
    for size, name in _THOUSANDS:
        many, rest = divmod(rest, size)
        if many:
            before = "" if many == 1 and name == "mille" else _below_thousand(many, feminine=False, last=name != "mille")
            said.append(f"{before} {name}{'s' if many > 1 and name != 'mille' else ''}".strip())
    if rest:
        said.append(_below_thousand(rest, feminine=True, last=True))
    link = " " if rest or number % 10**6 else " d'" if noun[0] in "aeiouyhàâéèêîôœ" else " de "
    return " ".join(said) + link + noun


def _below_thousand(number: int, *, feminine: bool, last: bool) -> str:
    """Return an integer from 1 to 999 in words; « cent » and « vingt » take their s when no number follows (``last``)."""
    hundreds, rest = divmod(number, 100)
    cent = f"{words_of(hundreds)} cent{'s' if last and not rest else ''}" if hundreds > 1 else "cent" if hundreds else ""
    below = words_of(rest, feminine=feminine) if rest else ""
    return f"{cent} {below if last else below.removesuffix('s') if below.endswith('vingts') else below}".strip()
