"""VAR: the finished variants, read back: they print the numbers that they ask for, all that the report carries, and no other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from rapport.ground import french
from rapport.ground.languages import LANGUAGES, Language
from rapport.ground.problems import Place
from rapport.numbers.chart_rows import dot_sentence
from rapport.numbers.in_time import in_rank, in_share, in_time, spoken
from rapport.outputs.formats.colophon import contact_lines
from rapport.outputs.formats.shell import release_of
from rapport.outputs.variants.slides import NOTES
from rapport.rules.book import Finding
from rapport.rules.outputs.admitted import admitted_words
from rapport.rules.outputs.beside import bare
from rapport.rules.outputs.finished import Outputs, nothing
from rapport.rules.outputs.page import Page
from rapport.rules.outputs.parity import OUTPUT_RULES
from rapport.rules.outputs.slides_read import ReadSlide, slides_in, text_of
from rapport.rules.outputs.standards import claims_lacking
from rapport.sources.model import Drawing, Mention, Report
from rapport.sources.variants import VariantEntry, resolved

rule = OUTPUT_RULES.rule
PAGES = 4  # of a leaflet: one A3 sheet folded
_MOST = 5  # texts told of a page that doesn't show them
SNIPPET = 80
HINT = "Un gabarit (templates/variants/) le perd, ou l'ajoute : corrigez-le s'il est le vôtre, sinon transmettez ce message."


class FinishedVariant:
    """A variant as the rules read it: its file, its text, the numbers that it prints."""

    def __init__(self, name: str, entry: VariantEntry, outputs: Outputs) -> None:
        self.name = name
        self.entry = entry
        self.facts = outputs.facts_of(name)
        self._outputs = outputs
        self.path = outputs.rendered.files[name]

    @property
    def language(self) -> Language:
        """Return the language that it speaks."""
        return LANGUAGES[self.entry.language]

    @property
    def drawings(self) -> Mapping[str, Drawing]:
        """Return the drawings of the report, by name."""
        return self._outputs.rendered.manuscript.drawings

    @property
    def place(self) -> Place:
        """Return its file as a place."""
        return Place(self.path.name)

    @cached_property
    def text(self) -> str:
        """Return its words, in reading order."""
        if self.facts is not None:
            return "\n".join(text for page in self.facts["pages"] for text in page["joined"])
        if self.slides:
            return text_of(self.slides)
        texts = self.page.xpath("//text()[not(ancestor::*[@role='doc-noteref'])]")
        return "\n".join(" ".join(text.split("\n")) for text in texts)

    @cached_property
    def page(self) -> Any:
        """Return the tree of its page, when it is a fragment."""
        return Page(self.path.read_text("utf-8")).root

    def beside(self, name: str) -> str:
        """Return the text of a file beside it."""
        return (self.path.parent / name).read_text("utf-8")

    @cached_property
    def slides(self) -> list[ReadSlide]:
        """Return its slides; none when it isn't made of slides."""
        return slides_in(self.path) if self.entry.format == "pptx" else []

    @property
    def mentions(self) -> Sequence[Mention]:
        """Return the numbers that its texts print."""
        return self._outputs.rendered.printed_in(self.name)

    def captions(self, report: Report) -> list[str]:
        """Return what its slides say of their drawings: what a dot of a field is, the rows that nobody knows."""
        names = {shape.name.rpartition(":")[2] for slide in self.slides for shape in slide.shapes if shape.pictured}
        drawn = {name: self.drawings[name] for name in sorted(names & {*self.drawings})}
        fields = [name for name in drawn if report.charts[name].kind == "field"]
        dots = [dot_sentence(report.charts[name], drawn[name].rows) for name in fields]
        return [*dots, *(drawing.unknown for drawing in drawn.values())]

    @property
    def drawn(self) -> Iterator[str]:
        """Yield the numbers of its drawings, as printed."""
        if drawn_in := self._outputs.rendered.drawn_in:
            shown = [drawn_in(self.entry.language, name) for name in (self.entry.map, self.entry.chart) if name]
            yield from (row.printed for drawing in shown for row in drawing.rows)


def finished_variants(outputs: Outputs) -> Iterator[FinishedVariant]:
    """Yield the variants that were made."""
    for name, entry in resolved(outputs.rendered.report.edition.variants).items():
        if name in outputs.rendered.files:
            yield FinishedVariant(name, entry, outputs)


@rule("VAR04", ahead=nothing)
def number_beyond_report(outputs: Outputs) -> Iterator[Finding]:
    """Une variante n'imprime aucun nombre que le rapport ne porte : qui la lit peut le retrouver, avec sa source."""
    manuscript = outputs.rendered.manuscript
    carried = {mention.ref for mention in manuscript.mentions}
    carried |= {row.ref for drawing in manuscript.drawings.values() for row in drawing.rows}
    for variant in finished_variants(outputs):
        told = set()
        for mention in variant.mentions:
            if mention.ref not in carried and mention.ref not in told and not _is_calculated(mention, carried):
                told.add(mention.ref)
                said = f"« {spoken(mention.ref)} » est dans la variante « {variant.name} », mais nulle part dans le rapport."
                yield Finding(said, mention.place, "Dites-le dans une section, ou retirez-le de la variante.")


