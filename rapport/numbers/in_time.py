"""The names of numbers in time: `a.b` this year, `a.b@1998` another year, `a.b@1998..1999` the evolution between the two.

`a.b#2` is what the second of its statements says of this year. A year below 1000 counts from the edition's own: `a.b@-1` is
last year's. `a.b÷c.d` is the share of a number in another, `t.c^1` the first cell of a column by rank, `t.k.c^` a cell with
its rank, `année+0` the edition's year. These names are the program's: authors write `value("a.b", year=-1)`,
`evolution("a.b")`, `share("a.b", of="c.d")`.
"""

from __future__ import annotations

from typing import NamedTuple

from rapport.ground.patterns import regex

_NAME = regex(r"(.+)@(-?\d{1,4})(?:\.\.(-?\d{1,4})(\.difference)?)?")
_STATED = regex(r"(.+)#(\d{1,2})")
_RANKED = regex(r"(.+)\^(-?\d{0,3})")
_FIRST = 1000  # a smaller number counts years from the edition's own


class InTime(NamedTuple):
    """A name taken apart: the number, its year or the first year of an evolution, and the last one."""

    name: str
    year: int
    until: int | None
    difference: bool


def in_time(ref: str) -> InTime | None:
    """Return the parts of a name that says its years, None for one that doesn't."""
    found = _NAME.fullmatch(ref) if "@" in ref else None
    if found is None:
        return None
    return InTime(found[1], int(found[2]), None if found[3] is None else int(found[3]), found[4] is not None)


def in_statement(ref: str) -> tuple[str, int] | None:
    """Return the number and the rank, from 1, of a name that says a statement; None for one that doesn't."""
    found = _STATED.fullmatch(ref) if "#" in ref else None
    return (found[1], int(found[2])) if found else None


def sharing(ref: str, whole: str) -> str:
    """Return the name of the share of a number in another."""
    return f"{ref}÷{whole}"


def in_share(ref: str) -> tuple[str, str] | None:
    """Return the part and the whole of a name that says a share; None for one that doesn't."""
    part, sign, whole = ref.partition("÷")
    return (part, whole) if sign else None


def ranking(ref: str, place: int = 0) -> str:
    """Return the name of a column's cell at a rank; without ``place``, that of a cell with its rank."""
    return f"{ref}^{place or ''}"


def year_named(moved_by: int) -> str:
    """Return the name of a year, told from the edition's own."""
    return f"année{moved_by:+d}"


def in_year(ref: str) -> int | None:
    """Return by how many years a name that says a year moves from the edition's own; None for another name."""
    return int(ref[len("année") :]) if ref.startswith(("année+", "année-")) else None


def with_year(text: str, own: int) -> str:
    """Return a text with the years that it calls, `{{ year() }}`, told from its own."""
    return _YEAR_CALL.sub(lambda call: str(own + int(call[1] or 0)), text) if "year(" in text else text


_YEAR_CALL = regex(r"\{\{\s{0,9}year\(\s{0,9}(-?\d{1,3})?\s{0,9}\)\s{0,9}\}\}")


def in_rank(ref: str) -> tuple[str, int] | None:
    """Return the name and the rank asked for (0: none) of a name that says a rank; None for one that doesn't."""
    found = _RANKED.fullmatch(ref)
    return (found[1], int(found[2] or 0)) if found else None


def bare(ref: str) -> str:
    """Return a name without its years, its statement, what it is a share of, nor its rank."""
    ref = ref.partition("÷")[0].partition("^")[0]
    found, stated = in_time(ref), in_statement(ref)
    return found.name if found else stated[0] if stated else ref


def stating(ref: str, statement: int) -> str:
    """Return the name of what a statement says of a number; 0 is the number itself."""
    return f"{ref}#{statement}" if statement else ref


def dated(ref: str, year: int) -> str:
    """Return the name of a number of another year; 0 is the edition's own."""
    return f"{ref}@{year}" if year else ref


def evolving(ref: str, since: int, until: int = 0, *, difference: bool = False) -> str:
    """Return the name of an evolution; ``difference`` for the plain one, in the unit of the number."""
    return f"{ref}@{since}..{until}{'.difference' * difference}"


def spoken(ref: str) -> str:
    """Return a name as an author reads it: « a.b », « a.b en 1998 », « a.b de 1998 à 1999 »."""
    if (shared := in_share(ref)) is not None:
        return f"part de {shared[0]} dans {shared[1]}"
    if (ranked := in_rank(ref)) is not None:
        return f"rang de {ranked[0]}" if not ranked[1] else f"rang {ranked[1]} de {ranked[0]}"
    found, stated = in_time(ref), in_statement(ref)
    if found is None:
        return f"{stated[0]}, énoncé {stated[1]}" if stated else ref
    return f"{found.name} en {found.year}" if found.until is None else f"{found.name} de {found.year} à {found.until}"


def absolute(year: int, own: int) -> int:
    """Return a year that may be told from the edition's own."""
    return year if year >= _FIRST else own + year


def label_of_year(label: str, own: int, year: int) -> str:
    """Return a label said of another year than its own (French)."""
    return label.replace(str(own), str(year)) if str(own) in label else f"{label} en {year}"
