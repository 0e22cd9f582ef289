"""TXT15: notes that lead nowhere, or stand in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.patterns import regex
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.markup import without_code
from rapport.sources.texts import Text

rule = SOURCE_RULES.rule

_NOTE = regex(r"\[\^([^\[\]\s^]+)\](:?)")


@rule("TXT15", text_by_text=True)
def lost_note(sources: Sources) -> Iterator[Finding]:
    """Une note [^nom] est appelée dans le texte de sa section, et définie une fois dans la même ; aucune n'en tient une autre."""
    sections: dict[str, list[Text]] = {}
    for text in sources.texts:
        if "[^" in text.text or "^[" in text.text:
            sections.setdefault(text.section or f"{text.start}", []).append(text)
    for texts in sections.values():
        yield from _lost_in(texts)


_INNER = regex(r"\^\[[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*?(\^\[|\[\^)")  # a note begun in one written on the spot
_OWN = regex(r"^[ \t]*\[\^[^\]\s]+\]:(?:[^\n]|\n(?![ \t]*\n)|\n[ \t]*\n(?= {4}|\t))*", re.MULTILINE)  # one defined apart, whole


_ALT = regex(r"!\[[^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*?(\^\[|\[\^)[^\]\n]*\][^\[\]\n]*\]\(")  # one in a picture's description


def _in_pictures(text: Text, plain: str) -> Iterator[Finding]:
    for found in _ALT.finditer(plain):
        hint = "Appelez-la dans le texte ; la description d'une image n'est que lue."
        yield Finding("Une note ne s'écrit pas dans la description d'une image.", text.place(found.start(1)), hint)


def _nested_in(text: Text, plain: str) -> Iterator[Finding]:
    offsets = {found.start(1) for found in _INNER.finditer(plain)}
    for own in _OWN.finditer(plain):
        inner = re.compile(r"\^\[|\[\^[^\]\s]+\](?!:)")
        offsets |= {found.start() for found in inner.finditer(plain, plain.index("]:", own.start()) + 2, own.end())}
    for offset in sorted(offsets):
        yield Finding(
            "Une note ne s'écrit pas dans une note.", text.place(offset), "Écrivez-la dans le texte, ou entre parenthèses."
        )


def _lost_in(texts: list[Text]) -> Iterator[Finding]:
    called: dict[str, tuple[Text, int]] = {}
    defined: dict[str, tuple[Text, int]] = {}
    for text in texts:
        plain = without_code(text.text)
        for note in _NOTE.finditer(plain):
            name = note[1]
            opens = note[2] and not plain[: note.start()].rpartition("\n")[2].strip()
            if opens and name in defined:
                first, offset = defined[name]
                related = ((first.place(offset), "première définition"),)
                yield Finding(
                    f"La note « [^{note[1]}] » est définie deux fois.",
                    text.place(note.start()),
                    "Donnez-lui un autre nom.",
                    related,
                )
            elif opens:
                defined[name] = (text, note.start())
            else:
                called.setdefault(name, (text, note.start()))
        yield from _nested_in(text, plain)
        yield from _in_pictures(text, plain)
    for name, (text, offset) in called.items():
        if name not in defined:
            close = next((other for other in defined if other.casefold() == name.casefold()), "")
            hint = f"Définissez-la plus bas, dans la même section : « [^{name}]: … », ou écrivez-la sur place : ^[…]."
            hint = f"Écrivez « [^{close}] », comme à sa définition : majuscules et minuscules comptent." if close else hint
            yield Finding(f"La note « [^{name}] » n'est pas définie dans cette section.", text.place(offset), hint)
    for name, (text, offset) in defined.items():
        if name not in called:
            hint = f"Appelez-la où elle sert : « [^{name}] », ou retirez-la."
            yield Finding(f"Rien n'appelle la note « [^{name}] » : elle ne paraîtra pas.", text.place(offset), hint)
