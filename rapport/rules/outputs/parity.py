"""OUT: the finished files, read back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from rapport.ground import french
from rapport.ground.cache import fingerprint
from rapport.ground.numerals import numerals_in
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.numbers.chart_rows import SQUARES
from rapport.rules.book import Finding, RuleBook
from rapport.rules.homes import OUTPUTS, homes_of
from rapport.rules.outputs.admitted import admitted_words
from rapport.rules.outputs.beside import bare, without_markers
from rapport.rules.outputs.fetched import fetched_by
from rapport.rules.outputs.finished import Outputs, nothing
from rapport.rules.outputs.page import marks_of_drawing, texts_of_drawing
from rapport.rules.outputs.pdf_facts import PdfFacts
from rapport.sources.model import Drawing, Mention
from rapport.sources.published_names import STATUSES

OUTPUT_RULES: RuleBook[Outputs] = RuleBook(homes_of(OUTPUTS))
rule = OUTPUT_RULES.rule


@rule("OUT01")
def number_missing_in_html(outputs: Outputs) -> Iterator[Finding]:
    """Chaque nombre du manuscrit est dans le HTML, sous la forme imprimée."""
    if not outputs.html:
        return
    found = Counter((ref, bare(printed)) for ref, printed in outputs.page.bound())
    yield from missing_in(outputs, found, "le HTML")


def missing_in(outputs: Outputs, found: Counter[tuple[str, str]], where: str) -> Iterator[Finding]:
    """Yield the mentions that are not among the names and printed forms found in an output."""
    wanted: dict[tuple[str, str], list[Mention]] = {}
    for mention in outputs.rendered.manuscript.mentions:
        wanted.setdefault((mention.ref, bare(mention.printed)), []).append(mention)
    for (ref, _), mentions in wanted.items():
        lacking = len(mentions) - found[ref, bare(mentions[0].printed)]
        if lacking > 0:
            times = f" ({lacking} fois sur {len(mentions)})" if len(mentions) > 1 else ""
            yield Finding(f"« {mentions[0].printed} » ({ref}) manque dans {where}{times}.", mentions[0].place)


@rule("OUT03")
def broken_html_anchor(outputs: Outputs) -> Iterator[Finding]:
    """Chaque lien interne du HTML mène à une cible qui existe, et aucune cible n'est double."""
    if not outputs.html:
        return
    ids = Counter(outputs.page.ids())
    for target in sorted(outputs.page.inner_targets()):
        if target not in ids:
            yield Finding(f"Le lien « #{target} » du HTML ne mène nulle part.", outputs.place_of("html"))
    for name, count in ids.items():
        if count > 1:
            yield Finding(f"L'identifiant « {name} » est {count} fois dans le HTML.", outputs.place_of("html"))


@rule("OUT04")
def drawing_without_alt(outputs: Outputs) -> Iterator[Finding]:
    """Chaque dessin et chaque image du HTML a un texte de remplacement."""
    if not outputs.html:
        return
    for _ in range(outputs.page.pictures_without_alt()):
        yield Finding("Une image du HTML n'a pas de texte de remplacement.", outputs.place_of("html"))
    for _ in range(outputs.page.drawings_without_alt()):
        yield Finding("Un dessin du HTML n'a pas de texte de remplacement.", outputs.place_of("html"))


@rule("OUT05")
def outside_request(outputs: Outputs) -> Iterator[Finding]:
    """Le HTML ne demande rien au réseau : images, styles, polices et scripts y sont inclus."""
    if not outputs.html:
        return
    for found in fetched_by(outputs.html):
        yield Finding(f"Le HTML demande « {found} » au réseau.", outputs.place_of("html"))


@rule("OUT06")
def stray_number(outputs: Outputs) -> Iterator[Finding]:
    """Aucun nombre n'est dans le HTML sans venir d'un indicateur, sinon une date, un nom ou un ordinal."""
    if not outputs.html:
        return
    typed = outputs.rendered.report.edition.names_with_numbers
    names = tuple(dict.fromkeys([*typed, *map(french.typeset, typed)]))
    admitted = admitted_words(outputs.rendered.report)
    excused = fingerprint("OUT06", admitted.pattern, names)
    for block in (*outputs.page.prose(), *outputs.page.generated()):
        yield from outputs.proved.findings((excused, block), partial(_strays, outputs, block, admitted, names))


