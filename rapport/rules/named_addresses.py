"""LNK17: addresses that a section names, [nom]: https://…, for the links that call them."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.numbers.expressions import short
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.markup import without_code

_DEFINITION = regex(r"^[ \t>]*\[(?!\^)([^\[\]\n]+)\]:(?=[ \t]*\S)")
_CALLED = regex(r"\[([^\[\]^][^\[\]]*)\](?![(:{])")


_Names = tuple[tuple[str, Place], ...]


@SOURCE_RULES.rule("LNK17")
def idle_address(sources: Sources) -> Iterator[Finding]:
    """Une adresse nommée, [nom]: https://…, est appelée dans sa section, et n'y est définie qu'une fois.

    Ce qu'aucun lien n'appelle ne paraît pas ; d'un nom défini deux fois, seule la première adresse sert.
    """
    texts = sources.gathered(_names_in)
    everywhere = [entry for defined, _ in texts for entry in defined]
    for defined, calls in texts if everywhere else ():
        called = dict(reversed(calls))
        first: dict[str, Place] = {}
        for name, place in defined:
            if name in first:
                said = f"L'adresse « [{short(name)}]: » est définie deux fois : celle-ci ne sert pas."
                yield Finding(said, place, "Donnez-lui un autre nom.", ((first[name], "la première"),))
            elif name not in called:
                hint = "Appelez-la, [texte][nom], ou retirez-la ; ce qui doit se lire ne commence pas par « [ … ]: »."
                yield Finding(f"Aucun lien n'appelle « [{short(name)}]: » : rien n'en paraîtra.", place, hint)
            first.setdefault(name, place)
        elsewhere = {name: place for name, place in everywhere if name in called and name not in first}
        for name, place in elsewhere.items():
            said = f"« [{short(name)}] » n'est pas un lien ici : son adresse est définie dans une autre section."
            yield Finding(said, called[name], "Définissez-la aussi dans celle-ci.", ((place, "sa définition"),))


@shared
def _names_in(sources: Sources) -> Iterator[tuple[_Names, _Names]]:
    """Yield the names that each text defines, then those that it calls, with their places, in order."""
    for text in sources.texts:
        if text.body and "[" in text.text:
            plain = without_code(text.text)
            defined = tuple((name, text.place(offset)) for name, offset in _defined_in(plain))
            called = tuple((_name(found[1]), text.place(found.start())) for found in _CALLED.finditer(plain))
            if defined or called:
                yield defined, called


def _name(typed: str) -> str:
    return " ".join(typed.casefold().split())


def _defined_in(plain: str) -> Iterator[tuple[str, int]]:
    """Yield the names that a text defines, and where: at the head of a paragraph, or behind another one."""
    offset, may_define = 0, True
    for line in plain.split("\n") if "]:" in plain else ():
        found = _DEFINITION.match(line) if may_define else None
        if found:
            yield _name(found[1]), offset + found.start(1) - 1
        may_define = bool(found) or not line.strip(" \t>") or line.startswith((":::", "#"))
        offset += len(line) + 1
