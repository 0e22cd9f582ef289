"""VAR: the variants that `report.yml` asks for, before anything is made of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.languages import FRENCH, LANGUAGES
from rapport.ground.near import near_names
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import UnknownNumber
from rapport.numbers.variants import posters_of
from rapport.outputs.data import FOLDER
from rapport.outputs.formats import FORMATS, TEMPLATES, VARIANTS
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.named import charts_of_sections
from rapport.sources.model import Section
from rapport.sources.translations import FILE
from rapport.sources.variants import VariantEntry, resolved

rule = SOURCE_RULES.rule
_NAME = regex(r"[a-z0-9][a-z0-9-]*")


class Keys(NamedTuple):
    """The keys of report.yml that a format of variants needs, and those that it may have beside."""

    needed: tuple[str, ...]
    others: tuple[str, ...] = ()


KEYS: Mapping[str, Keys] = {
    "pdf": Keys(("numbers", "messages"), ("map", "chart", "voice", "template")),
    "fragment": Keys(("sections",)),
    "pptx": Keys(("sections",)),
}


def original_variants(sources: Sources) -> Iterator[tuple[str, VariantEntry]]:
    """Yield the variants that have contents of their own."""
    yield from ((name, entry) for name, entry in sources.report.edition.variants.items() if not entry.translates)


@rule("VAR01")
def variant_out_of_form(sources: Sources) -> Iterator[Finding]:
    """Une variante a un nom simple, un format qui existe, et les clés de ce format, rien n'y est deux fois."""
    for name in sources.report.edition.keys_under("variants"):
        if name not in sources.report.edition.variants:
            yield _formless(name, sources.report.edition.at("variants", name))
    for name, variant in sources.report.edition.variants.items():
        where = sources.report.edition.at("variants", name)
        if not _NAME.fullmatch(name):
            hint = "Minuscules sans accent, chiffres et traits d'union : c'est aussi le nom du fichier."
            yield Finding(f"Une variante ne peut pas s'appeler « {name} ».", where, hint)
        if name in {*FORMATS, FOLDER, "rapport-activite"}:
            yield Finding(f"« {name} » est déjà le nom d'une sortie.", where, "Donnez à la variante un autre nom.")
        if variant.translates or variant.language != FRENCH.code:
            yield from _translation(name, variant, sources.report.edition.variants)
            continue
        if not variant.format:
            yield _formless(name, where)
            continue
        if variant.format not in VARIANTS:
            said = f"La variante « {name} » est d'un format qui n'existe pas : « {variant.format} »."
            yield Finding(said, variant.at("format"), f"Admis : {', '.join(VARIANTS)}.")
            continue
        yield from _keys(name, variant)


def _formless(name: str, where: Place) -> Finding:
    return Finding(f"La variante « {name} » n'a pas de « format: ».", where, f"Admis : {', '.join(VARIANTS)}.")


def _translation(name: str, variant: VariantEntry, variants: Mapping[str, VariantEntry]) -> Iterator[Finding]:
    """Yield what is wrong with a variant in another language: it is a language that we have, and of another variant."""
    spoken = [code for code in LANGUAGES if code != FRENCH.code]
    if variant.language not in spoken:
        where = variant.at("language") if "language" in variant.model_fields_set else variant.at("translates")
        lacks = "n'est dans aucune langue connue" if "language" in variant.model_fields_set else "ne dit pas sa langue"
        yield Finding(f"La variante « {name} » {lacks}.", where, f"Écrivez « language: {spoken[0]} ».")
    if not variant.translates:
        hint = "Ajoutez « translates: » et le nom de la variante en français qu'elle traduit."
        yield Finding(f"La variante « {name} » ne dit pas ce qu'elle traduit.", variant.at("language"), hint)
        return
    original = variants.get(variant.translates)
    own = [other for other, entry in resolved(variants).items() if entry.format == "pdf" and not entry.translates]
    if original is None or original.translates or original.format != "pdf":
        known = f"En PDF et en français : {', '.join(own)}." if own else "Décrivez d'abord la variante en français."
        said = f"La variante « {name} » traduit « {variant.translates} », qui n'est pas une variante en PDF et en français."
        yield Finding(said, variant.at("translates"), known)
    for key in sorted(variant.model_fields_set - {"language", "translates", "format"}):
        said = f"« {key}: » n'a pas de sens dans une traduction (variante « {name} »)."
        hint = f"Retirez la ligne : le contenu est celui de « {variant.translates} », les mots sont dans {FILE}."
        yield Finding(said, variant.at(key), hint)
    if original is not None and variant.format not in {"", original.format}:
        yield Finding(f"« {name} » a le format de « {variant.translates} ».", variant.at("format"), "Retirez la ligne.")