def _is_calculated(mention: Mention, carried: set[str]) -> bool:
    """Tell whether words are calculated from numbers that the report carries: they say nothing that these don't."""
    if re.search(r"\d", mention.printed):
        return False
    if (ranked := in_rank(mention.ref)) is not None:
        table, _, rest = ranked[0].partition(".")
        return any(ref.startswith(f"{table}.") and ref.endswith(f".{rest.rpartition('.')[2]}") for ref in carried)
    evolved = in_time(mention.ref)
    parts = in_share(mention.ref) or ((evolved.name,) if evolved else ())
    return bool(parts) and carried.issuperset(parts)


@rule("VAR05", ahead=nothing)
def number_missing_in_variant(outputs: Outputs) -> Iterator[Finding]:
    """Chaque nombre d'une variante est dans le fichier produit, sous la forme imprimée, autant de fois qu'il y est demandé."""
    for variant in finished_variants(outputs):
        noted = [mention for mention in variant.mentions if mention.section == NOTES]
        yield from _missing([mention for mention in variant.mentions if mention.section != NOTES], variant.text, variant)
        yield from _missing(noted, "\n".join(slide.notes for slide in variant.slides), variant)


def _missing(mentions: Sequence[Mention], whole: str, variant: FinishedVariant) -> Iterator[Finding]:
    text, words = "\n".join(map(bare, whole.split("\n"))), " ".join(whole.split())
    places = {bare(mention.printed): mention for mention in reversed(mentions)}
    for printed, times in Counter(bare(mention.printed) for mention in mentions).items():
        if re.search(r"\d", printed):
            found = len(re.findall(rf"(?<![\d,.]){re.escape(printed)}(?!\d)", text))
        else:  # words may end a line where they like
            found = len(re.findall(rf"(?<!\w){_loosely(places[printed].printed)}(?!\w)", words))
        if found < times:
            mention = places[printed]
            lacking = f" ({times - found} fois sur {times})" if times > 1 else ""
            said = f"« {mention.printed} » ({spoken(mention.ref)}) manque dans {variant.path.name}{lacking}."
            yield Finding(said, mention.place, HINT)


def _loosely(words: str) -> str:
    """Return a pattern of words, whatever parts them."""
    return r"\s*".join(re.escape(letters) for letters in re.findall(r"[^\W_]+|[^\w\s]", words))


@rule("VAR06", ahead=nothing)
def stray_number_in_variant(outputs: Outputs) -> Iterator[Finding]:
    """Aucun nombre n'est dans une variante sans venir d'un indicateur, sinon une date, un nom ou un ordinal."""
    report = outputs.rendered.report
    typed = report.edition.names_with_numbers
    names = tuple(dict.fromkeys([*typed, *map(french.typeset, typed)]))
    for variant in finished_variants(outputs):
        contacts = contact_lines(report.edition.address, variant.language)
        aside = [*("".join(text for text, _ in line) for line in contacts), release_of(report, variant.language)]
        aside += variant.captions(report)
        admitted = admitted_words(report, aside)
        known = {part for printed in (*(m.printed for m in variant.mentions), *variant.drawn) for part in _parts(printed)}
        for line in admitted.sub("\ue000", variant.text).split("\n"):
            for numeral in variant.language.numerals_in(line, names):
                if not numeral.in_words and not _is_known(numeral.written, known):
                    around = " ".join(line.split())[:SNIPPET]
                    said = f"« {numeral.written} » est dans {variant.path.name} sans indicateur : « {around} »."
                    yield Finding(said, variant.place, HINT)


def _parts(printed: str) -> Iterator[str]:
    """Yield the digits of a printed number, without spaces or signs."""
    yield from (bare(found).lstrip("+-−") for found in re.findall(r"[+\-−]?\d[\d\s,.]*", printed))


def _is_known(written: str, known: set[str]) -> bool:
    """Tell whether digits are of a number, or of several that a line of the layout sets side by side."""
    return all(part in known for part in _parts(written)) or all(bare(part) in known for part in re.split(r"\s+", written))


@rule("VAR07", ahead=nothing)
def unfit_leaflet(outputs: Outputs) -> Iterator[Finding]:
    """Une variante en PDF a quatre pages, où tout se voit, balisées (PDF/UA-1) et archivables (PDF/A-3a)."""
    for variant in finished_variants(outputs):
        if variant.facts is None:
            continue
        if (count := len(variant.facts["pages"])) != PAGES:
            said = f"La variante « {variant.name} » fait {count} pages, et non quatre."
            yield Finding(said, variant.entry.at(), "Raccourcissez ses textes, ou choisissez un graphique moins haut.")
        for number, page in enumerate(variant.facts["pages"], 1):
            for text, why in page["unseen"][:_MOST]:
                said = f"« {' '.join(text.split())[:SNIPPET]} » est page {number} de {variant.path.name}, mais ne se voit pas"
                yield Finding(f"{said} : {why}.", variant.place, HINT)
            for text in page["beyond"][:_MOST]:
                said = f"« {text} » touche au bord de la page {number} de {variant.path.name} : l'imprimeur le couperait."
                yield Finding(said, variant.place, HINT)
        for claim in claims_lacking(variant.path.read_bytes()):
            yield Finding(f"{variant.path.name} n'est pas {claim}.", variant.place, HINT)
