"""VAR: what fits in the four pages of a variant in PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapport.ground.languages import FRENCH
from rapport.ground.problems import Place
from rapport.numbers.cards import plain
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import UnknownNumber
from rapport.numbers.spoken import speaking, spoken
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.translated import english_of
from rapport.rules.variants import original_variants
from rapport.sources.variants import VariantEntry, VariantNumber, resolved

rule = SOURCE_RULES.rule
NUMBERS = (6, 10)  # that four pages show in letters as large as a poster's
MESSAGES = 3
LONGEST_TITLE = 40  # characters; what fits on the cover, and under a number, at the size that they have there
LONGEST_SENTENCE = 110
LONGEST_MESSAGE = 150


@rule("VAR03")
def crowded_variant(sources: Sources) -> Iterator[Finding]:
    """Une variante en PDF a six à dix chiffres, trois messages, et des textes qui tiennent dans leur place."""
    least, most = NUMBERS
    for name, variant in original_variants(sources):
        if variant.format != "pdf":
            continue
        if variant.numbers and not least <= len(variant.numbers) <= most:
            said = (
                f"La variante « {name} » a {_counted(variant.numbers, 'chiffre')} ; quatre pages en montrent de {least} à {most}."
            )
            yield Finding(said, variant.at("numbers"), "Gardez ceux que l'on retient.")
        if variant.messages and len(variant.messages) != MESSAGES:
            said = f"La variante « {name} » a {_counted(variant.messages, 'message')} ; il en faut trois."
            yield Finding(said, variant.at("messages"), "Une phrase chacun : ce que l'on retient de l'année.")
    for variant in resolved(sources.report.edition.variants).values():
        if variant.format == "pdf":
            yield from _too_long(variant, sources)


def _too_long(variant: VariantEntry, sources: Sources) -> Iterator[Finding]:
    """Yield the texts of a variant that don't fit in their place, in the language that they are printed in."""
    register, glossary = sources.register, sources.once(english_of)
    if translated := variant.language != FRENCH.code:
        register = spoken(register, speaking(variant.language, glossary))
    for what, text, limit, place in _limited(variant):
        pair = glossary.pair_of(text) if translated else None
        if translated and pair is None:
            continue  # VAR09 tells it
        try:
            length = len(plain(pair.en if pair else text, register))
        except (UnknownNumber, ExpressionError):
            continue  # TXT02 tells it
        if length > limit:
            said = f"{what} fait {length} caractères, pour {limit} au plus."
            yield Finding(said, pair.at("en") if pair else place, "Raccourcissez : ces lettres-là sont grandes.")


def _counted(things: Sequence[object], noun: str) -> str:
    return f"{len(things)} {noun}{'s' * (len(things) > 1)}"


def _limited(variant: VariantEntry) -> Iterator[tuple[str, str, int, Place]]:
    """Yield the texts that have a place of their own, with what each is, how long it may be, and where it stands."""
    yield "Le titre", variant.title, LONGEST_TITLE, variant.at("title")
    for index, text in enumerate(variant.messages):
        yield "Le message", text, LONGEST_MESSAGE, variant.at("messages", index)
    for entry in variant.numbers:
        if isinstance(entry, VariantNumber):
            yield "La phrase", entry.sentence, LONGEST_SENTENCE, entry.at("sentence")