def _keys(name: str, variant: VariantEntry) -> Iterator[Finding]:
    """Yield what a variant's format lacks, or can do nothing with."""
    keys = KEYS[variant.format]
    given = variant.model_fields_set - {"format", "title", "language"}
    for key in ("title", *keys.needed) if not variant.title else keys.needed:
        if not getattr(variant, key):
            said = f"La variante « {name} » n'a pas de « {key}: », dont un {variant.format} est fait."
            yield Finding(said, variant.at(key) if key in given else variant.at(), _field(key))
    for key in sorted(given - {*keys.needed, *keys.others}):
        said = f"« {key}: » n'a pas de sens dans un {variant.format} (variante « {name} »)."
        yield Finding(said, variant.at(key), f"Retirez la ligne. Clés admises : {', '.join((*keys.needed, *keys.others))}.")
    yield from _twice(name, variant)
    if variant.format == "pdf" and variant.template not in TEMPLATES:
        said = f"Le gabarit « {variant.template} » n'existe pas."
        yield Finding(said, variant.at("template"), f"Admis : {', '.join(TEMPLATES)}.")


def _twice(name: str, variant: VariantEntry) -> Iterator[Finding]:
    """Yield the sections and the messages that a variant takes a second time."""
    for key, entries in (("sections", variant.sections), ("messages", variant.messages)):
        for index, entry in enumerate(entries):
            if (first := entries.index(entry)) != index:
                said = f"« {entry} » est deux fois dans « {key}: » (variante « {name} »)."
                related = ((variant.at(key, first), "la première"),)
                yield Finding(said, variant.at(key, index), "Gardez une seule des deux lignes.", related)


def _field(key: str) -> str:
    return f"{VariantEntry.model_fields[key].description}."


@rule("VAR02")
def unknown_in_variant(sources: Sources) -> Iterator[Finding]:
    """Ce qu'une variante prend au rapport y est : chiffres, sections, carte, graphique et synthèse."""
    if not sources.report.edition.variants:
        return
    sections = [content.id for content in sources.heads if isinstance(content, Section)]
    shown = {*sources.gathered(charts_of_sections)}
    for _, variant in original_variants(sources):
        yield from _unknown_numbers(variant, sources)
        for key in ("map", "chart"):
            yield from _unknown_chart(key, variant, sources, shown)
        for index, name in enumerate(variant.sections):
            if name not in sections:
                hint = near_names(name, sections)
                yield Finding(f"Aucune section du rapport ne s'appelle « {name} ».", variant.at("sections", index), hint)
        yield from _unknown_voice(variant, sections, sources)


def _unknown_numbers(variant: VariantEntry, sources: Sources) -> Iterator[Finding]:
    for entry, place in posters_of(variant):
        try:
            sources.numbers.number(entry.number)
        except UnknownNumber as error:
            yield Finding.of(error, place, hint=near_names(entry.number, sources.numbers.names))
        except ExpressionError as error:
            yield Finding.of(error, place)


def _unknown_chart(key: str, variant: VariantEntry, sources: Sources, shown: set[str]) -> Iterator[Finding]:
    name, charts = getattr(variant, key), sources.report.charts
    if not name:
        return
    if name not in charts or name not in shown:
        said = f"Le graphique « {name} » n'existe pas." if name not in charts else f"Aucune section ne montre « {name} »."
        yield Finding(said, variant.at(key), near_names(name, shown) or "Une variante ne montre que ce que montre le rapport.")
        return
    kind = charts[name].kind
    if (kind == "map") != (key == "map"):
        said = f"« {name} » n'est pas une carte." if key == "map" else f"« {name} » est une carte."
        yield Finding(said, variant.at(key), "« map: » attend une carte (kind: map), « chart: » un autre graphique.")
    elif charts[name].width == "page":
        hint = "Choisissez un graphique en « width: full » ou « half »."
        yield Finding(f"« {name} » remplit une page entière : il n'a pas de place ici.", variant.at(key), hint)


def _unknown_voice(variant: VariantEntry, sections: Collection[str], sources: Sources) -> Iterator[Finding]:
    voice = variant.voice
    if voice is None:
        return
    if voice.section not in sections:
        said = f"Aucune section du rapport ne s'appelle « {voice.section} »."
        yield Finding(said, voice.at("section"), near_names(voice.section, sections))
        return
    people = re.findall(r'\{[^{}\n]*\.summary\b[^{}\n]*\bwho="([^"\n]+)"', sources.report.section(voice.section).body)
    if voice.who not in people:
        known = french.listed([f"« {name} »" for name in people]) or "personne"
        said = f"La section « {voice.section} » n'a pas de synthèse de « {voice.who} »."
        yield Finding(said, voice.at("who"), f"Y sont résumés les propos de : {known}.")
