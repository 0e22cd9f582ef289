"""VAR: the English that variants speak (`data/en.yml`): complete, of today, faithful to the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.english import numerals_in
from rapport.ground.numerals import numerals_in as french_numerals_in
from rapport.ground.patterns import regex
from rapport.ground.problems import Severity
from rapport.numbers.awaited import is_to_fill
from rapport.numbers.calls import EvolutionCall, NumberCall, Placed, ValueCall, calls_of, printed_number
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.in_time import spoken as named
from rapport.numbers.register import UnknownNumber
from rapport.numbers.spoken import speaking, spoken
from rapport.numbers.variants import asked_of
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.sources.spans import spans_in
from rapport.sources.texts import text_at
from rapport.sources.translations import FILE, Glossary, Translation, glossary_of, key_of
from rapport.sources.variants import resolved

rule = SOURCE_RULES.rule
_QUOTED = regex(r": | #|^[^\w«(]")  # what YAML would take for something else than words
_FAULTY = ("VAR01", "VAR02")  # what makes a variant another one than its author means
_SHOWN = 60  # characters of a text that is told
# English words that say shares, multiples, trends and ranks: numbers prove them, or nothing does.
_CLAIMS = regex(
    r"\b(?:half|(?:a|one|two)[ -]thirds?|(?:a|one|three)[ -]quarters?|majority|minority|most of|nearly all|almost all"
    r"|twice|doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)|times (?:as|more|fewer|less)|unprecedented"
    r"|rose|ris(?:es?|en|ing)|gr(?:ew|ows?|own|owing|owth)|increas(?:es?|ed|ing)|record (?:high|low|number|year)"
    r"|fell|fall(?:s|en|ing)?|declin(?:es?|ed|ing)|decreas(?:es?|ed|ing)|dropp?(?:s|ed|ing)?"
    r"|(?:larg|bigg|high|low|small|great)est)\b",
    re.IGNORECASE,
)


@shared
def english_of(sources: Sources) -> Glossary:
    """Return the English of an edition, with what its variants lack."""
    report = sources.report
    return glossary_of(report.translations, asked_of(resolved(report.edition.variants).values(), sources.register))


@rule("VAR09", Severity.WARNING)
def untranslated_text(sources: Sources) -> Iterator[Finding]:
    """Tout ce qu'une variante en anglais imprime a son anglais dans data/en.yml ; sans lui, c'est le français qui s'imprime."""
    for asked in sources.once(english_of).missing:
        if is_to_fill(asked.text):
            continue  # EDI07 tells it: it has no words yet
        text = " ".join(asked.text.split())
        quoted = "'" + text.replace("'", "''") + "'" if _QUOTED.search(text) else text
        hint = f"Ajoutez à {FILE} « - fr: {quoted} », et dessous, en retrait, « en: » et l'anglais."
        yield Finding(f"« {_short(text)} » n'a pas d'anglais.", asked.place, hint)


@rule("VAR10", Severity.WARNING)
def older_translation(sources: Sources) -> Iterator[Finding]:
    """Chaque anglais de data/en.yml est celui d'un texte d'aujourd'hui : ni plus ancien que son original, ni inutile."""
    glossary = sources.once(english_of)
    for pair, asked in glossary.older.values():
        said = (
            f"L'anglais de « {_short(pair.fr)} » est plus ancien que son original, qui dit maintenant « {_short(asked.text)} »."
        )
        hint = "Recopiez le français d'aujourd'hui dans « fr: », puis revoyez « en: »."
        yield Finding(said, pair.at("fr"), hint, ((asked.place, "l'original"),))
    faulty = any(True for code in _FAULTY for _ in SOURCE_RULES.rules[code].find(sources))
    for pair in () if faulty else glossary.unused:  # a variant that isn't read as it is meant prints less than it will
        said = f"L'anglais de « {_short(pair.fr)} » ne sert à rien : aucune variante en anglais n'imprime ce texte."
        yield Finding(said, pair.at("fr"), "Retirez cette traduction, ou recopiez le français tel qu'il est écrit.")