def _strays(outputs: Outputs, block: str, admitted: re.Pattern[str], names: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the numbers of a block of the page that nothing excuses."""
    for numeral in numerals_in(admitted.sub("\ue000", block), names):
        if not numeral.in_words:
            around = " ".join(block.split())[:80]
            yield Finding(f"« {numeral.written} » est dans le HTML sans indicateur : « {around} ».", outputs.place_of("html"))


@rule("OUT08")
def drawing_differs(outputs: Outputs) -> Iterator[Finding]:
    """Un dessin montre les valeurs mêmes des données : chaque ligne y a sa marque, chaque valeur y est, et aucun autre nombre."""
    for name, drawing in outputs.rendered.manuscript.drawings.items():
        told = "OUT08", drawing.svg, repr(drawing.rows)
        yield from outputs.proved.findings(told, partial(_differences, drawing, outputs.rendered.report.charts[name].at()))


def _differences(drawing: Drawing, place: Place) -> Iterator[Finding]:
    """Yield what tells a drawing from its data."""
    name, written = drawing.id, {bare(text) for text in texts_of_drawing(drawing.svg)}
    written.discard(bare(SQUARES))
    shown = "".join(sorted(written))
    wanted = {bare(row.printed) for row in drawing.rows if row.printed}
    for printed in sorted(wanted):
        if printed not in written and printed not in shown:
            yield Finding(f"« {printed} » manque dans le dessin « {name} ».", place)
    shapes = marks_of_drawing(drawing.svg)
    for row in drawing.rows:
        if row.ref and row.value and row.ref not in shapes:
            yield Finding(f"« {row.category or row.group} » n'a pas de marque dans le dessin « {name} ».", place)
    labels = "".join(bare(row.category + row.group) + "".join(map(bare, row.extra.values())) for row in drawing.rows)
    for text in sorted(written):
        if re.search(r"\d", text) and not any(printed in text for printed in wanted) and not _known_digits(text, labels):
            yield Finding(f"« {text} » est dans le dessin « {name} » sans être dans ses données.", place)


def _known_digits(text: str, labels: str) -> bool:
    return all(digits in labels for digits in re.findall(r"\d+", text))


# What reads the PDF comes last: it is being read meanwhile.
ANNEX = bare("Les chiffres de ce rapport")


def _paged(outputs: Outputs) -> None:
    """Look at the page for what the PDF is held to."""
    if outputs.html:
        outputs.page_numbers, outputs.page_items  # noqa: B018 - kept


@rule("OUT02", ahead=nothing)
def number_missing_in_pdf(outputs: Outputs) -> Iterator[Finding]:
    """Chaque nombre du manuscrit est dans le texte du PDF, sous la forme imprimée."""
    if not outputs.pdf_pages:
        return
    # The annex prints every number once more: a number must be on a page of the report itself.
    text = "\n".join(f"{page}\n{painted}" for page, painted in _read_twice(outputs))
    in_charts = {row.ref for drawing in outputs.rendered.manuscript.drawings.values() for row in drawing.rows}
    mentions = outputs.rendered.manuscript.mentions
    printed = {mention.printed for mention in mentions}
    # A kicker is set in capitals, its numbers in words too.
    lacking = {one for one in printed if not any(form in text for form in {bare(one), bare(one.upper())})}
    for mention in mentions:
        if mention.ref not in in_charts and mention.printed in lacking:
            yield Finding(f"« {mention.printed} » ({mention.ref}) manque dans le PDF.", mention.place)


def annex_of(facts: PdfFacts) -> int:
    """Return the page that opens the annex of numbers, whose title a section may bear too; the number of pages without one."""
    opened = [heading.page for heading in facts["headings"] if bare(heading.name) == ANNEX]
    return opened[-1] if opened else len(facts["pages"])


def _read_twice(outputs: Outputs) -> Iterator[tuple[str, str]]:
    """Yield each page of the sections of a PDF as its lines are read, then as its texts are painted.

    The thousands of a very large number are so far apart that a reader of lines puts its label between them.
    """
    if facts := outputs.pdf_facts:
        first = min((opening.page for opening in facts["sections"]), default=0)
        for page in facts["pages"][first : annex_of(facts)]:
            yield bare(page["text"]), "\n".join(map(bare, page["joined"]))


# The annex of the PDF counts the rows and the numbers of a table, in all and by status.
_STATUS = "|".join(word.replace(" ", r"\s+") for word in STATUSES.values())
_COUNTED = regex(rf"\d+(?:\s\d{{3}})*\s+(?:chiffres?|lignes?\s+de|{_STATUS})")


@rule("OUT07", ahead=_paged)
def stray_number_in_pdf(outputs: Outputs) -> Iterator[Finding]:
    """Aucun nombre n'est dans le PDF qui ne soit dans le HTML : les deux sorties disent la même chose, folios mis à part."""
    if not outputs.pdf_pages or not outputs.html:
        return
    items, known = outputs.page_items, outputs.page_numbers
    folios = {str(n) for n in range(len(outputs.pdf_pages) + 1)}
    annexed = annex_of(outputs.pdf_facts) if outputs.pdf_facts else len(outputs.pdf_pages)
    for number, page in enumerate(outputs.pdf_pages, 1):
        shown = _COUNTED.sub(" ", page) if number > annexed and ANNEX in bare(page) else page
        shown = without_markers(shown, items)
        for digits in dict.fromkeys(re.findall(r"\d+", shown)):
            if digits not in known and digits not in folios:
                yield Finding(f"« {digits} » est page {number} du PDF, mais pas dans le HTML.", outputs.place_of("pdf"))