@rule("VAR11")
def unfaithful_translation(sources: Sources) -> Iterator[Finding]:
    """L'anglais appelle les chiffres de son original, n'en tape aucun, et n'affirme que par un calcul ou une règle."""
    seen: dict[str, Translation] = {}
    for pair in sources.report.translations:
        if (first := seen.setdefault(key_of(pair.fr), pair)) is not pair:
            said = f"« {_short(pair.fr)} » est traduit deux fois."
            yield Finding(said, pair.at("fr"), "Gardez une seule des deux traductions.", ((first.at("fr"), "la première"),))
        yield from _calls(pair, sources)
        yield from _typed(pair, sources)
        yield from _claimed(pair, sources)


def _calls(pair: Translation, sources: Sources) -> Iterator[Finding]:
    text = text_at(pair, "en")
    register = spoken(sources.register, speaking("en", sources.once(english_of)))
    for found in calls_of(text.text):
        if isinstance(found, ExpressionError):
            yield Finding.of(found, text.place(found.offset))
        elif not isinstance(found.call, NumberCall):
            yield Finding(
                "Un graphique, une table ou une liste n'a pas de place ici.", text.place(found.start), "Retirez cet appel."
            )
        else:
            try:
                printed_number(register.number(found.call.number), found.call)
            except (UnknownNumber, ExpressionError) as error:
                yield Finding.of(error, text.place(found.start))
    here, there = _numbers(pair.en), _numbers(pair.fr)
    for ref in sorted(there - here):
        said = f"L'anglais ne dit pas « {named(ref)} », que dit son original."
        yield Finding(said, pair.at("en"), f'Appelez-le : {{{{ value("{ref}") }}}}.')
    for ref in sorted(here - there):
        said = f"L'anglais dit « {named(ref)} », que ne dit pas son original."
        yield Finding(said, pair.at("en"), "Une traduction dit les mêmes chiffres.")


def _numbers(text: str) -> set[str]:
    """Return the numbers that a text calls in digits; words that are calculated may differ from a language to another."""
    calls = (found.call for found in calls_of(text) if isinstance(found, Placed))
    return {call.number for call in calls if isinstance(call, ValueCall | EvolutionCall)}


def _typed(pair: Translation, sources: Sources) -> Iterator[Finding]:
    text, names = text_at(pair, "en"), sources.report.edition.names_with_numbers
    told = {numeral.value for numeral in french_numerals_in(pair.fr, names) if numeral.in_words}
    for numeral in numerals_in(text.text, names):
        if not numeral.in_words or numeral.value not in told:
            hint = 'Appelez le chiffre : {{ value("…") }}, ou {{ value("…", words=true) }} en lettres.'
            yield Finding(f"« {numeral.written} » est tapé à la main.", text.place(numeral.start), hint)


def _claimed(pair: Translation, sources: Sources) -> Iterator[Finding]:
    text, rules = text_at(pair, "en"), {assertion.id for assertion in sources.report.assertions}
    for span in spans_in(text.text):
        given = span.attributes.get("rule", "")
        if set(span.attributes) != {"rule"}:
            said = f"« {span.words} » : en anglais, une affirmation se prouve par une règle."
            hint = 'Écrivez {.claim rule="…"}, ou un mot calculé : share(…), trend(…), rank(…), times(…).'
            yield Finding(said, text.place(span.start), hint)
        elif given not in rules:
            yield Finding(f"Aucune règle de data/rules.yml ne s'appelle « {given} ».", text.place(span.start))


@rule("VAR12", Severity.WARNING)
def unproved_english(sources: Sources) -> Iterator[Finding]:
    """En anglais, une part, une tendance ou un rang dit en mots est calculé, ou prouvé par une règle."""
    for pair in sources.report.translations:
        text = text_at(pair, "en")
        held = [(span.start, span.end) for kind in (".claim", ".literal") for span in spans_in(text.text, kind)]
        held += [(found.start, found.end) for found in calls_of(text.text) if isinstance(found, Placed)]
        for found in _CLAIMS.finditer(text.text):
            if not any(start <= found.start() < end for start, end in held):
                hint = 'Calculez-le ({{ share("a", of="b") }}, trend, rank, times), ou liez-le : [mots]{.claim rule="…"}.'
                yield Finding(f"« {found[0]} » n'est prouvé par rien.", text.place(found.start()), hint)


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1].rstrip()}…"
